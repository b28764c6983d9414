"""Which of several things suits best what somebody told."""

from __future__ import annotations

import pytest

from assistant.goods import product, words
from dangol.assistant.suiting import lacks_whom, suiting_first, suiting_most

SOFT = product(
    "soft",
    words("Small breed food", "소형견 사료", "小型犬フード"),
    words(
        "Soft pieces for dogs with few teeth.",
        "이가 약한 아이도 씹기 쉬운 부드러운 알갱이.",
        "歯の弱い子でも噛みやすい柔らかい粒。",
    ),
)
HARD = product(
    "hard",
    words("Adult food", "성견 사료", "成犬フード"),
    words(
        "Big crunchy kibble. Not for dogs with few teeth.",
        "크고 단단한 알갱이. 이가 약한 아이에게는 권하지 않아요.",
        "大きく硬い粒。歯の弱い子には不向き。",
    ),
)
CUB = product(
    "cub",
    words("Kids towel", "키즈 타월", "キッズタオル"),
    words("Soft towel for children up to four.", "네 살까지 쓰는 어린이 타월.", "4歳くらいまでの子ども用タオル。"),
)
MAT = product(
    "mat", words("Bath mat", "욕실 매트", "バスマット"), words("Thick mat.", "두툼한 매트.", "厚手のマット。")
)


@pytest.mark.parametrize(
    ("lang", "told"),
    [("en", "he has hardly any teeth left"), ("ko", "이가 거의 없어요"), ("ja", "歯がほとんどないんです")],
)
def test_what_is_written_of_the_need_comes_first_and_what_denies_it_last(lang: str, told: str) -> None:
    ordered, clearly = suiting_first((HARD, MAT, SOFT), told, lang)
    assert [one.ref for one in ordered] == ["soft", "mat", "hard"]
    assert clearly


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "something good"), ("ko", "뭐 좋은 거 있어요"), ("ja", "何かいいの")]
)
def test_words_that_say_nothing_decide_nothing(lang: str, told: str) -> None:
    assert suiting_first((HARD, SOFT), told, lang) == ((HARD, SOFT), False)


@pytest.mark.parametrize(
    ("lang", "told"),
    [("en", "for my grandson, he is three"), ("ko", "우리 손주가 쓸 거예요"), ("ja", "孫の男の子に使います")],
)
def test_whom_it_is_for_is_met_by_what_is_for_them(lang: str, told: str) -> None:
    assert suiting_first((MAT, CUB), told, lang)[0][0] is CUB
    assert lacks_whom((MAT,), told, lang)
    assert not lacks_whom((MAT, CUB), told, lang)
    assert suiting_most((MAT, CUB), told, lang) == (CUB,)
