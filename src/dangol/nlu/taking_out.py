# ruff: noqa: E501  (patterns read best on one line)
"""What takes something out of the cart and says more in the same breath, so that neither is left undone and nothing is put in by it."""

from __future__ import annotations

import re

from dangol.nlu import answers, moods
from dangol.nlu.commands import Command, Start
from dangol.nlu.normalise import normalise
from dangol.nlu.pieces import VALUED, Piece, Reader
from dangol.nlu.slots import in_cart_named, version_in_cart

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


# One line set to a number, and more behind it: *make the caramel 2 and add 2 vanilla*, 캐러멜은 2개로 하고 바닐라 2개 추가요,
# キャラメルは2個にして、バニラ2個追加で.
_SET_AND = re.compile(
    r"^(?P<set>(?:(?:ok|actually|please|no|oh)[\s,]+)*+(?:make|change|reduce|cut|drop|bring|set) (?:the |my )?[^,.;]{1,40}?\s(?:to |down to )?(?:\d{1,2}|one|two|three|four|five|six))(?:\s?[,;]\s?(?:and )?|\s(?:and|then|plus)\s)(?P<more>.+)$"
    r"|^(?P<set_ko>[^,]{1,30}?(?:은|는|을|를)\s?(?:\d{1,2}\s?[가-힣]{1,2}|하나|둘|셋|한\s?[개병장봉]|두\s?[개병장봉]|세\s?[개병장봉])(?:만|으?로)\s?(?:하고|해\s?주시고|바꾸고|줄이고|바꿔\s?주시고|줄여\s?주시고|늘리고))[\s,]+(?P<more_ko>.+)$"
    r"|^(?P<set_ja>[^、]{1,30}?[はを](?:\d{1,2}|[一二三四五六七八九十])[個つ本枚箱袋缶点台組セット]{1,3}(?:だけ)?に(?:して|変えて|変更して|減らして|増やして))[\s、,]*(?P<more_ja>.+)$"
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
        or moods.asks(more.words)
        or _TAKES_OUT.search(normalise(more.words).text)
    ):
        return ()
    slots = {"product": line.row, "quantity": counts[0]}
    set_to = Start(intent="change_quantity", slots=slots, confidence=_SURE, words=told.words)
    added = reader.command(more, ("add_to_cart", _SURE))
    if isinstance(added, Start) and not {"product", "category", "items", "variant"} & {*added.slots}:
        added = added.model_copy(update={"slots": {**added.slots, "product": line.product or line.row}})
    return (set_to, added)


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
