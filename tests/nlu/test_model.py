"""The trainer on any labelled set, and what it leaves behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import dangol
from dangol.nlu.calibrate import expected_calibration_error
from dangol.nlu.errors import ExamplesUnreadable, ModelUnreadable, NotEnoughExamples
from dangol.nlu.examples import LANGUAGES, expand, parse_examples, shipped_examples
from dangol.nlu.model import Model
from dangol.nlu.normalise import compose, hangul_from_keys, jamo, normalise
from dangol.nlu.train import Example, fingerprint, train
from dangol.nlu.vocabulary import Vocabulary

SMALL = [
    Example(text, intent, lang)
    for lang, groups in {
        "en": {
            "fit": ["book a fitting", "i want a fitting", "fitting room please"],
            "rent": ["rent a suit", "can i rent it", "hire one"],
        },
        "ko": {
            "fit": ["피팅 예약", "입어보고 싶어요", "피팅룸 예약할게요"],
            "rent": ["대여 되나요", "빌리고 싶어요", "정장 대여"],
        },
        "ja": {
            "fit": ["試着を予約したい", "試着できますか", "試着室"],
            "rent": ["レンタルできますか", "借りたいです", "スーツを借りる"],
        },
    }.items()
    for intent, texts in groups.items()
    for text in texts
]


def test_a_shop_can_train_its_own_intents() -> None:
    model = train(SMALL)
    for lang, text in (("en", "i would like to book a fitting"), ("ko", "피팅 예약하고 싶어요"), ("ja", "試着の予約")):
        assert model.read(text, lang).intents[0][0] == "fit"
    assert model.intents == {"fit", "rent"}
    assert model.read("anything", "fr").intents == ()


def test_bytes_and_back(model: Model) -> None:
    again = Model.from_bytes(model.to_bytes())
    for lang, text in (("en", "where is my parcel"), ("ko", "환불 언제 돼요"), ("ja", "カートを見せて")):
        assert again.read(text, lang) == model.read(text, lang)
    assert again.examples == model.examples == fingerprint(shipped_examples())


def test_the_same_examples_give_the_same_model() -> None:
    assert train(SMALL).to_bytes() == train(SMALL).to_bytes()
    assert fingerprint(SMALL) != fingerprint(SMALL[:-1])


@pytest.mark.parametrize("data", [b"", b"not a model", b"PK\x03\x04broken"])
def test_damaged_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(ModelUnreadable):
        Model.from_bytes(data)


def test_too_little_to_learn_from() -> None:
    with pytest.raises(NotEnoughExamples):
        train([])
    with pytest.raises(NotEnoughExamples):
        train([Example("hello", "greet"), Example("hi", "greet")])


def test_serving_needs_no_scikit_learn(model: Model, tmp_path: Path) -> None:
    (tmp_path / "model").write_bytes(model.to_bytes())
    program = (
        "import sys; sys.modules['sklearn'] = sys.modules['scipy'] = None\n"
        "from dangol.nlu.model import Model; from dangol.nlu.understand import Understander\n"
        f"u = Understander(Model.from_bytes(open({str(tmp_path / 'model')!r}, 'rb').read()))\n"
        "print(u.understand('where is my order').commands[0].intent)"
    )
    folder = str(Path(dangol.__file__).parent.parent)
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": folder},
        check=False,
    )
    assert done.stdout.strip() == "track_order", done.stderr


def test_typos_are_mended_towards_known_words() -> None:
    words = Vocabulary({"delivery": 5, "refund": 3, "order": 9})
    mended, known = words.mend(["wher", "delivry", "refnud", "odrer", "12"])
    assert mended == ["wher", "delivery", "refund", "order", "12"]
    assert 0 < known < 1


def test_misspelt_messages(model: Model) -> None:
    assert model.read("wher is my pakcage", "en").intents[0][0] == "track_order"
    assert model.read("환뷸 해주세요", "ko").intents[0][0] == "return_item"
    assert model.read("장바구니보여줘", "ko").intents[0][0] == "view_cart"
    assert model.read("返品したいでう", "ja").intents[0][0] == "return_item"


def test_lines_expand_to_every_alternative() -> None:
    assert expand("[a|b] c") == ["a c", "b c"]
    found = expand("[a|b|c] [x|y] [1|2]")
    assert len(found) == 6
    assert all(any(part in line.split() for line in found) for part in "abcxy12")


def test_particles_follow_their_word() -> None:
    examples = parse_examples("late: |\n  [택배|물건]이 안 와요\n  [서울|부산|대구]로 보내줘\n", "ko")
    assert {e.text for e in examples} == {
        "택배가 안 와요",
        "물건이 안 와요",
        "서울로 보내줘",
        "부산으로 보내줘",
        "대구로 보내줘",
    }


@pytest.mark.parametrize("source", ["- a list", "intent: {a: 1}", "Bad Name: |\n  hello", "a: [", "x: [[1]]"])
def test_unreadable_examples_name_the_cure(source: str) -> None:
    with pytest.raises(ExamplesUnreadable) as caught:
        parse_examples(source, "en", "my.yaml")
    assert "my.yaml" in str(caught.value)
    assert caught.value.cure


def test_every_language_has_every_intent() -> None:
    by_lang = {lang: {e.intent for e in shipped_examples() if e.lang == lang} for lang in LANGUAGES}
    assert by_lang["en"] == by_lang["ko"] == by_lang["ja"]
    assert len(by_lang["en"]) >= 60


def test_letters() -> None:
    assert jamo("값A") == "ㄱㅏㅄA"
    assert compose("ㅂㅐㅅㅗㅇㅂㅣ") == "배송비"
    assert hangul_from_keys("qothdql") == "배송비"
    assert hangul_from_keys("hello") is None
    assert normalise("\u1112\u1161\u11ab\u1100\u1173\u11af ㅇㅋ ﾃﾞｽ").text == "한글 ㅇㅋ デス"


def test_calibration_error() -> None:
    assert expected_calibration_error([1.0, 0.0], [True, False]) == 0
    assert expected_calibration_error([1.0, 1.0], [True, False]) == 0.5
