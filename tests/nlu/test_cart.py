"""What can only be said of the cart, and several things in one wish."""

from __future__ import annotations

from typing import Any

import pytest

from dangol.nlu.commands import Command, Fill, Start
from dangol.nlu.context import Context, Shown
from dangol.nlu.entities.numbers import below_zero, quantities
from dangol.nlu.understand import Understander
from nlu.catalog import Catalog
from nlu.conftest import context

CART = (Shown("variant:house-blend-1", "House Blend", 900, (), "product:house-blend"),)
TITLES = {"en": "House Blend", "ko": "하우스블렌드", "ja": "ハウスブレンド"}


def in_cart(lang: str, **more: Any) -> Context:
    cart = (Shown("variant:house-blend-1", TITLES[lang], 900, (), "product:house-blend"),)
    known = {"cart": cart, "last_row": "product:house-blend", "last_flow": "add_to_cart", "last_intent": "add_to_cart"}
    return context(lang, **{**known, **more})


def started(commands: tuple[Command, ...], intent: str) -> dict[str, Any]:
    return next((c.slots for c in commands if isinstance(c, Start) and c.intent == intent), {})


@pytest.mark.parametrize(
    ("lang", "text", "change"),
    [
        ("en", "make it double", {"times": 2}),
        ("en", "three times that please", {"times": 3}),
        ("en", "cut it in half", {"divide": 2}),
        ("en", "could I get two more", {"add": 2}),
        ("en", "three fewer please", {"add": -3}),
        ("en", "take two of them away", {"add": -2}),
        ("en", "keep just 1", {"to": 1}),
        ("ko", "두배로 늘려 주세요", {"times": 2}),
        ("ko", "절반으로요", {"divide": 2}),
        ("ko", "두 개 더 담아주실래요?", {"add": 2}),
        ("ko", "세 개 덜 주세요", {"add": -3}),
        ("ko", "1개만 남겨주세요", {"to": 1}),
        ("ja", "数を2倍にしてください", {"times": 2}),
        ("ja", "半分に減らして", {"divide": 2}),
        ("ja", "あと2つ追加してもらえますか", {"add": 2}),
        ("ja", "3つ減らしてください", {"add": -3}),
        ("ja", "1つだけ残して", {"to": 1}),
    ],
)
def test_how_many_relative_to_what_is_there(
    reader: Understander, catalog: Catalog, lang: str, text: str, change: dict[str, int]
) -> None:
    assert started(reader.understand(text, in_cart(lang), catalog).commands, "change_quantity")["relative"] == change
    asked = in_cart(lang, cart=(), flow="add_to_cart", asked="value", asked_kind="choice", choices=("Beans", "Ground"))
    (filled,) = reader.understand(text, asked, catalog).commands
    assert isinstance(filled, Fill)
    assert (filled.slot, filled.value) == ("relative", change)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "one more question"),
        ("en", "is there one more?"),
        ("en", "is it double walled?"),
        ("ko", "하나 더 여쭤볼게요"),
        ("ko", "하나 더 남았나요?"),
        ("ko", "하나 더 보여주세요"),
        ("ja", "もう一つ質問があります"),
        ("ja", "もう1つありますか？"),
        ("ja", "もう1つ見せて"),
    ],
)
def test_what_counts_no_goods_changes_no_number(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    commands = reader.understand(text, in_cart(lang), catalog).commands
    assert not started(commands, "change_quantity")
    assert not started(commands, "add_to_cart")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "bin the lot and give me two arabica"),
        ("ko", "다 빼고 아라비카 두 개만요"),
        ("ko", "전부 취소하고 아라비카 2개로 해주세요"),
        ("ja", "全部キャンセルして、アラビカを2つだけ"),
    ],
)
def test_all_out_and_something_else_in(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    commands = reader.understand(text, in_cart(lang), catalog).commands
    assert started(commands, "clear_cart") == {"sure": True}
    assert started(commands, "add_to_cart")["quantity"] == 2
    # With nothing there, nothing is emptied.
    assert not started(reader.understand(text, in_cart(lang, cart=()), catalog).commands, "clear_cart")


@pytest.mark.parametrize(
    ("lang", "text", "slots"),
    [
        ("en", "swap it for a black one", {"color": "black"}),
        ("en", "replace the house blend with arabica", {"product": "product:arabica"}),
        ("ko", "아니 블랙으로 교환해줘", {"color": "black"}),
        ("ko", "하우스블렌드를 아라비카로 바꿔주세요", {"product": "product:arabica"}),
        ("ja", "やっぱり黒に変えてください", {"color": "black"}),
        ("ja", "ハウスブレンドをアラビカに変更して", {"product": "product:arabica"}),
    ],
)
def test_one_thing_in_anothers_place(
    reader: Understander, catalog: Catalog, lang: str, text: str, slots: dict[str, str]
) -> None:
    found = started(reader.understand(text, in_cart(lang), catalog).commands, "add_to_cart")
    assert {**found, **slots} == found
    assert found["instead"] in ("last", "variant:house-blend-1")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "I want to exchange the black shirt I ordered last week"),
        ("en", "the shirt is too small, can I exchange it for an M?"),
        ("ko", "지난주에 받은 셔츠 블랙으로 교환하고 싶어요"),
        ("ko", "셔츠가 작아요 M으로 교환해주세요"),
        ("ja", "先週届いたシャツを黒に交換したいです"),
        ("ja", "シャツが小さかったのでMに交換してください"),
    ],
)
def test_what_was_bought_is_not_in_the_cart(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    commands = reader.understand(text, in_cart(lang), catalog).commands
    assert "instead" not in started(commands, "add_to_cart")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "I bought the house blend last week and want to change it for the arabica"),
        ("en", "we ordered the shirt in black, can we swap it for a white one"),
        ("ko", "지난주에 하우스블렌드를 샀는데 아라비카로 바꾸고 싶어요"),
        ("ko", "셔츠 구매했어요. 흰색으로 바꿔주세요"),
        ("ja", "先週ハウスブレンドを買いました。アラビカに換えて欲しいです"),
        ("ja", "シャツを購入しました。白に交換してもらえますか"),
    ],
)
def test_what_was_bought_already_is_exchanged(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    (command,) = reader.understand(text, in_cart(lang), catalog).commands
    assert isinstance(command, Start)
    assert command.intent == "exchange_item"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "I ordered a shirt yesterday, can I change the delivery address"),
        ("ko", "어제 셔츠 주문했는데 배송지 바꾸고 싶어요"),
        ("ja", "昨日シャツを注文しました。届け先を変更したいです"),
    ],
)
def test_where_an_order_goes_is_no_exchange(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    commands = reader.understand(text, in_cart(lang), catalog).commands
    assert [c.intent for c in commands if isinstance(c, Start)] == ["change_order"]


@pytest.mark.parametrize(
    ("lang", "text", "out"),
    [
        ("en", "swap one house blend for arabica", 1),
        ("en", "change two of the house blends to arabica", 2),
        ("en", "swap the house blend for arabica", None),
        ("ko", "하우스블렌드 하나를 아라비카로 바꿔줘", 1),
        ("ko", "하우스블렌드를 아라비카 두 개로 바꿔줘", None),
        ("ja", "ハウスブレンドを1つアラビカに変えて", 1),
        ("ja", "ハウスブレンドをアラビカに変えて", None),
    ],
)
def test_some_of_a_line_give_way(reader: Understander, catalog: Catalog, lang: str, text: str, out: int | None) -> None:
    found = started(reader.understand(text, in_cart(lang), catalog).commands, "add_to_cart")
    assert (found["product"], found["instead"], found.get("out")) == ("product:arabica", "variant:house-blend-1", out)


@pytest.mark.parametrize("flow", [None, "checkout"])
@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "can you gift wrap it?"),
        ("en", "gift wrapped please"),
        ("ko", "선물 포장으로 부탁드려요"),
        ("ko", "선물포장 해주세요"),
        ("ja", "ラッピングをお願いします"),
        ("ja", "プレゼント用に包装してもらえますか"),
        ("en", "can you put a ribbon on it?"),
        ("ko", "리본도 달아 주실 수 있나요"),
        ("ja", "リボンなどかけていただけますか"),
    ],
)
def test_wrapping_is_asked_of_the_shop(
    reader: Understander, catalog: Catalog, flow: str | None, lang: str, text: str
) -> None:
    asked = {"asked": "name", "asked_kind": "name"} if flow else {}
    (command,) = reader.understand(text, in_cart(lang, flow=flow, **asked), catalog).commands
    assert isinstance(command, Start)
    assert (command.intent, command.slots["question"]) == ("faq", text)
    assert {*command.slots} <= {"question", "product"}  # of *it*, which is spoken of


@pytest.mark.parametrize(
    ("lang", "text", "first", "second"),
    [
        ("en", "two black shirts and one white shirt please", (2, "black"), (1, "white")),
        ("en", "give me 2 shirts in black and a white one", (2, "black"), (1, "white")),
        ("ko", "검정 셔츠 두 장이랑 흰색 셔츠 한 장 주세요", (2, "black"), (1, "white")),
        ("ko", "셔츠 검정 2장하고 흰색 1장 담아줘", (2, "black"), (1, "white")),
        ("ja", "黒いシャツ2枚と白のシャツ1枚ください", (2, "black"), (1, "white")),
        ("ja", "シャツを黒2枚と白1枚お願いします", (2, "black"), (1, "white")),
    ],
)
def test_each_of_several_has_its_own(
    reader: Understander, catalog: Catalog, lang: str, text: str, first: tuple[int, str], second: tuple[int, str]
) -> None:
    items = started(reader.understand(text, context(lang), catalog).commands, "add_to_cart")["items"]
    assert [(item["quantity"], item["color"]) for item in items] == [first, second]
    assert all(item["words"] in text for item in items)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "add the shirt in white, size M, two of them"),
        ("ko", "셔츠 화이트, M사이즈 두 장 담아줘"),
        ("ja", "シャツのホワイト、Mサイズを2枚ください"),
    ],
)
def test_one_thing_in_several_values_stays_one(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    slots = started(reader.understand(text, context(lang), catalog).commands, "add_to_cart")
    assert "items" not in slots
    assert (slots["quantity"], slots["color"], slots["size"]) == (2, "white", "M")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "-3 shirts"),
        ("en", "minus 3 shirts"),
        ("ko", "셔츠 -3장"),
        ("ko", "셔츠 마이너스 3장"),
        ("ja", "シャツ -3枚"),
        ("ja", "シャツをマイナス3枚"),
    ],
)
def test_below_zero_is_no_quantity(lang: str, text: str) -> None:
    assert below_zero(text)
    assert not list(quantities(text, lang))


@pytest.mark.parametrize("text", ["a sleeping bag for -10 degrees", "영하 -10도", "-10℃でも", "black-3", "3 shirts"])
def test_degrees_may_be_below_zero(text: str) -> None:
    assert not below_zero(text)


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "gift wrap please"), ("ko", "선물 포장이요"), ("ja", "ラッピングお願いします")],
)
def test_nothing_is_taken_out_without_a_word_for_it(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    commands = reader.understand(text, in_cart(lang), catalog).commands
    assert not any(isinstance(c, Start) and c.intent in ("remove_from_cart", "clear_cart") for c in commands)


@pytest.mark.parametrize(
    ("lang", "text", "choices", "option", "place"),
    [
        ("en", "no scent please", ("Unscented", "Cedar"), "Scent", 1),
        ("en", "scent-free", ("Cedar", "None"), "Scent", 2),
        ("en", "no lid please", ("Unscented", "Cedar"), "Scent", None),
        ("ko", "향 없는 걸로요", ("무향", "삼나무"), "향", 1),
        ("ko", "향은 빼주세요", ("삼나무", "없음"), "향", 2),
        ("ja", "香りなしで", ("無香", "杉"), "香り", 1),
        ("ja", "香りはいりません", ("杉", "なし"), "香り", 2),
    ],
)
def test_the_option_refused_is_the_value_without_it(
    reader: Understander, lang: str, text: str, choices: tuple[str, ...], option: str, place: int | None
) -> None:
    asked = context(
        lang,
        flow="add_to_cart",
        asked="value",
        asked_kind="choice",
        choices=choices,
        option=option,
        last_row="product:x",
    )
    commands = reader.understand(text, asked).commands
    assert [getattr(c, "position", None) for c in commands if c.command == "choose"] == ([place] if place else [])


SHIRT = {"last_row": "product:linen-shirt", "last_flow": "find_products", "last_intent": "find_products"}


@pytest.mark.parametrize("flow", [None, "add_to_cart"])
@pytest.mark.parametrize(
    ("lang", "text", "first", "second"),
    [
        ("en", "two black and one white please", (2, "black"), (1, "white")),
        ("en", "one black and one white", (1, "black"), (1, "white")),
        ("ko", "검정이랑 흰색 하나씩", (1, "black"), (1, "white")),
        ("ko", "검정 두 장 흰색 한 장 주세요", (2, "black"), (1, "white")),
        ("ja", "黒と白を1枚ずつください", (1, "black"), (1, "white")),
        ("ja", "黒2枚、白1枚お願いします", (2, "black"), (1, "white")),
    ],
)
def test_several_versions_of_what_is_spoken_of(
    reader: Understander,
    catalog: Catalog,
    flow: str | None,
    lang: str,
    text: str,
    first: tuple[int, str],
    second: tuple[int, str],
) -> None:
    looked = context(lang, **SHIRT, flow=flow)
    items = started(reader.understand(text, looked, catalog).commands, "add_to_cart")["items"]
    assert [(item["quantity"], item["color"]) for item in items] == [first, second]
    assert {item["row"] for item in items} == {"product:linen-shirt"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "which is better, black or white?"),
        ("en", "remove one black and one white"),
        ("ko", "검정이랑 흰색 중에 뭐가 나아요?"),
        ("ko", "검정 하나 흰색 하나 빼주세요"),
        ("ja", "黒と白、どちらがいいですか"),
        ("ja", "黒1枚と白1枚を外してください"),
    ],
)
def test_versions_asked_about_or_taken_out_are_not_wished_for(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    looked = context(lang, **SHIRT)
    assert "items" not in started(reader.understand(text, looked, catalog).commands, "add_to_cart")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "two of those and one white shirt please"),
        ("ko", "그거 두 개랑 흰색 셔츠 한 장 주세요"),
        ("ja", "それを2つと白いシャツ1枚ください"),
    ],
)
def test_a_number_of_what_is_spoken_of_beside_another_thing(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    looked = context(lang, **{**SHIRT, "last_row": "product:house-blend"})
    items = started(reader.understand(text, looked, catalog).commands, "add_to_cart")["items"]
    assert [item["quantity"] for item in items] == [2, 1]
    assert items[0]["row"] == "product:house-blend"


@pytest.mark.parametrize("text", ["하나만 뺄게요", "한 개 줄일게요"])
def test_what_somebody_will_take_out_is_fewer(reader: Understander, catalog: Catalog, text: str) -> None:
    commands = reader.understand(text, in_cart("ko"), catalog).commands
    assert started(commands, "change_quantity")["relative"] == {"add": -1}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "3 shirts, two black and one white"),
        ("ko", "셔츠 세 장 두 장은 검정 한 장은 흰색"),
        ("ja", "シャツ3枚、2枚は黒、1枚は白で"),
        ("en", "3 shirts please, two black, the other one white"),
        ("ko", "셔츠 세 장이요 두 장은 검정 하나는 흰색"),
        ("ko", "셔츠 세 장 검정 두 장 흰색 한 장 주세요"),
        ("ja", "シャツ3枚、黒2枚白1枚ください"),
    ],
)
def test_one_thing_is_divided_into_versions(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    found = started(reader.understand(text, context(lang), catalog).commands, "add_to_cart")
    assert [(item["quantity"], item["color"]) for item in found["items"]] == [(2, "black"), (1, "white")]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "add two shirts, no, just one"),
        ("ko", "셔츠 두 장이요 아 한 장만요"),
        ("ja", "シャツを2枚、いや1枚ください"),
    ],
)
def test_a_number_is_put_right_in_the_same_breath(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    assert started(reader.understand(text, context(lang), catalog).commands, "add_to_cart")["quantity"] == 1


@pytest.mark.parametrize("text", ["for a bed of 140 x 200", "침대 140x200에 맞는 거", "140×200のベッド用"])
def test_sides_count_nothing(reader: Understander, catalog: Catalog, text: str) -> None:
    assert not any(e.kind in ("quantity", "size") for e in reader.understand(text, context("en"), catalog).entities)


IN_TWO_COLOURS = tuple(
    Shown(f"variant:shirt-{colour}", "Shirt", 900, (colour,), "product:shirt") for colour in ("black", "red")
)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "actually just 2 of the black"),
        ("ko", "블랙은 2개만 주세요"),
        ("ko", "블랙은 두 개면 돼요"),
        ("ja", "やっぱり黒は2枚でいいです"),
        ("ja", "黒は2枚だけで十分です"),
    ],
)
def test_that_so_many_of_a_version_are_enough_sets_its_line(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    there = in_cart(lang, cart=IN_TWO_COLOURS, last_row="product:shirt")
    found = started(reader.understand(text, there, catalog).commands, "change_quantity")
    assert (found.get("product"), found.get("quantity")) == ("variant:shirt-black", 2)


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "actually just 2 in white"), ("ko", "그냥 화이트 2개로 할게요"), ("ja", "やっぱり白2枚にします")],
)
def test_so_many_of_another_version_take_its_place(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    there = in_cart(lang, cart=IN_TWO_COLOURS[:1], last_row="product:shirt")
    found = started(reader.understand(text, there, catalog).commands, "add_to_cart")
    assert (found.get("color"), found.get("quantity")) == ("white", 2)
