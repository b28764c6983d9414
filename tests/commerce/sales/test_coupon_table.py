"""The owner's file of coupons: what is right is read exactly, what is wrong is refused with its line and cure."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dangol.commerce.promotions.coupons import CouponBook, code_key
from dangol.commerce.promotions.errors import CouponsInvalid
from dangol.commerce.promotions.table import parse_coupons

NAMED = 'name = { ko = "봄", en = "Spring", ja = "春" }'


def _read(text: str) -> CouponBook:
    return parse_coupons(
        text, file="coupons.toml", languages=("ko", "en", "ja"), currencies=("KRW", "USD"), zone="Asia/Seoul"
    )


def test_a_whole_coupon() -> None:
    book = _read(
        f"""
[[coupon]]
code = "spring-10"
{NAMED}
percent = 12.5
minimum = {{ KRW = "30,000", USD = "23.00" }}
starts = 2027-03-01
ends = 2027-05-31
uses = 500
per_person = 2
public = true

[[coupon]]
code = "EVENING"
name = "EVENING"
amount = {{ KRW = "5000", USD = "4.50" }}
ends = 2027-05-31T18:00:00

[[coupon]]
code = "THANKS"
{NAMED}
free_delivery = true
personal = true
valid_days = 30
"""
    )
    spring, evening, thanks = book.coupons
    assert (spring.code, spring.title("ja"), spring.minimum) == ("SPRING-10", "春", {"KRW": 30000, "USD": 2300})
    assert (spring.numerator, spring.denominator) == (1, 8)
    # Dates are the shop's, and the last day counts to its end.
    assert spring.starts is not None
    assert spring.starts.astimezone(UTC) == datetime(2027, 2, 28, 15, tzinfo=UTC)
    assert spring.ends is not None
    assert spring.ends.astimezone(UTC) == datetime(2027, 5, 31, 15, tzinfo=UTC)
    assert spring.runs(datetime(2027, 5, 31, 14, 59, tzinfo=UTC))
    assert not spring.runs(datetime(2027, 5, 31, 15, tzinfo=UTC))
    assert evening.amounts == {"KRW": 5000, "USD": 450}
    assert evening.ends is not None
    assert evening.ends.astimezone(UTC) == datetime(2027, 5, 31, 9, tzinfo=UTC)
    assert [evening.title(lang) for lang in ("ko", "en", "ja")] == ["EVENING"] * 3
    assert (thanks.personal, thanks.per_person, thanks.valid_days) == (True, 1, 30)
    assert book.by_code("ＳＰＲＩＮＧ １０") is spring
    assert book.by_code("thanks") is None
    assert book.template("thanks") is thanks


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('[[coupon]]\ncode = "A1"\nname = "x"\npercent = 10', 2, "not usable"),
        ('[[coupon]]\ncode = "쿠폰할인"\nname = "x"\npercent = 10', 2, "not usable"),
        ('[[coupon]]\nname = "x"\npercent = 10', 1, "missing or not usable"),
        ('[[coupon]]\ncode = "SPRING"\npercent = 10', 1, "name is missing"),
        ('[[coupon]]\ncode = "SPRING"\nname = { ko = "봄", en = "Spring" }\npercent = 10', 3, "missing in ja"),
        (f'[[coupon]]\ncode = "SPRING"\n{NAMED}', 1, "takes nothing off"),
        (f'[[coupon]]\ncode = "SPRING"\n{NAMED}\npercent = 10\nfree_delivery = true', 5, "percent and free_delivery"),
        (f'[[coupon]]\ncode = "SPRING"\n{NAMED}\npercent = 0', 4, "no share"),
        (f'[[coupon]]\ncode = "SPRING"\n{NAMED}\npercent = 101', 4, "no share"),
        (f'[[coupon]]\ncode = "SPRING"\n{NAMED}\npercent = "ten"', 4, "no share"),
        (f'[[coupon]]\ncode = "SPRING"\n{NAMED}\namount = {{ KRW = "5000" }}', 4, "lacks USD"),
        (f'[[coupon]]\ncode = "SPRING"\n{NAMED}\namount = {{ KRW = "5000.5", USD = "4" }}', 4, "more decimals"),
        (f'[[coupon]]\ncode = "SPRING"\n{NAMED}\namount = {{ KRW = "0", USD = "4" }}', 4, "zero"),
        (f'[[coupon]]\ncode = "SPRING"\n{NAMED}\npercent = 5\nminimum = {{ USD = "4" }}', 5, "lacks KRW"),
        (f'[[coupon]]\ncode = "SPRING"\n{NAMED}\npercent = 5\nstarts = "May"', 5, "no day"),
        (
            f'[[coupon]]\ncode = "SPRING"\n{NAMED}\npercent = 5\nstarts = 2027-05-01\nends = 2027-04-30',
            6,
            "before it begins",
        ),
        (f'[[coupon]]\ncode = "SPRING"\n{NAMED}\npercent = 5\nuses = 0', 5, "no number"),
        (f'[[coupon]]\ncode = "SPRING"\n{NAMED}\npercent = 5\npublic = "yes"', 5, "neither true nor false"),
        (f'[[coupon]]\ncode = "SPRING"\n{NAMED}\npercent = 5\nvalid_days = 30', 5, "personal coupon have days"),
        (f'[[coupon]]\ncode = "SPRING"\n{NAMED}\npercent = 5\npublic = true\npersonal = true', 5, "no code to name"),
        (f'[[coupon]]\ncode = "SPRING"\n{NAMED}\npercent = 5\nper_persons = 1', 5, "not known"),
        (f'[[coupon]]\ncode = "A-VERY-LONG-PREFIX"\n{NAMED}\npercent = 5\npersonal = true', 2, "too long"),
        (
            f'[[coupon]]\ncode = "SPRING-10"\n{NAMED}\npercent = 5\n[[coupon]]\ncode = "spring10"\n{NAMED}\npercent = 5',
            6,
            "used twice",
        ),
        ('coupon = "SPRING"', 1, "not a list"),
        ("[[coupon]]\ncode = SPRING", 2, "not TOML"),
    ],
)
def test_each_mistake_has_its_line_and_cure(text: str, line: int, words: str) -> None:
    with pytest.raises(CouponsInvalid) as refused:
        _read(text)
    (problem,) = refused.value.problems
    assert problem.line == line
    assert words in problem.message
    assert problem.cure
    assert str(refused.value).startswith(f"coupons.toml: line {line}")


def test_how_a_code_is_written_makes_no_difference() -> None:
    assert {code_key(code) for code in ("SPRING10", "spring-10", "Spring 10", "ｓｐｒｉｎｇ１０", "spring_10")} == {
        "SPRING10"
    }
