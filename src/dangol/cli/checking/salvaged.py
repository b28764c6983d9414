"""The settings of a shop whose ``shop.toml`` has mistakes, as far as they are right: so that one mistake does not hide all the others."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from dangol.kit.errors import DangolError
from dangol.runtime.settings import LANGUAGES, Machine, Settings, Shop, load_machine, named, not_toml

_MOST = 100
_KEY = re.compile(r"\s*([A-Za-z_]+)\s*=")
_TABLE = re.compile(r"\s*\[+\s*([A-Za-z_]+)")


@dataclass(frozen=True, slots=True)
class Salvaged:
    """``settings`` with their defaults where something is wrong (none where nothing could be read), every mistake in words, and the names
    of the settings that were ``left_out``: what depends on them cannot be judged."""

    settings: Settings | None
    mistakes: tuple[str, ...]
    left_out: frozenset[str]


def salvage(folder: Path) -> Salvaged:
    """The settings of the shop in ``folder`` as far as they are right. Never raises."""
    machine, mistakes = Machine(), list[str]()
    try:
        machine = load_machine(os.environ)
    except DangolError as trouble:
        mistakes += str(trouble).splitlines()
    path = folder / "shop.toml"
    try:
        source = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as trouble:
        return Salvaged(None, (*mistakes, f"{path} cannot be read: {trouble}. Save it as UTF-8."), frozenset())
    values, broken, out = _table(source, str(path))
    left_out = set(_names(source.splitlines(), sorted(n - 1 for n in out)))
    mistakes += broken
    if values is None:
        return Salvaged(None, tuple(mistakes), frozenset())
    first = True
    for _ in range(_MOST):
        try:
            shop = Shop.model_validate(values)
        except ValidationError as trouble:
            if first:
                told = str(named(trouble, str(path), source)).splitlines()
                mistakes += [words for words in told if not any(words.startswith(f"{path}:{n}:") for n in out)]
                first = False
            left_out.add(_take_out(values, trouble.errors()[0]["loc"]))
            continue
        if "languages" in left_out and "languages" not in values:
            shop = shop.model_copy(update={"languages": _written(folder) or shop.languages})
        shop = shop.model_copy(update={"base_url": shop.base_url or machine.base_url})
        return Salvaged(Settings(folder.resolve(), shop, machine), tuple(mistakes), frozenset(left_out))
    return Salvaged(None, tuple(mistakes), frozenset(left_out))


def _table(source: str, where: str) -> tuple[dict[str, Any] | None, list[str], set[int]]:
    """What ``source`` says; where it is no TOML, without the line that is wrong (or the one before it, where a quote or a bracket was left
    open), which is named; the numbers of the lines left out."""
    try:
        return tomllib.loads(source), [], set()
    except tomllib.TOMLDecodeError as trouble:
        found = not_toml(trouble, where, source)
    told = str(found).splitlines()
    at = re.match(rf"{re.escape(where)}:(\d+):", told[0])
    lines = source.splitlines()
    place = int(at[1]) - 1 if at else len(lines) - 1
    opened = next((n for n in range(place, -1, -1) if _left_open(lines[n])), place) if lines else place
    for out in ((place,), (opened,), (place - 1,), (place - 1, place)):
        without = ["" if number in out else line for number, line in enumerate(lines)]
        try:
            values = tomllib.loads("\n".join(without))
        except tomllib.TOMLDecodeError:
            continue
        return values, told, {number + 1 for number in out}
    return None, told, set()


def _left_open(line: str) -> bool:
    """Whether a quote or a bracket is opened here and not closed."""
    return line.count('"') % 2 == 1 or any(line.count(one) > line.count(other) for one, other in ("[]", "{}"))


def _names(lines: Sequence[str], places: Sequence[int]) -> Iterator[str]:
    """The settings (of a table: the table) that stand on these lines."""
    for place in places:
        heading = next((m[1] for line in reversed(lines[: place + 1]) if (m := _TABLE.match(line))), None)
        key = _KEY.match(lines[place]) if 0 <= place < len(lines) else None
        if heading or key:
            yield heading or (key[1] if key else "")


def _take_out(values: dict[str, Any], path: Sequence[str | int]) -> str:
    """Take the place that ``path`` leads to out of ``values``, or the nearest one above it that is there; the setting's name."""
    inside: Any = values
    holder: Any = inside
    last = path[0]
    for part in path:
        there = part in inside if isinstance(inside, dict) else isinstance(inside, list) and isinstance(part, int)
        if not there:
            break
        holder, last, inside = inside, part, inside[part]
    there = isinstance(holder, list) or last in holder
    if there:
        del holder[last]
    else:
        values.clear()
    return str(path[0])


def _written(folder: Path) -> tuple[str, ...]:
    """The languages that the shop's own files are in."""
    found = {file.stem for kind in ("faq", "policies") for file in (folder / kind).glob("*.md")}
    found |= {sub.name for sub in (folder / "wording").glob("*") if sub.is_dir()}
    return tuple(lang for lang in LANGUAGES if lang in found)
