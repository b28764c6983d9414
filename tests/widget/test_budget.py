"""What the widget may cost a shop's page: bytes, requests, and what it leaves behind."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from widget.conftest import Shopper
from widget.fake_server import STATIC, FakeServer

LOADER_MOST = 1000
CORE_MOST = 12_000


def _gzipped(name: str) -> int:
    return len(gzip.compress((STATIC / name).read_bytes(), 9, mtime=0))


def test_the_loader_stays_under_a_kilobyte_and_the_core_under_twelve() -> None:
    assert _gzipped("w.js") <= LOADER_MOST
    assert _gzipped("core.js") <= CORE_MOST
    assert _gzipped("blocks.js") <= 12_000
    assert _gzipped("poll.js") <= 2_000


def test_types_are_sound() -> None:
    here = Path(__file__).parent
    found = [str(here / "node_modules/.bin/tsc"), shutil.which("tsc")]
    tsc = next((path for path in found if path and Path(path).exists()), None)
    if tsc is None:
        pytest.skip("no TypeScript: npm install --prefix tests/widget")
    done = subprocess.run([tsc, "-p", str(here)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_nothing_is_fetched_from_elsewhere_and_no_inline_style_or_html_is_written() -> None:
    for path in STATIC.rglob("*.js"):
        text = path.read_text()
        for forbidden in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "new Function",
            "document.cookie",
            "@import",
            "@font-face",
        ):
            assert forbidden not in text, f"{path.name}: {forbidden}"
        assert "https://" not in text, path.name


@pytest.mark.browser
def test_one_request_before_the_click_and_three_after_for_a_whole_purchase(shopper: Any, server: FakeServer) -> None:
    one: Shopper = shopper("ko").visit(path="/?")

    def ours() -> list[str]:
        return [url for url in one.urls if "/widget/" in url or url.endswith("/w.js")]

    one.page.wait_for_timeout(400)
    assert [url.rsplit("/", 1)[-1] for url in ours()] == ["w.js"]
    one.open()
    for what in ("carousel", "card", "cart", "form", "payment", "order", "quote", "rating"):
        one.ask(what)
    after = ours()[1:]
    assert len(after) <= 3, after
    assert {url.rsplit("/", 1)[-1] for url in after} == {"core.js", "socket", "blocks.js"}
    hosts = {url.split("/")[2] for url in one.urls if not url.startswith(("data:", "blob:"))}
    assert hosts == {f"127.0.0.1:{server.port}"}


@pytest.mark.browser
def test_nothing_is_stored_before_the_first_message_and_one_token_after(shopper: Any, server: FakeServer) -> None:
    one: Shopper = shopper().visit().open()
    one.part(".launch").wait_for(state="hidden")
    one.page.keyboard.press("Escape")
    one.open()
    assert one.stored() == {}
    one.ask("hello")
    one.wait("root.querySelector('.state.sent')")
    assert list(one.stored()) == ["dangol:haru"]
    kept = json.loads(one.stored()["dangol:haru"])
    assert kept["t"] == server.only().token
    assert set(kept) <= {"t", "s", "o"}
    assert one.context.cookies() == []
    assert one.page.evaluate("sessionStorage.length") == 0


@pytest.mark.browser
def test_the_page_does_not_move(shopper: Any) -> None:
    one: Shopper = shopper().visit()
    script = (
        "() => new Promise((done) => { let sum = 0; new PerformanceObserver((list) => "
        "list.getEntries().forEach((e) => sum += e.value)).observe({ type: 'layout-shift', "
        "buffered: true }); setTimeout(() => done(sum), 300) })"
    )
    one.open()
    assert one.page.evaluate(script) == 0
