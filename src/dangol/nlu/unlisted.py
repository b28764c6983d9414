# ruff: noqa: E501  (patterns read best on one line)
"""Whether a shop has a thing that neither its catalogue nor any talk knows: *do you have lego?*, 레고 있어요?, ポケモンカード売ってますか.

The words beside the strange one are all that can be read of such a message, and they are as much those of a question about paying
or stock. What is asked is whether the thing is there, and the honest answer is a search that finds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from dangol.kit.text import has_tail
from dangol.nlu.commands import Command, Start
from dangol.nlu.normalise import plain
from dangol.nlu.pieces import VALUED, Piece, Reader
from dangol.nlu.slots import slots_of
from dangol.nlu.tokens import korean_stem, words

_OPENED = re.compile(
    r"(?:(?:hi|hello|hey|excuse me|sorry|so|and|ok(?:ay)?|um+)[\s,!.]+)*+"
    r"(?:(?:do|does|would|can) (?:you|u|ya|the shop|the store|your (?:shop|store)|this (?:shop|store))(?: (?:guys|also|even|still|happen to|by any chance))*+ (?:have|sell|carry|stock|offer)|have you got|you got|got|(?:is|are) there|(?:(?:what|how) about|and) (?=(?:an?|any|some)\s)|(?=any\s))"
    r" ?(?:any |some |a |an |the )?(?P<thing>[^?.!,]{2,40}?)(?: (?:here|there|in stock|for sale|in (?:your|the|this) (?:shop|store)|please|pls|at all|too|as well))*[\s?.!]*"
    r"|(?P<ko>[^?.!,]{1,24}?)(?P<after>도|은|는|이|가|를|을|같은\s?거|같은\s?것)?\s?(?:혹시\s?)?(?:있(?:나요|어요|어여|습니까|어|음|을까요|는지요|으세요|으신가요|냐)|팔(?:아요|아|아여)|파(?:나요|시나요|세요|는지요?|나)|판매\s?(?:하나요|해요|하세요|하시나요|중인가요)|취급\s?(?:하나요|해요|하세요|하시나요))[\s?.!~]*"
    r"|(?:그럼\s?|그러면\s?)?(?P<ko2>[가-힣]{3,12})(?:은|는)요\?*|(?:じゃあ|では)?(?P<ja3>[ァ-ヶー一-龥]{3,14})は\?+"
    r"|(?P<ja>[^?。.!、,]{1,24}?)(?:は|って|も|とか|なんて)?(?:こちらに)?(?:あります|ありません|ございます|売って(?:い)?ます|置いて(?:い)?ます|(?:取り)?扱って(?:い)?ます|販売して(?:い)?ます)(?:か|かね|でしょうか)[\s?。!]*"
    r"|(?P<ja2>[^?。.!、,]{1,24}?)(?:は|って|も|とか)?(?:ある|売ってる|置いてる|扱ってる)(?:か|かな|の)?\?+"
)
# What a question whether there is a thing may be taken for by a word in its name: cards.
_MATTERS = frozenset({"payment_question", "find_products"})
_IN_A_VALUE = frozenset({"check_stock", "find_products"})
# *What about a trampoline?*, 트램펄린은요?: of a thing by its name, after another.
_FOLLOWS = re.compile(r"(?:(?:what|how) about|and) (?:an?|any|some)\s|[가-힣\s]{3,}(?:은|는)요|[^?]{3,}は\?")
_NAMES = ("thing", "ko", "ko2", "ja", "ja2", "ja3")
_MASKED = re.compile("[\ue000-\uf8ff](?:\\s?(?:색상?|컬러|色|カラー)(?:의|の)?(?![가-힣]))?")
_ANY_OF_THEM = re.compile(
    r"\b(?:ones?|(?:some|any|every)thing|stuff|items?|products?)\b|(?:거|것|게|건|상품|제품|물건)$|(?:の|もの|物|やつ|商品)$"
)
_OF_STOCK = re.compile(r"(?:[은는의]?\s재고|の在庫|の取り扱い|の取扱い?)$")
_LATIN, _EAST = 3, 2
_MOST_WORDS = 4
_SURE = 0.75
# 상자에 넣어주실 수 있나요 asks whether it may be done, 뭐 저장하고 있어요 what is being done; what is said of the shopper is no thing.
_NO_THING = re.compile(
    r"[가-힣]\s?수$|(?:하|되|가지|갖|찾|쓰|알|모르)고$|에\s?(?:대해|관해|대한|관한)|\b(?:my|me|mine|about)\b|(?<![가-힣])(?:제|내|저|나|우리)(?:[가의]|에|\s)|(?:私|わたし|僕|ぼく|俺|自分)(?:の|に)|について"
)
_PARTICLES = frozenset("이은을가는를")
_NOUN = re.compile("[가-힣]+|[一-龥々]+|[ァ-ヶー]+")
_SURELY = 0.95
_DOUBTED = 0.6  # below it, what a message is read as is read from the words beside the thing
_UNREAD = 0.4  # below it, also where talk knows the thing: what nobody sells here is chatted about


def unlisted(reader: Reader, piece: Piece, found: Sequence[Command]) -> tuple[Command, ...]:
    """A search for the thing that the whole message asks for, where nothing else is ``found`` surely."""
    kinds = {entity.kind for entity in piece.entities}
    valued = bool(kinds) and kinds <= VALUED
    sure = piece.reading.confidence >= _SURELY and not valued
    if reader.context.asked or sure or (found and not valued and not _by_its_words(found)):
        return ()
    if valued:
        thing = _with_value(reader, piece, found)
    elif kinds:
        thing = _strange_head(reader, piece)
    else:
        faint = piece.reading.confidence < _UNREAD
        thing = strange_thing(piece.masked, reader.lexicon.knows if faint else reader.knows)
        # *은요* alone reads as a question of a thing, however strange the word before it.
        looks = piece.best == "find_products"  # with nothing that is known to look for
        doubted = piece.reading.confidence < (_SURELY if looks or _FOLLOWS.match(piece.masked) else _DOUBTED)
        if not doubted and not _one_of_several(thing, reader.knows):
            return ()
    if not thing:
        return ()
    slots: dict[str, Any] = {"query": piece.words, "thing": thing}
    if kinds:
        slots |= slots_of(piece.entities, reader.context, "find_products", piece.words)
    return (Start(intent="find_products", slots=slots, confidence=_SURE, words=piece.words),)


def _with_value(reader: Reader, piece: Piece, found: Sequence[Command]) -> str:
    """The strange thing that is asked for in some colour or size, where nothing that is known is spoken of: *any red wombats?*"""
    told = found[0] if len(found) == 1 else None
    context = reader.context
    if not isinstance(told, Start) or told.intent not in _IN_A_VALUE or "product" in told.slots:
        return ""
    if context.shown or context.last_row or context.flow:
        return ""  # of that, more likely
    thing = strange_thing(" ".join(_MASKED.sub(" ", piece.masked).split()), reader.knows)
    head = next(iter(words(thing)[-1:]), "")
    known = reader.knows(head) or reader.knows(korean_stem(head))
    return "" if known or len(head) < _EAST else thing


def _by_its_words(found: Sequence[Command]) -> bool:
    """Whether a message was read as a question to the shop by nothing but its words, or by the shelf that stands in them."""
    told = found[0] if len(found) == 1 else None
    if not isinstance(told, Start) or {*told.slots} - {"query", "category", "candidates"}:
        return False
    follows = _FOLLOWS.match(plain(told.words)) is not None
    return told.intent in _MATTERS or (told.intent == "product_question" and ("category" in told.slots or follows))


def _strange_head(reader: Reader, piece: Piece) -> str:
    """The thing that is asked for where only what it is for is known: the 깔창 of 신발에 넣을 깔창. Korean and Japanese name it last."""
    said = plain(piece.words)
    asked = _OPENED.fullmatch(said.strip())
    if asked is None or said.isascii() or any(e.kind not in ("product", "category") for e in piece.entities):
        return ""
    thing = next((str(asked[name]).strip() for name in _NAMES[1:] if asked[name]), "")
    head = next(iter(_NOUN.findall(thing)[-1:]), "")
    named = any(head in plain(e.text) or plain(e.text) in head for e in piece.entities)
    known = named or reader.knows(head) or reader.knows(korean_stem(head))
    return "" if known or len(head) < _EAST else head


def _one_of_several(thing: str, known: Callable[[str], bool]) -> bool:
    """Whether a strange word says of which kind a well-known one is: *pokemon cards* are nothing to pay with, but *klarna* is."""
    return len({known(word) or known(korean_stem(word)) for word in words(thing)}) > 1


def _no_particle(name: str, after: str) -> bool:
    """Whether ``after`` cannot be the particle of such a ``name``: 이, 은 and 을 follow a closed syllable, 가, 는 and 를 an open one."""
    if after not in _PARTICLES or not "가" <= name[-1] <= "힣":
        return False
    return (after in "이은을") != has_tail(name[-1])


def strange_thing(text: str, known: Callable[[str], bool]) -> str:
    """The thing that ``text`` (plain, lower case) asks for, where a word of it is ``known`` to nobody; empty where it asks for none."""
    asked = _OPENED.fullmatch(text.strip())
    if asked is None:
        return ""
    named = next(name for name in _NAMES if asked[name])
    thing = _OF_STOCK.sub("", str(asked[named]).strip())
    if _NO_THING.search(thing) or _ANY_OF_THEM.search(thing):
        return ""
    if named == "ko" and (len(thing.split()[-1]) == 1 or _no_particle(thing, asked["after"] or "")):
        thing += asked["after"] or ""  # the 이 of 먹이 and 와이파이 is no particle
    told = words(thing)
    strange = [word for word in told if len(word) >= (_LATIN if word.isascii() else _EAST) and not word.isdigit()]
    return thing if len(told) <= _MOST_WORDS and any(not (known(w) or known(korean_stem(w))) for w in strange) else ""
