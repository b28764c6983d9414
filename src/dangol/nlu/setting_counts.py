# ruff: noqa: E501  (patterns read best on one line)
"""A line of the cart that is set to a number: *make the mint one 2*, 캐러멜은 2개로 하고 바닐라 2개 추가요, ミントは2つで. What is said of it is told
by its own words, so that nothing is changed into another version, and what is wanted besides is put beside it."""

from __future__ import annotations

import re

from dangol.nlu.commands import Command, Start
from dangol.nlu.moods import asks
from dangol.nlu.normalise import normalise
from dangol.nlu.pieces import LOOKING, VALUED, Piece, Reader
from dangol.nlu.relative_numbers import relative
from dangol.nlu.slots import in_cart_named, version_in_cart
from dangol.nlu.taking_out import TAKES_OUT

_SURE = 0.85
# One line set to a number, and more behind it: *make the caramel 2 and add 2 vanilla*, 캐러멜은 2개로 하고 바닐라 2개 추가요,
# キャラメルは2個にして、バニラ2個追加で.
_SET_AND = re.compile(
    r"^(?P<set>(?:(?:ok|actually|please|no|oh)[\s,]+)*+(?:make|change|reduce|cut|drop|bring|set) (?:the |my )?[^,.;]{1,40}?\s(?:to |down to )?(?:\d{1,2}|one|two|three|four|five|six))(?:\s?[,;]\s?(?:and )?|\s(?:and|then|plus)\s)(?P<more>.+)$"
    r"|^(?P<set_ko>[^,]{1,30}?(?:은|는|을|를)\s?(?:\d{1,2}\s?[가-힣]{1,2}|하나|둘|셋|한\s?[개병장봉]|두\s?[개병장봉]|세\s?[개병장봉])(?:만|으?로)\s?(?:하고|해\s?주시고|바꾸고|줄이고|바꿔\s?주시고|줄여\s?주시고|늘리고))[\s,]+(?P<more_ko>.+)$"
    r"|^(?P<set_ja>[^、]{1,30}?[はを](?:\d{1,2}|[一二三四五六七八九十])[個つ本枚箱袋缶点台組セット]{1,3}(?:だけ)?に(?:して|変えて|変更して|減らして|増やして))[\s、,]*(?P<more_ja>.+)$"
)
# That a thing is to be so many, and nothing more.
_SET_ALONE = re.compile(
    r"\b(?:make|change|set)\s(?:it\s)?(?:the |that |my )?[^.?!]{2,30}?\s(?:to\s|into\s)?(?:\d{1,2}|two|three|four|five|six)\b(?!\s(?:cm|mm|ml|l|g|kg)\b)"
    r"|\b(?:just|only)\s(?:\d{1,2}|one|two|three|four|five|six)\s(?:of\s)?(?:the|those|these|my)\s"
    r"|[은는]\s?(?:\d{1,2}|한|두|세|네|다섯|여섯)\s?(?:개|장|병|벌|켤레|봉|팩|권|자루|박스)\s?(?:로|으로|만|이?면\s?(?:돼|되|충분))(?:요|만|\s|$|\s?(?:바꿔|변경|해))"
    r"|は\s?(?:\d{1,2}|[一二三四五六]|ふた|みっ)\s?(?:つ|個|本|枚|点|着|袋|箱|冊)\s?(?:だけ(?:で|に)?|で|に)(?:$|[。、\s]|お願い|して|変え|変更|します|いい|良い|よい|十分|結構|けっこう)"
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
        or asks(more.words)
        or TAKES_OUT.search(normalise(more.words).text)
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
