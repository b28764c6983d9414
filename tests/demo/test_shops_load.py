"""Both shops, the demo shop and the generated one, go through the product's own readers without a word of complaint."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from dangol.assistant.persona import read_persona
from dangol.commerce.inventory.imports import ImportDefaults, import_file
from dangol.commerce.shipping.delivery import parse_delivery
from dangol.runtime.database import Database
from dangol.runtime.settings import load_shop
from shops.generate import write_shop

DEMO = Path(__file__).parents[2] / "src" / "dangol" / "demo" / "shop"


def demo(_folder: Path) -> Path:
    return DEMO


def generated(folder: Path) -> Path:
    write_shop(folder / "hardware", seed=5)
    return folder / "hardware"


@pytest.fixture(params=[demo, generated])
def shop_folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    make: Callable[[Path], Path] = request.param
    return make(tmp_path)


async def test_the_catalogue_is_imported_without_complaint_and_a_second_time_changes_nothing(
    database: Database, shop_folder: Path
) -> None:
    shop = load_shop(shop_folder / "shop.toml")
    defaults = ImportDefaults(shop.languages[0], shop.currency, shop.all_currencies, shop.languages)
    report = await import_file(database, shop_folder / "catalog", shop=defaults)
    assert [str(problem) for problem in report.problems] == []
    assert [str(notice) for notice in report.notices] == []
    assert report.applied
    assert (await import_file(database, shop_folder / "catalog", shop=defaults)).applied


def test_settings_persona_and_delivery_are_read(shop_folder: Path) -> None:
    shop = load_shop(shop_folder / "shop.toml")
    assert {"en", "ko", "ja"} == set(shop.languages)
    text = (shop_folder / "catalog" / "delivery.toml").read_text(encoding="utf-8")
    methods = parse_delivery(text, file="delivery.toml", languages=shop.languages)
    assert {country for method in methods for country in method.countries} == set(shop.all_countries)
    values = tomllib.loads((shop_folder / "persona.toml").read_text(encoding="utf-8"))
    persona = read_persona(values, "persona.toml")
    assert all(persona.voice(lang).greeting for lang in shop.languages)
