"""The adapter: the port of ``conversations`` on one side, two signed web hooks on the other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from dangol.channels.webhook.payloads import outbound, parse
from dangol.channels.webhook.signature import verify
from dangol.conversations.ports import Abilities, Inbound
from dangol.kit.errors import GiveUp
from dangol.kit.signature import sign
from dangol.messages.content import Content
from dangol.messages.degrade import degrade
from dangol.runtime.clock import Clock
from dangol.runtime.http import Outbound


class WebhookChannel:
    """One inbox of this kind."""

    abilities = Abilities(buttons=20, cards=True, forms=True, images=True, repeat_safe=True, degrade="numbers")

    def __init__(self, url: str, secret: str, clock: Clock, http: Outbound, abilities: Abilities | None = None) -> None:
        self.abilities = abilities or type(self).abilities
        self._url = url
        self._secret = secret
        self._clock = clock
        self._http = http

    def verify(self, raw: bytes, headers: Mapping[str, str], now: datetime) -> None:
        """Raises ``Forged`` unless the web hook is genuine and fresh."""
        verify(self._secret, raw, headers.get("dangol-signature"), now)

    def parse(self, raw: bytes) -> list[Inbound]:
        """What it holds. Raises ``Anomalous``."""
        return parse(raw)

    async def send(self, address: str, message_id: str, lang: str, content: Content) -> str:
        """Post ``content``; the message's id is the idempotency key, so a repeat is safe."""
        body = outbound(address, message_id, lang, degrade(content, self.abilities.buttons))
        headers = {
            "content-type": "application/json",
            "idempotency-key": message_id,
            "dangol-signature": sign(self._secret, body, self._clock.now()),
        }
        answer = await self._http.post(self._url, body, headers)
        if answer.status >= 300:
            raise GiveUp(f"The other side answered {answer.status}.", cure="Is the address right?")
        return message_id
