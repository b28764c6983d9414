"""Guided, closed, open, mixed: per shop, inbox and page, through the HTTP door, in three languages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import ValidationError

from dangol.assistant.modes import mode_of
from dangol.runtime.settings import Shop
from desk.running_shop import RunningShop, Shopper, words

LANGUAGES = ("en", "ko", "ja")
MORE = """
[conversation]
pages = [
  { path = "/gift/*", mode = "guided" }, { path = "/rules/*", mode = "closed" }, { path = "/open", mode = "open" },
]
keywords = [{ words = ["present", "선물", "プレゼント"], intent = "gift_quiz" }]
"""
QUIZ = """\
flow: gift_quiz
title: Finds a present
start_on: [gift_quiz]
menu: 1
slots:
  who: {kind: choice, options: [{value: friend, label: gift_quiz.friend}, {value: parents, label: gift_quiz.parents}]}
  why: {kind: text, options: [{value: tea, label: gift_quiz.tea}, {value: music, label: gift_quiz.music}]}
  note: {kind: text}
  many: {kind: quantity}
steps:
  - ask: who
  - ask: why
  - ask: note
  - ask: many
  - say: gift_quiz.done
"""
SENTENCES = {
    "en": {
        "intent.gift_quiz": "Find a present",
        "gift_quiz.friend": "For a friend",
        "gift_quiz.parents": "For my parents",
        "gift_quiz.ask_who": "Who is it for?",
        "gift_quiz.ask_why": "What do they enjoy?",
        "gift_quiz.ask_note": "Anything else to know?",
        "gift_quiz.tea": "Tea",
        "gift_quiz.music": "Music",
        "gift_quiz.ask_many": "How many people is it for?",
        "gift_quiz.done": "Noted: {why}, {note}, {many}.",
    },
    "ko": {
        "intent.gift_quiz": "선물 고르기",
        "gift_quiz.friend": "친구에게",
        "gift_quiz.parents": "부모님께",
        "gift_quiz.ask_who": "어느 분께 드릴 선물인가요?",
        "gift_quiz.ask_why": "무엇을 좋아하시나요?",
        "gift_quiz.ask_note": "더 알려 주실 게 있나요?",
        "gift_quiz.tea": "차",
        "gift_quiz.music": "음악",
        "gift_quiz.ask_many": "몇 분께 드리나요?",
        "gift_quiz.done": "적어 두었어요: {why}, {note}, {many}.",
    },
    "ja": {
        "intent.gift_quiz": "贈り物を選ぶ",
        "gift_quiz.friend": "友人に",
        "gift_quiz.parents": "両親に",
        "gift_quiz.ask_who": "どなたへの贈り物ですか。",
        "gift_quiz.ask_why": "何がお好きですか。",
        "gift_quiz.ask_note": "ほかに知っておくことはありますか。",
        "gift_quiz.tea": "お茶",
        "gift_quiz.music": "音楽",
        "gift_quiz.ask_many": "何名様にですか。",
        "gift_quiz.done": "承りました：{why}、{note}、{many}。",
    },
}
FAQ = {
    "en": "## Do you wrap presents? {#wrap}\nYes, in blue paper.\n## Where is the workshop? {#workshop}\nBehind the mill.\n",
    "ko": "## 포장도 되나요? {#wrap}\n네, 파란 종이로 포장해 드려요.\n## 공방은 어디인가요? {#workshop}\n방앗간 뒤에 있어요.\n",
    "ja": "## 包装はできますか？ {#wrap}\nはい、青い紙でお包みします。\n## 工房はどこですか？ {#workshop}\n水車小屋の裏です。\n",
}
ANSWER = {"en": "blue paper", "ko": "파란 종이", "ja": "青い紙"}
TITLE = {"en": "do you wrap presents", "ko": "포장도 되나요", "ja": "包装はできますか"}
PRESENT = {"en": "I need a present", "ko": "선물이 필요해요", "ja": "プレゼントがほしいです"}
FREE = {
    "en": "I would like to get rid of what I bought",
    "ko": "산 걸 되돌리고 싶은데 방법이 있을까요",
    "ja": "買ったものを手放したいのですが",
}
PARENTS = {"en": "my parents", "ko": "부모님께", "ja": "両親に"}
LIKES = {"en": "climbing and old maps", "ko": "등산이랑 오래된 지도", "ja": "登山と古い地図"}
NOTE = {"en": "they return everything", "ko": "뭐든 반품하는 분이에요", "ja": "何でも返品する人です"}
THREE = {"en": "three", "ko": "3명", "ja": "3人"}
RETURN = {"en": "How returns work", "ko": "반품 안내", "ja": "返品について"}


def _page(path: str) -> dict[str, str]:
    return {"url": f"https://naru.example{path}"}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningShop]:
    folder = tmp_path_factory.mktemp("modes")
    for sub in ("flows", "faq", *(f"wording/{lang}" for lang in LANGUAGES)):
        (folder / sub).mkdir(parents=True)
    (folder / "flows/gift_quiz.yaml").write_text(QUIZ, encoding="utf-8")
    for lang in LANGUAGES:
        said = json.dumps(SENTENCES[lang], ensure_ascii=False)
        (folder / "wording" / lang / "gift_quiz.yaml").write_text(said, encoding="utf-8")
        (folder / "faq" / f"{lang}.md").write_text(FAQ[lang], encoding="utf-8")
    with RunningShop(folder, MORE) as running:
        yield running


def _ask(one: Shopper, text: str, path: str) -> dict[str, Any]:
    one.say(text, page=_page(path))
    return one.hears("assistant")


def _tap(one: Shopper, command: dict[str, Any], path: str) -> dict[str, Any]:
    one.send(command=command, page=_page(path))
    return one.hears("assistant")


def _kinds(message: dict[str, Any]) -> list[str]:
    return [block["type"] for block in message["blocks"]]


@pytest.mark.parametrize(
    ("path", "inputs"),
    [
        ("/", {"text": True, "buttons": True, "mode": "mixed"}),
        ("/gift/1", {"text": False, "buttons": True, "mode": "guided"}),
        ("/rules/x/y", {"text": True, "buttons": True, "mode": "closed"}),
        ("/open", {"text": True, "buttons": False, "mode": "open"}),
    ],
)
def test_the_page_says_what_to_answer_with(shop: RunningShop, path: str, inputs: dict[str, Any]) -> None:
    found = shop.browser("en").get("/widget/v1/config", params={"page": path}).json()["shop"]
    assert found["inputs"] == inputs
    greeting = [block["type"] for block in found["greeting"]["blocks"]]
    assert ("buttons" in greeting) == inputs["buttons"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_guided_path_takes_typed_answers(shop: RunningShop, lang: str) -> None:
    one = Shopper(shop, lang)
    begun = _tap(one, {"command": "start", "intent": "gift_quiz"}, "/gift/1")
    assert SENTENCES[lang]["gift_quiz.ask_who"] in words(begun)
    asked = _ask(one, PARENTS[lang], "/gift/1")
    assert SENTENCES[lang]["gift_quiz.ask_why"] in words(asked)
    noted = _ask(one, LIKES[lang], "/gift/1")
    assert SENTENCES[lang]["gift_quiz.ask_note"] in words(noted), (
        "no button says that, and it is an answer all the same"
    )
    counted = _ask(one, NOTE[lang], "/gift/1")
    assert SENTENCES[lang]["gift_quiz.ask_many"] in words(counted)
    done = _ask(one, THREE[lang], "/gift/1")
    assert LIKES[lang] in words(done)
    assert "3" in words(done)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_guided_path_can_be_gone_without_typing(shop: RunningShop, lang: str) -> None:
    one = Shopper(shop, lang)
    _tap(one, {"command": "start", "intent": "gift_quiz"}, "/gift/1")
    asked = _tap(one, {"command": "fill", "slot": "who", "value": "friend"}, "/gift/1")
    assert _kinds(asked) == ["text", "buttons"]
    asked = _tap(one, {"command": "fill", "slot": "why", "value": "tea"}, "/gift/1")
    form = next(block for block in asked["blocks"] if block["type"] == "form")
    assert [(field["name"], field["kind"]) for field in form["fields"]] == [("note", "text")]
    one.send(form={"id": form["form_id"], "values": {"note": NOTE[lang]}}, page=_page("/gift/1"))
    counted = one.hears("assistant")
    form = next(block for block in counted["blocks"] if block["type"] == "form")
    assert [(field["name"], field["kind"]) for field in form["fields"]] == [("many", "number")]
    one.send(form={"id": form["form_id"], "values": {"many": "2"}}, page=_page("/gift/1"))
    done = one.hears("assistant")
    assert NOTE[lang] in words(done)
    assert "2" in words(done)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_closed_matches_and_never_guesses(shop: RunningShop, lang: str) -> None:
    one = Shopper(shop, lang)
    assert ANSWER[lang] in json.dumps(_ask(one, TITLE[lang], "/rules/1"), ensure_ascii=False)
    assert SENTENCES[lang]["gift_quiz.ask_who"] in words(_ask(one, PRESENT[lang], "/rules/1"))
    assert SENTENCES[lang]["gift_quiz.ask_why"] in words(_ask(one, "2", "/rules/1")), "the place of a choice"
    two = Shopper(shop, lang)
    lost = _ask(two, FREE[lang], "/rules/1")
    assert "buttons" in _kinds(lost), "not understood, and no dead end"
    explained = shop.run(_explained(shop, two.conversation))
    assert explained["mode"] == "closed"
    assert explained["messages"][0]["commands"] == []
    named = _ask(two, RETURN[lang], "/rules/1")
    assert words(named) != words(lost), "the name of a wish is a rule"


@pytest.mark.parametrize(
    ("lang", "hello"), [("en", "Hi there!"), ("ko", "안녕하세요~ ㅎㅎ"), ("ja", "こんにちは！")], ids=LANGUAGES
)
def test_closed_greets_whoever_greets(shop: RunningShop, lang: str, hello: str) -> None:
    one = Shopper(shop, lang)
    assert "buttons" in _kinds(_ask(one, hello, "/rules/1"))
    read = shop.run(_explained(shop, one.conversation))["messages"][0]
    assert [command.get("intent") for command in read["commands"]] == ["greet"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_open_tells_choices_in_the_text(shop: RunningShop, lang: str) -> None:
    one = Shopper(shop, lang)
    begun = _tap(one, {"command": "start", "intent": "gift_quiz"}, "/open")
    assert "buttons" not in _kinds(begun)
    assert f"2. {SENTENCES[lang]['gift_quiz.parents']}" in words(begun)
    assert SENTENCES[lang]["gift_quiz.ask_why"] in words(_ask(one, "2", "/open"))


@pytest.mark.parametrize(
    ("page", "inbox", "mode"),
    [
        (None, "web", "closed"),
        (None, "sms", "open"),
        ("https://x.example/gift/1", "web", "guided"),
        ("https://x.example/gift", "web", "guided"),
        ("https://x.example/gifts", "web", "closed"),
        ("/선물/1", "web", "mixed"),
        ("https://x.example/%EC%84%A0%EB%AC%BC/1?a=/gift/1", "web", "mixed"),
        ("https://[::1", "web", "closed"),
        ("/gift/1", "sms", "guided"),
    ],
)
def test_the_page_then_the_inbox_then_the_shop(page: str | None, inbox: str, mode: str) -> None:
    shop = Shop.model_validate(
        {
            "conversation": {
                "mode": "closed",
                "pages": [{"path": "/gift/*", "mode": "guided"}, {"path": "/선물/*", "mode": "mixed"}],
            },
            "inboxes": [{"name": "sms", "mode": "open"}, {"name": "other"}],
        }
    )
    assert mode_of(shop, inbox, page) == mode


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ({"mode": "buttons"}, "guided"),
        ({"pages": [{"path": "gift/*", "mode": "open"}]}, "is not a path"),
        ({"pages": [{"mode": "open"}]}, "is not a path"),
        ({"keywords": [{"words": [], "intent": "faq"}]}, "words"),
    ],
)
def test_what_cannot_work_is_refused(table: dict[str, Any], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        Shop.model_validate({"conversation": table})


async def _explained(shop: RunningShop, conversation: str) -> dict[str, Any]:
    from dangol.conversations import repository
    from dangol.kit.ids import ConversationId

    async with shop.site.database.snapshot() as reader:
        found = await repository.messages_explained(reader, ConversationId(conversation), 0)
    return dict(next(message.explanation for message in reversed(found) if message.explanation))
