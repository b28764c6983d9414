"""One running demo shop and one browser for all tests here; people in browsers of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from browser.running import ForeignPage, RunningShop
from browser.shopper import Shopper
from chromium import running_chromium


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    with running_chromium() as started:
        yield started


@pytest.fixture(scope="package")
def elsewhere() -> Iterator[ForeignPage]:
    """A page of another origin that the shop has named in its settings."""
    page = ForeignPage()
    yield page
    page.stop()


@pytest.fixture(scope="package")
def shop(browser: Any, elsewhere: ForeignPage, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningShop]:
    running = RunningShop(tmp_path_factory.mktemp("browser") / "shop", (elsewhere.origin,))
    elsewhere.shop_origin = running.origin
    try:
        yield running.start()
    finally:
        running.stop()


@pytest.fixture
def person(browser: Any, shop: RunningShop) -> Iterator[Callable[..., Shopper]]:
    """``person("ko", width=390)``: somebody new in a browser of their own. No script error and no refused resource may occur."""
    made: list[Shopper] = []

    def make(lang: str = "en", width: int = 1280, height: int = 860, context: Any = None, **more: Any) -> Shopper:
        if context is None:
            context = browser.new_context(viewport={"width": width, "height": height}, **more)
            context.set_default_timeout(20_000)
        one = Shopper(context, shop.origin, lang)
        made.append(one)
        return one

    yield make
    faults = [fault for one in made for fault in one.faults]
    for context in {id(one.context): one.context for one in made}.values():
        context.close()
    assert faults == []
