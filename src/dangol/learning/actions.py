"""What may be learnt is queued by itself; what is learnt of it, a person decides."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from dangol.accounts.actions import record
from dangol.contacts.repository import contact as find_contact
from dangol.conversations import repository as conversations
from dangol.conversations.events import ReadingDoubted
from dangol.knowledge.actions import KNOWLEDGE
from dangol.learning import repository
from dangol.learning.errors import ExamplesNotWritten, NoSuchIntent, NoSuchLesson
from dangol.learning.example_files import put_line, take_line
from dangol.learning.masking import key_of, masked, says_something
from dangol.learning.models import LessonState
from dangol.learning.repository import Lesson
from dangol.learning.versions import pin
from dangol.nlu.examples import LANGUAGES
from dangol.nlu.reject import OUT_OF_SCOPE
from dangol.runtime.database import Database, Transaction
from dangol.runtime.lock import in_turn
from dangol.runtime.outbox import Delivery

Intents = Callable[[str, str], Sequence[tuple[str, float]]]
"""How a text in a language is read: intents with their confidence, best first."""

_SURE = 0.9
# What of a message says most about it is kept.
_SAYS = {"unclear": 0, "offered": 1, "corrected": 2, "rejected": 2, "answered": 3}
_HEARD = 100  # messages of a conversation in which somebody may have said who they are
_FILLED_IN = {"name": "name", "email": "email", "phone": "phone", "line1": "address"}  # a form's fields


class Lessons:
    """Queues what was not read well. Its method is a handler of the outbox."""

    def __init__(self, database: Database, read: Intents, countries: Sequence[str], *, keep_days: int) -> None:
        self._database = database
        self._read = read
        self._countries = tuple(countries)
        self._keep = timedelta(days=keep_days)

    async def doubted(self, delivery: Delivery) -> None:
        """A message was unclear, or its reading was wrong, or a person had to answer it."""
        event: ReadingDoubted = delivery.event
        async with self._database.transaction() as tx:
            if not await delivery.close(tx) or not self._keep:
                return
            known = await repository.lesson_at(tx, event.conversation_id, event.seq)
            if known is not None:
                await _add_to(tx, known, event)
                return
            await self._queue(tx, event)

    async def _queue(self, tx: Transaction, event: ReadingDoubted) -> None:
        found = await conversations.messages_after(tx, event.conversation_id, event.seq - 1, 1)
        message = found[0] if found else None
        text = str((message.said or {}).get("text") or "") if message is not None else ""
        conversation = await conversations.conversation(tx, event.conversation_id)
        if message is None or conversation is None or message.seq != event.seq or not text:
            return
        contact = await find_contact(tx, conversation.contact_id)
        facts = {} if contact is None else {"name": contact.name, "email": contact.email, "phone": contact.phone}
        known = await _told(tx, event) | {str(value): kind for kind, value in facts.items() if value}
        things = [(int(start), int(end), str(kind)) for start, end, kind in event.reading.get("things") or ()]
        lines = masked(text, things, known, self._countries)
        if lines is None:
            return
        shown, line = lines
        lang = str(event.reading.get("lang") or conversation.lang)
        intents = event.reading.get("intents") or [list(pair) for pair in self._read(line, lang)[:3]]
        if event.reason == "answered" and ((intents and float(intents[0][1]) >= _SURE) or not says_something(line)):
            return  # it is read surely: who asks for a person by name teaches nothing
        key = hashlib.sha256(key_of(line).encode()).hexdigest()
        same = await repository.lesson_with(tx, lang, key)
        if event.again:
            # Told of before: it is counted already, if it is kept at all.
            if same is not None:
                await _add_to(tx, same, event)
            return
        if same is not None or not await repository.add_lesson(
            tx,
            lang,
            key,
            text=shown,
            line=line,
            reason=event.reason,
            reading={"intents": intents, "flows": event.reading.get("flows") or []},
            suggested=event.suggested,
            conversation_id=event.conversation_id,
            seq=event.seq,
        ):
            same = same or await repository.lesson_with(tx, lang, key)
            if same is not None:
                await repository.count_again(tx, same.id)

    async def forget(self) -> int:
        """What nobody decided on in the days it is kept is forgotten (a sweep)."""
        async with self._database.transaction() as tx:
            return await repository.forget_before(tx, tx.now - self._keep)


async def _told(tx: Transaction, event: ReadingDoubted) -> dict[str, str]:
    """Names and addresses that were told in the conversation before, by what they are: filled in, or typed where a name was asked for."""
    found: dict[str, str] = {}
    for message in await conversations.messages_explained(tx, event.conversation_id, event.seq - _HEARD, _HEARD):
        values = (message.said or {}).get("values") or {}
        found |= {str(values[name]): kind for name, kind in _FILLED_IN.items() if values.get(name)}
        for read in (message.explanation or {}).get("messages") or ():
            if read.get("asked_kind") in ("name", "person_name"):
                commands = [command for command in read.get("commands") or () if command.get("command") == "fill"]
                found |= {command["value"]: "name" for command in commands if isinstance(command.get("value"), str)}
    return found


async def _add_to(tx: Transaction, lesson: Lesson, event: ReadingDoubted) -> None:
    """What came of a message that is in the queue: what the shopper chose instead, and the reason that says most. Once a person has
    decided, or put it elsewhere, that stands."""
    if lesson.state is not LessonState.OPEN:
        return
    changes: dict[str, Any] = {}
    if event.suggested and not lesson.moved:
        changes["suggested"] = event.suggested
    if _SAYS.get(event.reason, 0) > _SAYS.get(lesson.reason, 0):
        changes["reason"] = event.reason
    if changes:
        await repository.change_lesson(tx, lesson.id, **changes)


class Files:
    """The shop's own example files, changed one process at a time."""

    def __init__(self, folder: Path, data: Path) -> None:
        self._folder = folder / "examples"
        self._lock = data / "examples.lock"

    def read(self) -> dict[str, str]:
        """What stands in them: text by language. Raises ``ExamplesNotWritten`` for one that cannot be read."""
        files = {lang: self._folder / f"{lang}.yaml" for lang in LANGUAGES}
        found = {}
        for lang, file in files.items():
            try:
                if file.is_file():
                    found[lang] = file.read_bytes().decode("utf-8-sig")
            except (OSError, UnicodeDecodeError) as trouble:
                raise ExamplesNotWritten(
                    f"{file} cannot be read: {trouble}.", cure="Save it as UTF-8, where Dangol may read it."
                ) from trouble
        return found

    def put(self, lang: str, intent: str, line: str) -> None:
        """``line`` is one more example of ``intent``. Raises ``ExamplesNotWritten``."""
        self._change(lang, lambda text, name: put_line(text, intent, line, name))

    def take(self, lang: str, intent: str, line: str) -> None:
        """``line`` is no example of ``intent`` any more. Raises ``ExamplesNotWritten``."""
        self._change(lang, lambda text, name: take_line(text, intent, line, name))

    def _change(self, lang: str, change: Callable[[str, str], str]) -> None:
        """Write what ``change(text, name)`` makes of the file, whole or not at all: somebody may be reading it."""
        file = self._folder / f"{lang}.yaml"
        try:
            with in_turn(self._lock):
                before = file.read_bytes().decode("utf-8-sig") if file.is_file() else ""
                after = change(before, str(file))
                if after == before:
                    return
                file.parent.mkdir(parents=True, exist_ok=True)
                draft = file.with_suffix(".yaml.tmp")
                draft.write_text(after, encoding="utf-8")
                draft.replace(file)
        except OSError as trouble:
            raise ExamplesNotWritten(
                f"{file} cannot be written: {trouble.strerror}.", cure="Give the folder to the user that runs Dangol."
            ) from trouble


async def accept(
    tx: Transaction, ids: Sequence[str], intent: str | None, by: str, files: Files, intents: frozenset[str]
) -> list[Lesson]:
    """These messages are examples of ``intent`` (without one, each of what it likely means): they go into the shop's example files.

    What the assistant knows does not change by it: that takes ``dangol learn train``. Raises ``NoSuchLesson``, ``NoSuchIntent`` or
    ``ExamplesNotWritten``; then nothing is accepted.
    """
    found = await chosen(tx, ids)
    wanted = [(lesson, check_intent(intent or lesson.likely, intents)) for lesson in found]
    await pin(tx, files.read(), by)
    for lesson, name in wanted:
        if lesson.state is LessonState.ACCEPTED and lesson.intent != name:
            files.take(lesson.lang, lesson.intent or "", lesson.line)
        files.put(lesson.lang, name, lesson.line)
        await _decide(tx, lesson, LessonState.ACCEPTED, name, by)
    return found


async def move(
    tx: Transaction, ids: Sequence[str], intent: str, by: str, files: Files, intents: frozenset[str]
) -> list[Lesson]:
    """These messages mean ``intent``: what was accepted as something else is moved in the files; of the rest it is what they likely mean
    from now on, for a person to accept. Raises as ``accept`` does."""
    found = await chosen(tx, ids)
    check_intent(intent, intents)
    accepted = [lesson.id for lesson in found if lesson.state is LessonState.ACCEPTED]
    if accepted:
        await accept(tx, accepted, intent, by, files, intents)
    for lesson in found:
        if lesson.state is not LessonState.ACCEPTED:
            nobody = {"answer": None, "decided_by": None, "decided_at": None}
            moved = {"suggested": intent, "reading": {**lesson.reading, "moved": True}, "state": LessonState.OPEN}
            await repository.change_lesson(tx, lesson.id, **moved, **nobody)
            _leave_answer(tx, lesson)
    return found


async def ignore(tx: Transaction, ids: Sequence[str], by: str, files: Files) -> list[Lesson]:
    """These messages teach nothing; what was accepted of them is taken out of the files.

    Raises ``NoSuchLesson`` or ``ExamplesNotWritten``.
    """
    found = await chosen(tx, ids)
    for lesson in found:
        if lesson.state is LessonState.ACCEPTED:
            files.take(lesson.lang, lesson.intent or "", lesson.line)
        await _decide(tx, lesson, LessonState.IGNORED, None, by)
    return found


def check_intent(intent: str | None, intents: frozenset[str]) -> str:
    """``intent`` if the assistant can do it, or if it is what to leave alone. Raises ``NoSuchIntent``."""
    if intent is None:
        raise NoSuchIntent("Nothing is known of what this means.", cure="Say which intent it is an example of.")
    if intent not in intents and intent != OUT_OF_SCOPE:
        raise NoSuchIntent(
            f"There is no intent {intent}.", cure="See the names in docs/understanding.md, or write a flow."
        )
    return intent


async def chosen(tx: Transaction, ids: Sequence[str]) -> list[Lesson]:
    """The lessons with these ids, each once. Raises ``NoSuchLesson``."""
    found = {lesson.id: lesson for lesson in await repository.some_lessons(tx, ids)}
    missing = [one for one in ids if one not in found]
    if missing or not ids:
        raise NoSuchLesson(
            f"There is no message {missing[0]} in the queue." if missing else "No message was chosen.",
            cure="`dangol learn list` shows them.",
        )
    return [found[one] for one in dict.fromkeys(ids)]


async def _decide(tx: Transaction, lesson: Lesson, state: LessonState, intent: str | None, by: str) -> None:
    decided = {"intent": intent, "answer": None, "decided_by": by, "decided_at": tx.now}
    await repository.change_lesson(tx, lesson.id, state=state, **decided)
    _leave_answer(tx, lesson)
    details: dict[str, Any] = {"intent": intent} if intent else {}
    await record(tx, by, f"lesson.{state.value}", f"lesson:{lesson.id}", **details)


def _leave_answer(tx: Transaction, lesson: Lesson) -> None:
    """Words that had an answer of their own are read as any others again; the answer stays in its file."""
    if lesson.state is LessonState.ANSWERED:
        tx.announce(KNOWLEDGE)
