"""Is it alive, is it ready, what does it count."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text

from dangol import __version__
from dangol.kit.errors import RetryLater
from dangol.web.site import site_of

router = APIRouter(tags=["operating"])


@router.get("/healthz")
async def health() -> dict[str, str]:
    """The process lives."""
    return {"status": "ok", "version": __version__}


@router.get("/readyz")
async def ready(request: Request) -> JSONResponse:
    """It can serve: the database answers and every part is loaded. 503 with the reasons otherwise. ``warnings`` want looking at and keep
    nobody from being served."""
    site = site_of(request)
    problems: dict[str, str] = {}
    try:
        async with site.database.snapshot() as reader:
            await reader.scalar(text("SELECT 1"))
    except RetryLater as trouble:
        problems["database"] = str(trouble)
    for name, check in site.checks.items():
        problem = await check()
        if problem:
            problems[name] = problem
    if site.closing:
        problems["process"] = "It is shutting down."
    told = {name: words for name, look in site.warnings.items() if (words := look())}
    return JSONResponse(
        {"ready": not problems, "problems": problems, "warnings": told}, status_code=503 if problems else 200
    )


@router.get("/metrics", include_in_schema=False)
async def metrics() -> Response:
    """Counters for Prometheus."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
