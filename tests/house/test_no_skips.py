"""The rule that a complete run skips nothing, tried on small suites of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

HERE = Path(__file__).resolve().parents[1]
ONE_TEST = "import pytest\ndef test_one():\n    pytest.skip('no browser here')\n"
WHOLE_MODULE = "import pytest\npytest.importorskip('no_such_module_anywhere')\ndef test_one(): pass\n"
MARKED = "import pytest\n@pytest.mark.skip(reason='not today')\ndef test_one(): pass\n"
EXPECTED = "import pytest\n@pytest.mark.xfail(strict=True)\ndef test_one(): assert False\n"


def _run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, source: str, required: str) -> pytest.RunResult:
    monkeypatch.setenv("DANGOL_REQUIRE_ALL", required)
    monkeypatch.syspath_prepend(str(HERE))
    pytester.makepyfile(test_it=source)
    return pytester.runpytest_inprocess("-p", "no_skips", "-p", "no:asyncio", "-p", "no:xdist")


@pytest.mark.parametrize(
    ("source", "reason"),
    [(ONE_TEST, "no browser here"), (WHOLE_MODULE, "no_such_module_anywhere"), (MARKED, "not today")],
)
def test_a_skip_fails_a_complete_run(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, source: str, reason: str
) -> None:
    result = _run(pytester, monkeypatch, source, "1")
    assert result.ret != 0
    assert "may skip nothing" in result.stdout.str()
    assert reason in result.stdout.str()


@pytest.mark.parametrize("source", [ONE_TEST, WHOLE_MODULE, MARKED])
def test_elsewhere_a_skip_stays_a_skip(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    result = _run(pytester, monkeypatch, source, "")
    result.assert_outcomes(skipped=1)
    assert "1 test: " in result.stdout.str()


def test_an_expected_failure_is_not_a_skip(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    result = _run(pytester, monkeypatch, EXPECTED, "1")
    assert result.ret == 0
    result.assert_outcomes(xfailed=1)
