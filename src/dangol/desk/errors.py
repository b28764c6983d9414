"""What can stand in an agent's way."""

from __future__ import annotations

from dangol.conversations.errors import Changed


class Overtaken(Changed):
    """The shopper wrote again after the agent had read last: the answer may no longer fit. ``seq``: that message's number."""

    code = "overtaken"


class HeldByAnother(Changed):
    """Another agent holds the conversation. ``name``: who."""

    code = "held_by_another"


class NotHeld(Changed):
    """The agent does not hold the conversation (any more)."""

    code = "not_held"
