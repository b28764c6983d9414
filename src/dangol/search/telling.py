"""Which of several things that bear a name the other words of a message tell: *the hooks in zinc*, 속건 본드, 綿手袋.

A shelf's name or a word that several titles share leaves a few things to choose from; a word beside it that only one of their titles
has says which. Values that stand in no title (a colour, a size) are no part of this: they narrow in the catalogue itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from dangol.search.endings import without_particle
from dangol.search.layout import Unit, form_of, units_of
from dangol.search.letters import plain
from dangol.search.mentions import Mention
from dangol.search.names import Name
from dangol.search.tokens import stop_words

_SCRIPT = {"latin": "en", "ko": "ko"}


def telling(units: Sequence[Unit], mention: Mention, refused: Sequence[str] = ()) -> list[str]:
    """The words around a mention that may tell which thing is meant; what stands before it in the same word (綿 of 綿手袋) too."""
    out: list[str] = []
    for unit in units:
        script = _SCRIPT.get(unit.script, "ja")
        if unit.end_at <= mention.at or unit.at >= mention.end:
            word = without_particle(unit.text) if unit.script == "ko" else unit.text
            everyday = unit.text in stop_words(script) or word in stop_words(script)
            if len(word) > 1 and not word.isdigit() and unit.script != "hira" and not everyday and word not in refused:
                out.append(form_of(word))
        elif unit.script != "latin" and unit.at < mention.at:
            before = unit.form[: mention.at - unit.at]
            if before not in refused and (len(before) > 1 or unit.script == "kanji"):
                out.append(before)
    return out


def told(bearers: Sequence[Name], words: Sequence[str]) -> Name | None:
    """The one of ``bearers`` whose title has more of ``words`` than any other's; none where no word decides."""
    if len(bearers) < 2 or not words:
        return None
    counts = sorted(((_met(bearer, words), n) for n, bearer in enumerate(bearers)), reverse=True)
    (most, place), (second, _) = counts[0], counts[1]
    return bearers[place] if most > second else None


def _met(bearer: Name, words: Sequence[str]) -> int:
    title = list(units_of(plain(bearer.title or bearer.text)))
    latin = {unit.form for unit in title if unit.script == "latin"}
    whole = "".join(unit.form for unit in title)
    return sum(word in latin if word.isascii() else word in whole for word in words)
