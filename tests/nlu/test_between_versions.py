"""Versions of one thing that are weighed against each other, and one that is thought to be the right one."""

from __future__ import annotations

from typing import Any

import pytest

from dangol.nlu.commands import Start
from dangol.nlu.context import Context, Made, Shown
from dangol.nlu.understand import Understander
from nlu.catalog import Catalog
from nlu.conftest import context

ROW = "product:air-runner"
MADE = (
    Made(
        ROW,
        "color",
        ("Colour", "색상", "カラー"),
        (("black", ("Black", "검정", "黒")), ("white", ("White", "흰색", "白"))),
    ),
)


def _known(lang: str, **more: object) -> Context:
    told = {"last_row": ROW, "made": MADE, "shown": (Shown(ROW, "Air Runner", 4900),), "last_intent": "find_products"}
    return context(lang, **{**told, **more})


def _starts(reader: Understander, catalog: Catalog, text: str, known: Context) -> list[Start]:
    return [c for c in reader.understand(text, known, catalog).commands if isinstance(c, Start)]


def _versions(slots: dict[str, Any]) -> set[str]:
    """The values that are told apart; one that only the catalogue can tell by the words (白 right before どっち) counts as well."""
    known = {"白": "white"}
    others = {known[word] for word in slots.get("unknown") or () if word in known}
    return {str(value) for _, value, _ in slots.get("versions") or ()} | others


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "what's the difference between the black and the white?"),
        ("en", "black or white, which is cheaper?"),
        ("en", "does the black cost the same as the white one"),
        ("ko", "검정이랑 흰색 뭐가 달라요"),
        ("ko", "검정하고 흰색 가격차이 많이 나나요"),
        ("ko", "검정이랑 흰색 중에 어느 게 더 싸요?"),
        ("ja", "黒と白は何が違いますか"),
        ("ja", "黒と白どっちが安い？"),
        ("ja", "黒と白の値段の差は？"),
    ],
)
@pytest.mark.parametrize("flow", [None, "find_products", "add_to_cart"])
def test_two_versions_are_told_apart(
    reader: Understander, catalog: Catalog, lang: str, text: str, flow: str | None
) -> None:
    asked = {"asked": "value", "asked_kind": "choice", "choices": ("Black", "White")} if flow == "add_to_cart" else {}
    (command,) = _starts(reader, catalog, text, _known(lang, flow=flow, **asked))
    assert command.intent == "compare"
    assert command.slots["product"] == ROW
    assert _versions(command.slots) == {"black", "white"}


@pytest.mark.parametrize(
    ("lang", "text", "unknown"),
    [
        ("en", "what's the difference between the black and the teal one?", "teal"),
        ("ko", "검정이랑 라벤더 뭐가 달라요", "라벤더"),
        ("ja", "黒とラベンダーの違いは？", "ラベンダー"),
    ],
)
def test_one_that_nobody_here_knows_is_named_beside_the_one_there_is(
    reader: Understander, catalog: Catalog, lang: str, text: str, unknown: str
) -> None:
    (command,) = _starts(reader, catalog, text, _known(lang))
    assert (command.intent, _versions(command.slots), command.slots["unknown"]) == ("compare", {"black"}, [unknown])


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "do the colours differ in price?"),
        ("en", "what's the difference between the colours?"),
        ("ko", "색상별로 뭐가 달라요?"),
        ("ko", "색상마다 가격이 달라요?"),
        ("ja", "カラーによって値段は違いますか"),
    ],
)
def test_all_there_are_of_an_option(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    (command,) = _starts(reader, catalog, text, _known(lang))
    assert (command.intent, command.slots["option"], command.slots["product"]) == ("compare", "color", ROW)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "air runner, what's the difference between 28 and 30?"),
        ("ko", "에어 러너 28이랑 30 가격 차이 있어요?"),
        ("ja", "エアランナーの28と30は値段が違いますか"),
    ],
)
def test_versions_named_by_their_figures_are_no_numbers(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    (command,) = _starts(reader, catalog, text, context(lang))
    assert (command.intent, _versions(command.slots)) == ("compare", {"28", "30"})


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "isn't the black one better for a dog with sensitive skin?"),
        ("en", "would the white be right for winter?"),
        ("ko", "예민한 애면 검정이 낫겠죠?"),
        ("ko", "겨울에는 흰색이 더 나을까요"),
        ("ja", "敏感な子なら黒のほうがいいですよね"),
        ("ja", "冬なら白でいいですか？"),
    ],
)
def test_a_version_thought_to_be_right_is_asked_of_its_thing(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    (command,) = _starts(reader, catalog, text, _known(lang))
    assert command.intent == "product_question"
    assert command.slots["product"] == ROW
    assert len(_versions(command.slots)) == 1


@pytest.mark.parametrize(
    ("lang", "text", "end"),
    [
        ("en", "the bigger one then", "bigger"),
        ("en", "i'll take the cheaper one", "cheaper"),
        ("ko", "큰 걸로 할게요", "bigger"),
        ("ko", "그럼 싼 걸로 두 개 주세요", "cheaper"),
        ("ja", "大きいほうをください", "bigger"),
        ("ja", "じゃあ安いほうで", "cheaper"),
    ],
)
def test_one_of_those_told_apart_is_taken(
    reader: Understander, catalog: Catalog, lang: str, text: str, end: str
) -> None:
    (command,) = _starts(reader, catalog, text, _known(lang, last_intent="compare"))
    assert (command.intent, command.slots["comparison"], command.slots["product"]) == ("add_to_cart", end, ROW)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "the smaller one please, because he may not like it"),
        ("ko", "일단 작은 걸로 담아주세요 안 먹을 수도 있어서"),
        ("ja", "とりあえず小さいほうをください、食べないかもしれないので"),
    ],
)
def test_why_it_is_taken_is_no_other_thing(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    (command,) = _starts(reader, catalog, text, _known(lang, last_intent="compare"))
    assert (command.intent, command.slots["product"]) == ("add_to_cart", ROW)
    assert "items" not in command.slots


@pytest.mark.parametrize(
    ("lang", "text", "intent"),
    [
        ("en", "white then", "add_to_cart"),
        ("en", "three of the white please", "add_to_cart"),
        ("ko", "흰색으로 주세요", "add_to_cart"),
        ("ko", "흰색 세 개 주세요", "add_to_cart"),
        ("ko", "흰색", "check_stock"),
        ("ja", "白をください", "add_to_cart"),
        ("ja", "白を1つ", "add_to_cart"),
    ],
)
def test_one_of_those_told_apart_by_its_name_takes_no_others_place(
    reader: Understander, catalog: Catalog, lang: str, text: str, intent: str
) -> None:
    in_cart = (Shown("variant:beans", "House blend", 1200, (), "product:house-blend"),)
    known = _known(lang, last_intent="compare", last_flow="add_to_cart", cart=in_cart)
    (command,) = _starts(reader, catalog, text, known)
    assert (command.intent, command.slots["product"], command.slots["color"]) == (intent, ROW, "white")
    assert "instead" not in command.slots


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "one in black and one in white please"),
        ("en", "I ordered the black and got the white, what's the difference"),
        ("en", "can I swap the black for the white?"),
        ("ko", "검정이랑 흰색 하나씩 주세요"),
        ("ko", "검정 주문했는데 흰색이 왔어요 다르잖아요"),
        ("ko", "2개랑 3개 사면 가격 차이 있어요?"),
        ("ja", "黒と白を1つずつください"),
        ("ja", "黒を注文したのに白が届きました、違います"),
        ("ja", "黒を白に変えてください"),
        ("ja", "白がいいかな"),
        ("ko", "흰색이 낫겠죠"),
    ],
)
def test_what_tells_no_versions_apart(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    commands = _starts(reader, catalog, text, _known(lang))
    assert not any({"versions", "unknown"} & {*command.slots} for command in commands)
