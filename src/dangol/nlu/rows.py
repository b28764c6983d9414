"""Examples as they are learnt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dangol.nlu.features import Text, hashed
from dangol.nlu.meaning import meanings
from dangol.nlu.normalise import plain
from dangol.nlu.prior import Floats

if TYPE_CHECKING:
    from dangol.nlu.model import Part


@dataclass(frozen=True, slots=True)
class Row:
    """An example as it is learnt: cut, with the features of each view; ``source`` is what was written."""

    text: Text
    label: str
    bags: list[dict[int, int]]
    group: str
    source: str
    beside: Floats | None = None  # what is known of it besides its features: how a prior leans, then its meaning

    @classmethod
    def of(
        cls, source: str, label: str, lang: str, group: str = "", prior: Part | None = None, *, meant: bool = False
    ) -> Row:
        """A message of a language with what it means; by itself a group unless it is a variant of a line. With ``meant`` the table of
        what words mean is asked as well."""
        text = Text(plain(source), lang)
        if lang not in ("ko", "ja"):
            text = Text(text.text, lang, text.words)
        bags = hashed(text)
        table = meanings(lang) if meant else None
        known = [*([prior.leaning(bags)] if prior else []), *([table.of(bags)] if table else [])]
        return cls(text, label, bags, group or text.text, source, np.concatenate(known) if known else None)
