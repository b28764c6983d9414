"""A coupon put on or taken off, and its code among other words."""

from __future__ import annotations

import pytest

from dangol.nlu.commands import Fill, Start
from dangol.nlu.understand import Understander
from nlu.conftest import context


def _starts(reader: Understander, lang: str, text: str, **more: str) -> list[tuple[str, dict[str, object]]]:
    found = reader.understand(text, context(lang, **more))
    return [(c.intent, dict(c.slots)) for c in found.commands if isinstance(c, Start)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "no coupon after all, remove it"),
        ("en", "remove the coupon please"),
        ("en", "don't use the voucher"),
        ("ko", "쿠폰 빼줘"),
        ("ko", "쿠폰은 됐어요"),
        ("ko", "쿠폰 안 쓸래요"),
        ("ja", "クーポン外して"),
        ("ja", "クーポンやっぱりいらない"),
        ("ja", "クーポンは使いません"),
    ],
)
def test_a_coupon_is_taken_off(reader: Understander, lang: str, text: str) -> None:
    assert _starts(reader, lang, text) == [("use_coupon", {"off": True})]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "forget the coupon, I want to check out"),
        ("ko", "쿠폰 필요없어 그냥 계산할게"),
        ("ja", "クーポンなしでいいや、もう会計"),
    ],
)
def test_what_else_is_asked_is_served_as_well(reader: Understander, lang: str, text: str) -> None:
    assert [name for name, _ in _starts(reader, lang, text)] == ["use_coupon", "checkout"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "can i remove the coupon later?"),
        ("ko", "쿠폰 적용이 안 됐어요"),
        ("ko", "쿠폰 취소되나요?"),
        ("ja", "クーポンが使えないんですけど"),
    ],
)
def test_a_question_or_a_complaint_takes_nothing_off(reader: Understander, lang: str, text: str) -> None:
    assert not any(slots.get("off") for _, slots in _starts(reader, lang, text))


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "hello5"),
        ("en", "what about hello5?"),
        ("en", "and hello5 then"),
        ("ko", "그럼 hello5로 해줘"),
        ("ko", "아니다 다시 HELLO5 쓸래"),
        ("ja", "hello5 で"),
        ("ja", "HELLO5あるはず"),
    ],
)
def test_a_code_is_known_where_a_coupon_was_spoken_of(reader: Understander, lang: str, text: str) -> None:
    assert _starts(reader, lang, text, last_intent="use_coupon") == [("use_coupon", {"coupon": "HELLO5"})]


@pytest.mark.parametrize(
    ("lang", "text", "code"),
    [("ko", "그럼 spring으로 해줘", "SPRING"), ("ja", "spring で", "SPRING"), ("en", "welcomeback", "WELCOMEBACK")],
)
def test_a_code_of_letters_alone(reader: Understander, lang: str, text: str, code: str) -> None:
    assert _starts(reader, lang, text, last_intent="use_coupon") == [("use_coupon", {"coupon": code})]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "thanks"),
        ("en", "checkout"),
        ("en", "N26-1041"),
        ("ja", "W20502どこ"),
        ("en", "ann@example.com"),
        ("ko", "ok"),
    ],
)
def test_other_words_are_no_code(reader: Understander, lang: str, text: str) -> None:
    found = _starts(reader, lang, text, last_intent="use_coupon")
    assert not any("coupon" in slots for _, slots in found)


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "I think it's hello5"), ("ko", "쿠폰은 hello5예요"), ("ja", "hello5です")],
)
def test_the_code_that_was_asked_for_is_found_in_a_sentence(reader: Understander, lang: str, text: str) -> None:
    found = reader.understand(text, context(lang, flow="use_coupon", asked="code", asked_kind="coupon"))
    assert [(c.slot, c.value) for c in found.commands if isinstance(c, Fill)] == [("code", "HELLO5")]


@pytest.mark.parametrize(("lang", "text"), [("en", "yes"), ("en", "back"), ("ja", "はい"), ("ko", "네")])
def test_a_word_everybody_uses_is_no_code(reader: Understander, lang: str, text: str) -> None:
    found = reader.understand(text, context(lang, flow="use_coupon", asked="code", asked_kind="coupon"))
    assert not any(isinstance(c, Fill) for c in found.commands)
