"""A flow that comes round to the same step again and again while the shopper says nothing: stopped, before it posts to a web hook or gives
coupons for ever. ``check`` finds most of such circles; which way a condition goes is only known here."""

from __future__ import annotations

from dangol.dialogue.flow import Flow, Node

MOST: dict[str, int] = {"hook": 5, "coupon": 5, "call": 20}
"""How often one step may be carried out before the shopper has said something again."""


def come_round(passed: dict[str, int], at: int, flow: Flow, node: Node) -> str | None:
    """Count in ``passed`` that step ``at`` is carried out. Once it is too often: which step it is, and how the owner mends it."""
    place = f"{flow.name}:{at}"
    passed[place] = passed.get(place, 0) + 1
    if passed[place] <= MOST[node.do]:
        return None
    what = {"hook": "posts to the web hook", "coupon": "gives the coupon", "call": "calls"}[node.do]
    return (
        f"{flow.file}:{node.line}: The flow {flow.name} {what} {node.key!r} again and again: it was stopped after {MOST[node.do]} times "
        "without a word from the shopper. Let the way back lead through an `ask` whose slot is emptied (`set: {slot: null}`), or to `end`."
    )
