"""What the web faces are given to work with. Built by ``bootstrap``; every route finds it in ``app.state.site``."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from starlette.requests import HTTPConnection

from dangol.kit.ids import InboxId
from dangol.runtime.database import Database
from dangol.runtime.hub import Hub
from dangol.runtime.secrets import Secrets
from dangol.runtime.settings import Settings
from dangol.web.limits import Limiter
from dangol.web.streams import Streams
from dangol.web.tokens import VisitorTokens


class Say(Protocol):
    """A sentence by its key."""

    def __call__(self, key: str, lang: str, /, **values: Any) -> str:
        """The sentence in ``lang``."""
        ...


@dataclass
class Site:
    """The running shop, as the web sees it."""

    settings: Settings
    secrets: Secrets
    database: Database
    hub: Hub
    web_inbox: InboxId
    say: Say
    shop_info: Callable[[str, str | None], Awaitable[dict[str, Any]]]
    author: Callable[[str, str | None, str], Awaitable[dict[str, Any] | None]]
    visitors: VisitorTokens
    limiter: Limiter
    streams: Streams = field(default_factory=Streams)
    checks: dict[str, Callable[[], Awaitable[str | None]]] = field(default_factory=dict)
    warnings: dict[str, Callable[[], str | None]] = field(default_factory=dict)
    rooms: dict[str, Any] = field(default_factory=dict)
    closing: bool = False

    def lang(self, wanted: str | None) -> str:
        """``wanted`` if the shop speaks it (by its first two letters), else the shop's own language."""
        short = (wanted or "").lower()[:2]
        languages = self.settings.shop.languages
        return short if short in languages else languages[0]


def site_of(connection: HTTPConnection) -> Site:
    """The site a request came to."""
    site: Site = connection.app.state.site
    return site


def accepted_language(header: str | None, languages: tuple[str, ...]) -> str | None:
    """The first language of an ``Accept-Language`` header that is among ``languages``, by its weight."""
    ranked: list[tuple[float, int, str]] = []
    for place, part in enumerate((header or "")[:500].split(",")):
        tag, _, weight = part.strip().partition(";q=")
        try:
            ranked.append((-float(weight or 1), place, tag.lower()[:2]))
        except ValueError:
            continue
    return next((tag for _, _, tag in sorted(ranked) if tag in languages), None)
