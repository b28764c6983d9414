"""What suits a need best, of jackets, blankets and tables: what is written counts, what is denied counts against it."""

from __future__ import annotations

import pytest

from assistant.goods import product, words
from dangol.assistant.suiting import lacks_whom, suiting_first, suiting_most
from dangol.commerce.catalog.products import Attribute, Product

RAIN = product(
    "rain",
    words("Field jacket", "필드 재킷", "フィールドジャケット"),
    words(
        "Waterproof, keeps you dry in heavy rain.",
        "방수라서 비가 많이 와도 젖지 않아요.",
        "防水で、大雨でも濡れません。",
    ),
)
DOWN = product(
    "down",
    words("Down jacket", "다운 재킷", "ダウンジャケット"),
    words(
        "Very warm in the cold. Not for rain.",
        "추운 날에 아주 따뜻해요. 비가 오는 날에는 입지 마세요.",
        "寒い日にとても暖かい。雨の日には不向きです。",
    ),
)
CORD = product(
    "cord",
    words("Corduroy jacket", "코듀로이 재킷", "コーデュロイジャケット"),
    words("Soft corduroy with two pockets.", "주머니가 두 개 있는 코듀로이.", "ポケットが2つのコーデュロイ。"),
)
JACKETS = (CORD, DOWN, RAIN)

BABY = product(
    "baby",
    words("Soft blanket", "소프트 담요", "ソフト毛布"),
    words("From birth. Cotton for newborns.", "신생아부터 쓸 수 있는 순한 면.", "新生児から使えるやさしい綿。"),
)
CHILD = product(
    "child",
    words("Star blanket", "별 담요", "星の毛布"),
    words("For children from three.", "세 살부터 쓰는 어린이용 담요.", "3歳からの子ども用。"),
)
SENIOR = product(
    "senior",
    words("Heated blanket", "온열 담요", "電気毛布"),
    words("Large buttons. For older people.", "버튼이 커요. 시니어용.", "ボタンが大きく、高齢の方にも使いやすい。"),
)
GREY = product(
    "grey",
    words("Grey blanket", "회색 담요", "グレー毛布"),
    words("Washable at 30 degrees.", "30도에서 빨 수 있어요.", "30度で洗えます。"),
)
BLANKETS = (GREY, SENIOR, CHILD, BABY)

OAK = product(
    "oak",
    words("Side table", "협탁", "サイドテーブル"),
    attributes=[
        Attribute("material", words("Material", "소재", "素材"), words("solid oak", "원목 참나무", "オーク無垢材"))
    ],
)
BESIDE_OAK = product(
    "glass",
    words("Round table", "원형 테이블", "丸テーブル"),
    words("Goes well beside oak.", "참나무와 잘 어울려요.", "オークの床によく合います。"),
)


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "something to wear in the rain"),
        ("en", "it rains a lot where I live"),
        ("ko", "비가 자주 와서요"),
        ("ja", "雨の日に着るもの"),
        ("ja", "よく雨が降るので"),
    ],
)
def test_what_is_denied_comes_behind_what_says_nothing(lang: str, told: str) -> None:
    ordered, clearly = suiting_first(JACKETS, told, lang)
    assert [one.ref for one in ordered] == ["rain", "cord", "down"]
    assert clearly
    assert suiting_most(JACKETS, told, lang) == (RAIN,)


@pytest.mark.parametrize(
    ("lang", "told", "best"),
    [
        ("en", "I am always cold", DOWN),
        ("ko", "추운 데서 입을 거예요", DOWN),
        ("ja", "寒がりなんです", DOWN),
        ("en", "jackets with pockets", CORD),
        ("ko", "주머니 있는 거", CORD),
        ("ja", "ポケットがあるのがいい", CORD),
    ],
)
def test_what_one_alone_says_is_clearly_that(lang: str, told: str, best: Product) -> None:
    ordered, clearly = suiting_first(JACKETS, told, lang)
    assert ordered[0] is best
    assert clearly


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "any jacket"), ("ko", "재킷 추천해주세요"), ("ja", "ジャケットのおすすめは")]
)
def test_what_all_are_called_leaves_them_as_they_are(lang: str, told: str) -> None:
    assert suiting_first(JACKETS, told, lang) == (JACKETS, False)
    assert suiting_most(JACKETS, told, lang) == JACKETS


@pytest.mark.parametrize(
    ("lang", "told", "best"),
    [
        ("en", "my friend's baby was born last week", BABY),
        ("en", "a gift for a newborn", BABY),
        ("ko", "갓 태어난 아기한테 줄 거예요", BABY),
        ("ko", "친구가 아기를 낳았어요", BABY),
        ("ja", "友達の赤ちゃんに", BABY),
        ("ja", "先週赤ちゃんが生まれました", BABY),
        ("en", "for my little daughter", CHILD),
        ("en", "it's for my nephew", CHILD),
        ("ko", "우리 딸이 쓸 거예요", CHILD),
        ("ko", "조카 선물이에요", CHILD),
        ("ja", "娘に使います", CHILD),
        ("ja", "甥へのプレゼント", CHILD),
        ("en", "for my elderly dad", SENIOR),
        ("ko", "나이 많으신 아버지 드릴 거예요", SENIOR),
        ("ko", "어르신 선물", SENIOR),
        ("ja", "高齢の父に", SENIOR),
        ("ja", "お年寄りに贈ります", SENIOR),
    ],
)
def test_whom_it_is_for_is_found_in_the_shops_words(lang: str, told: str, best: Product) -> None:
    ordered, clearly = suiting_first(BLANKETS, told, lang)
    assert ordered[0] is best
    assert clearly
    assert suiting_most(BLANKETS, told, lang) == (best,)


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "I would like oak"), ("ko", "참나무로 된 거요"), ("ja", "オークのものがいい")]
)
def test_what_is_stated_counts_more_than_what_is_mentioned(lang: str, told: str) -> None:
    ordered, clearly = suiting_first((BESIDE_OAK, OAK), told, lang)
    assert ordered == (OAK, BESIDE_OAK)
    assert clearly


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "in the rain"), ("ko", "비가 자주 와서요"), ("ja", "雨の日に着るもの")]
)
def test_two_that_say_the_same_are_neither_clearly(lang: str, told: str) -> None:
    ordered, clearly = suiting_first((CORD, RAIN, RAIN), told, lang)
    assert [one.ref for one in ordered] == ["rain", "rain", "cord"]
    assert not clearly


def test_of_one_or_none_there_is_no_first() -> None:
    assert suiting_first((), "rain", "en") == ((), False)
    assert suiting_first((RAIN,), "rain", "en") == ((RAIN,), False)
    assert suiting_most((), "rain", "en") == ()


@pytest.mark.parametrize(
    ("lang", "told"),
    [("en", "for my grandson, he is three"), ("ko", "우리 손주가 쓸 거예요"), ("ja", "孫の男の子に使います")],
)
def test_whom_it_is_for_is_looked_for_in_what_is_written(lang: str, told: str) -> None:
    mat = product("mat", words("Bath mat", "욕실 매트", "バスマット"))
    towel = product("towel", words("Kids towel", "키즈 타월", "キッズタオル"))
    assert lacks_whom((mat,), told, lang)
    assert not lacks_whom((mat, towel), told, lang)
    assert suiting_most((mat, towel), told, lang) == (towel,)
