"""How the C library keeps memory: a server of a small machine wants little of it set aside."""

from __future__ import annotations

import ctypes
import sys

_ARENAS = -8  # M_ARENA_MAX of glibc's malloc.h


def keep_little() -> None:
    """Let all threads share one heap. By default glibc gives each one of its own, and what a thread of the start used stays there.
    Nothing happens where the C library knows no such setting."""
    if sys.platform == "linux" and (found := getattr(ctypes.CDLL(None), "mallopt", None)) is not None:
        found(_ARENAS, 1)


def give_back() -> None:
    """Give back to the machine what was needed once, for the start, and is free."""
    if sys.platform == "linux" and (found := getattr(ctypes.CDLL(None), "malloc_trim", None)) is not None:
        found(0)
