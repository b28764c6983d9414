"""A running shop for the tests of the desk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desk.running_shop import RunningShop


@pytest.fixture(scope="package")  # durable work is one to a process: it must not outlast these tests
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningShop]:
    with RunningShop(tmp_path_factory.mktemp("shop")) as shop:
        yield shop


@pytest.fixture
def shop(running: RunningShop) -> RunningShop:
    """The shop, with nothing counted against anybody."""
    running.site.limiter._buckets.clear()
    return running
