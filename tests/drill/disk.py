"""A disk whose power can fail: what was written and not yet synced may be there afterwards, or not, sector by sector.

It stands below a real SQLite (through apsw, which lets a file system be written in Python) as a virtual file system that passes everything
on and keeps a second image beside: the bytes that a sync has made sure of. Write-ahead logging without shared memory wants one connection
with ``locking_mode=EXCLUSIVE``; when what is synced does not depend on it.
"""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass, field
from pathlib import Path

import apsw

_SECTOR = 512
_names = itertools.count(1)


class PowerFailed(OSError):
    """The disk does not answer any more."""


@dataclass
class _Image:
    """A file as a sync left it, and the writes since then in order: (where, what), or (length, None) for a cut."""

    sure: bytearray = field(default_factory=bytearray)
    since: list[tuple[int, bytes | None]] = field(default_factory=list)

    def write(self, at: int, data: bytes | None) -> None:
        self.since.append((at, data))

    def sync(self) -> None:
        for at, data in self.since:
            _apply(self.sure, at, data)
        self.since.clear()

    def after_the_cut(self, chance: random.Random) -> bytes:
        """What may be found: every sector of every write is there or is not, in any order."""
        content = bytearray(self.sure)
        for at, data in self.since:
            if data is None:
                if chance.random() < 0.5:
                    _apply(content, at, None)
                continue
            for start in range(0, len(data), _SECTOR):
                if chance.random() < 0.5:
                    _apply(content, at + start, data[start : start + _SECTOR])
        return bytes(content)


def _apply(content: bytearray, at: int, data: bytes | None) -> None:
    if data is None:
        del content[at:]
        return
    if len(content) < at:
        content.extend(bytes(at - len(content)))
    content[at : at + len(data)] = data


class Disk(apsw.VFS):
    """The disk. ``fails_at`` is the operation (write, cut or sync, counted from 1) at which the power fails, None for never. ``silent``
    lets a connection be closed afterwards: what it still does is in vain, without an error."""

    def __init__(self, fails_at: int | None = None) -> None:
        self.name = f"disk-{next(_names)}"
        self.files: dict[str, _Image] = {}
        self.operations = 0
        self.fails_at = fails_at
        self.silent = False
        super().__init__(self.name, "")

    def xOpen(self, name: apsw.URIFilename | str | None, flags: list[int]) -> apsw.VFSFile:
        path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        return _File(self, path, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        if self.works():
            self.files.pop(filename, None)
            super().xDelete(filename, syncdir)

    def works(self) -> bool:
        """One operation. Raises ``PowerFailed`` from the one on at which the power fails; when ``silent``, says no instead."""
        self.operations += 1
        if self.fails_at is None or self.operations < self.fails_at:
            return True
        if self.silent:
            return False
        raise PowerFailed("The power failed.")

    def found_after(self, folder: Path, chance: random.Random) -> None:
        """Write into ``folder`` what is on the disk when the power is back. The log's index lives in memory and is gone."""
        for path, image in self.files.items():
            if not path.endswith("-shm"):
                (folder / Path(path).name).write_bytes(image.after_the_cut(chance))


class _File(apsw.VFSFile):
    def __init__(self, disk: Disk, path: str, name: apsw.URIFilename | str | None, flags: list[int]) -> None:
        self._disk = disk
        self._image = disk.files.setdefault(path, _Image())
        super().__init__("", name, flags)  # type: ignore[arg-type]

    def xWrite(self, data: bytes, offset: int) -> None:
        if self._disk.works():
            self._image.write(offset, bytes(data))
            super().xWrite(data, offset)

    def xTruncate(self, size: int) -> None:
        if self._disk.works():
            self._image.write(size, None)
            super().xTruncate(size)

    def xSync(self, flags: int) -> None:
        if self._disk.works():
            self._image.sync()
            super().xSync(flags)
