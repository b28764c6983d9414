"""Korean particles follow the sound of what stands before them."""

from __future__ import annotations

import pytest

from dangol.wording.particles import final_sound, known_particles, particle


@pytest.mark.parametrize(
    ("before", "form", "after"),
    [
        ("사과", "을", "를"),
        ("책", "를", "을"),
        ("물", "으로", "로"),
        ("서울", "로", "로"),
        ("집", "로", "으로"),
        ("가방", "이", "이"),
        ("모자", "이", "가"),
        ("가방", "은", "은"),
        ("모자", "은", "는"),
        ("가방", "와", "과"),
        ("모자", "과", "와"),
        ("가방", "예요", "이에요"),
        ("모자", "이에요", "예요"),
        ("모자", "이라고", "라고"),
        ("가방", "라고", "이라고"),
    ],
)
def test_hangul(before: str, form: str, after: str) -> None:
    assert particle(before, form) == after


@pytest.mark.parametrize(
    ("before", "object_form", "direction"),
    [
        ("1", "을", "로"),
        ("2", "를", "로"),
        ("3", "을", "으로"),
        ("7개월 8", "을", "로"),
        ("10", "을", "으로"),
        ("1,000", "을", "으로"),
        ("12.5", "를", "로"),
        ("１０", "을", "으로"),
        ("50%", "를", "로"),
        ("2kg", "을", "으로"),
        ("500 ml", "를", "로"),
        ("₩15,000", "을", "으로"),
        ("15,000원", "을", "으로"),
        ("$39.00", "를", "로"),
        ("￥1,500", "을", "으로"),
    ],
)
def test_numbers_and_prices(before: str, object_form: str, direction: str) -> None:
    assert particle(before, "을") == object_form
    assert particle(before, "으로") == direction


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("Apple", "을"),
        ("iPhone", "을"),
        ("Nike", "를"),
        ("XL", "을"),
        ("L", "을"),
        ("M", "을"),
        ("S", "를"),
        ("USB", "를"),
        ("Samsung", "을"),
        ("black", "을"),
        ("red", "를"),
        ("cap", "을"),
        ("shirt", "를"),
        ("jacket", "을"),
        ("cotton", "을"),
        ("denim", "을"),
        ("sneakers", "를"),
        ("wool", "을"),
    ],
)
def test_latin_words_are_read_in_korean(word: str, form: str) -> None:
    assert particle(word, "을") == form


def test_what_makes_no_sound_is_passed_over() -> None:
    assert particle("‘책’", "을") == "을"
    assert particle("린넨 셔츠(화이트)", "을") == "를"
    assert particle("가방 [Black]", "을") == "을"
    assert particle("(화이트)", "을") == "를"
    assert particle("모자!", "을") == "를"


def test_where_nothing_tells_both_forms_stand() -> None:
    assert particle("東京", "을") == "을(를)"
    assert particle("🙂", "으로") == "(으)로"
    assert final_sound("") is None


def test_kana_is_read() -> None:
    assert particle("パン", "을") == "을"
    assert particle("ワンピース", "을") == "를"


def test_every_particle_takes_both_of_its_names() -> None:
    for pair in known_particles():
        closed, open_ = pair.split("/")
        assert particle("책", open_) == closed
        assert particle("모자", closed) == open_
