"""What a shopper types instead of an answer, at the first question of every flow that ships, in three languages: the question is not read
twice more, and who is not understood at all can tap a person. The deeper questions are walked in ``tests/dialogue/test_stuck.py``."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

import dangol
from dangol.bootstrap.shop import App, open_app
from dangol.bootstrap.talk import Talk
from dangol.cli.talks.playing import prepare_shop
from dangol.conversations.ports import Said
from dangol.runtime.clock import Clock
from dangol.runtime.jobs_at_once import JobsAtOnce
from dangol.runtime.settings import load_settings
from dialogue.shipped import book, wording

DEMO = Path(dangol.__file__).parent / "demo" / "shop"
Heard = tuple[str, bool]
INSTEAD = {
    "en": ("qwe rty", "idk", "...", "2 of the red, one blue, no wait 3, plus a bag", "my cat is 5"),
    "ko": (
        "ㅁㄴㅇㄹ",
        "몰라",
        "...",
        "빨간 거 두 개랑 파란 거 하나, 아니 세 개, 가방도",
        "우리 강아지는 다섯 살이에요",
    ),
    "ja": ("あsdf", "わからない", "...", "赤2つと青1つ、いや3つ、あとカバンも", "うちの猫は5歳です"),
}
IN_THE_CART = {"en": "add the clear umbrella", "ko": "투명 우산 담아줘", "ja": "透明傘をカートに入れて"}
WISHES = sorted(
    flow.start_on[0] for flow in book().flows.values() if flow.start_on and any(node.do == "ask" for node in flow.nodes)
)


@pytest.fixture(scope="module")
def heard(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[str, str], list[Heard]]:
    """What was answered, by wish and language: the shop is opened once."""
    items = [
        item for item in request.session.items if isinstance(item, pytest.Function) and item.module is request.module
    ]
    wanted = [(item.callspec.params["wish"], item.callspec.params["lang"]) for item in items]
    return asyncio.run(_all(wanted, tmp_path_factory.mktemp("stuck")))


async def _all(wanted: list[tuple[str, str]], scratch: Path) -> dict[tuple[str, str], list[Heard]]:
    folder = await prepare_shop(DEMO, scratch)
    settings = load_settings(folder, {})
    settings = replace(settings, machine=settings.machine.model_copy(update={"synchronous": "NORMAL"}))
    found = {}
    async with open_app(settings, Clock(), work=True, jobs=JobsAtOnce) as app:
        for wish, lang in wanted:
            nonsense = await _held(app, wish, lang, [INSTEAD[lang][0]] * 5)
            found[wish, lang] = [nonsense, await _held(app, wish, lang, [*INSTEAD[lang]])]
    return found


def _questions(lang: str) -> dict[str, list[str]]:
    """Every sentence a flow asks with, and the ways it is put in words; those that hold a value are other sentences each time."""
    found = {}
    for flow in book().flows.values():
        for slot in flow.slots.values():
            for key in (slot.ask, slot.ask_again):
                entry = wording().entry(key, lang) if key else None
                if entry is not None:
                    found[str(key)] = [template.text for template in entry.sentences if "{" not in template.text]
    return found


async def _held(app: App, wish: str, lang: str, messages: list[str]) -> Heard:
    talk, who = Talk(app), f"{wish}-{lang}-{len(set(messages))}"
    await talk.say(who, talk.type(IN_THE_CART[lang]), lang)
    start = {"command": "start", "intent": wish, "slots": {}, "words": ""}
    said = [Said(command=start, label="…"), *map(talk.type, messages)]
    texts, person = [], False
    for one in said:
        for reply in await talk.say(who, one, lang):
            texts.append(reply.text or "")
            person |= any((tap.command or {}).get("command") == "person" for tap in reply.taps)
    text = "\n".join(texts)
    return text, person or "colleague" in text or "직원" in text or "スタッフ" in text


@pytest.mark.parametrize("lang", INSTEAD)
@pytest.mark.parametrize("wish", WISHES)
def test_no_question_is_read_a_third_time(heard: dict[tuple[str, str], list[Heard]], wish: str, lang: str) -> None:
    for text, _ in heard[wish, lang]:
        for key, sentences in _questions(lang).items():
            for sentence in sentences:
                assert text.count(sentence) <= 2, f"{key} stands there again and again:\n{text}"
    nonsense, person = heard[wish, lang][0]
    assert person, f"nobody to tap:\n{nonsense}"
