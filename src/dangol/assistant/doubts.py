"""Which messages were not read well, told by what came of them: nothing, a question back, or the shopper's *no*.

Only noticed here, in the turn's own commit; whether anything is learnt from it is for a person to decide (``dangol.learning``).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from dangol.conversations import repository
from dangol.conversations.events import ReadingDoubted
from dangol.conversations.repository import Message
from dangol.dialogue.state import State
from dangol.nlu.misread import misread
from dangol.runtime.database import Reader

SAID_LAST = "said_last"
"""The fact that says which typed message came last, and whether it was understood."""

# Answers to these are about the shopper: misread or not, nobody else would say the same.
_ABOUT_THEM = frozenset({"name", "address", "email", "phone", "reach", "postcode", "order_number", "kana", "note"})
_COURTESIES = frozenset({"thanks", "greet", "goodbye", "small_talk"})
_MOST_INTENTS = 3
_MOST_THINGS = 8


def remember(state: State, before: State, message: Message, explained: Mapping[str, Any]) -> State:
    """The state that knows what was typed last; a tap says nothing that could be misread, and a *thanks* leaves what was wished before it
    as it is."""
    typed, lost = bool((message.said or {}).get("text")), _is_lost(before, state)
    if typed and not lost and _only_polite(explained):
        return state.know(**{SAID_LAST: before.facts.get(SAID_LAST)})
    said = {"seq": message.seq, "lost": lost, "offered": bool(explained.get("choices"))}
    return state.know(**{SAID_LAST: said if typed else None})


def _only_polite(explained: Mapping[str, Any]) -> bool:
    commands = explained.get("commands") or ()
    return bool(commands) and all(c.get("command") == "affirm" or c.get("intent") in _COURTESIES for c in commands)


async def doubts(
    reader: Callable[[], Awaitable[Reader]],
    message: Message,
    before: State,
    after: State,
    explained: Mapping[str, Any],
) -> list[ReadingDoubted]:
    """What ``message`` shows about how it was read, and about how the one before it was. ``reader`` is asked for only when needed."""
    typed = bool((message.said or {}).get("text"))
    lost = _is_lost(before, after)
    found: list[ReadingDoubted] = []
    earlier = before.facts.get(SAID_LAST) or {}
    if earlier.get("lost") and not (typed and not lost and _only_polite(explained)):
        # Of what was offered instead, tapped or typed; whoever wants something else now has given up on it.
        chosen = _started(explained)
        offered = {item["command"].get("intent") for item in before.offered if item.get("command")}
        if chosen is not None and chosen in offered:
            found.append(ReadingDoubted(message.conversation_id, earlier["seq"], "unclear", {}, chosen, again=True))
        elif earlier.get("offered"):
            found.append(ReadingDoubted(message.conversation_id, earlier["seq"], "rejected", {}, again=True))
    elif earlier and typed and not lost:
        reason = _refusal(before, explained, (message.said or {}).get("text") or "")
        reading = await _read_before(await reader(), message, int(earlier["seq"])) if reason else None
        if reason and reading is not None:
            found.append(ReadingDoubted(message.conversation_id, int(earlier["seq"]), reason, reading))
    wish = not misread((message.said or {}).get("text") or "")
    if typed and lost and wish and before.asked_kind not in _ABOUT_THEM:
        reason = "offered" if explained.get("choices") else "unclear"
        found.append(ReadingDoubted(message.conversation_id, message.seq, reason, reading_of(explained)))
    return found


def _is_lost(before: State, after: State) -> bool:
    return after.unclear > before.unclear


def _started(explained: Mapping[str, Any]) -> str | None:
    """What was wanted after all: the first request of the next message, typed or tapped."""
    commands = explained.get("commands") or ()
    return next((str(c["intent"]) for c in commands if c.get("command") == "start" and c.get("intent")), None)


def _refusal(before: State, explained: Mapping[str, Any], text: str) -> str | None:
    """*No, that's not it* to what was done, or a correction of it. A *no* to a question or an offer only answers it; *that's not what I
    asked* never does."""
    if misread(text):
        return "rejected"
    names = [command.get("command") for command in explained.get("commands") or ()]
    if "correct" in names:
        return "corrected"
    answers = before.asked is not None or any(item.get("role") == "no" for item in before.offered)
    return "rejected" if names[:1] == ["deny"] and not answers else None


async def _read_before(reader: Reader, message: Message, seq: int) -> dict[str, Any] | None:
    """How the message ``seq`` was read, from what was answered to it; none if it was only an answer itself."""
    for answer in await repository.messages_explained(reader, message.conversation_id, seq, 10):
        for read in (answer.explanation or {}).get("messages") or ():
            if read.get("seq") == seq and _started(read) is not None:
                return {**reading_of(read), "flows": (answer.explanation or {}).get("flows") or []}
    return None


def reading_of(explained: Mapping[str, Any]) -> dict[str, Any]:
    """What was understood, short: language, likeliest intents, and where things of the catalogue stand."""
    things = [
        [entity["start"], entity["end"], entity["kind"]]
        for entity in explained.get("entities") or ()
        if entity.get("start", -1) >= 0
    ]
    intents = [list(pair) for pair in (explained.get("intents") or ())[:_MOST_INTENTS]]
    return {"lang": explained.get("lang"), "intents": intents, "flows": [], "things": things[:_MOST_THINGS]}
