"""Totals add up, whatever is bought: property tests over integer minor units."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dangol.commerce.checkout.totals import Item, TaxRule, TaxRuleInvalid, totals
from dangol.kit.money import Money, share

amounts = st.integers(0, 10_000_000_000)
items = st.lists(st.builds(Item, amounts, st.integers(1, 99)), max_size=12)
rates = st.sampled_from(["0", "0.05", "0.08", "0.10", "0.0825", "0.2", "0.999"])
modes = st.sampled_from(["inclusive", "exclusive"])
currencies = st.sampled_from(["KRW", "JPY", "USD", "KWD"])


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(currencies, items, amounts, modes, rates)
def test_sums_hold_and_lines_add_up(currency: str, bought: list[Item], delivery: int, mode: str, rate: str) -> None:
    rule = TaxRule.parse(mode, rate)
    sums = totals(currency, bought, delivery, rule)
    assert sums.subtotal == sum(item.unit_amount * item.quantity for item in bought)
    assert sums.subtotal == sum(sums.line_totals)
    assert sums.tax == sum(sums.line_taxes) + sums.delivery_tax
    assert sums.tax == rule.tax_in(sums.subtotal + delivery)
    if mode == "inclusive":
        assert sums.total == sums.subtotal + delivery
        assert sums.tax <= sums.total
    else:
        assert sums.total == sums.subtotal + delivery + sums.tax


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(items, amounts, modes, rates)
def test_no_line_is_off_by_more_than_one_unit(bought: list[Item], delivery: int, mode: str, rate: str) -> None:
    rule = TaxRule.parse(mode, rate)
    sums = totals("KRW", bought, delivery, rule)
    for total, tax in zip(sums.line_totals, sums.line_taxes, strict=True):
        assert tax >= 0
        assert abs(tax - rule.tax_in(total)) <= 1


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(items, st.lists(st.builds(Item, amounts, st.integers(1, 9), st.just(TaxRule("exclusive", 8, 100))), max_size=5))
def test_each_rate_is_rounded_once(standard: list[Item], reduced: list[Item]) -> None:
    rule = TaxRule.parse("exclusive", "0.10")
    mixed = totals("JPY", [*standard, *reduced], 0, rule)
    apart = rule.tax_in(sum(i.unit_amount * i.quantity for i in standard)) + TaxRule("exclusive", 8, 100).tax_in(
        sum(i.unit_amount * i.quantity for i in reduced)
    )
    assert mixed.tax == apart


@pytest.mark.parametrize(
    ("currency", "unit", "delivery", "mode", "tax", "total"),
    [
        ("KRW", 15000, 3000, "inclusive", 3000, 33000),  # 33,000 won contain 3,000
        ("JPY", 1700, 500, "exclusive", 390, 4290),
        ("USD", 1299, 450, "exclusive", 305, 3353),  # 304.8 cents
    ],
)
def test_known_sums(currency: str, unit: int, delivery: int, mode: str, tax: int, total: int) -> None:
    sums = totals(currency, [Item(unit, 2)], delivery, TaxRule.parse(mode, "0.10"))
    assert (sums.tax, sums.total) == (tax, total)
    assert sums.money(sums.total) == Money(total, currency)


@pytest.mark.parametrize(
    ("mode", "rate"),
    [("net", "0.1"), ("inclusive", "10"), ("inclusive", "ten"), ("inclusive", "-0.1"), ("exclusive", "nan")],
)
def test_a_rule_that_makes_no_sense_names_its_cure(mode: str, rate: str) -> None:
    with pytest.raises(TaxRuleInvalid) as refused:
        TaxRule.parse(mode, rate)
    assert refused.value.cure


def test_negative_prices_and_quantities_are_no_sums() -> None:
    rule = TaxRule()
    for bad in (Item(-1), Item(1, 0), Item(1, -3)):
        with pytest.raises(ValueError):
            totals("KRW", [bad], 0, rule)
    with pytest.raises(ValueError):
        totals("KRW", [Item(1)], -1, rule)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(items, amounts, modes, rates, st.integers(0, 1000), st.booleans())
def test_a_discount_adds_up_and_never_takes_more_than_there_is(
    bought: list[Item], delivery: int, mode: str, rate: str, thousandths: int, free: bool
) -> None:
    rule = TaxRule.parse(mode, rate)
    goods = sum(item.unit_amount * item.quantity for item in bought)
    off = share(goods, thousandths, 1000)
    sums = totals("USD", bought, delivery, rule, discount=off, delivery_discount=delivery if free else 0)
    assert sum(sums.line_discounts) == off
    assert sums.discount == off + (delivery if free else 0)
    for total, less, tax in zip(sums.line_totals, sums.line_discounts, sums.line_taxes, strict=True):
        assert 0 <= less <= total
        assert abs(less - share(total, thousandths, 1000)) <= 1
        assert tax >= 0
    # Tax is of what is paid, rounded once.
    paid = goods - off + (0 if free else delivery)
    assert sums.tax == sum(sums.line_taxes) + sums.delivery_tax == rule.tax_in(paid)
    assert sums.total == paid + (0 if mode == "inclusive" else sums.tax)
    assert sums.total >= 0


def test_the_same_discount_falls_on_the_same_lines_every_time() -> None:
    # Three things at 3.33 with a tenth off: a cent is left over, and the running sum says where.
    rule = TaxRule.parse("inclusive", "0.10")
    sums = totals("USD", [Item(333)] * 3, 0, rule, discount=100)
    assert sums.line_discounts == (33, 34, 33)
    assert totals("USD", [Item(333)] * 3, 0, rule, discount=100) == sums


def test_free_of_charge_is_a_total_of_zero_without_tax() -> None:
    for mode in ("inclusive", "exclusive"):
        rule = TaxRule.parse(mode, "0.10")
        sums = totals("KRW", [Item(15000, 2)], 3000, rule, discount=30000, delivery_discount=3000)
        assert (sums.total, sums.tax, sums.line_taxes) == (0, 0, (0,))


@pytest.mark.parametrize(("discount", "delivery_discount"), [(-1, 0), (1001, 0), (0, 501), (0, -1)])
def test_nothing_is_reduced_below_zero(discount: int, delivery_discount: int) -> None:
    with pytest.raises(ValueError, match="below zero"):
        totals("KRW", [Item(1000)], 500, TaxRule(), discount=discount, delivery_discount=delivery_discount)
