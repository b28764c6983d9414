# ruff: noqa: E501  (patterns read best on one line)
"""What somebody says to have bought: *I bought the linen shirt last week*, 지난주에 린넨 셔츠 샀어요, 先週リネンシャツを買いました.

Nothing is to be put into the cart then. Said alone, it is the beginning of a matter of an order, and which one is offered; said before
something else, it is what that is about.
"""

from __future__ import annotations

import re

from dangol.nlu import answers
from dangol.nlu.commands import Command, Start
from dangol.nlu.normalise import normalise
from dangol.nlu.pieces import LOOKING, Piece, Reader
from dangol.nlu.slots import slots_of
from dangol.nlu.weighing import BOUGHT

_BOUGHT = re.compile(
    r"^(?:(?:hi|hello|hey|so|well|ok|okay|um+|uh+|yes|and)[\s,!.]+)*(?:(?:i|we|my (?:wife|husband|mum|mom|dad|son|daughter|partner|friend))(?:'ve| have| had|'d)? )?(?:(?:just|already|only|recently) )?"
    r"(?:bought|ordered|purchased)\b(?! (?:for|by) you)"
    r"|(?:샀|산\s?적\s?있|구매했|구입했|주문했|시켰|결제했)(?:어요?|습니다|는데요?|거든요?|었는데요?|음|지요?|죠)[\s.!~ㅎㅋ]*$"
    r"|(?:買いました|買った|購入しました|購入した|注文しました|注文した|頼みました|頼んだ)(?:の?です|の?ん?です|んだ)?(?:が|けど|けれども?|よ|ね)*[\s。!]*$"
)
# What such a sentence says besides: when, where, for whom and how many.
_BESIDE = re.compile(
    r"\b(?:hi|hello|hey|so|well|ok|okay|yes|i|we|my|wife|husband|mum|mom|dad|son|daughter|partner|friend|ve|have|had|d|just|already|only|recently|bought|ordered|purchased|a|an|the|some|one|two|pair|set|pack|of|these|those|this|that|from|in|on|at|with|here|you|your|shop|store|site|website|online|last|week|weeks|month|months|year|day|days|ago|yesterday|today|earlier|before|other|couple|few|while|morning|night|for|size|colou?r|monday|tuesday|wednesday|thursday|friday|saturday|sunday|present|gift|birthday|christmas)\b"
    r"|(?:지난|저번|이번|얼마|며칠|몇|한|두|세|일)\s?(?:주말?|달|번|전|일|주일|개월|년)?에?|어제|그제|엊그제|그저께|오늘|아까|방금|전에|여기서|거기서|온라인(?:으로)?|인터넷(?:으로)?|매장에서|선물(?:로|용)?|제가|저는?|저희|이미|벌써|샀|구매했|구입했|주문했|시켰|결제했|사이즈|색상?|컬러|안녕하세요"
    r"|先(?:週|月|日)|昨日|きのう|今日|今朝|この(?:前|間)|こないだ|さっき|以前|前に|もう|すでに|こちら|そちら|ここ|そこ|お店|店|ネット|通販|サイト|プレゼント|私|僕|妻|夫|母|父|買(?:い?ました|った)|購入(?:しました|した)|注文(?:しました|した)|頼(?:みました|んだ)|んです|のです|なん|けど|けれど|サイズ|色|カラー|こんにちは|すみません"
    r"|[은는이가을를도로에서요어습니다데거든음지죠네]|[をのでにがはもとよねだす]|[\s\d,.!~。、]"
)
# The thing itself, where the catalogue has no word for it.
_OBJECT = re.compile(
    r"\b(?:bought|ordered|purchased) (?:(?:a|an|some|the|this|these|my|two|three|\d+) )?(?!(?:it|that|and|but|wrong|again|too|by|because|to|yet|never|not)\b)[a-z-]+s?(?= |$)"
    r"|(?<![가-힣])(?!(?:잘못|안|못|다시|또|실수로|많이들?|취소|똑같이)\s)[가-힣]{2,8}[을를]?\s?(?=샀|구매했|구입했|주문했|시켰)"
    r"|(?<![^\s、。])(?![^を]*(?:間違|違う|別の|もう一))[ァ-ヶー一-龯々]{2,10}を(?=買|購入|注文|頼)"
)
# What went wrong with buying is what it is about.
_AMISS = re.compile(
    r"\b(?:twice|again|mistake|accident\w*|wrong)\b|(?<![가-힣])(?:못|안|또|다시|실수로|잘못)\s?(?=[가-힣])|번\s?(?:이나\s?)?(?=주문|샀|시켰|결제|구매)|[二2両]回|また|間違|誤って"
)
_SURE = 0.85
_LITTLE = 1  # letters that are left of a sentence and say nothing


def says_bought(piece: Piece) -> bool:
    """Whether somebody says to have bought something, and no more."""
    text = normalise(piece.words).text.strip(" ,.、。")
    if "?" in text or _AMISS.search(text) or any(e.kind == "order_number" for e in piece.entities):
        return False
    return bool(_BOUGHT.search(text)) and len(_left(piece)) <= _LITTLE


def only_bought(reader: Reader, piece: Piece) -> Command | None:
    """What about a thing that somebody says to have bought, and no more, is to be asked."""
    context = reader.context
    if context.asked or context.flow not in (None, *LOOKING) or not says_bought(piece):
        return None
    slots = slots_of(piece.entities, context, "order_help", piece.words)
    kept = {name: value for name, value in slots.items() if name == "product"}
    return Start(intent=BOUGHT, slots=kept, confidence=_SURE, words=piece.words)


def _left(piece: Piece) -> str:
    """What is said beside what was bought, when and where."""
    kept = list(normalise(piece.words).text)
    for start, end in answers.spans(piece.words, piece.entities):
        kept[start:end] = " " * (end - start)
    return _BESIDE.sub("", _OBJECT.sub(" ", "".join(kept), count=1)).strip()
