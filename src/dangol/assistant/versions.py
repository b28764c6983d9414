"""Versions of flows, kept for the conversations that are still in them, so that a restart finds them too.

A row has the flow as its file said it and the sentences it says, as they were when it was last current: a sentence may have been taken
away since. ``at`` is when it was last seen to be current; a version is forgotten long after that.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from dangol.assistant.models import flow_versions
from dangol.dialogue import Flow
from dangol.dialogue.check import sentences_of
from dangol.runtime.database import Reader, Transaction
from dangol.wording import Wording

_KEPT = timedelta(days=90)
_SEEN = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Version:
    """A flow in one version: its file's text, and its sentences as the text of a sentence file per language."""

    name: str
    version: str
    file: str
    text: str
    sentences: Mapping[str, str]


def version_of(flow: Flow, text: str, wording: Wording, languages: Iterable[str]) -> Version:
    """``flow``, read from ``text``, with what it says in ``wording``."""
    said = {lang: _sentences(flow, wording, lang) for lang in languages}
    return Version(flow.name, flow.version, flow.file[-300:], text, said)


def _sentences(flow: Flow, wording: Wording, lang: str) -> str:
    found = {}
    for key in sorted({key for key, _, _ in sentences_of(flow)}):
        entry = wording.entry(key, lang)
        if entry is not None:
            voices = {voice: [t.text for t in templates] for voice, templates in entry.voices.items()}
            found[key] = {"say": [t.text for t in entry.sentences]} | ({"as": voices} if voices else {})
    return json.dumps(found, ensure_ascii=False)  # which is YAML too, and made forty times as fast


async def keep(tx: Transaction, versions: Iterable[Version]) -> None:
    """These are current: keep those that are new, and forget what has not been current for a long time."""
    rows = await tx.all(
        select(flow_versions.c.name, flow_versions.c.version, flow_versions.c.at, flow_versions.c.sentences)
    )
    known = {(row.name, row.version): row for row in rows}
    for version in versions:
        row = known.get((version.name, version.version))
        if row is None:
            await _add(tx, version)
        elif row.at < tx.now - _SEEN or dict(row.sentences) != dict(version.sentences):
            await tx.execute(
                update(flow_versions)
                .where(flow_versions.c.name == version.name, flow_versions.c.version == version.version)
                .values(at=tx.now, sentences=dict(version.sentences))
            )
    await tx.execute(delete(flow_versions).where(flow_versions.c.at < tx.now - _KEPT))


async def _add(tx: Transaction, version: Version) -> None:
    try:
        async with tx.connection.begin_nested():
            await tx.execute(
                insert(flow_versions).values(
                    name=version.name,
                    version=version.version,
                    file=version.file,
                    text=version.text,
                    sentences=dict(version.sentences),
                    at=tx.now,
                )
            )
    except IntegrityError:
        return  # another process that starts at the same time has just kept it


async def find(reader: Reader, name: str, version: str) -> Version | None:
    """That version of that flow; none when it was never current here, or too long ago."""
    row = await reader.first(
        select(flow_versions).where(flow_versions.c.name == name, flow_versions.c.version == version)
    )
    return Version(row.name, row.version, row.file, row.text, row.sentences) if row is not None else None
