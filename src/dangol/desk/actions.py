"""What people at the desk do: take a conversation, answer, give it back, settle it, note something."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from dangol.accounts.actions import Member, find_member, last_recorded, members_present, record
from dangol.contacts.repository import contact as find_contact
from dangol.conversations import repository as conversations
from dangol.conversations.actions.append import append
from dangol.conversations.errors import MessageTooLarge, NoSuchConversation, NothingSaid
from dangol.conversations.events import PersonWanted, QuestionLeft
from dangol.conversations.models import Holder, Source
from dangol.conversations.repository import Conversation
from dangol.desk import repository
from dangol.desk.errors import HeldByAnother, NotHeld, Overtaken
from dangol.desk.events import AnswerMailed, OwnerAlerted
from dangol.desk.models import HandoverState
from dangol.desk.unmet import unmet
from dangol.dialogue.state import state_from_json
from dangol.kit.text import clean
from dangol.messages.content import Block, Button, Buttons, Notice, Rating, Text
from dangol.runtime.database import Database, Reader, Transaction
from dangol.runtime.outbox import Delivery, emit

PRESENT = timedelta(minutes=2)
MOST_CHARACTERS = 8000
_LOOKS_APART = timedelta(minutes=10)
Say = Callable[..., str]


class Handovers:
    """Takes up what shoppers want from a person. Its methods are handlers of the outbox."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def person_wanted(self, delivery: Delivery) -> None:
        """Somebody asked for a person."""
        event: PersonWanted = delivery.event
        question = str(event.values.get("question") or "")
        kind = str(event.values.get("reason") or event.reason)
        await self._wait(delivery, event.conversation_id, kind, question, None, event.values)

    async def question_left(self, delivery: Delivery) -> None:
        """Somebody left a question or a request."""
        event: QuestionLeft = delivery.event
        await self._wait(delivery, event.conversation_id, event.kind, event.question, event.reach, event.values)

    async def _wait(
        self,
        delivery: Delivery,
        conversation_id: str,
        kind: str,
        question: str,
        reach: str | None,
        values: dict[str, Any],
    ) -> None:
        async with self._database.transaction() as tx:
            if not await delivery.close(tx):
                return
            known = await repository.open_handover(tx, conversation_id)
            if known is not None:
                # One line at the desk for one shopper: what comes on top is added to it, and takes nothing's place.
                said = known.question if question in known.question else f"{known.question}\n{question}".strip()
                more = _with(known, kind, values)
                change = {"question": said[:MOST_CHARACTERS], "reach": reach or known.reach, "values": more}
                await repository.change_handover(tx, known.id, **change)
                handover_id = known.id
                if all(getattr(known, name) == value for name, value in change.items()):
                    tx.announce("desk")
                    return  # said again: whoever was told of it knows
            else:
                handover_id = await repository.add_handover(
                    tx, conversation_id, kind[:60], question[:MOST_CHARACTERS], reach, values
                )
            if not await members_present(tx, tx.now - PRESENT):
                await emit(tx, OwnerAlerted(handover_id, conversation_id), key=f"mail:{handover_id}")
            tx.announce("desk")


def _with(known: repository.Handover, kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """What is known of a handover, and what comes on top: the newest of everything, but each order and each wish that was named."""
    orders = (known.order_number, values.get("order_number"))
    numbers = dict.fromkeys(number for named in orders if named for number in str(named).split(", "))
    also = list(dict.fromkeys((*known.kinds, kind[:60])))[1:]
    kept = {"order_number": ", ".join(numbers)} if numbers else {}
    return {**known.values, **values, **kept, **({"also": also} if also else {})}


async def _held(tx: Transaction, conversation_id: str) -> Conversation:
    conversation = await conversations.locked_conversation(tx, conversation_id)
    if conversation is None:
        raise NoSuchConversation("There is no such conversation.")
    return conversation


async def _check_mine(tx: Transaction, member: Member, conversation: Conversation) -> None:
    if conversation.holder is Holder.AGENT and conversation.agent_id == member.id:
        return
    await _check_nobody_elses(tx, member, conversation)
    raise NotHeld("You do not hold this conversation.", cure="Take it first.")


async def _check_nobody_elses(tx: Transaction, member: Member, conversation: Conversation) -> None:
    if conversation.holder is Holder.AGENT and conversation.agent_id not in (None, member.id):
        other = await find_member(tx, conversation.agent_id or "")
        raise HeldByAnother(
            "Another agent holds this conversation.",
            cure="Take it over if you have agreed to.",
            name=other.name if other else "",
        )


async def _notice(tx: Transaction, conversation: Conversation, blocks: tuple[Block, ...], source: Source) -> None:
    channel, _ = await conversations.channel_of(tx, conversation.inbox_id)
    await append(tx, conversation, channel, source, blocks, lang=conversation.lang)


def _at_rest(state: dict[str, Any]) -> dict[str, Any]:
    """The dialogue without the question it was asking: a person has talked since, and a *yes* would answer something long gone.

    What the assistant knows (what was shown, the last order) stays, so it can go on where the person leaves off.
    """
    resting = replace(
        state_from_json(state), stack=(), queue=(), offered=(), last=(), asking={}, row={}, unclear=0, away=False
    )
    return resting.to_json()


async def look(tx: Transaction, member: Member, conversation_id: str) -> None:
    """Write down that ``member`` read what this shopper said and bought: once for every ten minutes of reading."""
    actor, target = f"member:{member.id}", f"conversation:{conversation_id}"
    before = await last_recorded(tx, actor, "conversation.read", target)
    if before is None or before <= tx.now - _LOOKS_APART:
        await record(tx, actor, "conversation.read", target)


async def take(tx: Transaction, member: Member, conversation_id: str, say: Say, *, over: bool = False) -> None:
    """``member`` answers from now on, and the shopper is told who. Raises ``HeldByAnother`` if another agent does, unless ``over``."""
    conversation = await _held(tx, conversation_id)
    if conversation.holder is Holder.AGENT and conversation.agent_id == member.id:
        return
    if not over:
        await _check_nobody_elses(tx, member, conversation)
    fields = {
        "holder": Holder.AGENT,
        "agent_id": member.id,
        "answered_seq": conversation.last_seq,
        "state": _at_rest(conversation.state),
    }
    await conversations.move_conversation(tx, conversation.id, conversation.version, **fields)
    handover = await repository.open_handover(tx, conversation.id)
    if handover is not None:
        await repository.change_handover(
            tx, handover.id, state=HandoverState.TAKEN, agent_id=member.id, taken_at=handover.taken_at or tx.now
        )
    before = {"from": conversation.agent_id} if conversation.agent_id else {}
    await record(tx, f"member:{member.id}", "conversation.taken", f"conversation:{conversation.id}", **before)
    text = say("desk.joined", conversation.lang, name=member.name)
    await _notice(tx, conversation, (Notice(text=text, tone="success"),), Source.SYSTEM)


async def reply(
    tx: Transaction,
    member: Member,
    conversation_id: str,
    text: str,
    client_id: str,
    *,
    read_seq: int | None = None,
    by_mail: bool = False,
) -> int:
    """Send ``text`` to the shopper; its number. The same ``client_id`` again sends nothing more.

    ``read_seq`` is the last message the agent had before them: a later one of the shopper's raises ``Overtaken``. ``by_mail`` sends it
    to the address the shopper left as well (to no other). Raises ``HeldByAnother`` or ``NotHeld`` unless ``member`` holds the conversation.
    """
    conversation = await _held(tx, conversation_id)
    provider_id = f"agent:{member.id}:{client_id}"
    before = await conversations.message_with(tx, conversation.inbox_id, provider_id)
    if before is not None:
        if before.conversation_id != conversation.id:
            raise NothingSaid("That id belongs to another message.", cure="Give each message an id of its own.")
        return before.seq
    if len(text) > MOST_CHARACTERS:
        raise MessageTooLarge("That is too long for one message.", cure="Send it in parts.", most=MOST_CHARACTERS)
    text = clean(text, MOST_CHARACTERS)
    if not text:
        raise NothingSaid("The message is empty.", cure="Write something first.")
    await _check_mine(tx, member, conversation)
    if read_seq is not None:
        latest = await repository.last_shopper_seq(tx, conversation.id)
        if latest > read_seq:
            raise Overtaken("The shopper wrote again meanwhile.", cure="Read it, then send.", seq=latest)
    for doubted in await unmet(tx, conversation.id):
        # What a person had to answer may be something the assistant could learn to.
        await emit(tx, doubted, key=f"lesson:{conversation.id}")
    to = await mail_address(tx, conversation) if by_mail else None
    channel, _ = await conversations.channel_of(tx, conversation.inbox_id)
    message_id, seq = await append(
        tx,
        conversation,
        channel,
        Source.AGENT,
        (Text(text=text),),
        lang=conversation.lang,
        author_id=member.id,
        reply_to=conversation.last_seq,
        provider_id=provider_id,
        explanation={"mailed_to": to} if to else None,
    )
    if to is not None:
        await emit(tx, AnswerMailed(conversation.id, message_id, to), key=f"mail:{conversation.id}")
    return seq


async def mail_address(reader: Reader, conversation: Conversation) -> str | None:
    """Where this shopper asked to be answered by mail: what they left with their question, else their own address; none without one."""
    handover = await repository.latest_handover(reader, conversation.id)
    if handover is not None and handover.reach and "@" in handover.reach:
        return handover.reach
    contact = await find_contact(reader, conversation.contact_id)
    return contact.email if contact is not None else None


async def give_back(tx: Transaction, member: Member, conversation_id: str, say: Say) -> None:
    """The assistant goes on, and asks whether it was solved. Raises ``HeldByAnother`` or ``NotHeld`` unless ``member`` holds it."""
    conversation = await _held(tx, conversation_id)
    await _check_mine(tx, member, conversation)
    fields = {
        "holder": Holder.ASSISTANT,
        "agent_id": None,
        "answered_seq": conversation.last_seq,
        "state": _at_rest(conversation.state),
    }
    await conversations.move_conversation(tx, conversation.id, conversation.version, **fields)
    await repository.close_handovers(tx, conversation.id)
    await record(tx, f"member:{member.id}", "conversation.given_back", f"conversation:{conversation.id}")
    lang = conversation.lang
    labels = tuple(say(f"desk.rating_{value}", lang) for value in range(1, 6))
    blocks: tuple[Block, ...] = (
        Text(text=say("desk.given_back", lang, name=member.name)),
        Buttons(
            options=(
                Button(label=say("desk.solved", lang), command={"command": "start", "intent": "thanks"}),
                Button(label=say("desk.not_solved", lang), command={"command": "person"}),
                Button(label=say("option.look_on", lang), command={"command": "start", "intent": "browse"}),
            )
        ),
        Rating(prompt=say("desk.rate", lang), labels=labels),
    )
    await _notice(tx, conversation, blocks, Source.ASSISTANT)


async def settle(tx: Transaction, member: Member, conversation_id: str) -> None:
    """Nothing more to do for a person here (a question answered by mail, say). Raises ``HeldByAnother`` if another agent is at it."""
    conversation = await _held(tx, conversation_id)
    await _check_nobody_elses(tx, member, conversation)
    if conversation.holder is not Holder.ASSISTANT:
        fields = {"holder": Holder.ASSISTANT, "agent_id": None, "answered_seq": conversation.last_seq}
        await conversations.move_conversation(
            tx, conversation.id, conversation.version, **fields, state=_at_rest(conversation.state)
        )
    await repository.close_handovers(tx, conversation.id)
    await record(tx, f"member:{member.id}", "conversation.settled", f"conversation:{conversation.id}")
    tx.announce("desk")
    tx.announce(f"conversation:{conversation.id}")


async def note(tx: Transaction, member: Member, conversation_id: str, text: str, client_id: str | None = None) -> str:
    """Tell the others something; never the shopper. Gives the note's id; the same ``client_id`` again writes nothing more."""
    conversation = await _held(tx, conversation_id)
    text = clean(text, MOST_CHARACTERS)
    if not text:
        raise NothingSaid("The note is empty.", cure="Write something first.")
    note_id = await repository.add_note(tx, conversation.id, member.id, text, client_id)
    tx.announce("desk")
    return note_id
