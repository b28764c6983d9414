"""The same conversations with the shop as it is and as it would be: what a shopper would notice, and nothing else."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from rich.console import Console

from dangol.bootstrap.kept_files import overlay
from dangol.cli.talks.differing import marked
from dangol.cli.talks.playing import Outcome, Turned
from dangol.cli.talks.script import Script, Step

_AROUND = 30
_MOST_LINES = 12
_ADDRESS = re.compile(r"https?://\S+")
# The particle behind a number goes by how its last sign is read, and the number is another every time.
_PARTICLE = r"(?:이고|고|이에요|예요|이|가|은|는|을|를|과|와|으로|로)?(?![가-힣])"


@dataclass(frozen=True, slots=True)
class Difference:
    """One step that went another way; ``parts`` are what of it, before and after. Without a step: what stood in the end."""

    step: Step | None
    parts: tuple[tuple[str, str, str], ...]


def shop_as_it_was(shop: Path, files: Path, scratch: Path, learnt: Mapping[str, str] | None = None) -> Path:
    """A copy of ``shop`` (its catalogue, its customers) that talks by ``files``, and has ``learnt`` these examples instead of theirs."""
    folder = scratch / "source"
    shutil.copytree(shop, folder, ignore=shutil.ignore_patterns("data", "tests", ".git", "*.db"))
    overlay(files, folder)
    if learnt is not None:
        shutil.rmtree(folder / "examples", ignore_errors=True)
        (folder / "examples").mkdir()
        for lang, text in learnt.items():
            (folder / "examples" / f"{lang}.yaml").write_text(text, encoding="utf-8")
    return folder


def without_expectations(script: Script) -> Script:
    """The script to its end, whatever comes."""
    steps = tuple(replace(step, expects=()) for step in script.steps)
    return replace(script, steps=steps, then=(), open=None)


def compared(before: Outcome, after: Outcome) -> list[Difference]:
    """Everything that differs, step by step. Where one of them could not go on, that is the last difference."""
    found = []
    for old, new in zip(before.turned, after.turned, strict=False):
        parts = _parts(old, new)
        if parts:
            found.append(Difference(new.step, parts))
    if len(before.turned) != len(after.turned) or _stop(before) != _stop(after):
        longer = max(before, after, key=lambda outcome: len(outcome.turned))
        place = min(len(before.turned), len(after.turned))
        step = after.failed_at or (longer.turned[place].step if place < len(longer.turned) else None)
        found.append(Difference(step, (("goes on", _stop(before) or "yes", _stop(after) or "yes"),)))
    elif before.stands != after.stands:
        keys = [key for key in {**before.stands, **after.stands} if before.stands.get(key) != after.stands.get(key)]
        stood = tuple((key, _plainly(before.stands.get(key)), _plainly(after.stands.get(key))) for key in keys)
        found.append(Difference(None, stood))
    return found


def compared_with_told(after: Outcome) -> list[Difference]:
    """What is said otherwise than was told when the conversation was held or recorded."""
    found = []
    for turned in after.turned:
        told, now = turned.step.told, told_in(turned)
        if told is not None and told.split() != now.split():
            found.append(Difference(turned.step, (("text", told, now),)))
    return found


def _stop(outcome: Outcome) -> str:
    return f"{outcome.mismatches[0].expected}: {outcome.mismatches[0].found}" if outcome.mismatches else ""


def _plainly(value: Any) -> str:
    return "none" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _parts(old: Turned, new: Turned) -> tuple[tuple[str, str, str], ...]:
    """What of a step differs: which flow acted, what is asked, what is shown, what is said, what there is to tap."""
    a, b = old.seen, new.seen
    rows: list[tuple[str, str, str]] = [
        ("flow", _row(a.flows), _row(b.flows)),
        ("lang", a.lang, b.lang),
        ("asks", a.asks or "nothing", b.asks or "nothing"),
        ("shows", _row(a.shows), _row(b.shows)),
        ("blocks", _row(a.blocks), _row(b.blocks)),
        ("text", told_in(old), told_in(new)),
        ("buttons", _row(a.buttons, old.coupons), _row(b.buttons, new.coupons)),
    ]
    differing = tuple(row for row in rows if row[1] != row[2])
    # How it was read explains the rest; by itself nobody would notice.
    if differing and a.understood != b.understood:
        return (("understood", a.understood or "nothing", b.understood or "nothing"), *differing)
    return differing


def _row(names: Sequence[str], coupons: Sequence[str] = ()) -> str:
    return by_form(", ".join(names), "", coupons) or "nothing"


def told_in(turned: Turned) -> str:
    """What was said in a step, without what is another every time."""
    return by_form(turned.seen.text, turned.order, turned.coupons)


def by_form(text: str, order: str, coupons: Sequence[str]) -> str:
    """``text`` without what is another every time: the order's number, somebody's own coupon codes, the payment page's address."""
    for code in coupons:
        text = re.sub(re.escape(code) + _PARTICLE, "{coupon}", text).replace(code, "{coupon}")
    if order:
        text = re.sub(re.escape(order) + _PARTICLE, "{order}", text).replace(order, "{order}")
    return _ADDRESS.sub("https://…", text)


def print_differences(script: Script, found: Sequence[Difference], out: Console) -> None:
    """What a shopper would notice in this conversation."""
    if not found:
        out.print(f"[green]=[/] {script.file}  [dim]{script.name}[/]", highlight=False, soft_wrap=True)
        return
    out.print(f"[yellow]≠ {script.file}[/]  {script.name}", highlight=False, soft_wrap=True)
    for difference in found:
        step = difference.step
        words = "in the end" if step is None else f"{step.do}: {step.value}"
        out.print(f"  {words}", markup=False, highlight=False, soft_wrap=True)
        for name, before, after in difference.parts:
            for number, line in enumerate(_shown(name, before, after)):
                label = name if number == 0 else ""
                out.print(f"    {label:<11}{line}", markup=False, highlight=False, soft_wrap=True)


def _shown(name: str, before: str, after: str) -> list[str]:
    if name != "text":
        return [f"{before} → {after}"]
    old, new = before.splitlines(), after.splitlines()
    lines: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        pairs = max(b - a, d - c)
        for n in range(pairs):
            was = old[a + n] if a + n < b else ""
            now = new[c + n] if c + n < d else ""
            if was or now:
                lines.append(marked(was, now, _AROUND))
    return lines[:_MOST_LINES] + (["…"] if len(lines) > _MOST_LINES else [])
