"""What a turn leaves behind for later, as news for whoever does it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class HookDue:
    """A flow called a web hook: it has to be posted."""

    topic: ClassVar[str] = "assistant.hook_due"
    hook_id: str


@dataclass(frozen=True, slots=True)
class HookAnswered:
    """What came of it: the conversation goes on."""

    topic: ClassVar[str] = "assistant.hook_answered"
    conversation_id: str
    call: int
    name: str
    outcome: str
    answer: dict[str, Any]


@dataclass(frozen=True, slots=True)
class TimeOutDue:
    """A flow's question has waited as long as the flow lets it, if nothing was written since the message ``seq``."""

    topic: ClassVar[str] = "assistant.time_out_due"
    conversation_id: str
    seq: int


@dataclass(frozen=True, slots=True)
class OrderMailDue:
    """A shopper is to be told of their order by mail as well: how to pay it (``payment_id``), or that it is paid."""

    topic: ClassVar[str] = "assistant.order_mail_due"
    order_id: str
    payment_id: str | None = None
