"""Put, remove, search: one text index for everything that can be found by words.

A search works in three steps. Lists of documents per token come from the database (or memory); numbers are added up in numpy: rarer
tokens weigh more, tokens of the title most, and a word that nearly every document has takes no part. Filters cut. The best of what
is left are scored once more by all their tokens (BM25 over title and keywords), and this decides the order. Unknown words are moved to
the nearest word of the catalogue before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dangol.runtime.database import Reader, Transaction
from dangol.runtime.telemetry import PART_SECONDS
from dangol.search import postings, repository
from dangol.search.documents import Count, Document, Facts, Filters, Hit, Hits, Sort, kind_letter, language_place
from dangol.search.letters import is_katakana, plain
from dangol.search.models import LANGUAGE_PLACES
from dangol.search.postings import MOST, Docs, Kept, key_of
from dangol.search.ranking import Asked, rank, weight_of
from dangol.search.sounds import same_word
from dangol.search.tokens import Word, query_words, tokens_of, vocabulary_of
from dangol.search.vocabulary import Vocabulary

BATCH = 500
_SEARCHING = PART_SECONDS.labels("search")
_RERANKED = 150
_FACETED = 1000
_ORDERED = 5000
_FLOOR = 0.35  # of the best score: what lies below only shares a common word with the query
_DATABASES = 8


@dataclass(slots=True)
class _Memory:
    kept: Kept
    vocabularies: dict[str, Vocabulary] = field(default_factory=dict)


_memories: dict[str, _Memory] = {}


async def put(tx: Transaction, documents: Iterable[Document]) -> int:
    """Add documents, or replace those of the same kind, id and language; how many. Documents may come in any number:
    they are written in batches. Raises ``KindUnknown`` and ``LanguageUnknown``."""
    total = 0
    batch: list[Document] = []
    change = 0
    for document in documents:
        batch.append(document)
        if len(batch) >= BATCH:
            change = change or await repository.changed(tx, "texts")
            await _put(tx, batch, change)
            total += len(batch)
            batch = []
    if batch:
        change = change or await repository.changed(tx, "texts")
        await _put(tx, batch, change)
        total += len(batch)
    return total


async def _put(tx: Transaction, batch: Sequence[Document], change: int) -> None:
    by_kind: dict[str, dict[tuple[str, int], Document]] = {}
    for document in batch:
        by_kind.setdefault(document.kind, {})[document.id, language_place(document.lang)] = document
    for kind, documents in by_kind.items():
        letter = kind_letter(kind)
        facts: dict[str, Facts] = {document.id: document.facts for document in documents.values()}
        docs = await repository.put_documents(tx, kind, facts)
        rows = {}
        words: Counter[tuple[str, str]] = Counter()
        for (ref, place), document in documents.items():
            number = docs[ref] * LANGUAGE_PLACES + place
            used = sorted(set(vocabulary_of(f"{document.title} {document.keywords}")))
            words.update((lang, word) for word, lang in used)
            rows[number] = {
                "id": number,
                "title": _stored(letter, document.title),
                "keywords": _stored(letter, document.keywords),
                "body": _stored(letter, document.body),
                "words": " ".join(f"{lang}:{word}" for word, lang in used),
            }
        old = await repository.stored_texts(tx, list(rows))
        for row in old.values():
            words.subtract(_counted(row["words"]))
        await postings.store_texts(tx, list(rows.values()), list(old.values()))
        await repository.count_words(tx, kind, words, change)


def _stored(letter: str, text: str) -> str:
    return " ".join(letter + token for token in tokens_of(text))


def _counted(words: str) -> list[tuple[str, str]]:
    pairs = (entry.partition(":") for entry in words.split())
    return [(lang, word) for lang, _, word in pairs]


async def remove(tx: Transaction, kind: str, ids: Iterable[str]) -> int:
    """Forget the documents of these ids in all their languages; how many there were."""
    docs = await repository.numbers_of(tx, kind, list(ids))
    if not docs:
        return 0
    change = await repository.changed(tx, "texts")
    words: Counter[tuple[str, str]] = Counter()
    for doc in docs.values():
        old = await repository.texts_of_document(tx, doc)
        for row in old:
            words.subtract(_counted(row["words"]))
        await postings.forget_texts(tx, old)
    await repository.remove_documents(tx, list(docs.values()))
    await repository.count_words(tx, kind, words, change)
    return len(docs)


async def set_available(tx: Transaction, kind: str, available: Mapping[str, bool]) -> int:
    """Say which documents can be had, without touching their texts; how many of them are known."""
    count = await repository.set_available(tx, kind, available)
    if count:
        await repository.changed(tx, "stock")
    return count


async def search(
    reader: Reader,
    kind: str,
    query: str,
    lang: str,
    filters: Filters | None = None,
    sort: Sort = "relevance",
    limit: int = 10,
    offset: int = 0,
    *,
    facets: bool = False,
) -> Hits:
    """What fits ``query`` and ``filters``, best first. An empty query gives everything that fits the filters.

    ``lang`` is the reader's: documents are found in all their languages, the reader's own counting a little more. Sorting by price
    takes the currency of ``filters``.
    """
    with _SEARCHING.time():
        return await _found(reader, kind, query, lang, filters or Filters(), sort, limit, offset, facets)


async def _found(
    reader: Reader,
    kind: str,
    query: str,
    lang: str,
    filters: Filters,
    sort: Sort,
    limit: int,
    offset: int,
    facets: bool,
) -> Hits:
    kept, vocabulary = await _memory(reader, kind)
    words = query_words(query)
    asked = _Asking(reader, kept, kind_letter(kind), await postings.count_of(reader, kept, kind))
    scores: NDArray[np.float32] | None = None
    corrected: str | None = None
    if words:
        words, corrected = await _corrected(asked, vocabulary, query, words)
        scores = await asked.scores(words)
    docs = await _filtered(reader, kept, kind, filters, scores)
    if filters.currency is not None and (filters.priced or sort in ("price_asc", "price_desc")):
        docs = await _priced(reader, kept, docs, filters)
    if scores is not None and len(docs):
        fit = scores[docs]
        docs = docs[fit >= _FLOOR * fit.max()]
    total = len(docs)
    docs = await _ordered(reader, kept, docs, scores, filters, sort, offset + limit)
    counts = await _facets(reader, docs[:_FACETED]) if facets else ()
    page = await _page(asked, words, docs, scores, lang, sort, offset, limit)
    return Hits(page, total, counts, corrected)


class _Asking:
    """The lists one query needs, fetched once."""

    def __init__(self, reader: Reader, kept: Kept, letter: str, documents: int) -> None:
        self.reader = reader
        self.kept = kept
        self.letter = letter
        self.documents = documents
        self.lists: dict[str, Docs] = {}

    async def fetch(self, column: str, tokens: Iterable[str]) -> None:
        """Have the lists of these tokens at hand, in the title or anywhere."""
        wanted = [(column, (self.letter + token,)) for token in tokens]
        missing = [(column, token) for column, token in wanted if key_of(column, token) not in self.lists]
        if missing:
            self.lists.update(await postings.lists_of(self.reader, self.kept, missing))

    def docs(self, column: str, token: str) -> Docs:
        """The documents with ``token`` in the title, or anywhere."""
        return self.lists[key_of(column, (self.letter + token,))]

    def common(self, token: str) -> bool:
        """Whether so many documents have ``token`` that it says nothing beside others: half of a large catalogue, or a cut list."""
        size = len(self.docs("any", token))
        return size >= MOST // 2 or (size > 2000 and size * 2 >= self.documents)

    async def scores(self, words: Sequence[Word]) -> NDArray[np.float32]:
        """Every document's first score: the sum of what its tokens weigh."""
        tokens = self.weights(words)
        await self.fetch("any", tokens)
        rare = [token for token in tokens if not self.common(token)]
        found = [token for token in rare if len(self.docs("any", token))]
        # Of a common word nobody asks which titles have it, unless there is no other: its list is the longest to read.
        await self.fetch("title", found)
        highest = max((int(self.docs("any", t)[-1]) for t in tokens if len(self.docs("any", t))), default=0)
        scores = np.zeros(highest + 1, dtype=np.float32)
        if not found:
            await self._common_only(list(tokens), scores)
            return scores
        whole = self._whole(words, set(rare))
        for token in found:
            weight = tokens[token] * self.idf(token)
            for column in ("any", "title"):
                docs = self.docs(column, token)
                scores[docs[_in(docs, whole[token])] if token in whole else docs] += weight
        return scores

    def _whole(self, words: Sequence[Word], rare: set[str]) -> dict[str, Docs]:
        """For each token of a word of katakana, the documents that have all of that word: フリップ has half the letters of クリップ, and
        is none."""
        found: dict[str, Docs] = {}
        for word in words:
            if len(word.tokens) < 2 or not is_katakana(word.text) or not rare.issuperset(word.tokens):
                continue
            docs = self.having_all(word.tokens)
            if len(docs):
                found.update(dict.fromkeys(word.tokens, docs))
        return found

    def having_all(self, tokens: Sequence[str], column: str = "any") -> Docs:
        """The documents that have all of ``tokens``, be it in several words of theirs."""
        docs = self.docs(column, tokens[0])
        for token in tokens[1:]:
            docs = docs[_in(docs, self.docs(column, token))]
        return docs

    def together(self, word: Word) -> bool:
        """Whether any document has all of ``word``, as far as the lists tell: those of very common tokens are cut."""
        return not word.tokens or any(map(self.common, word.tokens)) or len(self.having_all(word.tokens)) > 0

    async def _common_only(self, tokens: list[str], scores: NDArray[np.float32]) -> None:
        """All words are very common: those that have all of them in the title, then all of them anywhere, then any."""
        present = [token for token in tokens if len(self.docs("any", token))]
        if not present:
            return
        for column in ("title", "any"):
            docs = await self._together(column, present)
            scores[docs[docs < len(scores)]] += 2.0
        if not scores.any():
            for token in present:
                scores[self.docs("title", token)] += 1.0
        if not scores.any():
            for token in present:
                scores[self.docs("any", token)] += 1.0

    async def _together(self, column: str, tokens: list[str]) -> Docs:
        """The documents that have all of ``tokens`` in the title, or anywhere: what their lists share, or where one was cut, what the
        database finds."""
        await self.fetch(column, tokens)
        lists = {key_of(column, (self.letter + token,)): self.docs(column, token) for token in tokens}
        if self.kept.cut.isdisjoint(lists):
            first, *others = sorted(lists.values(), key=len)
            for other in others:
                first = first[_in(first, other)]
            return first
        wanted = (column, tuple(self.letter + token for token in tokens))
        return (await postings.lists_of(self.reader, self.kept, [wanted]))[key_of(*wanted)]

    def weights(self, words: Sequence[Word]) -> dict[str, float]:
        """What each token of the query counts before its rarity: the pairs of a long word share its weight."""
        weights: dict[str, float] = {}
        for word in words:
            for token in word.tokens:
                weights[token] = max(weights.get(token, 0.0), 1.0 / float(len(word.tokens)) ** 0.5)
        return weights

    def idf(self, token: str) -> float:
        """How much ``token`` tells, by its rarity."""
        return weight_of(len(self.docs("any", token)), self.documents)


async def _memory(reader: Reader, kind: str) -> tuple[Kept, Vocabulary]:
    state = await repository.state(reader)
    identity, texts = state.identity, state.texts
    memory = _memories.get(identity)
    if memory is None:
        memory = _memories[identity] = _Memory(Kept(texts))
        while len(_memories) > _DATABASES:
            _memories.pop(next(iter(_memories)))
    if memory.kept.version != texts:
        memory.kept = Kept(texts)
    if memory.kept.stock != state.stock:
        memory.kept.sold(state.stock)
    vocabulary = memory.vocabularies.setdefault(kind, Vocabulary())
    if vocabulary.change != texts:
        for lang, word, uses in await repository.words_since(reader, kind, vocabulary.change):
            vocabulary.set(lang, word, uses)
        vocabulary.change = texts
    return memory.kept, vocabulary


async def _corrected(
    asking: _Asking, vocabulary: Vocabulary, query: str, words: list[Word]
) -> tuple[list[Word], str | None]:
    await asking.fetch("any", (token for word in words for token in word.tokens))
    out: list[Word] = []
    replaced: dict[str, str] = {}
    for word in words:
        lists = [len(asking.docs("any", token)) for token in word.tokens]
        unknown = not any(lists) if word.lang == "en" else not all(lists)
        unknown = unknown or (is_katakana(word.text) and not asking.together(word))
        if not unknown or word.text.isdigit() or vocabulary.knows(word.lang, word.text):
            out.append(word)
            continue
        nearest = (
            vocabulary.kin(word.text)
            or vocabulary.nearest(word.lang, word.text)
            or await _heard(asking, vocabulary, word)
        )
        meant = (nearest,) if nearest else vocabulary.parts(word.lang, word.text)
        if meant is None and is_katakana(word.text):
            # The letters of such a word tell nothing where they cut it anywhere.
            shared = vocabulary.shared(word.text)
            out.extend(other for part in shared for other in query_words(part))
            out.extend([] if shared else [replace(word, tokens=())])
            continue
        if meant is None or meant == (word.text,):
            out.append(word)
            continue
        replaced[word.text] = " ".join(meant)
        for part in meant:
            out.extend(query_words(part) or [word])
    for left, right in pairwise(words):
        joined = left.text + right.text
        if left.lang == right.lang == "en" and vocabulary.knows("en", joined):
            out.extend(query_words(joined))
    if not replaced:
        return out, None
    return out, _respelled(query, replaced)


async def _heard(asking: _Asking, vocabulary: Vocabulary, word: Word) -> str | None:
    """The word of a title that ``word`` is in another script, if there is one: フィルター for 필터 where the shop itself says 여과기."""
    heard = vocabulary.heard(word.lang, word.text)
    tokens = {one: [token for other in query_words(one.word) for token in other.tokens] for one in heard}
    await asking.fetch("title", {token for several in tokens.values() for token in several})
    same = same_word(heard, lambda one: asking.having_all(tokens[one], "title").tolist() if tokens[one] else ())
    return None if same is None else same.word


def _respelled(query: str, replaced: Mapping[str, str]) -> str:
    text = plain(query)
    for wrong, right in replaced.items():
        text = text.replace(wrong, right)
    return text


async def _filtered(
    reader: Reader, kept: Kept, kind: str, filters: Filters, scores: NDArray[np.float32] | None
) -> Docs:
    docs = await postings.browse(reader, kept, kind) if scores is None else np.flatnonzero(scores).astype(np.int32)
    wanted = [("category", filters.categories), ("brand", filters.brands)]
    wanted += [(f"={name}", values) for name, values in filters.values.items()]
    for name, values in wanted:
        if values and len(docs):
            docs = docs[_in(docs, await postings.with_value(reader, kept, name, tuple(values)))]
    for name, values in filters.without.items():
        if values and len(docs):
            key = name if name in ("category", "brand") else f"={name}"
            docs = docs[~_in(docs, await postings.with_value(reader, kept, key, tuple(values)))]
    if filters.available and len(docs):
        docs = docs[~_in(docs, await postings.sold_out(reader, kept, kind))]
    return docs


def _in(docs: Docs, allowed: Docs) -> NDArray[np.bool_]:
    if not len(allowed) or not len(docs):
        return np.zeros(len(docs), dtype=np.bool_)
    marks = np.zeros(int(max(docs.max(), allowed[-1])) + 1, dtype=np.bool_)
    marks[allowed] = True
    return marks[docs]


async def _priced(reader: Reader, kept: Kept, docs: Docs, filters: Filters) -> Docs:
    least, most = await postings.prices_in(reader, kept, filters.currency or "")
    docs = docs[docs < len(least)]
    fits = least[docs] >= 0
    if filters.most is not None:
        fits &= least[docs] <= filters.most
    if filters.least is not None:
        fits &= most[docs] >= filters.least
    return docs[fits]


async def _ordered(
    reader: Reader,
    kept: Kept,
    docs: Docs,
    scores: NDArray[np.float32] | None,
    filters: Filters,
    sort: Sort,
    needed: int,
) -> Docs:
    """The documents in the order asked for; only as many as can matter are put in order at all."""
    if sort in ("price_asc", "price_desc") and filters.currency is not None:
        least, most = await postings.prices_in(reader, kept, filters.currency)
        return docs[np.argsort(least[docs] if sort == "price_asc" else -most[docs], kind="stable")]
    if scores is None or not len(docs):
        return docs
    enough = max(_ORDERED, needed)
    if len(docs) > enough:
        # Ties at the edge are cut by document number, so that pages never show one document twice.
        docs = np.sort(docs[np.argpartition(-scores[docs], enough)[:enough]])
    return docs[np.lexsort((docs, -scores[docs]))]


async def _facets(reader: Reader, docs: Docs) -> tuple[Count, ...]:
    if not len(docs):
        return ()
    counted = await repository.facets_of(reader, docs.tolist())
    ordered = sorted(counted.items(), key=lambda pair: (pair[0][0], -pair[1], pair[0][1]))
    return tuple(Count(name.removeprefix("="), value, count) for (name, value), count in ordered)


async def _page(
    asking: _Asking,
    words: Sequence[Word],
    docs: Docs,
    scores: NDArray[np.float32] | None,
    lang: str,
    sort: Sort,
    offset: int,
    limit: int,
) -> tuple[Hit, ...]:
    reader = asking.reader
    if sort == "newest":
        facts = await repository.refs_of(reader, docs[:_ORDERED].tolist())
        ordered = sorted((d for d in docs[:_ORDERED].tolist() if d in facts), key=lambda d: (-facts[d][2], d))
        return tuple(Hit(facts[d][0], 1.0) for d in ordered[offset : offset + limit])
    if scores is None or sort != "relevance":
        page = docs[offset : offset + limit].tolist()
        facts = await repository.refs_of(reader, page)
        return tuple(Hit(facts[d][0], float(scores[d]) if scores is not None else 1.0) for d in page if d in facts)
    top = docs[:_RERANKED].tolist()
    if offset + limit > len(top):
        top = docs[: offset + limit].tolist()
    facts = await repository.refs_of(reader, top)
    places = sorted({language_place(lang), *(language_place(word.lang) for word in words if word.lang)})
    texts = await repository.texts_of(reader, top, places)
    weights, these = asking.weights(words), np.array(top, dtype=np.int32)
    tokens = {
        token: Asked(weights[token] * asking.idf(token), _known(asking.docs("any", token), these)) for token in weights
    }
    prefixed = {asking.letter + token: value for token, value in tokens.items()}
    groups = [[asking.letter + token for token in word.tokens] for word in words]
    ranked = rank(top, texts, prefixed, groups, language_place(lang), {d: f[1] for d, f in facts.items()})
    available = {d: f[3] for d, f in facts.items()}
    ranked.sort(key=lambda pair: (-pair[1] * (1.0 if available.get(pair[0], True) else 0.9), pair[0]))
    return tuple(Hit(facts[d][0], score) for d, score in ranked[offset : offset + limit] if d in facts)


def _known(docs: Docs, these: Docs) -> set[int]:
    if not len(docs):
        return set()
    at = np.searchsorted(docs, these)
    at[at == len(docs)] = 0
    return set(these[docs[at] == these].tolist())
