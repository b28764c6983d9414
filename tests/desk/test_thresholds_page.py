"""The owner's page of the two thresholds: seen by owners only, saved with proof, undone, in three languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from dangol.accounts.models import Role
from dangol.runtime.settings import load_shop
from desk.running_shop import Agent, RunningShop, Shopper, proof_in

ADDRESS = "/desk/thresholds"
TITLES = {"en": "How sure it has to be", "ko": "얼마나 확실할 때", "ja": "どのくらい確かなら"}
SAVED = {"en": "Saved.", "ko": "저장했어요.", "ja": "保存しました。"}
REFUSED = {"en": "numbers from 0 to 1", "ko": "0에서 1 사이", "ja": "0から1まで"}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningShop]:
    with RunningShop(
        tmp_path_factory.mktemp("owner"), "\n# 주인의 메모\n[understanding]\nact = 0.45  # as it was\n"
    ) as running:
        yield running


def _owner(shop: RunningShop, lang: str = "ko") -> Agent:
    return Agent(shop, "Owner", lang, email=shop.hire("Owner", role=Role.OWNER))


def _now(shop: RunningShop) -> tuple[float, float]:
    found = load_shop(shop.folder / "shop.toml").understanding
    return found.act, found.ask


def test_before_anybody_has_written(shop: RunningShop) -> None:
    page = _owner(shop, "en").http.get(ADDRESS)
    assert page.status_code == 200
    assert "No messages yet" in page.text
    assert "<svg" not in page.text


@pytest.mark.parametrize("lang", list(TITLES))
def test_the_picture_and_its_table(shop: RunningShop, lang: str) -> None:
    one = Shopper(shop, lang)
    one.say({"en": "How much is delivery?", "ko": "배송비가 얼마예요?", "ja": "送料はいくらですか？"}[lang])
    one.hears("assistant")
    page = _owner(shop, lang).http.get(ADDRESS, params={"act": "0.8", "ask": "0.3"})
    assert f'<html lang="{lang}">' in page.text
    assert TITLES[lang] in page.text
    assert re.search(r'<svg [^>]*role="img" aria-label="[^"]+"', page.text)
    assert len(re.findall(r'<tr class="named">', page.text)) == 2, "now, and the one looked at"
    assert page.text.count("<caption") == 1
    assert page.text.count('<label for="') == 2
    assert _now(shop) == (0.45, 0.12), "looking changes nothing"


@pytest.mark.parametrize("lang", list(TITLES))
def test_saved_and_undone(shop: RunningShop, lang: str) -> None:
    owner = _owner(shop, lang)
    proof = proof_in(owner.http.get(ADDRESS).text)
    done = owner.http.post(ADDRESS, data={"act": "0.6", "ask": "0.2", "proof": proof})
    assert done.status_code == 303
    assert _now(shop) == (0.6, 0.2)
    text = (shop.folder / "shop.toml").read_text(encoding="utf-8")
    assert "# 주인의 메모" in text
    assert "act = 0.6  # as it was" in text
    page = owner.http.get(done.headers["location"]).text
    assert SAVED[lang] in page
    undo = page[page.index('class="saved"') :]
    back = {name: re.search(rf'name="{name}" value="([0-9.]+)"', undo)[1] for name in ("act", "ask")}  # type: ignore[index]
    assert owner.http.post(ADDRESS, data={**back, "proof": proof}).status_code == 303
    assert _now(shop) == (0.45, 0.12)


@pytest.mark.parametrize(
    ("act", "ask"), [("0.2", "0.5"), ("1.5", "0.1"), ("nan", "0.1"), ("", ""), ("0.5", "-1"), ("x", "y")]
)
def test_what_cannot_be_is_refused_in_words(shop: RunningShop, act: str, ask: str) -> None:
    for lang, words in REFUSED.items():
        owner = _owner(shop, lang)
        answer = owner.http.post(ADDRESS, data={"act": act, "ask": ask, "proof": owner.proof})
        assert answer.status_code == 422
        assert words in answer.text
    assert _now(shop) == (0.45, 0.12)


def test_only_owners_from_this_page(shop: RunningShop) -> None:
    values = {"act": "0.9", "ask": "0.1"}
    stranger = shop.browser()
    assert stranger.get(ADDRESS).headers["location"] == "/desk/sign-in?next=/desk/thresholds"
    assert stranger.post(ADDRESS, data=values).headers["location"] == "/desk/sign-in?next=/desk/thresholds"
    agent = Agent(shop, "Agent", "en")
    assert agent.http.get(ADDRESS).status_code == 403
    assert agent.http.post(ADDRESS, data={**values, "proof": agent.proof}).status_code == 403
    assert ADDRESS not in agent.page
    owner = _owner(shop)
    assert ADDRESS in owner.page
    assert owner.http.post(ADDRESS, data={**values, "proof": agent.proof}).status_code == 403
    assert owner.http.post(ADDRESS, data=values).status_code == 403
    crossed = owner.http.post(ADDRESS, data={**values, "proof": owner.proof}, headers={"sec-fetch-site": "cross-site"})
    assert crossed.status_code == 403
    assert _now(shop) == (0.45, 0.12)


def test_a_file_that_cannot_be_changed_says_so(shop: RunningShop) -> None:
    path = shop.folder / "shop.toml"
    before = path.read_text(encoding="utf-8")
    owner = _owner(shop, "en")
    try:
        path.write_text(before.partition("[understanding]")[0] + "understanding.act = 0.45\n", encoding="utf-8")
        answer = owner.http.post(ADDRESS, data={"act": "0.6", "ask": "0.2", "proof": owner.proof})
    finally:
        path.write_text(before, encoding="utf-8")
    assert answer.status_code == 409
    assert "under [understanding]" in answer.text
