"""The measures: each takes what it needs, leaves nothing behind, and gives rows of a table."""

from __future__ import annotations

import asyncio
import contextlib
import os
import resource
import secrets
import sqlite3
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from dangol.cli.benching.ground import Ground, Running, copy_of, running
from dangol.cli.benching.load import Saying, Times, saturate, steady, voices
from dangol.cli.benching.row import Row
from dangol.cli.benching.shop import VARIANTS_EACH, question, saying, write_bench_shop, write_products


def _saying(ground: Ground) -> Saying:
    return lambda chance, lang: saying(chance, lang, ground.catalogue)


async def _counted(what: Running, work: Any) -> tuple[Times, float, float]:
    """``work``'s times, and the CPU milliseconds per turn of our processes and of PostgreSQL's."""
    before, database = what.used().cpu, what.ground.database_cpu()
    times: Times = await work
    turns = max(1, len(times.answered))
    return times, (what.used().cpu - before) / turns * 1000, (what.ground.database_cpu() - database) / turns * 1000


@dataclass(frozen=True, slots=True)
class Turns:
    """How many turns to warm up with, how many at full load, and the steady rate a second for how many seconds."""

    warm: int
    saturated: int
    rate: float
    seconds: float


async def turns(ground: Ground, much: Turns) -> list[Row]:
    """CPU per turn, turns a second at most, and how long an answer takes at a steady rate."""
    say = _saying(ground)
    async with running(ground) as what:
        speakers = await voices(what.ports, 200)
        await saturate(speakers[:40], say, much.warm)
        before = await _metrics(what.ports[0])
        calm, cpu_calm, database_calm = await _counted(what, steady(speakers, say, much.rate, much.seconds))
        full, cpu_full, database_full = await _counted(what, saturate(speakers[:64], say, much.saturated))
        for voice in speakers:
            await voice.close()
        spent = _parts(before, await _metrics(what.ports[0]))
    kind, rate = ground.kind, much.rate
    more = f" (and {database_calm:.1f} in PostgreSQL's own processes)" if ground.name else ""
    late = f" ({calm.missed} more found nobody free to say them)" if calm.missed else ""
    more_full = f" (and {database_full:.1f} in PostgreSQL)" if ground.name else ""
    return [
        Row(f"{kind}: server CPU per turn at {rate:.0f} turns/s", f"{cpu_calm:.1f} ms{more}", "<= 8 ms"),
        Row(f"{kind}: said to answered at {rate:.0f} turns/s, p50", f"{calm.at(0.5):.0f} ms"),
        Row(f"{kind}: the same, p95", f"{calm.at(0.95):.0f} ms", "< 50 ms"),
        Row(f"{kind}: the same, p99", f"{calm.at(0.99):.0f} ms"),
        Row(f"{kind}: said to stored, p95", f"{calm.accepted_at(0.95):.0f} ms"),
        Row(f"{kind}: turns a second that came of it", f"{len(calm.answered) / calm.seconds:.1f}{late}"),
        Row(f"{kind}: server CPU per turn, saturated by 64 visitors", f"{cpu_full:.1f} ms{more_full}"),
        Row(f"{kind}: turns/s, saturated", f"{len(full.answered) / full.seconds:.0f}"),
        *(Row(f"{kind}: of a turn, {part}", f"{seconds * 1000:.2f} ms") for part, seconds in spent.items()),
    ]


async def _metrics(port: int) -> dict[str, float]:
    """What a serving process counts, by the counter's name and labels."""
    async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        lines = (await client.get("/metrics")).text.splitlines()
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines if line[:1] != "#")}


def _parts(before: dict[str, float], after: dict[str, float]) -> dict[str, float]:
    """Seconds per turn that understanding, searching and the dialogue took between the two, of the turns this process took itself."""

    def grown(name: str) -> float:
        return after.get(name, 0.0) - before.get(name, 0.0)

    turns = grown("dangol_turn_seconds_count")
    words = {"understanding": "understanding", "search": "searching", "dialogue": "deciding (dialogue)"}
    spent = {word: grown(f'dangol_turn_part_seconds_sum{{part="{part}"}}') for part, word in words.items()}
    return {word: seconds / turns for word, seconds in spent.items()} if turns else {}


async def idle_sockets(ground: Ground, number: int, seconds: float) -> list[Row]:
    """What sockets cost on which nobody says anything: of people who only opened the chat, and of people who once said something."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < number + 500:
        number = hard - 500
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, number + 500), hard))
    async with running(ground) as what:
        first = await voices(what.ports, 20)
        for start in range(0, len(first), 10):
            await asyncio.gather(
                *(voice.say(question(voice.chance, voice.lang)) for voice in first[start : start + 10])
            )
        await asyncio.sleep(1)
        before = what.used()
        silent = await voices(what.ports, number // 2, seed=2)
        await asyncio.sleep(2)
        opened = what.used()
        known = await voices(what.ports, number - number // 2, seed=3)
        for start in range(0, len(known), 50):
            await asyncio.gather(
                *(voice.say(question(voice.chance, voice.lang)) for voice in known[start : start + 50])
            )
        await asyncio.sleep(2)
        talked = what.used()
        beating = [asyncio.create_task(voice.beat()) for voice in (*silent, *known)]
        await asyncio.sleep(seconds)
        after = what.used()
        for task in beating:
            task.cancel()
        for voice in (*first, *silent, *known):
            await voice.close()
    each = (opened.memory - before.memory) / len(silent) / 1024
    each_known = (talked.memory - opened.memory) / len(known) / 1024
    share = (after.cpu - talked.cpu) / seconds * 100
    return [
        Row(f"Memory of an idle socket, of {len(silent):,} on which nothing was said", f"{each:.0f} KB", "< 40 KB"),
        Row(f"The same of {len(known):,} more that said something before", f"{each_known:.0f} KB", "< 40 KB"),
        Row(f"CPU of all {number:,}, each pinging every 45 s as the widget does", f"{share:.1f} % of one core"),
        Row("Memory of the serving process with them (unique set size)", f"{after.memory / 2**20:.0f} MiB"),
    ]


async def importing(variants: int) -> list[Row]:
    """How long a catalogue takes to come in, by the command line as a shop owner would."""
    with tempfile.TemporaryDirectory(prefix="dangol-bench-") as scratch:
        folder = Path(scratch)
        write_bench_shop(folder, 0)
        write_products(folder / "catalog" / "products.jsonl", variants // VARIANTS_EACH)
        environment = {**os.environ, "COLUMNS": "120"}
        environment.pop("DATABASE_URL", None)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        began = time.perf_counter()
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "dangol", "import", "--shop", str(folder), env=environment,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        )  # fmt: skip
        told, _ = await process.communicate()
        seconds = time.perf_counter() - began
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if process.returncode:
            raise RuntimeError(told.decode())
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return [Row(f"Import of {variants:,} variants", f"{seconds:.0f} s ({cpu:.0f} s CPU)", "< 60 s")]


async def long_conversation(ground: Ground, messages: int) -> list[Row]:
    """What a turn costs at the beginning and at the end of a long conversation, and with the same visitors throughout."""
    say, piece = _saying(ground), max(20, messages // 10)
    async with running(ground) as what:
        speakers = await voices(what.ports, 4)
        await saturate(speakers, say, 60)
        fresh = await voices(what.ports, 4, seed=2)
        _, first, _ = await _counted(what, saturate(fresh, say, 4 * piece))
        while min(voice.last_seq for voice in fresh) < messages:
            await saturate(fresh, say, 4 * piece)
        _, last, _ = await _counted(what, saturate(fresh, say, 4 * piece))
        for voice in (*speakers, *fresh):
            await voice.close()
    return [
        Row(f"Server CPU per turn, first {2 * piece} messages of a conversation", f"{first:.1f} ms"),
        Row(f"The same after message {messages:,}", f"{last:.1f} ms", "not growing"),
    ]


async def large_database(ground: Ground, messages: int, turns_each: int) -> list[Row]:
    """What a turn costs in an empty database and in one that already holds ``messages`` messages (SQLite)."""
    with tempfile.TemporaryDirectory(prefix="dangol-bench-") as scratch:
        results = []
        for name, size in (("empty", 0), ("full", messages)):
            copy = copy_of(ground, Path(scratch) / name)
            if size:
                _fill(Path(copy.folder) / "data" / "shop.db", size)
            say = _saying(copy)
            async with running(copy) as what:
                speakers = await voices(what.ports, 40)
                await saturate(speakers, say, max(60, turns_each // 4))
                _, cpu, _ = await _counted(what, saturate(speakers, say, turns_each))
                for voice in speakers:
                    await voice.close()
            results.append(cpu)
    return [
        Row("Server CPU per turn, empty database", f"{results[0]:.1f} ms"),
        Row(f"The same with {messages:,} messages in it", f"{results[1]:.1f} ms", "not growing"),
    ]


def _fill(path: Path, messages: int) -> None:
    """Write conversations of 50 messages straight into the file."""
    book = sqlite3.connect(path)
    inbox = book.execute("SELECT id FROM inboxes LIMIT 1").fetchone()
    if inbox is None:
        book.execute("INSERT INTO inboxes (id, channel, name, settings) VALUES ('inb_bench', 'web', 'web', '{}')")
        inbox = ("inb_bench",)
    at = "2026-01-01 00:00:00.000000"
    blocks = '[{"type":"text","text":"Delivery costs 3,000 won and takes two days, usually."}]'
    for start in range(0, messages // 50, 500):
        people = range(start, min(start + 500, messages // 50))
        book.executemany(
            "INSERT INTO contacts (id, created_at, seen_at) VALUES (?, ?, ?)", [(f"con_b{n}", at, at) for n in people]
        )
        book.executemany(
            "INSERT INTO identities (id, contact_id, inbox_id, address, created_at) VALUES (?, ?, ?, ?, ?)",
            [(f"idn_b{n}", f"con_b{n}", inbox[0], f"v_bench{n}", at) for n in people],
        )
        book.executemany(
            "INSERT INTO conversations (id, inbox_id, contact_id, lang, holder, last_seq, answered_seq, read_seq, version, "
            "state, created_at, last_at) VALUES (?, ?, ?, 'en', 'assistant', 50, 50, 0, 25, '{}', ?, ?)",
            [(f"cnv_b{n}", inbox[0], f"con_b{n}", at, at) for n in people],
        )
        book.executemany(
            "INSERT INTO messages (id, conversation_id, seq, inbox_id, source, provider_id, lang, blocks, at) "
            "VALUES (?, ?, ?, ?, ?, ?, 'en', ?, ?)",
            [
                (
                    f"msg_{secrets.token_hex(8)}",
                    f"cnv_b{n}",
                    seq,
                    inbox[0],
                    "shopper" if seq % 2 else "assistant",
                    f"v_bench{n}:{seq}" if seq % 2 else None,
                    blocks,
                    at,
                )
                for n in people
                for seq in range(1, 51)
            ],
        )
        book.commit()
    book.close()


def commits(seconds: float) -> list[Row]:
    """Commits a second of SQLite alone, by what a power cut may take with it."""
    rows = []
    with tempfile.TemporaryDirectory(prefix="dangol-bench-", dir=Path.cwd()) as scratch:
        for level in ("FULL", "NORMAL"):
            with contextlib.closing(sqlite3.connect(Path(scratch) / f"{level}.db", isolation_level=None)) as book:
                book.execute("PRAGMA journal_mode=WAL")
                book.execute(f"PRAGMA synchronous={level}")
                book.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT)")
                count, end = 0, time.perf_counter() + seconds
                while time.perf_counter() < end:
                    book.execute("BEGIN IMMEDIATE")
                    book.execute("INSERT INTO t (text) VALUES (?)", ("x" * 400,))
                    book.execute("COMMIT")
                    count += 1
                rows.append(Row(f"SQLite commits/s, synchronous={level}", f"{count / seconds:,.0f}"))
    return rows
