"""One or more requests in free words: each classified apart from the things it names, weighed against them, acted on or offered."""

from __future__ import annotations

import re
from dataclasses import replace

from dangol.nlu import answers, moods
from dangol.nlu.addresses import whole_address
from dangol.nlu.bought import only_bought, says_bought
from dangol.nlu.commands import Cancel, Command, Start
from dangol.nlu.context import Context
from dangol.nlu.following import TOGETHER, WISHES, asked_rather, followed
from dangol.nlu.model import Reading
from dangol.nlu.normalise import normalise, packed
from dangol.nlu.pieces import CONTROLS, COURTESIES, LOOKING, OF_AN_ORDER, VALUED, Piece, Reader
from dangol.nlu.reject import Verdict
from dangol.nlu.segments import (
    cuts,
    is_pleased,
    joined,
    linked,
    only_chatter,
    only_keeps,
    only_why,
    other_side,
    says_something,
    unlinked,
    whole,
    without_chatter,
    without_negated,
    without_refusal,
)
from dangol.nlu.slots import in_cart_named, slots_of
from dangol.nlu.weighing import BOUGHT, SHOWS, Known, one_thing, possible, undoing, weighed

_BESIDES = COURTESIES | {"complaint"}  # who swears and then says what they want is served what they want
_DROPPED = _BESIDES | {"repeat"}  # *It broke in the post. What now?* wants nothing said again
_SHORT = COURTESIES | {"deny", "repeat", "goodbye"}  # nobody asks whether *yes* or *hello* was meant
_GRAVE = frozenset({"cancel_order", "clear_cart", "remove_from_cart", "privacy_request", "unsubscribe", "stop"})
_FOR_GOOD = frozenset({"cancel_order", "clear_cart", "privacy_request"})
_ONLY_LOOKS = frozenset({"find_products", "check_stock", "product_question", "ask_price", "browse"})
_LAST = frozenset({"checkout", "person", "goodbye"})
# Of two such the one is the reason for the other: *the sole came off. can it be repaired?*
_ABOUT_WISHES = frozenset({"find_products", "browse", "advice", "compare", "similar_products", "size_advice"})
_ABOUT_ORDERS = frozenset(
    {"track_order", "change_order", "cancel_order", "return_item", "exchange_item", "refund_status", "return_policy"}
    | {"damaged_item", "wrong_item", "missing_item", "warranty"}
)
_ASKED_OF_THINGS = frozenset({"product_question", "check_stock", "ask_price"})
_OF_GOODS = frozenset({"add_to_cart", "change_quantity", "remove_from_cart", "reorder"})
OF_THE_CART = frozenset({"change_quantity", "remove_from_cart", "clear_cart"})
_SURE = 0.8
_LEAST = 4
_TELLS = 12  # letters with which what is left says something of its own
_OVER = frozenset({"cancel", "deny"})
_MATTERS = _ABOUT_ORDERS | {"call_back", "person", "payment_problem"}
_WHERE = re.compile(r"\bwhere(?:'s| is| are|s)?\b|어디|どこ")
_DECIDED_BY_YES = frozenset({"yes_no", "confirm"})
# What a question sounds like that is hardly understood, and yet is about the thing on the table.
_NEAR_THINGS = frozenset(
    {
        "find_products",
        "product_question",
        "check_stock",
        "ask_price",
        "compare",
        "similar_products",
        "size_advice",
        "advice",
        "browse",
    }
)
# A number that is only told: *it's order N26-1022*, 주문번호는 N26-1022입니다, 注文番号はN26-1022です.
_NUMBER_TOLD = re.compile(
    r"(?:it'?s|it is|this is|for|about|my|the|order|number|no|id|is|[\s.,!:#-])*"
    r"|(?:제|내|주문|번호|은|는|이에요|예요|입니다|이고요?|요|[\s.,!:#-])*"
    r"|(?:注文|番号|は|が|です|になります|で|、|[\s.,!:#-])*"
)
# Why something may still be done about an order.
_NOT_SENT = re.compile(
    r"^(?:(?:it|they)(?:'s|'ve| is| has| have|'re| are)? )?(?:not|hasn'?t|haven'?t|isn'?t|wasn'?t)\b"
    r"[^?]*\b(?:shipped|sent|left|dispatched|gone|out)\b[^?]*$"
    r"|^아직\s?(?:발송|출고|배송)[^?]*(?:안|전)[^?]*$|^まだ(?:発送|出荷)[^?]*$"
)
_FAINT = 0.15
_NOUN = 5  # letters of *order*, without a word for what is to be done with it
_MANY = 100  # what nobody puts into a cart without a word for it
_SHOWN = 0.6
# What is wished by another wish: 재입고 알림 신청할게요 is all that is to be told, 광고 문자 그만 보내세요 stops once.
_TOLD_BY = {"back_in_stock": ("subscribe", "price_alert"), "unsubscribe": ("stop",)}
_SENDING = frozenset({"shipping_time", "shipping_cost", "ask_price"})
_WHEN_IT_COMES = frozenset({"track_order", "shipping_time"})
_DIMLY = 0.4  # below it, words for wanting advice say more than what a message sounds like
_OF_IT_OR_ANOTHER = frozenset({"product_question", "find_products"})
_ONE_SEARCH = frozenset({"find_products", "advice", "browse"})


def requested(reader: Reader, piece: Piece) -> tuple[tuple[Command, ...], tuple[Command, ...]]:
    """The requests in ``piece`` in the order to serve them, or the two or three it may be."""
    context = reader.context
    if _points_nowhere(reader, piece):
        return (), ()
    leaning = only_bought(reader, piece) or asked_rather(reader, piece)
    if leaning:
        return (leaning,), ()
    if _asks_postage(piece):
        return (reader.command(piece, ("shipping_cost", _SHOWN + 0.2)),), ()
    piece = _plainer(reader, piece)
    piece = _taken_back(reader, piece)
    rest, refused = without_negated(normalise(piece.words).text, reader.lang)
    if refused:
        if not rest or len(rest) < 2:
            return ((Cancel(confidence=0.6, words=piece.words),) if context.flow else ()), ()
        remaining = reader.piece(unlinked(rest))
        if reader.thresholds.judge(remaining.reading.confidence) is Verdict.ACT or piece.best in _GRAVE:
            piece = remaining  # hardly understood or not: what is refused is not done
    else:
        piece = _without_refusal(reader, piece)
    again = followed(reader, piece)
    if again:
        return (again,), ()
    pieces = _split(reader, piece)
    if len(pieces) > 1:
        kept = [p for p in pieces if p.reading.intents[0][0] not in _DROPPED] or [
            p for p in pieces if p.reading.intents[0][0] not in COURTESIES
        ]
        kept = kept or pieces[:1]
        kept = [p for p in kept if not is_pleased(p.words)] or kept
        # *I ordered a mug and it came chipped*: the one is what the other is about.
        matters = [p for p in kept if not says_bought(p)] or kept
        kept, bought = matters, len(matters) < len(kept)
        kept = _without_telling(kept, among=bool(context.shown))
        if not context.flow or all(p.best in CONTROLS for p in kept):
            # *Forget that, what about hats*: what was before is over anyway.
            kept = [p for p in kept if p.best not in _OVER] or kept[-1:]
        elif context.asked_kind not in _DECIDED_BY_YES:
            kept = [p for p in kept if p.best != "deny"] or kept[
                -1:
            ]  # *no, it's about the delivery*: nothing was to be said no to
        if any(e.kind == "order_number" and not e.negated for p in kept for e in p.entities):
            # *I'm in a hurry*, beside the number of an order: how long it takes in general is not asked.
            only_told = any(_NUMBER_TOLD.fullmatch(_beside_number(p)) for p in kept)
            kept = [p for p in kept if p.best != "shipping_time" or (moods.asks(p.words) and not only_told)] or kept
        told_by = {other for p in kept for other in _TOLD_BY.get(p.best, ())}
        kept = [p for p in kept if p.best not in told_by]
        kept.sort(key=lambda p: p.reading.intents[0][0] in _LAST)
        ordered = next((p for p in kept if p.best == "change_order"), None)
        if ordered is not None and not context.cart and any(p.best in OF_THE_CART for p in kept):
            # *Change the address and take one out*, with nothing in the cart: both are of the order, and told as one.
            kept = [p for p in kept if p.best not in OF_THE_CART]
            both = reader.command(ordered, _weighed(reader, ordered)).model_copy(update={"words": piece.words})
            return tuple(both if p is ordered else reader.command(p, _weighed(reader, p)) for p in kept), ()
        if len(kept) == 1 and kept[0].best in WISHES:
            # What comes with the wish, a sigh or how often it happened, is for the person who reads it.
            told = reader.command(kept[0], _weighed(reader, kept[0])).model_copy(update={"words": piece.words})
            return (told,), ()
        earlier = [BOUGHT if bought else "", *(p.best for p in kept)]
        return tuple(
            reader.command(p, _weighed(reader, p, before)) for p, before in zip(kept, earlier, strict=False)
        ), ()
    return judged(reader, pieces[0])


def _asks_postage(piece: Piece) -> bool:
    """*Do you ship to Germany, how much?*, 독일로도 배송돼요? 얼마예요: the sum asked for beside a place is that of the delivery there."""
    there = any(e.kind == "place" and not e.negated for e in piece.entities) and not piece.names
    return piece.best in _SENDING and there and moods.asks_sum_of_sending(piece.words)


def _without_telling(pieces: list[Piece], *, among: bool) -> list[Piece]:
    """The parts without what only tells how things are beside a matter of an order, or a wish for a person: *the lads are standing around
    with no screws, when does it come*, 電話ください、手がふさがってて. It asks to see nothing, and no praise is meant by it. What is
    refused is left out ``among`` things shown."""
    if not any(p.best in _MATTERS for p in pieces):
        return pieces
    amiss = any(p.best in ("missing_item", "wrong_item", "payment_problem") for p in pieces)
    idle = [
        p
        for p in pieces
        if p.best == "praise"
        or (p.best == "find_products" and _only_tells(p, among=among))
        # *Where is the belt? It's on the note and not in the box*; *declined, though there's plenty in my account*.
        or (amiss and p.best in _ONLY_LOOKS and _WHERE.search(normalise(p.words).text))
        or (amiss and p.best == "account_change" and _only_tells(p, among=among))
    ]
    return [p for p in pieces if p not in idle] or pieces


def _only_tells(piece: Piece, *, among: bool) -> bool:
    if among and any(e.negated for e in piece.entities):
        return False
    said = normalise(piece.words).text
    return not (moods.asks(piece.words) or moods.WANTS.search(said) or SHOWS.search(said))


def _beside_number(piece: Piece) -> str:
    """What stands around the number of an order."""
    number = next((e for e in piece.entities if e.kind == "order_number" and not e.negated), None)
    return normalise(f"{piece.words[: number.start]} {piece.words[number.end :]}").text if number else "?"


def _points_nowhere(reader: Reader, piece: Piece) -> bool:
    """*It*, 그거요, where nothing was shown or spoken of yet."""
    context = reader.context
    spoken = context.last_row or context.shown or context.cart or context.flow or context.last_intent
    points = all(e.kind == "reference" and e.value in ("this", "that") for e in piece.entities)
    return not spoken and piece.bare and points


def _taken_back(reader: Reader, piece: Piece) -> Piece:
    """*No, I meant the men's ones*, 아니 배송이요: where nothing was to be said no to, what comes after the *no* is what is meant."""
    if reader.context.asked_kind in _DECIDED_BY_YES or piece.best not in ("deny", "wrong_item"):
        return piece
    rest = answers.correction(normalise(piece.words).text)
    if not rest or len(rest) < _LEAST // 2:
        return piece
    inner = reader.piece(rest)
    if piece.best == inner.best == "wrong_item":
        return piece  # 違う商品が入ってた: nothing is taken back, and all of it is told
    if inner.names or any(e.kind in VALUED for e in inner.entities):
        return inner
    asks = inner.best not in _BESIDES and piece.reading.confidence < _SURE  # *no no, keep it* is a no
    return inner if asks and reader.thresholds.judge(inner.reading.confidence) is Verdict.ACT else piece


def _weighed(reader: Reader, piece: Piece, before: str = "") -> tuple[str, float]:
    one = bool(reader.context.last_row)
    talked = one or bool(reader.context.shown)
    known = Known(
        talked=talked,
        several=len(reader.context.shown) > 1,
        of_one=one,
        about=piece.about,
        cart=bool(reader.context.cart),
        held=_held(reader, piece),
        ordered=reader.context.flow == "order_help",
        before=before or reader.context.last_intent or "",
    )
    return weighed(piece.reading.intents, piece.entities, piece.words, known)


def _without_refusal(reader: Reader, piece: Piece) -> Piece:
    """The message without the clause that only says what is not the matter, where what is left is read surely. A thing or a value in
    that clause is what the rest is about, and stays, unless the rest names a thing of its own: *I don't want a charger, only a case*."""
    rest, clause = without_refusal(normalise(piece.words).text, reader.lang)
    if not clause or len(rest) < _LEAST:
        return piece
    refused = reader.piece(clause)
    remaining = reader.piece(unlinked(rest))
    if refused.best == piece.best != remaining.best and not refused.names and len(remaining.words) >= _TELLS:
        return remaining  # *not asking for a discount, asking if you've got any*: read surely or not, that is not asked
    another = remaining.names and not any(e.negated for e in refused.entities)
    if refused.names and not another:
        return piece
    if any(e.kind in VALUED or e.kind in ("word", "quantity") for e in refused.entities):
        return piece
    sure = remaining.reading.confidence
    return remaining if reader.thresholds.judge(sure) is Verdict.ACT else piece


def _plainer(reader: Reader, piece: Piece) -> Piece:
    """The message without what people talk themselves into it with, where it is read more surely so, or is more than a greeting."""
    greets = bool(piece.reading.intents) and piece.reading.intents[0][0] in COURTESIES
    if piece.reading.confidence >= _SURE and not greets:
        return piece
    message = normalise(piece.words)
    begin, end = without_chatter(message.text, reader.lang)
    if end - begin < 4 or (begin, end) == (0, len(message.text)):
        return piece
    barer = reader.piece(message.written(begin, end))
    if greets:
        sure = reader.thresholds.offer if barer.entities else reader.thresholds.act
        asks = bool(barer.reading.intents) and barer.reading.intents[0][0] not in COURTESIES
        return barer if asks and barer.reading.confidence >= sure else piece
    return barer if barer.reading.confidence > piece.reading.confidence else piece


def judged(reader: Reader, piece: Piece) -> tuple[tuple[Command, ...], tuple[Command, ...]]:
    """One request: to be acted on, to be offered, or neither."""
    context = reader.context
    likely_ones = undoing(piece.reading.intents, piece.words, named=piece.names and bool(context.cart))
    likely_ones = possible(likely_ones, cart=bool(context.cart))
    if likely_ones[:1] and likely_ones[0][0] == "clear_cart" and not context.cart and _of_their_data(context):
        # *Delete everything*, after what is known of somebody: nothing in the cart could be meant.
        likely_ones = (
            ("privacy_request", likely_ones[0][1]),
            *(i for i in likely_ones[1:] if i[0] != "privacy_request"),
        )
    if moods.bought(piece.words) and not moods.asks(piece.words):
        likely_ones = tuple(i for i in likely_ones if i[0] != "add_to_cart") or likely_ones
    if moods.opens_question(piece.words):
        # *One more question*: what is counted there is no goods.
        likely_ones = tuple(i for i in likely_ones if i[0] not in _OF_GOODS) or likely_ones
    likely_ones = _together(reader, piece, likely_ones)
    if likely_ones != piece.reading.intents:
        piece = replace(piece, reading=replace(piece.reading, intents=likely_ones, confidence=likely_ones[0][1]))
    reading = piece.reading
    if not reading.intents:
        return (), ()
    named_first = _weighed(reader, piece)
    if named_first != reading.intents[0]:
        return (reader.command(piece, named_first),), ()
    second = reading.intents[1][1] if len(reading.intents) > 1 else 0.0
    grave = reading.intents[0][0] in _GRAVE
    verdict = reader.thresholds.judge(reading.confidence, second, grave=grave)
    if verdict is Verdict.OFFER and reading.signals[2] > 0:
        plainly = _by_one_clause(reader, piece)
        if plainly is not None:
            return (reader.command(piece, plainly),), ()
    if verdict is Verdict.ACT and reading.confidence < reader.thresholds.act and _of_nothing(reader, piece):
        verdict = Verdict.OFFER
    if verdict is Verdict.ACT:
        return (_narrowed(reader, piece, reader.command(piece, reading.intents[0])),), ()
    named = [e for e in piece.entities if e.kind in ("product", "category", "brand") and not e.negated]
    covered = sum(len(e.text) for e in piece.entities) / max(1, len("".join(piece.words.split())))
    if named and covered >= 0.6:
        return (reader.command(piece, ("find_products", 0.7)),), ()
    harmless = _harmless(reader, piece)
    if harmless:
        return (reader.command(piece, (harmless, max(reading.confidence, 0.5))),), ()
    numbered = any(e.kind == "order_number" and not e.negated for e in piece.entities)
    if context.flow != "checkout" and numbered and not whole_address(normalise(piece.words).text):
        return (reader.command(piece, ("track_order", 0.6)),), ()
    if _counts_the_one(reader, piece) or _counts_several(piece):
        return (reader.command(piece, ("add_to_cart", 0.6)),), ()
    if not named and (_wanted(reader, piece) or _narrows(reader, piece)):
        return (reader.command(piece, ("find_products", 0.6)),), ()
    if not named and _about_the_one(reader, piece):
        return (reader.command(piece, ("product_question", max(reading.confidence, 0.5))),), ()
    free = not (named or context.last_row or context.flow)
    if free and reading.confidence < _DIMLY and moods.asks_advice(piece.words):
        return (reader.command(piece, ("advice", 0.55)),), ()
    if verdict is Verdict.UNCLEAR and not named:
        return (), ()
    likely = [pair for pair in reading.intents if pair[1] >= reading.intents[0][1] / 4][:3]
    if context.asked and likely[0][0] in _SHORT:  # some answer, but not one it knows: the question again helps more
        return (), ()
    likely = [pair for pair in likely if pair[0] not in _SHORT and (len(likely) > 1 or pair[1] > 0.2)]
    if sum(share for name, share in likely if name in _ONE_SEARCH) >= _SHOWN and {n for n, _ in likely} <= _ONE_SEARCH:
        return (
            reader.command(piece, likely[0]),
        ), ()  # whether they look or want to be advised, they are shown the same
    if not named and context.last_row and not context.flow and {n for n, _ in likely} == _OF_IT_OR_ANOTHER:
        return (
            reader.command(piece, ("product_question", max(reading.confidence, 0.5))),
        ), ()  # of what is on the table
    if not named and {n for n, _ in likely} <= _ONE_SEARCH and moods.asks_if_there_is(piece.words):
        return (reader.command(piece, likely[0]),), ()  # nothing else is offered, and nothing is lost by looking
    if named and "find_products" not in [name for name, _ in likely]:
        likely = [*likely[:2], ("find_products", reading.confidence)]
    return (), tuple(reader.command(piece, pair) for pair in likely[:3])


def _by_one_clause(reader: Reader, piece: Piece) -> tuple[str, float] | None:
    """What one clause of a message surely asks where the whole is not read for sure, since the others only tell why: *could you write to me
    when the blanket comes down? My pension only goes so far.* The whole has to sound like it first of all."""
    message = normalise(piece.words)
    ends = cuts(message.text, reader.lang)
    if not ends or reader.context.asked:
        return None
    begins = [0, *(begin for _, begin, _ in ends)]
    stops = [*(end for end, _, _ in ends), len(message.text)]
    clauses = [
        reader.piece(unlinked(message.written(begin, end)))
        for begin, end in zip(begins, stops, strict=True)
        if begin < end
    ]
    sure = [p for p in clauses if p.reading.intents and p.reading.confidence >= reader.thresholds.act]
    wished = {p.best for p in sure} - COURTESIES
    if wished != {piece.best} or piece.best in _GRAVE | _SHORT | _ASKED_OF_THINGS:
        return None
    return piece.best, max(p.reading.confidence for p in sure if p.best == piece.best)


def _of_their_data(context: Context) -> bool:
    """Whether what is known of the shopper was spoken of last."""
    return context.last_intent == "privacy_request" or context.flow == "not_yet"


def _held(reader: Reader, piece: Piece) -> bool:
    """Whether the message names something that is in the cart, and nothing else is under way that it could be about."""
    return reader.context.flow in (None, *LOOKING) and in_cart_named(piece.entities, reader.context) is not None


def _together(reader: Reader, piece: Piece, intents: tuple[tuple[str, float], ...]) -> tuple[tuple[str, float], ...]:
    """The intents with *cancel* and *no* counted to taking something out, where what is named is in the cart: 찻주전자는 안 할래요."""
    shares = dict(intents)
    if shares.get("remove_from_cart", 0.0) <= 0 or not _held(reader, piece):
        return intents
    shares["remove_from_cart"] += sum(shares.pop(name, 0.0) for name in _OVER)
    return tuple(sorted(shares.items(), key=lambda pair: -pair[1]))


def _narrowed(reader: Reader, piece: Piece, command: Command) -> Command:
    """What says no more than a colour or a size of what was just shown looks among that: 赤いのはありますか, after the scarves; so does a
    question after the stock of none of them in particular, and what keeps to a price or a property: *only under 50*, ネイビーだけ."""
    context = reader.context
    if not isinstance(command, Start) or command.intent not in ("find_products", "check_stock"):
        return command
    kinds = {e.kind for e in piece.entities if not e.negated}
    among = len(context.shown) > 1 and not context.last_row and not context.flow and not piece.names
    said = kinds & {"color", "size"} and moods.points_among(piece.words)
    kept = command.intent == "find_products" and kinds & {*VALUED, "price_limit"} and moods.only_those(piece.words)
    if not among or "product" in command.slots or not (said or kept):
        return command
    slots = slots_of(piece.entities, context, "find_products", piece.words) | {"refine": True}
    return Start(intent="find_products", slots=slots, confidence=command.confidence, words=piece.words)


def _of_nothing(reader: Reader, piece: Piece) -> bool:
    """Whether what sounds like a question about a thing names none, and none was shown or spoken of."""
    context = reader.context
    if piece.best not in _ASKED_OF_THINGS or context.last_row or context.shown or context.cart:
        return False
    return not piece.names and not any(e.kind in ("reference", "ordinal", *VALUED) for e in piece.entities)


def _harmless(reader: Reader, piece: Piece) -> str:
    """What to do about one named thing where every likely meaning only looks at it: its stock and its price come together."""
    things = [e for e in piece.entities if e.kind in ("product", "category") and not e.negated]
    best = piece.reading.confidence
    likely = [
        name for name, share in piece.reading.intents if share * 2 >= best and share >= reader.thresholds.offer / 2
    ]
    outside = piece.reading.signals[2] <= 0  # it sounds more like what no shop is asked
    if (
        any(e.kind in ("price_limit", "price") for e in piece.entities)
        and likely
        and likely[0] in ("find_products", "advice", "browse")
    ):
        return likely[0]  # who names what it may cost wants to be shown something
    if len(things) != 1 or outside or not likely or not set(likely) <= _ONLY_LOOKS:
        return ""
    one = things[0].kind == "product" or one_thing(things[0]) is not None
    if not one or any(e.kind == "quantity" for e in piece.entities):
        return "find_products"
    valued = any(e.kind in VALUED for e in piece.entities)
    return "check_stock" if valued and "check_stock" in likely else likely[0]


def _wanted(reader: Reader, piece: Piece) -> bool:
    """Whether what is left to tell a wish by is the catalogue's own: *wool, but not grey*, 半袖."""
    values = any(e.kind in ("attribute", "color", "size", "measure", "price_limit") for e in piece.entities)
    if piece.reading.confidence >= reader.thresholds.act * (2 / 3 if values else 1 / 2):
        return False
    return reader.lexicon.coverage(piece.words, reader.lang) >= (0.7 if values else 0.99)


def _about_the_one(reader: Reader, piece: Piece) -> bool:
    """Whether a question that is hardly understood is one about the thing spoken of: *and how hot may it get?*"""
    context = reader.context
    if not context.last_row or context.flow or not moods.about_it(piece.words):
        return False
    faint = piece.reading.confidence < _FAINT
    return faint or (piece.best in _NEAR_THINGS and "product_question" in dict(piece.reading.intents[:3]))


def _counts_the_one(reader: Reader, piece: Piece) -> bool:
    """*I'd like three*, 열 장만 담아봐, 50도 하나, of the one thing spoken of: nobody counts what they only want to look at."""
    context = reader.context
    kinds = {e.kind for e in piece.entities if not e.negated}
    wants = {name for name, _ in piece.reading.intents[:3]} & {"add_to_cart", "change_quantity"}
    if any(e.kind == "quantity" and isinstance(e.value, int) and e.value >= _MANY for e in piece.entities):
        return False  # *he's 180 and slim*
    valued = bool(kinds & VALUED)  # another version beside the one that is in the cart
    one = context.last_row and not context.flow and (valued or not context.cart)
    return (
        bool(one and wants)
        and "quantity" in kinds
        and kinds <= {"quantity", "reference", *VALUED}
        and not moods.asks(piece.words)
    )


def _counts_several(piece: Piece) -> bool:
    """*One pencil case and two senchas*, 필통 하나에 센차 둘이요: things named with a number each are wanted."""
    kinds = [e.kind for e in piece.entities if not e.negated]
    several = kinds.count("product") + kinds.count("category") > 1 and "quantity" in kinds
    return several and "add_to_cart" in dict(piece.reading.intents[:3]) and not moods.asks(piece.words)


def _narrows(reader: Reader, piece: Piece) -> bool:
    """Whether a message that asks for nothing surely only says more about what was looked for: *under a hundred if you can*."""
    looking = reader.context.shown and reader.context.flow in (None, *LOOKING)
    kinds = {e.kind for e in piece.entities if not e.negated}
    which_asked = (reader.context.flow, reader.context.asked_kind) == ("product_question", "product")
    if "sort" in kinds and (which_asked or not reader.context.flow):
        return True  # *anything new?* wants to be shown something, whatever was before
    return bool(looking) and bool(kinds & {"price_limit", "sort", "comparison", "color", "size", "attribute"})


def _counted(reader: Reader, piece: Piece) -> Piece:
    """*Two of those*, beside something else: they are wanted."""
    kinds = {e.kind for e in piece.entities if not e.negated}
    pointing = kinds & {"reference", "ordinal"} and (reader.context.shown or reader.context.last_row)
    if not (piece.bare and "quantity" in kinds and pointing):
        return piece
    return replace(piece, reading=Reading((("add_to_cart", _SURE),), _SURE, piece.reading.signals))


def _wants(piece: Piece) -> bool:
    """Whether a place in a list is said to be wanted: *the first one, tell me more* is not."""
    return any(e.kind == "quantity" for e in piece.entities) or moods.takes(piece.words)


def _split(reader: Reader, piece: Piece) -> list[Piece]:
    message = normalise(piece.words)
    together = piece.reading.confidence
    best: tuple[float, list[Piece]] | None = None
    for end, begin, said in cuts(message.text, reader.lang):
        left_words, right_words = message.written(0, end), message.written(begin, len(message.text))
        left = _counted(reader, reader.piece(unlinked(left_words), whole))
        right = reader.piece(unlinked(right_words))
        if not left.reading.intents or not right.reading.intents or right.bare:
            continue
        if left.bare and (left.best != "add_to_cart" or not _wants(left)):
            continue
        if joined(message.text, end, begin):
            # Two nouns in one breath are two questions only of the shop: a thing and a thing are compared, or wanted together.
            if left.names or right.names or not {left.best, right.best} <= TOGETHER:
                continue
            said = True
        if other_side(normalise(right_words).text) and {left.best, right.best} <= _NEAR_THINGS:
            continue  # *is it fully decaf, or is some left in it?* is one question
        names_nothing = not right.names and not any(e.kind in ("reference", *VALUED) for e in right.entities)
        if not said and right.best in _ASKED_OF_THINGS and right.best != left.best and names_nothing:
            continue  # クーポンコードWELCOME10 使えますか: asked of what stands before it
        if not (says_something(left.words, reader.lang) and says_something(right.words, reader.lang)):
            continue
        if only_chatter(normalise(left.words).text, reader.lang):
            continue
        if only_why(normalise(left.words).text, reader.lang) or only_why(normalise(right.words).text, reader.lang):
            continue
        sure = min(left.reading.confidence, right.reading.confidence)
        first = _weighed(reader, left)[0]
        second = _weighed(reader, right, first)[0]
        if first == second or sure < (_SURE if {first, second} & _FOR_GOOD else reader.thresholds.act):
            continue
        if first == "compare" and second == "add_to_cart" and not moods.takes(right.words):
            continue  # *how do the two differ? The plain and the decaf one*: which they are
        if first == "checkout" and piece.best == second and second in OF_AN_ORDER and len(packed(left.words)) <= _NOUN:
            continue  # 注文 届かない: of the order, and none is placed
        if first in _GRAVE and only_keeps(normalise(right.words).text):
            continue  # *drop the washers and keep the bolts*
        if "deny" in (first, second) and not reader.context.flow:
            continue  # *I want L, not shipped yet*: nothing is said no to
        if second == "track_order" and first in WISHES and _NOT_SENT.search(normalise(right.words).text):
            if piece.best == second:
                # 170으로 바꿀 수 있나요 아직 발송 안 됐죠: the second only says why the first may still be done.
                return [left]
            continue
        if second == "find_products" and left.names and not right.names and right.entities:
            continue  # *add the candle, forest, 220g*: the rest says which one
        # One request may carry its reason with it; a sure reading of the whole is only cut for two parts as sure.
        same = piece.reading.intents[0][0] in (first, second)
        both = {first, second}
        if both <= _ABOUT_WISHES and (piece.best in _ABOUT_WISHES or not linked(message.text, end, begin)):
            continue
        if same and both <= _ABOUT_ORDERS and not linked(message.text, end, begin):
            continue
        # *Two of those, code TRADE5, …*, and not two of them, one in black and one in red.
        by_rule = left.bare and left.best == "add_to_cart" and not any(e.kind in VALUED for e in right.entities)
        # 머그 얼마예요, 언제 와요: what is asked of a thing, and when it would come.
        by_rule |= left.names and first in _ASKED_OF_THINGS and second in _WHEN_IT_COMES and not right.entities
        demand = 0.6 if said or by_rule or not same else min(0.95, max(0.75, together - 0.02))
        if together >= reader.thresholds.act and sure < demand:
            continue
        if best is None or sure > best[0]:
            best = (sure, [left, right])
    if best is None:
        return [piece]
    left, right = best[1]
    return [*_split(reader, left), *_split(reader, right)]
