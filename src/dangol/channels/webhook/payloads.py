"""What travels in both directions (README.md), parsed into values before anything else sees it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dangol.conversations.errors import Anomalous
from dangol.conversations.ports import DeliveryReceipt, Inbound, InboundMessage, Said
from dangol.kit.foreign import NotJson, read_json
from dangol.messages.content import Content, to_json
from dangol.messages.plain import plain_text
from dangol.nlu.commands import COMMAND


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _InboundMessage(_Strict):
    id: str = Field(min_length=1, max_length=120)
    sender: str = Field(alias="from", min_length=1, max_length=160)
    text: str | None = None
    command: dict[str, Any] | None = None
    label: str | None = Field(None, max_length=200)
    lang: str | None = Field(None, max_length=20)
    sent_at: datetime | None = None


class _Receipt(_Strict):
    id: str = Field(min_length=1, max_length=120)
    state: str = Field(pattern="^(delivered|read|failed)$")


class _Hook(_Strict):
    messages: list[_InboundMessage] = Field(default_factory=list, max_length=100)
    receipts: list[_Receipt] = Field(default_factory=list, max_length=100)


def parse(raw: bytes) -> list[Inbound]:
    """The messages and receipts of a web hook, in order. Raises ``Anomalous``."""
    try:
        hook = _Hook.model_validate(read_json(raw))
        found: list[Inbound] = []
        for message in hook.messages:
            if (message.text is None) == (message.command is None):
                raise Anomalous(f"Message {message.id} holds not exactly one of text and command.", cure="Send one.")
            if message.command is not None:
                said = Said(
                    command=COMMAND.validate_python(message.command).model_dump(mode="json"), label=message.label
                )
            else:
                said = Said(text=message.text)
            sent = message.sent_at
            aware = sent if sent and sent.tzinfo and 1970 <= sent.year < 9999 else None
            found.append(
                InboundMessage(
                    address=message.sender, provider_id=message.id, said=said, lang=message.lang, sent_at=aware
                )
            )
        found.extend(DeliveryReceipt(receipt.id, receipt.state) for receipt in hook.receipts)
    except NotJson as trouble:
        raise Anomalous(str(trouble), cure="See channels/webhook/README.md.") from trouble
    except ValidationError as trouble:
        first = trouble.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise Anomalous(f"{where}: {first['msg']}", cure="See channels/webhook/README.md.") from trouble
    return found


def outbound(address: str, message_id: str, lang: str, content: Content) -> bytes:
    """A message of ours as it is posted."""
    body = {"id": message_id, "to": address, "lang": lang, "text": plain_text(content), "blocks": to_json(content)}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
