"""An address is told from a message that speaks of one."""

from __future__ import annotations

import pytest

from dangol.nlu.addresses import only_address
from dangol.nlu.normalise import normalise


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("12 Oak St, Madison, WI 53703", True),
        ("경기도 남양주시 별내로 10 101동 202호", True),
        ("04524 서울 중구 세종대로 110", True),
        ("大阪府堺市堺区一丁目2-3", True),
        ("〒150-0001 東京都渋谷区神宮前3-4-5 サンハイツ201", True),
        ("神奈川県横浜市西区みなとみらい2-3", True),
        ("send it to 12 Oak St, Madison, WI 53703", False),
        ("do you deliver to 12 Oak St, Madison?", False),
        ("서울 중구 세종대로 110으로 보내 주세요", False),
        ("망치 10개 주세요", False),
        ("東京都渋谷区神宮前3-4-5に送ってください", False),
        ("包丁を2本ください", False),
        ("12 basil plants", False),
    ],
)
def test_a_message_that_is_an_address_alone(text: str, wanted: bool) -> None:
    assert only_address(normalise(text).text) == wanted
