"""Learning more from messages nobody has labelled: the shop's own log.

What is read surely is taken as an example of what it was read as, and everything is learnt again, three times; the words that stand
beside known ones become known. Half of a log may be strange, and some of that is read surely too: what was learnt from it finds the
intent, but how far to trust it is judged by what was learnt from labelled messages alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dangol.nlu.model import Part
    from dangol.nlu.rows import Row

ENOUGH = 1000
"""Fewer messages than these change nothing."""
SURE = (0.8, 0.7, 0.6)
"""How surely a message has to be read to be learnt from, round by round."""


def learn_unlabelled(
    part: Part, texts: Iterable[str], row: Callable[[str, str], Row], fit: Callable[[Sequence[Row]], Part]
) -> tuple[Part, list[Row]]:
    """What ``part`` becomes by ``texts``, and what was learnt from them at last. ``row`` makes an example of a text and an intent, ``fit``
    learns from such examples beside the labelled ones."""
    taught: list[Row] = []
    for sure in SURE:
        readings = ((text, part.read(text)) for text in texts)
        taught = [
            row(text, found.intents[0][0]) for text, found in readings if found.intents and found.confidence >= sure
        ]
        part = replace(fit(taught), calibration=part.calibration)
    return part, taught
