"""The shop's own secrets: made once, kept in the data folder readable by its owner alone, never logged."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from dangol.runtime.errors import SettingInvalid


class Secrets:
    """Keys derived from the one master secret of this shop, one per purpose: a leak of one tells nothing of another."""

    def __init__(self, master: bytes) -> None:
        if len(master) < 32:
            raise SettingInvalid("The shop's secret is too short.", cure="Restore data/secret from a backup.")
        self._master = master

    @classmethod
    def load(cls, folder: Path) -> Secrets:
        """The secrets of the data folder ``folder``; made there the first time."""
        path = folder / "secret"
        folder.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return cls(_read(path))
        except OSError as trouble:
            raise SettingInvalid(
                f"{path} cannot be made: {trouble.strerror}.", cure="Give the data folder to the user that runs Dangol."
            ) from trouble
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32))
            file.flush()
            os.fsync(file.fileno())
        return cls(_read(path))

    def key(self, purpose: str) -> str:
        """The key for ``purpose``, as 64 hex digits."""
        return hmac.new(self._master, purpose.encode(), hashlib.sha256).hexdigest()


def _read(path: Path) -> bytes:
    try:
        return bytes.fromhex(path.read_text(encoding="ascii").strip())
    except OSError as trouble:
        raise SettingInvalid(
            f"{path} cannot be read: {trouble.strerror}.", cure="Give it to the user that runs Dangol."
        ) from trouble
    except ValueError as trouble:
        raise SettingInvalid(f"{path} is damaged.", cure="Restore data/secret from a backup.") from trouble
