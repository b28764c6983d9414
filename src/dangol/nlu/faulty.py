# ruff: noqa: E501  (patterns read best on one line)
"""What was bought and does not do what it should: *the earbuds I bought last week, left one is dead*, 산 지 일주일 됐는데 소리가 안 나요,
この前買ったイヤホン、片方聞こえないんですが.

Such a message names a thing and says that it was bought, so that its words sound like wanting it again, or like asking where it is. It is
told as what is the matter, and nothing is put into a cart by it.
"""

from __future__ import annotations

import re

from dangol.nlu import moods
from dangol.nlu.commands import Command
from dangol.nlu.normalise import normalise
from dangol.nlu.pieces import LOOKING, Piece, Reader

_SURE = 0.9
_DEAD = (
    r"\b(?:is|are|went|gone|it'?s|they'?re|one'?s|seems?|arrived|came) (?:completely |totally |already |just |now )?(?:dead|broken|faulty|busted|defective)\b"
    r"|\b(?:won'?t|wont|doesn'?t|doesnt|does not|will not|don'?t|no longer|isn'?t|not|can'?t) (?:even |properly )?(?:turn(?:ing|s)? on|switch(?:ing|es)? on|power(?:ing|s)? on|charg(?:e|es|ing)|work(?:s|ing)?|start(?:s|ing)?|connect(?:s|ing)?|pair(?:s|ing)?|hold(?:s|ing)? (?:a )?charge)\b"
    r"|\bstopped (?:working|charging|playing|heating|running)\b|\b(?:no sound|can'?t hear (?:anything|a thing))\b"
    r"|소리[가도]?\s?(?:안\s?(?:나|들)|나지\s?않)|안\s?(?:들려|들리|켜져|켜지|켜집|움직|돌아가)|(?:충전|작동|연결|전원|인식)[이가도은을]?\s?(?:안\s?(?:돼|되|됩|켜|들어|됨|옴)|되지\s?않|들어오지\s?않)|고장\s?(?:났|나[서요고]|난\s?거)|먹통"
    r"|(?:聞こえ|鳴ら|動か|点か|充電でき|接続でき|つながら|繋がら|起動し|反応し)(?:ない|ません|なくな)|(?:電源|音)(?:が|も|は)?(?:入ら|出|つか)(?:ない|なくな|ません)|(?:電源|音)(?:が|も|は)?入りません|(?:もう|全然|まったく|急に)つか(?:ない|なくな|ません)|つかなくな|壊れ(?:た|て|まし)|故障し"
)
# Water where none should be, air that goes.
_LETS_THROUGH = (
    r"\bleak(?:s|ed|ing|y)?\b|\blet(?:s|ting)? (?:the )?(?:water|air|rain) (?:in|out|through)\b|\bwater (?:gets|got|came|comes) in\b|\bloses air\b"
    r"|(?:물|바람|공기|비)[이가]?\s?(?:줄줄\s?)?(?:새(?:요|네|고|는데|서|더|ㅠ|$)|샜|샙|들어(?:와|왔|옵|오네|갔))"
    r"|(?:水|空気|雨)(?:が|も)?(?:漏れ|もれ|入って(?:き|しま|ます|る)|入りま|しみ|抜け)|水漏れ|空気漏れ"
)
# What is broken to look at.
_BROKEN = (
    r"\b(?:is|are|was|were|came|arrived|got|has|had) (?:all |already |badly |a bit |completely )?(?:cracked|chipped|torn|ripped|scratched|smashed|bent|dented|stained|shattered|scuffed|split|snapped|damaged|ruined|mouldy|moldy)\b"
    r"|깨[졌져]|깨진\s?(?:거|것|채)|금이?\s?(?:갔|가\s?있)|찢어[졌져]|찢겨|터[졌져]|긁[혔혀]|휘었|부러[졌져]|찌그러|구멍이?\s?(?:났|나\s?있)|이가?\s?(?:빠졌|나갔)|실밥이?\s?(?:터|풀)"
    r"|割れ(?:て|た|まし)|ひび(?:が|割)|欠け(?:て|た|まし)|破れ(?:て|た|まし)|ほつれ(?:て|た)|曲が(?:って|った)|折れ(?:て|た|まし)|傷(?:が|つ)|へこ(?:んで|んだ)|穴が(?:開|空|あ)"
)
_FAULT = re.compile("|".join((_DEAD, _LETS_THROUGH, _BROKEN)))
# What was bought is right in itself, and does not fit.
_MISFIT = re.compile(
    r"\b(?:too|bit|little|rather|so|way) (?:tight|small|big|large|loose|short|long|wide|narrow)\b|\b(?:doesn'?t|don'?t|didn'?t|does not|won'?t) fit\b"
    r"|(?:작(?:아|네|더|은\s?것|습)|작던|커(?:요|서|ㅠ)|크(?:네|더|게)|큰\s?(?:것|거)|꽉\s?(?:끼|껴|조)|끼(?:네|어|는|더)|껴(?:요|서)|헐렁|타이트|조이|짧(?:아|네|더)|길(?:어요|네|더)|안\s?맞|맞지\s?않)"
    r"|きつ(?:く|い|かっ|め)|ゆる(?:く|い|かっ|め)|(?:小さ|大き|短|長)(?:く|かっ|すぎ|過ぎ|い(?:です|ん|の|み|ので))|合わな(?:く|い|かっ)|入らな(?:く|い|かっ)|ぶかぶか|サイズが違"
)
_HAD = re.compile(
    r"\b(?:bought|ordered|purchased|received|from you|i got|we got|(?:last|this) (?:week|month|year)|yesterday|days ago|weeks ago|months ago)\b"
    r"|(?<![가-힣])(?:산(?=\s|지)|샀|구매한|구매했|구입한|구입했|주문한|주문했|시킨|시켰|받은|받았)|買った|買いました|購入|注文した|届いた|頼んだ"
)
_MINE = re.compile(r"\bmy\b|^the\b")
# What is wished besides says what is to be done about it, or is another matter.
_WISHES = re.compile(
    r"\b(?:exchange|swap|refund|return|send (?:it )?back|money back|repair|fix|warranty|guarantee|replac\w+|need|want|looking|recommend|another|new one|buy|coupon|code|link|website|site|page|payment|card|app|password)\b"
    r"|교환|환불|반품|수리|고쳐|보증|새로|추천|주세요|주실|사려|사고\s?싶|필요|있나요|있어요\?|쿠폰|결제|링크|사이트|카드|앱|비밀번호|로그인"
    r"|交換|返金|返品|修理|直し|保証|新しい|欲しい|ほしい|ください|おすすめ|ありますか|クーポン|決済|支払|リンク|サイト|カード|アプリ|パスワード|ログイン"
)


def faulty(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """The matter with what was bought, where a message tells of nothing else; without a word for buying, where it names a thing of theirs."""
    context, text = reader.context, normalise(piece.words).text
    if context.asked or context.flow not in (None, *LOOKING):
        return ()
    if not _FAULT.search(text):
        return _does_not_fit(reader, piece, text)
    if _WISHES.search(text) or moods.asks(piece.words) or any(e.negated for e in piece.entities if e.kind == "product"):
        return ()
    had = _HAD.search(text) or any(e.kind == "order_number" for e in piece.entities)
    theirs = piece.names and (_MINE.search(text) or not text.isascii())
    return (reader.command(piece, ("damaged_item", _SURE)),) if had or theirs else ()


def _does_not_fit(reader: Reader, piece: Piece, text: str) -> tuple[Command, ...]:
    """The exchange of what was bought and is too tight: *the harness I bought the other day is a bit tight*."""
    if not (_MISFIT.search(text) and _HAD.search(text)) or _WISHES.search(text) or moods.asks(piece.words):
        return ()
    return (reader.command(piece, ("exchange_item", _SURE)),)
