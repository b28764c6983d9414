"""What a power cut leaves behind: a write-ahead log whose end is missing, or is rubbish. Every commit before that is there."""

from __future__ import annotations

import random
import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from dangol.runtime.database import Database, wakeups

COMMITS = 60


async def _write(file: Path) -> tuple[Path, list[int]]:
    """A database with ``COMMITS`` commits, copied as the power fails, and where its log ended after each."""
    database = Database.open(f"sqlite:///{file}")
    await database.create_tables()
    log = file.with_name(file.name + "-wal")
    ends = []
    for number in range(COMMITS):
        async with database.transaction() as tx:
            await tx.execute(insert(wakeups).values(topic=f"메시지 {number}", origin="me"))
        ends.append(log.stat().st_size)
    cut = file.parent / "cut"
    cut.mkdir()
    # The index beside the log lives in memory and is gone with it.
    shutil.copy(file, cut / file.name)
    shutil.copy(log, cut / log.name)
    await database.close()
    return cut / file.name, ends


async def _found(file: Path) -> list[str]:
    database = Database.open(f"sqlite:///{file}")
    async with database.snapshot() as reader:
        rows = await reader.all(select(wakeups.c.topic).order_by(wakeups.c.id))
    # And it goes on from there.
    async with database.transaction() as tx:
        await tx.execute(insert(wakeups).values(topic="after", origin="me"))
    await database.close()
    book = sqlite3.connect(file)
    assert book.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    book.close()
    return [row.topic for row in rows]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("how", ["truncated", "garbled", "zeroed"])
async def test_a_torn_end_of_the_log_costs_only_what_was_torn(tmp_path: Path, how: str, seed: int) -> None:
    file, ends = await _write(tmp_path / "shop.db")
    chance = random.Random(f"{how}-{seed}")
    log = file.with_name(file.name + "-wal")
    content = bytearray(log.read_bytes())
    torn_at = chance.randrange(ends[COMMITS // 2], ends[-1])
    if how == "truncated":
        del content[torn_at:]
    elif how == "garbled":
        content[torn_at:] = chance.randbytes(len(content) - torn_at)
    else:
        content[torn_at:] = bytes(len(content) - torn_at)
    log.write_bytes(content)
    whole = sum(end <= torn_at for end in ends)
    assert COMMITS // 2 < whole < COMMITS
    found = await _found(file)
    assert found[:whole] == [f"메시지 {number}" for number in range(whole)]
    assert len(found) in (whole, whole + 1)  # one more when what was torn off its last page was empty anyway


async def test_full_is_the_default_and_reaches_the_disk_at_every_commit(tmp_path: Path) -> None:
    for level, number in (("FULL", 2), ("NORMAL", 1)):
        database = Database.open(f"sqlite:///{tmp_path / level}.db", synchronous=level)  # type: ignore[arg-type]
        async with database.writer.connect() as connection:
            assert (await connection.exec_driver_sql("PRAGMA synchronous")).scalar() == number
            assert (await connection.exec_driver_sql("PRAGMA journal_mode")).scalar() == "wal"
        await database.close()
    default = Database.open(f"sqlite:///{tmp_path / 'default'}.db")
    async with default.writer.connect() as connection:
        assert (await connection.exec_driver_sql("PRAGMA synchronous")).scalar() == 2
    await default.close()
