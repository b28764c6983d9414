# ruff: noqa: E501  (patterns read best on one line)
"""One part of a message that asks for several things, read for itself in the light of the parts before it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dangol.nlu import answers, moods
from dangol.nlu.commands import Affirm, Choose, Command, Correct, Deny, Start
from dangol.nlu.left_out import Alone, kind_of, of_the_list
from dangol.nlu.normalise import plain
from dangol.nlu.pieces import COURTESIES, LOOKING, VALUED, Piece, Reader
from dangol.nlu.segments import is_pleased, only_chatter, only_why
from dangol.nlu.served import (
    ANSWERS,
    CHANGES,
    FAINT,
    GOODS,
    LOOKS,
    OF_THINGS,
    SURE,
    THINGS,
    TOLD,
    buys,
    rows_of,
)
from dangol.nlu.sizes import extreme_in
from dangol.nlu.slots import bears, slots_of
from dangol.nlu.weighing import SHOWS
from dangol.nlu.wrapping import asks_to_wrap

_LETTERS = re.compile(r"[a-z0-9가-힣ぁ-ゖァ-ヶー一-龥々]")
# What only rounds a message off.
_ROUNDS_OFF = re.compile(
    r"(?:(?:and |so )?(?:that'?s|thats|that is) (?:about )?(?:it|all|everything)(?: (?:i think|for now|thanks|please|then))*|what (?:now|next|should i do|do i do|can i do)(?: now| then)?|if not,? forget it|(?:and|so|also|then|oh|ok(?:ay)?|well|but)+|(?:can|could) (?:you|u) (?:please |pls )?(?:check|look|help)(?: (?:it|that|for me|please|pls))*|if (?:so|yes|it does|it works|that works|possible)(?: (?:then )?(?:use|apply|add) (?:it|that))?|(?:just )?for (?:next time|later|the future|future reference)|same colou?r|(?:but )?(?:i )?(?:haven'?t|havent|not) (?:decided|sure)(?: yet)?[a-z ]{0,24}|sorry|thx|ty|cheers"
    r"|(?:이제\s?)?어떻게\s?(?:해야\s?(?:돼|되|하|할|될)[가-힣]*|하면\s?(?:돼|되|될|좋)[가-힣]*|하[죠나면]요?|해요)|[가-힣\s]{1,14}(?:[은는]\s?(?:그대로\s?)?|그대로\s?)(?:두|놔두|냅두)시?|[가-힣\s]{0,10}[은는이가]?\s?(?:아직\s?)?(?:잘\s?)?(?:모르겠|못\s?정했|안\s?정했)[가-힣]*|(?:색상?|컬러|사이즈)[은는]?\s?그대로(?:요|로요?)?|되면\s?(?:적용|써|쓸|넣어|해)[가-힣\s]{0,8}|다음(?:에|을\s?위해)?|이게\s?다예요|그게\s?다예요|이상이에요|이상입니다|그렇게\s?(?:해\s?주세요|할게요)"
    r"|(?:色|サイズ|カラー)はそのまま(?:で)?|(?:サイズ|色|味)?[はが]?まだ(?:決めて|決まって|わから|分から)[ぁ-ん]*|どうすれば(?:いい|良い|よい)(?:です|でしょう)?か?|どうしたら(?:いい|良い|よい)(?:です|でしょう)?か?|(?:使える|できる|可能)(?:なら|ようなら)[^、。]{0,10}|(?:次回|今後)のために|参考までに|以上(?:です|で)?|(?:それ|これ)だけです)[\s.!?~;]*"
)
# What is asked in a sentence that does not end as questions do: *it comes in one piece, right?*, 소재가 뭔지도 알려줘요, 送料もおしえて.
_ASKS = re.compile(
    r"(?:,?\s(?:right|yeah|no|correct)|[요죠]|(?:ます|です|った)よね|かな)\?+$|(?:ます|です)よね$|[겠있없같하되맞]죠$"
    r"|^(?:tell me|let me know)\b|[은는을인한런뭔쯤]\s?지(?:도|는|만|를)?(?:요|\s?(?:좀\s?)?(?:알려|말해|말씀|가르쳐|궁금)\S*)?$|(?:도|은|는|좀)?\s?(?:알려\s?(?:줘|주)|궁금)\S*$|(?:教えて|おしえて|知りたい)(?:ください|下さい|ほしい\S*|もらえ\S*|です\S*|んです\S*)?$"
    r"|몇\s?[가-힣a-z]{0,5}?(?:이에요|예요|에요|인가요|이죠|죠|야|임)\S*$|어떡(?:해요?|하[죠나]\S*)|얼마나\s?[가-힣]{1,6}$|어쩌죠$|(?:なる|ある|いい|する|できる|来る|くる|入る|かかる|もつ)の$"
    r"|\bi'?d (?:like|love) to know\b|알고\s?싶"
)
# What a thing that is meant begins with, in place of another.
_BEGINS = re.compile(
    r"^(?:(?:代わりに|かわりに)(?=\S)|대신(?:에)?\s)|^(?:(?:and|also|then|so|but|plus|oh|btw)\s(?!many\b|much\b))+|^(?:(?:no|sorry|rather|actually|oh)\s)*i (?:meant|mean)\s",
    re.IGNORECASE,
)
_MEANT = re.compile(r"(?:(?:no|sorry|rather|actually|oh)\s)*i (?:meant|mean)\s", re.IGNORECASE)
# What something else is wanted than: 코르크 말고 …, コルクのじゃなくて….
_NOT_THAT = re.compile(
    r"^(?![^\s]*[은는]\s)[^\s]{1,10}(?:\s[^\s]{1,8})?\s?(?:말고|말구)\s(?=\S)|^[^\s、は]{1,10}?の?(?:じゃなくて|ではなくて?|以外で)[、\s]?(?=\S)"
)
_ASKING = re.compile(
    r"몇\s?[가-힣a-z]|얼마나|언제|어디|무슨|어떻게|(?<![가-힣])왜(?![가-힣]{2})|どのくらい|どれくらい|何(?:グラム|センチ|ミリ|リットル|時|日|個)"
)
# That so many of something are enough.
_ENOUGH = re.compile(
    r"\b(?:is|are|will be) (?:enough|plenty)\b|이?면\s?(?:돼|되|충분)|만\s?(?:있으면|할게|할께|살게|주세요|부탁)|(?:で|だけで)(?:足り|十分|いい|大丈夫|OK|ok|オッケー)"
)
# What is asked of all that is taken together.
_TOTAL = re.compile(
    r"\b(?:total|altogether|all together|in all|everything|all of (?:it|that|them))\b|how much (?:is|will|would|does) (?:it|that|this)(?: be| come to| cost)?(?: then| now)?\W*$"
    r"|다\s?(?:해서|합|얼마)|합쳐|전부|총|모두|^얼마[가-힣]*\W*$|全部|合計|合わせて|総額|^お?いくら(?:です|になります|になる)?か?\W*$"
)
# What leads on to the rest of it: *let me know* when it is back.
_LEADS_ON = re.compile(
    r"(?:(?:please|can|could|you|u|just|and|to|would|like|i'?d|i|want)\s)*(?:let me know|tell me|know|ask|say|check)(?: me| you)?(?: about| if| please)?|(?:좀\s?)?(?:알려|말해)\s?(?:줘|주세요)|教えて(?:ください|下さい)?"
)
# What is asked of a thing that is named, behind its name.
_HOW_MUCH = re.compile(r"\s*(?:얼마|가격|값)[가-힣]*$|(?:は|の)?(?:いくら|値段|価格)[ぁ-ん]*$")
# That somebody has it already.
_HAS = re.compile(r"\balready\b|이미\s?있|もうある|もうあり|持って")
# What is given up by its name, and no question.
_GIVEN_UP = re.compile(
    r"(?P<name>[^\s、,]{1,12}?)(?:の?方)?は(?:やっぱり?|もう)?(?:やめ(?:ます|ときます|ておきます|とく|る)|いら(?:ない|ん)(?:です)?|いりません|要ら(?:ない|ん)(?:です)?|要りません|なしで|不要です|結構です|キャンセルで|取り消し(?:て|ます))[^。か?]{0,6}[。!]*"
    r"|(?P<ko>[^\s,]{1,12}?)(?:은|는)\s?(?:그냥\s?|이제\s?)?(?:그만둘게요?|안\s?살게요?|됐어요?|취소할게요?|빼\s?주세요|관둘게요?)[.!~\s]*"
)
_INSTEAD = re.compile(r"\binstead\b|대신|代わり|かわり")
_JOINS = re.compile(r"랑|하고|[와과]|と")  # as one name to the next
_DECIDES = re.compile(r"(?:ほう|方|やつ)(?:で|に)(?:します|お願いします)?$|으?로\s?(?:요|할게요|주세요)$")
_AROUND = re.compile(
    r"ずつ|씩|\beach\b|\b(?:ones?|cans|bottles|packs?|packets?|boxes|tubs?|jars?|tins?|bags|pieces|pairs?|sets)\b|(?:の)?(?:ほう|方|やつ)(?:で|を|に)?|(?<=[은는큰작긴은])\s?(?:거|것|걸)(?:로|으로)?"
)
# One of a version: *one black*.
_A_ONE = re.compile(r"(?:one|an?)\s(?!of\b|or\b|more\b)")
_SHORT_NAME = re.compile(r"[ぁ-ゖァ-ヶー一-龥々]{2,8}")
_SENDING = frozenset({"shipping_time", "shipping_cost"})
_ONLY = re.compile(r"\b(?:just|only|keep)\b|만(?:요|\s|$)|だけ")
_REFUSES = re.compile(r"\b(?:don'?t|doesn'?t|not|no|without|never)\b|않|말고|필요\s?없|싫|ない|なし|以外|抜き")
# A part that says no more than what is not meant.
_ONLY_REFUSES = re.compile(
    r"(?:no[,\s]+)?not (?:the |that |those |these )?[a-z -]{2,24}|[가-힣a-z0-9\s]{1,12}\s?(?:말고|말구)(?:요)?|[^\s、。]{1,12}(?:じゃなくて?|ではなくて?)"
)
# What is done to something pointed at by no more than a word: a coupon, as well as a thing.
_TO_IT = re.compile(
    r"(?:please )?(?:remove|cancel|drop|delete|take|forget|undo) (?:it|that|this)(?: off| out| away)?[\s.!]*"
)
# What is told of something else: *my rail is 180 wide* names nothing that is wanted.
_TELLS = re.compile(
    r"\b(?:is|are|was|were|has|does|did|i'?m|he'?s|she'?s|it'?s)\b|(?:인데|이에요|예요|거든|는데)|(?:です|ます|なので|ですが)"
)
_COUNTED = 0.35
_SEVERAL = 2
_FAINT_LOOK = 0.5  # a question that is only faintly taken for a wish to be shown something


@dataclass(frozen=True, slots=True)
class Part:
    """A part and what it was read as: nothing where it only is polite. ``thing``: it names a thing, and says no more; whether that is wanted
    the other parts say."""

    commands: tuple[Command, ...]
    thing: bool = False
    asks: bool = False
    more: bool = False  # it takes in the part before it
    refuses: bool = False  # it only says what is not meant


def read_part(reader: Reader, words: str, before: Sequence[Part], alone: Alone, joint: str) -> Part | None:
    """A part as it is read for itself; None where that is not sure, or is nothing that can stand beside another wish. ``joint``: what stands
    between it and the next."""
    adds = moods.adds(words)
    words = _begun(reader, words)
    free = not (reader.context.cart or reader.context.asked)
    if free and (reader.context.shown or ((moods.takes(words) or moods.counts_last(words)) and not asks(words))):
        words = _NOT_THAT.sub("", words)
    said = plain(words)
    if not _LETTERS.search(said) or only_chatter(said, reader.lang) or rounds_off(said):
        return Part(())
    piece = reader.piece(words)
    if _puts_right(piece, before) or _LEADS_ON.fullmatch(said) or (before and _TO_IT.fullmatch(said)):
        return None
    if is_pleased(words):
        return Part(())
    if piece.best in COURTESIES and piece.reading.confidence >= SURE and not (piece.entities or reader.context.asked):
        return Part(())
    if _ONLY.search(said) and _stays(piece, reader, before):
        return Part(())
    if before and not piece.entities and only_why(said, reader.lang) and not asks(words):
        return Part(())  # 작은 걸로 담아주세요 안 먹을 수도 있어서: why, and no thing by that name
    asked = asks(words)
    if asked and any(buys(c) for part in before for c in part.commands) and _TOTAL.search(said):
        return Part((Start(intent="view_cart", confidence=0.8, words=words),), asks=True)
    things = any(e.kind in THINGS and not e.negated for e in piece.entities)
    if asks_to_wrap(said) and not things:
        return Part((_question(words, 0.85),), asks=True)
    commands, _ = alone(reader, piece)
    if len(commands) == 1 and not things and (pointed := _pointed_at(reader, commands[0])) is not None:
        return Part((pointed,), thing=not moods.takes(words))
    if (gone := _given_up(reader, words, said)) is not None:
        return Part((gone,))
    if commands and all(isinstance(c, (*ANSWERS, Affirm, Deny)) for c in commands):
        corrects = all(isinstance(c, Correct) for c in commands) and (reader.context.cart or reader.context.last_row)
        sure = (reader.context.asked or corrects) and all(c.confidence >= SURE for c in commands)
        return Part(commands) if sure else None
    wishes = [c for c in commands if isinstance(c, Start)]
    if len(wishes) < len(commands):
        return None
    if wishes and not (asked or things) and all(w.intent == "small_talk" and w.confidence < SURE for w in wishes):
        return Part(())  # てか今日テスト最悪だった, beside what is taken
    if (refused := _refused(reader, piece, wishes)) is not None:
        return Part(refused, refuses=True)
    if things and _REFUSES.search(said) and not asked and any(w.intent in (GOODS, *LOOKS) for w in wishes):
        return None
    counted = any(e.kind == "quantity" for e in piece.entities)
    given = not asked or moods.asks_to_be_given(words)
    if (counted_anew := _counted_anew(reader, piece)) is not None:
        return Part((counted_anew,))
    if (bare := _version(reader, piece, wishes, before)) is not None and given:
        return Part((bare,))
    if given and not things and (name := _strange(reader, piece, wishes, joint)):
        return Part((_taken(reader, piece, name),), thing=not (counted or adds or moods.takes(words)))
    if (changed := _changed_too(reader, wishes, before)) is not None:
        return Part((changed,))
    if (put := _put_there(reader, piece, wishes) or _beside_the_rest(reader, piece, wishes, before)) is not None:
        return Part((put,))
    if (
        things
        and piece.about
        and not (counted or moods.takes(words))
        and all(w.intent in (*LOOKS, *OF_THINGS) for w in wishes)
    ):
        return Part((_asked_of(reader, piece),), asks=True)
    if things and SHOWS.search(said) and wishes and all(w.intent in LOOKS for w in wishes):
        return Part(tuple(wishes))
    if things and given and "?" not in words and all(w.intent in (*LOOKS, *OF_THINGS) for w in wishes):
        return Part((_taken(reader, piece),), thing=not (counted or adds))
    if things and asked and wishes and all(w.intent in LOOKS and w.confidence >= SURE for w in wishes):
        return Part(tuple(wishes), asks=True)
    if asked and wishes and all(w.intent == "advice" and w.confidence < SURE for w in wishes):
        return Part((_question(words, FAINT),), asks=True)
    if things and asked and wishes and not moods.asks_to_be_given(words) and all(w.intent == GOODS for w in wishes):
        return None
    valued = any(e.kind in VALUED for e in piece.entities)
    if valued and not (asked or things) and any(w.intent in OF_THINGS for w in wishes):
        return None
    sent = any(isinstance(c, Start) and c.intent in _SENDING for part in before[-1:] for c in part.commands)
    if sent and not things and any(w.intent == "ask_price" for w in wishes):
        return None  # ドイツにも送れますか、いくら: what sending it costs
    if asked and (reader.context.last_row or before) and any(e.kind == "reference" for e in piece.entities):
        wishes = [_of_the_thing(w, reader.context.last_row) for w in wishes]
    if asked and not things and not reader.context.asked:
        wishes = [_of_what_is_called(reader, piece, w) for w in wishes]
    if given and things:
        wishes = [_taken(reader, piece) if _of_a_shelf(w) else w for w in wishes]
    if wishes and all(_stands(w, piece) for w in wishes):
        return Part(tuple(_of_what_is_taken(w, before) for w in wishes), asks=asked)
    if asked and wishes and all(w.intent in OF_THINGS for w in wishes):
        return Part(tuple(wishes), asks=True)
    doubtful = all(w.confidence < (_FAINT_LOOK if w.intent in LOOKS else SURE) for w in wishes)
    doubtful &= not any(w.intent in (GOODS, *CHANGES) for w in wishes)
    return Part((_question(words, FAINT),), asks=True) if asked and doubtful else None


def _begun(reader: Reader, words: str) -> str:
    """A part without what it begins with; with it where it only corrects what was said of something: *i meant white*, *I meant 2 bottles*."""
    bare = _BEGINS.sub("", words)
    corrects = _MEANT.match(words) and not reader.piece(bare).names
    return words if corrects else bare


def rounds_off(words: str) -> bool:
    """Whether a part of a message only rounds it off: *what should i do*, 어떻게 하면 되나요, 以上です."""
    return _ROUNDS_OFF.fullmatch(plain(words)) is not None


def asks_so(words: str) -> bool:
    """Whether a part of a message is said as questions are, or as what asks without ending so: 소재가 뭔지도 알려줘요."""
    return moods.asks(words) or _ASKS.search(plain(words)) is not None


def asks(words: str) -> bool:
    """Whether a part of a message asks, also where it does not end as questions do."""
    said = plain(words)
    if "?" in words or (asks_so(words) and not moods.counts_one(words)):
        return True
    return _ASKING.search(said) is not None and not (moods.takes(words) or moods.counts_one(words))


def _ends_in(title: str, name: str) -> bool:
    """Whether a word of a title is ``name``, or ends in it where that has two signs or more: the ヤシ of テーブルヤシ."""
    words = re.split(r"[\s(（/]+", title)
    return name in words or (len(name) > 1 and any(word.endswith(name) for word in words))


def _given_up(reader: Reader, words: str, said: str) -> Start | None:
    """What lies in the cart and is given up by a word of its title, however short: 凧はやめときます."""
    found = None if asks(words) else _GIVEN_UP.fullmatch(said)
    name = plain(found["name"] or found["ko"]).strip() if found else ""
    lying = [s.row for s in reader.context.cart if name and _ends_in(plain(s.title), name)]
    if len(lying) != 1:
        return None
    return Start(intent="remove_from_cart", slots={"product": lying[0]}, confidence=SURE, words=words)


def _pointed_at(reader: Reader, command: Command) -> Start | None:
    """One of the things shown, that a part only points at: *the first one*, 두 번째 거."""
    context = reader.context
    row = command.row if isinstance(command, Choose) and not (context.asked or context.choices) else None
    if row is None or row not in [s.row for s in context.shown]:
        return None
    return Start(intent=GOODS, slots={"product": row}, confidence=SURE, words=command.words)


def _refused(reader: Reader, piece: Piece, wishes: Sequence[Start]) -> tuple[Command, ...] | None:
    """What a part asks for that only says what is not meant: *no, not the press*. It goes out of the cart, where it lies there."""
    if asks(piece.words):
        return None
    only = bool(piece.entities) and all(e.negated and e.kind in THINGS for e in piece.entities)
    if len(wishes) > 1 or not (wishes or only):
        return None
    looks = not wishes or wishes[0].intent in (*LOOKS, "check_stock") or _ONLY_REFUSES.fullmatch(plain(piece.words))
    told = {*wishes[0].slots} if wishes else {"without"}
    if not looks or told - {"without", "query", "refine"} or "without" not in told:
        return None
    rows = [link.row for e in piece.entities if e.negated and e.kind in THINGS for link in e.links]
    lying = [s.row for s in reader.context.cart if {s.row, s.product} & {*rows}]
    if len(lying) != 1 or _HAS.search(plain(piece.words)):
        return ()  # what lies in the cart is there already, too
    return (Start(intent="remove_from_cart", slots={"product": lying[0]}, confidence=SURE, words=piece.words),)


def _of_what_is_taken(wish: Start, before: Sequence[Part]) -> Start:
    """A question behind a wish, where it is asked of that: *one brush, whens it gonna get here* is after no order that was placed."""
    taken = any(buys(command) for part in before for command in part.commands)
    if wish.intent == "ask_price" and not (taken and _TOTAL.search(plain(wish.words))):
        return wish
    if taken and wish.intent == "track_order" and "order_number" not in wish.slots:
        return wish.model_copy(update={"intent": "shipping_time", "slots": {}})
    return of_the_list(wish) if before else wish


def _puts_right(piece: Piece, before: Sequence[Part]) -> bool:
    """Whether a part only says what the one before it said: how many (*two, no, just one*), or what the answer to one question leaves open
    (*rain on pine, 220 g*)."""
    kinds = {e.kind for e in piece.entities}
    last = next((part.commands for part in reversed(before) if part.commands), ())
    if not piece.bare or not last or kinds - {*VALUED, "quantity", "reference"}:
        return False
    if all(isinstance(c, ANSWERS) for c in last):
        return bool(kinds & VALUED)
    told = {*last[-1].slots} if isinstance(last[-1], Start) and last[-1].intent == GOODS else set()
    again = {answers.slot_value(e)[0] for e in piece.entities if e.kind in VALUED}
    if again and "quantity" not in kinds and again <= told:
        return True  # *in size 9, no wait, 270*
    counted = any(isinstance(c, Start) and c.intent == GOODS and c.slots.get("quantity") for c in last)
    return counted and not kinds & VALUED


def _stays(piece: Piece, reader: Reader, before: Sequence[Part]) -> bool:
    """Whether a part names nothing but what lies in the cart, behind what is taken out of it: *no hammer any more, just the boots*."""
    rows = {link.row for e in piece.entities if e.kind in THINGS for link in e.links[:1]}
    lying = {row for s in reader.context.cart for row in (s.row, s.product)}
    goes = any(isinstance(c, Start) and c.intent == "remove_from_cart" for part in before for c in part.commands)
    return goes and bool(rows) and rows <= lying


def _asked_of(reader: Reader, piece: Piece) -> Start:
    """What is asked of a thing by no more than the property: 泡立て器の重さと、…."""
    slots = slots_of(piece.entities, reader.context, "product_question", piece.words) | {"query": piece.words}
    return Start(intent="product_question", slots=slots, confidence=SURE, words=piece.words)


def _question(words: str, sure: float) -> Start:
    return Start(intent="faq", slots={"question": words}, confidence=sure, words=words)


def _version(reader: Reader, piece: Piece, wishes: Sequence[Start], before: Sequence[Part]) -> Start | None:
    """A version and how many of it, by nothing but these, of what was spoken of before or of the one thing shown that is made so: nobody
    counts what they only want to look at."""
    kinds = {e.kind for e in piece.entities}
    if kinds - {*VALUED, "quantity", "comparison"} or not kinds & {*VALUED, "comparison"} or len(wishes) != 1:
        return None
    said = plain(piece.words)
    decided = _DECIDES.search(said) or _A_ONE.match(said)
    if not ("quantity" in kinds or decided or (before and kinds <= VALUED)):
        return None
    if not (piece.bare or reader.piece(_AROUND.sub("", piece.words)).bare):
        return None  # 디카페인 분쇄 한 봉: it has a name of its own
    wish = wishes[0]
    if wish.intent not in (*LOOKING, GOODS, *OF_THINGS) or wish.slots.get("items"):
        return None
    if wish.slots.get("product") not in (None, reader.context.last_row):
        return None
    told = {name: value for name, value in wish.slots.items() if name not in ("query", "refine", "than")}
    spoken = next((thing for part in reversed(before) for c in part.commands if (thing := _spoken_of(c))), None)
    if not (spoken or reader.context.last_row or reader.context.shown):
        return None
    of = spoken or reader.context.last_row
    slots = told | ({"product": of} if of else {})
    return Start(intent=GOODS, slots=slots, confidence=SURE, words=piece.words)


def _spoken_of(command: Command) -> Mapping[str, str] | None:
    """What goes into the cart by a name that nothing was linked to, or by its shelf's."""
    product = command.slots.get("product") if isinstance(command, Start) and command.intent == GOODS else None
    return product if isinstance(product, Mapping) else None


def _changed_too(reader: Reader, wishes: Sequence[Start], before: Sequence[Part]) -> Start | None:
    """What lies in the cart and is named in a version behind another that is changed: *make the notebook the small one and the teapot the white
    one*."""
    last = next((part.commands for part in reversed(before) if part.commands), ())
    changes = any(isinstance(c, Start) and "instead" in c.slots for c in last)
    if not changes or len(wishes) != 1 or wishes[0].intent not in (GOODS, *LOOKS, *OF_THINGS):
        return None
    slots = {name: value for name, value in wishes[0].slots.items() if name not in ("query", "candidates")}
    row = slots.get("variant")
    if row not in [s.row for s in reader.context.cart] or not {*slots} & {*TOLD} - {"quantity"}:
        return None
    slots = {n: v for n, v in slots.items() if n != "variant"} | {"instead": row}
    return wishes[0].model_copy(update={"intent": GOODS, "slots": slots, "confidence": SURE})


def _counted_anew(reader: Reader, piece: Piece) -> Start | None:
    """So many of what lies in the cart in place of as many as there are: *5 socks instead of 2*, 양말 2개 말고 5개; or as many as are enough,
    黄色は2つで大丈夫."""
    said = plain(piece.words)
    counts = [e for e in piece.entities if e.kind == "quantity"]
    things = [e for e in piece.entities if e.kind in THINGS and not e.negated]
    values = [e for e in piece.entities if e.kind in VALUED and not e.negated]
    told = [e.value for e in counts if not e.negated] or [1] * bool(re.match(r"(?:just )?one\b", said))
    enough = _ENOUGH.search(said) is not None and not asks(piece.words)
    anew = len(counts) == _SEVERAL
    if len(told) != 1 or not (anew or enough) or len(things) > 1 or not (things or values):
        return None
    rows = {link.row for e in things for link in e.links}
    cart = reader.context.cart
    if things:
        lying = [s for s in cart if {s.row, s.product} & rows or _ends_in(plain(s.title), plain(things[0].text))]
    else:
        lying = [s for s in cart if all(bears(s, e) for e in values)]
    if len(lying) != 1:
        return None
    slots = {"product": lying[0].row, "quantity": told[0]}
    return Start(intent="change_quantity", slots=slots, confidence=SURE, words=piece.words)


def _put_there(reader: Reader, piece: Piece, wishes: Sequence[Start]) -> Start | None:
    """What is to be so many and does not lie in the cart, put there: 랜턴 빼고 수유등 두 개로. So is one more of what nobody here knows."""
    if len(wishes) == 1 and wishes[0].intent == "remove_from_cart" and "without" in wishes[0].slots:
        # *Not the small pit, I want the big one*, of which none lies in the cart.
        named = {*rows_of(wishes[0])}
        there = any({s.row, s.product} & named for s in reader.context.cart)
        return _taken(reader, piece) if named and not there else None
    if len(wishes) != 1 or wishes[0].intent != "change_quantity":
        return None
    lying = {row for s in reader.context.cart for row in (s.row, s.product)}
    rows, count, more = rows_of(wishes[0]), wishes[0].slots.get("quantity"), wishes[0].slots.get("relative") or {}
    if rows and count and not {*rows} & lying:
        return _taken(reader, piece)
    name = _strange(reader, piece, (), "") if not rows and set(more) == {"add"} and more["add"] > 0 else ""
    if not name or (reader.lexicon.knows(name) and any(name in plain(s.title) for s in reader.context.cart)):
        return None
    wish = _taken(reader, piece, name)
    return wish.model_copy(update={"slots": {**wish.slots, "quantity": more["add"]}})


def _beside_the_rest(reader: Reader, piece: Piece, wishes: Sequence[Start], before: Sequence[Part]) -> Start | None:
    """A wish to have something *instead* of what was just taken out or counted anew, which is one beside what is left: ホイールはやめます。代わりに
    リング2個で."""
    if len(wishes) != 1 or wishes[0].intent not in (GOODS, *LOOKS, *OF_THINGS, "exchange_item"):
        return None
    wish, slots = wishes[0], wishes[0].slots
    put = wish.intent == "exchange_item" and bool(before) and _INSTEAD.search(plain(piece.words)) is not None
    changed = any(isinstance(c, Start) and c.intent in CHANGES for part in before for c in part.commands)
    if not changed or not (put or slots.get("instead") == "last"):
        return None
    product = slots.get("product")
    return _taken(reader, piece, str(product.get("text") or "") if isinstance(product, Mapping) else "")


def _of_the_thing(wish: Start, row: str | None) -> Start:
    """A question after what is pointed at, which names a shelf only to say what is asked of it: *what size needles does it want*, 이거 몇 미리
    바늘로 떠요?"""
    if wish.intent not in OF_THINGS or "category" not in wish.slots or rows_of(wish) not in ([], [row]):
        return wish
    slots = {name: value for name, value in wish.slots.items() if name not in ("category", "candidates")}
    return wish.model_copy(update={"slots": slots | ({"product": row} if row else {})})


def _of_what_is_called(reader: Reader, piece: Piece, wish: Start) -> Start:
    """A question after a thing that nothing is linked to, which is none of what was spoken of: *how much is the lavender*."""
    if wish.intent != "ask_price" or rows_of(wish) or {"category", "brand", "items"} & {*wish.slots}:
        return wish
    kind, name = kind_of(reader, piece, joined=True)
    name = _HOW_MUCH.sub("", name)
    words = plain(name).split()
    known = kind == "named" and any(reader.lexicon.knows(word) or not reader.knows(word) for word in words)
    return wish.model_copy(update={"slots": {**wish.slots, "product": {"text": name}}}) if known else wish


def _strange(reader: Reader, piece: Piece, wishes: Sequence[Start], joint: str) -> str:
    """What a thing that nothing is linked to is called, where it is wanted."""
    counted = any(e.kind == "quantity" for e in piece.entities)
    faint = counted and all(w.confidence < FAINT for w in wishes)
    if any(w.intent not in (*LOOKS, *OF_THINGS, GOODS) or w.slots.get("product") for w in wishes) and not faint:
        return ""
    valued = any(e.kind in VALUED for e in piece.entities)
    listed = bool(_JOINS.search(joint)) or (valued and bool(set("、,") & set(joint)))
    if extreme_in(plain(piece.words)) is not None:
        return ""  # *the big one* is one of those shown
    kind, named = kind_of(reader, piece, joined=listed)
    if kind != "named" and listed and not valued and _SHORT_NAME.fullmatch(plain(piece.words)):
        return piece.words  # まち針と…
    return named if kind == "named" and not _TELLS.search(named) else ""


def _of_a_shelf(wish: Start) -> bool:
    """Whether something is to go into the cart that is named by its shelf alone."""
    return (
        wish.intent == GOODS
        and not {"product", "items", "variant", "instead"} & {*wish.slots}
        and "category" in wish.slots
    )


def _stands(wish: Start, piece: Piece) -> bool:
    """Whether a wish read from one part can stand beside another: it is sure, and complete."""
    if wish.intent in LOOKS:
        return False
    if wish.intent == GOODS:
        pointed = any(e.kind in ("reference", "ordinal", *VALUED) for e in piece.entities)
        counted = any(e.kind == "quantity" for e in piece.entities)
        named = bool(rows_of(wish)) or isinstance(wish.slots.get("product"), Mapping) or "instead" in wish.slots
        return wish.confidence >= (_COUNTED if counted or named else FAINT) and (named or pointed)
    return wish.confidence >= SURE


def _taken(reader: Reader, piece: Piece, name: str = "") -> Start:
    """A thing named beside others that are taken is taken as well; by the ``name`` it is called where nothing is linked to it."""
    bare = replace(reader.context, shown=(), cart=(), last_row=None)
    entities = [e for e in piece.entities if e.kind != "reference" and not e.negated]
    slots = slots_of(entities, bare, GOODS, piece.words)
    slots.pop("query", None)
    shelf = slots.get("category")
    if name:
        slots["product"] = {"text": name}
    elif "product" not in slots and "items" not in slots and isinstance(shelf, str):
        slots["product"] = {"text": _shelf_as_said(piece), "category": shelf}
    return Start(intent=GOODS, slots=slots, confidence=SURE, words=piece.words)


def _shelf_as_said(piece: Piece) -> str:
    """What a thing is called by the name of its shelf, with what stands before that in a language that writes it so: 段染めの靴下の毛糸."""
    shelf = next(e for e in piece.entities if e.kind == "category" and not e.negated)
    before = piece.words[: shelf.start + len(shelf.text)] if shelf.start >= 0 else shelf.text
    return shelf.text if before.isascii() or not before else re.split(r"[\s、,]", before)[-1]
