"""What a question about an option asks for."""

from __future__ import annotations

import pytest

from dangol.search.names import asks_for_option


@pytest.mark.parametrize(
    ("question", "kind", "names"),
    [
        ("does it come in another colour?", "color", {"Color"}),
        ("what sizes are there", "size", {"Size"}),
        ("sizes?", "size", {"Size"}),
        ("사이즈?", "size", {"사이즈"}),
        ("which roast can i get", "attribute", {"Roast", "로스팅"}),
        ("다른 색도 있어요?", "color", {"색상"}),
        ("사이즈 뭐 있나요", "size", {"사이즈"}),
        ("ほかにどんな色がありますか", "color", {"カラー"}),
        ("香りは何種類ありますか", "attribute", {"香り"}),
    ],
)
def test_asked_for(question: str, kind: str, names: set[str]) -> None:
    assert asks_for_option(question, kind, frozenset(names))


@pytest.mark.parametrize(
    ("question", "kind", "names"),
    [
        ("how heavy is it", "color", {"Color"}),
        ("does the colour run in the wash", "color", {"Color"}),
        ("색이 빠지나요", "color", {"색상"}),
        ("色落ちしますか", "color", {"カラー"}),
        ("何グラムですか", "size", {"サイズ"}),
    ],
)
def test_not_asked_for(question: str, kind: str, names: set[str]) -> None:
    assert not asks_for_option(question, kind, frozenset(names))
