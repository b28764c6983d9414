# ruff: noqa: E501  (patterns read best on one line)
"""A part of a message that may be one request, and how it is read: what it names, and what its words ask for apart from that."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from dangol.nlu import answers
from dangol.nlu.commands import (
    Affirm,
    Back,
    Cancel,
    Command,
    Deny,
    Entity,
    Language,
    Person,
    Repeat,
    Restart,
    Start,
    Stop,
)
from dangol.nlu.context import Context, Lexicon, Match
from dangol.nlu.entities import extract
from dangol.nlu.entities.references import refused_words
from dangol.nlu.model import Model, Reading
from dangol.nlu.moods import (
    WANTS,
    adds,
    agrees,
    asks,
    asks_which_of,
    compares,
    counts_last,
    counts_one,
    spoken_in,
    takes,
)
from dangol.nlu.normalise import Normalised, normalise, plain
from dangol.nlu.numbered import no_strange_counts, numbered_values, without_numbers_of_names
from dangol.nlu.pointing import before_them, its_kin, not_their_own
from dangol.nlu.purposes import of_what_is_wanted
from dangol.nlu.reject import Thresholds
from dangol.nlu.several import EACH
from dangol.nlu.slots import slots_of
from dangol.nlu.weighing import WHAT_IF
from dangol.nlu.worded import worded_values

CONTROLS: dict[str, type[Affirm | Deny | Cancel | Back | Repeat | Restart | Stop | Person]] = {
    "affirm": Affirm,
    "deny": Deny,
    "cancel": Cancel,
    "back": Back,
    "repeat": Repeat,
    "restart": Restart,
    "stop": Stop,
    "person": Person,
}
_ASKED_OF_IT = frozenset({"product_question", "check_stock", "ask_price"})
_LANGUAGE = re.compile(
    r"\b(?:lang|languages?|speak\w*|translat\w*|understand|tongue|english|lingo)\b|말|언어|번역|나라|言語|言葉|ことば|翻訳|話せ|喋|しゃべ|語"
)
_SURE = 0.8
_DOUBTFUL = 0.7
COURTESIES = frozenset({"greet", "thanks", "affirm", "small_talk"})
VALUED = frozenset({"color", "size", "attribute", "measure"})
LOOKING = ("find_products", "browse", "advice", "similar_products")
# What is asked of an order, whose number may come in the next message.
OF_AN_ORDER = frozenset(
    {
        "track_order",
        "change_order",
        "cancel_order",
        "return_item",
        "exchange_item",
        "refund_status",
        "invoice",
        "reorder",
        "damaged_item",
        "wrong_item",
        "missing_item",
        "warranty",
    }
)
# Flows of one product in its options, called as their intents.
CHOOSING = frozenset({"add_to_cart", "check_stock", "ask_price"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the message that may be one request."""

    words: str
    masked: str
    entities: tuple[Entity, ...]
    reading: Reading
    about: bool = False  # it names a property the catalogue knows of things: 소재, how heavy, 何グラム
    options: tuple[
        str, ...
    ] = ()  # what the options of a thing spoken of are called, where they fall: the nib of *medium nib*

    @property
    def best(self) -> str:
        """The likeliest intent; empty where there is none."""
        return self.reading.intents[0][0] if self.reading.intents else ""

    @property
    def bare(self) -> bool:
        """Whether it is nothing but values: *the black one*, 270으로 주세요, Mサイズで."""
        if not self.entities:
            return False
        said = normalise(self.words).text
        for name in self.options:
            said = said.replace(name, " " * len(name))
        return not answers.residue(said, answers.spans(self.words, self.entities))

    @property
    def names(self) -> bool:
        """Whether it names a thing, a kind of thing or a brand."""
        return any(e.kind in ("product", "category", "brand") for e in self.entities)


def _as_it_is(part: str, lang: str) -> str:  # noqa: ARG001  (the other ways to complete a part look at the language)
    return part


# What buttons and shops are labelled with in English everywhere, in the words the rest of such a message has.
_CART = r"(?:my |the )?(?:cart|basket|bag)"
_LABELS = (
    (re.compile(rf"\badd(?: it| this)? to {_CART}\b"), {"ko": "장바구니에 담아줘", "ja": "カートに入れて"}),
    (re.compile(r"\b(?:check ?out|place (?:my |the )?order)\b"), {"ko": "결제할게요", "ja": "購入手続きをします"}),
    (re.compile(r"\b(?:buy|order)(?: it| this)?(?: now)?\b"), {"ko": "살게요", "ja": "買います"}),
    (re.compile(rf"\b(?:remove|delete)(?: it| this)?(?: from {_CART})?\b"), {"ko": "빼줘", "ja": "カートから外して"}),
)


def _in_own_words(text: str, lang: str) -> str:
    """A message in a script of its own with an English label in it, said in its own words: じゃあ白で add to cart."""
    if lang not in ("ko", "ja") or not re.search("[a-z]{3}", text):
        return text
    for label, words in _LABELS:
        text = label.sub(words[lang], text)
    return text


# What a word is called in another language, which nobody is to go on in: *how do you say apple in Korean*, 영어로 사과가 뭐예요.
_TRANSLATES = re.compile(
    r"\bhow (?:do|would|can|does) (?:you|i|we|one) (?:say|call|spell|pronounce)\b|\bwhat(?:'s| is| does| do)\b[^?]{1,40}\b(?:called |mean )?in (?:english|korean|japanese|french|german|spanish|chinese)\b"
    r"|(?:영어|한국어|한국말|일본어|중국어)로[^?]{0,16}?(?:뭐|무엇|뭔|어떻게\s?(?:말해|불러|부르|써|쓰|읽|발음))|(?:英語|韓国語|日本語|中国語)(?:で|だと|では|にすると)[^?]{0,16}?(?:何|なん(?:て|と|です)|どう(?:言|い|書|読|発音))"
)


# To begin anew is said with a word for it: 最初は1.5キロで足りるかな only begins so.
_ANEW = re.compile(
    r"\b(?:re-?start\w*|start (?:over|again|afresh|anew|from)|begin again|over again|from (?:the )?(?:beginning|start|scratch|top)|reset|scratch|new conversation|clear)\b"
    r"|처음(?:부터|으로)|다시\s?(?:시작|처음|할|하)|새로\s?(?:시작|할|하)|초기화|리셋|원점"
    r"|(?:最初|はじめ|初め|始め|一)から|最初に戻|やり直|やりなお|リセット|初期化|白紙|仕切り直"
)


def _begun_anew(reading: Reading, words: str) -> Reading:
    """A reading without *restart* where nothing says so."""
    if not reading.intents or reading.intents[0][0] != "restart" or reading.confidence >= _SURE:
        return reading
    if _ANEW.search(normalise(words).text) or len(reading.intents) == 1:
        return reading
    return replace(reading, intents=reading.intents[1:], confidence=reading.intents[1][1])


def _spoken_of(reading: Reading, entities: Sequence[Entity], words: str) -> Reading:
    """A wish for another language that names none and has no word for language is something else: *I'm going to Korea*, うん、おねがい."""
    if not reading.intents or reading.intents[0][0] != "language":
        return reading
    if _TRANSLATES.search(normalise(words).text) and len(reading.intents) > 1:
        return replace(reading, intents=reading.intents[1:], confidence=reading.intents[1][1])
    if any(e.kind == "language" for e in entities):
        return reading
    if reading.confidence >= _SURE or _LANGUAGE.search(normalise(words).text) or len(reading.intents) == 1:
        return reading
    rest = reading.intents[1:]
    return replace(reading, intents=rest, confidence=rest[0][1])


# Words for taking something out that a thing may be called by the beginning of: a remover, a cleaner, 消しゴム, 지우개.
_TAKES_OUT = re.compile(
    r"(?:remov(?:e|ing)|delet(?:e|ing)|drop(?:ping)?|clear(?:ing)?|empty(?:ing)?|cancel(?:ling)?|tak(?:e|ing))\s|(?:取り)?消し(?=て|た|ます)|外し(?=て|た|ます)"
    r"|지우(?=고|기|[세시])|지워|빼(?=고|[주줘])"
)


# English nouns and adjectives that are done here: *ring it up*, *clear my cart*, *box them up*, and no ring, nothing clear, no box.
_DONE_BEFORE = re.compile(
    r"(?:^|[,.;!?]|\b(?:please|pls|can you|could you|would you|will you|and|then|to|just|now|i'?ll|i will|let'?s|ok|okay|so|no|yes|yeah|right|don'?t))\s*$"
)
_DONE_TO = re.compile(
    r"\s(?:(?:it|this|that|them|these|those|everything)(?=\s*$|\s?[,.;!?]|\s(?:up|out|in|off|over|down|please|pls|now|then|to|again|all|from|and|for)\b)"
    r"|(?:me|us)\b|(?:out |all )?(?:my|the|this|your) (?:whole |entire )?(?:cart|basket|bag|order|list|trolley)\b)"
)


# *I wear a 9*, *we paint a lot*: what somebody does names no clothing and no paint.
_BY_SOMEBODY = re.compile(r"(?:^|\s)(?:i|we|he|she|they)(?: (?:usually|normally|always|never|only|also|just))?\s$")


def _is_done(message: Normalised, match: Match) -> bool:
    """Whether an English word that names something here is what is to be done to something else."""
    begin, end = _place(message, match.start), _place(message, match.end)
    heard = message.text[begin:end]
    if not heard.isascii() or " " in heard.strip():
        return False
    if _BY_SOMEBODY.search(message.text[:begin]):
        return True
    return bool(_DONE_TO.match(message.text, end)) and bool(_DONE_BEFORE.search(message.text[:begin]))


# How many of something, which sounds like a brand: 네 개, of Nagi.
_COUNTED_SO = re.compile(r"(?:한|두|세|네|[다여]섯|일곱|여덟|아홉|열)\s?(?:개|장|병|벌|봉|팩|권|대)")
# What things come in: *a pack of the ramen* names no udon by the pack of five.
_HOLDS = re.compile(
    r"(?:(?:an?|the|of|in|one|packs?|sets?|box|boxes|bags?|bottles?|pairs?|pieces?|pcs|tins?|jars?|rolls?|case|balls?|sheets?|bundle|tubes?)(?:\s|$))+"
)


def _only_holds(message: Normalised, match: Match) -> bool:
    """Whether words that name something here only say what another thing comes in."""
    begin, end = _place(message, match.start), _place(message, match.end)
    heard = message.text[begin:end].strip()
    behind = message.text[end:].lstrip()
    counted = re.search(r"\d\s?$", message.text[:begin]) is not None and behind[:1].isalpha()
    held = "of" in heard.split() or behind.startswith("of ") or counted
    return match.kind in ("product", "category") and _HOLDS.fullmatch(heard) is not None and held


def _place(message: Normalised, start: int) -> int:
    """Where a place of the message as it was written is in its normalised form."""
    return next((n for n, at in enumerate(message.starts) if at >= start), len(message.text))


def _mixed(word: str) -> bool:
    """Whether a word is of several scripts, as Tシャツ: such are names, and no slips."""
    return not word.isascii() and any(c.isascii() and c.isalpha() for c in word)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the pieces of one message: in its language, in the light of one conversation, with the words of one catalogue."""

    model: Model
    thresholds: Thresholds
    lang: str
    context: Context
    lexicon: Lexicon
    _read: dict[tuple[str, Callable[[str, str], str]], Piece] = field(default_factory=dict)

    def piece(self, words: str, completed: Callable[[str, str], str] = _as_it_is) -> Piece:
        """``words`` as a piece; ``completed`` says what is left out to its end before the intent is read. The same words are read once."""
        known = self._read.get((words, completed))
        if known is not None:
            return known
        message = normalise(words)
        found = no_strange_counts(words, self.context, self._found(words), self.lang)
        found = not_their_own(words, self.context, found)
        fields = any(m.kind == "field" for m in found)
        wanted = of_what_is_wanted(words, found)
        named = before_them(words, self.context, [m for m in wanted if m.kind != "field"])
        named += its_kin(words, self.context, tuple(named), self.lexicon, self.lang)
        matches = tuple(worded_values(words, self.context, numbered_values(words, self.context, named)))
        matches += self._refused(message, matches)
        entities, masked = extract(
            message,
            self.lang,
            matches,
            date.fromisoformat(self.context.today),
            self.context.currency,
            self.context.country,
            self.context.countries,
            self.knows,
        )
        entities, masked = without_numbers_of_names(words, entities, masked)
        read = self.model.read(_in_own_words(completed(masked, self.lang), self.lang), self.lang, self.lexicon)
        reading = _spoken_of(_begun_anew(read, words), entities, words)
        options = self._options_in(message.text, entities)
        piece = self._read[words, completed] = Piece(words, masked, entities, reading, fields, options)
        return piece

    def _options_in(self, said: str, entities: Sequence[Entity]) -> tuple[str, ...]:
        """What the options of the things spoken of are called, as far as ``said`` says it beside a value."""
        if not any(e.kind in VALUED for e in entities):
            return ()
        names = {plain(name) for made in self.context.made for name in made.names}
        return tuple(sorted((name for name in names if len(name) > 1 and name in said), key=len, reverse=True))

    def command(self, piece: Piece, intent: tuple[str, float]) -> Command:
        """What ``piece`` asks for when it is read as ``intent``, with the slots it fills."""
        name, confidence = intent
        if name in CONTROLS:
            return self.control(name, confidence, piece.words)
        if name == "language":
            spoken = [e for e in piece.entities if e.kind == "language" and not e.negated]
            if spoken:
                # *In English, my Korean is poor*: the one that is to be spoken in.
                wanted = [e for e in spoken if spoken_in(piece.words, e.start, e.end)] or spoken[-1:]
                return Language(lang=wanted[0].value, confidence=confidence, words=piece.words)
            return Start(intent="change_language", confidence=confidence, words=piece.words)
        slots = slots_of(piece.entities, self.context, name, piece.words)
        named = "product" in slots or "items" in slots
        priced = WHAT_IF.search(normalise(piece.words).text) is not None  # *how much if i just got two*
        if name == "find_products" and named and priced:
            name = "ask_price"
            slots = slots_of(piece.entities, self.context, name, piece.words)
        elif name == "find_products" and named and "quantity" in slots and "?" not in piece.words:
            # A thing by its name and how many of it: nobody counts what they only want to look at.
            name = "add_to_cart"
            slots.pop("query", None)
        elif name == "add_to_cart" and self._only_described(piece, slots):
            # *A table in oak, not the round one* says which are looked for, and not which one is taken.
            name = "find_products"
            slots = slots_of(piece.entities, self.context, name, piece.words)
        elif name == "compare" and self._weighs_nothing(piece, slots):
            name = "add_to_cart"
            slots = slots_of(piece.entities, self.context, name, piece.words)
        elif (
            (name in _ASKED_OF_IT or confidence < _DOUBTFUL)
            and named
            and (
                (slots.get("quantity") == 1 and counts_one(piece.words))
                or (confidence < _DOUBTFUL and "quantity" in slots and counts_last(piece.words))
            )
        ):
            name = "add_to_cart"  # 커프스 단추 하나요
            slots = slots_of(piece.entities, self.context, name, piece.words)
        elif name == "check_stock" and len(slots.get("items") or ()) > 1 and not asks(piece.words):
            name = "add_to_cart"  # 반팔 두 장, 하나는 블랙 L 하나는 화이트 XL
        return Start(intent=name, slots=slots, confidence=min(1.0, confidence), words=piece.words)

    def _weighs_nothing(self, piece: Piece, slots: Mapping[str, Any]) -> bool:
        """Whether several things are wanted, and not compared: 립밤이랑 퍼프 주세요 asks to be given them, 바나나랑 아보카도 하나씩 counts them."""
        if compares(piece.words) or asks(piece.words):
            return False
        each = "quantity" in slots and EACH.search(normalise(piece.words).text) is not None
        return each or (len(slots.get("products") or ()) > 1 and takes(piece.words))

    def _only_described(self, piece: Piece, slots: Mapping[str, Any]) -> bool:
        """Whether a wish names no more than a shelf, and is no order: by what is refused of it, or for want of a word for taking."""
        if {"product", "items", "variant", "instead", "span"} & {*slots} or self.context.flow == "add_to_cart":
            return False
        if "category" not in slots:
            return False
        return "without" in slots or (
            "quantity" not in slots
            and not (takes(piece.words) or adds(piece.words) or WANTS.search(normalise(piece.words).text))
        )

    def control(self, name: str, confidence: float, words: str) -> Command:
        """The control called ``name``, or the intent where it is none; *stop* in the middle of something only ends that."""
        if name == "stop" and self.context.flow and words.strip() != "STOP" and words.strip().lower() == "stop":
            name = "cancel"
        if name in CONTROLS:
            return CONTROLS[name](confidence=min(1.0, confidence), words=words)
        return Start(intent=name, confidence=min(1.0, confidence), words=words)

    def knows(self, word: str) -> bool:
        """Whether a word is one of the catalogue's, or of those that people use to talk."""
        part = self.model.parts.get(self.lang)
        return self.lexicon.knows(word) or (part is not None and word in part.vocabulary.counts)

    def _found(self, words: str) -> tuple[Match, ...]:
        """What the catalogue hears in ``words``. A word that people use to talk is not mended into one that the catalogue has: whoever
        writes *this sucks* names no socks."""
        part = self.model.parts.get(self.lang)
        used = part.vocabulary.counts if part else {}
        message = normalise(words)
        offered = {word for label in self.context.choices for word in re.findall(r"[a-z]+", plain(label))}

        def said(match: Match) -> bool:
            value = words.isascii() and match.kind not in ("product", "category", "brand")
            if value and agrees(message.text, match.start, match.end, offered):
                return False
            if match.kind == "brand" and _COUNTED_SO.fullmatch(plain(words[match.start : match.end])):
                return False
            if self.lang == "en" and (_is_done(message, match) or _only_holds(message, match)):
                return False
            heard = normalise(words[match.start : match.end]).text.split()
            if self.context.cart and not value and _TAKES_OUT.match(message.text[_place(message, match.start) :]):
                return False  # *remove one red* takes something out, and buys no remover
            return not any(
                word in used
                and not _mixed(word)
                and not self.lexicon.knows(word)
                and (self.lexicon.nearest(word) or match.kind == "brand")  # spelled or heard like another
                for word in heard
            )

        return tuple(match for match in self.lexicon.find(words, self.lang) if said(match))

    def _refused(self, message: Normalised, matches: Sequence[Match]) -> tuple[Match, ...]:
        """The catalogue's words that are refused: *leather* of *sneakers but not leather*, where that is no value."""
        out = []
        asked = asks_which_of(message.text)  # 渋くないのはどっち asks, and refuses nothing
        for word, start, end in refused_words(message.text):
            begin, stop = message.span(start, end)
            # What hangs on an adjective is its stem, which is no word by itself: 丸くない.
            known = self.lexicon.knows(word) or (message.text[end : end + 1] == "く" and not asked)
            if known and all(stop <= m.start or m.end <= begin for m in matches):
                out.append(Match(begin, stop, "word", word, ()))
        return tuple(out)
