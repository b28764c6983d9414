"""The assistant's trainings at the desk: begun by an owner, followed by every member, taken back; with what each comparison found.

The work is a process's of its own (``bootstrap.training``); here it is asked for, and its row is read. Plain forms that work without
JavaScript; with it, the page follows the training by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from dangol.accounts.actions import find_member
from dangol.accounts.errors import NotAllowed
from dangol.accounts.models import Role
from dangol.learning import trainings, versions
from dangol.learning.comparison import losses, verdict
from dangol.learning.errors import (
    ExamplesNotWritten,
    NothingToLearn,
    NoVersionBefore,
    TrainingUnderWay,
    VersionChanged,
)
from dangol.learning.models import TrainingState
from dangol.learning.trainings import Training
from dangol.learning.versions import Difference, Version
from dangol.runtime.database import Reader
from dangol.web.desk_words import meaning
from dangol.web.sign_in import Signed, access_desk, check_proof, member_page, read_form

router = APIRouter(include_in_schema=False)
Reads = Annotated[Signed, Depends(access_desk)]
ADDRESS = "/desk/learning"
TROUBLES = frozenset(kind.code for kind in (NothingToLearn, TrainingUnderWay, NoVersionBefore, VersionChanged))
"""What can stand in the way, as the page's address says it."""
MOST_LISTED = 30
_NEWS = timedelta(days=1)
_SLOW = timedelta(minutes=1)
_NONE = Difference((), ())


@dataclass(frozen=True)
class Standing:
    """What is learnt, what is being learnt, and what waits to be: as it is now."""

    now: datetime
    training: Training | None
    count: int
    versions: Sequence[Version]  # the latest, the live one, and the one that was live before
    live: Version | None
    before: Version | None
    waiting: Difference
    tried: bool
    unreadable: str
    names: Mapping[str, str]

    @property
    def running(self) -> bool:
        """Whether a training is under way."""
        return self.training is not None and not self.training.over and not self.training.left


async def read_standing(reader: Reader, signed: Signed, most: int = 1) -> Standing:
    """How things stand. Of example files that cannot be read nobody knows what waits: ``unreadable`` says what is wrong.
    Of the versions the latest ``most`` are read."""
    found = {version.number: version for version in await versions.versions(reader, most)}
    live = await versions.live_version(reader)
    before = await versions.version_before(reader, live.number) if live is not None else None
    found |= {version.number: version for version in (live, before) if version is not None}
    listed = sorted(found.values(), key=lambda version: -version.number)
    training = await trainings.latest_training(reader)
    waiting, tried, unreadable = _NONE, False, ""
    if live is not None:
        try:
            own = signed.site.rooms["examples"].read()
            waiting, tried = versions.difference(live.examples, own), own == dict(listed[0].examples)
        except ExamplesNotWritten as trouble:
            unreadable = str(trouble)
    by = {version.made_by for version in listed} | ({training.asked_by} if training is not None else set())
    names = {one: await _name(reader, signed, one) for one in by}
    count = await versions.count_versions(reader)
    return Standing(reader.now, training, count, listed, live, before, waiting, tried, unreadable, names)


async def _name(reader: Reader, signed: Signed, by: str) -> str:
    kind, _, who = by.partition(":")
    if kind == "member":
        member = await find_member(reader, who)
        return member.name if member is not None and member.name else signed.say("learning.by_somebody")
    return signed.say("learning.by_terminal", name=who or "dangol")


@router.post(f"{ADDRESS}/train")
async def train(request: Request, signed: Reads) -> Response:
    """Have the new lines learnt."""
    fields = await _owned(request, signed)
    try:
        async with signed.site.database.transaction() as tx:
            standing = await read_standing(tx, signed)
            if not standing.waiting:
                raise NothingToLearn("There is nothing new to learn.", cure="Accept some messages first.")
            await trainings.ask_training(tx, f"member:{signed.member.id}")
    except (NothingToLearn, TrainingUnderWay) as trouble:
        return RedirectResponse(_page_of(fields, trouble=trouble.code), status_code=303)
    return RedirectResponse(_page_of(fields), status_code=303)


@router.post(f"{ADDRESS}/back")
async def back(request: Request, signed: Reads) -> Response:
    """Make the version before live again."""
    fields = await _owned(request, signed)
    to = fields.get("to", "")
    try:
        async with signed.site.database.transaction() as tx:
            number = int(to[:9]) if to.isdecimal() else 0
            version = await versions.go_back(tx, f"member:{signed.member.id}", number)
    except (NoVersionBefore, VersionChanged) as trouble:
        return RedirectResponse(_page_of(fields, trouble=trouble.code), status_code=303)
    return RedirectResponse(_page_of(fields, done="back", n=str(version.number)), status_code=303)


@router.get(f"{ADDRESS}/training")
async def follow(request: Request, signed: Reads) -> Response:
    """The part of the page that tells of the training, alone."""
    query = request.query_params
    async with signed.site.database.snapshot() as reader:
        standing = await read_standing(reader, signed)
    show, within = query.get("show") or "", query.get("in") or ""
    return member_page(request, signed, "training.html", training=card(signed, standing), show=show, within=within)


async def _owned(request: Request, signed: Signed) -> dict[str, str]:
    """The form's fields, if it came from our page and an owner sent it. Raises ``RequestForged`` and ``NotAllowed``."""
    fields = await read_form(request)
    check_proof(request, signed.token, fields.get("proof"))
    check_owner(signed)
    return fields


def check_owner(signed: Signed) -> None:
    """Raises ``NotAllowed`` for a member who may not change the shop."""
    if signed.member.role is not Role.OWNER:
        raise NotAllowed("Only an owner can do that.")


def _page_of(fields: Mapping[str, str], **news: str) -> str:
    view = {"show": fields.get("show", ""), "in": fields.get("in", ""), **news}
    query = urlencode({name: value for name, value in view.items() if value})
    return f"{ADDRESS}{f'?{query}' if query else ''}"


def card(signed: Signed, standing: Standing) -> dict[str, Any]:
    """What the page tells of the training, and what may be done."""
    live, added, taken = standing.live, len(standing.waiting.added), len(standing.waiting.taken)
    found: dict[str, Any] = {
        "owner": signed.member.role is Role.OWNER,
        "running": None,
        "news": None,
        "live": None,
        "waiting": None,
        "button": None,
        "again": standing.tried,
        "unreadable": standing.unreadable,
    }
    if live is not None:
        found["live"] = signed.say("learning.live_since", n=live.number, when=live.made_at)
    if standing.running:
        return {**found, "running": _progress(signed, standing)}
    if standing.waiting:
        waits = "learning.unused" if standing.tried else "learning.waiting"
        found["waiting"] = signed.say(waits, added=added, taken=taken)
        name = "again" if standing.tried else "new" if added else "without"
        found["button"] = signed.say(f"learning.train_{name}", n=added or taken)
    found["news"] = _news(signed, standing)
    return found


def _progress(signed: Signed, standing: Standing) -> dict[str, Any]:
    training = standing.training
    assert training is not None
    who = standing.names[training.asked_by]
    if training.state is TrainingState.ASKED:
        slow = standing.now - training.asked_at > _SLOW
        return {"phase": signed.say(f"learning.phase_{'slow' if slow else 'asked'}"), "who": who, "done": None}
    told = signed.say("learning.talks_held", done=training.done, of=training.of) if training.of else None
    phase = signed.say(f"learning.phase_{training.phase}")
    return {"phase": phase, "who": who, "done": training.done if training.of else None, "of": training.of, "told": told}


def _news(signed: Signed, standing: Standing) -> dict[str, Any] | None:
    """What came of the last training, as long as it is news."""
    training = standing.training
    if training is None:
        return None
    if training.left or (training.state is TrainingState.FAILED and _fresh(standing, training)):
        trouble = training.trouble or {"code": "broken_off", "words": ""}
        known = trouble["code"] in ("nothing_to_learn", "version_changed", "broken_off")
        title = signed.say(f"learning.failed_{trouble['code'] if known else 'otherwise'}")
        return {"good": False, "title": title, "words": "" if known else trouble["words"], "version": None}
    latest = standing.versions[0] if standing.versions else None
    if latest is None or training.version != latest.number or not standing.tried or not _fresh(standing, training):
        return None
    found = verdict(latest.report)
    if found is None or not (latest.live or found == "worse"):
        return None
    title = signed.say(f"learning.outcome_{found}", n=latest.number)
    version = version_row(signed, standing, latest)
    return {"good": found != "worse", "title": title, "words": "", "version": version}


def _fresh(standing: Standing, training: Training) -> bool:
    return training.ended_at is not None and standing.now - training.ended_at < _NEWS


def version_rows(signed: Signed, standing: Standing) -> list[dict[str, Any]]:
    """The versions, the latest first, as the page lists them."""
    return [version_row(signed, standing, version) for version in standing.versions]


def version_row(signed: Signed, standing: Standing, version: Version) -> dict[str, Any]:
    """One version: when, by whom, how many lines, and what its comparison found."""
    found = verdict(version.report)
    state = "live" if version.live else "worse" if found == "worse" else "was_live" if version.was_live else "left"
    earlier = next((one for one in standing.versions if one.number < version.number and one.was_live), None)
    return {
        "number": version.number,
        "title": signed.say("learning.version", n=version.number),
        "state": state,
        "state_words": signed.say(f"learning.state_{state}"),
        "made": signed.say("learning.made", when=version.made_at, name=standing.names[version.made_by]),
        "lines": _lines(signed, version, earlier),
        "figures": _figures(signed, version.report),
        "reasons": [signed.say(f"learning.worse_{name}", n=number) for name, number in losses(version.report)],
        "changed": _changed(signed, version.report),
        "back": standing.before.number if version.live and standing.before is not None else None,
    }


def _lines(signed: Signed, version: Version, earlier: Version | None) -> str:
    try:
        count = versions.count_lines(version.examples)
        found = versions.difference(earlier.examples, version.examples) if earlier is not None else _NONE
    except ExamplesNotWritten:
        return ""
    return signed.say("learning.lines", n=count, added=len(found.added), taken=len(found.taken))


def _figures(signed: Signed, report: Mapping[str, Any]) -> list[str]:
    """How many were read rightly before and are now, of whatever was compared."""
    if not report:
        return []
    parts = {name: report.get(name) or {} for name in ("added", "lines", "talks", "phrases")}
    found = [
        signed.say(f"learning.figure_{name}", before=part["before"], after=part["after"], of=part["of"])
        for name, part in parts.items()
        if part.get("of")
    ]
    if learnt := parts["lines"].get("learnt"):
        found.append(signed.say("learning.figure_learnt", n=learnt))
    if not parts["lines"].get("of") and not parts["talks"].get("of"):
        found.append(signed.say("learning.nothing_of_your_own"))
    return found


def _changed(signed: Signed, report: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What is read or held otherwise: what was lost first."""
    rows: list[dict[str, Any]] = []
    talks = report.get("talks") or {}
    for key, good in (("lost", False), ("won", True)):
        for name in ("lines", "phrases", "added"):
            for text, meant, was, now in (report.get(name) or {}).get(key) or ():
                rows.append({"good": good, "text": text, "words": _row(signed, key, meant, was, now)})
        for file in talks.get("broken" if key == "lost" else "mended") or ():
            rows.append({"good": good, "text": file, "words": signed.say(f"learning.talk_{key}")})
    return rows


def _row(signed: Signed, key: str, meant: str, was: str, now: str) -> str:
    other = now if key == "lost" else was
    say, lang = signed.site.say, signed.lang
    label = meaning(say, other, lang) if other else signed.say("learning.nothing")
    return signed.say(f"learning.row_{key}", meant=meaning(say, meant, lang), other=label)
