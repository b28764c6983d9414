"""Whether what a flow compares, presets and sets can be an answer of the slot at all: a part of ``check``.

``level == 'beginer'`` is a good expression and never true; nobody would notice but the shopper who is a beginner.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from dangol.dialogue.book import FlowBook
from dangol.dialogue.errors import Problem
from dangol.dialogue.expressions import Expression
from dangol.dialogue.flow import ActionSpec, Flow, Slot

_NUMBERS = frozenset({"quantity", "number", "rating"})
_EQUAL = frozenset({"==", "!="})
_ORDERED = frozenset({"<", "<=", ">", ">="})
_NAMED = 8


def check_values(flow: Flow, book: FlowBook, actions: Mapping[str, ActionSpec]) -> Iterator[Problem]:
    """Comparisons that can never hold, defaults, set and given values that are no answer of their slot."""
    known = {slot.name: slot for slot in flow.slots.values() if _is_known(flow, slot)}
    outcomes = _outcomes(flow, actions)
    for expression, line in _expressions(flow):
        for sign, name, value in _compared(expression.tree):
            if name == "outcome":
                if sign in _EQUAL and outcomes and value not in outcomes:
                    yield _problem(flow, line, f"No step before this ends {value!r}, which", value, outcomes)
            elif name in known and not _fits(known[name], value, sign):
                yield _never(flow, line, known[name], value)
    for slot in flow.slots.values():
        yield from _given(flow, slot, slot.default, slot.line, "The default of")
    for node in flow.nodes:
        if node.do == "set":
            for name, expression in node.values.items():
                yield from _given(flow, flow.slots.get(name), expression, node.line, "What is set as")
        starts = [(node.key, node.values, node.line)] if node.do == "start" else []
        starts += [(choice.start, choice.slots, choice.line) for choice in node.choices]
        for wish, given, line in starts:
            other = book.for_intent(wish) if wish else None
            slots = other.slots if other is not None else {}
            for name, expression in given.items():
                yield from _given(flow, slots.get(name), expression, line, "What is given as")


def _is_known(flow: Flow, slot: Slot) -> bool:
    """Whether the answers of ``slot`` are all written in the flow: what a web hook or the words of a message fill may be another."""
    if slot.kind == "choice":
        filled = slot.sources or any(slot.name in node.into for node in flow.nodes)
        return bool(slot.options) and not filled
    return slot.kind == "yes_no" or slot.kind in _NUMBERS


def _outcomes(flow: Flow, actions: Mapping[str, ActionSpec]) -> frozenset[str]:
    """How the calls of ``flow`` may end; none where one of them is not known."""
    found: set[str] = set()
    for name in {node.key or "" for node in flow.nodes if node.do == "call"} | {
        slot.check for slot in flow.slots.values() if slot.check
    }:
        if name not in actions:
            return frozenset()
        found |= set(actions[name].gives)
    if any(node.do == "hook" for node in flow.nodes):
        found |= {"ok", "refused"}
    if any(node.do == "coupon" for node in flow.nodes):
        found |= {"given", "not_given"}
    return frozenset(found | {"failed"}) if found else frozenset()


def _expressions(flow: Flow) -> Iterator[tuple[Expression, int]]:
    for node in flow.nodes:
        several = [*node.values.values(), node.condition, node.choices_from]
        yield from ((expression, node.line) for expression in several if expression is not None)
        for choice in node.choices:
            several = [*choice.slots.values(), choice.when]
            yield from ((expression, choice.line) for expression in several if expression is not None)
    for slot in flow.slots.values():
        several = [slot.default, slot.options_from, slot.fields_from]
        yield from ((expression, slot.line) for expression in several if expression is not None)


def _compared(tree: Any) -> Iterator[tuple[str, str, Any]]:
    """Every name that is compared with a literal: the sign, the name, the literal."""
    if not isinstance(tree, tuple) or not tree or tree[0] in ("literal", "name"):
        return
    if tree[0] in _EQUAL | _ORDERED:
        for one, other in (tree[1:], tree[:0:-1]):
            if one[0] == "name" and len(one) == 2 and other[0] == "literal":
                yield tree[0], one[1], other[1]
    for part in tree[1:]:
        yield from _compared(part)


def _fits(slot: Slot, value: Any, sign: str) -> bool:
    if value is None:
        return True
    if slot.kind == "yes_no":
        return isinstance(value, bool)
    if slot.kind == "choice":
        return sign in _ORDERED or any(choice.value == value for choice in slot.options)
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _never(flow: Flow, line: int, slot: Slot, value: Any) -> Problem:
    if slot.kind == "choice":
        return _problem(flow, line, f"{slot.name} is never", value, [choice.value for choice in slot.options])
    return Problem(flow.file, line, f"{slot.name} is never {_shown(value)}: it is {_kind(slot)}.", _instead(slot))


def _given(flow: Flow, slot: Slot | None, expression: Expression | None, line: int, what: str) -> Iterator[Problem]:
    """A literal that is no answer of the slot it is put into."""
    if slot is None or expression is None or expression.tree[0] != "literal":
        return
    value = expression.tree[1]
    if slot.kind == "choice" and not slot.options:
        return
    if slot.kind not in ("choice", "yes_no", *_NUMBERS) or _fits(slot, value, "=="):
        return
    if slot.kind == "choice":
        yield _problem(
            flow, line, f"{what} {slot.name} is none of its options:", value, [c.value for c in slot.options]
        )
    else:
        yield Problem(flow.file, line, f"{what} {slot.name} is {_shown(value)}: it is {_kind(slot)}.", _instead(slot))


def _problem(flow: Flow, line: int, what: str, value: Any, known: Collection[Any]) -> Problem:
    names = sorted(map(str, known))
    close = get_close_matches(str(value), names, 1)
    there = ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
    cure = f"Did you mean {close[0]!r}?" if close else f"There are: {there}."
    return Problem(flow.file, line, f"{what} {_shown(value)}.", cure)


def _shown(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else repr(value)


def _kind(slot: Slot) -> str:
    return "yes or no" if slot.kind == "yes_no" else "a number"


def _instead(slot: Slot) -> str:
    return "Write true or false, without quotes." if slot.kind == "yes_no" else "Write the number without quotes."
