"""The repository's own texts, for the tests of the house: what is tracked, and what documents say in code."""

from __future__ import annotations

import functools
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_LEFT_OUT = {".git", ".venv", "node_modules", "__pycache__", "dist", "build", "demo-shop"}
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


@functools.cache
def files() -> tuple[str, ...]:
    """Every file of the repository, relative to its root: the tracked and the new ones; without git, those on the disk."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):
        listed = [str(path.relative_to(ROOT)) for path in ROOT.rglob("*") if not _LEFT_OUT & set(path.parts)]
    return tuple(sorted(name for name in listed if name and (ROOT / name).is_file()))


def text_of(name: str) -> str | None:
    """The text of a file; nothing for what is not text."""
    try:
        return (ROOT / name).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def documents() -> list[str]:
    """Every Markdown document about Dangol itself (not the texts of a shop)."""
    return [
        name
        for name in files()
        if name.endswith(".md") and not name.startswith("tests/") and not re.search(r"/(faq|policies)/", name)
    ]


def without_fences(text: str) -> str:
    """The prose of a document."""
    return _FENCE.sub("", text)


def code_in(text: str) -> Iterator[str]:
    """Each line of code in a document: spans in backticks, and the lines of fenced blocks without their comments."""
    for language, block in _FENCE.findall(text):
        if language in ("", "sh", "bash", "console", "shell"):
            for line in block.splitlines():
                yield re.sub(r"\s+#.*$", "", line).strip().removeprefix("$ ")
    yield from re.findall(r"`([^`\n]+)`", without_fences(text))
