"""Training and going back, at the desk: by owners, in the background, live without a restart, only when nothing gets worse."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dangol.accounts.models import Role
from dangol.learning.models import LessonState
from dangol.learning.repository import lessons_in
from dangol.learning.versions import pin
from desk.running_shop import Agent, RunningShop, Shopper, eventually, words

NONSENSE = {"en": "snorkle the gribble wumpus", "ko": "꿍실꿍실 뿌지직 삐약", "ja": "ぽよぽよ むにゃむにゃ ぬるぽ"}
BUTTON = {
    "en": "Train with 3 new lines",
    "ko": "새 예문 3개 학습하기",
    "ja": "新しい例文3件を学習させる",
}
RUNNING = {"en": "started by Owner", "ko": "시작한 사람: Owner", "ja": "開始: Owner"}
AS_GOOD = {
    "en": "Version 2 is as good as before, and is in use.",
    "ko": "버전 2는 전과 다름없어서 지금부터 써요.",
    "ja": "バージョン2は以前と変わらない成績なので、使い始めました。",
}
WORSE = {
    "en": "is worse, and was not put to use",
    "ko": "전보다 나빠서 쓰지 않았어요",
    "ja": "以前より悪かったので、使っていません",
}
LEARNING = "/desk/learning"


@pytest.fixture(scope="module")
def owned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningShop]:
    """A shop of its own, what it learns is nobody else's, in which something was accepted once."""
    with RunningShop(tmp_path_factory.mktemp("taught")) as running:

        async def first() -> None:
            async with running.site.database.transaction() as tx:
                await pin(tx, {}, "cli:nari")

        running.run(first())
        yield running


def _member(shop: RunningShop, lang: str, role: Role = Role.OWNER) -> Agent:
    shop.site.limiter._buckets.clear()
    name = "Owner" if role is Role.OWNER else "Agent"
    return Agent(shop, name, lang, shop.hire(name, role=role))


def _page(agent: Agent, path: str = LEARNING) -> str:
    return html.unescape(agent.http.get(path).text)


def _post(agent: Agent, what: str, **fields: Any) -> Any:
    return agent.http.post(f"{LEARNING}/{what}", data={"proof": agent.proof, **fields})


def _number(shop: RunningShop) -> int:
    found: int = shop.site.rooms["mind"].number
    return found


def _says(shop: RunningShop, lang: str) -> str:
    shopper = Shopper(shop, lang)
    shopper.say(NONSENSE[lang])
    return words(shopper.hears("assistant"))


def _accept(shop: RunningShop, owner: Agent) -> None:
    async def queued() -> list[str]:
        async with shop.site.database.snapshot() as reader:
            return [lesson.id for lesson in await lessons_in(reader, LessonState.OPEN)]

    ids = eventually(lambda: found if len(found := shop.run(queued())) == 3 else None)
    answer = owner.http.post(LEARNING, data={"proof": owner.proof, "lesson": ids, "do": "accept", "intent": "greet"})
    assert answer.status_code == 303


def _over(agent: Agent) -> str:
    """The page once nothing is under way any more."""
    return str(eventually(lambda: page if "data-running" not in (page := _page(agent)) else None, 300))


def test_trained_measured_live_and_taken_back(owned: RunningShop) -> None:
    owners = {lang: _member(owned, lang) for lang in NONSENSE}
    owner, agent = owners["en"], _member(owned, "en", Role.AGENT)
    lost = {lang: _says(owned, lang) for lang in NONSENSE}
    assert "/train" not in _page(owner), "nothing is new yet"
    _accept(owned, owner)
    for lang, one in owners.items():
        assert BUTTON[lang] in _page(one)
    assert BUTTON["en"] not in _page(agent)
    assert "An owner can have them learnt here." in _page(agent)
    assert _post(agent, "train").status_code == 403
    assert _post(owner, "train", proof="0" * 64).status_code == 403
    assert owned.browser("en").post(f"{LEARNING}/train", data={"proof": owner.proof}).status_code == 401
    assert BUTTON["en"] in _page(owner), "none of these has begun it"

    assert _post(owner, "train").headers["location"] == LEARNING
    again = _post(owners["ko"], "train")
    assert again.headers["location"] == f"{LEARNING}?trouble=training_under_way"
    assert "이미 학습을 돌리고 있어요" in _page(owners["ko"], again.headers["location"])
    for lang, one in owners.items():
        page = _page(one)
        assert "data-running" in page
        assert RUNNING[lang] in page
        assert BUTTON[lang] not in page
    part = agent.http.get(f"{LEARNING}/training")
    assert "data-running" in part.text
    assert "<html" not in part.text

    page = _over(owner)
    assert AS_GOOD["en"] in page
    assert "New lines read as meant: 3 of 3 (before: 0)" in page
    assert "your shop has neither evaluation lines" in page.lower()
    for lang in ("ko", "ja"):
        assert AS_GOOD[lang] in _page(owners[lang])
    eventually(lambda: _number(owned) == 2)
    for lang in NONSENSE:
        assert _says(owned, lang) != lost[lang]
    versions = _page(owner, f"{LEARNING}?show=versions")
    assert re.search(r"Version 2 <span class=\"chip live\">in use", versions)
    assert re.search(r", Owner · 3 lines, 3 new", versions)

    assert "Back to version 1" not in _page(agent, f"{LEARNING}?show=versions")
    assert _post(agent, "back", to="1").status_code == 403
    assert "trouble=version_changed" in _post(owner, "back", to="7").headers["location"]
    done = _post(owner, "back", to="1", show="versions").headers["location"]
    assert "Version 1 is in use again." in _page(owner, done)
    eventually(lambda: _number(owned) == 1)
    page = _page(owner)
    assert "Train again" in page, "the lines are still accepted"
    assert "trouble=no_version_before" in _post(owner, "back", to="0").headers["location"]


def test_what_is_worse_is_said_with_what_to_do_and_stays_out(owned: RunningShop) -> None:
    owners = {lang: _member(owned, lang) for lang in NONSENSE}
    live = _number(owned)
    _write(owned.folder / "evaluation" / "ko.yaml", "thanks: |\n  정말 감사합니다\n  고마워요\n")
    _write(
        owned.folder / "tests" / "thanks.yaml",
        "lang: ja\ntalk:\n  - says: ありがとうございます\n    expects: {flow: thanks}\n",
    )
    _write(
        owned.folder / "examples" / "ko.yaml",
        "complaint: |\n  정말 감사합니다\n  감사합니다\n  고맙습니다\n  고마워요\n",
    )
    thanks = "complaint: |\n  ありがとうございます\n  ありがとう\n  どうもありがとうございます\n"
    _write(owned.folder / "examples" / "ja.yaml", thanks)
    _post(owners["en"], "train")
    _over(owners["en"])
    for lang, owner in owners.items():
        page = _page(owner)
        assert WORSE[lang] in page
        assert "정말 감사합니다" in page
        assert "tests/thanks.yaml" in page
        assert '<a href="/desk/learning?show=accepted">' in page
    assert "1 conversation test passed before and would no longer pass." in _page(owners["en"])
    assert _number(owned) == live


def test_what_cannot_be_learnt_is_said(owned: RunningShop) -> None:
    owner = _member(owned, "en")
    _write(owned.folder / "examples" / "en.yaml", "Greet: |\n  ahoy there\n")
    _post(owner, "train")
    page = _over(owner)
    assert "The training could not be finished. What was in use stays. The reason:" in page
    assert "en.yaml" in page
    _write(owned.folder / "examples" / "en.yaml", "greet: [ahoy\n")
    assert "The shop’s examples can’t be read" in _page(owner)
    assert "trouble=nothing_to_learn" in _post(owner, "train").headers["location"]


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
