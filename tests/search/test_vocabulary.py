"""What an unknown word has of the catalogue's words."""

from __future__ import annotations

import pytest

from dangol.search.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def known() -> Vocabulary:
    vocabulary = Vocabulary()
    for word in ("クリップ", "フリップ", "フロアランプ", "ワークシャツ", "ピクニックシート", "ブーツ", "レインコート"):
        vocabulary.set("ja", word, 1)
    return vocabulary


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("クリップランプ", ("クリップ", "ランプ")),  # one word whole, and the end of another
        ("ランプ", ("ランプ",)),
        ("ピクニックマット", ("ピクニック",)),
        ("レインブーツ", ("ブーツ",)),
        ("ワークショップ", ()),  # only looks like ワークシャツ
        ("スリッパ", ()),  # リッ is in the middle of two of them
    ],
)
def test_katakana_is_met_by_its_ends(known: Vocabulary, word: str, parts: tuple[str, ...]) -> None:
    assert known.shared(word) == parts


def test_it_follows_what_the_catalogue_learns_and_forgets(known: Vocabulary) -> None:
    known.set("ja", "ショップカード", 1)
    assert known.shared("ショップバッグ") == ("ショップ",)
    known.set("ja", "ショップカード", 0)
    assert known.shared("ショップバッグ") == ()


@pytest.mark.parametrize(
    ("lang", "written", "said"),
    [
        ("en", "stainless", "inox"),
        ("en", "aluminium", "aluminum"),
        ("ko", "스테인리스", "스뎅"),
        ("ko", "스테인리스", "스텐"),
        ("ko", "알루미늄", "알미늄"),
        ("ja", "ステンレス", "ステン"),
        ("ja", "アルミニウム", "アルミ"),
    ],
)
def test_a_material_is_known_by_what_people_call_it(lang: str, written: str, said: str) -> None:
    vocabulary = Vocabulary()
    vocabulary.set(lang, written, 1)
    assert vocabulary.kin(said) == written
