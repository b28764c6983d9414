"""Which process of which machine did something, and whether it is still there."""

from __future__ import annotations

import os
import socket

_MOST_HOST = 40


def host() -> str:
    """This machine's name, as it is written into the database."""
    return socket.gethostname()[:_MOST_HOST]


def is_gone(of_host: str, pid: int) -> bool:
    """Whether the process ``pid`` of ``of_host`` is known to be gone: of another machine nobody knows."""
    return of_host == host() and not _runs(pid)


def is_here(of_host: str, pid: int) -> bool:
    """Whether a process ``pid`` of ``of_host`` is known to run: of another machine nobody knows. After a restart of the machine it may be
    another one of the same number."""
    return of_host == host() and _runs(pid)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's
        return True
    return True
