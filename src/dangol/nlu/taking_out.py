# ruff: noqa: E501  (patterns read best on one line)
"""What takes something out of the cart and says more in the same breath, so that neither is left undone and nothing is put in by it."""

from __future__ import annotations

import re

from dangol.nlu import answers, moods
from dangol.nlu.commands import Command, Start
from dangol.nlu.moods import asks, undoes
from dangol.nlu.normalise import normalise
from dangol.nlu.pieces import LOOKING, VALUED, Piece, Reader
from dangol.nlu.relative_numbers import relative
from dangol.nlu.segments import cuts, unlinked
from dangol.nlu.slots import in_cart_named, slots_of, version_in_cart

_SURE = 0.85
_GOES = re.compile(
    r"\s?[은는을를도]?\s?(?:빼고|빼\s?(?:주시)?고|취소하고|지우고|삭제하고)(?:요)?[\s,]+|[はを]?(?:やめて|外して|消して|抜いて|取り消して|キャンセルして|なしで)[\s,、]*(?=\S)"
)
_TAKES_OUT = re.compile(
    r"^(?:(?:please|ok(?:ay)?|no|and|actually|can you|could you)[\s,]+)*+(?:drop|remove|delete|lose|ditch|scratch|bin|get rid of|take (?:out|off|away))\b"
    r"|(?:빼|삭제해|지워|취소해)\s?(?:줘|주세요|주실래요|줄래)요?[\s.!~]*$|(?:やめて|消して|外して|抜いて|取り消して|なしで)(?:ください|お願いします)?[\s.!。]*$"
)
_PUTS_IN = re.compile(
    r"\b(?:add|put|give|want|instead|take|get|make|swap|for)\b(?! (?:out|off|away|rid))|담|넣|추가|주시고|入れ|足し|追加|ください(?!。?$)"
)
_TWO = 2
# Where a thing was said to be made so many, and another one follows: マグは2個にしてトレイは外して.
_MADE = re.compile(
    r"(?<=にして)[、,\s]*(?=\S)|(?<=に変えて)[、,\s]*(?=\S)|(?<=に減らして)[、,\s]*(?=\S)|(?<=に増やして)[、,\s]*(?=\S)"
)
# That a thing is to be so many, and nothing more.
_SET_ALONE = re.compile(
    r"\b(?:make|change|set)\s(?:it\s)?(?:the |that |my )?[^.?!]{2,30}?\s(?:to\s|into\s)?(?:\d{1,2}|two|three|four|five|six)\b(?!\s(?:cm|mm|ml|l|g|kg)\b)"
    r"|[은는]\s?(?:\d{1,2}|한|두|세|네|다섯|여섯)\s?(?:개|장|병|벌|켤레|봉|팩|권|자루|박스)\s?(?:로|으로)(?:요|만|\s|$|\s?(?:바꿔|변경|해))"
    r"|は\s?(?:\d{1,2}|[一二三四五六]|ふた|みっ)\s?(?:つ|個|本|枚|点|着|袋|箱|冊)\s?(?:で|に)(?:$|[。、\s]|お願い|して|変え|変更|します)"
)
# What is refused, and what alone is wanted of the things in the cart.
_NEAR = 40
_UNWANTED = re.compile(
    r"\b(?:don'?t|dont|do not|no longer|not|won'?t|wont)\s(?:be\s)?(?:really\s|actually\s)?(?:want(?:ing)?|need(?:ing)?|after|taking|buying|tak(?:e|ing))\s(?:the |my |that |those |any )?$"
)
_UNWANTED_BEHIND = re.compile(
    r"\s?(?:은|는|이|가|도|을|를)?\s?(?:이제\s?|더\s?이상\s?|그냥\s?)?(?:필요\s?없|됐|안\s?(?:살|할|사)|싫|말고|관두|그만)"
    r"|(?:は|が|も)?(?:もう|やっぱり?)?(?:いら(?:な|ん)|要ら(?:な|ん)|いりませ|要りませ|不要|いい(?:から|ので|です|や)|結構|必要な)"
)
_ONLY = re.compile(r"\b(?:just|only)\s(?:want |need |keep |take |leave |buy )?(?:the |my |that |those )?$")
_ALONE = re.compile(r"\s?만(?=[\s요.,!~]|있|으로|$)|(?:だけ|のみ)")
_REPLACES = re.compile(r"바꿔|바꾸|바꿀|변경|대신|変え|かえて|変更|替え|代わり|かわりに")


def out_and_in(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """펑크키트 빼고 미니 펌프 담아줘, 修理キットはやめて空気入れを入れて: one thing of the cart goes, another comes, and neither is left undone."""
    message = normalise(piece.words)
    spans = answers.spans(piece.words, piece.entities)
    for entity, (_, end) in zip(piece.entities, spans, strict=True):
        goes = _GOES.match(message.text, end) if entity.kind in ("product", "category") else None
        line = in_cart_named([entity], reader.context) if goes else None
        if goes is None or line is None:
            continue
        comes = reader.piece(message.written(goes.end(), len(message.text)).strip())
        if not comes.names or comes.best != "add_to_cart" or _REPLACES.search(normalise(comes.words).text):
            return ()
        taken = Start(
            intent="remove_from_cart",
            slots={"product": line.row},
            confidence=_SURE,
            words=message.written(0, goes.end()).strip(),
        )
        return (taken, reader.command(comes, ("add_to_cart", _SURE)))
    return ()


# One line set to a number, and more behind it: *make the caramel 2 and add 2 vanilla*, 캐러멜은 2개로 하고 바닐라 2개 추가요,
# キャラメルは2個にして、バニラ2個追加で.
_SET_AND = re.compile(
    r"^(?P<set>(?:(?:ok|actually|please|no|oh)[\s,]+)*+(?:make|change|reduce|cut|drop|bring|set) (?:the |my )?[^,.;]{1,40}?\s(?:to |down to )?(?:\d{1,2}|one|two|three|four|five|six))(?:\s?[,;]\s?(?:and )?|\s(?:and|then|plus)\s)(?P<more>.+)$"
    r"|^(?P<set_ko>[^,]{1,30}?(?:은|는|을|를)\s?(?:\d{1,2}\s?[가-힣]{1,2}|하나|둘|셋|한\s?[개병장봉]|두\s?[개병장봉]|세\s?[개병장봉])(?:만|으?로)\s?(?:하고|해\s?주시고|바꾸고|줄이고|바꿔\s?주시고|줄여\s?주시고|늘리고))[\s,]+(?P<more_ko>.+)$"
    r"|^(?P<set_ja>[^、]{1,30}?[はを](?:\d{1,2}|[一二三四五六七八九十])[個つ本枚箱袋缶点台組セット]{1,3}(?:だけ)?に(?:して|変えて|変更して|減らして|増やして))[\s、,]*(?P<more_ja>.+)$"
)


def set_and_more(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """One line of the cart set to a number and another thing, or another version, put beside it: neither is added to what it was."""
    message = normalise(piece.words)
    match = _SET_AND.match(message.text) if reader.context.cart and reader.context.flow is None else None
    if match is None:
        return ()
    name = next(n for n in ("set", "set_ko", "set_ja") if match[n])
    told = reader.piece(message.written(*match.span(name)).strip())
    more = reader.piece(message.written(*match.span(name.replace("set", "more"))).strip())
    counts = [e.value for e in told.entities if e.kind == "quantity" and not e.negated]
    line = in_cart_named(told.entities, reader.context) or version_in_cart(told.entities, reader.context)
    known = more.names or any(e.kind in VALUED for e in more.entities)
    wanted = known and (
        more.best in ("add_to_cart", "find_products") or any(e.kind == "quantity" for e in more.entities)
    )
    if (
        line is None
        or len(counts) != 1
        or not wanted
        or moods.asks(more.words)
        or _TAKES_OUT.search(normalise(more.words).text)
    ):
        return ()
    slots = {"product": line.row, "quantity": counts[0]}
    set_to = Start(intent="change_quantity", slots=slots, confidence=_SURE, words=told.words)
    added = reader.command(more, ("add_to_cart", _SURE))
    if isinstance(added, Start) and not {"product", "category", "items", "variant"} & {*added.slots}:
        added = added.model_copy(update={"slots": {**added.slots, "product": line.product or line.row}})
    return (set_to, added)


def set_alone(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """민트는 2개로요, ミントは2つで, *make the mint one 2*: what alone in the cart is made so is to be so many, and nothing is changed into it."""
    context, text = reader.context, normalise(piece.words).text
    counts = [e.value for e in piece.entities if e.kind == "quantity" and not e.negated]
    if not context.cart or context.flow not in (None, *LOOKING) or len(counts) != 1 or piece.names:
        return ()
    line = version_in_cart(piece.entities, context) if _SET_ALONE.search(text) and not asks(piece.words) else None
    if line is None or relative(piece.words, piece.entities):
        return ()
    slots = {"product": line.row, "quantity": counts[0]}
    return (Start(intent="change_quantity", slots=slots, confidence=_SURE, words=piece.words),)


def counted_and_out(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """머그는 두 개로 하고 쟁반은 빼줘, *make it two mugs and drop the tray*: of two things in the cart one goes, the other is counted anew, and
    it does not go along."""
    message = normalise(piece.words)
    counts = [e for e in piece.entities if e.kind == "quantity"]
    if not counts or len(reader.context.cart) < _TWO or not undoes(message.text, "remove_from_cart"):
        return ()
    ends = [
        *((end, begin) for end, begin, _ in cuts(message.text, reader.lang)),
        *((m.end(), m.end()) for m in _MADE.finditer(message.text)),
    ]
    for end, begin in ends:
        parts = [message.written(0, end), message.written(begin, len(message.text))]
        pieces = [reader.piece(unlinked(part)) for part in parts]
        lines = [in_cart_named(p.entities, reader.context) for p in pieces]
        gone = [undoes(normalise(p.words).text, "remove_from_cart") for p in pieces]
        told = [any(e.kind == "quantity" for e in p.entities) for p in pieces]
        one, other = lines
        if one is None or other is None or one.row == other.row or gone[0] is gone[1] or gone != [not t for t in told]:
            continue
        made, out = (1, 0) if gone[0] else (0, 1)
        rows = (one.row, other.row)
        slots = slots_of(pieces[made].entities, reader.context, "change_quantity", pieces[made].words)
        more = relative(pieces[made].words, pieces[made].entities)
        slots = ({"relative": more} if more else {"quantity": slots.get("quantity", 1)}) | {"product": rows[made]}
        commands = {
            made: Start(intent="change_quantity", slots=slots, confidence=_SURE, words=pieces[made].words),
            out: Start(
                intent="remove_from_cart", slots={"product": rows[out]}, confidence=_SURE, words=pieces[out].words
            ),
        }
        return (commands[0], commands[1])
    return ()


def only_the_other(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """머그는 필요 없고 목도리만요, *I don't want the mug any more, just the scarf*: what is refused of two things in the cart goes. The other
    is there already, and is neither asked about nor put there once more."""
    context = reader.context
    if len(context.cart) < _TWO or context.flow not in (None, *LOOKING, "add_to_cart") or asks(piece.words):
        return ()
    text = normalise(piece.words).text
    gone: dict[str, None] = {}
    kept = set()
    for entity, (start, end) in zip(piece.entities, answers.spans(piece.words, piece.entities), strict=True):
        if entity.kind == "quantity":
            return ()
        line = in_cart_named([entity], context) if entity.kind in ("product", "category") else None
        if line is None:
            continue
        if _ONLY.search(text[max(0, start - _NEAR) : start]) or _ALONE.match(text, end):
            kept.add(line.row)
        elif _UNWANTED.search(text[max(0, start - _NEAR) : start]) or _UNWANTED_BEHIND.match(text, end):
            gone[line.row] = None
    if not kept or not gone or kept & {*gone}:
        return ()
    return tuple(
        Start(intent="remove_from_cart", slots={"product": row}, confidence=_SURE, words=piece.words) for row in gone
    )


def led_out(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """*Drop the oil and one bottle*: whatever it is taken for, nothing is put into the cart by a message that only takes out."""
    text = normalise(piece.words).text
    if piece.best != "add_to_cart" or not _TAKES_OUT.search(text) or _PUTS_IN.search(text):
        return ()
    lines = [in_cart_named([e], reader.context) for e in piece.entities if e.kind in ("product", "category")]
    rows = dict.fromkeys(line.row for line in lines if line is not None)
    return tuple(
        Start(intent="remove_from_cart", slots={"product": row}, confidence=_SURE, words=piece.words) for row in rows
    )
