"""Memory that is free, and given back to the machine."""

from __future__ import annotations

import ctypes
import sys


def give_back() -> None:
    """Give back what was needed once, for the start. Nothing happens where the C library does it by itself."""
    if sys.platform == "linux" and (found := getattr(ctypes.CDLL(None), "malloc_trim", None)) is not None:
        found(0)
