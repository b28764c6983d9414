# ruff: noqa: E501  (tables of words and patterns read best on one line)
"""A second wish in case the first cannot be had: *if white's sold out give me black*, 흰색 품절이면 검은색으로 주세요, 白が売り切れなら黒でお願いします."""

from __future__ import annotations

import re
from itertools import pairwise

from dangol.nlu import answers, moods
from dangol.nlu.commands import Command, Start
from dangol.nlu.normalise import normalise
from dangol.nlu.pieces import LOOKING, OF_AN_ORDER, VALUED, Piece, Reader
from dangol.nlu.slots import slots_of

# What stands between the two: that the first is not to be had, and that the second is the answer to it.
_GONE_EN = r"(?:sold out|gone|out(?: of stock)?|unavailable|not (?:there|available|in stock|in)|no longer there)"
_BETWEEN = re.compile(
    rf"(?:'s|s|\sis|\sare|\sones?(?:'s| is| are)?)?\s{_GONE_EN}\b[\s,]*(?:then\s|just\s|i'?ll\s|i'?d\s)*"
    r"|^(?:색|사이즈)?(?:이|가|은|는|로|으로|꺼|거)?\s?(?:품절|매진|재고(?:가)?\s?없|다\s?나갔|없)(?:이?면|이?라면|으면|다면|을\s?(?:경우|때)(?:에는|엔)?)[\s,]*(?:그냥\s|대신\s?)*"
    r"|^(?:の)?(?:が|は|も)?(?:売り切れ|品切れ|在庫切れ|欠品|無|な)(?:てい?たら|てい?れば|だったら|なら(?:ば)?|ければ|かったら|い(?:場合|とき|なら|んだったら)|の(?:場合|とき)|でしたら)(?:は|には)?[\s、,]*(?:代わりに)?"
)
_IF = re.compile(r"\bif\s(?:the\s|there'?s no\s|you(?:'re| are) out of\s|it'?s\s)?$")
_NONE_OF_IT = re.compile(r"\bif\s(?:there'?s no|you(?:'re| are) out of|you have no|you don'?t have)\s(?:the\s)?$")


def or_else(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """The wish for the first of two values, and for the second where that is sold out; nothing where a message says no such thing."""
    context, text = reader.context, normalise(piece.words).text
    if context.flow not in (None, "add_to_cart", *LOOKING) or context.last_intent in OF_AN_ORDER or not _takes(text):
        return ()
    valued = [
        (entity, span)
        for entity, span in zip(piece.entities, answers.spans(piece.words, piece.entities), strict=True)
        if entity.kind in VALUED and entity.kind != "measure"
    ]
    for (first, (begin, end)), (second, (after, _)) in pairwise(valued):
        same = answers.slot_value(first)[0] == answers.slot_value(second)[0]
        between = _BETWEEN.match(text[end:after]) if same else None
        said = _IF.search(text[:begin]) is not None if text.isascii() else True
        if same and ((between and said) or _NONE_OF_IT.search(text[:begin])):
            rest = [e for e in piece.entities if e is not second and e.kind != "reference"]
            slots = slots_of(rest, context, "add_to_cart", piece.words)
            if not {"product", "category", "brand"} & {*slots}:
                if not context.last_row:
                    return ()
                slots["product"] = context.last_row
            slots["otherwise"] = dict([answers.slot_value(second)])
            return (Start(intent="add_to_cart", slots=slots, confidence=0.85, words=piece.words),)
    return ()


def _takes(text: str) -> bool:
    return (
        moods.takes(text)
        or re.search(r"\b(?:i'?d|i'?ll|we'?ll|give|take|want|get|have|go)\b|으?로(?:요|$)|で(?:$|[。!])", text)
        is not None
    )
