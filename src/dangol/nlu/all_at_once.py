# ruff: noqa: E501  (patterns read best on one line)
"""Everything a checkout needs, told in one message and in whatever order: *Ann Lee, 555-201-3344, ann@example.com, 12 Oak Street,
Portland OR 97201, express please*, 김민수 010-2345-6789 … 빠른 배송으로요, 田中花子 080-1111-2222 … お急ぎ便で.

An address that is taken whole, with the name before it and the way of delivery behind it, would be written on the parcel as it stands;
each part is put in its own place, and what has no place of its own stays with the address, so that nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dangol.nlu import moods
from dangol.nlu.addresses import bare_address, whole_address
from dangol.nlu.answers import free_text
from dangol.nlu.commands import Command, Correct, Entity, Fill, Start
from dangol.nlu.normalise import packed, plain
from dangol.nlu.order_wishes import is_wish
from dangol.nlu.pieces import LOOKING, Piece, Reader

_ASKED = frozenset({"name", "person_name", "email", "phone", "address", "reach"})
_BREAK = re.compile(r"\s*(?:[,;/、。\n]|\.(?=\s|$)|\s{3,})\s*")
_POSTCODE = re.compile(r"〒?\s?\d{3}-\d{4}(?!\d)|(?<![\d-])\d{5,7}(?:-\d{4})?(?![\d-])")
_STREET = re.compile(r"(?<![\w-])\d")
_REGION_KO = re.compile(
    r"(?:^|(?<=\s))(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충청|충북|충남|전라|전북|전남|경상|경북|경남|제주|[가-힣]{2,4}[도시](?=\s[가-힣]{1,5}[구군시]\s))"
)
_REGION_JA = re.compile(r"〒|[一-龥]{2,3}[都道府県](?=[一-龥ぁ-んァ-ヶ]{1,8}[市区町村郡])")
# A way of delivery, and what holds it: the shop's own table says which one it is.
_WAY = re.compile(
    r"\b(?:by |via |with |and )?(?:standard|express|next[- ]day|same[- ]day|overnight|economy|priority|courier|regular|normal|pick-?up)(?: (?:delivery|shipping|post|mail|parcel))?(?: please| pls| thanks)*(?![\w-])"
    r"|(?<![가-힣])(?:일반|빠른|당일|새벽|익일|특급|퀵)(?:\s?(?:배송|택배))?(?:이?요|으?로(?:요|\s?(?:해\s?주세요|부탁\S*|보내\S*))?)?(?![가-힣])|(?<![가-힣])(?:매장\s?)?픽업(?:이?요|으?로요?)?(?![가-힣])"
    r"|(?:お?急ぎ便|速達便?|翌日便|当日便|通常便|(?:通常|翌日|当日)(?:配送|お届け)?|宅配便|店舗受け?取り?)(?:で(?:お願いします|いいです|す)?|を?希望(?:します|です)?|お願いします)?(?![一-龥])"
)
# What a part is called by whoever tells it: a name is what follows the first kind, the other kinds only end what stands before them.
_CALLED = re.compile(
    r"(?:\b(?:my name(?: is|'s)|name(?: is|'s|:)|(?:it'?s )?for(?= [A-Z]))|(?<![가-힣])(?:수령인|받는\s?(?:사람|분)|이름|성함)(?:은|는|이)?(?![가-힣])|(?:お?名前|氏名|宛名|受取人)(?:は|:)?)\s*:?\s*"
)
_LABEL = re.compile(
    r"(?i)\b(?:my |the )?(?:e-?mail|phone|tel|mobile|address|ship(?: it)? to|deliver(?: it)? to)(?: is)?\b\s*:?|\b(?:my |the )?number is\b"
    r"|(?<![가-힣])(?:이메일|메일|전화(?:번호)?|연락처|핸드폰|휴대폰|번호|주소|배송지|받는\s?곳)(?:은|는)?(?![가-힣])\s*:?"
    r"|(?:メール(?:アドレス)?|電話(?:番号)?|携帯(?:番号)?|ご?住所|お?届け先|送り先)(?:は)?\s*:?"
)
_ENDING = re.compile(r"(?:이?고요|이?구요|이고|이며|이?에요|예요|입니다|(?<=[\d호])요|です|で)[\s.]*$")
_FIGURES = re.compile(r"(?<![\w-])(?:\+\d{1,3}[ -])?\(?\d{2,4}\)?[ .-]\d{3,4}[ .-]\d{4}(?![\w-])")
# The wish to order, which is no part of anybody's name: *checkout please, name's Joe, 555-…*, 주문할게요 김민수 010-…, 注文します 田中 080-….
_ORDERS = re.compile(
    r"\b(?:(?:i'?d like to|i would like to|i want to|i'?m ready to|ready to|can i|could i|let'?s|let me|i'?ll|please|pls|ok(?:ay)?|and) )*(?:check ?(?:me )?out|place (?:my|the|an|this) order|order (?:now|this|it|these|them|please)|pay now|proceed to checkout|go to checkout)\b(?: now| please| pls| thanks| then| for me)*"
    r"|(?<![가-힣])(?:이대로\s?|바로\s?)?(?:주문|결제|구매|계산)\s?(?:을\s?)?(?:할게|할께|할래|하겠습니다|해\s?주세요|해주세요|부탁\S*|합니다|하고\s?싶\S*|진행\S*)(?:요)?"
    r"|(?:これで|このまま|では)?(?:ご?注文|購入|お?会計|決済|レジ)(?:を|に|へ)?(?:進みます|確定します|お願いします|お願い|したいです|します|する)"
)
_MOST_NAMES = 4
_LONGEST_NAME = 24
_LETTERS = 8  # that an address has at least, beside its figures


@dataclass
class _Told:
    """What a message tells, part by part."""

    name: str = ""
    phone: str = ""
    where: str = ""
    way: str = ""
    wish: str = ""


def _reach_in(piece: Piece) -> list[Entity]:
    """The telephone numbers and e-mail addresses that are told."""
    return [e for e in piece.entities if e.kind in ("email", "phone") and e.start >= 0 and not e.negated]


def _without(words: str, told: Sequence[Entity]) -> str:
    """``words`` with a line break in the place of each that is ``told``."""
    for entity in sorted(told, key=lambda e: -e.start):
        words = f"{words[: entity.start]}\n{words[entity.end :]}"
    return words


def told_at_once(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """The name, the address, how to be reached, the way of delivery and a wish for whoever packs it, each in its place; nothing where the
    message is no answer of that kind, or tells no address beside a telephone number or an e-mail address."""
    context = reader.context
    if context.flow != "checkout" or context.asked_kind not in _ASKED or "?" in piece.words:
        return ()
    reach = _reach_in(piece)
    if not reach:
        return ()
    rest = _without(piece.words, reach)
    rest = _FIGURES.sub(lambda found: f"\n{found.group()}\n", _LABEL.sub("\n", rest))
    if not (whole_address(plain(rest.replace("\n", " "))) or _may_be_address(rest)):
        return ()
    told = _sorted(rest, reader.lang)
    if not told.where:
        return ()
    named = told.name if context.asked_kind in ("name", "person_name") else ""
    wish = Start(intent="faq", slots={"question": told.wish}, confidence=0.85, words=told.wish)
    return (
        *((free_text(context, named),) if named else ()),
        *(Fill(slot=e.kind, value=e.value, confidence=0.9, words=e.text) for e in reach),
        *((Fill(slot="phone", value=told.phone, confidence=0.9, words=told.phone),) if told.phone else ()),
        Fill(slot="address", value=told.where, confidence=0.9, words=told.where),
        *((Correct(slot="way", value=told.way, confidence=0.85, words=told.way),) if told.way else ()),
        *((wish,) if told.wish else ()),
    )


def ordered_at_once(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """The wish to check out, with the name of whoever orders and how to be reached, and the address where that is told as well: what
    is told before it is asked for is not asked for again."""
    context = reader.context
    reach = _reach_in(piece)
    free = context.flow in (None, *LOOKING) and "?" not in piece.words and _ORDERS.search(piece.words.lower())
    if not free or not (reach or _FIGURES.search(piece.words)):
        return ()
    # Figures that are nobody's number there say as little of what is wanted as a number told beside it.
    if "checkout" not in (piece.best if reach else "", reader.piece(_FIGURES.sub(" ", piece.words)).best):
        return ()
    rest = _without(piece.words, reach)
    wish = _ORDERS.search(rest.lower()) if len(rest.lower()) == len(rest) else None
    if wish is None:
        return ()
    rest = _LABEL.sub("\n", f"{rest[: wish.start()]}\n{rest[wish.end() :]}")
    rest = _FIGURES.sub(lambda found: f"\n{found.group()}\n", rest)
    told = _sorted(rest, reader.lang)
    parts = [part for part in (_ENDING.sub("", p.strip(" .:!-")) for p in _BREAK.split(rest)) if part]
    name = told.name or next((part for part in parts if _is_name(part)), "")
    if name:
        named = replace(context, asked="name", asked_kind="name")
        name = str(getattr(free_text(named, name), "value", name))
    where = told.where if whole_address(plain(told.where)) or _may_be_address(told.where) else ""
    slots = {e.kind: e.value for e in reach}
    slots |= {"phone": told.phone} if told.phone else {}
    slots |= {"person_name": name} if name else {}
    slots |= {"address": where} if where else {}
    slots |= {"way": told.way} if told.way else {}
    return (Start(intent="checkout", slots=slots, confidence=0.9, words=piece.words),)


def _may_be_address(rest: str) -> bool:
    """Whether what is left has figures among enough letters in the words of a place: the name alone has none."""
    return bool(_POSTCODE.search(rest)) and sum(c.isalpha() for c in rest) >= _LETTERS


def _sorted(rest: str, lang: str) -> _Told:
    """The parts of what is left of a message, each by what it is."""
    told = _Told()
    if found := _WAY.search(plain(rest)) if len(plain(rest)) == len(rest) else _WAY.search(rest):
        told.way = rest[found.start() : found.end()].strip()
        rest = f"{rest[: found.start()]}\n{rest[found.end() :]}"
    called = _CALLED.search(rest)
    if called:
        rest = f"{rest[: called.start()]}\n{rest[called.end() :]}"
        told.name = _ENDING.sub("", _BREAK.split(rest[called.start() + 1 :], maxsplit=1)[0]).strip()
    parts = [part for part in (_ENDING.sub("", p.strip(" .:-")) for p in _BREAK.split(rest)) if part]
    wishes = [part for part in parts if is_wish(part) or is_wish(f"please {part}")]
    told.wish = ", ".join(wishes)
    # Figures that are nobody's number in the shop's own country are no part of a place all the same.
    told.phone = next((part for part in parts if _FIGURES.fullmatch(part)), "")
    parts = [part for part in parts if part not in (*wishes, told.phone, told.name)]
    figures = [n for n, part in enumerate(parts) if any(c.isdigit() for c in part)]
    if not figures:
        return told
    first, last = figures[0], figures[-1]
    name, begins = _before_the_place(parts[first], lang)
    if begins:
        parts[first], told.name = begins, told.name or name
    elif first and not told.name and _is_name(parts[0]):
        told.name = parts.pop(0)
        last -= 1
    if not told.name and _POSTCODE.search(parts[last]):
        # Behind a postcode no place follows: *12 Oak Street, Portland OR 97201, Ann Lee*.
        place = next((n for n in range(len(parts) - 1, last, -1) if _is_name(parts[n])), None)
        told.name = parts.pop(place) if place is not None else ""
    joint = ", " if lang == "en" else " "
    told.where = bare_address(joint.join(parts))
    return told


def _before_the_place(part: str, lang: str) -> tuple[str, str]:
    """The name a part begins with, and the place it goes on with; nothing where it is a place alone."""
    ways = {"ko": _REGION_KO, "ja": _REGION_JA}
    found = ways[lang].search(part) if lang in ways else None
    found = found or _STREET.search(part)
    before = part[: found.start()].strip(" ,") if found else ""
    if found is None or not _is_name(before) or (found.re is _STREET and not part[found.start() :].isascii()):
        return "", ""
    return before, part[found.start() :]


def _is_name(part: str) -> bool:
    if not part or any(c.isdigit() for c in part) or len(part) > _LONGEST_NAME or moods.no_name(part):
        return False
    return len(part.split()) <= _MOST_NAMES and len(packed(part)) > 1
