"""What the documents name exists: files, commands with their options, make targets, settings."""

from __future__ import annotations

import functools
import importlib.util
import re
import shlex
import subprocess
import sys
from typing import Any

import pytest
from repository_texts import ROOT, code_in, documents, files, text_of, without_fences

TOPS = ("src/", "tests/", "docs/", "tools/", "requirements/", ".ci/")
DOCUMENTS = documents()


def _read(name: str) -> str:
    text = text_of(name)
    assert text is not None, f"{name} is not UTF-8"
    return text


# Files


def _exists(path: str) -> bool:
    path = path.rstrip("/")
    if "<" in path or "*" in path or "{" in path:
        pattern = re.compile(
            re.sub(r"<\w+>|\\\*|<[^>]*>", "[^/]+", re.escape(path).replace(r"\<", "<").replace(r"\>", ">"))
        )
        return any(pattern.match(name) for name in files())
    return (ROOT / path).exists()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_path_in_a_document_exists(name: str) -> None:
    said = [code for code in code_in(_read(name)) if re.fullmatch(r"[\w./<>*{}-]+", code) and code.startswith(TOPS)]
    missing = [path for path in said if not _exists(path.split("#")[0])]
    assert not missing, f"{name} names files that do not exist: {missing}"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_in_a_document_leads_somewhere(name: str) -> None:
    here = (ROOT / name).parent
    broken = []
    for target in re.findall(r"!?\[[^\]]*\]\(([^)\s]+)\)", without_fences(_read(name))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        goal = (here / path).resolve() if path else ROOT / name
        if not goal.exists() or (
            anchor and goal.suffix == ".md" and anchor not in _anchors(goal.read_text(encoding="utf-8"))
        ):
            broken.append(target)
    assert not broken, f"{name}: {broken}"


def _anchors(text: str) -> set[str]:
    heads = re.findall(r"^#+\s+(.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


# Commands


@functools.cache
def _program() -> Any:
    import typer.main

    from dangol.cli import app

    return typer.main.get_command(app)


def _wrong_in(words: list[str]) -> str | None:
    """What is wrong with a call of `dangol`, whose first word is left out."""
    command, path = _program(), ["dangol"]
    while words and hasattr(command, "commands"):
        if words[0].startswith("-"):
            break
        if words[0] not in command.commands:
            return f"`{' '.join(path)}` has no command {words[0]!r}"
        path.append(words[0])
        command, words = command.commands[words[0]], words[1:]
    options = {name: option for option in command.params for name in (*option.opts, *option.secondary_opts)}
    places = [option for option in command.params if option.param_type_name == "argument"]
    plain, skip = 0, False
    for word in words:
        if skip:
            skip = False
        elif word.startswith("-") and word != "-":
            name, _, value = word.partition("=")
            if name not in options and name not in ("--help", "--version"):
                return f"`{' '.join(path)}` has no option {name}"
            option = options.get(name)
            skip = option is not None and not value and not getattr(option, "is_flag", False)
        elif word not in ("…", "..."):
            plain += 1
    if plain > len(places) and not any(place.nargs == -1 for place in places):
        return f"`{' '.join(path)}` takes {len(places)} words, not {plain}"
    return None


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_in_a_document_exists(name: str) -> None:
    wrong = []
    for code in code_in(_read(name)):
        if not re.match(r"(dangol|python -m dangol) [a-z-]", code):
            continue
        words = shlex.split(re.sub(r"^python -m ", "", code), comments=True)[1:]
        words = words[: next((i for i, word in enumerate(words) if word in ("|", "<", ">", "&&", ";")), len(words))]
        problem = _wrong_in(words)
        if problem:
            wrong.append(f"{code!r}: {problem}")
    assert not wrong, f"{name}: {wrong}"


def test_a_wrong_command_in_a_document_would_be_noticed() -> None:
    assert _wrong_in(["serve", "--shop", "x", "--port", "1"]) is None
    assert _wrong_in(["serve", "--no-such-option"]) is not None
    assert _wrong_in(["no-such-command"]) is not None
    assert _wrong_in(["serve", "one", "two"]) is not None


def test_every_command_and_option_says_what_it_does() -> None:
    silent = []

    def look(command: Any, path: str) -> None:
        if not (command.help or "").strip():
            silent.append(path)
        for option in command.params:
            if option.param_type_name == "option" and not (option.help or "").strip():
                silent.append(f"{path} {option.opts[0]}")
        for name, below in getattr(command, "commands", {}).items():
            look(below, f"{path} {name}")

    look(_program(), "dangol")
    assert not silent


def test_every_command_stands_in_a_document() -> None:
    said = "\n".join("\n".join(code_in(_read(name))) for name in DOCUMENTS)
    unsaid = [name for name in _program().commands if not re.search(rf"\bdangol {re.escape(name)}\b", said)]
    assert not unsaid, f"No document mentions: {unsaid}"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_make_target_in_a_document_exists(name: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", _read("Makefile"), re.MULTILINE))
    said = {match[1] for code in code_in(_read(name)) if (match := re.match(r"make ([a-z-]+)\b", code))}
    assert said <= targets, f"{name}: make has no target {sorted(said - targets)}"


# Settings and generated parts


def _tool(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_setting_is_documented() -> None:
    from dangol.runtime.settings import SETTINGS

    document = _read("docs/settings.md")
    missing = [setting.name for setting in SETTINGS if f"| `{setting.name}` |" not in document]
    unsaid = [setting.name for setting in SETTINGS if not setting.sentence.endswith(".")]
    assert not missing, f"docs/settings.md lacks {missing}. Write it anew with: make docs"
    assert not unsaid, f"settings without a sentence: {unsaid}"


def test_every_environment_variable_read_is_documented() -> None:
    document = _read("docs/settings.md")
    unknown = {
        (name, variable)
        for name in files()
        if name.startswith("src/") and name.endswith(".py")
        for variable in re.findall(r"""["'](DANGOL_[A-Z_]+)["']""", _read(name))
        if variable not in document
    }
    assert not unknown


@pytest.mark.parametrize("tool", ["features", "settings_doc", "commands_doc"])
def test_generated_documents_are_up_to_date(tool: str) -> None:
    done = subprocess.run(
        [sys.executable, f"tools/{tool}.py", "--check"], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


FEATURE = """
[[group]]
letter = "U"
name = { en = "Understanding", ko = "이해하기", ja = "理解する" }

[[feature]]
code = "U1"
title = { en = "Free text", ko = "자유로운 글", ja = "自由な文" }
state = "%s"
missing = { en = "%s", ko = "%s", ja = "%s" }
"""


@pytest.mark.parametrize(
    ("state", "missing", "shown"),
    [
        ("works", ("", "", ""), ("**works**", "**됩니다**", "**できます**")),
        (
            "partly",
            ("slang", "줄임말", "くだけた表現"),
            ("partly; missing: slang", "일부; 남은 것: 줄임말", "一部; 残り: くだけた表現"),
        ),
        ("not yet", ("", "", ""), ("not yet", "아직", "まだ")),
    ],
)
def test_a_feature_is_shown_in_each_language(state: str, missing: tuple[str, ...], shown: tuple[str, ...]) -> None:
    features = _tool("features")
    groups, rows = features.read_features(FEATURE % (state, *missing))
    for lang, words in zip(("en", "ko", "ja"), shown, strict=True):
        assert f"| {words} |" in features.table_in(lang, groups, rows)


@pytest.mark.parametrize(
    ("state", "missing"),
    [("works", ("slang", "", "")), ("partly", ("slang", "", "くだけた表現")), ("nearly", ("", "", ""))],
)
def test_a_feature_that_contradicts_itself_is_refused(state: str, missing: tuple[str, ...]) -> None:
    features = _tool("features")
    with pytest.raises(features.FeatureWrong):
        features.read_features(FEATURE % (state, *missing))


def test_all_capabilities_are_in_the_table() -> None:
    features = _tool("features")
    _, rows = features.read_features(_read("docs/features.toml"))
    most = {"U": 6, "D": 5, "S": 8, "O": 5, "H": 8, "C": 6, "E": 6, "K": 3, "N": 3, "P": 4, "T": 5, "L": 4}
    assert [row["code"] for row in rows] == [
        f"{letter}{n}" for letter, last in most.items() for n in range(1, last + 1)
    ]


def test_the_readmes_say_the_same_in_three_languages() -> None:
    readmes = [_read(name) for name in ("README.md", "README.ko.md", "README.ja.md")]
    commands = [[line for line in code_in(text) if re.match(r"(make|dangol) ", line)] for text in readmes]
    links = [
        set(re.findall(r"\]\(([^)\s]+)\)", text)) - {"README.md", "README.ko.md", "README.ja.md"} for text in readmes
    ]
    heads = [len(re.findall(r"^## ", text, re.MULTILINE)) for text in readmes]
    assert commands[0] == commands[1] == commands[2]
    assert links[0] == links[1] == links[2]
    assert heads[0] == heads[1] == heads[2]
    for text in readmes:
        # The same sections, but sentences of its own.
        assert len(set(text.splitlines()) & set(readmes[0].splitlines())) < 60 or text is readmes[0]
