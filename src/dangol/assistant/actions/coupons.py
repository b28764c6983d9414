"""Coupons: a code onto the cart or off it, what may be told to anybody, one given to a person."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from dangol.assistant.actions.own_cart import own_cart
from dangol.assistant.work import Action, Turn
from dangol.commerce.cart import actions as cart
from dangol.commerce.cart.actions import PricedCart
from dangol.commerce.cart.views import cart_block
from dangol.commerce.promotions import actions as promotions
from dangol.commerce.promotions.actions import Person, Standing
from dangol.commerce.promotions.coupons import CouponBook, code_key
from dangol.commerce.promotions.errors import TooManyCodes
from dangol.commerce.promotions.views import benefit, coupon_block
from dangol.dialogue import ActionResult
from dangol.kit.money import Money
from dangol.kit.text import fold
from dangol.kit.times import iso
from dangol.messages.content import Block
from dangol.nlu.coupons import takes_off
from dangol.nlu.moods import asks

_MOST_CHOICES = 3
_WORD = re.compile(r"(?<![A-Za-z0-9_-])[A-Za-z][A-Za-z0-9_-]{3,31}")
_CALLED = re.compile(
    r"(?:\b(?:code|coupon|voucher)(?: is)?|(?:쿠폰|코드)(?:는|은)?|(?:クーポン|コード)(?:は)?)\s?[:=]?\s?([A-Za-z][A-Za-z0-9_-]{3,31})",
    re.IGNORECASE,
)


def _askers(turn: Turn) -> tuple[str, ...]:
    return (f"contact:{turn.contact.id}", f"conversation:{turn.conversation.id}")


def _person(turn: Turn) -> Person:
    return Person(turn.contact.id, turn.contact.email)


def code_said(given: Any, words: str, known: Collection[str], coupons: CouponBook) -> str | None:
    """The code the shopper gave: ``given``, where understanding found one. Else among their ``words`` one that may be known to anybody
    (``known``, as codes are compared), one that is called a code and is one, or the only one that is written like no other word."""
    if given:
        return str(given).strip()
    found = _WORD.findall(words)
    for word in found:
        if code_key(word) in known:
            return str(word)
    called = _CALLED.search(words)
    if called is not None and coupons.by_code(called[1]) is not None:
        return called[1]
    others = _WORD.sub("", words)
    signs = [word for word in found if word.isupper() or any(c.isdigit() for c in word)]
    stands_out = len(found) > len(signs) or any(c.isalpha() for c in others)
    return str(signs[0]) if len(signs) == 1 and stands_out else None


async def use_coupon(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """Put a code onto the cart, or take the one on it off."""
    coupons = turn.rooms.terms(turn.lang).coupons
    priced = await own_cart(turn)
    on_cart = priced.coupon.code if priced.coupon else None
    words = str(arguments.get("words") or "")
    known = {coupon.key for coupon in coupons.told(turn.database.clock.now())} | {code_key(on_cart or "")}
    code = code_said(arguments.get("code"), words, known, coupons)
    names_another = code is not None and (on_cart is None or code_key(code) != code_key(on_cart))
    if arguments.get("off") or (takes_off(fold(words)) and not names_another and not asks(words)):
        return await _take_off(turn)
    if not coupons:
        return ActionResult("no_coupons")
    if code is None:
        outcome = "question" if words and asks(words) else "need_code"
        return ActionResult(outcome, {"choices": _choices(turn, coupons)})
    if not names_another and priced.coupon is not None and priced.coupon.holds:
        return ActionResult("already", _values(priced, priced.coupon), _blocks(turn, priced))
    return await _put_on(turn, code, priced, coupons)


async def _put_on(turn: Turn, code: str, before: PricedCart, coupons: CouponBook) -> ActionResult:
    tx = await turn.transaction()
    try:
        await promotions.check_tries(tx, _askers(turn))
    except TooManyCodes:
        return ActionResult("too_many")
    goods = before.subtotal.amount
    found = await promotions.standing(tx, coupons, code, _person(turn), goods=goods, currency=turn.currency)
    if found.problem == "unknown":
        await promotions.count_try(tx, _askers(turn))
        return ActionResult("unknown", {"code": code[:40], "choices": _choices(turn, coupons)})
    if found.problem not in (None, "below"):
        starts = iso(found.starts) if found.problem == "not_begun" and found.starts else None
        return ActionResult(str(found.problem), {"code": found.code, "starts": starts})
    replaced = await cart.use_coupon(tx, turn.contact.id, found.code)
    after = await own_cart(turn)
    values = _values(after, found)
    values["before"] = replaced if replaced and code_key(replaced) != code_key(found.code) else None
    if not after.lines:
        return ActionResult("kept", values)
    return ActionResult("below" if found.problem == "below" else "applied", values, _blocks(turn, after))


async def _take_off(turn: Turn) -> ActionResult:
    gone = await cart.take_coupon_off(await turn.transaction(), turn.contact.id)
    if gone is None:
        return ActionResult("none_on_cart")
    after = await own_cart(turn)
    return ActionResult("removed", {"code": gone, "count": after.count, "total": after.total}, _blocks(turn, after))


def _values(priced: PricedCart, standing: Standing) -> dict[str, Any]:
    return {
        "code": standing.code,
        "discount": priced.discount if priced.discount.amount else None,
        "minimum": Money(standing.minimum, priced.currency),
        "missing": Money(standing.missing, priced.currency),
        "count": priced.count,
        "total": priced.total,
    }


def _blocks(turn: Turn, priced: PricedCart) -> tuple[Block, ...]:
    return (cart_block(priced, turn.say, turn.lang),) if priced.lines else ()


def _choices(turn: Turn, coupons: CouponBook) -> list[dict[str, str]]:
    """The codes anybody may be told of, to tap."""
    told = coupons.told(turn.database.clock.now())[:_MOST_CHOICES]
    return [
        {"value": coupon.code, "label": coupon.code, "detail": benefit(coupon, turn.say, turn.lang, turn.currency)}
        for coupon in told
    ]


def told_coupons(turn: Turn) -> tuple[Block, ...]:
    """The coupons anybody may be told of, that count now."""
    now = turn.database.clock.now()
    told = turn.rooms.terms(turn.lang).coupons.told(now)
    return tuple(coupon_block(coupon, turn.say, turn.lang, turn.currency, until=coupon.ends) for coupon in told)


async def give_coupon(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """Give this shopper a code of their own, made after a personal coupon; the same one until they have used it."""
    coupons = turn.rooms.terms(turn.lang).coupons
    given = await promotions.give(await turn.transaction(), coupons, str(arguments.get("coupon") or ""), _person(turn))
    if given is None:
        return ActionResult("not_given")
    block = coupon_block(given.coupon, turn.say, turn.lang, turn.currency, code=given.code, until=given.expires_at)
    values = {"code": given.code, "expires": iso(given.expires_at) if given.expires_at else None}
    return ActionResult("given", values, (block,))


ACTIONS: Mapping[str, Action] = {"use_coupon": use_coupon, "give_coupon": give_coupon}
