"""A shop's own examples: learnt beside the shipped ones, and checked before anything starts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dangol.bootstrap.understanding import READING, read_examples
from dangol.cli.checking import problems_of
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


def test_what_only_reads_is_not_learnt_with() -> None:
    """A module left out of the model's origin is none that training loads."""
    call = "import sys, dangol.nlu.train, dangol.nlu.examples; print(*(m for m in sys.modules if m.startswith('dangol.nlu')))"
    done = subprocess.run([sys.executable, "-c", call], capture_output=True, text=True, check=True)
    loaded = {name.rpartition(".")[2] + ".py" for name in done.stdout.split()}
    assert "features.py" in loaded
    assert not loaded & READING


def test_several_that_start_at_once_learn_once(tmp_path: Path) -> None:
    """The second to come finds what the first has learnt."""
    script = (
        "import sys, time; from pathlib import Path; from dangol.runtime.lock import in_turn\n"
        "place = Path(sys.argv[1])\n"
        "with in_turn(place / 'x.lock'):\n"
        "    known = (place / 'x').exists(); time.sleep(0.3); (place / 'x').touch(); print('found' if known else 'made')\n"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    assert sorted(process.communicate()[0].strip() for process in running) == ["found", "found", "made"]
