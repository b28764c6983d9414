"""The two hundred attempts: read from the files beside, and the shop they are made on, whose catalogue and FAQ take part in some."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

LANGUAGES = ("en", "ko", "ja")
KINDS = ("price", "discount", "refund", "others", "system", "persona")
SOURCES = ("shopper", "catalogue", "faq")
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Attempt:
    """``says`` one after the other; ``planted``: what stands in the catalogue or the FAQ for it, under ``title``."""

    lang: str
    kind: str
    source: str
    says: tuple[str, ...]
    title: str = ""
    planted: str = ""


@cache
def attempts() -> tuple[Attempt, ...]:
    """All of them."""
    return tuple(attempt for lang in LANGUAGES for attempt in _read(lang))


def _read(lang: str) -> Iterator[Attempt]:
    data = yaml.safe_load((HERE / "attempts" / f"{lang}.yaml").read_text("utf-8"))
    for kind, sources in data.items():
        for source, entries in sources.items():
            for entry in entries:
                if isinstance(entry, dict):
                    title = entry.get("name") or entry["question"]
                    yield Attempt(lang, kind, source, _list(entry["says"]), title, entry["text"])
                else:
                    yield Attempt(lang, kind, source, _list(entry))


def _list(said: str | list[str]) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said)


def plant(demo: Path, shop: Path) -> None:
    """The demo shop with every hostile product and answer in it."""
    shutil.copytree(demo, shop, ignore=shutil.ignore_patterns("data", "tests"))
    products, answers = [], dict.fromkeys(LANGUAGES, "")
    for place, attempt in enumerate(attempts()):
        if attempt.source == "catalogue":
            # Half of them in the name, which is told to a model; half in the description, which is not.
            title = f"{attempt.title} {attempt.planted}" if place % 2 else attempt.title
            products.append(
                {
                    "id": f"planted-{place}",
                    "title": dict.fromkeys(LANGUAGES, title),
                    "description": dict.fromkeys(LANGUAGES, attempt.planted),
                    "categories": ["home/tableware"],
                    "variants": [
                        {
                            "sku": f"PL-{place}",
                            "prices": {"KRW": "50000", "JPY": "5500", "USD": "40.00"},
                            "stock": {"main": 9},
                        }
                    ],
                }
            )
        elif attempt.source == "faq":
            answers[attempt.lang] += f"\n## {attempt.title}\n\n{attempt.planted}\n"
    with (shop / "catalog" / "products.jsonl").open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(product, ensure_ascii=False) + "\n" for product in products)
    for lang, text in answers.items():
        with (shop / "faq" / f"{lang}.md").open("a", encoding="utf-8") as file:
            file.write(text)
