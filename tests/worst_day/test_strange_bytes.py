"""Bytes no shopper sends: too many, broken, nested, numbers beyond reason. A real server refuses them in words, and goes on."""

from __future__ import annotations

import contextlib
import json
import time
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from worst_day.shopkeeping import Door, Process, Shopper, words

TEN_MEGABYTES = 10_000_000


def chunks(total: int) -> Iterator[bytes]:
    for _ in range(total // 50_000):
        yield b"a" * 50_000


def command(value: str, kind: str = '"command":"fill","value"') -> bytes:
    return f'{{"id":"{uuid.uuid4().hex}","command":{{{kind}:{value}}}}}'.encode()


REFUSED: dict[str, bytes] = {
    "not JSON": b"hello",
    "nothing": b"",
    "a list": b"[]",
    "a number": b"7",
    "invalid UTF-8": b'{"id":"aaaaaaaa","text":"\xff\xfe"}',
    "UTF-16": '{"id":"aaaaaaaa","text":"hi"}'.encode("utf-16"),
    "NaN": command("NaN"),
    "infinity": command("-Infinity"),
    "a number beyond all numbers": command("1e999"),
    "an integer of 5,000 digits": command("9" * 5000),
    "an integer of 80 bits": command(str(2**80)),
    "deep": command("[" * 700 + "]" * 700),
    "deeper": command("[" * 30_000 + "]" * 30_000),
    "deep objects": command('{"a":' * 100 + "1" + "}" * 100),
    "no id": b'{"text":"hi"}',
    "an id with a slash": b'{"id":"../../../etc","text":"hi"}',
    "text and command": b'{"id":"aaaaaaaa","text":"hi","command":{"command":"affirm"}}',
    "nothing said": b'{"id":"aaaaaaaa"}',
    "only spaces": '{"id":"aaaaaaaa","text":" \u200b\u3000 "}'.encode(),
    "text that is a list": b'{"id":"aaaaaaaa","text":["hi"]}',
    "no command of ours": b'{"id":"aaaaaaaa","command":{"command":"sudo"}}',
    "a command with more": b'{"id":"aaaaaaaa","command":{"command":"affirm","price":1}}',
    "confidence beyond certainty": b'{"id":"aaaaaaaa","command":{"command":"affirm","confidence":7}}',
    "a form with lists": b'{"id":"aaaaaaaa","form":{"id":"x","values":{"a":["b"]}}}',
    "a negative number": b'{"id":"aaaaaaaa","text":"hi","n":-1,"stream":"bbbbbbbb"}',
    "a number out of range": b'{"id":"aaaaaaaa","text":"hi","n":99999999999,"stream":"bbbbbbbb"}',
}
TAKEN: dict[str, bytes] = {
    "lone surrogates": b'{"id":"%s","text":"\\ud800 hi \\udfff"}',
    "NUL": b'{"id":"%s","text":"h\\u0000i"}',
    "a command with lone surrogates and NUL": b'{"id":"%s","command":{"command":"fill","value":"\\ud800\\u0000"}}',
    "keys with them": b'{"id":"%s","command":{"command":"start","intent":"faq","slots":{"\\ud800":{"\\u0000":1}}}}',
    "a form with them": b'{"id":"%s","form":{"id":"\\ud800","values":{"\\ud800":"\\u0000"}}}',
    "a page with them": b'{"id":"%s","text":"hi","page":{"url":"\\ud800","product":"\\ud800\\u0000"}}',
    "duplicate keys: the last counts": b'{"id":"%s","text":"one","text":"two"}',
    "a sender's clock before all clocks": b'{"id":"%s","text":"hi","sent_at":"0001-01-01T00:00:00+14:00"}',
    "a sender's clock after all clocks": b'{"id":"%s","text":"hi","sent_at":"9999-12-31T23:59:59-14:00"}',
    "a sender's clock without a zone": b'{"id":"%s","text":"hi","sent_at":"2026-11-22T12:00:00"}',
    "a language nobody speaks": b'{"id":"%s","text":"hi","lang":"xx-\\ud800"}',
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_in_words(door: Door, name: str) -> None:
    answer = door.post("/widget/v1/messages", REFUSED[name], accept_language="ko")
    assert answer.status == 422, answer
    assert answer.error["message"] in (
        "메시지를 읽지 못했어요. 다시 보내 주시겠어요?",
        "내용을 먼저 적어 주세요.",
    )


@pytest.mark.parametrize("name", TAKEN)
def test_taken_and_answered(door: Door, name: str) -> None:
    visitor = Shopper(door)
    heard = visitor.say(TAKEN[name] % uuid.uuid4().hex.encode())
    assert words(heard).strip()
    assert "went wrong on our side" not in words(heard)


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
def test_ten_megabytes_over_http(door: Door, lang: str) -> None:
    said = {"en": "too long", "ko": "너무 길어요", "ja": "長すぎます"}[lang]
    body: Any
    for body in (b"a" * TEN_MEGABYTES, chunks(TEN_MEGABYTES)):
        answer = door.ask("POST", "/widget/v1/messages", body, {"accept-language": lang})
        assert answer.status == 413
        assert said in answer.error["message"]
    long = json.dumps({"id": uuid.uuid4().hex, "text": "가" * 4001}).encode()
    answer = door.post("/widget/v1/messages", long, accept_language=lang)
    assert (answer.status, answer.error["code"]) == (413, "too_large")


@pytest.mark.parametrize("path", ["/hooks/webhook/x", "/webhooks/gateways/test", "/pay/x"])
def test_ten_megabytes_at_every_other_door(door: Door, path: str) -> None:
    assert door.ask("POST", path, chunks(TEN_MEGABYTES)).status == 413


def socket_to(server: Process) -> ClientConnection:
    return connect(f"ws://127.0.0.1:{server.port}/widget/v1/socket", compression=None, max_size=None)


def hello(link: ClientConnection, **more: Any) -> dict[str, Any]:
    link.send(json.dumps({"type": "hello", "lang": "en", **more}))
    found: dict[str, Any] = json.loads(link.recv(20))
    assert found["type"] == "welcome"
    return found


def closed(link: ClientConnection) -> int:
    """The code with which the server closes it."""
    try:
        while True:
            link.recv(20)
    except ConnectionClosed as ended:
        # Cut off while still sending, a client may see the connection reset before it sees the code.
        return ended.rcvd.code if ended.rcvd else 1006


@pytest.mark.parametrize(
    "first",
    [
        '{"type":"send","id":"aaaaaaaa","text":"hi"}',
        '{"type":"ping"}',
        "hello",
        "[]",
        "",
        b"\xff\xfe\x00",
        b'{"type":"no hello"}',
        '{"type":"hello","after":-1}',
        '{"type":"hello","after":' + "9" * 40 + "}",
        '{"type":"hello","after":"many"}',
        '{"type":"hello","token":["a"]}',
        '{"type":["hello"]}',
        "[" * 60_000,
    ],
)
def test_a_socket_that_does_not_say_hello(server: Process, first: str | bytes) -> None:
    with socket_to(server) as link:
        link.send(first)
        assert closed(link) == 4400


@pytest.mark.parametrize("token", ["x", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ2X2EifQ.", "\x00"])
def test_a_socket_with_a_forged_token(server: Process, token: str) -> None:
    with socket_to(server) as link:
        link.send(json.dumps({"type": "hello", "token": token}))
        assert closed(link) == 4401


def test_ten_megabytes_over_the_socket(server: Process, door: Door) -> None:
    for message in ("a" * TEN_MEGABYTES, b"a" * TEN_MEGABYTES):
        with socket_to(server) as link:
            hello(link)
            with contextlib.suppress(ConnectionClosed):
                link.send(message)
            assert closed(link) in (1009, 1006)
    with socket_to(server) as link:
        hello(link)
        # A little more than 64 KiB passes the protocol's cap and meets ours.
        link.send("a" * (64 * 1024 + 512))
        assert closed(link) == 4400
    assert door.get("/readyz").status == 200


@pytest.mark.parametrize("frame", ["nonsense", "[]", b"\x00\xff", "[" * 60_000, '{"type":"send","n":NaN}'])
def test_a_malformed_frame_ends_the_socket(server: Process, frame: str | bytes) -> None:
    with socket_to(server) as link:
        hello(link)
        link.send(frame)
        assert closed(link) == 4400


def test_frames_we_do_not_know_change_nothing(server: Process) -> None:
    with socket_to(server) as link:
        hello(link)
        for frame in (
            {"type": "fly"},
            {"type": None},
            {"type": {"a": 1}},
            {},
            {"type": "hello", "token": "forged"},  # a second hello is no hello
            {"type": "read", "seq": 10**15},
            {"type": "read", "seq": True},
            {"type": "read", "seq": -5},
            {"type": "read"},
            {"type": "typing", "lots": ["of"] * 1000},
        ):
            link.send(json.dumps(frame))
        link.send(b'{"type":"ping"}')  # a client may send its text as bytes
        assert json.loads(link.recv(20)) == {"type": "pong"}
        link.send(json.dumps({"type": "send", "id": "short", "text": "hi"}))
        refused = json.loads(link.recv(20))
        assert refused["type"] == "refused"
        assert refused["error"]["message"] == "That message couldn't be read. Please try again."
        assert "retry_after" not in refused["error"]
        link.send(json.dumps({"type": "send", "id": uuid.uuid4().hex, "text": "hello"}))
        kinds = [json.loads(link.recv(20))["type"] for _ in range(3)]
        assert kinds[:2] == ["session", "accepted"]
        for seq in (10**15, -1, 1, 1, 1):
            link.send(json.dumps({"type": "read", "seq": seq}))
        link.send('{"type":"ping"}')
        deadline = time.monotonic() + 20
        while json.loads(link.recv(20)) != {"type": "pong"}:
            assert time.monotonic() < deadline


def test_a_socket_that_floods_with_frames_is_closed(server: Process, door: Door) -> None:
    with socket_to(server) as link:
        hello(link)
        try:
            for _ in range(20_000):
                link.send('{"type":"typing"}')
        except ConnectionClosed:
            pass
        assert closed(link) == 4429
    assert door.get("/readyz").status == 200


def test_a_binary_first_frame_is_read_as_text(server: Process) -> None:
    with socket_to(server) as link:
        link.send(json.dumps({"type": "hello", "lang": "ja"}).encode())
        assert json.loads(link.recv(20))["lang"] == "ja"
