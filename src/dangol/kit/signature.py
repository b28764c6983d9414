"""How we sign what we post: HMAC-SHA-256 over time and body, so that nobody can change it or send it again later."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime


def sign(secret: str, body: bytes, now: datetime) -> str:
    """The header ``Dangol-Signature`` for ``body``: ``t=<unix seconds>,v1=<hex>``."""
    at = int(now.timestamp())
    return f"t={at},v1={digest(secret, at, body)}"


def digest(secret: str, at: int, body: bytes) -> str:
    """The hex digits for ``body`` at the unix second ``at``."""
    return hmac.new(secret.encode(), str(at).encode() + b"." + body, hashlib.sha256).hexdigest()
