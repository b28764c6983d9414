"""The desk over HTTP: who gets in, what they see live, what they do, and who is kept out."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import httpx2
import jwt
import pytest
from sqlalchemy import select

from dangol.accounts.models import member_sessions
from dangol.assistant.language_model.repository import conversation_scope, reserve, settle
from dangol.bootstrap.files import read_books
from dangol.web.desk_words import WORDS
from desk.floor import WISHES
from desk.running_shop import PASSWORD, Agent, RunningShop, Shopper, eventually, proof_in, words

ANSWERS = {"ko": "네, 바로 확인해 드릴게요.", "en": "Sure, let me look.", "ja": "はい、すぐに確認いたします。"}
WRONG = {"ko": "이메일", "en": "password don", "ja": "パスワード"}


def _sign_in(http: httpx2.Client, email: str, password: str, **more: str) -> httpx2.Response:
    page = http.get("/desk/sign-in").text
    return http.post("/desk/sign-in", data={"email": email, "password": password, "proof": proof_in(page), **more})


@contextmanager
def _feed(agent: Agent, position: str | None = None) -> Iterator[Iterator[tuple[str, dict[str, Any]]]]:
    """The events of the stream: id and data."""
    headers = {"last-event-id": position} if position else {}
    with agent.http.stream("GET", "/desk/feed", headers=headers) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")

        def events() -> Iterator[tuple[str, dict[str, Any]]]:
            fields: dict[str, str] = {}
            for line in answer.iter_lines():
                if line:
                    name, _, value = line.partition(": ")
                    fields[name] = value
                elif "data" in fields:
                    yield fields.get("id", ""), json.loads(fields["data"])
                    fields = {}

        yield events()


@pytest.mark.parametrize("lang", ["ko", "en", "ja"])
def test_the_door_speaks_the_browsers_language_and_needs_no_script(shop: RunningShop, lang: str) -> None:
    http = shop.browser(lang)
    answer = http.get("/desk/c/cnv_abc")
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/sign-in?next=/desk/c/cnv_abc")
    page = http.get(answer.headers["location"])
    assert f'<html lang="{lang}">' in page.text
    assert "<script" not in page.text
    assert page.headers["cache-control"] == "no-store"
    wrong = _sign_in(http, "nobody@naru.example", "not the password")
    assert wrong.status_code == 401
    assert WRONG[lang] in wrong.text
    email = shop.hire("김민지")
    right = _sign_in(http, email.upper(), PASSWORD, next="/desk/c/cnv_abc")
    assert (right.status_code, right.headers["location"]) == (303, "/desk/c/cnv_abc")
    desk = http.get("/desk")
    assert "김민지" in desk.text
    assert "script-src 'self'" in desk.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("ko", "FAQ나 정책에서 바뀐 내용을 반영하지 못했어요."),
        ("en", "A change to the FAQ or policies was not taken."),
        ("ja", "FAQまたは規約の変更を反映できませんでした。"),
    ],
)
def test_files_that_were_refused_are_told_at_the_desk(
    shop: RunningShop, monkeypatch: pytest.MonkeyPatch, lang: str, told: str
) -> None:
    agent = Agent(shop, "Ann", lang)
    assert told not in agent.http.get("/desk").text
    monkeypatch.setitem(shop.site.warnings, "answers", lambda: "refused")
    assert told in agent.http.get("/desk").text
    assert told in agent.http.get("/desk/learning").text


@pytest.mark.parametrize("lang", ["ko", "en", "ja"])
def test_whatever_can_be_refused_has_words_at_the_desk(
    shop: RunningShop, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    agent = Agent(shop, "Ann", lang)
    names = list(shop.site.warnings)
    assert {"files", "answers", "coupons"} <= set(names)
    for name in names:
        monkeypatch.setitem(shop.site.warnings, name, lambda: "refused")
    page = agent.http.get("/desk")
    assert page.status_code == 200
    assert page.text.count('class="alert" role="status"') == len(names)


def test_nobody_is_led_away_after_signing_in(shop: RunningShop) -> None:
    email = shop.hire("Sato")
    for onward in ("https://evil.example", "//evil.example", "/desk//evil.example", "/desk/c/../../x", "/desk\n/x"):
        answer = _sign_in(shop.browser(), email, PASSWORD, next=onward)
        assert answer.headers["location"] == "/desk", onward


def test_the_cookie_is_kept_from_scripts_and_other_sites(shop: RunningShop) -> None:
    answer = _sign_in(shop.browser(), shop.hire("Sato"), PASSWORD)
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("dangol_desk="))
    for part in ("HttpOnly", "SameSite=lax", "Path=/", "Max-Age=604800"):
        assert part in cookie
    assert "Secure" not in cookie
    # Behind https, the cookie is bound to this host and to https.
    secure = shop.browser()
    secure.headers["x-forwarded-proto"] = "https"
    page = secure.get("/desk/sign-in")
    form = page.headers["set-cookie"].partition(";")[0]
    data = {"email": shop.hire("Kim"), "password": PASSWORD, "proof": proof_in(page.text)}
    answer = secure.post("/desk/sign-in", data=data, headers={"cookie": form})
    cookie = next(c for c in answer.headers.get_list("set-cookie") if "dangol_desk=" in c)
    assert cookie.startswith("__Host-dangol_desk=")
    assert "Secure" in cookie


def test_known_and_unknown_addresses_look_alike(shop: RunningShop) -> None:
    known = shop.hire("Kim")
    pages = []
    for email in (known, "unknown@naru.example"):
        answer = _sign_in(shop.browser("en"), email, "not the password")
        pages.append((answer.status_code, answer.text.replace(email, "").replace(proof_in(answer.text), "")))
    assert pages[0] == pages[1]


def test_too_many_tries_are_slowed_down_kindly(shop: RunningShop, monkeypatch: pytest.MonkeyPatch) -> None:
    # All in one instant, however slow the machine.
    monkeypatch.setattr("dangol.web.limits.time", SimpleNamespace(monotonic=lambda: 1000.0))
    for email in (shop.hire("Kim"), "unknown@naru.example"):
        http = shop.browser("ko")
        answers = [_sign_in(http, email, "wrong password") for _ in range(9)]
        assert [answer.status_code for answer in answers] == [401] * 8 + [429]
        assert int(answers[-1].headers["retry-after"]) >= 1
        assert "초 뒤에" in answers[-1].text
        assert _sign_in(http, email, PASSWORD).status_code == 429
    # Another member is not locked out by it; a network that tries many addresses is.
    assert _sign_in(shop.browser(), shop.hire("Sato"), PASSWORD).status_code == 303
    http = shop.browser("ja")
    statuses = [_sign_in(http, f"x{n}@naru.example", "wrong password").status_code for n in range(24)]
    assert statuses[-1] == 429


def test_a_strangers_page_signs_nobody_in(shop: RunningShop) -> None:
    email = shop.hire("Kim")
    data = {"email": email, "password": PASSWORD}
    bare = shop.browser()
    assert bare.post("/desk/sign-in", data=data).status_code == 403
    theirs = proof_in(shop.browser().get("/desk/sign-in").text)
    mine = shop.browser()
    mine.get("/desk/sign-in")
    assert mine.post("/desk/sign-in", data={**data, "proof": theirs}).status_code == 403
    good = {**data, "proof": proof_in(mine.get("/desk/sign-in").text)}
    crossed = mine.post("/desk/sign-in", data=good, headers={"sec-fetch-site": "cross-site"})
    assert crossed.status_code == 403
    assert mine.post("/desk/sign-in", data=good).status_code == 303


def test_changes_need_the_pages_own_proof(shop: RunningShop) -> None:
    shopper = Shopper(shop, "ko")
    shopper.say("안녕하세요")
    agent, other = Agent(shop, "김민지"), Agent(shop, "佐藤")
    path = f"/desk/api/conversations/{shopper.conversation}/take"
    for headers in ({}, {"x-desk-proof": other.proof}, {"x-desk-proof": "0" * 64}, {"x-desk-proof": "é"}):
        answer = agent.http.post(path, json={}, headers={k: v.encode() for k, v in headers.items()})
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "request_forged")
    for verb in ("reply", "give-back", "settle", "notes"):
        body = {"id": "client-id-0", "text": "x"} if verb in ("reply", "notes") else {}
        assert agent.http.post(path.replace("take", verb), json=body).status_code == 403
    assert agent.http.post("/desk/sign-out", data={"proof": other.proof}).status_code == 403
    assert shopper.holder() == "assistant"
    assert agent.do(shopper.conversation, "take").status_code == 200


def test_a_stolen_or_ended_session_opens_nothing(shop: RunningShop) -> None:
    agent = Agent(shop, "김민지")
    cookie = dict(agent.http.cookies)["dangol_desk"]

    async def hashes() -> list[str]:
        async with shop.site.database.snapshot() as reader:
            return [row.id_hash for row in await reader.all(select(member_sessions))]

    stored = shop.run(hashes())
    assert cookie not in stored
    for stolen in (stored[0], cookie[:-1], f"{cookie}x", ""):
        thief = shop.browser()
        thief.cookies.set("dangol_desk", stolen)
        for path in ("/desk/feed", "/desk/api/inbox?before=2026-01-01T00:00:00Z", "/desk/api/conversations/cnv_x"):
            assert thief.get(path).status_code == 401
        assert thief.get("/desk").status_code == 303
    assert agent.http.post("/desk/sign-out", data={"proof": agent.proof}).status_code == 303
    copied = shop.browser()
    copied.cookies.set("dangol_desk", cookie)
    assert copied.get("/desk/feed").status_code == 401


def test_a_session_planted_before_signing_in_is_not_signed_in(shop: RunningShop) -> None:
    http = shop.browser()
    http.cookies.set("dangol_desk", "planted", domain="127.0.0.1", path="/")
    assert _sign_in(http, shop.hire("Kim"), PASSWORD).status_code == 303
    thief = shop.browser()
    thief.cookies.set("dangol_desk", "planted")
    assert thief.get("/desk").status_code == 303


@pytest.mark.parametrize("lang", ["ko", "en", "ja"])
def test_asked_for_seen_live_taken_answered_given_back(shop: RunningShop, lang: str) -> None:
    agent = Agent(shop, "김민지", lang)
    shopper = Shopper(shop, lang)
    with _feed(agent) as events:
        _, first = next(events)
        assert first["whole"]
        began = time.monotonic()
        shopper.say(WISHES[lang])
        entry: dict[str, Any] = {}
        while not (entry.get("waits") and entry.get("handover")):
            _, change = next(events)
            entry = next((e for e in change["entries"] if e["id"] == shopper.conversation), entry)
            assert time.monotonic() - began < 60
    assert (entry["lang"], entry["holder"]) == (lang, "queue")
    assert entry["handover"]["question"] == WISHES[lang]
    assert words(shopper.hears("assistant"))
    assert shopper.holder() == "queue"

    shopper.say("!")
    taken = agent.do(shopper.conversation, "take").json()["entry"]
    assert (taken["holder"], taken["agent"]["name"], taken["waits"]) == ("agent", "김민지", False)
    assert "김민지" in words(shopper.hears("system"))
    found = agent.open(shopper.conversation)
    assert [message["source"] for message in found["messages"]] == ["shopper", "assistant", "shopper", "system"]
    assert found["panel"]["wishes"][0]["labels"]
    sent = agent.do(shopper.conversation, "reply", id="client-id-7", text=ANSWERS[lang], read=found["last"])
    assert sent.status_code == 200
    again = agent.do(shopper.conversation, "reply", id="client-id-7", text=ANSWERS[lang])
    assert again.json()["seq"] == sent.json()["seq"]
    heard = shopper.hears("agent")
    assert (words(heard), heard["author"]["name"], heard["lang"]) == (ANSWERS[lang], "김민지", lang)
    mine = agent.open(shopper.conversation)["messages"][-1]
    assert mine["client_id"] == "client-id-7"

    shopper.say(WISHES[lang])
    assert agent.do(shopper.conversation, "give-back").status_code == 200
    assert "김민지" in words(shopper.hears("assistant"))
    assert shopper.holder() == "assistant"
    seq = shopper.say("?")
    assert shopper.hears("assistant")["reply_to"] == seq


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("ko", "질문 2번 · 토큰 560개 · 0.42 KRW"),
        ("en", "2 questions · 560 tokens · 0.42 KRW"),
        ("ja", "質問2回・560トークン・0.42 KRW"),
    ],
)
def test_what_a_language_model_cost_stands_beside_the_conversation(shop: RunningShop, lang: str, told: str) -> None:
    agent, shopper = Agent(shop, "Kim", lang), Shopper(shop, lang)
    shopper.say(WISHES[lang])
    shopper.hears("assistant")
    assert agent.open(shopper.conversation)["panel"]["spent"] == []

    async def spend() -> None:
        scope = conversation_scope(shopper.conversation, "KRW")
        async with shop.site.database.transaction() as tx:
            for cost in (300_000, 300_000):
                assert await reserve(tx, scope, cost, 10_000_000)
            await settle(tx, scope, -180_000, 500, 60)

    shop.run(spend())
    assert agent.open(shopper.conversation)["panel"]["spent"] == [told]


def test_a_feed_goes_on_where_it_broke_off(shop: RunningShop) -> None:
    agent, shopper = Agent(shop, "Kim"), Shopper(shop, "en")
    shopper.say("hello")
    with _feed(agent) as events:
        position, first = next(events)
        assert first["whole"]
        while shopper.conversation not in [entry["id"] for entry in first["entries"]]:
            position, first = next(events)
    other = Shopper(shop, "ja")
    other.say("こんにちは")
    shopper.hears("assistant")
    other.hears("assistant")
    seen: set[str] = set()
    with _feed(agent, position) as events:
        while other.conversation not in seen:
            _, change = next(events)
            assert not change["whole"]
            seen |= {entry["id"] for entry in change["entries"]}


def test_a_desk_that_is_open_counts_as_there_and_one_that_is_shut_does_not(shop: RunningShop) -> None:
    from dangol.accounts.actions import members_present
    from dangol.desk.actions import PRESENT

    agent = Agent(shop, "Kim")

    async def there() -> list[str]:
        async with shop.site.database.snapshot() as reader:
            return [member.email for member in await members_present(reader, reader.now - PRESENT)]

    clock = shop.site.database.clock
    try:
        clock.set(clock.now() + PRESENT * 2)
        assert agent.email not in shop.run(there())
        with _feed(agent) as events:
            next(events)
            assert eventually(lambda: agent.email in shop.run(there()))
        agent.http.post("/desk/sign-out", data={"proof": agent.proof})
        assert agent.email not in shop.run(there())
    finally:
        clock._offset *= 0


def test_two_agents_meet(shop: RunningShop) -> None:
    one, other, shopper = Agent(shop, "김민지"), Agent(shop, "佐藤", "ja"), Shopper(shop, "ja")
    shopper.say("担当者と話したいです")
    shopper.hears("assistant")
    assert one.do(shopper.conversation, "take").status_code == 200
    late = other.do(shopper.conversation, "take")
    assert (late.status_code, late.json()["error"]["code"]) == (409, "held_by_another")
    assert late.json()["error"]["message"] == "김민지が対応しています。"
    assert other.do(shopper.conversation, "take", over=True).status_code == 200
    lost = one.do(shopper.conversation, "reply", id="client-id-8", text="네")
    assert (lost.status_code, lost.json()["error"]["code"]) == (409, "held_by_another")
    seq = shopper.say("もしもし")
    stale = other.do(shopper.conversation, "reply", id="client-id-9", text="はい", read=seq - 1)
    assert (stale.status_code, stale.json()["error"]["code"]) == (409, "overtaken")


def test_notes_never_reach_the_shopper(shop: RunningShop) -> None:
    agent, shopper = Agent(shop, "Kim"), Shopper(shop, "en")
    shopper.say("hello")
    shopper.hears("assistant")
    assert agent.do(shopper.conversation, "notes", id="note-id-22", text="difficult, be kind").status_code == 200
    answer = shopper.http.get(
        "/widget/v1/messages", params={"after": 0}, headers={"authorization": f"Bearer {shopper.token}"}
    )
    assert "be kind" not in answer.text
    assert [note["text"] for note in agent.open(shopper.conversation)["notes"]] == ["difficult, be kind"]


def test_a_known_customer_is_shown_as_one(shop: RunningShop) -> None:
    now = shop.site.database.clock.now()
    key = shop.site.secrets.key("identity")
    claims = {"sub": "C-1042", "email": "suji@example.com", "name": "이수지", "exp": int(now.timestamp()) + 600}
    agent, shopper, liar = Agent(shop, "Kim"), Shopper(shop, "ko"), Shopper(shop, "ko")
    shopper.say("제 주문 어디까지 왔나요?", identity=jwt.encode(claims, key, "HS256"))
    found = agent.open(shopper.conversation)
    assert found["entry"]["person"] == {
        "name": "이수지",
        "email": "suji@example.com",
        "phone": None,
        "customer": "C-1042",
    }
    assert found["panel"]["orders"] == []
    forged = {"id": "message-forged-1", "text": "x", "identity": jwt.encode(claims, "k" * 32, "HS256")}
    assert liar.http.post("/widget/v1/messages", json=forged).status_code == 401
    # The same customer on another device: another conversation, and the desk sees both.
    other = Shopper(shop, "ko")
    other.say("또 저예요", identity=jwt.encode(claims, key, "HS256"))
    assert [past["id"] for past in agent.open(other.conversation)["panel"]["past"]] == [shopper.conversation]


def test_what_does_not_fit_is_answered_in_words(shop: RunningShop) -> None:
    agent = Agent(shop, "Kim", "en")
    assert agent.http.get("/desk/api/conversations/cnv_none").status_code == 404
    assert agent.http.get("/desk/api/inbox?before=yesterday").json()["error"]["code"] == "time_invalid"
    assert agent.do("cnv_none", "reply", id="short", text="x").status_code == 422
    assert agent.do("cnv_none", "take").status_code == 404
    big = agent.http.post("/desk/sign-in", content=b"x" * 20_000)
    assert big.status_code == 413


def test_every_word_of_the_page_stands_in_every_language(shop: RunningShop) -> None:
    keys: dict[str, set[str]] = {}
    for book in read_books(None):
        keys.setdefault(book.lang, set()).update(key for key in book.entries if key.startswith("deskui."))
    assert keys["en"] == keys["ko"] == keys["ja"]
    assert {f"deskui.{word}" for word in WORDS} <= keys["en"]
    for lang in ("en", "ko", "ja"):
        page = Agent(shop, "Kim", lang).page
        start = json.loads(page.partition('id="start">')[2].partition("</script>")[0])
        assert set(start["words"]) == set(WORDS)
        assert "{n}" in start["words"]["visitor"]
