"""A part of an address told anew."""

from __future__ import annotations

import pytest

from dangol.commerce.checkout.amending import amended

BUSAN = {"postcode": "48058", "line1": "부산광역시 해운대구 센텀남대로 35", "line2": "101동 1203호"}
TOKYO = {"postcode": "150-0001", "region": "東京都", "city": "渋谷区", "line1": "神宮前1-2-3", "line2": "コーポ波101"}
PORTLAND = {"postcode": "97204", "region": "OR", "city": "Portland", "line1": "12 Hill Road, Apt 4"}


@pytest.mark.parametrize(
    ("country", "known", "told", "line1", "line2"),
    [
        ("KR", BUSAN, "103호", BUSAN["line1"], "101동 103호"),
        ("KR", BUSAN, "102동 103호", BUSAN["line1"], "102동 103호"),
        ("KR", {**BUSAN, "line2": ""}, "103호", BUSAN["line1"], "103호"),
        ("KR", BUSAN, "센텀남대로 37", "부산광역시 해운대구 센텀남대로 37", "101동 1203호"),
        ("KR", BUSAN, "우동1로 20", "부산광역시 해운대구 우동1로 20", None),
        ("JP", TOKYO, "102号室", TOKYO["line1"], "コーポ波102"),
        ("JP", TOKYO, "部屋番号102", TOKYO["line1"], "コーポ波102"),
        ("JP", {**TOKYO, "line2": "コーポ波101号室"}, "102号室", TOKYO["line1"], "コーポ波102号室"),
        ("JP", TOKYO, "1-2-4", "神宮前1-2-4", "コーポ波101"),
        ("JP", TOKYO, "神宮前1-2-4", "神宮前1-2-4", "コーポ波101"),
        ("JP", TOKYO, "千駄ヶ谷2-3", "千駄ヶ谷2-3", None),
        ("US", PORTLAND, "apt 5", "12 Hill Road, apt 5", None),
        ("US", {**PORTLAND, "line1": "12 Hill Road", "line2": "Apt 4"}, "#7", "12 Hill Road", "#7"),
        ("US", PORTLAND, "14 Hill Road", "14 Hill Road, Apt 4", None),
        ("US", PORTLAND, "14 Mill Lane", "14 Mill Lane", None),
        ("GB", {"line1": "3 High Street", "city": "York", "line2": "Flat 2"}, "flat 3", "3 High Street", "flat 3"),
    ],
)
def test_the_rest_of_an_address_stays(
    country: str, known: dict[str, str], told: str, line1: str, line2: str | None
) -> None:
    """Told anew is a part of it: the flat, the number, the street. A flat is left behind with its street."""
    found = amended(country, known, told)
    assert found is not None
    assert (found["line1"], found.get("line2")) == (line1, line2)
    assert {k: v for k, v in found.items() if not k.startswith("line")} == {
        k: v for k, v in known.items() if not k.startswith("line")
    }


@pytest.mark.parametrize(
    ("country", "known", "told"),
    [
        ("KR", BUSAN, "서울시 성동구 나루길 14"),
        ("KR", {}, "103호"),
        ("JP", TOKYO, "大阪府大阪市北区梅田1-1-1"),
        ("US", PORTLAND, "99 Lake St, Chicago, IL 60601"),
    ],
)
def test_a_whole_address_is_no_part_of_another(country: str, known: dict[str, str], told: str) -> None:
    """What is told whole, or where nothing is known, is read as it stands."""
    assert amended(country, known, told) is None
