"""The thing on the table is taken in one version, and more is said in the same breath: *navy then. and boots in 170*, 핑크 하나요 포장도,
紺の120で。あと長靴も. Read as one message, the version would be that of the second thing, and the first would be lost without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from dangol.nlu import answers, moods
from dangol.nlu.commands import Command, Start
from dangol.nlu.left_out import Alone
from dangol.nlu.normalise import plain
from dangol.nlu.pieces import LOOKING, VALUED, Piece, Reader
from dangol.nlu.slots import held_of, made_in, slots_of
from dangol.nlu.wrapping import asks_to_wrap

# Where the first part ends. A sentence ends it, and so does a word that adds; two colours joined by *and* are one thing's.
_JOINT = re.compile(
    r"\s*(?:[.!。](?=\s|$|[^\x00-\x7f])|,(?!\d)|、)\s*(?:(?:and|also|plus|oh)\s|(?:그리고|또|아)\s|(?:あと|それと|それから)、?\s?)?"
    r"|\s(?:and|plus)\s(?=(?:also|an?|some|the|one|two|three|\d|gift|can|could|do|is|will|would|how|when|what)\b)"
    r"|(?<=[가-힣])(?:이?랑|하고)\s|\s(?:그리고|또)\s|(?<=[나로개거걸]요)\s|(?<=[가-힣]게요)\s|(?<=세요)\s|(?<=할게)\s"
    r"|(?<=[つ個枚本])と、?|(?<=で)あと"
)
# What says that it is taken, and what may stand around the version beside it.
_TAKES = re.compile(
    r"\b(?:then|please|pls|plz|i'?ll (?:take|have|get|go)|let'?s (?:do|go)|fine|will do|works|ok|okay|one|give me|add)\b"
    r"|으?로\s?(?:요|할|해|주|하나|한\s?개|두\s?개|$)|할게|할께|주세요|하나|[한두세네]\s?개|살게|그럼"
    r"|(?:に|で)(?:します|する|お願い|いい|$)|ください|下さい|[1-9一二三四]つ|ひとつ|ふたつ|個|じゃ"
)
_AROUND = re.compile(
    r"\b(?:ugh|oh|hmm+|well|ah|ok|okay|yes|yeah|alright|right|fine|good|great|is|are|will|do|does|works|then|so|please|pls|plz|thanks|the|an?|ones?|in|i'?ll|i|let'?s|take|have|get|go|give|me|add|for|with|it|that|size|colou?r|just)\b"
    r"|그럼|그러면|그냥|네(?=\s|$)|아(?=\s|$)|에이|음+|으?로|할게요?|할께요?|해\s?주세요|주세요|주시고|하나|한\s?개|짜리|거|걸|것|사이즈|색상?|컬러|[은는요]"
    r"|じゃあ?|では|それなら|うーん|はい|サイズ|色|ください|下さい|お願い(?:します)?|します|する|いい(?:です|や)?|やつ|方|ほう|ひとつ|[でのをにが]"
)
_LETTERS = re.compile(r"[a-z]{2,}|[가-힣ぁ-ゖァ-ヶ一-龥々]")
_LONGEST = 200
_SURE = 0.85
_GOODS = "add_to_cart"
_OF_GOODS = frozenset((_GOODS, *LOOKING, "product_question", "check_stock"))


def taken_first(reader: Reader, piece: Piece, alone: Alone) -> tuple[Command, ...]:
    """The thing on the table into the cart in the version that a message begins with, and what the rest of it asks for; nothing where
    no such version stands first, or the rest is of the same thing."""
    context = reader.context
    row = context.last_row or ""
    free = not context.asked and context.flow in (None, *LOOKING)
    if not free or not row.startswith("product:") or len(piece.words) > _LONGEST:
        return ()
    if held_of(context):
        return ()  # what lies in the cart is changed, and not taken once more
    for first, rest, ends in _cut(piece.words):
        taken = _taken(reader, first, row, ends=ends, asked=moods.asks(rest) or "?" in rest)
        if taken is not None:
            more = _more(reader, rest, row, alone)
            return _both(taken, more) if more else ()
    return ()


def _cut(words: str) -> Iterator[tuple[str, str, bool]]:
    """A message in two, at each place where its first part may end; with whether a sentence ends there."""
    said = plain(words)
    if len(said) != len(words):
        return
    for joint in _JOINT.finditer(said):
        first, rest = words[: joint.start()].strip(), words[joint.end() :].strip(" 、,")
        if first and rest:
            yield first, rest, bool(set(".!。") & set(joint.group()))


def _taken(reader: Reader, first: str, row: str, *, ends: bool, asked: bool) -> Start | None:
    """The order for the thing on the table that ``first`` is; none where it says anything beside a version that the thing is made in."""
    piece, context = reader.piece(first), reader.context
    if "?" in first or moods.compares(first):
        return None
    values = [e for e in piece.entities if e.kind in VALUED]
    if not values or any(e.negated or e.kind not in (*VALUED, "quantity", "reference") for e in piece.entities):
        return None
    if not made_in(context, row, values):
        return None
    said = plain(first)
    if not (_TAKES.search(said) or (ends and not asked)):
        return None
    text = list(said)
    for start, end in answers.spans(first, piece.entities):
        text[start:end] = " " * (end - start)
    if _LETTERS.search(_AROUND.sub(" ", "".join(text))):
        return None
    bare = replace(context, shown=(), cart=(), last_row=None)
    slots = slots_of([e for e in piece.entities if e.kind != "reference"], bare, _GOODS, first)
    return Start(intent=_GOODS, slots={**slots, "product": row}, confidence=_SURE, words=first)


def _more(reader: Reader, rest: str, row: str, alone: Alone) -> tuple[Command, ...]:
    """What the rest asks for: another thing beside the first, or an answer."""
    piece = reader.piece(rest)
    rows = {link.row for e in piece.entities if e.kind in ("product", "category", "brand") for link in e.links}
    if row in rows or any(e.negated for e in piece.entities):
        return ()
    if asks_to_wrap(plain(rest)) and not rows:
        return (Start(intent="faq", slots={"question": rest}, confidence=_SURE, words=rest),)
    asked = moods.asks(rest) or "?" in rest
    if not (rows or asked) and (piece.bare or any(e.kind in VALUED for e in piece.entities)):
        return ()  # *one black and one white*: two versions of the one thing; *the black ones, two please*: how many of it
    commands, choices = alone(reader, piece)
    wishes = [c for c in commands if isinstance(c, Start)]
    if not asked and rows and all(c.intent in _OF_GOODS for c in wishes):
        # Whoever takes the one thing and names another beside it wants to have both.
        bare = replace(reader.context, shown=(), cart=(), last_row=None)
        slots = slots_of([e for e in piece.entities if e.kind != "reference"], bare, _GOODS, rest)
        slots.pop("query", None)
        return (Start(intent=_GOODS, slots=slots, confidence=_SURE, words=rest),)
    if len(wishes) < len(commands) or any(c.intent == "change_quantity" for c in wishes):
        return ()
    if wishes:
        return tuple(wishes)
    # A question that is not understood is told so, or answered by what the shop wrote: it is not dropped.
    return (Start(intent="faq", slots={"question": rest}, confidence=_SURE, words=rest),) if asked or choices else ()


def _both(taken: Start, more: tuple[Command, ...]) -> tuple[Command, ...]:
    """The two as one list where both go into the cart, else one after the other."""
    wish = more[0]
    if len(more) > 1 or not isinstance(wish, Start) or wish.intent != _GOODS:
        return (taken, *more)
    items = [_item(taken), *(wish.slots.get("items") or [_item(wish)])]
    if not all(item.get("row") for item in items):
        return (taken, *more)
    slots = {"items": items, "quantity": items[0]["quantity"]}
    return (Start(intent=_GOODS, slots=slots, confidence=_SURE, words=f"{taken.words} {wish.words}"),)


def _item(wish: Start) -> dict[str, Any]:
    told = {name: value for name, value in wish.slots.items() if name not in ("product", "category", "products")}
    row = wish.slots.get("product") or wish.slots.get("category")
    return {"row": row if isinstance(row, str) else "", "quantity": 1, **told, "words": wish.words}
