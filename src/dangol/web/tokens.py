"""Who a browser is: signed tokens that expire. A visitor's says *the one who was here before*, nothing more."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import jwt

from dangol.kit.errors import DangolError

_LIFE = timedelta(days=90)
_RENEW_AFTER = timedelta(days=7)
_MOST_IDENTITY_LIFE = timedelta(hours=1, minutes=5)


class TokenInvalid(DangolError):
    """Forged, expired, or not a token at all."""

    code = "token_invalid"


@dataclass(frozen=True, slots=True)
class Visitor:
    """A browser. ``renew``: its token is old enough for a new one."""

    address: str
    renew: bool = False


class VisitorTokens:
    """Makes and reads visitors' tokens."""

    def __init__(self, key: str) -> None:
        self._key = key

    def new(self, now: datetime) -> tuple[Visitor, str]:
        """A visitor nobody has seen before, and its token. Nothing is stored."""
        visitor = Visitor(f"v_{secrets.token_urlsafe(18)}")
        return visitor, self.sign(visitor.address, now)

    def sign(self, address: str, now: datetime) -> str:
        """A token for ``address``, valid for 90 days."""
        return jwt.encode({"sub": address, "aud": "visitor", "iat": now, "exp": now + _LIFE}, self._key, "HS256")

    def read(self, token: str, now: datetime) -> Visitor:
        """Whose token it is. Raises ``TokenInvalid``."""
        claims = _claims(token[:2000], self._key, now, "visitor")
        issued = _instant(claims.get("iat"))
        return Visitor(str(claims["sub"]), renew=now - issued > _RENEW_AFTER)


@dataclass(frozen=True, slots=True)
class Vouched:
    """What the shop's own page says of its customer."""

    customer_ref: str
    email: str | None
    name: str | None


def read_identity(token: str, key: str, now: datetime) -> Vouched:
    """What a shop page's signed identity says. Raises ``TokenInvalid`` if it is forged, expired, or good for too long."""
    claims = _claims(token[:4000], key, now, None)
    if _instant(claims["exp"]) - now > _MOST_IDENTITY_LIFE:
        raise TokenInvalid("The identity is good for more than an hour.", cure="Sign it for at most one hour.")
    subject = str(claims.get("sub") or "")[:120]
    if not subject:
        raise TokenInvalid("The identity names nobody.", cure="Put the customer's id into sub.")
    email, name = claims.get("email"), claims.get("name")
    return Vouched(subject, str(email)[:320] if email else None, str(name)[:200] if name else None)


def _claims(token: str, key: str, now: datetime, audience: str | None) -> dict[str, object]:
    try:
        claims: dict[str, object] = jwt.decode(
            token,
            key,
            algorithms=["HS256"],
            audience=audience,
            # Against the shop's clock, which in test mode may have been set, so we look at exp ourselves.
            options={"require": ["exp", "sub"], "verify_exp": False, "verify_iat": False, "verify_nbf": False},
        )
        expires = _instant(claims["exp"])
    except jwt.InvalidTokenError as trouble:
        raise TokenInvalid("That token is not one of ours.") from trouble
    if expires <= now:
        raise TokenInvalid("That token has expired.")
    return claims


def _instant(claim: object) -> datetime:
    try:
        return datetime.fromtimestamp(float(str(claim)), UTC)
    except (ValueError, OverflowError, OSError) as trouble:
        raise TokenInvalid("That token's times are none.") from trouble
