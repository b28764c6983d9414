"""From a message to what should be done: one ``Understander`` for a trained model, any catalogue and any state of a conversation.

In order: the language, and whether it is one of ours (``nlu.foreign``); emoji, mistyped keyboards and measures as they are spoken
(``nlu.spoken_measures``); the entities; then the message as one that takes back what a checkout was told (``nlu.checkout``), tells it
everything at once (``nlu.all_at_once``), of a matter that is under way (``nlu.of_the_matter``), as one that tells a checkout more than it
asks (``nlu.meanwhile``), as one about a coupon (``nlu.coupons``), as a wish for
whoever packs the order (``nlu.order_wishes``), as a wish with another in case (``nlu.conditional``), as what is the matter with something
bought (``nlu.faulty``), as versions of one thing weighed against each other (``nlu.between_versions``), as one that can only be about the
cart (``nlu.cart``), as a wish to have it wrapped (``nlu.wrapping``), as what a body measures (``nlu.body_measures``), as an answer to what
was just asked (``nlu.asked``), as one that only says the answer before it missed (``nlu.misread``), as a choice on the screen, as a
correction, as values alone (``nlu.values``), as a version that is decided for (``nlu.version_taken``), and at last as one or more requests
in free words (``nlu.requests``), each classified apart from the things it names. What is not sure enough is a question for a thing that
nobody here knows (``nlu.unlisted``), a choice of two or three, or nothing. Where that leaves out a part of the message, its parts are read
one by one (``nlu.left_out``, ``nlu.in_turn``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dangol.nlu import answers, moods
from dangol.nlu.addresses import only_address
from dangol.nlu.all_at_once import ordered_at_once, told_at_once
from dangol.nlu.asked import answered
from dangol.nlu.between_versions import between_versions, one_of_those_weighed, version_weighed
from dangol.nlu.body_measures import body_told
from dangol.nlu.cart import about_the_cart
from dangol.nlu.checkout import amended
from dangol.nlu.commands import Affirm, Cancel, Command, Deny, Language, Start, Understanding
from dangol.nlu.conditional import or_else
from dangol.nlu.context import Context, EmptyLexicon, Lexicon, Match
from dangol.nlu.coupons import of_a_coupon
from dangol.nlu.emoji import MEANINGS, emoji_in, only_emoji, spelled, written_out
from dangol.nlu.faulty import faulty
from dangol.nlu.foreign import foreign, unserved
from dangol.nlu.in_turn import in_turn
from dangol.nlu.keeping import kept_first, stays
from dangol.nlu.language import language_of
from dangol.nlu.left_out import with_all
from dangol.nlu.made_otherwise import some_otherwise
from dangol.nlu.meanwhile import meanwhile
from dangol.nlu.misread import misread
from dangol.nlu.model import Model
from dangol.nlu.normalise import hangul_from_keys, normalise
from dangol.nlu.of_the_matter import of_the_matter
from dangol.nlu.order_wishes import wished
from dangol.nlu.pieces import Piece, Reader
from dangol.nlu.reject import Thresholds
from dangol.nlu.requests import requested
from dangol.nlu.slots import slots_of
from dangol.nlu.spoken_measures import in_figures
from dangol.nlu.taken_first import taken_first
from dangol.nlu.taking_out import let_be
from dangol.nlu.too_dear import too_dear
from dangol.nlu.unlisted import unlisted
from dangol.nlu.values import chosen, corrected, values_alone
from dangol.nlu.version_taken import version_taken, will_do
from dangol.nlu.wrapping import wrapped

_EMPTY = EmptyLexicon()
_LONGEST = 1000
# What is taken back in the same breath: 라지 하나.. 아니다 엠이랑 라지 하나씩, *one large, no wait, one of each*.
_TAKEN_BACK = re.compile(
    r"^[^?？]{1,24}?[\s.,…、。]+(?:아\s)?"
    r"(?:아니다|아니\s아니|no,? wait|wait,? no|actually no|scratch that|いや、?やっぱり?)[\s.,…、]+(?=\S.{3})",
    re.IGNORECASE,
)
_NOWHERE = {"start": -1, "end": -1}


class Understander:
    """Reads messages with one trained model. Holds no state between them; safe to share between threads."""

    def __init__(self, model: Model, thresholds: Thresholds | None = None) -> None:
        self.model = model
        self.thresholds = thresholds or Thresholds()

    def understand(self, text: str, context: Context | None = None, lexicon: Lexicon | None = None) -> Understanding:
        """What ``text`` asks for, in the light of ``context``, with the words of the catalogue from ``lexicon``."""
        context = context or Context()
        lexicon = lexicon or _EMPTY
        given = text[:_LONGEST]
        spoken = language_of(given, context.languages, context.lang, lexicon.knows)
        lang, said = spoken.lang, given
        if only_emoji(given):
            found = self._emoji(given, lang, context, lexicon)
            if found is not None:
                return found
        written = context.asked_kind in answers.FREE_TEXT - {"name", "person_name"}
        strange = None if written else foreign(given, lexicon.knows)
        if strange is None and not written:
            strange = unserved(given, context.languages, lexicon.knows)
        if strange is not None and strange not in context.languages:
            lang = context.lang or (context.languages[0] if context.languages else lang)
            wish = (Language(lang=strange, confidence=0.8, words=text),)
            return Understanding(text=text, lang=lang, lang_confidence=0.3, commands=wish, intents=(("language", 0.8),))
        meant = self._mistyped(given, lang, context, lexicon)
        if meant:
            lang, said = "ko", meant
        elif emoji_in(given) and not _things(lexicon.find(given, lang)):
            spelled_out = written_out(given, lang)  # an emoji beside a name only decorates it
            if spelled_out != given and _things(lexicon.find(spelled_out, lang)):
                said = meant = spelled_out
        if not written and (figures := in_figures(said, lang)) != said:
            said = meant = figures
        if not written and (taken_back := _TAKEN_BACK.match(said)):
            said = meant = said[taken_back.end() :]
        reader = Reader(self.model, self.thresholds, lang, context, lexicon)
        piece = reader.piece(said)
        first = taken_first(reader, piece, _read)
        commands, choices = (first, ()) if first else with_all(reader, piece, *_read(reader, piece), _read)
        commands, choices = in_turn(reader, piece, commands, choices, _read)
        commands = let_be(reader, commands)
        return Understanding(
            text=text,
            lang=lang,
            lang_confidence=spoken.confidence if lang == spoken.lang else 0.8,
            commands=commands,
            choices=choices,
            entities=piece.entities if not meant else tuple(e.model_copy(update=_NOWHERE) for e in piece.entities),
            intents=tuple((name, round(p, 4)) for name, p in piece.reading.intents),
        )

    def _emoji(self, text: str, lang: str, context: Context, lexicon: Lexicon) -> Understanding | None:
        things = spelled(text, lang)
        signs = emoji_in(text)
        reader = Reader(self.model, self.thresholds, lang, context, lexicon)
        if things:
            slots = slots_of(reader.piece(things).entities, context, "find_products", things)
            command: Command = Start(intent="find_products", slots=slots, confidence=0.8, words=text)
        else:
            meanings: Sequence[str] = [MEANINGS[sign] for sign in signs if sign in MEANINGS]
            if not meanings:
                return None
            command = reader.control(meanings[0], 0.85, text)
        name = command.intent if isinstance(command, Start) else command.command
        return Understanding(text=text, lang=lang, lang_confidence=0.5, commands=(command,), intents=((name, 0.8),))

    def _mistyped(self, text: str, lang: str, context: Context, lexicon: Lexicon) -> str | None:
        """Korean typed with the keyboard in Latin mode, if that reads better than what stands there."""
        if "ko" not in context.languages or not text.isascii() or len(text) < 3 or "ko" not in self.model.parts:
            return None
        composed = hangul_from_keys(text)
        if not composed or len(composed.replace(" ", "")) < 2 or lexicon.find(text, lang):
            return None
        korean = self.model.read(composed, "ko", lexicon).confidence
        return (
            composed
            if korean >= self.thresholds.act and korean > self.model.read(text, lang, lexicon).confidence
            else None
        )


def _read(reader: Reader, piece: Piece) -> tuple[tuple[Command, ...], tuple[Command, ...]]:
    """The ways to read a message, the surest first."""
    if not piece.masked.strip() or (reader.context.asked and moods.hesitates(piece.words)):
        return (), ()
    context = reader.context
    if moods.takes_note(piece.words):
        return (Affirm(confidence=0.9, words=piece.words),), ()  # the dialogue knows it for no yes
    beside = stays(piece.words) if context.asked_kind not in answers.FREE_TEXT else None
    if beside is not None and (context.cart or context.flow in ("remove_from_cart", "clear_cart", "add_to_cart")):
        # What is to stay in the cart is never taken out; what is said beside it is read for itself.
        kept = (Cancel if context.flow == "remove_from_cart" else Deny)(confidence=0.9, words=piece.words)
        return _read(reader, reader.piece(beside)) if beside else ((kept,), ())
    staying = kept_first(piece.words) if context.cart and context.flow is None else None
    if staying is not None and all(reader.piece(part).names for part in staying):
        # What is named to stay is never what goes: *keep the chair, remove the desk*.
        return _read(reader, reader.piece(staying[1]))
    if too_dear(piece.words) and context.asked_kind not in answers.FREE_TEXT:
        # Let be, and nothing more: neither its price once more nor a complaint.
        return ((Cancel if context.asked else Deny)(confidence=0.9, words=piece.words),), ()
    told = (told_at_once, ordered_at_once)
    for first in (
        amended,
        *told,
        of_the_matter,
        meanwhile,
        of_a_coupon,
        wished,
        or_else,
        will_do,
        faulty,
        between_versions,
        version_weighed,
        one_of_those_weighed,
        some_otherwise,
        about_the_cart,
        wrapped,
        body_told,
        answered,
    ):
        found = first(reader, piece)
        if found:
            return found, ()
    if only_address(normalise(piece.words).text):
        return (), ()  # nobody asked for it, and nothing is ordered by its figures
    if not context.asked and misread(piece.words):
        return (Deny(confidence=0.95, words=piece.words),), ()
    named = answers.exact(piece.words)
    if named:
        return (reader.control(named, 0.97, piece.words),), ()
    for way in (chosen, corrected, values_alone, version_taken):
        found = way(reader, piece)
        if found:
            return found, ()
    found, choices = requested(reader, piece)
    # What nothing can be done about may be a question for a thing that nobody here knows.
    strange = unlisted(reader, piece, found)
    return (strange, ()) if strange else (found, choices)


def _things(matches: Sequence[Match]) -> bool:
    return any(match.kind in ("product", "category") for match in matches)
