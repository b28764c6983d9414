"""How an inbox or a page is talked to: by buttons, by rules, in free words, or all together.

* ``guided``: buttons and forms only. The widget shows no text field; what is typed anyway is understood and served like any message.
* ``closed``: rules only. Words are matched, never guessed at (``assistant.rules``).
* ``open``: free words. Choices are a numbered list in the text.
* ``mixed``: free words and buttons together.
"""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import unquote, urlsplit

from dangol.messages.content import Content
from dangol.messages.degrade import degrade
from dangol.nlu.commands import Fill, Start, Understanding
from dangol.nlu.context import Context
from dangol.runtime.settings import Mode, Shop

_SURE = 0.8


def mode_of(shop: Shop, inbox: str, page: str | None) -> Mode:
    """The mode of an inbox, for somebody on ``page`` (an address or a path; none where there are no pages): the first page that fits
    says, else the inbox, else the shop."""
    path = _path(page) if page else None
    if path is not None:
        for rule in shop.conversation.pages:
            if fnmatchcase(path, rule.path) or (rule.path.endswith("/*") and path == rule.path[:-2]):
                return rule.mode
    for found in shop.inboxes:
        if found.name == inbox and found.mode:
            return found.mode
    return shop.conversation.mode


def _path(page: str) -> str | None:
    try:
        path = unquote(urlsplit(page).path)
    except ValueError:  # no address at all: [::1
        return None
    return path or "/"


def inputs_of(mode: Mode) -> Mapping[str, Any]:
    """What a client offers to answer with (``shop.inputs`` of docs/protocol.md)."""
    return {"text": mode != "guided", "buttons": mode != "open", "mode": mode}


def on_the_path(understanding: Understanding, context: Context) -> Understanding:
    """What was typed on a guided path: the answer to the question on the table, unless it surely asks for something else. Who follows
    buttons and types for once answers; a guess must not lead them away."""
    if not (context.asked or context.asked_kind):
        return understanding
    if any(not isinstance(command, Start) or command.confidence >= _SURE for command in understanding.commands):
        return understanding
    answer = Fill(value=understanding.text, words=understanding.text[:4000])
    return understanding.model_copy(update={"commands": (answer,), "choices": ()})


def carried(content: Content, mode: Mode) -> Content:
    """A reply as that mode shows it."""
    return degrade(content, 0) if mode == "open" else content
