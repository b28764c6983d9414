"""A small shop, its real server processes, and clients that may behave as badly as they like."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

SOURCE = Path(__file__).parents[2] / "src"
LANGUAGES = ("en", "ko", "ja")
MUG: dict[str, Any] = {
    "id": "mug",
    "title": {"en": "Plain mug", "ko": "민무늬 머그", "ja": "無地マグ"},
    "description": {"en": "A mug.", "ko": "머그예요.", "ja": "マグです。"},
    "categories": ["kitchen"],
    "variants": [{"sku": "MUG", "prices": {"KRW": "12000", "JPY": "1300", "USD": "9.50"}, "stock": {"main": 1000}}],
}
LAST: dict[str, Any] = {
    "id": "last-vase",
    "title": {"en": "Moon vase", "ko": "달 화병", "ja": "月の花瓶"},
    "description": {"en": "There is one.", "ko": "하나뿐이에요.", "ja": "一点ものです。"},
    "categories": ["kitchen"],
    "variants": [{"sku": "VASE", "prices": {"KRW": "80000", "JPY": "8800", "USD": "64.00"}, "stock": {"main": 1}}],
}
CATEGORY = {"id": "kitchen", "name": {"en": "Kitchen", "ko": "주방", "ja": "キッチン"}}


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def cli(
    *arguments: str, env: Mapping[str, str] | None = None, timeout: float = 120
) -> subprocess.CompletedProcess[str]:
    """`dangol …` in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "dangol", *arguments],
        env={**os.environ, "PYTHONPATH": str(SOURCE), "COLUMNS": "200", "NO_COLOR": "1", **(env or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


def write_catalog(folder: Path, products: Sequence[Mapping[str, Any]]) -> None:
    """The shop's whole catalogue."""
    lines = (json.dumps(product, ensure_ascii=False) + "\n" for product in products)
    (folder / "catalog" / "products.jsonl").write_text("".join(lines), encoding="utf-8")
    (folder / "catalog" / "categories.jsonl").write_text(json.dumps(CATEGORY, ensure_ascii=False) + "\n", "utf-8")


def make_shop(folder: Path, products: Sequence[Mapping[str, Any]] = (MUG, LAST), more: str = "") -> Path:
    """A shop in three languages and three currencies, delivered to from Seoul. ``more`` is added to its shop.toml."""
    from dangol.cli.template import write_shop

    write_shop(folder, name="다온", languages=("ko", "en", "ja"), currency="KRW", country="KR", timezone="Asia/Seoul")
    settings = folder / "shop.toml"
    text = settings.read_text("utf-8")
    head = 'currencies = ["KRW", "JPY", "USD"]\ncountries = ["JP", "US"]\n'
    settings.write_text(
        head + "\n".join(x for x in text.splitlines() if not x.startswith(("currencies", "countries"))) + "\n" + more,
        "utf-8",
    )
    delivery = (
        '[[method]]\nid = "parcel"\nname = "Parcel"\nkind = "parcel"\ncountries = ["KR", "JP", "US"]\ndays = [1, 3]\n'
    )
    prices = 'prices = { KRW = "3000", JPY = "300", USD = "3.00" }\n'
    (folder / "catalog" / "delivery.toml").write_text(delivery + prices, "utf-8")
    write_catalog(folder, products)
    return folder


@dataclass
class Process:
    """A running `dangol serve` or `dangol work`."""

    popen: subprocess.Popen[str]
    log: Path
    port: int = 0

    @property
    def words(self) -> str:
        """Everything it has written so far."""
        return self.log.read_text("utf-8", "replace")

    def stop(self, how: signal.Signals = signal.SIGTERM, seconds: float = 20) -> int:
        """End it and wait for it; its exit code."""
        if self.popen.poll() is None:
            self.popen.send_signal(how)
        return self.popen.wait(seconds)


@contextmanager
def process(kind: str, shop: Path, *arguments: str, env: Mapping[str, str] | None = None) -> Iterator[Process]:
    """A `dangol serve` or `dangol work` for ``shop``, ready when the block begins, ended when it ends."""
    log = shop.parent / f"{kind}-{uuid.uuid4().hex[:6]}.log"
    port = free_port() if kind == "serve" else 0
    call = [
        sys.executable,
        "-m",
        "dangol",
        kind,
        "--shop",
        str(shop),
        *(["--port", str(port)] if port else []),
        *arguments,
    ]
    with log.open("w") as out:
        popen = subprocess.Popen(
            call,
            env={**os.environ, "PYTHONPATH": str(SOURCE), **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            text=True,
        )
    running = Process(popen, log, port)
    try:
        until(lambda: _ready(running), 60, running)
        yield running
    finally:
        try:
            running.stop()
        except subprocess.TimeoutExpired:
            running.stop(signal.SIGKILL)
            raise


def _ready(running: Process) -> bool:
    assert running.popen.poll() is None, running.words
    if not running.port:
        return "working" in running.words
    try:
        return Door(running.port).get("/readyz").status == 200
    except OSError:
        return False


def until(held: Any, seconds: float = 20, running: Process | None = None) -> Any:
    """Wait until ``held()`` is true, and give it."""
    deadline = time.monotonic() + seconds
    while not (found := held()):
        assert time.monotonic() < deadline, running.words if running else "it never came"
        time.sleep(0.05)
    return found


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    raw: bytes

    @property
    def json(self) -> Any:
        """The body, read."""
        return json.loads(self.raw)

    @property
    def error(self) -> Any:
        """The error in it."""
        return self.json["error"]


class Door:
    """Plain HTTP to a server, one connection a request."""

    def __init__(self, port: int) -> None:
        self.port = port

    def ask(
        self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None, timeout: float = 30
    ) -> Answer:
        """Any request; ``body`` may be an iterable of bytes, sent in chunks without a length."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            # It may have heard enough, and have answered already.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                link.request(method, path, body, dict(headers or {}))
            found = link.getresponse()
            return Answer(found.status, {k.lower(): v for k, v in found.getheaders()}, found.read())
        finally:
            link.close()

    def get(self, path: str, **headers: str) -> Answer:
        """A page or a list."""
        return self.ask("GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()})

    def post(self, path: str, body: bytes | str = b"", **headers: str) -> Answer:
        """A message of any bytes."""
        raw = body.encode() if isinstance(body, str) else body
        return self.ask("POST", path, raw, {k.replace("_", "-"): v for k, v in headers.items()})


@dataclass
class Shopper:
    """A well-behaved visitor over HTTP: says things, taps, fills forms, reads the replies."""

    door: Door
    lang: str = "en"
    token: str | None = None
    seen: int = 0
    heard: list[dict[str, Any]] = field(default_factory=list)

    def send(self, raw: bytes | None = None, /, **what: Any) -> Answer:
        """Post a message; ``raw`` bytes instead if given."""
        headers = {"authorization": f"Bearer {self.token}"} if self.token else {}
        body = raw if raw is not None else json.dumps({"id": uuid.uuid4().hex, "lang": self.lang, **what}).encode()
        answer = self.door.ask("POST", "/widget/v1/messages", body, headers)
        if answer.status == 202:
            self.token = answer.json["token"]
        return answer

    def hear(self, upto: int, seconds: float = 20) -> list[dict[str, Any]]:
        """The replies, once one answers the message with number ``upto``."""
        deadline = time.monotonic() + seconds
        found: list[dict[str, Any]] = []
        while not any((m["reply_to"] or 0) >= upto for m in found):
            assert time.monotonic() < deadline, f"no answer to {upto}: {found}"
            bearer = {"authorization": f"Bearer {self.token}"}
            answer = self.door.ask("GET", f"/widget/v1/messages?after={self.seen}&wait=2", None, bearer)
            assert answer.status == 200, answer
            for message in answer.json["messages"]:
                self.seen = message["seq"]
                if message["source"] != "shopper":
                    found.append(message)
        self.heard += found
        return found

    def say(self, raw: bytes | None = None, /, **what: Any) -> list[dict[str, Any]]:
        """Post a message and read what answers it."""
        answer = self.send(raw, **what)
        assert answer.status == 202, answer
        return self.hear(answer.json["seq"])

    def start(self, intent: str, **slots: Any) -> list[dict[str, Any]]:
        """Tap a button that starts something."""
        return self.say(command={"command": "start", "intent": intent, "slots": slots}, label="tap")


def words(messages: Sequence[Mapping[str, Any]]) -> str:
    """All that a reader would read in these messages."""

    def texts(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            for name, inner in value.items():
                if name not in ("command", "url", "picture", "id"):
                    yield from texts(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from texts(inner)
        elif isinstance(value, str):
            yield value

    return "\n".join(text for message in messages for text in texts(message["blocks"]))


def blocks(messages: Sequence[Mapping[str, Any]], kind: str) -> list[dict[str, Any]]:
    """Every block of a kind in these messages."""
    return [block for message in messages for block in message["blocks"] if block["type"] == kind]


FILLED = {
    "name": "Haru Kim",
    "recipient": "Haru Kim",
    "email": "haru@example.com",
    "phone": "010-1234-5678",
    "postcode": "04524",
    "postal_code": "04524",
    "city": "Seoul",
    "line1": "Sejong-daero 110",
}
IN_JAPAN = {"kana": "キム ハル", "postcode": "150-0001", "region": "東京都", "city": "渋谷区", "line1": "神宮前1-2-3"}
"""Where a Japanese buyer has it sent (their form asks for the reading of the name); the telephone is the Korean one all the same."""


def answer(heard: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """What a willing buyer says to the last thing asked: the form filled in, or the first button."""
    for block in reversed([block for message in heard for block in message["blocks"]]):
        if block["type"] == "form":
            names = [field["name"] for field in block["fields"]]
            known = FILLED | (IN_JAPAN if "kana" in names else {})
            values = {
                field["name"]: known.get(field["name"])
                or (field["options"][0]["value"] if field.get("options") else field.get("value"))
                or "1"
                for field in block["fields"]
            }
            return {"form": {"id": block["form_id"], "values": values}}
        for option in block.get("options") or block.get("buttons") or ():
            if option.get("command"):
                return {"command": option["command"], "label": option["label"]}
    return None


def checkout(shopper: Shopper, heard: list[dict[str, Any]], until: Callable[[list[dict[str, Any]]], Any]) -> Any:
    """Answer everything asked until ``until`` finds what it looks for in what was heard."""
    for _ in range(14):
        if found := until(heard):
            return found
        said = answer(heard)
        assert said is not None, words(heard)
        heard = shopper.say(**said)
    pytest.fail(words(shopper.heard)[-3000:], pytrace=False)


def no_traceback(running: Process) -> None:
    """Nothing of ours broke without our saying so."""
    before, found, after = running.words.partition("Traceback")
    if found:
        pytest.fail(before[-300:] + found + after[:200] + " … " + after[-1500:], pytrace=False)
