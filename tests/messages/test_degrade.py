"""More choices than a channel has buttons for: a numbered list, and no choice lost."""

from __future__ import annotations

from dangol.messages.content import Button, Buttons, Text
from dangol.messages.degrade import degrade


def buttons(*labels: str) -> Buttons:
    return Buttons(options=tuple(Button(label=label, command={"command": "start", "intent": "x"}) for label in labels))


def test_what_fits_stays_as_it_is() -> None:
    content = (Text(text="무슨 요일이 좋으세요?"), buttons("월요일", "화요일"))
    assert degrade(content, 2) == content


def test_what_does_not_fit_becomes_a_list_that_goes_on_counting() -> None:
    content = (
        Text(text="どちらになさいますか？"),
        buttons("月曜日", "火曜日"),
        buttons("はい"),
        buttons("朝", "昼", "夜"),
    )
    _, listed, kept, more = degrade(content, 1)
    assert listed == Text(text="1. 月曜日\n2. 火曜日")
    assert kept == buttons("はい")
    assert more == Text(text="3. 朝\n4. 昼\n5. 夜")


def test_a_link_keeps_its_address() -> None:
    link = Buttons(prompt="More", options=(Button(label="Map", url="https://shop.example/map"),))
    assert degrade((link,), 0) == (Text(text="More\nMap: https://shop.example/map"),)
