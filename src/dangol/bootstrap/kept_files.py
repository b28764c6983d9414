"""The files a shop talks by, as they were when they last went live: what a rehearsal compares with."""

from __future__ import annotations

import filecmp
import shutil
from collections.abc import Sequence
from pathlib import Path

import structlog

from dangol.runtime.settings import Settings

log = structlog.get_logger(__name__)

TALKED_BY = ("shop.toml", "persona.toml", "flows", "wording", "faq", "policies", "examples")
"""What decides how the assistant talks; the catalogue is the shop's, live or not."""


def live_folder(data: Path) -> Path:
    """Where they are kept."""
    return data / "live"


def keep_live(settings: Settings, names: Sequence[str] = TALKED_BY) -> None:
    """Remember the files ``names`` as they are now: they have just gone live. A folder that cannot be written costs the rehearsal,
    not the start."""
    place = live_folder(settings.data)
    try:
        overlay(settings.folder, place, names)
    except OSError as trouble:
        log.warning("live_files.not_kept", place=str(place), reason=str(trouble))


def overlay(source: Path, target: Path, names: Sequence[str] = TALKED_BY) -> None:
    """Make the files that ``target`` talks by those of ``source``; what is the same already is left alone."""
    target.mkdir(parents=True, exist_ok=True)
    for name in names:
        theirs, ours = source / name, target / name
        if theirs.is_dir():
            _same_folder(theirs, ours)
        elif theirs.is_file():
            if not ours.is_file() or not filecmp.cmp(theirs, ours, shallow=False):
                shutil.copyfile(theirs, ours)
        else:
            _take_away(ours)


def talks_the_same(one: Path, other: Path, names: Sequence[str] = TALKED_BY) -> bool:
    """Whether the two folders talk by the same files."""
    return all(_talk(one / name) == _talk(other / name) for name in names)


def _talk(place: Path) -> dict[str, bytes]:
    return _contents(place) if place.is_dir() else {"": place.read_bytes()} if place.is_file() else {}


def _same_folder(theirs: Path, ours: Path) -> None:
    if ours.is_dir() and _contents(theirs) == _contents(ours):
        return
    _take_away(ours)
    shutil.copytree(theirs, ours)


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def _take_away(place: Path) -> None:
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)
