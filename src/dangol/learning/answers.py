"""Lessons that get an answer of their own: what nobody could answer but an agent, said from now on in the agent's words.

The answer goes into the shop's FAQ file and is in use from that commit on. Whoever says the question or one of the messages again, in the
very words, gets it, however surely they were read as something else before: a person decided so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import structlog

from dangol.accounts.actions import find_member, record
from dangol.contacts.repository import contact as find_contact
from dangol.conversations import repository as conversations
from dangol.conversations.models import Source
from dangol.conversations.repository import Message
from dangol.knowledge import actions as knowledge
from dangol.knowledge.markdown import Article
from dangol.knowledge.repository import all_articles
from dangol.knowledge.writing import Draft, FaqFiles
from dangol.learning import repository
from dangol.learning.actions import Files, chosen
from dangol.learning.errors import AnswerTellsWho, NoSuchLesson
from dangol.learning.masking import key_of, tells_who, without_personal
from dangol.learning.models import LessonState
from dangol.learning.repository import Lesson
from dangol.runtime.database import Database, Reader, Transaction
from dangol.runtime.hub import Hub

log = structlog.get_logger(__name__)

_MOST_AFTER = 24  # messages after the question in which its answer is looked for


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the lessons it is made of, and the article as it is read."""

    lessons: Sequence[Lesson]
    article: Article


async def write_answer(
    tx: Transaction, ids: Sequence[str], question: str, answer: str, by: str, faq: FaqFiles, files: Files
) -> Written:
    """``answer`` is what these messages are answered with from now on, under ``question``; the messages are other ways to ask it.

    Raises ``NoSuchLesson``, ``AnswerTellsWho`` while something personal is missing in it, and what ``FaqFiles.add`` raises; then nothing is
    written.
    """
    lessons = await chosen(tx, ids)
    lang = lessons[0].lang
    if any(lesson.lang != lang for lesson in lessons):
        raise NoSuchLesson("These messages are in several languages.", cure="Write an answer in each.")
    missing = tells_who(f"{question}\n{answer}")
    if missing is not None:
        raise AnswerTellsWho(
            f"{missing} stands for something personal that was taken out.",
            cure="Write what everybody may read instead, or take it out.",
            missing=missing,
        )
    for lesson in lessons:
        if lesson.state is LessonState.ACCEPTED:
            files.take(lesson.lang, lesson.intent or "", lesson.line)
    ways = [lesson.text for lesson in lessons if tells_who(lesson.text) is None]
    article = faq.add(lang, Draft(question, answer, ways), await knowledge.anchors(tx))
    await knowledge.add(tx, article)
    for lesson in lessons:
        decided = {"decided_by": by, "decided_at": tx.now, "answer": article.reference, "intent": None}
        await repository.change_lesson(tx, lesson.id, state=LessonState.ANSWERED, **decided)
        await record(tx, by, "lesson.answered", f"lesson:{lesson.id}", answer=article.reference)
    return Written(lessons, article)


async def agents_words(reader: Reader, lesson: Lesson, countries: Sequence[str]) -> str:
    """What an agent answered to the message, without what is personal; empty if none did, or if it is forgotten where it was said."""
    if not lesson.conversation_id:
        return ""
    after = await conversations.messages_after(reader, lesson.conversation_id, lesson.seq, _MOST_AFTER)
    replies = _first_replies(after)
    conversation = await conversations.conversation(reader, lesson.conversation_id) if replies else None
    contact = await find_contact(reader, conversation.contact_id) if conversation is not None else None
    known: dict[str, str] = {}
    if contact is not None:
        facts: Mapping[str, str | None] = {"name": contact.name, "email": contact.email, "phone": contact.phone}
        known = {value: kind for kind, value in facts.items() if value}
    for author in {reply.author_id for reply in replies if reply.author_id}:
        member = await find_member(reader, author)
        if member is not None and member.name:
            known[member.name] = "name"
    words = [str(block.get("text") or "") for reply in replies for block in reply.blocks if block.get("type") == "text"]
    return without_personal("\n\n".join(filter(None, words)), known, countries)


def _first_replies(after: Sequence[Message]) -> list[Message]:
    """The agent's first messages, up to where the shopper says something more."""
    found: list[Message] = []
    for message in after:
        if message.source is Source.AGENT:
            found.append(message)
        elif found and message.source is Source.SHOPPER:
            break
    return found


class OwnAnswers:
    """Which words have an answer of their own, in this process; told anew when the shop's knowledge changes."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._references: dict[tuple[str, str], str] = {}

    async def open(self, hub: Hub) -> None:
        """Read which there are, and listen for more."""
        await self.refresh()
        hub.follow(knowledge.KNOWLEDGE, self.refresh)

    def reference(self, text: str, lang: str) -> str | None:
        """The answer to ``text``: where it stands (``faq/ko.md#gift-wrap``); none if it has none of its own."""
        return self._references.get((lang, key_of(text))) if self._references else None

    async def refresh(self) -> None:
        """Read them anew: the messages, and the questions as they stand in the file. An answer that was taken out of it is none."""
        async with self._database.snapshot() as reader:
            answered = await repository.answers(reader)
            articles = {article.reference: article for article in await all_articles(reader)} if answered else {}
        found = {(lang, key_of(text)): where for lang, text, where in answered if where in articles}
        ours = {articles[where] for where in found.values()}
        self._references = found | {(article.lang, key_of(article.heading)): article.reference for article in ours}
