"""Two understandings beside each other: on lines nobody learnt from, on what ships, and in the shop's conversation tests."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from dangol.bootstrap.files import read_text
from dangol.bootstrap.understanding import Sources, parse_own
from dangol.learning.comparison import Lines, Row
from dangol.learning.masking import key_of
from dangol.nlu.examples import LANGUAGES, shipped_examples
from dangol.nlu.model import Model
from dangol.nlu.normalise import plain
from dangol.nlu.reject import OUT_OF_SCOPE
from dangol.nlu.train import Example

_OF_EACH = 20  # of an intent's shipped phrases


def evaluation_lines(folder: Path) -> list[Example]:
    """The shop's own lines to judge by: ``evaluation/<lang>.yaml``, in the form of its examples. Raises ``ExamplesUnreadable``."""
    place = folder / "evaluation"
    files = {lang: place / f"{lang}.yaml" for lang in LANGUAGES}
    return parse_own({lang: read_text(file) for lang, file in files.items() if file.is_file()}, place)


def without_learnt(lines: Sequence[Example], *learnt: Sources) -> tuple[list[Example], int]:
    """The evaluation lines that neither understanding was taught, and how many were: that those are read rightly shows nothing. A line
    that was taught as something else stays: what is wrong in the examples is to be found."""
    known = {(e.lang, e.intent, key_of(plain(e.text))) for sources in learnt for e in parse_own(sources)}
    kept = [line for line in lines if (line.lang, line.intent, key_of(plain(line.text))) not in known]
    return kept, len(lines) - len(kept)


def some_shipped() -> list[Example]:
    """Some phrases of every shipped intent and language, the same ones every time: what nobody wants to be forgotten."""
    by_kind: dict[tuple[str, str], list[Example]] = {}
    for example in shipped_examples():
        if example.intent != OUT_OF_SCOPE:
            by_kind.setdefault((example.lang, example.intent), []).append(example)
    return [e for found in by_kind.values() for e in found[:: max(1, len(found) // _OF_EACH)][:_OF_EACH]]


def compare_lines(before: Model, after: Model, examples: Sequence[Example]) -> Lines:
    """How the two read ``examples``."""
    lost: list[Row] = []
    won: list[Row] = []
    right_before = right_after = 0
    for example in examples:
        was, now = _read(before, example), _read(after, example)
        right_before += was == example.intent
        right_after += now == example.intent
        if (was == example.intent) != (now == example.intent):
            row = (example.text, example.intent, was, now)
            (lost if was == example.intent else won).append(row)
    return Lines(len(examples), right_before, right_after, tuple(lost), tuple(won))


def _read(model: Model, example: Example) -> str:
    intents = model.read(example.text, example.lang).intents
    return intents[0][0] if intents else ""


def added_lines(before: Sources, after: Sources) -> list[Example]:
    """The examples that only ``after`` has."""
    known = {(example.lang, example.intent, example.text) for example in parse_own(before)}
    return [e for e in parse_own(after) if (e.lang, e.intent, e.text) not in known and e.intent != OUT_OF_SCOPE]


async def compare_talks(
    shop: Path,
    scratch: Path,
    before: Sources,
    after: Sources,
    many: int,
    tell: Callable[[int, int], None] = lambda _done, _of: None,
) -> dict[str, tuple[bool, bool]]:
    """The shop's conversation tests, by the one and by the other, by file; none without tests. ``tell(done, of)`` hears how far it is."""
    from dangol.cli.talks.playing import play_all, prepare_shop
    from dangol.cli.talks.script import find_scripts, read_script

    tests = shop / "tests"
    if not tests.is_dir() or not any(tests.rglob("*.y*ml")):
        return {}
    scripts = [read_script(path.read_text(encoding="utf-8-sig"), str(path)) for path in find_scripts([tests])]
    scripts = [script for script in scripts if not script.open]
    old = await prepare_shop(shop, scratch / "old")
    new = scratch / "new" / "shop"
    shutil.copytree(old, new)
    passed: list[list[bool]] = []
    done = 0

    def held(_: object) -> None:
        nonlocal done
        done += 1
        tell(done, 2 * len(scripts))

    tell(0, 2 * len(scripts))
    for folder, sources in ((old, before), (new, after)):
        _write_examples(folder, sources)
        outcomes = await play_all(scripts, folder, folder.parent, at_once=many, processes=many, tell=held)
        passed.append([outcome.passed for outcome in outcomes])
    names = [str(Path(script.file).relative_to(shop)) for script in scripts]
    return dict(zip(names, zip(*passed, strict=True), strict=True))


def _write_examples(folder: Path, sources: Sources) -> None:
    place = folder / "examples"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    for lang, text in sources.items():
        (place / f"{lang}.yaml").write_text(text, encoding="utf-8")
