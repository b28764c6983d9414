"""Scripts and style sheets travel packed where the browser can unpack them. Only what is the same for everybody is packed."""

from __future__ import annotations

import gzip

from starlette.datastructures import Headers


def takes_gzip(headers: Headers) -> bool:
    """Whether whoever asks can unpack gzip."""
    for part in headers.get("accept-encoding", "")[:500].split(","):
        coding, _, weight = part.strip().partition(";")
        if coding.strip().lower() in ("gzip", "*"):
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def pack(raw: bytes) -> bytes:
    """``raw`` as gzip, as small as it gets, the same bytes every time."""
    return gzip.compress(raw, 9, mtime=0)
