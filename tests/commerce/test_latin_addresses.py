"""Addresses of Japan and Korea in Latin letters."""

from __future__ import annotations

import pytest

from dangol.commerce.checkout.addresses import check_address, format_address, read_address


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            "1-2-3 Jingumae, Shibuya-ku, Tokyo 150-0001",
            {"postcode": "150-0001", "region": "東京都", "city": "Shibuya-ku", "line1": "1-2-3 Jingumae"},
        ),
        (
            "Room 201, Sunny Heights, 4-5-6 Umeda, Kita-ku, Osaka-shi, Osaka 530-0001, Japan",
            {
                "postcode": "530-0001",
                "region": "大阪府",
                "city": "Osaka-shi Kita-ku",
                "line1": "4-5-6 Umeda",
                "line2": "Room 201, Sunny Heights",
            },
        ),
        (
            "150-0001 Tokyo Shibuya-ku Jingumae 1-2-3",
            {"postcode": "150-0001", "region": "東京都", "city": "Shibuya-ku", "line1": "Jingumae 1-2-3"},
        ),
        (
            "1-1 Kumoji, Naha, Okinawa 900-0015",
            {"postcode": "900-0015", "region": "沖縄県", "city": "Naha", "line1": "1-1 Kumoji"},
        ),
        (
            "〒150-0001 東京都渋谷区神宮前1-2-3",
            {"postcode": "150-0001", "region": "東京都", "city": "渋谷区", "line1": "神宮前1-2-3"},
        ),
    ],
)
def test_an_address_of_japan(text: str, fields: dict[str, str]) -> None:
    assert read_address("JP", text) == fields


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            "123 Teheran-ro, Gangnam-gu, Seoul 06133",
            {"postcode": "06133", "line1": "123 Teheran-ro, Gangnam-gu, Seoul"},
        ),
        (
            "Apt 302, 123 Teheran-ro, Gangnam-gu, Seoul, 06133, South Korea",
            {"postcode": "06133", "line1": "123 Teheran-ro, Gangnam-gu, Seoul", "line2": "Apt 302"},
        ),
        (
            "06133 서울 강남구 테헤란로 123, 4층",
            {"postcode": "06133", "line1": "서울 강남구 테헤란로 123", "line2": "4층"},
        ),
    ],
)
def test_an_address_of_korea(text: str, fields: dict[str, str]) -> None:
    assert read_address("KR", text) == fields


def test_it_is_written_as_it_was_told() -> None:
    told = read_address("JP", "1-2-3 Jingumae, Shibuya-ku, Tokyo 150-0001")
    address = check_address("JP", {**told, "name": "Mei Ono", "phone": "090-1234-5678"})
    assert format_address(address) == ("Mei Ono", "1-2-3 Jingumae", "Shibuya-ku, Tokyo 150-0001")
