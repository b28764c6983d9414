"""What nobody could answer but an agent, made an answer at the desk: into the file, and given word for word without a restart."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest

from dangol.accounts.models import Role
from desk.running_shop import Agent, RunningShop, Shopper, eventually, words

LEARNING = "/desk/learning"
ASKED = {
    "en": "can my parakeet sleep in the cargo pod",
    "ko": "앵무새를 화물 포드에서 재워도 되나요",
    "ja": "インコを貨物ポッドで寝かせてもいいですか",
}
REPLIES = {
    "en": "It can, for up to two nights.\n\nPlease leave a window open. Call 02-312-3456 if it sings.",
    "ko": "네, 이틀까지 가능해요.\n\n창문을 열어 두세요. 노래하면 02-312-3456으로 전화 주세요.",
    "ja": "はい、二泊まで可能です。\n\n窓を開けておいてください。歌い出したら 03-3123-4567 へお電話ください。",
}
ANSWERS = {
    "en": "It can, for up to two nights.\n\nPlease leave a window open.",
    "ko": "네, 이틀까지 가능해요.\n\n창문을 열어 두세요.",
    "ja": "はい、二泊まで可能です。\n\n窓を開けておいてください。",
}
DONE = {"en": "an answer of its own now", "ko": "답변을 정했어요", "ja": "回答を用意しました"}


@pytest.fixture(scope="module")
def owned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningShop]:
    with RunningShop(tmp_path_factory.mktemp("answering")) as running:
        yield running


def _owner(shop: RunningShop, lang: str) -> Agent:
    shop.site.limiter._buckets.clear()
    return Agent(shop, "Owner", lang, shop.hire("Owner", role=Role.OWNER))


def _answered_by_an_agent(shop: RunningShop, lang: str, text: str) -> Shopper:
    agent = Agent(shop, "민지", lang)
    shopper = Shopper(shop, lang)
    shopper.say(text)
    shopper.hears("assistant")
    agent.do(shopper.conversation, "take", over=True)
    sent = agent.do(shopper.conversation, "reply", id=f"reply-{lang}-{abs(hash(text))}", text=REPLIES[lang])
    assert sent.status_code == 200, sent.text
    return shopper


def _group(agent: Agent, text: str) -> str:
    """The page's form with that message."""

    def there() -> str | None:
        page = agent.http.get(LEARNING).text
        forms = re.findall(r'<form method="post" action="/desk/learning" .*?</form>', page, re.DOTALL)
        return next((form for form in forms if text in form), None)

    return str(eventually(there))


def _in(form: str, name: str) -> str:
    found = re.search(rf'<textarea[^>]* name="{name}"[^>]*>(.*?)</textarea>', form, re.DOTALL)
    assert found, form
    return html.unescape(found[1])


def _save(agent: Agent, form: str, **fields: Any) -> Any:
    ids = re.findall(r'value="(lsn_[a-z0-9]+)"', form)
    return agent.http.post(LEARNING, data={"proof": agent.proof, "lesson": ids, "do": "answer", **fields})


@pytest.mark.parametrize("lang", ASKED)
def test_an_agents_words_become_the_answer(owned: RunningShop, lang: str) -> None:
    file = owned.folder / "faq" / f"{lang}.md"
    file.parent.mkdir(exist_ok=True)
    before = f"# {lang}\n\n<!-- mine -->\n## A? {{#a-{lang}}}\n\nB.\n"
    file.write_text(before, encoding="utf-8")
    _answered_by_an_agent(owned, lang, ASKED[lang])
    owner = _owner(owned, lang)
    form = _group(owner, ASKED[lang])
    assert _in(form, "question") == ASKED[lang]
    offered = _in(form, "answer")
    assert "3123" not in offered
    assert "312-3456" not in offered
    assert "{phone}" in offered
    refused = _save(owner, form, question=ASKED[lang], answer=offered)
    assert refused.status_code == 400, "somebody's number would be told to everybody"
    assert "{phone}" in html.unescape(refused.text)
    assert _in(refused.text.split('<details class="answer" open>')[1], "answer") == offered
    assert file.read_text(encoding="utf-8") == before

    done = _save(owner, form, question=ASKED[lang], answer=ANSWERS[lang])
    assert DONE[lang] in owner.http.get(done.headers["location"]).text
    after = file.read_text(encoding="utf-8")
    assert after.startswith(before)
    assert after.endswith(f"\n\n{ANSWERS[lang]}\n")
    assert f"\n## {ASKED[lang]} {{#" in after

    def quoted() -> bool:
        shopper = Shopper(owned, lang)
        shopper.say(ASKED[lang])
        blocks = shopper.hears("assistant")["blocks"]
        return any(block.get("type") == "quote" and block["text"] == ANSWERS[lang] for block in blocks)

    eventually(quoted)
    again = _save(owner, form, question=ASKED[lang], answer="x")
    assert again.status_code == 400, "one question has one answer"
    assert f"faq/{lang}.md" in owner.http.get(f"{LEARNING}?show=answered").text


def test_words_that_were_read_as_something_else_have_their_answer_too(owned: RunningShop) -> None:
    """A person decided what these words are answered with, whatever they look like."""
    said = "do you have the parakeet sleeping bag in size small"
    owner = _owner(owned, "en")
    shopper = _answered_by_an_agent(owned, "en", said)
    assert shopper.token
    form = _group(owner, said)
    _save(owner, form, question="Is there a sleeping bag for birds?", answer="There is, in one size.")

    def quoted(text: str) -> bool:
        other = Shopper(owned, "en")
        other.say(text)
        return "There is, in one size." in words(other.hears("assistant"))

    eventually(lambda: quoted(said))
    assert quoted(f"{said}?")
    assert quoted("Is there a sleeping bag for birds?")


def test_only_owners_write_answers(owned: RunningShop) -> None:
    said = "may my hamster drive the forklift"
    _answered_by_an_agent(owned, "en", said)
    owner, agent = _owner(owned, "en"), Agent(owned, "민지", "en")
    form = _group(owner, said)
    assert 'name="answer"' not in _group(agent, said)
    for who, fields, status in (
        (agent, {}, 403),
        (owner, {"proof": "0" * 64}, 403),
        (owner, {"answer": "<b>Yes</b>"}, 400),
        (owner, {"answer": ""}, 400),
        (owner, {"lesson": "lsn_none"}, 400),
    ):
        assert _save(who, form, **{"question": said, "answer": "No.", **fields}).status_code == status
    assert "forklift" not in (owned.folder / "faq" / "en.md").read_text(encoding="utf-8")
