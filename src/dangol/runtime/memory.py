"""When the garbage collector looks, and what is given back to the machine."""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager


def collect_seldom() -> None:
    """While a process starts, nearly all it makes it keeps: looking through that for garbage after every seven hundred objects takes a
    seventh of the start."""
    gc.set_threshold(100_000, 50, 50)


@contextmanager
def lasting() -> Iterator[None]:
    """What has been built by now lasts as long as the process: the garbage collector need not walk through it again and again, which
    would hold up everybody for a tenth of a second each time."""
    before = gc.get_threshold()
    gc.collect()
    _give_back()
    gc.freeze()
    # A turn makes some thousand objects and drops them all without the collector's help: it need not look several times a turn.
    gc.set_threshold(10_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def _give_back() -> None:
    """What was needed once, for the start. Nothing happens where the C library does it by itself."""
    if sys.platform == "linux" and (found := getattr(ctypes.CDLL(None), "malloc_trim", None)) is not None:
        found(0)
