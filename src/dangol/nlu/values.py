"""A message that is nothing but values: a choice among what is on the screen, a correction, or properties alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dangol.nlu import answers, moods
from dangol.nlu.addresses import whole_address
from dangol.nlu.commands import Choose, Command, Entity, Fill, Language, Start
from dangol.nlu.context import Context
from dangol.nlu.following import tells_measure
from dangol.nlu.normalise import normalise, plain
from dangol.nlu.pieces import CHOOSING, LOOKING, OF_AN_ORDER, VALUED, Piece, Reader
from dangol.nlu.sizes import by_size, extreme_in
from dangol.nlu.slots import (
    PRICED,
    another_thing,
    held_of,
    in_cart_named,
    made_in,
    outermost,
    pointed,
    slots_of,
    version_in_cart,
)

_MAY_BE_A_SHADE = 10
_SURE = 0.8
_LIKELY = 0.6
_SHORT = 24  # characters: more is a sentence of its own
_SEVERAL = 2
_SETS = re.compile(
    r"(?i)\b(?:make|change|set)\b|\bto \d"
    r"|(?:개|권|장|병|벌|켤레|봉지|봉|세트|자루|캔|통)\s?(?:으?로)(?![가-힣]*\s?더)"
    r"|(?:つ|個|枚|本|冊|巻|足|袋|箱|缶|点|セット)に(?:して|変え|します|減ら|増や)"
)
_FEW, _FEW_LATIN = 6, 8  # characters beside a place in a list that ask for nothing else
# A number that was said before and is taken back: 20이 아니고 40미리로, *40, not 20*.
_TAKEN_BACK = re.compile(
    r"(?<![a-z\d.])\d+\s?(?:미리|mm|cm|ml|l|호)?(?:이|가|은|는)?\s?(?:아니고|말고|아니라)\s?"
    r"|\d+(?:じゃなくて?|ではなくて?)|,?\s?\bnot \d+[a-z]*\b"
)
_OF_ONE = frozenset({"color", "size", "attribute"})
_ONE_OF_TWO = re.compile(
    r"\bthe (?:\w+ )?(?:cheap|dear|pric|bigg|larg|small|light|heav|long|short|warm|bright|dark)i?(?:er|est)(?: one)?"
    r"(?: of (?:the|these|those) two| of them)?(?: please| then)?$"
    r"|\bthe (?:\w+ )?(?:less|more) expensive(?: one)?(?: please| then)?$"
    r"|(?:싼|저렴한|비싼|큰|작은|가벼운|무거운|긴|짧은|따뜻한|밝은|어두운)\s?(?:거|걸|것|쪽)(?:이?요|(?:으?로)?(?:요|\s?(?:할게요|할께요|할래요|주세요|줘|부탁드려요|살게요))?)$"
    r"|(?:安い|高い|大きい|小さい|軽い|重い|長い|短い|暖かい|温かい|あったかい|明るい|暗い)(?:方|ほう)(?:で|を|が|に)?(?:いい|します|して|お願いします|ください|下さい|もらえますか|です)*$"
)
"""*The cheaper one*, of two things shown: a choice, where *a cheaper one* looks for more."""
# What makes an amount the price of one thing, and no limit.
_OF_A_PRICE = re.compile(
    r"(?i)\bthe\b[^.?!]{1,40}\b(?:ones?|version|pack)\b|\bthe\s[$₩¥€£]?\d|짜리|(?:円|엔|ウォン|ドル|ユーロ|万|千)(?:の|のやつ|のもの|の方|のほう)(?![ぁ-ん]{0,3}(?:予算|範囲|以))"
)
_NEARLY = 0.1  # of the amount said: 3만원짜리 is the one for 29,000 won, too
_FILL_THE_CART = ("add_to_cart", "change_quantity")
_FILLING = frozenset(
    {"email", "phone", "date", "postcode", "coupon", "quantity", "percent", "order_number", "language"}
)
"""What fills a slot, and narrows no search."""


def chosen(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """The button or the shown item a message picks."""
    context = reader.context
    if settled := _settled(reader, piece) or _ordered(reader, piece):
        return settled
    if not (context.choices or context.shown):
        return ()
    if refused := answers.without_option(piece.words, context):
        return _counted(refused, piece, context) if isinstance(refused, Choose) else (refused,)
    if given_up := answers.without_given_up(piece.words, context):
        return (given_up,)
    if context.choices:
        choice = answers.choice_of(piece.words, context, ())
        if choice:
            return _counted(choice, piece, context)
    if ended := _at_the_end(piece, context) or _of_that_price(piece, context):
        return ended
    plainly = normalise(piece.words).text
    kinds = {e.kind for e in piece.entities if not e.negated}
    if asked := _asked_whether(reader, piece, kinds):
        return asked
    if piece.bare and (of_it := _of_the_last(reader, piece, kinds)):
        return of_it
    if context.asked_kind == "choice" and kinds & VALUED and not moods.asks(piece.words) and len(plainly) <= _SHORT:
        choice = answers.choice_of(piece.words, context, piece.entities)
        if choice:
            return _counted(choice, piece, context)
    closer = kinds <= {"ordinal", "reference"} and answers.looks_closer(
        plainly, answers.spans(piece.words, piece.entities)
    )
    # Said with little else than a place in the list, that place is what is meant: 위에서 네번째 걸로 볼까요, 三番のやつ見たい.
    placed = "ordinal" in kinds and kinds <= {"ordinal", "reference"} and _little_else(piece)
    if not closer and not placed and not piece.bare:
        return ()
    choice = answers.choice_of(piece.words, context, piece.entities)
    if choice and "ordinal" in kinds and context.shown and not context.choices and _taken(piece, kinds):
        # *The second one in black please*, 2番目のにします、かごへ: picked and wanted in one breath.
        return (reader.command(piece, ("add_to_cart", 0.85)),)
    if choice and choice.row and kinds & VALUED and not context.asked and not context.flow:
        # *The second one in M*, 두 번째 거 M, 2番目のM: whether that one is there in it.
        slots = slots_of(piece.entities, context, "check_stock", piece.words) | {"product": choice.row}
        return (Start(intent="check_stock", slots=slots, confidence=0.85, words=piece.words),)
    if choice:
        return answers.with_quantity(choice, piece.entities)
    rows = pointed(piece.entities, context)
    if moods.follows_up(piece.words) and not kinds & {"reference", "ordinal"}:
        return ()  # *and in brown?* looks for more of them
    if kinds & VALUED and _SETS.search(piece.words) and held_of(context) and not context.asked:
        return ()  # *make it the 12 kg one* changes what lies in the cart
    if (
        len(rows) == 1
        and kinds & {"reference", "color", "size", "attribute"}
        and not kinds & {"price_limit", "sort", "comparison", "quantity"}
    ):
        if context.flow == "add_to_cart" and rows[0].row == context.last_row and kinds & VALUED:
            # *I'll take that in L*, while it is asked in which colour.
            said = [e for e in piece.entities if e.kind in VALUED and not e.negated]
            return tuple(Fill(slot=s, value=v, confidence=0.85, words=piece.words) for s, v in answers.filled(said))
        taken = piece.best == "add_to_cart" and piece.reading.confidence >= _SURE and moods.takes(piece.words)
        if taken and not context.choices and context.flow in (None, *LOOKING) and rows[0].row == context.last_row:
            # *I'll take it*, of the one thing spoken of, is no choice among several.
            return (reader.command(piece, ("add_to_cart", 0.85)),)
        places = [n for n, s in enumerate(context.shown, 1) if s.row == rows[0].row]
        return (Choose(position=places[0] if places else None, row=rows[0].row, confidence=0.85, words=piece.words),)
    return ()


def _at_the_end(piece: Piece, context: Context) -> tuple[Command, ...]:
    """*The big one*, 제일 작은 걸로 주세요, 真ん中の, of the one thing spoken of that is made in several sizes: that version, taken or
    asked after. Of three things shown side by side the middle one is the second."""
    if context.flow not in (None, *LOOKING) or context.asked or piece.names:
        return ()
    text = normalise(piece.words).text
    found = extreme_in(text)
    beside = [e for e in piece.entities if e.kind in ("quantity", "color")]
    if found is None or len(answers.residue(text, [found[1:], *answers.spans(piece.words, beside)])) > _FEW:
        return ()
    several = len(context.shown) >= _SEVERAL
    if several and context.last_flow not in CHOOSING:
        middle = found[0] == "middle" and len(context.shown) % 2 == 1
        place = len(context.shown) // 2 + 1
        chosen = Choose(position=place, row=context.shown[place - 1].row, confidence=0.8, words=piece.words)
        return (chosen,) if middle else ()
    row = context.last_row or (context.shown[0].row if context.shown else None)
    sized = [
        m for m in context.made if m.row == row and by_size([(value, (value, *called)) for value, called in m.values])
    ]
    if row is None or not sized or held_of(context):
        return ()
    counted = dict(answers.filled([e for e in beside if not e.negated]))
    intent = "add_to_cart" if moods.takes(piece.words) or "quantity" in counted else "check_stock"
    return (Start(intent=intent, slots={"product": row, **counted}, confidence=0.85, words=piece.words),)


def _of_that_price(piece: Piece, context: Context) -> tuple[Command, ...]:
    """*The 50 dollar one*, 3만원짜리 주세요, 5千円のやつ, of what is on the screen: the one that costs that, or nearly."""
    said = [e for e in piece.entities if e.kind == "price" and not e.negated]
    kinds = {e.kind for e in piece.entities}
    if context.flow not in (None, *LOOKING) or context.asked or len(said) != 1 or not _OF_A_PRICE.search(piece.words):
        return ()
    if not kinds <= {"price", "quantity", "category", "reference"} or said[0].value["currency"] != context.currency:
        return ()
    if len(answers.residue(normalise(piece.words).text, answers.spans(piece.words, piece.entities))) > _FEW:
        return ()
    counted = {e.kind: e.value for e in piece.entities if e.kind == "quantity" and not e.negated}
    taken = counted or moods.takes(piece.words)
    if context.last_row and len(context.shown) < _SEVERAL and not held_of(context) and "category" not in kinds:
        # Of one thing, the version that costs that.
        slots = {"product": context.last_row, **counted}
        intent = "add_to_cart" if taken else "check_stock"
        return (Start(intent=intent, slots=slots, confidence=0.85, words=piece.words),)
    amount = said[0].value["amount"]
    away = sorted((abs(s.price - amount), n) for n, s in enumerate(context.shown) if s.price is not None)
    if not away or away[0][0] > _NEARLY * amount or (len(away) > 1 and away[0][0] == away[1][0]):
        return ()
    row = context.shown[away[0][1]].row
    if taken:
        return (Start(intent="add_to_cart", slots={"product": row, **counted}, confidence=0.85, words=piece.words),)
    return (Choose(position=away[0][1] + 1, row=row, confidence=0.85, words=piece.words),)


def _settled(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """*Ok, that one*, 그걸로요, それで, after one thing was looked at closer: it is taken, in the version that was asked after. A question
    put meanwhile comes first."""
    context = reader.context
    one = len(context.shown) < _SEVERAL or context.last_flow in CHOOSING
    free = context.asked is None and context.flow in (None, *LOOKING) and not held_of(context)
    if not (one and free and context.last_row and moods.settles(piece.words)):
        return ()
    slots = {"product": context.last_row}
    return (Start(intent="add_to_cart", slots=slots, confidence=0.85, words=piece.words),)


def _ordered(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """*Ok, order it* is no choice among what is shown: what is in the cart is ordered, also where it is still asked how many or in which
    colour; with nothing there, or after another thing was looked at, that is taken."""
    context = reader.context
    filling = context.flow in _FILL_THE_CART
    if piece.best not in ("checkout", "add_to_cart") or not moods.places_order(piece.words):
        return ()
    if not filling and (context.asked or context.flow not in (None, *LOOKING)):
        return ()
    there = any(context.last_row in (item.row, item.product) for item in context.cart)
    if filling or there:
        return (Start(intent="checkout", confidence=0.85, words=piece.words),)
    if any(e.kind == "reference" for e in piece.entities) and context.last_row:
        return (Start(intent="add_to_cart", slots={"product": context.last_row}, confidence=0.85, words=piece.words),)
    return ()


def _of_the_last(reader: Reader, piece: Piece, kinds: set[str]) -> tuple[Command, ...]:
    """*Oatmeal, then*, of what turned out sold out or was asked after: that in oatmeal, and not what was shown instead."""
    context = reader.context
    last = context.last_row
    if context.last_flow not in CHOOSING or context.asked or context.flow not in (None, *LOOKING) or not last:
        return ()
    if held_of(context) or answers.correction(normalise(piece.words).text) is not None:
        return ()  # *no, navy*, of what was just put into the cart, takes its place
    if any(last in (item.row, item.product) for item in context.shown) or not kinds <= {*VALUED, "quantity"}:
        return ()
    said = [e for e in piece.entities if e.kind in VALUED and not e.negated]
    made = {f"value:{m.option}={value}" for m in context.made if m.row == last for value, _ in m.values}
    if not said or not all(any(link.row in made for link in e.links) for e in said):
        return ()
    intent = "add_to_cart" if moods.takes(piece.words) or "quantity" in kinds else "check_stock"
    slots = slots_of(said, replace(context, shown=()), intent, piece.words)
    slots |= {e.kind: e.value for e in piece.entities if e.kind == "quantity" and not e.negated}
    return (Start(intent=intent, slots={**slots, "product": last}, confidence=0.8, words=piece.words),)


def _counted(choice: Choose, piece: Piece, context: Context) -> tuple[Command, ...]:
    """A button for a version, and how many of it or in which size, where that was said in the same breath: *blue, two of them*; *5W-30, 4
    litres*."""
    counts = [e for e in piece.entities if e.kind == "quantity" and not e.negated]
    if context.flow != "add_to_cart" or context.asked_kind != "choice" or not choice.position:
        return (choice,)
    label = context.choices[choice.position - 1] if choice.position <= len(context.choices) else ""
    labels = plain(" ".join(context.choices))
    sizes = [e for e in piece.entities if e.kind == "size" and not e.negated and plain(e.text) not in labels]
    sizes = [e for e in sizes if not {*re.findall(r"\d+", e.text)} & {*re.findall(r"\d+", labels)}]
    if len(sizes) == 1 and not any(e.kind == "size" and e not in sizes for e in piece.entities):
        size = Fill(slot="size", value=answers.slot_value(sizes[0])[1], confidence=0.9, words=sizes[0].text)
        return (size, *_counted(choice, replace(piece, entities=tuple(counts)), context))
    if len(counts) != 1:
        return (choice,)
    digits = re.sub(r"\D", "", counts[0].text)
    counter = plain(counts[0].text).replace(digits, "").strip()
    if counter and plain(counts[0].text) not in plain(label):
        digits = ""  # 2kgを2個で: what is counted is no part of the label
    if (digits and digits in re.findall(r"\d+", label)) or counts[0].text.strip() == piece.words.strip():
        return (choice,)  # the number is the version's own, or its place among the buttons
    return (Fill(slot="quantity", value=counts[0].value, confidence=0.9, words=counts[0].text), choice)


def _asked_whether(reader: Reader, piece: Piece, kinds: set[str]) -> tuple[Command, ...]:
    """*And the fine one?*, じゃあ細字は？ of the one thing spoken of, or being put into the cart: whether there is one, before
    it is taken."""
    context = reader.context
    one = context.last_row and (
        context.flow == "add_to_cart" or (context.flow in (None, *LOOKING) and len(context.shown) < 2)
    )
    if not (one and kinds & VALUED and kinds <= {*VALUED, "reference"} and moods.asks_after(piece.words)):
        return ()
    if piece.about:
        return ()  # *And the weight of the 28 cm one?* is no question whether there is one
    slots = slots_of(piece.entities, replace(context, shown=()), "check_stock", piece.words)
    return (
        Start(intent="check_stock", slots={**slots, "product": context.last_row}, confidence=0.8, words=piece.words),
    )


def _taken(piece: Piece, kinds: set[str]) -> bool:
    valued = bool(kinds & VALUED) and moods.takes(piece.words)
    return valued or (piece.best == "add_to_cart" and not piece.bare)


def _little_else(piece: Piece) -> bool:
    rest = answers.residue(normalise(piece.words).text, answers.spans(piece.words, piece.entities))
    sure = piece.reading.confidence >= _LIKELY and piece.best not in ("find_products", "repeat", "add_to_cart")
    return not sure and not moods.asks(piece.words) and len(rest) <= (_FEW_LATIN if rest.isascii() else _FEW)


def corrected(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """One thing said before, changed: *no, size 9*."""
    context = reader.context
    said = normalise(piece.words).text
    rest = answers.correction(said)
    changed = any(e.negated for e in piece.entities) and (context.flow or context.last_flow in CHOOSING)
    if rest is None and not changed:
        return ()
    if of_a_line := _of_a_line(context, piece):
        return of_a_line
    inner = reader.piece(_TAKEN_BACK.sub(" ", rest).strip(" ,、") or rest) if rest else piece
    if not inner.entities or not (inner.bare or _contrasts(inner)):
        return ()
    if not (context.flow or context.asked or context.last_row or context.shown):
        return ()
    if any(e.kind in ("comparison", "sort", "ordinal") for e in inner.entities):
        return ()
    return (
        _only_number(context, inner, piece.words)
        or _asked_of_another(reader, inner)
        or _together(reader, inner, piece.words)
        or answers.corrections(inner.entities, piece.words)
    )


def _only_number(context: Context, inner: Piece, words: str) -> tuple[Command, ...]:
    """*No, ten*, 아니다 10개로 해주세요, of what is in the cart already: its number. A bare *17* may be a shade."""
    kept = [e for e in inner.entities if not e.negated and e.kind != "reference"]
    looked_at = context.last_row and not held_of(context) and len(context.shown) < _SEVERAL
    if context.flow in (None, *LOOKING) and looked_at and len(kept) == 1 and context.last_flow != "add_to_cart":
        # *No, four of them*, of the one thing that was only looked at so far: nobody counts what they only look at.
        small = kept[0].kind == "quantity" and kept[0].value < _MAY_BE_A_SHADE
        slots = {"product": context.last_row, "quantity": kept[0].value}
        return (Start(intent="add_to_cart", slots=slots, confidence=0.85, words=words),) if small else ()
    if context.flow is not None or context.last_flow != "add_to_cart" or not context.cart or len(kept) != 1:
        return ()
    if kept[0].kind != "quantity" or (kept[0].text.strip().isdigit() and kept[0].value >= _MAY_BE_A_SHADE):
        return ()
    return (Start(intent="change_quantity", slots={"quantity": kept[0].value}, confidence=0.9, words=words),)


def _beside_the_question(context: Context, values: Sequence[Entity]) -> bool:
    """Whether a question about another thing waits, that ``values`` are no answer to: *not the coral, the mauve* of the tint in the cart,
    where the shade of the balm is asked for."""
    if context.flow != "add_to_cart" or not context.choices:
        return False
    said = {plain(link.title) for e in values for link in e.links}
    return not any(title in plain(choice) for title in said if title for choice in context.choices)


def _of_a_line(context: Context, piece: Piece) -> tuple[Command, ...]:
    """*No wait, the stapler in blue*, 26 아니고 27.5요, of one line of the cart: that in another version, whatever was put there
    since. A line is told by its name, else by the value that is taken back."""
    things = [e for e in piece.entities if e.kind in ("product", "category")]
    gone = [e for e in piece.entities if e.negated and e.kind in VALUED]
    values = [e for e in piece.entities if not e.negated and e.kind in (*VALUED, "quantity")]
    free = context.flow in (None, *LOOKING) and len(context.cart) >= _SEVERAL
    if not free and not (gone and not things and _beside_the_question(context, values)):
        return ()
    if not any(e.kind in VALUED for e in values) or any(e.negated for e in things):
        return ()
    line = in_cart_named([*things, *gone], context) if things else version_in_cart(gone, context)
    if line is None or (things and version_in_cart(values, context) == line):
        return ()
    slots = slots_of(values, replace(context, shown=(), cart=(), last_row=None), "add_to_cart", piece.words)
    slots |= {"product": line.product or line.row, "instead": line.row}
    return (Start(intent="add_to_cart", slots=slots, confidence=0.9, words=piece.words),)


def _asked_of_another(reader: Reader, inner: Piece) -> tuple[Command, ...]:
    """*No, the heavy one*, after the price of the compact one: the same is asked of that."""
    context = reader.context
    things = [e for e in inner.entities if e.kind == "product" and not e.negated]
    if context.flow is not None or context.last_flow not in ("check_stock", "ask_price") or len(things) != 1:
        return ()
    return (reader.command(inner, (context.last_flow, 0.85)),)


def _together(reader: Reader, inner: Piece, words: str) -> tuple[Command, ...]:
    """Another thing, and how many or which of it: one change of what is being put into the cart, or was a moment ago, and not several."""
    context = reader.context
    kept = [e for e in inner.entities if not e.negated]
    if context.flow == "add_to_cart":
        return another_thing(context, kept, words)
    if not (context.flow is None and context.last_flow == "add_to_cart" and context.cart):
        return ()
    values = [e for e in kept if e.kind in VALUED]
    if len(values) > 1 and len(values) == len(kept) and held_of(context):
        # *White, medium nib*, of one thing in the cart: both at once, and not first the one of them.
        slots = slots_of(values, replace(context, shown=()), "add_to_cart", words)
        slots = {name: value for name, value in slots.items() if name != "query"} | {"product": context.last_row}
        return (Start(intent="add_to_cart", slots={**slots, "instead": "last"}, confidence=0.85, words=words),)
    return another_thing(context, kept, words, instead="last")


def _contrasts(piece: Piece) -> bool:
    """Whether a message is little more than one value in the place of another: *medium not small, autocorrect!!*"""
    taken = {e.kind for e in piece.entities if e.negated}
    rest = answers.residue(normalise(piece.words).text, answers.spans(piece.words, piece.entities))
    few = 2 * _FEW_LATIN if rest.isascii() else _FEW
    return bool(taken & {e.kind for e in piece.entities if not e.negated} & VALUED) and len(rest) <= few


def _same_of_version(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """What one thing costs or whether it is there, asked again of another version of it: *and the large one?*, 大きいほうは？"""
    context = reader.context
    kinds = {e.kind for e in piece.entities if not e.negated} - {"reference"}
    again = context.last_intent in ("ask_price", "check_stock") and context.last_row and not context.flow
    if not again or not piece.bare or not kinds or not kinds <= {*VALUED, "comparison"}:
        return ()
    if not moods.follows_up(piece.words):
        return ()
    intent = context.last_intent or ""
    slots = slots_of(piece.entities, replace(context, shown=()), intent, piece.words)
    slots.pop("than", None)
    slots |= {e.kind: e.value for e in piece.entities if e.kind == "comparison" and not e.negated}
    return (Start(intent=intent, slots={**slots, "product": context.last_row}, confidence=0.85, words=piece.words),)


def values_alone(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """Properties alone: they fill what is under way, or refine what was looked for."""
    context = reader.context
    if asked := _same_of_version(reader, piece):
        return asked
    if picked := _one_of_two(reader, piece) or _beside(reader, piece) or _beyond_them(piece, context):
        return picked
    if not piece.bare or (context.last_intent == "size_advice" and not context.flow and tells_measure(piece.words)):
        return ()
    wanted = [e for e in piece.entities if not e.negated]
    kinds = {e.kind for e in wanted}
    if not wanted and context.shown and context.flow in (None, *LOOKING):
        # *Not a coat*: what was looked for still is, without that.
        slots = slots_of(piece.entities, context, "find_products", piece.words) | {"refine": True}
        return (Start(intent="find_products", slots=slots, confidence=0.8, words=piece.words),)
    if kinds & {"product", "category", "brand"} or not kinds:
        return ()
    one = context.last_row or len(pointed(piece.entities, context)) == 1
    if piece.reading.confidence >= _SURE and context.flow in (None, *LOOKING):
        if piece.best == "check_stock" and one and (moods.asks(piece.words) or "?" in piece.words):
            return ()  # *the black one in 270?* asks about one thing
        if piece.best == "add_to_cart" and "comparison" in kinds and outermost(piece.entities, context):
            return ()  # *take the cheaper of the two* is decided
    if context.flow == "add_to_cart" and kinds == {"reference", "quantity"} and context.asked_kind == "choice":
        # *Make it three*, while it is asked in which version: of what is being put into the cart.
        counted = next(e for e in wanted if e.kind == "quantity")
        return (Fill(slot="quantity", value=counted.value, confidence=0.85, words=counted.text),)
    if kinds & {"reference", "ordinal"} and (kinds == {"reference"} or "quantity" in kinds):
        return ()
    places = [e.value for e in wanted if e.kind == "ordinal"]
    if len(places) == 1 and kinds <= {"ordinal", "reference"}:
        return (Choose(position=places[0], confidence=0.7, words=piece.words),)
    if kinds == {"language"}:
        return (Language(lang=wanted[-1].value, confidence=0.85, words=piece.words),)
    if (line := version_in_cart(wanted, context)) is not None and "quantity" in kinds and _SETS.search(piece.words):
        # *Make the vol. 4 two*, 4권은 두 개로: of the version that is in the cart, how many.
        slots = {"product": line.row, "quantity": next(e.value for e in wanted if e.kind == "quantity")}
        return (Start(intent="change_quantity", slots=slots, confidence=0.85, words=piece.words),)
    decided = "quantity" in kinds or _decided(piece)
    if decided and kinds & VALUED and context.last_row and context.flow in (None, *LOOKING):
        # *Then the 38 mm ones, two please*, 블랙 250으로 할게요: nobody counts what they only want to look at.
        slots = slots_of(piece.entities, context, "add_to_cart", piece.words)
        slots.setdefault("product", context.last_row)
        return (Start(intent="add_to_cart", slots=slots, confidence=0.8, words=piece.words),)
    taken = {"quantity", "comparison"} <= kinds and context.flow in (None, *LOOKING)
    if taken and (outer := outermost(piece.entities, context)):
        # *The bigger one in ecru, two*, of those shown: nobody counts what they only look at.
        slots = slots_of(piece.entities, context, "add_to_cart", piece.words) | {"product": outer[0].row}
        return (Start(intent="add_to_cart", slots=slots, confidence=0.8, words=piece.words),)
    if "order_number" in kinds and not context.flow and not whole_address(normalise(piece.words).text):
        intent = context.last_intent if context.last_intent in OF_AN_ORDER else "track_order"
        slots = slots_of(piece.entities, context, intent, piece.words)
        return (Start(intent=intent, slots=slots, confidence=0.8, words=piece.words),)
    if kinds == {"quantity"} and context.flow is None and context.cart and piece.best == "change_quantity":
        return ()  # *make that 3*: of what is in the cart
    held = any(context.last_row in (item.row, item.product) for item in context.cart)
    if kinds == {"quantity"} and context.last_row and context.flow is None and not held:
        # *Two*, said of the one thing spoken of.
        slots = {"product": context.last_row, "quantity": wanted[-1].value}
        return (Start(intent="add_to_cart", slots=slots, confidence=0.8, words=piece.words),)
    if kinds == {"quantity"} and _one_of_them(piece, context):
        # *I want one*, 두 개, of one of several things shown: which, is for them to say.
        slots = {"quantity": wanted[-1].value}
        return (Start(intent="add_to_cart", slots=slots, confidence=0.7, words=piece.words),)
    if kinds <= _FILLING or (context.flow and context.flow not in LOOKING):
        out = []
        for entity in wanted:
            if entity.kind not in ("reference", "ordinal"):
                ((slot, value),) = answers.filled([entity])
                out.append(Fill(slot=slot, value=value, confidence=0.8, words=entity.text))
        return tuple(out)
    if not context.flow and context.last_flow in CHOOSING and context.last_row and kinds <= _OF_ONE:
        # The thing spoken of last in another colour or size: the question again, or to be put into the cart.
        if not moods.takes(piece.words) and context.last_flow == "add_to_cart":
            return tuple(Fill(slot=s, value=v, confidence=0.8) for s, v in answers.filled(wanted))
        intent = "add_to_cart" if moods.takes(piece.words) else context.last_flow
        slots = slots_of(wanted, replace(context, shown=()), intent, piece.words)
        slots["product"] = context.last_row
        return (Start(intent=intent, slots=slots, confidence=0.8, words=piece.words),)
    if (
        kinds <= _OF_ONE
        and context.flow in (None, *LOOKING)
        and len(context.shown) < _SEVERAL
        and _comes_in(context, wanted)
    ):
        # *Vol. 3*, 24, of the one thing spoken of: whether that is there, with a button to take it.
        slots = slots_of(wanted, replace(context, shown=()), "check_stock", piece.words)
        return (
            Start(
                intent="check_stock", slots={**slots, "product": context.last_row}, confidence=0.8, words=piece.words
            ),
        )
    if {"quantity"} < kinds <= {"quantity", *VALUED} and context.shown and moods.takes(piece.words):
        # *Two of the 24 cm, please*, of what is shown: whichever of them comes in it.
        slots = slots_of(wanted, context, "add_to_cart", piece.words)
        return (Start(intent="add_to_cart", slots=slots, confidence=0.8, words=piece.words),)
    slots = slots_of(piece.entities, context, "find_products", piece.words)
    if context.shown or context.flow:
        slots["refine"] = True
    return (Start(intent="find_products", slots=slots, confidence=0.85, words=piece.words),)


def _beside(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """*And a 25*, 5권도요, ベージュも, of what is in the cart: another version beside it."""
    context = reader.context
    wanted = [e for e in piece.entities if not e.negated]
    kinds = {e.kind for e in wanted}
    only = kinds & VALUED and kinds <= {*VALUED, "quantity", "reference"} and context.flow in (None, *LOOKING)
    if not (only and held_of(context) and moods.adds(piece.words)):
        return ()
    rest = answers.residue(normalise(piece.words).text, answers.spans(piece.words, piece.entities))
    if len(rest) > (_FEW_LATIN if rest.isascii() else _FEW):
        return ()
    if rest and not made_in(context, context.last_row, [e for e in wanted if e.kind in VALUED]):
        return ()  # 벨 은색도 추가, after a light that comes in one colour only: the bell
    slots = slots_of(wanted, replace(context, shown=(), cart=()), "add_to_cart", piece.words)
    slots = {**slots, "product": context.last_row}
    return (Start(intent="add_to_cart", slots=slots, confidence=0.85, words=piece.words),)


def _comes_in(context: Context, wanted: Sequence[Entity]) -> bool:
    """Whether all of these are numbers that are values of the one thing spoken of: a colour may be of any."""
    made = {f"{m.option}={value}" for m in context.made if m.row == context.last_row for value, _ in m.values}
    said = [f"value:{e.value}" if not e.links else e.links[0].row for e in wanted]
    numbers = all(any(c.isdigit() for c in e.text) for e in wanted)
    return numbers and bool(said) and all(row.removeprefix("value:") in made for row in said)


def _one_of_them(piece: Piece, context: Context) -> bool:
    """Whether a number is of one of several things shown: said with what it counts, or in a word that wants it. Digits alone may be a
    place in the list."""
    several = len(context.shown) >= _SEVERAL and not context.last_row and context.flow in (None, *LOOKING)
    wants = piece.best in ("add_to_cart", "change_quantity") or moods.takes(piece.words)
    return several and (wants or not piece.words.strip(" .,!~").isdigit())


def _one_of_two(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """*The cheaper one*, of two things on the screen: looked at closer, or taken."""
    context = reader.context
    if context.flow not in (None, *LOOKING) or sum(item.price is not None for item in context.shown) != 2:
        return ()
    if not _ONE_OF_TWO.search(normalise(piece.words).text.rstrip(" .,!~。！")):
        return ()
    if any(e.kind in ("reference", "ordinal") and e.negated for e in piece.entities):
        return ()  # 그거 말고 더 싼 거: neither of them
    found = outermost(piece.entities, context)
    if not found:
        # What nothing stated tells is looked at side by side; more of it was not asked for.
        unknown = {e.value for e in piece.entities if e.kind in ("comparison", "sort")} - PRICED
        slots = {"query": piece.words}
        return (Start(intent="compare", slots=slots, confidence=0.7, words=piece.words),) if unknown else ()
    if moods.takes(piece.words):
        slots = {"product": found[0].row}
        return (Start(intent="add_to_cart", slots=slots, confidence=0.8, words=piece.words),)
    return (Choose(row=found[0].row, confidence=0.8, words=piece.words),)


def _beyond_them(piece: Piece, context: Context) -> tuple[Command, ...]:
    """*Not that, something cheaper*, 그거 말고 더 싼 거, それじゃなくてもっと安いの: what is cheaper than all that was shown."""
    refused = any(e.kind in ("reference", "ordinal") and e.negated for e in piece.entities)
    told = [e.value for e in piece.entities if e.kind == "comparison" and e.value in PRICED and not e.negated]
    kinds = {e.kind for e in piece.entities if not e.negated}
    if not (refused and len(told) == 1 and kinds == {"comparison"}):
        return ()
    if context.flow not in (None, *LOOKING) or not context.shown:
        return ()
    slots = slots_of(piece.entities, context, "similar_products", piece.words)
    return (Start(intent="similar_products", slots=slots, confidence=0.85, words=piece.words),)


def _decided(piece: Piece) -> bool:
    """Whether the words around the values say that they are wanted."""
    return piece.reading.confidence >= _SURE and piece.reading.intents[0][0] == "add_to_cart"
