"""The way out to other servers: where it must not lead, whatever a name says."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from typing import Any

import pytest

from dangol.runtime.http import AddressForbidden, Outbound

PUBLIC = "93.184.215.14"


class Listener:
    """A server of this machine that counts who reaches it and keeps what they said."""

    def __init__(self) -> None:
        self.port = 0
        self.heard = b""

    async def meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.heard += await reader.read(4096)
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok")
        await writer.drain()
        writer.close()


@pytest.fixture
async def listener() -> AsyncIterator[Listener]:
    found = Listener()
    server = await asyncio.start_server(found.meet, "127.0.0.1", 0)
    found.port = server.sockets[0].getsockname()[1]
    yield found
    server.close()


def _names(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Lets ``shop.example`` be found at each of ``answers`` in turn, the last one for ever; gives the list of what was answered."""
    real, given = socket.getaddrinfo, list[str]()

    def found(host: Any, port: Any, *rest: Any, **more: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name != "shop.example":
            return real(host, port, *rest, **more)
        given.append(answers[min(len(given), len(answers) - 1)])
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (given[-1], int(port)))]

    monkeypatch.setattr(socket, "getaddrinfo", found)
    return given


async def test_a_name_that_changes_its_address_after_the_check_leads_nowhere(
    listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = _names(monkeypatch, PUBLIC, "127.0.0.1")
    http = Outbound()
    with pytest.raises(AddressForbidden, match="private network"):
        await http.post(f"http://shop.example:{listener.port}/", b"signed", {})
    with pytest.raises(AddressForbidden, match="private network"):
        async with http.stream(f"http://shop.example:{listener.port}/", b"signed", {}):
            pass
    await http.close()
    assert asked[:2] == [PUBLIC, "127.0.0.1"]
    assert b"signed" not in listener.heard


async def test_the_same_name_is_reached_where_the_network_of_the_shop_is_allowed(
    listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    _names(monkeypatch, "127.0.0.1")
    http = Outbound(private=True)
    answer = await http.post(f"http://shop.example:{listener.port}/", b"signed", {})
    await http.close()
    assert (answer.status, answer.body) == (200, b"ok")
    assert b"signed" in listener.heard


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "[::1]", "[::ffff:127.0.0.1]", "[fe80::1]"]
)
async def test_addresses_of_our_own_network_are_refused(address: str) -> None:
    http = Outbound()
    with pytest.raises(AddressForbidden):
        await http.check(f"http://{address}:8080/")
    await http.close()
