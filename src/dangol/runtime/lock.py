"""One process of a kind per data folder: what SQLite needs, and what a mistaken second `dangol serve` should be told; and one at a time."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dangol.kit.errors import DangolError
from dangol.runtime.errors import SettingInvalid


class AlreadyRunning(DangolError):
    """Another process of this kind works on the same data folder."""

    code = "already_running"


@contextmanager
def only_one(folder: Path, kind: str) -> Iterator[None]:
    """Hold ``folder/<kind>.lock`` for as long as the block runs.

    The lock goes with the process, however it ends. Raises ``AlreadyRunning``.
    """
    path = folder / f"{kind}.lock"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as trouble:
        raise SettingInvalid(
            f"{path} cannot be written: {trouble.strerror}.",
            cure="Give the data folder to the user that runs Dangol, or set DANGOL_DATA_DIR.",
        ) from trouble
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(handle, 20, 0).decode("ascii", "replace").strip()
            raise AlreadyRunning(
                f"Process {holder} already does `dangol {kind}` for {folder.parent}.",
                cure="Stop it first, or set DATABASE_URL to use PostgreSQL with several processes.",
            ) from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)


@contextmanager
def in_turn(path: Path) -> Iterator[None]:
    """Wait until no other process is in a block with the same ``path``; a place that cannot be written to keeps nobody waiting."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        yield
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
