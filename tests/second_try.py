"""A test in a browser that fails is tried once more, and the run names it.

A browser, a server and a test are three programs on one machine: where it is busy, one may be late for reasons that are not ours. A
fault of ours fails both times. What needed its second try is listed at the end, so that a race is seen and mended.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give every test in a browser a second try."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Name what needed its second try."""
    names = Counter(report.nodeid for report in terminalreporter.stats.get("rerun", []))
    if names:
        terminalreporter.section("tried twice", sep="-")
    for name in sorted(names):
        terminalreporter.write_line(name)
