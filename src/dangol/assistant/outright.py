"""Whether a message asks, word for word or nearly so, what the shop wrote down itself. Then its answer is meant, whatever else the words
name: *which plants are safe for cats* is no wish to see the cats' shelf.

What the assistant does itself, and is surely asked to do, it does: *where is my order* is looked up, though an article is called so.
"""

from __future__ import annotations

from collections.abc import Sequence

from dangol.kit.stems import stem
from dangol.knowledge.actions import titles
from dangol.nlu.commands import Command, Start, Understanding
from dangol.nlu.normalise import packed, plain
from dangol.runtime.database import Reader
from dangol.search.endings import korean_stem
from dangol.search.letters import hiragana
from dangol.search.tokens import Word, telling_words

_SIGNS = str.maketrans("", "", " .,!?~…。、！？・'\"“”‘’「」()[]-—")
_SHORTEST = 4  # letters of a question; fewer name something more often than they ask
_ALIKE = 0.8  # of their pairs of letters
_SURE = 0.8
_TOPICS = frozenset(
    {"faq", "shipping_cost", "shipping_time", "return_policy", "payment_question", "store_hours", "store_location"}
    | {"warranty", "invoice", "loyalty_points"}
)
# What is only looked at, asked or talked about: the shop's own answer to the very question is better.
_TALK = _TOPICS | frozenset(
    {"find_products", "browse", "advice", "compare", "similar_products", "product_question"}
    | {"check_stock", "ask_price", "promotions", "small_talk"}
)


async def asked_outright(reader: Reader, text: str, lang: str, understanding: Understanding) -> str | None:
    """The reference of the article that ``text`` asks for in its own words; none where it asks for none of them, or only names a thing,
    or is surely read as something to be done."""
    wanted = _bare(text)
    if len(wanted) < _SHORTEST or _does(understanding.commands) or _only_names(understanding, wanted):
        return None
    best: tuple[float, str] | None = None
    words = telling_words(text)
    for reference, ways in await titles(reader, lang):
        for way in ways:
            alike = _alike(wanted, _bare(way))
            if alike >= _ALIKE and (best is None or alike > best[0]) and (alike == 1 or _same_words(words, text, way)):
                best = alike, reference
    return best[1] if best else None


def answered_as(understanding: Understanding) -> str:
    """The wish that such an answer fulfils: the topic it was read as, which *and to Japan?* goes on from, else a question."""
    first = understanding.commands[0] if understanding.commands else None
    return first.intent if isinstance(first, Start) and first.intent in _TOPICS else "faq"


def _does(commands: Sequence[Command]) -> bool:
    """Whether something is surely to be done, or more than one thing was asked for."""
    if len(commands) > 1:
        return True
    return any(
        not isinstance(command, Start) or (command.intent not in _TALK and command.confidence >= _SURE)
        for command in commands
    )


def _only_names(understanding: Understanding, wanted: str) -> bool:
    """Whether the whole message is the name of a thing or a shelf."""
    return any(e.kind in ("product", "category", "brand") and _bare(e.text) == wanted for e in understanding.entities)


def _bare(text: str) -> str:
    return packed(plain(text)).translate(_SIGNS)


def _alike(one: str, other: str) -> float:
    """How much two texts share, 0 to 1, by their pairs of letters."""
    if one == other:
        return 1.0
    first, second = ({text[i : i + 2] for i in range(len(text) - 1)} for text in (one, other))
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


def _same_words(words: Sequence[Word], text: str, way: str) -> bool:
    """Whether each has the other's telling words: *safe for cats* is not *safe for dogs*."""
    written = telling_words(way)
    return bool(words) and all(_stands(w, way) for w in words) and all(_stands(w, text) for w in written)


def _stands(word: Word, text: str) -> bool:
    if word.lang == "en":
        return stem(word.text) in {stem(other.text) for other in telling_words(text)}
    root = korean_stem(word.text) if word.lang == "ko" else hiragana(word.text)
    return root in hiragana(plain(text))
