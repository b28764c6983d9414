"""*Not spicy*, where the shop states of its goods how they are: what is stated not to be so is meant, and not its opposite."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from assistant.goods import CREAM, product, words
from dangol.assistant.denied import denied_in, without_quality
from dangol.assistant.wish import Found, Wish
from dangol.commerce.catalog.products import Attribute


def _dish(ref: str, spice: tuple[str, str, str]) -> object:
    return replace(
        product(ref, words(ref)), attributes=(Attribute("spice", words("Taste", "맛", "味"), words(*spice)),)
    )


MILD = _dish("mild", ("Not spicy", "안 매움", "辛くない"))
HOT = _dish("hot", ("Very spicy", "매우 매움", "激辛"))
PLAIN = product("plain", words("plain"))
SHELF = (HOT, PLAIN, MILD)


async def _all(wish: Wish) -> Found:
    return Found(SHELF, len(SHELF), wish)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "soup that isn't spicy"),
        ("en", "something not too spicy"),
        ("en", "non-spicy soup"),
        ("ko", "안매운 국 있어요?"),
        ("ko", "맵지 않은 국"),
        ("ko", "아이가 매운 걸 못 먹어요"),
        ("ja", "辛くないスープ"),
        ("ja", "子どもが辛いのは苦手で"),
    ],
)
def test_what_is_stated_not_to_be_so_is_meant(lang: str, text: str) -> None:
    wish = Wish(words=text, values={"flavor": ("spicy",)}, categories=("soup",))
    found = asyncio.run(without_quality(_all, wish, lang, 8, 0))
    assert found is not None
    assert [p.ref for p in found.products] == ["mild"]


@pytest.mark.parametrize(("lang", "text"), [("en", "not black"), ("ko", "안 무거운 거"), ("ja", "重くない鍋")])
def test_a_quality_that_nothing_states_is_read_as_before(lang: str, text: str) -> None:
    assert asyncio.run(without_quality(_all, Wish(words=text), lang, 8, 0)) is None


@pytest.mark.parametrize(("lang", "text"), [("en", "spicy soup"), ("ko", "매운 국"), ("ja", "辛いスープ")])
def test_what_is_wanted_is_not_denied(lang: str, text: str) -> None:
    assert not denied_in(text, lang)


@pytest.mark.parametrize(
    ("stated", "text"), [("짬", "안 짠 거"), ("안 짬", "안 짠 거"), ("좁음", "좁지 않은 거"), ("안 좁음", "안 좁은 거")]
)
def test_korean_adjectives_are_known_in_their_forms(stated: str, text: str) -> None:
    (quality,) = denied_in(text, "ko")
    stating = replace(CREAM, attributes=(Attribute("a", words("A", "가"), words(stated, stated)),))
    assert quality.of(stating, "ko") is (not stated.startswith("안"))


@pytest.mark.parametrize("flood", ["not too ", "안 매운", "지 않은 ", "くない", "isn't "])
def test_a_flood_is_read_at_once(flood: str) -> None:
    for lang in ("en", "ko", "ja"):
        denied_in(flood * 400, lang)  # the suite's time limit is the check
