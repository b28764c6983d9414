"""What is known of the shopper decides where the words alone do not."""

from __future__ import annotations

import pytest

from dangol.nlu.commands import Entity, Restart, Start
from dangol.nlu.segments import joined, only_why, whole
from dangol.nlu.understand import Understander
from dangol.nlu.weighing import Known, possible, weighed
from nlu.catalog import Catalog
from nlu.conftest import SHOWN, context
from nlu.test_understand import names


def test_with_nothing_in_the_cart_no_number_in_it_is_changed() -> None:
    said = (("change_quantity", 0.3), ("add_to_cart", 0.25), ("find_products", 0.1))
    assert possible(said, cart=True) == said
    assert possible(said, cart=False)[0] == ("add_to_cart", pytest.approx(0.55))


def test_who_says_it_clearly_is_heard() -> None:
    said = (("change_quantity", 0.9), ("add_to_cart", 0.05))
    assert possible(said, cart=False) == said


def test_after_a_question_of_the_shop_the_next_is_one_too() -> None:
    said = [("product_question", 0.7), ("shipping_time", 0.2)]
    assert weighed(said, (), "and how long does it take", Known(before="shipping_cost"))[0] == "shipping_time"
    assert weighed(said, (), "and how long does it take", Known(talked=True, of_one=True))[0] == "product_question"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "what is the lightest thing you have?"),
        ("ko", "무게가 제일 가벼운 상품이 뭐예요?"),
        ("ja", "一番軽い商品は何ですか"),
    ],
)
def test_the_most_of_all_is_looked_for_and_no_policy(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    understood = reader.understand(text, context(lang), catalog)
    assert names(understood)[0] in ("find_products", "browse")
    assert understood.commands[0].slots["sort"] == "weight_asc"  # type: ignore[union-attr]


def test_all_together_is_what_is_in_the_cart() -> None:
    said = [("ask_price", 0.8)]
    assert weighed(said, (), "what's the total", Known(cart=True, talked=True))[0] == "view_cart"
    assert weighed(said, (), "how much is it", Known(cart=True, talked=True))[0] == "ask_price"


@pytest.mark.parametrize(
    ("part", "lang", "why"),
    [
        ("because it's a gift", "en", True),
        ("is it a gift", "en", False),
        ("대량으로 살 거라서요", "ko", True),
        ("대량으로 살게요", "ko", False),
        ("初心者なので", "ja", True),
        ("初心者ですか", "ja", False),
    ],
)
def test_a_part_that_only_says_why(part: str, lang: str, why: bool) -> None:
    assert only_why(part, lang) is why


@pytest.mark.parametrize(
    ("part", "said"),
    [("담고", "담고 싶어요"), ("퀼트 얼마고", "퀼트 얼마예요"), ("어디까지 왔고", "어디까지 왔어요")],
)
def test_half_a_verb_is_said_to_its_end(part: str, said: str) -> None:
    assert whole(part, "ko") == said


def test_nouns_in_one_breath() -> None:
    text = "배송비랑 배송기간 알려주세요"
    assert joined(text, text.index("랑"), text.index("배송기간"))
    assert not joined("배송비 알려주세요", 3, 4)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "shipping cost and opening hours please"),
        ("ko", "배송비랑 영업시간 알려주세요"),
        ("ja", "送料と営業時間を教えて"),
    ],
)
def test_two_questions_of_the_shop(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    assert sorted(names(reader.understand(text, context(lang), catalog))) == ["shipping_cost", "store_hours"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "please don't cancel it!! only want blue instead of red"),
        ("ko", "취소하지 마세요! 그냥 파란색으로요"),
        ("ja", "キャンセルはしないでください！青がいいだけです"),
    ],
)
def test_what_is_refused_is_never_done(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    found = reader.understand(text, context(lang), catalog)
    assert "cancel_order" not in names(found)
    assert "cancel_order" not in [getattr(c, "intent", "") for c in found.choices]


@pytest.mark.parametrize(("lang", "text"), [("en", "it"), ("ko", "그거요"), ("ja", "それ")])
def test_what_points_nowhere_is_nothing(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    assert names(reader.understand(text, context(lang), catalog)) == []
    assert names(reader.understand(text, context(lang, shown=SHOWN[:1]), catalog)) != []


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "which one is lighter?"), ("ko", "안 무거운 건 어느 거예요?"), ("ja", "渋くないのはどっち？")],
)
def test_which_of_those_shown(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    assert names(reader.understand(text, context(lang, shown=SHOWN), catalog)) == ["compare"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "gift for my mum around 50 dollars"), ("ko", "엄마 선물 5만원대"), ("ja", "母へのプレゼント5千円くらい")],
)
def test_a_present_is_no_money(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    assert names(reader.understand(text, context(lang), catalog))[0] in ("advice", "find_products")


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "a 50 dollar gift card"), ("ko", "5만원 상품권"), ("ja", "5000円のギフトカード")]
)
def test_money_to_give_is(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    assert "gift_card" in names(reader.understand(text, context(lang), catalog))


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "which colours do you have"),
        ("en", "any other shades?"),
        ("ko", "어떤 색상으로 나와요?"),
        ("ko", "컬러는요?"),
        ("ja", "どんな色がありますか"),
        ("ja", "色違いは？"),
    ],
)
def test_in_which_colours_is_asked_of_the_one_thing(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    one = context(lang, shown=SHOWN[:1], last_row=SHOWN[0].row)
    assert names(reader.understand(text, one, catalog)) == ["product_question"]


def test_what_the_shop_does_is_not_looked_for() -> None:
    said = [("find_products", 0.33), ("warranty", 0.1)]
    assert weighed(said, (), "刻印サービスありますか", Known())[0] == "product_question"
    assert weighed(said, (), "do you do engraving", Known())[0] == "product_question"
    assert weighed(said, (), "각인 되나요", Known())[0] == "product_question"
    assert weighed(said, (), "can you show me something warm", Known())[0] == "find_products"
    assert weighed(said, (), "보여 주세요", Known())[0] == "find_products"


LIGHTS = (Entity(kind="category", value="lights", text="lights", start=0, end=6),)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("i would like to buy him lights for the front and back", "find_products"),
        ("앞뒤로 달 라이트 사고 싶은데 뒤로 비추는 거요", "find_products"),
        ("前と後ろのライトを買いたいです", "find_products"),
        ("i want to send the lights back and buy another", "return_item"),
        ("라이트 반품하고 다른 거 사고 싶어요", "return_item"),
        ("ライトを返品して別のを買いたいです", "return_item"),
    ],
)
def test_who_wants_to_buy_gives_nothing_back(text: str, intent: str) -> None:
    assert weighed([("return_item", 0.47), ("find_products", 0.2)], LIGHTS, text, Known())[0] == intent


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "can i swap it if it's too small"),
        ("ko", "안 맞으면 교환해 주나요"),
        ("ja", "合わなかったら交換してもらえますか"),
    ],
)
def test_what_is_only_feared_is_asked_of_the_rules(reader: Understander, lang: str, text: str) -> None:
    (command,) = reader.understand(text, context(lang)).commands
    assert isinstance(command, Start)
    assert command.intent == "return_policy"


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "is it ok at first with 1.5 kg"), ("ja", "最初は1.5キロで足りるかな")]
)
def test_what_only_begins_is_not_begun_anew(reader: Understander, lang: str, text: str) -> None:
    assert not any(isinstance(c, Restart) for c in reader.understand(text, context(lang)).commands)


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "let's start over"), ("ko", "처음부터 다시 할게요"), ("ja", "最初からやり直したい")]
)
def test_to_begin_anew_is_said_with_a_word_for_it(reader: Understander, lang: str, text: str) -> None:
    assert any(isinstance(c, Restart) for c in reader.understand(text, context(lang)).commands)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "perfect. can i pay by card?"),
        ("ko", "좋네요 카드 결제 되나요?"),
        ("ja", "いいですね。カードは使えますか"),
    ],
)
def test_a_word_of_liking_before_a_wish_is_no_praise(reader: Understander, lang: str, text: str) -> None:
    found = reader.understand(text, context(lang)).commands
    assert [c.intent for c in found if isinstance(c, Start)] == ["payment_question"]
