"""The signature of a web hook, in both directions; compared in constant time. Pure: the time is handed in."""

from __future__ import annotations

import hmac
from datetime import datetime

from dangol.conversations.errors import Forged
from dangol.kit.signature import digest, sign

__all__ = ["TOLERANCE_SECONDS", "sign", "verify"]

TOLERANCE_SECONDS = 300


def verify(secret: str, body: bytes, header: str | None, now: datetime) -> None:
    """Raises ``Forged`` unless ``header`` signs ``body`` and is at most five minutes old (or ahead)."""
    parts = dict(part.split("=", 1) for part in (header or "").split(",") if "=" in part)
    at = parts.get("t", "")
    if not (at.isascii() and at.isdigit() and len(at) < 13):
        raise Forged("The web hook is not signed.", cure="Send Dangol-Signature: t=…,v1=….")
    expected = digest(secret, int(at), body)
    if not hmac.compare_digest(expected.encode(), parts.get("v1", "").encode()):
        raise Forged("The web hook's signature is wrong.", cure="Do both sides hold the same secret?")
    if abs(now.timestamp() - int(at)) > TOLERANCE_SECONDS:
        raise Forged("The web hook is more than five minutes old.", cure="Do both clocks go right?")
