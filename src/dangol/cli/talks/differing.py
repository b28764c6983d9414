"""Two texts side by side: what was left out, and what stands there instead."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

# Words and numbers whole; Chinese characters, kana and marks each by itself, for nothing is written between them.
_PIECES = re.compile(r"[A-Za-zÀ-ÿ가-힣]+|\d[\d.,]*\d|\d|\s+|.", re.DOTALL)
_ALIKE = 0.5
_FAR = 0.25


def marked(before: str, after: str, around: int | None = None) -> str:
    """One line that shows both: ``Shipping is [-3,000-]{+2,500+} won``. Texts that have little in common stand one behind the other.
    ``around`` leaves so many characters of what is the same on either side of what is not."""
    if before == after:
        return after
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _FAR:
        return f"{_gone(before)}{_come(after)}"
    out = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            first, last = a == 0, b == len(old)
            out.append(_short("".join(old[a:b]), around, first=first, last=last))
        else:
            out += [_gone("".join(old[a:b])), _come("".join(new[c:d]))]
    return "".join(out)


def _short(text: str, around: int | None, *, first: bool, last: bool) -> str:
    if around is None or len(text) <= 2 * around:
        return text
    head = "" if first else text[:around]
    return f"{head}…{'' if last else text[-around:]}"


def _gone(text: str) -> str:
    return f"[-{text}-]" if text else ""


def _come(text: str) -> str:
    return f"{{+{text}+}}" if text else ""


def nearest(wanted: str, text: str) -> str | None:
    """The line of ``text`` most like ``wanted``; none if no line is like it."""
    best, found = _ALIKE, None
    for line in filter(None, map(str.strip, text.splitlines())):
        ratio = SequenceMatcher(None, wanted, line, autojunk=False).ratio()
        # What stands somewhere inside a long line counts as well.
        inside = SequenceMatcher(None, wanted, line, autojunk=False).find_longest_match().size / max(1, len(wanted))
        if max(ratio, inside) > best:
            best, found = max(ratio, inside), line
    return found
