"""What can be wrong with a message or a conversation."""

from __future__ import annotations

from dangol.kit.errors import DangolError


class NoSuchConversation(DangolError):
    """There is none, or it is somebody else's; we do not say which."""

    code = "no_such_conversation"


class MessageRefused(DangolError):
    """The message cannot be taken as it is."""

    code = "message_refused"


class MessageTooLarge(MessageRefused):
    """More characters or bytes than we take."""

    code = "too_large"


class NothingSaid(MessageRefused):
    """A message without anything in it."""

    code = "nothing_said"


class TooManyMessages(MessageRefused):
    """More messages in a minute than anybody types."""

    code = "too_many"


class Changed(DangolError):
    """Somebody else changed the conversation meanwhile: read it again."""

    code = "changed"


class NumberAhead(MessageRefused):
    """A client's message has overtaken an earlier one of its own; nothing was stored yet."""

    code = "number_ahead"


class Forged(DangolError):
    """A web hook is not signed with the shared secret, or its time is too far from ours."""

    code = "forged"


class Anomalous(DangolError):
    """A web hook is genuine, but not what its documentation allows."""

    code = "anomalous"
