"""How tests went: on the screen, as JUnit XML, and which steps of which flows were walked."""

from __future__ import annotations

import textwrap
import xml.etree.ElementTree as Xml
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn

from dangol.cli.talks.playing import Outcome
from dangol.cli.talks.script import Step
from dangol.dialogue.flow import Flow, Node

_WIDTH = 110
_SILENT_NODES = ("jump", "end")


def failure_text(outcome: Outcome) -> str:
    """What went wrong, with the talk so far: where, what was said, what was expected, what was found."""
    lines = []
    for turn in outcome.turned[-4:]:
        mark = "✗" if turn.step is outcome.failed_at else " "
        lines.append(f"{mark} {outcome.script.file}:{turn.step.line}  {_said(turn.step)}")
        if turn.understood:
            lines.append(f"    understood  {turn.understood}")
        lines += [f"    │ {line}" for text in turn.text.splitlines() for line in (textwrap.wrap(text, _WIDTH) or [""])]
    if outcome.failed_at is not None and all(turn.step is not outcome.failed_at for turn in outcome.turned):
        lines.append(f"✗ {outcome.script.file}:{outcome.failed_at.line}  {_said(outcome.failed_at)}")
    for mismatch in outcome.mismatches:
        lines.append(f"  {outcome.script.file}:{mismatch.line}")
        lines.append(f"    - expected  {mismatch.expected}")
        lines.append(f"    + but       {mismatch.found}")
    return "\n".join(lines)


def _said(step: Step) -> str:
    who = "" if step.who == "visitor" else f"{step.who} "
    return f"{who}{step.do}: {step.value}{f' on {step.on}' if step.on else ''}"


def print_outcome(outcome: Outcome, out: Console) -> None:
    """One line for a test that passed, the whole story for one that did not."""
    if outcome.script.open and not outcome.passed:
        out.print(f"[yellow]○ {outcome.script.file}[/]  open: {outcome.script.open}", highlight=False, soft_wrap=True)
        return
    if outcome.script.open:
        out.print(
            f"[yellow]✓ {outcome.script.file}[/]  holds now: take its `open` out", highlight=False, soft_wrap=True
        )
        return
    if outcome.passed:
        out.print(f"[green]✓[/] {outcome.script.file}  [dim]{outcome.script.name}[/]", highlight=False, soft_wrap=True)
        return
    out.print(f"[red]✗ {outcome.script.file}[/]  {outcome.script.name}", highlight=False, soft_wrap=True)
    out.print(textwrap.indent(failure_text(outcome), "  "), markup=False, highlight=False, soft_wrap=True)


@contextmanager
def bar(total: int, out: Console) -> Iterator[Callable[[], None]]:
    """A bar while tests run, on a screen only; what it gives is called for each that has ended."""
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=out, transient=True, disable=not out.is_terminal) as progress:
        task = progress.add_task("", total=total)
        yield lambda: progress.advance(task)


def print_coverage(outcomes: Sequence[Outcome], flows: Iterable[Flow], out: Console, *, full: bool) -> None:
    """How many steps of each flow were walked, and with ``full`` the lines of those that were not."""
    walked: dict[str, set[int]] = defaultdict(set)
    for outcome in outcomes:
        for place in outcome.walked:
            name, _, number = place.rpartition(":")
            walked[name].add(int(number))
    steps = passed = 0
    rows = []
    for flow in sorted(flows, key=lambda flow: flow.name):
        real = [at for at, node in enumerate(flow.nodes) if node.do not in _SILENT_NODES]
        seen = sum(at in walked[flow.name] for at in real)
        steps += len(real)
        passed += seen
        missing = sorted({(flow.nodes[at].line, _step(flow.nodes[at])) for at in real if at not in walked[flow.name]})
        rows.append((flow.name, seen, len(real), [f"{line} ({words})" for line, words in missing]))
    never = [name for name, count, _, _ in rows if not count]
    if full:
        for name, count, of, places in rows:
            lines = f"  not walked: line {', '.join(places)}" if places else ""
            out.print(f"  {name:<20} {count:>3} of {of:>3}{lines}", highlight=False, markup=False, soft_wrap=True)
    out.print(
        f"Flows: {len(rows) - len(never)} of {len(rows)} acted; steps: {passed} of {steps} walked"
        f" ({100 * passed // max(1, steps)}%)." + (f" Never: {', '.join(never)}." if never else ""),
        highlight=False,
        soft_wrap=True,
    )


def _step(node: Node) -> str:
    """What a step does, as it stands in its file: ``ask size``, ``say cart.added``, ``if``."""
    return " ".join(filter(None, [node.do.replace("_", " "), node.key or ", ".join(node.slots)]))


def write_junit(outcomes: Sequence[Outcome], path: Path) -> None:
    """The outcomes as JUnit XML in ``path``."""
    failed = sum(not outcome.passed and not outcome.script.open for outcome in outcomes)
    skipped = sum(not outcome.passed and bool(outcome.script.open) for outcome in outcomes)
    seconds = sum(outcome.seconds for outcome in outcomes)
    counts = {"tests": len(outcomes), "failures": failed, "errors": 0, "skipped": skipped}
    suite = Xml.Element(
        "testsuite", {"name": "dangol test", **{k: str(n) for k, n in counts.items()}, "time": f"{seconds:.3f}"}
    )
    for outcome in outcomes:
        script = outcome.script
        case = Xml.SubElement(
            suite, "testcase", classname=script.file, name=script.name, file=script.file, time=f"{outcome.seconds:.3f}"
        )
        if not outcome.passed and script.open:
            Xml.SubElement(case, "skipped", message=_clean(f"open: {script.open}"))
        elif not outcome.passed:
            first = outcome.mismatches[0]
            words = f"{script.file}:{first.line}: expected {first.expected}, but {first.found}"
            failure = Xml.SubElement(case, "failure", message=_clean(words))
            failure.text = _clean(failure_text(outcome))
    path.parent.mkdir(parents=True, exist_ok=True)
    Xml.ElementTree(suite).write(path, encoding="utf-8", xml_declaration=True)


def _clean(text: str) -> str:
    return "".join(c for c in text if c in "\n\t" or c >= " ")
