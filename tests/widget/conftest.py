"""A browser, a fake server, and the widget as a shopper meets it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from chromium import running_chromium
from widget.fake_server import FakeServer


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    with running_chromium() as started:
        yield started


@pytest.fixture(scope="session")
def _running() -> Iterator[FakeServer]:
    started = FakeServer().start()
    yield started
    started.stop()


@pytest.fixture
def server(_running: FakeServer) -> FakeServer:
    _running.reset()
    return _running


class Shopper:
    """A person at a page with the widget."""

    def __init__(self, context: Any, server: FakeServer, lang: str) -> None:
        self.context = context
        self.server = server
        self.lang = lang
        self.page = context.new_page()
        self.faults: list[str] = []
        self.urls: list[str] = []
        self._watch(self.page)

    def _watch(self, page: Any) -> None:
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda m: self.faults.append(m.text) if "Content Security Policy" in m.text else None)
        page.on("request", lambda request: self.urls.append(request.url))
        page.on("websocket", lambda socket: self.urls.append(socket.url))

    def visit(self, *, path: str = "/?before=1", origin: str | None = None, **data: Any) -> Shopper:
        more = "".join(f"&data-{name}={value}" for name, value in data.items())
        self.page.goto(f"{origin or self.server.origin}{path}&lang={self.lang}{more}", wait_until="load")
        self.page.wait_for_selector("dangol-chat", state="attached")
        return self

    @property
    def host(self) -> Any:
        return self.page.locator("dangol-chat")

    def part(self, selector: str) -> Any:
        return self.host.locator(selector)

    def open(self) -> Shopper:
        self.part("button").first.click()
        self.part(".panel").wait_for()
        self.part(".row.assistant").first.wait_for()
        return self

    def say(self, text: str) -> Shopper:
        field = self.part(".ask textarea")
        field.fill(text)
        field.press("Enter")
        return self

    def ask(self, text: str) -> Any:
        """Say it and wait for the answer: its row."""
        before = self.part(".row.assistant, .row.system").count()
        self.say(text)
        answer = self.part(".row.assistant, .row.system").nth(before)
        answer.wait_for()
        self.part(".later").wait_for(state="detached")
        return answer

    def stored(self) -> dict[str, str]:
        result: dict[str, str] = self.page.evaluate("({ ...localStorage })")
        return result

    def inside(self, script: str) -> Any:
        """What ``script`` gives with ``root``, the widget's shadow root."""
        return self.page.evaluate(
            f"(() => {{ const root = document.querySelector('dangol-chat').shadowRoot; return {script} }})()"
        )

    def wait(self, script: str) -> None:
        self.page.wait_for_function(
            f"() => {{ const root = document.querySelector('dangol-chat').shadowRoot; return {script} }}"
        )

    def lay_open(self) -> None:
        """Lay out every row, also those out of sight, so that all of them can be measured."""
        self.inside("root.host.sheet('.row { content-visibility: visible !important }')")

    def ear(self) -> None:
        """Begin to note what a screen reader would be told."""
        self.page.evaluate(
            "() => { window.spoken = []; new MutationObserver((all) => { for (const one of all) for "
            "(const node of one.addedNodes) "
            "spoken.push(node.textContent) }).observe(document.querySelector('[role=status]'), { "
            "childList: true, characterData: true, subtree: true }) }"
        )

    @property
    def spoken(self) -> list[str]:
        result: list[str] = self.page.evaluate("window.spoken")
        return result


@pytest.fixture
def shopper(browser: Any, server: FakeServer) -> Iterator[Any]:
    """``shopper(lang="ko", width=390)`` gives a new person in a browser of their own; no script error may occur."""
    made: list[Shopper] = []

    def make(lang: str = "en", width: int = 1280, height: int = 800, context: Any = None, **more: Any) -> Shopper:
        context = context or browser.new_context(viewport={"width": width, "height": height}, **more)
        context.set_default_timeout(8000)
        one = Shopper(context, server, lang)
        made.append(one)
        return one

    yield make
    faults = [fault for one in made for fault in one.faults]
    for context in {id(one.context): one.context for one in made}.values():
        context.close()
    assert faults == []
