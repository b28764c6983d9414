"""The shop's own words answer, with their source; what they do not say is not said."""

from __future__ import annotations

import pytest

from dangol.knowledge.actions import answer, article, load
from dangol.knowledge.errors import ArticlesUnreadable
from dangol.runtime.database import Database

FILES = {
    "faq/en.md": "# FAQ\n\n"
    "## How much is delivery? {#shipping-cost}\nAlso: shipping fee / postage\n\nDelivery is **$5**; free over $50.\n\n"
    "## How long does delivery take? {#shipping-time}\n\n2 to 4 working days.\n\n"
    "## Which ways to pay do you accept? {#payment}\n\nCards and PayPal.\n\n"
    "## Do you have a physical store? {#store}\n\nIn Seoul.\n\n"
    "## Do you ship abroad? {#abroad}\n\nTo Japan only.\n",
    "faq/ko.md": "# 자주 묻는 질문\n\n"
    "## 배송비는 얼마인가요? {#shipping-cost}\n다른 말: 택배비 / 무료 배송\n\n3,000원이고, 5만 원 이상은 **무료**입니다.\n\n"
    "## 배송은 얼마나 걸리나요? {#shipping-time}\n\n2~4일 걸립니다.\n\n"
    "## 어떻게 결제하나요? {#payment}\n\n카드와 카카오페이로 하실 수 있습니다.\n\n"
    "## 매장이 있나요? {#store}\n\n서울에 있습니다.\n",
    "faq/ja.md": "# よくある質問\n\n"
    "## 送料はいくらですか？ {#shipping-cost}\nほかの言い方：配送料\n\n600円です。\n\n"
    "## お届けまで何日かかりますか？ {#shipping-time}\n\n2〜4日です。\n\n"
    "## 支払い方法は何がありますか？ {#payment}\n\nカードとPayPayです。\n\n"
    "## 実店舗はありますか？ {#store}\n\nソウルにございます。\n",
    "policies/en.md": "# Policies\n\n## Who sells {#seller}\n\nExample Ltd., Seoul.\n\n## Returns {#returns}\n\nWithin 30 days, unused.\n",
    "policies/ko.md": "# 규정\n\n## 판매자 정보 {#seller}\n\n자동 응답이 없는 날에는 차도 마십니다.\n\n"
    "## 반품과 환불 {#returns}\n\n30일 이내, 사용하지 않은 상품.\n",
    "policies/ja.md": "# 規約\n\n## 返品・返金 {#returns}\n\n30日以内、未使用の商品。\n",
}
LANGUAGES = ("ko", "en", "ja")


@pytest.fixture
async def shop(database: Database) -> Database:
    async with database.transaction() as tx:
        await load(tx, FILES)
    return database


@pytest.mark.parametrize(
    ("question", "lang", "reference", "words"),
    [
        ("shipping?", "en", "faq/en.md#shipping-cost", "Delivery is **$5**; free over $50."),
        ("how much is the shiping", "en", "faq/en.md#shipping-cost", "Delivery is **$5**; free over $50."),
        ("can I return this", "en", "policies/en.md#returns", "Within 30 days, unused."),
        ("배송비", "ko", "faq/ko.md#shipping-cost", "3,000원이고, 5만 원 이상은 **무료**입니다."),
        ("배송비가얼마예요", "ko", "faq/ko.md#shipping-cost", "3,000원이고, 5만 원 이상은 **무료**입니다."),
        ("베송비는요?", "ko", "faq/ko.md#shipping-cost", "3,000원이고, 5만 원 이상은 **무료**입니다."),
        ("반품하고 싶은데요", "ko", "policies/ko.md#returns", "30일 이내, 사용하지 않은 상품."),
        ("返品", "ja", "policies/ja.md#returns", "30日以内、未使用の商品。"),
        ("送料はおいくらでしょうか", "ja", "faq/ja.md#shipping-cost", "600円です。"),
        ("何日ぐらいで届きますか", "ja", "faq/ja.md#shipping-time", "2〜4日です。"),
    ],
)
async def test_a_question_is_answered_word_for_word(
    shop: Database, question: str, lang: str, reference: str, words: str
) -> None:
    async with shop.snapshot() as reader:
        found = (await answer(reader, question, lang, LANGUAGES)).answer
    assert found is not None
    assert found.quote.text == words
    assert found.quote.source.reference == reference
    assert found.quote.source.title == found.article.heading
    assert found.quote.source.version == found.article.version
    assert not found.other_language


@pytest.mark.parametrize(
    ("question", "lang"),
    [
        ("what's the capital of France", "en"),
        ("do you sell cars", "en"),
        ("are you hiring?", "en"),
        ("", "en"),
        ("😀😀", "en"),
        ("자동차도 파나요", "ko"),
        ("車は売っていますか", "ja"),
        ("오늘 날씨 어때", "ko"),
        ("점심 메뉴 추천해줘", "ko"),
        ("株価は？", "ja"),
        ("今日の天気を教えて", "ja"),
    ],
)
async def test_what_nobody_wrote_is_not_answered(shop: Database, question: str, lang: str) -> None:
    async with shop.snapshot() as reader:
        assert (await answer(reader, question, lang, LANGUAGES)).answer is None


async def test_the_same_answer_in_the_language_of_the_reader(shop: Database) -> None:
    async with shop.snapshot() as reader:
        english_words = await answer(reader, "how much is delivery?", "ko", LANGUAGES)
        only_english = await answer(reader, "해외로도 배송되나요?", "ko", LANGUAGES)
        by_anchor = await article(reader, "faq/en.md#store", "ja", LANGUAGES)
    assert english_words.answer is not None
    assert english_words.answer.article.reference == "faq/ko.md#shipping-cost"
    assert only_english.answer is not None
    assert only_english.answer.article.reference == "faq/en.md#abroad"
    assert only_english.answer.other_language
    assert by_anchor is not None
    assert by_anchor.article.reference == "faq/ja.md#store"


async def test_loading_again_changes_only_what_changed(shop: Database) -> None:
    async with shop.transaction() as tx:
        again = await load(tx, FILES)
    assert (again.added, again.changed, again.removed, again.unchanged) == (0, 0, 0, 18)
    changed = dict(FILES)
    changed["faq/ko.md"] = FILES["faq/ko.md"].replace("3,000원", "3,500원")
    del changed["policies/ja.md"]
    async with shop.transaction() as tx:
        after = await load(tx, changed)
    assert (after.added, after.changed, after.removed) == (0, 1, 1)
    async with shop.snapshot() as reader:
        found = (await answer(reader, "배송비", "ko", LANGUAGES)).answer
        gone = (await answer(reader, "返品", "ja", LANGUAGES)).answer
    assert found is not None
    assert found.quote.text.startswith("3,500원")
    assert gone is not None
    assert gone.article.lang == "ko"
    assert gone.other_language


async def test_a_file_with_mistakes_changes_nothing(shop: Database) -> None:
    with pytest.raises(ArticlesUnreadable, match=r"faq/ko\.md:1"):
        async with shop.transaction() as tx:
            await load(tx, {**FILES, "faq/ko.md": "답만 있음"})
    async with shop.snapshot() as reader:
        assert (await answer(reader, "배송비", "ko", LANGUAGES)).answer is not None


@pytest.mark.parametrize(
    ("file", "text", "question", "lang"),
    [
        (
            "faq/en.md",
            "## What does delivery cost? {#cost}\n\n(Write here what delivery costs.)\n",
            "What does delivery cost?",
            "en",
        ),
        ("faq/ko.md", "## 배송비는 얼마인가요? {#cost}\n\n(배송비를 적어 주세요.)\n", "배송비는 얼마인가요?", "ko"),
        ("faq/ja.md", "## 送料はいくらですか？ {#cost}\n\n（送料をお書きください。）\n", "送料はいくらですか？", "ja"),
    ],
)
async def test_an_answer_that_is_still_to_be_written_is_not_spoken(
    database: Database, file: str, text: str, question: str, lang: str
) -> None:
    async with database.transaction() as tx:
        await load(tx, {file: text + "\n## x {#x}\n\n3 (three) days.\n"})
    async with database.snapshot() as reader:
        found = await answer(reader, question, lang, (lang,))
        assert found.answer is None
        assert [near.article.anchor for near in found.nearest] in ([], ["x"])
        assert await article(reader, "cost", lang, (lang,)) is None
        assert await article(reader, "x", lang, (lang,)) is not None
