"""A message that does nothing but refuse something."""

from __future__ import annotations

import pytest

from dangol.assistant.refusals import heard_as_refusal, refused_in
from dangol.nlu.commands import Start, Understanding
from dangol.nlu.context import Context, Shown


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("not chicken", "chicken"),
        ("anything but tuna please", "tuna"),
        ("no lamb", "lamb"),
        ("without oak", "oak"),
        ("닭 말고", "닭"),
        ("닭고기 말고 다른 거요", "닭고기"),
        ("연어도 빼고요", "연어"),
        ("참치 아닌 거", "참치"),
        ("チキン以外", "チキン"),
        ("まぐろじゃないやつで", "まぐろ"),
        ("鶏肉なしのものはありますか", "鶏肉"),
        ("말고기 말고", "말고기"),
        ("あんこ以外", "あんこ"),
        ("he doesnt have a car", "car"),
        ("my sister doesn't really like lavender", "lavender"),
        ("she hates pink", "pink"),
        ("동생이 마우스는 안 써요", "마우스"),
        ("단거 별로 안 좋아하세요", "단거"),
        ("커피는 못 마셔요", "커피"),
        ("父はお酒が苦手です", "お酒"),
        ("チョコは苦手です", "チョコ"),
        ("コーヒーは飲まないので", "コーヒー"),
    ],
)
def test_what_is_refused_is_heard(text: str, what: str) -> None:
    assert refused_in(text) == what


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "not really",
        "not this",
        "no thanks, I'm done",
        "dog food but not chicken, under 30",
        "아니요",
        "그거 말고 더 싼 거",
        "これじゃない",
        "닭고기 사료 말고 고양이 모래 보여 주세요",
        "いいえ",
        "no that's not what I meant",
        "no rush",
        "no no keep it",
        "no leave them",
        "not too expensive",
        "아까 거 말고",
        "그런 뜻이 아닌 거",
        "そうじゃなくて",
        "問題なし",
        "i don't have an account",
        "she doesn't have an order number",
        "이메일은 안 써요",
        "カードは持ってないです",
        "i don't like it",
    ],
)
def test_a_mere_no_and_a_fuller_wish_are_left_to_the_reading(text: str) -> None:
    assert refused_in(text) is None


def test_it_is_said_of_what_was_shown() -> None:
    shown = (Shown("product:a", "A"), Shown("product:b", "B"))
    read = Understanding(text="not chicken", lang="en")
    heard = heard_as_refusal("not chicken", read, Context(shown=shown))
    (command,) = heard.commands
    assert isinstance(command, Start)
    assert command.slots["without"] == {"word": ["chicken"]}
    assert heard_as_refusal("not chicken", read, Context()) is read
    assert (
        heard_as_refusal("not chicken", read, Context(shown=shown, cart=(Shown("line:1", "Chicken kibble"),))) is read
    )


@pytest.mark.parametrize(
    ("lang", "text", "what"),
    [
        ("en", "my dad doesn't like chocolate", "chocolate"),
        ("ko", "아빠가 초콜릿은 안 좋아하세요", "초콜릿"),
        ("ja", "チョコは苦手です", "チョコ"),
    ],
)
def test_what_is_not_liked_is_not_looked_for_with_nothing_shown(lang: str, text: str, what: str) -> None:
    read = Start(intent="find_products", slots={"query": text, "product": "product:choco"})
    heard = heard_as_refusal(text, Understanding(text=text, lang=lang, commands=(read,)), Context())
    (command,) = heard.commands
    assert isinstance(command, Start)
    assert command.slots == {"without": {"word": [what]}}
    other = Understanding(text=text, lang=lang, commands=(Start(intent="complaint"),))
    assert heard_as_refusal(text, other, Context()) is other
