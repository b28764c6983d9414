"""What a list of wishes names by a word that several things bear."""

from __future__ import annotations

import pytest

from dangol.nlu.commands import Fill, Start
from dangol.nlu.context import Shown
from dangol.nlu.understand import Understander
from dangol.search.lexicon import CatalogLexicon
from dangol.search.names import Name
from nlu.catalog import Catalog
from nlu.conftest import context

MATCHA = {"matcha", "말차", "抹茶"}


class Teas(Catalog):
    """Knows of matcha, of which there is more than one thing."""

    def knows(self, word: str) -> bool:
        return word in MATCHA or super().knows(word)


@pytest.mark.parametrize(
    ("lang", "text", "items"),
    [
        ("en", "add two matcha and a hammer", [("matcha", 2), ("category:tools/hammers", 1)]),
        ("en", "add a hammer and matcha please", [("category:tools/hammers", 1), ("matcha", 1)]),
        ("ko", "말차 두 개랑 망치 담아주세요", [("말차", 2), ("category:tools/hammers", 1)]),
        ("ko", "망치 하나, 말차 하나 주세요", [("category:tools/hammers", 1), ("말차", 1)]),
        ("ja", "抹茶2つとハンマーをください", [("抹茶", 2), ("category:tools/hammers", 1)]),
        ("ja", "ハンマー1つと抹茶2つをカートに入れて", [("category:tools/hammers", 1), ("抹茶", 2)]),
        # What nobody here knows is looked for by its words, and told where it is not found.
        ("en", "a hammer plus 2 whisks please", [("category:tools/hammers", 1), ("whisks", 2)]),
        ("en", "can i get a hammer and 2 whisks?", [("category:tools/hammers", 1), ("whisks", 2)]),
        ("ko", "망치 하나랑 거품기 하나 주세요", [("category:tools/hammers", 1), ("거품기", 1)]),
        ("ko", "안녕하세요 망치랑 거품기 하나씩 주세요", [("category:tools/hammers", 1), ("거품기", 1)]),
        ("ko", "망치 두 개 거품기 하나요", [("category:tools/hammers", 2), ("거품기", 1)]),
        ("ja", "ハンマーとホイッパーをください", [("category:tools/hammers", 1), ("ホイッパー", 1)]),
        ("ja", "ホイッパーと、あとハンマーも", [("ホイッパー", 1), ("category:tools/hammers", 1)]),
    ],
)
def test_nothing_of_a_list_is_lost(reader: Understander, lang: str, text: str, items: list[tuple[str, int]]) -> None:
    (found,) = reader.understand(text, context(lang), Teas()).commands
    assert isinstance(found, Start)
    assert found.intent == "add_to_cart"
    assert [(item.get("named") or item["row"], item["quantity"]) for item in found.slots["items"]] == items


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "add a hammer and wrap it please"),
        ("en", "do you have matcha and a hammer?"),
        ("ko", "망치 담고 포장해 주세요"),
        ("ko", "말차랑 망치 있나요?"),
        ("ja", "ハンマーを入れて、包んでください"),
        ("ja", "抹茶とハンマーはありますか"),
    ],
)
def test_what_names_nothing_and_what_is_only_asked_is_not_added(reader: Understander, lang: str, text: str) -> None:
    found = reader.understand(text, context(lang), Teas()).commands
    assert not any(item.get("named") for c in found if isinstance(c, Start) for item in c.slots.get("items") or ())


@pytest.mark.parametrize(
    ("lang", "text", "beside"),
    [
        ("en", "add a hammer and 2 whisks. how much is shipping?", "shipping_cost"),
        ("ko", "망치랑 휘퍼 주시고 배송비는 얼마예요", "shipping_cost"),
        ("ja", "ハンマーとホイッパーください、あと送料はいくらですか", "shipping_cost"),
    ],
)
def test_a_list_and_a_question_are_both_served(reader: Understander, lang: str, text: str, beside: str) -> None:
    found = reader.understand(text, context(lang), Teas()).commands
    intents = [c.intent for c in found if isinstance(c, Start)]
    assert intents == ["add_to_cart", beside]
    assert isinstance(found[0], Start)
    assert len(found[0].slots["items"]) == 2


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "show me hammers and sneakers"),
        ("ko", "망치랑 운동화 보여줘"),
        ("ja", "ハンマーとスニーカーを見せて"),
    ],
)
def test_what_is_looked_for_is_shown_and_not_taken(reader: Understander, lang: str, text: str) -> None:
    found = reader.understand(text, context(lang), Teas()).commands
    assert {c.intent for c in found if isinstance(c, Start)} <= {"find_products", "browse"}
    rows = {str(c.slots.get("category") or c.slots.get("product")) for c in found if isinstance(c, Start)}
    assert any("hammers" in row for row in rows)
    assert any("sneakers" in row for row in rows)


@pytest.mark.parametrize(
    ("lang", "text", "row"),
    [
        ("en", "that one and a hammer please", "product:red"),
        ("ko", "그거 하나랑 망치도 주세요", "product:red"),
        ("ja", "それを1つと、ハンマーもください", "product:red"),
    ],
)
def test_what_is_pointed_at_is_a_part_of_the_list(reader: Understander, lang: str, text: str, row: str) -> None:
    here = context(lang, last_row=row, shown=(Shown(row, "Red Mug"),))
    found = reader.understand(text, here, Teas()).commands
    rows = [item.get("row") for c in found if isinstance(c, Start) for item in c.slots.get("items") or ()]
    assert rows == [row, "category:tools/hammers"]


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("en", "a zorb vacuum, please", "zorb vacuum"),
        ("ko", "뜰채 하나 주세요", "뜰채"),
        ("ko", "뜰채도 주세요", "뜰채"),
        ("ja", "墨汁をください", "墨汁"),
        ("ja", "網もください", "網"),
    ],
)
def test_a_name_nobody_knows_is_not_the_thing_spoken_of(reader: Understander, lang: str, text: str, name: str) -> None:
    """It would have put what was looked at into the cart."""
    shown = (Shown("product:house-blend", "House Blend"),)
    (found,) = reader.understand(text, context(lang, shown=shown, last_row="product:house-blend"), Teas()).commands
    assert isinstance(found, Start)
    assert (found.intent, found.slots["product"]) == ("add_to_cart", {"text": name})


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "one please"),
        ("en", "i'll take it"),
        ("ko", "하나 주세요"),
        ("ko", "그거 주세요"),
        ("ja", "1つください"),
        ("ja", "それをください"),
    ],
)
def test_what_names_nothing_is_the_thing_spoken_of(reader: Understander, lang: str, text: str) -> None:
    shown = (Shown("product:house-blend", "House Blend"),)
    (found,) = reader.understand(text, context(lang, shown=shown, last_row="product:house-blend"), Teas()).commands
    assert isinstance(found, Start)
    assert found.intent == "add_to_cart"
    assert found.slots.get("product") in (None, "product:house-blend")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "ok just 2 then, and a white one"),
        ("ko", "그럼 2개만 주시고 흰색짜리도 하나요"),
        ("ja", "じゃあ2足で、白のも1足"),
    ],
)
def test_fewer_of_it_and_another_version_beside(reader: Understander, lang: str, text: str) -> None:
    asked = {"flow": "add_to_cart", "flow_intent": "add_to_cart", "asked": "fewer", "asked_kind": "yes_no"}
    commands = reader.understand(text, context(lang, last_row="product:air-runner", **asked), Catalog()).commands
    told = [c for c in commands if isinstance(c, Start)]
    if len(commands) > 1:
        assert isinstance(commands[0], Fill)
        assert (commands[0].slot, commands[0].value) == ("quantity", 2)
        assert told[0].slots["product"] == "product:air-runner"
        assert told[0].slots["color"] == "white"
    else:
        two, white = told[0].slots["items"]
        assert (two["row"], two["quantity"]) == ("product:air-runner", 2)
        assert (white["row"], white["color"]) == ("product:air-runner", "white")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "a flashlight and a jigsaw please"),
        ("ko", "먹이랑 퍼즐 주세요"),  # the 이 is of 먹이
        ("ko", "랜턴이랑 퍼즐 주세요"),
        ("ja", "懐中電灯とジグソーパズルをください"),
    ],
)
def test_what_is_called_otherwise_is_a_part_as_well(reader: Understander, lang: str, text: str) -> None:
    shelves = {"torches": "Torches", "food": "사료", "lanterns": "ランタン", "puzzles": "Puzzles"}
    if lang == "ja":
        shelves["torches"], shelves["puzzles"] = "懐中電灯", "ジグソーパズル"
    names = [Name(f"category:{row}", "category", row, lang, title, title) for row, title in shelves.items()]
    (found,) = reader.understand(text, context(lang), CatalogLexicon(names)).commands
    assert isinstance(found, Start)
    assert found.intent == "add_to_cart"
    first = {"en": "torches", "ja": "torches"}.get(lang, "food" if "먹이" in text else "lanterns")
    assert [item["row"] for item in found.slots["items"]] == [f"category:{first}", "category:puzzles"]
