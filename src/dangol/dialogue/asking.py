"""Whether every question can be put, answered and left: a part of ``check``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dangol.dialogue.book import FlowBook
from dangol.dialogue.errors import Problem
from dangol.dialogue.flow import ActionSpec, Choice, Flow, Node
from dangol.dialogue.state import END
from dangol.wording.speaker import Wording

_SHOWN = ("result", "menu")


def edges(node: Node) -> Iterator[int]:
    """Where a step may lead."""
    if node.do in ("call", "hook", "coupon"):
        yield from node.branches.values()
        if node.other is not None:
            yield node.other
    elif node.do == "if":
        yield from node.branches.values()
    elif node.do != "end":
        yield node.next


def check_asking(
    flow: Flow,
    book: FlowBook,
    actions: Mapping[str, ActionSpec],
    wording: Wording | None = None,
    languages: Sequence[str] = (),
) -> Iterator[Problem]:
    """Slots nobody fills, answers that cannot be told apart, checks that lack a value, questions that lead round and round."""
    yield from _unfilled(flow, book)
    yield from _slots(flow)
    yield from _checks(flow, actions)
    yield from _endless(flow)
    for node in flow.nodes:
        if node.do == "show" and node.key not in _SHOWN:
            yield Problem(
                flow.file,
                node.line,
                f"There is nothing called {node.key!r} to show.",
                f"Write one of: {', '.join(_SHOWN)}.",
            )
    if wording is not None:
        yield from _alike(flow, wording, languages)


def _unfilled(flow: Flow, book: FlowBook) -> Iterator[Problem]:
    filled = {name for node in flow.nodes if node.do == "ask" for name in node.slots}
    filled |= {name for node in flow.nodes for name in (node.values if node.do == "set" else node.into)}
    for other in book.flows.values():
        for node in other.nodes:
            if node.do == "start" and node.key in flow.start_on:
                filled |= node.values.keys()
            for choice in node.choices:
                if choice.start in flow.start_on:
                    filled |= choice.slots.keys()
            if node.choice_start in flow.start_on and node.choice_slot:
                filled.add(node.choice_slot)
    for slot in flow.slots.values():
        if slot.name not in filled and slot.required and not slot.sources and slot.default is None:
            yield Problem(
                flow.file,
                slot.line,
                f"Nothing ever asks for the slot {slot.name}, and nothing fills it.",
                f"Add a step `- ask: {slot.name}`, or take the slot out (`required: false` if it may stay empty).",
            )


def _slots(flow: Flow) -> Iterator[Problem]:
    for slot in flow.slots.values():
        if slot.lowest is not None and slot.highest is not None and slot.lowest > slot.highest:
            yield Problem(
                flow.file,
                slot.line,
                f"No answer fits the slot {slot.name}: its min {slot.lowest} is above its max {slot.highest}.",
                "Exchange the two.",
            )
        values = [choice.value for choice in slot.options]
        twice = next((value for i, value in enumerate(values) if value in values[:i]), None)
        if twice is not None:
            yield Problem(
                flow.file,
                slot.line,
                f"Two options of the slot {slot.name} have the value {twice!r}.",
                "Give each a value of its own.",
            )
        if slot.name in slot.depends_on or flow.depending_on(frozenset({slot.name})) & set(slot.depends_on):
            yield Problem(
                flow.file,
                slot.line,
                f"The slot {slot.name} depends on itself: its answer would be void as soon as it is given.",
                "Take one of the names out of `depends_on`.",
            )


def _checks(flow: Flow, actions: Mapping[str, ActionSpec]) -> Iterator[Problem]:
    """A slot's check gets the answer as ``value`` and what stands beside ``ask`` under ``with``."""
    for node in flow.nodes:
        if node.do != "ask":
            continue
        for name in node.slots:
            action = actions.get(flow.slots[name].check or "")
            if action is None:
                continue
            for missing in sorted(action.takes - action.optional - {"value", *node.values}):
                yield Problem(
                    flow.file,
                    node.line,
                    f"The check of {name}, {action.name}, needs {missing!r}.",
                    f"Add it beside `ask`: `with: {{{missing}: …}}`.",
                )


def _endless(flow: Flow) -> Iterator[Problem]:
    """Steps from which the flow's end cannot be reached, whatever is answered."""
    ends: set[int] = {END}
    grown = True
    while grown:
        grown = False
        for at, node in enumerate(flow.nodes):
            if at not in ends and (node.do == "end" or any(to in ends for to in edges(node))):
                ends.add(at)
                grown = True
    for at, node in enumerate(flow.nodes):
        if at not in ends:
            yield Problem(
                flow.file,
                node.line,
                f"From the step {node.name or node.path or at} on the flow never ends, whatever is answered.",
                "Let one of its branches lead to `end`, or to a step behind the circle.",
            )
            return


def _alike(flow: Flow, wording: Wording, languages: Sequence[str]) -> Iterator[Problem]:
    """Choices beside each other that read the same: nobody could tell which is which, nor answer by typing."""
    groups: list[tuple[str, int, Sequence[Choice]]] = [
        (f"the slot {slot.name}", slot.line, slot.options) for slot in flow.slots.values()
    ]
    groups += [("this offer", node.line, node.choices) for node in flow.nodes if node.choices_from is None]
    for what, line, choices in groups:
        for lang in languages:
            read: dict[tuple[str, ...], str] = {}
            for choice in choices:
                entry = wording.entry(choice.key, lang)
                if entry is None or choice.when is not None:
                    continue
                texts = tuple(template.text for template in entry.sentences)
                if texts in read and read[texts] != choice.key:
                    yield Problem(
                        flow.file,
                        choice.line or line,
                        f"Two choices of {what} read the same in {lang}: {texts[0]!r} ({read[texts]}, {choice.key}).",
                        "Say them differently.",
                    )
                read.setdefault(texts, choice.key)
