"""One turn, from the messages that wait to the reply that answers them all, in one commit.

Steps 6 to 9 of *one inbound message* in ARCHITECTURE.md. Two processes may take the same turn: only the one that finds the conversation's
version unchanged commits; the other begins anew and finds nothing left to answer.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import structlog

from dangol.assistant import hooks
from dangol.assistant.doubts import doubts, remember
from dangol.assistant.events import HookAnswered, TimeOutDue
from dangol.assistant.language_model.hearing import Hearings, OpinionWanted
from dangol.assistant.matters import WITH_CHILD, with_child
from dangol.assistant.modes import carried, mode_of
from dangol.assistant.parts import Parts
from dangol.assistant.reading import MessageReader
from dangol.assistant.seen import with_seen
from dangol.assistant.speech import content_of
from dangol.assistant.work import Turn
from dangol.contacts.repository import contact as find_contact
from dangol.conversations import repository
from dangol.conversations.actions.append import append
from dangol.conversations.errors import Changed
from dangol.conversations.events import PersonWanted, ReadingDoubted, TurnDue
from dangol.conversations.models import Holder, Source
from dangol.conversations.repository import Conversation, Message
from dangol.dialogue.effects import Call, Effect, HandOver, Hook, Show, Tag, Wait
from dangol.dialogue.events import ActionResult, Event, TimedOut
from dangol.dialogue.state import State, state_from_json
from dangol.kit.errors import DangolError, RetryLater
from dangol.kit.phones import likeliest_first
from dangol.messages.content import Block, Buttons, Form, Text, from_json
from dangol.runtime.database import Reader
from dangol.runtime.outbox import Delivery, emit
from dangol.runtime.telemetry import PART_SECONDS, TURN_SECONDS, TURNS

log = structlog.get_logger(__name__)

LEFT_QUESTION = "left_question"
"""A hand-over to nobody yet: the question was kept for when somebody is there, and the assistant goes on helping meanwhile."""

_DECIDING, _ACTING = (PART_SECONDS.labels(part) for part in ("dialogue", "acting"))
_MOST_MESSAGES = 40
_MOST_CALLS = 24
_MOST_CONFLICTS = 8
_TRIES_BEFORE_APOLOGY = 3


def _wants_back(message: Message) -> bool:
    command = (message.said or {}).get("command") or {}
    return command.get("command") == "restart"


def _waits_for(conversation: Conversation, answered: HookAnswered) -> bool:
    """Whether a flow still waits for that answer: it may have been left, by a person's taking over or by starting anew."""
    return any(frame.waiting == answered.call for frame in state_from_json(conversation.state).stack)


def _without(conversation: Conversation, answered: HookAnswered) -> dict[str, Any]:
    """The conversation's state without the flow that waits for that answer."""
    state = state_from_json(conversation.state)
    return replace(state, stack=tuple(f for f in state.stack if f.waiting != answered.call)).to_json()


@dataclass(frozen=True, slots=True)
class _Thought:
    state: State
    effects: list[Effect]
    explanation: dict[str, Any]
    doubts: list[ReadingDoubted]
    content: tuple[Block, ...] = ()


class TurnTaker:
    """Takes turns. ``take`` is the outbox's handler of ``TurnDue``; of ``HookAnswered``: then the turn goes on with what a web hook
    answered, and leaves the shopper's messages to their own; and of ``TimeOutDue``: then it tells who has gone silent that there is no
    hurry."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._messages = MessageReader(parts)
        self._channels: dict[str, tuple[str, str]] = {}  # an inbox never changes its channel and name

    async def take(self, delivery: Delivery) -> None:
        """Answer everything that waits in the conversation."""
        due: TurnDue | HookAnswered | TimeOutDue = delivery.event
        hearings = self._parts.opinion.hearings() if self._parts.opinion is not None else None
        try:
            for _ in range(_MOST_CONFLICTS):
                started = time.perf_counter()
                try:
                    outcome = await self._heard_out(due.conversation_id, delivery, hearings)
                except Changed:
                    TURNS.labels("conflict").inc()
                    continue
                TURNS.labels(outcome).inc()
                TURN_SECONDS.observe(time.perf_counter() - started)
                if outcome != "more":
                    return
            raise RetryLater("The conversation keeps changing.", after=0.2)
        except RetryLater:
            raise
        except Exception as trouble:
            log.error("turn.failed", conversation=due.conversation_id, attempts=delivery.attempts, exc_info=trouble)
            if delivery.attempts < _TRIES_BEFORE_APOLOGY:
                raise RetryLater("The turn failed.", after=0.3 * delivery.attempts) from trouble
            await self._apologise(due.conversation_id, delivery)

    async def _heard_out(self, conversation_id: str, delivery: Delivery, hearings: Hearings | None) -> str:
        """Take the turn; where a second opinion is wanted, leave it, hear that with nothing open, and take it anew."""
        while True:
            try:
                return await self._once(conversation_id, delivery, hearings)
            except OpinionWanted as wanted:
                assert self._parts.opinion is not None
                assert hearings is not None
                await self._parts.opinion.hear(wanted, conversation_id, hearings)

    async def _once(self, conversation_id: str, delivery: Delivery, hearings: Hearings | None) -> str:
        parts = self._parts
        async with parts.database.snapshot() as reader:
            conversation = await repository.conversation(reader, conversation_id)
            if conversation is None:
                return "held"
            if conversation.holder is Holder.AGENT:
                if isinstance(delivery.event, HookAnswered):
                    return await self._note(conversation, delivery.event, delivery)
                return "held"
            answered = delivery.event if isinstance(delivery.event, HookAnswered) else None
            if isinstance(delivery.event, TimeOutDue):
                if await self._went_on(reader, conversation, delivery.event):
                    return "answered"
                pending = []
            elif answered is None:
                pending = await repository.shopper_messages_after(
                    reader, conversation_id, conversation.answered_seq, _MOST_MESSAGES
                )
                if not pending:
                    return "answered"
            elif conversation.holder is Holder.QUEUE or not _waits_for(conversation, answered):
                return await self._note(conversation, answered, delivery)
            else:
                pending = []
            back = conversation.holder is Holder.QUEUE and any(_wants_back(message) for message in pending)
            await parts.refresh(reader)
            await parts.recall(reader, conversation.state)
            contact = await find_contact(reader, conversation.contact_id)
            if conversation.inbox_id not in self._channels:
                self._channels[conversation.inbox_id] = await repository.channel_of(reader, conversation.inbox_id)
            channel, inbox = self._channels[conversation.inbox_id]
            if contact is None:
                return "held"
            if conversation.holder is Holder.QUEUE and not back:
                return await self._keep_silent(conversation, pending[-1].seq, delivery)
            lang = self._messages.language_of(conversation, pending)
            currency = conversation.currency or parts.shop.currency_in(lang)
            mode = mode_of(parts.shop, inbox, (conversation.page or {}).get("url"))
            async with Turn(
                parts.database,
                reader,
                parts.shop,
                conversation,
                contact,
                channel,
                lang,
                currency,
                parts.say,
                parts.rooms,
                mode,
            ) as turn:
                thought = await self._think(turn, pending, delivery.event, hearings)
                more = await self._commit(turn, thought, pending, delivery)
        return "more" if more else "replied"

    async def _went_on(self, reader: Reader, conversation: Conversation, due: TimeOutDue) -> bool:
        """Whether the conversation is no longer where the question was asked: something was written, or a person has it."""
        if conversation.holder is not Holder.ASSISTANT or conversation.answered_seq != due.seq:
            return True
        return bool(await repository.shopper_messages_after(reader, conversation.id, due.seq, 1))

    async def _keep_silent(self, conversation: Conversation, upto: int, delivery: Delivery) -> str:
        """A person was asked for: what the shopper adds is kept for that person, and the assistant says nothing."""
        async with self._parts.database.transaction() as tx:
            if not await repository.move_conversation(tx, conversation.id, conversation.version, answered_seq=upto):
                raise Changed("The conversation moved on.")
            await delivery.close(tx)
        return "silent"

    async def _note(self, conversation: Conversation, answered: HookAnswered, delivery: Delivery) -> str:
        """A web hook answered, and a person has taken over or was asked for, or the flow was left: a tag tells them, the assistant says
        nothing, and nothing waits for that answer any more."""
        async with self._parts.database.transaction() as tx:
            await repository.locked_standing(tx, conversation.id)
            await repository.add_tag(tx, conversation.id, f"{answered.name}: {answered.outcome}")
            if _waits_for(conversation, answered):
                left = _without(conversation, answered)
                if not await repository.move_conversation(tx, conversation.id, conversation.version, state=left):
                    raise Changed("The conversation moved on.")
            tx.announce("desk")
            await delivery.close(tx)
        return "silent"

    async def _think(
        self,
        turn: Turn,
        pending: Sequence[Message],
        news: TurnDue | HookAnswered | TimeOutDue,
        hearings: Hearings | None,
    ) -> _Thought:
        parts, conversation = self._parts, turn.conversation
        state = state_from_json(conversation.state).know(
            lang=turn.lang,
            currency=turn.currency,
            shop=parts.shop.name_in(turn.lang),
            assistant=parts.assistant(turn.lang),
            country=parts.shop.country,
            sells_to=likeliest_first(parts.shop.all_countries, turn.lang),
            contact_name=turn.contact.name,
            page_product=(conversation.page or {}).get("product"),
        )
        effects: list[Effect] = []
        read: list[dict[str, Any]] = []
        walked: list[tuple[str, int]] = []
        doubted: list[ReadingDoubted] = []
        if not isinstance(news, TurnDue):
            begins: Event = TimedOut()
            if isinstance(news, HookAnswered):
                turn.explanation.append({"action": news.name, "outcome": news.outcome})
                begins = ActionResult(news.outcome, news.answer, call=news.call)
            state, effects = await self._steps(turn, state, [begins], walked)
            turn.facts = state.facts
        for message in pending:
            events, explained = await self._messages.events(turn, state, message, hearings)
            read.append({"seq": message.seq, **explained})
            before = state
            state, more = await self._steps(turn, state, events, walked)
            doubted += await doubts(turn.reader, message, before, state, explained)
            state = remember(state, before, message, explained)
            if with_child(str((message.said or {}).get("text") or "")):
                state = state.know(
                    **{WITH_CHILD: True}
                )  # whoever said so is recommended nothing against it later either
            effects += more
            turn.facts = state.facts
        explanation = {
            "mode": turn.mode,
            "messages": read,
            "actions": turn.explanation,
            "flow": state.flow,
            "flows": list(dict.fromkeys(flow for flow, _ in walked)),
            "steps": [f"{flow}:{at}" for flow, at in dict.fromkeys(walked)],
        }
        return await self._said(turn, _Thought(state, effects, explanation, doubted), hearings)

    async def _said(self, turn: Turn, thought: _Thought, hearings: Hearings | None) -> _Thought:
        """The thought with its words: the shop's own, or the same facts in its persona's voice."""

        def sayer(key: str, values: Mapping[str, Any], seed: int = 0) -> str:
            return turn.say(key, seed=seed, **{"mode": turn.mode, **values})

        guided = thought.state.flow if turn.mode == "guided" else None
        content = tuple(content_of(thought.effects, sayer, turn.lang, guided=guided))
        opinion, explanation = self._parts.opinion, thought.explanation
        if opinion is not None and hearings is not None:
            names = [turn.contact.name or "", turn.shop.name_in(turn.lang), self._parts.assistant(turn.lang)]
            content, reworded = await opinion.reworded(turn, content, thought.effects, thought.state, names, hearings)
            if reworded is not None:
                explanation |= {"reworded": len(reworded.texts), "thrown_away": list(reworded.thrown_away)}
            if hearings.heard:
                explanation["language_model"] = opinion.account(hearings)
        return replace(thought, content=carried(content, turn.mode))

    async def _steps(
        self, turn: Turn, state: State, events: Sequence[Event], walked: list[tuple[str, int]]
    ) -> tuple[State, list[Effect]]:
        effects: list[Effect] = []
        for _ in range(_MOST_CALLS):
            with _DECIDING.time():
                step = self._parts.dialogue.step(state, events)
            state = step.state
            walked += step.walked
            for problem in step.problems:
                log.error("flow.stopped", problem=problem, conversation=turn.conversation.id)
            if step.answer is not None and turn.explanation:
                turn.explanation[-1]["answer"] = dict(step.answer)
            call: Call | None = None
            for effect in step.effects:
                if isinstance(effect, Call):
                    call = effect
                elif isinstance(effect, Hook):
                    turn.hooks.append(effect)
                elif isinstance(effect, Show) and effect.what == "last":
                    effects.append(
                        replace(effect, blocks=await self._last_blocks(turn, effect.values.get("texts") or ()))
                    )
                else:
                    effects.append(effect)
            if call is None:
                return state, effects
            turn.facts = state.facts
            result = await self._run(turn, call, state.said)
            turn.explanation.append({"action": call.action, "outcome": result.outcome})
            events = [replace(result, call=call.call)]
        raise DangolError("A flow called too many actions in one turn.", cure="Run `dangol check`.")

    async def _run(self, turn: Turn, call: Call, said: str) -> ActionResult:
        action = self._parts.actions.get(call.action)
        if action is None:
            log.error("action.unknown", action=call.action)
            return ActionResult("failed")
        whole = turn.text
        turn.text = said or whole  # of several wishes in one message, each is served by its own words
        try:
            with _ACTING.time():
                return await with_seen(turn, await action(turn, call.arguments))
        finally:
            turn.text = whole

    async def _last_blocks(self, turn: Turn, texts: Sequence[str]) -> tuple[Block, ...]:
        """What the assistant's last message showed, without what it said and asked, but with ``texts``."""
        last = max(1, turn.conversation.last_seq - 30)
        for message in reversed(await repository.messages_after(await turn.reader(), turn.conversation.id, last - 1)):
            if message.source is Source.ASSISTANT:
                return tuple(
                    block
                    for block in from_json(message.blocks)
                    if not isinstance(block, (Buttons, Form))
                    and not (isinstance(block, Text) and block.text not in texts)
                )
        return ()

    async def _commit(self, turn: Turn, thought: _Thought, pending: Sequence[Message], delivery: Delivery) -> bool:
        content = thought.content
        upto = pending[-1].seq if pending else turn.conversation.answered_seq
        tx = await turn.transaction()
        handover = next((effect for effect in thought.effects if isinstance(effect, HandOver)), None)
        changes = {"state": thought.state.to_json(), "answered_seq": upto, "lang": turn.lang, **turn.changes}
        if handover is not None and handover.reason != LEFT_QUESTION:
            changes["holder"] = Holder.QUEUE
        elif turn.conversation.holder is Holder.QUEUE:
            changes["holder"] = Holder.ASSISTANT  # the shopper went on without waiting for a person
        seq = turn.locked.last_seq + 1 if turn.locked is not None else None
        if content and seq is not None:
            changes |= {"last_seq": seq, "last_at": tx.now}
        if not await repository.move_conversation(tx, turn.conversation.id, turn.conversation.version, **changes):
            raise Changed("The conversation moved on.")
        if content:
            await append(
                tx,
                turn.conversation,
                turn.channel,
                Source.ASSISTANT,
                content,
                lang=turn.lang,
                reply_to=upto,
                explanation=thought.explanation,
                seq=seq,
            )
        if handover is not None and handover.reason != LEFT_QUESTION:
            wanted = PersonWanted(turn.conversation.id, handover.reason, dict(handover.values))
            await emit(tx, wanted, key=f"desk:{turn.conversation.id}")
        for doubt in thought.doubts:
            await emit(tx, doubt, key=f"lesson:{turn.conversation.id}")
        for effect in thought.effects:
            if isinstance(effect, Tag):
                await repository.add_tag(tx, turn.conversation.id, effect.tag)
        wait = next((effect.seconds for effect in reversed(thought.effects) if isinstance(effect, Wait)), None)
        if wait:
            due = TimeOutDue(turn.conversation.id, upto)
            await emit(tx, due, key=f"wait:{turn.conversation.id}", delay=timedelta(seconds=wait))
        for hook in turn.hooks:
            await hooks.request(tx, turn.conversation.id, turn.lang, hook)
        more = len(pending) >= _MOST_MESSAGES
        if not more:
            await delivery.close(tx)
        return more

    async def _apologise(self, conversation_id: str, delivery: Delivery) -> None:
        """Something of ours is broken: say so, offer a person, and do not try the same again."""
        parts = self._parts
        async with parts.database.transaction() as tx:
            conversation = await repository.locked_conversation(tx, conversation_id)
            if conversation is None or conversation.holder is Holder.AGENT:
                return
            moved: dict[str, Any] = {}
            if conversation.answered_seq < conversation.last_seq and isinstance(delivery.event, TurnDue):
                moved["answered_seq"] = conversation.last_seq
            if isinstance(delivery.event, HookAnswered) and _waits_for(conversation, delivery.event):
                moved["state"] = _without(conversation, delivery.event)
            if moved:
                await repository.move_conversation(tx, conversation.id, conversation.version, **moved)
                channel, _ = await repository.channel_of(tx, conversation.inbox_id)
                blocks = parts.rooms.apology(conversation.lang)
                reply_to = conversation.last_seq
                await append(
                    tx, conversation, channel, Source.ASSISTANT, blocks, lang=conversation.lang, reply_to=reply_to
                )
            await delivery.close(tx)
        TURNS.labels("apology").inc()
