"""Tables of the index.

A document is one row in ``search_documents`` whatever its languages, and one row of tokens per language in ``search_texts``. The tokens
are made by ``tokens`` alone, so both databases find the same: SQLite through an FTS5 table over ``search_texts``, PostgreSQL through two
``tsvector`` columns of ready-made lexemes with GIN indexes.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    event,
)
from sqlalchemy.dialects.postgresql import TSVECTOR

from dangol.runtime.database import Instant, Serial, metadata

LANGUAGE_PLACES = 32
"""A text's number is its document's times this, plus its language's place."""

search_documents = Table(
    "search_documents",
    metadata,
    Column("doc", Serial, primary_key=True, autoincrement=True),
    Column("kind", String(20), nullable=False),
    Column("ref", String(120), nullable=False),
    Column("available", Boolean, nullable=False),
    Column("newness", BigInteger, nullable=False),
    Column("boost", Float, nullable=False),
    UniqueConstraint("kind", "ref"),
)

_lexemes = TSVECTOR().with_variant(Text(), "sqlite")

search_texts = Table(
    "search_texts",
    metadata,
    Column("id", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=False),
    Column("title", Text, nullable=False),
    Column("keywords", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("words", Text, nullable=False),  # what the vocabulary counts, so that it can be taken back
    Column("title_lexemes", _lexemes),  # PostgreSQL only
    Column("all_lexemes", _lexemes),  # PostgreSQL only
)
Index("ix_search_texts_title_lexemes", search_texts.c.title_lexemes, postgresql_using="gin").ddl_if(
    dialect="postgresql"
)
Index("ix_search_texts_all_lexemes", search_texts.c.all_lexemes, postgresql_using="gin").ddl_if(dialect="postgresql")

FTS_DDL = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_fts USING fts5(title, keywords, body, "
    "content='search_texts', content_rowid='id', detail=column, columnsize=0, "
    'tokenize="unicode61 remove_diacritics 0")'
)


def _created(_table: Table, connection: Connection, **_: Any) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(FTS_DDL)


def _dropped(_table: Table, connection: Connection, **_: Any) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("DROP TABLE IF EXISTS search_fts")


event.listen(search_texts, "after_create", _created)
event.listen(search_texts, "before_drop", _dropped)

search_values = Table(  # category, brand, and option or attribute values
    "search_values",
    metadata,
    Column("doc", Integer, ForeignKey("search_documents.doc"), primary_key=True),
    Column("name", String(100), primary_key=True),
    Column("value", String(200), primary_key=True),
    Index("ix_search_values_name_value", "name", "value", "doc"),
)

search_prices = Table(
    "search_prices",
    metadata,
    Column("doc", Integer, ForeignKey("search_documents.doc"), primary_key=True),
    Column("currency", String(3), primary_key=True),
    Column("least_amount", BigInteger, nullable=False),
    Column("most_amount", BigInteger, nullable=False),
    Index("ix_search_prices_currency", "currency", "least_amount", "doc"),
)

search_words = Table(  # the vocabulary that unknown words are corrected to
    "search_words",
    metadata,
    Column("kind", String(20), primary_key=True),
    Column("lang", String(8), primary_key=True),
    Column("word", String(80), primary_key=True),
    Column("uses", Integer, nullable=False),
    Column("change", BigInteger, nullable=False, index=True),
)

search_names = Table(  # what the lexicon finds in free text
    "search_names",
    metadata,
    Column("row", String(200), primary_key=True),
    Column("lang", String(8), primary_key=True),
    Column("name", String(300), primary_key=True),
    Column("kind", String(12), nullable=False),
    Column("value", String(200), nullable=False),
    Column("title", String(300), nullable=False),
    Column("synonym", Boolean, nullable=False),
    Column("gone", Boolean, nullable=False),
    Column("change", BigInteger, nullable=False, index=True),
)

search_states = Table(
    "search_states",
    metadata,
    Column("id", Integer, primary_key=True),  # always 1
    Column(
        "identity", String(40), nullable=False
    ),  # which database this is: what is kept in memory is kept per database
    Column("texts", BigInteger, nullable=False),  # grows with every change of texts or filters
    Column("stock", BigInteger, nullable=False),  # grows with every change of what can be had
    Column("names", BigInteger, nullable=False),  # grows with every change of the lexicon's names
    Column("changed_at", Instant, nullable=False),
)
