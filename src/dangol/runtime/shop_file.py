"""Changing a number in ``shop.toml`` and nothing else: comments, order and everything a person wrote stay as they are."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from dangol.runtime.errors import SettingInvalid
from dangol.runtime.settings import read_shop

_TABLE = re.compile(r"^\s*\[")


def set_numbers(path: Path, table: str, values: Mapping[str, float]) -> None:
    """Write ``values`` into ``[table]`` of the file at ``path``, whole or not at all. Raises ``SettingInvalid`` for a value that cannot
    be, or a file written in a way that cannot be changed line by line."""
    source = path.read_text(encoding="utf-8-sig")
    changed = changed_text(source, table, values)
    read_shop(changed, str(path))
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        draft.write_text(changed, encoding="utf-8")
        draft.chmod(path.stat().st_mode & 0o777)
        if tomllib.loads(changed).get(table, {}) != {**tomllib.loads(source).get(table, {}), **values}:
            raise SettingInvalid(
                f"{path}: [{table}] is written in a way that cannot be changed here.",
                cure=f"Change {' and '.join(values)} in the file.",
            )
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def changed_text(source: str, table: str, values: Mapping[str, float]) -> str:
    """``source`` with ``values`` in ``[table]``: in their own lines where they have one, else below the heading, else at the end."""
    lines = source.split("\n")
    heading = re.compile(rf"^\s*\[\s*{re.escape(table)}\s*\]\s*(#.*)?$")
    start = next((number for number, line in enumerate(lines) if heading.match(line)), None)
    if start is None:
        tail = "" if source.endswith("\n") or not source else "\n"
        return f"{source}{tail}\n[{table}]\n" + "".join(f"{name} = {value:g}\n" for name, value in values.items())
    end = next((n for n in range(start + 1, len(lines)) if _TABLE.match(lines[n])), len(lines))
    for name, value in list(values.items())[::-1]:
        own = re.compile(rf"^(\s*{re.escape(name)}\s*=\s*)[^#\s]+(.*)$")
        at = next((n for n in range(start + 1, end) if own.match(lines[n])), None)
        if at is None:
            lines.insert(start + 1, f"{name} = {value:g}")
            end += 1
        else:
            found = own.match(lines[at])
            assert found is not None
            lines[at] = f"{found[1]}{value:g}{found[2]}"
    return "\n".join(lines)
