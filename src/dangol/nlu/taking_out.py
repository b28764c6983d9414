# ruff: noqa: E501  (patterns read best on one line)
"""What takes something out of the cart and says more in the same breath, so that neither is left undone and nothing is put in by it."""

from __future__ import annotations

import re

from dangol.nlu import answers
from dangol.nlu.commands import Command, Start
from dangol.nlu.normalise import normalise
from dangol.nlu.pieces import Piece, Reader
from dangol.nlu.slots import in_cart_named

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
