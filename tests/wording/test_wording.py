"""Sentences: values, plurals, lists, money, dates, personas, fallback, and the mistakes a check finds."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dangol
from dangol.kit.money import Money
from dangol.wording import BadText, MissingSentence, MissingValue, Wording, check, read_book
from dangol.wording.template import BadTemplate, parse

SENTENCES = Path(dangol.__file__).parent / "wording" / "sentences"


def one(sentence: str, lang: str = "en") -> Wording:
    return Wording([read_book(f"a.b: {sentence!r}" if "\n" not in sentence else sentence, lang, "x", "x.yaml")])


def test_plurals_by_the_language() -> None:
    words = one("{count|one: # item|other: # items} left")
    assert words.say("a.b", "en", count=1) == "1 item left"
    assert words.say("a.b", "en", count=1200) == "1,200 items left"
    assert one("{count|one: ein|other: viele}", "de").say("a.b", "de", count=1) == "ein"
    assert one("{count|=0:nothing|other:#}").say("a.b", "en", count=0) == "nothing"


def test_lists() -> None:
    items = ["A", "B", "C"]
    assert one("{x}").say("a.b", "en", x=items) == "A, B and C"
    assert one("{x}").say("a.b", "en", x=["A", "B"]) == "A and B"
    assert one("{x}", "ko").say("a.b", "ko", x=items) == "A, B, C"
    assert one("{x}", "ja").say("a.b", "ja", x=items) == "A、B、C"
    assert one("{x|or}").say("a.b", "en", x=items) == "A, B, or C"
    assert one("{x|을}", "ko").say("a.b", "ko", x=["모자", "가방"]) == "모자, 가방을"


def test_money_and_its_json_are_the_same() -> None:
    words = one("{x}")
    assert words.say("a.b", "en", x=Money(1999, "USD")) == "$19.99"
    assert words.say("a.b", "en", x={"amount": 1999, "currency": "USD"}) == "$19.99"


def test_dates_in_the_readers_zone() -> None:
    noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert one("{x|time}", "ko").say("a.b", "ko", x=noon, zone="Asia/Seoul") == "오후 9:00"
    assert (
        one("{x|datetime}", "ja").say("a.b", "ja", x="2026-11-22T12:00:00Z", zone="Asia/Tokyo")
        == "2026年11月22日 21:00"
    )
    assert one("{x|datetime}").say("a.b", "en", x=noon, zone="America/New_York") == "November 22, 2026, 7:00 AM"
    said = {lang: one("{x|soon}", lang).say("a.b", lang, x=noon, zone="Asia/Seoul") for lang in ("en", "ko", "ja")}
    assert said == {"en": "Sun, Nov 22, 9:00 PM", "ko": "11월 22일 (일) 오후 9:00", "ja": "11月22日(日) 21:00"}
    assert one("{x|date}").say("a.b", "en", x=date(2026, 12, 24)) == "Thursday, December 24, 2026"
    assert one("{x|date}").say("a.b", "en", x="not a date") == "not a date"


def test_a_value_may_be_missing_where_the_sentence_says_what_then() -> None:
    words = one("Hello{name|none:|other:, #}!")
    assert words.say("a.b", "en") == "Hello!"
    assert words.say("a.b", "en", name="Ann") == "Hello, Ann!"
    with pytest.raises(MissingValue, match="name"):
        one("Hello {name}").say("a.b", "en")


def test_a_branch_may_be_chosen_by_a_word_and_hold_places() -> None:
    words = one("{kind|pickup:Come to {place}|other:We send it}")
    assert words.say("a.b", "en", kind="pickup", place="Mapo") == "Come to Mapo"
    assert words.say("a.b", "en", kind="parcel") == "We send it"


def test_a_sign_in_a_value_stays_what_it_is() -> None:
    assert one("{x|other:<#> {y}}").say("a.b", "en", x="#1 {x}", y="a # b") == "<#1 {x}> a # b"
    assert one("{{x}} {x}").say("a.b", "en", x="1") == "{x} 1"


def test_repeats_vary_and_a_seed_decides() -> None:
    words = Wording([read_book("a.b: [One, Two, Three]", "en", "x", "x.yaml")])
    assert {words.say("a.b", "en", seed=n) for n in range(3)} == {"One", "Two", "Three"}
    assert words.say("a.b", "en", seed=4) == words.say("a.b", "en", seed=4)


def test_personas_fall_back() -> None:
    words = one("a.b:\n  say: Hello\n  as:\n    playful: Hey\n    playful+formal: Greetings\n    casual: Hi\n")
    assert words.say("a.b", "en") == "Hello"
    assert words.say("a.b", "en", "playful") == "Hey"
    assert words.say("a.b", "en", "playful", formality="formal") == "Greetings"
    assert words.say("a.b", "en", "unheard", formality="casual") == "Hi"
    assert words.say("a.b", "en", "unheard") == "Hello"


def test_a_shops_file_changes_just_what_it_names() -> None:
    ours = read_book("a.b: ours\na.c: ours too", "en", "x", "x.yaml")
    theirs = read_book("a.b: theirs", "en", "x", "shop/x.yaml")
    words = Wording([ours, theirs])
    assert words.say("a.b", "en") == "theirs"
    assert words.say("a.c", "en") == "ours too"


def test_a_language_without_the_sentence_falls_back_and_none_at_all_raises() -> None:
    words = one("Hello")
    assert words.say("a.b", "ko") == "Hello"
    with pytest.raises(MissingSentence):
        words.say("a.z", "en")


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a: 1\nb: [x\n", 3, "not YAML"),
        ("a.b: x\na.b: y", 2, "twice"),
        ("a.b: x\nA b: y", 2, "cannot be a key"),
        ("a.b: '{x|을}'", 1, "Particles are for Korean only"),
        ("\n\na.b: '{x'", 3, "not closed"),
        ("a.b: '{x|nonsense}'", 1, "neither a format"),
        ("a.b: '{lang}'", 1, "reserved"),
        ("a.b:\n  say: x\n  as:\n    Bad Name: y", 4, "persona"),
        ("a.b:\n  sing: x", 1, "sing"),
        ("a.b: '{n|one: x}'", 1, "other"),
        ("a.b: &x hi\na.c: 3", 2, "has to be text"),
    ],
)
def test_mistakes_name_file_line_and_cure(text: str, line: int, says: str) -> None:
    with pytest.raises(BadText) as caught:
        read_book(text, "en", "x", "words/x.yaml")
    assert str(caught.value).startswith(f"words/x.yaml:{line}: ")
    assert says in str(caught.value)
    assert caught.value.cure


def test_check_finds_missing_keys_and_differing_values() -> None:
    en = read_book("a.b: '{x} and {y}'\na.c: hi", "en", "x", "en/x.yaml")
    ko = read_book("a.b: '{x}'", "ko", "x", "ko/x.yaml")
    found = [str(problem) for problem in check([en, ko])]
    assert any("'a.c' is missing in ko" in line and line.startswith("ko/x.yaml") for line in found)
    assert any("{y}" in line and line.startswith("ko/x.yaml:1") for line in found)
    assert check([en], ["en"]) == []


def test_the_shipped_sentences_are_whole() -> None:
    books = [
        read_book(path.read_text("utf-8"), path.parent.name, path.stem, f"{path.parent.name}/{path.name}")
        for path in sorted(SENTENCES.glob("*/*.yaml"))
    ]
    assert [str(problem) for problem in check(books)] == []
    assert {book.lang for book in books} == {"en", "ko", "ja"}


@given(st.text(max_size=60))
def test_any_text_is_a_template_or_a_named_mistake(text: str) -> None:
    try:
        template = parse(text)
    except BadTemplate:
        return
    if not template.names:
        assert isinstance(template.render({}, "ko", "UTC"), str)


@given(st.text(max_size=30))
def test_any_value_can_be_said(value: str) -> None:
    assert one("{x|none:nothing|other:<#>}").say("a.b", "en", x=value)
    assert one("{x|none:없음|other:{x|을}}", "ko").say("a.b", "ko", x=value or None)
