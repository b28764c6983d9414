"""What a message is read as before anything is made of it: to begin anew is said with a word for it."""

from __future__ import annotations

import pytest

from dangol.nlu.commands import Restart
from dangol.nlu.understand import Understander
from nlu.catalog import Catalog
from nlu.conftest import context


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "to begin with would 1.5 kilos be enough"),
        ("en", "at first a small one should do"),
        ("en", "would 1.5 kg do for a start"),
        ("ko", "처음엔 1.5킬로면 충분할까요"),
        ("ko", "처음에는 작은 걸로 해볼까"),
        ("ko", "처음이라 잘 몰라요"),
        ("ja", "最初は1.5キロで足りるかな"),
        ("ja", "初めは小さいのでいいかな"),
        ("ja", "最初は少しでいいです"),
    ],
)
def test_what_only_begins_so_begins_nothing_anew(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    found = reader.understand(text, context(lang), catalog)
    assert not any(isinstance(c, Restart) for c in (*found.commands, *found.choices))


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "start over"),
        ("en", "let's start again"),
        ("en", "from scratch please"),
        ("en", "i want to start from the beginning"),
        ("ko", "처음부터 다시 할게요"),
        ("ko", "다시 시작할게요"),
        ("ko", "처음으로"),
        ("ko", "새로 시작하고 싶어요"),
        ("ja", "最初からやり直したい"),
        ("ja", "はじめからお願いします"),
        ("ja", "リセットして"),
        ("ja", "最初に戻りたい"),
    ],
)
def test_who_wants_to_begin_anew_does(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    assert [type(c) for c in reader.understand(text, context(lang), catalog).commands] == [Restart]
