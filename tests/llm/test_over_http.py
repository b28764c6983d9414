"""The whole of it as a shop runs it: its shop.toml, a server process, a shopper over HTTP, the owner with an API key."""

from __future__ import annotations

import asyncio
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dangol.bootstrap.hiring import check_language_model
from dangol.runtime.errors import SettingInvalid
from dangol.runtime.settings import load_shop
from llm.model_server import Asked, ModelServer, model_server
from worst_day.shopkeeping import Door, Shopper, cli, make_shop, no_traceback, process, words

KEY = "key-of-a-test"
SETTINGS = """
[language_model]
ask = "unsure"
speaks = "openai"
url = "{url}"
model = "small"
input_price = "0.15"
output_price = "0.60"
deadline = 5
"""


def says(asked: Asked) -> str:
    """It wants to see a mug, whatever was said."""
    bare = {"things": [], "number": None, "place": None, "lang": None}
    mug = {"command": "start", "wish": "find_products", "words": asked.data["message"], "search": "mug", **bare}
    return json.dumps({"commands": [mug]})


@contextmanager
def running_model() -> Iterator[ModelServer]:
    """A model's server in a thread of its own."""
    ready, found = threading.Event(), list[ModelServer]()
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()

    async def serve() -> None:
        async with model_server("openai", says) as server:
            found.append(server)
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    try:
        assert ready.wait(10)
        yield found[0]
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)


def test_a_shop_with_a_model_over_http(tmp_path: Path) -> None:
    with running_model() as model:
        shop = make_shop(tmp_path / "shop", more=SETTINGS.format(url=model.url))
        assert cli("import", "--shop", str(shop)).returncode == 0
        made = cli("key", "add", "reports", "--shop", str(shop))
        key = made.stdout.split()[-1]
        with process("serve", shop, env={"DANGOL_LANGUAGE_MODEL_KEY": KEY}) as server:
            door = Door(server.port)
            shopper = Shopper(door, lang="en")
            heard = shopper.say(text="it was parky up on the ridge last night")
            assert "Plain mug" in words(heard)
            assert len(model.asked) == 1
            bearer = {"authorization": f"Bearer {key}"}
            (conversation,) = door.ask("GET", "/api/v1/conversations", None, bearer).json["conversations"]
            told = door.ask("GET", f"/api/v1/conversations/{conversation['id']}", None, bearer).json
            cost = {"questions": 1, "tokens": [900, 40], "cost": {"amount": "0.000159", "currency": "USD"}}
            assert told["language_model"] == [cost]
            messages = door.ask("GET", f"/api/v1/conversations/{conversation['id']}/messages", None, bearer).json
            explanation = messages["messages"][-1]["explanation"]
            assert explanation["messages"][0]["second_opinion"] == "taken"
            assert explanation["language_model"][0]["cost"] == cost["cost"]
            days = door.ask("GET", "/api/v1/language-model", None, bearer).json
            assert days["budget"] == {"per_day": "1.00", "per_conversation": "0.05", "currency": "USD"}
            assert [{k: day[k] for k in cost} for day in days["days"]] == [cost]
            assert KEY not in json.dumps(days) + server.words
            no_traceback(server)
    assert model.problems == []


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('ask = "always"', "model: it has no name"),
        ('ask = "always"\nmodel = "m"', "without prices no budget can be kept"),
        (
            'ask = "always"\nmodel = "m"\nspeaks = "telepathy"\nurl = "http://x.example"',
            "there is no interface 'telepathy'",
        ),
        ('ask = "sometimes"', "language_model.ask"),
    ],
)
def test_a_model_that_cannot_be_asked_is_refused_with_the_cure(lines: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "shop.toml"
    file.write_text(f"[language_model]\n{lines}\n")
    with pytest.raises(SettingInvalid, match=re.escape(said)):
        check_language_model(load_shop(file))
