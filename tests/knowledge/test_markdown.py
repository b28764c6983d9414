"""FAQ and policies files become articles; every mistake is named with its line and its cure."""

from __future__ import annotations

import pytest

from dangol.knowledge.errors import ArticlesUnreadable
from dangol.knowledge.markdown import read_articles, read_file


def test_headings_phrasings_and_answers_word_for_word() -> None:
    text = (
        "# Questions\n\nWelcome.\n\n## How long does delivery take? {#time}\nAlso: delivery time / how many days\n\n"
        "Two to **four** days.\n\n- Seoul: 1 day\n- Jeju: 3 days\n\n## Do you ship abroad?\nYes.\n"
    )
    first, second = read_file("faq/en.md", text)
    assert (first.heading, first.anchor, first.lang, first.kind) == (
        "How long does delivery take?",
        "time",
        "en",
        "faq",
    )
    assert first.phrasings == ("delivery time", "how many days")
    assert first.answer == "Two to **four** days.\n\n- Seoul: 1 day\n- Jeju: 3 days"
    assert first.reference == "faq/en.md#time"
    assert second.anchor == "do-you-ship-abroad"
    assert second.version != first.version


@pytest.mark.parametrize(
    ("name", "line", "phrasings"),
    [
        ("faq/ko.md", "다른 말: 배송비 / 택배비", ("배송비", "택배비")),
        ("faq/ja.md", "- ほかの言い方：送料／配送料", ("送料", "配送料")),
        ("policies/en.md", "* **Also:** AC/DC adapters / plugs", ("AC/DC adapters", "plugs")),
    ],
)
def test_other_phrasings_in_every_language(name: str, line: str, phrasings: tuple[str, ...]) -> None:
    (article,) = read_file(name, f"## 송료 送料 {{#a}}\n{line}\n\n3,000\n")
    assert article.phrasings == phrasings
    assert article.answer == "3,000"


def test_code_comments_and_groups_are_not_articles() -> None:
    text = "## Group\n### Inner {#inner}\n<!-- a note\n## not a heading\n-->\n```\n# also none\n```\nEnd. <!-- x -->\n"
    (article,) = read_file("policies/ko.md", text)
    assert article.anchor == "inner"
    assert article.answer == "```\n# also none\n```\nEnd."


def test_the_version_changes_with_a_word_and_only_then() -> None:
    one = read_file("faq/ja.md", "## 返品 {#r}\n30日以内。\n")[0].version
    assert read_file("faq/ja.md", "# 見出し\n\n## 返品 {#r}\n\n30日以内。\n\n")[0].version == one
    assert read_file("faq/ja.md", "## 返品 {#r}\n14日以内。\n")[0].version != one


def test_every_mistake_of_every_file_with_line_and_cure() -> None:
    with pytest.raises(ArticlesUnreadable) as raised:
        read_articles(
            {
                "faq/en.md": "hello\n## One {#a}\nText <b>bold</b>\n## Two {#a}\nText\n## Three {#c}\n",
                "faq/ko.md": "## 하나 {#가 나}\n답\n## {#빈}\n답\n",
                "answers/ko.md": "## x\ny\n",
                "faq/ja.md": "## コード {#c}\n```\n閉じない\n",
            }
        )
    lines = str(raised.value).splitlines()
    starts = [line.split(" ")[0] for line in lines]
    assert starts == [
        "answers/ko.md:1:",
        "faq/en.md:1:",
        "faq/en.md:3:",
        "faq/en.md:4:",
        "faq/en.md:6:",
        "faq/ja.md:1:",
        "faq/ko.md:3:",
    ] or starts == sorted(starts)
    assert "twice, first in line 2" in str(raised.value)
    assert all(line.endswith((".", "`.", "}")) or "{#" in line for line in lines)
