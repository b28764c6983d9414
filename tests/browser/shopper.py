"""A person in a browser, at the shop's page: what they see, tap and type; with what they should never meet counted."""

from __future__ import annotations

import re
import uuid
from functools import cache
from pathlib import Path
from typing import Any

from dangol.wording import Wording, read_book

ROOT = Path(__file__).parents[2]
SENTENCES = ROOT / "src" / "dangol" / "wording" / "sentences"
AXE = ROOT / "tests" / "widget" / "node_modules" / "axe-core" / "axe.min.js"
# The browser's own words about a line that went down; we take it down on purpose.
_LINE_DOWN = re.compile(r"net::ERR_|WebSocket connection to|Failed to load resource: net")

ADDRESSES: dict[str, dict[str, str]] = {
    "KR": {"postcode": "04799", "line1": "서울특별시 성동구 나루길 14", "line2": "2층"},
    "JP": {
        "kana": "ヤマダ ハナコ",
        "postcode": "１５０−０００１",
        "region": "東京都",
        "city": "渋谷区",
        "line1": "神宮前1-2-3",
        "line2": "ハルマンション201",
    },
}
PEOPLE: dict[str, dict[str, str]] = {
    "ko": {"name": "김나루", "phone": "010-1234-5678"},
    "ja": {"name": "山田 花子", "phone": "090-1234-5678"},
    "en": {"name": "Jane Doe", "phone": "010-2222-3333"},
}


@cache
def wording() -> Wording:
    files = sorted(SENTENCES.rglob("*.yaml"))
    return Wording([read_book(file.read_text("utf-8"), file.parent.name, file.stem, file.name) for file in files])


class Shopper:
    """One browser tab. ``faults`` holds script errors, console errors and refusals of the content security policy."""

    def __init__(self, context: Any, origin: str, lang: str, page: Any = None) -> None:
        self.context = context
        self.origin = origin
        self.lang = lang
        self.faults: list[str] = []
        self.urls: list[str] = []
        self.flaky_line = False
        self.person = {**PEOPLE[lang], "email": f"{uuid.uuid4().hex[:12]}@{lang}.example.com"}
        self.page = page or context.new_page()
        self._watch(self.page)

    def _watch(self, page: Any) -> None:
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda said: self._console(said))
        page.on("request", lambda request: self.urls.append(request.url))
        page.on("websocket", lambda line: self.urls.append(line.url))

    def _console(self, said: Any) -> None:
        if said.type == "error" and not (self.flaky_line and _LINE_DOWN.search(said.text)):
            self.faults.append(f"{said.text} ({said.location.get('url', '')})")

    def say_of(self, key: str, **values: Any) -> str:
        """The product's own sentence, as this shopper reads it."""
        return wording().say(key, self.lang, **values)

    # -- looking

    @property
    def host(self) -> Any:
        return self.page.locator("dangol-chat")

    def part(self, selector: str) -> Any:
        return self.host.locator(selector)

    def inside(self, script: str) -> Any:
        return self.page.evaluate(
            f"(() => {{ const root = document.querySelector('dangol-chat').shadowRoot; return {script} }})()"
        )

    def wait(self, script: str, seconds: float = 20) -> None:
        """Until ``script`` holds. Raises ``AssertionError`` with what the shopper saw instead."""
        from playwright.sync_api import (
            TimeoutError as TooLate,  # here: a machine without a browser runs the other tests
        )

        awaited = (
            f"() => {{ const root = document.querySelector('dangol-chat')?.shadowRoot; return root && ({script}) }}"
        )
        try:
            self.page.wait_for_function(awaited, timeout=seconds * 1000)
        except TooLate as late:
            wrong = self.inside("[...root.querySelectorAll('.bad:not([hidden])')].map((node) => node.textContent)")
            focus = self.inside("root.activeElement?.outerHTML.slice(0, 160)")
            seen = f"rows {self.bubbles()[-4:]}, faults {[*wrong, *self.faults]}, focus {focus}"
            raise AssertionError(f"not within {seconds:g} s: {script}. Seen: {seen}") from late

    def texts(self) -> list[str]:
        """The words of every row, oldest first."""
        result: list[str] = self.inside("[...root.querySelectorAll('.row')].map((row) => row.textContent)")
        return result

    def bubbles(self) -> list[str]:
        """What was said, row for row, without names, times and states."""
        result: list[str] = self.inside(
            "[...root.querySelectorAll('.row')].map((row) => "
            "[...row.querySelectorAll('.text')].map((said) => said.textContent).join(' | '))"
        )
        return result

    @property
    def last(self) -> Any:
        return self.part(".row").last

    def settled(self) -> None:
        """Wait until what was said last is stored and answered, and everything is drawn."""
        self.wait(
            "(() => { const rows = [...root.querySelectorAll('.row')]; const mine = rows.findLastIndex((row) => "
            "row.matches('.shopper')); return rows.length - 1 > mine && !root.querySelector('.later') && (mine < 0 || "
            "/sent/.test(rows[mine].querySelector('.state').className) || !rows[mine].querySelector('.state').textContent) })()"
        )

    # -- doing

    def visit(self, path: str = "/", origin: str | None = None) -> Shopper:
        mark = "&" if "?" in path else "?"
        where = f"{origin}{path}" if origin else f"{self.origin}{path}{mark}lang={self.lang}"
        self.page.goto(where, wait_until="load")
        self.page.wait_for_selector("dangol-chat", state="attached")
        return self

    def open(self) -> Shopper:
        self.part("button").first.click()
        self.part(".panel").wait_for()
        self.part(".row.assistant").first.wait_for()
        return self

    def press(self, button: Any) -> None:
        """Tap and wait for the answer."""
        before = self.part(".row.shopper").count()
        button.click()
        self.wait(f"root.querySelectorAll('.row.shopper').length > {before}")
        self.settled()

    def tap(self, name: str) -> None:
        self.press(self.part("button:visible").get_by_text(name, exact=True).last)

    def say(self, text: str) -> None:
        field = self.part(".ask textarea")
        field.fill(text)
        before = self.part(".row.shopper").count()
        field.press("Enter")
        self.wait(f"root.querySelectorAll('.row.shopper').length > {before}")

    def fill(self, values: dict[str, str]) -> None:
        """Fill in the form that is open, field by field, and send it off."""
        form = self.part("form.box:not(.past)").last
        for name, value in values.items():
            field = form.locator(f"[name={name}]")
            if field.evaluate("(node) => node.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        self.press(form.locator("[type=submit]"))

    # -- a purchase, in its steps

    def look_around(self, shelf: int = 2) -> None:
        """From the greeting to a shelf of products."""
        self.tap(self.say_of("widget.start_find"))
        self.press(self.last.locator(".quick .b").nth(shelf))
        self.part(".card").first.wait_for()

    def put_into_cart(self, number: int = 0) -> None:
        """The ``number``-th product one can choose, and the first of each of its options that is to be had."""
        self.press(self.part(".card .b.primary").nth(number))
        for _ in range(4):
            if self.part(".lines .steps").count():
                return
            choices = self.last.locator(".quick .b")
            self.press(choices.filter(has_not_text=self.say_of("shop.sold_out_short")).first)
        raise AssertionError(f"nothing in the cart: {self.texts()[-3:]}")

    def check_out(self) -> None:
        self.press(self.part(".box:not(.past) .acts .b.primary").last)
        self.part("form.box [name=email]").last.wait_for()

    def to_the_summary(self, country: str) -> None:
        """Who, where, how."""
        self.fill({name: self.person[name] for name in ("name", "email", "phone")})
        self.fill(ADDRESSES[country])
        if not self.part(".sums .total").count():
            self.press(self.last.locator(".quick .b").first)
        self.part(".sums .total").last.wait_for()

    def confirm(self) -> Any:
        """Order; gives the link to the payment page."""
        self.tap(self.say_of("checkout.confirm_yes"))
        link = self.part("a.full").last
        link.wait_for(timeout=30_000)
        return link

    def at_the_bank(self, link: Any) -> Any:
        """Follow the link: the payment page in a tab of its own."""
        with self.context.expect_page() as opened:
            link.click()
        bank = opened.value
        self._watch(bank)
        bank.wait_for_load_state()
        return bank

    @property
    def order_number(self) -> str:
        found = re.findall(r"(?<![0-9A-Za-z-])\d{6}-[0-9A-Z]{4,8}(?![0-9A-Za-z-])", " ".join(self.texts()))
        return found[-1]


def act(bank: Any, action: str) -> None:
    """Press one of the buttons of the test gateway's page."""
    bank.locator(f"button[value={action}]").click()
    bank.wait_for_load_state()


AXE_RUN = (
    "() => axe.run(document).then((r) => r.violations.flatMap((v) => v.nodes.map((n) => "
    "`${v.id}: ${n.html.slice(0, 200)} ${n.failureSummary}`)))"
)


def violations(page: Any) -> list[str]:
    """What axe finds wrong with the page and the widget in it."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))
    found: list[str] = page.evaluate(AXE_RUN)
    return found
