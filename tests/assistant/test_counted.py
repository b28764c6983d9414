"""The figure that is asked for is quoted where it stands, whatever other words of the question stand elsewhere."""

from __future__ import annotations

import pytest

from assistant.goods import product, words
from dangol.assistant.counted import counted_of
from dangol.commerce.catalog.products import Attribute

LANTERN = product(
    "lantern",
    words("Camp lantern", "캠핑 랜턴", "キャンプランタン"),
    description=words(
        "The battery charges by USB-C. 6 hours at its brightest. The hook bears up to 3 kg. Lights a table for four people.",
        "배터리는 USB-C로 충전해요. 가장 밝게 6시간 가요. 고리는 최대 3kg까지 걸려요. 4명이 앉는 식탁을 밝혀요.",
        "電池はUSB-Cで充電します。いちばん明るくして六時間もちます。フックは3kgまで。4人用の食卓を照らします。",
    ),
    attributes=(Attribute("weight", words("Weight", "무게", "重さ"), words("310 g", "310g", "310g")),),
)


@pytest.mark.parametrize(
    ("lang", "question", "said"),
    [
        ("en", "how many hours does the battery last?", "6 hours at its brightest."),
        ("en", "how long does the battery last", "6 hours at its brightest."),
        ("ko", "배터리 몇시간 가요", "가장 밝게 6시간 가요."),
        ("ko", "배터리 얼마나 오래 가요?", "가장 밝게 6시간 가요."),
        ("ja", "電池は何時間もちますか", "いちばん明るくして六時間もちます。"),
        ("ja", "電池どのくらい持つの", "いちばん明るくして六時間もちます。"),
        ("en", "what is the weight limit of the hook", "The hook bears up to 3 kg."),
        ("ko", "고리 몇 키로까지 돼요?", "고리는 최대 3kg까지 걸려요."),
        ("ja", "フックは何キロまで？", "フックは3kgまで。"),
        ("en", "for how many people is it", "Lights a table for four people."),
        ("ko", "몇 명이 쓸 수 있어요?", "4명이 앉는 식탁을 밝혀요."),
        ("ja", "何人で使えますか", "4人用の食卓を照らします。"),
    ],
)
def test_the_figure_asked_for_is_quoted(lang: str, question: str, said: str) -> None:
    assert counted_of(LANTERN, question, lang) == [said]


@pytest.mark.parametrize(
    ("lang", "question"),
    [
        ("en", "how long does delivery take"),
        ("en", "how many days until it arrives"),
        ("ko", "배송 몇 시간 걸려요"),
        ("ko", "며칠 가요?"),
        ("ja", "何時間で届きますか"),
        ("ja", "何回使えますか"),
        ("en", "is the battery good"),
    ],
)
def test_what_is_not_written_or_not_asked_of_it_is_not_said(lang: str, question: str) -> None:
    assert counted_of(LANTERN, question, lang) == []
