"""Measures as they are spoken, in figures."""

from __future__ import annotations

import pytest

from dangol.nlu.spoken_measures import in_figures


@pytest.mark.parametrize(
    ("lang", "spoken", "written"),
    [
        ("ko", "포기김치 삼키로 하나하고 깍두기도 일키로", "포기김치 3키로 하나하고 깍두기도 1키로"),
        ("ko", "오백그램짜리요", "500그램짜리요"),
        ("ko", "이백오십그램", "250그램"),
        ("ko", "반키로만 주세요", "500그램만 주세요"),
        ("en", "two kilos of apples", "2 kilos of apples"),
        ("en", "Five hundred grams please", "500 grams please"),
        ("en", "half a kilo of pork", "500 g of pork"),
        ("ja", "豚バラ三キロください", "豚バラ3キロください"),
        ("ja", "五百グラムで", "500グラムで"),
        ("ja", "半キロだけ", "500グラムだけ"),
    ],
)
def test_a_spoken_measure_is_written_in_figures(lang: str, spoken: str, written: str) -> None:
    assert in_figures(spoken, lang) == written


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ko", "이 미터기 주세요"),
        ("ko", "우리 천그루"),
        ("en", "one kind of grams"),
        ("ja", "十三キロメーター"),
        ("en", "half a metre"),
    ],
)
def test_what_is_no_spoken_measure_stays(lang: str, text: str) -> None:
    assert in_figures(text, lang) == text


@pytest.mark.parametrize("flood", ["삼", "half ", "百", "one "])
def test_a_flood_is_read_at_once(flood: str) -> None:
    for lang in ("en", "ko", "ja"):
        in_figures(flood * 1000, lang)  # the suite's time limit is the check
