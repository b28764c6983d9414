"""A browser at the desk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from chromium import running_chromium
from desk.running_shop import PASSWORD, Agent, RunningShop

LOCALES = {"en": "en-US", "ko": "ko-KR", "ja": "ja-JP"}


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    with running_chromium() as started:
        yield started


class Screen:
    """A member's browser, signed in through the form. Whatever goes wrong in the page fails the test."""

    def __init__(self, browser: Any, shop: RunningShop, name: str, lang: str, width: int, scheme: str) -> None:
        self.context = browser.new_context(
            base_url=shop.url,
            locale=LOCALES[lang],
            viewport={"width": width, "height": 844 if width < 800 else 900},
            color_scheme=scheme,
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(60_000)
        self.page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", lambda m: self.faults.append(m.text) if "Content Security Policy" in m.text else None)
        self.name = name
        self.email = shop.hire(name)

    def sign_in(self, path: str = "/desk") -> Screen:
        """Through the door, to ``path``."""
        self.page.goto(path)
        self.page.fill("#email", self.email)
        self.page.fill("#password", PASSWORD)
        self.page.click("button[type=submit]")
        self.page.wait_for_selector(".inbox")
        return self

    def row(self, conversation: str) -> Any:
        """Its line in the inbox."""
        return self.page.locator(f'.row[data-id="{conversation}"]')

    def open(self, conversation: str, show: str = "all") -> Screen:
        """The conversation, by its address."""
        self.page.goto(f"/desk/c/{conversation}?show={show}")
        self.page.wait_for_selector(".talk .log li")
        return self

    def write(self, text: str) -> None:
        """Type and send."""
        self.page.fill("textarea", text)
        self.page.press("textarea", "Enter")


@pytest.fixture
def screens(browser: Any, shop: RunningShop) -> Iterator[Any]:
    Agent(shop, "Owner")  # Somebody is there: who asks for a person waits for one, instead of leaving a question.
    opened: list[Screen] = []

    def make(name: str = "김민지", lang: str = "ko", width: int = 1400, scheme: str = "light") -> Screen:
        opened.append(Screen(browser, shop, name, lang, width, scheme))
        return opened[-1]

    yield make
    for screen in opened:
        screen.context.close()
    assert [fault for screen in opened for fault in screen.faults] == []
