"""The evaluation set judges fairly only while nothing in it is taught, and while every line of it is whole."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
import yaml
from rapidfuzz import fuzz, process

from dangol.nlu.examples import expand, shipped_sources
from dangol.nlu.normalise import packed, plain

HERE = Path(__file__).parent
SETS = {"evaluation": 500, "evaluation/ordinary": 250}


def lines(name: str, lang: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (HERE / name / f"{lang}.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
@pytest.mark.parametrize("name", SETS)
def test_whole(name: str, lang: str) -> None:
    found = lines(name, lang)
    assert len(found) >= SETS[name]
    assert sum(bool(line["dialogue"]) for line in found) >= 0.3 * len(found)
    repeated = [
        text
        for text, count in Counter((str(line["text"]), str(line["dialogue"])) for line in found).items()
        if count > 1
    ]
    assert not repeated
    assert all(set(line) == {"shop", "text", "want", "slots", "dialogue"} for line in found)


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
@pytest.mark.parametrize("name", SETS)
def test_nothing_of_it_is_taught(name: str, lang: str) -> None:
    phrases: set[str] = set()
    for source in shipped_sources(lang).values():
        for taught in yaml.safe_load(source).values():
            phrases.update(packed(plain(text)) for line in str(taught).splitlines() for text in expand(line, 400))
    known = sorted(phrases)
    for line in lines(name, lang):
        own = packed(plain(str(line["text"]))).strip("?.!~")
        if len(own) > (10 if lang == "en" else 6):  # there are not enough ways to say "thanks" or "네네"
            near = process.extractOne(own, known, scorer=fuzz.ratio, score_cutoff=92)
            assert near is None, f"{line['text']!r} is nearly the taught {near[0]!r}"
