# ruff: noqa: E501  (patterns read best on one line)
"""What a part of a message adds to the one before it: another value of it, another number, the other half of an answer or of a correction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dangol.nlu import answers, moods
from dangol.nlu.commands import Correct, Fill, Start
from dangol.nlu.left_out import kind_of
from dangol.nlu.normalise import plain
from dangol.nlu.one_part import Part, asks_so
from dangol.nlu.pieces import VALUED, Reader
from dangol.nlu.served import ANSWERS, GOODS, SURE, called, rows_of
from dangol.nlu.several import EACH
from dangol.nlu.slots import held_of, slots_of

# What only says that it is wanted.
_TAKEN = re.compile(r"담아\S*|넣어\S*|주세요|줘요?$|ください|下さい|お願い\S*|\b(?:please|pls|plz)\b")
# One number in the place of the one just said.
_RATHER = re.compile(
    r"(?:(?:actually|no|wait|oh|sorry|hmm)[\s,]+)*make (?:that|it) [a-z0-9]+(?: of (?:them|those))?(?: please| pls| actually)?"
    r"|(?:아니|아|앗|음)[\s,]*[가-힣0-9]{1,3}\s?[가-힣]?(?:으?로)?(?:\s?(?:해\s?주세요|할게요|주세요|요))?|(?:いや|やっぱり?|あ)[、,\s]*[0-9一-九]+[^\s]{0,2}(?:で|に)(?:して(?:ください)?|お願いします|します)?"
)


def more_of_it(reader: Reader, words: str, before: Sequence[Part], after: str) -> Part | None:
    """The wish for a thing before with what is said of nothing else, of a kind not said of it yet: *the pull saw, 240 mm please*; シャツのホワイト、Mを2枚;
    *matte cushion 23, two of them*. Behind no more than a comma that may be a word nobody here knows, which nothing counts: *a candle, forest*."""
    last = before[-1] if before else None
    if last is not None and (anew := _of_that_many(reader, words, last)) is not None:
        return anew
    if last is not None and (answer := _answered_too(reader, words, last)) is not None:
        return answer
    if last is not None and (corrected := _corrected_too(reader, words, last)) is not None:
        return corrected
    wish = last.commands[-1] if last is not None and last.commands else None
    if (
        not isinstance(wish, Start)
        or wish.intent != GOODS
        or wish.slots.get("items")
        or not (rows_of(wish) or called(wish))
    ):
        return None
    piece = reader.piece(words)
    kinds = {answers.slot_value(e)[0] for e in piece.entities if e.kind != "reference"}
    valued = all(e.kind in (*VALUED, "quantity", "reference") and not e.negated for e in piece.entities)
    told = {*wish.slots, *(wish.slots.get("attributes") or ())}
    if not valued or kinds & told or len(kinds) < sum(e.kind != "reference" for e in piece.entities):
        return None
    bare = bool(kinds) and (piece.bare or reader.piece(_TAKEN.sub("", EACH.sub("", words))).bare)
    asked = asks_so(words)
    strange = (
        not asked and after.strip() in (",", "、") and not kinds and not moods.takes(words) and not moods.adds(words)
    )
    if not bare and not (strange and kind_of(reader, piece, joined=True)[0] == "named"):
        return None
    free = replace(reader.context, shown=(), cart=(), last_row=None)
    entities = [e for e in piece.entities if e.kind != "reference"]
    slots = {n: v for n, v in slots_of(entities, free, GOODS, words).items() if n not in ("product", "query")}
    attributes = {**(wish.slots.get("attributes") or {}), **(slots.pop("attributes", None) or {})}
    slots |= {"attributes": attributes} if attributes else {}
    words = f"{wish.words}, {words}"
    whole = wish.model_copy(update={"slots": {**wish.slots, **slots}, "words": words})
    thing = before[-1].thing and not ("quantity" in kinds or moods.takes(words))
    return Part((*before[-1].commands[:-1], whole), thing=thing, more=True)


def _of_that_many(reader: Reader, words: str, last: Part) -> Part | None:
    """The wish before it, in another number: *the big one please. actually make that two*."""
    wish = last.commands[-1] if last.commands else None
    if not isinstance(wish, Start) or wish.intent != GOODS or wish.slots.get("items"):
        return None
    counts = [e for e in reader.piece(words).entities if e.kind == "quantity"]
    if len(counts) != 1 or not _RATHER.fullmatch(plain(words)):
        return None
    anew = wish.model_copy(update={"slots": {**wish.slots, "quantity": counts[0].value}})
    return Part((*last.commands[:-1], anew), thing=False, more=True)


def _corrected_too(reader: Reader, words: str, last: Part) -> Part | None:
    """One thing in the cart, put right in two ways: *I meant white, medium nib*."""
    first = last.commands[0] if len(last.commands) == 1 else None
    piece = reader.piece(words)
    if not isinstance(first, Correct) or not first.slot or not piece.bare or not held_of(reader.context):
        return None
    if not all(e.kind in VALUED and not e.negated for e in piece.entities):
        return None
    told: dict[str, Any] = dict(answers.filled(piece.entities))
    if first.slot in told:
        return None
    slots: dict[str, Any] = {first.slot: first.value, **told, "product": reader.context.last_row, "instead": "last"}
    words = f"{first.words}, {words}"
    return Part((Start(intent=GOODS, slots=slots, confidence=SURE, words=words),), more=True)


def _answered_too(reader: Reader, words: str, last: Part) -> Part | None:
    """The next option of what is being put into the cart, said with the one that was asked for: *navy, long*."""
    piece = reader.piece(words)
    answered = last.commands and all(isinstance(c, ANSWERS) and not isinstance(c, Correct) for c in last.commands)
    if not answered or not piece.bare or not all(e.kind in VALUED and not e.negated for e in piece.entities):
        return None
    known = {c.slot for c in last.commands if isinstance(c, Fill)}
    told = answers.filled(piece.entities)
    if not told or {slot for slot, _ in told} & known:
        return None
    fills = tuple(Fill(slot=slot, value=value, confidence=SURE, words=words) for slot, value in told)
    return Part((*fills, *last.commands), more=True)
