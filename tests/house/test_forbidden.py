"""What must not stand anywhere in the repository, and the names no file may have."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

import pytest
from repository_texts import files, text_of

HERE = "tests/house/test_forbidden.py"

# Put together from halves, so that this file does not contain what it looks for.
HOSTS = ["py" + "pi.org", "files." + "pythonhosted.org", "registry." + "npmjs.org", "registry." + "yarnpkg.com"]
MACHINE_PATHS = [r"(?<![\w./~-])/(?:work|root|home/\w+|Users/\w+|opt/pypi)/"]
WORKPLACE = [
    "cla" + "ude",
    "anth" + "ropic",
    "copi" + "lot",
    "co-authored" + "-by",
    "generated with" + " ai",
    "issues" + " show",
]
OUTSIDE_VENDORS = (
    "src/dangol/llm/",
    "src/dangol/bootstrap/hiring.py",
    "tests/llm/",
    "pyproject.toml",
    "docs/language-model.md",
    "docs/features.toml",
)
"""Where names of language model vendors belong: the adapters that speak to them, what wires, tests and keeps them apart, their page, and
the plan."""

DRAWERS = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "service",
    "services",
    "manager",
    "managers",
    "shared",
}


def _found(pattern: str, *, but: tuple[str, ...] = ()) -> list[str]:
    seen = []
    for name in files():
        if name == HERE or name.startswith(but or ("\0",)):
            continue
        text = text_of(name)
        if text is None:
            continue
        match = re.search(pattern, text, re.IGNORECASE)
        if match:
            line = text.count("\n", 0, match.start()) + 1
            seen.append(f"{name}:{line}: {match[0]}")
    return seen


@pytest.mark.parametrize("host", HOSTS)
def test_no_file_names_the_host_of_a_package_registry(host: str) -> None:
    assert not _found(re.escape(host))


@pytest.mark.parametrize("pattern", MACHINE_PATHS)
def test_no_file_names_a_path_of_somebodys_machine(pattern: str) -> None:
    assert not _found(pattern)


@pytest.mark.parametrize("word", WORKPLACE)
def test_no_file_names_the_tools_it_was_made_with(word: str) -> None:
    assert not _found(rf"\b{word}\b", but=OUTSIDE_VENDORS)


def test_the_patterns_would_notice() -> None:
    assert re.search(MACHINE_PATHS[0], "see /" + "root/x")
    assert not re.search(MACHINE_PATHS[0], "https://shop.example/work/")


def test_no_file_is_a_drawer() -> None:
    drawers = [name for name in files() if name.endswith((".py", ".js", ".ts")) and PurePosixPath(name).stem in DRAWERS]
    folders = [name for name in files() if DRAWERS & set(PurePosixPath(name).parts[:-1])]
    assert not drawers
    assert not folders


def test_nothing_large_or_forgotten_is_tracked() -> None:
    left = [
        name
        for name in files()
        if re.search(r"(\.orig|\.rej|~|\.swp|\.pyc|\.db|\.log|uv\.lock|package-lock\.json)$", name)
    ]
    assert not left


@pytest.mark.parametrize("mark", ["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"])
def test_nothing_is_left_for_later_in_a_comment(mark: str) -> None:
    source = [name for name in files() if name.endswith((".py", ".js", ".yaml", ".toml"))]
    assert not [name for name in source if name != HERE and re.search(rf"\b{mark}\b", text_of(name) or "")]
