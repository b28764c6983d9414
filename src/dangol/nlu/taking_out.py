# ruff: noqa: E501  (patterns read best on one line)
"""What takes something out of the cart and says more in the same breath, so that neither is left undone and nothing is put in by it."""

from __future__ import annotations

import re

from dangol.nlu import answers
from dangol.nlu.commands import Command, Deny, Start
from dangol.nlu.moods import asks, undoes
from dangol.nlu.normalise import normalise
from dangol.nlu.pieces import LOOKING, Piece, Reader
from dangol.nlu.relative_numbers import relative
from dangol.nlu.segments import cuts, unlinked
from dangol.nlu.slots import in_cart_named, slots_of

_SURE = 0.85
_GOES = re.compile(
    r"\s?[은는을를도]?\s?(?:빼고|빼\s?(?:주시)?고|취소하고|지우고|삭제하고)(?:요)?[\s,]+|[はを]?(?:やめて|外して|消して|抜いて|取り消して|キャンセルして|なしで)[\s,、]*(?=\S)"
)
TAKES_OUT = re.compile(
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


# What can only be done to something that lies in the cart.
_OUT_OF_IT = re.compile(
    r"\b(?:cart|basket|bag|trolley|remov\w*|delet\w*|take (?:\S+ ){0,3}(?:out|off))\b|장바구니|카트|빼|삭제|지워|지우|カート|かご|カゴ|外し|削除|抜い|消し"
)


def let_be(reader: Reader, commands: tuple[Command, ...]) -> tuple[Command, ...]:
    """``commands`` without taking out of an empty cart what was only looked at: 우비는 됐고 하네스 보여주세요. Alone it is a no."""
    if reader.context.cart or reader.context.flow not in (None, *LOOKING):
        return commands
    over = [
        isinstance(c, Start) and c.intent == "remove_from_cart" and not _OUT_OF_IT.search(normalise(c.words).text)
        for c in commands
    ]
    if len(commands) == 1 and over[0]:
        return (Deny(confidence=commands[0].confidence, words=commands[0].words),)
    return tuple(c for c, gone in zip(commands, over, strict=True) if not gone)


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
    if piece.best != "add_to_cart" or not TAKES_OUT.search(text) or _PUTS_IN.search(text):
        return ()
    lines = [in_cart_named([e], reader.context) for e in piece.entities if e.kind in ("product", "category")]
    rows = dict.fromkeys(line.row for line in lines if line is not None)
    return tuple(
        Start(intent="remove_from_cart", slots={"product": row}, confidence=_SURE, words=piece.words) for row in rows
    )
