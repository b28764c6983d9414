"""What is kept of what was said: values sentences may use, options as JSON, for `repeat` and for the next step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dangol.dialogue import effects as fx
from dangol.dialogue.state import Json


def speakable(sources: Iterable[Mapping[str, Json]]) -> dict[str, Json]:
    """The values of ``sources`` (later ones win) that a sentence can say: texts, numbers, amounts, short lists; of choices their labels."""
    values: dict[str, Json] = {}
    for source in sources:
        for name, value in source.items():
            if _speakable(value):
                values[name] = value
            elif isinstance(value, (list, tuple)) and 0 < len(value) <= 24:
                labels = [
                    item["label"] for item in value if isinstance(item, Mapping) and isinstance(item.get("label"), str)
                ]
                if labels:
                    values[name] = labels[:12]
    return values


def _speakable(value: Json) -> bool:
    if isinstance(value, str):
        return len(value) <= 500
    if value is None or isinstance(value, (int, float)):
        return value is not None
    if isinstance(value, Mapping):
        return value.keys() == {"amount", "currency"}
    return isinstance(value, (list, tuple)) and len(value) <= 12 and all(isinstance(item, str) for item in value)


def option_json(option: fx.Option) -> dict[str, Json]:
    """An option as JSON, for `repeat`."""
    return {
        "command": dict(option.command),
        "text": option.text,
        "key": option.key,
        "values": dict(option.values),
        "available": option.available,
        "detail": option.detail,
        "price": option.price,
        "style": option.style,
    }


def option_from_json(data: Mapping[str, Json]) -> fx.Option:
    """The option that ``option_json`` wrote."""
    return fx.Option(**data)
