"""The second opinion of one turn: whether to ask, what was heard, and what of it counts.

A turn thinks on a snapshot, and may have begun to write. A model is asked with neither open: whoever meets a question that has not been
asked yet raises ``OpinionWanted``, which leaves the turn and undoes it; the question is asked; the turn is thought anew with what was
heard. That it may be thought again without harm is how turns are made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dangol.assistant.language_model import rewording
from dangol.assistant.language_model.hearing import Hearings, OpinionWanted, WrongAnswer
from dangol.assistant.language_model.hired import Hired
from dangol.assistant.language_model.masking import PRIVATE, personal_values
from dangol.assistant.language_model.reading import parse, read
from dangol.assistant.language_model.rewording import Reworded, Voice
from dangol.assistant.language_model.telling import tell
from dangol.assistant.work import Turn
from dangol.commerce.orders import repository as orders
from dangol.conversations import repository as conversations
from dangol.conversations.repository import Message
from dangol.dialogue.effects import Effect
from dangol.dialogue.state import State
from dangol.messages.content import Block
from dangol.nlu.commands import Fill, Person, Stop, Submit, Understanding
from dangol.nlu.context import Context, Lexicon
from dangol.runtime.settings import LanguageModelSettings

_MOST_BEFORE, _MOST_WRITTEN, _MOST_ORDERS = 8, 400, 10
_PERSONAL_KINDS = frozenset({"name", "person_name", "address", "email", "phone", "reach", "postcode", "form"})


class SecondOpinion:
    """Made once per process; what may change while it runs is asked for each time. ``settings`` say when the model is asked, ``wishes``
    what may be started, with a title; ``lexicon`` the catalogue's words; ``voice(lang)`` is the assistant's; ``heard_from`` the confidence
    from which the built-in understanding heard a meaning at all."""

    def __init__(
        self,
        hired: Hired,
        settings: Callable[[], LanguageModelSettings],
        wishes: Callable[[], Mapping[str, str]],
        lexicon: Callable[[], Lexicon],
        voice: Callable[[str], Voice],
        heard_from: Callable[[], float],
    ) -> None:
        self._hired = hired
        self._settings = settings
        self._wishes = wishes
        self._lexicon = lexicon
        self._voice = voice
        self._heard_from = heard_from

    def hearings(self) -> Hearings:
        """For one turn."""
        return Hearings(self._settings().deadline)

    async def hear(self, wanted: OpinionWanted, conversation_id: str, hearings: Hearings) -> None:
        """Ask what is wanted. Never inside a transaction."""
        heard = await self._hired.ask(wanted.question, conversation_id, hearings.seconds, wanted.fits)
        hearings.add(wanted.question, heard)

    def account(self, hearings: Hearings) -> list[dict[str, Any]]:
        """What the model did for this turn, for explanation."""
        return hearings.account(self._hired.prices.currency)

    # -- what a message means

    async def of(
        self,
        turn: Turn,
        state: State,
        message: Message,
        built_in: Understanding,
        context: Context,
        hearings: Hearings,
    ) -> tuple[Understanding, str | None]:
        """What ``message`` means, and what came of asking (none: nobody was asked). Raises ``OpinionWanted`` where that has to be asked
        first."""
        if not self.wanted(built_in, context):
            return built_in, None
        reader = await turn.reader()
        before = await conversations.messages_explained(
            reader, turn.conversation.id, max(0, message.seq - 1 - _MOST_BEFORE), _MOST_BEFORE
        )
        told = tell(
            built_in,
            context,
            [earlier for earlier in before if earlier.seq < message.seq],
            await known_of(turn, state),
            self._wishes(),
            most_tokens=self._settings().answer_tokens,
        )
        heard = hearings.heard.get(told.question.key)
        if heard is None:
            if not hearings.patient:
                return built_in, "out_of_time"
            raise OpinionWanted(told.question, parse)
        if heard.text is None:
            return built_in, heard.outcome
        try:
            found = read(heard.text, told, self._lexicon(), self._heard_from())
        except WrongAnswer as trouble:
            return built_in, f"refused: {trouble}"
        return (built_in, "agreed") if found is None else (found, "taken")

    def wanted(self, built_in: Understanding, context: Context) -> bool:
        """Whether the model is asked what a message means."""
        settings = self._settings()
        if settings.ask == "never" or not built_in.text.strip():
            return False
        commands = built_in.commands
        if any(isinstance(command, (Stop, Person)) for command in commands):
            return False  # whoever wants no more messages, or a person, need not ask twice
        answers = not commands or any(isinstance(command, (Fill, Submit)) for command in commands)
        if answers and (context.asked_kind in _PERSONAL_KINDS or context.asked in PRIVATE):
            return False  # what people say of themselves is nobody else's business
        return settings.ask == "always" or sureness(built_in) < settings.below

    # -- how a reply is said

    async def reworded(
        self,
        turn: Turn,
        blocks: Sequence[Block],
        effects: Sequence[Effect],
        state: State,
        names: Sequence[str],
        hearings: Hearings,
    ) -> tuple[tuple[Block, ...], Reworded | None]:
        """The reply in the shop's voice, as far as the facts allow. ``names`` are people's and the shop's. Raises ``OpinionWanted``."""
        whole = tuple(blocks)
        texts = rewording.texts_of(blocks, effects, state.asked_kind) if self._settings().reword else ()
        if not texts:
            return whole, None
        known = await known_of(turn, state)
        wording = rewording.ask_for(texts, turn.lang, self._voice(turn.lang), known, self._settings().answer_tokens)
        heard = hearings.heard.get(wording.question.key)
        if heard is None:
            # Asked once: a reply that says something new each time it is thought (an order's number) goes out as it is.
            if hearings.asked("reword") or not hearings.patient:
                return whole, None
            raise OpinionWanted(wording.question, lambda answer: rewording.parse(answer, wording))
        if heard.text is None:
            return whole, None
        judged = rewording.judge(heard.text, wording, lambda text: self._names_in(text, turn.lang, names))
        return rewording.in_other_words(blocks, judged.texts), judged

    def _names_in(self, text: str, lang: str, names: Sequence[str]) -> set[str]:
        found = {text[match.start : match.end] for match in self._lexicon().find(text, lang)}
        return found | {name for name in names if name}


async def known_of(turn: Turn, state: State) -> list[tuple[str, str]]:
    """What is known of the person, as pairs of what it is and the value: from the conversation as it stands, from who they are, from the
    forms they filled in earlier in it and from what they ordered."""
    reader, contact = await turn.reader(), turn.contact
    told: list[Mapping[str, Any]] = [
        state.to_json(),
        {"contact_name": contact.name, "email": contact.email, "phone": contact.phone},
    ]
    written = await conversations.shopper_messages_after(reader, turn.conversation.id, 0, _MOST_WRITTEN)
    told += [message.said["values"] for message in written if message.said and message.said.get("values")]
    for order in await orders.for_contact(reader, contact.id, _MOST_ORDERS):
        address = dict(order.address or {})
        told += [
            {"name": order.name, "email": order.email, "phone": order.phone, "order_number": order.number},
            address,
        ]
    return list(dict.fromkeys(value for one in told for value in personal_values(one)))


def sureness(built_in: Understanding) -> float:
    """How sure the built-in understanding is of all it would act on; not at all where it would ask, or not act."""
    return min((command.confidence for command in built_in.commands), default=0.0)
