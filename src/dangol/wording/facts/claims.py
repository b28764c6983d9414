# ruff: noqa: E501  (tables of words and patterns read best on one line)
"""What a sentence promises, limits or denies, in English, Korean and Japanese.

Each entry is one thing a shop can be held to, with the words it is said in. The patterns of all languages are tried on every sentence: an
English promise inside a Korean reply is a promise too. A word that might be meant differently counts as well: better a
plain sentence goes out as it was than a promise that nobody made.
"""

from __future__ import annotations

import re

from dangol.wording.facts.marks import Mark

_CLAIMS: dict[str, str] = {
    # denials
    "not": r"\b(?:not|no|never|none|neither|nor|without|nothing|nobody|nowhere|cannot|unable|unavailable|impossible)\b|\bcant\b|n't\b"
    r"|(?<![가-힣])안(?=\s|되|돼|됩|된|될|했|하|해|합|와|오|가|갑|나|사|삽|먹|보|봅|팔|팝|맞|들|듭|쓰|씁|바|받|줘|주|드|남|있)|(?<![가-힣])못(?=\s|하|해|합|받|드|보|찾)|지\s?(?:않|못|마세|말아)|아니(?!면\s)|아닙|아닌|없|말고|마세요|마십시오|불가"
    r"|(?<!すみ)ませ(?:ん)|ない|なく|なし|無し|ずに|不可|ぬ(?=。|$)",
    "except": r"\bexcept\b|\bexcluding\b|\bunless\b|\bother than\b|\bapart from\b|제외|외에|빼고|以外|除く|除き|除いて",
    "only": r"\bonly\b|\bjust\b|\bsolely\b|(?<=[가-힣])만(?=\s|[.,!?]|$)|(?<=[가-힣])뿐|밖에|오직|だけ|のみ|限り|限定|しか",
    # money
    "free": r"\bfree\b|\bcomplimentary\b|\bgratis\b|\bno charge\b|\bon us\b|\bat no (?:extra )?cost\b|\bwaived?\b|무료|공짜|무상|無料|タダ|ただ(?=で)|🆓|🈚",
    "refund": r"\brefund\w*|\bmoney[\s-]back\b|\breimburs\w+|환불|환급|돌려\s?드|返金|払い戻|ご返金",
    "discount": r"\bdiscount\w*|\bsale\b|\breduc\w+|\bcoupon\w*|\bvoucher\w*|\bpromo\w*|\bdeals?\b|\bspecial (?:price|offer)\w*|\boffers?\b|\bsav(?:e|ing|ings)\b|\boff\b|할인|세일|쿠폰|특가|특별가|행사|이벤트|적립|割引|値引|セール|クーポン|特価|お得|キャンペーン|🈹|🉐",
    "gift": r"\bgifts?\b|\bbonus\w*|\bextras?\b|\breward\w*|사은품|덤으로|선물|보너스|증정|特典|おまけ|プレゼント|贈呈|🎁",
    "price": r"\bpric\w+|\bcosts?\b|\bfees?\b|\bcharges?\b|\btotal\b|\btax\w*|가격|요금|비용|금액|합계|총액|세금|부가세|値段|価格|料金|費用|合計|税",
    "cheapest": r"\bcheap\w*|\blowest\b|\bleast expensive\b|\baffordable\b|\bexpensive\b|\bdear(?:er|est)\b|최저|저렴|싸|싼|쌉|비싸|비싼|최저가|最安|安い|安く|お安|高い|格安|💸",
    # certainty
    "guarantee": r"\bguarante\w+|\bpromis\w+|\bassur\w+|\bensur\w+|\bcertain(?:ly)?\b|\bdefinitely\b|\bsurely\b|\bfor sure\b|\babsolutely\b|\bcommit\w*|보장|약속|확실|틀림없|장담|무조건|保証|保障|約束|確実|間違いなく|絶対|💯",
    "must": r"\bmust\b|\balways\b|\bevery\b|\ball\b|\brequired?\b|\bneed(?:s|ed)? to\b|\bhave to\b|\bhas to\b|반드시|꼭|항상|언제나|늘(?=\s)|모든|모두|전부|전\s?상품|필수|必ず|いつでも|いつも|常に|すべて|全て|全品|全商品|毎回|必要|必須|きっと",
    "maybe": r"\bmaybe\b|\bmight\b|\bmay\b|\bperhaps\b|\bpossibl[ye]\b|\bprobably\b|\busually\b|\bnormally\b|\bexpected?\b|\bestimated?\b|\bshould\b|아마|(?:을|를|할|일|갈|될)\s?수도|예상|예정|보통|대개|대체로|おそらく|たぶん|かもしれ|通常|普段|予定|見込み|目安|場合があ",
    "warranty": r"\bwarrant\w+|\brepair\w*|\breplac\w+|품질보증|보증|수리|교체|無償修理|修理|交換|取り替え",
    "return": r"\breturn\w*|\bexchang\w+|\bcancel\w*|\bsen[dt] (?:it |them )?back\b|반품|교환|취소|返品|返送|キャンセル|取消|取り消",
    # stock
    "in stock": r"\bin stock\b|\bavailable\b|\bavailability\b|재고|입고|구매 가능|在庫|入荷",
    "sold out": r"\bsold out\b|\bout of stock\b|\bgone\b|\bunavailable\b|\bdiscontinued\b|품절|매진|단종|동났|売り切れ|品切れ|完売|欠品|廃番",
    "few": r"\bfew\b|\blast\b|\bleft\b|\bremain\w*|\blimited\b|\bseveral\b|\bmany\b|\bmost\b|\bhurry\b|\bselling (?:fast|out)\b|\brunning (?:low|out)\b|남은|남아|남았|남습|얼마 (?:안|없)|마지막|한정|여러|많[이은아]|대부분|残り|残って|わずか|少し|最後|数量限定|多く|たくさん|多数|ほとんど|お早め|お急ぎ",
    # limits
    "at least": r"\bat least\b|\bminimum\b|\bor more\b|\bmore than\b|\bover\b|\babove\b|\bfrom\b|\bstarting\b|\bstarts?\b|\bsince\b|이상|초과|넘[는게으]|부터|최소|以上|超え|から|より|最低|最小",
    "at most": r"\bat most\b|\bmaximum\b|\bor less\b|\bless than\b|\bunder\b|\bbelow\b|\bup to\b|\bwithin\b|\bin(?= (?:\d|one|two|three|four|five|six|seven|a |an ))|\bby(?= (?:\d|the|mon|tue|wed|thu|fri|sat|sun|tom|tod|end))|\buntil\b|\btill?\b|\bno later\b|이하|미만|이내|안에|까지|최대|안으로|以下|未満|以内|まで|最大|最高",
    "before": r"\bbefore\b|\bprior\b|\bearlier\b|전에|이전|(?<=[\d일주달월년간])\s?전(?![가-힣])|前に|以前|(?<=[日間月年分])前",
    "after": r"\bafter\b|\bfollowing\b|\blater\b|\bonce(?= (?:you|your|the|it|we|they))|후에|이후|(?<=[\d일주달월년간])\s?후(?![가-힣기])|지나|(?<=[가-힣])면\s|後に|以降|以後|(?<=[日間月年分])後|経[っち]|たら|れば|場合",
    "about": r"\babout\b|\baround\b|\bapproximately\b|\broughly\b|\balmost\b|\bnearly\b|약(?=\s?\d)|대략|정도|쯤|가량|거의|約|およそ|程度|ほど|くらい|ぐらい|頃|ころ",
    "each": r"\beach\b|\bper\b|\bapiece\b|각각|개당|당(?=\s|$|[,.])|씩|それぞれ|各|ずつ|につき|毎",
    "more": r"\bmore\b|\bextra\b|\badditional\w*|\banother\b|\bless\b|\bfewer\b|\bbigger\b|\bsmaller\b|\blarger\b|\bbetter\b|\bfaster\b|더(?=\s)|추가|덜(?=\s)|더욱|もっと|さらに|追加|別途|別の",
    "best": r"\bbest\w*|\bmost popular\b|\bpopular\w*|\bnumber one\b|\btop\b|\bfinest\b|\bperfect\w*|\bunique\b|\bexclusive\w*|\bfamous\b|\boriginal\b|\bgenuine\b|\bauthentic\b|최고|제일|가장|인기|베스트|1위|완벽|유일|정품|最高|一番|人気|ベスト|最も|完璧|唯一|正規品|本物",
    "new": r"\bnew(?:est|ly)?\b|\bbrand[\s-]new\b|\blatest\b|\bused\b|\brefurbished\b|신상|새로|새(?=\s)|신제품|최신|중고|新品|新作|新着|新しい|最新|中古",
    "safe": r"\bsafe\w*|\bsecure\w*|\bwaterproof\b|\bnon-?toxic\b|\borganic\b|\bcertified\b|\bapproved\b|\bhypoallergenic\b|\bhealth\w*|\bcures?\b|안전|방수|무독|유기농|인증|승인|저자극|安全|防水|無害|オーガニック|認証|承認|認可",
    # when
    "today": r"\btoday\b|\btonight\b|\bsame[\s-]day\b|오늘|당일|今日|本日|当日|今夜|即日",
    "tomorrow": r"\btomorrow\b|\bnext[\s-]day\b|\bovernight\b|내일|익일|다음\s?날|明日|翌日|あした",
    "day after tomorrow": r"\bday after tomorrow\b|모레|明後日|あさって",
    "yesterday": r"\byesterday\b|어제|昨日",
    "now": r"\bnow\b|\bimmediate\w*|\binstant\w*|\bright away\b|\bat once\b|\bshortly\b|\bsoon\b|\bquick\w*|\bfast\b|\bexpress\b|\bin a (?:moment|minute)\b|지금|즉시|바로|곧|당장|금방|빠르|빨리|빠른|신속|今すぐ|すぐ|直ちに|ただちに|まもなく|早く|早速|至急|速[くや]|お急ぎ便",
    "next": r"\bnext\b|\bthis (?:week|month|year|weekend)\b|\bweekends?\b|\bweekdays?\b|\bholidays?\b|다음\s?[주달해]|이번\s?[주달]|올해|내년|주말|평일|공휴일|来週|来月|来年|今週|今月|今年|週末|平日|祝日",
    "open": r"\bopens?\b|\bclosed?\b|\bhours\b|영업|문\s?(?:열|닫)|휴무|운영|営業(?!日)|開店|閉店|休業|定休",
    "am": r"\ba\.?m\b|\bmorning\b|오전|아침|午前|朝",
    "pm": r"\bp\.?m\b|\bafternoon\b|\bevening\b|\bnoon\b|\bmidnight\b|오후|저녁|밤에|정오|자정|午後|夕方|夜|正午|深夜",
    **{
        f"weekday {n}": rf"\b{en}(?:s|day|days)?\b|{ko}요일|{ja}曜日?|[(（]{ko}[)）]|[(（]{ja}[)）]"
        for n, (en, ko, ja) in enumerate(zip(("mon", "tue(?:s)?", "wed(?:nes)?", "thu(?:rs?)?", "fri", "sat(?:ur)?", "sun"), "월화수목금토일", "月火水木金土日", strict=True))
    },
    **{
        f"month {n}": rf"\b{name}\b(?=\.?)" if n != 5 else r"\bmay\b(?=\s\d)|(?<=\d\s)may\b"
        for n, name in enumerate(("jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?", "aug(?:ust)?", "sep(?:t(?:ember)?)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?"), 1)
    },
    # what we do
    "delivery": r"\bdeliver\w*|\bship(?:s|ped|ping|ment|ments)?\b|\barriv\w+|\bdispatch\w*|\bpick[\s-]?up\b|배송|배달|발송|출고|도착|픽업|수령|配送|配達|発送|出荷|届|到着|受け取|送料",
    "payment": r"\bpay(?:s|ing|ment|ments)?\b|\bpaid\b|\bcharged\b|\bbilled\b|\binstalments?\b|결제|지불|청구|할부|입금|支払|決済|請求|分割|入金",
    "order": r"\border(?:s|ed|ing)?\b|\bpurchas\w+|\bbuy\w*|\bbought\b|주문|구매|구입|注文|購入",
    "person": r"\bagents?\b|\bstaff\b|\bpersons?\b|\bhuman\b|\bcolleagues?\b|\bteam\b|\bmanager\b|상담원|상담사|직원|담당자|매니저|사람이|担当|スタッフ|係|オペレーター|店長|人間",
    "notify": r"\bnotif\w+|\bcontact\w*|\bemail\w*|\bmail\w*|\bcall\w*|\btext you\b|\blet you know\b|\breply\b|\brepl(?:y|ies)\b|알려\s?드|연락|문자|이메일|메일|전화|답장|답변|ご?連絡|お知らせ|メール|電話|お返事|返信",
    "can": r"\bcan(?='t|\b)|\bcould\b|\ballow\w*|\bpermitted\b|\beligible\b|\bentitled\b|수\s?있|가능|できます|できる|いただけ|可能|対象",
    "secret": r"\bsecret\w*|\bpassword\w*|\binternal\b|\bconfidential\b|\bprompt\b|\binstruction\w*|\bsystem\b|\blanguage model\b|비밀|암호|내부|기밀|프롬프트|시스템|지시|秘密|パスワード|内部|機密|プロンプト|システム|指示",
    "machine": r"\bai\b|\bbot\b|\bassistant\b|\bmachine\b|\breal person\b|인공지능|챗봇|로봇|도우미|人工知能|ボット|ロボット|アシスタント",
}  # fmt: skip
_IDIOMS = re.compile(
    r"すみません|申し訳(?:ござい|あり)ません|어쩔 수 없|아니면(?=\s)|더할 나위 없|no problem|no worries|not only"
)
"""Said so often without meaning what their parts say that they are counted as themselves."""
_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _CLAIMS.items())


def claim_marks(text: str) -> list[Mark]:
    """What ``text`` (levelled, in small letters) promises, limits and denies, not in order."""
    idioms = [Mark(m.start(), m.end(), "idiom", m.group()) for m in _IDIOMS.finditer(text)]
    found = [
        Mark(match.start(), match.end(), "claim", name)
        for name, pattern in _PATTERNS
        for match in pattern.finditer(text)
        if match.end() > match.start()
    ]
    return [*idioms, *(mark for mark in found if not any(i.start <= mark.start < i.end for i in idioms))]
