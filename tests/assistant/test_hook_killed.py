"""The process is killed while the other side thinks: another one posts the same call again, under the same key; the answer is told once."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from assistant.calendar_server import calendar_server
from assistant.fitting import SECRET, write_fitting_shop

_SECONDS = 60.0


def _said(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "data" / "shop.db")) as database:
        rows = database.execute("SELECT blocks FROM messages WHERE source = 'assistant' ORDER BY seq").fetchall()
    return [json.dumps(json.loads(row[0]), ensure_ascii=False) for row in rows]


@pytest.mark.slow
async def test_killed_in_the_middle_of_a_call(tmp_path: Path) -> None:
    async with calendar_server() as calendar:
        folder = write_fitting_shop(tmp_path / "shop", calendar.url, "seconds = 50")
        calendar.plan = ["slow"]
        environment = {**os.environ, "FITTING_SECRET": SECRET}

        async def dangol(*words: str) -> asyncio.subprocess.Process:
            return await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "dangol",
                *words,
                "--shop",
                str(folder),
                env=environment,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.DEVNULL,
            )

        chat = await dangol("chat", "--as", "ann", "--lang", "ko")
        assert chat.stdin is not None
        chat.stdin.write(b"zzzzzz\n2\n2\n")  # not understood: the choices; the fitting; Saturday
        await chat.stdin.drain()
        await asyncio.wait_for(calendar.asked.wait(), _SECONDS)
        chat.kill()
        await chat.wait()
        assert not any("F-7" in words for words in _said(folder))
        calendar.plan = [(200, {"booking": {"reference": "F-7"}})]
        work = await dangol("work")
        try:
            async with asyncio.timeout(_SECONDS):
                while not any("F-7" in words for words in _said(folder)):  # noqa: ASYNC110 - another process writes it
                    await asyncio.sleep(0.2)
            await asyncio.sleep(1.0)
        finally:
            work.terminate()
            await work.wait()
        assert sum("F-7" in words for words in _said(folder)) == 1
        assert len(calendar.seen) == 2
        assert len(set(calendar.keys)) == 1
