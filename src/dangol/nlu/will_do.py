# ruff: noqa: E501  (tables of words and patterns read best on one line)
"""A version that will do, where another was wished for: *blue's fine then*, 파란색도 괜찮아요, 白でもいいです. Who says so has decided, and what
they ask in the same breath is asked of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dangol.nlu import answers
from dangol.nlu.commands import Command, Entity, Start
from dangol.nlu.normalise import normalise
from dangol.nlu.pieces import LOOKING, OF_AN_ORDER, VALUED, Piece, Reader
from dangol.nlu.requests import requested
from dangol.nlu.slots import held_of, made_in, slots_of

_SURE = 0.85
_BEFORE = re.compile(
    r"(?:(?:oh|ah|ugh|well|ok|okay|then|fine|alright|all right|no worries|in that case|that'?s ok(?:ay)?)\b[\s,.]*)*(?:(?:in|the)\s)*"
    r"|(?:(?:아|음|흠|그럼|그러면|네|뭐|그냥)[\s,.]*)*"
    r"|(?:(?:あ|うーん|えー|じゃあ?|では|それなら|はい|まあ)[、,\s]*)*"
)
_BEHIND = re.compile(
    r"(?:'s|\sis|\sone(?:'s|\sis)?|\sones?(?:\sare)?|\swould be|\swill be|\sare)?\s(?:just |also |totally |perfectly )?(?:(?:fine|ok|okay|alright|all right|good)\b|will do\b|works\b)(?:\s(?:then|too|as well|with me|by me|for me|instead|please|thanks|i guess))*(?=$|[\s]*[.,!~])"
    r"|\s?(?:색|사이즈|색깔|거|걸|것)?(?:로|으로)?(?:도|라도)\s?(?:괜찮(?:아요?|습니다|네요|을\s?것\s?같아요|을거\s?같아요)|상관없(?:어요?|습니다)|좋(?:아요?|습니다)|돼요|됩니다)(?=$|[\s]*[.,!~])"
    r"|(?:色|サイズ|の(?:ほう|方)?)?でも(?:いい|良い|よい|大丈夫|構わない|かまわない|構いません|かまいません|結構|ok)(?:です|や|よ|わ|かな|けど)*(?=$|[\s]*[。、,.!])"
)
_REST = 3  # letters that may be a question of their own


def will_do(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """The thing that was looked at, in the version that is said to do; nothing where a message says no such thing, and of what lies in
    the cart or was bought already."""
    context, message = reader.context, normalise(piece.words)
    row = context.last_row or ""
    if context.flow not in (None, "back_in_stock", *LOOKING) or not row.startswith("product:") or held_of(context):
        return ()
    if context.last_intent in OF_AN_ORDER or piece.names:
        return ()
    for value, (begin, end) in zip(piece.entities, answers.spans(piece.words, piece.entities), strict=True):
        behind = _BEHIND.match(message.text, end) if value.kind in VALUED and not value.negated else None
        if behind is None or not _BEFORE.fullmatch(message.text[:begin]) or not _comes_so(reader, row, [value]):
            continue
        slots = slots_of([value], context, "add_to_cart", piece.words) | {"product": row}
        taken = Start(intent="add_to_cart", slots=slots, confidence=_SURE, words=message.written(0, behind.end()))
        more = behind.end() < len(message.text)
        rest = message.written(behind.end(), len(message.text)).strip(" .,!~。、") if more else ""
        asked = requested(reader, reader.piece(rest))[0] if len(rest) >= _REST else ()
        return (taken, *asked)
    return ()


def _comes_so(reader: Reader, row: str, values: Sequence[Entity]) -> bool:
    return any(made.row == row for made in reader.context.made) and made_in(reader.context, row, values)
