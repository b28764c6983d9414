# ruff: noqa: E501  (patterns read best on one line)
"""What a list of wishes holds beside what was linked in it: *matcha 100g and a whisk*, 抹茶100gと茶筅, 슬링백이랑 렌즈 닦는 거.

A wish for several things is read as a whole first (``nlu.several``). Where a part of it then stands in no slot, because its word fits several
things, or none, or because the whole sounded like something else, that part would be lost without a word: the worst a shop can do to
an order. Each part is then read for itself, and becomes a wish of its own: linked, searched for by its words, pointed at, or asked about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from dangol.nlu import answers, moods
from dangol.nlu.commands import Choose, Command, Correct, Entity, Fill, Start
from dangol.nlu.normalise import plain
from dangol.nlu.pieces import COURTESIES, LOOKING, VALUED, Piece, Reader
from dangol.nlu.pointing import goes_with_their_own
from dangol.nlu.purposes import goes_with
from dangol.nlu.segments import only_keeps
from dangol.nlu.slots import pointed, slots_of
from dangol.nlu.tokens import korean_stem

# Where one part ends and the next begins.
_JOINT = re.compile(
    r"\s*(?:(?<!\d),|,(?!\d)|[;、。])\s*(?:(?:and|plus|also|then|oh|그리고|또|아|あと|それと|それから)(?![a-z가-힣])\s?)*+|\s*[.!]+(?:\s+|$)(?:(?:and|plus|also|oh)\s)?"
    r"|\s[&+]\s|(?<=\w\w)[&+](?=\w\w)|\s(?:and|plus|n|also|as well as)\s(?:(?:also|then|maybe)\s)?"
    r"|(?<=[가-힣a-z0-9])(?:이?랑|하고|에다가?)\s|\s하고\s|(?<=[가-힣])[와과]\s|\s(?:그리고|그리구|또)\s|(?<=[담넣사주시])고\s"
    r"|(?<=[一-龥々ァ-ヶーa-z0-9個本枚つ])(?:と|や)(?:[、,]\s?)?(?:あと)?(?=[一-龥々ァ-ヶーa-z0-9])|と[、,]\s?(?:あと)?|\s*(?:それと|それから|あと)\s*(?=\S)"
)
_RUN = re.compile(r"[a-z][a-z'&-]+|[가-힣]+|[一-龥々]+[ぁ-ん]{0,2}(?=[ァ-ヶー])|[一-龥々]+|[ァ-ヶー]+")
# What is said around a thing that is wanted, and names nothing.
_WANTS = re.compile(
    r"\b(?:(?:in )?the same (?:size|colou?r)|add|get|give|put|take|buy|order|want|need|have|like|grab|throw|i'?ll|i'?d|let'?s|i|me|us|in|to|the|a|an|some|any|of|my|it|this|that|those|these|both|cart|basket|bag|also|too|size|colou?r|ones?|can|could|would|you|if|got|there|please|pls|plz|thanks|hi|hey|just|for|as|well|ok|okay|yes|yeah|sure|so|then|and|with|go|for (?:my|our|his|her) [a-z]+|packs?|packets?|bags of|balls of|rolls?|tins?|jars?|tubes?|pieces?|pcs|sets?|pairs?|boxe?s?|bottles?)\b"
    r"|보내\S*|주세요|주십시오|주시고?|줘요?|담아\S*|담고|추가\S*|넣어\S*|넣고|부탁\S*|할게요?|살게요?|주문\S*|장바구니(?:에|로)?|카트에?|그리고|사고\s?싶\S*|같은\s?(?:사이즈|크기|색상?|컬러)(?:로|으로)?|같이|좀|혹시|아까(?:\s?본)?|그(?=\s)|네(?=\s)|사이즈|색상?|(?<=\s)(?:하나|둘|셋)(?:요|만|도)?(?=\s|$)"
    r"|同じ(?:サイズ|大きさ|色|カラー)で?|ください|下さい|お願い\S*|欲しい\S*|ほしい\S*|入れて|足し\S*|追加\S*|カート(?:に|へ)?|注文\S*|します|です|サイズ|色|[をもにがで]"
)
# One more thing that a list without a word between its parts ends with.
_ONE_MORE = re.compile(
    r"\s+[가-힣]{2,8}(?<!그것)(?<!이것)도(?:요|\s?(?:주세요|줘요?|하나요?|부탁\S{0,4}|넣어\s?(?:주세요|줘요?)))?[\s.!~]*"
)
# That a part is of a thing to be had, though nobody here knows the word: it is counted, or added with *a*, 도, も.
_HAD = re.compile(
    r"^(?:(?:i )?(?:also )?(?:need|want|get|add) )?(?:an?|some|another|the|\d+|one|two|three|four|five|six) "
    r"|도(?:요|\s|$)|(?:(?:[을를]|하나|좀)\s?|(?<![해아어여워켜내려])(?<![해아어여워켜내려]\s)\s?)(?:담아|추가해|넣어|주세요|주시|줘|주문)|(?:を|も)(?:$|\s)|ください|下さい|お願い|入れ|足し|追加|欲し|ほし"
)
# A version that is surely one by itself, where it stands before the first thing: *a blue one and …*, 파란 거랑 …, 白と、….
_ONE = re.compile(
    r"\bones?\b|\b(?:an?|the|\d+|two|three)\s[a-z]+$|(?:거|것|걸로?)$|(?:하나|둘|셋|개|장|벌)$|(?:の|やつ|方|つ|個|枚|本)$"
)
_BOTH = re.compile(
    r"\b(?:those|these|the) two\b|\bboth\b|(?:그|이)\s?(?:두\s?개|둘)|둘\s?다|[そこ]の(?:2|二|ふた)つ|両方"
)
_KANJI = re.compile(r"[一-龥々]+")
# One character that is asked for, and not how another word is written: 網もください.
_SINGLE = re.compile(r"(?<![一-龥々])[一-龥](?:[をも]|は\s?[\d一二三四五六七八九]|ください|下さい|お願い)")
_GOES_ON_AS_VERB = re.compile(r"[ぁ-ん](?<![をもがはのとやでにへか])")
# A particle that only a name of something bears: what stands before it in a list is one more thing.
_JOINED = re.compile(r"이?랑|하고|에다|[와과]|[とや]")
_REFUSES = re.compile(
    r"\b(?:don'?t|not|no|without|instead|rather|only|except|keep)\b|말고|말구|빼고|빼줘|대신|않|아니|ない|じゃなく|以外|抜き|代わり"
)
# What stands there to be counted or called by its name, and no list of two colours of one thing: *the black and white shirt*.
_DETERMINED = re.compile(r"(?:an?|the|some|another|\d+|one|two|three|four|five|six)\s")
_COUNT = re.compile(r"(?<![a-z0-9])\d{1,2}(?:\s|개|장|병|つ|個|本|枚)|하나|(?:두|세|네|다섯)\s?(?:개|장|병|봉|팩)")
_AGAINST = re.compile(r"\b(?:some|any)thing (?:against|for)\b")
_THINGS = ("product", "category", "brand")
_GOODS = ("add_to_cart",)
_LOOKS = ("find_products", "advice", "browse")
_FAINT = 0.6  # what a part of a list is read as, by the sound of a word that nobody here knows
_SURE, _SURE_OF_COUNTED = 0.7, 0.9
_LEAST, _FEW, _FEW_WORDS, _MOST, _LONGEST = 2, 3, 3, 12, 240
_LIKE_GOODS = frozenset((*_GOODS, *_LOOKS, "compare", "check_stock", "product_question", "affirm", "change_quantity"))
_OF_A_THING = frozenset({"product_question", "check_stock", "ask_price"})
_HEARD_AS = {"track_order": "shipping_time", "ask_price": "view_cart"}  # what is asked of a list, as one message
_ANSWERS = (Fill, Choose, Correct)
_SETTLES = frozenset({"checkout", "view_cart"})  # whoever asks for these wants to have what they name
_PARTICLES = frozenset(
    (*"로은는이가을를도요만에의씩", "짜리", "짜리로", "이요", "이고요", "이에요", "예요", "으로", "으로요")
)
Alone = Callable[[Reader, Piece], tuple[tuple[Command, ...], tuple[Command, ...]]]
"""How a message is read that is nobody's part."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a list: its piece, what it is, and the words that name it where nothing is linked to it."""

    piece: Piece
    kind: str  # thing | named | pointed | version | nothing | other
    named: str = ""
    joint: str = ""  # what joins the next part to it

    @property
    def counted(self) -> bool:
        """Whether it says how many."""
        return any(e.kind == "quantity" for e in self.piece.entities)


def with_all(
    reader: Reader, piece: Piece, commands: tuple[Command, ...], choices: tuple[Command, ...], alone: Alone
) -> tuple[tuple[Command, ...], tuple[Command, ...]]:
    """``commands`` and ``choices``, or, where they leave out a part of the list that was said, a wish for all of it; where they leave out
    the answer to what was asked, that as well: 화이트로 하고 선물포장."""
    if (one := _by_strange_name(reader, piece, commands, choices)) is not None:
        return (one,), ()
    if not _may_be_list(reader, piece, commands) or goes_with_their_own(piece.words):
        return commands, choices
    if any(isinstance(c, Start) and "versions" in c.slots for c in commands):
        return commands, choices  # 무향이랑 녹차 뭐가 달라요 tells of two, and takes neither
    parts = [part for part in _parts(reader, piece) if part.kind != "nothing"]
    if reader.context.asked and (answered := _answer_beside(reader, parts, commands, alone)):
        return (answered, *commands), ()
    if reader.context.asked and commands and all(isinstance(c, _ANSWERS) for c in commands):
        return _besides_answer(reader, piece, parts, alone) or commands, choices
    if any(isinstance(c, Start) and c.intent == "faq" and c.words == piece.words for c in commands):
        return commands, choices  # a wish for whoever packs it, word for word
    parts = [_of_the_one_before(part, before) for before, part in zip([None, *parts], parts, strict=False)]
    listed = [part for part in parts if part.kind != "other"]
    others = [part for part in parts if part.kind == "other"]
    beside = _beside(reader, others, alone)
    if beside is None or not _is_list(reader, listed, least=1 if others else _LEAST):
        return commands, choices
    words = " ".join(part.piece.words for part in listed)
    wish = _wish(reader, words, commands, choices, beside, counted=_all_counted(listed))
    if wish is None or not _loses(reader, listed, commands):
        return commands, choices
    wished = _wished(reader, listed, wish, piece.words)
    kept = tuple(c for c in commands if isinstance(c, Start) and c.intent in {b.intent for b in beside})
    return ((*wished, *(kept or beside)), ()) if wished else (commands, choices)


# The shopper's own, of what is spoken of.
_MINE = re.compile(
    r"(?<![가-힣])(?:제|내|저희|우리)\s?(?:것|거|꺼|껀)|\b(?:mine|my own|my one)\b|(?:自分|私|うち)の(?:分|やつ|だけ)"
)


def _by_strange_name(
    reader: Reader, piece: Piece, commands: Sequence[Command], choices: Sequence[Command]
) -> Start | None:
    """The wish for one thing by a name that nobody here knows (*a gravel vacuum, please*), which is not the thing that was spoken of."""
    if reader.context.asked or reader.context.flow not in (None, *LOOKING, *_GOODS) or len(piece.words) > _LONGEST:
        return None
    told: Mapping[str, Any] = {}
    if commands:
        wish = commands[0]
        if len(commands) > 1 or not isinstance(wish, Start) or wish.intent not in _GOODS:
            return None
        told = wish.slots
        if {*told} - {"quantity"}:
            return None
    elif not moods.takes(piece.words) or any(isinstance(c, Start) and c.intent not in _LIKE_GOODS for c in choices):
        return None
    if _JOINT.search(plain(piece.words)) and sum(part.kind != "nothing" for part in _parts(reader, piece)) > 1:
        return None  # several things
    kind, named = kind_of(reader, piece, joined=False)
    strange = [run.group() for run in _RUN.finditer(named) if not named[: run.start()][-1:].isdigit()]
    if kind == "named" and _MINE.search(named):
        return None  # 제 것만 하나: of what is spoken of, the shopper's own
    if kind != "named" or all(reader.knows(word) or reader.knows(korean_stem(word)) for word in strange):
        return None
    return Start(intent=_GOODS[0], slots={**told, "product": {"text": named}}, confidence=_SURE, words=piece.words)


def _of_the_one_before(part: _Part, before: _Part | None) -> _Part:
    """What only a comma sets apart and nothing counts says of the thing before it how many, or which: *a candle, forest, two of them*."""
    if before is None or before.joint.strip() not in (",", "、") or part.kind not in ("pointed", "named"):
        return part
    words = plain(part.piece.words)
    own = part.kind == "named" and (_HAD.search(words) or part.counted)
    return part if own else replace(part, kind="version")


def _all_counted(parts: Sequence[_Part]) -> bool:
    """Whether each of several parts says how many: nobody counts what they only want to look at."""
    return len(parts) >= _LEAST and all(part.counted for part in parts)


def _answer_beside(reader: Reader, parts: Sequence[_Part], commands: Sequence[Command], alone: Alone) -> Command | None:
    """The answer to the question asked that stands in a message beside other wishes, all that was heard of it."""
    if not commands or not all(isinstance(c, Start) and c.intent not in (*_GOODS, *_LOOKS) for c in commands):
        return None
    for part in parts:
        found, _ = alone(reader, part.piece)
        if _is_answer(found) and found[0].confidence >= _SURE:
            return found[0]
    return None


def _besides_answer(reader: Reader, piece: Piece, parts: Sequence[_Part], alone: Alone) -> tuple[Command, ...]:
    """The answer and what is wanted beside it, where the answer was all that was heard: 白で、あとヒーターも."""
    if len(parts) < _LEAST or moods.compares(piece.words) or moods.asks(piece.words):
        return ()
    answer, rest = alone(reader, parts[0].piece)[0], parts[1:]
    if others := _other_versions(reader, rest):
        return (*answer, *others) if _is_answer(answer) else ()
    wanted = all(part.kind in ("thing", "named") and _HAD.search(plain(part.piece.words)) for part in rest)
    if not wanted or not _is_answer(answer) or any(_is_answer(alone(reader, part.piece)[0]) for part in rest):
        return ()
    return (*answer, *_wished(reader, rest, (_GOODS[0], _SURE), piece.words))


def _other_versions(reader: Reader, rest: Sequence[_Part]) -> tuple[Start, ...]:
    """Another version of what is being put into the cart, beside how many of that are taken after all: *ok just 2 then, and a 10 m one*."""
    context = reader.context
    row = context.last_row or ""
    if context.flow != "add_to_cart" or context.asked_kind not in ("yes_no", "quantity") or not row:
        return ()
    found = []
    for part in rest:
        values = [e for e in part.piece.entities if e.kind in (*VALUED, "quantity") and not e.negated]
        if part.kind != "version" or not any(e.kind in VALUED for e in values):
            return ()
        free = replace(context, shown=(), cart=(), last_row=None)
        slots = slots_of(values, free, "add_to_cart", part.piece.words) | {"product": row}
        found.append(Start(intent="add_to_cart", slots=slots, confidence=_SURE, words=part.piece.words))
    return tuple(found)


def _is_answer(commands: Sequence[Command]) -> bool:
    return len(commands) == 1 and isinstance(commands[0], _ANSWERS)


def _may_be_list(reader: Reader, piece: Piece, commands: Sequence[Command]) -> bool:
    """Whether a message could be cut into parts at all, where nothing else is under way that it would be about."""
    context = reader.context
    free = context.flow in (None, *LOOKING, "add_to_cart", "compare") and context.asked_kind not in answers.FREE_TEXT
    if not free or len(piece.words) > _LONGEST:
        return False
    named = any(e.kind in (*_THINGS, "quantity") for e in piece.entities)
    wished = any(isinstance(c, Start) and c.intent in (*_GOODS, *_LOOKS) for c in commands)
    if not (context.asked or named or wished or moods.takes(piece.words)):
        return False  # a sentence with a comma in it, as most of them are
    counts = sum(e.kind == "quantity" for e in piece.entities)
    several = counts >= _LEAST or bool(_JOINT.search(plain(piece.words)))
    refuses = any(e.negated for e in piece.entities) or _REFUSES.search(plain(piece.words))
    return several and not refuses


def _beside(reader: Reader, others: Sequence[_Part], alone: Alone) -> tuple[Start, ...] | None:
    """What is asked for beside the list; none where a part of the message is neither."""
    found: list[Start] = []
    for part in others:
        commands, _ = alone(reader, part.piece)
        for command in commands:
            if not isinstance(command, Start) or command.intent in (*_GOODS, *_LOOKS) or command.confidence < _SURE:
                return None
            found.append(of_the_list(command))
        if not commands:
            return None
    return tuple(found) if len(others) <= _LEAST else None


def of_the_list(command: Start) -> Start:
    """What is asked beside a list, where it is asked of the list: *one tank please, and when does it come?* is after no order that was
    placed, and *what's the total* after the price of no one thing."""
    meant = _HEARD_AS.get(command.intent)
    of_another = {"order_number", "product", "products"} & {*command.slots}
    of_another |= {"category"} & {*command.slots} if command.intent == "ask_price" else set()
    return command if meant is None or of_another else command.model_copy(update={"intent": meant, "slots": {}})


def _wish(
    reader: Reader,
    words: str,
    commands: Sequence[Command],
    choices: Sequence[Command],
    beside: Sequence[Start],
    *,
    counted: bool,
) -> tuple[str, float] | None:
    """As what, and how surely, the list is wanted: put into the cart, or looked for. None where it is not."""
    given = moods.asks_to_be_given(words)
    if ("?" in words or moods.asks(words)) and not (given or moods.counts_one(words)):
        return None
    taken = given or counted or moods.takes(words) or moods.adds(words)
    if not commands and counted:
        return _GOODS[0], _FAINT
    if not commands:
        likely = [c for c in choices if isinstance(c, Start) and c.intent in (*_GOODS, *_LOOKS)]
        return (_GOODS[0], _FAINT) if likely and taken and not moods.compares(words) else None
    starts = [c for c in commands if isinstance(c, Start)]
    if len(starts) < len(commands) or {name for c in starts for name in c.slots} & {"instead", "span", "without"}:
        return None
    wishes = [c for c in starts if c.intent in (*_GOODS, *_LOOKS)]
    explained = {c.intent for c in beside}
    explained |= {heard for heard, meant in _HEARD_AS.items() if meant in explained}
    if any(c.intent not in explained and not _mistaken(reader, c) for c in starts if c not in wishes):
        return None
    if moods.compares(_AGAINST.sub(" ", words)):
        looked = [c for c in wishes if c.intent in _LOOKS]
        return (looked[0].intent, looked[0].confidence) if looked and len(looked) == len(wishes) else None
    settled = any(c.intent in _GOODS for c in wishes) or explained & _SETTLES
    if wishes and not (taken or settled or _COUNT.search(words)):
        return wishes[0].intent, wishes[0].confidence
    return (_GOODS[0], max((c.confidence for c in wishes), default=_FAINT)) if wishes or taken else None


def _mistaken(reader: Reader, command: Start) -> bool:
    """Whether a command that is no wish for a thing may well be a part of a list that only sounded like it."""
    if command.intent == "change_quantity":
        return not reader.context.cart
    if command.intent in _OF_A_THING and not {"product", "products", "category"} & {*command.slots}:
        return True  # *and 2 whisks?* asks nothing of the thing before it
    return command.confidence < _FAINT or command.intent == "compare"


def _is_list(reader: Reader, parts: Sequence[_Part], least: int) -> bool:
    kinds = [part.kind for part in parts]
    if not least <= len(parts) <= _MOST:
        return False
    if kinds[0] == "version" and not _by_itself(parts):
        return False  # *black and white film*
    if _all_counted(parts) or any(kind in ("thing", "pointed") for kind in kinds):
        return True
    named = [part.named.split() for part in parts]
    known = any(reader.lexicon.knows(word) for words in named for word in words)
    strange = any(words and not any(reader.knows(word) for word in words) for words in named)
    return moods.takes(" ".join(part.piece.words for part in parts)) and (known or strange)


def _by_itself(parts: Sequence[_Part]) -> bool:
    """Whether the version a list begins with is one thing of it, and not the first colour of the next."""
    said, joint = plain(parts[0].piece.words), parts[0].joint
    if len(parts) > 1 and said.isascii() and "one" not in said.split() and not set(",;.") & set(joint):
        return bool(_ONE.search(said)) and bool(_DETERMINED.match(plain(parts[1].piece.words)))
    return bool(_ONE.search(said)) or bool(set("、,") & set(joint))


def _loses(reader: Reader, parts: Sequence[_Part], commands: Sequence[Command]) -> bool:
    """Whether a part of the list stands in no slot of ``commands``."""
    slots = [c.slots for c in commands if isinstance(c, Start) and c.intent in (*_GOODS, *_LOOKS)]
    rows = {row for told in slots for row in _rows(told)}
    spoken = [plain(part.piece.words) for part in parts]
    # What was heard of two parts as of one thing is one of them at most.
    heard = [plain(str(item.get("words") or "")) for told in slots for item in told.get("items") or ()]
    heard = [words for words in heard if words and sum(said in words for said in spoken) < _LEAST]
    for place, (part, said) in enumerate(zip(parts, spoken, strict=True)):
        if any(said in words or words in said for words in heard):
            continue
        if part.kind == "named" or (part.kind == "version" and place == 0 and len(parts) > 1):
            return True
        if part.kind == "pointed" and not {s.row for s in _pointed(reader, part.piece)} & rows:
            return True
        if part.kind == "thing" and not {link.row for e in part.piece.entities for link in e.links} & rows:
            return True
    return False


def _rows(told: Mapping[str, Any]) -> Iterator[str]:
    """The rows that a command serves: of a product and a shelf only the product, unless each stands for itself."""
    if told.get("items"):
        yield from (str(item.get("row") or "") for item in told["items"])
    elif told.get("products"):
        yield from told["products"]
    elif told.get("product"):
        yield str(told["product"])
    else:
        shelves = told.get("category") or told.get("brand") or ()
        yield from [shelves] if isinstance(shelves, str) else shelves


def _wished(reader: Reader, parts: Sequence[_Part], wish: tuple[str, float], words: str) -> tuple[Start, ...]:
    """The list as wishes: one for all that is to be put into the cart, or one for each thing that is looked for."""
    intent, sure = wish
    if intent in _LOOKS:
        bare = replace(reader.context, shown=(), cart=(), last_row=None)
        return tuple(
            Start(
                intent=intent,
                slots=slots_of(part.piece.entities, bare, intent, part.named or part.piece.words),
                confidence=sure,
                words=part.named or part.piece.words,
            )
            for part in list(_together(parts))[:_FEW]
        )
    items = _items(reader, parts)
    if not items:
        return ()
    slots = {"items": items, "quantity": items[0]["quantity"]} if len(items) >= _LEAST else _as_one(items[0])
    return (
        Start(intent=intent, slots=slots, confidence=sure, words=words if len(items) >= _LEAST else items[0]["words"]),
    )


def _as_one(item: Mapping[str, Any]) -> dict[str, Any]:
    """The slots of a single thing."""
    told = {name: value for name, value in item.items() if name not in ("row", "name", "named", "words", "pointed")}
    row = str(item.get("row") or "")
    if row.startswith("category:"):
        return told | {"product": {"text": item["name"], "category": row}}
    if item.get("named"):
        return told | {"product": {"text": item["named"]}}
    return told | ({"product": row} if row else {})


def _items(reader: Reader, parts: Sequence[_Part]) -> list[dict[str, Any]]:
    """A wish for each part, with how many of it and in which version."""
    items: list[dict[str, Any]] = []
    bare = replace(reader.context, shown=(), cart=(), last_row=None)
    for part in _together(parts):
        words, entities = part.piece.words, part.piece.entities
        slots = slots_of(entities, bare, "add_to_cart", words)
        if several := slots.pop("items", None):
            items += several
            continue
        told = {
            name: value
            for name, value in slots.items()
            if name not in ("product", "products", "category", "brand", "query")
        }
        thing: list[dict[str, Any]]
        if part.kind == "named":
            thing = [{"named": part.named}]
        elif part.kind == "thing":
            row = slots.get("product") or slots.get("category")
            called = next((e.text for e in entities if e.kind in _THINGS), "")
            thing = [{"row": row, "name": called}] if row else [{"named": called}]
        else:
            thing = [{"row": shown.row} for shown in _pointed(reader, part.piece)] or [{"pointed": True}]
            if len(thing) > 1 or _BOTH.search(plain(words)):
                told.pop("quantity", None)
        items += [{**one, "quantity": 1, **told, "words": words} for one in thing]
    return items


def _together(parts: Sequence[_Part]) -> Iterator[_Part]:
    """The parts, a version behind a thing as one with it: *a mug, the blue one*."""
    held: _Part | None = None
    for part in parts:
        if held is not None and part.kind == "version" and held.kind in ("thing", "named"):
            joined = held.piece.words + (held.joint or " ") + part.piece.words
            begin = len(held.piece.words) + len(held.joint or " ")
            later = [
                e.model_copy(update={"start": e.start + begin, "end": e.end + begin}) if e.start >= 0 else e
                for e in part.piece.entities
            ]
            whole = replace(held.piece, words=joined, entities=(*held.piece.entities, *later))
            held = replace(held, piece=whole, joint=part.joint)
            continue
        if held is not None:
            yield held
        held = part
    if held is not None:
        yield held


def _pointed(reader: Reader, piece: Piece) -> list[Any]:
    """What a part points at: *that one*, その2つ, which may be all that was shown."""
    rows = pointed(piece.entities, reader.context, "add_to_cart")
    count = next((e.value for e in piece.entities if e.kind == "quantity"), None)
    shown = reader.context.shown
    if count is not None and count == len(shown) >= _LEAST and not any(e.kind == "ordinal" for e in piece.entities):
        return list(shown)
    if not rows and moods.settles(piece.words):
        return list(shown) if len(shown) == 1 else []
    return rows


def _parts(reader: Reader, piece: Piece) -> Iterator[_Part]:
    """The parts of a message, each read for itself; none where it cannot be cut as it was written, or has more than anybody lists."""
    said = plain(piece.words)
    if len(said) != len(piece.words):
        return
    spans = answers.spans(piece.words, piece.entities)
    taken = [span for span, e in zip(spans, piece.entities, strict=True) if e.kind in _THINGS]
    # What ends in the letter a joint may begin with keeps it: the 이 of 먹이랑.
    begins = [max([m.start(), *(b for a, b in taken if a <= m.start() < b)]) for m in _JOINT.finditer(said)]
    joints = [m.span() for at in begins if not goes_with(said, at) and (m := _JOINT.match(said, at))]
    cuts = [(start, end) for start, end in joints if not any(a < end and start < b for a, b in taken)]
    cuts = sorted({*cuts, *_behind_counts(said, piece.entities, spans)})
    if len(cuts) >= _MOST:
        return
    for start, end in zip([0, *(b for _, b in cuts)], [*(a for a, _ in cuts), len(said)], strict=True):
        words = piece.words[start:end].strip(" .!~")
        if words:
            joint = next((said[a:b] for a, b in cuts if a == end), "")
            kind, named = kind_of(reader, reader.piece(words), joined=bool(_JOINED.search(joint)))
            yield _Part(reader.piece(words), kind, named, joint)


def _behind_counts(
    said: str, entities: Sequence[Entity], spans: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Where a list without a word between its parts goes on: behind each number where numbers stand last, 금붕어밥 두 개 열대어밥 하나."""
    counts = sorted(span for span, e in zip(spans, entities, strict=True) if e.kind == "quantity")
    if len(counts) < _LEAST or said.isascii() or not said[: counts[0][0]].strip():
        return
    for (_, end), (begin, _) in pairwise(counts):
        between = said[end:begin]
        if between[:1].isspace() and _RUN.search(between) and not _JOINT.search(between):
            yield end, end + len(between) - len(between.lstrip())
    end = counts[-1][1]
    if _ONE_MORE.fullmatch(said, end):
        yield end, end + len(said[end:]) - len(said[end:].lstrip())  # … 목살 하나 상추도


def kind_of(reader: Reader, piece: Piece, *, joined: bool) -> tuple[str, str]:
    """What a part of a list is, and the words that name it where nothing is linked to it; ``joined`` to the next as names are."""
    if moods.settles(piece.words):
        return "pointed", ""
    if only_keeps(plain(piece.words)):
        return "nothing", ""  # 볼트만 남겨줘: what stays in the cart is not put there once more
    things = any(e.kind in _THINGS for e in piece.entities)
    if any(e.negated for e in piece.entities) or (not things and moods.compares(piece.words)):
        return "other", ""
    words = plain(piece.words)
    text = list(words)
    for start, end in answers.spans(piece.words, piece.entities):
        text[start:end] = " " * (end - start)
    told = _WANTS.sub(lambda found: " " * len(found.group()), "".join(text))
    spoken = list(_RUN.finditer(told))
    spoken = [run for run in spoken if run.group() not in _PARTICLES]
    rest = [korean_stem(run.group()) if run.group()[0] >= "가" else run.group() for run in spoken]
    counted = any(e.kind == "quantity" for e in piece.entities)
    surely = piece.reading.confidence >= (_SURE_OF_COUNTED if counted else _SURE) and piece.best not in _LIKE_GOODS
    if things:
        return ("other" if surely and piece.best not in COURTESIES else "thing"), ""  # *hi, the headset …*
    pointing = any(e.kind in ("reference", "ordinal") for e in piece.entities)
    valued = any(e.kind in (*VALUED, "quantity") for e in piece.entities)
    rest = [run for run in rest if len(run) >= _LEAST or not run.isascii()]
    if not rest:
        return ("pointed" if pointing else "version" if valued else "nothing"), ""
    if surely:
        return ("nothing" if piece.best in COURTESIES else "other"), ""
    named = words[spoken[0].start() : spoken[-1].start()] + rest[-1]
    if all(reader.lexicon.knows(run) for run in rest) and max(map(len, rest)) >= _LEAST:
        return "named", named
    also = len(rest) == 1 and _ONE_MORE.fullmatch(f" {words}") is not None
    had = joined or counted or bool(_HAD.search(words) and (also or not all(reader.knows(run) for run in rest)))
    deed = any(_GOES_ON_AS_VERB.match(told[run.end() :]) for run in spoken if _KANJI.fullmatch(run.group()))
    single = any(len(run) < _LEAST for run in rest[-1:])
    several = len(rest) > 1 and rest[-1][:1] >= "가"  # 극세사 융
    telling = _SINGLE.search(words) is not None if single and not several else any(len(run) >= _LEAST for run in rest)
    strange = had and telling and not (pointing or deed) and len(rest) <= _FEW_WORDS
    return ("named", named) if strange else ("other", "")
