# ruff: noqa: E501  (patterns read best on one line)
"""Answers from what the shop wrote: word for word, with their source, or honestly none."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any

from dangol.assistant.abroad import DELIVERS, Destination, destination, speaks_of
from dangol.assistant.actions.delivering import lists_many, named_places, told_hours, told_of_place
from dangol.assistant.actions.subject import products_meant, row_spoken_of, rows_in
from dangol.assistant.matters import says_nothing_of
from dangol.assistant.outright import LEAST_OF_A_THING, asks_of, beside_names
from dangol.assistant.reaching import MAIL_WRITTEN, PHONE_WRITTEN, asks_reach
from dangol.assistant.topics import astray, is_topic, judged, topics
from dangol.assistant.unwell import helps
from dangol.assistant.work import Action, Turn
from dangol.commerce.catalog.products import Product
from dangol.dialogue import ActionResult
from dangol.knowledge import actions as knowledge
from dangol.knowledge.actions import Answer, Answered
from dangol.knowledge.retrieval import ACT
from dangol.messages.content import Quote, Text
from dangol.nlu.context import Lexicon
from dangol.nlu.normalise import normalise
from dangol.nlu.of_the_matter import POSTAGE, SENT_BACK
from dangol.nlu.segments import cuts, says_something
from dangol.nlu.unlisted import strange_thing
from dangol.search.letters import plain

_TOPICS: Mapping[str, tuple[str, ...]] = {
    "shipping_cost": ("What does delivery cost?", "배송비가 얼마인가요?", "送料はいくらですか？"),
    "shipping_time": ("How long does delivery take?", "배송은 얼마나 걸리나요?", "配送は何日かかりますか？"),
    "return_policy": ("Can I return something?", "반품할 수 있나요?", "返品できますか？"),
    "payment_question": ("How can I pay?", "결제 수단은 무엇이 있나요?", "支払い方法は何がありますか？"),
    "store_hours": ("What are your opening hours?", "영업시간이 언제인가요?", "営業時間は何時からですか？"),
    "store_location": ("Where is the shop?", "매장이 어디에 있나요?", "店舗の場所はどこですか？"),
    "damaged_item": ("Something arrived damaged.", "상품이 깨져서 왔어요.", "届いた商品が壊れていました。"),
    "wrong_item": ("I got the wrong item.", "다른 물건이 왔어요.", "違う商品が届きました。"),
    "missing_item": ("My parcel has not arrived.", "물건이 안 왔어요.", "商品が届いていません。"),
    "warranty": ("Is there a warranty?", "보증이 되나요?", "保証はありますか？"),
    "invoice": ("Can I have an invoice or receipt?", "영수증을 받을 수 있나요?", "領収書はもらえますか？"),
    "loyalty_points": (
        "Do you have points or a membership?",
        "적립금이나 멤버십이 있나요?",
        "ポイントや会員制度はありますか？",
    ),
    "refund_status": ("When do I get my money back?", "환불은 언제 되나요?", "返金はいつですか？"),
}
"""A plain question for each topic, asked when the shopper's own words find nothing."""
_ARRIVES = re.compile(
    rf"{DELIVERS.pattern}|\b(?:arriv\w*|receive|reach(?:es)? you|pick(?:ed|ing)?|collect\w*)\b|도착|받으|수령|픽업|찾아가|着|受け?取|引き?取"
)
# That somebody comes and takes it themselves.
_FETCHES = re.compile(
    r"가지러|찾으러|들러|들르|방문|직접\s?(?:받|찾|가)|取りに|持ち帰|立ち寄|\b(?:come by|drop by|swing by|stop by|fetch|in person)\b"
)
# What an article has to say to answer such a wish at all: taking away old furniture is no answer to a leg that came broken, and how a cake
# is ordered none to whether it is delivered.
_SPEAKS = {
    "shipping_cost": _ARRIVES,
    "shipping_time": _ARRIVES,
    # How the shop is called by telephone says nothing of another number for the shopper.
    "account_change": re.compile(
        r"\b(?:chang\w*|updat\w*|edit\w*|correct\w*|account|profile|member\w*|log ?in|password)\b|수정|변경|바꾸|바꿀|회원|계정|가입|탈퇴|비밀번호|変更|修正|会員|アカウント|登録|退会|パスワード"
    ),
    "store_hours": re.compile(
        r"\d{1,2}:\d\d|\d\s?(?:[ap]\.?m\b|시(?!간)|時(?!間))|\b(?:hours|open (?:daily|every|all|from|on)|closed)\b|24\s?(?:시간|時間)|영업|운영|휴무|営業|定休|年中無休"
    ),
    "damaged_item": re.compile(
        r"\b(?:damag\w*|broken?|faulty|defect\w*|fault|returns?|refund\w*|exchang\w*|replac\w*|repair\w*|warrant\w*|guarantee\w*|claims?)\b"
        r"|파손|불량|깨[져진졌지]|하자|고장|망가|반품|환불|교환|수리|보증|破損|不良|壊れ|割れ|折れ|傷|欠け|返品|返金|交換|修理|保証"
    ),
}
_PRICED = re.compile(
    r"[$€£¥₩]\s?\d|\d\s?(?:원|엔|円|만\s?원|달러|유로|ドル|ユーロ|ウォン)|\b\d+ (?:dollars?|won|yen|euros?|pounds?)\b|\bfree\b|무료|無料"
)
_ASKS_HOURS = re.compile(
    r"\b(?:opening|business|office|shop|store|working) hours\b|\bwhat time do you (?:open|close)\b|\b(?:when|until when|till when|how late) (?:are|do) you (?:open|close)\b"
    r"|(?:영업|운영|상담|업무)\s?시간|몇\s?시(?:부터|까지)\s?(?:해|하|영업|열|여[나시세]|상담|운영|문)|(?:営業|受付|対応)時間|何時(?:まで|から)(?:や|開|営業|です|で?すか)"
)
# What makes a part of a sentence a question of its own.
_QUESTION = re.compile(
    r"\b(?:wh(?:at|en|ere|o|ich|y)|how|can|could|do|does|is|are|may|will)\b|며칠|언제|어디|얼마|누가|누구|무슨|어떤|어떻게|몇|뭐|뭘|되나|돼|되고|있나|있고|가능|何|いつ|どこ|どちら|いくら|誰|だれ|どう|どの|ます|です|でき"
)
_GIVEN_BACK = frozenset({"return_policy", "return_item", "exchange_item"})
_EXCHANGES = re.compile(r"\b(?:exchang\w*|swap\w*)\b|교환|바꿔|바꾸|바꿀|交換|取り?替え|取り?換え")
_FOR_MONEY = re.compile(r"\b(?:returns?|refund\w*|money back)\b|반품|환불|返品|返金")
_OUR_FAULT = re.compile(
    r"\b(?:our|we'?re at|the shop'?s) (?:own )?(?:fault|mistake|error)\b|\b(?:faulty|damaged|defective|broken|wrong)\b|저희\s?(?:잘못|실수|책임|과실)|불량|하자|오배송|파손"
    r"|(?:当店|弊社|こちら|店)(?:側)?の(?:手違い|ミス|不手際|責任|間違い)|不良|破損|誤配"
)
_LANGUAGES = ("en", "ko", "ja")
_TROUBLES = frozenset({"damaged_item", "wrong_item", "missing_item", "warranty"})
_STRICT = 0.8  # an answer to words no intent was read from
_ITS_WORDS, _FAR = 0.98, 0.3
_ABOUT, _HARDLY = 0.5, 0.3  # how surely an article is about a matter, and a question is not
_MOST_NEAR = 3
_MOST_OF_TWO = 160  # characters of two questions in a sentence
_NEAR_BOTH = 3  # so many articles are near enough to the whole sentence to answer a part of it


async def answer_question(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """Quote the shop's own FAQ or policies."""
    question = str(arguments.get("question") or turn.text or "")
    chosen = await _chosen(turn, question)
    if chosen is not None:
        return _answered(chosen)
    found = await _of_the_matter(turn, arguments, question) or await _found(turn, arguments, question)
    if arguments.get("topic") in _TROUBLES and found.outcome == "answered" and isinstance(found.blocks[0], Quote):
        found = replace(found, remember={"matter_told": found.blocks[0].source.reference})
    # What the question was asked of is what *that one, then* means next.
    row = next((row for row in rows_in(arguments.get("product")) if row.startswith("product:")), None)
    return replace(found, remember={**found.remember, "last_product": row}) if row else found


async def _found(turn: Turn, arguments: Mapping[str, Any], question: str) -> ActionResult:
    """What the shop wrote that answers ``question``, once it is no heading that was tapped."""
    reader, languages, lexicon = await turn.reader(), turn.shop.languages, turn.rooms.finder.lexicon
    wish, strict = str(arguments.get("topic") or ""), bool(arguments.get("strict"))
    ranked = await knowledge.ranked(reader, question, turn.lang, languages) if question else []
    ranked = [a for a in ranked if speaks(wish, a) and not says_nothing_of(_written(a), question)]
    if wish in _TROUBLES or wish == "size_advice":
        ranked = await _of_what_is_named(turn, question, ranked, arguments.get("product"))
    if thing := beside_names(lexicon, strange_thing(plain(question), lexicon.knows), turn.lang).strip():
        # What shares a word with a thing that is not sold here says nothing of it: *do you have pokemon cards?* What is sold here is left
        # out of it: a warranty for the rain jacket is asked of no article on rain.
        spoken = [await knowledge.spoken_of(reader, thing, answer.article) for answer in ranked[:_MOST_NEAR]]
        ranked = [answer for answer, told in zip(ranked, spoken, strict=False) if told >= LEAST_OF_A_THING]
    if reach := asks_reach(question):
        return _reached(turn, reach, ranked)
    far = await _far(turn, question, wish, ranked)
    if far is not None:
        return far
    both = await _both(turn, question, ranked)
    if both is not None:
        return both
    if wish in _GIVEN_BACK and _EXCHANGES.search(plain(question)) and not _FOR_MONEY.search(plain(question)):
        # How something is exchanged for another size is often told in an article of its own.
        exchanged = [a for a in ranked if _EXCHANGES.search(plain(a.article.answer)) and a.score >= _HARDLY]
        wish, ranked = ("exchange_item", exchanged) if exchanged else (wish, ranked)
    found = knowledge.answered(ranked)
    if arguments.get("product"):
        found = await _of_its_kind(turn, question, arguments["product"], found)
    home = await _at_home(turn, wish)
    about = await topics(reader, turn.rooms.mind)
    if is_topic(wish) and _in_its_words(ranked) and _doubted(turn, question, wish):
        return _answered(ranked[0])
    if is_topic(wish):
        fits = judged(ranked, about, wish, _scores(home), ACT)
        if fits.answer is not None:
            return _answered(fits.answer)
        found = found if fits.open else Answered(None, tuple(a for a in found.nearest if about(a).get(wish)))
    elif found.answer is not None and (
        (arguments.get("product") and _sends(about(found.answer), turn, question))
        or astray(found.answer, about, turn.rooms.mind.intents(question, turn.lang))
    ):
        found = Answered(None)
    first, guessed = found.answer, strict and turn.mode == "closed"
    if first is not None and (
        guessed or (strict and not await asks_of(reader, lexicon, question, turn.lang, first.article))
    ):
        # It is about the same thing, and not what is asked of it; or it is a place where nothing is guessed at: it may be that question.
        found = Answered(None, (first, *found.nearest)[:_MOST_NEAR])
    if found.answer is not None:
        # Words no intent was read from are seldom a question: a name, a size, a sigh. Only a sure answer is better than saying so.
        if not strict or found.answer.score >= _STRICT:
            return _answered(found.answer)
        # Nearly sure: whoever asked may say whether that was the question.
        return ActionResult("several", {"choices": [_choice(found.answer)]})
    if (wish == "store_hours" or _ASKS_HOURS.search(plain(question))) and (hours := told_hours(turn)):
        return ActionResult("answered", {"title": ""}, (hours,))
    if wish == "store_location" and (address := turn.shop.seller_address(turn.lang)):
        return ActionResult("answered", {"title": ""}, (Text(text=turn.say("shop.address", address=address)),))
    found = home if home.nearest else found
    return ActionResult("unanswered", {"choices": [_choice(answer) for answer in found.nearest]})


async def _of_the_matter(turn: Turn, arguments: Mapping[str, Any], question: str) -> ActionResult | None:
    """What the shop wrote of sending back what came broken or wrong, and of who pays for that: the article that was told to the matter, else
    one that says so of the shop's own mistakes. None where neither does."""
    if not arguments.get("of_matter"):
        return None
    reader, said = await turn.reader(), plain(question)
    told = await knowledge.article(reader, str(turn.facts.get("matter_told") or ""), turn.lang, turn.shop.languages)
    asked = [speaks for speaks in (SENT_BACK, POSTAGE) if speaks.search(said)]
    if told is not None and any(speaks.search(plain(told.article.answer)) for speaks in asked):
        return _answered(told)
    for found in await knowledge.ranked(reader, question, turn.lang, turn.shop.languages):
        answer = plain(found.article.answer)
        if _OUR_FAULT.search(answer) and any(speaks.search(answer) for speaks in asked):
            return _answered(found)
    return None


def _sends(about: Mapping[str, float], turn: Turn, question: str) -> bool:
    """Whether an article is about sending, which a question after a thing does not ask: *how long are the cinnamon sticks*."""
    sending = [wish for wish in ("shipping_time", "shipping_cost") if about.get(wish, 0.0) >= _ABOUT]
    said = plain(question)
    if not sending or _ARRIVES.search(said) or _FETCHES.search(said):
        return False
    read = dict(turn.rooms.mind.intents(question, turn.lang))
    return any(read.get(wish, 0.0) < _HARDLY for wish in sending)


async def _both(turn: Turn, question: str, ranked: Sequence[Answer]) -> ActionResult | None:
    """The answers to two questions in one sentence, where each alone is answered by an article of its own: *반품은 며칠 안에 되고 배송비는 누가 내요?*"""
    message = normalise(question[:_MOST_OF_TWO])
    # A part means what it does beside the other: *who pays*, of a return, is not how to pay.
    near = [answer.article for answer in ranked[:_NEAR_BOTH]]
    for end, begin, _ in cuts(message.text, turn.lang):
        parts = message.written(0, end), message.written(begin, len(message.text))
        if not all(_QUESTION.search(plain(part)) and says_something(part, turn.lang) for part in parts):
            continue
        found = [await knowledge.answer(await turn.reader(), part, turn.lang, turn.shop.languages) for part in parts]
        first, second = (answered.answer for answered in found)
        if first is None or second is None or first.article == second.article:
            continue
        if first.article in near and second.article in near:
            return ActionResult("answered", {"title": ""}, (first.quote, second.quote))
    return None


async def _far(turn: Turn, question: str, wish: str, ranked: Sequence[Answer]) -> ActionResult | None:
    """What is said to whether the shop delivers to a country or abroad: the article that speaks of that, else the shop's table."""
    where = destination(question, delivering=wish in {"shipping_cost", "shipping_time"})
    if where is None:
        return None
    for found in ranked:
        if _tells(where, found, turn.shop.country):
            return await _with_its_cost(turn, wish, where, found)
    told = told_of_place(turn, where)
    if told is not None:
        # Where there are too many countries to name, the article that lists them goes along.
        anywhere = Destination((), abroad=True)
        lists = (a for a in ranked if where.countries and lists_many(turn) and _tells(anywhere, a, turn.shop.country))
        return ActionResult("answered", {"title": ""}, (told, *(a.quote for a in itertools.islice(lists, 1))))
    # Nothing lists that place: what is written of other places would promise what nobody knows.
    unlisted = named_places(turn, where)
    return ActionResult("unanswered", {"choices": [], "unlisted": unlisted}) if unlisted else None


async def _with_its_cost(turn: Turn, wish: str, where: Destination, found: Answer) -> ActionResult:
    """What an article says of a place; where the sum was asked for and does not stand in it, with what tells that."""
    told = _answered(found)
    if wish != "shipping_cost" or _PRICED.search(found.article.answer):
        return told
    home = (await _at_home(turn, wish)).answer
    if home is not None and home.article != found.article and _PRICED.search(home.article.answer):
        return replace(told, blocks=(*told.blocks, home.quote))
    table = told_of_place(turn, where)
    return replace(told, blocks=(*told.blocks, table)) if table is not None else told


def _reached(turn: Turn, by: str, ranked: Sequence[Answer]) -> ActionResult:
    """How the shop is reached: the article that holds it, else what the settings tell of who sells; honestly none where neither does."""
    phone, email = turn.shop.seller.phone, turn.shop.seller.email
    written = {"phone": (PHONE_WRITTEN,), "email": (MAIL_WRITTEN,), "any": (PHONE_WRITTEN, MAIL_WRITTEN)}[by]
    for found in ranked if not {"phone": phone, "email": email, "any": phone or email}[by] else ():
        if any(held.search(found.article.answer) for held in written):
            return _answered(found)
    if not phone and not email:
        return ActionResult("unanswered", {"choices": []})
    wanted = {"phone": phone, "email": email, "any": phone or email}[by]
    lines = [] if wanted else [turn.say("shop.reach_otherwise", missing=by)]
    lines += [
        turn.say(f"shop.reach_{name}", reach=value) for name, value in (("phone", phone), ("email", email)) if value
    ]
    return ActionResult("answered", {"title": ""}, (Text(text="\n".join(lines)),))


def _tells(where: Destination, found: Answer, home: str) -> bool:
    """Whether an article says itself whether the shop delivers there."""
    article = found.article
    return speaks_of(where, (article.heading, *article.phrasings, article.answer), home)


async def _at_home(turn: Turn, wish: str) -> Answered:
    """What answers the plainest question of a wish; nothing where there is none."""
    plainest = _TOPICS.get(wish)
    if plainest is None:
        return Answered(None)
    asked = plainest[_LANGUAGES.index(turn.lang) if turn.lang in _LANGUAGES else 0]
    home = await knowledge.answer(await turn.reader(), asked, turn.lang, turn.shop.languages)
    fits = home.answer if home.answer is not None and speaks(wish, home.answer) else None
    return Answered(fits, tuple(answer for answer in home.nearest if speaks(wish, answer)))


def speaks(wish: str, answer: Answer) -> bool:
    """Whether an article speaks of what such a wish is about at all."""
    needed = _SPEAKS.get(wish)
    return needed is None or bool(needed.search(plain(_written(answer))))


def _written(answer: Answer) -> str:
    return " ".join((answer.article.heading, *answer.article.phrasings, answer.article.answer))


def _scores(home: Answered) -> dict[str, float]:
    return {answer.article.reference: answer.score for answer in (home.answer, *home.nearest) if answer is not None}


async def _of_what_is_named(turn: Turn, question: str, ranked: Sequence[Answer], product: Any) -> list[Answer]:
    """``ranked`` without the articles that are headed by another kind of thing than the one a trouble is told of, or whose size is asked
    for: what the shop does about a torn tent is no answer to a cracked pan, and how a curtain is measured none to a blanket."""
    named = rows_named(turn.rooms.finder.lexicon, question, turn.lang) | {*rows_in(product or row_spoken_of(turn))}
    if not named:
        return [*ranked]
    things = await products_meant(turn, [row for row in named if row.startswith("product:")])
    lexicon, lang = turn.rooms.finder.lexicon, turn.lang
    return [a for a in ranked if not of_another_kind(rows_named(lexicon, a.article.heading, lang), named, things)]


def _in_its_words(ranked: Sequence[Answer]) -> bool:
    """Whether the first article is asked for all but in its words, and no other is near."""
    return bool(ranked) and ranked[0].score >= _ITS_WORDS and all(other.score < _FAR for other in ranked[1:2])


def _doubted(turn: Turn, question: str, wish: str) -> bool:
    """Whether a question was not surely read as ``wish``."""
    return dict(turn.rooms.mind.intents(question, turn.lang)).get(wish, 0.0) < _STRICT


def of_another_kind(headed: AbstractSet[str], named: AbstractSet[str], things: Sequence[Product]) -> bool:
    """Whether a heading names rows of which none is ``named``, nor a shelf that one of the ``things`` that are stands on."""
    shelves = [row.partition(":")[2] for row in headed if row.startswith("category:")]
    on_it = any(thing.stands_on(shelf) for thing in things for shelf in shelves)
    return bool(headed) and not headed & named and not on_it


def rows_named(lexicon: Lexicon, text: str, lang: str) -> set[str]:
    """The products and shelves that ``text`` names."""
    found = lexicon.find(text, lang)
    return {link.row for match in found if match.kind in ("product", "category") for link in match.links}


async def _of_its_kind(turn: Turn, question: str, product: Any, found: Answered) -> Answered:
    """The answer to ``question`` asked of the kind of thing that ``product`` is, where that is surer: the shop answers how to measure for a
    collar, and is asked how for the leather dog collar."""
    reader, best = await turn.reader(), found
    for thing in await products_meant(turn, product):
        words = thing.title.text(turn.lang).split()
        for most in range(1, len(words)):
            title = re.compile(
                rf"(?<!\w){re.escape(' '.join(words[:most]))}\s+(?={re.escape(words[most])})", re.IGNORECASE
            )
            if not title.search(question):
                continue
            kind = await knowledge.answer(reader, title.sub("", question), turn.lang, turn.shop.languages)
            if kind.answer is not None and (best.answer is None or kind.answer.score > best.answer.score):
                best = kind
    return best


def _choice(answer: Answer) -> dict[str, str]:
    return {"value": answer.article.reference, "label": answer.article.heading}


async def _chosen(turn: Turn, question: str) -> Answer | None:
    """A tapped heading comes back as its reference."""
    if "#" not in question or " " in question:
        return None
    return await knowledge.article(await turn.reader(), question, turn.lang, turn.shop.languages)


def _answered(answer: Answer) -> ActionResult:
    return ActionResult("answered", {"title": answer.article.heading}, (answer.quote,))


async def answer_unwell(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """Quote what the shop wrote for somebody who was hurt, if it did."""
    harm = str(arguments.get("harm") or "skin")
    question = str(arguments.get("question") or turn.text)
    for found in await knowledge.ranked(await turn.reader(), question, turn.lang, turn.shop.languages):
        article = found.article
        if helps(harm, " ".join((article.heading, *article.phrasings, article.answer))):
            return _answered(found)
    return ActionResult("unanswered")


ACTIONS: Mapping[str, Action] = {"answer_question": answer_question, "answer_unwell": answer_unwell}
