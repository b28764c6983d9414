"""What commands ask for, compared: which things they name, in which versions, and whether one reading of a message does all that another
does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dangol.nlu.commands import Choose, Command, Correct, Fill, Start
from dangol.nlu.context import Context
from dangol.nlu.left_out import of_the_list
from dangol.nlu.normalise import plain
from dangol.nlu.pieces import LOOKING

ANSWERS = (Fill, Choose, Correct)
THINGS = ("product", "category", "brand")
GOODS, CHANGES = "add_to_cart", frozenset({"change_quantity", "remove_from_cart"})
LOOKS = frozenset((*LOOKING, "compare"))
OF_THINGS = frozenset({"product_question", "check_stock", "ask_price", "size_advice", "faq"})
OF_SENDING = frozenset({"shipping_time", "track_order"})
# What came otherwise than it was ordered, and what may be asked for because of that.
TROUBLES = frozenset({"damaged_item", "wrong_item", "missing_item"})
MENDS = frozenset({"exchange_item", "return_item", "refund_status", "complaint"})
TOLD = ("color", "size", "attribute", "attributes", "measure", "quantity")
SURE, FAINT = 0.7, 0.55
VERSIONS = ("color", "size", "attribute", "measure")
_LIES_THERE = re.compile(r"담은|담아\s?둔|장바구니|카트|\b(?:cart|basket|bag)\b|カート|かご")
_LEAST = 2


def all_served(context: Context, wanted: Sequence[Command], commands: Sequence[Command]) -> bool:
    """Whether each of ``wanted`` has one of ``commands`` for itself that does all it asks for."""
    left = [*commands]
    for wish in wanted:
        one = next((command for command in left if _serves(context, wish, command)), None)
        if one is None:
            return False
        left.remove(one)
    return True


def _serves(context: Context, wanted: Command, command: Command) -> bool:
    if isinstance(wanted, Start):
        return isinstance(command, Start) and _same(wanted, command)
    if isinstance(wanted, ANSWERS):
        if isinstance(command, ANSWERS):
            return _values(wanted) == _values(command)
        of_it = isinstance(command, Start) and command.intent == GOODS and context.last_row in rows_of(command)
        value = getattr(wanted, "value", None)
        versions = values_of((command,))
        told = {*versions, str(getattr(command, "slots", {}).get("quantity"))}
        if isinstance(wanted, Choose) and wanted.position and context.choices:
            # The number of the version chosen is no count of it: *25* of 24 to 28.
            label = plain(context.choices[wanted.position - 1])
            return of_it and any(plain(value) in label or label in plain(value) for value in versions)
        return of_it and (value is None or str(value) in told)
    return type(wanted) is type(command)


def _values(command: Command) -> Mapping[str, Any]:
    return command.model_dump(exclude={"confidence", "words", "command"})


def _same(wanted: Start, command: Start) -> bool:
    if wanted.intent == GOODS:
        if command.intent != GOODS or not {*rows_of(wanted)} <= {*rows_of(command)} or "category:" in rows_of(command):
            return False  # "category:" is what nothing was found for
        if wanted.slots.get("instead") and not command.slots.get("instead"):
            return False
        strange = isinstance(wanted.slots.get("product"), Mapping) and not rows_of(wanted)
        if strange and wanted.slots.get("product") != command.slots.get("product"):
            return False
        return all(command.slots.get(name) == wanted.slots[name] for name in TOLD if wanted.slots.get(name))
    if wanted.intent in OF_THINGS:
        shelved = "category" in command.slots and "category" not in wanted.slots and rows_of(wanted) == rows_of(command)
        return command.intent in OF_THINGS and not shelved
    if wanted.intent in CHANGES and wanted.slots.get("relative") != command.slots.get("relative"):
        return False
    return wanted.intent == command.intent


def kept_by(command: Start, found: Sequence[Command]) -> bool:
    """Whether a matter that the whole message had been read as is served by its parts."""
    others = [other for other in found if isinstance(other, Start)]
    if command.intent in (GOODS, *LOOKS, *CHANGES, *OF_THINGS):
        return True  # of things, each part says its own
    if command.intent == "exchange_item" and any(_of_the_cart(other) for other in others):
        return True  # what lies in the cart is exchanged for nothing that was bought
    if command.intent == "exchange_item" and any(other.intent == "remove_from_cart" for other in others):
        return True  # *take the tambourine out and give me a triangle instead*
    if command.intent in MENDS and any(other.intent in TROUBLES for other in others):
        return True
    heard = of_the_list(command)
    sent = command.intent in OF_SENDING and any(other.intent in OF_SENDING for other in others)
    return sent or any(_same(command, other) or _same(heard, other) for other in others)


def divides(commands: Sequence[Command]) -> bool:
    """Whether one thing is wanted in several versions, each told apart: *2 gloves, one ochre M one chestnut L*."""
    things = [*apart(commands)]
    rows = {row for c in things if isinstance(c, Start) for row in rows_of(c)}
    told = all(values_of((c,)) for c in things) and all(isinstance(c, Start) and c.intent == GOODS for c in commands)
    return len(commands) == 1 and len(things) >= _LEAST and len(rows) == 1 and told


def values_of(commands: Sequence[Command]) -> set[str]:
    """The values of versions that commands hold."""
    found = set()
    for command in apart(commands):
        told = _values(command)
        told = told.get("slots") or told
        found |= {str(value) for name, value in told.items() if name in (*VERSIONS, "value")}
        found |= {str(value) for value in (told.get("attributes") or {}).values()}
    return found


def apart(commands: Sequence[Command]) -> Iterator[Command]:
    """The commands, a list as one wish for each of its things."""
    for command in commands:
        if isinstance(command, Start) and command.slots.get("items"):
            for item in command.slots["items"]:
                told = {name: value for name, value in item.items() if name not in ("row", "words", "name", "named")}
                row = item.get("row") or ({"text": item["named"]} if item.get("named") else None)
                slots = told | ({"product": row} if row else {})
                yield command.model_copy(update={"slots": slots, "words": item.get("words") or ""})
        else:
            yield command


def buys(command: Command) -> bool:
    """Whether it has to do with what goes into the cart."""
    return isinstance(command, ANSWERS) or (isinstance(command, Start) and command.intent in (GOODS, *CHANGES))


def rows_of(wish: Start) -> list[str]:
    """The products a wish names."""
    slots = wish.slots
    if slots.get("items"):
        found = [item.get("row") for item in slots["items"]]
    elif slots.get("products"):
        found = list(slots["products"])
    else:
        product = slots.get("product") or slots.get("variant")
        found = [product.get("category") if isinstance(product, Mapping) else product]
    return list(dict.fromkeys(row for row in found if isinstance(row, str) and row))


def called(command: Command) -> str:
    """What a thing is called that goes into the cart and that nothing was linked to."""
    if not isinstance(command, Start) or command.intent != GOODS or rows_of(command):
        return ""
    product = command.slots.get("product")
    return str(product.get("text") or "") if isinstance(product, Mapping) else ""


def _of_the_cart(wish: Start) -> bool:
    """Whether what is to take another's place takes that of a thing in the cart, by its name or by where it lies: 지금 담은 건 5미리로."""
    instead = wish.slots.get("instead")
    return instead is not None and (instead != "last" or _LIES_THERE.search(plain(wish.words)) is not None)
