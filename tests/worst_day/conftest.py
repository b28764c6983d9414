"""One shop, imported once; each test that changes it gets a copy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from worst_day.shopkeeping import Door, Process, cli, make_shop, no_traceback, process

OPEN = "\n[limits]\nmessages_per_minute = 60000\nburst = 60000\nnew_visitors_per_minute = 60000\n"


@pytest.fixture(scope="session")
def _stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_shop(tmp_path_factory.mktemp("worst") / "shop")
    done = cli("import", "--shop", str(folder))
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture
def shop(_stocked: Path, tmp_path: Path) -> Path:
    """A shop of one's own, stocked, with the limits every shop has."""
    return Path(shutil.copytree(_stocked, tmp_path / "shop"))


@pytest.fixture(scope="module")
def open_shop(_stocked: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop for a whole module, with limits nobody reaches."""
    folder = Path(shutil.copytree(_stocked, tmp_path_factory.mktemp("open") / "shop"))
    with (folder / "shop.toml").open("a") as settings:
        settings.write(OPEN)
    return folder


@pytest.fixture(scope="module")
def server(open_shop: Path) -> Iterator[Process]:
    """A real server for a whole module."""
    with process("serve", open_shop) as running:
        yield running
        no_traceback(running)


@pytest.fixture
def door(server: Process) -> Door:
    """HTTP to the module's server."""
    return Door(server.port)
