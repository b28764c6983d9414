# ruff: noqa: E501  (patterns read best on one line)
"""A message read part by part, each in the light of those before it: *M, and two of the big one in ecru. can you wrap it?*

What people say in one breath, each part of which would be read rightly for itself, is often read otherwise as a whole: the answer to what was
asked takes its values from the next wish, what is pointed at is lost beside what is named, a question covers an order. So the parts are
read in turn, the first where the conversation stands, each other where those before it leave it. What comes of it stands only if every part is
read surely, and if the whole had lost one of them; what the whole had served stays served.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from dangol.nlu import answers, moods
from dangol.nlu.colours import is_colour
from dangol.nlu.commands import Affirm, Command, Deny, Fill, Start
from dangol.nlu.context import Context
from dangol.nlu.joints import cut
from dangol.nlu.left_out import Alone
from dangol.nlu.made_otherwise import BOUGHT, HAD, ORDERED
from dangol.nlu.more_of_it import more_of_it
from dangol.nlu.normalise import plain
from dangol.nlu.one_part import Part, asks, read_part, rounds_off
from dangol.nlu.pieces import COURTESIES, LOOKING, OF_AN_ORDER, VALUED, Piece, Reader
from dangol.nlu.segments import other_side
from dangol.nlu.served import (
    ANSWERS,
    CHANGES,
    GOODS,
    LOOKS,
    MENDS,
    OF_SENDING,
    OF_THINGS,
    SURE,
    THINGS,
    TROUBLES,
    VERSIONS,
    all_served,
    apart,
    buys,
    called,
    divides,
    kept_by,
    rows_of,
    values_of,
)
from dangol.nlu.several import EACH
from dangol.nlu.slots import bears
from dangol.nlu.weighing import ALIKE
from dangol.nlu.wrapping import asks_to_wrap

# In what the thing before it is told.
_MATTERS = (OF_AN_ORDER - {"invoice", "warranty", "reorder"}) | {
    "complaint",
    "account_change",
    "privacy_request",
    "call_back",
}
_DONE = frozenset({"use_coupon", "checkout", "view_cart", "clear_cart"})
# What is only told, in whatever form it is asked.
_TOPICS = frozenset(
    {"shipping_cost", "return_policy", "payment_question", "store_hours", "store_location", "invoice", "loyalty_points"}
)
_COLOUR = re.compile("colou?r|색|色|カラー")
_ADDS = re.compile(
    r"\b(?:also|and|plus|btw)\b|그리고|[가-힣](?<![빼말])고\s|글고|근데|또(?=\s)|참(?=\s)|あと|それと|それから|ところで"
)
# Korean verbs cut off from their ending, 보여주시|고 …, and as what is wished for.
_CUT_OFF = (
    ("주시", "주세요"),
    ("빼", "빼 주세요"),
    ("담", "담아 주세요"),
    ("넣", "넣어 주세요"),
    ("바꾸", "바꿔 주세요"),
    ("줄이", "줄여 주세요"),
    ("늘리", "늘려 주세요"),
    ("해주", "해 주세요"),
)
_OF_USE = frozenset({"넣", "담", "빼"})
_INTO = re.compile(r"(?<!카트)(?<!장바구니)에\s?(?:넣|담)$")
_NUMBER_LAST = re.compile(r"(?<=[가-힣ぁ-ゖァ-ヶー一-龥々])\s?[1-9]$")
_LONGEST, _LEAST, _MOST_READINGS = 240, 2, 14
_PLAIN = 0.75


def in_turn(
    reader: Reader, piece: Piece, commands: tuple[Command, ...], choices: tuple[Command, ...], alone: Alone
) -> tuple[tuple[Command, ...], tuple[Command, ...]]:
    """``commands`` and ``choices``, or what the parts of the message come to in turn, where those lose a part of it."""
    commands, choices = _or_in_turn(reader, piece, commands, choices, alone)
    return tuple(_as_in_the_cart(reader, _as_the_one_before(command)) for command in commands), choices


def _or_in_turn(
    reader: Reader, piece: Piece, commands: tuple[Command, ...], choices: tuple[Command, ...], alone: Alone
) -> tuple[tuple[Command, ...], tuple[Command, ...]]:
    context, said = reader.context, plain(piece.words)
    free = context.flow in (None, *LOOKING, GOODS, "compare")
    free &= context.asked_kind not in (*answers.FREE_TEXT, "yes_no")
    if not free or len(said) > _LONGEST or len(said) != len(piece.words) or moods.asks_either(said):
        return commands, choices
    kinds = {e.kind for e in piece.entities}
    # *A friend got a puppy, need a gift, 40k max*, 생일 선물 뭐 사가죠: who says what it may cost, or asks for advice, wants to be shown.
    shown = bool(kinds & {"price_limit", "price"}) or moods.asks_advice(said)
    if shown and "quantity" not in kinds and not moods.takes(said):
        return commands, choices
    if _is_one(piece, said, commands) and not _asks_besides(reader, piece, said, commands, alone):
        return commands, choices
    read = _turns(reader, piece, said, alone)
    turns = [turn for turn in read if turn.commands]
    found = tuple(command for turn in turns for command in turn.commands)
    wanted, asked = _wanted(said, read, found, among=bool(context.shown)), _asked(turns, commands)
    done = len({c.intent for c in found if isinstance(c, Start) and c.intent in _DONE}) == len(found)
    # What only chats beside one wish leaves that.
    least = 1 if any(turn.refuses for turn in read) or (not commands and len(read) > 1) else _LEAST
    if len(turns) < least or not (wanted or asked or done):
        return commands, choices
    if wanted and any(isinstance(c, Start) and c.intent == "promotions" for c in found):
        return commands, choices  # *100 of those, any discount?* depends on the answer
    if asked and not wanted and len(commands) == 1 and not _ADDS.search(said):
        one = commands[0]
        matter = isinstance(one, Start) and one.intent in _MATTERS
        if matter and not _asks_besides(reader, piece, said, commands, alone):
            return commands, choices  # *the mug came cracked, total mess*: the rest tells of it
    if _says_one_wish(commands, found):
        return commands, choices
    listed = _listed(context, found)
    if all_served(context, [*apart(listed)], [*apart(commands)]):
        return commands, choices
    changed = any(isinstance(c, Start) and c.intent in CHANGES for c in listed)
    valued = _valued(context, piece, listed)
    if (divides(commands) and not changed) or values_of(commands) & valued - values_of(listed):
        # A version that only the whole had read; what is asked besides is answered all the same.
        asked_too = [c for turn in turns if turn.asks for c in turn.commands]
        return (*commands, *(c for c in asked_too if not all_served(context, [c], commands))), choices
    matters = [c for c in commands if isinstance(c, Start) and c.confidence >= SURE]
    if any(not kept_by(command, listed) for command in matters):
        return commands, choices
    return listed, ()


def _says_one_wish(commands: Sequence[Command], found: Sequence[Command]) -> bool:
    """Whether the parts only say the one wish that was read by and by: *the tuna will do. Two of those* are two."""
    one = commands[0] if len(commands) == 1 else None
    if not isinstance(one, Start) or one.intent != GOODS or not one.slots.get("quantity") or "items" in one.slots:
        return False
    parts = [c for c in found if isinstance(c, Start) and c.intent == GOODS and "items" not in c.slots]
    if len(parts) < len(found) or len(parts) < _LEAST:
        return False
    counts = [c.slots["quantity"] for c in parts if c.slots.get("quantity")]
    rows = {str(c.slots["product"]) for c in parts if c.slots.get("product")}
    return counts == [one.slots["quantity"]] and rows <= {str(one.slots.get("product"))}


def _wanted(said: str, read: Sequence[Part], found: Sequence[Command], *, among: bool) -> bool:
    """Whether the parts of a message want something put into the cart, or changed there; ``among``: something was shown to choose from."""
    if any(buys(command) for turn in read if not turn.thing for command in turn.commands):
        return True
    told = " ".join(c.words for c in found if not (isinstance(c, Start) and c.intent in (*OF_THINGS, *LOOKS)))
    taken = moods.takes(said) or (moods.WANTS.search(plain(told)) is not None and not moods.asks(said))
    taken |= any(isinstance(c, Start) and c.intent == "checkout" for c in found)
    taken |= among and any(turn.refuses for turn in read)  # *the 60 ml one, not the beans*, of those shown
    return taken and any(turn.thing for turn in read) and not moods.compares(said)


def _asked(turns: Sequence[Part], commands: Sequence[Command]) -> bool:
    """Whether the parts of a message ask, beside what is plainly to be done, and want nothing put into the cart."""
    if any(turn.thing or not (turn.asks or _is_plain(turn) or _is_matter(turn)) for turn in turns):
        return False
    only_tracked = [c.intent for c in commands if isinstance(c, Start)] == ["track_order"]
    return only_tracked or any(turn.asks and not _is_matter(turn) for turn in turns)


def _valued(context: Context, piece: Piece, listed: Sequence[Command]) -> set[str]:
    """The values that a message says of what is wanted, and that have to be found again in what its parts come to: not those of an answer, of
    a line that is only counted anew, or what is seen beside its thing when that is chosen (a number, a size)."""
    answered = " ".join(c.words for c in listed if isinstance(c, ANSWERS))
    goods = " ".join(c.words for c in listed if isinstance(c, Start) and c.intent == GOODS)
    changed = [row for c in listed if isinstance(c, Start) and c.intent in CHANGES for row in rows_of(c)]
    lines = [line for line in context.cart if line.row in changed]
    said = [e for e in piece.entities if e.kind in VALUED and not e.negated and e.text not in answered]
    beside = [e for e in said if (e.text.isdigit() or e.kind == "size") and _stands_in(goods, e.text)]
    return {
        str(answers.slot_value(e)[1]) for e in said if e not in beside and not any(bears(line, e) for line in lines)
    }


def _stands_in(text: str, word: str) -> bool:
    """Whether a word stands in a text, and not only inside a longer one of its letters."""
    return re.search(rf"(?<![a-zA-Z0-9]){re.escape(word)}(?![a-zA-Z0-9])", text) is not None


def _is_one(piece: Piece, said: str, commands: Sequence[Command]) -> bool:
    """Whether a message is surely one wish, however many parts it has: of an order that is named or was made, of a row of versions, of one
    version in another's place."""
    starts = [c for c in commands if isinstance(c, Start)]
    if any({"span", "order_number"} & {*c.slots} for c in starts):
        return True
    set_so = [c.intent for c in starts] == ["change_quantity", GOODS] and len(commands) == len(starts)
    if set_so and starts[0].slots.get("product") and starts[1].slots.get("product") and starts[1].slots.get("quantity"):
        return True  # one line set to a number, and another thing put beside it
    if len(starts) != 1 or len(commands) != 1:
        return False
    compared = starts[0].intent == "compare" and len(starts[0].slots.get("products") or ()) > 1
    if compared or "versions" in starts[0].slots:
        return True  # 무향이랑 녹차 뭐가 달라요 takes neither, and *X and Y* are compared and not looked for
    things = any(e.kind in THINGS and not e.negated for e in piece.entities)
    if starts[0].intent == GOODS and "instead" in starts[0].slots and not (things or _ADDS.search(said)):
        return True
    ordered = BOUGHT.search(said) or ORDERED.search(said) or HAD.search(said)
    return starts[0].intent in _MATTERS and ordered is not None


def _asks_besides(reader: Reader, piece: Piece, said: str, commands: Sequence[Command], alone: Alone) -> bool:
    """Whether a part of a message asks about another matter than the rest of it: …바꿔주세요 | 배송비는 얼마죠."""
    parts = cut(piece, said)
    joints = ("", *(joint for _, _, joint in parts))
    return len(parts) >= _LEAST and any(
        _asks_of_another(reader, piece, joint, begin, end, commands, alone)
        for joint, (begin, end, _) in zip(joints, parts, strict=False)
    )


def _asks_of_another(
    reader: Reader, piece: Piece, joint: str, begin: int, end: int, commands: Sequence[Command], alone: Alone
) -> bool:
    words = piece.words[begin:end] + "?" * (piece.words[end : end + 1] in ("?", "？"))
    if rounds_off(words):
        return False
    if asks_to_wrap(plain(words)):
        return True
    found, _ = alone(reader, reader.piece(words))
    known = {c.intent for c in commands if isinstance(c, Start)}
    starts = [c for c in found if isinstance(c, Start)]
    if len(starts) < len(found) or any(c.intent in known or c.intent in OF_SENDING for c in starts):
        return False
    if not asks(words):
        return len(starts) == 1 and starts[0].confidence >= _PLAIN and starts[0].intent in _TOPICS
    of_things = any(c.intent in (*OF_THINGS, *LOOKS, *COURTESIES, *CHANGES, GOODS) for c in starts)
    sure = len(starts) == 1 and starts[0].confidence >= _PLAIN and not of_things
    return sure or _ADDS.search(joint + words) is not None


def _turns(reader: Reader, piece: Piece, said: str, alone: Alone) -> list[Part]:
    """The parts of a message, each read where those before it leave the conversation; none where one of them is not read surely."""
    parts = cut(piece, said)
    return _in_order(reader, piece, parts, alone) if len(parts) >= _LEAST else []


def _in_order(reader: Reader, piece: Piece, parts: Sequence[tuple[int, int, str]], alone: Alone) -> list[Part]:
    left, may_ask = _MOST_READINGS, not moods.asks_to_be_given(piece.words)

    def from_here(at: int, before: tuple[Part, ...], here: Reader) -> tuple[Part, ...] | None:
        """The parts from ``at`` on behind those ``before``: each as short as it can be read, so that all of them can."""
        nonlocal left
        if at == len(parts):
            return before
        for last in range(at, len(parts)):
            if not left:
                return None
            left -= 1
            begin, end, joint = parts[at][0], *parts[last][1:]
            whole = _completed(piece.words[begin:end].strip(" ,、;"), parts[last][2], piece.words[end:])
            if whole is None:
                continue
            words = _counted(reader, whole) + "?" * (may_ask and piece.words[end : end + 1] in ("?", "？"))
            after = parts[at - 1][2] if at else ""
            if other_side(plain(words)):
                return None  # *or does it only stop the wind?* is the other side of one question
            turn = more_of_it(here, words, before, after) or read_part(here, words, before, alone, joint)
            if turn is None:
                continue
            kept = before[:-1] if turn.more else before
            context = _after(here.context, turn.commands)
            there = here if context is here.context else replace(here, context=context, _read={})
            found = from_here(last + 1, (*kept, turn), there)
            if found is not None:
                return found
        return None

    return [*(from_here(0, (), reader) or ())]


def _completed(words: str, joint: str, rest: str) -> str | None:
    """A part as it would be said alone, where its verb was cut off from the 고 that joins it to the next; none where that only says how
    something is used."""
    if not joint.lstrip().startswith("고"):
        return words
    told = next(((cut, whole) for cut, whole in _CUT_OFF if words.endswith(cut)), None)
    if told is None:
        return words
    if told[0] in _OF_USE and (_INTO.search(words) or (asks(rest) and not moods.takes(rest))):
        return None  # 가방에 넣고 다니기 좋은 램프 있어요? puts nothing into the cart
    return words[: -len(told[0])] + told[1]


def _counted(reader: Reader, words: str) -> str:
    """A part of a list that ends in a number alone, with a counter: 醤油2 is 醤油2個, 간장 2 간장 2개."""
    number = _NUMBER_LAST.search(words)
    if number is None:
        return words
    entities = reader.piece(words).entities
    ends = {e.end for e in entities if e.kind in (*THINGS, *VALUED)}
    if number.start() not in ends or any(e.end > number.start() for e in entities):
        return words
    return words + ("개" if reader.lang == "ko" else "個")


def _is_matter(turn: Part) -> bool:
    """Whether a part is a matter of an order or of the shopper's own, and surely so."""
    return all(isinstance(c, Start) and c.intent in _MATTERS and c.confidence >= SURE for c in turn.commands)


def _is_plain(turn: Part) -> bool:
    """Whether a part is surely something to be done that stands by itself: a matter, a look into the cart."""
    return all(
        isinstance(c, Start) and c.confidence >= _PLAIN and c.intent not in (*LOOKS, *COURTESIES, *OF_THINGS)
        for c in turn.commands
    )


def _after(context: Context, commands: Sequence[Command]) -> Context:
    """Where the conversation stands when these are served, as far as the next part leans on it."""
    for command in commands:
        if isinstance(command, (*ANSWERS, Affirm, Deny)):
            context = replace(context, asked=None, asked_kind=None, choices=(), option=None, flow=None)
        elif (
            isinstance(command, Start)
            and command.intent in (GOODS, *CHANGES, *OF_THINGS)
            and (rows := rows_of(command))
        ):
            lying = {s.row: s.product for s in (*context.cart, *context.shown) if s.product}
            row = lying.get(rows[-1], rows[-1])
            context = replace(context, last_row=row if row.startswith("product:") else None)
            if command.intent == GOODS:
                context = replace(context, asked=None, asked_kind=None, choices=(), flow=None)
    return context


def _listed(context: Context, commands: Sequence[Command]) -> tuple[Command, ...]:
    """The commands: wishes that follow each other and each name what goes into the cart as one list, what only counts the answer before it
    as its number, and no matter twice."""
    found: list[Command] = []
    for command in commands:
        last = found[-1] if found else None
        if not isinstance(command, Start):
            found.append(command)
        elif _counts(context, command) and isinstance(last, ANSWERS):
            found.insert(
                0, Fill(slot="quantity", value=command.slots["quantity"], confidence=SURE, words=command.words)
            )
        elif _is_named(command) and isinstance(last, Start) and _is_named(last):
            words = f"{last.words} {command.words}"
            items = _each(_without_totals([*_items(last), *_items(command)]), words, [last, command])
            slots = {"items": items, "quantity": items[0]["quantity"]}
            found[-1] = Start(intent=GOODS, slots=slots, confidence=last.confidence, words=words)
        elif isinstance(last, Start) and _told_before(command, last):
            continue
        elif command.intent in (GOODS, *CHANGES, *OF_THINGS) or not any(
            isinstance(other, Start) and other.intent == command.intent for other in found
        ):
            found.append(command)
    return tuple(found)


def _told_before(command: Start, last: Start) -> bool:
    """Whether a command only says of what the one before it is about what is to be done, or where it is."""
    if command.intent == "exchange_item" and "instead" in last.slots:
        return True  # *18 would be better, swap it*
    if command.intent == "remove_from_cart" == last.intent:
        return bool(rows_of(last)) and not rows_of(command)  # 베이킹파우더는 집에 있네요 빼주세요
    if command.intent in MENDS and last.intent in TROUBLES:
        return True  # 다른 색이 왔어요 교환하고 싶은데
    return command.intent == "shipping_time" and last.intent == "track_order"  # 아직도 안 왔는데 어디쯤인지


def _counts(context: Context, wish: Start) -> bool:
    """Whether a wish behind an answer only says how many: *citrus, two of them*."""
    told = {name for name, value in wish.slots.items() if value}
    same = wish.slots.get("product") in (None, context.last_row)
    return wish.intent in (GOODS, "change_quantity") and same and told - {"product"} == {"quantity"}


def _is_named(command: Command) -> bool:
    if not isinstance(command, Start) or command.intent != GOODS:
        return False
    named = bool(rows_of(command)) or bool(called(command)) or "items" in command.slots
    return named and not {"instead", "relative", "span", "otherwise"} & {*command.slots}


def _items(wish: Start) -> list[dict[str, Any]]:
    if wish.slots.get("items"):
        return list(wish.slots["items"])
    told = {n: v for n, v in wish.slots.items() if n not in ("product", "products", "category", "candidates", "query")}
    rows = rows_of(wish)
    product = wish.slots.get("product")
    name = {"name": product["text"]} if isinstance(product, Mapping) and rows else {}
    things = [{"row": row, **name} for row in rows] or [{"named": called(wish)}]
    return [{**thing, "quantity": 1, **told, "words": wish.words} for thing in things]


def _as_the_one_before(command: Command) -> Command:
    """A list whose things are told to be in the same size or colour as the one before: *3 saucers in the same size*."""
    items = command.slots.get("items") if isinstance(command, Start) else None
    if not isinstance(command, Start) or not items:
        return command
    found: list[dict[str, Any]] = []
    for item in items:
        same = ALIKE.search(plain(str(item.get("words") or "")))
        found.append({**_alike(found[-1], same.group()), **item} if same and found else item)
    return command.model_copy(update={"slots": {**command.slots, "items": found}})


def _as_in_the_cart(reader: Reader, command: Command) -> Command:
    """One thing that is to be in the same size or colour as what was put into the cart last: *add the duvet too, same size*."""
    cart = reader.context.cart
    if not isinstance(command, Start) or command.intent != GOODS or "instead" in command.slots or not cart:
        return command
    same = ALIKE.search(plain(command.words))
    if not same or {"size", "color", "items"} & {*command.slots}:
        return command
    coloured = _COLOUR.search(same.group()) is not None
    named = [value for value in cart[-1].values if coloured == is_colour(value)]
    if len(named) != 1:
        return command
    return command.model_copy(update={"slots": {**command.slots, "color" if coloured else "size": named[0]}})


def _alike(before: Mapping[str, Any], same: str) -> dict[str, Any]:
    """What of the thing before holds for one in the same size or colour; sizes stand among the attributes, too, by their figures."""
    if _COLOUR.search(same):
        return {"color": before["color"]} if before.get("color") else {}
    figures = {n: v for n, v in (before.get("attributes") or {}).items() if any(c.isdigit() for c in str(v))}
    size = {"size": before["size"]} if before.get("size") else {}
    return size | ({"attributes": figures} if figures else {})


def _each(items: list[dict[str, Any]], words: str, wishes: Sequence[Start]) -> list[dict[str, Any]]:
    """The things of a list with the one number that is said, where it is said of each: 호지차랑 센차 두 개씩."""
    counts = [wish.slots["quantity"] for wish in wishes if wish.slots.get("quantity")]
    one = [item["quantity"] for item in items if item["quantity"] != 1]
    each = EACH.search(plain(words)) and (len(counts) == 1 or EACH.search(plain(wishes[-1].words)))
    if not each or len(one) > 1 or not counts:
        return items
    return [{**item, "quantity": one[0] if one else item["quantity"]} for item in items]


def _without_totals(items: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The things of a list without one that only says how many there are of the versions behind it: *5 shirts, 3 black and 2 white*."""
    kept = []
    for n, item in enumerate(items):
        behind = []
        for later in items[n + 1 :]:
            alike = (later.get("row"), later.get("named")) == (item.get("row"), item.get("named"))
            if not alike or not {*later} & {*VERSIONS, "attributes"}:
                break
            behind.append(later["quantity"])
        whole = not {*item} & {*VERSIONS, "attributes"} and len(behind) >= _LEAST and sum(behind) == item["quantity"]
        if not whole:
            kept.append(item)
    return kept
