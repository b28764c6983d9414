"""The two thresholds: what they would have done with the shop's own messages, saved with every comment kept, taken while running."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dangol.assistant.thresholds import Judged, Share, _of_conversation, curve, outcome, recent
from dangol.bootstrap.live_settings import LiveSettings
from dangol.cli import app
from dangol.conversations.models import Source
from dangol.runtime.errors import SettingInvalid
from dangol.runtime.settings import load_settings, load_shop
from dangol.runtime.shop_file import changed_text, set_numbers
from desk.running_shop import RunningShop, Shopper

FOUND = [
    Judged(0.9, 0.1),
    Judged(0.5, 0.4, "corrected"),
    Judged(0.35, 0.05),
    Judged(0.2, 0.1, "person"),
    Judged(0.05, 0.01, "person"),
]
ASKED = {"en": "How much is delivery?", "ko": "배송비가 얼마예요?", "ja": "送料はいくらですか？"}
NONSENSE = {"en": "blorp fnord quux", "ko": "뷁쀍 쒧쀓", "ja": "ぬぺらもふ"}


def test_what_a_setting_would_have_done() -> None:
    now = outcome(FOUND, 0.45, 0.12)
    assert (now.answered, now.asked, now.declined) == (Share(3, 0, 1), Share(1, 1, 0), Share(1, 1, 0))
    careful = outcome(FOUND, 0.8, 0.4)
    assert (careful.answered, careful.asked, careful.declined) == (Share(1), Share(1, 0, 1), Share(3, 2, 0))


def test_the_curve_only_ever_asks_more() -> None:
    answered = [row.answered.count for row in curve(FOUND, 0.12)]
    assert answered == sorted(answered, reverse=True)
    assert {row.total for row in curve(FOUND, 0.12)} == {len(FOUND)}
    assert all(row.ask <= row.act for row in curve(FOUND, 0.9))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("name = 'x'\n", "name = 'x'\n\n[understanding]\nact = 0.5\nask = 0.2\n"),
        ("name = 'x'", "name = 'x'\n\n[understanding]\nact = 0.5\nask = 0.2\n"),
        (
            "# 첫째\n[understanding]  # より慎重に\nact = 0.45 # was 0.4\n# here\n[hours]\nmon = ''\n",
            "# 첫째\n[understanding]  # より慎重に\nask = 0.2\nact = 0.5 # was 0.4\n# here\n[hours]\nmon = ''\n",
        ),
        ("[understanding]\nask=0.1\nact =0.3", "[understanding]\nask=0.2\nact =0.5"),
    ],
)
def test_everything_else_in_the_file_stays(before: str, after: str) -> None:
    assert changed_text(before, "understanding", {"act": 0.5, "ask": 0.2}) == after


def test_what_cannot_be_is_not_written(tmp_path: Path) -> None:
    file = tmp_path / "shop.toml"
    for source, values in (
        ("[understanding]\nact = 0.45\n", {"act": 0.1, "ask": 0.2}),
        ("understanding = { act = 0.45 }\n", {"act": 0.5}),
        ("understanding.act = 0.45\n", {"act": 0.5}),
    ):
        file.write_text(source, encoding="utf-8")
        with pytest.raises(SettingInvalid):
            set_numbers(file, "understanding", values)
        assert file.read_text(encoding="utf-8") == source
        assert [found.name for found in tmp_path.iterdir()] == ["shop.toml"]


def test_a_running_shop_takes_them(tmp_path: Path) -> None:
    file = tmp_path / "shop.toml"
    file.write_text("name = 'x'\n", encoding="utf-8")
    live = LiveSettings(load_settings(tmp_path, {}))
    set_numbers(file, "understanding", {"act": 0.6, "ask": 0.3})
    live.look()
    assert (live.thresholds().act, live.thresholds().offer) == (0.6, 0.3)
    file.write_text("name = 'x'\n[language_model]\nbelow = 0.8\n", encoding="utf-8")
    live.look()
    assert live.language_model().below == 0.8
    file.write_text("name = \n", encoding="utf-8")
    live.look()
    assert live.language_model().below == 0.8, "what cannot be read changes nothing"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningShop]:
    with RunningShop(tmp_path_factory.mktemp("thresholds"), "\n# mine\n") as running:
        for lang in ASKED:
            one = Shopper(running, lang)
            for text in (ASKED[lang], NONSENSE[lang]):
                one.say(text)
                one.hears("assistant")
            one.send(command={"command": "person"})
            one.hears("assistant")
        yield running


def test_read_from_the_shops_own_conversations(shop: RunningShop) -> None:
    async def look() -> list[Judged]:
        async with shop.site.database.snapshot() as reader:
            return await recent(reader)

    found = shop.run(look())
    assert len(found) == 6, "what was typed; a button is no reading"
    assert [one.trouble for one in found].count("person") == 3
    assert outcome(found, 0.0, 0.0).answered.count >= outcome(found, 1.0, 1.0).answered.count


def test_the_command_shows_saves_and_says_how_to_go_back(shop: RunningShop) -> None:
    folder = str(shop.folder)
    shown = CliRunner().invoke(app, ["thresholds", "--shop", folder, "--act", "0.7", "--json"])
    told = json.loads(shown.stdout)
    assert told["messages"] == 6
    assert [row["act"] for row in told["settings"]] == [0.45, 0.7]
    saved = CliRunner().invoke(app, ["thresholds", "--shop", folder, "--act", "0.7", "--ask", "0.3", "--save"])
    assert saved.exit_code == 0, saved.output
    assert "--act 0.45 --ask 0.12 --save" in saved.stdout
    found = load_shop(shop.folder / "shop.toml").understanding
    assert (found.act, found.ask) == (0.7, 0.3)
    assert "# mine" in (shop.folder / "shop.toml").read_text(encoding="utf-8")
    time.sleep(1.1)
    one = Shopper(shop, "en")
    one.say("hello")
    assert one.hears("assistant")


def test_a_setting_that_cannot_be_names_the_file_and_the_mend(tmp_path: Path) -> None:
    (tmp_path / "shop.toml").write_text("name = 'x'\n[understanding]\nact = 0.45\n", encoding="utf-8")
    with pytest.raises(SettingInvalid) as caught:
        set_numbers(tmp_path / "shop.toml", "understanding", {"act": 0.1, "ask": 0.2})
    assert str(caught.value).startswith(f"{tmp_path / 'shop.toml'}:")
    assert ".tmp" not in str(caught.value)
    refused = CliRunner().invoke(app, ["thresholds", "--shop", str(tmp_path), "--act", "0.1", "--ask", "0.2", "--save"])
    assert "shop.toml: understanding.ask (0.2) must not be above understanding.act (0.1)." in str(refused.exception)
    assert "--act 0.1 --ask 0.1" in str(refused.exception)


@pytest.mark.parametrize("lang", list(ASKED))
def test_what_was_read_by_its_form_is_not_counted(lang: str) -> None:
    def step(confidence: float | None, read: float) -> dict[str, object]:
        command = {"command": "start", "intent": "shipping_cost"}
        if confidence is not None:
            command |= {"confidence": confidence}  # type: ignore[dict-item]
        return {"lang": lang, "commands": [command], "intents": [["shipping_cost", read], ["browse", 0.2]]}

    rows = [("cnv", 1, Source.ASSISTANT, {"messages": [step(0.7, 0.7), step(1.0, 0.7), step(None, 0.7)]})]
    found = _of_conversation(rows)
    assert [one.confidence for one in found] == [0.7]
    assert [outcome(found, act, 0.1).answered.count for act in (0.6, 0.95)] == [1, 0]
