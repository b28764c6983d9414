"""What a question is a matter of stands in what is written of a product, though no word of the question does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.goods import product, words
from dangol.assistant.matters import cautions_of, is_caution, says_nothing_of, stated_of, warns_of
from dangol.commerce.catalog.products import Attribute, Words

CREAM = product(
    "cream",
    words("Night cream", "나이트 크림", "ナイトクリーム"),
    description=words(
        "Retinol 0.1%, smudge-proof. For the night only. Not for use in pregnancy. Made with wheat germ. 50 ml.",
        "레티놀 0.1%, 번지지 않아요. 밤에만 쓰세요. 임신 중에는 쓰지 마세요. 밀 배아유가 들어 있어요. 50ml.",
        "レチノール0.1%、にじみません。夜だけお使いください。妊娠中は使用を避けてください。小麦胚芽入り。50ml。",
    ),
    attributes=(Attribute("scent", words("Scent", "향", "香り"), words("fig", "무화과", "いちじく")),),
)


@pytest.mark.parametrize(
    ("lang", "question", "said"),
    [
        ("en", "can I use it while pregnant?", "Not for use in pregnancy."),
        ("ko", "임산부도 써도 돼요?", "임신 중에는 쓰지 마세요."),
        ("ja", "授乳中でも使えますか", "妊娠中は使用を避けてください。"),
        ("en", "does it contain gluten", "Made with wheat germ."),
        ("en", "my daughter is allergic to wheat", "Made with wheat germ."),
        ("ko", "밀 알레르기가 있는데 괜찮아요?", "밀 배아유가 들어 있어요."),
        ("ja", "小麦アレルギーですが大丈夫ですか", "小麦胚芽入り。"),
    ],
)
def test_who_has_to_be_careful_hears_what_is_written(lang: str, question: str, said: str) -> None:
    assert is_caution(question)
    assert said in cautions_of(CREAM, question, lang)


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "Not during pregnancy or breast-feeding."),
        ("en", "Not recommended in pregnancy."),
        ("ko", "임신·수유 중에는 쓰지 마세요."),
        ("ja", "妊娠・授乳中はお使いになれません。"),
        ("ja", "妊娠中の方はご遠慮ください。"),
    ],
)
def test_a_warning_is_heard_however_a_shop_writes_it(lang: str, line: str) -> None:
    assert warns_of(replace(CREAM, description=Words({lang: line}, lang)), "임신 중이에요", lang)


def test_what_stands_in_another_language_alone_is_said_all_the_same() -> None:
    only_korean = replace(
        CREAM, description=Words({"en": "A cream.", "ko": "크림이에요. 임신 중에는 쓰지 마세요."}, "ko")
    )
    assert cautions_of(only_korean, "can I use it while pregnant?", "en") == ["임신 중에는 쓰지 마세요."]


@pytest.mark.parametrize(
    ("lang", "question"),
    [
        ("en", "a cream I can use in pregnancy"),
        ("ko", "임신 중에 쓸 수 있는 크림"),
        ("ja", "妊娠中に使えるクリーム"),
        ("en", "a cream, I'm allergic to wheat"),
        ("ja", "小麦アレルギーでも使えるクリーム"),
    ],
)
def test_what_warns_of_it_is_nothing_to_recommend(lang: str, question: str) -> None:
    assert warns_of(CREAM, question, lang)
    safe = replace(CREAM, description=words("Safe in pregnancy.", "임신 중에도 쓸 수 있어요.", "妊娠中も使えます。"))
    assert not warns_of(safe, question, lang)


@pytest.mark.parametrize(
    ("lang", "question", "said"),
    [
        ("en", "does it smudge", "Retinol 0.1%, smudge-proof."),
        ("en", "how many ml is it", "50 ml."),
        ("en", "what percentage is the retinol", "Retinol 0.1%, smudge-proof."),
        ("en", "may I use it during the day?", "For the night only."),
        ("en", "how does it smell", "Scent: fig"),
        ("ko", "물에 안번져요?", "레티놀 0.1%, 번지지 않아요."),
        ("ko", "몇 ml예요?", "50ml."),
        ("ko", "레티놀 몇 프로예요", "레티놀 0.1%, 번지지 않아요."),
        ("ko", "낮에 써도 돼요?", "밤에만 쓰세요."),
        ("ko", "향이 어떤가요", "향: 무화과"),
        ("ja", "汗でにじみますか", "レチノール0.1%、にじみません。"),
        ("ja", "何mlですか", "50ml。"),
        ("ja", "何パーセントですか", "レチノール0.1%、にじみません。"),
        ("ja", "昼に使ってもいいですか", "夜だけお使いください。"),
        ("ja", "どんな匂いですか", "香り: いちじく"),
    ],
)
def test_the_matter_is_quoted(lang: str, question: str, said: str) -> None:
    assert said in stated_of(CREAM, question, lang)


@pytest.mark.parametrize(
    ("lang", "question"),
    [
        ("en", "is it good?"),
        ("ko", "이거 좋아요?"),
        ("ja", "おすすめですか"),
        ("en", "how many batteries"),
        ("ko", "건전지 필요해요?"),
        ("ja", "電池はいりますか"),
    ],
)
def test_what_is_not_written_is_not_said(lang: str, question: str) -> None:
    assert stated_of(CREAM, question, lang) == []
    assert cautions_of(CREAM, question, lang) == []


UNBORN = "What can I use while pregnant? Everything except the night serum."


@pytest.mark.parametrize(
    ("question", "article", "nothing"),
    [
        ("is it safe for babies?", UNBORN, True),
        ("can my baby use it", UNBORN, True),
        ("can I use it while pregnant", UNBORN, False),
        ("아기한테 써도 되나요?", "임산부가 써도 되나요? 나이트 세럼만 빼고 쓰실 수 있어요.", True),
        ("임산부가 써도 되나요?", "임산부가 써도 되나요? 나이트 세럼만 빼고 쓰실 수 있어요.", False),
        ("赤ちゃんにも使えますか？", "妊娠中でも使えますか？ 夜用美容液以外はお使いいただけます。", True),
        ("赤ちゃんにも使えますか？", "何歳から使えますか？ 3歳からお使いいただけます。", False),
        ("do you wrap gifts for babies?", "Do you gift-wrap? Yes.", False),
        ("아기 선물인데 포장되나요?", "선물 포장 되나요? 네.", False),
        ("赤ちゃんへの贈り物ですが包装できますか", "ギフト包装できますか？ はい。", False),
        ("can I use a coupon for a 3 year old's shoes", "How do I use a coupon?", False),
    ],
)
def test_an_article_that_speaks_of_nobody_of_the_kind_is_no_answer(question: str, article: str, nothing: bool) -> None:
    assert says_nothing_of(article, question) == nothing
