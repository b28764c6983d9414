"""The locks: exact, hashed, without an address, and all that ``pyproject.toml`` asks for."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from repository_texts import ROOT

LOCKS = ("core", "postgres", "dev", "build")


def _lines(lock: str) -> list[str]:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _versions(lock: str) -> dict[str, set[str]]:
    versions: dict[str, set[str]] = {}
    for line in _lines(lock):
        requirement = Requirement(line.split(" --hash")[0])
        versions.setdefault(canonicalize_name(requirement.name), set()).add(str(requirement.specifier))
    return versions


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_is_exact_and_hashed(lock: str) -> None:
    assert _lines(lock)
    for line in _lines(lock):
        assert re.match(r"[a-z0-9][a-z0-9._-]*==\S+ ", line), line
        assert " --hash=sha256:" in line, line
        assert "://" not in line, line


@pytest.mark.parametrize(("small", "large"), [("core", "postgres"), ("core", "dev"), ("postgres", "dev")])
def test_a_larger_lock_holds_the_smaller_one(small: str, large: str) -> None:
    within, whole = _versions(small), _versions(large)
    assert {name: whole.get(name) for name in within} == within


@pytest.mark.parametrize(("lock", "extra"), [("core", None), ("postgres", "postgres"), ("dev", "dev")])
def test_everything_asked_for_is_locked(lock: str, extra: str | None) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *(project["optional-dependencies"][extra] if extra else [])]
    locked = _versions(lock)
    for line in wanted:
        requirement = Requirement(line)
        versions = locked.get(canonicalize_name(requirement.name))
        assert versions, f"requirements/{lock}.txt lacks {requirement.name}. Write it anew with: make lock"
        for version in versions:
            assert requirement.specifier.contains(version.removeprefix("==")), f"{requirement} is locked to {version}"
