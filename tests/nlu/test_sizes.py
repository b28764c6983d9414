"""Which of several sizes *the big one* is, and colours that are only how a longer word begins."""

from __future__ import annotations

import pytest

from dangol.nlu.colours import within_a_word
from dangol.nlu.keeping import kept_first
from dangol.nlu.sizes import at_end, by_size, extreme_in


@pytest.mark.parametrize(
    ("words", "end"),
    [
        ("the big one", "largest"),
        ("the biggest one please", "largest"),
        ("in the smallest size", "smallest"),
        ("the medium one", "middle"),
        ("제일 큰 거", "largest"),
        ("작은 걸로 주세요", "smallest"),
        ("중간 거", "middle"),
        ("一番大きいの", "largest"),
        ("小さい方をください", "smallest"),
        ("真ん中の", "middle"),
    ],
)
def test_an_end_of_the_sizes_is_heard(words: str, end: str) -> None:
    found = extreme_in(words)
    assert found is not None
    assert found[0] == end


@pytest.mark.parametrize(
    "words",
    [
        "a bit bigger",
        "not the big one",
        "더 큰 거",
        "너무 큰 거",
        "큰 거 말고",
        "もっと大きいの",
        "大きいのじゃなくて",
        "a big bag of rice",
    ],
)
def test_a_step_or_what_is_refused_is_no_end(words: str) -> None:
    assert extreme_in(words) is None


@pytest.mark.parametrize(
    ("labels", "ordered"),
    [
        (["L", "S", "M"], ["S", "M", "L"]),
        (["1L", "250ml", "500 ml"], ["250ml", "500 ml", "1L"]),
        (["대", "소", "중"], ["소", "중", "대"]),
        (["大", "小", "中"], ["小", "中", "大"]),
        (["2kg", "500g", "10kg"], ["500g", "2kg", "10kg"]),
        (["소나무", "대나무", "장미"], []),
    ],
)
def test_sizes_stand_in_their_order(labels: list[str], ordered: list[str]) -> None:
    assert by_size([(label, (label,)) for label in labels]) == ordered


def test_an_even_number_has_no_middle() -> None:
    assert at_end(["s", "m", "l"], "middle") == "m"
    assert at_end(["s", "l"], "middle") is None


_KNOWN = frozenset({"니트", "スニーカー", "革"})


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("赤ちゃん用", "赤"),
        ("黒ごま", "黒"),
        ("白菜", "白"),
        ("面白いもの", "白い"),
        ("ブルーベリー", "ブルー"),
        ("흰쌀 있어요", "흰"),
        ("검은콩", "검은"),
        ("블루투스", "블루"),
    ],
)
def test_a_colour_is_not_heard_in_a_longer_word(text: str, colour: str) -> None:
    start = text.index(colour)
    assert within_a_word(text, start, start + len(colour), _KNOWN.__contains__)


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("赤でお願いします", "赤"),
        ("黒スニーカー", "黒"),
        ("黒革のバッグ", "黒"),
        ("ブルーのバッグ", "ブルー"),
        ("검은거", "검은"),
        ("블랙니트", "블랙"),
        ("블랙있나요", "블랙"),
        ("something blue", "blue"),
    ],
)
def test_a_colour_is_heard_beside_a_thing(text: str, colour: str) -> None:
    start = text.index(colour)
    assert not within_a_word(text, start, start + len(colour), _KNOWN.__contains__)


@pytest.mark.parametrize(
    ("words", "kept", "rest"),
    [
        ("keep the chair, remove the desk", "the chair", "remove the desk"),
        ("의자는 두고 책상만 빼 줘", "의자", "책상만 빼 줘"),
        ("椅子は残して机は外して", "椅子", "机は外して"),
    ],
)
def test_what_is_to_stay_is_told_from_what_goes(words: str, kept: str, rest: str) -> None:
    assert kept_first(words) == (kept, rest)


def test_what_only_goes_keeps_nothing() -> None:
    assert kept_first("remove the desk") is None
    assert kept_first("책상 빼 줘") is None
    assert kept_first("机を外して") is None
