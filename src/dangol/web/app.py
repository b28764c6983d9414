"""The web application: which router answers where, and what every answer has in common."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from functools import lru_cache
from pathlib import Path

import structlog
from fastapi import FastAPI, Request
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dangol import __version__
from dangol.web import (
    api,
    api_shop,
    desk,
    desk_feed,
    desk_learning,
    desk_thresholds,
    desk_training,
    health,
    pages,
    payments,
    sign_in,
    socket,
    webhooks,
    widget,
)
from dangol.web.packing import pack, takes_gzip
from dangol.web.trouble import handle_errors, unexpected

log = structlog.get_logger(__name__)

STATIC = Path(__file__).parent / "static"
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("image/svg+xml", ".svg")

_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: https:; connect-src 'self' ws: wss:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)


class _Headers:
    """Security headers on every answer, and CORS for the widget where the shop allows the page it is on.

    Plain ASGI: it neither touches bodies nor WebSockets, so it costs next to nothing.
    """

    def __init__(self, app: ASGIApp, origins: Callable[[], tuple[str, ...]]) -> None:
        self._app = app
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path: str = scope["path"]
        origin = next((v.decode("latin-1") for k, v in scope["headers"] if k == b"origin"), None)
        shared = path.startswith(("/widget/", "/w.js"))
        cors = self._cors(path, origin) if shared and origin else {}
        if scope["method"] == "OPTIONS" and cors:
            await Response(status_code=204, headers=cors)(scope, receive, send)
            return

        started = False

        async def answer(message: Message) -> None:
            nonlocal started
            started = True
            if message["type"] == "http.response.start":
                headers = list(message["headers"])
                present = {k.lower() for k, _ in headers}
                wanted = {
                    "x-content-type-options": "nosniff",
                    "referrer-policy": "strict-origin-when-cross-origin",
                    "x-frame-options": "SAMEORIGIN",
                    "permissions-policy": "camera=(), geolocation=(), payment=(), microphone=(self)",
                    "cross-origin-resource-policy": "cross-origin" if shared else "same-origin",
                    **cors,
                }
                if not path.startswith("/docs"):
                    wanted["content-security-policy"] = _POLICY
                headers += [(k.encode(), v.encode()) for k, v in wanted.items() if k.encode() not in present]
                message = {**message, "headers": headers}
            await send(message)

        reply: Send = answer
        if scope["method"] == "HEAD":
            # Whatever can be got can be asked about: the same answer without its body.
            scope, reply = {**scope, "method": "GET"}, _without_body(answer)
        try:
            await self._app(scope, receive, reply)
        except Exception as trouble:
            log.error("web.failed", method=scope["method"], path=path[:200], exc_info=trouble)
            if started:
                raise  # half an answer cannot be taken back
            await unexpected(Request(scope), pages.problem_page)(scope, receive, reply)

    def _cors(self, path: str, origin: str) -> dict[str, str]:
        # Scripts and config are public; what carries a visitor's words is for the pages the shop named.
        if path.startswith("/widget/v1/m") and origin not in self._origins():
            return {}
        return {
            "access-control-allow-origin": origin,
            "access-control-allow-headers": "authorization, content-type",
            "access-control-allow-methods": "GET, POST, OPTIONS",
            "access-control-max-age": "600",
            "vary": "Origin",
        }


def _without_body(send: Send) -> Send:
    async def answer(message: Message) -> None:
        await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

    return answer


class _Immutable(StaticFiles):
    """Static files under a versioned address: they never change, so they are kept for a year and packed once."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if response.status_code == 200 and path.endswith((".js", ".css", ".svg")):
            response.headers["vary"] = "Accept-Encoding, Origin"
            full, known = self.lookup_path(path)
            if known is not None and takes_gzip(Headers(scope=scope)):
                headers = {name: response.headers[name] for name in ("etag", "last-modified", "vary")}
                packed = _packed_file(full, known.st_mtime_ns)
                response = Response(
                    packed, media_type=response.media_type, headers={**headers, "content-encoding": "gzip"}
                )
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response


@lru_cache(maxsize=128)
def _packed_file(path: str, changed: int) -> bytes:  # noqa: ARG001 - a changed file is another entry
    return pack(Path(path).read_bytes())


def make_app(
    lifespan: Callable[[FastAPI], AbstractAsyncContextManager[None]], extra: Callable[[FastAPI], None] | None = None
) -> FastAPI:
    """The application. ``lifespan`` puts the ``Site`` into ``app.state.site`` and takes everything down again."""
    app = FastAPI(
        title="Dangol", version=__version__, lifespan=lifespan, redoc_url=None, openapi_url="/api/v1/openapi.json"
    )

    def origins() -> tuple[str, ...]:
        shop = app.state.site.settings.shop
        own: str = shop.base_url.rstrip("/")
        allowed: tuple[str, ...] = (own, *shop.origins)
        return allowed

    app.add_middleware(_Headers, origins=origins)
    for router in (
        socket.router,
        widget.router,
        webhooks.router,
        payments.router,
        health.router,
        api.router,
        api_shop.router,
        sign_in.router,
        desk_feed.router,
        desk_thresholds.router,
        desk.router,
        desk_learning.router,
        desk_training.router,
        pages.router,
    ):
        app.include_router(router)
    app.mount(f"/widget/{__version__}", _Immutable(directory=STATIC / "widget"), name="widget-files")
    app.mount(f"/static/{__version__}", _Immutable(directory=STATIC), name="static-files")
    if extra is not None:
        extra(app)
    handle_errors(app, pages.problem_page)
    return app
