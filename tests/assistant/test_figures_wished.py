"""Who would like a quiet one is shown the quietest first."""

from __future__ import annotations

import pytest

from dangol.assistant.figures import BY_FIGURE, order_wished


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("a quiet one for the bedroom", "noise_asc"),
        ("which is the quietest?", "noise_asc"),
        ("여과기 조용한거 추천좀", "noise_asc"),
        ("소음 적은 선풍기요", "noise_asc"),
        ("静かなのがいいです", "noise_asc"),
        ("静音タイプの扇風機", "noise_asc"),
        ("a lightweight one", "weight_asc"),
        ("가벼운 거 있나요", "weight_asc"),
        ("三脚軽いやつ", "weight_asc"),
        ("the brightest lamp", "light_desc"),
        ("밝은 걸로요", "light_desc"),
        ("明るいのはどれ？", "light_desc"),
        ("something long-lasting", "duration_desc"),
        ("오래 가는 배터리", "duration_desc"),
        ("長持ちするもの", "duration_desc"),
        ("a light blue shirt", ""),
        ("조용히 해 주세요", ""),
        ("明るい色のシャツ", ""),
    ],
)
def test_the_order_that_is_wished(text: str, order: str) -> None:
    assert order_wished(text) == order
    assert not order or order in BY_FIGURE
