"""What of a model's answer is taken: typed commands as a button carries them, made from the message's own words and the catalogue's rows.

Every command is checked against what was told. One that does not fit throws the whole answer away; so does one that would bind the shopper
(a yes that places an order, an empty cart) unless the built-in understanding heard it too. Numbers, values and search
words count only as far as the message or the catalogue has them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dangol.assistant.language_model.hearing import WrongAnswer
from dangol.assistant.language_model.telling import COMMANDS, Told
from dangol.kit.foreign import NotJson, read_json
from dangol.kit.text import fold
from dangol.nlu.answers import corrections
from dangol.nlu.commands import (
    COMMAND,
    Affirm,
    Back,
    Cancel,
    Choose,
    Command,
    Deny,
    Entity,
    Fill,
    Language,
    Person,
    Repeat,
    Restart,
    Start,
    Understanding,
)
from dangol.nlu.context import Lexicon
from dangol.nlu.slots import slots_of
from dangol.wording.facts.marks import level
from dangol.wording.facts.numbers import number_marks

BINDING = frozenset(
    {
        "account_change",
        "cancel_order",
        "change_order",
        "clear_cart",
        "exchange_item",
        "privacy_request",
        "remove_from_cart",
        "return_item",
        "subscribe",
        "unsubscribe",
    }
)
"""Wishes that take something away or change what is agreed: offered as a choice where only the model read them."""
_SURE = 0.7
_MORE_LIKELY_THAN_NOT = 0.5
_BARE: dict[str, type[Affirm | Deny | Cancel | Back | Repeat | Restart | Person]] = {
    "affirm": Affirm,
    "deny": Deny,
    "cancel": Cancel,
    "back": Back,
    "repeat": Repeat,
    "restart": Restart,
    "person": Person,
}
_YES_OR_NO = ("yes_no", "confirm")
_MOST_ANSWER, _MOST_COMMANDS, _MOST_WORDS = 8000, 4, 1000


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _Said(_Strict):
    command: Literal[*COMMANDS]  # type: ignore[valid-type]
    wish: str | None
    words: str = Field(max_length=_MOST_WORDS)
    things: list[str] = Field(max_length=12)
    number: int | None
    place: int | None
    search: str = Field(max_length=200)
    lang: str | None


class _Answer(_Strict):
    commands: list[_Said] = Field(max_length=_MOST_COMMANDS)


def parse(text: str) -> _Answer:
    """The answer, if it has the form asked for. Raises ``WrongAnswer``."""
    if len(text) > _MOST_ANSWER:
        raise WrongAnswer("it is too long")
    try:
        return _Answer.model_validate(read_json(_bare_json(text), depth=6))
    except NotJson as trouble:
        raise WrongAnswer("it is not JSON") from trouble
    except ValidationError as trouble:
        where = ".".join(str(part) for part in trouble.errors()[0]["loc"])
        raise WrongAnswer(f"its form is wrong at {where or 'the top'}") from trouble


def _bare_json(text: str) -> str:
    """Without the fence that small models put around it."""
    fenced = re.fullmatch(r"\s*```(?:json)?\s*(\{.*\})\s*```\s*", text, re.DOTALL)
    return fenced[1] if fenced else text


def read(text: str, told: Told, lexicon: Lexicon, heard_from: float) -> Understanding | None:
    """What the message means by the answer ``text``; none when the model has no opinion or the same one. ``heard_from``: the confidence
    from which the built-in understanding heard a meaning at all. Raises ``WrongAnswer``."""
    said = parse(text).commands
    commands = _merged(command for one in said for command in _commands(one, told, lexicon))
    if not commands or _same(commands, told.built_in.commands):
        return None
    unheard = [command for command in commands if _binds(command, told) and not _heard(command, told, heard_from)]
    if unheard:
        starts = tuple(command for command in commands if isinstance(command, Start))
        if len(starts) != len(commands):
            raise WrongAnswer("it would bind the shopper, who was not heard to say so")
        return told.built_in.model_copy(update={"commands": (), "choices": starts[:3]})
    checked = tuple(COMMAND.validate_python(command.model_dump()) for command in commands)
    return told.built_in.model_copy(update={"commands": checked, "choices": ()})


def _merged(commands: Iterable[Command]) -> list[Command]:
    """Each once, in order: how many of a thing are wanted is told by a number, never by saying it again."""
    found: dict[str, Command] = {}
    for command in commands:
        found.setdefault(command.model_dump_json(exclude={"words", "confidence"}), command)
    return list(found.values())


def _commands(said: _Said, told: Told, lexicon: Lexicon) -> Sequence[Command]:
    rows = [told.things[handle].row for handle in said.things if handle in told.things]
    if len(rows) != len(said.things):
        raise WrongAnswer("it names a thing that it was not told of")
    made: dict[str, Callable[[_Said, Told, list[str], Lexicon], Sequence[Command]]] = {
        "start": _start,
        "fill": _fill,
        "correct": _correct,
        "choose": _choose,
        "language": _language,
    }
    if said.command in made:
        return made[said.command](said, told, rows, lexicon)
    return (_BARE[said.command](confidence=_SURE, words=_words(said, told)),)


def _start(said: _Said, told: Told, rows: list[str], lexicon: Lexicon) -> Sequence[Command]:
    if said.wish not in told.wishes:
        raise WrongAnswer("it names a wish that there is not")
    words = _words(said, told) or told.built_in.text
    entities = _within(told.built_in, words)
    slots = slots_of(entities, told.context, said.wish, words)
    slots |= _named(rows)
    if said.number is not None and _is_said(said.number, told):
        slots["quantity"] = said.number
    if "query" in slots and (search := _known(said.search, told, lexicon)):
        slots["query"] = search
    return (Start(intent=said.wish, slots=slots, confidence=_SURE, words=words),)


def _fill(said: _Said, told: Told, _rows: list[str], _lexicon: Lexicon) -> Sequence[Command]:
    context = told.context
    if not context.asked or context.asked_kind in _YES_OR_NO:
        raise WrongAnswer("it answers a question that was not asked")
    value = _words(said, told)
    if not value:
        raise WrongAnswer("its answer is not in the message")
    return (Fill(value=value, confidence=_SURE, words=value),)


def _correct(said: _Said, told: Told, _rows: list[str], _lexicon: Lexicon) -> Sequence[Command]:
    words = _words(said, told)
    found = corrections(_within(told.built_in, words), words) if words else ()
    if not found:
        raise WrongAnswer("what it corrects is not in the message")
    return tuple(command.model_copy(update={"confidence": _SURE}) for command in found)


def _choose(said: _Said, told: Told, rows: list[str], _lexicon: Lexicon) -> Sequence[Command]:
    context = told.context
    if context.asked_kind in _YES_OR_NO:
        raise WrongAnswer("a yes or a no is not chosen")
    words = _words(said, told)
    if rows:
        places = [n for n, item in enumerate(context.shown, start=1) if item.row == rows[0]]
        return (Choose(position=places[0] if places else None, row=rows[0], confidence=_SURE, words=words),)
    most = len(context.choices) or len(context.shown)
    if said.place is None or not (1 <= said.place <= most or -most <= said.place <= -1):
        raise WrongAnswer("it chooses what is not there")
    return (Choose(position=said.place, confidence=_SURE, words=words),)


def _language(said: _Said, told: Told, _rows: list[str], _lexicon: Lexicon) -> Sequence[Command]:
    if said.lang not in told.context.languages:
        raise WrongAnswer("it names a language that the shop does not speak")
    return (Language(lang=said.lang, confidence=_SURE, words=_words(said, told)),)


# -- what of it counts


def _words(said: _Said, told: Told) -> str:
    """The words it was read from as the shopper wrote them; nothing if they are not the message's."""
    words = said.words.strip()
    if not words or words.casefold() not in told.text.casefold():
        return ""
    return told.mask.restore(words) or ""


def _within(built_in: Understanding, words: str) -> list[Entity]:
    """The entities of the message that ``words`` hold; all of them where that cannot be told."""
    start = built_in.text.casefold().find(words.casefold())
    if start < 0:
        return list(built_in.entities)
    end = start + len(words)
    return [e for e in built_in.entities if e.start < 0 or (start <= e.start and e.end <= end)]


def _named(rows: list[str]) -> dict[str, Any]:
    """The slots of things pointed at."""
    slots: dict[str, Any] = {}
    for row in rows:
        kind = row.partition(":")[0]
        slots.setdefault(kind, row)
    products = [row for row in rows if row.startswith("product:")]
    if len(products) > 1:
        slots["products"] = products
    return slots


def _is_said(number: int, told: Told) -> bool:
    if not 1 <= number <= 999:
        return False
    if any(e.kind == "quantity" and e.value == number and not e.negated for e in told.built_in.entities):
        return True
    marks = number_marks(level(told.built_in.text).lower())
    return any(mark.kind == "number" and mark.says.split(" ")[0] == str(number) for mark in marks)


def _known(search: str, told: Told, lexicon: Lexicon) -> str:
    """Of the words to look for, those that the catalogue or the shopper has: nothing else is ever repeated to anybody."""
    if not search.strip() or "[" in search:
        return ""
    own = {fold(word) for word in told.built_in.text.split()}
    spans = [(match.start, match.end) for match in lexicon.find(search, told.built_in.lang)]
    kept = []
    for word in re.finditer(r"\S+", search):
        named = any(start <= word.start() and word.end() <= end for start, end in spans)
        if named or fold(word.group()) in own or lexicon.knows(fold(word.group())):
            kept.append(word.group())
    return " ".join(kept)


def _same(one: Sequence[Command], other: Sequence[Command]) -> bool:
    """Whether both want the same, in the same order: the built-in reading has more to it."""
    return [_name(command) for command in one] == [_name(command) for command in other]


def _name(command: Command) -> str:
    return f"start {command.intent}" if isinstance(command, Start) else command.command


def _binds(command: Command, told: Told) -> bool:
    if isinstance(command, Affirm):
        return told.context.asked_kind in _YES_OR_NO
    return isinstance(command, Start) and command.intent in BINDING


def _heard(command: Command, told: Told, heard_from: float) -> bool:
    """Whether the built-in understanding read the same in the message, if less surely. A yes has to be what it read best: whoever says
    *maybe yes, maybe no* has agreed to nothing."""
    built_in = told.built_in
    if isinstance(command, Affirm):
        if built_in.commands:
            agreed = any(isinstance(own, Affirm) for own in built_in.commands)
            return agreed and not any(isinstance(own, (Deny, Cancel)) for own in built_in.commands)
        return dict(built_in.intents).get("affirm", 0.0) > max(heard_from, _MORE_LIKELY_THAN_NOT)
    if any(_name(own) == _name(command) for own in (*built_in.commands, *built_in.choices)):
        return True
    name = command.intent if isinstance(command, Start) else command.command
    return any(intent == name and likely >= heard_from for intent, likely in built_in.intents)
