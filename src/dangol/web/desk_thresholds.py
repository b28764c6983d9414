"""How sure the assistant has to be: the owner's page at the desk. It works without a script; the sliders need one."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from dangol.accounts.errors import NotSignedIn
from dangol.accounts.models import Role
from dangol.assistant.thresholds import Outcome, Share, curve, outcome, recent
from dangol.runtime.errors import SettingInvalid
from dangol.runtime.settings import load_shop
from dangol.runtime.shop_file import set_numbers
from dangol.web.sign_in import Signed, access_desk, check_proof, member_page, read_form

router = APIRouter(include_in_schema=False)
_ADDRESS = "/desk/thresholds"
_WIDE, _HIGH = 640, 200


@router.get(_ADDRESS)
async def show(request: Request) -> Response:
    """The two thresholds, and what they would have done."""
    try:
        signed = await access_desk(request)
    except NotSignedIn:
        return RedirectResponse(f"/desk/sign-in?next={_ADDRESS}", status_code=303)
    if signed.member.role is not Role.OWNER:
        return member_page(request, signed, "thresholds.html", 403, refused=signed.say("thresholds.owner_only"))
    query = request.query_params
    chosen = _pair(query.get("act"), query.get("ask")) if "act" in query else None
    wrong = "act" in query and chosen is None
    was = _pair(query.get("was_act"), query.get("was_ask"))
    return await _page(request, signed, chosen, was, signed.say("thresholds.refused") if wrong else None)


@router.post(_ADDRESS)
async def save(request: Request) -> Response:
    """Save them. Every process takes them with its next message."""
    try:
        signed = await access_desk(request)
    except NotSignedIn:
        return RedirectResponse(f"/desk/sign-in?next={_ADDRESS}", status_code=303)
    fields = await read_form(request)
    check_proof(request, signed.token, fields.get("proof"))
    if signed.member.role is not Role.OWNER:
        return member_page(request, signed, "thresholds.html", 403, refused=signed.say("thresholds.owner_only"))
    chosen = _pair(fields.get("act"), fields.get("ask"))
    if chosen is None:
        return await _page(request, signed, None, None, signed.say("thresholds.refused"), 422)
    path = signed.site.settings.folder / "shop.toml"
    try:
        was = await asyncio.to_thread(_now, signed)
        await asyncio.to_thread(set_numbers, path, "understanding", {"act": chosen[0], "ask": chosen[1]})
    except (SettingInvalid, OSError):
        return await _page(request, signed, chosen, None, signed.say("thresholds.not_written"), 409)
    back = urlencode({"was_act": f"{was[0]:g}", "was_ask": f"{was[1]:g}"})
    return RedirectResponse(f"{_ADDRESS}?{back}", status_code=303)


def _now(signed: Signed) -> tuple[float, float]:
    found = load_shop(signed.site.settings.folder / "shop.toml").understanding
    return found.act, found.ask


def _pair(act: str | None, ask: str | None) -> tuple[float, float] | None:
    """Both as numbers; none when they are none that could be."""
    try:
        high, low = float(act or ""), float(ask or "")
    except ValueError:
        return None
    return (round(high, 4), round(low, 4)) if 0 <= low <= high <= 1 else None


async def _page(
    request: Request,
    signed: Signed,
    chosen: tuple[float, float] | None,
    was: tuple[float, float] | None,
    error: str | None,
    status: int = 200,
) -> Response:
    try:
        now = await asyncio.to_thread(_now, signed)
    except (SettingInvalid, OSError):
        understanding = signed.site.settings.shop.understanding
        now, error = (understanding.act, understanding.ask), signed.say("thresholds.not_written")
    async with signed.site.database.snapshot() as reader:
        judged = await recent(reader)
    act, ask = chosen or now
    steps = curve(judged, ask)
    named = [(signed.say("thresholds.now"), outcome(judged, *now))]
    if (act, ask) != now:
        named.append((signed.say("thresholds.chosen"), outcome(judged, act, ask)))
    return member_page(
        request,
        signed,
        "thresholds.html",
        status,
        refused=None,
        error=error,
        was=was,
        act=f"{act:g}",
        ask=f"{ask:g}",
        count=len(judged),
        bars=[bar for place, step in enumerate(steps) for bar in _bars(step, place, len(steps))],
        marks=[_mark(name, found.act) for name, found in named],
        rows=[_row(signed, name, found) for name, found in (*named, *(("", step) for step in steps[2:20:2]))],
    )


def _bars(found: Outcome, place: int, places: int) -> list[dict[str, Any]]:
    """One column of the picture: answered at the bottom, then asked back, then said no; of each, what went amiss is framed."""
    wide = _WIDE / places
    out, top = [], float(_HIGH)
    for kind, share in (("answered", found.answered), ("asked", found.asked), ("declined", found.declined)):
        unit = _HIGH / found.total if found.total else 0.0
        for amiss, count in ((True, _amiss(share)), (False, share.count - _amiss(share))):
            high = count * unit
            top -= high
            if high:
                size = {"x": place * wide + 1, "y": top, "width": wide - 2, "height": high}
                out.append({"kind": f"{kind} amiss" if amiss else kind, **{k: f"{v:.1f}" for k, v in size.items()}})
    return out


def _amiss(share: Share) -> int:
    return share.person + share.corrected


def _mark(name: str, act: float) -> dict[str, str]:
    wide = _WIDE / 21
    return {"name": name, "x": f"{act * 20 * wide + wide / 2:.1f}", "end": "end" if act > 0.8 else "start"}


def _row(signed: Signed, name: str, found: Outcome) -> dict[str, Any]:
    shares = []
    for share in (found.answered, found.asked, found.declined):
        part = round(100 * share.count / found.total) if found.total else 0
        amiss = signed.say("thresholds.trouble", person=share.person, corrected=share.corrected)
        shares.append((signed.say("thresholds.share", count=share.count, share=part), amiss if _amiss(share) else ""))
    return {"name": name, "act": f"{found.act:g}", "ask": f"{found.ask:g}", "shares": shares}
