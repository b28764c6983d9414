"""A flow that comes round to the same step again and again while the shopper says nothing: stopped, before it posts to a web hook or gives
coupons for ever. ``check`` finds most of such circles; which way a condition goes is only known here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dangol.dialogue.flow import Flow, Node
from dangol.dialogue.state import Frame

if TYPE_CHECKING:
    from dangol.dialogue.run import Run

MOST: dict[str, int] = {"hook": 5, "coupon": 5, "call": 20}
"""How often one step may be carried out before the shopper has said something again."""


def come_round(run: Run, frame: Frame, flow: Flow, node: Node) -> bool:
    """Count that ``node`` is carried out. Once it is too often, the flow is left: the shopper is told that something went wrong and offered
    a person, the owner which step it is."""
    place = f"{flow.name}:{frame.at}"
    run.passed[place] = run.passed.get(place, 0) + 1
    if run.passed[place] <= MOST[node.do]:
        return False
    what = {"hook": "posts to the web hook", "coupon": "gives the coupon", "call": "calls"}[node.do]
    run.problems.append(
        f"{flow.file}:{node.line}: The flow {flow.name} {what} {node.key!r} again and again: it was stopped after {MOST[node.do]} times "
        "without a word from the shopper. Let the way back lead through an `ask` whose slot is emptied (`set: {slot: null}`), or to `end`."
    )
    run.fail(again=False)
    return True
