"""Search at shop size, beside tantivy on the same titles and queries, and the lexicon that finds the catalogue's words in a message.

Measured within this process: it is the library that is asked about, not the server around it. tantivy searches words only: no filters, no
spelling, no Korean compounds; it is the yardstick for speed.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from dangol.cli.benching.corpus import COLORS, COMMON, KOREAN, Catalogue, Query
from dangol.cli.benching.row import Row
from dangol.runtime.database import Database
from dangol.search.documents import Document, Filters
from dangol.search.index import put, search
from dangol.search.lexicon import CatalogLexicon
from dangol.search.names import Name, value_name

_BATCH = 5000
_FACETED = 200
_NARROW = Filters(values={"color": ("black", "blue")}, currency="KRW", most=300_000, available=True)


@dataclass
class Watch:
    """Wall and processor time of many calls: on a busy machine only the second can be compared."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    _began: tuple[float, float] = (0.0, 0.0)

    def __enter__(self) -> None:
        self._began = (time.perf_counter(), time.process_time())

    def __exit__(self, *error: object) -> None:
        self.wall.append(time.perf_counter() - self._began[0])
        self.cpu.append(time.process_time() - self._began[1])

    @property
    def words(self) -> str:
        """Milliseconds at the usual places."""

        def at(seconds: list[float], share: float) -> float:
            ordered = sorted(seconds)
            return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000

        places = " / ".join(f"{at(self.wall, share):.1f}" for share in (0.5, 0.95, 0.99))
        return f"{places} ms (CPU p95 {at(self.cpu, 0.95):.1f} ms)"


async def searching(products: int, queries: int, aim: str = "") -> list[Row]:
    """Search of ``products`` products in two languages: p50, p95 and p99."""
    catalogue = Catalogue(products, 42)
    documents = list(catalogue.documents())
    asked = catalogue.queries(queries, documents)
    ours, faceted, seconds = await _ours(documents, asked)
    size = f"{products:,} products"
    beside = _tantivy(documents, asked).words if find_spec("tantivy") else "not installed: pip install tantivy"
    return [
        Row(f"Search of {size}: p50 / p95 / p99", ours.words, aim),
        Row("The same with facets counted", faceted.words),
        Row("tantivy, the same titles and queries, words only", beside),
        Row(f"Index of {size} written", f"{seconds:.0f} s"),
        Row(f"The catalogue's words found in a message, {size}", _lexicon(catalogue, documents, asked).words),
    ]


async def _ours(documents: Sequence[Document], queries: Sequence[Query]) -> tuple[Watch, Watch, float]:
    plain, faceted = Watch(), Watch()
    with tempfile.TemporaryDirectory(prefix="dangol-bench-") as folder:
        database = Database.open(f"sqlite:///{Path(folder) / 'search.db'}")
        await database.create_tables()
        began = time.perf_counter()
        for start in range(0, len(documents), _BATCH):
            async with database.transaction() as tx:
                await put(tx, documents[start : start + _BATCH])
        seconds = time.perf_counter() - began

        async def ask(query: Query, *, facets: bool = False) -> None:
            async with database.snapshot() as reader:
                filters = _NARROW if query.narrow and not facets else Filters()
                await search(reader, "product", query.words, query.lang, filters, facets=facets)

        await ask(Query("shirt", "en", narrow=False))  # the first one reads the vocabulary
        for query in queries:
            with plain:
                await ask(query)
        for query in queries[:_FACETED]:
            with faceted:
                await ask(query, facets=True)
        await database.close()
    return plain, faceted, seconds


def _tantivy(documents: Sequence[Document], queries: Sequence[Query]) -> Watch:
    import tantivy  # a dependency of development only

    fields = tantivy.SchemaBuilder().add_text_field("id", stored=True).add_text_field("title").add_text_field("body")
    watch = Watch()
    with tempfile.TemporaryDirectory(prefix="dangol-bench-") as folder:
        index = tantivy.Index(fields.build(), path=folder)
        writer = index.writer(heap_size=128_000_000)
        for document in documents:
            writer.add_document(tantivy.Document(id=[document.id], title=[document.title], body=[document.body]))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        searcher = index.searcher()

        for query in queries:
            with watch:
                found = searcher.search(index.parse_query(query.words, ["title", "body"]), 10)
                _ = [searcher.doc(address)["id"] for _, address in found.hits]
    return watch


def _lexicon(catalogue: Catalogue, documents: Sequence[Document], queries: Sequence[Query]) -> Watch:
    names = [Name(f"product:{d.id}", "product", d.id, d.lang, d.title, d.title) for d in documents]
    names += [Name(f"brand:{brand}", "brand", brand, "en", brand) for brand in catalogue.brands]
    for lang, words in (("en", COMMON), ("ko", KOREAN)):
        names += [Name(f"category:{word}", "category", word, lang, word) for word in words]
    names += [value_name("color", "color", color, "en", color) for color in COLORS]
    known, watch = CatalogLexicon(names), Watch()

    for query in queries:
        text = f"do you have {query.words} in black please?"
        if query.lang == "ko":
            text = f"{query.words.replace(' ', '')}는요? 검정색으로 보여주세요"
        with watch:
            known.find(text, query.lang)
    return watch
