"""The mail to the owner: a shopper waits, and nobody is at the desk."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from dangol.desk.events import OwnerAlerted
from dangol.desk.models import HandoverState, handovers
from dangol.runtime.database import Database
from dangol.runtime.mail import Mailer
from dangol.runtime.outbox import Delivery
from dangol.wording import MissingSentence


class OwnerMail:
    """Mails the owner. ``alert`` is the outbox's handler of ``OwnerAlerted``; ``lang`` is the owner's language."""

    def __init__(
        self, database: Database, mailer: Mailer, owner: str, base_url: str, lang: str, say: Callable[..., str]
    ) -> None:
        self._database = database
        self._mailer = mailer
        self._owner = owner
        self._base_url = base_url.rstrip("/")
        self._lang = lang
        self._say = say

    async def alert(self, delivery: Delivery) -> None:
        """Send it, unless somebody has taken the conversation meanwhile or the shop has no owner's address."""
        event: OwnerAlerted = delivery.event
        async with self._database.snapshot() as reader:
            row = await reader.first(select(handovers).where(handovers.c.id == event.handover_id))
        if row is None or row.state != HandoverState.WAITING or not self._owner:
            return
        lang, say = self._lang, self._say
        body = say(
            "mail.waiting_body",
            lang,
            kind=_kind(say, row.kind, lang),
            question=row.question or "–",
            reach=row.reach or say("mail.no_reach", lang),
            url=f"{self._base_url}/desk#{row.conversation_id}",
        )
        subject = say("mail.waiting_subject", lang)
        await self._mailer.send(self._owner, subject, body, message_id=f"{event.handover_id}-{delivery.id}")


def _kind(say: Callable[..., str], kind: str, lang: str) -> str:
    try:
        return say(f"intent.{kind}", lang)
    except MissingSentence:
        return kind
