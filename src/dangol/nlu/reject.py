"""Act, offer, or say so: what a confidence is good for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

#: The label of messages a shop's assistant should not act on. Examples of it teach the rejection; it is never an answer.
OUT_OF_SCOPE = "out_of_scope"
_NEARLY = 0.9


class Verdict(StrEnum):
    """What to do with a reading."""

    ACT = "act"
    OFFER = "offer"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From ``act`` on a reading is acted on, from ``offer`` on the likely meanings are offered as choices, below it is unclear.

    Both are probabilities of being right; the owner may move them. A little below ``act`` a reading is acted on where the second meaning is
    at most half as likely: on messages of strangers such readings are right as often as those a little above it. One that has no rival (the
    second is less than a quarter as likely) is acted on from two thirds of ``act`` on: a choice of one would only be a second asking.
    """

    act: float = 0.45
    offer: float = 0.12

    def judge(self, confidence: float, second: float = 1.0, *, grave: bool = False) -> Verdict:
        """The verdict on a confidence, and on the probability of the next likely meaning. ``grave``: acting on it wrongly
        would hurt (emptying the cart), so that ``act`` has to be reached."""
        if grave and confidence < self.act:
            return Verdict.OFFER if confidence >= self.offer else Verdict.UNCLEAR
        nearly = confidence >= self.act * _NEARLY and second * 2 <= confidence
        alone = confidence >= self.act * 2 / 3 and second * 4 <= confidence
        if confidence >= self.act or nearly or alone:
            return Verdict.ACT
        return Verdict.OFFER if confidence >= self.offer else Verdict.UNCLEAR
