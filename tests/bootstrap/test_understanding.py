"""A shop's own examples: learnt beside the shipped ones, and checked before anything starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from dangol.bootstrap.understanding import read_examples
from dangol.cli.shop import problems_of
from dangol.cli.template import write_shop
from dangol.nlu.examples import shipped_examples

OWN = {
    "en": "book_fitting: |\n  can i try {product} on in the shop\n  got time for a fitting on saturday\n",
    "ko": "book_fitting: |\n  피팅 예약하고 싶어요\n  매장에서 입어볼 수 있나요\n",
    "ja": "book_fitting: |\n  試着の予約をしたいです\n  お店で試せますか\n",
}


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    folder = tmp_path / "shop"
    write_shop(folder, name="Nine", languages=("en", "ko", "ja"), currency="USD", country="US", timezone="UTC")
    return folder


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
def test_own_examples_are_learnt_beside_the_shipped(shop: Path, lang: str) -> None:
    (shop / "examples" / f"{lang}.yaml").write_text(OWN[lang], encoding="utf-8")
    found = read_examples(shop)
    own = [example for example in found if example.intent == "book_fitting"]
    assert {example.lang for example in own} == {lang}
    assert len(own) >= 2
    assert len(found) == len(shipped_examples()) + len(own)
    assert list(problems_of(shop)) == []


def test_a_broken_file_is_named(shop: Path) -> None:
    (shop / "examples" / "ko.yaml").write_text("Book Fitting: |\n  피팅 예약\n", encoding="utf-8")
    problems = list(problems_of(shop))
    assert len(problems) == 1
    assert "examples/ko.yaml" in problems[0]
    assert "'Book Fitting' is not an intent's name" in problems[0]
