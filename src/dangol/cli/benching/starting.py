"""From nothing to the first answer, and what a process that nobody talks to needs."""

from __future__ import annotations

import asyncio
import random
import statistics
import time

from dangol.cli.benching.ground import Ground, running
from dangol.cli.benching.load import saturate, voices
from dangol.cli.benching.row import Row
from dangol.cli.benching.shop import question, saying


async def starting(ground: Ground, times: int, idle_seconds: float) -> list[Row]:
    """The process is started, a visitor connects, asks, and is answered: from the first instant to the last. Warm: the understanding was
    trained and the tables were made by an earlier start."""
    async with running(ground):
        pass
    seconds: list[float] = []
    cpu: list[float] = []
    for number in range(times):
        began = time.perf_counter()
        async with running(ground) as what:
            (voice,) = await voices(what.ports, 1, seed=900 + number)
            await voice.say(question(random.Random(number), voice.lang))
            seconds.append(time.perf_counter() - began)
            cpu.append(what.used().cpu)
            await voice.close()
    async with running(ground) as what:
        await asyncio.sleep(2)
        before = what.used()
        await asyncio.sleep(idle_seconds)
        after = what.used()
    share = (after.cpu - before.cpu) / idle_seconds * 100
    return [
        Row(
            f"{ground.kind}: warm start to first answer, median of {times}",
            f"{statistics.median(seconds):.1f} s",
            "< 3 s",
        ),
        Row(f"{ground.kind}: CPU of that", f"{statistics.median(cpu):.1f} s"),
        Row(f"{ground.kind}: idle serving process, resident", f"{after.resident / 2**20:.0f} MiB", "< 200 MB"),
        Row(f"{ground.kind}: its CPU", f"{share:.1f} % of one core"),
    ]


async def loaded(ground: Ground, variants: int, turns: int) -> list[Row]:
    """What a serving process needs with a large catalogue in its memory, after ``turns`` of talk that used it."""
    chance = random.Random(5)
    async with running(ground) as what:
        speakers = await voices(what.ports, 20, seed=77)
        await saturate(speakers, lambda _, lang: saying(chance, lang, ground.catalogue), turns)
        used = what.used()
        for voice in speakers:
            await voice.close()
    return [
        Row(
            f"Serving process with {variants:,} variants loaded, resident",
            f"{used.resident / 2**20:.0f} MiB",
            "< 300 MB",
        )
    ]
