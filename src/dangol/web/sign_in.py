"""Signing in at the desk: a plain form, a session cookie, and the proof that a request comes from our own page.

The session's token lives in the cookie alone (the database has its hash). Everything that changes something must also carry a proof made
from that token, which only our own pages are given: in a form's field, or as a header. Another site can make a browser send
the cookie, but cannot read the proof.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dangol import __version__
from dangol.accounts.actions import LONGEST_SESSION, Member, access_session, check_password, sign_in, sign_out
from dangol.accounts.errors import NotSignedIn, RequestForged, TooManySignIns, WrongPassword
from dangol.kit.errors import DangolError
from dangol.kit.text import fold
from dangol.runtime.settings import LANGUAGES
from dangol.web.site import Site, accepted_language, site_of
from dangol.web.widget import read_body

router = APIRouter(include_in_schema=False)
TEMPLATES = Path(__file__).parent / "templates" / "desk"
PROOF_HEADER = "x-desk-proof"
_FORM_COOKIE = "dangol_form"
_NEXT = re.compile(r"/desk(/learning|/thresholds|/c/[a-z0-9_]{1,60})?")
_FORM_BYTES = 8 * 1024


@lru_cache(maxsize=1)
def templates() -> Environment:
    """The desk's templates."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@dataclass(frozen=True, slots=True)
class Signed:
    """A member's request: who, in which session, in which language they read."""

    site: Site
    member: Member
    token: str
    lang: str

    def say(self, key: str, lang: str | None = None, /, **values: Any) -> str:
        """A sentence in the member's language, or in ``lang``."""
        return self.site.say(key, lang or self.lang, **values)


def desk_lang(request: Request) -> str:
    """The language of a member's browser. The desk speaks all of ours, whichever the shop sells in."""
    header = accepted_language(request.headers.get("accept-language"), LANGUAGES)
    shop = site_of(request).settings.shop.languages
    return header or next((lang for lang in shop if lang in LANGUAGES), "en")


def _secure(request: Request) -> bool:
    return request.url.scheme == "https" or site_of(request).settings.shop.base_url.startswith("https://")


def session_cookie(request: Request) -> str:
    """The cookie's name. With ``__Host-``, a browser takes it from this very host over https only."""
    return "__Host-dangol_desk" if _secure(request) else "dangol_desk"


def proof_of(site: Site, token: str) -> str:
    """What a page of the session ``token`` carries, to show that a request came from it."""
    return hmac.new(site.secrets.key("desk-proof").encode(), token.encode(), hashlib.sha256).hexdigest()


def check_proof(request: Request, token: str, proof: str | None) -> None:
    """Raises ``RequestForged`` unless ``proof`` belongs to ``token`` and no other site sent the request."""
    expected = proof_of(site_of(request), token).encode()
    fits = hmac.compare_digest(expected, (proof or "").encode("utf-8", "replace"))
    if not fits or request.headers.get("sec-fetch-site") == "cross-site":
        raise RequestForged("That request did not come from this page.", cure="Load the page again.")


async def access_desk(request: Request) -> Signed:
    """Who asks. Raises ``NotSignedIn``."""
    site = site_of(request)
    token = request.cookies.get(session_cookie(request))
    async with site.database.snapshot() as reader:
        member = await access_session(reader, token)
    return Signed(site, member, token or "", desk_lang(request))


async def access_change(request: Request) -> Signed:
    """Who changes something, from our own page. Raises ``NotSignedIn`` or ``RequestForged``."""
    signed = await access_desk(request)
    check_proof(request, signed.token, request.headers.get(PROOF_HEADER))
    return signed


def _page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    site, lang = site_of(request), desk_lang(request)

    def say(key: str, **more: Any) -> str:
        return site.say(key, lang, **more)

    html = templates().get_template(template)
    body = html.render(
        say=say,
        lang=lang,
        shop_name=site.settings.shop.name_in(lang),
        has_logo=bool(site.settings.shop.logo),
        static=f"/static/{__version__}/desk",
        **values,
    )
    return HTMLResponse(body, status_code=status, headers={"cache-control": "no-store", "content-language": lang})


def _next(wanted: str | None) -> str:
    return wanted if wanted and _NEXT.fullmatch(wanted) else "/desk"


def _form(request: Request, address: str, onward: str, error: str | None = None, status: int = 200) -> HTMLResponse:
    """The form, with a proof of its own: without one, a stranger's page could sign a member in to a stranger's account."""
    seed = request.cookies.get(_FORM_COOKIE) or secrets.token_urlsafe(24)
    values = {"proof": proof_of(site_of(request), seed), "address": address, "next": onward, "error": error}
    page = _page(request, "sign_in.html", status, **values)
    page.set_cookie(
        _FORM_COOKIE, seed, max_age=3600, path="/desk", httponly=True, samesite="lax", secure=_secure(request)
    )
    return page


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a small form. Raises ``MessageTooLarge``."""
    body = (await read_body(request, _FORM_BYTES)).decode("utf-8", "replace")
    return {name: values[-1] for name, values in parse_qs(body, keep_blank_values=True, max_num_fields=20).items()}


def check_tries(site: Site, email: str, network: str) -> None:
    """Raises ``TooManySignIns`` when one address or one network tries too often. Known and unknown addresses count alike."""
    keys = ((f"sign-in:{fold(email)[:320]}", 3, 8), (f"sign-in-from:{network}", 12, 40))
    waits = [site.limiter.take(key, per_minute=rate, burst=burst) for key, rate, burst in keys]
    if wait := max(waits):
        seconds = int(wait) + 1
        raise TooManySignIns("Too many tries to sign in.", cure="Wait a little.", after=seconds, retry_after=seconds)


@router.get("/desk/sign-in")
async def show_form(request: Request, next: str | None = None) -> Response:
    """The form, or straight on for who is signed in."""
    try:
        await access_desk(request)
    except NotSignedIn:
        return _form(request, "", _next(next))
    return RedirectResponse(_next(next), status_code=303)


@router.post("/desk/sign-in")
async def enter(request: Request) -> Response:
    """Sign in. Whatever is wrong, the form comes back with the address and a sentence; which of the two was wrong is not said."""
    site, lang = site_of(request), desk_lang(request)
    fields = await read_form(request)
    address, onward = fields.get("email", "")[:320], _next(fields.get("next"))
    try:
        seed = request.cookies.get(_FORM_COOKIE) or ""
        check_proof(request, seed, fields.get("proof") if seed else None)
        check_tries(site, address, request.client.host if request.client else "")
        member = await check_password(site.database, address, fields.get("password", ""))
    except DangolError as trouble:
        status = {RequestForged: 403, TooManySignIns: 429, WrongPassword: 401}.get(type(trouble))
        if status is None:
            raise
        sentence = site.say(f"error.{trouble.code}", lang, **trouble.data)
        page = _form(request, address, onward, sentence, status)
        if "retry_after" in trouble.data:
            page.headers["retry-after"] = str(trouble.data["retry_after"])
        return page
    async with site.database.transaction() as tx:
        if old := request.cookies.get(session_cookie(request)):
            await sign_out(tx, old)
        token = await sign_in(tx, member)
    answer = RedirectResponse(onward, status_code=303)
    answer.set_cookie(
        session_cookie(request),
        token,
        max_age=int(LONGEST_SESSION.total_seconds()),
        path="/",
        httponly=True,
        samesite="lax",
        secure=_secure(request),
    )
    answer.delete_cookie(_FORM_COOKIE, path="/desk")
    return answer


@router.post("/desk/sign-out")
async def leave(request: Request) -> Response:
    """Sign out."""
    try:
        signed = await access_desk(request)
    except NotSignedIn:
        return RedirectResponse("/desk/sign-in", status_code=303)
    check_proof(request, signed.token, (await read_form(request)).get("proof"))
    async with signed.site.database.transaction() as tx:
        await sign_out(tx, signed.token)
    answer = RedirectResponse("/desk/sign-in", status_code=303)
    answer.delete_cookie(session_cookie(request), path="/", secure=_secure(request), httponly=True, samesite="lax")
    return answer


def member_page(request: Request, signed: Signed, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page for a member who is signed in, with the proof that what it sends comes from it."""
    not_taken = [signed.say(f"deskui.refused_{name}") for name, look in signed.site.warnings.items() if look()]
    proof = proof_of(signed.site, signed.token)
    return _page(request, template, status, proof=proof, member=signed.member, not_taken=not_taken, **values)


def desk_page(request: Request, signed: Signed, **values: Any) -> HTMLResponse:
    """The desk itself."""
    return member_page(request, signed, "desk.html", **values)
