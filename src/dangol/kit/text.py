"""Cleaning text that people and programs send us, without changing what it says."""

from __future__ import annotations

import re
import unicodedata

# Explicit bidirectional overrides and isolates: they can make a text read as something it is not.
_BIDI = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_ZERO_WIDTH = re.compile("[\u200b\u2060\ufeff\u00ad\u180e]+")
_JOINER_RUN = re.compile("([\u200c\u200d])[\u200c\u200d]+")
_MARK_RUN = re.compile("((?:[\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff]){4})[\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff]+")


def clean(text: str, limit: int = 4000) -> str:
    """``text`` as it may be stored and shown: valid Unicode in NFC, no control characters but line breaks and tabs,
    no direction overrides, no floods of zero-width or combining characters, at most ``limit`` characters."""
    text = text[: limit * 4].encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = _ZERO_WIDTH.sub("", text).translate(_BIDI)
    text = _MARK_RUN.sub(r"\1", _JOINER_RUN.sub(r"\1", text))
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = (c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs", "Cn", "Co"))
    return "".join(kept)[:limit].strip()


def fold(text: str) -> str:
    """``text`` as it is compared: NFKC (full-width digits become plain ones), case folded, white space collapsed."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def has_tail(syllable: str) -> bool:
    """Whether a hangul syllable ends in a consonant; any other letter does not."""
    code = ord(syllable) - 0xAC00
    return 0 <= code < 11172 and code % 28 != 0


def mask(text: str, keep: int = 2) -> str:
    """``text`` with all but its first ``keep`` characters hidden, for logs and screens that must not show it whole."""
    return text[:keep] + "•" * min(6, max(0, len(text) - keep))
