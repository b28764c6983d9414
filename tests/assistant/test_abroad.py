"""Where a message asks for delivery to: a country, or abroad; and what an article has to say to answer that."""

from __future__ import annotations

import pytest

from dangol.assistant.abroad import Destination, destination, heard_abroad, speaks_of
from dangol.nlu.commands import Start, Understanding


@pytest.mark.parametrize(
    ("text", "countries", "abroad"),
    [
        ("do you ship to japan", ("JP",), False),
        ("do you deliver to the US?", ("US",), False),
        ("Can you send it to US?", ("US",), False),
        ("do you deliver to the Netherlands or Germany", ("NL", "DE"), False),
        ("do you ship overseas?", (), True),
        ("Do you deliver internationally?", (), True),
        ("해외배송 되나요", (), True),
        ("일본으로도 보내주시나요", ("JP",), False),
        ("미국까지 배송돼요?", ("US",), False),
        ("대만으로 택배 보낼 수 있나요", ("TW",), False),
        ("海外発送できますか", (), True),
        ("韓国に送れますか", ("KR",), False),
        ("アメリカへの配送はできますか", ("US",), False),
    ],
)
def test_a_country_or_abroad_is_where_it_is_to_go(text: str, countries: tuple[str, ...], abroad: bool) -> None:
    assert destination(text) == Destination(countries, abroad)


@pytest.mark.parametrize(
    "text",
    [
        "can you send it to us today",
        "is it shipped from china",
        "how do I send it back from japan",
        "when will my turkey be delivered",
        "do you deliver to Busan",
        "미국산 소고기 배송",
        "제주 녹차 배송되나요",
        "해외에서 반품하려면요",
        "外国人でも届きますか",
        "中国茶は届きますか",
        "沖縄そばはいつ届きますか",
        "when is Okinawa salt delivered",
    ],
)
def test_what_only_names_a_country_asks_for_no_delivery_there(text: str) -> None:
    assert destination(text) is None


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("do you ship to Hawaii and Alaska?", ("HI", "AK")),
        ("do you deliver to the Highlands", ("highlands",)),
        ("do you deliver to Puerto Rico", ("PR",)),
        ("is there a surcharge for shipping to islands?", ("islands",)),
        ("제주도도 배송돼요?", ("jeju",)),
        ("제주까지 배송비 얼마예요", ("jeju",)),
        ("도서산간 배송되나요", ("islands",)),
        ("하와이로 보내줄 수 있어요?", ("HI",)),
        ("沖縄に送れますか", ("okinawa",)),
        ("離島の送料はいくらですか", ("islands",)),
        ("北海道まで配送は何日ですか", ("hokkaido",)),
    ],
)
def test_a_far_place_of_a_country_is_not_abroad(text: str, places: tuple[str, ...]) -> None:
    assert destination(text) == Destination((), False, places)


@pytest.mark.parametrize(
    ("asked", "heading", "answer", "speaks"),
    [
        ("do you ship to Brazil", "Do you ship abroad?", "Yes, we send to Japan and Korea.", False),
        ("do you ship to Korea", "Do you ship abroad?", "Yes, we send to Japan and Korea.", True),
        ("do you ship to Canada", "Do you ship abroad?", "Yes: Japan, Canada, Brazil.", True),
        ("do you ship to Brazil", "Do you ship abroad?", "Yes, worldwide. To Japan it is cheaper.", True),
        ("브라질에도 배송되나요", "해외 배송 되나요?", "네, 일본과 미국으로 보내요.", False),
        ("브라질에도 배송되나요", "해외 배송 되나요?", "아직은 한국 안으로만 보내요. 해외는 안 돼요.", True),
        ("ブラジルに発送できますか", "海外発送はできますか？", "はい、韓国と台湾へお送りしています。", False),
        ("台湾に発送できますか", "海外発送はできますか？", "はい、韓国と台湾へお送りしています。", True),
        ("沖縄に送れますか", "配送は何日かかりますか？", "2〜4日です。", False),
        ("沖縄に送れますか", "送料はいくらですか？", "700円。沖縄は1,500円です。", True),
        ("沖縄に送れますか", "送料はいくらですか？", "700円。離島は1,500円です。", True),
        ("제주도도 배송되나요", "배송은 며칠 걸리나요?", "1~3일 걸려요.", False),
        ("제주도도 배송되나요", "배송비는요?", "3천원이에요. 도서산간은 5천원이에요.", True),
        ("do you ship to Brazil", "Shipping", "600 yen. Japan: 5 dollars. Other countries we list: 18 dollars.", False),
        ("브라질에도 배송되나요", "반품은 어떻게 해요?", "해외는 반품 주소를 알려 드려요. 택배로 보내 주세요.", False),
        ("do you deliver to Alaska", "How long does delivery take?", "Three days.", False),
    ],
)
def test_the_name_of_the_place_decides(asked: str, heading: str, answer: str, speaks: bool) -> None:
    where = destination(asked)
    assert where is not None
    home = "JP" if "沖縄" in asked else "KR"
    assert speaks_of(where, (heading, answer), home) is speaks


def test_a_question_after_delivery_may_name_the_country_alone() -> None:
    assert destination("and to Canada?") is None
    assert destination("and to Canada?", delivering=True) == Destination(("CA",), False)


@pytest.mark.parametrize(
    ("asked", "heading", "answer", "speaks"),
    [
        ("do you ship to japan", "Do you deliver to islands?", "Yes, at no extra cost.", False),
        ("do you ship to japan", "What does delivery cost?", "600 yen anywhere in Japan.", True),
        ("do you ship to canada", "What does delivery cost?", "600 yen anywhere in Japan.", False),
        ("do you ship to canada", "Are they safe?", "They passed the tests in Canada.", False),
        ("do you ship to canada", "Do you ship abroad?", "Not yet.", True),
        ("일본으로 보내 주나요", "제주도나 섬도 배송되나요?", "네, 추가 요금 없이요.", False),
        ("일본으로 보내 주나요", "해외 배송 되나요?", "아직 안 돼요.", True),
        ("海外発送できますか", "離島にも届きますか？", "はい、無料です。", False),
        ("海外発送できますか", "送料はいくらですか？", "600円です。発送は国内のみです。", True),
    ],
)
def test_only_an_article_that_speaks_of_it_answers(asked: str, heading: str, answer: str, speaks: bool) -> None:
    where = destination(asked)
    assert where is not None
    assert speaks_of(where, (heading, answer)) is speaks


def test_what_is_surely_something_else_stays_so() -> None:
    text = "change the address, send it to Japan"
    surely = Understanding(text=text, lang="en", commands=(Start(intent="change_order", confidence=0.95),))
    assert heard_abroad(text, surely) is surely
    looked_for = Understanding(text=text, lang="en", commands=(Start(intent="find_products", confidence=0.9),))
    (first,) = heard_abroad(text, looked_for).commands
    assert isinstance(first, Start)
    assert first.intent == "shipping_time"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "looking for a gift to send to my friend in Japan"),
        ("ko", "일본 친구한테 보낼 선물 추천해 주세요"),
        ("ja", "アメリカの友達に送るプレゼントを探しています"),
    ],
)
def test_what_is_looked_for_to_be_sent_there_is_looked_for(lang: str, text: str) -> None:
    looked_for = Understanding(text=text, lang=lang, commands=(Start(intent="find_products", confidence=0.9),))
    assert heard_abroad(text, looked_for) is looked_for


def test_a_flood_is_read_at_once() -> None:
    assert destination("ship to " * 5000) is None
    assert destination("일본" * 5000) is None
