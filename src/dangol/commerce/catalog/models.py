"""Tables of the catalogue.

Texts that are searched stand in rows per language; texts that are only read with their product (options, attributes,
alternative texts of images) stand in JSON as ``{lang: text}``. A product is never deleted: carts, orders and
conversations point at it."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text

from dangol.runtime.database import Instant, Json, metadata


class Status(StrEnum):
    """Whether shoppers see a product or variant: yes, not yet, no longer."""

    ACTIVE = "active"
    DRAFT = "draft"
    ARCHIVED = "archived"


class Sells(StrEnum):
    """How a variant is sold: as long as the stock lasts, or without counting (made to order, downloads)."""

    STOCK = "stock"
    ALWAYS = "always"


products = Table(
    "products",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("ref", String(255), nullable=False, unique=True),  # the shop's own id in full; the same as id if that fits
    Column("lang", String(12), nullable=False),  # the language to fall back to
    Column("status", String(10), nullable=False),
    Column("brand", String(200)),  # in the shop's language; what filters and facets go by
    Column("brand_names", Json, nullable=False),  # {lang: name}
    Column("url", String(2000)),
    Column("tags", Json, nullable=False),
    Column("attributes", Json, nullable=False),
    Column("options", Json, nullable=False),
    Column("images", Json, nullable=False),
    Column("version", Integer, nullable=False),  # plus one at each change: a fact is traced to row and version
    Column("change", BigInteger, nullable=False),  # number of the catalogue change that touched it last
    Column("digest", String(32), nullable=False),  # of what the file said, so that the same again is no change
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Index("ix_products_change", "change", "id"),
    Index("ix_products_brand", "brand"),
)

product_texts = Table(
    "product_texts",
    metadata,
    Column("product_id", String(40), ForeignKey("products.id"), primary_key=True),
    Column("lang", String(12), primary_key=True),
    Column("title", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("synonyms", Json, nullable=False),
)

product_values = Table(  # what a product can be filtered by: option values and attribute values
    "product_values",
    metadata,
    Column("product_id", String(40), ForeignKey("products.id"), primary_key=True),
    Column("name", String(100), primary_key=True),
    Column("value", String(200), primary_key=True),
    Index("ix_product_values_name_value", "name", "value", "product_id"),
)

variants = Table(
    "variants",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("product_id", String(40), ForeignKey("products.id"), nullable=False, index=True),
    Column("sku", String(200), nullable=False, unique=True),
    Column("position", Integer, nullable=False),
    Column("options", Json, nullable=False),  # {option id: value id}
    Column("status", String(10), nullable=False),
    Column("sells", String(10), nullable=False),
    Column("image", Integer),  # index into the product's images
    Column("weight_g", Integer),
    Column("barcode", String(60)),
)

variant_prices = Table(  # of active variants only
    "variant_prices",
    metadata,
    Column("variant_id", String(40), ForeignKey("variants.id"), primary_key=True),
    Column("currency", String(3), primary_key=True),
    Column("product_id", String(40), nullable=False),
    Column("amount", BigInteger, nullable=False),  # minor units
    Column("list_amount", BigInteger),
    Index("ix_variant_prices_product_id", "product_id", "currency", "amount"),
)

categories = Table(
    "categories",
    metadata,
    Column("id", String(120), primary_key=True),
    Column("parent_id", String(120), index=True),
    Column("position", Integer, nullable=False),
    Column("lang", String(12), nullable=False),
    Column("names", Json, nullable=False),  # {lang: name}
    Column("synonyms", Json, nullable=False),  # {lang: [word]}
    Column("version", Integer, nullable=False),
    Column("change", BigInteger, nullable=False),
)

product_categories = Table(
    "product_categories",
    metadata,
    Column("product_id", String(40), ForeignKey("products.id"), primary_key=True),
    Column("category_id", String(120), primary_key=True),
    Column("position", Integer, nullable=False),
    Index("ix_product_categories_category_id", "category_id", "product_id"),
)

attributes = Table(  # what an attribute is called; its values stand with the products
    "attributes",
    metadata,
    Column("id", String(100), primary_key=True),
    Column("lang", String(12), nullable=False),
    Column("names", Json, nullable=False),
    Column("synonyms", Json, nullable=False),
    Column("version", Integer, nullable=False),
    Column("change", BigInteger, nullable=False),
)

catalog_changes = Table(  # one row; taken under lock by every change, so numbers appear in the order they are committed
    "catalog_changes",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("change", BigInteger, nullable=False),
)

catalog_index = Table(  # how far the search index has come in the feed of changes; one row
    "catalog_index",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("change", BigInteger, nullable=False),
    Column("product_id", String(40), nullable=False),
)
