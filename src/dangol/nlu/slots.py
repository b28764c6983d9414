# ruff: noqa: E501  (tables of words and patterns read best on one line)
"""From what a message mentions to the slots of the flow it starts. The table of names is in docs/understanding.md."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dangol.nlu.answers import slot_value
from dangol.nlu.colours import nearest_of, nearness
from dangol.nlu.commands import Entity, Start
from dangol.nlu.context import Context, Shown
from dangol.nlu.normalise import normalise, plain
from dangol.nlu.several import as_values, divided, items_of, versions_named
from dangol.nlu.weighing import one_thing

CART_INTENTS = frozenset({"change_quantity", "remove_from_cart", "view_cart"})
_SHELVES = frozenset({"find_products", "advice", "browse"})
_SEARCHES = frozenset({"find_products", "advice", "similar_products", "browse", "product_question", "compare"})
_DEEDS = frozenset({"add_to_cart", "check_stock", "ask_price", "product_question", "size_advice"})
# By which figure *the lighter one* is told from the others, and whether it is the low or the high one of it.
_TOLD_BY = {
    "cheaper": ("price", "low"),
    "price_asc": ("price", "low"),
    "dearer": ("price", "high"),
    "price_desc": ("price", "high"),
    "lighter": ("weight", "low"),
    "weight_asc": ("weight", "low"),
    "weight_desc": ("weight", "high"),
    "heavier": ("weight", "high"),
    "bigger": ("size", "high"),
    "size_desc": ("size", "high"),
    "smaller": ("size", "low"),
    "size_asc": ("size", "low"),
    "longer": ("length", "high"),
    "length_desc": ("length", "high"),
    "shorter": ("length", "low"),
    "length_asc": ("length", "low"),
    "warmer": ("warmth", "low"),
    "brighter": ("light", "high"),
    "darker": ("light", "low"),
}
PRICED = frozenset(name for name, (figure, _) in _TOLD_BY.items() if figure == "price")
_FEWEST = 2
# A word that takes back what stands right before it, and puts what follows in its place.
_RIGHTED = re.compile(
    r"(?:^|[\s,.;–—-])(?:no+|nope|wait|hang on|hold on|actually|sorry|scratch that|i mean|make that|or rather|아|아니|아니다|아니요|아뇨|아냐|아참|앗|잠깐(?:만요?)?|あ|いや|いえ|やっぱり?|じゃなくて|違う)(?:[\s,.!]|$)"
)
_VALUED = ("color", "size", "attribute", "measure")
_TOLD_APART = 2  # numbers, of which one says how many there are in all
_DIVIDED = frozenset({"add_to_cart", "check_stock", "find_products"})
_CHANGES = frozenset({"exchange_item", "change_order", "change_quantity"})
_CHANGED = frozenset({"size", "color", "quantity", "date"})
_PLAIN = ("size", "color", "quantity", "price_limit", "sort", "comparison", "order_number", "email", "phone", "date")
_REST = ("coupon", "percent", "measure", "postcode", "language")
_PLACED = frozenset({*_PLAIN, *_REST, "price"})


def pointed(entities: Sequence[Entity], context: Context, intent: str = "") -> list[Shown]:
    """The shown items a message points to: by place, by a property among them (*the black one*), or as *this*."""
    pool = context.cart if intent in CART_INTENTS and context.cart else context.shown or context.cart
    rows: list[Shown] = []
    for entity in entities:
        if entity.kind == "ordinal" and not entity.negated:
            index = entity.value - 1 if entity.value > 0 else len(pool) + entity.value
            if 0 <= index < len(pool):
                rows.append(pool[index])
    if rows:
        return rows
    pointing = {e.value for e in entities if e.kind == "reference" and not e.negated}
    if pool and ("all" in pointing or ("both" in pointing and len(pool) == 2)):
        return list(pool)
    refused = {s.row for s in _refused(entities, context)}
    wanted = [e for e in entities if e.kind in ("color", "size", "attribute") and not e.negated]
    if wanted and pool and not any(e.kind in ("product", "category", "brand") for e in entities):
        if intent == "add_to_cart" and not pointing and _beside_those_shown(context, wanted):
            return [Shown(context.last_row or "", "")]
        fitting = [s for s in pool if s.row not in refused]
        for entity in wanted:
            fitting = _having(entity, fitting)
        if len(fitting) == 1 and len(pool) > 1:
            return fitting
    if pointing & {"this", "that", "earlier"}:
        if context.last_row:
            known = [s for s in (*context.shown, *context.cart) if s.row == context.last_row]
            return known[:1] or [Shown(context.last_row, "")]
        if len(pool) == 1:
            return [pool[0]]
    return []


def _beside_those_shown(context: Context, wanted: Sequence[Entity]) -> bool:
    """Whether the thing spoken of is none of those shown, and comes in what is wanted: *black then*, of what turned out sold out in grey, is
    that in black, and not the black one of what was shown in its stead."""
    row = context.last_row
    if row is None or any(row in (item.row, item.product) for item in (*context.shown, *context.cart)):
        return False
    return any(made.row == row for made in context.made) and made_in(context, row, wanted)


def outermost(entities: Sequence[Entity], context: Context) -> list[Shown]:
    """The one of the things shown that *the cheaper one*, *the lightest* or *the bigger of the two* is; none where not every one of them
    has that figure, or two have the same."""
    wanted = [
        _TOLD_BY[e.value]
        for e in entities
        if e.kind in ("comparison", "sort") and e.value in _TOLD_BY and not e.negated
    ]
    if len(wanted) != 1 or len(context.shown) < _FEWEST:
        return []
    name, end = wanted[0]
    known = [(figure, n) for n, item in enumerate(context.shown) if (figure := item.figure(name)) is not None]
    if len(known) < _FEWEST or (name != "price" and len(known) < len(context.shown)):
        return []
    ordered = sorted(known, reverse=end == "high")
    return [context.shown[ordered[0][1]]] if ordered[0][0] != ordered[1][0] else []


def _having(entity: Entity, pool: Sequence[Shown]) -> list[Shown]:
    """Those of ``pool`` that have a value; of a colour those that come nearest to it: *the yellow one* is the mustard one where nothing
    there is called yellow."""
    name, value = slot_value(entity)
    wanted = f"{name}={value}".casefold()
    exact = [item for item in pool if any(v.casefold() == wanted for v in item.values)]
    if exact or name != "color":
        return exact
    said = entity.text or str(value)
    near = [nearest_of(said, (*(v.rpartition("=")[2] for v in item.values), item.title)) for item in pool]
    return [item for item, nearness in zip(pool, near, strict=True) if nearness and nearness == max(near)]


def _as_it_is_called(slots: dict[str, Any], entities: Sequence[Entity], context: Context) -> None:
    """A colour said of one of the things shown as that thing calls it: of the burgundy cap, *the red one* is the burgundy one."""
    said = next((e.text for e in entities if e.kind == "color" and not e.negated), "")
    rows = pointed(entities, context)
    if not said or len(rows) != 1 or "color" not in slots:
        return
    called = [v.rpartition("=")[2] for v in rows[0].values if v.startswith("color=")]
    near = {word: nearness(said, word) for word in called}
    if called and str(slots["color"]).casefold() not in called and max(near.values()):
        slots["color"] = max(near, key=lambda word: near[word])


def _refused(entities: Sequence[Entity], context: Context) -> list[Shown]:
    if not any(e.kind in ("reference", "ordinal") and e.negated for e in entities):
        return []
    places = [e.value for e in entities if e.kind == "ordinal" and e.negated]
    if places:
        return [context.shown[p - 1] for p in places if 0 < p <= len(context.shown)]
    return [s for s in context.shown if s.row == context.last_row] or (
        [context.shown[0]] if len(context.shown) == 1 else []
    )


def slots_of(entities: Sequence[Entity], context: Context, intent: str, words: str) -> dict[str, Any]:
    """The slots known from the entities of one request."""
    entities = as_values(entities)
    slots: dict[str, Any] = {}
    without: dict[str, Any] = {}
    attributes: dict[str, Any] = {}
    for entity in entities:
        name, value = slot_value(entity)
        if entity.kind == "attribute":
            (without if entity.negated else attributes)[name] = value
        elif entity.negated and entity.kind == "word":
            without["word"] = [*without.get("word", ()), value]
        elif entity.negated and entity.kind not in ("reference", "ordinal"):
            without[name] = value
        elif entity.kind in ("product", "category", "brand"):
            thing = one_thing(entity) if intent not in _SHELVES else None
            if thing is not None:
                name, value = "product", thing
            _named(slots, entity, name, value)
        elif entity.kind in _PLACED and (
            name not in slots
            or (intent in _CHANGES and name in _CHANGED)
            or _taken_back(words, [e for e in entities if slot_value(e)[0] == name], entity)
        ):
            # What is changed is named first, what it is changed into last: *the grey for navy*, MをLに, 두 개 말고 세 개로.
            slots[name] = value
    if intent in _SHELVES and (shelves := _alike(entities, slots.get("category"))):
        slots["category"] = shelves if len(shelves) > 1 else shelves[0]
    if intent in CART_INTENTS and "product" not in slots and (held := in_cart_by_shelf(entities, context, intent)):
        slots["product"] = held
    if intent in _DEEDS and not {"product", "category", "brand", "variant"} & {*slots}:
        alone = {row for e in entities if e.kind == "attribute" and not e.negated for row in _bearing(e)}
        if len(alone) == 1 and not context.last_row and not context.shown:
            slots["product"] = alone.pop()  # 니트릴 라지 있어요: the one thing that bears the word in its name
    rows_named = {n: str(_row_of(e, intent)) for n, e in enumerate(entities) if e.kind in ("product", "category")}
    spoken_of = context.last_row if intent == "add_to_cart" else None
    items, counted = items_of(words, entities, rows_named, spoken_of)
    if intent in _DIVIDED and len(rows_named) == 1 and "comparison" not in slots:
        place, row = next(iter(rows_named.items()))
        counts = sum(e.kind == "quantity" for e in entities)
        # As many as are said in all is what tells it: *2 in black and a white one* are three.
        parts = divided(words, entities, row, entities[place].text) if counts >= _TOLD_APART or not items else []
        if parts := parts or ([] if items else versions_named(words, entities, place, row)):
            items, counted = parts, True
            slots["quantity"] = parts[0]["quantity"]
    if items and (counted or intent == "add_to_cart"):
        slots["items"] = items
        if counted:
            slots.setdefault("quantity", items[0]["quantity"])
    if intent == "add_to_cart" and "items" not in slots and (numbers := _each_number(entities, words)):
        slots["span"] = {"each": numbers}  # 커플링 13호 17호 주세요: of whatever that is, both
    rows = [s.row for s in pointed(entities, context, intent)]
    points = any(e.kind in ("ordinal", "reference") for e in entities)
    # *And in brown?* looks for more of them, though only one of those shown comes in it.
    rows = [s.row for s in pointed(entities, context, intent)] if points or intent not in _SHELVES else []
    if not rows and intent in _DEEDS and "product" not in slots:
        rows = [s.row for s in outermost(entities, context)]
    if rows:
        _as_it_is_called(slots, entities, context)
        slots.setdefault("product", rows[0])
        if len(rows) > 1:
            slots["products"] = rows
    if attributes:
        slots["attributes"] = attributes
    refused = [s.row for s in _refused(entities, context)]
    if refused:
        without["product"] = refused[0]
    if without:
        slots["without"] = without
    if "comparison" in slots and "product" not in slots and (context.last_row or len(context.shown) == 1):
        slots["than"] = context.last_row or context.shown[0].row
    if intent in _SEARCHES:
        slots["query"] = words
    return slots


def another_thing(context: Context, entities: Sequence[Entity], words: str, **more: Any) -> tuple[Start, ...]:
    """Another thing to be put into the cart, or the one that is being put there, with all that is said of it in one; nothing where only one
    thing is said."""
    said = [e for e in entities if e.kind != "reference"]
    if len(said) < _FEWEST or not (context.flow == "add_to_cart" or any(e.kind == "product" for e in said)):
        return ()
    slots = slots_of(said, replace(context, shown=(), cart=()), "add_to_cart", words)
    return (Start(intent="add_to_cart", slots=slots | more, confidence=0.9, words=words),)


def _alike(entities: Sequence[Entity], row: Any) -> list[str]:
    """The shelves that are called as the shelf ``row`` was: there are jeans for women and for men, unless a shelf around one of them is
    named as well (*women's jeans*)."""
    named = [e for e in entities if e.kind == "category" and not e.negated and e.links]
    for entity in named:
        around = [other.links[0].row for other in named if other is not entity]
        if within := [r for r in _shelves_called(entity) if any(r.startswith(f"{other}/") for other in around)]:
            return within
    one = next((e for e in named if e.links[0].row == row), None)
    return _shelves_called(one) if one is not None else []


def _shelves_called(entity: Entity) -> list[str]:
    """The shelves that a word means equally well, without those that lie on another of them."""
    best = entity.links[0]
    rows = [link.row for link in entity.links if link.row.startswith("category:") and link.score >= best.score]
    return [r for r in rows if r == best.row or not any(r.startswith(f"{other}/") for other in rows)]


def _each_number(entities: Sequence[Entity], words: str) -> list[int]:
    """The numbers of several values of one kind, all of them wanted; none where one takes the place of another, or each has a number of
    its own."""
    for kind in ("attribute", "size"):
        said = [e for e in entities if e.kind == kind]
        names = {slot_value(e)[0] for e in said}
        values = [str(slot_value(e)[1]) for e in said]
        back = any(e.negated or _taken_back(words, said, e) for e in said)
        counted = sum(e.kind == "quantity" for e in entities) > 1
        if (
            len(set(values)) >= _FEWEST
            and len(names) == 1
            and not back
            and not counted
            and all(map(str.isdigit, values))
        ):
            return [int(value) for value in values]
    return []


def _taken_back(words: str, alike: Sequence[Entity], entity: Entity) -> bool:
    """Whether ``entity`` puts right what was said just before it, of the ones ``alike``: *two pairs, no, just one*, 두 개요 아 하나만요."""
    place = alike.index(entity)
    before = alike[place - 1] if place else None
    if before is None or before.end < 0 or entity.start < before.end:
        return False
    return _RIGHTED.search(normalise(words[before.end : entity.start]).text) is not None


def _bearing(entity: Entity) -> list[str]:
    """The things whose name bears a value's word."""
    return [link.row for link in entity.links if link.row.startswith("product:")]


def in_cart_by_shelf(entities: Sequence[Entity], context: Context, intent: str) -> str | None:
    """The one thing in the cart that a shelf's name means there: *bin the glue*. What is to be taken out may be what is not wanted
    (인센스는 빼고)."""
    shelves = [e for e in entities if e.kind == "category"]
    if intent == "remove_from_cart":
        shelves = [e for e in shelves if e.negated] or shelves
    for entity in shelves:
        things = [link for link in entity.links if link.row.startswith("product:")]
        named = [k.row for k in things if any(s.row == k.row or plain(k.title) in plain(s.title) for s in context.cart)]
        word = plain(entity.text)
        held = named or [s.row for s in context.cart if word and word in plain(s.title)]
        if len(set(held)) == 1:
            return held[0]
    return None


def in_cart_named(entities: Sequence[Entity], context: Context) -> Shown | None:
    """The one line of the cart that is named, by its product or its shelf, and by its values where several lines are of one product."""
    values = [e for e in entities if e.kind in ("color", "size", "attribute")]
    for entity in entities:
        if entity.kind not in ("product", "category") or not entity.links:
            continue
        least = 0.85 * entity.links[0].score if entity.kind == "product" else 0.0
        rows = {link.row for link in entity.links if link.score >= least}
        lines = [item for item in context.cart if item.row in rows or item.product in rows]
        fitting = [item for item in lines if any(bears(item, value) for value in values)]
        if len(found := fitting or lines) == 1:
            return found[0]
    return None


def version_in_cart(entities: Sequence[Entity], context: Context) -> Shown | None:
    """The one line of the cart that bears every value said, where no thing is named or the thing is of that line: *vol. 3*."""
    values = [e for e in entities if e.kind in _VALUED]
    if not values or any(e.kind in ("category", "brand") for e in entities):
        return None
    rows = {link.row for e in entities if e.kind == "product" for link in e.links[:1]}
    lines = [
        item
        for item in context.cart
        if (not rows or rows & {item.row, item.product}) and all(bears(item, value) for value in values)
    ]
    return lines[0] if len(lines) == 1 else None


def held_of(context: Context) -> bool:
    """Whether what was spoken of last is in the cart."""
    return any(context.last_row in (item.row, item.product) for item in context.cart)


def made_in(context: Context, row: str | None, values: Sequence[Entity]) -> bool:
    """Whether the product ``row`` may come in ``values``; not where it is known to have none such: no oil is black."""
    options = [made for made in context.made if made.row == row]
    if not options:
        return not any(item.product == row and not item.values for item in context.cart)
    known = {plain(name) for made in options for value, names in made.values for name in (value, *names)}
    return all(
        {plain(e.text), plain(str(slot_value(e)[1])), *(plain(link.title) for link in e.links)} & known for e in values
    )


def bears(item: Shown, value: Entity) -> bool:
    """Whether a line of the cart is the version that a value says."""
    said = {plain(value.text), plain(str(slot_value(value)[1])), *(plain(link.title) for link in value.links)}
    return any(plain(own) in said for own in item.values)


def _row_of(entity: Entity, intent: str) -> Any:
    """The row that the name of a thing, or of a shelf that stands for one, means."""
    thing = one_thing(entity) if intent not in _SHELVES else None
    return thing or slot_value(entity)[1]


def _named(slots: dict[str, Any], entity: Entity, name: str, value: Any) -> None:
    row = str(value)
    if row.startswith("variant:"):
        name = "variant"
    if name not in slots:
        slots[name] = value
        near = (link for link in entity.links[:6] if link.score >= 0.85 * entity.links[0].score)
        rivals = [link.row for link in near if link.row != row]
        if rivals:
            slots["candidates"] = [row, *rivals]
    elif name == "product":
        slots["products"] = [*slots.get("products", [slots["product"]]), value]
