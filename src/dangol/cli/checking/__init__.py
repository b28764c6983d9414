"""Every file of a shop, looked at before anything is made of it: what is wrong, where, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dangol.cli.checking.salvaged import salvage
from dangol.cli.checking.selling import look_at_goods
from dangol.cli.checking.talking import look_at_files, look_at_talk
from dangol.kit.errors import DangolError
from dangol.runtime.settings import load_settings

_GOODS = frozenset({"languages", "currency", "currencies", "country", "countries", "tax"})
"""Without these nothing can be said of what is sold."""


@dataclass(slots=True)
class Findings:
    """What was found: ``mistakes`` are wrong, ``warnings`` are right and yet surely not meant; each with its place and its cure."""

    mistakes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def look_over(folder: Path) -> Findings:
    """Everything wrong or doubtful in a shop's files, in words."""
    found = Findings()
    if not (folder / "shop.toml").is_file():
        try:
            load_settings(folder)
        except DangolError as trouble:
            found.mistakes += str(trouble).splitlines()
        return found
    read = salvage(folder)
    found.mistakes += read.mistakes
    looks = [look_at_files(folder)] if read.settings is None else [look_at_talk(read.settings, read.left_out)]
    if read.settings is not None and not read.left_out & _GOODS:
        looks.append(look_at_goods(read.settings))
    for look in looks:
        for words, is_mistake in look:
            (found.mistakes if is_mistake else found.warnings).append(words)
    return found


def problems_of(folder: Path) -> Iterator[str]:
    """Every mistake in a shop's files, in words."""
    yield from look_over(folder).mistakes
