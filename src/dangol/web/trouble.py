"""What a client is told when something is wrong: programs get JSON, people a page, both in their own words, nobody a stack trace."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from dangol.accounts.errors import NotAllowed, NotSignedIn, TooManySignIns, WrongPassword
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
from dangol.web.site import Site, accepted_language, site_of
from dangol.web.tokens import TokenInvalid
from dangol.wording.errors import MissingSentence, MissingValue

log = structlog.get_logger(__name__)

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
    (TooManySignIns, 429),
    (RetryLater, 503),
    (MessageRefused, 422),
)
_PROGRAMS = ("/widget/", "/api/", "/hooks/", "/webhooks/", "/metrics", "/healthz", "/readyz")

Page = Callable[[Request, int, str], Response]
"""A page for people: the request, the status, what happened in words."""


def error_json(site: Site, trouble: DangolError, lang: str) -> dict[str, Any]:
    """An error as clients get it, with its sentence in their language."""
    body: dict[str, Any] = {
        "code": trouble.code,
        "message": _sentence(site, trouble, lang),
        "cure": trouble.cure,
    }
    if isinstance(trouble, RetryLater):
        body["retry_after"] = max(1, round(trouble.after))
    elif "retry_after" in trouble.data:
        body["retry_after"] = trouble.data["retry_after"]
    elif isinstance(trouble, TooManySignIns):
        body["retry_after"] = trouble.data.get("after", 60)
    return body


def _sentence(site: Site, trouble: DangolError, lang: str) -> str:
    try:
        return site.say(f"error.{trouble.code}", lang, **trouble.data)
    except (MissingSentence, MissingValue):
        return site.say("error.unexpected", lang)


def _reader_lang(request: Request, site: Site) -> str:
    """The language of whoever reads the answer: asked for, or the browser's."""
    wanted = request.query_params.get("lang")
    return site.lang(wanted or accepted_language(request.headers.get("accept-language"), site.settings.shop.languages))


def _for_people(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "") and not request.url.path.startswith(_PROGRAMS)


def unexpected(request: Request, page: Page) -> Response:
    """The answer when something of ours is broken. What it was is for the log alone."""
    site = site_of(request)
    lang = _reader_lang(request, site)
    if _for_people(request):
        return page(request, 500, site.say("error.unexpected", lang))
    error = {"code": "unexpected", "message": site.say("error.unexpected", lang), "cure": None}
    return JSONResponse({"error": error}, status_code=500)


def handle_errors(app: FastAPI, page: Page) -> None:
    """Answer every error of ours, of the framework's validation and of its routing."""

    async def ours(request: Request, trouble: Exception) -> Response:
        assert isinstance(trouble, DangolError)
        site: Site = site_of(request)
        status = next((status for kind, status in _STATUS if isinstance(trouble, kind)), 400)
        body = error_json(site, trouble, _reader_lang(request, site))
        headers = {"Retry-After": str(body["retry_after"])} if "retry_after" in body else None
        if status in (401, 413, 422):
            REFUSED.labels("web", trouble.code).inc()
        if _for_people(request):
            answer = page(request, status, body["message"])
            answer.headers.update(headers or {})
            return answer
        return JSONResponse({"error": body}, status_code=status, headers=headers)

    async def unfit(request: Request, trouble: Exception) -> Response:
        assert isinstance(trouble, RequestValidationError)
        if _for_people(request):
            site = site_of(request)
            return page(request, 404, site.say("page.not_found", _reader_lang(request, site)))
        first: Any = trouble.errors()[0]
        where = ".".join(str(part) for part in first["loc"][1:])
        error = {"code": "invalid", "message": f"{where}: {first['msg']}", "cure": "See /docs for what it takes."}
        return JSONResponse({"error": error}, status_code=422)

    async def http(request: Request, trouble: Exception) -> Response:
        assert isinstance(trouble, HTTPException)
        site = site_of(request)
        lang = _reader_lang(request, site)
        key = {404: "page.not_found", 405: "error.method"}.get(trouble.status_code)
        general = trouble.detail == HTTPStatus(trouble.status_code).phrase
        words = site.say(key, lang) if key and (general or _for_people(request)) else str(trouble.detail)
        if _for_people(request):
            return page(request, trouble.status_code, words)
        error = {"code": f"http_{trouble.status_code}", "message": words, "cure": None}
        return JSONResponse({"error": error}, status_code=trouble.status_code, headers=trouble.headers)

    handlers: dict[type[Exception], Callable[[Request, Exception], Awaitable[Response]]] = {
        DangolError: ours,
        RequestValidationError: unfit,
        HTTPException: http,
    }
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)
