# ruff: noqa: E501  (tables of words and patterns read best on one line)
"""One line of the cart that is to be otherwise than it is: in another size that only its maker has words for, or another thing of its kind.
And the words by which one thing is put in another's place, and those that tell of what was bought and is in no cart any more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dangol.nlu import moods
from dangol.nlu.answers import spans
from dangol.nlu.commands import Command, Entity, Start
from dangol.nlu.context import Context, Shown
from dangol.nlu.normalise import normalise, plain
from dangol.nlu.pieces import LOOKING, OF_AN_ORDER, VALUED, Piece, Reader
from dangol.nlu.sizes import extreme_in
from dangol.nlu.slots import in_cart_by_shelf, in_cart_named, slots_of

_SURE = 0.85
_FEWEST, _MOST_AT_ONCE = 2, 4
_CLAUSE = re.compile(r"\s*[,、;]\s*(?:and\s)?|\s(?:and|그리고)\s|(?<=[꾸주하])고\s|(?<=[꿔해]주시고)\s")
_SIZED_BEFORE = re.compile(
    r"(?:(?P<up>\b(?:big|bigger|large|larger)|(?<![가-힣])큰|大きい|大きな)|(?:\b(?:small|smaller|little)|(?<![가-힣])작은|小さい|小さな))\s?$"
)
SWAPS = re.compile(
    r"\b(?:swap(?:ped)?|switch(?:ed)?|exchange|changed?|replace|trade|make (?:it|that|them|(?:the|my) [\w-]+)|instead|(?:i'?d|would|i'll) rather|prefer|would be better|(?:is|looks) better|go (?:for|with))\b"
    r"|바꿔|바꾸|바꿀|바꼬|교환|변경|대신|[이가]\s?(?:더\s?)?(?:나을|낫(?:겠|네)|좋겠(?!지만)|좋을\s?(?:것|거))|(?:으|에이|비)?로\s?(?:할게|할께|할래|해\s?줘|해\s?주|갈게|가자|부탁|주세요|요?[.!~]*$)"
    r"|がいい(?:な|です(?!か)|かも|かな|[。!~]|$)|変え|かえて|変更|交換|替え|換え|チェンジ|代わり|かわりに|(?:に|で)(?:して|します|お願い|おねがい)|やめて[^、。]{1,20}[にで]$|(?:色|カラー|サイズ|号数|長さ)(?:も|は|を)[^、。]{1,14}[にで]$|やっぱり?[^、。]{1,12}[にで](?:$|お願い)"
)
# What was bought or has come is exchanged, whatever lies in the cart by now.
BOUGHT = re.compile(
    r"\b(?:i|we)(?:'ve| have)?(?: just| already| recently)? (?:bought|ordered|purchased|received)\b|\b(?:i|we) (?:got|had) (?:it|them|this|these|one|the [\w ]+?) (?:last|yesterday|on \w+day|\w+ (?:days?|weeks?) ago)|\b(?:arrived|was delivered|were delivered|came (?:today|yesterday))\b"
    r"|(?<![가-힣])샀|(?:구매|구입|주문)(?:했|한(?![가-힣]*\s?번))|받았|(?<![가-힣])산\s?(?:거|것|건|게|지)|도착했|배송받"
    r"|(?:買い|購入し|注文し|受け取り)ました|(?:買っ|購入し|注文し|受け取っ)た|届(?:い[たて]|きました)"
)
ORDERED = re.compile(r"order|주문|注文")
PLACE = re.compile(
    r"\b(?:address|deliver\w*|date|e-?mail|phone|name|payment|card)\b|주소|배송지|배송일|날짜|이메일|연락처|전화|이름|결제|住所|届け先|配送|日時|日付|メール|電話|名前|宛名|支払"
)
# What is had already, and not in the cart any more.
HAD = re.compile(
    r"\b(?:i ordered|my order|ordered|received|arrived|came|turned up|bought|delivered|returning|refund|wore|worn|tried (?:it|them|this|these) on|too (?:small|big|tight|loose|large|short|long)|(?:doesn'?t|don'?t|didn'?t) fit|last (?:week|month|time)|yesterday|the other day|days ago|broken|damaged|faulty|wrong (?:size|colou?r|item|one))\b"
    r"|주문(?!할|하려|하고\s?싶)|받(?:은|았|아\s?봤)|도착|배송(?:된|받)|산\s?(?:거|것|지|게)|지난|저번|어제|며칠\s?전|(?<![가-힣])[\d한두]\s?(?:일|주일?|달)\s?전|샀|구매한|구입한|작(?:아요|네요|은데)|커(?:서|요)|크(?:네요|고요)|안\s?맞|헐렁|끼(?:어|네)|하자|불량|입어\s?보|신어\s?보|써\s?보"
    r"|注文|先週|先日|先月|昨日|この前|届[いき]|買った|買いました|購入した|購入しました|受け取|着てみ|小さ(?:かった|すぎ|くて)|大き(?:かった|すぎ|くて)|合わな|不良|壊れ|履いて"
)
# Who had decided, and decides otherwise.
_THINKS_BETTER = re.compile(
    r"\b(?:actually|no wait|wait|instead|rather|changed my mind|on second thought|after all)\b|^(?:no|nah)\b[,\s]"
    r"|^(?:아|아니|아뇨)[\s,]|아니다|그냥|말고|생각해\s?보니|다시\s?생각|やっぱ|じゃなく|ではなく|^(?:いや|あ)[、,\s]"
)
# A figure with a word of its own behind it, of a size or a power, where one that counts has a counter or nothing.
_MEASURED = re.compile(
    r"\d\s?(?!(?:개|장|병|권|켤레|벌|봉지|봉|세트|자루|캔|통|마리|個|つ|枚|本|冊|点|足|袋|箱|缶|匹(?!用)|으?로|에|만|더|に|で|を|と)|(?:please|pls|instead|now|then|more|of|pairs?|packs?|pieces?|boxes|bottles)\b)[a-z가-힣ぁ-んァ-ヶ\u3400-\u9fff]"
)
_AS_WELL = re.compile(
    r"\b(?:too|also|as well|another|more)\b|[가-힣]도(?![가-힣])|하나\s?더|(?<!で)も(?:ください|下さい|お願い|一つ|ひとつ|1|入れ|追加)"
)
_OF_SO_MANY = re.compile(r"\b(?:\d|two|three|four|five|six)-[a-z]+|\d\s?인용|\d\s?人(?:掛け|用|がけ)")
_DECIDING = frozenset({"add_to_cart", "change_quantity", "remove_from_cart", "exchange_item", "return_item", "deny"})
RUN = re.compile(r"[가-힣]{2,}|[\u3400-\u9fff々]{2,}|[\u30a1-\u30fe]{2,}|[a-z]{3,}")
_NEXT = frozenset({"bigger", "longer", "smaller", "shorter"})
_SIZED = re.compile(
    r"(?P<up>\bsizes? (?:up|bigger|larger)\b|(?:큰|대형)\s?(?:사이즈|치수|거|걸|것)|(?:치수|사이즈|단계)\s?(?:위|업)|(?:ワン|1|一つ|ひとつ)サイズ(?:上|アップ)|(?:一つ|ひとつ|1つ)上のサイズ|サイズアップ)"
    r"|(?P<down>\bsizes? (?:down|smaller)\b|(?:작은|소형)\s?(?:사이즈|치수|거|걸|것)|(?:치수|사이즈|단계)\s?(?:아래|다운)|(?:ワン|1|一つ|ひとつ)サイズ(?:下|ダウン)|(?:一つ|ひとつ|1つ)下のサイズ|サイズダウン)"
)
_POLITE = re.compile(
    r"^(?:(?:so|and|ok|okay|hi|hey|sorry|please),?\s)*(?:can|could|may|would|will|can't) (?:i|you|we)\b|(?:주시겠|주실\s?(?:수|래)|주세요|줄래|줘)|(?:もらえ|いただけ|頂け|くださ|下さ|できますか|お願い)"
)


# Some of those that lie in the cart: *one of them*, 하나는, 1つだけ.
_SOME_OF = re.compile(
    r"\b(?P<en>one|two|three|\d) of (?:them|those|these|it|the)\b|\bjust (?P<just>one|two|\d)\b"
    r"|(?<![가-힣])(?:그\s?중에?\s?)?(?P<ko>하나|둘|셋|(?:한|두|세|\d)\s?(?:개|장|병|봉|팩|벌|켤레))(?:만|은|는)(?=\s)"
    r"|(?:そのうち|うち)?(?P<ja>[1-9一二三]つ|ひとつ|ふたつ|[1-9一二三][個枚本袋足])(?:だけ|は)"
)
_MAKES_SOME = re.compile(r"\b(?:make|get|have|want) (?:just )?(?:one|two|three|\d)\b")
_COUNTS = {"one": 1, "two": 2, "three": 3, "하나": 1, "한": 1, "둘": 2, "두": 2, "셋": 3, "세": 3} | {
    "一": 1, "二": 2, "三": 3, "ひとつ": 1, "ふたつ": 2
}  # fmt: skip


def some_otherwise(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """*Make one of them green tea*, 하나는 녹차로 바꿔 주세요, 1つは緑茶に変えて: of several that lie in the cart, so many in another version. The
    others stay as they are, whatever is said of it besides."""
    context, text = reader.context, normalise(piece.words).text
    found = _SOME_OF.search(text)
    said = [e for e in piece.entities if e.kind in VALUED and not e.negated]
    if found is None or not said or not context.cart or context.flow not in (None, *LOOKING) or only_asks(piece.words):
        return ()
    swapped = SWAPS.search(text) or _MAKES_SOME.search(text)
    if not swapped or BOUGHT.search(text) or any(e.kind == "order_number" for e in piece.entities):
        return ()
    things = [e for e in piece.entities if e.kind in ("product", "category") and not e.negated]
    last = next((item for item in reversed(context.cart) if context.last_row in (item.row, item.product)), None)
    line = line_named(things, context) if things else last
    if line is None or line.product is None:
        return ()
    told = found["en"] or found["just"] or found["ko"] or found["ja"]
    digits = re.search(r"\d", told)
    count = int(digits.group()) if digits else next(n for word, n in _COUNTS.items() if told.startswith(word))
    slots = slots_of(said, replace(context, shown=(), cart=()), "add_to_cart", piece.words)
    slots |= {"product": line.product, "instead": line.row, "out": count, "quantity": count}
    return (Start(intent="add_to_cart", slots=slots, confidence=_SURE, words=piece.words),)


def each_otherwise(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """Two lines of the cart that are to be otherwise, each read for itself: 水槽は30cmにして、ヒーターも小さいのに, *make the tank the 30 one and the
    heater the 50 W*. One is not put in the place of the other."""
    parts = _CLAUSE.split(piece.words)
    if not 1 < len(parts) <= _MOST_AT_ONCE:
        return ()
    apart = [reader.piece(part) for part in parts if reader.piece(part).names]
    if len(apart) < _FEWEST:
        return ()
    each = [made_otherwise(reader, part, after=n > 0) for n, part in enumerate(apart)]
    return tuple(command for commands in each for command in commands) if all(each) else ()


def made_otherwise(reader: Reader, piece: Piece, *, after: bool = False) -> tuple[Command, ...]:
    """*Make the tank the small one*, 그거 말고 30센치로 바꿔줘, ヒーターも小さいのにして: what lies in the cart, named by its shelf or not at all, in
    a version that only its maker has words for. With no order spoken of, nothing that was bought is exchanged; which version it is, the
    catalogue tells, or asks. ``after`` another that is to be otherwise, the word for it need not be said again."""
    context, text = reader.context, normalise(piece.words).text
    things = [e for e in piece.entities if e.kind in ("product", "category") and not e.negated]
    said = [e for e in piece.entities if e.kind in VALUED and not e.negated]
    ended, compared = extreme_in(text) is not None, step_said(piece) or _sized_before(things, piece)
    better = _THINKS_BETTER.search(text) is not None
    bare = (ended or (after and compared)) and things and not moods.takes(piece.words) and piece.best != "find_products"
    decides = SWAPS.search(text) or bare or (after and said) or (better and piece.best in _DECIDING)
    if not (replaces(text) or bare or after) and (moods.adds(piece.words) or _AS_WELL.search(text)):
        return ()  # 아 3인용 침대도 하나 주세요 wants it beside what is there
    if not decides or context.flow not in (None, *LOOKING) or only_asks(piece.words):
        return ()
    if any(pattern.search(text) for pattern in (HAD, BOUGHT, ORDERED, PLACE)) or (
        piece.best == "find_products" and not better
    ):
        return ()
    if context.last_intent in OF_AN_ORDER or any(e.kind in ("order_number", "price_limit") for e in piece.entities):
        return ()
    last = next((item for item in reversed(context.cart) if context.last_row in (item.row, item.product)), None)
    line = line_named(things, context) if things else last
    slots = slots_of(said, replace(context, shown=(), cart=()), "add_to_cart", piece.words)
    if said and (numbers := [e.value for e in piece.entities if e.kind == "quantity" and e.text.casefold() != "one"]):
        slots["quantity"] = numbers[0]  # *actually just 2 in honey*: so many of it, and not as many as there were
    if ended:
        slots.pop("size", None)  # *the small one* of what comes in 30 and 45 is no S
    uncounted = list(text)
    for entity, (begin, end) in zip(piece.entities, spans(piece.words, piece.entities), strict=True):
        if entity.kind == "quantity":
            uncounted[begin:end] = " " * (end - begin)
    counts = re.search(r"\d", text) or any(e.kind == "quantity" for e in piece.entities)
    measured = _MEASURED.search("".join(uncounted))
    other = replaces(text) and _OF_SO_MANY.search(text)
    told = ended or compared or said or measured or other or (piece.best == "change_quantity" and not counts)
    if line is not None and line.product is not None and told:
        slots |= {"product": line.product, "instead": line.row} | ({"comparison": compared} if compared else {})
    elif line is None and (kin := _of_its_kind(things, context)) and (replaces(text) or _THINKS_BETTER.search(text)):
        slots |= {"product": kin[0], "instead": kin[1].row}
    else:
        return ()
    return (Start(intent="add_to_cart", slots=slots, confidence=_SURE, words=piece.words),)


def _sized_before(things: Sequence[Entity], piece: Piece) -> str:
    """Which way the size is, where it stands before the thing's own name: *the small tank*, 작은 수조, 小さい水槽."""
    text = normalise(piece.words).text
    placed = zip(piece.entities, spans(piece.words, piece.entities), strict=True)
    starts = [begin for entity, (begin, _) in placed if entity in things]
    found = [match for begin in starts if (match := _SIZED_BEFORE.search(text[:begin]))]
    return ("bigger" if found[0]["up"] else "smaller") if len(found) == 1 else ""


def line_named(things: Sequence[Entity], context: Context) -> Shown | None:
    """The one line of the cart that is named, by its product, its shelf or the word its title shares with a shelf."""
    # A shelf's word that names one thing of it better (*the hang-on filter*) is not the other one that lies there.
    shelves = [e for e in things if not any(link.row.startswith("product:") for link in e.links)]
    row = in_cart_by_shelf(shelves, context, "add_to_cart")
    by_shelf = (item for item in context.cart if row is not None and row in (item.row, item.product))
    return in_cart_named(things, context) or next(by_shelf, None)


def _of_its_kind(things: Sequence[Entity], context: Context) -> tuple[str, Shown] | None:
    """A product that is named, and the one line of the cart that is called as it is but for its number, size or colour: the 30 cm tank for
    the 45 cm one, where these are products of their own."""
    products = [[link for link in e.links if link.row.startswith("product:")] for e in things]
    if len(products) != 1 or not products[0]:
        return None
    best = products[0][0]
    called = {*RUN.findall(plain(best.title))}
    lines = [item for item in context.cart if called & {*RUN.findall(plain(item.title))}]
    alone = len(lines) == 1 and best.row not in (lines[0].row, lines[0].product)
    return (best.row, lines[0]) if alone else None


def step_said(piece: Piece) -> str:
    """Which way the next size is, where a message says so."""
    said = (e.value for e in piece.entities if e.kind == "comparison" and e.value in _NEXT and not e.negated)
    sized = _SIZED.search(normalise(piece.words).text)
    return str(next(said, "")) or (("bigger" if sized["up"] else "smaller") if sized else "")


def replaces(text: str) -> bool:
    """Whether another thing is put in the place of what is there, not only named in a way that decides for it."""
    return bool(
        re.search(
            r"\b(?:swap|switch|exchange|change|replace|trade|instead|rather)\b|바꿔|바꾸|바꿀|교환|변경|대신|変え|かえて|変更|交換|替え|換え|代わり|かわりに",
            text,
        )
    )


def only_asks(words: str) -> bool:
    """Whether a message asks, and not politely for something to be done."""
    return moods.asks(words) and not _POLITE.search(normalise(words).text)
