# ruff: noqa: E501  (patterns read best on one line)
"""Versions of one thing weighed against each other: 무향이랑 녹차 뭐가 달라요, *what's the difference between the 1 kg and the 3 kg bag*,
MとLの違いは; and one version that is thought to be the right one: 예민한 애면 무향이 낫겠죠, *isn't the unscented one better*.

By their other words such messages sound like a comparison of things, a search, or a question after the price of one of them; which of it is
meant is told by the values that stand there together, and by how they are asked about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dangol.nlu import answers, moods
from dangol.nlu.commands import Command, Entity, Start
from dangol.nlu.context import Context
from dangol.nlu.made_otherwise import BOUGHT, HAD, ORDERED
from dangol.nlu.normalise import normalise, plain
from dangol.nlu.pieces import LOOKING, OF_AN_ORDER, VALUED, Piece, Reader
from dangol.nlu.slots import made_in, slots_of

# That a difference is asked for, whatever else it sounds like.
_APART = re.compile(
    r"\bdifferen(?:ce|t|ces)\b|\bdiffers?\b|\bcompar(?:e|ed|ing|ison)\b|\b(?:cheaper|dearer|pricier|more expensive)\b|\bsame (?:price|cost|thing)\b|\bcost the same\b|\bhow much (?:more|less|cheaper)\b|\bversus\b|\bvs\b"
    r"|차이|달라|다른\s?(?:점|거|건|게|가)|다르|다를|비교|(?:더|제일|가장)\s?(?:싼|싸|쌀|저렴|비싼|비싸|비쌀)|(?:뭐|뭐가|어느\s?(?:게|거|쪽|쪽이)|어떤\s?(?:게|거|쪽이?))\s?(?:싸|싼|쌀|저렴|비싸|비싼)|가격\s?(?:이\s?)?(?:같|똑같)"
    r"|違[いうっ]|ちがい|ちがう|比べ|比較|差は|差が|(?:どっち|どちら|どれ)(?:の(?:方|ほう))?が(?:お?安|お?得|高|お?買い得)|同じ値段|値段は同じ"
)
# That it is a difference to what was spoken of before.
_FROM_THAT = re.compile(
    r"\bdifferen(?:ce|t)\b|\bhow much (?:more|less|cheaper)\b|차이|(?:보다|에\s?비해)\s?(?:얼마나|더|많이)|얼마나\s?(?:더\s?)?(?:비싸|싸)|(?:이?랑|와|과|하고)\s(?:뭐가|어떻게|많이)\s?(?:달라|다르|다른)|(?<!色)違い|の差|と(?:何が|どう)違|より(?:いくら|どれ)"
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
# Two that are named by no more than their figures, which would be read as how many: 90이랑 120 차이, *28 and 30*.
_COUNTER = (
    r"(?!\s?(?:개|장|켤레|벌|봉|병|명|권|팩|캔|つ|個|枚|足|本|袋|人|冊|点|people|persons?|pairs?|pcs|pieces?|of\b))"
)
_FIGURES = re.compile(
    rf"(?<![\d.,])(?P<one>\d{{1,4}})(?!\d){_COUNTER}(?:[a-z가-힣ぁ-んァ-ヶ一-龥]{{0,3}}?)\s?(?:이?랑|하고|와|과|이나|と|か|and|or|vs\.?|versus|from|than)\s?(?:the |a )?(?P<two>\d{{1,4}})(?!\d|[.,]\d){_COUNTER}"
)
# How another one is joined to a value that is known, and what it is called.
_BEHIND = re.compile(
    r"(?:\s(?:one|ones|kind|version))?(?:\s(?:and|or|vs\.?|versus|from|than|with)\s|/)(?:the |a |an )?(?P<en>[a-z0-9][a-z0-9.-]{0,20})"
    r"|(?:색|향|맛)?\s?(?:이?랑|하고|와|과|이나|나|,|/|vs)\s?(?P<ko>[가-힣a-z0-9]{2,12})"
    r"|(?:の(?:方|ほう))?(?:と|か|や|、|/)(?P<ja>[ァ-ヶー一-龥a-z0-9]{1,12})"
)
_BEFORE = re.compile(
    r"(?P<en>[a-z0-9][a-z0-9.-]{0,20})(?: one| ones)?(?: (?:and|or|vs\.?|versus|from|than|with) |/)(?:the |a |an )?$"
    r"|(?P<ko>[가-힣a-z0-9]{2,12}?)(?:이?랑|하고|와|과|이나|나|,|/|\svs)\s?$"
    r"|(?P<ja>[ァ-ヶー一-龥a-z0-9]{1,12})(?:の(?:方|ほう))?(?:と|か|や|、|/)$"
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
    r"(?:s|es)?\b[^?]{0,20}\bdiffer|\bdifferen(?:ce|t|ces)\b[^?]{0,20}$|(?:별|별로|마다|끼리|들?\s?간|에\s?따라)?(?:은|는|이|가|의)?\s?(?:가격|값)?(?:은|이|도)?\s?(?:차이|다른가|달라요?\s?\?|다르|뭐가\s?(?:달라|다르|다른)|어떻게\s?(?:달라|다르|다른)|무슨\s?차이)|(?:ごと|によって|別)?(?:の|で|は|に|が)?(?:値段|価格)?(?:は|が)?(?:どう|何が)?(?:(?<!色)違い|違う|違います|差)"
)
_DIFFERENCE = re.compile(r"\bdifferen(?:ce|t)\b[^?]{0,30}$")
_OPTIONS = (
    *("size", "colour", "color", "scent", "flavour", "flavor", "version", "capacit", "volume", "length", "weight"),
    *("사이즈", "색상", "색깔", "컬러", "용량", "향", "맛", "길이", "두께"),
    *("サイズ", "カラー", "色", "容量", "香り", "味", "長さ", "厚さ"),
)
# One of two that were just weighed, by where it stands between them, and that it is taken.
_ENDS = (
    (
        "worth",
        re.compile(r"\bbetter (?:value|deal)\b|\bbest (?:value|deal)\b|가성비|이득인|이득\s?되는|お?得な|割安な"),
    ),
    ("cheaper", re.compile(r"\b(?:cheap(?:er|est)?|less expensive)\b|(?<![가-힣])(?:싼|저렴한)|安い|安価な|お手頃な")),
    ("dearer", re.compile(r"\b(?:dearer|pricier|more expensive)\b|비싼|高い(?=ほう|方|の)")),
    (
        "bigger",
        re.compile(
            r"\b(?:bigger|larger|longer|thicker|wider|taller|heavier)\b|\bbig one\b|(?<![가-힣])(?:큰|긴|두꺼운|넓은|무거운)|大き[いな]|長い|厚い|広い"
        ),
    ),
    (
        "smaller",
        re.compile(
            r"\b(?:smaller|shorter|thinner|narrower|lighter)\b|\bsmall one\b|(?<![가-힣])(?:작은|짧은|얇은|좁은|가벼운)|小さ[いな]|短い|薄い|狭い|軽い"
        ),
    ),
)
_ONE_OF_THEM = re.compile(
    r"\bone\b|\bbag\b|\bpack\b|\bbottle\b|\bsize\b|\bthen\b|(?:거|걸|것|쪽|게|사이즈|용량)(?:으?로)?|ほう|方|の(?=[をでにが])|やつ"
)
_TAKEN = re.compile(
    r"\bthen\b|\bplease\b|\b(?:i'?ll|i will|let'?s|i'?d like to|let me) (?:take|have|get|go)\b|(?:으로|로|걸|거|쪽)\s?(?:[가-힣\d]+\s?(?:개|봉|병|팩|장|통)?\s?)?(?:할게요?|할래요?|주세요|줘요?|담아|담을|부탁|갈게요?|살게요?|요$)|로$"
    r"|ください|下さい|お願い|おねがい|にします|(?:ほう|方|の|やつ)で$|買います|もらい"
)
_SAYS = re.compile(r"[가-힣]{2}|[ぁ-ゖァ-ヶー一-龥]{2}|\d")
_ONE_SIGN = re.compile("[一-龥]")
_SURE, _LONGEST, _TWO = 0.85, 160, 2


def between_versions(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """The versions that a message asks to be told apart: two or more values of one kind, one and another that nobody here knows, or all
    there are of an option (*how do the sizes differ*). Which thing has them, the catalogue tells."""
    text = normalise(piece.words).text
    apart = _APART.search(text) is not None
    figures = _FIGURES.search(text) if apart and not moods.takes(piece.words) else None
    if not _is_free(reader, piece, counted=figures is not None):
        return ()
    if not apart and not (_WHICH.search(text) and piece.best in _WEIGHS and not _measured(piece)):
        return ()
    values = [e for e in piece.entities if e.kind in VALUED and e.kind != "measure" and not e.negated]
    row = _row_of(reader, piece)
    slots: dict[str, object] = {}
    versions = _of_one_kind(values)
    there = reader.context.shown or any(e.kind in ("category", "brand") for e in piece.entities)
    if row is None and not there and not (apart and len(versions) >= _TWO):
        return ()
    if len(versions) >= _TWO:
        slots = {"versions": versions}
    elif figures and not any(e.kind in VALUED for e in piece.entities):
        slots = {"versions": [["", number, number] for number in figures.group("one", "two")]}
    elif len(values) == 1 and (apart or piece.best == "compare") and (other := _joined(reader, piece, values[0])):
        slots = {"versions": [_told(values[0])], "unknown": [other]}
    elif len(values) == 1 and row is not None and _FROM_THAT.search(text) and not piece.names:
        slots = {"versions": [_told(values[0])]}  # from the one that was taken or looked at
    elif not values and row is not None and apart and (option := _of_an_option(reader.context, row, text)):
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
    row = _row_of(reader, piece)
    if row is not None and any(made.row == row for made in context.made):
        values = [e for e in values if made_in(context, row, [e])]  # *M for a 10 kg dog*
    if len(values) != 1 or not _THOUGHT.search(text) or moods.takes(piece.words):
        return ()
    if not ("?" in text and reader.lang == "en") and not _says_for_what(piece, values[0]):
        return ()  # 白がいいかな muses, *black would be better* decides; neither asks of anything in particular
    if row is None and (not context.shown or piece.names):
        return ()  # without a thing that is spoken of, one of those shown has to come so
    slots = {"versions": [_told(values[0])], "query": piece.words} | ({"product": row} if row else {})
    return (Start(intent="product_question", slots=slots, confidence=_SURE, words=piece.words),)


def _says_for_what(piece: Piece, value: Entity) -> bool:
    """Whether a message says for what a version is thought to be right, beside the version itself."""
    text = normalise(piece.words).text
    for entity, (begin, end) in zip(piece.entities, answers.spans(piece.words, piece.entities), strict=True):
        if entity is value:
            return _SAYS.search(_THOUGHT.sub(" ", text[:begin] + " " + text[end:])) is not None
    return False


def one_of_those_weighed(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """The one that is taken of the versions that were just told apart, by where it stands between them (*the bigger one then*, 싼
    걸로 하나 주세요, 長いほうをください) or by its name: *red then, in M*."""
    context, text = reader.context, normalise(piece.words).text
    row = context.last_row
    if context.last_intent != "compare" or row is None or [s.row for s in context.shown] != [row]:
        return ()
    if context.flow not in (None, *LOOKING) or moods.asks(piece.words):
        return ()
    others = [e for e in piece.entities if row not in [link.row for link in e.links]]
    if any(e.kind not in ("comparison", "sort", "quantity", "reference", *VALUED) or e.negated for e in others):
        return ()
    values = [e for e in others if e.kind in VALUED]
    ends = [name for name, words in _ENDS if words.search(text)]
    counts = [e.value for e in piece.entities if e.kind == "quantity" and e.text.casefold() != "one"]
    taken = _TAKEN.search(text.strip(" .!~。")) or counts or moods.takes(piece.words)
    if ends and not (len(ends) == 1 and _ONE_OF_THEM.search(text) and (taken or values)):
        return ()
    if not ends and not (values and made_in(context, row, values) and (piece.bare or taken)):
        return ()
    told = slots_of(values, replace(context, shown=(), cart=()), "add_to_cart", piece.words)
    slots: dict[str, object] = {**told, "product": row} | ({"comparison": ends[0]} if ends else {})
    if counts:
        slots["quantity"] = counts[0]
    # A version by nothing but its name may only be looked at; it puts none in the place of what lies in the cart.
    intent = "add_to_cart" if ends or taken else "check_stock"
    return (Start(intent=intent, slots=slots, confidence=_SURE, words=piece.words),)


def _is_free(reader: Reader, piece: Piece, *, counted: bool = False) -> bool:
    """Whether nothing else is under way that a message may be about, and it speaks of no order, nor says how many are wanted (a figure may be
    a version's name where it is ``counted`` among those)."""
    context, text = reader.context, normalise(piece.words).text
    if context.flow not in (None, *LOOKING, "compare", "add_to_cart", "product_question", "check_stock", "ask_price"):
        return False
    if context.asked_kind in answers.FREE_TEXT or context.last_intent in OF_AN_ORDER or len(text) > _LONGEST:
        return False
    if any(pattern.search(text) for pattern in (BOUGHT, HAD, ORDERED, _REFUSES)):
        return False
    said = {e.kind for e in piece.entities}
    return not said & {"order_number", "coupon"} and (counted or "quantity" not in said)


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
        over = [
            entity
            for entity, (first, last) in zip(piece.entities, spans.values(), strict=True)
            if entity is not value and first < at + len(name) and at < last
        ]
        if over:
            # *40 L and 70 L*: an amount that nothing comes in is one all the same.
            return over[0].text if over[0].kind in VALUED else ""
        name = _TAIL_KO.sub("", name) if reader.lang == "ko" else name
        if (len(name) >= _TWO or _ONE_SIGN.fullmatch(name)) and not _NO_NAME.match(name):
            return name
    return ""


def _of_an_option(context: Context, row: str, text: str) -> str:
    """The option of the thing spoken of whose values are asked to be told apart (the sizes of *how do the sizes differ*), or ``*`` where
    the thing is only named now and the word is one that options are called by."""
    known = [made for made in context.made if made.row == row]
    for made in known:
        if len(made.values) >= _TWO and any(_all_told_apart(plain(name), text) for name in made.names):
            return made.option
    return "*" if not known and any(_all_told_apart(name, text) for name in _OPTIONS) else ""


def _all_told_apart(name: str, text: str) -> bool:
    """Whether ``text`` asks how the values of what is called ``name`` differ."""
    called = rf"\b{re.escape(name)}" if name.isascii() else re.escape(name)
    return any(
        (name.isascii() and _DIFFERENCE.search(text[: found.start()])) or _OF_ALL.match(text, found.end())
        for found in re.finditer(called, text)
    )
