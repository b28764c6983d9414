"""Write ``docs/commands.md`` from the command line itself: ``python tools/commands_doc.py [--check]``."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

import typer.main  # noqa: E402 - the source tree has to be found first

from dangol.cli import app  # noqa: E402

KINDS = {str: "TEXT", int: "N", float: "N"}
TARGET = "docs/commands.md"
INTRODUCTION = """# Commands

<!-- Written by `make docs` from dangol.cli. -->

`dangol --help` says the same. Exit codes: 0 done, 1 something was found wrong, 2 the call was wrong, 130 interrupted.
"""


def said(text: str | None) -> str:
    """Help as one line of Markdown."""
    return re.sub(r"\s+", " ", (text or "").replace("|", "\\|")).strip()


def called(option: Any) -> str:
    """An option as it is typed."""
    names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    if option.is_flag:
        return names
    kind = option.type_descriptor.annotation
    return f"{names} {option.metavar or KINDS.get(kind) or getattr(kind, '__name__', 'TEXT').upper()}"


def default(option: Any) -> str:
    """The default, if it is worth telling."""
    value = option.default
    if callable(value) or value is None or value is False or value == "" or type(value).__name__ == "Sentinel":
        return ""
    if isinstance(value, bool):
        return "on"
    return f"`{value}`"


def sections(command: Any, path: str) -> Iterator[str]:
    """One section for each command below ``command``."""
    for name in sorted(getattr(command, "commands", {})):
        below = command.commands[name]
        whole = f"{path} {name}"
        if hasattr(below, "commands"):
            yield from sections(below, whole)
            continue
        places = [place for place in below.params if place.param_type_name == "argument"]
        options = [option for option in below.params if option.param_type_name == "option" and option.name != "help"]
        heading = " ".join([whole, *(str(place.metavar or place.name).upper() for place in places)])
        lines = [f"## `{heading}`", "", (below.help or "").strip(), ""]
        lines += [f"- `{str(place.metavar or place.name).upper()}`: {said(place.help)}" for place in places]
        if places:
            lines.append("")
        if options:
            lines += ["| option | default | |", "|---|---|---|"]
            lines += [f"| {called(option)} | {default(option)} | {said(option.help)} |" for option in options]
            lines.append("")
        yield "\n".join(lines)


def document() -> str:
    """The whole document."""
    return "\n".join([INTRODUCTION, *sections(typer.main.get_command(app), "dangol")])


def main() -> None:
    """Write the document, or check it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when something would change")
    args = parser.parse_args()
    path = ROOT / TARGET
    fresh = document()
    if path.is_file() and path.read_text(encoding="utf-8") == fresh:
        print(f"{TARGET}: up to date")
    elif args.check:
        sys.exit(f"{TARGET} is out of date. Write it anew with: make docs")
    else:
        path.write_text(fresh, encoding="utf-8")
        print(f"{TARGET}: written")


if __name__ == "__main__":
    main()
