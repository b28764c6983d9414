"""The signature of a web hook: HMAC-SHA-256 over time and body, compared in constant time. Pure: the time is handed in."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime

from dangol.conversations.errors import Forged

TOLERANCE_SECONDS = 300


def sign(secret: str, body: bytes, now: datetime) -> str:
    """The header ``Dangol-Signature`` for ``body``: ``t=<unix seconds>,v1=<hex>``."""
    at = int(now.timestamp())
    return f"t={at},v1={_digest(secret, at, body)}"


def verify(secret: str, body: bytes, header: str | None, now: datetime) -> None:
    """Raises ``Forged`` unless ``header`` signs ``body`` and is at most five minutes old (or ahead)."""
    parts = dict(part.split("=", 1) for part in (header or "").split(",") if "=" in part)
    at = parts.get("t", "")
    if not (at.isascii() and at.isdigit() and len(at) < 13):
        raise Forged("The web hook is not signed.", cure="Send Dangol-Signature: t=…,v1=….")
    expected = _digest(secret, int(at), body)
    if not hmac.compare_digest(expected.encode(), parts.get("v1", "").encode()):
        raise Forged("The web hook's signature is wrong.", cure="Do both sides hold the same secret?")
    if abs(now.timestamp() - int(at)) > TOLERANCE_SECONDS:
        raise Forged("The web hook is more than five minutes old.", cure="Do both clocks go right?")


def _digest(secret: str, at: int, body: bytes) -> str:
    return hmac.new(secret.encode(), str(at).encode() + b"." + body, hashlib.sha256).hexdigest()
