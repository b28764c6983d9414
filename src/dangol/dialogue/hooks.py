"""What came back from a web hook: an outside program's answer, of which a flow takes the fields it names and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dangol.dialogue.flow import Flow, Node
from dangol.dialogue.slots import read
from dangol.dialogue.state import Json, plain
from dangol.kit.text import clean

_MOST_TEXT = 1000
_MOST_CHOICES = 20


def taken(flow: Flow, node: Node, answer: Mapping[str, Any], country: str = "") -> dict[str, Json] | None:
    """The slots and values that ``node`` takes ``into`` itself from ``answer``; none when one it needs is missing or cannot be what
    its slot is: such an answer is no answer."""
    found: dict[str, Json] = {}
    for name, path in node.into.items():
        value = _sound(_at(answer, path.rstrip("?")))
        slot = flow.slots.get(name)
        if value is not None and slot is not None:
            as_read = read(slot.kind, value, country=country, lowest=slot.lowest, highest=slot.highest)
            value = plain(as_read.value) if as_read.ok else None
        if value is None and not path.endswith("?"):
            return None
        found[name] = value
    return found


def used(node: Node, answer: Mapping[str, Any]) -> dict[str, Json]:
    """Of ``answer`` what ``node`` takes, where it stood: enough to give the same answer again."""
    found: dict[str, Json] = {}
    for path in node.into.values():
        *above, last = path.rstrip("?").split(".")
        value = _sound(_at(answer, path.rstrip("?")))
        if value is None:
            continue
        inside: dict[str, Json] = found
        for part in above:
            deeper = inside.setdefault(part, {})
            if not isinstance(deeper, dict):
                break
            inside = deeper
        else:
            inside[last] = value
    return found


def _at(answer: Any, path: str) -> Any:
    for part in path.split("."):
        if not isinstance(answer, Mapping):
            return None
        answer = answer.get(part)
    return answer


def _sound(value: Any) -> Json:
    """A text, a number, yes or no, or a list of choices (``{"value", "label"}`` or texts); nothing else is taken."""
    if isinstance(value, str):
        return clean(value, _MOST_TEXT) or None
    if isinstance(value, (bool, int, float)):
        return plain(value)
    if not isinstance(value, (list, tuple)):
        return None
    choices: list[Json] = []
    for item in value[:_MOST_CHOICES]:
        if isinstance(item, Mapping):
            inner, label = _sound(item.get("value")), _sound(item.get("label"))
            if isinstance(inner, (str, int)) and isinstance(label, str):
                choices.append({"value": inner, "label": label})
        elif isinstance(item, (str, int)) and not isinstance(item, bool) and _sound(item) is not None:
            choices.append(_sound(item))
    return choices or None
