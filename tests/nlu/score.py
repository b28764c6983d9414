"""Scores written-down messages of shoppers through `dangol understand`, on the shops they were written for.

    PYTHONPATH=src:tests python -m nlu.score shoppers demo=/path/to/demo hardware=/path/to/generated [--lang ko] [--all]
    PYTHONPATH=src:tests python -m nlu.score evaluation demo=... hardware=... [--half read|counted]
    PYTHONPATH=src:tests python -m nlu.score ordinary demo=... hardware=... [--half read|counted]

Prints what is wrong, line by line, and the share of messages with exactly the expected commands and slots (95% interval, Wilson).
Of the evaluation set and of the ordinary messages only the half that may be read is printed; of the other half only the shares.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zlib import crc32

import yaml

from dangol.nlu.evaluate import interval

HERE = Path(__file__).parent
SETS = {"evaluation": "evaluation", "ordinary": "evaluation/ordinary"}
ROWS = ("product", "category", "brand")
#: Commands that do the same for the shopper: a choice by its value is the answer to a question, and the other way round; so is a
#: correction of what was just asked; an opt-out word is what *no more messages* is.
SAME = {"choose": "fill", "correct": "fill", "stop": "unsubscribe", "change_language": "language"}


@dataclass(frozen=True)
class Case:
    """One message, what should come of it, and the messages before it."""

    shop: str
    lang: str
    wanted: str
    text: str
    slots: dict[str, str]
    dialogue: list[str] = field(default_factory=list)


def cases(name: str, lang: str) -> Iterator[Case]:
    """The messages of ``<name>_<lang>.yaml``, or of a set of ``evaluation/``."""
    if name in SETS:
        for line in (HERE / SETS[name] / f"{lang}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            slots = {key: str(value) for key, value in row["slots"].items()}
            yield Case(row["shop"], lang, row["want"], row["text"], slots, row["dialogue"])
        return
    data = yaml.safe_load((HERE / f"{name}_{lang}.yaml").read_text(encoding="utf-8"))
    for shop, lines in data.items():
        for line in lines.splitlines():
            wanted, text, *slots = (part.strip() for part in line.split("|"))
            *dialogue, text = (part.strip() for part in text.split(">>"))
            pairs = [pair.split("=") for pair in (slots[0] if slots else "").split(",") if pair.strip()]
            yield Case(shop, lang, wanted, text, {k.strip(): v.strip() for k, v in pairs}, dialogue)


def readable(case: Case, name: str) -> bool:
    """Whether a message of a set is one that may be read to find out what goes wrong."""
    return name not in SETS or crc32(case.text.encode()) % 2 == 0


def _named(command: dict[str, Any]) -> str:
    name = str(command.get("intent") or command.get("command") or "?")
    return SAME.get(name, name)


def _asked(wanted: str) -> list[set[str]]:
    """Each request that should be read, as the set of names that are right for it."""
    return [{SAME.get(name.strip(), name.strip()) for name in part.split("/")} for part in wanted.split(" + ")]


def _given(commands: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Everything the commands carry, by the names the sets use; rows without their kind."""
    found: dict[str, list[str]] = {}

    def note(name: str, value: Any) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                if name == "price_limit" and key in ("min", "max"):
                    note(f"price_{key}", inner / (100 if value.get("currency") == "USD" else 1))
                else:
                    note(f"without_{key}" if name == "without" else key, inner)
        elif isinstance(value, list):
            for inner in value:
                note(name, inner)
        elif value is not None:
            found.setdefault(name, []).append(str(value))

    for command in commands:
        for name, value in (command.get("slots") or {}).items():
            note(
                {"candidates": "product", "products": "product", "row": "product", "items": "product"}.get(name, name),
                value,
            )
        if command.get("command") in ("fill", "correct"):
            note(command.get("slot") or "value", command.get("value"))
        note("value", command.get("value"))
        note("value", command.get("row"))
        note("value", command.get("lang"))
        note("language", command.get("lang"))
        note("position", command.get("position"))
    return found


def _folded(value: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKC", value).casefold() if c.isalnum() or c in "@.")
    return plain.removeprefix("product:").removeprefix("82").removeprefix("81").lstrip("0") or plain


def _has(given: dict[str, list[str]], name: str, value: str, follows: bool) -> bool:
    """Whether a slot was read: rows by their id (a category by its last part or the whole), a size under whatever the option is called.

    In a message that follows others (``follows``) what was spoken of before may be left to the flow that remembers it, as long as
    nothing else is named; a place in a list may be given as the thing that stands there, and a value as its place among the buttons.
    """
    if follows and name in ("product", "category") and not any(given.get(kind) for kind in ("product", "category")):
        return True
    if follows and given.get({"position": "product", "value": "position"}.get(name, "")):
        return True
    if name in ("price_max", "price_min"):
        return any(float(value) == float(found) for found in given.get(name, []))
    if name in ROWS:
        found = [v.partition(":")[2] or v for v in given.get(name, [])]
        return any(
            v == value or v.endswith("/" + value) or (name == "category" and v.startswith(value + "/")) for v in found
        )
    own = [v for key, values in given.items() if key not in ("product", "query", "quantity") for v in values]
    found = given.get(name, []) or (own if name in ("size", "value", "color") else [])
    return any(_folded(value) in (_folded(v), _folded(v.partition("=")[2])) for v in found)


def problem(case: Case, answer: dict[str, Any]) -> str | None:
    """What is wrong with an answer, or nothing. Several values for one question are one answer; the order of requests is free."""
    got: list[str] = []
    for command in answer["commands"]:
        name = _named(command)
        if not (got and got[-1] == name and name in ("fill", "correct")):
            got.append(name)
    wanted = _asked(case.wanted)
    if not got and any("unclear" in names for names in wanted):
        return None
    if got == ["small_talk"] and wanted == [{"unclear"}]:
        return None
    left = list(got)
    for names in wanted:
        match = next((name for name in left if name in names), None)
        if match is None:
            offered = [_named(c) for c in answer["choices"]]
            if got:
                return f"wrong: {' + '.join(got)}"
            return f"{'offered' if names & set(offered) else 'missed'} {offered}"
        left.remove(match)
    if left:
        return f"wrong: {' + '.join(got)}"
    given = _given(answer["commands"])
    lacking = [
        f"{name}={value}" for name, value in case.slots.items() if not _has(given, name, value, bool(case.dialogue))
    ]
    return f"slot {', '.join(lacking)} not read" if lacking else None


def answers(shop: str, wanted: list[Case]) -> list[dict[str, Any]]:
    """What the shop in a folder answers."""
    lines = "".join(
        json.dumps({"text": c.text, "lang": c.lang, "dialogue": c.dialogue}, ensure_ascii=False) + "\n" for c in wanted
    )
    command = [sys.executable, "-m", "dangol", "understand", "--shop", shop]
    done = subprocess.run(command, input=lines.encode(), stdout=subprocess.PIPE, check=False, env=os.environ)
    return [json.loads(line) for line in done.stdout.decode().splitlines() if line.startswith("{")]


def main() -> None:
    """See the module's text."""
    parser = argparse.ArgumentParser()
    parser.add_argument("name")
    parser.add_argument("shops", nargs="+")
    parser.add_argument("--lang", action="append")
    parser.add_argument("--all", action="store_true", help="print right ones too, with the answer's words")
    parser.add_argument("--half", choices=["read", "counted"], help="of the set, only this half")
    options = parser.parse_args()
    shops = dict(shop.split("=", 1) for shop in options.shops)
    tally: dict[str, list[str]] = {}
    for lang in options.lang or ["en", "ko", "ja"]:
        for shop, folder in shops.items():
            mine = [c for c in cases(options.name, lang) if c.shop == shop]
            if options.half:
                mine = [c for c in mine if readable(c, options.name) == (options.half == "read")]
            for case, answer in zip(mine, answers(folder, mine), strict=True):
                wrong = problem(case, answer)
                tally.setdefault(lang, []).append((wrong or "right").split()[0].rstrip(":"))
                if (wrong or options.all) and readable(case, options.name):
                    _tell(case, answer, wrong, options.all)
    for lang, results in tally.items():
        right = results.count("right")
        low, high = (100 * bound for bound in interval(right, len(results)))
        rest = ", ".join(f"{kind} {results.count(kind)}" for kind in ("wrong", "offered", "missed", "acted", "slot"))
        print(
            f"{lang}: {right} of {len(results)} = {100 * right / len(results):.1f}% ({low:.0f} to {high:.0f}); {rest}"
        )


def _tell(case: Case, answer: dict[str, Any], wrong: str | None, everything: bool) -> None:
    brief = [{k: v for k, v in (c.get("slots") or {}).items() if k != "query"} for c in answer["commands"]]
    top = [(i, round(p, 2)) for i, p in answer["intents"][:2]]
    before = "".join(f"{said} >> " for said in case.dialogue)
    print(f"{case.lang} [{case.wanted}] {before}{case.text}  ->  {wrong or 'right'} {brief} {top} {case.slots or ''}")
    if everything:
        print("     ", " / ".join(str(answer.get("reply", "")).split("\n"))[:330])


if __name__ == "__main__":
    main()
