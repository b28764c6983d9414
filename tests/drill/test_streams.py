"""A client's own numbers: what is here is waited for, what is not is waited for briefly."""

from __future__ import annotations

import asyncio

from dangol.web.streams import Streams


async def test_a_lower_number_that_is_here_is_waited_for_however_long_it_takes() -> None:
    streams, order = Streams(), []

    async def pass_(n: int, before: float, work: float) -> None:
        await asyncio.sleep(before)
        async with streams.arrived("v", "stream-1", n) as place:
            await asyncio.sleep(0.05)  # all of them arrive before the first looks
            await place.turn()
            await asyncio.sleep(work)
            order.append(n)

    await asyncio.gather(pass_(3, 0.0, 0.0), pass_(2, 0.01, 0.3), pass_(1, 0.02, 0.2))
    assert order == [1, 2, 3]
    assert not streams._streams


async def test_another_stream_and_a_repeat_of_the_same_number_wait_for_nobody() -> None:
    streams = Streams()
    async with streams.arrived("v", "stream-1", 1):
        for address, name, n in (("v", "stream-2", 5), ("w", "stream-1", 5), ("v", "stream-1", 1)):
            async with streams.arrived(address, name, n) as place:
                await asyncio.wait_for(place.turn(), 0.5)


async def test_news_comes_with_an_arrival_and_otherwise_in_time() -> None:
    streams = Streams()
    loop = asyncio.get_running_loop()
    async with streams.arrived("v", "stream-1", 2) as place:
        began = loop.time()
        await place.news(0.05)
        assert loop.time() - began < 0.2

        async def come() -> None:
            async with streams.arrived("v", "stream-1", 1):
                await asyncio.sleep(0)

        waiting = asyncio.create_task(place.news(10))
        await asyncio.sleep(0)
        await come()
        await asyncio.wait_for(waiting, 0.2)
