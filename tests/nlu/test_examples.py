"""The phrases that ship: the same themes in every language, each intent in one of them, and how a line is read."""

from __future__ import annotations

import yaml

from dangol.nlu.examples import LANGUAGES, expand, shipped_sources

THEMES = ["aftercare", "asking", "buying", "orders", "outside", "seeking", "shop", "talk"]


def test_every_language_has_the_same_themes_and_each_says_what_belongs_in_it() -> None:
    for lang in LANGUAGES:
        sources = shipped_sources(lang)
        assert list(sources) == [f"{lang}/{theme}.yaml" for theme in THEMES]
        assert all(source.startswith("# ") for source in sources.values())


def test_an_intent_has_its_phrases_in_one_place_the_same_in_every_language() -> None:
    places: dict[str, set[str]] = {}
    for lang in LANGUAGES:
        for name, source in shipped_sources(lang).items():
            for intent in yaml.safe_load(source):
                places.setdefault(intent, set()).add(name.partition("/")[2])
    assert {intent: found for intent, found in places.items() if len(found) > 1} == {}


def test_no_phrase_stands_twice() -> None:
    for lang in LANGUAGES:
        for source in shipped_sources(lang).values():
            for intent, lines in yaml.safe_load(source).items():
                found = lines.splitlines()
                assert len(found) == len(set(found)), (lang, intent)


def test_a_long_bracket_is_learnt_whole() -> None:
    parts = "zip lid strap hinge heel sole button leg".split()  # noqa: SIM905
    found = expand(f"the [{'|'.join(parts)}] [came off|snapped]")
    assert len(found) == len(parts)
    assert {line.split()[1] for line in found} == set(parts)


def test_a_line_of_short_brackets_gives_six_readings_at_most() -> None:
    assert len(expand("[a|b|c] [d|e|f] [g|h|i]")) == 6
