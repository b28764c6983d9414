"""What is to stay in the cart, what is refused of a wish, and several versions of one thing that is named."""

from __future__ import annotations

from typing import Any

import pytest

from dangol.nlu.commands import Deny, Start
from dangol.nlu.context import Shown
from dangol.nlu.entities.numbers import quantities
from dangol.nlu.entities.references import is_negated
from dangol.nlu.keeping import stays
from dangol.nlu.moods import compares
from dangol.nlu.sizes import bare_size
from dangol.nlu.understand import Understander
from nlu.catalog import Catalog
from nlu.conftest import context

CART = (Shown("variant:house-blend-1", "House Blend", 900, (), "product:house-blend"),)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "don't take the beans out"),
        ("en", "please don't remove anything"),
        ("ko", "빼지 마세요"),
        ("ko", "원두는 삭제하지 말아 주세요"),
        ("ja", "消さないで"),
        ("ja", "豆は外さないでください"),
    ],
)
def test_what_is_to_stay_is_not_taken_out(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    known = context(lang, cart=CART, last_row="product:house-blend", last_flow="add_to_cart")
    (command,) = reader.understand(text, known, catalog).commands
    assert isinstance(command, Deny)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("don't remove the tote, remove the mug", "remove the mug"),
        ("椅子は消さないで、机を消して", "机を消して"),
        ("토트백은 빼지 말고 머그컵 빼 주세요", "머그컵 빼 주세요"),
        ("remove the tote", None),
        ("빼 주세요", None),
        ("消してください", None),
        ("don't take too long", None),
        ("빼지 말고 그대로 두세요", ""),
    ],
)
def test_what_else_is_said_is_read_for_itself(text: str, rest: str | None) -> None:
    assert stays(text) == rest


@pytest.mark.parametrize("flood", ["don't take ", "빼지 ", "消さ", "がない"])
def test_a_flood_is_read_at_once(flood: str) -> None:
    stays(flood * 400)  # the suite's time limit is the check


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "boots in black, not the leather ones"),
        ("en", "get me black boots, but not leather"),
        ("ko", "가죽 말고 검정 부츠 주세요"),
        ("ja", "革じゃない黒いブーツをください"),
    ],
)
def test_what_is_refused_of_a_shelf_is_looked_for(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    (command,) = reader.understand(text, context(lang), catalog).commands
    assert isinstance(command, Start)
    assert command.intent == "find_products"
    assert command.slots["without"]


def test_an_adjective_is_refused() -> None:
    assert is_negated("赤くないやつ", 0, 1)
    assert is_negated("赤くないもの", 0, 1)
    assert not is_negated("赤くないですか", 0, 1)


@pytest.mark.parametrize(
    ("lang", "text", "count"),
    [
        *(
            ("ja", f"2{c}ください", 2)
            for c in [
                "脚",
                "こ",
                "コ",
                "本",
                "足",
                "着",
                "冊",
                "匹",
                "杯",
                "皿",
                "組",
                "箱",
                "袋",
                "缶",
                "瓶",
                "びん",
                "丁",
                "束",
                "巻",
                "台",
                "枚",
            ]
        ),
        *(
            ("ko", f"두 {c} 주세요", 2)
            for c in [
                "켤레",
                "자루",
                "송이",
                "포기",
                "모",
                "판",
                "봉지",
                "팩",
                "박스",
                "세트",
                "병",
                "캔",
                "롤",
                "장",
                "권",
                "벌",
                "대",
            ]
        ),
        *(
            ("en", f"two {c} of them", 2)
            for c in ["pairs", "sets", "packs", "tins", "cans", "rolls", "boxes", "bottles"]
        ),
        ("ko", "계란 한판 주세요", 1),
    ],
)
def test_what_is_counted(lang: str, text: str, count: int) -> None:
    assert [found.value for found in quantities(text, lang)][:1] == [count]


@pytest.mark.parametrize("text", ["2こだわりの品", "한판 승부"])
def test_what_counts_nothing(text: str) -> None:
    assert not list(quantities(text, "ja" if "こ" in text else "ko"))


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "boots please, 4 black and 2 white"),
        ("ko", "부츠 검정 4개 흰색 2개 주세요"),
        ("ko", "부츠 검정 4개 하고 흰색 2개 담아줘"),
        ("ja", "ブーツの黒4足と白2足ください"),
    ],
)
def test_versions_of_what_is_named_each_have_their_number(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    (command,) = reader.understand(text, context(lang), catalog).commands
    assert isinstance(command, Start)
    assert command.intent == "add_to_cart"
    items: list[dict[str, Any]] = command.slots["items"]
    assert [(i["color"], i["quantity"]) for i in items] == [("black", 4), ("white", 2)]


@pytest.mark.parametrize(
    ("text", "weighs"),
    [
        ("립밤이랑 퍼프랑 마스카라 하나씩 주세요", False),
        ("립밤이랑 퍼프 비교해 주세요", True),
        ("リップと筆をください", False),
        ("リップと筆の違いを教えて", True),
        ("the balm and the puff please", False),
        ("compare the balm and the puff please", True),
    ],
)
def test_a_word_for_weighing(text: str, weighs: bool) -> None:
    assert compares(text) is weighs


@pytest.mark.parametrize(("lang", "text"), [("en", "no, four of them"), ("ko", "아니 4개요"), ("ja", "いや、4つで")])
def test_a_number_of_what_was_only_looked_at(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    known = context(lang, last_row="product:house-blend", last_flow="find_products", shown=(CART[0],))
    (command,) = reader.understand(text, known, catalog).commands
    assert isinstance(command, Start)
    assert (command.intent, command.slots["quantity"]) == ("add_to_cart", 4)


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("Mサイズ", "m"),
        ("M", "m"),
        ("M 사이즈", "m"),
        ("중", "m"),
        ("Medium", "m"),
        ("L size", "l"),
        ("대자", "l"),
        ("大", "l"),
        ("Oak", ""),
    ],
)
def test_a_size_by_whatever_it_is_called(name: str, size: str) -> None:
    assert bare_size(name) == size
