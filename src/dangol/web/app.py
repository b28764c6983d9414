"""The web application: which router answers where, and what every answer has in common."""

from __future__ import annotations

import mimetypes
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dangol import __version__
from dangol.accounts.errors import NotAllowed, NotSignedIn, WrongPassword
from dangol.commerce.payments.errors import WebhookForged
from dangol.conversations.errors import (
    Anomalous,
    Changed,
    Forged,
    MessageRefused,
    MessageTooLarge,
    NoSuchConversation,
    TooManyMessages,
)
from dangol.kit.errors import DangolError, RetryLater
from dangol.runtime.telemetry import REFUSED
from dangol.web import (
    api,
    api_shop,
    desk,
    desk_feed,
    health,
    pages,
    payments,
    sign_in,
    socket,
    webhooks,
    widget,
)
from dangol.web.site import Site, site_of
from dangol.web.socket import error_json
from dangol.web.tokens import TokenInvalid

STATIC = Path(__file__).parent / "static"
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("image/svg+xml", ".svg")

_STATUS: tuple[tuple[type[DangolError], int], ...] = (
    (TokenInvalid, 401),
    (Forged, 401),
    (WebhookForged, 401),
    (NotSignedIn, 401),
    (WrongPassword, 401),
    (NotAllowed, 403),
    (Anomalous, 422),
    (NoSuchConversation, 404),
    (Changed, 409),
    (MessageTooLarge, 413),
    (TooManyMessages, 429),
    (RetryLater, 503),
    (MessageRefused, 422),
)

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

        async def answer(message: Message) -> None:
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

        await self._app(scope, receive, answer)

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


class _Immutable(StaticFiles):
    """Static files under a versioned address: they never change, so they are kept for a year."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response


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
        desk.router,
        pages.router,
    ):
        app.include_router(router)
    app.mount(f"/widget/{__version__}", _Immutable(directory=STATIC / "widget"), name="widget-files")
    app.mount(f"/static/{__version__}", _Immutable(directory=STATIC), name="static-files")
    if extra is not None:
        extra(app)
    _handle_errors(app)
    return app


def _handle_errors(app: FastAPI) -> None:
    async def ours(request: Request, trouble: Exception) -> JSONResponse:
        assert isinstance(trouble, DangolError)
        site: Site = site_of(request)
        status = next((status for kind, status in _STATUS if isinstance(trouble, kind)), 400)
        body = error_json(site, trouble, site.lang(request.headers.get("accept-language")))
        headers = {"Retry-After": str(body["retry_after"])} if "retry_after" in body else None
        if status in (401, 413, 422):
            REFUSED.labels("web", trouble.code).inc()
        return JSONResponse({"error": body}, status_code=status, headers=headers)

    async def unfit(_request: Request, trouble: Exception) -> JSONResponse:
        assert isinstance(trouble, RequestValidationError)
        first: Any = trouble.errors()[0]
        where = ".".join(str(part) for part in first["loc"][1:])
        error = {"code": "invalid", "message": f"{where}: {first['msg']}", "cure": "See /docs for what it takes."}
        return JSONResponse({"error": error}, status_code=422)

    async def http(_request: Request, trouble: Exception) -> JSONResponse:
        assert isinstance(trouble, HTTPException)
        error = {"code": f"http_{trouble.status_code}", "message": str(trouble.detail), "cure": None}
        return JSONResponse({"error": error}, status_code=trouble.status_code, headers=trouble.headers)

    handlers: dict[type[Exception], Callable[[Request, Exception], Awaitable[JSONResponse]]] = {
        DangolError: ours,
        RequestValidationError: unfit,
        HTTPException: http,
    }
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)
