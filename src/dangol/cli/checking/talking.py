"""How a shop talks: persona, FAQ and policies, flows, sentences, phrases, inboxes, conversation tests."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import TypeVar

from dangol.assistant.hooks import SECRET_LENGTH
from dangol.assistant.persona import CHARACTERS, TONES, is_word
from dangol.bootstrap import files
from dangol.bootstrap.hiring import check_language_model
from dangol.bootstrap.inboxes import carriers_of, check_inboxes
from dangol.bootstrap.live_files import read_templates
from dangol.bootstrap.understanding import read_own_examples
from dangol.cli.checking.selling import Finding
from dangol.cli.comparing import evaluation_lines
from dangol.dialogue import Flow, FlowBook
from dangol.dialogue.carrying import check_carrying
from dangol.dialogue.check import check as check_flows
from dangol.kit.errors import DangolError
from dangol.knowledge.markdown import read_articles
from dangol.nlu.examples import shipped_sources
from dangol.nlu.pieces import CONTROLS
from dangol.runtime.settings import LANGUAGES, Settings
from dangol.wording import Book, Wording
from dangol.wording import check as check_sentences
from dangol.wording.salvaged import read_what_is_right

_INTENT = re.compile(r"^([a-z][a-z0-9_]*):", re.M)
_UNNAMED = "My shop"


def look_at_talk(settings: Settings, left_out: Collection[str] = ()) -> Iterator[Finding]:
    """Everything wrong with what is said and understood; ``left_out`` are settings that could not be read."""
    folder = settings.folder
    yield from _tried(lambda: check_inboxes(settings.shop))
    yield from _tried(lambda: check_language_model(settings.shop))
    if "hooks" not in left_out:
        yield from _hook_secrets(settings)
    if settings.shop.name == _UNNAMED and "name" not in left_out:
        yield f"shop.toml: the shop is still called {_UNNAMED!r}. Write its name.", False
    yield from ((words, True) for words in _unread(settings))
    files_read = _Files()
    yield from look_at_files(folder, files_read)
    yield from _flows(settings, files_read, any_hook="hooks" in left_out)


@dataclass(slots=True)
class _Files:
    """What could be read of the shop's files, and the text of the flows that could not."""

    books: list[Book] = field(default_factory=lambda: [*files.shipped_books()])
    unread_keys: set[tuple[str, str]] = field(default_factory=set)
    flows: list[Flow] = field(default_factory=list)
    unread_flows: str = ""


def look_at_files(folder: Path, read: _Files | None = None) -> Iterator[Finding]:
    """Everything wrong with each of the files by itself, whatever the settings are; what is right is kept in ``read``."""
    kept = read if read is not None else _Files()
    steps: list[Callable[[], object]] = [
        lambda: files.read_shop_persona(folder),
        lambda: read_own_examples(folder),
        lambda: evaluation_lines(folder),
    ]
    for step in steps:
        yield from _tried(step)
    yield from _answers(folder)
    for file in files.book_files(folder):
        yield from _book(file, kept)
    for file in files.flow_files(folder):
        try:
            kept.flows.append(files.read_shop_flow(file))
        except DangolError as trouble:
            yield str(trouble), True
            kept.unread_flows += file.read_bytes().decode("utf-8", "replace")
    yield from _voices(folder, kept.books)
    yield from _test_problems(folder)


def _book(file: Path, kept: _Files) -> Iterator[Finding]:
    """One file of sentences: each line that is wrong, once; what is right in it counts."""
    try:
        book, mistakes, unread = read_what_is_right(files.read_text(file), file.parent.name, file.stem, str(file))
    except DangolError as trouble:
        yield str(trouble), True
        return
    yield from ((str(mistake), True) for mistake in mistakes)
    kept.books.append(book)
    kept.unread_keys |= {(book.lang, key) for key in unread}


def _hook_secrets(settings: Settings) -> Iterator[Finding]:
    """What the web hooks lack to be signed: the shop does not start without."""
    for hook in settings.shop.hooks:
        if not hook.secret_env:
            cure = 'Write secret_env = "NAME", the environment variable with its secret.'
            yield f"shop.toml: the web hook {hook.name} has no secret_env. {cure}", True
        elif len(os.environ.get(hook.secret_env, "")) < SECRET_LENGTH:
            lacks = f"{hook.secret_env} is not set here to at least {SECRET_LENGTH} characters"
            yield (
                f"shop.toml: the web hook {hook.name} has no secret: {lacks}. The shop does not start without it.",
                False,
            )


def _tried(step: Callable[[], object]) -> list[Finding]:
    try:
        step()
    except DangolError as trouble:
        return [(line, True) for line in str(trouble).splitlines()]
    return []


_T = TypeVar("_T")


def _append(found: list[_T], read: Callable[[Path], _T], file: Path) -> None:
    found.append(read(file))


def _answers(folder: Path) -> Iterator[Finding]:
    """FAQ and policies: what cannot be read, and what is still to be written."""
    try:
        articles = read_articles(files.read_articles(folder))
    except DangolError as trouble:
        yield from ((line, True) for line in str(trouble).splitlines())
        return
    for article in articles:
        if article.unwritten:
            yield (
                f"{article.source}:{article.line}: {article.heading!r} has no answer yet: what stands in brackets is a note to you and is "
                "never spoken. Write the answer, or remove the heading.",
                False,
            )


def _voices(folder: Path, books: Iterable[Book]) -> Iterator[Finding]:
    """Tone, character and persona pick among the sentences' variants: one that no sentence knows would change nothing, silently."""
    file = folder / "persona.toml"
    try:
        persona = files.read_shop_persona(folder)
    except DangolError:
        return  # named already
    known = {
        part for book in books for entry in book.entries.values() for voice in entry.voices for part in voice.split("+")
    }
    character = persona.character.strip() if is_word(persona.character) else None
    # A tone is not a character: each may be one of ours, or what the shop's own sentences know it by.
    voices = [
        ("tone", persona.tone, (known - set(CHARACTERS)) | set(TONES)),
        ("character", character, (known - set(TONES)) | set(CHARACTERS)),
        ("persona", persona.persona, known),
    ]
    for name, word, names in voices:
        if word is None:
            continue
        line = next(
            (n for n, text in enumerate(files.read_text(file).splitlines(), 1) if re.match(rf"\s*{name}\s*=", text)), 1
        )
        if word in names:
            if name == "tone" and word not in known and _writes_tone(file):
                yield (
                    f"persona.toml:{line}: the tone {word!r} changes nothing: no sentence is written for it; ours are the same in each. "
                    "Write variants of your own (docs/persona.md), or take the line out.",
                    False,
                )
            continue
        close = get_close_matches(word, sorted(names), 1)
        cure = f"Did you mean {close[0]!r}?" if close else f"There are: {', '.join(sorted(names))}."
        yield f"persona.toml:{line}: there is no {name} {word!r}. {cure}", True


def _writes_tone(file: Path) -> bool:
    """Whether the shop itself asks for a tone; a character brings one, too."""
    return file.is_file() and re.search(r"^\s*tone\s*=", files.read_text(file).partition("\n[")[0], re.M) is not None


def _flows(settings: Settings, read: _Files, *, any_hook: bool) -> Iterator[Finding]:
    own, books = read.flows, read.books
    languages, hooks = settings.shop.languages, [hook.name for hook in settings.shop.hooks]
    used = {node.key or "" for flow in own for node in flow.nodes if node.do == "hook"}
    # What is wrong with a file is told already; that what stands in it is missing elsewhere is no second mistake.
    stands = {lang: {key for of, key in read.unread_keys if of == lang} for lang in languages}
    wishes = set(re.findall(r"[a-z][a-z0-9_]*", read.unread_flows))
    yield from ((str(problem), True) for problem in check_sentences(books, languages, stands))
    try:
        book = FlowBook([*files.shipped_flows(), *own])
    except DangolError as trouble:
        yield str(trouble), True
        return
    try:
        given = read_templates(settings)
    except DangolError:
        given = None  # what is wrong with the coupons is told with what is sold
    known = used | set(hooks) if any_hook else hooks
    found = check_flows(book, files.read_action_specs(), Wording(books), languages, known, given, stands, wishes)
    found += check_carrying(book, carriers_of(settings.shop))
    yield from ((str(problem), True) for problem in found)
    if not read.unread_flows:
        # While a flow cannot be read, that nothing starts on its wish is no second mistake.
        yield from _phrases(settings, own, book)
        yield from _keywords(settings, book)
    for name in hooks if not read.unread_flows else ():
        if name not in used:
            yield f"shop.toml: no flow calls the web hook {name}. Write a step `- hook: {name}`, or take it out.", False


def _keywords(settings: Settings, book: FlowBook) -> Iterator[Finding]:
    """A keyword leads to a flow, and to one only."""
    wishes, taken = book.intents | CONTROLS.keys(), dict[str, str]()
    for keyword in settings.shop.conversation.keywords:
        if keyword.intent not in wishes:
            close = get_close_matches(keyword.intent, sorted(wishes), 1)
            cure = f"Did you mean {close[0]!r}?" if close else f"Write a flow with `start_on: [{keyword.intent}]`."
            yield f"shop.toml: no flow starts on {keyword.intent!r}, which a keyword means. {cure}", True
        for word in keyword.words:
            other = taken.setdefault(word.casefold(), keyword.intent)
            if other != keyword.intent:
                yield (
                    f"shop.toml: the keyword {word!r} means {other} and {keyword.intent}. Take it out of one of them.",
                    True,
                )


def _phrases(settings: Settings, own: Sequence[Flow], book: FlowBook) -> Iterator[Finding]:
    """The shop's phrases lead to a flow, and its flows can be reached by saying something, in every language it speaks."""
    taught: dict[str, set[str]] = {lang: set() for lang in LANGUAGES}
    for lang in LANGUAGES:
        for source in shipped_sources(lang).values():
            taught[lang] |= set(_INTENT.findall(source))
        file = settings.folder / "examples" / f"{lang}.yaml"
        if not file.is_file():
            continue
        if lang not in settings.shop.languages:
            spoken = ", ".join(settings.shop.languages)
            yield (
                f"examples/{lang}.yaml: the shop does not speak {lang}, so nobody writes what this file teaches. "
                f"It speaks {spoken}.",
                False,
            )
        text = files.read_text(file)
        for number, line in enumerate(text.splitlines(), start=1):
            named = _INTENT.match(line)
            if named is None:
                continue
            if named[1] not in taught[lang] and named[1] not in book.intents:
                close = get_close_matches(named[1], sorted(book.intents), 1)
                cure = f"Did you mean {close[0]!r}?" if close else f"Write a flow with `start_on: [{named[1]}]`."
                yield f"examples/{lang}.yaml:{number}: no flow starts on {named[1]!r}. {cure}", False
            taught[lang].add(named[1])
    started = {node.key for flow in book.flows.values() for node in flow.nodes if node.do == "start"}
    started |= {choice.start for flow in book.flows.values() for node in flow.nodes for choice in node.choices}
    for flow in own:
        if flow.menu or not flow.start_on or started & set(flow.start_on):
            continue
        without = [lang for lang in settings.shop.languages if not taught[lang] & set(flow.start_on)]
        if without:
            yield (
                f"{flow.file}:{flow.line}: nobody who writes {' or '.join(without)} gets to the flow {flow.name}: no phrase and no button "
                f"leads there. Add phrases under `{flow.start_on[0]}:` in examples/{without[0]}.yaml, or a place in the `menu`.",
                False,
            )


def _unread(settings: Settings) -> Iterator[str]:
    """Files in a language the shop does not speak: nobody would ever read them, and nobody would notice."""
    spoken = settings.shop.languages
    cure = f"Name it after one of {', '.join(spoken)}, or add the language to `languages` in shop.toml."
    for kind in ("faq", "policies"):
        for file in sorted((settings.folder / kind).glob("*.md")):
            if file.stem not in spoken:
                yield f"{kind}/{file.name}: the shop does not speak {file.stem}, so this file is never read. {cure}"
    wording = settings.folder / "wording"
    for sub in sorted(wording.iterdir()) if wording.is_dir() else ():
        if sub.is_dir() and sub.name not in spoken and any(sub.glob("*.y*ml")):
            yield f"wording/{sub.name}: the shop does not speak {sub.name}, so this folder is never read. {cure}"
        elif sub.is_file() and sub.suffix in (".yaml", ".yml"):
            yield f"wording/{sub.name}: this file is never read. Put it into the folder of its language, for example wording/{spoken[0]}/."
    flows = settings.folder / "flows"
    for file in sorted(flows.iterdir()) if flows.is_dir() else ():
        if file.is_file() and file.suffix not in (".yaml", ".yml", ".md") and not file.name.startswith((".", "_")):
            yield f"flows/{file.name}: this is not read as a flow. Name it {file.stem}.yaml, or take it away."


def _test_problems(folder: Path) -> Iterator[Finding]:
    from dangol.cli.talks.script import find_scripts, read_script

    tests = folder / "tests"
    if not tests.is_dir() or not any(tests.rglob("*.y*ml")):
        return
    for path in find_scripts([tests]):
        yield from _tried(partial(_append, [], lambda file: read_script(files.read_text(file), str(file)), path))
