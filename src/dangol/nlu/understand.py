"""From a message to what should be done: one ``Understander`` for a trained model, any catalogue and any state of a conversation.

In order: the language; emoji and mistyped keyboards; the entities; then the message as an answer to what was just asked, as a choice on the
screen, as a correction, as values alone, and at last as one or more requests in free words, each classified apart from the
things it names. What is not sure enough becomes a choice of two or three, or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dangol.nlu import answers, moods
from dangol.nlu.commands import (
    Affirm,
    Back,
    Cancel,
    Choose,
    Command,
    Correct,
    Deny,
    Entity,
    Fill,
    Language,
    Person,
    Repeat,
    Restart,
    Start,
    Stop,
    Understanding,
)
from dangol.nlu.context import Context, EmptyLexicon, Lexicon, Match
from dangol.nlu.emoji import MEANINGS, emoji_in, only_emoji, spelled, written_out
from dangol.nlu.entities import extract
from dangol.nlu.entities.references import refused_words
from dangol.nlu.language import language_of
from dangol.nlu.model import Model, Reading
from dangol.nlu.normalise import Normalised, hangul_from_keys, normalise
from dangol.nlu.pointing import before_them
from dangol.nlu.reject import Thresholds, Verdict
from dangol.nlu.segments import cuts, unlinked, whole, without_chatter, without_negated
from dangol.nlu.slots import pointed, slots_of
from dangol.nlu.weighing import one_thing, weighed

_CONTROLS: dict[str, type[Affirm | Deny | Cancel | Back | Repeat | Restart | Stop | Person]] = {
    "affirm": Affirm,
    "deny": Deny,
    "cancel": Cancel,
    "back": Back,
    "repeat": Repeat,
    "restart": Restart,
    "stop": Stop,
    "person": Person,
}
_COURTESIES = frozenset({"greet", "thanks", "affirm", "small_talk"})
_BESIDES = _COURTESIES | {"complaint"}  # who swears and then says what they want is served what they want
_SHORT = _COURTESIES | {"deny", "repeat", "goodbye"}  # nobody asks whether *yes* or *hello* was meant
_GRAVE = frozenset({"cancel_order", "clear_cart", "remove_from_cart", "privacy_request", "unsubscribe", "stop"})
_ONLY_LOOKS = frozenset({"find_products", "check_stock", "product_question", "ask_price", "browse"})
_LAST = frozenset({"checkout", "person", "goodbye"})
_EMPTY = EmptyLexicon()
_VALUED = frozenset({"color", "size", "attribute", "measure"})
_LOOKING = ("find_products", "browse", "advice", "similar_products")
# Flows of one product in its options, called as their intents.
_CHOOSING = frozenset({"add_to_cart", "check_stock", "ask_price"})
_LONGEST = 1000
_NOWHERE = {"start": -1, "end": -1}
_SURE = 0.8
_TOLD = frozenset({"name", "person_name", "address"})  # free text that is about the shopper
_OF_ONE = frozenset({"color", "size", "attribute"})


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of the message that may be one request."""

    words: str
    masked: str
    entities: tuple[Entity, ...]
    reading: Reading
    about: bool = False  # it names a property the catalogue knows of things: 소재, how heavy, 何グラム


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
        meant = self._mistyped(given, lang, context, lexicon)
        if meant:
            lang, said = "ko", meant
        elif emoji_in(given) and not _things(lexicon.find(given, lang)):
            written = written_out(given, lang)  # an emoji beside a name only decorates it
            if written != given and _things(lexicon.find(written, lang)):
                said = meant = written
        piece = self._piece(said, lang, context, lexicon)
        commands, choices = self._read(piece, lang, context, lexicon)
        return Understanding(
            text=text,
            lang=lang,
            lang_confidence=spoken.confidence if lang == spoken.lang else 0.8,
            commands=commands,
            choices=choices,
            entities=piece.entities if not meant else tuple(e.model_copy(update=_NOWHERE) for e in piece.entities),
            intents=tuple((name, round(p, 4)) for name, p in piece.reading.intents),
        )

    # -- the ways to read a message, the surest first ------------------------------------------------------------------

    def _read(
        self, piece: _Piece, lang: str, context: Context, lexicon: Lexicon
    ) -> tuple[tuple[Command, ...], tuple[Command, ...]]:
        if not piece.masked.strip():
            return (), ()
        answered = self._answered(piece, lang, context, lexicon)
        if answered:
            return answered, ()
        named = answers.exact(piece.words)
        if named:
            return (self._control(named, 0.97, piece.words, context),), ()
        chosen = self._chosen(piece, context)
        if chosen:
            return chosen, ()
        corrected = self._corrected(piece, lang, context, lexicon)
        if corrected:
            return corrected, ()
        alone = self._values_alone(piece, context)
        if alone:
            return alone, ()
        return self._requests(piece, lang, context, lexicon)

    def _besides(
        self, piece: _Piece, answer: str, lang: str, context: Context, lexicon: Lexicon
    ) -> tuple[Command, ...]:
        """What a message asks beside the answer it gives: *ann@example.com, and is delivery free?*"""
        _, _, rest = piece.words.partition(answer)
        rest = unlinked(re.sub(r"^\s*(?:이고|이에요|예요|입니다|です|で)", "", normalise(rest).text).strip(" ,.!"))
        if len(rest) < 6:
            return ()
        other = self._piece(rest, lang, context, lexicon)
        sure = other.reading.confidence >= max(0.6, self.thresholds.act)
        if not sure or other.reading.intents[0][0] in {*_CONTROLS, *_COURTESIES, "find_products", "add_to_cart"}:
            return ()
        return (self._command(other, other.reading.intents[0], context),)

    def _yes_and(self, piece: _Piece, lang: str, context: Context, lexicon: Lexicon) -> tuple[Command, ...]:
        """*yes, and what's the shipping?*: the answer, then the request."""
        parts = answers.leading(piece.words)
        if parts is None:
            return ()
        rest = self._piece(parts[1], lang, context, lexicon)
        if not rest.reading.intents or rest.reading.intents[0][0] in {*_CONTROLS, *_COURTESIES} or self._bare(rest):
            return ()
        commands, _ = self._judged(rest, lang, context, lexicon)
        return (self._control(parts[0], 0.9, piece.words, context), *commands) if commands else ()

    def _answered(self, piece: _Piece, lang: str, context: Context, lexicon: Lexicon) -> tuple[Command, ...]:
        if not context.asked and not context.asked_kind:
            return ()
        mended = answers.mended(context, piece.words, piece.entities)
        if mended:
            return mended
        found = answers.answer_to(context, piece.words, piece.entities)
        sure = piece.reading.confidence
        best = piece.reading.intents[0][0] if piece.reading.intents else ""
        if found:
            # A value inside a question or another request is not the answer: "what does size 9 cost in total?"
            if isinstance(found[0], Fill) and found[0].words and len(found) == 1:
                found += self._besides(piece, found[0].words, lang, context, lexicon)
                if len(found) > 1:
                    return found
            if context.asked_kind == "product" and context.flow in _CHOOSING and (more := self._more(piece, context)):
                return more
            other = sure >= 0.8 and "?" in piece.words and best not in ("find_products", "add_to_cart", *_CONTROLS)
            return () if other else found
        if (
            context.asked_kind not in answers.FREE_TEXT
            and context.asked_kind != "yes_no"
            and answers.has_none(piece.words)
        ):
            return (Deny(confidence=0.85, words=piece.words),)
        if context.asked_kind in ("yes_no", "confirm"):
            if best in ("affirm", "deny") and sure >= 0.35:
                return (self._control(best, sure, piece.words, context),)
            decided = moods.decided(piece.words) if context.flow else None
            if decided and not piece.entities:
                return (Correct(value=decided, confidence=0.75, words=piece.words),)
            both = self._yes_and(piece, lang, context, lexicon)
            if both:
                return both
        if context.asked_kind in _TOLD:
            reach = [e for e in piece.entities if e.kind == "email" or (e.kind == "phone" and self._bare(piece))]
            if context.asked_kind != "address" and not moods.no_name(piece.words):
                named = answers.name_and_reach(context, piece.words, piece.entities)
                if named:
                    return named
            if reach or (context.asked_kind != "address" and moods.no_name(piece.words)):
                return ()  # whatever this is, it is nobody's name, and nobody lives there
        if context.asked_kind in answers.FREE_TEXT:
            if answers.exact(piece.words) in ("cancel", "back", "person", "restart", "repeat", "stop"):
                return ()
            digits = any(c.isdigit() for c in piece.words)
            # Asked for their question, people ask it: its question mark is no way out of it.
            question = context.asked in ("question", "message")
            leaves = sure >= (0.9 if context.asked_kind == "address" and digits else 0.6) and (
                (best in _CONTROLS and best not in ("affirm", "deny"))
                or (not question and piece.words.rstrip().endswith(("?", "？")))
                or (
                    sure >= 0.85 and context.asked_kind != "text"
                )  # what it is about is told in words that ask for something
            )
            if not leaves:
                return (answers.free_text(context, piece.words),)
        return ()

    def _more(self, piece: _Piece, context: Context) -> tuple[Command, ...]:
        """The product asked for, with its options and how many of it in the same breath: the same wish, now in full."""
        if not {e.kind for e in piece.entities if not e.negated} & {*_VALUED, "quantity"}:
            return ()
        intent = context.flow or ""
        slots = slots_of(piece.entities, context, intent, piece.words)
        return (Start(intent=intent, slots=slots, confidence=0.93, words=piece.words),) if "product" in slots else ()

    def _chosen(self, piece: _Piece, context: Context) -> tuple[Command, ...]:
        if not (context.choices or context.shown):
            return ()
        if context.choices:
            chosen = answers.choice_of(piece.words, context, ())
            if chosen:
                return (chosen,)
        plainly = normalise(piece.words).text
        kinds = {e.kind for e in piece.entities if not e.negated}
        closer = kinds <= {"ordinal", "reference"} and answers.looks_closer(
            plainly, answers.spans(piece.words, piece.entities)
        )
        if not closer and not self._bare(piece):
            return ()
        chosen = answers.choice_of(piece.words, context, piece.entities)
        if chosen:
            return answers.with_quantity(chosen, piece.entities)
        rows = pointed(piece.entities, context)
        if (
            len(rows) == 1
            and kinds & {"reference", "color", "size", "attribute"}
            and not kinds & {"price_limit", "sort", "comparison", "quantity"}
        ):
            places = [n for n, s in enumerate(context.shown, 1) if s.row == rows[0].row]
            return (
                Choose(position=places[0] if places else None, row=rows[0].row, confidence=0.85, words=piece.words),
            )
        return ()

    def _corrected(self, piece: _Piece, lang: str, context: Context, lexicon: Lexicon) -> tuple[Command, ...]:
        plain = normalise(piece.words).text
        rest = answers.correction(plain)
        changed = any(e.negated for e in piece.entities) and context.flow is not None
        if rest is None and not changed:
            return ()
        inner = self._piece(rest, lang, context, lexicon) if rest else piece
        if not inner.entities or not self._bare(inner):
            return ()
        if not (context.flow or context.asked or context.last_row or context.shown):
            return ()
        if any(e.kind in ("comparison", "sort", "ordinal") for e in inner.entities):
            return ()
        return answers.corrections(inner.entities, piece.words)

    def _bare(self, piece: _Piece) -> bool:
        """Whether a message is nothing but values: *the black one*, 270으로 주세요, Mサイズで."""
        if not piece.entities:
            return False
        return not answers.residue(normalise(piece.words).text, answers.spans(piece.words, piece.entities))

    def _values_alone(self, piece: _Piece, context: Context) -> tuple[Command, ...]:
        if not self._bare(piece):
            return ()
        wanted = [e for e in piece.entities if not e.negated]
        kinds = {e.kind for e in wanted}
        if not wanted and context.shown and context.flow in (None, *_LOOKING):
            # *Not a coat*: what was looked for still is, without that.
            slots = slots_of(piece.entities, context, "find_products", piece.words) | {"refine": True}
            return (Start(intent="find_products", slots=slots, confidence=0.8, words=piece.words),)
        if kinds & {"product", "category", "brand"} or not kinds:
            return ()
        if kinds & {"reference", "ordinal"} and (kinds == {"reference"} or "quantity" in kinds):
            return ()
        places = [e.value for e in wanted if e.kind == "ordinal"]
        if len(places) == 1 and kinds <= {"ordinal", "reference"}:
            return (Choose(position=places[0], confidence=0.7, words=piece.words),)
        if kinds == {"language"}:
            return (Language(lang=wanted[-1].value, confidence=0.85, words=piece.words),)
        decided = "quantity" in kinds or self._decided(piece)
        if decided and kinds & _VALUED and context.last_row and context.flow in (None, *_LOOKING):
            # *Then the 38 mm ones, two please*, 블랙 250으로 할게요: nobody counts what they only want to look at.
            slots = slots_of(piece.entities, context, "add_to_cart", piece.words)
            slots.setdefault("product", context.last_row)
            return (Start(intent="add_to_cart", slots=slots, confidence=0.8, words=piece.words),)
        if "order_number" in kinds and not context.flow:
            slots = slots_of(piece.entities, context, "track_order", piece.words)
            return (Start(intent="track_order", slots=slots, confidence=0.8, words=piece.words),)
        if kinds == {"quantity"} and context.last_row and context.flow is None and not context.cart:
            # *Two*, said of the one thing spoken of.
            slots = {"product": context.last_row, "quantity": wanted[-1].value}
            return (Start(intent="add_to_cart", slots=slots, confidence=0.8, words=piece.words),)
        filling = kinds <= {
            "email",
            "phone",
            "date",
            "postcode",
            "coupon",
            "quantity",
            "percent",
            "order_number",
            "language",
        }
        if filling or (context.flow and context.flow not in _LOOKING):
            out = []
            for entity in wanted:
                if entity.kind not in ("reference", "ordinal"):
                    slot, value = answers.slot_value(entity)
                    out.append(Fill(slot=slot, value=value, confidence=0.8, words=entity.text))
            return tuple(out)
        if not context.flow and context.last_flow in _CHOOSING and context.last_row and kinds <= _OF_ONE:
            # The thing spoken of last in another colour or size: the question again, or to be put into the cart.
            if not moods.takes(piece.words) and context.last_flow == "add_to_cart":
                return tuple(Fill(slot=s, value=v, confidence=0.8) for s, v in map(answers.slot_value, wanted))
            intent = "add_to_cart" if moods.takes(piece.words) else context.last_flow
            slots = slots_of(wanted, replace(context, shown=()), intent, piece.words)
            slots["product"] = context.last_row
            return (Start(intent=intent, slots=slots, confidence=0.8, words=piece.words),)
        slots = slots_of(piece.entities, context, "find_products", piece.words)
        if context.shown or context.flow:
            slots["refine"] = True
        return (Start(intent="find_products", slots=slots, confidence=0.85, words=piece.words),)

    def _decided(self, piece: _Piece) -> bool:
        """Whether the words around the values say that they are wanted."""
        return piece.reading.confidence >= _SURE and piece.reading.intents[0][0] == "add_to_cart"

    # -- requests in free words ------------------------------------------------------------------------------------------

    def _requests(
        self, piece: _Piece, lang: str, context: Context, lexicon: Lexicon
    ) -> tuple[tuple[Command, ...], tuple[Command, ...]]:
        piece = self._plainer(piece, lang, context, lexicon)
        rest, refused = without_negated(normalise(piece.words).text, lang)
        if refused:
            if not rest or len(rest) < 2:
                return ((Cancel(confidence=0.6, words=piece.words),) if context.flow else ()), ()
            remaining = self._piece(unlinked(rest), lang, context, lexicon)
            if self.thresholds.judge(remaining.reading.confidence) is Verdict.ACT:
                piece = remaining
        if context.last_flow in ("check_stock", "ask_price") and moods.follows_up(piece.words) and _names(piece):
            return (self._command(piece, (context.last_flow, 0.8), context),), ()
        pieces = self._split(piece, lang, context, lexicon)
        if len(pieces) > 1:
            kept = [p for p in pieces if p.reading.intents[0][0] not in _BESIDES] or [
                p for p in pieces if p.reading.intents[0][0] not in _COURTESIES
            ]
            kept = kept or pieces[:1]
            kept.sort(key=lambda p: p.reading.intents[0][0] in _LAST)
            return tuple(self._command(p, p.reading.intents[0], context) for p in kept), ()
        return self._judged(pieces[0], lang, context, lexicon)

    def _plainer(self, piece: _Piece, lang: str, context: Context, lexicon: Lexicon) -> _Piece:
        """The message without what people talk themselves into it with, where it is read more surely so, or is more than a greeting."""
        greets = bool(piece.reading.intents) and piece.reading.intents[0][0] in _COURTESIES
        if piece.reading.confidence >= _SURE and not greets:
            return piece
        message = normalise(piece.words)
        begin, end = without_chatter(message.text, lang)
        if end - begin < 4 or (begin, end) == (0, len(message.text)):
            return piece
        barer = self._piece(message.written(begin, end), lang, context, lexicon)
        if greets:
            sure = self.thresholds.offer if barer.entities else self.thresholds.act
            asks = bool(barer.reading.intents) and barer.reading.intents[0][0] not in _COURTESIES
            return barer if asks and barer.reading.confidence >= sure else piece
        return barer if barer.reading.confidence > piece.reading.confidence else piece

    def _judged(
        self, piece: _Piece, lang: str, context: Context, lexicon: Lexicon
    ) -> tuple[tuple[Command, ...], tuple[Command, ...]]:
        reading = piece.reading
        if not reading.intents:
            return (), ()
        named_first = weighed(
            reading.intents,
            piece.entities,
            piece.words,
            talked=bool(context.shown or context.last_row),
            about=piece.about,
        )
        if named_first != reading.intents[0]:
            return (self._command(piece, named_first, context),), ()
        second = reading.intents[1][1] if len(reading.intents) > 1 else 0.0
        grave = reading.intents[0][0] in _GRAVE
        verdict = self.thresholds.judge(reading.confidence, second, grave=grave)
        if verdict is Verdict.ACT:
            return (self._command(piece, reading.intents[0], context),), ()
        named = [e for e in piece.entities if e.kind in ("product", "category", "brand") and not e.negated]
        covered = sum(len(e.text) for e in piece.entities) / max(1, len("".join(piece.words.split())))
        if named and covered >= 0.6:
            return (self._command(piece, ("find_products", 0.7), context),), ()
        harmless = self._harmless(piece)
        if harmless:
            return (self._command(piece, (harmless, max(reading.confidence, 0.5)), context),), ()
        if any(e.kind == "order_number" and not e.negated for e in piece.entities):
            return (self._command(piece, ("track_order", 0.6), context),), ()
        if not named and self._wanted(piece, lang, lexicon):
            return (self._command(piece, ("find_products", 0.6), context),), ()
        if verdict is Verdict.UNCLEAR and not named:
            return (), ()
        likely = [pair for pair in reading.intents if pair[1] >= reading.intents[0][1] / 4][:3]
        if context.asked and likely[0][0] in _SHORT:  # some answer, but not one it knows: the question again helps more
            return (), ()
        likely = [pair for pair in likely if pair[0] not in _SHORT and (len(likely) > 1 or pair[1] > 0.2)]
        if named and "find_products" not in [name for name, _ in likely]:
            likely = [*likely[:2], ("find_products", reading.confidence)]
        return (), tuple(self._command(piece, pair, context) for pair in likely[:3])

    def _harmless(self, piece: _Piece) -> str:
        """What to do about one named thing where every likely meaning only looks at it: its stock and its price come together."""
        things = [e for e in piece.entities if e.kind in ("product", "category") and not e.negated]
        best = piece.reading.confidence
        likely = [
            name for name, share in piece.reading.intents if share * 2 >= best and share >= self.thresholds.offer / 2
        ]
        outside = piece.reading.signals[2] <= 0  # it sounds more like what no shop is asked
        if (
            any(e.kind == "price_limit" for e in piece.entities)
            and likely
            and likely[0] in ("find_products", "advice", "browse")
        ):
            return likely[0]  # who names what it may cost wants to be shown something
        if len(things) != 1 or outside or not likely or not set(likely) <= _ONLY_LOOKS:
            return ""
        one = things[0].kind == "product" or one_thing(things[0]) is not None
        if not one or any(e.kind == "quantity" for e in piece.entities):
            return "find_products"
        valued = any(e.kind in _VALUED for e in piece.entities)
        return "check_stock" if valued and "check_stock" in likely else likely[0]

    def _wanted(self, piece: _Piece, lang: str, lexicon: Lexicon) -> bool:
        """Whether what is left to tell a wish by is the catalogue's own: *wool, but not grey*, 半袖."""
        values = any(e.kind in ("attribute", "color", "size", "measure", "price_limit") for e in piece.entities)
        if piece.reading.confidence >= self.thresholds.act * (2 / 3 if values else 1 / 2):
            return False
        return lexicon.coverage(piece.words, lang) >= (0.7 if values else 0.99)

    def _split(self, piece: _Piece, lang: str, context: Context, lexicon: Lexicon) -> list[_Piece]:
        message = normalise(piece.words)
        together = piece.reading.confidence
        best: tuple[float, list[_Piece]] | None = None
        for end, begin, said in cuts(message.text, lang):
            left_words, right_words = message.written(0, end), message.written(begin, len(message.text))
            left = self._piece(unlinked(left_words), lang, context, lexicon, whole)
            right = self._piece(unlinked(right_words), lang, context, lexicon)
            if not left.reading.intents or not right.reading.intents or self._bare(left) or self._bare(right):
                continue
            sure = min(left.reading.confidence, right.reading.confidence)
            first, second = left.reading.intents[0][0], right.reading.intents[0][0]
            if first == second or sure < self.thresholds.act:
                continue
            if second == "find_products" and _names(left) and not _names(right) and right.entities:
                continue  # *add the candle, forest, 220g*: the rest says which one
            # One request may carry its reason with it; a sure reading of the whole is only cut for two parts as sure.
            same = piece.reading.intents[0][0] in (first, second)
            demand = 0.65 if said or not same else min(0.95, max(0.75, together - 0.02))
            if together >= self.thresholds.act and sure < demand:
                continue
            if best is None or sure > best[0]:
                best = (sure, [left, right])
        if best is None:
            return [piece]
        left, right = best[1]
        return [*self._split(left, lang, context, lexicon), *self._split(right, lang, context, lexicon)]

    def _command(self, piece: _Piece, intent: tuple[str, float], context: Context) -> Command:
        name, confidence = intent
        if name in _CONTROLS:
            return self._control(name, confidence, piece.words, context)
        if name == "language":
            spoken = [e.value for e in piece.entities if e.kind == "language" and not e.negated]
            if spoken:
                return Language(lang=spoken[-1], confidence=confidence, words=piece.words)
            return Start(intent="change_language", confidence=confidence, words=piece.words)
        slots = slots_of(piece.entities, context, name, piece.words)
        if name == "find_products" and "product" in slots and "quantity" in slots and "?" not in piece.words:
            # A thing by its name and how many of it: nobody counts what they only want to look at.
            name = "add_to_cart"
            slots.pop("query", None)
        return Start(intent=name, slots=slots, confidence=min(1.0, confidence), words=piece.words)

    def _control(self, name: str, confidence: float, words: str, context: Context) -> Command:
        if name == "stop" and context.flow and words.strip() != "STOP" and words.strip().lower() == "stop":
            name = "cancel"
        if name in _CONTROLS:
            return _CONTROLS[name](confidence=min(1.0, confidence), words=words)
        return Start(intent=name, confidence=min(1.0, confidence), words=words)

    # -- the parts they are made of --------------------------------------------------------------------------------------

    def _piece(
        self,
        words: str,
        lang: str,
        context: Context,
        lexicon: Lexicon,
        completed: Callable[[str, str], str] = lambda part, _: part,
    ) -> _Piece:
        message = normalise(words)
        found = self._found(words, lang, lexicon)
        fields = any(m.kind == "field" for m in found)
        matches = tuple(before_them(words, context, [m for m in found if m.kind != "field"]))
        matches += self._refused(message, matches, lexicon)
        entities, masked = extract(
            message,
            lang,
            matches,
            date.fromisoformat(context.today),
            context.currency,
            context.country,
            context.countries,
        )
        return _Piece(words, masked, entities, self.model.read(completed(masked, lang), lang, lexicon), fields)

    def _found(self, words: str, lang: str, lexicon: Lexicon) -> tuple[Match, ...]:
        """What the catalogue hears in ``words``. A word that people use to talk is not mended into one that the catalogue has: whoever
        writes *this sucks* names no socks."""
        part = self.model.parts.get(lang)
        used = part.vocabulary.counts if part else {}

        def said(match: Match) -> bool:
            heard = normalise(words[match.start : match.end]).text.split()
            return not any(word in used and not lexicon.knows(word) and lexicon.nearest(word) for word in heard)

        return tuple(match for match in lexicon.find(words, lang) if said(match))

    def _refused(self, message: Normalised, matches: Sequence[Match], lexicon: Lexicon) -> tuple[Match, ...]:
        """The catalogue's words that are refused: *leather* of *sneakers but not leather*, where that is no value."""
        out = []
        for word, start, end in refused_words(message.text):
            begin, stop = message.span(start, end)
            if lexicon.knows(word) and all(stop <= m.start or m.end <= begin for m in matches):
                out.append(Match(begin, stop, "word", word, ()))
        return tuple(out)

    def _emoji(self, text: str, lang: str, context: Context, lexicon: Lexicon) -> Understanding | None:
        things = spelled(text, lang)
        signs = emoji_in(text)
        if things:
            piece = self._piece(things, lang, context, lexicon)
            slots = slots_of(piece.entities, context, "find_products", things)
            command: Command = Start(intent="find_products", slots=slots, confidence=0.8, words=text)
        else:
            meanings: Sequence[str] = [MEANINGS[sign] for sign in signs if sign in MEANINGS]
            if not meanings:
                return None
            command = self._control(meanings[0], 0.85, text, context)
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


def _things(matches: Sequence[Match]) -> bool:
    return any(match.kind in ("product", "category") for match in matches)


def _names(piece: _Piece) -> bool:
    return any(e.kind in ("product", "category", "brand") for e in piece.entities)
