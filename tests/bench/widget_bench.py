"""Bytes and script time of the widget, beside deep-chat in the same browser: ``python tests/bench/widget_bench.py``.

Needs Chromium, and deep-chat in ``tests/bench`` (``npm install --prefix tests/bench``). Each is on the same page, loaded in a fresh context
with nothing in any cache; what the page costs without either is taken off. Times are the browser's own account of its main thread
(``Performance.getMetrics``), and nothing but the page itself runs in it. A busy machine slows both alike: runs alternate.
"""

from __future__ import annotations

import argparse
import datetime
import functools
import gzip
import statistics
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from playwright.sync_api import Browser, sync_playwright

from chromium import ARGUMENTS, chromium
from dangol.cli.benching.accounts import load, machine
from dangol.cli.benching.row import Row, table_of, write_into
from widget.fake_server import STATIC, FakeServer

DEEP_CHAT = Path(__file__).parent / "node_modules" / "deep-chat"
_PAGE = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>{head}</head><body><h1>Shop</h1>{body}</body></html>'
_HERE = "document.querySelector('dangol-chat')?.shadowRoot?.querySelector('button')"
_OPENED = "document.querySelector('dangol-chat').shadowRoot.querySelector('.row.assistant')"
_SHOWN = "document.querySelector('deep-chat')?.shadowRoot?.querySelector('#text-input')"


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of script, and of the main thread in all; bytes of the heap."""

    script: float
    tasks: float
    heap: float


def _cost(browser: Browser, address: str, steps: Sequence[str]) -> Cost:
    """Load ``address``, and wait until each of ``steps``, an expression, is something."""
    context = browser.new_context()
    page = context.new_page()
    account = context.new_cdp_session(page)
    account.send("Performance.enable")
    page.goto(address, wait_until="load")
    for step in steps:
        deadline = time.monotonic() + 30
        while not account.send("Runtime.evaluate", {"expression": f"Boolean({step})"})["result"].get("value"):
            if time.monotonic() > deadline:
                raise TimeoutError(f"{address}: {step}")
            time.sleep(0.02)
    time.sleep(0.3)
    found = {metric["name"]: metric["value"] for metric in account.send("Performance.getMetrics")["metrics"]}
    context.close()
    return Cost(found["ScriptDuration"] * 1000, found["TaskDuration"] * 1000, found["JSHeapUsedSize"])


@contextmanager
def _served(ours: FakeServer) -> Iterator[str]:
    """The pages, on this machine; Dangol's script comes from ``ours``, as it does from another server in a real shop."""
    pages = {
        "empty": _PAGE.format(head="", body=""),
        "dangol": _PAGE.format(head=f'<script src="{ours.origin}/w.js" data-shop="haru" async></script>', body=""),
        "deep-chat": _PAGE.format(
            head='<script type="module" src="deep-chat.js"></script>', body='<deep-chat demo="true"></deep-chat>'
        ),
    }
    with TemporaryDirectory() as folder:
        for name, page in pages.items():
            (Path(folder) / f"{name}.html").write_text(page, encoding="utf-8")
        (Path(folder) / "deep-chat.js").write_bytes((DEEP_CHAT / "dist" / "deepChat.bundle.js").read_bytes())
        server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_words: Any) -> None:
        """Nothing: its lines would stand between the figures."""


def measure(times: int) -> list[Row]:
    """Load each page ``times`` times, in turn."""
    ours = FakeServer().start()
    costs: dict[str, list[Cost]] = {"empty": [], "closed": [], "open": [], "deep-chat": []}
    try:
        with _served(ours) as base, sync_playwright() as play:
            browser = play.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
            pages = {
                "empty": ("empty", ()),
                "closed": ("dangol", (_HERE,)),
                "open": ("dangol", (_HERE, f"({_HERE}.click(), true)", _OPENED)),
                "deep-chat": ("deep-chat", (_SHOWN,)),
            }
            for _ in range(times):
                for name, (page, steps) in pages.items():
                    ours.reset()
                    costs[name].append(_cost(browser, f"{base}/{page}.html", steps))
            version = browser.version
            browser.close()
    finally:
        ours.stop()

    def middle(name: str, field: str) -> float:
        return statistics.median(getattr(cost, field) for cost in costs[name])

    def words(name: str) -> str:
        script, tasks, heap = (middle(name, field) - middle("empty", field) for field in ("script", "tasks", "heap"))
        return f"{script:.1f} ms script, {tasks:.1f} ms main thread, {heap / 1024:,.0f} KiB heap"

    return [
        *_bytes(),
        Row(f"Dangol's launcher on the page (Chromium {version}, median of {times})", words("closed")),
        Row("Dangol, opened, with its first message on screen", words("open")),
        Row("deep-chat, shown", words("deep-chat")),
    ]


def _bytes() -> list[Row]:
    def size(*files: Path) -> str:
        whole = [file.read_bytes() for file in files]
        packed = sum(len(gzip.compress(content, 9, mtime=0)) for content in whole)
        return f"{packed:,} bytes ({sum(map(len, whole)):,} unpacked)"

    return [
        Row("Dangol: what every page loads, gzip", size(STATIC / "w.js"), "1 KiB"),
        Row("Dangol: what the first click loads, gzip", size(STATIC / "core.js"), "12 KiB"),
        Row("Dangol: what the first card or form loads, gzip", size(STATIC / "blocks.js")),
        Row("deep-chat: what every page loads, gzip", size(DEEP_CHAT / "dist" / "deepChat.bundle.js")),
    ]


def main() -> None:
    """Measure, print, and write the table into a document if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=15)
    parser.add_argument("--into", type=Path, help="a Markdown file with the marks <!-- widget: begin --> and end")
    arguments = parser.parse_args()
    if not chromium() or not DEEP_CHAT.is_dir():
        parser.exit(2, "Needs Chromium, and deep-chat: npm install --prefix tests/bench\n")
    rows = measure(arguments.times)
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    table = table_of(rows, f"{machine()}; {today}, load average {load()} at the end.")
    print(table)
    if arguments.into is not None:
        write_into(arguments.into, "widget", table)


if __name__ == "__main__":
    main()
