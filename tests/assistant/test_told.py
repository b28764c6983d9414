"""What a product's own text says to a question: word for word, or nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.goods import CREAM, product, words
from dangol.assistant.told import (
    attributes_about,
    fitting_in,
    harms,
    mentions,
    options_about,
    sentences_about,
    states_measure,
    warned_last,
)
from dangol.commerce.catalog.products import Attribute, Option, OptionValue, Words


@pytest.mark.parametrize(
    ("lang", "question", "sentences"),
    [
        ("en", "does the cica cream contain alcohol?", ["Contains no alcohol."]),
        ("ko", "시카 크림에 알코올 들어 있어요?", ["알코올은 넣지 않았어요."]),
        ("ja", "シカクリームにアルコールは入っていますか", ["アルコール不使用。"]),
        ("en", "is the cica cream good?", []),
        ("en", "how heavy is it", []),
    ],
)
def test_the_sentence_that_says_it_is_quoted(lang: str, question: str, sentences: list[str]) -> None:
    assert sentences_about(CREAM, question, lang) == sentences


@pytest.mark.parametrize(
    ("lang", "question"),
    [
        ("en", "what's in it"),
        ("en", "I have an allergy, can I use it"),
        ("ko", "뭐가 들어 있어요?"),
        ("ja", "何が入っていますか"),
    ],
)
def test_what_it_is_made_of_is_told_under_any_name(lang: str, question: str) -> None:
    assert [attribute.id for attribute in attributes_about(CREAM, question, lang)] == ["contents"]


def test_a_value_said_is_answered_by_its_line() -> None:
    assert [a.id for a in attributes_about(CREAM, "is it made in Korea?", "en")] == ["origin"]
    assert attributes_about(CREAM, "how much is delivery", "en") == []


def test_a_warning_is_a_mention_too() -> None:
    assert mentions(CREAM, "alcohol", "en")
    assert mentions(CREAM, "アルコール", "ja")
    assert not mentions(CREAM, "nuts", "en")


def test_a_kind_of_it_is_a_mention_too() -> None:
    spread = replace(CREAM, title=words("Hazelnut spread", "헤이즐넛 스프레드", "ヘーゼルナッツスプレッド"))
    assert mentions(spread, "nuts", "en")
    assert mentions(spread, "ナッツ", "ja")
    assert not mentions(spread, "nutmeg", "en")


@pytest.mark.parametrize(
    ("heading", "questions"),
    [
        (
            ("Author", "지은이", "著者"),
            ("who wrote it?", "이 책 누가 썼어요?", "これって誰が書いたの", "作者を教えてください"),
        ),
        (("Pages", "쪽수", "ページ数"), ("how many pages does it have", "몇 페이지예요?", "何ページありますか")),
        (
            ("Maximum wattage", "최대 와트", "最大ワット数"),
            ("how many watts can it take", "몇 와트까지 쓸 수 있어요?", "何ワットまで使えますか"),
        ),
        (
            ("Maximum load", "최대 하중", "耐荷重"),
            ("how much weight can it hold", "몇 킬로까지 돼요?", "何キロまで載せられますか"),
        ),
        (("Weight", "무게", "重量"), ("how heavy is it?", "무거워요?", "重いですか")),
        (
            ("Running time", "사용 시간", "連続点灯"),
            ("how long does it run on one charge", "얼마나 오래 가요?", "どれくらい持ちますか"),
        ),
        (
            ("Keeps for", "보관", "賞味期限"),
            ("how long will it keep", "유통기한이 언제예요?", "日持ちはどれくらいですか"),
        ),
        (("Recommended age", "권장 연령", "対象年齢"), ("what age is it for", "몇 살부터 돼요?", "何歳から使えますか")),
        (("Water resistance", "방수 등급", "防水性能"), ("can it get wet?", "비 맞아도 돼요?", "雨に濡れても平気？")),
        (("Firmness", "경도", "硬さ"), ("how hard is it?", "얼마나 딱딱해요?", "どのくらい硬いですか", "かためですか")),
        (("Noise level", "소음", "運転音"), ("how many decibels is it", "몇 데시벨이에요?", "何デシベルですか")),
        (
            ("Noise cancelling", "노이즈 캔슬링", "ノイズキャンセリング"),
            ("has it got ANC", "노캔 돼요?", "ノイキャンありますか"),
        ),
        (("Suits models", "적합 기종", "適合機種"), ("does it fit the X100", "X100이랑 맞나요?", "X100に合いますか")),
    ],
)
def test_a_heading_answers_by_what_it_means(heading: tuple[str, str, str], questions: tuple[str, ...]) -> None:
    told = replace(CREAM, attributes=(*CREAM.attributes, Attribute("told", words(*heading), words("1", "1", "1"))))
    for question, lang in zip(questions, ("en", "ko", "ja", "ja"), strict=False):
        assert [a.id for a in attributes_about(told, question, lang)] == ["told"], question


def test_what_it_fits_is_told_by_the_measures_there_are() -> None:
    widths = Option("width", words("Width", "폭", "幅"), (OptionValue("a", words("700x28C", "700x28C", "700x28C")),))
    tyre = replace(CREAM, options=(widths,))
    assert options_about(tyre, "does it fit 700x28C?", "en") == [widths]
    assert options_about(tyre, "700x28C에 맞나요?", "ko") == [widths]
    assert options_about(tyre, "700x28Cに合いますか", "ja") == [widths]
    assert options_about(tyre, "does it fit 700x2?", "en") == []
    assert options_about(tyre, "is the 700x28C one washable?", "en") == []


@pytest.mark.parametrize(
    ("lang", "question", "sentence"),
    [
        ("en", "will it go on a 27 cm thick one? does it fit", "An elastic all round fits up to 30 cm."),
        ("ko", "27센치짜리에도 씌워지나요", "사방 고무줄로 30cm까지 맞아요."),
        ("ja", "厚さ27センチのにかぶせられますか", "全周ゴムで30cmまで対応します。"),
    ],
)
def test_what_it_fits_is_told_where_it_is_written(lang: str, question: str, sentence: str) -> None:
    texts = {
        "en": "Cool cotton. An elastic all round fits up to 30 cm.",
        "ko": "시원한 면이에요. 사방 고무줄로 30cm까지 맞아요.",
        "ja": "涼しい綿です。全周ゴムで30cmまで対応します。",
    }
    assert fitting_in(replace(CREAM, description=Words(texts, "en")), question, lang) == [sentence]


def test_a_measure_is_stated_with_its_unit() -> None:
    table = replace(
        CREAM, description=words("A table of 160 x 90 cm.", "160x90cm 식탁이에요.", "160×90cmのテーブルです。")
    )
    for lang in ("en", "ko", "ja"):
        assert states_measure(table, "160 cm", lang)
        assert states_measure(table, "90 cm", lang)
        assert not states_measure(table, "60 cm", lang)
        assert not states_measure(table, "160 kg", lang)


@pytest.mark.parametrize(
    ("lang", "question"), [("en", "whats in it"), ("ko", "안에 뭐 들었어요?"), ("ja", "中身は何ですか")]
)
def test_what_it_is_filled_with_is_what_is_in_it(lang: str, question: str) -> None:
    filling = Attribute("filling", words("Filling", "충전재", "中材"), words("Husks", "메밀껍질", "そば殻"))
    assert attributes_about(replace(CREAM, attributes=(filling,)), question, lang) == [filling]


@pytest.mark.parametrize(
    ("lang", "wish", "last"),
    [
        ("en", "a tank for goldfish", True),
        ("ko", "금붕어 키울 수조 추천해 주세요", True),
        ("ja", "金魚に合う水槽は？", True),
        ("en", "a tank for snails", False),
        ("ko", "달팽이 키울 수조요", False),
        ("ja", "貝の水槽は？", False),
    ],
)
def test_what_is_too_small_for_what_it_is_wished_for_comes_last(lang: str, wish: str, last: bool) -> None:
    bowl = product(
        "bowl",
        words("Round fish bowl", "원형 어항", "丸型金魚鉢"),
        words(
            "For plants and snails; too small for goldfish.",
            "수초와 달팽이용이에요. 금붕어에게는 작아요.",
            "水草や貝向けです。金魚には小さすぎます。",
        ),
    )
    tank = product(
        "tank", words("Glass tank", "유리 수조", "ガラス水槽"), words("With a lid.", "뚜껑 포함.", "フタ付き。")
    )
    assert [p.ref for p in warned_last([bowl, tank], wish, lang)] == (["tank", "bowl"] if last else ["bowl", "tank"])


@pytest.mark.parametrize(
    ("lang", "wish", "shown"),
    [
        ("en", "a pot that works on induction", ["iron"]),
        ("ko", "인덕션에 되는 냄비 있어요?", ["iron"]),
        ("ja", "IHで使える鍋ない？", ["iron"]),
        ("en", "i have a cat, a pot with leaves", ["iron", "copper"]),
        ("ko", "냄비 보여 주세요", ["copper", "iron"]),
        ("ja", "鍋ありますか", ["copper", "iron"]),
    ],
)
def test_what_is_denied_is_left_out_where_another_is_said_to_do(lang: str, wish: str, shown: list[str]) -> None:
    copper = product(
        "copper",
        words("Copper pot", "구리 냄비", "銅の鍋"),
        words(
            "Heats fast. Cannot be used on induction. The leaves on it are toxic to a cat.",
            "빨리 데워져요. 인덕션에는 쓰지 마세요.",
            "火のまわりが早いです。IHでは使えません。",
        ),
    )
    iron = product(
        "iron",
        words("Iron pot", "무쇠 냄비", "鉄の鍋"),
        words("For gas and induction.", "가스와 인덕션에 다 돼요.", "ガスでもIHでも。"),
    )
    assert [p.ref for p in warned_last([copper, iron], wish, lang)] == shown


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("Toxic to cats and dogs if chewed.", True),
        ("고양이에게는 독성이 있어요.", True),
        ("猫には有毒です。", True),
        ("A non-toxic glue.", False),
        ("무독성 크레용이에요.", False),
        ("無毒のクレヨンです。", False),
    ],
)
def test_what_does_harm(said: str, wanted: bool) -> None:
    assert harms(said) == wanted
