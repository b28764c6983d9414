"""A question in words of its own is answered where an article surely fits and nothing else was read for sure; a wish for goods never is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from dangol.assistant.outright import asked_in_other_words, asks_of
from dangol.knowledge.actions import article, load
from dangol.nlu.commands import Language, Start, Understanding
from dangol.nlu.context import EmptyLexicon, Lexicon, Match
from dangol.runtime.database import Database

LANGUAGES = ("en", "ko", "ja")
FILES = {
    "faq/en.md": "# FAQ\n\n## Do you carry the wardrobe up the stairs? {#stairs}\n\nUp to the third floor; a lift is better.\n\n"
    "## How do I pair the lamp with its switch? {#pairing}\n\nHold the button for ten seconds.\n\n"
    "## Do you gift-wrap? {#wrapping}\n\nFor two dollars.\n\n## How long does delivery take? {#time}\n\nThree days.\n",
    "faq/ko.md": "# 질문\n\n## 옷장을 계단으로 올려 주나요? {#stairs}\n\n3층까지요. 엘리베이터가 있으면 더 좋아요.\n\n"
    "## 램프를 스위치와 어떻게 연결하나요? {#pairing}\n\n버튼을 10초 누르세요.\n\n"
    "## 선물 포장 되나요? {#wrapping}\n\n이천 원이에요.\n\n## 배송은 얼마나 걸리나요? {#time}\n\n사흘이요.\n",
    "faq/ja.md": "# 質問\n\n## 階段で洋服だんすを上げてもらえますか？ {#stairs}\n\n3階までです。エレベーターがあると助かります。\n\n"
    "## ランプとスイッチはどう接続しますか？ {#pairing}\n\nボタンを10秒押します。\n\n"
    "## ラッピングできますか？ {#wrapping}\n\n200円です。\n\n## 届くまで何日かかりますか？ {#time}\n\n3日です。\n",
}
STAIRS = {
    "en": "we live on the 5th floor and there is no elevator, will you still bring the wardrobe up the stairs",
    "ko": "저희 집이 5층인데 엘베가 없어요 그래도 옷장 계단으로 올려 주시나요",
    "ja": "うち5階でエレベーターがないんですけど洋服だんす階段で運んでもらえます？",
}
THINGS = {"en": ("wardrobe", "lamp"), "ko": ("옷장", "램프"), "ja": ("洋服だんす", "ランプ")}


@dataclass(frozen=True)
class Things(EmptyLexicon):
    """Knows where a message names one of the things there are."""

    def find(self, text: str, lang: str) -> tuple[Match, ...]:
        places = ((text.lower().find(thing), thing) for thing in THINGS[lang])
        return tuple(Match(at, at + len(thing), "category", thing, ()) for at, thing in places if at >= 0)


LEXICON: Lexicon = Things()


class Mind:
    """Reads nothing in any heading."""

    number = 1

    def intents(self, text: str, lang: str) -> Sequence[tuple[str, float]]:
        """Nothing."""
        return ()


MIND = Mind()


@pytest.fixture
async def shop(database: Database) -> Database:
    async with database.transaction() as tx:
        await load(tx, FILES)
    return database


def _read(
    lang: str, intent: str = "", confidence: float = 0.6, slots: Mapping[str, Any] | None = None
) -> Understanding:
    commands = (Start(intent=intent, confidence=confidence, slots=dict(slots or {})),) if intent else ()
    return Understanding(text="", lang=lang, commands=commands)


async def _answered(shop: Database, lang: str, understanding: Understanding) -> str | None:
    async with shop.snapshot() as reader:
        return await asked_in_other_words(reader, LEXICON, MIND, STAIRS[lang], lang, LANGUAGES, understanding)


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_what_was_read_for_nothing_sure_is_answered_by_what_surely_fits(shop: Database, lang: str) -> None:
    for understanding in (
        _read(lang),
        _read(lang, "find_products"),
        _read(lang, "track_order", 0.55),
        _read(lang, "praise", 0.5),
    ):
        assert await _answered(shop, lang, understanding) == f"faq/{lang}.md#stairs"


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_what_is_sure_or_says_which_is_left_alone(shop: Database, lang: str) -> None:
    for understanding in (
        _read(lang, "find_products", 0.97),
        _read(lang, "find_products", slots={"price_limit": {"max": 4000}}),
        _read(lang, "add_to_cart"),
        _read(lang, "product_question", slots={"product": "product:1"}),
        _read(lang, "track_order", 0.9),
    ):
        assert await _answered(shop, lang, understanding) is None


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "there is no lift here and my parcel still hasn't come up the stairs"),
        ("ko", "엘리베이터 없는 4층인데 택배가 아직 안 왔어요"),
        ("ja", "エレベーターのない4階ですが、荷物がまだ届きません"),
    ],
)
async def test_what_only_tells_that_it_has_not_come_is_looked_up(shop: Database, lang: str, told: str) -> None:
    understanding = _read(lang, "track_order", 0.55)
    async with shop.snapshot() as reader:
        assert await asked_in_other_words(reader, LEXICON, MIND, told, lang, LANGUAGES, understanding) is None


@pytest.mark.parametrize(
    ("lang", "wish"),
    [
        ("en", "I'm looking for a gift for my mum, something to wrap"),
        ("ko", "엄마 선물 찾는데 포장할 만한 거요"),
        ("ja", "母へのプレゼントを探しています、ラッピングしやすいもの"),
    ],
)
async def test_a_wish_for_goods_is_no_question(shop: Database, lang: str, wish: str) -> None:
    async with shop.snapshot() as reader:
        found = await asked_in_other_words(reader, LEXICON, MIND, wish, lang, LANGUAGES, _read(lang, "find_products"))
    assert found is None


@pytest.mark.parametrize(
    ("lang", "same_thing", "asked"),
    [
        ("en", "is the lamp waterproof", "the lamp does not pair with my switch"),
        ("ko", "램프 방수되나요", "램프가 스위치랑 연결이 안 돼요"),
        ("ja", "ランプは防水ですか", "ランプがスイッチに接続できません"),
    ],
)
async def test_an_article_about_the_same_thing_is_no_answer(
    shop: Database, lang: str, same_thing: str, asked: str
) -> None:
    async with shop.snapshot() as reader:
        pairing = await article(reader, "pairing", lang)
        assert pairing is not None
        assert not await asks_of(reader, LEXICON, same_thing, lang, pairing.article)
        assert await asks_of(reader, LEXICON, asked, lang, pairing.article)


def _unspoken(lang: str) -> Understanding:
    """How a message in ``lang`` is read where the shop does not speak it."""
    return Understanding(text="", lang=lang, lang_confidence=0.3, commands=(Language(lang=lang, confidence=0.8),))


@pytest.mark.parametrize(
    ("lang", "how_much"), [("en", "How much is it?"), ("ko", "이거 얼마예요?"), ("ja", "これはいくらですか")]
)
async def test_what_is_asked_in_a_language_nobody_speaks_is_answered_where_it_is_written(
    shop: Database, lang: str, how_much: str
) -> None:
    assert await _answered(shop, lang, _unspoken(lang)) == f"faq/{lang}.md#stairs"
    async with shop.snapshot() as reader:
        found = await asked_in_other_words(reader, LEXICON, MIND, how_much, lang, LANGUAGES, _unspoken(lang))
    assert found is None


@pytest.mark.parametrize(
    ("lang", "asked"), [("en", "do you like stairs"), ("ko", "계단 좋아하세요?"), ("ja", "階段は好きですか")]
)
async def test_what_is_asked_of_whoever_answers_is_no_question_to_the_shop(
    shop: Database, lang: str, asked: str
) -> None:
    async with shop.snapshot() as reader:
        read = _read(lang, "small_talk", 0.5)
        assert await asked_in_other_words(reader, LEXICON, MIND, asked, lang, LANGUAGES, read) is None
