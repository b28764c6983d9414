# ruff: noqa: E501  (patterns read best on one line)
"""The one thing on the table, taken in a version of it: *ugh ok navy then*, *thick is fine*, 그럼 두꺼운 것도 괜찮아요, グレーがいいんですけど.

Such a message names no more than the version and how it is decided for; by its other words alone it sounds like a yes, or a question.
"""

from __future__ import annotations

import re
from dataclasses import replace

from dangol.nlu import answers, moods
from dangol.nlu.commands import Command, Start
from dangol.nlu.normalise import normalise
from dangol.nlu.pieces import LOOKING, VALUED, Piece, Reader
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


def version_taken(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """The version that a message decides for, and says nothing else, of the one thing spoken of that is not in the cart."""
    context, row = reader.context, reader.context.last_row
    free = context.asked is None and context.flow in (None, *LOOKING)
    if not (free and row) or held_of(context) or piece.names or len(piece.words) > _LONGEST:
        return ()
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
