"""A flow as a picture: Mermaid text, which GitHub, editors and mermaid.live draw."""

from __future__ import annotations

from dangol.dialogue.flow import Flow, Node
from dangol.dialogue.state import END

_SHAPES = {"ask": ("[/", "/]"), "call": ("[[", "]]"), "if": ("{", "}"), "hand_over": ("((", "))"), "hook": ("[[", "]]")}
_CALLS = ("call", "coupon")


def draw(flow: Flow) -> str:
    """``flow`` as a Mermaid flowchart."""
    lines = ["flowchart TD", f'  start(["{_safe(flow.title)}"]) --> {_id(first_step(flow, 0))}']
    for at, node in enumerate(flow.nodes):
        if node.do in ("jump", "end"):
            continue
        left, right = _SHAPES.get(node.do, ("[", "]"))
        lines.append(f'  {_id(at)}{left}"{_safe(label(flow, node))}"{right}')
        for word, to in exits(node):
            arrow = f'-- "{_safe(word)}" -->' if word else "-->"
            lines.append(f"  {_id(at)} {arrow} {_id(first_step(flow, to))}")
    if any(line.endswith(" done") for line in lines):
        lines.append('  done(["end"])')
    return "\n".join(lines) + "\n"


def exits(node: Node) -> list[tuple[str, int]]:
    """The ways on from a step, each with the word for it."""
    if node.do == "hook":
        same = node.branches["refused"] == node.branches["failed"]
        return [(word, to) for word, to in node.branches.items() if not (same and word == "refused")]
    if node.do in _CALLS:
        exits = list(node.branches.items())
        if node.other is not None:
            exits.append(("other" if exits else "", node.other))
        return exits
    if node.do == "if":
        return [("yes", node.branches["then"]), ("no", node.branches["else"])]
    return [("", node.next)]


def first_step(flow: Flow, at: int) -> int:
    """The first real step from ``at`` on."""
    seen = set()
    while at != END and flow.nodes[at].do in ("jump", "end") and at not in seen:
        seen.add(at)
        at = END if flow.nodes[at].do == "end" else flow.nodes[at].next
    return at


def _id(at: int) -> str:
    return "done" if at == END else f"s{at}"


def label(flow: Flow, node: Node) -> str:
    """What a step does, in few words."""
    if node.do == "ask":
        return "ask " + ", ".join(f"{name} ({flow.slots[name].kind})" for name in node.slots)
    if node.do == "if":
        return node.condition.text if node.condition is not None else "if"
    if node.do == "set":
        return "set " + ", ".join(node.values)
    if node.do == "offer":
        words = [c.start or c.key for c in node.choices if c.start or c.key]
        return "offer " + ", ".join(words)
    return f"{node.do.replace('_', ' ')} {node.key or ''}".strip()


def _safe(text: str) -> str:
    return text.replace('"', "'").replace("\n", " ").replace("<", "&lt;").replace(">", "&gt;")
