"""What a table of word vectors adds to what examples say."""

from __future__ import annotations

import numpy as np
import pytest

from dangol.nlu.features import Text, hashed
from dangol.nlu.meaning import Floats, meanings
from dangol.nlu.model import Model
from dangol.nlu.train import Example, train


def _meaning(text: str) -> Floats:
    table = meanings("en")
    assert table is not None
    return table.of(hashed(Text(text, "en")))


@pytest.mark.parametrize(
    ("said", "near", "far"),
    [
        ("refund", "reimbursement", "trousers"),
        ("can i get my money back", "will you repay me the cash", "which jacket is warmest"),
        ("the parcel is late", "the package has been delayed", "thank you very much"),
        ("isn't it cheaper", "is it less expensive", "where are you located"),
    ],
)
def test_what_means_the_same_is_nearer_than_what_does_not(said: str, near: str, far: str) -> None:
    said_, near_, far_ = _meaning(said), _meaning(near), _meaning(far)
    assert float(said_ @ near_) > float(said_ @ far_) + 0.1
    assert np.isclose(np.linalg.norm(said_), 1, atol=1e-5)


def test_words_that_nobody_knows_mean_nothing() -> None:
    assert not _meaning("qzxv wvfq").any()


@pytest.mark.parametrize("lang", ["ko", "ja", "de"])
def test_other_languages_are_read_by_their_examples_alone(lang: str) -> None:
    assert meanings(lang) is None


def test_a_word_that_no_example_has_is_read_by_its_neighbours_and_is_kept_with_the_model() -> None:
    lines = {
        "refund": ["i want a refund", "refund me", "give me a refund please", "my refund", "when is the refund paid"],
        "colour": ["is it in blue", "do you have red", "the black one", "a green one please", "what about yellow"],
    }
    model = train([Example(text, intent) for intent, texts in lines.items() for text in texts])
    assert model.read("reimbursement", "en").intents[0][0] == "refund"
    assert model.read("purple", "en").intents[0][0] == "colour"
    again = Model.from_bytes(model.to_bytes())
    assert again.read("reimbursement", "en") == model.read("reimbursement", "en")
