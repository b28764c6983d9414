"""The stem of an English word, the same for every room that compares words."""

from __future__ import annotations

from functools import lru_cache

import Stemmer

# Stems are kept by ``stem``: the memory of the stemmer's own would be a second one.
_ENGLISH = Stemmer.Stemmer("english", 0)


@lru_cache(32768)
def stem(word: str) -> str:
    """The stem of an English word (Snowball's *english*, also known as Porter2).

    >>> stem("deliveries"), stem("washed")
    ('deliveri', 'wash')
    """
    return str(_ENGLISH.stemWord(word))
