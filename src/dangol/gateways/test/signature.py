"""Signing web hooks and checking their signatures. Pure: the time is given."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from dangol.commerce.payments.errors import WebhookForged

HEADER = "Dangol-Test-Signature"
TOLERANCE = timedelta(minutes=5)
_AHEAD = timedelta(minutes=1)
_SHAPE = re.compile(r"t=(\d{1,12}),v1=([0-9a-f]{64})\Z")


def sign(raw: bytes, key: str, at: datetime) -> str:
    """The signature header's value for ``raw``, sent at ``at``."""
    seconds = int(at.timestamp())
    return f"t={seconds},v1={_digest(raw, key, seconds)}"


def verify(raw: bytes, headers: Mapping[str, str], key: str, now: datetime) -> None:
    """Raises ``WebhookForged`` unless ``raw`` was signed with ``key`` at most five minutes before ``now``."""
    given = next((value for name, value in headers.items() if name.lower() == HEADER.lower()), "")
    shape = _SHAPE.match(given.strip())
    if shape is None:
        raise WebhookForged("The web hook has no signature.", cure=f"Send the {HEADER} header.", reason="missing")
    seconds = int(shape.group(1))
    # The digest first: what is not signed must not even learn whether its time would do.
    if not hmac.compare_digest(_digest(raw, key, seconds), shape.group(2)):
        raise WebhookForged("The web hook's signature does not fit.", reason="signature")
    try:
        sent = datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        raise WebhookForged("The web hook's time is none.", reason="time") from None
    if not now - TOLERANCE <= sent <= now + _AHEAD:
        raise WebhookForged("The web hook is too old, or from the future.", reason="time")


def _digest(raw: bytes, key: str, seconds: int) -> str:
    return hmac.new(key.encode(), f"{seconds}.".encode() + raw, hashlib.sha256).hexdigest()
