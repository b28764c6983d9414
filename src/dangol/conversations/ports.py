"""What a channel is to us, and what it hands us."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from dangol.messages.content import Content


@dataclass(frozen=True, slots=True)
class Said:
    """What a shopper sent: exactly one of the three."""

    text: str | None = None
    command: Mapping[str, Any] | None = None
    label: str | None = None
    form: str | None = None
    values: Mapping[str, str] | None = None

    def to_json(self) -> dict[str, Any]:
        """As it is stored."""
        if self.command is not None:
            return {"command": dict(self.command), "label": self.label or ""}
        if self.form is not None:
            label = {"label": self.label} if self.label else {}
            return {"form": self.form, "values": dict(self.values or {}), **label}
        return {"text": self.text or ""}


@dataclass(frozen=True, slots=True)
class InboundMessage:
    """A message from outside, verified and parsed, not yet stored."""

    address: str  # who wrote: unique within the inbox
    provider_id: str  # the channel's own id of the message: the same one again is a repeat
    said: Said
    lang: str | None = None
    sent_at: datetime | None = None
    stream: str | None = None
    n: int | None = None
    page: Mapping[str, Any] | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeliveryReceipt:
    """The channel says what became of a message of ours."""

    provider_id: str
    state: str


@dataclass(frozen=True, slots=True)
class Ignored:
    """A web hook that is in order and has nothing for us."""

    reason: str


Inbound = InboundMessage | DeliveryReceipt | Ignored


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a channel can carry; messages are cut down to it by rule (``messages.degrade``). ``degrade`` is what becomes of more choices
    than ``buttons``: ``numbers``, a numbered list in the text; empty: the flow has to say so."""

    buttons: int = 0
    cards: bool = False
    forms: bool = False
    images: bool = False
    links: bool = True
    max_text: int = 4000
    repeat_safe: bool = False
    degrade: str = ""


class Channel(Protocol):
    """One outside messaging system."""

    abilities: Abilities

    def verify(self, raw: bytes, headers: Mapping[str, str], now: datetime) -> None:
        """Raise ``Forged`` unless the web hook is genuine and fresh. Pure."""
        ...

    def parse(self, raw: bytes) -> list[Inbound]:
        """What a genuine web hook holds. Raises ``Anomalous`` for what its documentation rules out."""
        ...

    async def send(self, address: str, message_id: str, lang: str, content: Content) -> str:
        """Send ``content``; the channel's own id of it. ``message_id`` is the idempotency key where there is one."""
        ...
