"""Typed identifiers, sortable by creation time.

An id is ``<prefix>_<26 characters>``: 48 bits of milliseconds and 80 random bits in Crockford base 32 (the ULID
layout), so primary keys of both databases grow at the right-hand edge and an id pasted into a mail says what it names.
"""

from __future__ import annotations

import secrets
import time
from typing import NewType

ContactId = NewType("ContactId", str)
ConversationId = NewType("ConversationId", str)
InboxId = NewType("InboxId", str)
MessageId = NewType("MessageId", str)
MemberId = NewType("MemberId", str)
ProductId = NewType("ProductId", str)
VariantId = NewType("VariantId", str)
CartId = NewType("CartId", str)
CheckoutId = NewType("CheckoutId", str)
OrderId = NewType("OrderId", str)
PaymentId = NewType("PaymentId", str)
HandoverId = NewType("HandoverId", str)

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def new_id(prefix: str) -> str:
    """A fresh identifier such as ``msg_01jd2m6v0c3q5r8t9w1x4y7z2a``; wrap it in the matching ``NewType``."""
    value = (int(time.time() * 1000) << 80) | secrets.randbits(80)
    digits = []
    for _ in range(26):
        value, rest = divmod(value, 32)
        digits.append(_ALPHABET[rest])
    return f"{prefix}_{''.join(reversed(digits))}"
