# ruff: noqa: E501  (patterns read best on one line)
"""A message as the answer to what was just asked, by its type; and what else is said beside the answer."""

from __future__ import annotations

import re
from dataclasses import replace

from dangol.nlu import answers, moods
from dangol.nlu.commands import Affirm, Cancel, Command, Correct, Deny, Fill, Repeat, Start
from dangol.nlu.context import Context
from dangol.nlu.coupons import code_in
from dangol.nlu.following import AMISS, THE_RIGHT_ONE, another_wish
from dangol.nlu.normalise import normalise, packed, plain
from dangol.nlu.pieces import CHOOSING, CONTROLS, COURTESIES, VALUED, Piece, Reader
from dangol.nlu.requests import OF_THE_CART, requested
from dangol.nlu.segments import unlinked, without_negated
from dangol.nlu.slots import slots_of

_SURE = 0.8
_SETTLING = frozenset(
    {"order_help", "refund_status", "not_yet"}
)  # what is passed on to a person, in the shopper's words
_PARTING = frozenset({"thanks", "goodbye", "affirm"})
_LEAST = 3  # letters that tell anything
_BACK = frozenset({"call_back", "person"})
_TOLD = frozenset({"name", "person_name", "address"})  # free text that is about the shopper

# What may be left untold: *anything else we should know?* 없어요.
_NUMBER = re.compile(r"\bnumber\b|번호|番号")
# What the number stands in, or it itself, is not there: *I can't find the email*, 번호 모르겠고, メールが見当たらなくて.
_NOT_AT_HAND = re.compile(
    r"\b(?:don'?t|do not|can'?t|cannot|couldn'?t|no longer|lost|deleted|never (?:got|received)|haven'?t|have no|no idea|not sure|no clue|forgot(?:ten)?|no)\b(?: \w+){0,5} (?:number|e-?mail|confirmation)\b"
    r"|(?:번호|메일|문자)\S{0,3}\s?(?:잘\s?|전혀\s?|지금\s?)?(?:모르|몰라|몰겠|기억|잊|까먹|없|못\s?찾|안\s?(?:보|왔|나)|지웠|지워|삭제|사라)"
    r"|(?:番号|メール)\S{0,6}?(?:わから|分から|わかん|不明|忘れ|なく|ない|無い|見つから|見当たら|消し|消え|届いてな|来てな|来ていな|知ら|知らな|覚えて)"
)
_MONEY_BACK = re.compile(r"\b(?:money back|refund)\b|환불|返金")
_NO_MONEY = re.compile(
    r"\b(?:don'?t|do not|not) (?:want|need) (?:a |my |the )?(?:refund|money)|\b(?:not|no) (?:a )?refund|환불\s?(?:은|는|을)?\s?(?:말고|됐고|아니|안\s?(?:해|받)|필요)"
    r"|返金(?:じゃな|ではな|は(?:いら|要ら|不要|いい|結構))"
)
DECLINES = re.compile(
    r"\b(?:no need|never ?mind|forget (?:it|about)|leave it|don'?t bother|not (?:now|worth)|i'?ll (?:live|keep|wait|manage))\b"
    r"|\b(?:cancel|stop|skip)\b|됐(?:어|네|습|다)|괜찮|필요\s?없|안\s?(?:할|해)|그만|말게|참을|놔\s?두|냅둬|취소|いいです|結構|やめ|大丈夫|いらない|いりません|不要|我慢|キャンセル"
)
# What leaves the question, before something else is wished: *forget it, show me staplers*, 됐고 노트 보여 주세요, もういいや、ノート見せて.
_LEAVES = re.compile(
    r"^(?:(?:oh|ok(?:ay)?|no|nah|actually|well|ugh|um+|wait),? ){0,3}(?:forget (?:it|that|about (?:it|that))|never ?mind(?: that)?|nvm|leave it|drop it|scratch that|don'?t bother|no matter)(?:,? (?:then|actually|please|thanks|thank you)){0,2}\s?[,.;:!-]{0,3}\s(?:(?:and|but|just|instead) )?"
    r"|^(?:아니?[\s,]|에이[\s,]|그냥\s|그건\s|이제\s){0,3}(?:됐(?:고|구|어|습니다|네|다|으니까?)|관두고|관둘게|그만두고|안\s?할래|안\s?할게|필요\s?없고)(?:요)?[\s,.!~]+"
    r"|^(?:あ|いや|え|やっぱり?|もう|[、,\s]){0,4}(?:いい(?:や|です|わ|よ)?|結構です|やめ(?:ます|ときます|とく|ておきます|る))(?:から|ので)?[、,。.!！\s]+"
)
_LEFT = frozenset({*answers.FREE_TEXT, "reach", "order_number", "order", "email", "phone"})
_NO_WISH = 6  # letters beside a number or an address that ask for nothing
_DETAILS = frozenset({*VALUED, "product", "category"})
_PLACES_ORDER = ("checkout", "confirm")  # the question whose yes places the order
_CHANGES_ORDER = ("checkout", "edit")  # what of it is to be changed
_UNTOLD = frozenset({"phone", "email", "reach", "order_number", "postcode", "name", "person_name", "address"})
_REMARKS = frozenset({"text", "note", "message"})


def answered(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """What ``piece`` answers to the question on the table; nothing where none was put, or where it says something else."""
    context = reader.context
    if not context.asked and not context.asked_kind:
        return ()
    left = _left_for(reader, piece)
    if left:
        return left
    mended = answers.mended(context, piece.words, piece.entities)
    if mended:
        return mended
    confirming = _confirmed(reader, piece)
    if confirming is not None:
        return confirming
    found = answers.answer_to(context, piece.words, piece.entities) or _code(reader, piece)
    sure = piece.reading.confidence
    best = piece.reading.intents[0][0] if piece.reading.intents else ""
    if found:
        if context.asked_kind == "product" and context.flow in CHOOSING and (more := _more(reader, piece)):
            return more
        # A value inside a question or another request is not the answer: "what does size 9 cost in total?"
        if isinstance(found[0], Fill) and found[0].words and len(found) == 1:
            found += _besides(reader, piece, found[0].words)
            if len(found) > 1:
                return found
        questions = "?" in piece.words or (context.asked_kind == "product" and moods.asks(piece.words))
        other = sure >= 0.8 and questions and best not in ("find_products", "add_to_cart", *CONTROLS)
        return () if other else found
    if context.asked_kind not in answers.FREE_TEXT and context.asked_kind != "yes_no" and answers.has_none(piece.words):
        return (Deny(confidence=0.85, words=piece.words),)
    if context.asked_kind in _UNTOLD and answers.keeps_to_oneself(piece.words) and not moods.asks(piece.words):
        return (Deny(confidence=0.85, words=piece.words),)
    if context.asked_kind in _REMARKS and answers.nothing_more(piece.words):
        return (Deny(confidence=0.9, words=piece.words),)
    if context.asked_kind == "choice" and moods.says_for_whom(piece.words):
        return (Repeat(confidence=0.8, words=piece.words),)  # 息子用です names no colour: it is asked once more
    if context.asked_kind == "order_number" and context.flow != "order_help" and _not_at_hand(piece):
        return (Deny(confidence=0.85, words=piece.words),)
    instead = _told_instead(reader, piece)
    if instead:
        return instead
    if context.asked_kind == "yes_no" and context.flow == "order_help" and _lacks_number(piece):
        # *I don't have the number*, where it was offered to pass a matter on: so it is, and the number is not asked for.
        return (Affirm(confidence=0.8, words=piece.words), Deny(confidence=0.8, words=piece.words))
    if context.asked_kind == "yes_no" and context.flow == "order_help" and (passed_on := _told_with_it(reader, piece)):
        return passed_on
    if context.asked_kind in ("yes_no", "confirm"):
        if best == "deny" and sure < _SURE and len(both := _yes_and(reader, piece)) > 1:
            return both
        if best in ("affirm", "deny") and sure >= 0.35:
            return (reader.control(best, sure, piece.words),)
        wished = another_wish(reader, piece)
        if wished is not None:
            return (wished,)
        decided = moods.decided(piece.words) if context.flow else None
        if decided and not piece.entities:
            return (Correct(value=decided, confidence=0.75, words=piece.words),)
        both = _yes_and(reader, piece)
        if both:
            return both
    if context.asked_kind in _TOLD:
        reach = [e for e in piece.entities if e.kind == "email" or (e.kind == "phone" and piece.bare)]
        if context.asked_kind != "address":
            named = answers.name_and_reach(context, piece.words, piece.entities)
            if named:
                return named
        if reach or (context.asked_kind != "address" and moods.no_name(piece.words)):
            return ()  # whatever this is, it is nobody's name, and nobody lives there
    if context.asked_kind in answers.FREE_TEXT:
        said = answers.exact(piece.words)
        told = context.asked_kind in _TOLD or said not in ("affirm", "deny")
        if said in ("cancel", "back", "person", "restart", "repeat", "stop") or not told:
            return ()  # *yes* and *no* tell nothing: whether there is more to tell was asked
        if answers.on_a_button(piece.words, context):
            return ()
        digits = any(c.isdigit() for c in piece.words)
        # Asked for their question, people ask it: its question mark is no way out of it.
        question = context.asked in ("question", "message")
        if question and (reached := _only_reach(piece)):
            return reached
        leaves = sure >= (0.9 if context.asked_kind == "address" and digits else 0.6) and (
            (best in CONTROLS and best not in ("affirm", "deny"))
            or (not question and piece.words.rstrip().endswith(("?", "？")))
            or (
                sure >= 0.85 and context.asked_kind != "text"
            )  # what it is about is told in words that ask for something
        )
        if not leaves:
            return (answers.free_text(context, piece.words),)
    return ()


def _left_for(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """What is wished once the question was left: none of that is told to whoever would have been asked."""
    context = reader.context
    found = _LEAVES.match(plain(piece.words)) if context.asked_kind in _LEFT else None
    if found is None or len(plain(piece.words)) != len(piece.words):
        return ()
    rest = reader.piece(piece.words[found.end() :].strip())
    clear = rest.names or rest.reading.confidence >= reader.thresholds.act
    if not clear or not rest.reading.intents or rest.best in (*CONTROLS, *COURTESIES):
        return ()
    wished = requested(Reader(reader.model, reader.thresholds, reader.lang, _freed(context), reader.lexicon), rest)[0]
    return (Cancel(confidence=0.9, words=piece.words[: found.end()]), *wished) if wished else ()


def _freed(context: Context) -> Context:
    return replace(context, flow=None, flow_intent=None, asked=None, asked_kind=None, choices=())


def _confirmed(reader: Reader, piece: Piece) -> tuple[Command, ...] | None:
    """Where an order is to be placed, to say so is a yes; a yes that is put off in the same breath is none, and the question is put once
    more; and a yes before a question (*ok, how long does it take?*) waits for its answer. None where the message is read as ever."""
    context = reader.context
    if (context.flow, context.asked) == _CHANGES_ORDER and moods.places_order(piece.words):
        return (Fill(slot=context.asked, value="keep", confidence=0.9, words=piece.words),)  # 이대로 주문해 주세요
    if (context.flow, context.asked) != _PLACES_ORDER:
        return None
    if moods.places_order(piece.words):
        return (Affirm(confidence=0.95, words=piece.words),)
    once_more = (Repeat(confidence=0.8, words=piece.words),)
    parts = answers.leading(piece.words)
    if parts is not None and parts[0] == "affirm" and moods.asks(parts[1]):
        rest = reader.piece(parts[1])
        return (requested(reader, rest)[0] if rest.reading.intents else ()) or once_more
    agrees = piece.best == "affirm" or (parts is not None and parts[0] == "affirm")
    return once_more if agrees and moods.holds_back(piece.words) else None


def _only_reach(piece: Piece) -> tuple[Command, ...]:
    """How to reach somebody, where a message tells nothing else: *call me. what about? 010-7123-4455*."""
    told = [e for e in piece.entities if e.kind in ("email", "phone") and not e.negated]
    left = answers.residue(normalise(piece.words).text, answers.spans(piece.words, told))
    if not told or len(left) >= _LEAST:
        return ()
    return tuple(Fill(slot=e.kind, value=e.value, confidence=0.9, words=e.text) for e in told)


def _code(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """The code among the words of a message, where one was asked for: HELLO5で、あと送料は？"""
    context = reader.context
    if context.asked_kind != "coupon" or moods.asks_which(piece.words.partition("。")[0]):
        return ()
    code = code_in(reader.lang, piece.words, reader.lexicon.knows)
    return (Fill(slot=context.asked, value=code.upper(), confidence=0.9, words=code),) if code else ()


def _told_instead(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """More of what is the matter, or how to be reached, where the number of the order was asked for, which may be left out: *I'll send
    photos later*, 写真はあとで送ります. It goes along, and the number is not asked for again."""
    context = reader.context
    if context.flow != "order_help" or context.asked_kind != "order_number":
        return ()
    if any(e.kind in ("order_number", "ordinal") for e in piece.entities) or answers.exact(piece.words):
        return ()
    if "?" in piece.words or moods.asks(piece.words) or moods.asks_which(piece.words):
        return ()
    if answers.on_a_button(piece.words, context):
        return ()
    if len(packed(piece.words)) < _LEAST or packed(piece.words).isdecimal():
        return ()
    things = [e for e in piece.entities if e.kind == "product" and not e.negated and e.links]
    if piece.bare and len(things) == 1 and len(context.choices) > 2:
        # Of the orders before them, the one with that in it.
        return (Fill(slot="product", value=things[0].links[0].row, confidence=0.85, words=piece.words),)
    over = Deny(confidence=0.8, words=piece.words)
    reach = [e for e in piece.entities if e.kind in ("email", "phone")]
    left = answers.residue(normalise(piece.words).text, answers.spans(piece.words, piece.entities))
    if reach and len(left) < _LEAST:
        return (over, *(Fill(slot=e.kind, value=e.value, confidence=0.9, words=e.text) for e in reach))
    if piece.reading.confidence >= _SURE and piece.best not in (context.flow_intent, "find_products", *COURTESIES):
        return ()
    if piece.best in _PARTING and piece.reading.confidence >= _SURE:
        return (over,)
    return (Fill(slot="details", value=piece.words, confidence=0.8, words=piece.words), over)


def _lacks_number(piece: Piece) -> bool:
    """Whether somebody says they have no number of the order, or do not know it."""
    return answers.has_none(piece.words) and bool(_NUMBER.search(normalise(piece.words).text))


def _not_at_hand(piece: Piece) -> bool:
    """Whether somebody says that they do not know the number, or cannot find what it stands in, and tells it by no means."""
    told = any(e.kind in ("order_number", "email", "phone") for e in piece.entities)
    return not told and bool(_NOT_AT_HAND.search(normalise(piece.words).text))


def _told_with_it(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """What is told where it was offered to pass a matter on: the number of the order, how to be reached, or more of what is the matter.
    Who tells it wants it passed on, and is not asked for a yes first."""
    text = normalise(piece.words).text
    yes = Affirm(confidence=0.8, words=piece.words)
    if reader.context.flow_intent in AMISS and _wants_money(piece):
        # 교환 말고 환불이요: what is to be done about it, and no refund that is waited for.
        return (yes, Fill(slot="details", value=piece.words, confidence=0.8, words=piece.words))
    if moods.asks(piece.words) or answers.exact(piece.words) or answers.leading(piece.words):
        return ()
    proof = [e for e in piece.entities if e.kind in ("order_number", "email", "phone") and not e.negated]
    fills = tuple(Fill(slot=e.kind, value=e.value, confidence=0.9, words=e.text) for e in proof)
    left = answers.residue(normalise(piece.words).text, answers.spans(piece.words, proof))
    more = (Fill(slot="details", value=piece.words, confidence=0.8, words=piece.words),)
    # Another wish, surely read, is served as such.
    sure = piece.reading.confidence >= reader.thresholds.act and piece.best != reader.context.flow_intent
    if fills and (len(left) <= _NO_WISH or not sure):
        return (yes, *fills, *(more if len(left) > _NO_WISH else ()))
    kinds = {e.kind for e in piece.entities if e.kind != "reference"}
    values = piece.bare and bool(kinds & _DETAILS) and kinds <= {*_DETAILS, "quantity"}
    if not values:
        # In words that ask for nothing known: *I don't have a doctor's note*, 월드컵로 20 302호요.
        unsure = piece.reading.confidence < reader.thresholds.act
        told = unsure and len(packed(piece.words)) > _NO_WISH and not DECLINES.search(text)
        values = told and another_wish(reader, piece) is None
    return (yes, *more) if values else ()


def _wants_money(piece: Piece) -> bool:
    """Whether somebody wants their money back, and neither asks when it comes nor refuses it."""
    text = normalise(piece.words).text
    refused = _NO_MONEY.search(text) or THE_RIGHT_ONE.search(text)
    told = any(e.kind in ("order_number", "email", "phone") for e in piece.entities)
    return bool(_MONEY_BACK.search(text)) and not (refused or told or moods.asks(piece.words))


def _besides(reader: Reader, piece: Piece, answer: str) -> tuple[Command, ...]:
    """What a message asks beside the answer it gives: *ann@example.com, and is delivery free?*"""
    _, _, rest = piece.words.partition(answer)
    rest = unlinked(re.sub(r"^\s*(?:이고|이에요|예요|입니다|です|で)", "", normalise(rest).text).strip(" ,.!"))
    if len(rest) < 6:
        return ()
    other = reader.piece(rest)
    sure = other.reading.confidence >= max(0.6, reader.thresholds.act)
    if not sure or other.reading.intents[0][0] in {*CONTROLS, *COURTESIES, "find_products", "add_to_cart"}:
        return ()
    if reader.context.asked_kind == "reach" and other.best in _BACK:
        return ()  # 010-1234-5678로 연락주세요: that is what it was asked for
    return (reader.command(other, other.reading.intents[0]),)


def _yes_and(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """*yes, and what's the shipping?*: the answer, then the request."""
    parts = answers.leading(piece.words)
    if parts is None:
        return ()
    rest = reader.piece(parts[1])
    if parts[0] == "deny":
        # *No, don't cancel it. When does it come?*: what is refused is the no once more.
        left, refused = without_negated(normalise(parts[1]).text, reader.lang)
        if refused and len(left) >= _LEAST:
            rest = reader.piece(unlinked(left))
    said = reader.control(parts[0], 0.9, piece.words)
    if parts[0] == "affirm" and rest.best == "cancel" and reader.context.flow_intent == "cancel_order":
        return (said,)  # 네, 취소해 주세요: the order, and not what is under way
    if not rest.reading.intents or rest.reading.intents[0][0] in {*CONTROLS, *COURTESIES} or rest.bare:
        return ()
    commands, _ = requested(reader, rest)
    under_way = {reader.context.flow, reader.context.flow_intent}
    if any(isinstance(c, Start) and c.intent in under_way for c in commands):
        return (said,)  # *yes, empty it*: said again, not asked for anew
    counted = rest.best in OF_THE_CART and not reader.context.cart  # 네 센텀남대로 35로요, with nothing in the cart
    asked = moods.asks(rest.words) or (rest.reading.confidence >= _SURE and not counted)
    if parts[0] == "deny" and commands and all(c.confidence >= _SURE for c in commands):
        asked = True  # *no, don't cancel it, just tell me when it comes*: what is wanted in its place is served
    if reader.context.flow in _SETTLING and not asked:
        return (said,)  # *yes, it's 12 Hill Road now* tells more of what is under way
    return (said, *commands) if commands else ()


def _more(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """The product asked for, with its options and how many of it in the same breath: the same wish, now in full."""
    context = reader.context
    if not {e.kind for e in piece.entities if not e.negated} & {*VALUED, "quantity"}:
        return ()
    intent = context.flow or ""
    slots = slots_of(piece.entities, context, intent, piece.words)
    return (Start(intent=intent, slots=slots, confidence=0.93, words=piece.words),) if "product" in slots else ()
