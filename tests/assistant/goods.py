"""Products with what is written of them, and nothing that a judgement of their words does not need."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from dangol.commerce.catalog.models import Status
from dangol.commerce.catalog.products import Attribute, Option, Product, Words
from dangol.kit.ids import ProductId


def words(en: str, ko: str = "", ja: str = "") -> Words:
    """The same in three languages, or in those that are given."""
    return Words({lang: text for lang, text in (("en", en), ("ko", ko), ("ja", ja)) if text}, "en")


def product(
    ref: str,
    title: Words,
    description: Words | None = None,
    attributes: Sequence[Attribute] = (),
    options: Sequence[Option] = (),
) -> Product:
    """A product of which this is written."""
    return Product(
        id=ProductId(ref),
        ref=ref,
        lang="en",
        status=Status.ACTIVE,
        title=title,
        description=description or Words({}, "en"),
        brand=None,
        brand_name=Words({}, "en"),
        url=None,
        tags=(),
        synonyms={},
        categories=(),
        attributes=tuple(attributes),
        options=tuple(options),
        images=(),
        variants=(),
        version=1,
        change=1,
        updated_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


CREAM = product(
    "cream",
    words("Cica Cream", "시카 크림", "シカクリーム"),
    description=words(
        "Calms red skin. Contains no alcohol.\nMade for sensitive skin.",
        "붉어진 피부를 가라앉혀요. 알코올은 넣지 않았어요.",
        "赤みを落ち着かせます。アルコール不使用。",
    ),
    attributes=(
        Attribute(
            "contents", words("Ingredients", "주요 성분", "主な成分"), words("centella", "병풀추출물", "ツボクサ")
        ),
        Attribute("origin", words("Origin", "원산지", "原産国"), words("Korea", "한국", "韓国")),
    ),
)
