"""A checkout as blocks of messages: its questions as forms, its summary as a cart that can no longer be edited. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dangol.commerce.cart.views import discount_line, picture, price
from dangol.commerce.checkout.addresses import form_fields
from dangol.commerce.checkout.models import Checkout, CheckoutLine
from dangol.commerce.checkout.summary import Summary
from dangol.commerce.checkout.totals import Totals
from dangol.commerce.shipping.quotes import Quote
from dangol.messages.content import Button, CartLine, CartView, Form, FormField, FormOption, TotalLine

Say = Callable[..., str]


def delivery_text(quote: Quote, lang: str) -> str:
    """The method's name for a reader of ``lang``."""
    return quote.method.title(lang)


def working_days(days: tuple[int, int], say: Say) -> str:
    """*1–3 working days*, of the fewest and the most."""
    least, most = days
    return say("delivery.days_same" if least == most else "delivery.days", least=least, most=most)


def delivery_detail(quote: Quote, say: Say, lang: str) -> str:
    """How long it takes, what it costs, and what is missing until it is free, on one line."""
    parts = []
    if quote.method.days is not None:
        parts.append(working_days(quote.method.days, say))
    if quote.price.amount == 0:
        parts.append(say("checkout.free"))
    if quote.missing_for_free is not None:
        parts.append(say("delivery.missing_for_free", amount=quote.missing_for_free.format(lang)))
    return " · ".join(parts)


def summary_block(
    summary: Summary, say: Say, lang: str, *, buttons: tuple[Button, ...] = (), note: str | None = None
) -> CartView:
    """What the shopper confirms: every line, discount, delivery, tax, total. ``note``: what else there is to say of it."""
    checkout = summary.checkout
    lines = tuple(
        _line(number, line, total, summary.totals, lang)
        for number, (line, total) in enumerate(zip(checkout.lines, summary.totals.line_totals, strict=True), 1)
    )
    label = delivery_text(summary.quote, lang) if summary.quote else None
    notes = [note, delivery_detail(summary.quote, say, lang) if summary.quote else None]
    return CartView(
        cart_id=checkout.cart_id,
        lines=lines,
        totals=total_lines(summary.totals, label, say, lang, coupon=checkout.coupon.code if checkout.coupon else None),
        note=" · ".join(filter(None, notes)) or None,
        editable=False,
        buttons=buttons,
    )


def total_lines(
    sums: Totals, delivery_label: str | None, say: Say, lang: str, *, coupon: str | None = None
) -> tuple[TotalLine, ...]:
    """The rows under the lines. Delivery only once it is chosen; contained tax is named, added tax is a row of the sum."""
    rows = [TotalLine(kind="subtotal", label=say("total.subtotal"), price=price(sums.money(sums.subtotal), lang))]
    if sums.discount and coupon:
        rows.append(discount_line(coupon, sums.money(sums.discount), say, lang))
    if delivery_label is not None:
        cost = price(sums.money(sums.delivery), lang)
        rows.append(TotalLine(kind="delivery", label=say("total.delivery", method=delivery_label), price=cost))
    if sums.tax:
        label = say("total.tax_included" if sums.tax_included else "total.tax")
        rows.append(TotalLine(kind="tax", label=label, price=price(sums.money(sums.tax), lang)))
    rows.append(TotalLine(kind="total", label=say("total.total"), price=price(sums.money(sums.total), lang)))
    return tuple(rows)


def _line(number: int, line: CheckoutLine, total: int, sums: Totals, lang: str) -> CartLine:
    title = line.title(lang)
    return CartLine(
        line_id=str(number),
        variant_id=line.variant_id,
        title=title,
        options_text=line.options.get(lang) or next(iter(line.options.values()), None),
        image=picture(line.image, title, lang),
        quantity=line.quantity,
        unit_price=price(sums.money(line.unit_amount), lang),
        total=price(sums.money(total), lang),
    )


def contact_form(checkout: Checkout, say: Say, problems: Mapping[str, str] | None = None) -> Form:
    """Who buys: e-mail, and a name and telephone number if they like."""
    problems = problems or {}

    def error(field: str) -> str | None:
        return say(f"address.problem.{problems[field]}") if field in problems else None

    fields = (
        FormField(
            name="email",
            label=say("address.email"),
            kind="email",
            value=checkout.email,
            error=error("email"),
            autocomplete="email",
            inputmode="email",
            max_length=254,
        ),
        FormField(
            name="name",
            label=say("address.name"),
            value=checkout.name,
            error=error("name"),
            autocomplete="name",
            max_length=80,
        ),
        FormField(
            name="phone",
            label=say("address.phone"),
            kind="tel",
            required=False,
            value=checkout.phone,
            error=error("phone"),
            autocomplete="tel",
            inputmode="tel",
            max_length=40,
        ),
    )
    return Form(form_id="contact", title=say("checkout.form_contact"), fields=fields, submit=say("checkout.next"))


def address_form(
    checkout: Checkout,
    say: Say,
    lang: str,
    values: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
) -> Form:
    """Where it goes, in the country's own order; what is known is filled in, what was wrong is said at its field."""
    known = dict(checkout.address.to_json()) if checkout.address else {}
    known |= {k: v for k, v in (("name", checkout.name), ("phone", checkout.phone)) if v and k not in known}
    fields = form_fields(checkout.country, say, lang, known | dict(values or {}), problems)
    return Form(form_id="address", title=say("checkout.form_address"), fields=fields, submit=say("checkout.next"))


def delivery_form(quotes: Sequence[Quote], chosen: str | None, say: Say, lang: str) -> Form:
    """How it gets there, each way with its price."""
    options = tuple(
        FormOption(
            value=quote.method.id,
            label=delivery_text(quote, lang),
            detail=delivery_detail(quote, say, lang) or None,
            price=price(quote.price, lang),
        )
        for quote in quotes
    )
    field = FormField(name="delivery", label=say("delivery.label"), kind="choice", value=chosen, options=options)
    return Form(form_id="delivery", fields=(field,), submit=say("checkout.next"))
