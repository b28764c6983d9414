"""Debian's chromium for the tests of pages, the same for all of them.

``DANGOL_TEST_SLOW=6`` gives every page a sixth of the processor: a test that only holds on a fast machine shows itself.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """Where it is: Debian's, or what ``DANGOL_TEST_CHROMIUM`` names."""
    return os.environ.get("DANGOL_TEST_CHROMIUM") or shutil.which("chromium")


@contextmanager
def running_chromium() -> Iterator[Any]:
    """It runs, for playwright. Without it the tests are left out."""
    path = chromium()
    if not path:
        pytest.skip("no chromium: install Debian's chromium or set DANGOL_TEST_CHROMIUM")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=path, args=ARGUMENTS)
        rate = float(os.environ.get("DANGOL_TEST_SLOW") or 1)
        yield started if rate == 1 else _Slow(started, rate)
        started.close()


class _Slow:
    """The same browser, whose pages get a share of the processor."""

    def __init__(self, browser: Any, rate: float) -> None:
        self._browser = browser
        self._rate = rate

    def __getattr__(self, name: str) -> Any:
        return getattr(self._browser, name)

    def new_context(self, **wishes: Any) -> Any:
        context = self._browser.new_context(**wishes)
        context.on("page", self._slow_down)
        return context

    def _slow_down(self, page: Any) -> None:
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": self._rate})
