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
from dangol.accounts.models import Role
from dangol.knowledge.errors import AnswerUnfit, ArticlesUnreadable, ArticlesUnwritable, QuestionTaken
from dangol.learning import actions, repository
from dangol.learning.errors import AnswerTellsWho, ExamplesNotWritten, NoSuchIntent, NoSuchLesson
from dangol.learning.likeness import Group, grouped
from dangol.learning.models import LessonState
from dangol.learning.repository import Lesson
from dangol.nlu.reject import OUT_OF_SCOPE
from dangol.runtime.settings import LANGUAGES
from dangol.web import desk_answers, desk_training
from dangol.web.desk_answers import Form, Typed, write
from dangol.web.desk_words import meaning
from dangol.web.sign_in import Signed, access_desk, check_proof, member_page
from dangol.web.site import site_of
from dangol.web.widget import read_body

router = APIRouter(include_in_schema=False)
Reads = Annotated[Signed, Depends(access_desk)]

_GROUPS = 100
_FORM_BYTES = 256 * 1024
_MOST_FIELDS = 400
_DEEDS = ("accept", "move", "ignore", "answer", "back")
_VERSIONS = "versions"
_TROUBLES = (
    NoSuchLesson,
    NoSuchIntent,
    ExamplesNotWritten,
    AnswerTellsWho,
    AnswerUnfit,
    QuestionTaken,
    ArticlesUnreadable,
    ArticlesUnwritable,
)
_TECHNICAL = frozenset({"unclear", "rate", "faq", "hand_over"})


@router.get("/desk/learning")
async def show_lessons(request: Request) -> Response:
    """The queue, or what was decided, in groups."""
    try:
        signed = await access_desk(request)
    except NotSignedIn:
        return RedirectResponse("/desk/sign-in?next=/desk/learning", status_code=303)
    query = request.query_params
    done = error = None
    if query.get("done") in _DEEDS and (query.get("n") or "").isdecimal():
        label = _label(signed, query.get("as") or "")
        done = signed.say(f"learning.done_{query['done']}", n=int(query["n"][:6]), label=label)
    if query.get("trouble") in desk_training.TROUBLES:
        error = signed.say(f"error.{query['trouble']}")
    return await _page(request, signed, query.get("show"), query.get("in"), done=done, error=error)


@router.post("/desk/learning")
async def decide(request: Request, signed: Reads) -> Response:
    """Accept, move or ignore the ticked messages."""
    body = (await read_body(request, _FORM_BYTES)).decode("utf-8", "replace")
    fields = parse_qs(body, keep_blank_values=True, max_num_fields=_MOST_FIELDS)

    def field(name: str) -> str:
        return (fields.get(name) or [""])[-1]

    check_proof(request, signed.token, field("proof"))
    ids, deed, intent = fields.get("lesson") or [], field("do"), field("intent")
    typed = Typed(ids, field("question"), field("answer")) if deed == "answer" else None
    try:
        number = len(await write(signed, typed)) if typed is not None else await _do(signed, deed, ids, intent)
    except _TROUBLES as trouble:
        error = signed.say(f"error.{trouble.code}", **trouble.data)
        return await _page(request, signed, field("show"), field("in"), error=error, typed=typed, status=400)
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
    error: str | None = None,
    typed: Typed | None = None,
    status: int = 200,
) -> Response:
    site = site_of(request)
    state = LessonState(show) if show in tuple(LessonState) else LessonState.OPEN
    lang = within if within in LANGUAGES else None
    owner, listed = signed.member.role is Role.OWNER, show == _VERSIONS
    async with site.database.snapshot() as reader:
        lessons = [] if listed else await repository.lessons_in(reader, state, lang=lang)
        counts = await repository.count_lessons(reader)
        standing = await desk_training.read_standing(reader, signed, desk_training.MOST_LISTED if listed else 1)
    groups = await asyncio.to_thread(grouped, lessons, site.rooms["mind"].model)
    decided = state in (LessonState.ACCEPTED, LessonState.ANSWERED)
    shown = _by_decision(groups) if decided else groups
    async with site.database.snapshot() as reader:
        answerable = shown[:_GROUPS] if owner and not decided else []
        forms = await desk_answers.forms(reader, signed, answerable, typed)
    return member_page(
        request,
        signed,
        "learning.html",
        status,
        done=done,
        error=error,
        training=desk_training.card(signed, standing),
        versions=desk_training.version_rows(signed, standing) if listed else None,
        older=max(0, standing.count - len(standing.versions)),
        tabs=_tabs(signed, None if listed else state, lang, counts, standing.count),
        languages=[] if listed else _languages(signed, state, lang),
        groups=[_group(signed, group, forms.get(group.lessons[0].id)) for group in shown[:_GROUPS]],
        more=max(0, len(shown) - _GROUPS),
        show=_VERSIONS if listed else state.value,
        within=lang or "",
        intents=_intents(signed),
    )


def _by_decision(groups: Sequence[Group]) -> list[Group]:
    """What was accepted or answered, by what it was accepted as, or by the answer."""
    found: dict[tuple[str, str | None], list[Lesson]] = {}
    for group in groups:
        for lesson in group.lessons:
            found.setdefault((lesson.lang, lesson.answer or lesson.intent), []).append(lesson)
    return [Group(tuple(lessons)) for lessons in found.values()]


def _tabs(
    signed: Signed, state: LessonState | None, lang: str | None, counts: dict[str, int], versions: int
) -> list[dict[str, Any]]:
    of_lessons = [
        {
            "label": signed.say(f"learning.{one.value}"),
            "href": _address(one, lang),
            "here": one is state,
            "count": counts.get(one.value, 0),
        }
        for one in LessonState
    ]
    label, href = signed.say("learning.versions"), f"{desk_training.ADDRESS}?show={_VERSIONS}"
    return [*of_lessons, {"label": label, "href": href, "here": state is None, "count": versions}]


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
    return meaning(signed.site.say, intent, signed.lang)


def _intents(signed: Signed) -> list[tuple[str, str]]:
    """Everything a message can mean, as the member reads it; what to leave alone comes last."""
    names = signed.site.rooms["intents"]() - _TECHNICAL - {OUT_OF_SCOPE}
    rows = sorted(((name, _label(signed, name)) for name in names), key=lambda row: row[1].casefold())
    return [*rows, (OUT_OF_SCOPE, _label(signed, OUT_OF_SCOPE))]


def _group(signed: Signed, group: Group, form: Form | None) -> dict[str, Any]:
    first = group.lessons[0]
    likely = first.intent or group.likely
    if first.answer or first.intent:
        title = first.answer or _label(signed, first.intent or "")
    else:
        title = (
            signed.say("learning.likely", label=_label(signed, likely)) if likely else signed.say("learning.unknown")
        )
    return {
        "title": title,
        "likely": likely,
        "said": signed.say("learning.said", n=group.times),
        "lang": group.lang,
        "language": _tongue(group.lang, signed.lang),
        "lessons": [_lesson(signed, lesson) for lesson in group.lessons],
        "answered": signed.say("learning.answer_stands", file=first.answer.partition("#")[0]) if first.answer else None,
        "form": form,
        "form_help": signed.say("learning.answer_help", file=f"faq/{group.lang}.md"),
    }


def _lesson(signed: Signed, lesson: Lesson) -> dict[str, Any]:
    facts = [signed.say(f"learning.reason_{lesson.reason}")]
    for name, share in (lesson.reading.get("intents") or ())[:1]:
        if percent := round(float(share) * 100):  # what nothing speaks for was read as nothing
            facts.append(signed.say("learning.read_as", label=_label(signed, str(name)), share=percent))
    if lesson.suggested:
        who = "learning.moved" if lesson.moved else "learning.chose"
        facts.append(signed.say(who, label=_label(signed, lesson.suggested)))
    if lesson.times > 1:
        facts.append(signed.say("learning.said", n=lesson.times))
    return {"id": lesson.id, "text": lesson.text, "facts": facts, "conversation": lesson.conversation_id}
