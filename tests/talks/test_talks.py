"""The conversations in this folder, held with the demo shop, and those in ``second_shop`` and so on with shops of other trades."""

from __future__ import annotations

import asyncio
import uuid
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from dangol.cli.talks.playing import Outcome, play_all, prepare_shop
from dangol.cli.talks.reporting import failure_text
from dangol.cli.talks.script import Script, find_scripts, read_script
from databases import NO_POSTGRES, POSTGRES, command
from shops import apothecary, bookseller, cobbler, generate, menagerie, outfitter, potter, stationer

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
DEMO = ROOT / "src" / "dangol" / "demo" / "shop"
OTHERS = {
    "second_shop": generate.write_shop,
    "third_shop": apothecary.write_shop,
    "fourth_shop": stationer.write_shop,
    "fifth_shop": outfitter.write_shop,
    "sixth_shop": bookseller.write_shop,
    "seventh_shop": menagerie.write_shop,
    "eighth_shop": cobbler.write_shop,
    "ninth_shop": potter.write_shop,
}
PLACES = [*find_scripts([HERE / lang for lang in ("en", "ko", "ja")]), *find_scripts([HERE / name for name in OTHERS])]
ON_POSTGRES = ("en/purchase_own_words", "ko/out_of_hours", "ja/out_of_hours")


def _name(path: Path) -> str:
    return path.relative_to(HERE).with_suffix("").as_posix()


def _script(path: Path) -> Script:
    return read_script(path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix())


@pytest.fixture(scope="session")
def outcomes(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    """How every conversation asked for went: each shop is prepared once, the conversations are held side by side."""
    wanted = [
        item.callspec.params["path"]
        for item in request.session.items
        if isinstance(item, pytest.Function) and item.originalname == "test_conversation"
    ]
    found: dict[str, Outcome] = {}
    for other in (None, *OTHERS):
        paths = [path for path in wanted if (path.parent.name if path.parent.name in OTHERS else None) == other]
        if paths:
            scratch = tmp_path_factory.mktemp("talks")
            shop = DEMO
            if other:
                shop = scratch / "source"
                OTHERS[other](shop)
            found |= dict(zip(map(_name, paths), asyncio.run(_hold(paths, shop, scratch)), strict=True))
    return found


async def _hold(paths: list[Path], shop: Path, scratch: Path, database_url: str = "") -> list[Outcome]:
    folder = await prepare_shop(shop, scratch, database_url)
    return await play_all([_script(path) for path in paths], folder, scratch, database_url=database_url)


@pytest.mark.parametrize("path", PLACES, ids=map(_name, PLACES))
def test_conversation(path: Path, outcomes: dict[str, Outcome]) -> None:
    outcome = outcomes[_name(path)]
    if outcome.script.open and not outcome.passed:
        pytest.xfail(outcome.script.open)
    assert outcome.passed, f"\n{failure_text(outcome)}"


@pytest.mark.postgres
def test_conversations_on_postgresql(tmp_path: Path) -> None:
    if not POSTGRES:
        pytest.skip(NO_POSTGRES)

    async def hold() -> list[Outcome]:
        name = f"dangol_{uuid.uuid4().hex[:16]}"
        await command(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
        try:
            url = make_url(POSTGRES or "").set(database=name).render_as_string(hide_password=False)
            return await _hold([HERE / f"{path}.yaml" for path in ON_POSTGRES], DEMO, tmp_path, url)
        finally:
            await command(f"DROP DATABASE {name} WITH (FORCE)")

    for outcome in asyncio.run(hold()):
        assert outcome.passed, f"\n{failure_text(outcome)}"
