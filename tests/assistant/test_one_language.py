"""A shop of one language tells whoever writes in another so, in that language and in its own, and asks nobody to choose among one."""

from __future__ import annotations

from pathlib import Path

import pytest

from dangol.bootstrap.shop import open_app
from dangol.bootstrap.talk import Talk
from dangol.cli.template import write_shop
from dangol.messages.content import Button
from dangol.runtime.clock import Clock
from dangol.runtime.jobs_at_once import JobsAtOnce
from dangol.runtime.settings import load_settings

_ONLY = {
    "en": "I can only answer in {} here.",
    "ko": "여기서는 {}로만 답해 드릴 수 있어요.",
    "ja": "こちらでは{}でのみお答えしております。",
}
_CALLED = {
    ("ko", "en"): "Korean",
    ("ko", "ko"): "한국어",
    ("ja", "ko"): "일본어",
    ("ja", "ja"): "日本語",
    ("en", "ja"): "英語",
    ("en", "en"): "English",
}


@pytest.mark.parametrize(
    ("own", "wanted", "theirs"), [("ko", "en", "en"), ("ja", "ko", "ko"), ("en", "ja", "ja"), ("ko", "de", "en")]
)
async def test_another_language_is_told_so_in_both(tmp_path: Path, own: str, wanted: str, theirs: str) -> None:
    folder = tmp_path / "shop"
    write_shop(folder, name="나루상점", languages=(own,), currency="KRW", country="KR", timezone="Asia/Seoul")
    settings = load_settings(folder, {})
    settings.data.mkdir(exist_ok=True)
    async with open_app(settings, Clock(), work=True, jobs=JobsAtOnce) as app:
        talk = Talk(app)
        asked = talk.tap(Button(label="?", command={"command": "language", "lang": wanted}))
        (reply,) = await talk.say("ann", asked, own)
    for lang in (theirs, own):
        assert _ONLY[lang].format(_CALLED[own, lang]) in reply.text
    assert len(reply.taps) == 1
