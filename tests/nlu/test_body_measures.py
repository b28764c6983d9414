"""A measure told of somebody: found with what was measured, and read as a question about the one thing spoken of, never as a search."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dangol.nlu.body_measures import asks_too_big, measures_told, of_somebody
from dangol.nlu.commands import Start, Understanding
from dangol.nlu.context import Made
from dangol.nlu.understand import Understander
from nlu.catalog import Catalog
from nlu.conftest import context

ROW = "product:air-runner"
ON_THE_TABLE = {"last_row": ROW, "last_intent": "find_products", "last_flow": "find_products"}
MADE = (Made(ROW, "size", ("Size", "사이즈", "サイズ"), (("6kg", ("6 kg", "6kg")), ("m", ("M",)), ("l", ("L",)))),)


def intents(found: Understanding) -> list[str]:
    return [c.intent if isinstance(c, Start) else c.command for c in found.commands]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("his chest is 48 cm, which size", [("length", "480", "chest")]),
        ("she's 6 kg", [("mass", "6000", "")]),
        ("I'm 172 cm tall", [("length", "1720", "height")]),
        ("a 28 inch waist", [("length", "711.2", "waist")]),
        ("my son is 5 years old", [("age", "60", "")]),
        ("our mattress is 140 x 200 cm", [("area", "1400", "")]),
        ("등길이 34쯤 되는데", [("length", "34", "back")]),
        ("가슴둘레 48이요", [("length", "48", "chest")]),
        ("키 172에 72키로예요", [("length", "172", "height"), ("mass", "72000", "")]),
        ("발 245인데요", [("length", "245", "foot")]),
        ("몸무게 9", [("mass", "9000", "weight")]),
        ("5살이에요", [("age", "60", "")]),
        ("胸囲測ったら57でした", [("length", "57", "chest")]),
        ("うちの子は9キロ", [("mass", "9000", "")]),
        ("身長110、5歳です", [("length", "110", "height"), ("age", "60", "")]),
        ("足は25.2cmです", [("length", "252.0", "foot")]),
        ("2개월 전에 샀어요", []),
        ("the 6 kg bag", []),
        ("3枚ください", []),
    ],
)
def test_the_measures_that_are_told(text: str, told: list[tuple[str, str, str]]) -> None:
    assert [(m.kind, m.value, m.part) for m in measures_told(text)] == [(k, Decimal(v), p) for k, v, p in told]


@pytest.mark.parametrize(
    ("text", "somebody"),
    [
        ("my dog is 6 kg", True),
        ("우리개 6키로", True),
        ("うちの子は9キロ", True),
        ("가슴둘레 48", True),
        ("胸囲57", True),
        ("under 1 kg", False),
        ("1kg 이하", False),
        ("1キロ以下", False),
        ("height 70 cm", False),
    ],
)
def test_whether_it_is_of_somebody(text: str, somebody: bool) -> None:
    assert of_somebody(text) is somebody


@pytest.mark.parametrize("text", ["would the l be too big?", "m 없으면 l은 너무 클까요?", "lだと大きすぎますか"])
def test_too_big_is_asked(text: str) -> None:
    assert asks_too_big(text) is not None


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "she's 6.5 kg"),
        ("en", "his chest is 48 cm, which size"),
        ("en", "my dog weighs 12 kg, is L ok?"),
        ("ko", "우리개 7키로"),
        ("ko", "가슴둘레 48이요"),
        ("ko", "등길이 34쯤 되는데 뭐가 맞아요"),
        ("ko", "M 없으면 L은 너무 클까요?"),
        ("ja", "うちの子は9キロ"),
        ("ja", "胸囲測ったら57でした。どのサイズ？"),
        ("ja", "Lだと大きすぎますか"),
    ],
)
def test_told_of_one_thing_it_asks_which_version_fits(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    found = reader.understand(text, context(lang, made=MADE, **ON_THE_TABLE), catalog)
    assert intents(found) == ["size_advice"]
    assert isinstance(found.commands[0], Start)
    assert found.commands[0].slots["product"] == ROW


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "the 6 kg one please"),
        ("en", "do you have something for my 8 year old"),
        ("ko", "우리 개 3살인데 선물 추천해줘"),
        ("ko", "6kg로 주세요"),
        ("ja", "6kgのをください"),
        ("ja", "うちの犬3歳、他のおすすめは？"),
    ],
)
def test_what_is_taken_or_looked_for_stays_so(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    found = reader.understand(text, context(lang, made=MADE, **ON_THE_TABLE), catalog)
    assert "size_advice" not in intents(found)


@pytest.mark.parametrize(("lang", "text"), [("en", "that one please"), ("ko", "그걸로 주세요"), ("ja", "それで")])
def test_asked_for_the_size_the_one_that_fits_is_taken(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    asked = {"flow": "add_to_cart", "asked": "value", "asked_kind": "choice", "choices": ("M", "L"), "last_row": ROW}
    found = reader.understand(text, context(lang, made=MADE, last_intent="size_advice", **asked), catalog)
    assert intents(found) == ["add_to_cart"]
