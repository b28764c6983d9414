"""Things that neither the catalogue nor any talk knows."""

from __future__ import annotations

import pytest

from dangol.nlu.commands import Start
from dangol.nlu.understand import Understander
from dangol.nlu.unlisted import strange_thing
from nlu.catalog import Catalog
from nlu.conftest import context

KNOWN = {
    *("a", "pair", "of", "shoes", "socks", "black", "parking", "space", "gift", "wrapping", "store"),
    *("양말", "검정", "주차", "주차장", "매장", "선물", "포장", "靴下", "駐車場"),
}


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("do you have lego?", "lego"),
        ("hi, do you guys sell pokemon cards here?", "pokemon cards"),
        ("have you got any kombucha", "kombucha"),
        ("is there a trampoline?", "trampoline"),
        ("레고 있어요?", "레고"),
        ("닌텐도 스위치 파나요?", "닌텐도 스위치"),
        ("혹시 트램펄린도 있나요", "혹시 트램펄린"),
        ("레고는 취급하시나요?", "레고"),
        ("ポケモンカード売ってますか", "ポケモンカード"),
        ("レゴは置いていますか?", "レゴ"),
        ("レゴってある?", "レゴ"),
        ("any fishing nets?", "fishing nets"),
        ("베타 먹이 있어요?", "베타 먹이"),  # the 이 belongs to the word
        ("와이파이 있어요?", "와이파이"),  # and so does this one
        ("베타먹이가 있어요?", "베타먹이"),
        ("저에 대해 뭐 저장하고 있어요?", ""),  # what is done, and what is known of the shopper, are no things
        ("do you have my birthday", ""),
        ("私の誕生日はありますか", ""),
        ("what about a trampoline?", "trampoline"),
        ("그럼 트램펄린은요?", "트램펄린"),
        ("トランポリンは?", "トランポリン"),
        ("what about parking?", ""),
        ("주차장은요?", ""),
        ("駐車場は?", ""),
        ("do you have black shoes?", ""),
        ("do you have a parking space?", ""),
        ("양말 있어요?", ""),
        ("주차장 있나요?", ""),
        ("靴下ありますか", ""),
        ("i have a trampoline", ""),
        ("레고 보여 주세요", ""),
        ("트램펄린에 넣어주실 수 있나요", ""),
        ("do you have lego and when does the trampoline that i ordered arrive", ""),
    ],
)
def test_a_thing_nobody_knows_is_told_by_how_it_is_asked_for(text: str, thing: str) -> None:
    assert strange_thing(text, KNOWN.__contains__) == thing


@pytest.mark.parametrize(
    ("lang", "text", "thing"),
    [
        ("en", "do you have zorb cards?", "zorb cards"),
        ("ko", "조브카드 있어요?", "조브카드"),
        ("ja", "ゾーブカードありますか", "ゾーブカード"),
        # What it is for is known, and the thing itself is not.
        ("ko", "운동화에 넣을 조브창 있어요?", "조브창"),
        ("ja", "ブーツに入れるゾーブはありますか", "ゾーブ"),
        # In some colour, where nothing was spoken of before.
        ("en", "any black zorbs?", "zorbs"),
        ("ko", "검은 색 조브는 재고 있나요", "조브"),
        ("ja", "黒いゾーブの在庫はありますか", "ゾーブ"),
    ],
)
def test_it_is_looked_for_as_that(reader: Understander, catalog: Catalog, lang: str, text: str, thing: str) -> None:
    (found,) = reader.understand(text, context(lang), catalog).commands
    assert isinstance(found, Start)
    assert (found.intent, found.slots.get("thing")) == ("find_products", thing)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "do you have black sparkly ones?"),
        ("ko", "까맣고 반짝이는 거 있어요?"),
        ("ja", "黒いキラキラしたものありますか"),
    ],
)
def test_what_any_of_them_is_has_no_name(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    assert not any(
        "thing" in c.slots for c in reader.understand(text, context(lang), catalog).commands if isinstance(c, Start)
    )


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "do you take zelle?"), ("ko", "카드 결제 되나요"), ("ja", "カード使えますか")]
)
def test_what_is_asked_of_paying_stays_so(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    (found,) = reader.understand(text, context(lang), catalog).commands
    assert isinstance(found, Start)
    assert found.intent == "payment_question"
