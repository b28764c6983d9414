"""With ``DANGOL_REQUIRE_ALL`` set a skipped test is a failed one: where everything is installed, nothing may be left out.

Registered by ``pytest_plugins`` in ``tests/conftest.py``; without the variable it only sums up, at the end, what was left out and why.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Generator
from typing import Any, TypeVar

import pytest

VARIABLE = "DANGOL_REQUIRE_ALL"
_Report = TypeVar("_Report", pytest.TestReport, pytest.CollectReport)


def required() -> bool:
    """Whether this run may skip nothing."""
    return os.environ.get(VARIABLE, "") not in ("", "0")


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    told = report.longrepr
    return told[2].removeprefix("Skipped: ") if isinstance(told, tuple) else str(told)


def _refuse(report: _Report) -> _Report:
    # An expected failure (xfail) is reported as skipped too, but it did run.
    if required() and report.skipped and not hasattr(report, "wasxfail"):
        reason = _reason(report)
        report.outcome = "failed"
        report.longrepr = f"Skipped, in a run that may skip nothing ({VARIABLE} is set): {reason}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Refuse a skip of one test."""
    return _refuse((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Refuse a skip of a whole module."""
    return _refuse((yield))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say once for each reason how many tests were left out because of it."""
    reasons = Counter(_reason(report) for report in terminalreporter.stats.get("skipped", []))
    if reasons:
        terminalreporter.section("left out", sep="-")
    for reason, count in reasons.most_common():
        terminalreporter.write_line(f"{count} {'test' if count == 1 else 'tests'}: {reason}")
