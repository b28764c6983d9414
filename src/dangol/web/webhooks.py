"""Where web hooks come in: raw bytes with a cap, verified, parsed, stored, and only then acknowledged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from dangol.conversations import repository
from dangol.conversations.actions.receive import receive
from dangol.conversations.errors import MessageRefused, NoSuchConversation
from dangol.conversations.ports import Channel, DeliveryReceipt, Ignored, InboundMessage
from dangol.runtime.telemetry import REFUSED
from dangol.web.site import site_of
from dangol.web.widget import read_body

router = APIRouter(tags=["web hooks"])
_MOST_BYTES = 1024 * 1024


@router.post("/hooks/{channel}/{inbox}")
async def take_hook(request: Request, channel: str, inbox: str) -> JSONResponse:
    """A web hook of an outside messaging system. 200 once everything in it is stored; a part we do not carry is counted, not refused."""
    site = site_of(request)
    channels: Mapping[str, Channel] = site.rooms.get("channels", {})
    adapter = channels.get(inbox)
    raw = await read_body(request, _MOST_BYTES)
    if adapter is None:
        # Not by the name that was sent: a stranger must not be able to grow our counters.
        REFUSED.labels("webhook", "unknown_inbox").inc()
        raise NoSuchConversation("There is no such inbox.")
    adapter.verify(raw, {k.lower(): v for k, v in request.headers.items()}, site.database.clock.now())
    stored = repeated = ignored = 0
    async with site.database.transaction() as tx:
        inbox_id = await repository.inbox(tx, channel, inbox)
        for part in adapter.parse(raw):
            if isinstance(part, InboundMessage):
                try:
                    lang = site.lang(part.lang)
                    received = await receive(
                        tx,
                        inbox_id,
                        channel,
                        replace(part, lang=lang if part.lang else None),
                        lang=lang,
                        burst_wait=site.settings.shop.burst_seconds,
                    )
                except MessageRefused as trouble:
                    REFUSED.labels(channel, trouble.code).inc()
                    ignored += 1
                    continue
                repeated += received.repeat
                stored += not received.repeat
            elif isinstance(part, (DeliveryReceipt, Ignored)):
                ignored += 1
    return JSONResponse({"stored": stored, "repeated": repeated, "ignored": ignored})
