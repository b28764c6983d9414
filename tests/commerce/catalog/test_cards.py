"""Cards say what a shopper of each language needs, and their buttons lead where they say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

import dangol.wording
from dangol.commerce.catalog.cards import View, carousel, comparison, product_card, version_comparison
from dangol.commerce.catalog.errors import NotSoldInCurrency
from dangol.commerce.catalog.models import Status
from dangol.commerce.catalog.products import (
    Attribute,
    Option,
    OptionValue,
    Picture,
    Product,
    Variant,
    VariantPrice,
    Words,
)
from dangol.kit.ids import ProductId, VariantId
from dangol.kit.money import Money
from dangol.messages.content import from_json, to_json
from dangol.nlu.commands import COMMAND, Start


def sentences(lang: str) -> dict[str, str]:
    folder = Path(dangol.wording.__file__).parent / "sentences" / lang / "catalog.yaml"
    loaded: dict[str, str] = yaml.safe_load(folder.read_text())
    return loaded


def say(key: str, lang: str, **values: Any) -> str:
    return f"{key}{values or ''}@{lang}"


@dataclass(frozen=True)
class Pieces:
    available: int
    counted: bool = True


def words(ko: str, ja: str = "") -> Words:
    return Words({"ko": ko, "ja": ja}, "ko")


def shirt(**fields: Any) -> Product:
    variants = tuple(
        Variant(
            VariantId(f"{color}-{size}"),
            ProductId("shirt"),
            f"{color}-{size}",
            {"color": color, "size": size},
            {
                "KRW": VariantPrice(Money(49000 if size == "S" else 52000, "KRW"), Money(60000, "KRW")),
                "USD": VariantPrice(Money(3900, "USD")),
            },
            image=1 if color == "black" else None,
        )
        for color in ("white", "black")
        for size in ("S", "M")
    )
    product = Product(
        id=ProductId("shirt"),
        ref="shirt",
        lang="ko",
        status=Status.ACTIVE,
        title=words("린넨 셔츠", "リネンシャツ"),
        description=words("시원해요"),
        brand="하루",
        brand_name=words("하루", "ハル"),
        url="/p/shirt",
        tags=(),
        synonyms={},
        categories=(),
        attributes=(Attribute("material", words("소재", "素材"), words("린넨", "リネン")),),
        options=(
            Option(
                "color",
                words("색상", "カラー"),
                (OptionValue("white", words("화이트", "ホワイト")), OptionValue("black", words("블랙", "ブラック"))),
            ),
            Option("size", words("사이즈", "サイズ"), (OptionValue("S", words("S")), OptionValue("M", words("M")))),
        ),
        images=(Picture("images/white.svg", words("흰 셔츠")), Picture("images/black.svg", words(""))),
        variants=variants,
        version=1,
        change=1,
        updated_at=datetime(2026, 11, 22, tzinfo=UTC),
    )
    return replace(product, **fields)


PLENTY = {name: Pieces(9) for name in ("white-S", "white-M", "black-S", "black-M")}
KO = View("ko", "KRW", say, image_url=lambda src: f"/shop/{src}")
JA = View("ja", "KRW", say)


def test_a_product_with_choices_asks_to_choose() -> None:
    card = product_card(shirt(), PLENTY, KO)
    assert (card.title, card.subtitle, card.price_from) == ("린넨 셔츠", "하루", True)
    assert card.price.text.startswith("catalog.price_from")
    assert card.price.money == Money(49000, "KRW")
    assert card.list_price is not None
    assert card.list_price.money == Money(60000, "KRW")
    assert (card.stock, card.stock_text, card.url) == ("in_stock", None, "/p/shirt")
    assert card.image is not None
    assert (card.image.url, card.image.alt) == ("/shop/images/white.svg", "흰 셔츠")
    assert [(o.name, [v.value for v in o.values]) for o in card.options] == [
        ("색상", ["화이트", "블랙"]),
        ("사이즈", ["S", "M"]),
    ]
    assert [b.label for b in card.buttons] == ["catalog.choose@ko", "catalog.similar@ko", "catalog.ask@ko"]


def test_every_button_is_a_command_that_is_understood() -> None:
    card = product_card(shirt(), PLENTY, JA, variant=shirt().variants[2])
    commands = [COMMAND.validate_python(button.command) for button in card.buttons]
    assert [c.intent for c in commands if isinstance(c, Start)] == [
        "add_to_cart",
        "similar_products",
        "product_question",
    ]
    first = commands[0]
    assert isinstance(first, Start)
    assert first.slots == {"product": "product:shirt", "variant": "variant:black-S"}
    assert from_json(to_json((card,))) == (card,)


def test_a_chosen_variant_shows_itself_and_the_ways_to_the_others() -> None:
    levels = {**PLENTY, "black-S": Pieces(2), "white-S": Pieces(0)}
    card = product_card(shirt(), levels, JA, variant=shirt().variants[2])
    assert (card.title, card.subtitle, card.variant_id) == ("リネンシャツ", "ブラック / S", "black-S")
    assert (card.stock, card.stock_text) == ("low", "catalog.low{'left': 2}@ja")
    assert card.image is not None
    assert (card.image.url, card.image.alt) == ("images/black.svg", "リネンシャツ")
    color, size = card.options
    assert [(v.value, v.selected, v.available, v.variant_id) for v in color.values] == [
        ("ホワイト", False, False, "white-S"),
        ("ブラック", True, True, "black-S"),
    ]
    assert [(v.value, v.variant_id) for v in size.values] == [("S", "black-S"), ("M", "black-M")]


def test_what_is_sold_out_cannot_be_added_and_says_so() -> None:
    card = product_card(shirt(), {}, KO)
    assert (card.stock, card.stock_text) == ("out_of_stock", "catalog.sold_out@ko")
    assert [b.label for b in card.buttons] == ["catalog.similar@ko", "catalog.ask@ko"]
    assert product_card(shirt(), {"white-S": Pieces(0, counted=False)}, KO).stock == "in_stock"


def test_the_price_is_of_what_can_be_had() -> None:
    card = product_card(shirt(), {"white-M": Pieces(5)}, KO)
    assert card.price.money == Money(52000, "KRW")


def test_a_single_variant_needs_no_choice() -> None:
    single = shirt(variants=shirt().variants[:1], options=())
    card = product_card(single, PLENTY, KO)
    assert (card.variant_id, card.price_from, card.buttons[0].label) == ("white-S", False, "catalog.add@ko")


def test_a_currency_it_is_not_sold_in() -> None:
    euros = replace(KO, currency="EUR")
    with pytest.raises(NotSoldInCurrency):
        product_card(shirt(), PLENTY, euros)
    assert carousel([shirt()], PLENTY, euros) is None


def test_a_carousel_keeps_the_order_and_gives_reasons() -> None:
    other = shirt(id=ProductId("other"))
    row = carousel([other, shirt()], PLENTY, JA, reasons={"shirt": "軽い"})
    assert row is not None
    assert [(card.product_id, card.reason, card.options) for card in row.items] == [
        ("other", None, ()),
        ("shirt", "軽い", ()),
    ]


def test_a_comparison_marks_what_differs() -> None:
    wool = shirt(
        id=ProductId("wool"),
        title=words("울 셔츠", "ウールシャツ"),
        attributes=(
            Attribute("material", words("소재", "素材"), words("울", "ウール")),
            Attribute("care", words("세탁", "お手入れ"), words("손세탁", "手洗い")),
        ),
    )
    table = comparison([shirt(), wool], PLENTY, JA)
    rows = {row.label: (row.values, row.differs) for row in table.rows}
    assert rows["素材"] == (("リネン", "ウール"), True)
    assert rows["お手入れ"] == (("catalog.unknown@ja", "手洗い"), True)
    assert rows["catalog.brand@ja"] == (("ハル", "ハル"), False)
    assert rows["カラー"] == (("ホワイト, ブラック", "ホワイト, ブラック"), False)
    assert rows["catalog.price@ja"][0] == ("₩49,000 – ₩52,000", "₩49,000 – ₩52,000")


def test_versions_of_one_product_have_a_column_each() -> None:
    product = shirt()
    groups = [product.matching({"color": color}) for color in ("white", "black")]
    there = {variant.id: Pieces(9) for variant in groups[0]}
    table = version_comparison(product, groups, ["ホワイト", "ブラック"], there, JA, ["夏向き", ""])
    assert table is not None
    assert [(item.title, item.stock) for item in table.items] == [
        ("ホワイト", "in_stock"),
        ("ブラック", "out_of_stock"),
    ]
    rows = {row.label: row.values for row in table.rows}
    assert rows["catalog.stock@ja"] == ("catalog.in_stock@ja", "catalog.sold_out@ja")
    assert rows["catalog.stated@ja"] == ("夏向き", "catalog.unknown@ja")
    assert len(rows["catalog.price@ja"]) == len(groups)
    assert version_comparison(product, groups, ["ホワイト", "ブラック"], there, replace(JA, currency="EUR")) is None


def test_every_language_has_every_sentence() -> None:
    used = {
        "in_stock",
        "low",
        "sold_out",
        "add",
        "choose",
        "similar",
        "ask",
        "price",
        "price_from",
        "stock",
        "brand",
        "unknown",
        "stated",
    }
    for lang in ("en", "ko", "ja"):
        assert set(sentences(lang)) == {f"catalog.{key}" for key in used}
        assert "{left" in sentences(lang)["catalog.low"]
