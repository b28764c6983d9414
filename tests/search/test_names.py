"""What a question about an option asks for."""

from __future__ import annotations

import pytest

from dangol.search.lexicon import CatalogLexicon
from dangol.search.names import Name, asks_for_option, bare_title, head_last, spellings


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


@pytest.mark.parametrize(
    ("title", "bare", "ordered"),
    [
        ("[1+1] Cica Cream (for sensitive skin)", "Cica Cream", "1+1 for sensitive skin Cica Cream"),
        ("【新茶】八女煎茶 あさつゆ", "八女煎茶 あさつゆ", "新茶 八女煎茶 あさつゆ"),
        ("시카 크림 (민감성 피부 추천♥)", "시카 크림", "민감성 피부 추천♥ 시카 크림"),
        ("Gel Cream for Oily Skin", "Gel Cream for Oily Skin", "for Oily Skin Gel Cream"),
        ("Linen shirt", "Linen shirt", "Linen shirt"),
        ("(500 ml)", "(500 ml)", "(500 ml)"),
    ],
)
def test_a_title_is_the_thing_and_what_is_put_around_it(title: str, bare: str, ordered: str) -> None:
    assert bare_title(title) == bare
    assert head_last(title) == ordered


def test_what_stands_in_brackets_names_nothing_by_itself() -> None:
    cream = "[1+1] 시카 진정 크림 (민감성 피부 추천♥)"
    known = CatalogLexicon([Name("product:cica", "product", "cica", "ko", cream, cream)])
    assert known.find("요즘 피부가 푸석푸석해요", "ko") == ()
    assert [m.value for m in known.find("시카 진정 크림 있어요?", "ko")] == ["cica"]


def test_each_part_of_what_stands_in_brackets_names_a_value() -> None:
    name = Name("value:size=s18", "size", "size=s18", "ja", "6号（18cm・6〜8名）")
    assert {"6号", "18cm", "18センチ", "180mm"} <= {spelled.text for spelled in spellings(name)}
