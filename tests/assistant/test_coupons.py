"""Coupons in the conversation, in three languages: every way a code may stand, a code of one's own from a flow, a file that changes."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from rich.console import Console
from sqlalchemy import func, select

from dangol.assistant.actions.coupons import code_said
from dangol.bootstrap.live_coupons import read_coupons
from dangol.bootstrap.shop import open_app
from dangol.bootstrap.talk import Reply, Talk
from dangol.cli.checking import look_over
from dangol.cli.importing import import_folder
from dangol.cli.template import write_shop
from dangol.commerce.orders.models import orders
from dangol.commerce.orders.repository import newest
from dangol.commerce.promotions.coupons import CouponBook
from dangol.commerce.promotions.table import parse_coupons
from dangol.conversations.ports import Said
from dangol.desk.panel import read_panel
from dangol.runtime.clock import Clock
from dangol.runtime.jobs_at_once import JobsAtOnce
from dangol.runtime.settings import load_settings
from dangol.web.api_shop import order_json, read_cart

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
COUPONS = """
[[coupon]]
code = "TENTH"
name = "10"
percent = 10
public = true

[[coupon]]
code = "BIGGER"
name = "20"
percent = 20
minimum = { KRW = "50000" }

[[coupon]]
code = "LATER"
name = "30"
percent = 30
starts = 2026-12-24

[[coupon]]
code = "BEFORE"
name = "40"
percent = 40
ends = 2026-11-22

[[coupon]]
code = "LAST"
name = "60"
percent = 50
uses = 1

[[coupon]]
code = "ALLFREE"
name = "70"
percent = 100

[[coupon]]
code = "POST"
name = "80"
free_delivery = true

[[coupon]]
code = "SORRY"
name = "50"
percent = 50
personal = true
valid_days = 30
"""
FLOW = """
flow: sorry
start_on: [sorry]
menu: 1
steps:
  - say: sorry.first
  - coupon: sorry
    on:
      given:
        - say: sorry.last
"""
SENTENCES = {
    "en": ("Sorry", "This is for next time:", "Good until {expires|none:ever|other:then}: {code}."),
    "ko": ("죄송해요", "다음에 쓰실 쿠폰이에요.", "{expires|none:언제든|other:그때까지} 쓰실 수 있어요: {code}."),
    "ja": ("お詫び", "次回お使いください。", "{expires|none:いつでも|other:それまで}お使いいただけます：{code}。"),
}


def _shop(folder: Path) -> Path:
    """A shop with one mug at 30,000 won, all kinds of coupons, and a flow that gives one."""
    write_shop(
        folder, name="나루상점", languages=("ko", "en", "ja"), currency="KRW", country="KR", timezone="Asia/Seoul"
    )
    variant = {"sku": "MUG", "prices": {"KRW": "30000"}, "stock": None}
    mug = {"id": "mug", "title": {"ko": "머그", "en": "Mug", "ja": "マグ"}, "variants": [variant]}
    (folder / "catalog" / "products.jsonl").write_text(json.dumps(mug) + "\n", encoding="utf-8")
    (folder / "coupons.toml").write_text(COUPONS, encoding="utf-8")
    (folder / "flows" / "sorry.yaml").write_text(FLOW, encoding="utf-8")
    for lang, (intent, first, last) in SENTENCES.items():
        path = folder / "wording" / lang / "sorry.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(f'intent.sorry: "{intent}"\nsorry.first: "{first}"\nsorry.last: "{last}"\n', encoding="utf-8")
    return folder


@asynccontextmanager
async def _open(folder: Path, clock: Clock | None = None) -> AsyncIterator[Talk]:
    settings = load_settings(folder, {})
    settings.data.mkdir(exist_ok=True)
    assert await import_folder(folder, Console(quiet=True))
    async with open_app(settings, clock or Clock(NOW), work=True, jobs=JobsAtOnce) as app:
        await app.warm()
        yield Talk(app)


async def _tap(talk: Talk, who: str, intent: str, lang: str, **slots: object) -> Reply:
    said = Said(command={"command": "start", "intent": intent, "slots": slots}, label=intent)
    return (await talk.say(who, said, lang))[-1]


async def _mug(talk: Talk, who: str, lang: str) -> Reply:
    return await _tap(talk, who, "add_to_cart", lang, product="product:mug")


async def _code(talk: Talk, who: str, code: str, lang: str) -> str:
    return (await _tap(talk, who, "use_coupon", lang, code=code)).text


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        (
            "en",
            {
                "TENTH": ("₩3,000 off", "₩27,000"),
                "BIGGER": ("from ₩50,000", "₩20,000 more"),
                "LATER": ("counts from December 24, 2026",),
                "BEFORE": ("has run out",),
                "NOSUCH": ("can't find",),
            },
        ),
        (
            "ko",
            {
                "TENTH": ("3,000원 할인", "27,000원이에요"),
                "BIGGER": ("50,000원부터", "20,000원 더"),
                "LATER": ("2026년 12월 24일",),
                "BEFORE": ("기간이 끝났어요",),
                "NOSUCH": ("찾을 수 없어요",),
            },
        ),
        (
            "ja",
            {
                "TENTH": ("3,000割引", "27,000です"),
                "BIGGER": ("50,000から", "あと₩20,000"),
                "LATER": ("2026年12月24日",),
                "BEFORE": ("有効期限が過ぎています",),
                "NOSUCH": ("見つかりませんでした",),
            },
        ),
    ],
)
async def test_each_way_a_code_may_stand_is_said(tmp_path: Path, lang: str, told: dict[str, tuple[str, ...]]) -> None:
    async with _open(_shop(tmp_path / "shop")) as talk:
        kept = await _code(talk, "early", "TENTH", lang)
        assert "TENTH" in kept
        added = await _mug(talk, "early", lang)
        assert "TENTH" in added.text  # it counts as soon as there is something
        for code, parts in told.items():
            await _mug(talk, code, lang)
            text = await _code(talk, code, code, lang)
            assert all(part in text for part in parts), text
        again = await _code(talk, "TENTH", "tenth", lang)
        assert again.count("TENTH") >= 1
        assert again != await _code(talk, "TENTH", "BIGGER", lang)


async def test_a_flow_gives_a_code_of_ones_own_and_the_same_one_again(tmp_path: Path) -> None:
    async with _open(_shop(tmp_path / "shop")) as talk:
        for lang in ("ko", "en", "ja"):
            first = await _tap(talk, lang, "sorry", lang)
            again = await _tap(talk, lang, "sorry", lang)
            [block] = [block for block in first.content if block.type == "coupon"]
            assert block in again.content
            assert block.code.startswith("SORRY")
            assert "50%" in block.text
            assert block.expires_text
            # In the order of the flow: what is said before it, the code, what is said after it, with the code in it.
            places = [first.text.index(part) for part in (SENTENCES[lang][1], block.text)]
            assert places == sorted(places)
            assert first.text.rindex(block.code) > places[1]
            await _mug(talk, lang, lang)
            assert "15,000" in await _code(talk, lang, block.code.lower(), lang)
            # To somebody else it is no code at all.
            told = {code: await _code(talk, f"{code}{lang}", code, lang) for code in (block.code, "SORRYXXXXXXXX")}
            assert len({text.replace(code, "?") for code, text in told.items()}) == 1


async def test_where_there_is_none_to_give_the_assistant_says_so(tmp_path: Path) -> None:
    folder = _shop(tmp_path / "shop")
    over = COUPONS.replace("valid_days = 30", "valid_days = 30\nends = 2026-11-22")
    (folder / "coupons.toml").write_text(over, encoding="utf-8")
    async with _open(folder) as talk:
        reply = await _tap(talk, "ann", "sorry", "en")
    assert "no coupon to give" in reply.text
    assert not [block for block in reply.content if block.type == "coupon"]


async def _to_the_summary(talk: Talk, who: str, code: str, lang: str) -> Reply:
    """A mug and a code in the cart, and everything said but the last yes."""
    await _mug(talk, who, lang)
    await _code(talk, who, code, lang)
    reply = await _tap(talk, who, "checkout", lang)
    filled = {"name": "Ann Lee", "email": f"{who}@example.com", "phone": "010-1234-5678"}
    for values in (filled, {"postcode": "04781", "line1": "3 Naru-gil, Seoul", "line2": "502"}):
        [form] = [block for block in reply.content if block.type == "form"]
        reply = (await talk.say(who, talk.fill(form.form_id, values), lang))[-1]
    return reply


async def _yes(talk: Talk, who: str, lang: str) -> str:
    replies = await talk.say(who, Said(command={"command": "affirm"}, label="+"), lang)
    return "\n".join(reply.text for reply in replies)


@pytest.mark.parametrize(
    ("lang", "told", "total"),
    [
        ("en", "used for the last time by somebody else", "₩33,000"),
        ("ko", "방금 다른 분이 마지막으로", "33,000원"),
        ("ja", "たったいま他のお客様が", "₩33,000"),
    ],
)
async def test_who_comes_late_for_the_last_one_decides_anew(tmp_path: Path, lang: str, told: str, total: str) -> None:
    async with _open(_shop(tmp_path / "shop")) as talk:
        for who in ("ann", "ben"):
            summary = await _to_the_summary(talk, who, "LAST", lang)
            assert "18,000" in summary.text  # half of 30,000, and 3,000 for the parcel
        assert "18,000" in await _yes(talk, "ann", lang)
        late = await _yes(talk, "ben", lang)
        assert told in late
        assert total in late
        assert "15,000" not in late
        async with talk.app.database.snapshot() as reader:
            assert await reader.scalar(select(func.count()).select_from(orders)) == 1
        assert total in await _yes(talk, "ben", lang)
        async with talk.app.database.snapshot() as reader:
            placed = await reader.all(select(orders.c.total_amount, orders.c.coupon).order_by(orders.c.placed_at))
        assert [(row.total_amount, row.coupon and row.coupon["code"]) for row in placed] == [
            (18000, "LAST"),
            (33000, None),
        ]


@pytest.mark.parametrize(
    ("lang", "word"), [("en", "nothing to pay"), ("ko", "결제하실 금액은 없어요"), ("ja", "お支払いはありません")]
)
async def test_free_delivery_is_named_and_what_costs_nothing_is_paid(tmp_path: Path, lang: str, word: str) -> None:
    folder = _shop(tmp_path / "shop")
    table = folder / "catalog" / "delivery.toml"
    free = 'prices = { KRW = "0" }'
    async with _open(folder) as talk:
        summary = await _to_the_summary(talk, "ann", "POST", lang)
        assert "30,000" in summary.text
        assert "-" in next(line for line in summary.text.splitlines() if "(POST)" in line or "（POST）" in line)
    table.write_text(re.sub(r"prices = \{.*\}", free, table.read_text("utf-8")), encoding="utf-8")
    async with _open(folder) as talk:
        await _to_the_summary(talk, "ben", "ALLFREE", lang)
        assert word in await _yes(talk, "ben", lang)
        async with talk.app.database.snapshot() as reader:
            assert await reader.scalar(select(orders.c.state)) == "paid"


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
async def test_a_code_in_the_middle_of_a_checkout_is_confirmed_with_the_new_total(tmp_path: Path, lang: str) -> None:
    async with _open(_shop(tmp_path / "shop")) as talk:
        assert "33,000" in (await _to_the_summary(talk, "ann", "NOSUCH", lang)).text
        assert "27,000" in await _code(talk, "ann", "TENTH", lang)
        again = await _yes(talk, "ann", lang)
        assert "30,000" in again
        async with talk.app.database.snapshot() as reader:
            assert await reader.scalar(select(func.count()).select_from(orders)) == 0
        assert "30,000" in await _yes(talk, "ann", lang)
        async with talk.app.database.snapshot() as reader:
            assert await reader.scalar(select(orders.c.total_amount)) == 30000


async def test_people_and_programs_of_the_shop_see_the_same(tmp_path: Path) -> None:
    async with _open(_shop(tmp_path / "shop")) as talk:
        await _mug(talk, "ann", "en")
        await _code(talk, "ann", "TENTH", "en")
        conversation = await talk.conversation_of("ann")
        assert conversation is not None
        site = talk.app.site
        request: Any = SimpleNamespace(app=SimpleNamespace(state=SimpleNamespace(site=site)))
        seen = await read_cart(request, conversation.contact_id)
        async with talk.app.database.snapshot() as reader:
            coupons = site.rooms["terms"]("en").coupons
            panel = await read_panel(reader, conversation.id, "KRW", coupons)
        assert panel.cart is not None
        assert panel.cart.total.amount == seen["total"]["amount"] == 27000
        assert (seen["discount"]["amount"], seen["coupon"]) == (3000, {"code": "TENTH", "problem": None})
        await _to_the_summary(talk, "ann", "TENTH", "en")
        await _yes(talk, "ann", "en")
        async with talk.app.database.snapshot() as reader:
            [order] = await newest(reader, limit=1)
        told = order_json(order)
        assert (told["coupon"], told["discount"]["amount"], told["lines"][0]["discount"]["amount"]) == (
            "TENTH",
            6000,
            6000,
        )


async def test_guessing_is_answered_only_so_often(tmp_path: Path) -> None:
    clock = Clock(NOW)
    async with _open(_shop(tmp_path / "shop"), clock) as talk:
        for number in range(8):
            assert "can't find" in await _code(talk, "mallory", f"GUESS{number}", "en")
        # Not even a right one is told from a wrong one now.
        assert "an hour" in await _code(talk, "mallory", "TENTH", "en")
        assert "noted" in await _code(talk, "ann", "TENTH", "en")
        clock.set(clock.now() + timedelta(hours=1, minutes=1))
        assert "noted" in await _code(talk, "mallory", "TENTH", "en")


async def test_a_changed_file_is_live_when_it_is_right_and_refused_when_it_is_not(tmp_path: Path) -> None:
    folder = _shop(tmp_path / "shop")
    file = folder / "coupons.toml"
    async with _open(folder) as talk:
        coupons = talk.app.coupons
        file.write_text(COUPONS.replace("percent = 10\n", "percent = 15\n"), encoding="utf-8")
        await talk.app.refresh()
        await _mug(talk, "ann", "en")
        assert "₩4,500 off" in await _code(talk, "ann", "TENTH", "en")
        for wrong, words in (
            (COUPONS.replace("percent = 10\n", "percent = 1000\n"), "line 5"),
            (COUPONS.partition('[[coupon]]\ncode = "SORRY"')[0], "a flow gives the personal coupon"),
        ):
            file.write_text(wrong, encoding="utf-8")
            await talk.app.refresh()
            assert words in (coupons.problem or "")
            if words == "line 5":  # told once, and no reason to hold back what is right elsewhere
                assert talk.app.live.problem is None
                sorry = folder / "wording" / "en" / "sorry.yaml"
                said = sorry.read_text("utf-8")
                sorry.write_text(said.replace('sorry.last: "', 'sorry.last: "Well. '), "utf-8")
                assert await talk.app.live.refresh(talk.app.database)
            assert "already" in await _code(talk, "ann", "TENTH", "en")
        file.write_text(COUPONS, encoding="utf-8")
        await talk.app.refresh()
        assert coupons.problem is None
        assert talk.app.live.problem is None


def test_check_proves_that_there_is_such_a_coupon(tmp_path: Path) -> None:
    folder = _shop(tmp_path / "shop")
    assert look_over(folder).mistakes == []
    (folder / "flows" / "sorry.yaml").write_text(FLOW.replace("coupon: sorry", "coupon: sorri"), encoding="utf-8")
    [mistake] = look_over(folder).mistakes
    assert "sorry.yaml:7: The shop has no personal coupon 'sorri'. Did you mean 'SORRY'?" in mistake
    (folder / "flows" / "sorry.yaml").write_text(FLOW.replace("coupon: sorry", "coupon: TENTH"), encoding="utf-8")
    [mistake] = look_over(folder).mistakes
    assert "no personal coupon 'TENTH'" in mistake
    (folder / "flows" / "sorry.yaml").write_text(FLOW, encoding="utf-8")
    (folder / "coupons.toml").write_text(COUPONS.replace("percent = 10\n", "percent = ten\n"), encoding="utf-8")
    [mistake] = look_over(folder).mistakes
    assert "coupons.toml: line 5" in mistake


@pytest.mark.parametrize(
    ("languages", "currency"), [(("ko", "en", "ja"), "KRW"), (("ja",), "JPY"), (("en",), "USD"), (("en", "ko"), "KWD")]
)
def test_the_examples_of_a_new_shop_are_right_once_they_are_taken(
    tmp_path: Path, languages: tuple[str, ...], currency: str
) -> None:
    write_shop(tmp_path / "shop", name="x", languages=languages, currency=currency, country="KR", timezone="Asia/Seoul")
    file = tmp_path / "shop" / "coupons.toml"
    text = file.read_text(encoding="utf-8")
    settings = load_settings(tmp_path / "shop", {})
    assert read_coupons(settings).coupons == ()
    file.write_text(re.sub(r"^# (?=\[\[|[a-z_]+ = )", "", text, flags=re.MULTILINE), encoding="utf-8")
    spring, thanks = read_coupons(settings).coupons
    assert (spring.public, thanks.personal) == (True, True)
    assert set(spring.minimum) == {currency}


BOOK: CouponBook = parse_coupons(
    COUPONS, file="coupons.toml", languages=("ko", "en", "ja"), currencies=("KRW",), zone="Asia/Seoul"
)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("use my tenth coupon please", "tenth"),  # it may be told to anybody
        ("use my bigger coupon please", None),  # this may not: a word like any other
        ("my code is bigger", "bigger"),
        ("쿠폰 코드는 bigger예요", "bigger"),
        ("コードはbiggerです", "bigger"),
        ("BIGGERのクーポンを適用してください", "BIGGER"),
        ("WINTER99 please", "WINTER99"),
        ("PLEASE USE MY COUPON", None),
        ("I HAVE COUPON WINTER99 AND SUMMER99", None),
        ("is this coupon still good", None),
        ("쿠폰 있는데요", None),
        ("クーポンを使いたい", None),
    ],
)
def test_which_word_is_the_code(words: str, code: str | None) -> None:
    assert code_said(None, words, {"TENTH"}, BOOK) == code
