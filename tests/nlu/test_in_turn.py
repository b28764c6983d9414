"""What is said in one breath, read part by part, each in the light of those before it."""

from __future__ import annotations

import pytest

from dangol.nlu.commands import Choose, Command, Correct, Fill, Start
from dangol.nlu.context import Context, Made, Shown
from dangol.nlu.served import rows_of
from dangol.nlu.understand import Understander
from nlu.catalog import Catalog
from nlu.conftest import context

SHIRT = "product:shirt"
BOOTS, SOCKS, HAMMERS = "category:shoes/boots", "category:clothing/socks", "category:tools/hammers"
MADE = Made(
    SHIRT,
    "color",
    ("Colour", "색", "色"),
    (("black", ("Black", "검정", "블랙", "黒")), ("white", ("White", "흰색", "화이트", "白"))),
)
CHOICES = {"en": ("White", "Black"), "ko": ("화이트", "블랙"), "ja": ("ホワイト", "ブラック")}


def asked_for_a_colour(lang: str) -> Context:
    """A shirt is being put into the cart, and it is asked in which colour."""
    return context(
        lang,
        flow="add_to_cart",
        asked="value",
        asked_kind="choice",
        option="color",
        choices=CHOICES[lang],
        last_row=SHIRT,
        made=(MADE,),
    )


def in_the_cart(lang: str) -> Context:
    """A white shirt and a hammer lie in the cart."""
    cart = (
        Shown("variant:s-white", "Linen Work Top", 4900, ("color=white",), SHIRT),
        Shown(
            "variant:hammer",
            {"en": "Claw hammer", "ko": "노루발 망치", "ja": "釘抜きハンマー"}[lang],
            900,
            (),
            "product:hammer",
        ),
    )
    return context(lang, cart=cart, last_row=SHIRT, made=(MADE,))


def read(reader: Understander, lang: str, text: str, state: Context) -> tuple[Command, ...]:
    return reader.understand(text, state, Catalog()).commands


def intents(commands: tuple[Command, ...]) -> list[str]:
    return [command.intent if isinstance(command, Start) else "answer" for command in commands]


@pytest.mark.parametrize(
    ("lang", "text", "wished"),
    [
        ("en", "white, and two pairs of socks too", ["answer", "add_to_cart"]),
        ("en", "black please. how much is shipping?", ["answer", "shipping_cost"]),
        ("ko", "흰색으로 하고 양말도 두 켤레", ["answer", "add_to_cart"]),
        ("ko", "블랙이요 배송비는 얼마예요", ["answer", "shipping_cost"]),
        ("ja", "白で、あと靴下も2足", ["answer", "add_to_cart"]),
        ("ja", "黒で。送料はいくらですか？", ["answer", "shipping_cost"]),
    ],
)
def test_an_answer_and_what_is_wanted_beside_it(reader: Understander, lang: str, text: str, wished: list[str]) -> None:
    found = read(reader, lang, text, asked_for_a_colour(lang))
    answer = found[0]
    if isinstance(answer, Start):  # or as one list, of which the thing that is asked about is the first
        first, second = answer.slots["items"]
        assert (first["row"], first["color"], second["row"], second["quantity"]) == (SHIRT, "white", SOCKS, 2)
        return
    assert isinstance(answer, (Choose, Correct, Fill))
    assert intents(found) == wished


@pytest.mark.parametrize(
    ("lang", "text", "items"),
    [
        # Counts without a word between, each of what stands before it.
        ("en", "black socks x4 white socks x2 please", [(SOCKS, 4, "black"), (SOCKS, 2, "white")]),
        (
            "ko",
            "양말 검정 네 개 흰색 두 개 그리고 망치 하나 주세요",
            [(SOCKS, 4, "black"), (SOCKS, 2, "white"), (HAMMERS, 1, None)],
        ),
        (
            "ja",
            "靴下の黒4つと白2つ、ハンマーも1つください",
            [(SOCKS, 4, "black"), (SOCKS, 2, "white"), (HAMMERS, 1, None)],
        ),
        # One number for each.
        ("en", "2 each of the socks and the hammer please", [(SOCKS, 2, None), (HAMMERS, 2, None)]),
        ("ko", "양말이랑 망치 두 개씩 주세요", [(SOCKS, 2, None), (HAMMERS, 2, None)]),
        ("ja", "靴下とハンマーを2つずつください", [(SOCKS, 2, None), (HAMMERS, 2, None)]),
    ],
)
def test_each_has_its_own_number(
    reader: Understander, lang: str, text: str, items: list[tuple[str, int, str | None]]
) -> None:
    found: list[tuple[str, int, str | None]] = []
    for command in read(reader, lang, text, context(lang)):
        assert isinstance(command, Start)
        assert command.intent == "add_to_cart"
        for item in command.slots.get("items") or [command.slots]:
            found.append((item.get("row") or item["category"], item["quantity"], item.get("color")))
    assert found == items


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "take the hammer out and add some socks"),
        ("ko", "망치는 빼고 양말 하나 넣어 주세요"),
        ("ja", "ハンマーは外して、靴下を1つ追加してください"),
    ],
)
def test_one_goes_and_another_comes(reader: Understander, lang: str, text: str) -> None:
    assert intents(read(reader, lang, text, in_the_cart(lang))) == ["remove_from_cart", "add_to_cart"]


@pytest.mark.parametrize(
    ("lang", "text", "wished"),
    [
        ("en", "one hammer please, what does delivery cost and how long does it take", "add_to_cart"),
        ("ko", "망치 하나 주세요 배송비는 얼마고 며칠 걸려요?", "add_to_cart"),
        ("ja", "ハンマー1つください。送料はいくらで、何日かかりますか？", "add_to_cart"),
    ],
)
def test_questions_do_not_cover_an_order(reader: Understander, lang: str, text: str, wished: str) -> None:
    found = intents(read(reader, lang, text, context(lang)))
    assert found[0] == wished
    assert {"shipping_cost", "shipping_time"} & set(found)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "socks, two, no just one"),
        ("ko", "양말 두 개요 아 하나만요"),
        ("ja", "靴下を2つ、あ、1つで"),
    ],
)
def test_what_puts_a_number_right_is_no_second_wish(reader: Understander, lang: str, text: str) -> None:
    found = read(reader, lang, text, context(lang))
    assert all(len((c.slots.get("items") or ()) if isinstance(c, Start) else ()) < 2 for c in found)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "it broke, i want my money back"),
        ("en", "i don't want to cancel, only the address"),
        ("ko", "고장 났어요, 환불해 주세요"),
        ("ko", "취소하려는 게 아니라 주소만 바꾸고 싶어요"),
        ("ja", "壊れました、返金してください"),
        ("ja", "キャンセルではなくて、住所だけ変えたいです"),
    ],
)
def test_a_matter_and_its_reason_stay_one(reader: Understander, lang: str, text: str) -> None:
    assert len(read(reader, lang, text, context(lang))) == 1


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("en", "a white shirt and socks in the same colour please", "white"),
        ("ko", "셔츠 흰색 하나랑 양말도 같은 색으로 하나 주세요", "white"),
        ("ja", "白いシャツ1つと、靴下も同じ色で1つください", "white"),
    ],
)
def test_the_same_colour_is_that_of_the_one_before(reader: Understander, lang: str, text: str, value: str) -> None:
    (wish,) = read(reader, lang, text, context(lang))
    assert isinstance(wish, Start)
    assert [item.get("color") for item in wish.slots["items"]] == [value, value]


@pytest.mark.parametrize(
    ("lang", "text", "wished"),
    [
        ("en", "where is my order, and what is your return policy", ["track_order", "return_policy"]),
        ("en", "do you gift wrap? oh and where's my order 10234", ["faq", "track_order"]),
        ("ko", "주문한 거 어디쯤인가요 그리고 반품은 며칠까지 돼요?", ["track_order", "return_policy"]),
        ("ko", "제 주문 어디쯤 왔나 봐주시고 배송비 무료 기준도 알려주세요", ["track_order", "shipping_cost"]),
        ("ja", "注文したものはいつ届きますか、あと返品はできますか", ["track_order", "return_policy"]),
        ("ja", "注文の配送状況と、送料無料の条件を教えてください", ["track_order", "shipping_cost"]),
    ],
)
def test_a_question_beside_an_order_is_answered_too(
    reader: Understander, lang: str, text: str, wished: list[str]
) -> None:
    assert intents(read(reader, lang, text, context(lang))) == wished


@pytest.mark.parametrize(
    ("lang", "text", "wished"),
    [
        ("en", "use the code SPRING10 and check out", ["use_coupon", "checkout"]),
        ("ko", "SPRING10 쿠폰 쓰고 결제할게요", ["use_coupon", "checkout"]),
        ("ja", "クーポンSPRING10使いたい、で、そのままレジへ", ["use_coupon", "checkout"]),
    ],
)
def test_what_is_to_be_done_one_after_the_other(reader: Understander, lang: str, text: str, wished: list[str]) -> None:
    assert intents(read(reader, lang, text, in_the_cart(lang))) == wished


@pytest.mark.parametrize(
    ("lang", "text", "count"),
    [
        ("en", "one hammer is enough, and add some socks", 1),
        ("ko", "망치는 하나만 할게요 그리고 양말도 하나 추가요", 1),
        ("ja", "ハンマーは1本でいいです、あと靴下を1つください", 1),
    ],
)
def test_what_is_enough_is_counted_anew(reader: Understander, lang: str, text: str, count: int) -> None:
    found = read(reader, lang, text, in_the_cart(lang))
    assert intents(found) == ["change_quantity", "add_to_cart"]
    assert isinstance(found[0], Start)
    assert found[0].slots["quantity"] == count


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "a hammer please, actually make that two, and some socks"),
        ("ko", "망치 하나 주세요 아니 두 개로요 그리고 양말도 하나 주세요"),
        ("ja", "ハンマー1つください、やっぱり2つで、あと靴下も1つください"),
    ],
)
def test_the_number_just_said_is_put_right(reader: Understander, lang: str, text: str) -> None:
    (wish,) = read(reader, lang, text, context(lang))
    assert isinstance(wish, Start)
    assert [(item.get("row"), item["quantity"]) for item in wish.slots["items"]] == [(HAMMERS, 2), (SOCKS, 1)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ko", "망치는 집에 있어요 양말 두 켤레만 주세요"),
        ("ko", "망치는 됐고 양말 두 켤레 주세요"),
        ("ja", "ハンマーはもうあります、靴下を2足ください"),
        ("en", "not the hammer, two pairs of socks please"),
    ],
)
def test_what_is_not_needed_is_not_put_into_the_cart(reader: Understander, lang: str, text: str) -> None:
    commands = read(reader, lang, text, context(lang))
    wishes = [c for c in commands if isinstance(c, Start) and c.intent == "add_to_cart"]
    assert {row for wish in wishes for row in (*rows_of(wish), wish.slots.get("category")) if row} == {SOCKS}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "i already have a hammer, how much is the drill?"),
        ("en", "do i need a hammer with the drill?"),
        ("en", "can you give me the price of the hammer?"),
        ("ko", "망치는 이미 있는데 드릴은 얼마예요?"),
        ("ko", "망치 두 개 사면 총 얼마예요?"),
        ("ko", "가방에 넣고 다니기 좋은 망치 있어요?"),
        ("ko", "망치 빼고 보관해도 되나요?"),
        ("ja", "ハンマーは結構重いですか？送料はいくらですか？"),
        ("ja", "ハンマーはキャンセルできますか？送料はいくらですか？"),
        ("ja", "ハンマーはこれでいいです。送料はいくらですか"),
        ("ja", "ハンマーを探してます、ドリルじゃなくて"),
    ],
)
def test_what_is_asked_or_told_changes_no_cart(reader: Understander, lang: str, text: str) -> None:
    changes = {"add_to_cart", "remove_from_cart", "change_quantity", "clear_cart"}
    assert not changes & {*intents(read(reader, lang, text, in_the_cart(lang)))}
