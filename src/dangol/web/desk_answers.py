"""Messages of the learning page that get an answer of their own: the form with the agent's words in it, and what comes back from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dangol.conversations.repository import answered_by_agents
from dangol.learning import answers
from dangol.learning.likeness import Group
from dangol.learning.repository import Lesson
from dangol.runtime.database import Reader
from dangol.web.desk_training import check_owner
from dangol.web.sign_in import Signed

_LOOKED_AT = 3  # messages of a group whose conversations are looked into for an agent's answer


@dataclass(frozen=True, slots=True)
class Typed:
    """What came back from a form that could not be taken as it was."""

    ids: Sequence[str]
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Form:
    """What stands in a group's form. ``by_agent``: an agent's words stand in it; ``open``: it is to be seen at once."""

    question: str
    answer: str
    by_agent: bool
    open: bool


async def forms(reader: Reader, signed: Signed, groups: Sequence[Group], typed: Typed | None) -> Mapping[str, Form]:
    """A form for each group, by the id of its first message."""
    said_in = {lesson.conversation_id for group in groups for lesson in group.lessons if lesson.conversation_id}
    answered = await answered_by_agents(reader, sorted(said_in))
    found = {}
    for group in groups:
        # Those an agent had to answer come first.
        likely = sorted(group.lessons, key=lambda lesson: lesson.reason != "answered")
        there = [lesson for lesson in likely if lesson.conversation_id in answered][:_LOOKED_AT]
        found[group.lessons[0].id] = await _form(reader, signed, group, there, typed)
    return found


async def _form(reader: Reader, signed: Signed, group: Group, answered: Sequence[Lesson], typed: Typed | None) -> Form:
    if typed is not None and any(lesson.id in typed.ids for lesson in group.lessons):
        return Form(typed.question, typed.answer, by_agent=False, open=True)
    for lesson in answered:
        if words := await answers.agents_words(reader, lesson, signed.site.settings.shop.all_countries):
            return Form(lesson.text, words, by_agent=True, open=False)
    return Form(group.lessons[0].text, "", by_agent=False, open=False)


async def write(signed: Signed, typed: Typed) -> Sequence[Lesson]:
    """Write it down and take it into use; the messages it answers. Raises ``NotAllowed`` and what ``write_answer`` raises."""
    check_owner(signed)
    site = signed.site
    async with site.database.transaction() as tx:
        by = f"member:{signed.member.id}"
        written = await answers.write_answer(
            tx, typed.ids, typed.question, typed.answer, by, site.rooms["faq"], site.rooms["examples"]
        )
    return written.lessons
