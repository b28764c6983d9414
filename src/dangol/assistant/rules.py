# ruff: noqa: E501  (tables of words read best on one line)
"""Reading by rules alone, for a shop that wants nothing guessed: what is on the screen, typed values, the names of wishes, the shop's
keywords, the titles of its answers, the names of its products. Whatever none of them fits is not understood, and the menu is offered.

It is the same understanding without what it has learnt: the part that reads answers, choices and values by their form stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from dangol.knowledge.actions import titles
from dangol.nlu.commands import Command, Start, Understanding
from dangol.nlu.context import Context, Lexicon
from dangol.nlu.model import Model
from dangol.nlu.normalise import packed, plain
from dangol.nlu.pieces import CONTROLS
from dangol.nlu.slots import slots_of
from dangol.nlu.understand import Understander
from dangol.runtime.database import Reader
from dangol.runtime.settings import Keyword

_SIGNS = re.compile(r"[\s.,!?~…。、！？・'\"“”‘’「」()\[\]-]+")
_SHORTEST = 4  # letters of a name that may be found inside a message; fewer say something else too often
_MOST = 3
_NAMES_ITSELF = frozenset({"product", "category", "brand"})
_NOT_WISHES = frozenset({"unclear"})
# What everybody says for the same few wishes, as the whole message: that is matched, nothing is guessed at.
_EVERYBODY_SAYS = {
    "greet": "hi hii hiii hey heya hello helloo hello_there hi_there hey_there good_morning good_afternoon good_evening howdy yo start begin "
    "안녕 안녕하세요 안녕하십니까 안녕하세용 안뇽 하이 헬로 여보세요 저기요 계세요 반갑습니다 반가워요 시작 "
    "こんにちは こんにちわ こんばんは こんばんわ おはよう おはようございます やあ どうも はじめまして もしもし ハロー すみません あの",
    "thanks": "thanks thank_you thx ty cheers thanks_so_much thank_you_so_much many_thanks thank_you_very_much "
    "감사합니다 감사해요 고마워 고마워요 고맙습니다 감사 ㄱㅅ 땡큐 "
    "ありがとう ありがとうございます ありがとうございました どうもありがとう どうもありがとうございます 感謝します サンキュー",
    "goodbye": "bye bye_bye goodbye see_you good_night cya 안녕히_계세요 안녕히_가세요 수고하세요 잘_있어요 바이 "
    "さようなら さよなら ではまた じゃあね 失礼します バイバイ",
    "add_to_cart": "add_to_cart add_it add_it_to_cart add_it_to_my_cart add_this_to_my_cart i'll_take_it buy_it buy_this i_want_this "
    "담아줘 담아주세요 장바구니에_담아줘 장바구니에_담아주세요 이거_주세요 살게요 구매할게요 이걸로_할게요 "
    "カートに入れて カートに入れてください かごに入れて これください これにします 買います",
    "checkout": "checkout check_out order pay buy_now place_order i_want_to_order 주문 주문하기 주문할게요 주문할래요 결제 결제하기 결제할게요 구매하기 "
    "注文 注文する 注文します 購入 購入する 購入します レジへ 会計 お会計 支払い",
    "view_cart": "cart my_cart basket my_basket show_my_cart 장바구니 카트 장바구니_보여줘 장바구니_보여주세요 カート かご カートを見せて カートの中身",
    "track_order": "where_is_my_order where's_my_order track_my_order track_order my_order 배송조회 주문조회 내_주문 택배_언제_와요 주문_어디_있어요 "
    "注文状況 配送状況 注文はどこですか 荷物はどこですか いつ届きますか",
}


class Rules:
    """Reads messages by rules. ``intents()`` are the wishes there are now, ``say(key, lang)`` gives their names."""

    def __init__(
        self, keywords: Sequence[Keyword], intents: Callable[[], Iterable[str]], say: Callable[..., str]
    ) -> None:
        self._keywords = keywords
        self._intents = intents
        self._say = say
        self._plainly = Understander(Model({}, ""))

    async def read(self, reader: Reader, text: str, context: Context, lexicon: Lexicon) -> Understanding:
        """What ``text`` asks for by the rules."""
        found = self._plainly.understand(text, context, lexicon)
        lang = context.lang or found.lang
        wanted = _bare(text)
        names = self._names(lang)
        if not found.commands or context.asked:
            exact = [intent for intent, name in names if name == wanted]
            if exact and not _on_screen(wanted, context):
                return found.model_copy(update={"commands": (_wish(exact[0], text),), "choices": ()})
        if found.commands:
            return found
        meant = _everybodys(text, wanted) or self._by_keyword(text, wanted, names)
        meant = meant or await self._by_title(reader, wanted, lang)
        if not meant and any(entity.kind in _NAMES_ITSELF and not entity.negated for entity in found.entities):
            slots = slots_of(found.entities, context, "find_products", text)
            meant = [Start(intent="find_products", slots=slots, words=text)]
        if len(meant) == 1:
            return found.model_copy(update={"commands": tuple(meant), "choices": ()})
        return found.model_copy(update={"choices": tuple(meant[:_MOST])})

    def _names(self, lang: str) -> list[tuple[str, str]]:
        wishes = [intent for intent in self._intents() if intent not in _NOT_WISHES]
        return [(intent, _bare(self._say(f"intent.{intent}", lang))) for intent in wishes]

    def _by_keyword(self, text: str, wanted: str, names: Sequence[tuple[str, str]]) -> list[Command]:
        """The wishes whose keyword or name stands in the message; the longest ones, where one holds another."""
        held = [
            (len(_bare(word)), k.intent) for k in self._keywords for word in k.words if _stands_in(word, text, wanted)
        ]
        held += [(len(name), intent) for intent, name in names if len(name) >= _SHORTEST and name in wanted]
        held.sort(reverse=True)
        return [_wish(intent, text) for intent in dict.fromkeys(intent for _, intent in held)]

    async def _by_title(self, reader: Reader, wanted: str, lang: str) -> list[Command]:
        """The answers whose title, or another way of asking that the shop wrote, is the message or stands in it."""
        if not wanted:
            return []
        found = []
        for reference, ways in await titles(reader, lang):
            bare = [_bare(way) for way in ways]
            if wanted in bare:
                return [_article(reference)]
            longest = max((len(way) for way in bare if len(way) >= _SHORTEST and way in wanted), default=0)
            inside = max((len(way) for way in bare if len(wanted) >= _SHORTEST and wanted in way), default=0)
            if longest or inside:
                found.append((longest or len(wanted), reference))
        found.sort(key=lambda pair: -pair[0])
        return [_article(reference) for _, reference in found]


def _everybodys(text: str, wanted: str) -> list[Command]:
    """What everybody says for a wish, or before and after it, where it is the whole message."""
    said = wanted.rstrip("ㅎㅋㅠㅜw😊🙂👋🙏ー")
    found = [intent for intent, words in _SAID.items() if wanted in words or said in words]
    return [_wish(found[0], text)] if found else []


def _bare(text: str) -> str:
    return _SIGNS.sub("", packed(plain(text)))


def _on_screen(wanted: str, context: Context) -> bool:
    return wanted in [_bare(label) for label in context.choices]


def _stands_in(word: str, text: str, wanted: str) -> bool:
    """Whether a keyword stands in a message: Latin words as whole words, others anywhere, for nothing parts them."""
    if word.isascii():
        return re.search(rf"(?<![a-z0-9]){re.escape(plain(word))}(?![a-z0-9])", plain(text)) is not None
    return _bare(word) in wanted


def _wish(intent: str, words: str) -> Command:
    control = CONTROLS.get(intent)
    return control(words=words[:4000]) if control is not None else Start(intent=intent, words=words[:4000])


def _article(reference: str) -> Command:
    return Start(intent="faq", slots={"question": reference})


_SAID = {
    intent: frozenset(_bare(word.replace("_", " ")) for word in words.split())
    for intent, words in _EVERYBODY_SAYS.items()
}
