"""Asking other servers: one client, with time limits, a size cap, and a guard against being sent to our own network."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
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
            async with self._client.stream("POST", url, content=body, headers=dict(headers)) as response:
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
            async with self._client.stream("POST", url, content=body, headers=dict(headers)) as response:
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
        if any(not ipaddress.ip_address(str(address[4][0])).is_global for address in found):
            raise AddressForbidden(f"{host} is in a private network.", cure="Use a public address.")

    async def close(self) -> None:
        """Close every connection."""
        await self._client.aclose()


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
