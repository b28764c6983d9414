# ruff: noqa: E501  (patterns read best on one line)
"""Whether a message asks, word for word or nearly so, what the shop wrote down itself. Then its answer is meant, whatever else the words
name: *which plants are safe for cats* is no wish to see the cats' shelf.

What the assistant does itself, and is surely asked to do, it does: *where is my order* is looked up, though an article is called so.

Where a message is read as nothing for sure, an answer of the shop's that surely fits its words is a better reading than *did you mean?* and
a list of what it names: *there is no lift here, do you still carry the mattress up?*
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dangol.assistant.topics import Mind, astray, topics
from dangol.kit.stems import stem
from dangol.knowledge.actions import answer, spoken_of, titles
from dangol.knowledge.markdown import Article
from dangol.nlu.commands import Command, Language, Start, Understanding
from dangol.nlu.context import Lexicon
from dangol.nlu.moods import asks
from dangol.nlu.normalise import packed, plain
from dangol.runtime.database import Reader
from dangol.search.endings import korean_stem
from dangol.search.letters import hiragana
from dangol.search.tokens import Word, telling_words

_SIGNS = str.maketrans("", "", " .,!?~…。、！？・'\"“”‘’「」()[]-—")
_SHORTEST = 4  # letters of a question; fewer name something more often than they ask
_ALIKE = 0.8  # of their pairs of letters
_SURE = 0.8
# Looking up where an order is costs nothing, and an article that is called so says less.
_DONE = {"track_order": 0.45}
_NAMES = frozenset({"product", "category", "brand"})
_TOPICS = frozenset(
    {"faq", "shipping_cost", "shipping_time", "return_policy", "payment_question", "store_hours", "store_location"}
    | {"warranty", "invoice", "loyalty_points"}
)
# What is only looked at, asked or talked about: the shop's own answer to the very question is better.
_TALK = _TOPICS | frozenset(
    {"find_products", "browse", "advice", "compare", "similar_products", "product_question"}
    | {"check_stock", "ask_price", "promotions", "small_talk"}
)

_MOODS = frozenset({"complaint", "praise"})
# What a question to the shop is taken for where its words are new, and how surely it may be read so and still be one.
_LOOKS = frozenset({"find_products", "browse", "advice", "size_advice", "promotions"})
_DOUBTED = dict.fromkeys(_LOOKS, 0.9) | dict.fromkeys(_MOODS, 0.7) | {"track_order": 0.6, "small_talk": 0.6}
_SAYS_WHICH = frozenset(
    {"product", "products", "items", "variant", "reference", "price_limit", "sort", "comparison", "size", "color"}
    | {"attributes", "without", "refine", "order_number", "helping"}
)
# What asks to be shown something to buy, whatever else it says: a wish is not answered by an article.
_SEEKS = re.compile(
    r"\b(?:need|want|looking|look for|find|show|recommend|suggest|any|buy|gift|present|do you (?:have|sell|carry)|have you got|on (?:here|(?:this|the|your) (?:site|page|website|app)))\b"
    r"|찾|추천|보여|(?<!수)(?<!수\s)있나요(?=[가-힣])|(?<!수)(?<!수\s)있(?:어요?|나요?|을까요?|습니까|는지)\s*[?.!~]*$|사고\s?싶|살래|살까|선물|探|欲し|ほし|ありますか|おすすめ|オススメ|お勧め|見せ|買いたい|プレゼント"
)
# What is asked of whoever answers, and of no shop: *do you like dogs*, 강아지 좋아해요?, 猫は好きですか.
_OF_ONESELF = re.compile(
    r"\b(?:do|did|would) you (?:ever )?(?:like|love|hate|enjoy|believe|dream|feel|get (?:bored|tired|lonely))\b|\b(?:have|did) you ever\b|좋아(?:해|하)(?:요|세요|나요|니|냐|시나요)?\s?\?*$|(?:が|は)?お?好き(?:です|な(?:の|ん))?か?\s?\?*$"
)
# That something is not there yet, told of one's own.
_NOT_COME = re.compile(
    r"\b(?:ha(?:s|ve)n'?t|didn'?t|never|not) [^.?!]{0,20}?(?:arriv|com[ei]|came|turn|show|receiv|deliver|got\b|here)|\bstill (?:waiting|nothing|no sign|not)\b"
    r"|안\s?(?:왔|와|오[네고는])|못\s?받|아직|(?:届|着|来)[^。!?]{0,4}?(?:ない|ません)|まだ"
)
_FIGURE = re.compile(r"\d[\d.,]*\s?[a-z%]{1,3}\b", re.IGNORECASE)
_FITS = 0.8  # an answer to such words
_FITS_A_MOOD = 0.9  # one to what sounds like scolding or praise: *wtf is tog*
LEAST_OF_A_THING = 0.46  # of the name of a thing that is not sold: *pokemon cards* are in no article on paying by card
_LEAST_SPOKEN_OF = 0.12  # of what is asked beside the names of things
_LEAST_SAID = 0.25  # of all that is said: one word of it is not what it is about
_AGAINST = 0.45  # of how surely it was read as something: so much of it an article speaks of that is the better reading
_HOW_MUCH = re.compile(
    r"(?:how much|what)(?: does| is| are)?(?: (?:it|this|that|these|they))?(?: cost)?"
    r"|(?:이거|그거|이건|그건|이게)?\s?얼마[가-힣]{0,4}|(?:これ|それ)?(?:は|って)?お?いくら(?:ですか|かな|なの)?"
)
_UNSPOKEN = 0.3  # as sure as the language is where it is none of the shop's
_LEAST_OF_A_MOOD = 0.5  # of scolding or praise that asks nothing: it shares words with what it is about


def seeks_goods(text: str) -> bool:
    """Whether ``text`` asks to be shown something to buy."""
    return _SEEKS.search(plain(text)) is not None


def beside_names(lexicon: Lexicon, text: str, lang: str) -> str:
    """``text`` without the names of what the shop sells and the figures that say which (*10000 mAh*): what is asked of it."""
    rest = text
    for match in sorted(lexicon.find(text, lang), key=lambda m: -m.start):
        if match.kind in _NAMES:
            rest = f"{rest[: match.start]} {rest[match.end :]}"
    return _FIGURE.sub(" ", rest)


async def asks_of(reader: Reader, lexicon: Lexicon, text: str, lang: str, article: Article) -> bool:
    """Whether ``article`` speaks of what ``text`` asks, and not only of the same thing."""
    return await spoken_of(reader, beside_names(lexicon, text, lang), article) >= _LEAST_SPOKEN_OF


async def asked_in_other_words(
    reader: Reader,
    lexicon: Lexicon,
    mind: Mind,
    text: str,
    lang: str,
    languages: Sequence[str],
    understanding: Understanding,
) -> str | None:
    """The reference of the article that surely answers ``text``, where it was read as nothing for sure; else none."""
    if not _in_doubt(understanding, text):
        return None
    found = (await answer(reader, text, lang, languages)).answer
    if found is None or astray(found, await topics(reader, mind), understanding.intents):
        return None
    first = understanding.commands[0] if understanding.commands else None
    least = _FITS_A_MOOD if isinstance(first, Start) and first.intent in _MOODS else _FITS
    rest, score = beside_names(lexicon, text, lang), found.score
    if rest != text and score < least:
        # Less surely for all that it names: without that it may be plain.
        again = (await answer(reader, rest, lang, languages)).answer
        score = again.score if again is not None and again.article == found.article else score
    told = _LEAST_SAID
    if isinstance(first, Start):
        thing = str(first.slots.get("thing") or "")
        if thing and await spoken_of(reader, thing, found.article) < LEAST_OF_A_THING:
            return None
        sighs = first.intent in _MOODS and not asks(text)
        told = _LEAST_OF_A_MOOD if sighs else max(told, _AGAINST * first.confidence)
    if score < least or (rest != text and await spoken_of(reader, rest, found.article) < _LEAST_SPOKEN_OF):
        return None
    return found.article.reference if await spoken_of(reader, text, found.article) >= told else None


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
    if not isinstance(first, Start):
        return "faq"
    # *I'm 178 cm, which size?* is still asked of whatever is looked at next.
    sized = first.intent == "size_advice" and not {"product", "candidates"} & {*first.slots}
    return first.intent if sized or first.intent in _TOPICS else "faq"


def _does(commands: Sequence[Command]) -> bool:
    """Whether something is surely to be done, or more than one thing was asked for."""
    if len(commands) > 1:
        return True
    return any(
        not isinstance(command, Start)
        or (command.intent not in _TALK and command.confidence >= _DONE.get(command.intent, _SURE))
        for command in commands
    )


def _in_doubt(understanding: Understanding, text: str) -> bool:
    """Whether nothing was read for sure, or only that something is looked for, talked about or complained of, and that not surely."""
    if not understanding.commands:
        return True
    first = understanding.commands[0]
    if isinstance(first, Language) and understanding.lang_confidence <= _UNSPOKEN:
        # In a language that nobody here speaks; what it asks, the shop may have written. *How much is this?* asks of no article.
        return _HOW_MUCH.fullmatch(plain(text).strip(" ?!.？！。")) is None
    if len(understanding.commands) > 1 or not isinstance(first, Start):
        return False
    if _SAYS_WHICH & {*first.slots} and first.intent not in _MOODS:
        return False
    if first.intent in _LOOKS and seeks_goods(text):
        return False
    if first.intent == "small_talk" and _OF_ONESELF.search(plain(text)):
        return False
    if first.intent == "track_order" and first.confidence >= _DONE["track_order"] and _NOT_COME.search(plain(text)):
        return False  # *they haven't come*: how long it takes in general is no answer
    return first.confidence < _DOUBTED.get(first.intent, 0.0)


def _only_names(understanding: Understanding, wanted: str) -> bool:
    """Whether the whole message is the name of a thing or a shelf."""
    return any(e.kind in _NAMES and _bare(e.text) == wanted for e in understanding.entities)


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
