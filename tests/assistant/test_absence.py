"""Whether a text says of a thing that it is not there, in the words shops write it with."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.goods import CREAM, words
from dangol.assistant.absence import spoken_of
from dangol.assistant.avoided import avoided_in, without_avoided
from dangol.assistant.finding import _refused
from dangol.assistant.wish import Wish
from dangol.commerce.catalog.products import Option, OptionValue

THERE, ABSENT, BOTH, NOTHING = (True, False), (False, True), (True, True), (False, False)


@pytest.mark.parametrize(
    ("text", "what", "said"),
    [
        ("Made without nuts.", "nuts", ABSENT),
        ("A nut-free kitchen", "nuts", ABSENT),
        ("Contains no wheat, milk or nuts", "nuts", ABSENT),
        ("It does not contain any chicken.", "chicken", ABSENT),
        ("No chicken, but plenty of turkey", "turkey", THERE),
        ("No corn and chicken first", "chicken", THERE),
        ("No added milk", "milk", THERE),
        ("We cannot call it nut-free", "nuts", THERE),
        ("Chicken and rice", "chicken", THERE),
        ("Free-range chicken", "chicken", THERE),
        ("No chicken in this one. The other has chicken.", "chicken", BOTH),
        ("Lamb and rice", "chicken", NOTHING),
        ("닭고기가 전혀 들어가지 않은 사료예요.", "닭", ABSENT),
        ("견과류를 사용하지 않았어요", "견과류", ABSENT),
        ("우유 무첨가", "우유", ABSENT),
        ("글루텐 프리 빵", "글루텐", ABSENT),
        ("밀가루 없이 구웠어요", "밀가루", ABSENT),
        ("닭고기와 현미로 만들었어요", "닭", THERE),
        ("땅콩이 들어가요", "땅콩", THERE),
        ("鶏肉を一切使わないフード", "鶏肉", ABSENT),
        ("卵不使用のケーキ", "卵", ABSENT),
        ("小麦は含まれていません", "小麦", ABSENT),
        ("グルテンフリー", "グルテン", ABSENT),
        ("小麦が含まれています", "小麦", THERE),
        ("우유와 달걀이 없는 빵", "우유", ABSENT),
        ("우유와 달걀이 든 빵", "우유", THERE),
        ("卵・乳・バター不使用", "卵", ABSENT),
        ("卵・乳を使った生地", "卵", THERE),
        ("Allergens: wheat, egg", "gluten", THERE),
        ("Rye and natural leaven", "gluten", THERE),
        ("Roasted barley tea", "gluten", THERE),
        ("볶은 보리차", "글루텐", THERE),
        ("焙煎麦茶", "グルテン", THERE),
        ("보리수 열매", "글루텐", NOTHING),
        ("そば粉だけの蕎麦茶", "グルテン", NOTHING),
        ("Made of rice flour, gluten free", "gluten", ABSENT),
        ("No wheat, no rye", "gluten", NOTHING),
        ("Mozzarella cheese", "dairy", THERE),
        ("Peanut butter and oat milk", "dairy", NOTHING),
        ("알레르기 성분: 밀, 달걀", "글루텐", THERE),
        ("밀가루를 넣지 않은 글루텐 프리", "글루텐", ABSENT),
        ("비밀 밀폐용기 밀크티색", "글루텐", NOTHING),
        ("버터 향이 나는 쿠키", "유제품", THERE),
        ("아몬드 크림", "견과류", THERE),
        ("럼을 넣은 반죽", "알코올", THERE),
        ("アレルゲン: 小麦・卵", "グルテン", THERE),
        ("米粉で作ったグルテンフリー", "グルテン", ABSENT),
        ("焦がしバターとアーモンド", "乳製品", THERE),
        ("アーモンドの生地", "ナッツ", THERE),
        ("鶏肉を使ったフード", "鶏肉", THERE),
    ],
)
def test_what_is_said_not_to_be_there(text: str, what: str, said: tuple[bool, bool]) -> None:
    assert spoken_of(text, what) == said


@pytest.mark.parametrize(
    ("text", "things", "rest"),
    [
        ("chicken-free dog food", ("chicken",), "dog food"),
        ("nut free chocolate please", ("nut",), "chocolate please"),
        ("닭고기 안 들어간 사료", ("닭고기",), "사료"),
        ("우유 없는 빵", ("우유",), "빵"),
        ("글루텐프리 과자", ("글루텐",), "과자"),
        ("卵不使用のケーキ", ("卵",), "のケーキ"),
        ("鶏肉が入っていないフード", ("鶏肉",), "フード"),
    ],
)
def test_what_is_to_be_free_of_something_must_not_have_it(text: str, things: tuple[str, ...], rest: str) -> None:
    assert avoided_in(text) == things
    assert without_avoided(text) == rest


@pytest.mark.parametrize(
    "text",
    [
        "hands-free lead",
        "free-range egg noodles",
        "콩 없어요?",
        "소고기는 없나요",
        "お肉はないですか",
        "卵はありませんか",
    ],
)
def test_what_is_free_of_nothing_harmful_or_only_asked_for_is_none(text: str) -> None:
    assert avoided_in(text) == ()


def test_what_says_it_has_none_is_not_left_out() -> None:
    for lang, what in (("en", "alcohol"), ("ko", "알코올"), ("ja", "アルコール")):
        assert not _refused(CREAM, Wish(avoids=(what,)), lang)


def test_what_comes_in_that_flavour_is_left_out() -> None:
    flavours = tuple(OptionValue(v, words(v, v, v)) for v in ("chicken", "duck"))
    tin = replace(CREAM, options=(Option("flavour", words("Flavour", "맛", "味"), flavours),))
    assert _refused(tin, Wish(avoids=("chicken",)), "en")
    assert not _refused(tin, Wish(avoids=("beef",)), "en")


@pytest.mark.parametrize(
    ("text", "what", "told"),
    [
        ("チキン味", "鶏肉", (True, False)),
        ("鶏肉不使用", "チキン", (False, True)),
        ("치킨 간식", "닭고기", (True, False)),
        ("닭고기 무첨가", "치킨", (False, True)),
        ("Prawn and chilli", "shrimp", (True, False)),
        ("Made without prawns", "shrimp", (False, True)),
        ("Salmon and rice", "chicken", (False, False)),
    ],
)
def test_one_food_has_several_names(text: str, what: str, told: tuple[bool, bool]) -> None:
    assert spoken_of(text, what) == told
