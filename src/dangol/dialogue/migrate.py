"""A conversation in the middle of a flow goes on in a newer version of it, where that version's file says how.

Without a migration, or where a step has no counterpart, it stays on the version it is in until it leaves it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dangol.dialogue.book import FlowBook
from dangol.dialogue.flow import Flow, Migration
from dangol.dialogue.state import END, Frame


def restored(frame: Frame, book: FlowBook) -> Frame | None:
    """``frame`` taken up again: in the version it is in, or where a migration leads. One whose version is gone begins anew in the current
    one with what it knows; none when the flow is gone altogether."""
    old, new = book.version(frame.flow, frame.version), book.flows.get(frame.flow)
    if old is not None:
        return frame if new is None else migrated(frame, old, new)
    if new is None:
        return None
    known = {name: value for name, value in frame.slots.items() if name in new.slots or name in ("intent", "words")}
    return Frame(new.name, new.version, slots=known)


def migrated(frame: Frame, old: Flow, new: Flow) -> Frame:
    """``frame``, which is in ``old``, as it goes on in ``new``; unchanged when nothing declares how, or while it waits for a call."""
    migration = next((m for m in new.migrations if m.old == old.number), None)
    if migration is None or frame.waiting:
        return frame
    at = _place(frame.at, old, new, migration)
    if at is None:
        return frame
    same = {
        name for name, slot in new.slots.items() if name not in old.slots or old.slots[name].kind == slot.kind
    } | frame.slots.keys() - old.slots.keys()

    def kept(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(name for name in names if name in same)

    trail = (_place(passed, old, new, migration) for passed in frame.trail)
    return replace(
        frame,
        version=new.version,
        at=at,
        slots={name: value for name, value in frame.slots.items() if name in same},
        checked=kept(frame.checked),
        skipped=kept(frame.skipped),
        order=tuple(filter(None, (kept(group) for group in frame.order))),
        trail=tuple(passed for passed in trail if passed is not None),
        asked={name: times for name, times in frame.asked.items() if name in same},
        errors={},
    )


def _place(at: int, old: Flow, new: Flow, migration: Migration) -> int | None:
    """The step of ``new`` that stands for step ``at`` of ``old``: the one its id leads to, or the one question for the same slots."""
    if at == END:
        return END
    if not 0 <= at < len(old.nodes):
        return None
    node = old.nodes[at]
    if node.name is not None:
        wanted = migration.steps.get(node.name, node.name)
        named = next((i for i, other in enumerate(new.nodes) if other.name == wanted), None)
        if named is not None:
            return named
    if node.do != "ask":
        return None
    alike = [i for i, other in enumerate(new.nodes) if other.do == "ask" and other.slots == node.slots]
    return alike[0] if len(alike) == 1 else None
