"""Telephone numbers without a country code, meant for one of a few countries."""

from __future__ import annotations

import pytest

from dangol.kit.phones import likeliest_first, phone_in, phone_number, region_of


@pytest.mark.parametrize(
    ("text", "countries", "e164"),
    [
        ("010-1234-5678", ("KR",), "+821012345678"),
        ("010-1234-5678", ("JP", "KR"), "+821012345678"),  # 010 begins a call abroad in Japan
        ("090-1234-5678", ("KR", "JP"), "+819012345678"),
        ("(208) 555-0142", ("US", "KR"), "+12085550142"),
        ("+81 90-1234-5678", ("KR",), "+819012345678"),
        ("+82 10 1234 5678", (), "+821012345678"),
    ],
)
def test_the_first_country_that_has_the_number(text: str, countries: tuple[str, ...], e164: str) -> None:
    assert phone_number(text, countries) == e164
    assert phone_in(f"it's {text}.", countries) == e164
    assert phone_in(f"{text}이에요", countries) == e164
    assert phone_in(f"電話は{text}です", countries) == e164


@pytest.mark.parametrize(
    ("lang", "text", "e164"),
    [
        ("en", "07911 123456", "+447911123456"),
        ("en", "(208) 555-0142", "+12085550142"),
        ("ja", "090-1234-5678", "+819012345678"),
        ("ko", "010-1234-5678", "+821012345678"),
    ],
)
def test_of_several_countries_those_of_the_language_come_first(lang: str, text: str, e164: str) -> None:
    assert phone_number(text, likeliest_first(("KR", "DE", "FR", "AU", "GB", "US", "JP"), lang)) == e164


@pytest.mark.parametrize(
    ("text", "e164"),
    [
        ("+44 7700 900123", "+447700900123"),  # of a range nobody is called in, and a number all the same
        ("+44 (0)7911 123456", "+447911123456"),
        ("0049 151 23456789", "+4915123456789"),
        ("0044-7911-123456", "+447911123456"),
        ("+81 90 1234 5678", "+819012345678"),
    ],
)
def test_a_country_of_its_own_is_heeded_wherever_the_shop_delivers(text: str, e164: str) -> None:
    assert phone_number(text, ("KR",)) == e164
    assert phone_number(text, ("US", "KR")) == e164
    assert phone_in(f"전화는 {text}입니다", ("KR",)) == e164


@pytest.mark.parametrize("text", ["", "hello", "12", "010-12", "0" * 60, "٠١٠"])
def test_what_is_no_number(text: str) -> None:
    assert phone_number(text, ("JP", "KR")) is None
    assert phone_in(text, ("JP", "KR")) is None


def test_the_country_of_a_number() -> None:
    assert [region_of(n) for n in ("+821012345678", "+819012345678", "+12125550123", "not a number")] == [
        "KR",
        "JP",
        "US",
        None,
    ]
