"""What articles are about decides where their words mislead, in all three languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from dangol.assistant.actions.knowledge import speaks
from dangol.assistant.topics import About, astray, is_topic, judged, topics
from dangol.knowledge.actions import Answer, load
from dangol.knowledge.markdown import Article
from dangol.knowledge.retrieval import ACT
from dangol.runtime.database import Database

ABOUT: Mapping[str, About] = {
    "store": {"store_hours": 0.95, "store_location": 0.9},
    "opened": {"return_policy": 0.98},
    "faulty": {"damaged_item": 0.9, "wrong_item": 0.6},
    "packing": {"complaint": 0.6},
    "engraving": {"bot_question": 0.3},
    "currency": {"payment_question": 0.95},
    "islands": {"shipping_cost": 0.95},
    "delivery": {"shipping_cost": 0.99},
}


def _answer(anchor: str, score: float) -> Answer:
    return Answer(Article("faq", "faq/en.md", "en", anchor, 1, anchor.capitalize(), (), "It is so.", "v1"), score)


def _about(answer: Answer) -> About:
    return ABOUT[answer.article.anchor]


def _chosen(wish: str, *ranked: tuple[str, float], home: str = "") -> str | None:
    answers = [_answer(*one) for one in ranked]
    found = judged(answers, _about, wish, {_answer(home, 0).article.reference: 0.98} if home else {}, ACT)
    return found.answer.article.anchor if found.answer else "open" if found.open else None


def test_an_article_about_the_wish_is_taken_before_one_that_shares_its_words() -> None:
    assert _chosen("store_hours", ("opened", 0.98), ("store", 0.03)) == "store"
    assert _chosen("store_hours", ("store", 0.7), ("opened", 0.2)) == "store"
    assert _chosen("damaged_item", ("packing", 0.99), ("faulty", 0.01)) == "faulty"


def test_one_of_its_kind_is_better_than_none_and_something_else_is_none() -> None:
    assert _chosen("missing_item", ("faulty", 0.6), ("packing", 0.1)) == "faulty"
    assert _chosen("subscribe", ("currency", 0.9), ("packing", 0.1)) is None
    assert _chosen("subscribe", ("engraving", 0.6), ("currency", 0.1)) == "open", "left to whoever asked"
    assert _chosen("warranty", ("engraving", 0.95), ("faulty", 0.1)) == "engraving", "nearly asked so"
    assert _chosen("subscribe") is None


def test_of_several_about_the_wish_the_one_its_plain_question_is_at_home_in() -> None:
    ranked = (("store", 0.6), ("islands", 0.1), ("delivery", 0.05))
    assert _chosen("shipping_cost", *ranked) == "islands"
    assert _chosen("shipping_cost", *ranked, home="delivery") == "delivery"
    assert _chosen("refund_status", ("packing", 0.3), ("opened", 0.1), home="opened") == "opened", (
        "returns tell of refunds"
    )
    assert _chosen("wrong_item", ("packing", 0.3), ("currency", 0.1), home="currency") != "currency"


def test_a_message_that_is_nothing_of_ours_is_not_answered_by_a_word() -> None:
    currency = _answer("currency", 0.95)
    assert astray(currency, _about, [("praise", 0.01)])
    assert astray(currency, _about, [("small_talk", 0.8)]), "nor is chat"
    assert not astray(currency, _about, [("payment_question", 0.3)]), "it may be meant"
    assert not astray(currency, _about, [("product_question", 0.9)]), "it was read as a question"
    assert not astray(_answer("currency", 0.99), _about, []), "in its own words"
    assert not astray(_answer("engraving", 0.6), _about, [])


def test_what_anything_sounds_like_is_no_topic() -> None:
    assert is_topic("store_hours")
    assert not is_topic("product_question")
    assert not is_topic("faq")
    assert not is_topic("")


class _Mind:
    number = 1

    def __init__(self) -> None:
        self.read: list[str] = []

    def intents(self, text: str, lang: str) -> Sequence[tuple[str, float]]:
        self.read.append(text)
        hours = {"en": "open", "ko": "열어", "ja": "何時"}[lang]
        return [("store_hours", 0.9)] if hours in text else [("store_location", 0.8)]


FAQ = {
    "en": "## Where is the shop? When is it open? {#store}\nIn Hill Road, from 10 to 6.\n",
    "ko": "## 매장은 어디고 언제 열어요? {#store}\n언덕길에 있고 10시부터 6시까지예요.\n",
    "ja": "## お店はどこですか？何時までですか？ {#store}\n丘の道にあり、10時から18時までです。\n",
}


@pytest.mark.parametrize("lang", list(FAQ))
async def test_headings_are_read_once_sentence_by_sentence_and_anew_when_they_change(
    database: Database, lang: str
) -> None:
    mind = _Mind()
    async with database.transaction() as tx:
        await load(tx, {f"faq/{lang}.md": FAQ[lang]})
    for _ in range(2):
        async with database.snapshot() as reader:
            about = await topics(reader, mind)
    store = Answer(Article("faq", f"faq/{lang}.md", lang, "store", 1, "", (), "", "v1"), 1.0)
    assert about(store)["store_hours"] == 0.9
    if lang != "ko":
        assert about(store)["store_location"] == 0.8
    assert len(mind.read) == len(set(mind.read)), "once"
    read = len(mind.read)
    async with database.transaction() as tx:
        await load(tx, {f"faq/{lang}.md": FAQ[lang].replace("10", "11")})
    async with database.snapshot() as reader:
        await topics(reader, mind)
    assert len(mind.read) == 2 * read


@pytest.mark.parametrize(
    ("lang", "told", "not_told"),
    [
        ("en", "Baked sweets go everywhere by parcel, cakes by courier.", "Order whole cakes two days ahead."),
        ("ko", "구움과자는 전국 택배로 보내 드려요.", "홀케이크는 이틀 전에 예약해 주세요."),
        ("ja", "焼き菓子は全国へ発送します。", "ホールケーキは二日前までにご予約ください。"),
    ],
)
def test_what_speaks_of_no_delivery_does_not_answer_whether_there_is_one(lang: str, told: str, not_told: str) -> None:
    def article(text: str) -> Answer:
        return Answer(Article("faq", f"faq/{lang}.md", lang, "one", 1, "Cakes", (), text, "v1"), 0.9)

    assert speaks("shipping_time", article(told))
    assert not speaks("shipping_time", article(not_told))
