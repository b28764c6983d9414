"""What could be learnt, at the desk: seen and decided on by members alone, in their language, and written where it belongs."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from dangol.learning.repository import add_lesson
from desk.running_shop import Agent, RunningShop, Shopper, eventually, proof_in

LOST = {
    "ko": "꾸깃꾸깃 뾰로롱 삐약 {} 010-2222-3333",
    "en": "blorfing wumpus gribble {} 010-2222-3333",
    "ja": "ぽよぽよ むにゃむにゃ {} 090-2222-3333",
}
TITLE = {"ko": "학습", "en": "Learning", "ja": "学習"}


def _lost(shop: RunningShop, lang: str, word: str) -> str:
    """A message nobody understands, queued; how it is shown."""
    said = LOST[lang].format(word)
    shopper = Shopper(shop, lang)
    shopper.say(said)
    shopper.hears("assistant")
    return said.rpartition(" ")[0] + " {phone}"


def _page_with(agent: Agent, shown: str) -> str:
    """The page, as soon as that message is on it."""
    pages: list[str] = []

    def there() -> bool:
        pages.append(agent.http.get("/desk/learning").text)
        return shown in pages[-1]

    eventually(there)
    return pages[-1]


def _ids(page: str, shown: str) -> list[str]:
    """The ids of the messages shown with these words, each in its form."""
    return re.findall(rf'value="(lsn_[a-z0-9]+)" checked><span[^>]*>{re.escape(shown)}', page)


def _decide(agent: Agent, **fields: Any) -> Any:
    return agent.http.post("/desk/learning", data={"proof": agent.proof, **fields})


@pytest.mark.parametrize("lang", ["ko", "en", "ja"])
def test_seen_accepted_moved_and_ignored(shop: RunningShop, lang: str) -> None:
    agent = Agent(shop, "민지", lang)
    shown = _lost(shop, lang, f"zibbel {lang * 2}")
    page = _page_with(agent, shown)
    assert f"<h1>{TITLE[lang]}</h1>" in page
    assert "2222" not in page
    [lesson] = _ids(page, shown)
    done = _decide(agent, lesson=lesson, do="accept", intent="track_order")
    assert done.status_code == 303
    assert 'role="status"' in agent.http.get(done.headers["location"]).text
    file = shop.folder / "examples" / f"{lang}.yaml"
    assert shown in yaml.safe_load(file.read_text(encoding="utf-8"))["track_order"].splitlines()
    accepted = agent.http.get("/desk/learning?show=accepted").text
    assert _ids(accepted, shown) == [lesson]
    assert 'id="training"' in accepted
    _decide(agent, lesson=lesson, do="move", intent="complaint", show="accepted")
    assert shown in yaml.safe_load(file.read_text(encoding="utf-8"))["complaint"].splitlines()
    _decide(agent, lesson=lesson, do="ignore", show="accepted")
    assert shown not in file.read_text(encoding="utf-8")
    assert _ids(agent.http.get("/desk/learning?show=ignored").text, shown) == [lesson]


def test_what_cannot_be_is_said_and_changes_nothing(shop: RunningShop) -> None:
    agent = Agent(shop, "민지", "en")
    shown = _lost(shop, "en", "zibbol")
    [lesson] = _ids(_page_with(agent, shown), shown)
    for fields in ({"intent": ""}, {"intent": "buy_a_car"}, {"intent": "track_order", "lesson": "lsn_none"}):
        answer = _decide(agent, **{"lesson": lesson, "do": "accept", **fields})
        assert answer.status_code == 400
        assert 'role="alert"' in answer.text
    assert _ids(agent.http.get("/desk/learning").text, shown) == [lesson]


def test_strangers_and_other_pages_are_kept_out(shop: RunningShop) -> None:
    agent = Agent(shop, "민지", "en")
    shown = _lost(shop, "en", "zobbel")
    [lesson] = _ids(_page_with(agent, shown), shown)
    stranger = shop.browser("en")
    answer = stranger.get("/desk/learning")
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/sign-in?next=/desk/learning")
    assert 'value="/desk/learning"' in stranger.get(answer.headers["location"]).text
    forged = {"lesson": lesson, "do": "ignore"}
    assert stranger.post("/desk/learning", data={**forged, "proof": agent.proof}).status_code == 401
    assert agent.http.post("/desk/learning", data=forged).status_code == 403
    assert agent.http.post("/desk/learning", data={**forged, "proof": "0" * 64}).status_code == 403
    other = Agent(shop, "서준", "en")
    assert agent.http.post("/desk/learning", data={**forged, "proof": other.proof}).status_code == 403
    cross = agent.http.post(
        "/desk/learning", data={**forged, "proof": agent.proof}, headers={"sec-fetch-site": "cross-site"}
    )
    assert cross.status_code == 403
    assert _ids(agent.http.get("/desk/learning").text, shown) == [lesson]
    page = agent.http.get("/desk").text
    assert 'href="/desk/learning"' in page
    assert proof_in(agent.http.get("/desk/learning").text) == agent.proof


def test_a_shoppers_text_is_text(shop: RunningShop) -> None:
    agent = Agent(shop, "민지", "en")
    shopper = Shopper(shop, "en")
    shopper.say('gribble <script>alert(1)</script> "wumpus" blorf')
    shopper.hears("assistant")
    page = _page_with(agent, "gribble &lt;script")
    assert "<script>alert" not in page


def test_groups_that_begin_alike_are_told_apart(shop: RunningShop) -> None:
    """The same words may lie in two groups: once with a thing of the catalogue in them, once from before it was sold."""

    async def twins() -> None:
        async with shop.site.database.transaction() as tx:
            for line in ("one and only", "quite something else"):
                await add_lesson(
                    tx, "en", f"twin-{line}", text="blorfing twins", line=line, reason="unclear", suggested=None,
                    reading={"intents": []}, conversation_id="", seq=0,
                )  # fmt: skip

    shop.run(twins())
    page = Agent(shop, "민지", "en").http.get("/desk/learning").text
    assert len(_ids(page, "blorfing twins")) == 2
    names = re.findall(r'<h2 id="group-\d+">(.*?)</h2>', page)
    assert len(set(names)) == len(names)
    assert "<form" in page
    assert not re.search(r"<form[^>]* aria-label", page), "a hundred landmarks lead nowhere"
