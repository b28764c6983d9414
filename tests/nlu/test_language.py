"""The language of a message."""

from __future__ import annotations

import pytest

from dangol.nlu.foreign import foreign, unserved
from dangol.nlu.language import language_of

ALL = ("ko", "en", "ja")


@pytest.mark.parametrize(
    ("text", "prior", "wanted"),
    [
        ("where is my order", None, "en"),
        ("배송 언제 와요", "en", "ko"),
        ("いつ届きますか", "ko", "ja"),
        ("注文状況", "ja", "ja"),
        ("注文状況", None, "ja"),
        ("Nike Air Max 270", "ko", "ko"),
        ("Nike Air Max", "ja", "ja"),
        ("ok", "ko", "ko"),
        ("XL", "ja", "ja"),
        ("do you have this in black", "ko", "en"),
        ("나이키 air max 있어요?", "en", "ko"),
        ("airpodsのケースある？", "en", "ja"),
        ("010-1234-5678", "ja", "ja"),
        ("DANKEV58BR5A4", "ja", "ja"),  # the *a* of a code is no English
        ("THANKS5I4ME22", "ko", "ko"),
        ("please use DANKEV58BR5A4", "ko", "en"),
        ("👍", "ko", "ko"),
        ("ㅇㅋ", "en", "ko"),
        ("ｺﾝﾆﾁﾊ", None, "ja"),
        ("arigatou gozaimasu", "en", "ja"),
        ("", "ja", "ja"),
        ("???", None, "ko"),
    ],
)
def test_language(text: str, prior: str | None, wanted: str) -> None:
    assert language_of(text, ALL, prior).lang == wanted


def test_a_language_the_shop_does_not_have_falls_back() -> None:
    assert language_of("배송 언제 와요", ("en", "ja")).lang == "en"
    assert language_of("hello there", ("ko",)).lang == "ko"
    assert language_of("hello there", ("ko",)).confidence < 0.5


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Bonjour, je cherche une robe noire", "fr"),
        ("¿tienen camisetas blancas?", "es"),
        ("wo ist meine bestellung", "de"),
        ("Здравствуйте, где мой заказ?", "ru"),
        ("请问有现货吗", "zh"),
        ("xin chào, tôi muốn mua", "vi"),
        ("polski?", "pl"),
        ("eau de parfum", None),
        ("hi, is there a size m", None),
        ("送料無料ですか", None),
        ("在庫", None),
        ("블랙 있나요", None),
    ],
)
def test_a_language_that_nobody_here_speaks(text: str, lang: str | None) -> None:
    assert foreign(text, lambda word: word in ("eau", "parfum")) == lang


def test_chinese_is_no_japanese() -> None:
    assert language_of("请问有现货吗", ("ko", "en", "ja"), "ko").lang == "ko"
    assert language_of("在庫有無", ("ko", "en", "ja"), "ko").lang == "ja"


@pytest.mark.parametrize(
    ("text", "languages", "wanted"),
    [
        ("hi, do you speak english?", ("ko",), "en"),
        ("i'll take it", ("ja",), "en"),
        ("テントはありますか", ("ko",), "ja"),
        ("몬스테라 있나요", ("en",), "ko"),
        ("칼 갈아 주시나요?", ("ja",), "ko"),
        ("これはいくらですか", ("ko", "en"), "ja"),
        # What is written in a message of any language is no other language.
        ("free size", ("ko",), None),
        ("ok", ("ja",), None),
        ("M 사이즈 있어요?", ("ko",), None),
        ("iPhone 15 Pro", ("ja",), None),
        ("do you have the 우롱 tea?", ("en",), None),
        ("在庫有無", ("ja",), None),
        ("テントはありますか", ("ko", "en", "ja"), None),
    ],
)
def test_one_of_our_languages_that_the_shop_does_not_speak(
    text: str, languages: tuple[str, ...], wanted: str | None
) -> None:
    assert unserved(text, languages, lambda word: word in ("iphone", "pro", "우롱")) == wanted
