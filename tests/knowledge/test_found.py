"""What a question is about, in shops of any trade: other words for it, words of one sign, compounds, and what nobody wrote."""

from __future__ import annotations

import pytest

from dangol.knowledge.markdown import read_file
from dangol.knowledge.retrieval import ACT, Retriever

POTTERY = {
    "en": "## Do you engrave? {#engraving}\n\nUp to ten letters under the foot.\n\n"
    "## When does a person answer? {#contact}\n- Also: staff / team\n\nOn weekdays from 10 to 6.\n\n"
    "## Are the glazes food-safe? {#glaze}\n\nAll of them.\n\n"
    "## Where do you deliver? {#area}\n\nTo all of Wales.\n\n"
    "## Do you repair cracks? {#repair}\n\nWith gold, from $30.\n",
    "ko": "## 각인이 되나요? {#engraving}\n\n굽 아래에 열 글자까지 됩니다.\n\n"
    "## 사람은 언제 답하나요? {#contact}\n- 다른 말: 직원\n\n평일 10시부터 6시까지입니다.\n\n"
    "## 물을 얼마나 흡수하나요? {#water}\n\n거의 흡수하지 않습니다.\n\n"
    "## 어디까지 배달하나요? {#area}\n\n전라도 전 지역입니다.\n\n"
    "## 결혼선물세트가 있나요? {#set}\n\n두 벌 한 세트가 있습니다.\n",
    "ja": "## 名入れはできますか？ {#engraving}\n\n高台の裏に十字まで入ります。\n\n"
    "## 人が答えるのはいつですか？ {#contact}\n- ほかの言い方：スタッフ\n\n平日の10時から18時までです。\n\n"
    "## 釉薬に毒はありませんか？ {#glaze}\n\nございません。\n\n"
    "## どこまで配達しますか？ {#area}\n\n九州全域です。\n\n"
    "## 結婚祝用組皿はありますか？ {#set}\n\n二枚組がございます。\n",
}


def answered(question: str, lang: str) -> str | None:
    readings = Retriever(read_file(f"faq/{lang}.md", POTTERY[lang])).read(question, lang)
    return readings[0].article.anchor if readings and readings[0].score >= ACT else None


@pytest.mark.parametrize(
    ("question", "lang", "anchor"),
    [
        ("can you put my name on it", "en", "engraving"),
        ("I'd like to have my daughter's name put on the bowl", "en", "engraving"),
        ("이름 새길 수 있어요", "ko", "engraving"),
        ("컵에 이름을 넣어 주실 수 있나요", "ko", "engraving"),
        ("名前は入れられますか", "ja", "engraving"),
        ("名前も彫ってもらえますか", "ja", "engraving"),
        ("ネームを入れたい 名入れ", "ja", "engraving"),
    ],
)
def test_a_term_in_two_halves_is_met_whatever_stands_between_them(question: str, lang: str, anchor: str) -> None:
    assert answered(question, lang) == anchor


@pytest.mark.parametrize(
    ("question", "lang", "anchor"),
    [
        ("물은 흡수해요?", "ko", "water"),
        ("물 흡수", "ko", "water"),
        ("毒は入っていますか", "ja", "glaze"),
        ("結婚祝い", "ja", "set"),
        ("결혼선물", "ko", "set"),
    ],
)
def test_words_of_one_sign_and_words_within_compounds(question: str, lang: str, anchor: str) -> None:
    assert answered(question, lang) == anchor


@pytest.mark.parametrize(
    ("question", "lang"),
    [("do you deliver to Swansea", "en"), ("광주까지 배달되나요", "ko"), ("福岡にも配達できますか", "ja")],
)
def test_a_town_need_not_be_written_to_ask_whether_it_is_delivered_to(question: str, lang: str) -> None:
    assert answered(question, lang) == "area"


@pytest.mark.parametrize(
    ("question", "lang"),
    [
        ("do your staff get their birthdays off", "en"),
        ("when does the team celebrate birthdays", "en"),
        ("is there parking for staff", "en"),
        ("혹시 직원분들 생일에는 쉬시나요?", "ko"),
        ("직원분들 주차는 어디에 하세요", "ko"),
        ("직원 생일이 언제예요", "ko"),
        ("スタッフの誕生日はいつですか", "ja"),
        ("スタッフさんは誕生日に休めますか", "ja"),
        ("スタッフの駐車場はどこですか", "ja"),
    ],
)
def test_a_matter_the_shop_wrote_nothing_about_is_not_answered_by_what_is_said_around_it(
    question: str, lang: str
) -> None:
    assert answered(question, lang) is None


@pytest.mark.parametrize(
    ("question", "lang"),
    [("when does a person answer", "en"), ("사람은 언제 답해요", "ko"), ("スタッフはいつ答えてくれますか", "ja")],
)
def test_and_what_it_did_write_about_is(question: str, lang: str) -> None:
    assert answered(question, lang) == "contact"


WORKSHOP = {
    "en": "## Can I collect my order? {#pickup}\n\nAt the counter, from 10 to 6.\n\n"
    "## Do you wrap it as a present? {#wrap}\n\nIn brown paper, for $2.\n\n"
    "## Is there a warranty? {#warranty}\n\nTwo years.\n\n"
    "## Do you give classes? {#class}\n\nOn Saturdays, in pieces of an hour.\n\n"
    "## What does delivery cost? {#cost}\n\n$5.\n",
    "ko": "## 직접 찾으러 가도 되나요? {#pickup}\n\n10시부터 6시까지입니다.\n\n"
    "## 선물 포장 되나요? {#wrap}\n\n갈색 종이로 2,000원입니다.\n\n"
    "## 보증이 있나요? {#warranty}\n- 다른 말: AS\n\n2년입니다.\n\n"
    "## 수업이 있나요? {#class}\n\n토요일에 있습니다.\n\n"
    "## 배송비는 얼마인가요? {#cost}\n\n3,000원입니다.\n",
    "ja": "## 店頭で受け取れますか？ {#pickup}\n\n10時から18時までです。\n\n"
    "## ギフト包装はできますか？ {#wrap}\n\n茶色の紙で200円です。\n\n"
    "## 保証はありますか？ {#warranty}\n\n2年です。\n\n"
    "## 教室はありますか？ {#class}\n\n土曜にございます。\n\n"
    "## 送料はいくらですか？ {#cost}\n\n600円です。\n",
}


def answered_in_workshop(question: str, lang: str) -> str | None:
    readings = Retriever(read_file(f"faq/{lang}.md", WORKSHOP[lang])).read(question, lang)
    return readings[0].article.anchor if readings and readings[0].score >= ACT else None


@pytest.mark.parametrize(
    ("question", "lang", "anchor"),
    [
        ("could i swing by on my way home and grab it", "en", "pickup"),
        ("can you make it look nice, it's for my sister's birthday", "en", "wrap"),
        ("it snapped after two months, is that covered", "en", "warranty"),
        ("퇴근길에 들러서 받아도 돼요?", "ko", "pickup"),
        ("엄마 생신이라 예쁘게 싸주실 수 있어요?", "ko", "wrap"),
        ("AS 되나요", "ko", "warranty"),
        ("두 달 만에 부러졌어요 새로 주시나요", "ko", "warranty"),
        ("초보도 배울 수 있나요", "ko", "class"),
        ("仕事帰りに寄ってもらって帰れますか", "ja", "pickup"),
        ("母の日なのできれいに包んでもらえますか", "ja", "wrap"),
        ("発送にお金かかりますか", "ja", "cost"),
    ],
)
def test_a_case_of_ones_own_is_a_question_too(question: str, lang: str, anchor: str) -> None:
    assert answered_in_workshop(question, lang) == anchor


@pytest.mark.parametrize(
    ("question", "lang"),
    [
        ("is there a sauna at the counter", "en"),
        ("do you pierce", "en"),
        ("사우나 있나요", "ko"),
        ("토요일에 마술쇼 있어요?", "ko"),
        ("サウナはありますか", "ja"),
        ("土曜に手品ショーはありますか", "ja"),
    ],
)
def test_what_is_asked_for_by_a_word_nobody_wrote_is_not_answered(question: str, lang: str) -> None:
    assert answered_in_workshop(question, lang) is None
