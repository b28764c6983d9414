"""Two understandings beside each other: on lines nobody learnt from, on what ships, and in the shop's conversation tests."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dangol.bootstrap.files import read_text
from dangol.bootstrap.understanding import Sources, parse_own
from dangol.nlu.examples import LANGUAGES, shipped_examples
from dangol.nlu.model import Model
from dangol.nlu.reject import OUT_OF_SCOPE
from dangol.nlu.train import Example

_OF_EACH = 20  # of an intent's shipped phrases
_FORGIVEN = 0.002  # of them: which of two hardly likely meanings comes first is nothing anybody would notice
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Lines:
    """How lines are read by the one and by the other; ``lost`` and ``won`` name them: text, meant, read before, read now."""

    of: int
    before: int
    after: int
    lost: tuple[tuple[str, str, str, str], ...] = ()
    won: tuple[tuple[str, str, str, str], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As it is kept with the version."""
        return {
            "of": self.of,
            "before": self.before,
            "after": self.after,
            "lost": [list(row) for row in self.lost[:_SHOWN]],
            "won": [list(row) for row in self.won[:_SHOWN]],
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """The whole of it. ``talks`` maps a test's file to whether it passed before and passes now."""

    lines: Lines
    phrases: Lines
    talks: Mapping[str, tuple[bool, bool]] = field(default_factory=dict)

    @property
    def broken(self) -> list[str]:
        """Tests that passed, and no longer do."""
        return [file for file, (before, after) in self.talks.items() if before and not after]

    @property
    def worse(self) -> list[str]:
        """In what the new one is worse; empty if in nothing."""
        found = []
        if self.lines.after < self.lines.before:
            found.append(f"{self.lines.before - self.lines.after} fewer of the evaluation lines are read rightly")
        if self.phrases.before - self.phrases.after > _FORGIVEN * self.phrases.of:
            found.append(f"{self.phrases.before - self.phrases.after} fewer of the shipped phrases are read rightly")
        if self.broken:
            found.append(f"{len(self.broken)} of the conversation tests no longer pass: {', '.join(self.broken)}")
        return found

    def to_json(self) -> dict[str, Any]:
        """As it is kept with the version."""
        return {
            "lines": self.lines.to_json(),
            "phrases": self.phrases.to_json(),
            "talks": {
                "of": len(self.talks),
                "before": sum(before for before, _ in self.talks.values()),
                "after": sum(after for _, after in self.talks.values()),
                "broken": self.broken[:_SHOWN],
            },
            "worse": self.worse,
        }


def evaluation_lines(folder: Path) -> list[Example]:
    """The shop's own lines to judge by: ``evaluation/<lang>.yaml``, in the form of its examples. Raises ``ExamplesUnreadable``."""
    place = folder / "evaluation"
    files = {lang: place / f"{lang}.yaml" for lang in LANGUAGES}
    return parse_own({lang: read_text(file) for lang, file in files.items() if file.is_file()}, place)


def some_shipped() -> list[Example]:
    """Some phrases of every shipped intent and language, the same ones every time: what nobody wants to be forgotten."""
    by_kind: dict[tuple[str, str], list[Example]] = {}
    for example in shipped_examples():
        if example.intent != OUT_OF_SCOPE:
            by_kind.setdefault((example.lang, example.intent), []).append(example)
    return [e for found in by_kind.values() for e in found[:: max(1, len(found) // _OF_EACH)][:_OF_EACH]]


def compare_lines(before: Model, after: Model, examples: Sequence[Example]) -> Lines:
    """How the two read ``examples``."""
    lost: list[tuple[str, str, str, str]] = []
    won: list[tuple[str, str, str, str]] = []
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


async def compare_talks(
    shop: Path, scratch: Path, before: Sources, after: Sources, many: int
) -> dict[str, tuple[bool, bool]]:
    """The shop's conversation tests, held by the one and by the other; none without tests."""
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
    passed = []
    for folder, sources in ((old, before), (new, after)):
        _write_examples(folder, sources)
        outcomes = await play_all(scripts, folder, folder.parent, at_once=many, processes=many)
        passed.append([outcome.passed for outcome in outcomes])
    return {script.file: pair for script, pair in zip(scripts, zip(*passed, strict=True), strict=True)}


def _write_examples(folder: Path, sources: Sources) -> None:
    place = folder / "examples"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    for lang, text in sources.items():
        (place / f"{lang}.yaml").write_text(text, encoding="utf-8")
