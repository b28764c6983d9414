"""Which questions ask up to how much, or from what age, something is stated to be for."""

from __future__ import annotations

import pytest

from dangol.assistant.actions.sizing import HOW_FAR
from dangol.search.letters import plain


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("how heavy a dog can it take?", "mass"),
        ("what's the weight limit", "mass"),
        ("몇 키로까지 돼요?", "mass"),
        ("이거 몇kg 강아지까지 되나요", "mass"),
        ("何キロの犬までいけるのこれ", "mass"),
        ("耐荷重は？", "mass"),
        ("what age is it for", "age"),
        ("몇 살부터 먹여요?", "age"),
        ("何か月から使えますか", "age"),
        ("how heavy is it", ""),
        ("몇 키로예요?", ""),
        ("重さは何キロ？", ""),
    ],
)
def test_how_far_it_goes_is_another_question_than_its_own_weight(question: str, kind: str) -> None:
    assert next((k for k, asked in HOW_FAR.items() if asked.search(plain(question))), "") == kind
