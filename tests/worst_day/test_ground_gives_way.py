"""What a shop stands on gives way: a full disk, a locked database, a data folder gone. Refused in words, nothing lost, back by itself."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import time
import uuid
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from worst_day.shopkeeping import Door, Process, Shopper, cli, no_traceback, process, until, words

SAID = {
    "disk_full": {"en": "nothing of yours is lost", "ko": "사라지지 않으니", "ja": "失われません"},
    "database_busy": {"en": "a little busy", "ko": "붐비고", "ja": "混み合って"},
    "database_gone": {"en": "nothing of yours is lost", "ko": "사라지지 않으니", "ja": "失われません"},
}


def refused(door: Door, code: str, lang: str, text: str = "hi") -> Any:
    """Say something that cannot be kept just now; the error."""
    answer = door.post("/widget/v1/messages", json.dumps({"id": uuid.uuid4().hex, "text": text}), accept_language=lang)
    assert answer.status == 503, answer
    assert answer.error["code"] == code
    assert int(answer.headers["retry-after"]) == answer.error["retry_after"] >= 1
    assert SAID[code][lang] in answer.error["message"]
    return answer.error


def count(shop: Path) -> int:
    """How many messages of shoppers are stored."""
    with closing(sqlite3.connect(f"file:{shop / 'data' / 'shop.db'}?mode=ro", uri=True)) as link:
        found: int = link.execute("SELECT count(*) FROM messages WHERE source = 'shopper'").fetchone()[0]
        return found


@pytest.mark.slow
def test_a_database_locked_by_another_program(shop: Path) -> None:
    with process("serve", shop) as running:
        door = Door(running.port)
        shopper = Shopper(door, "ko")
        shopper.say(text="안녕하세요")
        with connect(f"ws://127.0.0.1:{running.port}/widget/v1/socket", compression=None) as link:
            link.send(json.dumps({"type": "hello", "token": shopper.token, "after": 99}))
            link.recv(10)
            with closing(sqlite3.connect(shop / "data" / "shop.db", isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")
                began = time.monotonic()
                link.send(json.dumps({"type": "send", "id": uuid.uuid4().hex, "text": "잠긴 사이에"}))
                told = json.loads(link.recv(30))
                assert told["type"] == "refused", told
                assert told["error"]["code"] == "database_busy"
                assert told["error"]["retry_after"] >= 1
                assert SAID["database_busy"]["ko"] in told["error"]["message"]
                refused(door, "database_busy", "ja")
                assert door.get("/").status == 200, "what only reads goes on"
                assert door.get("/healthz").status == 200
                time.sleep(max(0.0, 15 - (time.monotonic() - began)))
                other.execute("ROLLBACK")
        heard = shopper.say(text="다시 안녕하세요")
        assert words(heard).strip(), "back by itself"
        assert count(shop) == 2, "what was refused was not stored, what was accepted was"
        no_traceback(running)


def _mounted(at: Path, kilobytes: int) -> bool:
    at.mkdir()
    return (
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(at)], capture_output=True, check=False
        ).returncode
        == 0
    )


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 24 MB of its own."""
    at = tmp_path / "disk"
    if os.geteuid() != 0 or not _mounted(at, 24 * 1024):
        pytest.skip("no small file system: only root may mount one here")
    yield at
    subprocess.run(["umount", "-l", str(at)], check=True)


@pytest.mark.slow
def test_a_full_disk(shop: Path, small_disk: Path) -> None:
    shutil.copytree(shop, small_disk / "shop")
    shop = small_disk / "shop"
    filler = small_disk / "filler"
    with process_beside(shop) as running:
        door = Door(running.port)
        shopper = Shopper(door, "ko")
        shopper.say(text="안녕하세요")
        with filler.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(b"x" * 4096)
            except OSError:
                pass
        accepted = []
        for n in range(400):
            answer = door.ask(
                "POST",
                "/widget/v1/messages",
                json.dumps({"id": uuid.uuid4().hex, "text": f"{n} " + "가" * 3000}),
                {"authorization": f"Bearer {shopper.token}", "accept-language": "ko"},
            )
            if answer.status == 202:
                accepted.append(answer.json["seq"])
            elif answer.status == 503:
                break
            else:
                assert answer.status == 429, answer
                time.sleep(float(answer.headers["retry-after"]))
        assert answer.status == 503, "the disk was never full"
        for lang in ("en", "ko", "ja"):
            refused(door, "disk_full", lang, "가" * 3000)
        assert running.popen.poll() is None
        assert door.get("/healthz").status == 200
        filler.unlink()
        heard = until(lambda: _answered(shopper), 60)
        assert heard
        stored = door.ask(
            "GET", "/widget/v1/messages?after=0", None, {"authorization": f"Bearer {shopper.token}"}
        ).json["messages"]
        assert {m["seq"] for m in stored if m["source"] == "shopper"} >= set(accepted), "what was accepted is there"


def _answered(shopper: Shopper) -> Any:
    answer = shopper.send(text="아직 계세요?")
    return answer.status == 202 and shopper.hear(answer.json["seq"], 40)


def process_beside(shop: Path) -> Any:
    """A server whose log lies elsewhere: the disk under test is for the shop alone."""
    link = shop.parent.parent / "linked"
    link.mkdir()
    with (shop / "shop.toml").open("a") as settings:
        settings.write("\n[limits]\nmessages_per_minute = 60000\nburst = 60000\nnew_visitors_per_minute = 60000\n")
    (link / "shop").symlink_to(shop)
    return process("serve", link / "shop")


@pytest.mark.slow
def test_the_data_folder_taken_away_while_running(shop: Path) -> None:
    data, kept, copy = shop / "data", shop.parent / "kept", shop.parent / "copy"
    with process("serve", shop) as running:
        door = Door(running.port)
        shopper = Shopper(door, "ja")
        shopper.say(text="こんにちは")
        data.rename(kept)
        for lang in ("en", "ko", "ja"):
            refused(door, "database_gone", lang)
        ready = door.get("/readyz")
        assert ready.status == 503
        assert "shop.db was moved or deleted" in ready.json["problems"]["database"]
        page = door.get("/?lang=ko", accept="text/html")
        assert page.status == 503
        assert "사라지지 않으니" in page.raw.decode(), "a page in words, not a stack trace"
        assert door.get("/healthz").status == 200
        time.sleep(3)
        assert running.popen.poll() is None, "no crash"
        assert running.words.count("outbox.waiting") < 30, "and no mad rush"
        kept.rename(data)
        assert words(shopper.say(text="戻りましたか"))
        # Deleted for good, and a backup put in its place.
        shutil.copytree(data, copy)
        shutil.rmtree(data)
        refused(door, "database_gone", "ko")
        shutil.copytree(copy, data)
        refused(door, "database_gone", "ko")
        assert "Start this process again" in door.get("/readyz").json["problems"]["database"]
        assert shopper.send(text="まだ").status == 503
    with process("serve", shop) as running:
        shopper.door = Door(running.port)
        assert words(shopper.say(text="おはようございます")), (
            "the visitor's token still holds: the secret was in the backup"
        )
        no_traceback(running)


@pytest.mark.slow
def test_killed_and_stopped_with_sockets_open(shop: Path) -> None:
    def open_socket(running: Process, token: str | None) -> Any:
        link = connect(f"ws://127.0.0.1:{running.port}/widget/v1/socket", compression=None)
        link.send(json.dumps({"type": "hello", "token": token}))
        assert json.loads(link.recv(20))["type"] == "welcome"
        return link

    with process("serve", shop) as running:
        shopper = Shopper(Door(running.port), "en")
        shopper.say(text="hello")
        links = [open_socket(running, shopper.token) for _ in range(5)]
        began = time.monotonic()
        code = running.stop(signal.SIGTERM)
        assert time.monotonic() - began < 12
        assert code in (0, -signal.SIGTERM)
        for link in links:
            with pytest.raises(ConnectionClosed) as ended:
                while True:
                    link.recv(10)
            assert ended.value.rcvd is not None
            assert ended.value.rcvd.code == 1012, "come back"
        no_traceback(running)
    with process("serve", shop) as running:
        shopper.door = Door(running.port)
        accepted = shopper.send(text="where is my order?").json["seq"]
        running.stop(signal.SIGKILL)
    with process("serve", shop) as running:
        shopper.door = Door(running.port)
        assert shopper.hear(accepted, 60), "accepted before the kill, answered after it"
        link = open_socket(running, shopper.token)
        link.close()
        no_traceback(running)
    assert cli("doctor", "--shop", str(shop)).returncode == 0
