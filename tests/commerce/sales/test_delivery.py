"""The delivery table: read whole, or with every mistake named; quoted by country, currency, sum and weight."""

from __future__ import annotations

import pytest
from small_shop import DELIVERY

from dangol.commerce.shipping.delivery import DeliveryMethod, parse_delivery
from dangol.commerce.shipping.errors import DeliveryTableInvalid, DeliveryUnknown
from dangol.commerce.shipping.quotes import quote_for, quotes
from dangol.kit.money import Money


def _read(text: str, **options: object) -> tuple[DeliveryMethod, ...]:
    return parse_delivery(text, file="delivery.toml", languages=["ko", "en"], **options)  # type: ignore[arg-type]


def test_a_table_is_read_in_its_order() -> None:
    parcel, shop = _read(DELIVERY, locations=["main"])
    assert (parcel.id, parcel.days, parcel.prices["USD"]) == ("parcel", (1, 3), 450)
    assert (shop.kind, shop.location) == ("pickup", "main")
    assert parcel.title("ja") == "宅配便"
    assert _read('[[method]]\nid="a"\nname="택배"\nprices={KRW="0"}')[0].title("fr") == "택배"


@pytest.mark.parametrize(
    ("goods", "price", "missing"), [(0, 3000, 100_000), (99_999, 3000, 1), (100_000, 0, None), (250_000, 0, None)]
)
def test_free_from_a_sum_on(goods: int, price: int, missing: int | None) -> None:
    quote = quote_for(_read(DELIVERY), "parcel", "KR", "KRW", goods)
    assert quote.price == Money(price, "KRW")
    assert quote.missing_for_free == (Money(missing, "KRW") if missing else None)


def test_only_what_serves_is_offered() -> None:
    methods = _read(DELIVERY)
    assert [q.method.id for q in quotes(methods, "KR", "KRW", 0)] == ["parcel", "shop"]
    assert [q.method.id for q in quotes(methods, "JP", "JPY", 0)] == ["parcel"]
    assert quotes(methods, "FR", "USD", 0) == ()
    assert quotes(methods, "KR", "EUR", 0) == ()
    heavy = _read(DELIVERY.replace("days = [1, 3]", "max_weight_g = 5000"))
    assert [q.method.id for q in quotes(heavy, "KR", "KRW", 0, 5001)] == ["shop"]
    assert [q.method.id for q in quotes(heavy, "KR", "KRW", 0, 5000)] == ["parcel", "shop"]
    with pytest.raises(DeliveryUnknown):
        quote_for(methods, "shop", "JP", "JPY", 0)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("[[method]\n", 1, "not TOML"),
        ("shipping = 1\n", 1, "not known here"),
        ('[[method]]\nid = "Ä"\nname = "x"\nprices = {KRW = "1"}', 2, "id is missing"),
        ('[[method]]\nid = "a"\nprices = {KRW = "1"}', 1, "name is missing"),
        ('[[method]]\nid = "a"\nname = "x"\nkind = "drone"\nprices = {KRW = "1"}', 4, "not a kind"),
        ('[[method]]\nid = "a"\nname = "x"\ncountries = ["Korea"]\nprices = {KRW = "1"}', 4, "two-letter"),
        ('[[method]]\nid = "a"\nname = "x"\n', 1, "no price"),
        ('[[method]]\nid = "a"\nname = "x"\nprices = {KRW = "10.50"}', 4, "more decimals"),
        ('[[method]]\nid = "a"\nname = "x"\nprices = {USD = 4.5}', 4, "number with a point"),
        ('[[method]]\nid = "a"\nname = "x"\nprices = {won = "1"}', 4, "not a currency"),
        ('[[method]]\nid = "a"\nname = "x"\nprices = {KRW = "-1"}', 4, "negative"),
        ('[[method]]\nid = "a"\nname = "x"\nprices = {KRW = "1"}\ndays = [3, 1]', 5, "not a span"),
        ('[[method]]\nid = "a"\nname = "x"\nkind = "pickup"\nprices = {KRW = "1"}', 1, "needs its place"),
        ('[[method]]\nid = "a"\nname = "x"\nlocation = "moon"\nprices = {KRW = "1"}', 4, "no location"),
        ('[[method]]\nid = "a"\nname = "x"\nprice = 3\nprices = {KRW = "1"}', 4, "not known"),
        (
            '[[method]]\nid="a"\nname="x"\nprices={KRW="1"}\n[[method]]\nid="a"\nname="x"\nprices={KRW="1"}',
            6,
            "used twice",
        ),
    ],
)
def test_each_mistake_has_its_line_and_cure(text: str, line: int, words: str) -> None:
    with pytest.raises(DeliveryTableInvalid) as refused:
        _read(text, locations=["main"])
    (problem,) = refused.value.problems
    assert problem.line == line
    assert words in problem.message
    assert problem.cure
    assert str(refused.value).startswith(f"delivery.toml: line {line}")


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(DeliveryTableInvalid) as refused:
        _read('[[method]]\nid = "a"\nkind = "x"\n[[method]]\nname = "b"\nprices = {KRW = "x"}')
    assert len(refused.value.problems) >= 4
