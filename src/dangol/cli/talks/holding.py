"""What must hold in the end, read from the database."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from decimal import Decimal, InvalidOperation
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from sqlalchemy import select

from dangol.bootstrap.talk import Talk
from dangol.cli.talks.replies import Mismatch, plain
from dangol.cli.talks.script import Expectation
from dangol.commerce.cart import actions as carts
from dangol.commerce.cart.actions import PricedCart
from dangol.commerce.orders import repository as orders
from dangol.commerce.orders.models import Order
from dangol.contacts.repository import consent
from dangol.contacts.repository import contact as find_contact
from dangol.conversations.models import Holder, ratings
from dangol.conversations.repository import Conversation, tags_of
from dangol.desk.repository import all_handovers
from dangol.kit.money import Money
from dangol.runtime.database import Reader

_MOST_ORDERS = 20


async def holds(talk: Talk, who: str, wants: tuple[Expectation, ...], put: Callable[[str], str]) -> list[Mismatch]:
    """Everything in ``wants`` that does not hold for the visitor ``who``."""
    conversation = await talk.conversation_of(who)
    if conversation is None:
        return [Mismatch(want.line, want.key, f"{who} never said anything") for want in wants]
    found: list[Mismatch] = []
    async with talk.app.database.snapshot() as reader:
        look = _Look(talk, reader, conversation, put)
        for want in wants:
            for part, expected, problem in await look.at(want):
                found.append(Mismatch(want.line, f"{part}: {expected}", problem))
    return found


async def stands(talk: Talk, who: str, put_back: Callable[[str], str]) -> dict[str, Any]:
    """What stands in the database for the visitor ``who``, as ``then`` would say it; ``put_back`` takes out what is another every time."""
    conversation = await talk.conversation_of(who)
    if conversation is None:
        return {}
    lang, shop = conversation.lang, talk.app.settings.shop
    currency = conversation.currency or shop.currency_in(lang)
    async with talk.app.database.snapshot() as reader:
        cart = await _cart_of(talk, reader, conversation, currency)
        mine = list(await orders.for_contact(reader, conversation.contact_id, _MOST_ORDERS))
        waiting = [row for row in await all_handovers(reader) if row.conversation_id == conversation.id]
    found: dict[str, Any] = {"cart": "empty"}
    if cart.count:
        found["cart"] = {"count": cart.count, "total": str(cart.total.decimal), "lines": _cart_lines(cart, lang)}
        if cart.coupon is not None:
            found["cart"]["coupon"] = put_back(cart.coupon.code)
    if mine:
        lines = [_order_line(line, lang) for line in mine[0].lines]
        found["orders"] = len(mine)
        found["order"] = {"state": mine[0].state.value, "total": str(mine[0].total.decimal), "lines": lines}
    if conversation.holder is not Holder.ASSISTANT:
        found["holder"] = conversation.holder.value
    if waiting:
        found["handover"] = {"kind": waiting[0].kind, "question": put_back(waiting[0].question)}
    return found


async def _cart_of(talk: Talk, reader: Reader, conversation: Conversation, currency: str) -> PricedCart:
    """The shopper's cart, with the code on it."""
    contact = await find_contact(reader, conversation.contact_id)
    coupons, email = talk.app.coupons.book, contact.email if contact else None
    return await carts.view(reader, conversation.contact_id, currency, coupons, email)


Problem = tuple[str, Any, str]


class _Look:
    def __init__(self, talk: Talk, reader: Reader, conversation: Conversation, put: Callable[[str], str]) -> None:
        self._talk = talk
        self._reader = reader
        self._conversation = conversation
        self._put = put

    async def at(self, want: Expectation) -> list[Problem]:
        checks: Mapping[str, Callable[[Any], Awaitable[list[Problem]]]] = {
            "cart": self._cart,
            "order": self._order,
            "orders": self._orders,
            "holder": self._holder,
            "lang": self._lang,
            "handover": self._handover,
            "mail": self._mail,
            "opted_out": self._opted_out,
            "rating": self._rating,
            "tags": self._tags,
        }
        return await checks[want.key](want.value)

    async def _cart(self, want: Any) -> list[Problem]:
        shop = self._talk.app.settings.shop
        currency = self._conversation.currency or shop.currency_in(self._conversation.lang)
        cart = await _cart_of(self._talk, self._reader, self._conversation, currency)
        lines = _cart_lines(cart, self._conversation.lang)
        if want == "empty":
            return [] if not lines else [("cart", "empty", "; ".join(lines))]
        found = _lines("cart", want, lines)
        code = cart.coupon.code if cart.coupon else "none"
        if "coupon" in want and self._put(str(want["coupon"])) != code:
            found.append(("cart.coupon", want["coupon"], code))
        if "count" in want and want["count"] != cart.count:
            found.append(("cart.count", want["count"], f"{cart.count} ({'; '.join(lines) or 'empty'})"))
        if "total" in want and not _same_amount(want["total"], cart.total):
            found.append(("cart.total", want["total"], cart.total.format(self._conversation.lang)))
        return found

    async def _orders_of(self) -> list[Order]:
        return list(await orders.for_contact(self._reader, self._conversation.contact_id, _MOST_ORDERS))

    async def _orders(self, want: Any) -> list[Problem]:
        count = len(await self._orders_of())
        return [] if count == want else [("orders", want, str(count))]

    async def _order(self, want: Any) -> list[Problem]:
        mine = await self._orders_of()
        if want == "none":
            return [("order", "none", mine[0].state.value)] if mine else []
        if not mine:
            return [("order", "one", "none")]
        order, lang = mine[0], self._conversation.lang
        if isinstance(want, str):
            want = {"state": want}
        found = _lines("order", want, [_order_line(line, lang) for line in order.lines])
        address = " ".join(str(part) for part in (order.address or {}).values())
        plainly: Mapping[str, Any] = {
            "state": order.state.value,
            "count": sum(line.quantity for line in order.lines),
            "name": order.name,
            "email": order.email,
            "phone": order.phone,
            "lang": order.lang,
            "test": order.test,
            "coupon": order.coupon["code"] if order.coupon else "none",
            "delivery": (order.delivery or {}).get("method") or (order.delivery or {}).get("id"),
        }
        for key, wanted in want.items():
            if key in ("total", "discount"):
                amount = order.total if key == "total" else order.discount
                if not _same_amount(wanted, amount):
                    found.append((f"order.{key}", wanted, amount.format(lang)))
            elif key == "address":
                if plain(wanted) not in plain(address):
                    found.append(("order.address", wanted, address))
            elif key != "lines" and plain(str(plainly[key])) != plain(self._put(str(wanted))):
                found.append((f"order.{key}", wanted, str(plainly[key])))
        return found

    async def _holder(self, want: Any) -> list[Problem]:
        holder = self._conversation.holder.value
        return [] if holder == want else [("holder", want, holder)]

    async def _lang(self, want: Any) -> list[Problem]:
        lang = self._conversation.lang
        return [] if lang == want else [("lang", want, lang)]

    async def _handover(self, want: Any) -> list[Problem]:
        rows = [row for row in await all_handovers(self._reader) if row.conversation_id == self._conversation.id]
        if want == "none":
            return [("handover", "none", rows[0].kind)] if rows else []
        if not rows:
            return [("handover", "one", "none")]
        row = rows[0]
        if isinstance(want, str):
            want = {"kind": want}
        actual: Mapping[str, str] = {
            "kind": row.kind, "question": row.question, "reach": row.reach or "", "state": row.state.value
        }  # fmt: skip
        found: list[Problem] = []
        for key, wanted in want.items():
            fits = (
                plain(self._put(str(wanted))) in plain(actual[key]) if key == "question" else str(wanted) == actual[key]
            )
            if not fits:
                found.append((f"handover.{key}", wanted, actual[key] or "nothing"))
        return found

    async def _mail(self, want: Any) -> list[Problem]:
        mails = _mails(self._talk.app.settings.data / "outbox")
        if isinstance(want, int):
            count = sum(mail["To"] == self._talk.app.settings.shop.owner_email for mail in mails)
            return [] if count == want else [("mail", want, str(count))]
        texts = [_mail_text(mail) for mail in mails]
        fits = any(plain(self._put(str(want))) in plain(text) for text in texts)
        return [] if fits else [("mail", want, " / ".join(text[:200] for text in texts) or "none was sent")]

    async def _opted_out(self, want: Any) -> list[Problem]:
        given = await consent(self._reader, self._conversation.contact_id, "web", "marketing")
        return [] if (given is False) == want else [("opted_out", want, str(given is False).lower())]

    async def _tags(self, want: Any) -> list[Problem]:
        tags = await tags_of(self._reader, self._conversation.id)
        wanted = [str(tag) for tag in (want if isinstance(want, list) else [want])]
        missing = [tag for tag in wanted if tag not in tags]
        return [("tags", ", ".join(missing), ", ".join(tags) or "none")] if missing else []

    async def _rating(self, want: Any) -> list[Problem]:
        statement = select(ratings.c.value).where(ratings.c.conversation_id == self._conversation.id)
        value = await self._reader.scalar(statement.order_by(ratings.c.at.desc()).limit(1))
        return [] if value == want else [("rating", want, str(value))]


def _mails(outbox: Path) -> list[EmailMessage]:
    files = sorted(outbox.glob("*")) if outbox.is_dir() else []
    return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]


def _mail_text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    return f"{mail['Subject']} {body.get_content() if body else ''}"


def _options(options: Mapping[str, str], lang: str) -> str:
    words = options.get(lang) or next(iter(options.values()), "")
    return f" ({words})" if words else ""


def _cart_lines(cart: PricedCart, lang: str) -> list[str]:
    return [
        f"{line.quantity} × {line.offer.title(lang)}{_options(line.offer.options, lang)}" if line.offer else "gone"
        for line in cart.lines
    ]


def _order_line(line: Any, lang: str) -> str:
    return f"{line.quantity} × {line.title(lang)}{_options(line.options, lang)}"


def _lines(what: str, want: Any, lines: list[str]) -> list[Problem]:
    if not isinstance(want, dict):
        return [(what, want, "; ".join(lines) or "empty")]
    if "lines" not in want:
        return []
    wanted = want["lines"] if isinstance(want["lines"], list) else [want["lines"]]
    rest = [plain(line) for line in lines]
    for text in wanted:
        place = next((i for i, line in enumerate(rest) if plain(str(text)) in line), None)
        if place is None:
            return [(f"{what}.lines", text, "; ".join(lines) or "empty")]
        del rest[place]
    return [(f"{what}.lines", f"{len(wanted)} of them", "; ".join(lines))] if rest else []


def _same_amount(wanted: Any, money: Money) -> bool:
    try:
        return Decimal(re.sub(r"[^\d.]", "", str(wanted))) == money.decimal
    except InvalidOperation:
        return False
