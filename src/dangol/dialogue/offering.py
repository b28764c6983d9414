"""An ``offer`` step: what there is to tap, and what each tap means."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from dangol.dialogue import effects as fx
from dangol.dialogue.expressions import Expression, truth
from dangol.dialogue.flow import Choice, Node
from dangol.dialogue.questions import options_of
from dangol.dialogue.state import Frame, Json

PERSON: Mapping[str, Json] = {"command": "person"}


class Offering(Protocol):
    """What of a step under way an offer needs."""

    def lookup(self, frame: Frame) -> Callable[[str], Json]:
        """How names in expressions are found."""

    def evaluate(self, expressions: Mapping[str, Expression], frame: Frame) -> dict[str, Json]:
        """The values of ``expressions``."""

    def offer(
        self,
        choices: Sequence[fx.Option],
        key: str | None = None,
        values: Mapping[str, Json] | None = None,
        *,
        roles: Sequence[str | None] = (),
    ) -> None:
        """Offer one-tap choices."""


def enter_offer(run: Offering, frame: Frame, node: Node) -> None:
    """An `offer` step."""
    find = run.lookup(frame)
    options: list[fx.Option] = []
    roles: list[str | None] = []
    if node.choices_from is not None:
        more = run.evaluate(node.choices[0].slots, frame) if node.choices else {}
        for item in options_of(node.choices_from.evaluate(find)):
            slots = {**more, node.choice_slot or "value": item.get("value")}
            command = {"command": "start", "intent": node.choice_start, "slots": slots}
            options.append(
                fx.Option(
                    command,
                    text=str(item.get("label") or item.get("value") or ""),
                    detail=item.get("detail"),
                    price=item.get("price"),
                    available=bool(item.get("available", True)),
                )
            )
        if node.choice_person:
            options.append(fx.Option(PERSON, key="option.person"))
    else:
        for choice in node.choices:
            if choice.when is None or truth(choice.when.evaluate(find)):
                options.append(_option(run, choice, frame))
                roles.append(choice.role)
    run.offer(options, node.key, run.evaluate(node.values, frame), roles=roles)


def _option(run: Offering, choice: Choice, frame: Frame) -> fx.Option:
    """A fixed choice as something to tap."""
    if choice.start is None:
        command: Mapping[str, Json] = {"command": "affirm" if choice.role == "yes" else "deny"}
    else:
        slots = {k: v for k, v in run.evaluate(choice.slots, frame).items() if v is not None}
        command = (
            {"command": "start", "intent": choice.start, "slots": slots}
            if slots or choice.start != "person"
            else PERSON
        )
    return fx.Option(command, key=choice.key)
