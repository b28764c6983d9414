"""Addresses as people of each country write them; mistakes as facts."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_shop import BOISE, SEOUL, TOKYO

from dangol.commerce.checkout.addresses import (
    Address,
    AddressInvalid,
    EmailInvalid,
    PhoneInvalid,
    check_address,
    check_email,
    check_phone,
    form_fields,
    format_address,
    format_phone,
    layout,
    read_address,
)
from dangol.commerce.checkout.regions import PREFECTURES, STATES


def test_a_korean_address() -> None:
    address = check_address("KR", SEOUL)
    assert (address.postcode, address.phone) == ("06236", "+821012345678")
    assert format_address(address) == ("(06236) 서울특별시 강남구 테헤란로 123, 4층", "김하늘")
    assert format_address(address, honorific=True)[-1] == "김하늘 님"
    assert format_phone(address.phone, "KR") == "010-1234-5678"


def test_a_japanese_address_with_full_width_digits_and_kana() -> None:
    address = check_address("JP", TOKYO)
    assert (address.postcode, address.line1, address.kana) == ("150-0001", "神宮前1-2-3", "ヤマダ タロウ")
    assert format_address(address, honorific=True) == ("〒150-0001", "東京都渋谷区神宮前1-2-3", "山田 太郎 様")
    assert check_address("JP", TOKYO | {"region": "Tokyo"}).region == "東京都"
    assert check_address("JP", TOKYO | {"region": "東京"}).region == "東京都"
    assert check_address("JP", {k: v for k, v in TOKYO.items() if k != "kana"}).kana == ""


def test_an_american_and_another_address() -> None:
    address = check_address("US", BOISE)
    assert format_address(address) == ("Ann Lee", "10 Main St", "Boise, ID 83702")
    assert check_address("US", BOISE | {"postcode": "837021234"}).postcode == "83702-1234"
    french = {
        "name": "Zoé",
        "phone": "01 42 68 53 00",
        "line1": "1 rue de Rivoli",
        "postcode": "75001",
        "city": "Paris",
    }
    assert format_address(check_address("FR", french)) == ("Zoé", "1 rue de Rivoli", "75001 Paris", "FR")


@pytest.mark.parametrize(
    ("country", "values", "problems"),
    [
        ("KR", SEOUL | {"postcode": "135-080"}, {"postcode": "postcode_kr"}),
        ("KR", SEOUL | {"name": " … ", "line1": ""}, {"name": "required", "line1": "required"}),
        ("KR", SEOUL | {"phone": "1234"}, {"phone": "phone"}),
        ("JP", TOKYO | {"postcode": "150"}, {"postcode": "postcode_jp"}),
        ("JP", TOKYO | {"kana": "山田"}, {"kana": "kana"}),
        ("JP", TOKYO | {"region": "Ohio"}, {"region": "region"}),
        ("US", BOISE | {"postcode": "8370", "region": "東京都"}, {"postcode": "postcode_us", "region": "region"}),
        ("US", BOISE | {"line1": "x" * 101}, {"line1": "too_long"}),
        ("kr", SEOUL, {"country": "country"}),
    ],
)
def test_mistakes_are_facts_by_field(country: str, values: dict[str, str], problems: dict[str, str]) -> None:
    with pytest.raises(AddressInvalid) as wrong:
        check_address(country, values)
    assert wrong.value.problems == problems
    assert wrong.value.data["problems"] == problems


@pytest.mark.parametrize("country", ["KR", "JP", "US", "BR"])
def test_what_is_stored_is_read_back_and_fields_carry_the_browsers_hints(country: str) -> None:
    values = {"KR": SEOUL, "JP": TOKYO, "US": BOISE}.get(country, BOISE | {"phone": "+1 208 555 0142"})
    address = check_address(country, values)
    assert Address.from_json(address.to_json()) == address
    assert check_address(country, address.to_json()) == address
    fields = form_fields(country, lambda key, **_: key, "ko", address.to_json(), {"name": "required"})
    assert [field.name for field in fields] == [field.name for field in layout(country).fields]
    assert fields[0].error == "address.problem.required"
    hints = {field.name: field.autocomplete for field in fields}
    assert hints["postcode"] == "postal-code"
    assert hints["phone"] == "tel"
    region = next((field for field in fields if field.kind == "select"), None)
    assert len(region.options if region else ()) == {"JP": 47, "US": len(STATES)}.get(country, 0)


def test_postcode_comes_before_the_street_in_korea_and_japan() -> None:
    for country in ("KR", "JP"):
        names = [field.name for field in layout(country).fields]
        assert names.index("postcode") < names.index("line1")
    names = [field.name for field in layout("US").fields]
    assert names.index("postcode") > names.index("line1")
    assert len(PREFECTURES) == 47


@pytest.mark.parametrize(
    ("country", "text", "fields"),
    [
        (
            "KR",
            "06236 서울 강남구 테헤란로 123, 4층 402호",
            {"postcode": "06236", "line1": "서울 강남구 테헤란로 123", "line2": "4층 402호"},
        ),
        (
            "KR",
            "서울시 마포구 월드컵로12길 34-5 (우)０４０２６",
            {"postcode": "04026", "line1": "서울시 마포구 월드컵로12길 34-5"},
        ),
        ("KR", "부산 해운대구 어딘가", {"line1": "부산 해운대구 어딘가"}),
        (
            "JP",
            "〒150-0001 東京都渋谷区神宮前1-2-3 青山ビル 201",
            {
                "postcode": "150-0001",
                "region": "東京都",
                "city": "渋谷区",
                "line1": "神宮前1-2-3",
                "line2": "青山ビル 201",
            },
        ),
        ("JP", "大阪府大阪市北区梅田３ー１ー１", {"region": "大阪府", "city": "大阪市北区", "line1": "梅田3-1-1"}),
        (
            "US",
            "10 Main St, Boise, ID 83702",
            {"line1": "10 Main St", "city": "Boise", "region": "ID", "postcode": "83702"},
        ),
        (
            "US",
            "12 Oak Street, Portland OR 97201",
            {"line1": "12 Oak Street", "city": "Portland", "region": "OR", "postcode": "97201"},
        ),
        (
            "US",
            "515 Main Street, Apt 4, New York, NY, 10001",
            {"line1": "515 Main Street, Apt 4", "city": "New York", "region": "NY", "postcode": "10001"},
        ),
        ("US", "12 Oak Street, Portland XX 97201", {"city": None}),
        ("FR", "1 rue de Rivoli", {"line1": "1 rue de Rivoli"}),
    ],
)
def test_one_line_is_read_as_far_as_it_goes(country: str, text: str, fields: dict[str, str]) -> None:
    found = read_address(country, text)
    assert {name: found.get(name) for name in fields} == fields


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(["KR", "JP", "US", "DE"]), st.text(max_size=200))
def test_any_text_is_read_without_harm(country: str, text: str) -> None:
    for value in read_address(country, text).values():
        assert isinstance(value, str)
    values = {field.name: text for field in layout(country).fields}
    with contextlib.suppress(AddressInvalid):
        assert check_address(country, values).country == country


@pytest.mark.parametrize(
    "text", ["ann@example.com", "ANN@Example.COM", "ａｎｎ＠example.com", "a.b+c@mail.example.co.kr"]
)
def test_email_addresses(text: str) -> None:
    assert check_email(text).endswith(check_email(text).split("@")[1].lower())


@pytest.mark.parametrize(
    "text",
    ["", "ann", "ann@", "@example.com", "a b@example.com", "a..b@example.com", "a@b", "a@-x.com", "김@예시.한국"],
)
def test_what_is_no_email_address(text: str) -> None:
    with pytest.raises(EmailInvalid):
        check_email(text)


@pytest.mark.parametrize(
    ("text", "country", "e164"),
    [
        ("０１０－１２３４－５６７８", "KR", "+821012345678"),
        ("090ー1234ー5678", "JP", "+819012345678"),
        ("+82 10 1234 5678", "JP", "+821012345678"),
        ("(208) 555-0142", "US", "+12085550142"),
    ],
)
def test_telephone_numbers(text: str, country: str, e164: str) -> None:
    assert check_phone(text, country) == e164


@pytest.mark.parametrize("text", ["", "12", "abc", "010-1234", "0" * 40])
def test_what_is_no_telephone_number(text: str) -> None:
    with pytest.raises(PhoneInvalid):
        check_phone(text, "KR")


def test_whoever_receives_it_may_have_a_telephone_of_another_country_served() -> None:
    assert check_address("JP", TOKYO | {"phone": "010-1234-5678"}, ("KR",)).phone == "+821012345678"
    assert check_address("KR", SEOUL | {"phone": "090-1234-5678"}, ("KR", "JP")).phone == "+819012345678"
    with pytest.raises(AddressInvalid) as raised:
        check_address("JP", TOKYO | {"phone": "010-1234-5678"})
    assert raised.value.problems == {"phone": "phone"}
