"""What the messages of a turn ask for: their language, and each as events for the dialogue, with the explanation of how it was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from dangol.assistant.abroad import destination, heard_abroad
from dangol.assistant.actions.orders import unsent_order
from dangol.assistant.arrival import heard_of_order, moves_address
from dangol.assistant.avoided import heard_as_avoiding
from dangol.assistant.language_model.hearing import Hearings
from dangol.assistant.modes import on_the_path
from dangol.assistant.needs import heard_as_need
from dangol.assistant.outright import answered_as, asked_in_other_words, asked_outright
from dangol.assistant.parts import Parts
from dangol.assistant.reaching import heard_reach
from dangol.assistant.refusals import heard_as_refusal
from dangol.assistant.unwell import harm_in, heard_unwell
from dangol.assistant.with_delivery import heard_total
from dangol.assistant.work import Turn
from dangol.conversations.repository import Conversation, Message
from dangol.dialogue.events import Event, Unclear
from dangol.dialogue.state import State
from dangol.nlu.commands import COMMAND, Command, Language, Start, Submit, Understanding
from dangol.nlu.language_wish import language_beside
from dangol.nlu.moods import asks
from dangol.runtime.telemetry import PART_SECONDS

_UNDERSTANDING = PART_SECONDS.labels("understanding")


def _plain(command: Command) -> dict[str, Any]:
    """A command for explanation: its name, and whatever it says."""
    return {"command": command.command, **command.model_dump(mode="json", exclude_defaults=True)}


class MessageReader:
    """Reads messages with the parts of this process."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def language_of(self, conversation: Conversation, pending: Sequence[Message]) -> str:
        """Once per turn: the language of what was typed, with the conversation's as the prior."""
        lang = conversation.lang
        for message in pending:
            said = message.said or {}
            if text := said.get("text"):
                wished = language_beside(text)
                lang = wished[0] if wished else self._parts.language(text, lang)
            elif (said.get("command") or {}).get("command") == "language":
                lang = said["command"].get("lang", lang)
        return lang if lang in self._parts.shop.languages else conversation.lang

    async def events(
        self, turn: Turn, state: State, message: Message, hearings: Hearings | None
    ) -> tuple[list[Event], dict[str, Any]]:
        """A message as the dialogue takes it, and how it was read. Sets the turn's ``text`` to what was typed. Raises ``OpinionWanted``."""
        said = message.said or {}
        if "command" in said:
            try:
                command: Command = COMMAND.validate_python(said["command"])
            except ValidationError:
                return [Unclear()], {"refused": "not a command of this version"}
            turn.text = ""
            return [command], {"commands": [_plain(command)]}
        if "form" in said:
            turn.text = ""
            submit = Submit(form=said["form"], values=said.get("values") or {})
            return [submit], {"commands": [{"command": "submit", "form": submit.form}]}
        turn.text = said.get("text", "")
        wished = None if turn.mode == "closed" else language_beside(turn.text)
        turn.text = wished[1] if wished else turn.text
        context = await self._parts.context(await turn.reader(), turn.conversation, state, turn.lang, turn.currency)
        context = replace(context, lang=turn.lang)
        second = None
        if turn.mode == "closed":
            understanding = await self._parts.by_rules(await turn.reader(), turn.text, context)
        else:
            with _UNDERSTANDING.time():
                understanding = self._parts.understand(turn.text, context)
            order = state.facts.get("order_seen")
            if order is None and not context.asked and moves_address(turn.text):
                order = await unsent_order(turn)
            understanding = heard_of_order(turn.text, understanding, context, order)
            understanding = heard_total(turn.text, understanding)
            if not context.asked:
                understanding = heard_reach(turn.text, understanding)
            hurt = None if context.flow == "hand_over" else harm_in(turn.text)
            own = None if context.asked or hurt else await self._own_words(turn, turn.text, understanding)
            if hurt:
                understanding = heard_unwell(turn.text, understanding)
            elif own is None and not context.asked:
                understanding = heard_abroad(turn.text, understanding)
            if own is not None:
                quoted = Start(intent=answered_as(understanding), slots={"question": own}, words=turn.text[:4000])
                understanding = understanding.model_copy(update={"commands": (quoted,), "choices": ()})
            elif not hurt and len(understanding.commands) > 1:
                understanding = await self._each_in_own_words(turn, understanding)
            if own is None and not hurt and self._parts.opinion is not None and hearings is not None:
                understanding, second = await self._parts.opinion.of(
                    turn, state, message, understanding, context, hearings
                )
            if own is None and not hurt:
                reader, finder = await turn.reader(), self._parts.rooms.finder
                understanding = await heard_as_need(
                    reader, finder, turn.text, turn.lang, turn.currency, understanding, context
                )
                understanding = heard_as_refusal(turn.text, understanding, context)
                understanding = heard_as_avoiding(turn.text, understanding, context)
            if turn.mode == "guided" and not hurt:
                understanding = on_the_path(understanding, context)
        explained = understanding.model_dump(
            mode="json", exclude={"text", "commands", "choices"}, exclude_defaults=True
        )
        explained |= {"commands": [_plain(command) for command in understanding.commands]}
        if context.asked_kind:
            # What was answered: a name is somebody's, whatever its slot is called.
            explained["asked_kind"] = context.asked_kind
        if understanding.choices:
            explained["choices"] = [_plain(command) for command in understanding.choices]
        if second is not None:
            explained["second_opinion"] = second
        if wished is None:
            return [understanding], explained
        spoken = Language(lang=wished[0], words=said["text"])
        explained["commands"].insert(0, _plain(spoken))
        return [spoken, understanding], explained

    async def _each_in_own_words(self, turn: Turn, understanding: Understanding) -> Understanding:
        """Of several things asked for in one message, each question that the shop wrote an answer to is given that."""
        commands: list[Command] = []
        for command in understanding.commands:
            asked = isinstance(command, Start) and command.words not in ("", turn.text) and asks(command.words)
            if isinstance(command, Start) and asked:
                intents = ((command.intent, command.confidence),)
                alone = understanding.model_copy(update={"commands": (command,), "choices": (), "intents": intents})
                own = await self._own_words(turn, command.words, alone)
                if own is not None:
                    command = Start(intent=answered_as(alone), slots={"question": own}, words=command.words)
            commands.append(command)
        return understanding.model_copy(update={"commands": tuple(commands)})

    async def _own_words(self, turn: Turn, text: str, understanding: Understanding) -> str | None:
        """The answer to these words: one that a person wrote to them, else one that the shop wrote under them, or that surely fits them."""
        answers = self._parts.own_answer
        own = answers(text, turn.lang) if answers is not None else None
        if own is None and destination(text) is not None:
            return None  # where it goes is told by the shop's table, unless an article speaks of that place
        reader, lexicon = await turn.reader(), self._parts.rooms.finder.lexicon
        own = own or await asked_outright(reader, text, turn.lang, understanding)
        return own or await asked_in_other_words(
            reader, lexicon, self._parts.rooms.mind, text, turn.lang, turn.shop.languages, understanding
        )
