"""`dangol check`: one mistake is named once, and hides none of the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from dangol.cli.checking import look_over
from dangol.cli.template import write_shop

FLOW = """\
flow: fitting
start_on: [book_fitting]
menu: 4
slots:
  day: {kind: date}
steps:
  - ask: day
  - hook: calendar
    with: {day: day}
    on:
      ok:
        - say: fitting.done
      failed:
        - say: fitting.nowhere
"""
SAID = {
    "en": ("Book a fitting", "Which day?", "Booked."),
    "ko": ("피팅 예약", "언제 오시겠어요?", "예약했어요."),
    "ja": ("試着の予約", "いつがよろしいですか？", "予約しました。"),
}
HOOK = '\n[[hooks]]\nname = "calendar"\nurl = "https://calendar.example/x"\nsecret_env = "CAL"\n'


def put(shop: Path, file: str, text: str) -> None:
    path = shop / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def sentences(lang: str) -> str:
    wish, ask, done = SAID[lang]
    return f"intent.book_fitting: {wish}\nfitting.ask_day: {ask}\nfitting.done: {done}\n"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    folder = tmp_path / "shop"
    write_shop(folder, name="Naru", languages=("en", "ko", "ja"), currency="KRW", country="KR", timezone="Asia/Seoul")
    put(folder, "flows/fitting.yaml", FLOW.replace("fitting.nowhere", "fitting.done"))
    for lang in SAID:
        put(folder, f"wording/{lang}/fitting.yaml", sentences(lang))
    with (folder / "shop.toml").open("a", encoding="utf-8") as file:
        file.write(HOOK)
    return folder


def test_what_is_whole_has_no_mistake(shop: Path) -> None:
    assert look_over(shop).mistakes == []


@pytest.mark.parametrize("lang", list(SAID))
@pytest.mark.parametrize(
    ("bad", "line", "told"),
    [
        ("fitting.ask_day: Which: day?", 2, "not YAML"),
        ("fitting.ask_day: {day", 2, "not YAML"),
        ('fitting.ask_day: "Which day?', 2, "not YAML"),
        ("fitting.ask_day Which day?", 2, ""),
        ("fitting.ask_day: Which {day", 2, "is not closed"),
        ("fitting.ask_day:\n  sya: x", 2, "has 'sya'"),
    ],
)
def test_a_sentence_that_cannot_be_read_is_one_mistake(shop: Path, lang: str, bad: str, line: int, told: str) -> None:
    lines = sentences(lang).splitlines()
    put(shop, f"wording/{lang}/fitting.yaml", "\n".join([lines[0], bad, *lines[2:]]) + "\n")
    found = look_over(shop).mistakes
    assert len(found) == 1, found
    assert f"wording/{lang}/fitting.yaml:{line}" in found[0]
    assert told in found[0]


@pytest.mark.parametrize("lang", list(SAID))
def test_two_bad_sentences_are_two_mistakes_and_what_is_really_missing_is_a_third(shop: Path, lang: str) -> None:
    put(shop, "flows/fitting.yaml", FLOW)
    wish, _, _ = SAID[lang]
    put(shop, f"wording/{lang}/fitting.yaml", f"intent.book_fitting: {wish}\nfitting.ask_day: a: b\nfitting.done: '\n")
    found = [words for words in look_over(shop).mistakes if f"missing in {lang}" not in words]
    assert sum("not YAML" in words for words in found) == 2, found
    assert any(f"'fitting.nowhere' is missing in {lang}" in words for words in look_over(shop).mistakes)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('currency = "KRW"', 'currency = "WON"', ["currency"]),
        ('currency = "KRW"', 'curency = "KRW"', ["there is no setting curency", "currency"]),
        ('country = "KR"', "country = KR", ["not TOML"]),
        ('languages = ["en", "ko", "ja"]', 'languages = ["en", "ko", "ja"', ["not TOML"]),
        ('languages = ["en", "ko", "ja"]', 'languages = "en"', ["languages"]),
        ('name = "calendar"', 'name = "Calendar"', ["cannot be a hook's name"]),
        ('timezone = "Asia/Seoul"', 'timezone = "Seoul"', ["'Seoul' is not a time zone"]),
        ('url = "https://calendar.example/x"', 'url = "calendar"', ["is not an address"]),
        ('url = "https://calendar.example/x"', "url = calendar.example", ["not TOML"]),
        ('secret_env = "CAL"', 'secret_en = "CAL"', ["there is no setting hooks.0.secret_en. Did you mean hooks.secret_env?"]),
        ('timezone = "Asia/Seoul"', 'timezone = "Seoul"\nburst_seconds = 99', ["'Seoul' is not", "99 does not fit"]),
    ],
)  # fmt: skip
def test_a_mistake_in_the_settings_hides_no_other(shop: Path, old: str, new: str, told: list[str]) -> None:
    put(shop, "flows/fitting.yaml", FLOW)
    put(shop, "faq/ko.md", "## 질문 {#a}\n답\n\n## 또 {#a}\n답\n")
    text = (shop / "shop.toml").read_text(encoding="utf-8")
    assert old in text
    put(shop, "shop.toml", text.replace(old, new, 1))
    found = look_over(shop).mistakes
    for words in told:
        assert any(words in mistake and "shop.toml" in mistake for mistake in found), found
    assert any("faq/ko.md:4" in mistake for mistake in found), found
    assert sum("'fitting.nowhere' is missing" in mistake for mistake in found) >= 1, found
    settings = [mistake for mistake in found if "shop.toml" in mistake]
    others = [m for m in found if m not in settings and "faq/ko.md" not in m and "fitting.nowhere" not in m]
    assert len(settings) == len([w for w in told if w != "currency" or len(told) == 1]), settings
    assert others == [], others


def test_a_flow_that_cannot_be_read_is_one_mistake(shop: Path) -> None:
    put(shop, "flows/other.yaml", "flow: other\nstart_on: [other]\nsteps:\n  - start: book_fitting\n")
    for lang in SAID:
        put(shop, f"wording/{lang}/other.yaml", "intent.other: x\n")
    put(shop, "flows/fitting.yaml", FLOW.replace("  - ask: day", "  - sak: day"))
    (found,) = look_over(shop).mistakes
    assert "'sak' is not known" in found
