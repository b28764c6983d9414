"""`dangol check`: what is right and yet surely not meant, and what used to be taken in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from dangol.cli.checking import look_over
from dangol.cli.template import write_shop

FLOW = """\
flow: fitting
start_on: [book_fitting]
menu: 4
slots:
  day: {kind: choice, options: [
    {value: mon, label: fitting.mon}, {value: tue, label: fitting.tue}, {value: wed, label: fitting.wed}, {value: thu, label: fitting.thu}]}
steps:
  - ask: day
  - say: fitting.done
"""
KO = """\
intent.book_fitting: 방문 예약
fitting.ask_day: 무슨 요일이 좋으세요?
fitting.mon: 월요일
fitting.tue: 화요일
fitting.wed: 수요일
fitting.thu: 목요일
fitting.done: 예약했어요.
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    folder = tmp_path / "shop"
    write_shop(folder, name="나루상점", languages=("ko",), currency="KRW", country="KR", timezone="Asia/Seoul")
    return folder


def put(shop: Path, file: str, text: str) -> None:
    path = shop / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def fitting(shop: Path, flow: str = FLOW, ko: str = KO) -> None:
    put(shop, "flows/fitting.yaml", flow)
    put(shop, "wording/ko/fitting.yaml", ko)


def inbox(shop: Path, more: str) -> None:
    text = (shop / "shop.toml").read_text(encoding="utf-8")
    table = f'\n[[inboxes]]\nname = "sms"\nurl = "https://sms.example/x"\nsecret_env = "SMS"\n{more}\n'
    put(shop, "shop.toml", text + table)


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ('mode = "guidde"', "conversation.mode"),
        ('pages = [{ path = "gift/*", mode = "guided" }]', "is not a path. Write it from the first slash on"),
        (
            'keywords = [{ words = ["반품"], intent = "return_itm" }]',
            "no flow starts on 'return_itm', which a keyword means. Did you mean 'return_item'?",
        ),
        (
            'keywords = [{ words = ["반품"], intent = "return_item" }, { words = ["반품"], intent = "faq" }]',
            "the keyword '반품' means return_item and faq. Take it out of one of them.",
        ),
    ],
)
def test_how_shoppers_answer_is_checked(shop: Path, table: str, told: str) -> None:
    put(shop, "shop.toml", (shop / "shop.toml").read_text(encoding="utf-8") + f"\n[conversation]\n{table}\n")
    assert any(told in words for words in look_over(shop).mistakes)


def test_what_init_left_to_be_written_is_a_warning_in_its_place(shop: Path) -> None:
    found = look_over(shop)
    assert found.mistakes == []
    assert [w for w in found.warnings if w.startswith("faq/ko.md:5: '배송비는 얼마인가요?' has no answer yet")]
    put(shop, "faq/ko.md", "## 배송비는 얼마인가요? {#delivery-cost}\n3,000원입니다(제주 제외).\n")
    assert not any(w.startswith("faq/") for w in look_over(shop).warnings)


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        (
            "persona.toml",
            'name = "다니"\ntone = "frendly"\n',
            "persona.toml:2: there is no tone 'frendly'. Did you mean 'friendly'?",
        ),
        (
            "persona.toml",
            'name = "다니"\npersona = "pirate"\n',
            "persona.toml:2: there is no persona 'pirate'. There are: ",
        ),
        (
            "persona.toml",
            'character = "warn"\n',
            "persona.toml:1: there is no character 'warn'. Did you mean 'warm'?",
        ),
        (
            "persona.toml",
            'name = "다니"\ncharacter = "pirate"\n',
            "persona.toml:2: there is no character 'pirate'. There are: brisk, playful, warm.",
        ),
        (
            "persona.toml",
            'tone = "playful"\n',
            "persona.toml:1: there is no tone 'playful'. There are: casual, formal, friendly.",
        ),
        ("faq/ko.md", "## 배송비 {#배송 비}\n답\n", "faq/ko.md:1: the anchor of '배송비 {#배송 비}' cannot be read."),
        ("faq/ko.md", "## 배송비 ｛＃delivery｝\n답\n", "faq/ko.md:1: the anchor of"),
        ("faq/ko.md", "## 배송비 {delivery}\n답\n", "faq/ko.md:1: the anchor of"),
        ("faq/ko.md", "## 배송비 #delivery}\n답\n", "faq/ko.md:1: the anchor of"),
        ("faq/ko.md", "## {#delivery} 배송비\n답\n", "faq/ko.md:1: the anchor of"),
        ("faq/ko.md", "## 배송비 {#delivery\n답\n", "faq/ko.md:1: the anchor of"),
        ("faq/ko.md", "## 배송비\n{#delivery}\n답\n", "faq/ko.md:2: an anchor stands here, and this is no heading"),
        ("policies/ko.md", "## 반품 {#a}\n답\n##교환 {#b}\n답\n", "policies/ko.md:3: an anchor stands here"),
        ("catalog/old.csv", "품목,가격\n볼트,300\n", "catalog/old.csv:1: old.csv is in no format we know"),
        (
            "flows/x.yaml",
            "flow: x\nstart_on: [x]\nsteps:\n  - show: basket\n",
            "x.yaml:4: There is nothing called 'basket' to show.",
        ),
        (
            "flows/x.yaml",
            "flow: x\nstart_on: [x]\nslots: {a: {kind: date}}\nsteps:\n  - end: true\n",
            "x.yaml:3: Nothing ever asks for",
        ),
        (
            "flows/x.yaml",
            "flow: x\nstart_on: [x]\nslots: {a: {kind: date}}\nsteps:\n  - id: top\n    ask: a\n  - set: {a: null}\n  - goto: top\n",
            "x.yaml:5: From the step top on the flow never ends",
        ),
        (
            "flows/x.yaml",
            "flow: x\nstart_on: [x]\nslots: {a: {kind: number, min: 5, max: 2}}\nsteps:\n  - ask: a\n",
            "x.yaml:3: No answer fits the slot a",
        ),
        (
            "flows/x.yaml",
            "flow: x\nstart_on: [x]\nslots:\n  a: {kind: date, depends_on: [b]}\n  b: {kind: date, depends_on: [a]}\n"
            "steps:\n  - ask: [a, b]\n",
            "x.yaml:4: The slot a depends on itself",
        ),
        (
            "flows/x.yaml",
            "flow: x\nstart_on: [x]\nsteps:\n  - hook: calender\n    on: {ok: end, failed: end}\n",
            "x.yaml:4: The shop has no web hook 'calender'. Add to shop.toml: [[hooks]]",
        ),
        (
            "flows/x.yaml",
            "flow: x\nstart_on: [x]\nsteps:\n  - hook: a\n    on: {ok: end}\n",
            "x.yaml:4: The hook a does not say",
        ),
    ],
)
def test_a_mistake_that_nobody_would_notice_is_named(shop: Path, file: str, text: str, told: str) -> None:
    put(shop, file, text)
    found = look_over(shop).mistakes
    assert any(told in words for words in found), found


def test_texts_in_a_language_the_shop_does_not_speak_are_named_with_line_and_cure(shop: Path) -> None:
    put(
        shop,
        "catalog/products.jsonl",
        '{"id": "bolt", "title": {"ko": "볼트", "fr": "Boulon"}, "sku": "B8", "prices": {"KRW": "300"}, "stock": 3}\n',
    )
    put(shop, "catalog/more.csv", "product_id,lang,field,text\nbolt,ja,title,ボルト\nbolt,ko,title,육각 볼트\n")
    found = look_over(shop)
    assert found.mistakes == []
    assert any("products.jsonl, line 1, title.fr: The shop does not speak fr" in words for words in found.warnings)
    assert any("more.csv, line 2, lang: The shop does not speak ja" in words for words in found.warnings), (
        found.warnings
    )
    assert not any("line 3" in words for words in found.warnings)


def test_every_broken_file_is_named_not_only_the_first(shop: Path) -> None:
    put(shop, "flows/a.yaml", "flow: a\nsteps:\n  - sing: x\n")
    put(shop, "flows/b.yaml", "flow: b\nsteps:\n  - dance: x\n")
    put(shop, "wording/ko/a.yaml", 'a.b: "{"\n')
    found = look_over(shop).mistakes
    assert any("'sing' is not known" in words for words in found)
    assert any("'dance' is not known" in words for words in found)
    assert any("A { is not closed" in words for words in found)


def test_a_sentence_has_to_be_there_in_every_language_the_shop_speaks(shop: Path) -> None:
    text = (shop / "shop.toml").read_text(encoding="utf-8").replace('["ko"]', '["ko", "ja"]')
    put(shop, "shop.toml", text)
    fitting(shop)
    found = look_over(shop).mistakes
    assert any("'fitting.done' is missing in ja" in words and "fitting.yaml" in words for words in found), found


def test_choices_that_read_the_same_cannot_be_told_apart(shop: Path) -> None:
    fitting(shop, ko=KO.replace("화요일", "월요일"))
    found = look_over(shop).mistakes
    assert any(
        "fitting.yaml:6: Two choices of the slot day read the same in ko: '월요일'" in words for words in found
    ), found


@pytest.mark.parametrize(
    ("more", "flow", "fits"),
    [
        ("", FLOW, True),
        ("buttons = 3", FLOW, False),
        ("buttons = 4", FLOW, True),
        ('buttons = 3\nbeyond = "numbers"', FLOW, True),
        ("buttons = 3", FLOW.replace("  - ask: day", "  - ask: day\n    fallback: numbers"), True),
        ("buttons = 3", FLOW.replace("menu: 4", "menu: 4\nfallback: numbers"), True),
    ],
)
def test_more_buttons_than_a_channel_carries_need_a_declared_way_out(
    shop: Path, more: str, flow: str, fits: bool
) -> None:
    fitting(shop, flow)
    inbox(shop, more)
    found = look_over(shop).mistakes
    if fits:
        assert found == []
    else:
        assert len(found) == 1
        assert "fitting.yaml:8: The question for day has 4 buttons, but the inbox sms carries 3." in found[0]
        assert "fallback: numbers" in found[0]


def test_a_flow_nobody_can_reach_is_a_warning(shop: Path) -> None:
    fitting(shop, FLOW.replace("menu: 4\n", ""))
    assert any("nobody who writes ko gets to the flow fitting" in words for words in look_over(shop).warnings)
    put(shop, "examples/ko.yaml", "book_fitting: |\n  매장에서 입어 보고 싶어요\n")
    assert not any("gets to the flow" in words for words in look_over(shop).warnings)


def test_phrases_that_lead_nowhere_are_a_warning(shop: Path) -> None:
    fitting(shop)
    put(shop, "examples/ko.yaml", "book_fiting: |\n  매장에서 입어 보고 싶어요\n")
    found = look_over(shop)
    assert found.mistakes == []
    assert "examples/ko.yaml:1: no flow starts on 'book_fiting'. Did you mean 'book_fitting'?" in found.warnings


def test_while_a_flow_cannot_be_read_its_phrases_are_no_second_mistake(shop: Path) -> None:
    fitting(shop, FLOW.replace("- ask: day", "- ask: days"))
    put(shop, "examples/ko.yaml", "book_fitting: |\n  입어 보고 싶어요\n")
    found = look_over(shop)
    assert any("'days' is no slot of this flow" in words for words in found.mistakes)
    assert not any("no flow starts on" in words for words in found.warnings)


def test_a_tone_that_no_sentence_knows_is_said_to_change_nothing(shop: Path) -> None:
    assert not any("tone" in words for words in look_over(shop).warnings)
    put(shop, "persona.toml", 'tone = "formal"\n')
    (told,) = [words for words in look_over(shop).warnings if "tone" in words]
    assert told.startswith("persona.toml:1: the tone 'formal' changes nothing")
    put(shop, "wording/ko/own.yaml", "thanks.welcome:\n  say: 천만에요.\n  as:\n    formal: 별말씀을 다 하십니다.\n")
    assert not any("tone" in words for words in look_over(shop).warnings)
