"""Which of a few products it is: by what is stated of them, and never by anything else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.goods import product, words
from dangol.assistant.figures import figures_beside, outermost
from dangol.assistant.judging import Verdict, judge
from dangol.commerce.catalog.products import Attribute, Product
from dangol.kit.ids import ProductId

_HEADINGS = {
    "weight": ("Weight", "무게", "重さ"),
    "comfort": ("Comfort temperature", "적정 온도", "快適温度"),
    "size": ("Size", "크기", "寸法"),
    "taste": ("Taste", "맛", "味"),
    "caffeine": ("Caffeine", "카페인", "カフェイン"),
    "thickness": ("Thickness", "두께감", "厚み"),
    "finish": ("Finish", "마감", "仕上げ"),
    "hardness": ("Hardness", "단단함", "硬さ"),
    "power": ("Power", "소비전력", "消費電力"),
    "year": ("Released", "출시", "発売"),
    "quiet": ("Noise cancelling", "노이즈 캔슬링", "ノイズキャンセリング"),
}
Three = tuple[str, str, str]


def _product(name: str, **stated: str | Three) -> Product:
    return product(
        name,
        words(name, name, name),
        attributes=[
            Attribute(key, words(*_HEADINGS[key]), words(*((value,) * 3 if isinstance(value, str) else value)))
            for key, value in stated.items()
        ],
    )


def _judge(products: list[Product], question: str, lang: str) -> Verdict | None:
    return judge(products, question, lang, "USD", {})


LIGHT = _product("Alpha", weight="1,250 g")
HEAVY = _product("Beta", weight="2.1 kg")
UNKNOWN = _product("Gamma")


@pytest.mark.parametrize(
    ("lang", "question"),
    [
        ("en", "which one is lighter?"),
        ("en", "which is not so heavy"),
        ("ko", "둘 중에 뭐가 더 가벼워요?"),
        ("ko", "덜 무거운 게 어느 거예요"),
        ("ja", "軽いのはどっちですか"),
        ("ja", "重くない方はどちら"),
    ],
)
def test_a_figure_tells_whatever_unit_it_is_in(lang: str, question: str) -> None:
    verdict = _judge([HEAVY, LIGHT], question, lang)
    assert verdict is not None
    assert (verdict.outcome, verdict.best) == ("told", 1)
    assert [said and said[1] for said in verdict.said] == ["2.1 kg", "1,250 g"]


@pytest.mark.parametrize(
    ("lang", "question"), [("en", "which one is heavier"), ("ko", "뭐가 더 무거워요"), ("ja", "重いのはどっち")]
)
def test_the_other_end(lang: str, question: str) -> None:
    verdict = _judge([HEAVY, LIGHT], question, lang)
    assert verdict is not None
    assert verdict.best == 0


def test_what_one_does_not_state_decides_nothing() -> None:
    verdict = _judge([LIGHT, UNKNOWN], "which is lighter", "en")
    assert verdict is not None
    assert (verdict.outcome, verdict.best, verdict.said[1]) == ("partly", None, None)


def test_alike_is_said_to_be_alike() -> None:
    verdict = _judge([LIGHT, _product("Delta", weight="1.25 kg")], "which is lighter", "en")
    assert verdict is not None
    assert verdict.outcome == "same"


def test_ranges_that_overlap_decide_nothing() -> None:
    one, other = _product("One", weight="100 to 300 g"), _product("Other", weight="150 to 250 g")
    verdict = _judge([one, other], "which is lighter", "en")
    assert verdict is not None
    assert verdict.outcome == "quoted"


def test_the_lower_temperature_is_the_warmer() -> None:
    summer, winter = _product("S", comfort="8 to 20 °C"), _product("W", comfort="−5 to 8 °C")
    for lang, question in (("en", "which is warmer"), ("ko", "뭐가 더 따뜻해요"), ("ja", "暖かいのはどっち")):
        verdict = _judge([summer, winter], question, lang)
        assert verdict is not None
        assert verdict.best == 1


MUCH = _product(
    "Much",
    taste=("Brisk and astringent", "진하고 떫은맛이 있어요", "濃く、渋みがあります"),
    caffeine=("Contains caffeine", "있음", "あり"),
)
LITTLE = _product(
    "Little",
    taste=("Sweet, hardly astringent", "달고 떫은맛이 거의 없어요", "甘く、渋みはほとんどありません"),
    caffeine=("None", "없음", "なし"),
)


@pytest.mark.parametrize(
    ("lang", "question", "best"),
    [
        ("en", "which one is astringent?", 0),
        ("en", "which is less astringent", 1),
        ("en", "which of them isn't astringent", 1),
        ("en", "which one has no caffeine", 1),
        ("en", "which doesn't have any caffeine", 1),
        ("en", "which one has caffeine", 0),
        ("ko", "떫은 건 어느 거예요", 0),
        ("ko", "안 떫은 건 어느 거예요", 1),
        ("ko", "떫지 않은 게 어느 쪽이에요", 1),
        ("ko", "카페인 없는 건 어떤 거예요", 1),
        ("ko", "카페인 들어 있는 건 어떤 거예요", 0),
        ("ja", "渋いのはどっち", 0),
        ("ja", "渋くないのはどっち？", 1),
        ("ja", "カフェインが入っていないのはどれですか", 1),
        ("ja", "カフェインが入っているのはどちら", 0),
    ],
)
def test_what_is_written_tells_and_whether_it_says_much_or_none(lang: str, question: str, best: int) -> None:
    verdict = _judge([MUCH, LITTLE], question, lang)
    assert verdict is not None
    assert (verdict.outcome, verdict.best) == ("told", best)


@pytest.mark.parametrize(
    ("lang", "question"), [("en", "which one is prettier?"), ("ko", "뭐가 더 튼튼해요"), ("ja", "どちらが丈夫ですか")]
)
def test_what_nobody_wrote_is_not_guessed(lang: str, question: str) -> None:
    verdict = _judge([MUCH, LITTLE], question, lang)
    assert verdict is not None
    assert (verdict.outcome, verdict.best) == ("untold", None)


@pytest.mark.parametrize(
    ("lang", "question"),
    [
        ("en", "compare these two"),
        ("en", "which would you take"),
        ("ko", "이 둘 비교해 주세요"),
        ("ja", "この二つを比べて"),
        ("ko", "둘이 뭐가 달라요?"),
        ("en", "compare the light roast with the dark roast"),
    ],
)
def test_what_asks_for_no_quality_gets_no_verdict(lang: str, question: str) -> None:
    assert _judge([MUCH, LITTLE], question, lang) is None


def test_two_that_both_say_so_are_the_same() -> None:
    shiny = _product("Shiny", finish="glossy")
    verdict = _judge([shiny, replace(shiny, id=ProductId("other"))], "which one is glossy", "en")
    assert verdict is not None
    assert (verdict.outcome, verdict.best) == ("same", None)


def test_sides_may_be_named_and_two_shapes_are_told_apart_by_their_longest_side() -> None:
    sofas = [_product("A", size="W 148 x D 84 x H 80 cm"), _product("B", size="W 206 x D 84 x H 80 cm")]
    assert outermost(figures_beside(sofas, "size", "en"), lowest=True) == 0
    tables = [_product("A", size="Ø 80 x H 73 cm"), _product("B", size="W 160 x D 85 x H 74 cm")]
    assert outermost(figures_beside(tables, "size", "en"), lowest=True) == 0


def test_what_a_thing_bears_is_not_what_it_weighs() -> None:
    shelf = replace(_product("A", weight="12 kg"), attributes=())
    bears = Attribute("load", words("Maximum load", "최대 하중", "耐荷重"), words(*(("12 kg",) * 3)))
    assert figures_beside([replace(shelf, attributes=(bears,))], "weight", "en") == [None]


def test_only_the_measure_that_most_state_is_compared() -> None:
    boxes = [_product("A", size="10 x 20 cm"), _product("B", size="10 x 20 x 5 cm"), _product("C", size="30 x 20 cm")]
    assert [figure and figure.measure for figure in figures_beside(boxes, "size", "en")] == ["area", None, "area"]
    assert outermost(figures_beside([boxes[0], boxes[2]], "size", "en"), lowest=False) == 1


THIN = _product("Thin", thickness=("Thin; slightly sheer", "얇은 편이며 조금 비침", "薄手（やや透けます）"))
THICK = _product("Thick", thickness=("Thick; not sheer", "두꺼운 편이며 비침 없음", "厚手（透けません）"))


@pytest.mark.parametrize(
    ("lang", "question", "best"),
    [
        ("en", "which one is thinner", 0),
        ("ko", "어느 게 더 얇아요", 0),
        ("ja", "薄いのはどっち", 0),
        ("en", "which is thicker?", 1),
        ("en", "which one isn't sheer", 1),
        ("ko", "덜 비치는 건 어느 거예요?", 1),
        ("ja", "透けないのはどちらですか", 1),
    ],
)
def test_what_could_be_a_figure_is_told_inwords(lang: str, question: str, best: int) -> None:
    verdict = _judge([THIN, THICK], question, lang)
    assert verdict is not None
    assert (verdict.outcome, verdict.best) == ("told", best)


@pytest.mark.parametrize(
    ("lang", "question"),
    [("en", "which of them has ANC"), ("ko", "둘 중에 노캔 되는 게 뭐예요"), ("ja", "ノイキャンつきはどっちですか")],
)
def test_what_stands_under_a_heading_of_another_name_tells(lang: str, question: str) -> None:
    without, having = _product("Alpha", quiet=("no", "아니요", "なし")), _product("Beta", quiet=("yes", "예", "あり"))
    verdict = _judge([without, having], question, lang)
    assert verdict is not None
    assert (verdict.outcome, verdict.best) == ("told", 1)


@pytest.mark.parametrize(
    ("lang", "question"),
    [("en", "which has the most hardness"), ("ko", "단단한 게 뭐예요"), ("ja", "いちばん硬いのはどれ")],
)
def test_two_values_under_a_heading_are_not_the_same(lang: str, question: str) -> None:
    soft = _product("Alpha", hardness=("low (3 of 10)", "낮음 (10 중 3)", "やわらかめ(10段階の3)"))
    firm = _product("Beta", hardness=("high (8 of 10)", "높음 (10 중 8)", "かため(10段階の8)"))
    verdict = _judge([soft, firm], question, lang)
    assert verdict is not None
    assert verdict.outcome != "same"


WEAK = _product("Breeze", power="1200 W", year="2023")
STRONG = _product("Storm", power="1875 W", year="2025")


@pytest.mark.parametrize(
    ("lang", "question", "best"),
    [
        ("en", "which has more power?", 1),
        ("en", "which has the least power?", 0),
        ("en", "which one is newer?", 1),
        ("ko", "어느 게 소비전력이 더 높아요?", 1),
        ("ko", "뭐가 더 신상이에요?", 1),
        ("ja", "消費電力が少ないのはどっちですか", 0),
        ("ja", "どっちが新しいですか", 1),
    ],
)
def test_what_is_counted_in_the_same_words_is_told_by_its_number(lang: str, question: str, best: int) -> None:
    verdict = _judge([WEAK, STRONG], question, lang)
    assert verdict is not None
    assert (verdict.outcome, verdict.best) == ("told", best)


def test_what_only_one_states_is_said_to_be_missing_of_the_other() -> None:
    verdict = _judge([WEAK, UNKNOWN], "which has more power?", "en")
    assert verdict is not None
    assert verdict.outcome == "partly"
    assert verdict.said == (("Power", "1200 W"), None)
