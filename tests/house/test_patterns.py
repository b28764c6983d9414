"""No pattern can be made to work for ever: a shopper may write a row of fifty ㅋ, a thousand dots or only spaces, and means no harm."""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
from collections.abc import Iterator
from typing import Any

import dangol

MOST_SECONDS = 1.0  # of the processor, for a text that takes a sound pattern a hundredth
LENGTH = 700
FLOODS = (
    *(" ", "\n", ". ", ", ", ".", "!", "?", "~", "-", "/", "'", "0", "1 ", "1-", "1,", "1x", "a", "a ", "ab@", "a."),
    *(
        "no ",
        "ok ",
        "the ",
        "and ",
        "ㅋ",
        "ㅠ",
        "ㅎ",
        "네",
        "요 ",
        "가",
        "서울 ",
        "ア",
        "ー",
        "漢",
        "県市",
        "の",
        "で",
        "あ",
        "。",
        "、",
    ),
)


class TooLong(Exception):
    """Told by the alarm."""


def _within(value: Any, depth: int = 0) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif depth < 3 and isinstance(value, dict | tuple | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _within(one, depth + 1)


def _patterns() -> dict[re.Pattern[str], str]:
    found: dict[re.Pattern[str], str] = {}
    for module in pkgutil.walk_packages(dangol.__path__, "dangol."):
        if not module.name.endswith("__main__"):
            for name, value in vars(importlib.import_module(module.name)).items():
                for pattern in _within(value):
                    found.setdefault(pattern, f"{module.name}.{name}")
    return found


def _stuck(pattern: re.Pattern[str], text: str) -> bool:
    def ring(*_: object) -> None:
        raise TooLong

    before = signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, MOST_SECONDS)
    try:
        pattern.search(text)
    except TooLong:
        return True
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return False


def test_no_pattern_is_stuck_in_a_flood() -> None:
    patterns = _patterns()
    assert len(patterns) > 500
    stuck = {
        f"{name} in a row of {flood!r}"
        for pattern, name in patterns.items()
        for flood in FLOODS
        if any(_stuck(pattern, (flood * LENGTH)[:LENGTH] + end) for end in ("", "\x01"))
    }
    assert not stuck, "Write `x++` for what need not be given back, and never the same sign on both sides of a seam."


def test_one_that_is_stuck_would_be_found() -> None:
    assert _stuck(re.compile(r"(?:ㅋㅋ+)+$"), "ㅋ" * 60 + "!")
    assert not _stuck(re.compile(r"(?:ㅋㅋ++)+$"), "ㅋ" * 60 + "!")
