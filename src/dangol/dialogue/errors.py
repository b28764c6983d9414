"""What can be wrong with a flow."""

from __future__ import annotations

from dangol.wording.errors import BadText, Problem


class BadFlow(BadText):
    """A flow file cannot be used; the message begins with ``file:line``, the cure says how to mend it."""

    code = "bad_flow"


__all__ = ["BadFlow", "Problem"]
