"""From the cart to a placed order: who, where, how, the summary, the order itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from babel.languages import get_official_languages

from dangol.assistant.actions.delivering import country_name
from dangol.assistant.actions.orders import pass_wishes_on, wishes_of
from dangol.assistant.actions.own_cart import own_cart
from dangol.assistant.order_mail import mailed
from dangol.assistant.work import Action, Turn
from dangol.commerce.checkout import actions as checkouts
from dangol.commerce.checkout.addresses import (
    Address,
    fits,
    form_fields,
    format_address,
    format_phone,
    layout,
    read_address,
)
from dangol.commerce.checkout.amending import amended
from dangol.commerce.checkout.errors import (
    CartChanged,
    CartEmpty,
    CartNeedsChange,
    CheckoutExpired,
    CheckoutIncomplete,
    CheckoutUnknown,
    CouponRefused,
    PriceChanged,
)
from dangol.commerce.checkout.latin_addresses import is_latin
from dangol.commerce.checkout.models import Checkout
from dangol.commerce.checkout.summary import Summary, delivery_to_pay, summarise
from dangol.commerce.checkout.summary import delivery_choices as quotes_for
from dangol.commerce.checkout.terms import Terms
from dangol.commerce.checkout.views import delivery_text, summary_block
from dangol.commerce.inventory.errors import NotEnoughStock
from dangol.commerce.promotions.views import standing_note
from dangol.commerce.shipping.errors import DeliveryUnknown, NoDelivery
from dangol.commerce.shipping.quotes import Quote
from dangol.contacts.repository import change_contact
from dangol.dialogue import ActionResult
from dangol.dialogue.slots import choose
from dangol.kit.errors import DangolError
from dangol.kit.ids import CheckoutId, ConversationId
from dangol.kit.money import Money
from dangol.kit.phones import likeliest_first, region_of

_MANY_DAYS = 99  # where the table does not say how many
_EXPIRED = (CheckoutExpired, CheckoutUnknown, CartChanged, CartEmpty)


def _terms(turn: Turn) -> Terms:
    return turn.rooms.terms(turn.lang)


async def _own(turn: Turn, arguments: Mapping[str, Any]) -> Checkout:
    """The checkout named, if it is this shopper's. Raises ``CheckoutUnknown``."""
    checkout_id = CheckoutId(str(arguments.get("checkout") or ""))
    return await checkouts.access_checkout(await turn.reader(), checkout_id, turn.contact.id)


def _total(summary: Summary) -> Money:
    return summary.totals.money(summary.totals.total)


def _goods(summary: Summary) -> Money:
    """What the goods alone come to: a checkout that is opened again has its delivery already."""
    sums = summary.totals
    added = sums.total - (sums.subtotal + sums.delivery - sums.discount)  # tax that no price holds yet
    delivery = sums.delivery - sums.delivery_discount + (sums.delivery_tax if added else 0)
    return sums.money(sums.total - delivery)


def _served(turn: Turn) -> list[str]:
    terms = _terms(turn)
    return [c for c in turn.shop.all_countries if any(method.serves(c) for method in terms.methods)]


def guess_country(home: str, served: Sequence[str], lang: str) -> str:
    """Where a reader of ``lang`` most likely wants it sent: home, or the one country delivered to where ``lang`` is spoken."""
    abroad = [c for c in served if lang in get_official_languages(c)]
    if home in abroad or lang in get_official_languages(home) or len(abroad) != 1:
        return home
    return abroad[0]


def country_wanted(turn: Turn) -> str:
    """Where the next order of this shopper most likely goes, before they have said."""
    return guess_country(turn.shop.country, _served(turn), turn.lang)


def _countries(turn: Turn) -> list[dict[str, str]]:
    return [{"value": c, "label": country_name(c, turn.lang)} for c in _served(turn)]


def _one_line(address: Address) -> str:
    spaced = address.country == "JP" and not is_latin(f"{address.city}{address.line1}")
    return (" " if spaced else ", ").join(format_address(address))


async def open_checkout(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """Open a checkout of the cart, with what is known of the shopper."""
    tx = await turn.transaction()
    before = await own_cart(turn)
    terms = _terms(turn)
    try:
        opened = await checkouts.open_checkout(
            tx,
            turn.contact.id,
            currency=turn.currency,
            lang=turn.lang,
            terms=terms,
            conversation_id=ConversationId(turn.conversation.id),
        )
    except CartEmpty:
        return ActionResult("empty")
    except CartNeedsChange as fact:
        stuck = set(fact.data["lines"])
        titles = [line.offer.title(turn.lang) for line in before.lines if line.line_id in stuck and line.offer]
        return ActionResult("out_of_stock", {"titles": titles})
    contact = turn.contact
    wanted = str(arguments.get("country") or "").upper() or opened.country
    if not arguments.get("country") and opened.address is None and opened.email is None:
        wanted = guess_country(turn.shop.country, _served(turn), turn.lang)
    if wanted != opened.country and wanted in _served(turn):
        opened = await checkouts.set_country(tx, opened.id, wanted, terms)
    known = opened.address
    values: dict[str, Any] = {
        "checkout": opened.id,
        "count": sum(line.quantity for line in opened.lines),
        "total": _goods(summarise(opened, terms)),
        "country": opened.country,
        "country_name": country_name(opened.country, turn.lang),
        "countries": _countries(turn),
        "name": opened.name or contact.name,
        "email": opened.email or contact.email,
        "phone": opened.phone or contact.phone,
        "address": known.to_json() if known else None,
        "needs_address": True,
    }
    changed = [line.offer.title(turn.lang) for line in before.lines if line.problem == "price_changed" and line.offer]
    if changed:
        return ActionResult("price_changed", {**values, "titles": changed})
    return ActionResult("opened", values)


async def save_contact(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """Keep who receives the order and how to reach them."""
    name, email, phone = (str(arguments.get(field) or "").strip() for field in ("name", "email", "phone"))
    if not name:
        return ActionResult("bad_name")
    tx = await turn.transaction()
    try:
        checkout = await _own(turn, arguments)
        saved = await checkouts.set_contact(
            tx,
            checkout.id,
            email,
            phone=phone or None,
            name=name,
            countries=likeliest_first(turn.shop.all_countries, turn.lang),
        )
    except _EXPIRED:
        return ActionResult("expired")
    except DangolError as fact:
        if fact.code == "email_invalid":
            return ActionResult("bad_email", {"email": email})
        if fact.code == "phone_invalid":
            return ActionResult("bad_phone", {"phone": phone})
        raise
    fields = {
        field: value
        for field, value, known in (
            ("name", saved.name, turn.contact.name),
            ("email", saved.email, turn.contact.email),
            ("phone", saved.phone, turn.contact.phone),
        )
        if value and not known
    }
    if fields:
        await change_contact(tx, turn.contact.id, **fields)
    there = region_of(saved.phone) if saved.phone and arguments.get("guessed") else None
    if there is None or there == saved.country or there not in _served(turn):
        return ActionResult("saved")
    # Where it goes was only guessed from the language; the number somebody answers says it better.
    moved = await checkouts.set_country(tx, checkout.id, there, _terms(turn))
    return ActionResult("elsewhere", {"country": moved.country, "country_name": country_name(moved.country, turn.lang)})


def _fields(
    turn: Turn, country: str, known: Mapping[str, Any], problems: Mapping[str, str] | None = None
) -> list[dict[str, Any]]:
    """The address form as the dialogue keeps it."""
    values = {str(k): str(v) for k, v in known.items() if v}
    if values.get("phone", "").startswith("+"):
        values["phone"] = format_phone(values["phone"], country)
    found = []
    for field in form_fields(country, turn.say, turn.lang, values, problems):
        plain = field.model_dump(mode="json", exclude_none=True)
        plain["text"] = plain.pop("label")
        found.append(plain)
    return found


def _known_address(arguments: Mapping[str, Any], checkout: Checkout | None) -> dict[str, str]:
    known = arguments.get("known")
    values = {str(k): str(v) for k, v in known.items()} if isinstance(known, Mapping) else {}
    if checkout is not None:
        for field, value in (("name", checkout.name), ("phone", checkout.phone)):
            if value:
                values.setdefault(field, value)
    return values


async def _open_checkout(turn: Turn) -> Checkout | None:
    """The checkout this conversation is in: its name and number are newer than the shopper's usual ones."""
    try:
        return await _own(turn, {"checkout": turn.facts.get("last_checkout")})
    except CheckoutUnknown:
        return None


async def address_fields(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """The address form of a country, in the order people of that country write one."""
    country = str(arguments.get("country") or turn.shop.country).upper()
    name = country_name(country, turn.lang)
    if country not in _served(turn):
        return ActionResult("not_delivered", {"country_name": name, "countries": _countries(turn)})
    try:
        checkout = await _own(turn, arguments) if arguments.get("checkout") else await _open_checkout(turn)
    except CheckoutUnknown:
        checkout = None
    # What was said a moment ago in this checkout goes before what is known of old.
    known = _known_address(arguments, checkout)
    for field, value in (("name", turn.contact.name), ("phone", turn.contact.phone)):
        if value:
            known.setdefault(field, value)
    return ActionResult("fields", {"fields": _fields(turn, country, known), "country_name": name})


async def save_address(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """Check and keep the address, a filled-in form or one line of text."""
    tx = await turn.transaction()
    try:
        checkout = await _own(turn, arguments)
    except CheckoutUnknown:
        return ActionResult("expired")
    country = str(arguments.get("country") or checkout.country).upper()
    given = arguments.get("address")
    values, before, part = _known_address(arguments, checkout), checkout.address, None
    if isinstance(given, Mapping):
        values |= {str(k): str(v) for k, v in given.items() if v is not None}
    elif given:
        stands = {**(before.to_json() if before else {}), **values}
        part = amended(country, {k: str(v) for k, v in stands.items() if v}, str(given))
        values = _read_anew(country, values, str(given)) if part is None else part
    try:
        saved = await checkouts.set_address(tx, checkout.id, values, _terms(turn), country=country)
    except _EXPIRED:
        return ActionResult("expired")
    except NoDelivery:
        return ActionResult("not_delivered", {"country_name": country_name(country, turn.lang)})
    except DangolError as fact:
        if fact.code != "address_invalid":
            raise
        problems: Mapping[str, str] = fact.data["problems"]
        moved = await _elsewhere(turn, checkout, values, country) if isinstance(given, Mapping) else None
        if moved is not None and str(problems.get("postcode", "")).startswith("postcode"):
            return moved
        labels = {field.name: field.label for field in layout(country).fields}
        values_known = {k: v for k, v in values.items() if k not in problems}
        shown = _fields(turn, country, {**values}, problems)
        if all(problem == "required" for problem in problems.values()):
            missing = [turn.say(f"address.{labels[name]}") for name in problems if name in labels]
            return ActionResult("incomplete", {"missing": missing, "fields": shown, "known": values_known})
        name, problem = next((n, p) for n, p in problems.items() if p != "required")
        words = turn.say(f"address.problem.{problem}")
        return ActionResult("invalid", {"problem": words, "fields": shown, "known": values_known, "field": name})
    text = _one_line(saved.address) if saved.address else ""
    elsewhere = before is not None and part is None and saved.address != before
    return ActionResult("saved", {"address_text": text, "moved": elsewhere})


def _read_anew(country: str, known: Mapping[str, str], text: str) -> dict[str, str]:
    """A whole address in words, to which nothing belongs of the one before."""
    told = read_address(country, text)
    moved = "line1" in told and len(told) > 1
    return {name: value for name, value in known.items() if not moved or name != "line2"} | told


async def _elsewhere(turn: Turn, checkout: Checkout, values: Mapping[str, str], country: str) -> ActionResult | None:
    """An address that cannot be in ``country`` but is whole in exactly one other country served: kept as that, to be said and seen in
    the summary before anything is ordered. None otherwise."""
    fitting = [c for c in _served(turn) if c != country and layout(c).postcode and fits(c, values, _served(turn))]
    if len(fitting) != 1:
        return None
    try:
        saved = await checkouts.set_address(
            await turn.transaction(), checkout.id, values, _terms(turn), country=fitting[0]
        )
    except NoDelivery:
        return None
    text = _one_line(saved.address) if saved.address else ""
    name = country_name(fitting[0], turn.lang)
    return ActionResult("elsewhere", {"address_text": text, "country": fitting[0], "country_name": name})


async def delivery_choices(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """Ways of delivery for this checkout with their prices; the one that was ``said``, the one chosen before (unless it is
    to be chosen ``anew``) or the only one there is, is taken."""
    try:
        checkout = await _own(turn, arguments)
    except CheckoutUnknown:
        return ActionResult("expired")
    found = quotes_for(checkout, _terms(turn))
    if not found:
        return ActionResult("none")
    choices = [
        {
            "value": quote.method.id,
            "label": delivery_text(quote, turn.lang),
            "price": cost.to_json() if cost.amount else None,
            "detail": None if cost.amount else turn.say("action.free"),
        }
        for quote, cost in ((quote, delivery_to_pay(checkout, quote)) for quote in found)
    ]
    said = arguments.get("said")
    one = found[0] if len(found) == 1 else _ranked_way(said, checkout, found) or _said_way(said, found, choices)
    if one is None and not said and not arguments.get("anew"):
        one = next((quote for quote in found if quote.method.id == checkout.delivery_id), None)
    if one is not None:
        label = delivery_text(one, turn.lang)
        return ActionResult("one", {"delivery": one.method.id, "label": label, "price": delivery_to_pay(checkout, one)})
    return ActionResult("choices", {"choices": choices})


def _ranked_way(said: Any, checkout: Checkout, found: Sequence[Quote]) -> Quote | None:
    """The ``cheapest`` or the ``fastest`` way to have it sent; of two that cost the same, the faster one."""
    if said not in ("cheapest", "fastest"):
        return None
    sent = [quote for quote in found if quote.method.kind == "parcel"] or list(found)

    def rank(quote: Quote) -> tuple[int, int]:
        cost, days = delivery_to_pay(checkout, quote).amount, quote.method.days[1] if quote.method.days else _MANY_DAYS
        return (cost, days) if said == "cheapest" else (days, cost)

    return min(sent, key=rank)


def _said_way(said: Any, found: Sequence[Quote], choices: Sequence[Mapping[str, Any]]) -> Quote | None:
    """The way of delivery that was told before it was asked for: by its name, or as the one where it is collected."""
    if said == "pickup":
        collected = [quote for quote in found if quote.method.kind == "pickup"]
        return collected[0] if len(collected) == 1 else None
    named = choose(str(said), choices) if said else None
    return next((quote for quote in found if named is not None and quote.method.id == named["value"]), None)


async def choose_delivery(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """Take a way of delivery."""
    tx = await turn.transaction()
    wanted = str(arguments.get("delivery") or "")
    try:
        checkout = await _own(turn, arguments)
        await checkouts.choose_delivery(tx, checkout.id, wanted, _terms(turn))
    except DeliveryUnknown:
        return ActionResult("gone")
    except _EXPIRED:
        return ActionResult("expired")
    chosen = await _own(turn, arguments)
    quote = next(q for q in quotes_for(chosen, _terms(turn)) if q.method.id == wanted)
    return ActionResult("chosen", {"label": delivery_text(quote, turn.lang), "price": delivery_to_pay(chosen, quote)})


async def summarize_checkout(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """Everything once more before it counts."""
    tx = await turn.transaction()
    terms = _terms(turn)
    try:
        checkout = await _own(turn, arguments)
        fresh = await checkouts.refresh(tx, checkout.id, terms)
    except CartNeedsChange as fact:
        stuck = set(fact.data["lines"])
        priced = await own_cart(turn)
        titles = [line.offer.title(turn.lang) for line in priced.lines if line.line_id in stuck and line.offer]
        return ActionResult("out_of_stock", {"titles": titles})
    except _EXPIRED:
        return ActionResult("expired")
    summary = summarise(fresh, terms)
    total = _total(summary)
    coupon = await checkouts.coupon_standing(tx, fresh, terms)
    note = standing_note(coupon, turn.say, turn.lang, fresh.currency) if coupon and not coupon.holds else None
    block = summary_block(summary, turn.say, turn.lang, note=note)
    changed = [
        new.title(turn.lang)
        for old in checkout.lines
        for new in fresh.lines
        if old.variant_id == new.variant_id and old.unit_amount != new.unit_amount
    ]
    if changed:
        return ActionResult("price_changed", {"titles": changed, "total": total}, (block,))
    collected = summary.quote is not None and summary.quote.method.kind == "pickup"
    values = {
        "count": sum(line.quantity for line in fresh.lines),
        "total": total,
        "address_text": None if fresh.address is None or collected else _one_line(fresh.address),
        "delivery_text": delivery_text(summary.quote, turn.lang) if summary.quote else "",
        "wishes": " / ".join(wishes_of(turn)),
    }
    return ActionResult("ready", values, (block,))


async def place_order(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """Place the order. Its payment link comes as a message of its own, once the gateway has made the page."""
    tx = await turn.transaction()
    terms = _terms(turn)
    try:
        checkout = await _own(turn, arguments)
        async with tx.connection.begin_nested():
            order = await checkouts.place(tx, checkout.id, terms)
    except PriceChanged as fact:
        titles = [change.titles.get(turn.lang) or next(iter(change.titles.values()), "") for change in fact.changes]
        fresh = await checkouts.refresh(tx, checkout.id, terms)
        summary = summarise(fresh, terms)
        block = summary_block(summary, turn.say, turn.lang)
        return ActionResult("price_changed", {"titles": titles, "total": _total(summary)}, (block,))
    except CouponRefused as fact:
        return await _without_coupon(turn, checkout, fact)
    except CartChanged:
        return await _changed_cart(turn, checkout)
    except (NotEnoughStock, CartNeedsChange):
        priced = await own_cart(turn)
        titles = [line.offer.title(turn.lang) for line in priced.lines if line.blocks and line.offer]
        titles = titles or [line.title(turn.lang) for line in checkout.lines]
        return ActionResult("out_of_stock", {"titles": titles})
    except (*_EXPIRED, CheckoutIncomplete):
        return ActionResult("expired")
    values = {"order_number": order.number, "total": order.total, "mailed_to": mailed(turn.shop, order.email)}
    outcome = "nothing_to_pay" if order.total.amount == 0 else "payment_later"
    if wishes := wishes_of(turn):
        await pass_wishes_on(turn, wishes, order.number)
    return ActionResult(outcome, values, remember={"order_seen": order.number, "order_wishes": None})


async def _without_coupon(turn: Turn, checkout: Checkout, fact: CouponRefused) -> ActionResult:
    """The coupon counts no more since the summary: what it comes to without it, or with what it takes off now."""
    tx, terms = await turn.transaction(), _terms(turn)
    try:
        if fact.problem == "changed":
            fresh = await checkouts.refresh(tx, checkout.id, terms)
        else:
            fresh = await checkouts.drop_coupon(tx, checkout.id, terms)
    except (*_EXPIRED, CartNeedsChange):
        return ActionResult("expired")
    total = _total(summarise(fresh, terms))
    return ActionResult("coupon_refused", {"code": fact.coupon, "problem": fact.problem, "total": total})


async def _changed_cart(turn: Turn, checkout: Checkout) -> ActionResult:
    """Something came into the cart, or a code onto it, since the summary: what it comes to now is confirmed anew."""
    try:
        fresh = await checkouts.refresh(await turn.transaction(), checkout.id, _terms(turn))
    except (*_EXPIRED, CartNeedsChange):
        return ActionResult("expired")
    return ActionResult("cart_changed", {"total": _total(summarise(fresh, _terms(turn)))})


ACTIONS: Mapping[str, Action] = {
    "open_checkout": open_checkout,
    "save_contact": save_contact,
    "address_fields": address_fields,
    "save_address": save_address,
    "delivery_choices": delivery_choices,
    "choose_delivery": choose_delivery,
    "summarize_checkout": summarize_checkout,
    "place_order": place_order,
}
