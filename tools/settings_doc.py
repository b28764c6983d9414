"""Write ``docs/settings.md`` from the table of settings: ``python tools/settings_doc.py [--check]``."""

from __future__ import annotations

import argparse
import ast
import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from dangol.runtime.settings import SETTINGS, Setting  # noqa: E402 - the source tree has to be found first

TARGET = "docs/settings.md"
INTRODUCTION = """# Settings

<!-- Written by `make docs` from dangol.runtime.settings. -->

What belongs to the shop stands in its folder, in `shop.toml`; what differs between machines comes from environment variables.
Nothing need be set: every setting has a default. A name with a dot lives in a table: `tax.rate` is the line `rate = "0.10"` under
`[tax]`. Where a text may differ by language, write a table instead: `name = { en = "Naru Store", ko = "나루상점" }`.

`dangol check` reads the file and names the line and the cure of every mistake; `dangol serve` does so before it begins.
"""
ELSEWHERE = """## Read by one door only

| name | |
|---|---|
| `DANGOL_SHOP` | The shop's folder, for an ASGI server of your own: `uvicorn --factory dangol.asgi:application`. |
| `DANGOL_PROXIES` | Addresses of reverse proxies whose word on the visitor's address is believed; `127.0.0.1` if not set. |
| `DANGOL_MEMBER_PASSWORD` | The new member's password, so that `dangol member add` need not ask. |
"""
HEADINGS = {"shop.toml": "In `shop.toml`", "environment": "Environment variables"}


KINDS = {
    "str | dict": "text, or one per language",
    "tuple[str": "list of texts",
    "tuple[dangol.": "list of tables",
    "str": "text",
    "bool": "true or false",
    "int": "whole number",
    "float": "number",
    "Decimal": "decimal number, in quotes",
    "decimal.Decimal": "decimal number, in quotes",
}


def kind(setting: Setting) -> str:
    """The setting's type, as somebody who writes the file would say it."""
    choice = re.match(r"Literal\[(.*)\]", setting.type)
    if choice:
        return " or ".join(f'`"{value}"`' for value in re.findall(r"'([^']*)'", choice[1]))
    return next(said for start, said in KINDS.items() if setting.type.startswith(start))


def default(setting: Setting) -> str:
    """The setting's default, as it would be written."""
    if setting.where == "environment":
        value = setting.default.strip("'")
        return f"`{value}`" if value else "empty"
    inner = re.fullmatch(r"Decimal\('([^']*)'\)", setting.default)
    value = inner[1] if inner else ast.literal_eval(setting.default)
    shown = list(value) if isinstance(value, tuple) else value
    return f"`{json.dumps(shown, ensure_ascii=False)}`"


def row(setting: Setting) -> str:
    """One line of the Markdown table."""
    cells = (f"`{setting.name}`", kind(setting), default(setting), setting.sentence)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def document() -> str:
    """The whole document."""
    parts = [INTRODUCTION]
    for where, heading in HEADINGS.items():
        rows = [row(setting) for setting in SETTINGS if setting.where == where]
        parts.append("\n".join([f"## {heading}", "", "| name | type | default | |", "|---|---|---|---|", *rows, ""]))
    return "\n".join([*parts, ELSEWHERE])


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
