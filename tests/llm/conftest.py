"""The demo shop with a hired model, talked to in this process by the door real messages come in by."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import dangol
from dangol.bootstrap.shop import open_app
from dangol.bootstrap.talk import Talk
from dangol.cli.talks.playing import prepare_shop
from dangol.runtime.clock import Clock
from dangol.runtime.jobs_at_once import JobsAtOnce
from dangol.runtime.settings import LanguageModelSettings, load_settings
from llm.model_server import ModelServer

DEMO = Path(dangol.__file__).parent / "demo" / "shop"
ShopWith = Callable[..., AbstractAsyncContextManager[Talk]]


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo shop's folder with everything imported."""
    return asyncio.run(prepare_shop(DEMO, tmp_path_factory.mktemp("hired")))


@pytest.fixture
def shop_with(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ShopWith:
    """``async with shop_with(server, ask="always") as talk``: the shop, with a database of its own, that hired that server's model (none:
    nobody); ``folder``: another one's folder."""
    monkeypatch.setenv("DANGOL_LANGUAGE_MODEL_KEY", "key-of-a-test")
    count = iter(range(1000))

    @asynccontextmanager
    async def open_shop(server: ModelServer | None, *, folder: Path | None = None, **its: Any) -> AsyncIterator[Talk]:
        data = tmp_path / f"data-{next(count)}"
        shutil.copytree(prepared / "data", data)
        settings = load_settings(folder or prepared, {})
        hired = LanguageModelSettings()
        if server is not None:
            given = {"ask": "unsure", "input_price": "0.15", "output_price": "0.60", "deadline": 5.0, **its}
            hired = LanguageModelSettings.model_validate(
                {"speaks": server.interface, "url": server.url, "model": "small", **given}
            )
        shop = settings.shop.model_copy(update={"language_model": hired})
        machine = settings.machine.model_copy(update={"data_dir": str(data), "synchronous": "NORMAL"})
        settings = replace(settings, shop=shop, machine=machine)
        async with open_app(settings, Clock(), work=True, jobs=JobsAtOnce) as app:
            await app.indexer.catch_up()
            yield Talk(app)

    return open_shop
