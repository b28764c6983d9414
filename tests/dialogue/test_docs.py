"""The how-to works as it stands there: its files, its commands, its web hook."""

from __future__ import annotations

import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from dangol.cli.checking import look_over
from dangol.dialogue import FlowBook, check, load_flow, picture
from dangol.runtime.settings import load_settings
from dangol.wording import Wording, read_book
from dialogue.shipped import actions, book, books

DOCS = Path(__file__).parents[2] / "docs"
HOW_TO = (DOCS / "how-to-flow.md").read_text("utf-8")
FILES = dict(re.findall(r"`my-shop/([\w./]+)`:\n\n```yaml\n(.*?)```", HOW_TO, re.DOTALL))
BLOCKS = [textwrap.dedent(block) for block in re.findall(r"  ```(?:toml|yaml)\n(.*?)  ```", HOW_TO, re.DOTALL)]
SENTENCES = {
    "en": ("One moment.", "That time is taken."),
    "ko": ("잠시만요.", "그 시간은 찼어요."),
    "ja": ("少々お待ちください。", "満席です。"),
}


def dangol(words: str, shop: Path) -> str:
    """A command as the how-to has it, for a shop that stands elsewhere."""
    command = words.replace("my-shop", str(shop)).replace("fitting.svg", str(shop / "fitting.svg"))
    arguments = [part.strip('"') for part in re.findall(r'"[^"]*"|\S+', command)][1:]
    done = subprocess.run(
        [sys.executable, "-m", "dangol", *arguments], capture_output=True, text=True, check=False, timeout=500
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def commands() -> list[str]:
    return [line for block in re.findall(r"```sh\n(.*?)```", HOW_TO, re.DOTALL) for line in block.splitlines()]


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    made = tmp_path / "my-shop"
    dangol(commands()[0], made)
    for name, text in FILES.items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text(text, encoding="utf-8")
    return made


def test_every_file_and_command_is_there() -> None:
    langs = ("en", "ko", "ja")
    wanted = [
        "flows/fitting.yaml",
        *(
            f"{kind}/{lang}{end}"
            for kind, end in (("wording", "/fitting.yaml"), ("examples", ".yaml"))
            for lang in langs
        ),
    ]
    assert list(FILES) == [*wanted, "tests/fitting.yaml", "tests/fitting_ko.yaml", "tests/fitting_ja.yaml"]
    assert [line.split()[1] for line in commands()] == ["init", "check", "flow", "chat", "test"]


def test_the_flow_is_whole_in_every_language() -> None:
    flow = load_flow(FILES["flows/fitting.yaml"], "flows/fitting.yaml")
    mine = [read_book(FILES[f"wording/{lang}/fitting.yaml"], lang, "fitting", lang) for lang in ("en", "ko", "ja")]
    both = FlowBook([*book().flows.values(), flow])
    assert [str(p) for p in check(both, actions(), Wording([*books(), *mine]), ["en", "ko", "ja"])] == []


def test_check_and_draw_say_what_the_how_to_says(shop: Path) -> None:
    assert "Every file of the shop is right." in dangol(commands()[1], shop)
    assert all("has no answer yet" in words for words in look_over(shop).warnings)
    dangol(commands()[2], shop)
    assert (shop / "fitting.svg").read_text("utf-8") == (DOCS / "images" / "fitting.svg").read_text("utf-8")


@pytest.mark.slow
def test_its_conversations_hold(shop: Path) -> None:
    assert "3 conversations: all as expected" in dangol(commands()[4], shop)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("answer", "end"), [("{ok: {booking: {reference: F-7}}}", "고맙습니다"), ("[refused, failed]", "찼어요")]
)
def test_its_web_hook_works(shop: Path, answer: str, end: str) -> None:
    toml, step = BLOCKS[:2]
    (shop / "shop.toml").write_text((shop / "shop.toml").read_text("utf-8") + toml, encoding="utf-8")
    assert [hook.name for hook in load_settings(shop).shop.hooks] == ["calendar"]
    flow = FILES["flows/fitting.yaml"]
    flow = flow[: flow.index("  - call: keep_request")] + textwrap.indent(step.strip("\n"), "  ") + "\n"
    (shop / "flows" / "fitting.yaml").write_text(flow, encoding="utf-8")
    for lang, (moment, full) in SENTENCES.items():
        path = shop / "wording" / lang / "fitting.yaml"
        path.write_text(
            f'{path.read_text("utf-8")}fitting.moment: "{moment}"\nfitting.full: "{full}"\n', encoding="utf-8"
        )
    assert look_over(shop).mistakes == []
    test = FILES["tests/fitting_ko.yaml"].replace("now:", f"hooks: {{calendar: {answer}}}\nnow:")
    test = re.sub(r"text: \[.*?\]", f"text: {end}", test).replace("then:\n  tags: fitting\n", "")
    for other in (shop / "tests").iterdir():
        other.unlink()
    (shop / "tests" / "hook.yaml").write_text(test, encoding="utf-8")
    assert "1 conversation: all as expected" in dangol(commands()[4], shop)


def test_the_drawing_in_the_how_to_is_that_of_its_flow() -> None:
    flow = load_flow(FILES["flows/fitting.yaml"], "flows/fitting.yaml")
    assert picture(flow).count('class="box"') == (DOCS / "images" / "fitting.svg").read_text("utf-8").count(
        'class="box"'
    )


def test_its_coupon_is_right_and_a_step_away(shop: Path) -> None:
    coupon, step = BLOCKS[2:]
    flow = FILES["flows/fitting.yaml"].rstrip("\n") + "\n" + textwrap.indent(step.strip("\n"), "  ") + "\n"
    (shop / "flows" / "fitting.yaml").write_text(flow, encoding="utf-8")
    [mistake] = look_over(shop).mistakes
    assert "The shop has no personal coupon 'FITTING'" in mistake
    with (shop / "coupons.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n{coupon}")
    assert look_over(shop).mistakes == []
    assert "GIVES A COUPON" in picture(load_flow(flow, "fitting.yaml"))
