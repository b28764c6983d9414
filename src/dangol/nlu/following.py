# ruff: noqa: E501  (tables of words and patterns read best on one line)
"""What leans on what was asked last: the same of something else (*and the parka?*), in more detail (*I'm 180 and slim*, after a size was
asked for), of the same order (*it's N26-1041*), or something else instead (*no, I'd rather exchange it*).

Such messages name little. Read by their words alone they sound like anything: a number like one to be ordered, a name like a question.
"""

from __future__ import annotations

import re
from dataclasses import replace

from dangol.nlu import answers, moods
from dangol.nlu.commands import Command, Start
from dangol.nlu.normalise import normalise
from dangol.nlu.pieces import LOOKING, VALUED, Piece, Reader
from dangol.nlu.segments import without_negated
from dangol.nlu.slots import slots_of
from dangol.nlu.weighing import BOUGHT, OF_THE_SHOP

# What may be asked two at a time, beside what is asked of the shop itself: 배송비랑 배송기간, 営業時間と場所.
TOGETHER = OF_THE_SHOP | {"promotions", "warranty", "gift_card", "loyalty_points", "invoice", "ask_price"}
#: What is wanted of an order: of these one takes the other's place, and nothing has to be said no to before.
WISHES = frozenset(
    {"cancel_order", "return_item", "exchange_item", "refund_status", "change_order"}
    | {"damaged_item", "wrong_item", "missing_item"}
)
# What may be asked once more of another place, day or thing.
_TOPICS = frozenset(
    {"shipping_cost", "shipping_time", "return_policy", "payment_question", "store_hours", "warranty"}
    | {"product_question", "size_advice"}
)
_OF_THE_CART = frozenset({"add_to_cart", "change_quantity", "remove_from_cart"})
# After which a thing that is only named may be asked, or wanted, as the one before it was.
_GOES_ON = frozenset(
    {"product_question", "size_advice", "compare", "check_stock", "ask_price", "similar_products", "add_to_cart"}
    | {"change_quantity", "remove_from_cart", "reorder"}
)
_SURE = 0.8
_LITTLE = 3  # characters that ask for nothing
_FAINT = 0.15
# The words with which one more thing is asked after, beside those that only hold a message together.
_ONE_MORE = re.compile(
    r"\b(?:what|how|about|or|any|also|too|maybe|perhaps|have|got|do|you|u|ya|there|are|some|see|show|me|can|as well)\b|혹시|역시|도(?=$|\s|요)|있(?:나요|어요|을까요|나|어)|보여|も(?=$|\s)|あと|あり(?:ますか)?|ある"
)
# The same, asked of what is like it: *even if it's on sale?*, 세일 상품도요?, セール品でもですか.
_ALSO = re.compile(
    r"^(?:even|also|not even|does that (?:also|include)|is that (?:also|even|the same)|same (?:for|with)|(?:and )?(?:what )?if)\b.{2,40}\?*$"
    r"|^.{2,24}도\s?(?:요|그런가요|똑같(?:나요|아요)|마찬가지(?:인가요|예요)|같은가요|해당(?:되나요|돼요))[\s?~.!]*$"
    r"|^.{2,24}(?:でも|も)(?:同じ|一緒)?(?:です(?:か|よね)?|なの|ですかね)?[\s?~]+$|^.{2,24}でも(?:同じ|一緒)?(?:です|なん)(?:か|よね|ですか)[\s?~]*$"
)
# What somebody measures, or usually takes.
_MEASURED = re.compile(
    r"\b(?:i'?m|i am|(?:s?he|they)(?:'s| is|'re| are)|my (?:wife|husband|son|daughter|mum|mom|dad|partner|kid)(?:'s| is)|usually|normally|always|wears?|take|waist|chest|bust|hips?|foot|feet|head|neck|inseam|shoulders?|tall|height|weigh\w*"
    r"|kg|kilos?|cm|ft|lbs?|pounds|stone|inch(?:es)?|uk|eu|us)\b|\d'\s?\d|(?<![가-힣])키|몸무게|체중|신장|허리|가슴|둘레|발볼|발\s?(?:길이|사이즈)|어깨|머리|평소|보통|원래|입어요|신어요|입는데|신는데|킬로|키로|센치|센티"
    r"|身長|体重|ウエスト|バスト|ヒップ|胸囲|胴囲|足|頭囲|肩幅|普段|ふだん|いつも|着て|履いて|キロ|センチ|(?<![a-z])(?:cm|kg)"
)
_NEWS = re.compile(
    r"\b(?:news|updates?|progress|heard|anything (?:yet|back)|any (?:luck|joy|movement|developments?)|how(?:'s| is) (?:it|that) (?:going|coming along|looking)|still waiting|sorted yet|done yet)\b"
    r"|소식|진행|진척|어떻게\s?(?:됐|되|되어)|(?:처리|해결)\s?(?:됐|되)|아직인가|아직이에|どうなり|どうなって|進展|進んで|進み|その後|連絡(?:は|が)?(?:まだ|ない|あり)|まだですか"
)

_PARCEL = re.compile(
    r"\b(?:parcels?|packages?|deliver\w*|ship\w*|arriv\w*|courier)\b|배송|택배|물건|도착|발송|荷物|配送|届|発送"
)

# What may be asked of any one thing, and the words that put one of them in the place of another.
_PRICE = r"(?:\b(?:prices?|costs?)\b|가격|값|値段|価格)"
_STOCK = r"(?:\bstock\b|재고|在庫)"
_OF_ONE = (
    rf"(?:{_PRICE}|{_STOCK}|\b(?:sizes?|sizing|measurements?|materials?|fabrics?|colou?rs?|weights?|lengths?|widths?|heights?)\b"
    r"|사이즈|치수|크기|소재|재질|색상|색깔|무게|길이|サイズ|寸法|大きさ|素材|材質|色|重さ|長さ)"
)
_NOT_THAT = re.compile(
    rf"(?:\b(?:and )?not (?:about )?(?:the |its |your )?{_OF_ONE}|{_OF_ONE}[이가은는을를]?\s?(?:말고|아니라|아니고|말구)|{_OF_ONE}(?:の(?:こと|話))?(?:は|を)?(?:じゃな(?:くて?|い)|ではな(?:くて?|い)))[요よ]?"
)
_ASKED_OF_ONE = frozenset({"product_question", "size_advice", "ask_price", "check_stock"})
_SHORT = 32  # characters; who says more says something of its own

# What should have come.
THE_RIGHT_ONE = re.compile(
    r"\b(?:the|my) (?:right|correct|proper)\b|\b(?:the )?(?:ones?|thing|things|what) (?:that )?(?:i|we) (?:actually )?(?:ordered|paid for|asked for)\b"
    r"|제대로\s?(?:된|온)?|맞는\s?(?:거|걸|것|물건|상품)|(?:주문|시킨)한?\s?(?:거|걸|것|물건|상품)(?:으로|로|를|을)?\s?(?:보내|받)"
    r"|正しい|ちゃんとした|(?:注文|頼)(?:した|んだ)(?:もの|やつ|商品|方|ほう)"
)
AMISS = frozenset({"wrong_item", "damaged_item", "missing_item"})
_WANTS_IT = _OF_THE_CART | {"find_products", "return_item", "refund_status", "return_policy", "exchange_item"}


def followed(reader: Reader, piece: Piece) -> Command | None:
    """What was asked last, asked of something else: *and the parka?*, ネイビーなら？ of the stock, *what about Japan?* of the postage."""
    return (
        _of_what_was_bought(reader, piece)
        or _one_more(reader, piece)
        or _measures(reader, piece)
        or _asked_again(reader, piece)
        or _of_the_same_order(reader, piece)
    )


def asked_rather(reader: Reader, piece: Piece) -> Command | None:
    """*No, I mean the sizes, not the price*, 가격 말고 사이즈요, 値段じゃなくて素材: something else is asked of the one thing spoken of."""
    context = reader.context
    if context.last_intent not in _ASKED_OF_ONE or not context.last_row or context.asked or piece.names:
        return None
    text = normalise(piece.words).text.strip(" ,.")
    rest = _NOT_THAT.sub(" ", text).strip(" ,.")
    rest = answers.correction(rest) or rest
    asked = re.search(_OF_ONE, rest)
    if rest == text or asked is None or len(rest) > _SHORT or any(e.kind in VALUED for e in piece.entities):
        return None
    intent = (
        "ask_price" if re.search(_PRICE, rest) else "check_stock" if re.search(_STOCK, rest) else "product_question"
    )
    slots = {"product": context.last_row} | ({"question": rest} if intent == "product_question" else {})
    return Start(intent=intent, slots=slots, confidence=_SURE, words=piece.words)


def another_wish(reader: Reader, piece: Piece) -> Command | None:
    """Something else wanted of the order that is spoken of, or more of the same wish, where a yes or a no was asked for: *I'd rather
    exchange it than have the money*, *the postcode should be E8 0AA*."""
    context = reader.context
    wish = context.flow_intent
    if wish not in WISHES:
        return None
    text = normalise(piece.words).text
    if THE_RIGHT_ONE.search(text) and wish in AMISS and piece.best in _WANTS_IT:
        return reader.command(piece, ("exchange_item", _SURE))  # *I don't want a refund, I want the right shoes*
    yes = (answers.leading(piece.words) or ("",))[0] == "affirm"
    if yes or without_negated(text, reader.lang)[1]:
        return None  # *yes, cancel it* agrees; and what is refused, *no, don't cancel it*, is not what is wished
    said = answers.correction(text)
    inner = reader.piece(said) if said else piece
    best, sure = inner.best, inner.reading.confidence
    told = {e.kind for e in inner.entities if not e.negated}
    if "order_number" in told and (len(_left(inner)) <= _LITTLE or best not in WISHES):
        return reader.command(inner, (wish, 0.8))
    instead = said is not None or moods.decided(piece.words) is not None
    if best in WISHES and best != wish and instead and sure >= reader.thresholds.act:
        return reader.command(inner, (best, sure))
    if inner.best == wish and sure >= reader.thresholds.offer:
        return reader.command(inner, (wish, max(sure, 0.5)))
    cart = best in _OF_THE_CART and not context.cart and not inner.names
    if wish == "change_order" and (cart or (told & {"postcode", "phone"} and sure < _SURE)):
        return reader.command(
            inner, (wish, 0.6)
        )  # the postcode, the street, the number: of the order that is to be changed
    return None


def _of_what_was_bought(reader: Reader, piece: Piece) -> Command | None:
    """*They haven't come*, after *I ordered some hinges*: what was asked about it is told."""
    context, sure = reader.context, piece.reading.confidence
    unsure = reader.thresholds.offer <= sure < reader.thresholds.act
    if context.last_intent != BOUGHT or context.flow is not None or not unsure:
        return None
    return reader.command(piece, (piece.best, 0.6)) if piece.best in {*WISHES, "track_order"} else None


def _one_more(reader: Reader, piece: Piece) -> Command | None:
    """*And socks?*, 양말은요?, じゃあトートは？ after something was looked for: that is looked for as well."""
    context = reader.context
    looked = context.last_intent in (*LOOKING, None) and context.last_flow not in ("check_stock", "ask_price")
    if (
        context.flow not in (None, *LOOKING)
        or context.asked
        or not looked
        or piece.best in ("find_products", "check_stock")
    ):
        return None  # read as what it is already
    things = [e for e in piece.entities if e.kind in ("product", "category", "brand") and not e.negated]
    kinds = {e.kind for e in piece.entities}
    again = any(link.row == context.last_row for e in things for link in e.links[:1])
    if len(things) != 1 or again or not kinds <= {"product", "category", "brand", *VALUED}:
        return None
    if context.last_intent is None and (kinds & VALUED or "?" not in normalise(piece.words).text):
        return None  # said first: *spanners?* looks for some
    rest = answers.residue(normalise(piece.words).text, answers.spans(piece.words, piece.entities))
    if rest and _left(piece):
        return None
    return reader.command(piece, ("find_products", _SURE))


def _left(piece: Piece) -> str:
    """What a message says beside what it names and the words with which one more thing is asked after."""
    kept = list(normalise(piece.words).text)
    for start, end in answers.spans(piece.words, piece.entities):
        kept[start:end] = " " * (end - start)
    return answers.residue(_ONE_MORE.sub(" ", "".join(kept)))


def tells_measure(words: str) -> bool:
    """Whether somebody says what they, or whoever it is for, measure or usually take, and takes nothing by it: *i take a uk 6*."""
    return bool(_MEASURED.search(normalise(words).text)) and not moods.takes(words)


def _measures(reader: Reader, piece: Piece) -> Command | None:
    """*He is 180 and slim*, 키 178에 72키로예요, after a size was asked for: what it is to be told by."""
    context = reader.context
    if context.last_intent != "size_advice" or context.flow or piece.names:
        return None
    kinds = {e.kind for e in piece.entities if not e.negated}
    text = normalise(piece.words).text
    if not kinds <= {"quantity", "measure", "size", "price", "price_limit", "reference", "comparison", "ordinal"}:
        return None
    if not (kinds or any(c.isdigit() for c in text)) or not tells_measure(piece.words):
        return None
    sure = piece.reading.confidence
    there = piece.best in ("check_stock", "exchange_item") and sure >= reader.thresholds.act
    other = sure >= _SURE and piece.best not in {"size_advice", "find_products", *_OF_THE_CART}
    return None if there or other else reader.command(piece, ("size_advice", max(piece.reading.confidence, 0.6)))


def _asked_again(reader: Reader, piece: Piece) -> Command | None:
    context = reader.context
    also = bool(_ALSO.search(normalise(piece.words).text))
    if also and context.last_intent in OF_THE_SHOP | {"warranty"} and context.flow is None and not piece.names:
        return reader.command(piece, (context.last_intent or "", 0.7))
    if not moods.follows_up(piece.words):
        return None
    values = any(e.kind in VALUED and not e.negated for e in piece.entities)
    if context.last_flow in ("check_stock", "ask_price") and (piece.names or (values and context.last_row)):
        intent = context.last_flow
        if not piece.names:
            slots = slots_of(piece.entities, replace(context, shown=()), intent, piece.words)
            return Start(intent=intent, slots={"product": context.last_row, **slots}, confidence=0.8, words=piece.words)
        return reader.command(piece, (intent, 0.8))
    if piece.bare and piece.names and context.flow is None and context.last_intent not in _GOES_ON:
        # *And hamster food?*, after the postage: it is to be shown.
        return reader.command(piece, ("find_products", 0.8))
    clear = piece.reading.confidence >= _SURE or piece.names
    if context.last_intent in _TOPICS and context.flow is None and not clear:
        others = (name for name, share in piece.reading.intents[:3] if share >= _FAINT and name in TOGETHER)
        return reader.command(piece, (next(others, context.last_intent), 0.7))
    return None


def _of_the_same_order(reader: Reader, piece: Piece) -> Command | None:
    """*Any news?* after a refund was asked for is asked of the refund, where no other order is named."""
    context = reader.context
    before = context.flow_intent if context.flow else context.last_intent
    if before not in WISHES or piece.best != "track_order":
        return None
    if piece.names or any(e.kind == "order_number" for e in piece.entities):
        return None
    text = normalise(piece.words).text
    if not _NEWS.search(text) or _PARCEL.search(text):
        return None
    return reader.command(piece, (before or "", piece.reading.confidence))
