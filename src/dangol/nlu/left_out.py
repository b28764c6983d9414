# ruff: noqa: E501  (patterns read best on one line)
"""What a list of wishes names by a word that several things bear: *matcha 100g and a whisk*, 抹茶100gと茶筅, where there are matcha biscuits
as well. No one thing is linked to it, so that the rest of the list would be all that is heard, with the weight of the one that is lost;
it is wanted all the same, and is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from dangol.nlu import answers, moods
from dangol.nlu.commands import Command, Entity, Start
from dangol.nlu.normalise import plain
from dangol.nlu.pieces import VALUED, Piece, Reader
from dangol.nlu.slots import slots_of
from dangol.nlu.tokens import korean_stem

_JOINT = re.compile(
    r"\s?(?:,|;|、|&|\+|\band\b|\bplus\b)\s?|(?<=[가-힣a-z0-9])(?:이?랑|하고)\s|(?<=[가-힣])[와과]\s|\s그리고\s|(?<=[一-龥ァ-ヶーa-z0-9個本枚つ])(?:と|や)(?=[一-龥ァ-ヶー])"
)
_RUN = re.compile(r"[a-z][a-z'-]+|[가-힣]+|[一-龥々]+|[ァ-ヶー]+")
_WANTS = re.compile(
    r"\b(?:add|get|give|put|take|buy|order|want|need|have|like|i'?ll|i'?d|i|me|us|in|to|the|a|an|some|of|my|cart|basket|bag|also|too|size|colou?r|one|ones|can|could|you|please|pls|thanks|hi|hey|just|for|as|well)\b"
    r"|주세요|주십시오|담아\S*|추가\S*|넣어\S*|부탁\S*|할게요?|장바구니(?:에|로)?|ください|お願い\S*|入れて|追加\S*|カート(?:に|へ)?|注文\S*|します|사이즈|색상?|サイズ|色|[をもにが]"
)
_THINGS = ("product", "category", "brand")
_LEAST = 2


def with_all(reader: Reader, piece: Piece, commands: tuple[Command, ...]) -> tuple[Command, ...]:
    """``commands`` with what the wish to buy among them leaves out of the list that it was said in."""
    wishes = [c for c in commands if isinstance(c, Start) and c.intent in ("add_to_cart", "find_products")]
    told = {name for wish in wishes for name in wish.slots}
    if not wishes or len(wishes) < len(commands) or told & {"instead", "span"} or moods.asks(piece.words):
        return commands
    if not any(e.kind in _THINGS and not e.negated for e in piece.entities):
        return commands
    parts = list(_parts(piece))
    lost = [_nameless(reader, words, inside) for words, inside in parts]
    counted = any(e.kind in (*VALUED, "quantity") for e in piece.entities)
    heard = [str(item.get("words") or "") for wish in wishes for item in wish.slots.get("items") or ()]
    lost = [
        "" if any(words in said for said in heard) else named for (words, _), named in zip(parts, lost, strict=True)
    ]
    if not any(lost) or all(lost) or not (counted or wishes[0].intent == "add_to_cart"):
        return commands
    items: list[dict[str, Any]] = []
    for (words, inside), named in zip(parts, lost, strict=True):
        slots = slots_of(inside, replace(reader.context, shown=(), cart=()), "add_to_cart", words)
        if "items" in slots or not (named or {"product", "category"} & {*slots}):
            return commands  # told apart otherwise, or said of all of them
        row = slots.pop("product", None) or slots.pop("category", None)
        thing: dict[str, Any] = {"named": named} if named else {"row": row}
        items.append({**thing, "quantity": 1, **slots, "words": words})
    return (Start(intent="add_to_cart", slots={"items": items}, confidence=wishes[0].confidence, words=piece.words),)


def _parts(piece: Piece) -> Iterator[tuple[str, list[Entity]]]:
    """The parts of a list, each with the entities in it as they stand there; none where a part is said of a whole message's."""
    said = plain(piece.words)
    if len(said) != len(piece.words):
        return
    spans = answers.spans(piece.words, piece.entities)
    taken = [span for span, e in zip(spans, piece.entities, strict=True) if e.kind in _THINGS]
    cuts = [m.span() for m in _JOINT.finditer(said) if not any(a < m.end() and m.start() < b for a, b in taken)]
    for start, end in zip([0, *(b for _, b in cuts)], [*(a for a, _ in cuts), len(said)], strict=True):
        if not said[start:end].strip(" .!"):
            continue
        inside = [
            e.model_copy(update={"start": e.start - start, "end": e.end - start}) if e.start >= start else e
            for e, (a, b) in zip(piece.entities, spans, strict=True)
            if start <= a and b <= end
        ]
        yield piece.words[start:end].strip(), inside


def _nameless(reader: Reader, words: str, inside: Sequence[Entity]) -> str:
    """The words of a part that names a thing without any being linked to it: beside how many and in which version nothing but words of
    the catalogue. Empty where it is none."""
    if any(e.kind in (*_THINGS, "reference", "ordinal") or e.negated for e in inside):
        return ""
    text = list(plain(words))
    for start, end in answers.spans(words, inside):
        text[start:end] = " " * (end - start)
    rest = _WANTS.sub(" ", "".join(text))
    named = [run.group() for run in _RUN.finditer(rest)]
    known = [run for run in named if reader.lexicon.knows(run) or reader.lexicon.knows(korean_stem(run))]
    if not known or len(known) < len(named) or max(map(len, known)) < _LEAST:
        return ""
    return " ".join(known)
