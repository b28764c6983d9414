"""Scores written-down messages of shoppers through `dangol understand`, on the shops they were written for.

    PYTHONPATH=src:tests python -m nlu.score shoppers demo=/path/to/demo hardware=/path/to/generated [--lang ko] [--all]

Prints what is wrong, line by line, and the share of messages with exactly the expected commands and slots (95% interval, Wilson).
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
ROWS = ("product", "category", "brand")


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
    """The messages of ``<name>_<lang>.yaml``."""
    data = yaml.safe_load((HERE / f"{name}_{lang}.yaml").read_text(encoding="utf-8"))
    for shop, lines in data.items():
        for line in lines.splitlines():
            wanted, text, *slots = (part.strip() for part in line.split("|"))
            *dialogue, text = (part.strip() for part in text.split(">>"))
            pairs = [pair.split("=") for pair in (slots[0] if slots else "").split(",") if pair.strip()]
            yield Case(shop, lang, wanted, text, {k.strip(): v.strip() for k, v in pairs}, dialogue)


def _slot(slots: dict[str, Any], name: str) -> str:
    if name in {"price_max", "price_min"}:
        return str((slots.get("price_limit") or {}).get(name[6:]))
    value = slots.get(name)
    if name == "product" and value is None:  # a shelf's other name that stands for one thing alone
        things = [row for row in slots.get("candidates") or () if str(row).startswith("product:")]
        value = things[0] if len(things) == 1 else None
    if value is None and name not in {"attributes"}:
        value = (slots.get("attributes") or {}).get(name)
    return str(value).partition(":")[2] if name in ROWS and value else str(value)


def problem(case: Case, answer: dict[str, Any]) -> str | None:
    """What is wrong with an answer, or nothing."""
    commands = answer["commands"]
    got = " + ".join(c.get("intent") or c.get("command") or "?" for c in commands)
    offered = [c.get("intent") or c.get("command") for c in answer["choices"]]
    if case.wanted == "unclear":
        return None if not commands or got == "small_talk" else f"acted: {got}"
    if got not in case.wanted.split("/"):
        return (
            f"wrong: {got}"
            if got
            else ("offered" if case.wanted.split(" + ")[0] in offered else "missed") + f" {offered}"
        )
    slots = {k: v for c in commands for k, v in (c.get("slots") or {"value": c.get("value")}).items()}
    for name, value in case.slots.items():
        if _slot(slots, name) != value:
            return f"slot {name}={_slot(slots, name)} not {value}"
    return None


def interval(right: int, of: int) -> tuple[float, float]:
    """Wilson's 95% interval of a share, in hundredths."""
    share, z = right / of, 1.96
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return 100 * (middle - half), 100 * (middle + half)


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
    options = parser.parse_args()
    shops = dict(shop.split("=", 1) for shop in options.shops)
    everything = [c for lang in options.lang or ["en", "ko", "ja"] for c in cases(options.name, lang)]
    tally: dict[str, list[bool]] = {}
    for shop, folder in shops.items():
        mine = [c for c in everything if c.shop == shop]
        for case, answer in zip(mine, answers(folder, mine), strict=True):
            wrong = problem(case, answer)
            tally.setdefault(case.lang, []).append(wrong is None)
            if wrong or options.all:
                brief = [{k: v for k, v in (c.get("slots") or {}).items() if k != "query"} for c in answer["commands"]]
                top = [(i, round(p, 2)) for i, p in answer["intents"][:2]]
                print(f"{case.lang} [{case.wanted}] {case.text}  ->  {wrong or 'right'} {brief} {top}")
                if options.all:
                    print("     ", " / ".join(str(answer.get("reply", "")).split("\n"))[:330])
    for lang, results in tally.items():
        low, high = interval(sum(results), len(results))
        print(
            f"{lang}: {sum(results)} of {len(results)} = {100 * sum(results) / len(results):.0f}% ({low:.0f} to {high:.0f})"
        )


if __name__ == "__main__":
    main()
