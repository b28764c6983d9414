"""Reading the product's own files and a shop's: sentences, flows, persona, articles. A shop's file of the same name goes last and wins."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from dangol.assistant.persona import Persona, read_persona
from dangol.dialogue import ActionSpec, Flow, load_flow, read_actions
from dangol.runtime.errors import SettingInvalid
from dangol.runtime.settings import LANGUAGES, not_toml
from dangol.wording import Book, read_book

_F = TypeVar("_F", Path, Traversable)


def yaml_files(folder: _F) -> list[_F]:
    """Every YAML file in ``folder`` that is read, by name."""
    if not folder.is_dir():
        return []
    found: list[_F] = [entry for entry in folder.iterdir() if entry.name.endswith((".yaml", ".yml"))]
    return sorted((entry for entry in found if entry.name[0] not in "_."), key=lambda entry: entry.name)


def _yaml(folder: Traversable | Path) -> Iterator[tuple[str, str, str]]:
    """Name without ending, shown path and text of every YAML file in ``folder``, by name."""
    for file in yaml_files(folder):
        yield file.name.rsplit(".", 1)[0], str(file), read_text(file)


def read_text(file: Traversable | Path) -> str:
    """The text of ``file``. Raises ``SettingInvalid`` if it is not UTF-8."""
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        raise SettingInvalid(f"{file} is not UTF-8 text.", cure="Save it as UTF-8.") from trouble


def read_books(folder: Path | None) -> list[Book]:
    """Every sentence: ours, then the shop's own. Raises ``BadText`` with file and line."""
    books = list(shipped_books())
    if folder is not None:
        books += [read_shop_book(file) for file in book_files(folder)]
    return books


def book_files(folder: Path) -> list[Path]:
    """A shop's files of sentences: ``wording/<lang>/<area>.yaml``."""
    wording = folder / "wording"
    subs = sorted(sub for sub in wording.iterdir() if sub.is_dir()) if wording.is_dir() else []
    return [file for sub in subs for file in yaml_files(sub)]


def read_shop_book(file: Path) -> Book:
    """The sentences of one of them. Raises ``BadText`` with file and line."""
    return read_book(read_text(file), file.parent.name, file.stem, str(file))


@lru_cache(1)
def shipped_books() -> tuple[Book, ...]:
    """Our own sentences."""
    shipped = files("dangol.wording") / "sentences"
    return tuple(read_book(text, lang, area, path) for lang in LANGUAGES for area, path, text in _yaml(shipped / lang))


def read_action_specs() -> dict[str, ActionSpec]:
    """What flows may call."""
    file = files("dangol.assistant") / "flows" / "_actions.yaml"
    return dict(read_actions(read_text(file), str(file)))


def read_flows(folder: Path | None) -> list[Flow]:
    """Every flow: ours, then the shop's own. Raises ``BadFlow`` with file and line."""
    flows = list(shipped_flows())
    if folder is not None:
        flows += [read_shop_flow(file) for file in flow_files(folder)]
    return flows


def flow_files(folder: Path) -> list[Path]:
    """A shop's files of flows: ``flows/<name>.yaml``."""
    return yaml_files(folder / "flows")


def read_shop_flow(file: Path) -> Flow:
    """A flow of the shop's own. Raises ``BadFlow`` with file and line."""
    return load_flow(read_text(file), str(file))


@lru_cache(1)
def shipped_flows() -> tuple[Flow, ...]:
    """Our own flows."""
    return tuple(load_flow(text, path) for path, text in shipped_sources())


@lru_cache(1)
def shipped_sources() -> tuple[tuple[str, str], ...]:
    """Their files: shown path and text, in the same order."""
    return tuple((path, text) for _, path, text in _yaml(files("dangol.assistant") / "flows"))


def read_articles(folder: Path) -> dict[str, str]:
    """The shop's FAQ and policies: text by path relative to the shop's folder, such as ``faq/ko.md``."""
    return {f"{file.parent.name}/{file.name}": read_text(file) for file in article_files(folder)}


def article_files(folder: Path) -> list[Path]:
    """The files they are in: ``faq/<lang>.md`` and ``policies/<lang>.md``."""
    return [file for kind in ("faq", "policies") for file in sorted((folder / kind).glob("*.md"))]


def read_shop_persona(folder: Path) -> Persona:
    """Who the assistant is, from ``persona.toml``; a shop without one gets ours."""
    file = folder / "persona.toml"
    if not file.is_file():
        return Persona()
    text = read_text(file)
    try:
        return read_persona(tomllib.loads(text), str(file))
    except tomllib.TOMLDecodeError as trouble:
        raise not_toml(trouble, str(file), text) from trouble
