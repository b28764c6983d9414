"""What is said while something that came broken is spoken of belongs to that."""

from __future__ import annotations

from typing import Any

import pytest

from dangol.nlu.commands import Affirm, Deny, Fill, Start
from dangol.nlu.understand import Understander
from nlu.conftest import context

PASS_ON: dict[str, Any] = {
    "flow": "order_help",
    "flow_intent": "damaged_item",
    "asked": "pass_on",
    "asked_kind": "yes_no",
}
NUMBER: dict[str, Any] = {**PASS_ON, "asked": "order_number", "asked_kind": "order_number"}


@pytest.mark.parametrize("asked", [PASS_ON, NUMBER])
@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "do i have to send it back?"),
        ("en", "who pays the postage"),
        ("ko", "이거 돌려보내야 돼요?"),
        ("ko", "배송비는 누가 내요"),
        ("ko", "택배비는요"),
        ("ja", "返送しないといけませんか"),
        ("ja", "返すときの送料ってこっち持ち？"),
    ],
)
def test_sending_it_back_is_asked_of_what_came_broken(
    reader: Understander, lang: str, text: str, asked: dict[str, Any]
) -> None:
    (command,) = reader.understand(text, context(lang, **asked)).commands
    assert isinstance(command, Start)
    assert (command.intent, command.slots["of_matter"]) == ("return_policy", "damaged_item")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "just send me a new one please"),
        ("en", "id rather have the money tbh"),
        ("en", "got it last week, hasn't been worn"),
        ("ko", "그냥 새걸로 바꿔주세요"),
        ("ko", "환불말고 새걸로 보내주세요"),
        ("ko", "지난주에 받았고 아직 입히진 않았어요"),
        ("ja", "新しいのはいらないから返金して"),
        ("ja", "買ったのは10日前です"),
    ],
)
def test_what_is_to_be_done_about_it_is_told_with_it(reader: Understander, lang: str, text: str) -> None:
    found = reader.understand(text, context(lang, **PASS_ON)).commands
    assert isinstance(found[0], Affirm)
    assert [(c.slot, c.value) for c in found if isinstance(c, Fill)] == [("details", text)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "no need, i'll keep it"), ("ko", "됐어요 그냥 쓸게요"), ("ja", "交換はいりません、そのまま使います")],
)
def test_who_lets_it_be_wants_nothing_passed_on(reader: Understander, lang: str, text: str) -> None:
    found = reader.understand(text, context(lang, **PASS_ON)).commands
    assert not any(isinstance(c, Affirm) for c in found)


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "do i have to send it back?"), ("ko", "배송비는 누가 내요"), ("ja", "送料は誰が払いますか")],
)
def test_with_nothing_broken_it_is_asked_of_the_shop(reader: Understander, lang: str, text: str) -> None:
    found = reader.understand(text, context(lang)).commands
    assert not any(isinstance(c, Start) and "of_matter" in c.slots for c in found)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "i can't find the email with the number"),
        ("en", "no idea what my order number is"),
        ("ko", "주문번호 모르겠고 지난주 화요일에 시켰는데"),
        ("ko", "메일을 못 찾겠어요"),
        ("ja", "番号？メールが見当たらなくて"),
        ("ja", "番号はわからないです。先週の木曜に頼みました"),
    ],
)
def test_a_number_that_is_not_at_hand_is_left_out(reader: Understander, lang: str, text: str) -> None:
    asked = context(
        lang, flow="track_order", flow_intent="track_order", asked="order_number", asked_kind="order_number"
    )
    assert [type(c) for c in reader.understand(text, asked).commands] == [Deny]
