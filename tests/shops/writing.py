"""What the small shops of the conversation tests have in common: texts in three languages, and their folder."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Texts = Mapping[str, str]
_COUNTRY = {"USD": "US", "KRW": "KR", "JPY": "JP"}


def texts(en: str, ko: str, ja: str) -> dict[str, str]:
    """One text in three languages."""
    return {"en": en, "ko": ko, "ja": ja}


def settings(name: Texts, owner: str, currencies: Sequence[str], timezone: str = "America/New_York") -> str:
    """``shop.toml`` of a small shop whose prices are in ``currencies``, the first its own, and which sells to their countries."""
    countries = [_COUNTRY[currency] for currency in currencies]
    names = ", ".join(f"{lang} = {json.dumps(text, ensure_ascii=False)}" for lang, text in name.items())
    more = f"currencies = {json.dumps(list(currencies))}\n" if len(currencies) > 1 else ""
    return (
        f'name = {{ {names} }}\nlanguages = ["en", "ko", "ja"]\ncurrency = "{currencies[0]}"\n{more}country = "{countries[0]}"\n'
        f'countries = {json.dumps(countries)}\ntimezone = "{timezone}"\ntest_mode = true\nowner_email = "{owner}"\n'
    )


def parcels(prices: Mapping[str, str], days: tuple[int, int]) -> str:
    """``delivery.toml`` of a shop that sends parcels at ``prices``, by currency, within ``days`` working days."""
    costs = ", ".join(f'{currency} = "{price}"' for currency, price in prices.items())
    return (
        '[[method]]\nid = "parcel"\nname = { en = "Parcel", ko = "택배", ja = "宅配便" }\nkind = "parcel"\n'
        f"countries = {json.dumps([_COUNTRY[currency] for currency in prices])}\nprices = {{ {costs} }}\ndays = {json.dumps(list(days))}\n"
    )


def write_files(
    folder: Path,
    shop: str,
    delivery: str,
    faq: Texts,
    categories: Sequence[tuple[str, Texts]],
    products: Sequence[Mapping[str, Any]],
) -> None:
    """Write a shop into ``folder``, which is made."""
    (folder / "catalog").mkdir(parents=True)
    (folder / "faq").mkdir()
    (folder / "shop.toml").write_text(shop, encoding="utf-8")
    (folder / "catalog/delivery.toml").write_text(delivery, encoding="utf-8")
    for lang, text in faq.items():
        (folder / f"faq/{lang}.md").write_text(text, encoding="utf-8")
    shelves = [{"id": shelf, "name": name} for shelf, name in categories]
    for name, rows in (("categories", shelves), ("products", products)):
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"catalog/{name}.jsonl").write_text(lines, encoding="utf-8")
