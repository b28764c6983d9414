"""How a question is put: as one question, as a form, with a hint the second time; the third time not at all, but with what can be done."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Protocol

from dangol.dialogue import effects as fx
from dangol.dialogue.expressions import Expression
from dangol.dialogue.flow import Flow, Node, Slot
from dangol.dialogue.state import Frame, Json

_FORM_KINDS: Mapping[str, tuple[str, str | None, str | None]] = {
    # slot kind -> form field kind, autocomplete, inputmode
    "name": ("text", "name", None),
    "email": ("email", "email", "email"),
    "phone": ("tel", "tel", "tel"),
    "quantity": ("number", None, "numeric"),
    "number": ("number", None, "numeric"),
    "postcode": ("text", "postal-code", None),
    "date": ("date", None, None),
    "text": ("text", None, None),
}

_ON: Mapping[str, Json] = {"command": "repeat", "words": "continue"}
_WAYS_OUT = (
    fx.Option({"command": "cancel"}, key="option.leave"),
    fx.Option({"command": "person"}, key="option.person", style="primary"),
)
_MOST = 2  # times that a question is put, unless the shopper asks for it


class Asking(Protocol):
    """What asking needs of the step under way."""

    turn: int
    row: Mapping[str, Json]
    asking: Mapping[str, Json]
    last: list[Mapping[str, Json]]
    offered: list[Mapping[str, Json]]

    def lookup(self, frame: Frame) -> Callable[[str], Json]:
        """How names are found."""
        ...

    def evaluate(self, expressions: Mapping[str, Expression], frame: Frame) -> dict[str, Json]:
        """Values of expressions."""
        ...

    def sentence_values(self, frame: Frame | None, extra: Mapping[str, Json] | None = None) -> dict[str, Json]:
        """What a sentence may use."""
        ...

    def emit(self, effect: fx.Effect) -> None:
        """Add an effect."""
        ...

    def change(self, **changes: Any) -> None:
        """Change the frame on top."""
        ...


def is_open(frame: Frame, slot: Slot) -> bool:
    """Whether ``slot`` still needs an answer in this frame."""
    return frame.slots.get(slot.name) is None and slot.name not in frame.skipped


def options_of(value: Json) -> list[Mapping[str, Json]]:
    """A list of options as actions give it (texts or mappings) in one form."""
    if not isinstance(value, (list, tuple)):
        return []
    found: list[Mapping[str, Json]] = []
    for item in value:
        if isinstance(item, Mapping) and item.get("value") is not None:
            found.append(item)
        elif isinstance(item, (str, int)) and not isinstance(item, bool):
            found.append({"value": item, "label": str(item)})
    return found


def slot_options(run: Asking, frame: Frame, slot: Slot) -> list[Mapping[str, Json]]:
    """What a slot may be answered with, as ``{value, label | key, …}``."""
    if slot.options_from is not None:
        return options_of(slot.options_from.evaluate(run.lookup(frame)))
    if slot.options:
        return [{"value": choice.value, "key": choice.key, "style": choice.style} for choice in slot.options]
    if slot.kind == "yes_no":
        return [{"value": True, "key": "option.yes"}, {"value": False, "key": "option.no"}]
    return []


def unsettled(run: Asking, frame: Frame, slot: Slot) -> int:
    """How often in a row the very question, with the very choices or the very fields, was answered and still is open: an action could do
    nothing with the answer. It is not put a third time, either."""
    before = run.asking
    if before.get("slot") != slot.name or before.get("flow") != frame.flow:
        return 0
    values = [item["value"] for item in slot_options(run, frame, slot)]
    same = [option.get("value") for option in before.get("options") or ()][: len(values)] == values
    if not same or before.get("fields", []) != _given(run, frame, slot):
        return 0
    return int(before.get("unsettled", 0)) + int(_answered(frame, slot) > before.get("answered", 0))


def _given(run: Asking, frame: Frame, slot: Slot) -> list[Json]:
    """What a form has already: of one that was filled in further, other things are missing."""
    raw = slot.fields_from.evaluate(run.lookup(frame)) if slot.fields_from is not None else None
    fields = raw if isinstance(raw, (list, tuple)) else ()
    return [[item.get("name"), item.get("value")] for item in fields if isinstance(item, Mapping)]


def _very(run: Asking, frame: Frame, flow: Flow, node: Node, slots: list[Slot]) -> str:
    """What tells a question from another about the same slot: whether it is put as a form, and what there is to choose from."""
    name = "-".join(node.slots) if _as_form(frame, flow, node, slots) else slots[0].name
    values = [item["value"] for item in slot_options(run, frame, slots[0])]
    return f"{name}:{zlib.crc32(repr(values).encode()):x}" if values else name


def _often(run: Asking, frame: Frame, very: str) -> int:
    """How often the question was put since it was last answered, by this flow or by those right before it."""
    row = run.row.get("times", 0) if run.row.get("question") == very else 0
    return max(int(row), frame.put.get(very, 0))


def worn_out(run: Asking, frame: Frame, flow: Flow, node: Node, slots: list[Slot]) -> bool:
    """Whether the question was put as often as it may be. Who asked other things in between has answered nothing wrongly, and still is not
    told the same over and over."""
    return _often(run, frame, _very(run, frame, flow, node, slots)) >= _MOST


def put_again(run: Asking) -> None:
    """The shopper wants to hear the question: it counts from the beginning."""
    run.row = {}
    run.change(put={})


def _answered(frame: Frame, slot: Slot) -> int:
    return sum(slot.name in group for group in frame.order)


def _as_form(frame: Frame, flow: Flow, node: Node, slots: list[Slot]) -> bool:
    """Whether all that a step asks for is put as one form. Whoever answers a form by typing goes on question by question."""
    typed = bool(frame.order) and len(frame.order[-1]) == 1 and frame.order[-1][0] in node.slots
    again = bool(frame.errors) or (len(slots) > 1 and not (typed or frame.failed))
    return again and len(node.slots) > 1 and all(flow.slots[name].kind in _FORM_KINDS for name in node.slots)


def ask(run: Asking, frame: Frame, flow: Flow, node: Node, slots: list[Slot]) -> dict[str, Json]:
    """Put the question; gives what is to be remembered of it."""
    slot = slots[0]
    still = unsettled(run, frame, slot)
    frame = replace(frame, failed=frame.failed + still)
    values = run.evaluate(node.values, frame)
    as_form = _as_form(frame, flow, node, slots)
    very = _very(run, frame, flow, node, slots)
    if slot.kind in ("address", "form"):
        effect = _ask_form(run, frame, flow, slot, values)
    elif as_form:
        effect = _ask_group(run, frame, flow, node, slots, values)
    else:
        before = run.row.get("slot") == slot.name and run.row.get("question") not in (None, very)
        # It was put before, and was not answered, or now has things to choose from.
        effect = _ask_one(run, frame, slot, values, again=bool(frame.failed or before))
    names = [s.name for s in slots] if as_form else [slot.name]
    times = _often(run, frame, very) + 1
    person = bool(run.row.get("person")) and run.row.get("slot") == slot.name
    run.row = {"slot": slot.name, "question": very, "times": times}
    asked = {**frame.asked, **{n: frame.asked.get(n, 0) + 1 for n in names}}
    run.change(asked=asked, put={**frame.put, very: times}, errors={})
    run.offered = []
    if frame.failed >= _MOST:
        _offer_way_out(run, effect, "dialogue.stuck")
    elif times > _MOST:
        # Said once; but nobody is answered with nothing but buttons.
        key = "dialogue.left_open" if times == _MOST + 1 or not run.last else None
        _offer_way_out(run, effect, key, go_on=not effect.options)
    else:
        run.emit(replace(effect, person=True) if person else effect)
    run.last.append({"ask": True})
    labels = [
        {"value": o.command.get("value"), "label": o.text, "key": o.key, "command": dict(o.command)}
        for o in effect.options
    ]
    kept = {
        "flow": flow.name,
        "answered": _answered(frame, slot),
        "unsettled": still,
        "fields": _given(run, frame, slot),
    }
    return {"slot": effect.slot, "kind": effect.kind, "options": labels, "form": effect.form, **kept}


def _offer_way_out(run: Asking, effect: fx.Ask, key: str | None, *, go_on: bool = False) -> None:
    """Not the same question a third time: choices and a person instead. An answer to the question still counts. ``go_on``: to have it put
    again, for who has only been elsewhere."""
    ways = (*effect.options[:6], *([fx.Option(_ON, key="option.carry_on")] if go_on else []), *_WAYS_OUT)
    run.emit(fx.Offer(ways, key, effect.values, effect.seed))
    run.offered = [{"command": dict(way.command), "text": way.text, "key": way.key, "role": None} for way in ways]


def _ask_one(run: Asking, frame: Frame, slot: Slot, values: Mapping[str, Json], *, again: bool) -> fx.Ask:
    options = [_option(slot, item) for item in slot_options(run, frame, slot)]
    if not slot.required:
        options.append(fx.Option({"command": "deny"}, key="option.skip"))
    key = slot.ask_again if again and slot.ask_again else slot.ask
    return fx.Ask(
        slot.name,
        slot.kind,
        key,
        run.sentence_values(frame, values),
        tuple(options),
        required=slot.required,
        seed=run.turn,
    )


def _option(slot: Slot, item: Mapping[str, Json]) -> fx.Option:
    command = {"command": "fill", "slot": slot.name, "value": item["value"]}
    key = item.get("key")
    text = None if key else str(item.get("label") or item["value"])
    return fx.Option(
        command,
        text=text,
        key=key,
        available=bool(item.get("available", True)),
        detail=item.get("detail"),
        price=item.get("price"),
        style=str(item.get("style", "plain")),
    )


def _ask_group(
    run: Asking, frame: Frame, flow: Flow, node: Node, slots: list[Slot], values: Mapping[str, Json]
) -> fx.Ask:
    fields = []
    for slot in (flow.slots[name] for name in node.slots):
        kind, autocomplete, inputmode = _FORM_KINDS.get(slot.kind, ("text", None, None))
        filled = frame.slots.get(slot.name)
        fields.append(
            fx.Field(
                slot.name,
                kind,
                key=f"field.{slot.name}",
                required=slot.required,
                value=str(filled) if filled is not None else None,
                error=frame.errors.get(slot.name),
                autocomplete=autocomplete,
                inputmode=inputmode,
            )
        )
    name = slots[0].name
    form = f"{flow.name}.{'-'.join(node.slots)}"[:64]
    key = f"{flow.name}.form_{node.slots[0]}"
    return fx.Ask(name, slots[0].kind, key, run.sentence_values(frame, values), (), tuple(fields), form, seed=run.turn)


def _ask_form(run: Asking, frame: Frame, flow: Flow, slot: Slot, values: Mapping[str, Json]) -> fx.Ask:
    fields = [
        fx.Field(f.name, f.kind, key=f.key, required=f.required, error=frame.errors.get(f.name)) for f in slot.fields
    ]
    if slot.fields_from is not None:
        raw = slot.fields_from.evaluate(run.lookup(frame))
        fields = [
            _field(item, frame)
            for item in (raw if isinstance(raw, (list, tuple)) else ())
            if isinstance(item, Mapping) and item.get("name")
        ]
    form = f"{flow.name}.{slot.name}"[:64]
    key = slot.ask_again if frame.failed and slot.ask_again else slot.ask
    return fx.Ask(
        slot.name,
        slot.kind,
        key,
        run.sentence_values(frame, values),
        (),
        tuple(fields),
        form,
        required=slot.required,
        seed=run.turn,
    )


def _field(item: Mapping[str, Any], frame: Frame) -> fx.Field:
    """A field as an action gives it (``messages.content.FormField`` as a mapping fits); labels are ready texts."""
    known = {
        "name",
        "kind",
        "label",
        "text",
        "required",
        "value",
        "error",
        "autocomplete",
        "inputmode",
        "options",
        "key",
    }
    return fx.Field(
        str(item["name"]),
        str(item.get("kind") or "text"),
        key=item.get("key"),
        text=item.get("label") or item.get("text"),
        required=bool(item.get("required", True)),
        value=item.get("value"),
        error=frame.errors.get(str(item["name"])),
        problem=item.get("error"),
        autocomplete=item.get("autocomplete"),
        inputmode=item.get("inputmode"),
        options=tuple(item.get("options") or ()),
        extra={k: v for k, v in item.items() if k not in known},
    )
