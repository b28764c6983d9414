"""Search and lexicon at shop size, beside tantivy in the same run: ``python tests/bench/search_bench.py --products 100000``.

The catalogue is generated from a seed: titles of three to six words drawn with a natural (Zipf) spread, so that some words stand in a
fifth of all titles. Queries are drawn from it: one to four words, common ones too, a tenth with a typo, a fifth in Korean.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dangol.runtime.database import Database
from dangol.search.documents import Document, Facts, Filters, PriceRange
from dangol.search.index import put, search
from dangol.search.lexicon import CatalogLexicon
from dangol.search.names import Name, value_name

# ruff: noqa: SIM905  (word lists read best as text)
MAKERS = "zk br tr st fl gr pl sn kr dr v l m n r t p s f h j w b d g".split()
VOWELS = "a e i o u ea oo ai".split()
TAILS = "n r l t s m nd ck rt x ".split(" ")
COMMON = (
    "shirt cotton black white blue men women classic slim set large small bag shoes dress jacket light soft new "
    "wool linen leather steel wood glass red green kids pack long short"
).split()
KOREAN = (
    "셔츠 면 블랙 화이트 블루 남성 여성 클래식 슬림 세트 대형 소형 가방 신발 원피스 재킷 경량 소프트 신상 울 린넨 가죽 스틸 원목 유리 "
    "레드 그린 아동 팩 롱 숏"
).split()
SYLLABLES = [
    chr(0xAC00 + 588 * lead + 28 * vowel + tail)
    for lead in range(19)
    for vowel in (0, 4, 8, 13, 20)
    for tail in (0, 4, 8, 16, 21)
]
COLORS = ("black", "white", "blue", "red", "green", "navy", "beige", "grey")


class Catalogue:
    """A generated catalogue."""

    def __init__(self, size: int, seed: int) -> None:
        self.random = random.Random(seed)
        self.size = size
        self.rare = [self._word() for _ in range(max(2000, size // 8))]
        self.rare_ko = [self._korean() for _ in range(max(2000, size // 8))]
        self.brands = [self._word().capitalize() for _ in range(300)]

    def _word(self) -> str:
        r = self.random
        return "".join(r.choice(MAKERS) + r.choice(VOWELS) + r.choice(TAILS) for _ in range(r.randint(2, 3)))

    def _korean(self) -> str:
        return "".join(self.random.choice(SYLLABLES) for _ in range(self.random.randint(2, 4)))

    def _pick(self, common: list[str], rare: list[str]) -> str:
        r = self.random
        if r.random() < 0.6:
            return common[min(len(common) - 1, int(r.paretovariate(0.7)) - 1)]
        return rare[min(len(rare) - 1, int(r.paretovariate(0.5)) - 1)]

    def documents(self) -> Iterator[Document]:
        r = self.random
        for number in range(self.size):
            words = [(self._pick(COMMON, self.rare), self._pick(KOREAN, self.rare_ko)) for _ in range(r.randint(3, 6))]
            brand = r.choice(self.brands)
            price = r.randrange(5, 500) * 1000
            facts = Facts(
                categories=(f"c{number % 40}/s{number % 200}",),
                brand=brand,
                values={"color": tuple(r.sample(COLORS, 2)), "size": ("S", "M", "L")},
                prices={"KRW": PriceRange(price, price)},
                available=r.random() > 0.08,
                newness=number,
            )
            body = " ".join(self._pick(COMMON, self.rare) for _ in range(25))
            yield Document("product", f"p{number}", "en", " ".join(w for w, _ in words), brand, body, facts)
            yield Document("product", f"p{number}", "ko", " ".join(w for _, w in words), brand, "", facts)

    def queries(self, count: int, documents: list[Document]) -> list[tuple[str, str, bool]]:
        r = random.Random(7)
        out = []
        for _ in range(count):
            document = r.choice(documents)
            words = document.title.split()
            chosen = r.sample(words, min(len(words), r.choice((1, 1, 2, 2, 3, 4))))
            if r.random() < 0.15:
                chosen = [r.choice(COMMON[:8] if document.lang == "en" else KOREAN[:8]) for _ in range(r.randint(1, 2))]
            if r.random() < 0.1 and len(chosen[0]) > 4:
                at = r.randrange(1, len(chosen[0]) - 1)
                chosen[0] = chosen[0][:at] + chosen[0][at + 1 :]
            out.append((" ".join(chosen), document.lang, r.random() < 0.3))
        return out


class Times:
    """Wall and processor time of many calls: on a busy machine only the second can be compared."""

    def __init__(self) -> None:
        self.wall: list[float] = []
        self.cpu: list[float] = []

    def start(self) -> None:
        self._began = (time.perf_counter(), time.process_time())

    def stop(self) -> None:
        self.wall.append(time.perf_counter() - self._began[0])
        self.cpu.append(time.process_time() - self._began[1])

    def result(self) -> dict[str, dict[str, float]]:
        return {"wall": spread(self.wall), "cpu": spread(self.cpu)}


def spread(seconds: list[float]) -> dict[str, float]:
    """Milliseconds at the usual places."""
    ordered = sorted(s * 1000 for s in seconds)
    at = lambda q: round(ordered[min(len(ordered) - 1, int(q * len(ordered)))], 2)  # noqa: E731
    return {
        "p50": at(0.5),
        "p95": at(0.95),
        "p99": at(0.99),
        "max": round(ordered[-1], 2),
        "mean": round(statistics.mean(ordered), 2),
    }


async def ours(url: str, documents: list[Document], queries: list[tuple[str, str, bool]]) -> dict[str, Any]:
    """Import and search with Dangol's index."""
    db = Database.open(url)
    await db.create_tables()
    started, cpu = time.perf_counter(), time.process_time()
    for start in range(0, len(documents), 5000):
        async with db.transaction() as tx:
            await put(tx, documents[start : start + 5000])
    imported = {"seconds": round(time.perf_counter() - started, 1), "cpu": round(time.process_time() - cpu, 1)}
    times = Times()
    faceted = Times()
    empty = 0
    first = time.perf_counter()
    async with db.snapshot() as reader:
        await search(reader, "product", "shirt", "en")
    first = time.perf_counter() - first
    for query, lang, filtered in queries:
        filters = (
            Filters(values={"color": ("black", "blue")}, currency="KRW", most=300_000, available=True)
            if filtered
            else Filters()
        )
        times.start()
        async with db.snapshot() as reader:
            hits = await search(reader, "product", query, lang, filters)
        times.stop()
        empty += not hits.items
    for query, lang, _ in queries[:200]:
        faceted.start()
        async with db.snapshot() as reader:
            await search(reader, "product", query, lang, facets=True)
        faceted.stop()
    await db.close()
    return {
        "import": imported,
        "first_ms": round(first * 1000, 1),
        "search_ms": times.result(),
        "with_facets_ms": faceted.result(),
        "empty": empty,
    }


def beside(documents: list[Document], queries: list[tuple[str, str, bool]]) -> dict[str, Any]:
    """The same titles and queries in tantivy (no filters, no corrections): the yardstick."""
    import tantivy

    schema = (
        tantivy.SchemaBuilder().add_text_field("id", stored=True).add_text_field("title").add_text_field("body").build()
    )
    with tempfile.TemporaryDirectory() as folder:
        index = tantivy.Index(schema, path=folder)
        writer = index.writer(heap_size=128_000_000)
        started = time.perf_counter()
        for document in documents:
            writer.add_document(tantivy.Document(id=[document.id], title=[document.title], body=[document.body]))
        writer.commit()
        writer.wait_merging_threads()
        imported = round(time.perf_counter() - started, 1)
        index.reload()
        searcher = index.searcher()
        times = Times()
        for query, _, _ in queries:
            times.start()
            parsed = index.parse_query(query, ["title", "body"])
            found = searcher.search(parsed, 10)
            _ = [searcher.doc(address)["id"] for _, address in found.hits]
            times.stop()
    return {"import": {"seconds": imported}, "search_ms": times.result()}


def lexicon(documents: list[Document], queries: list[tuple[str, str, bool]], brands: list[str]) -> dict[str, Any]:
    """Mentions in messages made of the queries."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    names = [Name(f"product:{d.id}", "product", d.id, d.lang, d.title, d.title) for d in documents]
    names += [Name(f"brand:{b}", "brand", b, "en", b) for b in brands]
    names += [Name(f"category:{w}", "category", w, "en", w) for w in COMMON] + [
        Name(f"category:{w}", "category", w, "ko", w) for w in KOREAN
    ]
    names += [value_name("color", "color", c, "en", c) for c in COLORS]
    started = time.perf_counter()
    known = CatalogLexicon(names)
    built = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    times = Times()
    for query, lang, _ in queries:
        text = (
            f"do you have {query} in black please?"
            if lang == "en"
            else f"{query.replace(' ', '')}는요? 검정색으로 보여주세요"
        )
        times.start()
        known.find(text, lang)
        times.stop()
    return {
        "names": len(names),
        "build_s": round(built, 1),
        "grown_mb": round((after - before) / 1024),
        "find_ms": times.result(),
    }


def main() -> None:
    """Run and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=int, default=10_000)
    parser.add_argument("--queries", type=int, default=1000)
    parser.add_argument("--postgres", help="also measure on this empty PostgreSQL database")
    parser.add_argument("--only", choices=("search", "lexicon"))
    arguments = parser.parse_args()
    catalogue = Catalogue(arguments.products, 42)
    documents = list(catalogue.documents())
    queries = catalogue.queries(arguments.queries, documents)
    out: dict[str, Any] = {"products": arguments.products, "documents": len(documents)}
    if arguments.only != "lexicon":
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "bench.db"
            out["sqlite"] = asyncio.run(ours(f"sqlite:///{path}", documents, queries))
            out["sqlite"]["file_mb"] = round(path.stat().st_size / 1e6)
        if arguments.postgres:
            out["postgresql"] = asyncio.run(ours(arguments.postgres, documents, queries))
        out["tantivy"] = beside(documents, queries)
    if arguments.only != "search":
        out["lexicon"] = lexicon(documents, queries, catalogue.brands)
    print(json.dumps(out, indent=2))


if __name__ == "__main__":
    main()
