"""Taking in what the shop wrote, and answering from it: word for word, with its source, or honestly not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dangol.knowledge import repository
from dangol.knowledge.markdown import Article, read_articles
from dangol.knowledge.retrieval import ACT, Reading, Retriever
from dangol.messages.content import Quote, Source
from dangol.runtime.database import Reader, Transaction

KNOWLEDGE = "knowledge"
"""The topic that wakes whoever keeps something of what the shop wrote: it has changed."""
_NEAR = 0.02  # an article below is not worth offering
_last: dict[str, Retriever] = {}
"""The one made last, by its articles' hash: a process that opens the same shop again and again (conversation tests) makes it once."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load changed, in articles."""

    added: int
    changed: int
    removed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class Answer:
    """An article that answers the question. ``other_language``: it is not written in the language that was asked for."""

    article: Article
    score: float
    other_language: bool = False

    @property
    def quote(self) -> Quote:
        """The answer word for word, with its heading as the source."""
        article = self.article
        source = Source(title=article.heading, reference=article.reference, version=article.version)
        return Quote(text=article.answer, source=source)


@dataclass(frozen=True, slots=True)
class Answered:
    """``answer`` is none when nothing fits; ``nearest`` are then the articles to offer by their headings, best first."""

    answer: Answer | None
    nearest: tuple[Answer, ...] = ()


async def load(tx: Transaction, files: Mapping[str, str]) -> Loaded:
    """Make ``files`` (name in the shop folder to text) the shop's whole knowledge: what is new is added, what differs replaced,
    what is gone removed, what is the same left alone. An answer that is still unwritten is not taken in. Raises ``ArticlesUnreadable``
    before anything is written."""
    wanted = {(a.source, a.anchor): a for a in read_articles(files) if not a.unwritten}
    await repository.await_turn(tx)
    stored = {(a.source, a.anchor): a for a in await repository.all_articles(tx)}
    added = changed = 0
    for key, article in wanted.items():
        old = stored.get(key)
        if old is None:
            added += 1
        elif (old.version, old.position, old.kind) != (article.version, article.position, article.kind):
            changed += 1
        else:
            continue
        await repository.put_article(tx, article, known=old is not None)
    gone = stored.keys() - wanted.keys()
    await repository.remove_articles(tx, sorted(gone))
    if added or changed or gone:
        await repository.set_version(tx, repository.hash_of(wanted.values()))
        tx.announce(KNOWLEDGE)
    return Loaded(added, changed, len(gone), len(wanted) - added - changed)


async def add(tx: Transaction, article: Article) -> None:
    """One more article, just written into its file; the others stay as they were last taken in."""
    await repository.await_turn(tx)
    stored = await repository.all_articles(tx)
    known = any((other.source, other.anchor) == (article.source, article.anchor) for other in stored)
    await repository.put_article(tx, article, known=known)
    await repository.set_version(tx, repository.hash_of(await repository.all_articles(tx)))
    tx.announce(KNOWLEDGE)


async def anchors(reader: Reader) -> frozenset[str]:
    """Every anchor there is, in every language."""
    return frozenset(article.anchor for article in await repository.all_articles(reader))


async def answer(reader: Reader, question: str, lang: str, languages: Sequence[str] = ()) -> Answered:
    """What the shop wrote about ``question``, for a reader of ``lang``; ``languages`` are the shop's, its own first.

    The article is given in ``lang`` if the shop wrote it there, else in the shop's own language and marked as such.
    """
    return answered(await ranked(reader, question, lang, languages))


def answered(ranked: Sequence[Answer]) -> Answered:
    """The first of the ``ranked`` articles if it is an answer, and those that come nearest."""
    nearest = tuple(answer for answer in ranked[:5] if answer.score >= _NEAR)
    if nearest and nearest[0].score >= ACT:
        return Answered(nearest[0], nearest[1:4])
    return Answered(None, nearest[:3])


async def ranked(reader: Reader, question: str, lang: str, languages: Sequence[str] = ()) -> list[Answer]:
    """Every article, the one that most likely answers ``question`` first; one is an answer from ``ACT`` on."""
    retriever = await _retriever(reader)
    readings = retriever.read(question[:2000], lang, most=None)
    return [_answer(retriever, reading, lang, languages) for reading in readings]


async def ways_of_asking(reader: Reader) -> tuple[str, dict[tuple[str, str], dict[str, tuple[str, ...]]]]:
    """The state of the articles, and for each (kind and anchor) and language the ways to ask for it that the shop wrote."""
    found: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {}
    for entry in (await _retriever(reader)).entries:
        article = entry.article
        found.setdefault((article.kind, article.anchor), {})[article.lang] = (article.heading, *article.phrasings)
    return await repository.version(reader), found


async def spoken_of(reader: Reader, asked: str, article: Article) -> float:
    """How much of what ``asked`` says ``article`` speaks of, 0 to 1. Asked without the names of what the shop sells, it tells an answer
    from an article about the same thing: *are the earphones waterproof* is not answered by how earphones are paired."""
    return (await _retriever(reader)).told(asked[:2000], article)


async def titles(reader: Reader, lang: str) -> list[tuple[str, tuple[str, ...]]]:
    """Every article in ``lang``: its reference, and the ways to ask for it that the shop wrote, its heading first."""
    entries = (await _retriever(reader)).entries
    own = {entry.article.reference: entry.article for entry in entries if entry.article.lang == lang}
    return [(reference, (found.heading, *found.phrasings)) for reference, found in own.items()]


async def article(reader: Reader, reference: str, lang: str, languages: Sequence[str] = ()) -> Answer | None:
    """The article at ``reference`` (``faq/ko.md#shipping``, or an anchor alone) in ``lang`` if there is one."""
    source, _, anchor = reference.rpartition("#")
    found = [
        a for a in await repository.articles_called(reader, anchor) if not source or a.kind in (source[:3], source[:5])
    ]
    if source and not found:
        exact = await repository.article_at(reader, source, anchor)
        found = [exact] if exact else []
    if not found:
        return None
    chosen = _in_language(found, lang, languages)
    return Answer(chosen, 1.0, chosen.lang != lang)


async def _retriever(reader: Reader) -> Retriever:
    # One for each database, and true as long as the hash of its articles is.
    version = await repository.version(reader)
    kept: tuple[str, Retriever] | None = reader.memory.get(KNOWLEDGE)
    if kept is None or kept[0] != version:
        retriever = _last.get(version) or Retriever(await repository.all_articles(reader))
        _last.clear()
        _last[version] = retriever
        kept = reader.memory[KNOWLEDGE] = (version, retriever)
    return kept[1]


def _answer(retriever: Retriever, reading: Reading, lang: str, languages: Sequence[str]) -> Answer:
    chosen = _in_language(retriever.in_all_languages(reading.article), lang, languages)
    return Answer(chosen, reading.score, chosen.lang != lang)


def _in_language(articles: Sequence[Article], lang: str, languages: Sequence[str]) -> Article:
    by_language = {a.lang: a for a in articles}
    for candidate in (lang, *languages):
        if candidate in by_language:
            return by_language[candidate]
    return articles[0]
