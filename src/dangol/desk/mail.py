"""Mails around a shopper who waits: to the owner when nobody is at the desk, and an agent's answer to the shopper who left an address."""

from __future__ import annotations

from collections.abc import Callable

from dangol.conversations import repository as conversations
from dangol.desk import repository
from dangol.desk.events import AnswerMailed, OwnerAlerted
from dangol.desk.models import HandoverState
from dangol.messages.content import from_json
from dangol.messages.plain import plain_text
from dangol.runtime.database import Database
from dangol.runtime.mail import Mailer, send_patiently
from dangol.runtime.outbox import Delivery
from dangol.wording import MissingSentence


class DeskMail:
    """Handlers of the outbox. ``lang`` is the owner's language; shoppers are written to in the conversation's."""

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
        """Tell the owner, unless somebody has taken the conversation meanwhile or the shop has no owner's address."""
        event: OwnerAlerted = delivery.event
        async with self._database.snapshot() as reader:
            waiting = await repository.handover(reader, event.handover_id)
        if waiting is None or waiting.state is not HandoverState.WAITING or not self._owner:
            return
        lang, say = self._lang, self._say
        body = say(
            "mail.waiting_body",
            lang,
            kind=wishes_label(say, waiting, lang),
            order_number=waiting.order_number,
            question=waiting.question or "–",
            reach=waiting.reach or say("mail.no_reach", lang),
            url=f"{self._base_url}/desk/c/{waiting.conversation_id}",
        )
        subject = say("mail.waiting_subject", lang)
        named = f"{event.handover_id}-{delivery.id}"
        await send_patiently(self._mailer, self._owner, subject, body, message_id=named, attempts=delivery.attempts)

    async def answer(self, delivery: Delivery) -> None:
        """Tell the shopper what the agent answered."""
        event: AnswerMailed = delivery.event
        async with self._database.snapshot() as reader:
            message = await conversations.message(reader, event.message_id)
            conversation = await conversations.conversation(reader, event.conversation_id)
            handover = await repository.latest_handover(reader, event.conversation_id)
        if message is None or conversation is None:
            return
        lang, say = conversation.lang, self._say
        question = handover.question.strip() if handover is not None else ""
        body = say("mail.answer_body", lang, answer=plain_text(from_json(message.blocks)))
        if question:
            body += "\n\n" + say("mail.answer_question", lang) + "\n" + _quoted(question)
        subject, named = say("mail.answer_subject", lang), event.message_id
        await send_patiently(self._mailer, event.to, subject, body, message_id=named, attempts=delivery.attempts)


def kind_label(say: Callable[..., str], kind: str, lang: str) -> str:
    """What a shopper wants from a person, in words; the kind itself for one without."""
    try:
        return say(f"intent.{kind}", lang)
    except MissingSentence:
        return kind


def wishes_label(say: Callable[..., str], handover: repository.Handover, lang: str) -> str:
    """Everything a shopper who waits wants from a person, in words."""
    return " · ".join(kind_label(say, kind, lang) for kind in handover.kinds)


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.splitlines())
