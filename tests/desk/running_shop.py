"""A whole shop that serves on a port of its own, in a thread: the real application, its worker, its database."""

from __future__ import annotations

import asyncio
import itertools
import re
import threading
import time
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

import httpx2
import uvicorn

from dangol.accounts.actions import add_member
from dangol.accounts.models import Role
from dangol.asgi import build
from dangol.runtime.settings import load_settings
from dangol.web.site import Site

T = TypeVar("T")
PASSWORD = "three words here"
PROOF = re.compile(r'name="proof" value="([0-9a-f]{64})"')
_NUMBERS = itertools.count(1)

SHOP = """
name = { ko = "나루상점", en = "Naru Store", ja = "ナル商店" }
languages = ["ko", "en", "ja"]
currency = "KRW"
country = "KR"
timezone = "Asia/Seoul"
test_mode = true
owner_email = "owner@naru.example"
"""


class RunningShop:
    """``with RunningShop(folder) as shop``: ``shop.url`` answers."""

    def __init__(self, folder: Path, more: str = "") -> None:
        self.folder = folder
        (folder / "shop.toml").write_text(SHOP + more, encoding="utf-8")
        self.app = build(load_settings(folder))
        self.loop = asyncio.new_event_loop()
        config = uvicorn.Config(self.app, port=0, log_level="error", timeout_graceful_shutdown=1)
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self._serve, daemon=True)

    def _serve(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_until_complete(self.server.serve())
        left = asyncio.all_tasks(self.loop)  # as a process does that ends
        for task in left:
            task.cancel()
        self.loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))

    def __enter__(self) -> RunningShop:
        self.thread.start()
        deadline = time.monotonic() + 60
        while not self.server.started:
            assert self.thread.is_alive(), "the shop did not start"
            assert time.monotonic() < deadline, "the shop takes too long to start"
            time.sleep(0.02)
        port = self.server.servers[0].sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        return self

    def __exit__(self, *error: object) -> None:
        self.server.should_exit = True
        self.thread.join(15)

    @property
    def site(self) -> Site:
        """The shop as its web sees it."""
        site: Site = self.app.state.site
        return site

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Let ``work`` run where the shop runs."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(60)

    def hire(self, name: str, languages: tuple[str, ...] = ("ko", "en", "ja"), role: Role = Role.AGENT) -> str:
        """A new member; the address to sign in with."""
        email = f"member{next(_NUMBERS)}@naru.example"

        async def add() -> None:
            async with self.site.database.transaction() as tx:
                await add_member(tx, email, name, PASSWORD, role, languages)

        self.run(add())
        return email

    def browser(self, lang: str = "ko") -> httpx2.Client:
        """Something that keeps cookies and speaks ``lang``."""
        return httpx2.Client(base_url=self.url, headers={"accept-language": lang}, timeout=60, follow_redirects=False)


class Agent:
    """A member at the desk, by HTTP."""

    def __init__(self, shop: RunningShop, name: str, lang: str = "ko", email: str | None = None) -> None:
        self.shop = shop
        self.email = email or shop.hire(name)
        self.http = shop.browser(lang)
        page = self.http.get("/desk/sign-in").text
        answer = self.http.post(
            "/desk/sign-in", data={"email": self.email, "password": PASSWORD, "proof": proof_in(page)}
        )
        assert answer.status_code == 303, answer.text
        self.page = self.http.get("/desk").text
        self.proof = proof_in(self.page)

    def do(self, conversation: str, verb: str, **body: Any) -> httpx2.Response:
        """What the desk's page sends."""
        return self.http.post(
            f"/desk/api/conversations/{conversation}/{verb}", json=body, headers={"x-desk-proof": self.proof}
        )

    def open(self, conversation: str) -> dict[str, Any]:
        """The conversation as the page gets it."""
        found: dict[str, Any] = self.http.get(f"/desk/api/conversations/{conversation}").json()
        return found


def proof_in(page: str) -> str:
    """The proof a page carries."""
    found = PROOF.search(page)
    assert found, page
    return found[1]


class Shopper:
    """A shopper, by the widget's protocol over HTTP."""

    def __init__(self, shop: RunningShop, lang: str) -> None:
        self.http = shop.browser(lang)
        self.lang = lang
        self.token = ""
        self.conversation = ""
        self.seq = 0

    def say(self, text: str, **more: Any) -> int:
        """Send ``text``; its number."""
        return self.send(text=text, **more)

    def send(self, **what: Any) -> int:
        """Send a text, a command or a form; its number."""
        headers = {"authorization": f"Bearer {self.token}"} if self.token else {}
        body = {"id": f"message-{next(_NUMBERS)}", "lang": self.lang, **what}
        answer = self.http.post("/widget/v1/messages", json=body, headers=headers)
        assert answer.status_code == 202, answer.text
        self.token, self.conversation = answer.json()["token"], answer.json()["conversation"]
        seq: int = answer.json()["seq"]
        return seq

    def hears(self, source: str, seconds: float = 60) -> dict[str, Any]:
        """The next message from ``source``, waited for."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            answer = self.http.get(
                "/widget/v1/messages",
                params={"after": self.seq, "wait": 2},
                headers={"authorization": f"Bearer {self.token}"},
            ).json()
            for message in answer["messages"]:
                self.seq = message["seq"]
                if message["source"] == source:
                    return dict(message)
        raise AssertionError(f"nothing from {source} within {seconds} s")

    def holder(self) -> str:
        """Who is to answer."""
        answer = self.http.get(
            "/widget/v1/messages", params={"after": 10**6}, headers={"authorization": f"Bearer {self.token}"}
        )
        return str(answer.json()["holder"])


def words(message: dict[str, Any]) -> str:
    """The text of a message."""
    return "\n".join(str(block.get("text") or block.get("prompt") or "") for block in message["blocks"])


def eventually(check: Any, seconds: float = 60) -> Any:
    """What ``check()`` gives once it is true."""
    deadline = time.monotonic() + seconds
    while not (found := check()):
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.05)
    return found
