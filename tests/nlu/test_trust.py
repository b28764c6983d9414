"""How far to trust is learnt from intents that were left out; and what messages without labels add."""

from __future__ import annotations

import itertools
import random

import pytest

from dangol.nlu import train_unlabelled
from dangol.nlu.evaluate import evaluate
from dangol.nlu.model import Model
from dangol.nlu.reject import OUT_OF_SCOPE
from dangol.nlu.train import Example, train
from nlu.small_shops import Trial, cut, shipped

_ASKED = (
    "where is my {}",
    "show me the {}",
    "i need a {}",
    "how much is the {}",
    "is the {} any good",
    "do you have {}s",
)
_WISHES = {"lend": ("borrow", "rent", "hire"), "mend": ("repair", "fix", "mend"), "gift": ("wrap", "donate", "gift")}
_THINGS = ("tent", "lamp", "stove", "rope", "boot", "mug", "map", "axe", "torch", "jacket", "glove", "bottle")


def trial(lang: str) -> Trial:
    return cut(shipped(lang), lang, 3, {}, ())


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
def test_strange_messages_are_trusted_less_without_any_having_been_learnt(lang: str) -> None:
    found = trial(lang)
    assert all(example.intent != OUT_OF_SCOPE for example in found.learnt)
    judged = evaluate(train(found.learnt, thorough=False), found.judged)
    mean = {
        inside: sum(one.confidence for one in some) / len(some)
        for inside, some in ((True, judged.inside), (False, judged.outside))
    }
    assert mean[True] > 1.5 * mean[False]
    assert judged.area is not None
    assert judged.area > 0.6 * judged.accuracy
    assert judged.calibration_error_of_all < 0.25


def _log() -> tuple[list[Example], list[tuple[str, str]], list[Example]]:
    """A few labelled lines that know one word of each wish; a log in which the other words stand beside it; and lines with those alone."""
    dice = random.Random(1)
    learnt = [
        Example(f"can i {words[0]} a {thing}", name, "en") for name, words in _WISHES.items() for thing in _THINGS[:6]
    ] + [Example(form.format(thing), "find", "en") for form, thing in zip(_ASKED, _THINGS, strict=False)]
    log = [
        (f"can you {words[0]} or {other} this {thing} {end}", "en")
        for words in _WISHES.values()
        for other, thing, end in itertools.product(words[1:], _THINGS, ("please", "today", "for me", "now"))
    ]
    judged = [
        Example(f"{dice.choice(('please', 'hello'))} {other} it", name, "en")
        for name, words in _WISHES.items()
        for other in words[1:]
    ]
    return learnt, log, judged


def test_messages_without_labels_teach_words(monkeypatch: pytest.MonkeyPatch) -> None:
    learnt, log, judged = _log()
    monkeypatch.setattr("dangol.nlu.train.ENOUGH", 200)
    monkeypatch.setattr("dangol.nlu.train_unlabelled.SURE", (0.5, 0.5, 0.5))
    before = evaluate(train(learnt), judged).accuracy
    model = train(learnt, unlabelled=log)
    assert evaluate(model, judged).accuracy == 1.0 > before
    assert model.parts["en"].judge is not None
    again = Model.from_bytes(model.to_bytes())
    assert all(again.read(one.text, "en") == model.read(one.text, "en") for one in judged)


def test_few_messages_without_labels_change_nothing() -> None:
    learnt, log, _ = _log()
    assert len(log) < train_unlabelled.ENOUGH
    assert train(learnt, unlabelled=log).to_bytes() == train(learnt).to_bytes()
