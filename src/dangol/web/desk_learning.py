"""What the assistant could learn, for a member to decide on: a page of plain forms that works without JavaScript."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Annotated, Any
from urllib.parse import parse_qs, urlencode

from babel import Locale
from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from dangol.accounts.errors import NotSignedIn
from dangol.desk.mail import kind_label
from dangol.kit.errors import DangolError
from dangol.learning import actions, repository
from dangol.learning.errors import ExamplesNotWritten, NoSuchIntent, NoSuchLesson
from dangol.learning.likeness import Group, grouped
from dangol.learning.models import LessonState
from dangol.learning.repository import Lesson
from dangol.learning.versions import live_version
from dangol.nlu.reject import OUT_OF_SCOPE
from dangol.runtime.settings import LANGUAGES
from dangol.web.sign_in import Signed, access_desk, check_proof, member_page
from dangol.web.site import site_of
from dangol.web.widget import read_body

router = APIRouter(include_in_schema=False)
Reads = Annotated[Signed, Depends(access_desk)]

_GROUPS = 100
_FORM_BYTES = 64 * 1024
_MOST_FIELDS = 400
_DEEDS = ("accept", "move", "ignore")
# What is said of these is a button's word, not the name of a flow.
_BUTTONS = {
    "affirm": "option.yes",
    "deny": "option.no",
    "cancel": "option.cancel",
    "back": "option.back",
    "repeat": "option.repeat",
    "restart": "option.restart",
    OUT_OF_SCOPE: "learning.out_of_scope",
}
_TECHNICAL = frozenset({"unclear", "rate", "faq", "hand_over"})


@router.get("/desk/learning")
async def show_lessons(request: Request) -> Response:
    """The queue, or what was decided, in groups."""
    try:
        signed = await access_desk(request)
    except NotSignedIn:
        return RedirectResponse("/desk/sign-in?next=/desk/learning", status_code=303)
    query = request.query_params
    done = None
    if query.get("done") in _DEEDS and (query.get("n") or "").isdecimal():
        label = _label(signed, query.get("as") or "")
        done = signed.say(f"learning.done_{query['done']}", n=int(query["n"][:6]), label=label)
    return await _page(request, signed, query.get("show"), query.get("in"), done=done)


@router.post("/desk/learning")
async def decide(request: Request, signed: Reads) -> Response:
    """Accept, move or ignore the ticked messages."""
    body = (await read_body(request, _FORM_BYTES)).decode("utf-8", "replace")
    fields = parse_qs(body, keep_blank_values=True, max_num_fields=_MOST_FIELDS)

    def field(name: str) -> str:
        return (fields.get(name) or [""])[-1]

    check_proof(request, signed.token, field("proof"))
    ids, deed, intent = fields.get("lesson") or [], field("do"), field("intent")
    try:
        number = await _do(signed, deed, ids, intent)
    except (NoSuchLesson, NoSuchIntent, ExamplesNotWritten) as trouble:
        return await _page(request, signed, field("show"), field("in"), trouble=trouble)
    view = {"show": field("show"), "in": field("in"), "done": deed, "n": number, "as": intent}
    return RedirectResponse(f"/desk/learning?{urlencode({k: v for k, v in view.items() if v})}", status_code=303)


async def _do(signed: Signed, deed: str, ids: Sequence[str], intent: str) -> int:
    site, by = signed.site, f"member:{signed.member.id}"
    files, intents = site.rooms["examples"], site.rooms["intents"]()
    async with site.database.transaction() as tx:
        if deed == "ignore":
            found = await actions.ignore(tx, ids, by, files)
        elif deed == "move":
            found = await actions.move(tx, ids, intent, by, files, intents)
        else:
            found = await actions.accept(tx, ids, actions.check_intent(intent or None, intents), by, files, intents)
    return len(found)


async def _page(
    request: Request,
    signed: Signed,
    show: str | None,
    within: str | None,
    *,
    done: str | None = None,
    trouble: DangolError | None = None,
) -> Response:
    site = site_of(request)
    state = LessonState(show) if show in tuple(LessonState) else LessonState.OPEN
    lang = within if within in LANGUAGES else None
    async with site.database.snapshot() as reader:
        lessons = await repository.lessons_in(reader, state, lang=lang)
        counts = await repository.count_lessons(reader)
        version = await live_version(reader)
        pending = await repository.count_accepted_since(reader, version.made_at) if version is not None else 0
    groups = await asyncio.to_thread(grouped, lessons, site.rooms["mind"].model)
    shown = _by_decision(groups) if state is LessonState.ACCEPTED else groups
    return member_page(
        request,
        signed,
        "learning.html",
        400 if trouble is not None else 200,
        done=done,
        error=signed.say(f"error.{trouble.code}") if trouble is not None else None,
        pending=pending,
        tabs=_tabs(signed, state, lang, counts),
        languages=_languages(signed, state, lang),
        groups=[_group(signed, group) for group in shown[:_GROUPS]],
        more=max(0, len(shown) - _GROUPS),
        show=state.value,
        within=lang or "",
        intents=_intents(signed),
    )


def _by_decision(groups: Sequence[Group]) -> list[Group]:
    """What was accepted, by what it was accepted as."""
    found: dict[tuple[str, str | None], list[Lesson]] = {}
    for group in groups:
        for lesson in group.lessons:
            found.setdefault((lesson.lang, lesson.intent), []).append(lesson)
    return [Group(tuple(lessons)) for lessons in found.values()]


def _tabs(signed: Signed, state: LessonState, lang: str | None, counts: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "label": signed.say(f"learning.{one.value}"),
            "href": _address(one, lang),
            "here": one is state,
            "count": counts.get(one.value, 0),
        }
        for one in LessonState
    ]


def _languages(signed: Signed, state: LessonState, lang: str | None) -> list[dict[str, Any]]:
    every = {"label": signed.say("learning.all_languages"), "href": _address(state, None), "here": lang is None}
    spoken = [one for one in signed.site.settings.shop.languages if one in LANGUAGES]
    return [
        every,
        *({"label": _tongue(one, signed.lang), "href": _address(state, one), "here": one == lang} for one in spoken),
    ]


def _tongue(lang: str, reader: str) -> str:
    return str(Locale(lang).get_display_name(reader) or lang)


def _address(state: LessonState, lang: str | None) -> str:
    view = {"show": state.value if state is not LessonState.OPEN else "", "in": lang or ""}
    query = urlencode({k: v for k, v in view.items() if v})
    return f"/desk/learning{f'?{query}' if query else ''}"


def _label(signed: Signed, intent: str) -> str:
    key = _BUTTONS.get(intent)
    return signed.say(key) if key is not None else kind_label(signed.site.say, intent, signed.lang)


def _intents(signed: Signed) -> list[tuple[str, str]]:
    """Everything a message can mean, as the member reads it; what to leave alone comes last."""
    names = signed.site.rooms["intents"]() - _TECHNICAL - {OUT_OF_SCOPE}
    rows = sorted(((name, _label(signed, name)) for name in names), key=lambda row: row[1].casefold())
    return [*rows, (OUT_OF_SCOPE, _label(signed, OUT_OF_SCOPE))]


def _group(signed: Signed, group: Group) -> dict[str, Any]:
    likely = group.lessons[0].intent or group.likely
    title = signed.say("learning.likely", label=_label(signed, likely)) if likely else signed.say("learning.unknown")
    if group.lessons[0].intent:
        title = _label(signed, group.lessons[0].intent)
    return {
        "title": title,
        "likely": likely,
        "said": signed.say("learning.said", n=group.times),
        "lang": group.lang,
        "language": _tongue(group.lang, signed.lang),
        "lessons": [_lesson(signed, lesson) for lesson in group.lessons],
    }


def _lesson(signed: Signed, lesson: Lesson) -> dict[str, Any]:
    facts = [signed.say(f"learning.reason_{lesson.reason}")]
    for name, share in (lesson.reading.get("intents") or ())[:1]:
        facts.append(signed.say("learning.read_as", label=_label(signed, str(name)), share=round(float(share) * 100)))
    if lesson.suggested:
        facts.append(signed.say("learning.chose", label=_label(signed, lesson.suggested)))
    if lesson.times > 1:
        facts.append(signed.say("learning.said", n=lesson.times))
    return {"id": lesson.id, "text": lesson.text, "facts": facts, "conversation": lesson.conversation_id}
