"""What a classifier with few lines borrows from one that has learnt from many: how that one would read the message.

The margins of the other's intents, centred and of length one, are a view beside those of the text. Its intents need not be those that are
learnt: *where is my parcel* leans towards the same ones as *has it been sent off*, whatever a shop calls what both ask for. The other has
to be learnt from other messages than those that are learnt here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dangol.nlu.vocabulary import Vocabulary

Floats = NDArray[np.float32]


def leaning(margins: Floats) -> Floats:
    """Which of the other's intents a message leans towards, by its ``margins`` for them: as many numbers, of length one."""
    centred: Floats = (margins - margins.mean()).astype(np.float32)
    length = np.float32(np.linalg.norm(centred))
    return centred if not length else np.divide(centred, length, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Known:
    """The words of a prior and of a lexicon together, as ``Vocabulary.mend`` asks for them: what is known to either is no typo."""

    vocabulary: Vocabulary
    lexicon: Any

    def knows(self, word: str) -> bool:
        """Whether the word is right as it is."""
        return word in self.vocabulary.counts or (self.lexicon is not None and self.lexicon.knows(word))

    def nearest(self, word: str) -> str | None:
        """The word that was meant; none if there is none near."""
        found: str | None = self.lexicon.nearest(word) if self.lexicon is not None else None
        return found or self.vocabulary.nearest(word)
