"""The other door: an ASGI application. `dangol serve` uses it; so may any ASGI server, with ``DANGOL_SHOP`` naming the folder."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI

from dangol.bootstrap import running
from dangol.runtime.settings import Settings, load_settings
from dangol.web.app import make_app


def build(settings: Settings, *, work: bool = True, now: str | None = None) -> FastAPI:
    """The application for the shop that ``settings`` describe."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with running(settings, work=work, now=now) as site:
            app.state.site = site
            yield
            site.closing = True

    return make_app(lifespan)


def application() -> FastAPI:
    """For other servers: ``uvicorn --factory dangol.asgi:application``."""
    return build(load_settings(Path(os.environ.get("DANGOL_SHOP", "."))))
