"""How an order is to be packed, delivered and billed."""

from __future__ import annotations

import re

import pytest

from dangol.nlu.commands import Link, Start
from dangol.nlu.context import Match, Shown
from dangol.nlu.order_wishes import hides_prices, is_wish
from dangol.nlu.understand import Understander
from nlu.catalog import Catalog
from nlu.conftest import context

WISHES = [
    ("en", "please leave it with the doorman"),
    ("en", "no prices in the box please"),
    ("en", "include a card saying happy birthday"),
    ("en", "I want it delivered in the evening"),
    ("en", "write her a card please, happy birthday Mina"),
    ("en", "without the price obviously"),
    ("en", "door code is 1234#"),
    ("en", "I need it delivered on the 24th"),
    ("en", "I need the invoice made out to Hill Ltd"),
    ("ko", "문 앞에 놔주세요"),
    ("ko", "선물이라 가격표 빼주세요"),
    ("ko", "메시지 카드에 생일 축하해라고 써주세요"),
    ("ko", "저녁에 받고 싶어요"),
    ("ko", "공동현관 비밀번호는 #1234예요"),
    ("ko", "24일에 받아야 해요"),
    ("ko", "영수증은 미나토상사로 발행해 주세요"),
    ("ja", "玄関に置いてください"),
    ("ja", "値段のわかる紙は入れないでください"),
    ("ja", "のしをつけてください"),
    ("ja", "配達は夜がいいんですけど"),
    ("ja", "カードに「おめでとう」と書いてください"),
    ("ja", "オートロックの番号は1234です"),
    ("ja", "15日に届くようにしてほしい"),
    ("ja", "領収書の宛名、株式会社みなと でお願いします"),
]


@pytest.mark.parametrize(("lang", "text"), WISHES)
@pytest.mark.parametrize("asked", [None, "name", "address"])
def test_a_wish_for_the_order_is_no_answer_and_takes_nothing_out(
    reader: Understander, lang: str, text: str, asked: str | None
) -> None:
    more = {"flow": "checkout", "flow_intent": "checkout", "asked": asked, "asked_kind": asked} if asked else {}
    found = reader.understand(text, context(lang, **more))
    assert is_wish(text)
    made_out = any(word in text for word in ("invoice made out", "영수증은", "領収書の宛名"))
    assert [c.intent for c in found.commands if isinstance(c, Start)] == ["invoice" if made_out else "faq"]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "can you leave it with the doorman?",
            "do you do gift cards?",
            "the card was wrong",
            "no receipt came with it",
            "you do gift wrapping, right",
            "is there a door code?",
        ),
        *(
            "문 앞에 놔줄 수 있나요?",
            "메시지 카드 있어요?",
            "영수증이 안 왔어요",
            "토요일에 받을 수 있나요",
            "선물포장 되죠",
            "24일에 받을 수 있나요",
        ),
        *(
            "置き配できますか",
            "のしはできますか",
            "領収書が届いていません",
            "メッセージカードが入っていなかった",
            "ラッピングできますよね",
        ),
    ],
)
def test_what_asks_or_tells_of_what_came_is_no_wish(text: str) -> None:
    assert not is_wish(text)


@pytest.mark.parametrize("text", ["no prices in the box please", "가격표는 빼주세요", "納品書は入れないでください"])
def test_prices_are_hidden(text: str) -> None:
    assert hides_prices(text)


@pytest.mark.parametrize(("lang", "text"), [next(w for w in WISHES if w[0] == lang) for lang in ("en", "ko", "ja")])
def test_what_a_person_is_being_told_is_left_as_it_is(reader: Understander, lang: str, text: str) -> None:
    more = {"flow": "order_help", "flow_intent": "change_order", "asked": "details", "asked_kind": "text"}
    found = reader.understand(text, context(lang, **more))
    assert not any(isinstance(c, Start) for c in found.commands)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "ill take black then can u gift wrap it"),
        ("ko", "검정으로 할게요 포장도 되나요"),
        ("ja", "黒にします、包装もできますか"),
    ],
)
def test_a_version_taken_before_the_question_of_wrapping(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    looked_at = context(lang, last_row="product:air-runner", last_flow="check_stock")
    taken, asked = reader.understand(text, looked_at, catalog).commands
    assert isinstance(taken, Start)
    assert isinstance(asked, Start)
    assert (taken.intent, asked.intent) == ("add_to_cart", "faq")
    assert taken.slots == {"product": "product:air-runner", "color": "black"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "you do gift wrapping, right? i'll take it"),
        ("ko", "포장 되죠? 그걸로 할게요"),
        ("ja", "ラッピングできますよね？それにします"),
    ],
)
def test_what_is_taken_after_the_question_of_wrapping(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    looked_at = context(lang, last_row="product:air-runner", last_flow="check_stock")
    taken, asked = reader.understand(text, looked_at, catalog).commands
    assert isinstance(taken, Start)
    assert isinstance(asked, Start)
    assert (taken.intent, asked.intent) == ("add_to_cart", "faq")
    assert taken.slots == {"product": "product:air-runner"}


class Wrapper(Catalog):
    """A shop that sells the wrapping, too."""

    def find(self, text: str, lang: str) -> tuple[Match, ...]:
        found = re.search("gift wrapping|선물 ?포장|ラッピング|카드|カード", text)
        link = Link(row="product:wrap", score=0.95, title="Wrapping and card")
        wraps = (Match(*found.span(), "product", "wrap", (link,)),) if found else ()
        return tuple(sorted((*super().find(text, lang), *wraps), key=lambda match: match.start))


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "a hammer and gift wrapping please"),
        ("ko", "망치 하나랑 선물 포장 하나 주세요"),
        ("ja", "ハンマーとラッピングをください"),
    ],
)
def test_wrapping_that_is_sold_is_a_thing_of_a_list(reader: Understander, lang: str, text: str) -> None:
    (wish,) = reader.understand(text, context(lang), Wrapper()).commands
    assert isinstance(wish, Start)
    assert wish.intent == "add_to_cart"
    assert [item["row"] for item in wish.slots["items"]] == ["category:tools/hammers", "product:wrap"]


@pytest.mark.parametrize(
    ("lang", "text"), [("ko", "카드에 '생일 축하해' 써주세요"), ("ja", "カードに「おめでとう」と入れてください")]
)
def test_what_is_written_on_a_card_that_is_sold_takes_no_second_one(reader: Understander, lang: str, text: str) -> None:
    held = (Shown("variant:wrap", "Wrapping and card", 300, (), "product:wrap"),)
    found = reader.understand(text, context(lang, cart=held, last_row="product:wrap"), Wrapper()).commands
    assert [c.intent for c in found if isinstance(c, Start)] == ["faq"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "i ordered the boots yesterday, can i change to size 9, it hasn't shipped yet"),
        ("ko", "어제 시킨 운동화인데 270으로 바꿀수있나요 아직 발송 안됐죠"),
        ("ja", "昨日注文したスニーカー、27センチに変えられますか。まだ発送されてないですよね"),
    ],
)
def test_that_it_is_not_sent_only_says_why(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    (wish,) = reader.understand(text, context(lang), catalog).commands
    assert isinstance(wish, Start)
    assert wish.intent in ("exchange_item", "change_order")
