# ruff: noqa: E501  (tables of words and patterns read best on one line)
"""What can only be said of the cart: all of it out and something else in, more or fewer of what is there, one thing in another's place.

Such messages name little and lean on what was done a moment ago, so that their words alone sound like other things: *swap it for the
black one* like an exchange of something bought, *two more* like a number to be set.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dangol.nlu import answers, moods
from dangol.nlu.commands import Cancel, Command, Correct, Entity, Fill, Start
from dangol.nlu.context import Context, Shown
from dangol.nlu.made_otherwise import (
    BOUGHT,
    HAD,
    ORDERED,
    PLACE,
    RUN,
    SWAPS,
    each_otherwise,
    line_named,
    made_otherwise,
    only_asks,
    replaces,
    step_said,
)
from dangol.nlu.normalise import normalise
from dangol.nlu.pieces import LOOKING, OF_AN_ORDER, VALUED, Piece, Reader
from dangol.nlu.ranges import numbers_in
from dangol.nlu.relative_numbers import relative
from dangol.nlu.segments import unlinked
from dangol.nlu.setting_counts import set_alone, set_and_more
from dangol.nlu.several import versions_of
from dangol.nlu.slots import another_thing, held_of, in_cart_by_shelf, in_cart_named, made_in, slots_of, version_in_cart
from dangol.nlu.taking_out import counted_and_out, led_out, only_the_other, out_and_in
from dangol.nlu.tokens import korean_stem
from dangol.nlu.weighing import one_thing

_SURE = 0.85
_CHANGES_IT = frozenset({"change_quantity", "add_to_cart", "remove_from_cart"})
_BUYING = frozenset({"add_to_cart", "change_quantity", "remove_from_cart", "clear_cart", "view_cart"})
_LETTER = re.compile(r"\b(?:make (?:it|that)|to|for|go (?:for|with))\s(x{0,3}[sl]|m)(?: please| instead| then)?[.!]*$")
_NO_COUNT = 10  # a bare number from here on may be a shade or a size; what is less counts
_KNOWN = 0.99
_NOT_THAT_ONE = re.compile(r"\bnot (?:the |a |an )?(?:size |no\.? |vol(?:ume)?\.? )?\d")
_NAY = re.compile(
    r"^(?:(?:no+|nope|nah|wait|actually|oh|ㄴㄴ+|노노|아니(?:요|다)?|아뇨|아|음|いや|いえ|やっぱり?|あ)[\s,.!~]+)+"
)
_QUESTION = re.compile(r"[?？]\s*(?:(?:ok(?:ay)?|then|well|so|그럼|그러면|じゃあ|では)[\s,、]+)*")
_SOME = 0.15  # how surely a message has to be about the cart's numbers for *more* and *half* to count there
_ASIDE = r"(?:(?:ok(?:ay)?|no|nah|wait|actually|hmm+|oh|sorry|please|아니(?:요|다)?|아|음|그냥|그럼|잠깐만?요?|やっぱり?|いや|あ|ごめん(?:なさい)?|じゃあ)[\s,.!~]+|やっぱり|やっぱ|じゃあ)*"
# All of it out, and what comes instead: *scrap all that, just 3 black pens*, 다 빼고 …, 全部やめて….
_ALL_OUT = re.compile(
    rf"^{_ASIDE}(?:"
    r"(?:take |get )?(?:everything(?: else)?|all of (?:it|that|them)|the (?:whole )?lot) (?:out|off|away)\b(?:[\s,.;:!-]*(?:and|then|but|instead|so)\b)*|"
    r"(?:(?:please |just |let'?s |can you |could you )*(?:scrap|forget|ditch|dump|bin|drop|cancel|clear|remove|delete|empty|toss|lose|scratch|undo|chuck|get rid of|take out|throw out|never mind)"
    r"\s(?:out\s)?(?:all (?:of )?(?:that|this|it|them|those|these)|(?:it|that|this|them) all|everything(?: else)?|the (?:whole )?(?:lot|cart|basket|bag|thing)|(?:my|the) (?:whole |entire )?(?:cart|basket|bag)|all)"
    r"(?: (?:out|away|off))?(?: (?:in|from|of) (?:my|the) (?:cart|basket|bag))?)\b(?:[\s,.;:!-]*(?:and|then|but|instead|so)\b)*"
    r"|(?:(?:장바구니|카트|담은\s?(?:거|것)|지금까지\s?(?:거|것|담은\s?(?:거|것)))(?:에\s?(?:있는|담은)\s?(?:거|것)|를|을|은|는)?\s?)?(?:싹\s?다|싹|전부\s?다?|전체|모두|다)?\s?"
    r"(?<=[다싹부체두니트거것를을은는\s])(?:빼|비우|비워|지우|지워|취소하|취소해|삭제하|삭제해|없애|치우|치워|버리|버려|필요\s?없|됐)(?:고|구)?(?:요)?(?:\s?(?:주시고|주고|주세요|줘요?|버리고))?(?:요)?[\s,.!~]+(?:대신\s?)?"
    r"|(?:(?:カート|かご|バスケット)(?:の中身?)?(?:を|は)?|今(?:までの|の)(?:は|を)?|入れたもの(?:を|は)?)?(?:全部|すべて|全て|ぜんぶ|空に|からに|一旦全部)?(?:を|は|も)?(?<=[部て部ぶにをは])"
    r"(?:やめて?|取り消して|取消して|キャンセル(?:して|で)?|消して|なしで|なしにして|して|空にして|外して|出して|削除して|クリアして|捨てて|いらないので|要らないので|戻して)(?:ください|下さい|もらって|から)?[\s,.!]*(?:代わりに|かわりに|その代わり)?[\s,]*"
    r")"
)
_AWAY = re.compile(
    r"\b(?:remove|minus|without|drop|lose|delete|cancel|less|fewer|take (?:out|off|away))\b|빼|뺄|뺀|줄여|줄이|줄일|제외|취소|삭제|말고|말구"
    r"|減ら|外し|抜い|キャンセル|取り消|やめ|戻し|じゃなく|ではなく"
)
_SHOWS = re.compile(
    r"\b(?:show|see|tell|know|look|find|recommend|ask|question)\b|보여|추천|알려|찾아|보고|질문|물어|여쭤|궁금|문의|見せ|見たい|教えて|おすすめ|探し|質問|聞き|確認|相談"
)
# One version out and another in its place, without a word for it: *never mind the 26, give me 24*, 26은 됐고 24로, 3巻やめて5巻. What stands
# before the end of the match goes, what stands behind it comes.
_DROPPED = re.compile(
    r"\b(?:drop|remove|delete|lose|ditch|skip|scratch|scrap|cancel|bin|never ?mind|nvm|forget(?: about)?|leave out|get rid of|take (?:out|off|away)|(?:do not|don'?t|no longer) (?:want|need))\b[^.!?]*?"
    r"(?:[,;]|\b(?:and|but|then)\b)\s?(?:(?:and|but|then|just|instead|please|i|we|i'?ll|i'?d|we'?ll|can|could|to|rather)\s)*(?:(?:take|have|give|get|add|want|put|make|like|go|try|use)\b|(?=[^.,;?!]{2,30}\sinstead\b))"
    r"|(?:빼고|빼\s?주시고|취소하고|됐고|됐구요?|말고|말구|관두고|필요\s?없고|안\s?(?:하고|사고)|대신에?)(?=[\s\d가-힣])"
    r"|(?:やめて|やめるので|外して|キャンセルして|取り消して|消して|(?:いら|要ら)ないので|なしで|じゃなくて|ではなくて?|の?代わりに)(?=[^\s。]|[\s、,])"
)
_CONTRASTS = re.compile(r"말고|말구|대신|じゃなく|ではなく|代わり")
_EXCHANGES = re.compile(
    r"\b(?:exchange|swap|change|switch|trade|replace)\b|교환|바꿔|바꾸|바꿀|변경|交換|換え|替え|変え|かえて|変更|取り替え|チェンジ"
)
_SORT_OF = re.compile(r"\b(?:size|colou?r|it|them|this|these|one)\b|사이즈|색|컬러|치수|サイズ|色|カラー|これ|それ")
_SWAPPED_EN = re.compile(r"\b(?:swap|switch|exchange|change|replace|trade)\b.*?(?P<to>\b(?:for|to|with|into)\b)")
_FROM_EAST = re.compile(
    r"^\s?(?:색|사이즈|色|サイズ)?\s?(?![이가]\s?(?:더\s?)?[나낫좋])(?:을|를|은|는|이|가|에서|말고|대신|빼고|취소하고|をやめて|はやめて|やめて|キャンセルして|を|は|から|じゃなくて|の代わり|のかわり)(?![로으に])"
)
# What takes a version out that is named by its values alone.
_OUT = re.compile(
    r"\b(?:remove|delete|drop|lose|ditch|skip|scratch|scrap|cancel|take (?:out|off|away)|take (?:\S+\s){1,4}(?:out|off|away)|get rid of|forget(?: about)?|never ?mind|leave out|(?:do not|don'?t|no longer) (?:want|need))\b"
    r"|빼\s?(?:줘|주|고|버|$)|삭제|지워|지우|취소|필요\s?없|없애|됐(?:어|습)|안\s?(?:살|할래|사려|사요)"
    r"|やめ(?:ます|て|る|た|よう|とき|$)|いら(?:な|ん(?:$|わ))|いりませ|要ら(?:な|ん)|要りませ|不要|消し|削除|外し|はずし|取り消|キャンセル|抜い|なしで|は(?:やっぱり?|もう)(?:いい|結構|大丈夫)(?:です)?$"
)
_BESIDE = re.compile(r"\s?(?:거|것|건|걸|꺼|のやつ|のもの|の)?(?:을|를|은|는|を|は|から|중에서?|중)?\s?")
_ONE_GOES = re.compile(r"\b(?<!that )(?<!this )(?<!the )(?:one|a single)(?! (?:that|with|in|which|i)\b)\b")
_TO_EAST = re.compile(r"\s?(?:으?로|に|へ)")
# A size of the one thing pointed at, where *something bigger* is another thing.
_OF_THAT = re.compile(
    r"\bof (?:that|this|those|these|it|them|the same)\b|\b(?:it|that|this|that one|this one|same one) in (?:a|the) (?:bigger|larger|smaller|longer|shorter)\b"
    r"|(?:그거|이거|그걸|이걸|같은\s?거|그\s?제품|이\s?제품)\s?(?:의\s?)?(?:로\s?)?(?:더|좀|조금|큰|작은|긴|짧은|한)|(?:それ|これ|同じもの)の"
)
_THE_SAME = re.compile(
    r"\b(?:that|this|it|them|those|these)\b|\bthe (?:bigger|larger|smaller|longer|shorter) (?:size|one|version|ones)\b|\b(?:size|sizes)\b|\binstead\b"
    r"|사이즈|치수|호수|그거|이거|그걸|이걸|바꿔|변경|(?:큰|작은|긴|짧은)\s?(?:걸|거|것)(?:으?로)|サイズ|それ|これ|その|変え|交換|(?:大きい|小さい|長い|短い)(?:方|ほう|の)(?:に|で)"
)


def about_the_cart(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """What ``piece`` does to the cart; nothing where it does nothing of the kind, or there is no cart it could be about."""
    context = reader.context
    under_way = context.flow in _BUYING
    if context.flow is not None and not under_way and context.flow not in LOOKING:
        # *One pudding less*, while the number of an order is asked for: of what is named, and is there.
        free = piece.names and context.asked_kind not in answers.FREE_TEXT
        return _counted_on(reader, piece) if free else ()
    exchanged = _exchanged(reader, piece)
    if exchanged:
        return exchanged
    if under_way or context.cart or context.last_row:
        emptied = _emptied(reader, piece)
        if emptied:
            return emptied
        resized = _next_size(reader, piece)
        if resized:
            return resized
    there = context.cart or context.flow == "add_to_cart"
    ways = (
        _not_after_all,
        _ranged,
        set_and_more,
        set_alone,
        _versions,
        *(
            (
                counted_and_out,
                only_the_other,
                out_and_in,
                each_otherwise,
                _counted_on,
                _swapped,
                made_otherwise,
                _version_out,
                led_out,
            )
            if there
            else ()
        ),
        _given_up,
    )
    ways = ways if there else (*ways, _looked_otherwise)
    return next((found for way in ways if (found := way(reader, piece))), ())


def _ranged(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """*Volumes 1 to 3*, 1권부터 3권까지, 1、2、5巻: each of them once, or as many as is said."""
    context, text = reader.context, normalise(piece.words).text
    things = [e for e in piece.entities if e.kind in ("product", "category") and not e.negated]
    row = str(one_thing(things[0]) or answers.slot_value(things[0])[1]) if len(things) == 1 else context.last_row
    if len(things) > 1 or not row or not row.startswith("product:"):
        return ()
    spans = answers.spans(piece.words, piece.entities)
    ends = [end for entity, (_, end) in zip(piece.entities, spans, strict=True) if entity in things]
    values = [span for entity, span in zip(piece.entities, spans, strict=True) if entity.kind in VALUED]
    found = numbers_in(piece.words, context, row, ends, values)
    asks = only_asks(piece.words) or _SHOWS.search(text) or HAD.search(text) or _AWAY.search(text)
    asks = asks or _NOT_THAT_ONE.search(text)  # *not 26, 27* is one
    if found is None or asks or piece.best in OF_AN_ORDER:
        return ()
    beside = [e for e, (a, b) in zip(piece.entities, spans, strict=True) if b <= found.start or found.end <= a]
    slots = slots_of(beside, replace(context, shown=(), cart=()), "add_to_cart", piece.words)
    slots = {name: value for name, value in slots.items() if name not in ("items", "products", "query")}
    slots |= {"product": row, "span": found.said}
    return (Start(intent="add_to_cart", slots=slots, confidence=_SURE, words=piece.words),)


def _versions(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """Several versions of the one thing spoken of, each with its number: nobody counts what they only ask about. What is asked before them
    is answered by what is taken: *raspberry is out? then 10 pistachio and 10 caramel*."""
    behind = _QUESTION.split(piece.words)[-1].strip()
    piece = reader.piece(behind) if behind and behind != piece.words.strip() else piece
    row = reader.context.last_row
    text = normalise(piece.words).text
    if (
        not row
        or not row.startswith("product:")
        or only_asks(piece.words)
        or HAD.search(text)
        or _AWAY.search(text)
        or piece.best in OF_AN_ORDER
        or (piece.best == "size_advice" and piece.reading.confidence >= _SURE)
    ):
        return ()
    items = versions_of(piece.words, piece.entities, row)
    if not items:
        return ()
    slots = {"product": row, "items": items, "quantity": items[0]["quantity"]}
    return (Start(intent="add_to_cart", slots=slots, confidence=_SURE, words=piece.words),)


def _exchanged(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """*I bought the slippers last week and want them in 26*, 샀는데 26으로 바꾸고 싶어요, 買いました。換えてほしい: of an order, and not of the
    cart. What is only ordered may still be changed, and so may where it goes."""
    text = normalise(piece.words).text
    bought = BOUGHT.search(text)
    if bought is None or not _EXCHANGES.search(text[bought.end() :]):
        return ()
    if _SHOWS.search(text) or moods.asks_which(piece.words):
        return ()  # *I bought one, can I see how to change the filter*
    goods = piece.names or any(e.kind in VALUED for e in piece.entities) or _SORT_OF.search(text)
    if not goods or PLACE.search(text):
        return ()
    told = piece.best in OF_AN_ORDER and (ORDERED.search(bought.group()) or piece.best != "change_order")
    return (reader.command(piece, (piece.best if told else "exchange_item", _SURE)),)


def _emptied(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """All of it out and something else in. Who says what is to be there instead has decided, and is not asked whether they are sure."""
    message = normalise(piece.words)
    match = _ALL_OUT.match(message.text)
    if not match or not message.text[match.end() :].strip(" .,!~"):
        return ()
    wanted = reader.piece(unlinked(message.written(match.end(), len(message.text))))
    things = [e for e in wanted.entities if e.kind in ("product", "category") and not e.negated]
    if not things or only_asks(wanted.words):
        return ()
    cleared = Start(intent="clear_cart", slots={"sure": True}, confidence=_SURE, words=match.group().strip())
    added = reader.command(wanted, ("add_to_cart", _SURE))
    return (cleared, added) if reader.context.cart else (added,)


# -- how many, relative to before


def _counted_on(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """*Double it*, 하나 더, 2つ減らして: of what is being put into the cart, or of what is there."""
    context = reader.context
    text = normalise(piece.words).text
    slots: dict[str, Any]
    change = relative(piece.words, piece.entities)
    if change is None or only_asks(piece.words) or _SHOWS.search(text):
        return ()
    if "times" in change and any("double" in e.text.casefold() for e in piece.entities if e.kind == "product"):
        return ()  # a thing that is called so
    version = version_in_cart(piece.entities, context) if change.get("add", 0) < 0 else None
    if version is None and any(e.kind in (*VALUED, "brand") and not e.negated for e in piece.entities):
        return ()  # *two more in black* are others, and *remove one red* is of the red ones that are there
    shares = dict(piece.reading.intents)
    about = sum(shares.get(name, 0.0) for name in _CHANGES_IT)
    if about < _SOME and context.last_intent not in _BUYING and not _says_little(piece):
        return ()
    if context.flow in ("add_to_cart", "change_quantity") and not piece.names:
        return (Fill(slot="relative", value=change, confidence=_SURE, words=piece.words),)
    if not context.cart:
        return ()
    line = version or in_cart_named(piece.entities, context)
    shelf = in_cart_by_shelf(piece.entities, context, "change_quantity") if line is None else None
    if piece.names and line is None and shelf is None:
        return ()
    if not piece.names and context.last_row and not held_of(context):
        if change.get("add", 0) < 1:
            return ()
        slots = {"product": context.last_row, "quantity": change["add"]}  # of what was looked at since
        return (Start(intent="add_to_cart", slots=slots, confidence=0.8, words=piece.words),)
    slots = {"relative": change}
    if line is not None or shelf is not None:
        slots["product"] = line.row if line is not None else shelf
    return (Start(intent="change_quantity", slots=slots, confidence=_SURE, words=piece.words),)


def _says_little(piece: Piece) -> bool:
    return len("".join(piece.words.split())) <= (12 if piece.words.isascii() else 8)


# -- one thing in another's place


def _swapped(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """*Swap it for the black one*, 17호로 바꿔줘, ブラックに変えて, *the bigger size of that one*: the thing in the cart, or the one being put
    there, in another version; or another thing in its place."""
    context = reader.context
    text = normalise(piece.words).text
    compared = step_said(piece)
    resized = bool(compared) and _THE_SAME.search(text) is not None
    dropped = _DROPPED.search(text)
    if not (SWAPS.search(text) or resized or dropped) or HAD.search(text) or only_asks(piece.words):
        return ()
    if context.last_intent in OF_AN_ORDER or any(e.kind == "order_number" for e in piece.entities):
        return ()
    if any(e.negated for e in piece.entities) and len(context.cart) == 1 and not replaces(text):
        return ()  # *M, not L* of the only thing there is a correction like any other
    gone, wanted = _sides(piece)
    named = any(e.kind in ("product", "category") for e in wanted)
    line = line_named([e for e in gone if e.kind in ("product", "category")], context) or version_in_cart(gone, context)
    line = told = line or (_pointed_out(gone, context) if named else None)
    just = context.flow == "add_to_cart" or context.last_flow == "add_to_cart"
    things = [e for e in wanted if e.kind in ("product", "category")]
    values = [e for e in wanted if e.kind in (*VALUED, "brand")]
    if not (just or line):
        return ()
    if dropped and not SWAPS.search(text) and (things or not values or (line is None and context.flow is None)):
        return ()  # *remove the tea and add a cup* are two wishes
    going = _how_many_go(gone, text) if line is not None else {}
    if (
        line is None
        and not gone
        and any(e.kind == "quantity" for e in wanted)
        and version_in_cart([*things, *values], context)
    ):
        return ()  # 찻잔 흰색 하나 줄여서 둘로: how many of what is there
    if line is None and values and not dropped and (missing := _not_there(reader, piece, gone, text)):
        return missing
    if not (things or values or resized):
        return _otherwise(reader, piece, text, line, going)
    same = in_cart_named(things, context)
    if same is not None and not (values or resized) and line in (None, same):
        return ()  # *change the socks to two*: nothing but their number
    line = line or same or _only_fitting(context, values, things)  # *the teapot in black, instead*
    if things and line is None and not replaces(text):
        return ()
    if context.flow == "add_to_cart" and not resized and told is None:
        if any(e.kind == "category" for e in wanted):
            return ()
        kept = [e for e in wanted if not (values and _may_be_a_value(e))]
        return another_thing(context, kept, piece.words) or answers.corrections(kept, piece.words)
    slots = slots_of(
        [e for e in wanted if e.kind != "reference"], replace(context, shown=(), cart=()), "add_to_cart", piece.words
    )
    slots["instead"] = line.row if line is not None else "last"
    slots |= going
    if resized:
        slots["comparison"] = compared
    if not {"product", "category", "variant"} & {*slots}:
        row = (line.product if line is not None else None) or context.last_row
        if row is not None:
            slots["product"] = row
    return (Start(intent="add_to_cart", slots=slots, confidence=_SURE, words=piece.words),)


def _pointed_out(gone: Sequence[Entity], context: Context) -> Shown | None:
    """What was just put into the cart, where that is what is not wanted: 그거 말고 걸이식으로, それじゃなくて."""
    if not gone or any(e.kind != "reference" for e in gone):
        return None
    return next((item for item in reversed(context.cart) if context.last_row in (item.row, item.product)), None)


def _not_there(reader: Reader, piece: Piece, gone: Sequence[Entity], text: str) -> tuple[Command, ...]:
    """*Change the poncho to navy*, with none in the cart: it is wanted in navy, and nothing that is there makes room for it."""
    context = reader.context
    said = piece.entities if re.search(r"\bmake (?:the|my) ", text) else gone
    things = [e for e in said if e.kind == "product" and not e.negated]
    rows = {link.row for e in things for link in e.links}
    there = {context.last_row, *(row for item in context.cart for row in (item.row, item.product))}
    if len(things) != 1 or rows & there or any(e.kind == "product" and e not in things for e in piece.entities):
        return ()
    slots = slots_of(piece.entities, replace(context, shown=(), cart=()), "add_to_cart", piece.words)
    return (Start(intent="add_to_cart", slots=slots, confidence=_SURE, words=piece.words),)


def _only_fitting(context: Context, values: Sequence[Entity], things: Sequence[Entity]) -> Shown | None:
    """The line that comes in what is said, where what was put into the cart last does not: *make it black* of a cage, and not of the oil
    behind it."""
    said = [e for e in values if e.kind in VALUED]
    if things or not said or context.flow is not None or made_in(context, context.last_row, said):
        return None
    return next((item for item in reversed(context.cart) if made_in(context, item.product, said)), None)


def _not_after_all(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """*Leave the socks out*, 양말은 빼줘, while it is asked which ones: they are not put into the cart after all."""
    context = reader.context
    if context.flow != "add_to_cart" or piece.best != "remove_from_cart":
        return ()
    named = {link.row for e in piece.entities if e.kind in ("product", "category") for link in e.links}
    if context.last_row not in named or any(context.last_row == item.product for item in context.cart):
        return ()
    return (Cancel(confidence=0.85, words=piece.words),)


def _looked_otherwise(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """*Swap it for the 100*, 100으로 바꿀게요, of what is only looked at so far, with nothing in the cart and no order spoken of: whether that
    is there; of a thing that comes in other colours, too, グレーに変えて is that thing."""
    context, text = reader.context, normalise(piece.words).text
    values = [e for e in piece.entities if e.kind in VALUED and not e.negated]
    other = any(e.kind not in (*VALUED, "reference", "quantity") for e in piece.entities)
    last = context.last_row or ""
    if not (values and last.startswith("product:") and replaces(text)) or other or context.flow is not None:
        return ()
    if context.last_intent in OF_AN_ORDER or HAD.search(text) or BOUGHT.search(text) or ORDERED.search(text):
        return ()
    made = {f"{m.option}={value}" for m in context.made if m.row == last for value, _ in m.values}
    said = [link.row.removeprefix("value:") for e in values for link in e.links[:1]]
    options = {value.partition("=")[0] for value in made}
    if not ({e.kind for e in values} <= options or (len(said) == len(values) and made >= set(said))):
        return ()
    slots = slots_of(values, replace(context, shown=(), cart=()), "check_stock", piece.words)
    return (Start(intent="check_stock", slots={**slots, "product": last}, confidence=_SURE, words=piece.words),)


def _given_up(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """*Never mind the 26, give me 24*, 26은 됐고 24로 주세요, of what is only spoken of so far: the 24, and not the 26."""
    context = reader.context
    dropped = _DROPPED.search(normalise(piece.words).text)
    if not dropped or only_asks(piece.words) or context.flow is not None:
        return ()
    if _CONTRASTS.search(dropped.group()) and not moods.takes(piece.words):
        return ()  # 갈색 말고 투명으로 looks for another one still
    gone, wanted = _sides(piece)
    kinds = {answers.slot_value(e)[0] for e in gone if e.kind in VALUED}
    others = {e.kind for e in wanted} - {*VALUED, "quantity", "reference"}
    if others or not kinds & {answers.slot_value(e)[0] for e in wanted if e.kind in VALUED}:
        return ()
    rows = [e for e in gone if e.kind == "product" or one_thing(e) is not None]
    if not (rows or context.last_row) or piece.best in OF_AN_ORDER:
        return ()
    slots = slots_of([*rows, *wanted], replace(context, shown=(), cart=()), "add_to_cart", piece.words)
    slots.setdefault("product", context.last_row)
    return (Start(intent="add_to_cart", slots=slots, confidence=_SURE, words=_after_drop(piece.words)),)


def _after_drop(words: str) -> str:
    """What is said behind the word that gives something up: the part that says what is wanted."""
    message = normalise(words)
    dropped = _DROPPED.search(message.text)
    return message.written(dropped.end(), len(message.text)).strip() if dropped else words


def _version_out(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """*Drop vol. 3*, 3권은 빼 주세요, 文庫はやめます: of several versions in the cart the one that is named by its values goes."""
    context, text = reader.context, normalise(piece.words).text
    if not _OUT.search(text) or HAD.search(text) or only_asks(piece.words) or context.last_intent in OF_AN_ORDER:
        return ()
    if any(e.kind in ("quantity", "order_number") for e in piece.entities):
        return ()
    line = version_in_cart(piece.entities, context)
    if line is None:
        return ()
    return (Start(intent="remove_from_cart", slots={"product": line.row}, confidence=_SURE, words=piece.words),)


def _may_be_a_value(entity: Entity) -> bool:
    return entity.kind == "quantity" and entity.text.isdigit() and int(entity.text) >= _NO_COUNT


def _how_many_go(gone: Sequence[Entity], text: str) -> dict[str, int]:
    """How many of what is in the cart make room: *one of the tunas for a salmon* leaves the others there. Nothing where it is all of them."""
    counts = [e.value for e in gone if e.kind == "quantity" and not _may_be_a_value(e)]
    if len(counts) == 1:
        return {"out": counts[0]}
    parted = _SWAPPED_EN.search(text)
    return {"out": 1} if not counts and parted and _ONE_GOES.search(text[: parted.start("to")]) else {}


def _otherwise(
    reader: Reader, piece: Piece, text: str, line: Shown | None, going: dict[str, int]
) -> tuple[Command, ...]:
    """What comes in its place, where it is named by a word that only its title has (글로우로 바꿔줘), or by a number (*swap it for 17*): what
    it is of that thing, a shade or a quantity, is for the catalogue to tell."""
    context = reader.context
    slots: dict[str, Any] = {"instead": line.row if line is not None else "last", **going}
    letter = _LETTER.search(text)
    if letter and context.flow is None and context.last_row:
        slots |= {
            "product": (line.product if line is not None else None) or context.last_row,
            "size": letter[1].upper(),
        }
        return (Start(intent="add_to_cart", slots=slots, confidence=_SURE, words=piece.words),)
    if not replaces(text):
        return ()
    numbers = [e for e in piece.entities if _may_be_a_value(e)]
    if len(numbers) == 1 and context.last_row:
        slots |= {
            "product": (line.product if line is not None else None) or context.last_row,
            "quantity": numbers[0].value,
        }
    else:
        kept = list(text)
        for begin, end in answers.spans(piece.words, piece.entities):
            kept[begin:end] = " " * (end - begin)
        left = SWAPS.sub(" ", _NAY.sub("", "".join(kept)))
        runs = (run.group() for run in RUN.finditer(left) if answers.residue(run.group()))
        name = " ".join(korean_stem(run) if run[0] >= "가" else run for run in runs)
        if not name or reader.lexicon.coverage(name, reader.lang) < _KNOWN:
            return ()
        slots["product"] = {"text": name}
    if context.flow == "add_to_cart":
        return tuple(
            Correct(slot=name, value=value, confidence=_SURE, words=piece.words)
            for name, value in slots.items()
            if name != "instead"
        )
    return (Start(intent="add_to_cart", slots=slots, confidence=_SURE, words=piece.words),)


def _next_size(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """*The bigger size of that one*, of a thing that is only spoken of so far: whether there is one, or to be had."""
    context = reader.context
    compared = step_said(piece)
    if not compared or context.flow == "add_to_cart" or not context.last_row or held_of(context) or piece.names:
        return ()
    if not _OF_THAT.search(normalise(piece.words).text):
        return ()
    intent = "add_to_cart" if moods.takes(piece.words) else "check_stock"
    slots = slots_of(piece.entities, replace(context, shown=(), cart=()), intent, piece.words)
    slots |= {"product": context.last_row, "comparison": compared}
    return (Start(intent=intent, slots=slots, confidence=0.8, words=piece.words),)


def _sides(piece: Piece) -> tuple[list[Entity], list[Entity]]:
    """What is to go, and what is to come in its place. A number beside a thing goes with it: *one tuna for a salmon*, 참치 하나를 연어로."""
    text, entities = normalise(piece.words).text, piece.entities
    parted = _SWAPPED_EN.search(text)
    dropped = None if parted else _DROPPED.search(text)
    begins = parted.start("to") if parted else dropped.end() if dropped else None
    spans = answers.spans(piece.words, entities)
    goes = [
        entity.negated or (end <= begins if begins is not None else _FROM_EAST.match(text[end:]) is not None)
        for entity, (_, end) in zip(entities, spans, strict=True)
    ]
    for n in range(1, len(entities)) if begins is None else ():
        beside = _BESIDE.fullmatch(text[spans[n - 1][1] : spans[n][0]]) is not None
        to = _TO_EAST.match(text[spans[n][1] :])
        if entities[n].kind == "quantity" and entities[n - 1].kind != "quantity" and beside and not to:
            goes[n - 1] = goes[n] = goes[n - 1] or goes[n]
    gone = [entity for entity, out in zip(entities, goes, strict=True) if out]
    return gone, [entity for entity, out in zip(entities, goes, strict=True) if not out]
