# ruff: noqa: E501  (patterns read best on one line)
"""Versions of one thing weighed against each other: 무향이랑 녹차 뭐가 달라요, *what's the difference between the 1 kg and the 3 kg bag*,
MとLの違いは; and one version that is thought to be the right one: 예민한 애면 무향이 낫겠죠, *isn't the unscented one better*.

By their other words such messages sound like a comparison of things, a search, or a question after the price of one of them; which of it is
meant is told by the values that stand there together, and by how they are asked about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dangol.nlu import answers, moods
from dangol.nlu.commands import Command, Entity, Start
from dangol.nlu.context import Context
from dangol.nlu.made_otherwise import BOUGHT, HAD, ORDERED
from dangol.nlu.normalise import normalise, plain
from dangol.nlu.pieces import LOOKING, OF_AN_ORDER, VALUED, Piece, Reader
from dangol.nlu.slots import made_in

# That a difference is asked for, whatever else it sounds like.
_APART = re.compile(
    r"\bdifferen(?:ce|t|ces)\b|\bdiffers?\b|\bcompar(?:e|ed|ing|ison)\b|\b(?:cheaper|dearer|pricier|more expensive)\b|\bsame (?:price|cost|thing)\b|\bcost the same\b|\bhow much (?:more|less|cheaper)\b|\bversus\b|\bvs\b"
    r"|차이|달라|다른\s?(?:점|거|건|게|가)|다르|다를|비교|(?:더|제일|가장)\s?(?:싼|싸|쌀|저렴|비싼|비싸|비쌀)|(?:뭐|뭐가|어느\s?(?:게|거|쪽|쪽이)|어떤\s?(?:게|거|쪽이?))\s?(?:싸|싼|쌀|저렴|비싸|비싼)|가격\s?(?:이\s?)?(?:같|똑같)"
    r"|違[いうっ]|ちがい|ちがう|比べ|比較|差は|差が|(?:どっち|どちら|どれ)(?:の(?:方|ほう))?が(?:お?安|お?得|高|お?買い得)|同じ値段|値段は同じ"
)
# That one of them is to be named, which may ask for a size as well.
_WHICH = re.compile(
    r"\bwhich\b|\bbetter\b|\bor\b[^?]{1,30}\?"
    r"|뭐가|뭘로|뭘\s?(?:살|사|고)|어느\s?(?:게|거|것|쪽)|어떤\s?(?:게|거|것|걸|쪽)|중에|나[아을은]|낫|좋을까|추천"
    r"|どっち|どちら|どれ|がいい|が良い|おすすめ"
)
_WEIGHS = frozenset(
    {"compare", "advice", "find_products", "product_question", "ask_price", "check_stock", "similar_products", "browse"}
)
# What is thought of one version, for whoever tells it to agree or not.
_THOUGHT = re.compile(
    r"\b(?:isn'?t|wouldn'?t|aren'?t|is|are|would|will|won'?t|be)\b[^?.]{1,50}\b(?:better|best|right|safer|gentler|suit\w*|enough|alright|ok|okay|fine)\b[^?.]{0,50}(?:\?|$)|\bbetter (?:for|with|if)\b[^?.]{1,60}(?:\?|,? right\b)"
    r"|(?:더\s?)?(?:낫|나[을아]|좋|괜찮|맞|안전하|편하|순하|충분하)(?:겠죠|겠지요?|겠네요|죠|지요?|을까요?|까요?|나요|은가요|은지|을라나|으려나|을지|아요\s?\?|을\s?것\s?같은데)"
    r"|(?:ほう|方|の|で|が)(?:が)?(?:いい|良い|よい|よさそう|合[いう]|合って|向い(?:て(?:い)?)|安心|安全|大丈夫|十分)(?:る|ます)?(?:です|でしょう|ん)*(?:よね|か(?:ね|な)?|かしら|ね(?=[?。]|$))"
)
_REFUSES = re.compile(
    r"\b(?:swap|exchange|instead|cancel|return)\b|바꿔|바꿀|바꾸|교환|변경|취소|반품|대신|변에|変え|交換|返品|キャンセル|代わり"
)
# How another one is joined to a value that is known, and what it is called.
_BEHIND = re.compile(
    r"(?:\s(?:one|ones|kind|version))?(?:\s(?:and|or|vs\.?|versus|from|than|with)\s|/)(?:the |a |an )?(?P<en>[a-z0-9][a-z0-9.-]{1,20})"
    r"|(?:색|향|맛)?\s?(?:이?랑|하고|와|과|이나|나|,|/|vs)\s?(?P<ko>[가-힣a-z0-9]{2,12})"
    r"|(?:の(?:方|ほう))?(?:と|か|や|、|/)(?P<ja>[ァ-ヶー一-龥a-z0-9]{2,12})"
)
_BEFORE = re.compile(
    r"(?P<en>[a-z0-9][a-z0-9.-]{1,20})(?: one| ones)?(?: (?:and|or|vs\.?|versus|from|than|with) |/)(?:the |a |an )?$"
    r"|(?P<ko>[가-힣a-z0-9]{2,12}?)(?:이?랑|하고|와|과|이나|나|,|/|\svs)\s?$"
    r"|(?P<ja>[ァ-ヶー一-龥a-z0-9]{2,12})(?:の(?:方|ほう))?(?:と|か|や|、|/)$"
)
_TAIL_KO = re.compile(
    r"(?:색|향|맛|사이즈)?(?:은|는|이|가|의|를|을|도|중에서?|으로|로|이랑|랑|하고|이면|면)$"
)  # particles behind the other one
_NO_NAME = re.compile(
    r"(?:the|this|that|these|those|it|other|others|another|rest|one|ones|which|what|is|are|for|me|you|better|cheaper|colou?rs?|sizes?|normal|regular|usual)$"
    r"|(?:이거|그거|저거|이것|그것|다른|나머지|일반|보통|뭐|뭐가|어느|어떤|가격|차이|둘|하나|제일|그냥)"
    r"|(?:他|普通|何|値段|価格|違|比|同|方|全部)"
)
_OF_ALL = re.compile(
    r"(?:s|es)?\b[^?]{0,20}\bdiffer|\bdifferen(?:ce|t|ces)\b[^?]{0,20}$|(?:별|별로|마다|끼리|들?\s?간)?(?:은|는|이|가|의)?\s?(?:차이|뭐가\s?(?:달라|다르|다른)|어떻게\s?(?:달라|다르|다른)|무슨\s?차이)|(?:ごと|によって|別)?(?:の|で|は|に|が)?(?:どう|何が)?(?:違い|違う|違います|差)"
)
_SURE, _LONGEST, _TWO = 0.85, 160, 2


def between_versions(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """The versions that a message asks to be told apart: two or more values of one kind, one and another that nobody here knows, or all
    there are of an option (*how do the sizes differ*). Which thing has them, the catalogue tells."""
    if not _is_free(reader, piece):
        return ()
    text = normalise(piece.words).text
    apart = _APART.search(text) is not None
    if not apart and not (_WHICH.search(text) and piece.best in _WEIGHS and not _measured(piece)):
        return ()
    values = [e for e in piece.entities if e.kind in VALUED and e.kind != "measure" and not e.negated]
    row = _row_of(reader, piece)
    if row is None and not (reader.context.shown or any(e.kind in ("category", "brand") for e in piece.entities)):
        return ()
    slots: dict[str, object] = {}
    versions = _of_one_kind(values)
    if len(versions) >= _TWO:
        slots = {"versions": versions}
    elif len(values) == 1 and (apart or piece.best == "compare") and (other := _joined(reader, piece, values[0])):
        slots = {"versions": [_told(values[0])], "unknown": [other]}
    elif not values and apart and (option := _of_an_option(reader.context, row, text)):
        slots = {"option": option}
    if not slots:
        return ()
    if row is not None:
        slots["product"] = row
    shelf = next((e.links[0].row for e in piece.entities if e.kind == "category" and e.links and not e.negated), None)
    if row is None and shelf is not None:
        slots["category"] = shelf
    return (Start(intent="compare", slots={**slots, "query": piece.words}, confidence=_SURE, words=piece.words),)


def version_weighed(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """The one version of the thing spoken of that a message thinks is the right one, and asks to hear so: a question about that thing, and
    no search that leaves out what it cannot find."""
    context = reader.context
    if not _is_free(reader, piece) or context.asked:
        return ()
    text = normalise(piece.words).text
    values = [e for e in piece.entities if e.kind in VALUED and not e.negated]
    if len(values) != 1 or not _THOUGHT.search(text) or moods.takes(piece.words):
        return ()
    row = _row_of(reader, piece)
    named = any(e.kind == "product" for e in piece.entities)
    if row is None or not (named or made_in(context, row, values)):
        if row is not None or not context.shown or piece.names:
            return ()
        row = None  # one of those shown comes so
    slots = {"versions": [_told(values[0])], "query": piece.words} | ({"product": row} if row else {})
    return (Start(intent="product_question", slots=slots, confidence=_SURE, words=piece.words),)


def _is_free(reader: Reader, piece: Piece) -> bool:
    """Whether nothing else is under way that a message may be about, and it speaks of no order."""
    context, text = reader.context, normalise(piece.words).text
    if context.flow not in (None, *LOOKING, "compare", "add_to_cart", "product_question", "check_stock", "ask_price"):
        return False
    if context.asked_kind in answers.FREE_TEXT or context.last_intent in OF_AN_ORDER or len(text) > _LONGEST:
        return False
    if any(pattern.search(text) for pattern in (BOUGHT, HAD, ORDERED, _REFUSES)):
        return False
    return not any(e.kind in ("order_number", "quantity", "coupon") for e in piece.entities)


def _measured(piece: Piece) -> bool:
    """Whether somebody's own measures stand there, by which a size is chosen."""
    return any(e.kind == "measure" for e in piece.entities)


def _row_of(reader: Reader, piece: Piece) -> str | None:
    """The one product that is named, else the one spoken of where no other kind of thing is."""
    rows = [e.links[0].row for e in piece.entities if e.kind == "product" and e.links and not e.negated]
    if rows:
        return rows[0] if len(set(rows)) == 1 and rows[0].startswith("product:") else None
    return reader.context.last_row


def _told(value: Entity) -> list[str]:
    name, said = answers.slot_value(value)
    return [str(name), str(said), value.text]


def _of_one_kind(values: Sequence[Entity]) -> list[list[str]]:
    """The values of the kind that most are of, each once: as what, the value and the words for it."""
    kinds: dict[str, dict[str, list[str]]] = {}
    for value in values:
        told = _told(value)
        kinds.setdefault(told[0], {}).setdefault(plain(told[1]), told)
    return list(max(kinds.values(), key=len).values()) if kinds else []


def _joined(reader: Reader, piece: Piece, value: Entity) -> str:
    """What is joined to the one value that is known and is none itself, nor a thing: the lavender of *unscented or lavender*."""
    text = normalise(piece.words).text
    spans = dict(zip(map(id, piece.entities), answers.spans(piece.words, piece.entities), strict=True))
    begin, end = spans[id(value)]
    for found in (_BEHIND.match(text, end), _BEFORE.search(text[:begin])):
        if found is None:
            continue
        name = next(filter(None, found.groups()))
        at = found.start(found.lastgroup or 0)
        if any(first < at + len(name) and at < last for key, (first, last) in spans.items() if key != id(value)):
            return ""
        name = _TAIL_KO.sub("", name) if reader.lang == "ko" else name
        if len(name) >= _TWO and not _NO_NAME.match(name):
            return name
    return ""


def _of_an_option(context: Context, row: str | None, text: str) -> str:
    """The option of the thing spoken of whose values are asked to be told apart: the sizes of *how do the sizes differ*."""
    for made in context.made:
        if made.row != row or len(made.values) < _TWO:
            continue
        for name in map(plain, made.names):
            for found in re.finditer(rf"\b{re.escape(name)}" if name.isascii() else re.escape(name), text):
                before = name.isascii() and re.search(r"\bdifferen(?:ce|t)\b[^?]{0,30}$", text[: found.start()])
                if before or _OF_ALL.match(text, found.end()):
                    return made.option
    return ""
