"""The networks beside the linear classifier: what they learn, that they learn the same twice, and that they come back from bytes."""

from __future__ import annotations

import numpy as np
import pytest

from dangol.nlu.additions import add_examples
from dangol.nlu.features import Text
from dangol.nlu.model import Model
from dangol.nlu.network import Network, pieces
from dangol.nlu.train import Example, train
from dangol.nlu.train_network import learn_network
from nlu.test_evaluate import SETS

SHORT = {"en": "where is it", "ko": "배송 언제", "ja": "いつ届く"}


def examples(lang: str) -> list[Example]:
    return [Example(text, name, lang) for name, texts in SETS[lang].items() for text in texts]


def small(lang: str, told: list[float] | None = None) -> tuple[Network, list[Text]]:
    texts = [Text(example.text, lang) for example in examples(lang)]
    wanted = np.repeat(np.eye(2, dtype=np.float32), len(texts) // 2, axis=0)
    return learn_network(texts, wanted, 2, told.append if told is not None else None), texts


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
def test_what_was_shown_is_known(lang: str) -> None:
    network, texts = small(lang)
    found = [int(network.log_shares(text).argmax()) for text in texts]
    assert found == [0] * 6 + [1] * 6
    shares = np.exp(network.log_shares(Text(SHORT[lang], lang)))
    assert shares.argmax() == 0
    assert shares.sum() == pytest.approx(1, abs=0.01)


def test_a_text_of_nothing_known_has_shares_too() -> None:
    network, _ = small("en")
    for text in ("", "x", "zzz qqq"):
        assert np.isfinite(network.log_shares(Text(text, "en"))).all()


def test_the_same_twice_and_back_from_its_arrays() -> None:
    told: list[float] = []
    one, texts = small("en", told)
    two, _ = small("en")
    for name, array in one.arrays().items():
        assert np.array_equal(array, two.arrays()[name]), name
    again = Network.of(one.arrays())
    assert all(np.array_equal(again.log_shares(text), one.log_shares(text)) for text in texts)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_pieces_of_words_and_of_characters() -> None:
    assert pieces(Text("returns", "en")) == [("wreturns", "sreturn", "<re", "ret", "etu", "tur", "urn", "rns", "ns>")]
    assert pieces(Text("값", "ko")) == [(" ", " 값"), ("값", "값 ", "0ㄱ", "1ㅏ", "2ㅄ")]
    assert pieces(Text("返品", "ja")) == [(" ", " 返"), ("返", "返品"), ("品", "品 ")]


def test_a_thorough_model_comes_back_from_bytes() -> None:
    shares: list[float] = []
    model = train(examples("en"), thorough=True, tell=shares.append)
    assert model.parts["en"].network is not None
    assert train(examples("en"), thorough=True).to_bytes() == model.to_bytes()
    again = Model.from_bytes(model.to_bytes())
    for text in ("where is my parcel", "sent back", "hello"):
        assert again.read(text, "en") == model.read(text, "en")
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_by_default_only_where_it_takes_seconds() -> None:
    assert train(examples("ko")).parts["ko"].network is None  # too few lines
    many = [Example(f"{e.text} {n}", e.intent, "ko") for n in range(18) for e in examples("ko")]
    assert train(many).parts["ko"].network is not None
    assert train(many, lean=True).parts["ko"].network is None
    assert train(many, thorough=False).parts["ko"].network is None


def test_what_is_added_later_is_known_without_the_network() -> None:
    model = train(examples("en"), thorough=True)
    more = [Example("book a fitting", "fit", "en"), Example("i want a fitting", "fit", "en")]
    added = add_examples(model, more)
    assert added.parts["en"].network is None
    assert added.read("book a fitting", "en").intents[0][0] == "fit"
