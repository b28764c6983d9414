"""What can be wrong with an order, named as facts."""

from __future__ import annotations

from dangol.kit.errors import DangolError


class OrderUnknown(DangolError):
    """There is no such order, or the asker has no right to know of it: the two are never told apart."""

    code = "order_unknown"


class TooManyAttempts(DangolError):
    """Too many wrong order numbers or addresses from one asker; ``after`` seconds from now it may be tried again."""

    code = "too_many_attempts"


class StateRefused(DangolError):
    """An order only moves forward: ``state`` cannot become ``wanted``."""

    code = "state_refused"
