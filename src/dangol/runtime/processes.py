"""Which process of which machine did something, and whether it is still there."""

from __future__ import annotations

import os
import socket

_MOST_HOST = 40


def host() -> str:
    """This machine's name, as it is written into the database."""
    return socket.gethostname()[:_MOST_HOST]


def is_gone(of_host: str, pid: int) -> bool:
    """Whether the process ``pid`` of ``of_host`` is known to be gone: of another machine, or one we may not look at, nobody knows."""
    if of_host != host():
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
