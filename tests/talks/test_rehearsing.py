"""Real conversations become tests that pass and name nobody; a rehearsal shows what a change would do to them."""

from __future__ import annotations

import asyncio
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import make_url
from typer.testing import CliRunner

from dangol.bootstrap import conversing
from dangol.bootstrap.kept_files import keep_live
from dangol.cli import app, importing
from dangol.cli.talks.differing import marked, nearest
from dangol.cli.talks.disguise import Disguise
from dangol.cli.talks.replies import Screen
from dangol.desk import actions as desk
from dangol.runtime.settings import load_settings
from databases import NO_POSTGRES, POSTGRES, command
from desk.floor import member

DEMO = Path(__file__).parents[2] / "src" / "dangol" / "demo" / "shop"
SECRETS = (
    "홍길동", "gildong", "7777", "왕십리", "1203", "佐藤一郎", "ichiro", "1234-5678", "神南", "Clarke", "Emma", "corp.example",
    "251101-ABCDE", "Secret Agent",
)  # fmt: skip
TALKS: dict[str, tuple[str, list[tuple[str, Any]]]] = {
    "buys": (
        "ko",
        [
            ("says", "워싱 린넨 셔츠 화이트 M으로 하나 담아 주세요"),
            ("says", "주문할게요"),
            ("fills", {"name": "홍길동", "email": "gildong@hong.example", "phone": "010-7777-8888"}),
            ("fills", {"postcode": "04781", "line1": "성동구 왕십리로 83-21", "line2": "1203호"}),
            ("taps", "일반 택배"),
            ("says", "네"),
            ("pays", "pay"),
            ("says", "저 홍길동인데 010-7777-8888로 전화 주시나요?"),
        ],
    ),
    "asks": (
        "ja",
        [
            ("says", "返品できますか"),
            (
                "says",
                "佐藤一郎と申します。ichiro@mail.example か 090-1234-5678 まで、東京都渋谷区神南1-2-3 に送ってください",
            ),
            ("says", "マフラーある？"),
        ],
    ),
    "tracks": (
        "en",
        [
            ("says", "where is my order 251101-ABCDE"),
            ("says", "my name is Emma Clarke, emma@corp.example"),
            ("says", "let me talk to a person"),
            ("agent", "Hello Emma, I am on it."),
            ("leaves", ""),
            ("says", "thank you"),
        ],
    ),
}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def shop(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A shop in which all of ``TALKS`` were held."""
    folder = tmp_path / "shop"
    shutil.copytree(DEMO, folder)
    if request.param == "sqlite":
        asyncio.run(_hold_all(folder))
        yield folder
        return
    if not POSTGRES:
        pytest.skip(NO_POSTGRES)
    name = f"dangol_{uuid.uuid4().hex[:16]}"
    asyncio.run(command(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0"))
    try:
        url = make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
        monkeypatch.setenv("DATABASE_URL", url)
        asyncio.run(_hold_all(folder))
        yield folder
    finally:
        asyncio.run(command(f"DROP DATABASE {name} WITH (FORCE)"))


async def _hold_all(folder: Path) -> None:
    monkey, importing.out.quiet = importing.out.quiet, True
    assert await importing.import_folder(folder, importing.out)
    importing.out.quiet = monkey
    settings = load_settings(folder)
    keep_live(settings)
    async with conversing(settings, "2026-11-23T02:00Z") as talk:
        for who, (lang, acts) in TALKS.items():
            screen = Screen()
            agent = await member(talk.app.database, "Secret Agent") if who == "tracks" else None
            for act, value in acts:
                screen.see(await _do(talk, screen, who, lang, act, value, agent))


async def _do(talk: Any, screen: Screen, who: str, lang: str, act: str, value: Any, agent: Any) -> Any:
    if act == "says":
        return await talk.say(who, talk.type(value), lang)
    if act == "taps":
        found = screen.find(value, None)
        assert found is not None, screen.labels()
        return await talk.say(who, talk.tap(found.button), lang)
    if act == "fills":
        assert screen.form is not None
        filled = {field.name: field.value for field in screen.form.fields if field.value}
        return await talk.say(who, talk.fill(screen.form.form_id, {**filled, **value}), lang)
    if act == "pays":
        assert screen.payment is not None
        return await talk.pay(who, screen.payment.url, value)
    conversation = await talk.conversation_of(who)
    async with talk.app.database.transaction() as tx:
        if act == "agent":
            await desk.take(tx, agent, conversation.id, talk.app.site.say, over=True)
            await desk.reply(tx, agent, conversation.id, value, "first-answer")
        else:
            await desk.give_back(tx, agent, conversation.id, talk.app.site.say)
    return await talk.heard(conversation.id, conversation.last_seq)


def _run(*words: str) -> Any:
    return CliRunner().invoke(app, list(words))


def test_recorded_conversations_name_nobody_pass_and_show_what_a_change_does(shop: Path) -> None:
    recorded = _run("record", "--shop", str(shop), "--last", "10")
    assert recorded.exit_code == 0, recorded.output
    files = {file: file.read_text(encoding="utf-8") for file in (shop / "tests" / "recorded").iterdir()}
    assert len(files) == len(TALKS)
    for text in files.values():
        assert [secret for secret in SECRETS if secret in text] == [], text
    whole = "\n".join(files.values())
    for line in (
        "now: 2026-11-23T02:",
        "- pays: pay",
        "{state: paid, total: '59000'",
        "- agent_says: Hello Ann, I am on it.",
        "- agent_leaves: true",
        "desk: Minji",
        "佐藤花と申します",
        "저 김하나인데 010-5555-0001로",
    ):
        assert line in whole
    held = _run("test", "--shop", str(shop))
    assert held.exit_code == 0, held.output
    same = _run("rehearse", "--shop", str(shop))
    assert same.exit_code == 0, same.output
    for article in (shop / "policies" / "ja.md", shop / "faq" / "ja.md"):
        article.write_text(article.read_text(encoding="utf-8").replace("14日", "7日"), encoding="utf-8")
    other = _run("rehearse", "--shop", str(shop))
    assert other.exit_code == 1
    assert "[-14-]{+7+}日" in other.output
    assert "3 conversations: 1 would go another way." in other.output
    before = tuple(sorted((shop / "data" / "live" / "policies").iterdir()))
    assert [file.name for file in before] == ["en.md", "ja.md", "ko.md"]


LEFT = {
    "en": ("add the wool scarf in navy", "check out", "Zebedee Quirk"),
    "ko": ("울 머플러 네이비로 담아줘", "주문할게요", "황보서준"),
    "ja": ("ウールマフラーのネイビーください", "注文します", "勅使河原健"),
}


def test_a_name_that_was_only_typed_names_nobody_either(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    shutil.copytree(DEMO, folder)

    async def leave() -> None:
        settings = load_settings(folder)
        async with conversing(settings, "2026-11-23T02:00Z") as talk:
            for lang, said in LEFT.items():
                for text in said:
                    await talk.say(f"left-{lang}", talk.type(text), lang)

    importing.out.quiet, before = True, importing.out.quiet
    assert asyncio.run(importing.import_folder(folder, importing.out))
    importing.out.quiet = before
    keep_live(load_settings(folder))
    asyncio.run(leave())
    recorded = _run("record", "--shop", str(folder), "--last", "3")
    assert recorded.exit_code == 0, recorded.output
    whole = "\n".join(file.read_text(encoding="utf-8") for file in (folder / "tests" / "recorded").iterdir())
    assert [name for _, _, name in LEFT.values() if name in whole] == []
    assert {name for name in ("Ann Lee", "김하나", "佐藤花") if name in whole} == {"Ann Lee", "김하나", "佐藤花"}


def test_a_rehearsal_without_anything_to_compare_with_says_how(tmp_path: Path) -> None:
    shutil.copytree(DEMO, tmp_path / "shop")
    result = _run("rehearse", "--shop", str(tmp_path / "shop"))
    assert "--was" in str(getattr(result.exception, "cure", ""))


def test_a_changed_flow_and_sentence_are_shown_where_they_are_noticed(tmp_path: Path) -> None:
    live, shop = tmp_path / "live", tmp_path / "shop"
    for folder in (live, shop):
        shutil.copytree(DEMO, folder)
    (shop / "tests").mkdir()
    (shop / "tests" / "hello.yaml").write_text(
        "lang: ko\nnow: 2026-11-23T02:00Z\ntalk:\n  - says: 안녕하세요\n  - says: 매장이 어디예요?\n", encoding="utf-8"
    )
    (shop / "tests" / "thanks.yaml").write_text("lang: ja\ntalk:\n  - says: ありがとうございます\n", encoding="utf-8")
    (shop / "flows").mkdir()
    (shop / "flows" / "greet.yaml").write_text(
        "flow: greet\ntitle: Greets\nstart_on: [greet]\nresumes: false\nsteps:\n  - say: dialogue.fine\n",
        encoding="utf-8",
    )
    result = _run("rehearse", "--shop", str(shop), "--was", str(live))
    assert result.exit_code == 1, result.output
    assert "says: 안녕하세요" in result.output
    assert "says: 매장이 어디예요?" not in result.output
    assert "2 conversations: 1 would go another way." in result.output


@pytest.mark.parametrize(
    ("said", "disguised"),
    [
        ("김지우예요, 김지우 이름으로 시켰어요. 010-1111-2222", "김하나예요, 김하나 이름으로 시켰어요. 010-5555-0001"),
        ("山田太郎です。山田太郎と申します。", "佐藤花です。佐藤花と申します。"),
        ("I'm Joe Doe, order 261101-QWER2 and 261102-QWER3", "I'm Ann Lee, order {order} and 261122-AAAA3"),
        ("is WH-1000XM5 like https://mine.example/a?me=ann", "is WH-1000XM5 like https://example.com/1"),
        ("계좌는 110-234-567890이고 이서연님 거요", "계좌는 111-111-111111이고 김하나님 거요"),
        ("電話は090-1234-5678です。鈴木様へ", "電話は090-5555-0001です。佐藤花様へ"),
    ],
)
def test_one_person_is_one_stranger(said: str, disguised: str) -> None:
    known = {"김지우": "name", "山田太郎": "name", "Joe Doe": "name"}
    assert Disguise(known, ("KR", "JP")).text(said, "261101-QWER2") == disguised


def test_differences_are_marked_by_the_word() -> None:
    assert marked("배송비는 3,000원이에요", "배송비는 2,500원이에요") == "배송비는 [-3,000-]{+2,500+}원이에요"
    assert marked("送料は500円です", "送料は無料です") == "送料は[-500円-]{+無料+}です"
    assert (
        nearest("Shipping is 3,000 won", "Hello.\nShipping is 2,500 won today.\nBye.") == "Shipping is 2,500 won today."
    )
    assert nearest("絶対に違う", "Hello.") is None
