"""What the shop's articles are about, in the assistant's own terms: each heading is read as if a shopper had asked it.

Words alone mislead: *when are you open* shares its one telling word with an article about opened goods, *only one was in the box* with
the one about cardboard. What the message was read as, and what the article's heading is read as, tell them apart; and where an article is
surely about something the message is surely not about, it answers only what asks it in its own words.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from dangol.knowledge.actions import Answer, ways_of_asking
from dangol.runtime.database import Reader

About = Mapping[str, float]
"""How surely an article is about each wish, 0 to 1."""

_KEPT = "topics"
_SENTENCE = re.compile(r"(?<=[?？!！.。])\s*")
_KIN: Mapping[str, frozenset[str]] = {
    "return_policy": frozenset({"return_item"}),
    "return_item": frozenset({"return_policy"}),
    "refund_status": frozenset({"return_policy"}),
    "damaged_item": frozenset({"wrong_item", "missing_item"}),
    "wrong_item": frozenset({"damaged_item", "missing_item"}),
    "missing_item": frozenset({"damaged_item", "wrong_item"}),
    "warranty": frozenset({"damaged_item"}),
    "store_hours": frozenset({"store_location"}),
    "store_location": frozenset({"store_hours"}),
    "payment_question": frozenset({"payment_problem", "checkout"}),
    "payment_problem": frozenset({"payment_question"}),
    "shipping_time": frozenset({"track_order"}),
    "use_coupon": frozenset({"promotions"}),
}
"""Articles about what else answer such a wish, too, where none is about it."""
_OF_NOTHING = frozenset(
    {"faq", "product_question", "find_products", "browse", "advice", "compare", "check_stock", "ask_price"}
    | {"bot_question", "person", "small_talk", "greet", "thanks", "praise", "complaint"}
)
"""What any heading may sound like: being read so says nothing against an article."""
_CHAT = frozenset({"small_talk", "greet", "thanks", "praise", "complaint", "bot_question"})
_ABOUT, _RATHER, _OTHER, _SURELY_OTHER = 0.4, 0.3, 0.4, 0.8
_AT_HOME = 0.9
_NEARLY_ITS_WORDS = 0.9
_ITS_WORDS = 0.98
_READ = 0.45  # from here on a message is read as something
_NOT_READ = 0.05
_AS_MUCH = 0.7  # of the one that is most about it


class Mind(Protocol):
    """Whoever reads messages in this process."""

    @property
    def number(self) -> int:
        """The version in use."""
        ...

    def intents(self, text: str, lang: str) -> Sequence[tuple[str, float]]:
        """What ``text`` alone most likely means, and how surely."""
        ...


@dataclass(frozen=True, slots=True)
class Judged:
    """The articles that remain: ``answer`` if one is meant, and whether any other is still to be considered (``open``)."""

    answer: Answer | None
    open: bool


async def topics(reader: Reader, mind: Mind) -> Callable[[Answer], About]:
    """What each article is about. Read once for each state of the articles and of the understanding."""
    version, asked = await ways_of_asking(reader)
    key = (version, mind.number, id(mind))
    kept = reader.memory.get(_KEPT)
    if kept is None or kept[0] != key:
        kept = reader.memory[_KEPT] = (key, await asyncio.to_thread(_read, mind, asked))
    found: Mapping[tuple[str, str], About] = kept[1]
    return lambda answer: found.get((answer.article.kind, answer.article.anchor), {})


def _read(
    mind: Mind, asked: Mapping[tuple[str, str], Mapping[str, Sequence[str]]]
) -> dict[tuple[str, str], dict[str, float]]:
    found = {}
    for group, languages in asked.items():
        each = [_best(mind, lang, ways) for lang, ways in languages.items()]
        wishes = {wish for one in each for wish in one}
        # What only one of its languages sounds like is hardly what it is about.
        found[group] = {wish: sum(one.get(wish, 0.0) for one in each) / len(each) for wish in wishes}
    return found


def _best(mind: Mind, lang: str, ways: Sequence[str]) -> dict[str, float]:
    best: dict[str, float] = {}
    for way in ways:
        # *Where are you? When are you open?* is about both.
        for part in dict.fromkeys((way, *filter(str.strip, _SENTENCE.split(way)))):
            for wish, sure in mind.intents(part, lang):
                best[wish] = max(sure, best.get(wish, 0.0))
    return best


def is_topic(wish: str) -> bool:
    """Whether articles are about such a wish; *a product's properties* are what half of them sound like."""
    return bool(wish) and wish not in _OF_NOTHING


def judged(
    ranked: Sequence[Answer], about: Callable[[Answer], About], wish: str, home: Mapping[str, float], act: float
) -> Judged:
    """Which of the ``ranked`` articles (every one, best first) answers a message that was read as ``wish``. One is an answer from ``act``
    on; ``home``: by its reference, how surely it answers the plainest question of that wish."""
    if not ranked:
        return Judged(None, False)
    best = ranked[0]
    answers = best.score >= act
    if answers and about(best).get(wish, 0.0) >= _RATHER:
        return Judged(best, False)
    if best.score >= _NEARLY_ITS_WORDS and max(about(best).values(), default=0.0) < _OTHER:
        return Judged(best, False)  # about nothing we know, and asked nearly so
    own = {i: about(answer).get(wish, 0.0) for i, answer in enumerate(ranked)}
    most = max(own.values())
    if most >= _ABOUT:
        fitting = [ranked[i] for i, sure in own.items() if sure >= _AS_MUCH * most]
        return Judged(max(fitting, key=lambda a: a.score + home.get(a.article.reference, 0.0) / 2), False)
    kin = _KIN.get(wish, frozenset())
    for answer in ranked:
        if home.get(answer.article.reference, 0.0) >= _AT_HOME and _other(about(answer), {wish, *kin}) < _OTHER:
            return Judged(answer, False)
    if answers and max((about(best).get(other, 0.0) for other in kin), default=0.0) >= _OTHER:
        return Judged(best, False)
    return Judged(None, _other(about(best), {wish}) < _OTHER)


def astray(best: Answer, about: Callable[[Answer], About], read: Sequence[tuple[str, float]]) -> bool:
    """Whether a message that was ``read`` as nothing, or as chat, has only words in common with the ``best`` article, which is about
    something else: *who won the election* and the currencies."""
    shares = {wish: sure for wish, sure in read if wish not in _CHAT}
    if best.score >= _ITS_WORDS or max(shares.values(), default=0.0) >= _READ:
        return False
    sure, wish = max(((s, w) for w, s in about(best).items() if w not in _OF_NOTHING), default=(0.0, ""))
    return sure >= _SURELY_OTHER and shares.get(wish, 0.0) < _NOT_READ


def _other(about: About, wishes: set[str]) -> float:
    return max((sure for wish, sure in about.items() if wish not in wishes | _OF_NOTHING), default=0.0)
