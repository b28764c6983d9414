"""The root of every error this project raises on purpose.

Errors are classes named as facts (``OutOfStock``, not ``StockException``). Each has a stable ``code`` that clients and
flows can test, a ``data`` mapping the sentence is filled from, and ``message``: one English sentence for logs and the
command line. What a shopper reads is looked up in ``wording`` under ``error.<code>``, in their language.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar


class DangolError(Exception):
    """A failure with a name. ``cure`` says how to mend it, where anybody can."""

    code: ClassVar[str] = "error"

    def __init__(self, message: str, *, cure: str | None = None, **data: Any) -> None:
        super().__init__(message)
        self.message = message
        self.cure = cure
        self.data: Mapping[str, Any] = data

    def __str__(self) -> str:
        return f"{self.message} {self.cure}" if self.cure else self.message


class RetryLater(DangolError):
    """Something outside did not answer this time; the same call may succeed after ``after`` seconds."""

    code = "retry_later"

    def __init__(self, message: str, *, after: float = 30.0, **data: Any) -> None:
        super().__init__(message, **data)
        self.after = after


class GiveUp(DangolError):
    """Trying again will not help: a person has to change something first."""

    code = "give_up"
