"""Whether every channel can carry what the flows offer: a part of ``dangol check``.

A channel that shows fewer buttons than a step has needs a way out that somebody has declared: the channel itself (its
``degrade``), or the flow or step (``fallback: numbers``: a numbered list in the text).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dangol.dialogue.book import FlowBook
from dangol.dialogue.errors import Problem
from dangol.dialogue.flow import Flow, Node


@dataclass(frozen=True, slots=True)
class Carrier:
    """A channel as flows see it: what to call it, how many buttons a message of it may have (none: any number), and whether it has
    declared what becomes of more."""

    name: str
    buttons: int | None = None
    degrades: bool = False


def check_carrying(book: FlowBook, carriers: Sequence[Carrier]) -> list[Problem]:
    """Every step that offers more choices than one of ``carriers`` can carry, with nobody having said what then."""
    strict = [carrier for carrier in carriers if carrier.buttons is not None and not carrier.degrades]
    return sorted(problem for flow in book.flows.values() for problem in _flow(flow, strict))


def _flow(flow: Flow, carriers: Sequence[Carrier]) -> Iterator[Problem]:
    for node in flow.nodes:
        if node.fallback or flow.fallback:
            continue
        for slot, count in _choices(flow, node):
            short = [c for c in carriers if count is None or count > (c.buttons or 0)]
            if not short:
                continue
            what = f"The question for {slot}" if slot else "This offer"
            has = "a list of any length" if count is None else f"{count} buttons"
            carry = " and ".join(f"{c.name} carries {c.buttons}" for c in short)
            yield Problem(
                flow.file,
                node.line,
                f"{what} has {has}, but {carry}.",
                'Offer fewer, write `fallback: numbers` in this step or at the top of the flow, or `beyond = "numbers"` in that inbox.',
            )


def _choices(flow: Flow, node: Node) -> Iterator[tuple[str, int | None]]:
    """What may be tapped at ``node``: the slot (empty for an offer) and how many choices, none for a list of unknown length."""
    if node.do == "offer":
        yield "", None if node.choices_from is not None else len(node.choices)
    if node.do != "ask":
        return
    for name in node.slots:
        slot = flow.slots[name]
        more = 0 if slot.required else 1  # Skip
        if slot.options_from is not None:
            yield name, None
        elif slot.options or slot.kind == "yes_no":
            yield name, (len(slot.options) or 2) + more
        elif more:
            yield name, more
