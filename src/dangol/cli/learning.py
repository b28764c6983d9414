"""`dangol learn …`: what was not read well, decided on by a person, measured, and taken back if need be."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from dangol.cli.keys import Folder
from dangol.cli.versions import back, list_versions, me, train_version, writing

if TYPE_CHECKING:
    from dangol.learning.repository import Lesson

out = Console()
_GROUPS = 20
_IN_GROUP = 6

Ids = Annotated[list[str], typer.Argument(help="Messages' ids, lsn_… (`dangol learn list` shows them).")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    learn = typer.Typer(help="What the assistant could learn from its conversations.", no_args_is_help=True)
    app.add_typer(learn, name="learn")
    learn.command("list")(list_lessons)
    learn.command("accept")(accept_lessons)
    learn.command("move")(move_lessons)
    learn.command("answer")(answer_lessons)
    learn.command("ignore")(ignore_lessons)
    learn.command("train")(train_version)
    learn.command("versions")(list_versions)
    learn.command("back")(back)


def list_lessons(
    shop: Folder = Path("."),
    lang: Annotated[str | None, typer.Option(help="Only messages in this language.")] = None,
    state: Annotated[str, typer.Option(help="open, accepted, answered or ignored.")] = "open",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show messages that were unclear, corrected, rejected or answered by an agent, those that are alike together."""
    from dangol.bootstrap import open_database
    from dangol.bootstrap.understanding import load_model, own_sources
    from dangol.learning.likeness import grouped
    from dangol.learning.models import LessonState
    from dangol.learning.repository import lessons_in
    from dangol.learning.versions import live_version
    from dangol.runtime.settings import load_settings

    if state not in tuple(LessonState):
        raise typer.BadParameter("Write open, accepted, answered or ignored.", param_hint="--state")
    settings = load_settings(shop)

    async def read() -> tuple[list[Lesson], Any]:
        async with open_database(shop) as database, database.snapshot() as reader:
            return await lessons_in(reader, LessonState(state), lang=lang), await live_version(reader)

    found, version = asyncio.run(read())
    own = version.examples if version is not None else own_sources(shop)
    groups = grouped(found, load_model(settings.data, own))
    if as_json:
        facts = [
            {"likely": group.likely, "times": group.times, "lessons": [_facts(lesson) for lesson in group.lessons]}
            for group in groups
        ]
        print(json.dumps(facts, ensure_ascii=False, indent=1))
        return
    for group in groups[:_GROUPS]:
        head = f"{group.likely or '?'}  {group.lang}  said {group.times} times"
        out.print(f"\n{head}", style="bold", markup=False, highlight=False)
        for lesson in group.lessons[:_IN_GROUP]:
            read_as = ", ".join(f"{name} {p:.0%}" for name, p in lesson.reading.get("intents") or ())
            out.print(f"  {lesson.text}", markup=False, highlight=False, soft_wrap=True)
            line = f"    {lesson.id}  {lesson.reason}; read as {read_as or 'nothing'}"
            if lesson.suggested:
                line += f"; the shopper chose {lesson.suggested}"
            out.print(line, style="dim", markup=False, highlight=False, soft_wrap=True)
        if len(group.lessons) > _IN_GROUP:
            out.print(f"  … and {len(group.lessons) - _IN_GROUP} more: --json shows all", style="dim", highlight=False)
    if len(groups) > _GROUPS:
        out.print(f"\n… and {len(groups) - _GROUPS} more groups: --json shows all.", highlight=False)
    if not groups:
        out.print("There is nothing here.")


def _facts(lesson: Lesson) -> dict[str, Any]:
    return {
        "id": lesson.id,
        "lang": lesson.lang,
        "text": lesson.text,
        "line": lesson.line,
        "reason": lesson.reason,
        "read": lesson.reading.get("intents") or [],
        "suggested": lesson.suggested,
        "times": lesson.times,
        "state": lesson.state.value,
        "intent": lesson.intent,
        "answer": lesson.answer,
    }


def accept_lessons(
    ids: Ids,
    shop: Folder = Path("."),
    intent: Annotated[
        str | None, typer.Option("--as", help="The intent they mean; without it, what each likely means.")
    ] = None,
) -> None:
    """Put messages into the shop's example files. What the assistant knows changes with `dangol learn train` only."""
    from dangol.learning.actions import accept

    found = asyncio.run(_decide(shop, lambda tx, files, intents: accept(tx, ids, intent, me(), files, intents)))
    _say(
        found, "is an example now; `dangol learn train` learns it", "are examples now; `dangol learn train` learns them"
    )


def move_lessons(
    ids: Ids, to: Annotated[str, typer.Option("--to", help="The intent they mean.")], shop: Folder = Path(".")
) -> None:
    """Say that messages mean another intent: accepted ones are moved in the files, the rest wait under it."""
    from dangol.learning.actions import move

    found = asyncio.run(_decide(shop, lambda tx, files, intents: move(tx, ids, to, me(), files, intents)))
    _say(found, f"means {to}", f"mean {to}")


def answer_lessons(
    ids: Ids,
    shop: Folder = Path("."),
    question: Annotated[
        str, typer.Option(help="The question it stands under; without it, the first message as it was said.")
    ] = "",
    text: Annotated[
        str,
        typer.Option(
            "--answer", help="What is answered, in Markdown; without it, what an agent answered to the first."
        ),
    ] = "",
) -> None:
    """Make an answer of messages: it goes into faq/<lang>.md and is given word for word from now on, without a restart.

    The other messages become other ways to ask. What is personal in an agent's words is left out; where something is missing then,
    nothing is written until the answer is given with --answer.
    """
    from dangol.bootstrap.kept_files import keep_live
    from dangol.knowledge.errors import AnswerUnfit
    from dangol.knowledge.writing import FaqFiles
    from dangol.learning.actions import Files, chosen
    from dangol.learning.answers import Written, agents_words, write_answer
    from dangol.runtime.settings import load_settings

    settings = load_settings(shop)

    async def write() -> Written:
        faq = FaqFiles(settings.folder, settings.data, lambda: keep_live(settings, ("faq",)))
        async with writing(shop) as tx:
            first = (await chosen(tx, ids))[0]
            said = text or await agents_words(tx, first, settings.shop.all_countries)
            if not said:
                raise AnswerUnfit("No agent's answer to this message is known.", cure="Give it with --answer.")
            files = Files(settings.folder, settings.data)
            return await write_answer(tx, ids, question or first.text, said, me(), faq, files)

    written = asyncio.run(write()).article
    out.print(f"[green]✓[/] {written.reference} is the answer from now on:", highlight=False, soft_wrap=True)
    out.print(f"## {written.heading}\n{written.answer}", markup=False, highlight=False, soft_wrap=True)


def ignore_lessons(ids: Ids, shop: Folder = Path(".")) -> None:
    """Say that messages teach nothing; accepted ones are taken out of the files."""
    from dangol.learning.actions import ignore

    found = asyncio.run(_decide(shop, lambda tx, files, _: ignore(tx, ids, me(), files)))
    _say(found, "teaches nothing", "teach nothing")


async def _decide(shop: Path, decide: Any) -> list[Lesson]:
    from dangol.bootstrap.files import read_flows
    from dangol.bootstrap.understanding import shipped_intents
    from dangol.dialogue import FlowBook
    from dangol.learning.actions import Files
    from dangol.runtime.settings import load_settings

    settings = load_settings(shop)
    intents = FlowBook(read_flows(shop)).intents | shipped_intents()
    async with writing(shop) as tx:
        found: list[Lesson] = await decide(tx, Files(settings.folder, settings.data), intents)
        return found


def _say(found: Sequence[Lesson], one: str, many: str) -> None:
    words = f"{len(found)} message {one}" if len(found) == 1 else f"{len(found)} messages {many}"
    out.print(f"[green]✓[/] {words}.", highlight=False, soft_wrap=True)
