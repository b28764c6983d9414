"""What a power cut leaves behind: a write-ahead log whose end is missing, or is rubbish, or a disk that had been told and not synced.
Every commit before that is there."""

from __future__ import annotations

import itertools
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import apsw
import pytest
from sqlalchemy import insert, select

from dangol.runtime.database import Database, wakeups
from drill.disk import Disk, PowerFailed

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


def _until_the_power_fails(disk: Disk, file: Path, level: str, chance: random.Random) -> list[int]:
    """Commits until the disk is gone; gives the numbers of those that were acknowledged."""
    book = apsw.Connection(str(file), vfs=disk.name)
    acknowledged: list[int] = []
    try:
        for pragma in ("locking_mode=EXCLUSIVE", "journal_mode=WAL", f"synchronous={level}"):
            book.execute(f"PRAGMA {pragma}")
        book.execute("CREATE TABLE said (number INTEGER PRIMARY KEY, words TEXT NOT NULL)")
        book.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for number in itertools.count(1):
            words = "메시지" * chance.randrange(1, 900)
            book.execute("INSERT INTO said VALUES (?, ?)", (number, words))
            acknowledged.append(number)
    except (apsw.Error, PowerFailed):
        return acknowledged
    finally:
        disk.silent = True
        book.close()
    raise AssertionError


def _after_the_cut(folder: Path, level: str, seed: int) -> tuple[list[int], list[int]]:
    """The commits that were acknowledged before the power failed at some operation, and those found when it is back."""
    chance = random.Random(f"{level}-{seed}")
    before, after = folder / f"{level}-{seed}", folder / f"{level}-{seed}-after"
    before.mkdir()
    after.mkdir()
    disk = Disk(fails_at=chance.randrange(40, 4000))
    acknowledged = _until_the_power_fails(disk, before / "shop.db", level, chance)
    disk.found_after(after, chance)
    with closing(sqlite3.connect(after / "shop.db")) as book:
        assert book.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        found = [number for (number,) in book.execute("SELECT number FROM said ORDER BY number")]
    return acknowledged, found


@pytest.mark.parametrize("seed", range(40))
def test_full_loses_no_acknowledged_commit_wherever_the_power_fails(tmp_path: Path, seed: int) -> None:
    acknowledged, found = _after_the_cut(tmp_path, "FULL", seed)
    # The one under way may have reached the disk without anybody having been told.
    assert found in (acknowledged, [*acknowledged, len(acknowledged) + 1])


def test_normal_loses_the_last_ones_and_nothing_in_between(tmp_path: Path) -> None:
    lost = []
    for seed in range(40):
        acknowledged, found = _after_the_cut(tmp_path, "NORMAL", seed)
        assert found == list(range(1, len(found) + 1))
        lost.append(len(acknowledged) - len(found))
    assert max(lost) > 0, "this disk would not find out a database that does not sync"
    print(
        f"NORMAL lost {sum(lost) / len(lost):.0f} commits on average and {max(lost)} at most"
    )  # for docs/benchmarks.md
