"""Order numbers: short enough to read over the phone, too many to guess."""

from __future__ import annotations

import re
import secrets
from datetime import datetime

from dangol.kit.text import fold

# No 0/O, 1/I/L, U/V: letters that are misread or misheard.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"
_LENGTH = 5
_LEAST = 4  # characters: less is said of too many things


def new_number(at: datetime) -> str:
    """A number such as ``261122-7KQ4M``: the day, then one of 20 million; unique only by the table's key."""
    return f"{at:%y%m%d}-{''.join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))}"


def number_key(text: str) -> str:
    """What two spellings of one number have in common: letters and digits, in capitals (full-width ones made plain)."""
    return re.sub(r"[\W_]", "", fold(text)).upper()[:40]


def is_short_for(given: str, number: str) -> bool:
    """Whether ``given`` is ``number`` as people shorten it: without the letters it begins with, or by its last group alone (10023 of
    *TK-10023*, 1001 of *N26-1001*)."""
    key = number_key(given)
    if len(key) < _LEAST:
        return False
    groups = re.findall(r"[^\W_]+", fold(number).upper())
    return key in (re.sub(r"^[^\W\d_]+", "", number_key(number)), *groups[-1:])
