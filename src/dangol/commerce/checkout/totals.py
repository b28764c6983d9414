"""What a checkout costs: a pure function over integer minor units of one currency.

Tax is reckoned once, on the running sum of the lines of one rate, and each line's tax is what it adds to that running sum. So the only
rounding is ``kit.money.share``, the lines' taxes add up to the total tax exactly, and no line's tax is off by more than one unit.

A discount is shared out over the lines in proportion to what they cost, by the same running sum, before tax is reckoned: tax is paid on
what is paid. What is taken off the delivery lowers the delivery's tax only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

from dangol.kit.errors import DangolError
from dangol.kit.money import Money, check_currency, share, spread


class TaxRuleInvalid(DangolError):
    """The shop's ``[tax]`` cannot be reckoned with."""

    code = "tax_rule_invalid"


@dataclass(frozen=True, slots=True)
class TaxRule:
    """How a shop's prices relate to tax. ``inclusive``: prices contain it. ``exclusive``: it comes on top.

    The rate is a fraction: ``numerator=1, denominator=10`` is ten per cent.
    """

    mode: Literal["inclusive", "exclusive"] = "inclusive"
    numerator: int = 0
    denominator: int = 1

    @classmethod
    def parse(cls, mode: str, rate: str) -> TaxRule:
        """The rule ``mode="inclusive"|"exclusive", rate="0.10"`` of a shop's settings. Raises ``TaxRuleInvalid``."""
        if mode not in ("inclusive", "exclusive"):
            raise TaxRuleInvalid(
                f"Tax mode {mode!r} is unknown.", cure='Write "inclusive" or "exclusive".', field="mode"
            )
        try:
            value = Decimal(rate)
        except (InvalidOperation, ValueError, TypeError):
            value = Decimal(-1)
        if not (value.is_finite() and 0 <= value < 1):
            raise TaxRuleInvalid(
                f"Tax rate {rate!r} is not a share between 0 and 1.",
                cure='Ten per cent is rate = "0.10".',
                field="rate",
            )
        numerator, denominator = value.as_integer_ratio()
        return cls("inclusive" if mode == "inclusive" else "exclusive", numerator, denominator)

    def tax_in(self, amount: int) -> int:
        """The tax on ``amount`` minor units: contained in it, or to be added to it."""
        if self.mode == "inclusive":
            return share(amount, self.numerator, self.denominator + self.numerator)
        return share(amount, self.numerator, self.denominator)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be paid: ``quantity`` times ``unit_amount`` minor units. ``tax`` overrides the shop's rule for it."""

    unit_amount: int
    quantity: int = 1
    tax: TaxRule | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums, in minor units of ``currency``. ``line_taxes`` follow the items' order; ``tax`` is their sum and ``delivery_tax``.
    ``discount`` is what is taken off in all: the sum of ``line_discounts`` and ``delivery_discount``; the lines' and the delivery's own
    sums are without it.

    Tax inclusive: ``total == subtotal + delivery - discount`` and ``tax`` is contained in it.
    Tax exclusive: ``total == subtotal + delivery - discount + tax``.
    """

    currency: str
    subtotal: int
    delivery: int
    tax: int
    total: int
    line_totals: tuple[int, ...]
    line_taxes: tuple[int, ...]
    delivery_tax: int
    tax_included: bool
    discount: int = 0
    line_discounts: tuple[int, ...] = ()
    delivery_discount: int = 0

    def money(self, amount: int) -> Money:
        """``amount`` in this currency."""
        return Money(amount, self.currency)


def totals(
    currency: str,
    items: Sequence[Item],
    delivery: int,
    tax: TaxRule,
    *,
    discount: int = 0,
    delivery_discount: int = 0,
) -> Totals:
    """The totals of ``items`` and ``delivery`` (minor units, taxed by the shop's rule), less ``discount`` off the items and
    ``delivery_discount`` off the delivery.

    Raises ``ValueError`` for a negative price or delivery, for a quantity below one, and for a discount that is negative or above what it
    is taken off: those are programming errors here, refused to people much earlier. All rules must have the shop's mode:
    prices are quoted one way in one shop.
    """
    check_currency(currency)
    if delivery < 0 or any(item.unit_amount < 0 or item.quantity < 1 for item in items):
        raise ValueError("prices and delivery are not negative, quantities at least one")
    rules = [item.tax or tax for item in items]
    if any(rule.mode != tax.mode for rule in rules):
        raise ValueError("one shop quotes its prices one way")
    line_totals = tuple(item.unit_amount * item.quantity for item in items)
    running: defaultdict[TaxRule, int] = defaultdict(int)

    def added(rule: TaxRule, amount: int) -> int:
        before = rule.tax_in(running[rule])
        running[rule] += amount
        return rule.tax_in(running[rule]) - before

    subtotal = sum(line_totals)
    if not (0 <= discount <= subtotal and 0 <= delivery_discount <= delivery):
        raise ValueError("nothing is reduced below zero")
    line_discounts = spread(discount, line_totals)
    paid = [amount - less for amount, less in zip(line_totals, line_discounts, strict=True)]
    line_taxes = tuple(added(rule, amount) for rule, amount in zip(rules, paid, strict=True))
    delivery_tax = added(tax, delivery - delivery_discount)
    all_tax = sum(line_taxes) + delivery_tax
    included = tax.mode == "inclusive"
    less = discount + delivery_discount
    return Totals(
        currency,
        subtotal,
        delivery,
        all_tax,
        subtotal + delivery - less + (0 if included else all_tax),
        line_totals,
        line_taxes,
        delivery_tax,
        tax_included=included,
        discount=less,
        line_discounts=line_discounts,
        delivery_discount=delivery_discount,
    )
