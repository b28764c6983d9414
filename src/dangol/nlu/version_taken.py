# ruff: noqa: E501  (patterns read best on one line)
"""The one thing on the table, taken in a version of it: *ugh ok navy then*, *thick is fine*, 그럼 두꺼운 것도 괜찮아요, グレーがいいんですけど.

Such a message names no more than the version and how it is decided for; by its other words alone it sounds like a yes, or a question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dangol.nlu import answers, moods
from dangol.nlu.commands import Command, Entity, Start
from dangol.nlu.normalise import normalise
from dangol.nlu.pieces import LOOKING, OF_AN_ORDER, VALUED, Piece, Reader
from dangol.nlu.requests import requested
from dangol.nlu.segments import without_chatter
from dangol.nlu.slots import held_of, made_in, slots_of

# That it is decided for.
_DECIDED = re.compile(
    r"\bthen\b|(?:\b(?:is|are|works?|sounds?|will|would)\b|'s|'ll) ?(?:also |just |totally |perfectly |be )?(?:fine|ok(?:ay)?|good|great|do|alright|all right)(?: too| then)?(?: (?:with|for|by) (?:me|us|her|him|them))?\b|\b(?:i'?ll|i will|we'?ll|let'?s|lets|let me) (?:just )?(?:take|have|get|go (?:with|for)|do)\b|\b(?:i'?d|i would) (?:rather|prefer)(?: have)?\b"
    r"|(?:으로|로)\s?(?:할게요?|할께요?|할래요?|하겠습니다|주세요|줘요?|해\s?주세요|해\s?줘요?|살게요?|갈게요?)(?![가-힣])|(?:것?도|이?라도)\s?(?:괜찮아요?|괜찮습니다|상관\s?없어요?|좋아요|돼요)|(?:[이가]|게)\s(?:좋아요|좋겠어요|좋은데요?|좋을\s?것\s?같아요)"
    r"|に(?:します|する|しとき(?:ます)?)|でも?(?:いい|良い|大丈夫|かまいません|構いません)(?:です|んです)?[よや]?|が(?:いい|良い|欲しい|ほしい)(?:です|んです|な|かな)?(?:けど|が|ね)?"
)
# What is sighed over a version that is not there.
_SIGHS = re.compile(
    r"^(?:(?:u+gh+|a+w+|argh+|damn|dang|shame|(?:what a )?pity|too bad|oh no|oh well|boo+|bummer|아이고|에이|헐|아깝네요?|아쉽네요?|아쉽다|어쩔\s?수\s?없(?:네요?|죠|지)|(?:残念|ざんねん)(?:です)?|しょうがない|仕方ない|そっか|そうか|えー)(?:[\s,.!~、。]+|$))+"
)
# What is wanted otherwise than it is, and is no version of it: *navy would be good if it was longer*.
_UNLESS = re.compile(r"\b(?:if|but|unless|not|n't)\b|지만|는데(?!요?[\s.!~]*$)|ないと|たら|なら(?!$)")
_LONGEST = 60
# Who says that a version will do has decided, and what they ask in the same breath is asked of it.
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


def version_taken(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """The version that a message decides for, and says nothing else, of the one thing spoken of that is not in the cart."""
    context, row = reader.context, reader.context.last_row
    free = context.asked is None and context.flow in (None, *LOOKING)
    if not (free and row) or held_of(context) or piece.names or len(piece.words) > _LONGEST:
        return ()
    if context.last_intent in OF_AN_ORDER:
        return ()  # of what was bought already
    said = [e for e in piece.entities if e.kind != "reference"]
    values = [e for e in said if e.kind in VALUED]
    if not values or any(e.negated or e.kind not in (*VALUED, "quantity") for e in said):
        return ()
    if not any(made.row == row for made in context.made) or not made_in(context, row, values):
        return ()
    text = normalise(piece.words).text
    if moods.asks(piece.words) or moods.adds(piece.words) or _UNLESS.search(text):
        return ()
    kept = list(text)
    for start, end in answers.spans(piece.words, piece.entities):
        kept[start:end] = " " * (end - start)
    around = "".join(kept)
    rest = _DECIDED.sub(" ", _SIGHS.sub("", around.strip()))
    if not _DECIDED.search(around):
        return ()
    begin, end = without_chatter(rest, reader.lang)
    if answers.residue(rest[begin:end].strip()):
        return ()
    slots = slots_of(said, replace(context, shown=(), cart=()), "add_to_cart", piece.words)
    return (Start(intent="add_to_cart", slots={**slots, "product": row}, confidence=0.85, words=piece.words),)


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
        taken = Start(intent="add_to_cart", slots=slots, confidence=0.85, words=message.written(0, behind.end()))
        more = behind.end() < len(message.text)
        rest = message.written(behind.end(), len(message.text)).strip(" .,!~。、") if more else ""
        asked = requested(reader, reader.piece(rest))[0] if len(rest) >= _REST else ()
        return (taken, *asked)
    return ()


def _comes_so(reader: Reader, row: str, values: Sequence[Entity]) -> bool:
    return any(made.row == row for made in reader.context.made) and made_in(reader.context, row, values)
