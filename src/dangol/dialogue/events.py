"""What the engine is told: typed commands (``dangol.nlu.commands``), a whole ``Understanding``, or one of these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dangol.messages.content import Block
from dangol.nlu.commands import Command, Understanding


@dataclass(frozen=True, slots=True)
class ActionResult:
    """How the action of a ``Call`` ended. ``call`` is the number of that call (0: the latest). ``values`` are JSON values and ``Money``;
    ``blocks`` ready content; ``remember`` goes into the conversation's facts."""

    outcome: str
    values: Mapping[str, Any] = field(default_factory=dict)
    blocks: tuple[Block, ...] = ()
    call: int = 0
    remember: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TimedOut:
    """Nothing came for as long as the last ``Wait`` said."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """A message that was not understood; ``choices`` are its two or three likely meanings, if there are any."""

    text: str = ""
    choices: tuple[Command, ...] = ()


Event = Command | Understanding | ActionResult | TimedOut | Unclear
