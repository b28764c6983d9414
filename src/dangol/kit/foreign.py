"""JSON from outside, read within bounds: what a stranger sends must neither break a database nor the next reader.

Python's own reader takes more than JSON allows (NaN, Infinity, lone surrogates, integers of any length, any depth); databases and other
programs do not. Here such a text is refused, or, where only a character is at fault, that character is replaced.
"""

from __future__ import annotations

import json
import math
from typing import Any

MOST_DEPTH = 32
_MOST_INTEGER = 2**63 - 1
_NUL = "\x00"


class NotJson(ValueError):
    """Not JSON in UTF-8, or JSON beyond the bounds. Its text says which."""


def read_json(raw: bytes | str, *, depth: int = MOST_DEPTH) -> Any:
    """The value in ``raw``: finite numbers, integers of 64 bits, at most ``depth`` levels, text without NUL and lone surrogates
    (these are replaced by U+FFFD). Of a key that stands twice the last counts. Raises ``NotJson``."""
    try:
        text = raw.decode("utf-8") if isinstance(raw, bytes) else raw
        value = json.loads(text, parse_constant=_refuse)
    except NotJson:
        raise
    except RecursionError:
        raise NotJson("It is nested too deeply.") from None
    except ValueError as trouble:
        raise NotJson("It is not JSON in UTF-8.") from trouble
    return _bounded(value, depth)


def sound(text: str) -> str:
    """``text`` without NUL and lone surrogates, each replaced by U+FFFD; everything else as it is."""
    if text.isascii() and _NUL not in text:
        return text
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace(_NUL, "\ufffd")


def _refuse(constant: str) -> Any:
    raise NotJson(f"{constant} is not a number of JSON.")


def _bounded(value: Any, left: int) -> Any:
    if isinstance(value, str):
        return sound(value)
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        if abs(value) > _MOST_INTEGER:
            raise NotJson("A number is too large.")
        return value
    if isinstance(value, float):
        if not math.isfinite(value):
            raise NotJson("A number is too large.")
        return value
    if left <= 0:
        raise NotJson("It is nested too deeply.")
    if isinstance(value, list):
        return [_bounded(inner, left - 1) for inner in value]
    return {sound(name): _bounded(inner, left - 1) for name, inner in value.items()}
