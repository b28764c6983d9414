"""A shop's own examples, learnt on top: what is new is read, what was known is read as before, and it takes a moment."""

from __future__ import annotations

import time

import pytest

from dangol.nlu.additions import add_examples
from dangol.nlu.errors import NotEnoughExamples
from dangol.nlu.examples import parse_examples, shipped_examples, shipped_words
from dangol.nlu.model import Model
from dangol.nlu.reject import OUT_OF_SCOPE
from dangol.nlu.train import Example

OWN = {
    "en": "book_fitting: |\n  can i try {product} on before i buy it\n  do you do fittings on saturday\n  i want to book a fitting\n",
    "ko": "book_fitting: |\n  피팅 예약하고 싶어요\n  매장에서 입어볼 수 있나요\n  입어보고 살 수 있어요?\n",
    "ja": "book_fitting: |\n  試着の予約をしたいです\n  お店で試せますか\n  着てみてから買えますか\n",
}
NEW = {"en": "could i book a fitting tomorrow", "ko": "토요일에 피팅 예약 되나요", "ja": "試着の予約をお願いできますか"}


def _own(lang: str) -> list[Example]:
    return parse_examples(OWN[lang], lang, lang, shipped_words(lang))


def _best(model: Model, text: str, lang: str) -> str:
    found = model.read(text, lang).intents
    return found[0][0] if found else ""


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
def test_a_new_intent_is_read_and_nothing_is_forgotten(model: Model, lang: str) -> None:
    began = time.process_time()
    added = add_examples(model, _own(lang))
    assert time.process_time() - began < 3
    assert _best(added, NEW[lang], lang) == "book_fitting"
    assert all(_best(added, example.text, lang) == "book_fitting" for example in _own(lang))
    known = [e for e in shipped_examples((lang,)) if e.intent != OUT_OF_SCOPE][::29]
    before = [_best(model, example.text, lang) for example in known]
    same = sum(_best(added, example.text, lang) == read for example, read in zip(known, before, strict=True))
    assert same >= 0.99 * len(known)
    assert Model.from_bytes(added.to_bytes()).read(NEW[lang], lang).intents == added.read(NEW[lang], lang).intents
    assert added.examples != model.examples
    assert added.parts.keys() == model.parts.keys()


@pytest.mark.parametrize(
    ("lang", "text", "intent"),
    [
        ("en", "yo whats the damage for getting it over to busan", "shipping_cost"),
        ("ko", "택비 얼마 나옴", "shipping_cost"),
        ("ja", "運び賃っておいくら", "shipping_cost"),
        ("en", "my neighbour paints garden gnomes", OUT_OF_SCOPE),
    ],
)
def test_a_line_of_a_known_intent_is_read_as_it_was_taught(model: Model, lang: str, text: str, intent: str) -> None:
    added = add_examples(model, [Example(text, intent, lang)])
    reading = added.read(text, lang)
    if intent == OUT_OF_SCOPE:
        assert reading.confidence <= model.read(text, lang).confidence
    else:
        assert reading.intents[0][0] == intent
        assert dict(reading.intents)[intent] > dict(model.read(text, lang).intents).get(intent, 0)


def test_nothing_new_is_nothing_else(model: Model) -> None:
    assert add_examples(model, []).parts == model.parts


def test_a_language_it_does_not_speak_is_refused(model: Model) -> None:
    with pytest.raises(NotEnoughExamples):
        add_examples(model, [Example("bonjour", "greet", "fr")])
