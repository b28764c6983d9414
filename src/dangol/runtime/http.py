"""Asking other servers: one client, with time limits, a size cap, and a guard against being sent to our own network."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx2

from dangol.kit.errors import GiveUp, RetryLater

_MOST_BYTES = 4 * 1024 * 1024


class AddressForbidden(GiveUp):
    """The address lies in a private network, or is no web address at all."""

    code = "address_forbidden"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the other server said."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Stream:
    """What the other server is saying. ``lines`` are those of its body as they come, and raise ``RetryLater`` where it breaks off."""

    status: int
    headers: Mapping[str, str]
    lines: AsyncIterator[str]


class Outbound:
    """The way out. ``private`` allows addresses of this machine and its network (tests, a shop system next door)."""

    def __init__(self, *, private: bool = False, timeout: float = 10.0) -> None:
        self._private = private
        self._client = httpx2.AsyncClient(timeout=timeout, follow_redirects=False)

    async def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """POST ``body``. Raises ``RetryLater`` when the server cannot be reached or asks us to wait (where it says how long, the error's
        data has ``asked``), ``AddressForbidden`` for addresses we must not be led to. Redirects are not followed."""
        await self.check(url)
        try:
            async with self._asked(url, body, headers) as response:
                parts, size = [], 0
                async for part in response.aiter_bytes():
                    size += len(part)
                    if size > _MOST_BYTES:
                        raise GiveUp("The other server's answer is larger than 4 MiB.")
                    parts.append(part)
                answer = Answer(response.status_code, response.headers, b"".join(parts))
        except httpx2.HTTPError as trouble:
            raise RetryLater(f"The other server did not answer: {type(trouble).__name__}.", after=5) from trouble
        if answer.status in (408, 425, 429) or answer.status >= 500:
            wait = answer.headers.get("retry-after", "")
            asked = wait.isdigit()
            raise RetryLater(
                f"The other server answered {answer.status}.", after=float(wait) if asked else 5, asked=asked
            )
        return answer

    @asynccontextmanager
    async def stream(self, url: str, body: bytes, headers: Mapping[str, str]) -> AsyncIterator[Stream]:
        """POST ``body`` and read the answer while it is being said, whatever its status. Raises as ``post`` does when the server cannot be
        reached; how long it may take in all is the caller's to say. Redirects are not followed."""
        await self.check(url)
        try:
            async with self._asked(url, body, headers) as response:
                yield Stream(response.status_code, response.headers, _lines(response))
        except httpx2.HTTPError as trouble:
            raise RetryLater(f"The other server did not answer: {type(trouble).__name__}.", after=5) from trouble

    async def check(self, url: str) -> None:
        """Raises ``AddressForbidden`` unless ``url`` leads to a public web server."""
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port or 443
        except ValueError:
            raise AddressForbidden(f"{url[:80]!r} is not a web address.", cure="Write https://…") from None
        if parts.scheme not in ("https", "http") or not host:
            raise AddressForbidden(f"{url[:80]!r} is not a web address.", cure="Write https://…")
        if self._private:
            return
        loop = asyncio.get_running_loop()
        try:
            found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as trouble:
            raise RetryLater(f"{host} cannot be found.", after=30) from trouble
        if any(_private(str(address[4][0])) for address in found):
            raise AddressForbidden(f"{host} is in a private network.", cure="Use a public address.")

    def _asked(self, url: str, body: bytes, headers: Mapping[str, str]) -> AbstractAsyncContextManager[httpx2.Response]:
        extensions = {} if self._private else {"trace": _Watch(urlsplit(url).hostname or "")}
        return self._client.stream("POST", url, content=body, headers=dict(headers), extensions=extensions)

    async def close(self) -> None:
        """Close every connection."""
        await self._client.aclose()


class _Watch:
    """Looks at where a new connection really leads, before a byte is sent: a name may be given another address between our asking
    for it and the connection's (DNS rebinding). A proxy of the machine's settings is the owner's own and may be near."""

    def __init__(self, host: str) -> None:
        self._host = host
        self._ours = False

    async def __call__(self, event: str, info: Mapping[str, Any]) -> None:
        if event == "connection.connect_tcp.started":
            self._ours = info["host"] == self._host
        elif event == "connection.connect_tcp.complete" and self._ours:
            stream = info["return_value"]
            if _private(str(stream.get_extra_info("server_addr")[0])):
                await stream.aclose()
                raise AddressForbidden(f"{self._host} is in a private network.", cure="Use a public address.")


def _private(address: str) -> bool:
    """Whether an address is not one of the public internet's. One that only wraps an IPv4 address is what it wraps."""
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None)
    return not (mapped or found).is_global


async def _lines(response: httpx2.Response) -> AsyncIterator[str]:
    """The body's lines. A line, or a body, beyond the cap is no answer: ``GiveUp``."""
    waiting, size = b"", 0
    async for part in response.aiter_bytes():
        size += len(part)
        if size > _MOST_BYTES:
            raise GiveUp("The other server's answer is larger than 4 MiB.")
        *whole, waiting = (waiting + part).split(b"\n")
        for line in whole:
            yield line.rstrip(b"\r").decode("utf-8", "replace")
    if waiting:
        yield waiting.rstrip(b"\r").decode("utf-8", "replace")
