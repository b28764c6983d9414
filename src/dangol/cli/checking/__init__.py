"""Every file of a shop, looked at before anything is made of it: what is wrong, where, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dangol.cli.checking.selling import look_at_goods
from dangol.cli.checking.talking import look_at_talk
from dangol.kit.errors import DangolError
from dangol.runtime.settings import load_settings


@dataclass(slots=True)
class Findings:
    """What was found: ``mistakes`` are wrong, ``warnings`` are right and yet surely not meant; each with its place and its cure."""

    mistakes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def look_over(folder: Path) -> Findings:
    """Everything wrong or doubtful in a shop's files, in words."""
    found = Findings()
    try:
        settings = load_settings(folder)
    except DangolError as trouble:
        found.mistakes += str(trouble).splitlines()
        return found
    for look in (look_at_talk, look_at_goods):
        for words, is_mistake in look(settings):
            (found.mistakes if is_mistake else found.warnings).append(words)
    return found


def problems_of(folder: Path) -> Iterator[str]:
    """Every mistake in a shop's files, in words."""
    yield from look_over(folder).mistakes
