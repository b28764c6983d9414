"""FAQ and policies change while the shop is open: taken when right, refused when not, and said where somebody looks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from dangol.bootstrap.kept_files import live_folder
from dangol.bootstrap.shop import App, open_app
from dangol.cli.template import write_shop
from dangol.knowledge import actions as knowledge
from dangol.runtime.clock import Clock
from dangol.runtime.jobs_at_once import JobsAtOnce
from dangol.runtime.settings import load_settings

LANGUAGES = ("ko", "en", "ja")
FAQ = {
    "en": "## Do you have parking? {#parking}\n\nThree spaces behind the house.\n",
    "ko": "## 주차할 수 있나요? {#parking}\n\n건물 뒤에 세 자리가 있습니다.\n",
    "ja": "## 駐車場はありますか？ {#parking}\n\n建物の裏に三台分ございます。\n",
}
ASKED = {"en": "can I park there", "ko": "주차 되나요", "ja": "車を停められますか"}
NEW = {"en": "Five spaces next door.", "ko": "옆 건물에 다섯 자리가 있습니다.", "ja": "隣に五台分ございます。"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "shop"
    write_shop(made, name="나루상점", languages=LANGUAGES, currency="KRW", country="KR", timezone="Asia/Seoul")
    for lang, text in FAQ.items():
        (made / "faq" / f"{lang}.md").write_text(text, encoding="utf-8")
    return made


@asynccontextmanager
async def shop(folder: Path, database_url: str) -> AsyncIterator[App]:
    environ = {"DATABASE_URL": database_url} if database_url.startswith("postgresql") else {}
    settings = load_settings(folder, environ)
    settings.data.mkdir(exist_ok=True)
    async with open_app(settings, Clock(), work=False, jobs=JobsAtOnce) as app:
        yield app


async def quoted(app: App, question: str, lang: str) -> str | None:
    async with app.database.snapshot() as reader:
        found = (await knowledge.answer(reader, question, lang, LANGUAGES)).answer
    return found.quote.text if found else None


def rewrite(folder: Path, lang: str, answer: str) -> None:
    file = folder / "faq" / f"{lang}.md"
    heading = file.read_text("utf-8").splitlines()[0]
    file.write_text(f"{heading}\n\n{answer}\n", encoding="utf-8")


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_a_changed_answer_is_given_to_the_next_question(folder: Path, database_url: str, lang: str) -> None:
    async with shop(folder, database_url) as app:
        assert await quoted(app, ASKED[lang], lang) == FAQ[lang].splitlines()[2]
        rewrite(folder, lang, NEW[lang])
        assert await app.articles.refresh(app.database) is True
        assert await quoted(app, ASKED[lang], lang) == NEW[lang]
        assert await app.articles.refresh(app.database) is False
        kept = live_folder(app.settings.data) / "faq" / f"{lang}.md"
        assert NEW[lang] in kept.read_text("utf-8"), "what a rehearsal compares with"


async def test_a_policy_that_is_added_and_one_that_is_taken_away(folder: Path) -> None:
    async with shop(folder, "") as app:
        assert await quoted(app, "do you deliver by drone", "en") is None
        policy = folder / "policies" / "en.md"
        before = policy.read_text("utf-8")
        policy.write_text(f"{before}\n\n## Delivery by drone {{#drone}}\n\nOnly on calm days.\n", encoding="utf-8")
        assert await app.articles.refresh(app.database) is True
        assert await quoted(app, "do you deliver by drone", "en") == "Only on calm days."
        policy.unlink()
        assert await app.articles.refresh(app.database) is True
        assert await quoted(app, "do you deliver by drone", "en") is None


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (b"an answer without a heading\n", "faq/ko.md:1"),
        ("## 주차 {#a b}\n\n네\n".encode(), "faq/ko.md:1"),
        ("## 주차\n\n네\n".encode("cp949"), "UTF-8"),
    ],
)
async def test_what_is_broken_is_refused_and_said_and_the_old_stays(folder: Path, broken: bytes, told: str) -> None:
    async with shop(folder, "") as app:
        file = folder / "faq" / "ko.md"
        right = file.read_bytes()
        rewrite(folder, "en", NEW["en"])
        file.write_bytes(broken)
        assert await app.articles.refresh(app.database) is False
        assert told in (app.articles.problem or "")
        assert "FAQ" in (app.site.warnings["answers"]() or "")
        assert await quoted(app, ASKED["ko"], "ko") == FAQ["ko"].splitlines()[2]
        assert await quoted(app, ASKED["en"], "en") == FAQ["en"].splitlines()[2], "all of it, or none"
        assert not (live_folder(app.settings.data) / "faq" / "ko.md").exists()
        file.write_bytes(right)
        assert await app.articles.refresh(app.database) is True
        assert app.articles.problem is None
        assert app.site.warnings["answers"]() is None
        assert await quoted(app, ASKED["en"], "en") == NEW["en"]


async def test_a_file_is_taken_when_it_is_written_to_its_end(folder: Path) -> None:
    async with shop(folder, "") as app:
        file, whole = folder / "faq" / "ja.md", FAQ["ja"].replace("三台", "四台")
        for length in (0, 8, 30):
            file.write_text(whole[:length], encoding="utf-8")
            assert await app.articles.look(app.database) is False
            assert await quoted(app, ASKED["ja"], "ja") == FAQ["ja"].splitlines()[2]
        file.write_text(whole, encoding="utf-8")
        assert await app.articles.look(app.database) is False
        assert await app.articles.look(app.database) is True
        assert await quoted(app, ASKED["ja"], "ja") == whole.splitlines()[2]


async def test_an_open_shop_follows_by_itself(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dangol.bootstrap.changes.SECONDS", 0.01)
    async with shop(folder, "") as app:
        watching = asyncio.create_task(app.watch())
        rewrite(folder, "en", NEW["en"])
        async with asyncio.timeout(20):
            while await quoted(app, ASKED["en"], "en") != NEW["en"]:  # noqa: ASYNC110 - another task changes it
                await asyncio.sleep(0.01)
        watching.cancel()


async def test_two_processes_that_follow_the_same_files(folder: Path, database_url: str) -> None:
    async with shop(folder, database_url) as one, shop(folder, database_url) as other:
        rewrite(folder, "ko", NEW["ko"])
        (folder / "policies" / "ko.md").write_text(
            "## 드론 배송 {#drone}\n\n바람 없는 날만 합니다.\n", encoding="utf-8"
        )
        taken = await asyncio.gather(one.articles.refresh(one.database), other.articles.refresh(other.database))
        assert taken == [True, True]
        for app in (one, other):
            assert await quoted(app, ASKED["ko"], "ko") == NEW["ko"]
            assert await quoted(app, "드론 배송", "ko") == "바람 없는 날만 합니다."
