"""What an agent has to know before the first word: who, what they want, what was tried, cart, orders, earlier talks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dangol.assistant.language_model.repository import Spent, spent_by_conversation
from dangol.commerce.cart import actions as cart
from dangol.commerce.cart.actions import PricedCart
from dangol.commerce.orders import lookup
from dangol.commerce.orders.models import Order
from dangol.commerce.promotions.coupons import NO_COUPONS, CouponBook
from dangol.contacts.repository import Contact
from dangol.contacts.repository import contact as find_contact
from dangol.conversations import repository as conversations
from dangol.conversations.errors import NoSuchConversation
from dangol.conversations.repository import Conversation
from dangol.desk import repository
from dangol.desk.actions import mail_address
from dangol.desk.board import Entry, read_entries
from dangol.desk.repository import Handover
from dangol.dialogue.state import state_from_json
from dangol.runtime.database import Reader

_MOST_WISHES = 8
_READ_BACK = 60


@dataclass(frozen=True, slots=True)
class Wish:
    """What the assistant understood of one message (intents, surest first) and what it then did."""

    seq: int
    intents: tuple[str, ...]
    did: tuple[tuple[str, str], ...]  # action, outcome


@dataclass(frozen=True, slots=True)
class Panel:
    """Everything beside the conversation."""

    conversation: Conversation
    contact: Contact
    handover: Handover | None
    mail_to: str | None
    wishes: tuple[Wish, ...]
    cart: PricedCart | None
    orders: tuple[Order, ...]
    past: tuple[Entry, ...]
    tags: tuple[str, ...] = ()
    spent: tuple[Spent, ...] = ()  # on a language model, by currency


async def read_panel(reader: Reader, conversation_id: str, currency: str, coupons: CouponBook = NO_COUPONS) -> Panel:
    """The panel of a conversation; a cart without a currency of its own is priced in ``currency``. Raises ``NoSuchConversation``."""
    conversation = await conversations.conversation(reader, conversation_id)
    contact = await find_contact(reader, conversation.contact_id) if conversation else None
    if conversation is None or contact is None:
        raise NoSuchConversation("There is no such conversation.")
    priced = await cart.view(reader, contact.id, conversation.currency or currency, coupons, contact.email)
    orders = {order.id: order for order in await lookup.for_contact(reader, contact.id)}
    if contact.customer_ref:
        orders |= {order.id: order for order in await lookup.for_customer(reader, contact.customer_ref)}
    seen = state_from_json(conversation.state).facts.get("order_seen")
    if isinstance(seen, str) and (proved := await lookup.proved(reader, seen)) is not None:
        orders.setdefault(proved.id, proved)  # a guest's, who named its address in this conversation
    lines = await repository.lines_of_contact(reader, contact.id, contact.customer_ref)
    past = await read_entries(reader, [line for line in lines if line.id != conversation.id])
    back = max(0, conversation.last_seq - _READ_BACK)
    told = await conversations.messages_explained(reader, conversation.id, back, _READ_BACK)
    return Panel(
        conversation,
        contact,
        await repository.latest_handover(reader, conversation.id),
        await mail_address(reader, conversation),
        wishes_in([message.explanation for message in told]),
        priced if priced.lines else None,
        tuple(sorted(orders.values(), key=lambda order: order.placed_at, reverse=True)),
        tuple(past),
        tuple(await conversations.tags_of(reader, conversation.id)),
        tuple(one for one in await spent_by_conversation(reader, conversation.id) if one.questions),
    )


def wishes_in(explanations: Sequence[Mapping[str, Any] | None]) -> tuple[Wish, ...]:
    """What was understood, the latest last, from what the assistant wrote down about its turns."""
    wishes: list[Wish] = []
    for explanation in explanations:
        if not explanation or not isinstance(explanation.get("messages"), list):
            continue
        did = tuple(
            (str(action.get("action")), str(action.get("outcome"))) for action in explanation.get("actions") or ()
        )
        for read in explanation["messages"]:
            intents = tuple(dict.fromkeys(_intents(read)))
            if intents or did:
                wishes.append(Wish(int(read.get("seq") or 0), intents, did))
    return tuple(wishes[-_MOST_WISHES:])


def _intents(read: Mapping[str, Any]) -> list[str]:
    """The intents acted upon; where a command names none (a person was asked for), the one the text was taken for."""
    named = [str(command["intent"]) for command in read.get("commands") or () if command.get("intent")]
    if named:
        return named
    ranked = read.get("intents") or ()
    return [str(ranked[0][0])] if ranked and float(ranked[0][1]) >= 0.5 else []
