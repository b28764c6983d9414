"""Money's doors: a gateway's signed web hooks, and in test mode the test gateway's own payment page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from dangol.commerce.orders.actions import take_gateway_event
from dangol.commerce.payments.ports import Gateway, Ignored
from dangol.runtime.telemetry import REFUSED
from dangol.web.site import Site, site_of
from dangol.web.widget import lang_of, read_body

router = APIRouter(tags=["payments"])
_MOST_BYTES = 256 * 1024


class PaymentDesk(Protocol):
    """The test gateway's hosted page, as far as serving it goes."""

    style: str

    def page(self, provider_id: str, lang: str, action_url: str, style_url: str) -> str | None:
        """The page as HTML; none if there is no such payment."""
        ...

    async def tap(self, provider_id: str, action: str) -> str | None:
        """Do what was tapped, and give where to go next; none: the page again."""
        ...


@router.post("/webhooks/gateways/{name}")
async def gateway_hook(request: Request, name: str) -> JSONResponse:
    """A gateway says what happened to a payment. 200 once it is in the ledger; said again it has no second effect."""
    raw = await read_body(request, _MOST_BYTES)
    return JSONResponse(await take_gateway_hook(site_of(request), name, raw, request.headers))


async def take_gateway_hook(site: Site, name: str, raw: bytes, headers: Mapping[str, str]) -> dict[str, str]:
    """What ``raw`` says happened is in the ledger now; what came of it. Raises ``HTTPException`` for a gateway we have not."""
    gateways: Mapping[str, Gateway] = site.rooms["gateways"]
    gateway = gateways.get(name)
    if gateway is None:
        REFUSED.labels("gateway", "unknown").inc()
        raise HTTPException(404, "There is no such gateway.")
    lowered = {key.lower(): value for key, value in headers.items()}
    event = gateway.parse_webhook(raw, lowered, site.database.clock.now())
    if isinstance(event, Ignored):
        return {"ignored": event.reason}
    async with site.database.transaction() as tx:
        settled = await take_gateway_event(tx, name, event)
    return {"outcome": settled.outcome}


def _desk(request: Request) -> PaymentDesk:
    desk: PaymentDesk | None = site_of(request).rooms.get("payment_desk")
    if desk is None:
        raise HTTPException(404, "This shop takes no test payments.")
    return desk


@router.get("/pay/style.css", include_in_schema=False)
async def pay_style(request: Request) -> Response:
    """The payment page's style sheet."""
    return FileResponse(_desk(request).style, media_type="text/css", headers={"cache-control": "public, max-age=300"})


@router.get("/pay/{provider_id}", include_in_schema=False)
async def pay_page(request: Request, provider_id: str) -> HTMLResponse:
    """The test gateway's own page. It plays an outside bank: it shares nothing with the shop but an address."""
    lang: Any = request.query_params.get("lang")
    shown = lang_of(request, site_of(request), lang) if lang else ""
    page = _desk(request).page(provider_id[:120], shown, f"/pay/{provider_id[:120]}", "/pay/style.css")
    if page is None:
        raise HTTPException(404, "There is no such payment.")
    # A form may lead back to the shop's page, which answers with a redirect.
    return HTMLResponse(page, headers={"cache-control": "no-store"})


@router.post("/pay/{provider_id}", include_in_schema=False)
async def pay_tap(request: Request, provider_id: str) -> Response:
    """A choice on that page."""
    body = parse_qs((await read_body(request, 4096)).decode("utf-8", "replace"))
    action = (body.get("action") or [""])[0][:40]
    to = await _desk(request).tap(provider_id[:120], action)
    return RedirectResponse(to or f"/pay/{provider_id[:120]}", status_code=303)
