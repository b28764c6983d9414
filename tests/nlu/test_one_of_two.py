"""Where a message holds one request and where it holds two, and what is done to which of two things in the cart."""

from __future__ import annotations

import pytest

from dangol.nlu.commands import Deny, Start
from dangol.nlu.context import Shown
from dangol.nlu.segments import cuts, other_side
from dangol.nlu.understand import Understander
from nlu.catalog import Catalog
from nlu.conftest import context

CART = (
    Shown("variant:boots-1", "Boots", 4900, (), "category:shoes/boots"),
    Shown("variant:hammer-1", "Hammer", 900, (), "category:tools/hammers"),
)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ko", "구멍이 4.5미리인데"),
        ("ko", "메일은 jin.seo@example.com"),
        ("ja", "赤の0.7ミリ"),
        ("ja", "幅は1,200ミリ"),
        ("en", "a 2.5 inch one"),
    ],
)
def test_nothing_is_cut_inside_a_number_or_an_address(lang: str, text: str) -> None:
    assert cuts(text, lang) == []


@pytest.mark.parametrize(("lang", "text"), [("ko", "좋아요,10개 주세요"), ("ja", "白で,2個お願い")])
def test_a_comma_before_a_number_still_parts(lang: str, text: str) -> None:
    assert cuts(text, lang)


@pytest.mark.parametrize(
    "part", ["or is it only splash proof", "아니면 손세탁인가요", "아님 그냥 면이에요", "それとも手洗いですか"]
)
def test_the_other_side_of_a_question(part: str) -> None:
    assert other_side(part)
    assert not other_side("orange, please")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "are the boots fully waterproof? or do they only keep off a shower?"),
        ("en", "is the shirt pure wool, or is there nylon in it?"),
        ("ko", "부츠는 완전 방수인가요? 아니면 생활 방수만 되나요?"),
        ("ko", "셔츠 세탁기 돌려도 돼요? 아님 손빨래만 되나요?"),
        ("ja", "ブーツは完全防水ですか？それとも撥水だけですか？"),
        ("ja", "シャツは洗濯機で洗えますか、それとも手洗いだけですか"),
    ],
)
def test_two_sides_are_one_question(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    (command,) = reader.understand(text, context(lang), catalog).commands
    assert isinstance(command, Start)
    assert command.intent == "product_question"


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("en", "the guys are standing here without any hammers, when will my parcel arrive", "track_order"),
        ("en", "call me please. my hands are full of paint", "call_back"),
        ("ko", "전화 주세요. 지금 운전 중이라 손을 못 써요", "call_back"),
        ("ja", "電話ください。いま両手がふさがっています", "call_back"),
        ("ja", "箱がつぶれて中身がこぼれていました、床じゅう美容液", "damaged_item"),
    ],
)
def test_what_only_tells_how_things_are_is_no_second_wish(
    reader: Understander, catalog: Catalog, lang: str, text: str, wanted: str
) -> None:
    (command,) = reader.understand(text, context(lang), catalog).commands
    assert isinstance(command, Start)
    assert command.intent == wanted


@pytest.mark.parametrize(
    ("lang", "text", "order"),
    [
        ("en", "make it two hammers and take out the boots", ("change_quantity", "remove_from_cart")),
        ("en", "remove the boots but make it 2 hammers please", ("remove_from_cart", "change_quantity")),
        ("ko", "망치는 두 개로 하고 부츠는 빼줘요", ("change_quantity", "remove_from_cart")),
        ("ko", "부츠는 빼고 망치는 2개로 해주세요", ("remove_from_cart", "change_quantity")),
        ("ja", "ハンマーは2個にしてブーツは外して", ("change_quantity", "remove_from_cart")),
        ("ja", "ブーツはやめて、ハンマーを2個にしてください", ("remove_from_cart", "change_quantity")),
    ],
)
def test_one_of_two_goes_and_the_other_is_counted(
    reader: Understander, catalog: Catalog, lang: str, text: str, order: tuple[str, str]
) -> None:
    found = reader.understand(text, context(lang, cart=CART), catalog).commands
    assert tuple(c.intent for c in found if isinstance(c, Start)) == order
    slots = {c.intent: c.slots for c in found if isinstance(c, Start)}
    assert slots["change_quantity"] == {"quantity": 2, "product": "variant:hammer-1"}
    assert slots["remove_from_cart"] == {"product": "variant:boots-1"}


def test_one_more_of_the_other_is_one_more(reader: Understander, catalog: Catalog) -> None:
    found = reader.understand("take out the boots, and two more hammers please", context("en", cart=CART), catalog)
    counted = found.commands[1]
    assert isinstance(counted, Start)
    assert counted.slots["relative"] == {"add": 2}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ko", "부츠 취소하고 망치만 남겨줘"),
        ("ja", "ブーツはキャンセルして、ハンマーだけ残して"),
        ("en", "cancel the boots and just keep the hammer"),
    ],
)
def test_what_stays_is_not_put_there_once_more(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    found = reader.understand(text, context(lang, cart=CART), catalog).commands
    assert not any(isinstance(c, Start) and c.intent == "add_to_cart" for c in found)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("hammer it out for me please", False),
        ("book it", False),
        ("ok, book me in", False),
        ("book", True),
        ("a book for my niece", True),
        ("the book this time", True),
        ("black it is", True),
        ("i want the cream one", True),
    ],
)
def test_a_noun_that_is_done_is_no_thing(reader: Understander, catalog: Catalog, text: str, names: bool) -> None:
    found = reader.understand(text, context("en"), catalog).entities
    assert any(e.kind in ("category", "color") for e in found) is names


ASKED = {"flow": "order_help", "flow_intent": "cancel_order", "asked": "confirm", "asked_kind": "yes_no"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "no don't cancel it, just tell me when it comes"),
        ("en", "no, don't cancel. where is it now?"),
        ("ko", "아니요 취소하지 말고 언제 오는지만 알려주세요"),
        ("ko", "아니 취소하지 마세요. 언제 와요?"),
        ("ja", "いいえ、キャンセルしないで、荷物がどこにあるかだけ教えてください"),
        ("ja", "いや、キャンセルしないで。今どこですか"),
    ],
)
def test_what_is_wanted_in_its_place_is_served_beside_the_no(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    first, second = reader.understand(text, context(lang, last_intent="cancel_order", **ASKED), catalog).commands
    assert isinstance(first, Deny)
    assert isinstance(second, Start)
    assert second.intent == "track_order"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "what's apple in korean"),
        ("en", "how do you say thank you in japanese"),
        ("ko", "영어로 사과가 뭐예요"),
        ("ko", "고맙다는 말 일본어로 어떻게 말해요"),
        ("ja", "りんごは韓国語で何て言うの"),
        ("ja", "ありがとうは英語でどう書きますか"),
    ],
)
def test_a_word_of_another_language_is_asked_for_and_nobody_goes_on_in_it(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    found = reader.understand(text, context(lang), catalog).commands
    assert not any(c.command == "language" or (isinstance(c, Start) and c.intent == "change_language") for c in found)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "could you drop me a line once the boots get cheaper? my wages only stretch so far this month."),
        ("ko", "부츠 세일하면 알려주세요. 월급이 빤해서요."),
        ("ja", "ブーツが安くなったら知らせてください。今月は厳しくて。"),
    ],
)
def test_what_one_sentence_asks_is_heard_beside_why(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    (command,) = reader.understand(text, context(lang), catalog).commands
    assert isinstance(command, Start)
    assert command.intent == "price_alert"


@pytest.mark.parametrize(
    ("lang", "first", "text"),
    [
        ("en", "product_question", "and how many hours does it last"),
        ("ko", "product_question", "몇 시간 가요"),
        ("ja", "product_question", "何時間もちますか"),
    ],
)
def test_how_long_it_lasts_is_asked_of_the_thing(
    reader: Understander, catalog: Catalog, lang: str, first: str, text: str
) -> None:
    found = reader.understand(text, context(lang, last_intent=first, last_row="product:house-blend"), catalog).commands
    assert not any(isinstance(c, Start) and c.intent == "store_hours" for c in found)


@pytest.mark.parametrize("flood", ["1.", "or ", "아님 ", "clear it ", "what is a in ", "영어로 ", "にして、"])
def test_a_flood_is_read_at_once(reader: Understander, catalog: Catalog, flood: str) -> None:
    reader.understand(flood * 200, context("en", cart=CART), catalog)  # the suite's time limit is the check


@pytest.mark.parametrize(
    ("lang", "text", "size"),
    [
        ("en", "air runner in women's 8", "8"),
        ("en", "do you have the air runner in a mens 11", "11"),
        ("en", "air runner, us mens 11, there?", "US mens 11"),
        ("ko", "에어 러너 여성 24 있나요", "24"),
        ("ja", "エアランナーのレディース24ありますか", "24"),
    ],
)
def test_whose_size_it_is_counts_nothing(
    reader: Understander, catalog: Catalog, lang: str, text: str, size: str
) -> None:
    (command,) = reader.understand(text, context(lang), catalog).commands
    assert isinstance(command, Start)
    assert command.intent != "add_to_cart"
    assert command.slots["size"] == size
    assert "quantity" not in command.slots


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "i take a uk 6"),
        ("en", "i wear a us womens 8"),
        ("ko", "여성 235 신어요"),
        ("ja", "普段レディースの24です"),
    ],
)
def test_what_somebody_takes_tells_the_size_that_was_asked_for(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    known = context(lang, last_intent="size_advice", last_row="product:air-runner")
    (command,) = reader.understand(text, known, catalog).commands
    assert isinstance(command, Start)
    assert command.intent == "size_advice"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "have the driver leave it with the neighbours, we're out on friday"),
        ("ko", "문 앞에 놔두고 가 달라고 바꿔 주세요"),
        ("ja", "置き配に変更をお願いします"),
    ],
)
def test_how_it_is_to_be_left_is_of_the_order_that_was_spoken_of(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    (command,) = reader.understand(text, context(lang, last_intent="track_order"), catalog).commands
    assert isinstance(command, Start)
    assert command.intent == "change_order"


@pytest.mark.parametrize(
    ("lang", "text", "gone"),
    [
        ("en", "i dont want the hammer any more, just the boots", "variant:hammer-1"),
        ("en", "don't need the boots anymore just the hammer", "variant:boots-1"),
        ("ko", "망치는 필요 없고 부츠만요", "variant:hammer-1"),
        ("ko", "부츠는 됐고 망치만 살게요", "variant:boots-1"),
        ("ja", "ハンマーはもういらないので、ブーツだけで", "variant:hammer-1"),
        ("ja", "ブーツはいいから、ハンマーだけください", "variant:boots-1"),
    ],
)
def test_what_is_refused_goes_and_the_other_stays_as_it_is(
    reader: Understander, catalog: Catalog, lang: str, text: str, gone: str
) -> None:
    (command,) = reader.understand(text, context(lang, cart=CART), catalog).commands
    assert isinstance(command, Start)
    assert command.intent == "remove_from_cart"
    assert command.slots == {"product": gone}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "I'm not giving you my phone number"),
        ("en", "i'd rather not say"),
        ("ko", "전화번호는 알려주기 싫어요"),
        ("ko", "번호는 안 알려줄래요"),
        ("ja", "電話番号は教えたくないです"),
        ("ja", "番号は教えられません"),
    ],
)
def test_who_will_not_tell_is_not_called_back(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    known = context(lang, flow="checkout", flow_intent="checkout", asked="phone", asked_kind="phone")
    (command,) = reader.understand(text, known, catalog).commands
    assert isinstance(command, Deny)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "where are the socks? they're on the packing note but not in the box"),
        ("ko", "양말은 어디 있어요? 명세서에는 있는데 상자에 안 들어 있어요"),
        ("ja", "靴下はどこですか？明細にはあるのに箱に入っていません"),
    ],
)
def test_where_it_is_asks_for_no_list_of_what_is_sold(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    (command,) = reader.understand(text, context(lang), catalog).commands
    assert isinstance(command, Start)
    assert command.intent == "missing_item"


def test_a_code_beside_how_many_takes_neither_away(reader: Understander, catalog: Catalog) -> None:
    known = context("en", last_row="product:house-blend", last_intent="find_products")
    found = reader.understand("two of those, code TRADE5, deliver when?", known, catalog).commands
    assert [c.intent for c in found if isinstance(c, Start)][:2] == ["add_to_cart", "use_coupon"]
