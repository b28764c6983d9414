"""Typed pieces of a message, by rules that know three languages and no catalogue. What a catalogue knows comes in as matches."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from dangol.nlu.colours import within_a_word
from dangol.nlu.commands import Entity
from dangol.nlu.context import Match
from dangol.nlu.entities.contacts import contacts
from dangol.nlu.entities.dates import dates
from dangol.nlu.entities.found import Found
from dangol.nlu.entities.numbers import quantities
from dangol.nlu.entities.prices import prices
from dangol.nlu.entities.properties import properties, size_beside, sized_word
from dangol.nlu.entities.references import is_negated, references
from dangol.nlu.normalise import Normalised
from dangol.nlu.tokens import PLACEHOLDERS

# Where two rules want the same words, the earlier kind has them.
_RANK = (
    "email",
    "phone",
    "price_limit",
    "coupon",
    "order_number",
    "postcode",
    "percent",
    "size",
    "measure",
    "price",
    "date",
    "ordinal",
    "sort",
    "comparison",
    "color",
    "language",
    "reference",
    "quantity",
)
_ORDER = {kind: n for n, kind in enumerate(_RANK)}
_FROM_CATALOG = frozenset({"product", "category", "brand", "attribute", "size", "color", "word"})
_DESCRIBED = frozenset({"product", "category", "brand", "color", "attribute"})
_MASK = {
    "product": "product",
    "category": "product",
    "brand": "product",
    "color": "value",
    "size": "value",
    "attribute": "value",
    "word": "value",
    "measure": "value",
    "percent": "value",
    "quantity": "number",
    "price": "price",
    "price_limit": "price",
    "order_number": "order",
    "email": "email",
    "phone": "phone",
    "date": "date",
    "coupon": "coupon",
    "postcode": "number",
}


# Nobody's number, and the patterns below would look at every part of it from every place in it.
_ENDLESS = re.compile(r"(?:[\d,.일이삼사오육칠팔구영一二三四五六七八九〇십백천만억十百千万億]\s?){41,}")


# How long something is on its sides, which counts nothing: 140 x 200, 40×80×30cm. *2 x 500 ml* are two, and so is *2 x 12*.
_SIDES = re.compile(
    r"(?<![\w.,])\d{2,4}(?:[.,]\d)?(?:\s?[x×✕*]\s?\d{2,4}(?:[.,]\d)?){1,2}\s?(?:cm|mm|센티|센치|センチ|ミリ)?(?![a-z\d])"
)
# How old somebody is counts nothing either: *he's 15 and 180 cm*.
_AGE = re.compile(
    r"\b(?:(?:he|she|who)(?:'?s| is)|they(?:'?re| are)|aged|turns|turning)\s(?:only |just |about |nearly |almost )?\d{1,2}\b"
    r"(?!\s?(?:[.,]\d|cm|kg|mm|in\b|ft|feet|foot|us\b|uk\b|eu\b))"
)
# What makes a code one to save by, where a thing is called by the same: *apply TS001*, 쿠폰 TS001, コードTS001.
_OF_AN_ORDER = re.compile(
    r"\b(?:orders?|ordered|parcel|package|track\w*|shipped|arriv\w*|deliver\w*|cancel\w*|return\w*|refund\w*|where|bought|number)\b"
    r"|주문|오더|택배|송장|배송|도착|취소|반품|교환|환불|구매|조회|번호|언제|어디|안\s?(?:왔|와|옴)"
    r"|注文|オーダー|荷物|届|発送|配送|追跡|キャンセル|返品|返金|交換|購入|番号|いつ|どこ"
)
_SHORT_NUMBER = 4  # digits; longer ones are hardly what a thing is called by
_MODEL_NUMBER = 5  # digits of a number that tells one kind of a thing from another
_LEAST_BESIDE = 4  # letters beside a number that make it more than an answer
_COUPON = re.compile(r"\b(?:code|coupon|voucher|promo|apply|redeem)|쿠폰|코드|할인|クーポン|コード|割引")


_COUNT_BEFORE = re.compile(r"(two|three|four|five|six|seven|eight|nine|ten)\s(?=\S{3})")
_COUNT_BEHIND = re.compile(r"[,;.]\s(?:two|three|four|five|six|seven|eight|nine|ten)$")


def extract(
    message: Normalised,
    lang: str,
    matches: Sequence[Match],
    today: date,
    currency: str,
    country: str,
    others: Sequence[str] = (),
    knows: Callable[[str], bool] = lambda _: True,
) -> tuple[tuple[Entity, ...], str]:
    """The entities of a message in their order, and the message with them masked, as an intent is learnt from it. ``knows`` tells the
    words that stand for themselves: a colour that a strange word goes on from is none (the 赤 of 赤ちゃん)."""
    text = message.text
    rules = _rules(message, lang, today, currency, (country, *others))
    longest = _MODEL_NUMBER if any(m.kind in ("product", "category") for m in matches) else _SHORT_NUMBER
    own = [f for f in _without_overlap(rules) if not (_half_a_word(f, text, knows) or _of_a_thing(f, text, longest))]
    catalog = [_uncounted(*_from_match(m, message), text) for m in matches]
    catalog = [(f, m) for f, m in catalog if not _half_a_word(f, text, knows)]
    entities: list[tuple[Found, Match | None]] = []
    for found, match in catalog:
        # A price, a date, an address or an order number is never a product's name; anything else the catalogue knows better.
        rivals = [f for f in own if f.start < found.end and found.start < f.end]
        strong = [
            f
            for f in rivals
            if f.kind in ("email", "phone", "price_limit", "date", "price", "coupon")
            and f.end - f.start >= found.end - found.start
            and not (f.kind == "coupon" and found.kind == "product" and not _COUPON.search(text[: f.start]))
        ]
        if strong or (found.kind == "word" and rivals) or (found.kind == "size" and _is_counted(rivals)):
            continue
        if _is_counter(found, rivals):
            continue
        entities.append((found, match))
        own = [f for f in own if f not in rivals]
    entities += [(f, None) for f in own]
    begins = {f.start for f, m in entities if f.kind in _DESCRIBED}
    entities = [(f, m) for f, m in entities if f.kind != "size" or sized_word(text, f.start, f.end, begins)]
    if not any(f.kind == "size" for f, _ in entities):
        ends = [f.end for f, _ in entities if f.kind in _DESCRIBED]
        taken = [(f.start, f.end) for f, _ in entities]
        entities += [(f, None) for f in size_beside(text, ends) if all(f.end <= a or b <= f.start for a, b in taken)]
    entities.sort(key=lambda pair: (pair[0].start, pair[0].end))
    out = tuple(_entity(f, m, message) for f, m in entities)
    return out, _masked(text, [f for f, _ in entities])


def _half_a_word(found: Found, text: str, knows: Callable[[str], bool]) -> bool:
    return found.kind == "color" and within_a_word(text, found.start, found.end, knows)


def _of_a_thing(found: Found, text: str, longest: int) -> bool:
    """Whether a number of so many digits counts or names a thing rather than an order: nothing else in the message speaks of one. 1000番と
    3000番 of whetstones, 2000번 of sandpaper, *#1000 or #3000*; beside a thing that is named, *the 10000 power bank*."""
    if found.kind != "order_number" or not str(found.value).isdigit() or len(found.value) > longest:
        return False
    beside = (text[: found.start] + text[found.end :]).strip(" #번番.!?。！？")
    return len(beside) >= _LEAST_BESIDE and not _OF_AN_ORDER.search(text)


def _rules(message: Normalised, lang: str, today: date, currency: str, countries: Sequence[str]) -> list[Found]:
    text = message.text
    found: list[Found] = list(contacts(text, message.original, countries))
    for nobodys in (_ENDLESS, _SIDES, _AGE):
        text = nobodys.sub(lambda run: "_" * len(run.group()), text)
    found += prices(text, currency)
    found += properties(text, lang)
    found += dates(text, today)
    found += references(text, lang)
    found += quantities(text, lang)
    return [_trimmed(f, text) for f in found]


def _trimmed(found: Found, text: str) -> Found:
    words = text[found.start : found.end]
    lead, tail = len(words) - len(words.lstrip()), len(words) - len(words.rstrip())
    if not lead and not tail:
        return found
    core = found.core and (max(found.core[0], found.start + lead), min(found.core[1], found.end - tail))
    return replace(found, start=found.start + lead, end=found.end - tail, core=core)


def _without_overlap(found: Iterable[Found]) -> list[Found]:
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: (_ORDER[f.kind], -(f.end - f.start), f.start)):
        if one.end > one.start and all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return kept


def _is_counted(rivals: Sequence[Found]) -> bool:
    return any(f.kind in ("quantity", "ordinal") and f.end - f.start > 3 for f in rivals)


def _is_counter(found: Found, rivals: Sequence[Found]) -> bool:
    """Whether a name is only what something is counted in: the 本 of タイヤを2本 is no book, the 개 of 사료 두 개 no dog."""
    alone = found.kind in ("product", "category", "brand") and found.end - found.start == 1
    return alone and any(f.kind == "quantity" and f.start < found.start and f.end == found.end for f in rivals)


def _uncounted(found: Found, match: Match, text: str) -> tuple[Found, Match]:
    """The name of a thing without how many of it is said before or behind it: *two dining chairs*, *a stool, two of them*. Another
    thing may have the number in its name."""
    said = text[found.start : found.end]
    if found.kind not in ("product", "category") or not match.links:
        return found, match
    title = match.links[0].title.casefold()
    before, behind = _COUNT_BEFORE.match(said), _COUNT_BEHIND.search(said)
    if before and before[1] not in title:
        found = replace(found, start=found.start + before.end())
    return (replace(found, end=found.end - len(behind.group())) if behind else found), match


def _from_match(match: Match, message: Normalised) -> tuple[Found, Match]:
    start = next((i for i, s in enumerate(message.starts) if s >= match.start), len(message.text))
    end = next((i for i, s in enumerate(message.starts) if s >= match.end), len(message.text))
    kind = match.kind if match.kind in _FROM_CATALOG else "attribute"
    return Found(kind, match.value, start, end), match


def _entity(found: Found, match: Match | None, message: Normalised) -> Entity:
    start, end = message.span(found.start, found.end)
    return Entity(
        kind=found.kind,
        value=found.value,
        text=message.original[start:end],
        start=start,
        end=end,
        negated=is_negated(message.text, found.start, found.end),
        links=match.links if match else (),
    )


def _masked(text: str, found: Sequence[Found]) -> str:
    out: list[str] = []
    at = 0
    for one in found:
        name = _MASK.get(one.kind)
        start, end = one.inner
        if name is None or start < at:
            continue
        out += [text[at:start], PLACEHOLDERS[name]]
        at = end
    return "".join(out) + text[at:]
