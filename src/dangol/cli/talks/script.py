"""A test file: who says what, what has to come back, and what has to stand in the database afterwards."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from rapidfuzz import process

from dangol.cli.talks.hooks import OUTCOMES, Staged
from dangol.kit.times import parse_instant
from dangol.nlu.commands import COMMAND
from dangol.wording.errors import BadText
from dangol.wording.marked import Marked, parse

ACTS = ("says", "taps", "sends", "fills", "pays", "waits", "agent_says", "agent_leaves")
"""What can happen in a step: exactly one of these."""
_STEP = (*ACTS, "as", "on", "expects", "told")
_FILE = ("name", "open", "lang", "now", "desk", "page", "customer", "hooks", "talk", "then")
EXPECTS: Mapping[str, str] = {
    "text": "texts",
    "not_text": "texts",
    "flow": "texts",
    "not_flow": "texts",
    "blocks": "texts",
    "not_blocks": "texts",
    "buttons": "texts",
    "not_buttons": "texts",
    "shows": "texts",
    "not_shows": "texts",
    "first": "text",
    "asks": "text",
    "lang": "text",
    "silent": "flag",
}
"""What can be expected of a reply, and what is written there."""
THEN: Mapping[str, tuple[str, ...]] = {
    "cart": ("count", "total", "lines", "coupon"),
    "order": (
        "state",
        "total",
        "lines",
        "coupon",
        "discount",
        "count",
        "name",
        "email",
        "phone",
        "address",
        "delivery",
        "lang",
        "test",
    ),
    "orders": (),
    "holder": (),
    "lang": (),
    "handover": ("kind", "question", "reach", "state"),
    "mail": (),
    "opted_out": (),
    "rating": (),
    "tags": (),
    "as": (),
}
"""What can be said of the database, and the parts of it."""
PAYS = ("pay", "refuse", "abandon", "pay_late", "pay_repeat", "pay_less", "pay_silent")
_BLOCKS = (
    "text", "quote", "notice", "buttons", "card", "carousel", "comparison", "cart", "order", "form", "payment_link",
    "place", "file", "coupon", "picture", "rating",
)  # fmt: skip
_LANGUAGES = ("en", "ko", "ja")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


class BadScript(BadText):
    """A test file cannot be read as one; the message begins with ``file:line``, the cure says how to mend it."""

    code = "bad_script"


@dataclass(frozen=True, slots=True)
class Expectation:
    """One thing expected, and the line it is written on."""

    key: str
    value: Any
    line: int


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a visitor does, and what is expected of the reply. ``told`` is what was said when it was recorded, for a rehearsal."""

    do: str
    value: Any
    who: str
    line: int
    on: str | None = None
    expects: tuple[Expectation, ...] = ()
    told: str | None = None


@dataclass(frozen=True, slots=True)
class Script:
    """One test. ``then`` are pairs of a visitor and what must hold for them in the end; ``open`` says why it is known not to hold yet."""

    file: str
    name: str
    steps: tuple[Step, ...]
    then: tuple[tuple[str, tuple[Expectation, ...]], ...]
    lang: str | None = None
    now: datetime | None = None
    desk: str | None = None
    customer: str | None = None
    page: Mapping[str, Any] | None = None
    open: str | None = None
    hooks: Staged = field(default_factory=dict)


def read_script(text: str, file: str) -> Script:
    """The test in ``text``; ``file`` is how mistakes name it. Raises ``BadScript``."""
    try:
        marked = parse(text, file)
    except BadText as trouble:
        words = trouble.message.partition(": ")[2]
        raise BadScript(words, file=trouble.file, line=trouble.line, cure=trouble.cure or "") from None
    return _Reader(marked).script()


def find_scripts(places: list[Path]) -> list[Path]:
    """Every test file in these folders and files, by name. Raises ``BadScript`` if there is none."""
    found: list[Path] = []
    for place in places:
        if place.is_dir():
            inside = [*place.rglob("*.yaml"), *place.rglob("*.yml")]
            found += sorted(path for path in inside if not path.name.startswith(("_", ".")))
        elif place.is_file():
            found.append(place)
        else:
            raise BadScript("There is no such file or folder.", file=str(place), line=1, cure="Check the path.")
    if not found:
        where = ", ".join(map(str, places))
        raise BadScript(
            "There is no test here.", file=where, line=1, cure="A test is a .yaml file; see docs/testing.md."
        )
    return list(dict.fromkeys(found))


class _Reader:
    def __init__(self, marked: Marked) -> None:
        self._marked = marked

    def bad(self, path: tuple[str | int, ...], message: str, cure: str) -> BadScript:
        return BadScript(message, file=self._marked.file, line=self._marked.line_of(path), cure=cure)

    def line(self, *path: str | int) -> int:
        return self._marked.line_of(path)

    def known(self, value: Any, names: tuple[str, ...], path: tuple[str | int, ...], what: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self.bad(path, f"{what} has to be written as `name: value` lines.", f"Known: {', '.join(names)}.")
        for key in value:
            if key not in names:
                raise self.bad((*path, key), f"{what} knows no {key!r}.", _closest(key, names))
        return value

    def script(self) -> Script:
        data = self.known(self._marked.value, _FILE, (), "A test")
        steps = data.get("talk")
        if not isinstance(steps, list) or not steps:
            raise self.bad(("talk",), "A test needs a `talk`.", "Write `talk:` and under it `- says: …`.")
        lang, desk = data.get("lang"), data.get("desk")
        if lang is not None and lang not in _LANGUAGES:
            raise self.bad(("lang",), f"There is no language {lang!r}.", f"Write one of {', '.join(_LANGUAGES)}.")
        if desk is not None and not (isinstance(desk, str) and desk.strip()):
            raise self.bad(("desk",), "`desk` is the name of who sits there.", "Write `desk: Minji`, or leave it out.")
        page = data.get("page")
        if page is not None and not isinstance(page, dict):
            raise self.bad(("page",), "`page` is where the visitor is.", "Write `page: {product: linen-shirt}`.")
        return Script(
            file=self._marked.file,
            name=str(data.get("name") or Path(self._marked.file).stem),
            steps=tuple(self.step(step, ("talk", at)) for at, step in enumerate(steps)),
            then=self.then(data.get("then")),
            lang=lang,
            now=self.moment(data.get("now")),
            desk=desk,
            customer=None if data.get("customer") is None else str(data["customer"]),
            page=page,
            open=str(data["open"]).strip() or None if data.get("open") else None,
            hooks=self.hooks(data.get("hooks")),
        )

    def hooks(self, value: Any) -> Staged:
        """What each web hook answers: an outcome, or an outcome with fields, or several of these in order."""
        if value is not None and not isinstance(value, dict):
            raise self.bad(("hooks",), "`hooks` says what each web hook answers.", "Write `hooks: {name: ok}`.")
        found = {}
        for name, several in (value or {}).items():
            answers = []
            for one in several if isinstance(several, list) else [several]:
                outcome, fields = next(iter(one.items())) if isinstance(one, dict) and len(one) == 1 else (one, None)
                if outcome not in OUTCOMES or not isinstance(fields or {}, dict):
                    cure = f"Write {', '.join(OUTCOMES)}, or with its fields: `{name}: {{ok: {{…}}}}`."
                    raise self.bad(("hooks", name), f"The web hook {name} cannot answer that.", cure)
                answers.append((str(outcome), fields or {}))
            found[str(name)] = tuple(answers)
        return found

    def moment(self, value: Any) -> datetime | None:
        if value is None:
            return None
        try:
            return parse_instant(str(value))
        except ValueError:
            raise self.bad(("now",), f"{value!r} is no moment.", "Write 2026-11-22T12:00Z.") from None

    def step(self, step: Any, path: tuple[str | int, ...]) -> Step:
        data = self.known(step, _STEP, path, "A step")
        acts = [name for name in ACTS if name in data]
        if len(acts) != 1:
            raise self.bad(path, "A step does exactly one thing.", f"Write one of: {', '.join(ACTS)}.")
        do = acts[0]
        value = self.act(do, data[do], (*path, do))
        return Step(
            do=do,
            value=value,
            who=str(data.get("as") or "visitor"),
            line=self.line(*path),
            on=None if data.get("on") is None else str(data["on"]),
            expects=self.expects(data.get("expects"), (*path, "expects")),
            told=None if data.get("told") is None else str(data["told"]),
        )

    def act(self, do: str, value: Any, path: tuple[str | int, ...]) -> Any:
        if do == "fills":
            if not isinstance(value, dict) or not value:
                raise self.bad(path, "`fills` needs fields.", "Write `fills: {name: …, email: …}`.")
            return {str(name): "" if text is None else str(text) for name, text in value.items()}
        if do == "sends":
            try:
                COMMAND.validate_python(value)
            except ValidationError:
                words = "`sends` takes a command, as the shop's page would send it."
                raise self.bad(path, words, "Write `sends: {command: start, intent: browse}`.") from None
            return value
        if do == "pays" and value not in PAYS:
            raise self.bad(path, f"The payment page has no {value!r}.", f"Choose one of: {', '.join(PAYS)}.")
        if do == "waits":
            match = re.fullmatch(r"(\d{1,5})\s*([smhd])", str(value))
            if match is None:
                raise self.bad(path, f"{value!r} is no length of time.", "Write 30s, 40m, 2h or 3d.")
            return timedelta(**{_UNITS[match[2]]: int(match[1])})
        if do == "agent_leaves":
            if value is not True:
                raise self.bad(path, "`agent_leaves` is true.", "Write `agent_leaves: true`.")
            return True
        if value is None or isinstance(value, (dict, list)) or not str(value).strip():
            raise self.bad(path, f"`{do}` needs a text.", "Put it into quotes if it begins with a special sign.")
        return value if do == "taps" and isinstance(value, int) else str(value)

    def expects(self, value: Any, path: tuple[str | int, ...]) -> tuple[Expectation, ...]:
        if value is None:
            return ()
        found = []
        for key, wanted in self.known(value, tuple(EXPECTS), path, "`expects`").items():
            here = (*path, key)
            kind = EXPECTS[key]
            if kind == "flag" and not isinstance(wanted, bool):
                raise self.bad(here, f"`{key}` is true or false.", f"Write `{key}: true`.")
            if kind != "flag":
                texts = wanted if isinstance(wanted, list) else [wanted]
                if kind == "text" and len(texts) != 1:
                    raise self.bad(here, f"`{key}` takes one text.", "Write a single one.")
                if not texts or any(isinstance(t, (dict, list)) or t is None for t in texts):
                    raise self.bad(here, f"`{key}` takes texts.", f"Write `{key}: […]`.")
                wanted = [str(t) for t in texts] if kind == "texts" else str(texts[0])
            if key in ("blocks", "not_blocks"):
                for name in wanted:
                    if name not in _BLOCKS:
                        raise self.bad(here, f"There is no block {name!r}.", _closest(name, _BLOCKS))
            found.append(Expectation(key, wanted, self.line(*here)))
        return tuple(found)

    def then(self, value: Any) -> tuple[tuple[str, tuple[Expectation, ...]], ...]:
        if value is None:
            return ()
        parts = value if isinstance(value, list) else [value]
        found = []
        for at, part in enumerate(parts):
            path: tuple[str | int, ...] = ("then", at) if isinstance(value, list) else ("then",)
            data = self.known(part, tuple(THEN), path, "`then`")
            wants = []
            for key, wanted in data.items():
                if key == "as":
                    continue
                if isinstance(wanted, dict):
                    if not THEN[key]:
                        raise self.bad((*path, key), f"`{key}` has no parts.", f"Write `{key}: …` in one line.")
                    self.known(wanted, THEN[key], (*path, key), f"`{key}`")
                wants.append(Expectation(key, wanted, self.line(*path, key)))
            found.append((str(data.get("as") or "visitor"), tuple(wants)))
        return tuple(found)


def _closest(word: str, names: tuple[str, ...]) -> str:
    best = process.extractOne(str(word), names, score_cutoff=60)
    return f"Did you mean {best[0]}?" if best else f"Known: {', '.join(names)}."
