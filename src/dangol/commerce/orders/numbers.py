"""Order numbers: short enough to read over the phone, too many to guess."""

from __future__ import annotations

import re
import secrets
from datetime import datetime

from dangol.kit.text import fold

# No 0/O, 1/I/L, U/V: letters that are misread or misheard.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"
_LENGTH = 5


def new_number(at: datetime) -> str:
    """A number such as ``261122-7KQ4M``: the day, then one of 20 million; unique only by the table's key."""
    return f"{at:%y%m%d}-{''.join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))}"


def number_key(text: str) -> str:
    """What two spellings of one number have in common: letters and digits, in capitals (full-width ones made plain)."""
    return re.sub(r"[\W_]", "", fold(text)).upper()[:40]
