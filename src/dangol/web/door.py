"""The widget's door: one way in for a visitor's message, whether it came over the socket or over HTTP."""

from __future__ import annotations

import time

from dangol.contacts.actions import meet, recognise
from dangol.contacts.repository import contact_at
from dangol.conversations import repository
from dangol.conversations.actions.receive import Received, receive
from dangol.conversations.errors import NumberAhead, TooManyMessages
from dangol.conversations.repository import Standing
from dangol.kit.ids import ConversationId
from dangol.runtime.telemetry import REFUSED
from dangol.web.frames import Send
from dangol.web.site import Site
from dangol.web.tokens import Visitor, Vouched, read_identity

GAP_SECONDS = 2.0


def check_rate(site: Site, visitor: Visitor, network: str, *, new: bool) -> None:
    """Raises ``TooManyMessages`` (with ``retry_after`` seconds) beyond the shop's limits."""
    limits = site.settings.shop.limits
    wait = site.limiter.take(f"visitor:{visitor.address}", per_minute=limits.messages_per_minute, burst=limits.burst)
    if not wait and new:
        rate = limits.new_visitors_per_minute
        wait = site.limiter.take(f"network:{network}", per_minute=rate, burst=rate)
    if wait:
        REFUSED.labels("web", "too_many").inc()
        raise TooManyMessages("Too many messages at once.", cure="Wait a little.", retry_after=round(wait + 0.5))


async def enter(site: Site, visitor: Visitor, send: Send, lang: str, vouched: Vouched | None = None) -> Received:
    """Store a visitor's message, waiting up to two seconds for an earlier one of the same client that it has overtaken.

    ``vouched`` is what the shop's page says of the visitor; it is taken in the same commit, so the turn already knows it.
    """
    inbound = send.inbound(visitor.address, lang)

    async def store(*, allow_gap: bool) -> Received:
        async with site.database.transaction() as tx:
            if vouched is not None:
                contact_id = await meet(tx, site.web_inbox, visitor.address, lang=lang)
                await recognise(
                    tx, contact_id, customer_ref=vouched.customer_ref, email=vouched.email, name=vouched.name
                )
            return await receive(tx, site.web_inbox, "web", inbound, lang=lang, allow_gap=allow_gap)

    if inbound.stream is None or inbound.n is None:
        return await store(allow_gap=True)
    # The wait begins when the missing number is first missed, not before: where the database is slow it is slow for both, and the one
    # that was overtaken may stand in line for it in another process.
    deadline: float | None = None
    async with site.streams.arrived(visitor.address, inbound.stream, inbound.n) as place:
        while True:
            await place.turn()
            try:
                return await store(allow_gap=deadline is not None and time.monotonic() >= deadline)
            except NumberAhead:
                deadline = deadline or time.monotonic() + GAP_SECONDS
                await place.news(max(deadline - time.monotonic(), 0.0))


def read_vouched(site: Site, identity: str | None) -> Vouched | None:
    """What the shop's page says of this visitor. Raises ``TokenInvalid`` if it is not the shop that says it."""
    if not identity:
        return None
    return read_identity(identity, site.secrets.key("identity"), site.database.clock.now())


async def conversation_of(site: Site, visitor: Visitor) -> Standing | None:
    """Where the visitor's own conversation stands; a client never names one, so it can never name another's."""
    async with site.database.snapshot() as reader:
        contact_id = await contact_at(reader, site.web_inbox, visitor.address)
        if contact_id is None:
            return None
        return await repository.standing_of(reader, contact_id, site.web_inbox)


async def mark_read(site: Site, conversation_id: ConversationId, seq: int) -> None:
    """The shopper has seen everything up to ``seq``."""
    async with site.database.transaction() as tx:
        conversation = await repository.locked_conversation(tx, conversation_id)
        if conversation is not None and conversation.read_seq < seq <= conversation.last_seq:
            await repository.change_conversation(tx, conversation_id, read_seq=seq)
            tx.announce("desk")
