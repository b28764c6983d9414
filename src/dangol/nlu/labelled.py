"""Labelled messages as other people keep them: JSON, JSON lines, CSV, TSV or YAML, read into ``Example``s.

Shipped phrases have a form of their own (``nlu/examples``); this is for any set of messages with labels, so that the trainer can be
used, and measured, on it.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

import yaml

from dangol.nlu.errors import ExamplesUnreadable
from dangol.nlu.language import language_of
from dangol.nlu.reject import OUT_OF_SCOPE
from dangol.nlu.train import Example

LANGUAGES = ("en", "ko", "ja")
_TEXT = ("text", "message", "utterance", "question", "query", "sentence", "example")
_LABEL = ("intent", "label", "category", "want", "class")
_OUTSIDE = frozenset(
    {"", "oos", "ood", "out_of_scope", "out of scope", "out-of-scope", "none", "null", "unclear", "fallback"}
)
_CURE = (
    'Give each message with its label, for instance {"text": "where is my order", "intent": "track_order"} on a line.'
)
Pair = tuple[str, str | None, str | None]  # text, label, language


Broken = list[ExamplesUnreadable]
"""Where rows that cannot be read are told, while the others are."""


def read_labelled(
    source: str, name: str, *, lang: str | None = None, part: str = "train", broken: Broken | None = None
) -> list[Example]:
    """The examples of a labelled set.

    ``name`` is the file's name: its ending tells the format (``.json .jsonl .csv .tsv .yaml``). Messages that belong to no intent
    carry an empty label or one of the usual names for it (``oos``, ``out_of_scope``, ``unclear`` ...). JSON with parts
    (``{"train": [texts, labels], "test": ...}``) gives ``part``, with the messages of ``oos_<part>``. Without ``lang``, a message that
    does not name its own is taken to be in the language most of the set is in. A row that cannot be read is put into ``broken``, and the
    rest is read all the same. Raises ``ExamplesUnreadable`` with file, line and cure: for the first such row where there is no ``broken``,
    and for a file of which nothing can be read.
    """
    ending = name.rsplit(".", 1)[-1].lower()
    readers = {
        "json": _json,
        "jsonl": _lines,
        "ndjson": _lines,
        "csv": _table,
        "tsv": _table,
        "yaml": _yaml,
        "yml": _yaml,
    }
    if ending not in readers:
        raise ExamplesUnreadable(
            f"{name}: what kind of file this is cannot be told.",
            cure=f"Let its name end in one of: {', '.join(sorted(readers))}.",
        )
    rows = readers[ending](source, name, part, broken)
    pairs = [(text.strip(), label, own) for text, label, own in rows if text.strip()]
    if not pairs:
        if broken:
            raise broken[0]
        raise ExamplesUnreadable(f"{name}: there is no message in it.", cure=_CURE)
    spoken = lang or _mostly(text for text, _, _ in pairs)
    return [Example(text, _label(label), own or spoken) for text, label, own in pairs]


def read_unlabelled(source: str, name: str, *, lang: str | None = None, part: str = "train") -> list[tuple[str, str]]:
    """Messages alone, each with its language: of a ``.txt`` file every line, of a JSON list of texts each of them, of any labelled set what
    was said, whatever it was labelled. Raises ``ExamplesUnreadable``."""
    texts = source.splitlines() if name.lower().endswith(".txt") else _texts(source, name)
    if texts is None:
        return [(example.text, example.lang) for example in read_labelled(source, name, lang=lang, part=part)]
    said = [text.strip() for text in texts if text.strip()]
    if not said:
        raise ExamplesUnreadable(f"{name}: there is no message in it.", cure="Write one message on each line.")
    spoken = lang or _mostly(said)
    return [(text, spoken) for text in said]


def _texts(source: str, name: str) -> list[str] | None:
    """The texts of a JSON list that holds nothing else; none for any other file."""
    if not name.lower().endswith(".json") or not source.lstrip().startswith("["):
        return None
    try:
        data = json.loads(source)
    except ValueError as problem:
        raise ExamplesUnreadable(
            f"{name} is not JSON: {problem}.", cure='Give a list of texts: ["...", "..."].'
        ) from problem
    return data if all(isinstance(text, str) for text in data) else None


def _label(label: str | None) -> str:
    given = (label or "").strip()
    return OUT_OF_SCOPE if given.lower() in _OUTSIDE else given


def _mostly(texts: Iterable[str]) -> str:
    counts = Counter(language_of(text, LANGUAGES, "en").lang for text in texts)
    return counts.most_common(1)[0][0]


def _read(row: Callable[[], Pair], broken: Broken | None) -> Iterator[Pair]:
    """What ``row`` gives, or nothing where it cannot be read and ``broken`` is told."""
    try:
        yield row()
    except ExamplesUnreadable as trouble:
        if broken is None:
            raise
        broken.append(trouble)


def _json(source: str, name: str, part: str, broken: Broken | None) -> Iterator[Pair]:
    try:
        data = json.loads(source)
    except ValueError as problem:
        raise ExamplesUnreadable(f"{name} is not JSON: {problem}.", cure=_CURE) from problem
    yield from _shaped(data, name, part, broken)


def _shaped(data: Any, name: str, part: str, broken: Broken | None) -> Iterator[Pair]:
    """The shapes such files have: rows, pairs, two lists side by side, intents with their messages, and parts of any of these."""
    if isinstance(data, Mapping):
        lang = data.get("lang") if isinstance(data.get("lang"), str) else None
        if part in data:
            given = data[part]
            rows = _side_by_side(given) if _halves(given) else _shaped(given, name, part, broken)
            yield from ((text, label, own or lang) for text, label, own in rows)
            for text in data.get(f"oos_{part}") or ():
                yield str(text), None, lang
        elif any(isinstance(data.get(key), list) for key in ("train", "test", "val")):
            raise ExamplesUnreadable(
                f"{name} has no part called {part!r}.", cure=f"It has: {', '.join(map(str, data))}."
            )
        elif isinstance(data.get("nlu"), list):  # Rasa
            for entry in data["nlu"]:
                for line in str(entry.get("examples") or "").splitlines():
                    yield line.strip().removeprefix("- "), str(entry.get("intent")), lang
        elif isinstance(data.get("data"), list):  # nlp.js
            for entry in data["data"]:
                yield from ((str(text), str(entry.get("intent")), lang) for text in entry.get("utterances") or ())
        else:
            for label, texts in data.items():
                lines = texts.splitlines() if isinstance(texts, str) else texts
                if not isinstance(lines, list):
                    raise ExamplesUnreadable(f"{name}: the messages of {label!r} are not a list.", cure=_CURE)
                yield from ((str(text), str(label), None) for text in lines)
    elif _halves(data) and len(data[0]) != 2:  # two pairs look like two lists of two: pairs are the commoner
        yield from _side_by_side(data)
    elif isinstance(data, list):
        for number, row in enumerate(data, start=1):
            yield from _read(partial(_row, row, f"{name}, entry {number}"), broken)
    else:
        raise ExamplesUnreadable(f"{name}: this is not a set of messages.", cure=_CURE)


def _halves(data: Any) -> bool:
    return (
        isinstance(data, list)
        and len(data) == 2
        and all(isinstance(h, list) for h in data)
        and len(data[0]) == len(data[1])
    )


def _side_by_side(data: list[list[Any]]) -> Iterator[Pair]:
    return ((str(text), _plain(label), None) for text, label in zip(*data, strict=True))


def _plain(value: Any) -> str | None:
    return None if value is None else str(value)


def _row(row: Any, where: str) -> Pair:
    if isinstance(row, list) and len(row) == 2:
        return str(row[0]), _plain(row[1]), None
    if not isinstance(row, Mapping):
        raise ExamplesUnreadable(f"{where}: this is not a message with its label.", cure=_CURE)
    folded = {str(key).strip().lower(): value for key, value in row.items()}
    text = next((folded[key] for key in _TEXT if isinstance(folded.get(key), str)), None)
    label = next((key for key in _LABEL if key in folded), None)
    if text is None or label is None:
        missing = f"none of {', '.join(_TEXT if text is None else _LABEL)}"
        raise ExamplesUnreadable(f"{where}: {missing} is given.", cure=_CURE)
    lang = folded.get("lang") or folded.get("language")
    return text, _plain(folded[label]), str(lang) if lang in LANGUAGES else None


def _lines(source: str, name: str, part: str, broken: Broken | None) -> Iterator[Pair]:
    del part
    for number, line in enumerate(source.splitlines(), start=1):
        if line.strip():
            yield from _read(partial(_line, line, f"{name}:{number}"), broken)


def _line(line: str, where: str) -> Pair:
    try:
        row = json.loads(line)
    except ValueError as problem:
        raise ExamplesUnreadable(f"{where}: this is not JSON: {problem}.", cure=_CURE) from problem
    return _row(row, where)


def _table(source: str, name: str, part: str, broken: Broken | None) -> Iterator[Pair]:
    del part
    reader = csv.reader(io.StringIO(source), delimiter="\t" if name.lower().endswith(".tsv") else ",")
    rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    if not rows:
        return
    head = [cell.strip().lower() for cell in rows[0][1]]
    named = any(key in head for key in _TEXT) and any(key in head for key in _LABEL)
    for number, row in rows[1:] if named else rows:
        yield from _read(partial(_cells, row, head if named else None, f"{name}:{number}"), broken)


def _cells(row: list[str], head: list[str] | None, where: str) -> Pair:
    if head and len(row) >= 2:
        return _row(dict(zip(head, row, strict=False)), where)
    if len(row) == 2:
        return row[0], row[1], None
    columns = f"{len(row)} column{'' if len(row) == 1 else 's'}"
    if head:
        raise ExamplesUnreadable(
            f"{where}: {columns}, where the first line names {len(head)}.", cure="Give the message and its label."
        )
    raise ExamplesUnreadable(
        f"{where}: {columns}.", cure="Name the columns `text` and `intent` in the first line, or give just these two."
    )


def _yaml(source: str, name: str, part: str, broken: Broken | None) -> Iterator[Pair]:
    try:
        data = yaml.safe_load(source)
    except yaml.YAMLError as problem:
        raise ExamplesUnreadable(f"{name} is not YAML: {problem}.", cure=_CURE) from problem
    yield from _shaped(data, name, part, broken)
