"""The widget's protocol over plain HTTP (``docs/protocol.md``): config, post a message, read the replies."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import ValidationError

from dangol.conversations import repository
from dangol.conversations.actions.receive import topic
from dangol.conversations.errors import MessageRefused, MessageTooLarge
from dangol.kit.text import clean
from dangol.kit.times import iso
from dangol.messages.content import CONTENT
from dangol.web.door import check_rate, conversation_of, enter, read_vouched
from dangol.web.frames import MOST_BYTES, Send, message_json, parse
from dangol.web.site import Site, accepted_language, site_of
from dangol.web.tokens import TokenInvalid, Visitor

router = APIRouter(prefix="/widget/v1", tags=["widget"])
_MOST_WAIT = 25.0


def _bearer(request: Request) -> str | None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def lang_of(request: Request, site: Site, wanted: str | None = None) -> str:
    """The language of a request: asked for, or the browser's, or the shop's."""
    header = accepted_language(request.headers.get("accept-language"), site.settings.shop.languages)
    return site.lang(wanted or header)


async def read_body(request: Request, most: int = MOST_BYTES) -> bytes:
    """The body, refused as soon as it is larger than ``most`` bytes, whatever its length was said to be."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise MessageTooLarge(f"That is larger than {most // 1024} KiB.", cure="Send less at once.", most=most)
        parts.append(part)
    return b"".join(parts)


@router.get("/config")
async def config(request: Request, lang: str | None = None, page: str = "") -> dict[str, Any]:
    """The shop as the widget shows it on ``page``."""
    site = site_of(request)
    return {"shop": await site.shop_info(lang_of(request, site, lang), clean(page, 2000))}


@router.get("/blocks.schema.json")
async def blocks_schema() -> dict[str, Any]:
    """The JSON Schema of a message's blocks."""
    return CONTENT.json_schema()


@router.post("/visitors", status_code=201)
async def new_visitor(request: Request) -> dict[str, Any]:
    """A token before the first message, for a client that may have to repeat it. Nothing is stored."""
    site = site_of(request)
    visitor, token = site.visitors.new(site.database.clock.now())
    check_rate(site, visitor, request.client.host if request.client else "", new=True)
    return {"token": token, "visitor": visitor.address}


@router.post("/messages", status_code=202)
async def post_message(request: Request) -> JSONResponse:
    """Store a message. 202 only once it is stored."""
    site = site_of(request)
    frame = parse(await read_body(request))
    try:
        send = Send.model_validate(frame)
    except ValidationError as trouble:
        where = ".".join(str(part) for part in trouble.errors()[0]["loc"])
        raise MessageRefused(f"{where}: {trouble.errors()[0]['msg']}", cure="See docs/protocol.md.") from None
    now = site.database.clock.now()
    bearer = _bearer(request)
    visitor, token = (site.visitors.read(bearer, now), bearer) if bearer else site.visitors.new(now)
    if visitor.renew:
        token = site.visitors.sign(visitor.address, now)
    check_rate(site, visitor, request.client.host if request.client else "", new=bearer is None)
    lang = lang_of(request, site, send.lang)
    received = await enter(site, visitor, send, lang, read_vouched(site, send.identity))
    return JSONResponse(
        {
            "id": send.id,
            "seq": received.seq,
            "at": iso(received.at),
            "token": token,
            "visitor": visitor.address,
            "conversation": received.conversation_id,
        },
        status_code=202,
    )


@router.get("/messages")
async def read_messages(request: Request, after: int = 0, wait: float = 0.0) -> dict[str, Any]:
    """Messages after ``after``; with ``wait``, held until there is one."""
    site = site_of(request)
    bearer = _bearer(request)
    if bearer is None:
        raise TokenInvalid("Reading needs the visitor's token.", cure="Send it as Authorization: Bearer.")
    visitor: Visitor = site.visitors.read(bearer, site.database.clock.now())
    conversation = await conversation_of(site, visitor)
    if conversation is None:
        return {"messages": [], "last_seq": 0, "holder": "assistant", "token": bearer}
    async with site.hub.listening(topic(conversation.id)) as woken:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + min(max(0.0, wait), _MOST_WAIT)
        while True:
            woken.clear()
            async with site.database.snapshot() as reader:
                new = await repository.messages_after(reader, conversation.id, max(0, min(after, 2**31 - 1)))
                current = await repository.standing(reader, conversation.id) or conversation
            left = deadline - loop.time()
            if new or left <= 0 or site.closing:
                break
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(min(left, 2.0)):
                    await woken.wait()
    return {
        "messages": [await message_json(site, message, current.lang) for message in new],
        "last_seq": current.last_seq,
        "holder": current.holder.value,
        "lang": current.lang,
        "token": site.visitors.sign(visitor.address, site.database.clock.now()) if visitor.renew else bearer,
    }
