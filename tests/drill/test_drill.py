"""The drill with real processes: nothing goes wrong in ours, and it notices what goes wrong in builds broken on purpose."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from databases import NO_POSTGRES, POSTGRES
from drill.broken import MUTATIONS, SOURCE, break_build


def _drill(source: Path, messages: int, kills: int, *more: str) -> tuple[int, dict[str, int], str]:
    call = [sys.executable, "-m", "dangol", "drill", "--seed", "7", "--messages", str(messages), "--kills", str(kills)]
    environment = {**os.environ, "PYTHONPATH": str(source), "COLUMNS": "160"}
    done = subprocess.run([*call, *more], env=environment, capture_output=True, text=True, timeout=600, check=False)
    found = re.search(r"lost (\d+), doubled (\d+), out of order (\d+)", done.stdout)
    assert found, done.stdout[-3000:] + done.stderr[-3000:]
    counts = dict(zip(("lost", "doubled", "out of order"), map(int, found.groups()), strict=True))
    return done.returncode, counts, done.stdout


@pytest.mark.slow
def test_nothing_is_lost_on_sqlite() -> None:
    code, counts, told = _drill(SOURCE, 600, 8)
    assert counts == {"lost": 0, "doubled": 0, "out of order": 0}, told
    assert code == 0
    assert "600 of 600" in told


@pytest.mark.slow
@pytest.mark.postgres
def test_nothing_is_lost_on_postgresql() -> None:
    if not POSTGRES:
        pytest.skip(NO_POSTGRES)
    code, counts, told = _drill(SOURCE, 600, 8, "--postgres", POSTGRES)
    assert counts == {"lost": 0, "doubled": 0, "out of order": 0}, told
    assert code == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "messages", "kills", "kind"),
    [
        ("acknowledged before it is stored", 60, 3, "lost"),
        ("no unique key", 80, 1, "doubled"),
        ("no lock", 80, 1, "doubled"),
    ],
)
def test_a_broken_build_is_found_out(name: str, messages: int, kills: int, kind: str, tmp_path: Path) -> None:
    code, counts, told = _drill(break_build(name, tmp_path), messages, kills)
    assert code == 1, told
    assert counts[kind] > 0, told


def test_every_broken_build_is_tried() -> None:
    assert set(MUTATIONS) == {"acknowledged before it is stored", "no unique key", "no lock"}
