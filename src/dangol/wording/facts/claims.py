# ruff: noqa: E501  (tables of words and patterns read best on one line)
"""What a sentence promises, limits or denies, in English, Korean and Japanese.

Each entry is one thing a shop can be held to, with the words it is said in. The patterns of all languages are tried on every sentence: an
English promise inside a Korean reply is a promise too. A word that might be meant differently counts as well: better a
plain sentence goes out as it was than a promise that nobody made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dangol.wording.facts.marks import Mark, apart

_CLAIMS: dict[str, str] = {
    # denials and exceptions
    "not": r"\b(?:not|no|never|none|neither|nor|without|nothing|nobody|nowhere|can ?not|can't|unable|unavailable|impossible|hardly|barely|scarcely|seldom|rarely)\b|\bcant\b|n't\b"
    r"|\bnon-?(?=[a-z]{3})|\bun(?!der|til|i|less|fortunate)-?(?=[a-z]{3})"
    r"|(?<![가-힣])안(?=\s|되|돼|됩|된|될|했|하|해|합|와|오|가|갑|나|사|삽|먹|보|봅|팔|팝|맞|들|듭|쓰|씁|바|받|줘|주|드|남|있)|(?<![가-힣])못|지(?:는|도|를)?\s?(?:않|못|마세|말아)|아니(?!면\s)|아닙|아닌|아닐|없|어려[워우울웠]|어렵|곤란|금지|(?<![가-힣])미(?=결제|사용|개봉|포함|배송|발송|입금|확인|완성|지급|정)|(?<![가-힣])비(?=포함|과세|매품)|말고|마세요|마십시오|불가"
    r"|ませ(?:ん)|ない|なかっ|なけれ|なく|なし|かね(?:ます|る)|断[りっる]|(?<![\u4e00-\u9fff])[非未不](?=[\u4e00-\u9fff])|できず|禁止|無し|ずに|不可|ぬ(?=。|$)",
    "except": r"\bexcept\b|\bexclud\w+|\bunless\b|\bother than\b|\bapart from\b|제외|외에|빼고|以外|除く|除き|除いて",
    "only": r"\bonly\b|\bjust\b|\bsolely\b|(?<=[가-힣])만(?=\s|[.,!?]|$)|(?<=[가-힣])뿐|밖에|오직|だけ|のみ|限り|限定|しか",
    "rule": r"\brules?\b|\bagreed?\b|규칙|허락|規則|許可",
    # money
    "free": r"\bfree\b|\bcomplimentary\b|\bgratis\b|\bno charge\b|\bon us\b|\bon the house\b|\bat no (?:extra )?cost\b|\bwaived?\b|무료|공짜|무상|거저|서비스로|無料|タダ|ただ(?=で)|サービス(?=し|で|いたし|させ)|🆓|🈚",
    "refund": r"\brefund\w*|\bmoney[\s-]back\b|환불|환급|돌려\s?드|返金|払い戻|お返し",
    "compensation": r"\bcompensat\w+|\breimburs\w+|보상|배상|위로금|補償|賠償|慰謝料",
    "discount": r"\bdiscount\w*|\breduc\w+|\boff\b|\bmark(?:ed)?[\s-]?down\b|할인|깎|割引|値引|🈹",
    "sale": r"\bsale\b|\bdeals?\b|\bspecial (?:price|offer)\w*|\boffers?\b|\bpromo\w*|\bsav(?:e|es|ing|ings)\b|\bbargain\w*|세일|특가|특별가|행사|이벤트|セール|特価|お得|お値打ち|キャンペーン|🉐",
    "coupon": r"\bcoupon\w*|\bvoucher\w*|\bcode\b|쿠폰|코드|クーポン|コード",
    "points": r"\bpoints\b|\bcredits?\b|\bcash[\s-]?back\b|\brewards?\b|포인트|적립|ポイント|還元|積立",
    "gift": r"\bgifts?\b|\bbonus\w*|\bthrown in\b|\bpresents?\b|사은품|(?<![가-힣])덤(?=으로|이|도|까지)|선물|상품권|보너스|증정|特典|おまけ|プレゼント|贈呈|商品券|差し上げ|🎁",
    "price": r"\bpric\w+|\bcosts?\b|가격|값|금액|値段|価格|金額",
    "fee": r"\bfees?\b|\bcharges?\b|\bsurcharge\w*|요금|비용|수수료|料金|費用|手数料|送料",
    "total": r"\btotal\b|\bsum\b|\baltogether\b|합계|총액|합쳐|合計|総額",
    "tax": r"\btax\w*|\bvat\b|\bdut(?:y|ies)\b|\bcustoms\b|세금|부가세|관세|税",
    "cheap": r"\bcheap\w*|\blowest\b|\bleast expensive\b|\baffordable\b|최저|저렴|(?<![가-힣])(?:싸|싼|쌉)|최저가|最安|安い|安く|お安|格安|💸",
    "expensive": r"\bexpensive\b|\bdear(?:er|est)\b|\bpric(?:y|ier)\b|비싸|비싼|비쌉|高い|高く|高価",
    # certainty
    "guarantee": r"\bguarante\w+|\bassur\w+|\bensur\w+|보장|장담|保証|保障",
    "promise": r"\bpromis\w+|\bcommit\w*|\bpledg\w+|약속|約束",
    "certain": r"\bcertain(?:ly)?\b|\bdefinite(?:ly)?\b|\bsurely\b|\bfor sure\b|\babsolutely\b|확실|틀림없|무조건|確実|間違いなく|絶対|きっと|💯",
    "must": r"\bmust\b|\brequired?\b|\bneed(?:s|ed)? to\b|\bhave to\b|\bhas to\b|반드시|꼭|필수|必ず|必要|必須",
    "always": r"\balways\b|\bforever\b|\blifetime\b|\bany ?time\b|항상|언제나|늘(?=\s)|평생|영원|いつでも|いつも|常に|毎回|永久|一生|ずっと",
    "all": r"\bevery\w*|\ball\b|\bany\b|\bwhole\b|\bentire\b|\bunlimited\b|모든|모두|전부|전\s?상품|전체|아무|무제한|すべて|全て|全品|全商品|全部|全額|無制限|どれでも",
    "maybe": r"\bmaybe\b|\bmight\b|\bmay\b|\bperhaps\b|\bpossibl[ye]\b|\bprobably\b|\bshould\b|\blikely\b|아마|(?:을|를|할|일|갈|될)\s?수도|おそらく|たぶん|かもしれ|場合があ",
    "usually": r"\busually\b|\bnormally\b|\btypically\b|\bgenerally\b|보통|대개|대체로|通常|普段|たいてい",
    "expected": r"\bexpect\w*|\bestimat\w+|\bplan\w*|예상|예정|予定|見込み|目安|見込",
    "warranty": r"\bwarrant\w+|품질보증|보증|無償",
    "repair": r"\brepair\w*|\bfix\w*|수리|고쳐|修理|直し",
    "replace": r"\breplac\w+|교체|새 제품으로|取り替え|取替",
    "return": r"\breturn\w*|\bsen[dt] (?:it |them )?back\b|반품|返品|返送",
    "exchange": r"\bexchang\w+|\bswap\w*|교환|交換",
    "cancel": r"\bcancel\w*|취소|キャンセル|取消|取り消",
    # what is in the cart and on the shelf
    "added": r"\badd(?:s|ed|ing)?\b|\bput\b|(?<![가-힣])(?:담|넣)(?=[가-힣])|추가|入れ|追加",
    "removed": r"\bremov\w+|\btak(?:e|en|ing) (?:\w+ ){0,2}out\b|\bdelet\w+|\bempt(?:y|ied)\b|(?<![가-힣])(?:뺐|뺄|빼\s?드|비웠|비울)|삭제|外し|削除|空に|取り出",
    "in stock": r"\bin stock\b|\bavailable\b|\bavailability\b|재고|구매 가능|在庫",
    "restock": r"\bre-?stock\w*|\bback in\b|입고|再入荷|入荷",
    "sold out": r"\bsold out\b|\bout of stock\b|\bgone\b|\bunavailable\b|품절|매진|동났|売り切れ|品切れ|完売|欠品",
    "discontinued": r"\bdiscontinued\b|단종|廃番|終売",
    "few": r"\bfew\b|\blimited\b|\brunning (?:low|out)\b|얼마 (?:안|없)|한정|わずか|少し|少な|数量限定",
    "left": r"\blast\b|\bleft\b|\bremain\w*|남은|남아|남았|남습|마지막|残り|残って|最後",
    "many": r"\bseveral\b|\bmany\b|\bmost\b|\blots?\b|\bplenty\b|여러|많[이은아]|대부분|多く|たくさん|多数|ほとんど",
    "hurry": r"\bhurry\b|\bselling (?:fast|out)\b|\bwhile (?:it|they|stocks?|supplies) last\b|\bdon't miss\b|서두르|놓치지|お早め|お急ぎ",
    # limits
    "at least": r"\bat least\b|\bminimum\b|\bor more\b|\bmore than\b|\bover\b|\babove\b|\bfrom\b|\bstarting\b|\bstarts?\b|\bsince\b|이상|초과|넘[는게으]|부터|최소|以上|超え|から|より|最低|最小",
    "at most": r"\bat most\b|\bmaximum\b|\bor less\b|\bless than\b|\bunder\b|\bbelow\b|\bup to\b|\bwithin\b|\bin(?= (?:\d|one|two|three|four|five|six|seven|a |an ))|\bby(?= (?:\d|the|mon|tue|wed|thu|fri|sat|sun|tom|tod|end))|\buntil\b|\btill?\b|\bno later\b|이하|미만|이내|안에|까지|최대|안으로|以下|未満|以内|まで|最大",
    "before": r"\bbefore\b|\bprior\b|\bearlier\b|전에|이전|(?<=[\d일주달월년간])\s?전(?![가-힣])|前に|以前|(?<=[日間月年分])前",
    "after": r"\bafter\b|\bfollowing\b|\blater\b|\bonce(?= (?:you|your|the|it|we|they))|후에|이후|(?<=[\d일주달월년간])\s?후(?![가-힣기])|지나|後に|以降|以後|(?<=[日間月年分])後|経[っち]",
    "if": r"\bif\b|\bwhen\b|\bprovided\b|(?<=[가-힣])면(?=\s|,|$)|경우|たら|れば|場合",
    "about": r"\babout\b|\baround\b|\bapproximately\b|\broughly\b|\balmost\b|\bnearly\b|약(?=\s?\d)|대략|정도|쯤|가량|거의|約|およそ|程度|ほど|くらい|ぐらい|頃|ころ|(?<=\s)[弱強](?![\u4e00-\u9fff])",
    "each": r"\beach\b|\bper\b|\bapiece\b|\b(?:dai|week|month|year)ly\b|\bannual\w*|각각|개당|당(?=\s|$|[,.])|씩|매[일주월년달]|それぞれ|各|ずつ|につき|毎",
    "more": r"\bmore\b|\bextra\b|\badditional\w*|\banother\b|\bbetter\b|더(?=\s)|더욱|もっと|さらに|別途|別の",
    "less": r"\bless\b|\bfewer\b|\bworse\b|덜(?=\s)",
    "bigger": r"\bbigger\b|\blarger\b|\blonger\b|\bheavier\b|더\s?(?:크|큰|긴|무거)|大きい|大きめ|長い|重い",
    "smaller": r"\bsmaller\b|\bshorter\b|\blighter\b|더\s?(?:작|짧|가벼)|小さい|小さめ|短い|軽い",
    "best": r"\bbest(?!-?sell)\w*|\bfinest\b|\btop\b|\bnumber one\b|\bperfect\w*|최고|제일|가장|완벽|最高|一番|最も|完璧",
    "popular": r"\bpopular\w*|\bbest-?sell\w*|\bfamous\b|인기|베스트|유명|人気|ベスト|売れ筋|有名",
    "unique": r"\bunique\b|\bexclusive\w*|유일|단독|唯一|独占",
    "genuine": r"\boriginal\b|\bgenuine\b|\bauthentic\b|\breal\b|\bfakes?\b|정품|진짜|가짜|짝퉁|正規品|本物|偽物",
    "made": r"\bmade (?:in|of|by|from)\b|\bhand-?made\b|\bimported\b|\bnatural\b|국산|수제|수입산|원산지|천연|国産|手作り|天然|製(?=[のでだ])|でできて",
    "new": r"\bnew(?:est|ly)?\b|\bbrand[\s-]new\b|\blatest\b|신상|새로|새(?=\s)|신제품|최신|新品|新作|新着|新しい|最新",
    "used": r"\bused\b|\bsecond[\s-]hand\b|\brefurbished\b|중고|리퍼|中古",
    "safe": r"\bsafe\w*|\bsecure\w*|안전|安全",
    "waterproof": r"\bwaterproof\b|\bwater-?(?:resistant|repellent)\b|방수|발수|防水|撥水",
    "certified": r"\bcertified\b|\bapproved\b|\btested\b|인증|승인|認証|承認|認可",
    "healthy": r"\bhealth\w*|\bcures?\b|\bheals?\b|\bnon-?toxic\b|\borganic\b|\bhypoallergenic\b|건강|효과|효능|두통|무독|유기농|저자극|健康|効果|効き|頭痛|無害|オーガニック|低刺激",
    # when
    "today": r"\btoday\b|\bsame[\s-]day\b|오늘|당일|今日|本日|当日|即日",
    "tonight": r"\btonight\b|오늘\s?밤|今夜|今晩",
    "tomorrow": r"\btomorrow\b|\bnext[\s-]day\b|\bovernight\b|내일|익일|다음\s?날|明日|翌日|あした",
    "day after tomorrow": r"\bday after tomorrow\b|모레|明後日|あさって",
    "yesterday": r"\byesterday\b|어제|昨日",
    "fortnight": r"\bfortnight\b",
    "now": r"\bnow\b|\bimmediate\w*|\binstant\w*|\bright away\b|\bat once\b|지금|즉시|바로|당장|今すぐ|すぐ|直ちに|ただちに|早速|至急",
    "soon": r"\bsoon\b|\bshortly\b|\bin a (?:moment|minute)\b|곧|금방|まもなく|近日",
    "fast": r"\bquick\w*|\bfast(?:er|est)?\b|\bexpress\b|빠르|빨리|빠른|신속|早く|速[くやい]|お急ぎ便",
    "this week": r"\bthis week\b|이번\s?주(?!말)|今週(?!末)",
    "last week": r"\b(?:last|past|previous) week\b|지난\s?주(?!말)|先週",
    "last month": r"\b(?:last|past|previous) month\b|지난\s?달|先月",
    "last year": r"\b(?:last|past|previous) year\b|작년|지난\s?해|昨年|去年",
    "next week": r"\bnext week\b|다음\s?주(?!말)|来週",
    "this month": r"\bthis month\b|이번\s?달|今月",
    "next month": r"\bnext month\b|다음\s?달|来月",
    "this year": r"\bthis year\b|올해|今年",
    "next year": r"\bnext year\b|내년|来年",
    "next": r"\bnext\b|\bthis (?:time|season)\b|次回|次の",
    "weekend": r"\bweekends?\b|주말|週末|土日",
    "weekday": r"\bweekdays?\b|평일|平日",
    "holiday": r"\bholidays?\b|공휴일|휴일|명절|祝日|休日",
    "open": r"\bopens?\b|영업|문\s?열|열어|열려|운영|営業(?!日)|開店|開い",
    "closed": r"\bclose[sd]?\b|\bshut\b|문\s?닫|닫아|닫혀|휴무|쉬어|쉽니다|閉店|休業|定休|閉ま|休み",
    "am": r"\ba\.?m\b|오전|午前",
    "morning": r"\bmorning\b|아침|朝",
    "pm": r"\bp\.?m\b|\bafternoon\b|오후|午後",
    "evening": r"\bevening\b|\bnight\b|저녁|밤에|夕方|夜",
    "noon": r"\bnoon\b|정오|正午",
    "midnight": r"\bmidnight\b|자정|深夜|真夜中",
    **{
        f"weekday {n}": rf"\b{en}(?:s|day|days)?\b|{ko}요일|{ja}曜日?|[(（]{ko}[)）]|[(（]{ja}[)）]"
        for n, (en, ko, ja) in enumerate(zip(("mon", "tue(?:s)?", "wed(?:nes)?", "thu(?:rs?)?", "fri", "sat(?:ur)?", "sun"), "월화수목금토일", "月火水木金土日", strict=True))
    },
    **{
        f"month {n}": rf"\b{name}\b(?=\.?)" if n != 5 else r"\bmay\b(?=\s\d)|(?<=\d\s)may\b"
        for n, name in enumerate(("jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?", "aug(?:ust)?", "sep(?:t(?:ember)?)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?"), 1)
    },
    # what happens to an order
    "shipped": r"\bship(?:s|ped|ping|ment|ments)?\b|\bdispatch\w*|\bsen[dt]\b|발송|출고|보내|発送|出荷|送[りっ]",
    "delivered": r"\bdeliver\w*|배송|배달|配送|配達|届",
    "arrives": r"\barriv\w+|\breach\w*|도착|到着",
    "pick-up": r"\bpick[\s-]?(?:ed[\s-])?up\b|\bcollect\w*|픽업|수령|찾으러|찾아가|受け取|店頭",
    "pays": r"\bpay(?:s|ing|ment|ments)?\b|\bpaid\b|결제|지불|입금|支払|決済|入金",
    "charged": r"\bcharged\b|\bbill(?:ed|s|ing)?\b|청구|請求",
    "instalment": r"\binstal\w+|할부|分割",
    "order": r"\border(?:s|ed|ing)?\b|\bpurchas\w+|\bbuy\w*|\bbought\b|주문|구매|구입|注文|購入",
    "confirmed": r"\bconfirm\w*|\baccept\w*|확정|접수|確定|受付|承り",
    "lost": r"\blost\b|\bmissing\b|\bstolen\b|\bdamag\w+|분실|파손|누락|훔친|도난|紛失|破損|盗",
    # who does what
    "person": r"\bagents?\b|\bstaff\b|\bpersons?\b|\bhumans?\b|\bcolleagues?\b|\bteam\b|\bmanager\b|상담원|상담사|직원|담당자|매니저|사람이|担当|スタッフ|係|オペレーター|店長|人間",
    "notify": r"\bnotif\w+|\bcontact\w*|\blet you know\b|알려\s?드|연락|ご?連絡|お知らせ",
    "mail": r"\be-?mail\w*|\bmail\w*|이메일|메일|メール",
    "call": r"\bcall\w*|\bphone\w*|전화|電話",
    "text message": r"\btext you\b|\bsms\b|문자|ショートメール",
    "reply": r"\brepl(?:y|ies)\b|\banswer\w*|답장|답변|お返事|返信|回答",
    "can": r"\bcan\b(?!'t)|\bcould\b|\ballow\w*|\bpermitted\b|\beligible\b|\bentitled\b|수\s?있|가능|できます|できる|いただけ|可能|対象",
    "secret": r"\bsecret\w*|\bpassword\w*|\binternal\b|\bconfidential\b|\bprompt\b|\binstruction\w*|\bsystem\b|\blanguage model\b|비밀|암호|내부|暗証|기밀|프롬프트|시스템|지시|秘密|パスワード|内部|機密|プロンプト|システム|指示",
    "machine": r"\bai\b|\bbot\b|\bassistant\b|\bmachine\b|인공지능|챗봇|로봇|도우미|人工知能|ボット|ロボット|アシスタント",
    "prize": r"\bw(?:o|i)n\b|\bprize\w*|당첨|경품|当選|当たり|景品",
    "borne": r"\bowe[sd]?\b|\bexpense\b|\bon our side\b|부담|차액|負担|差額|代は|お代",
    "insult": r"\bfools?\b|\bstupid\b|\bidiots?\b|바보|멍청|愚か|馬鹿|バカ",
    "press": r"\bclick\w*|\bvisit\w*|\btap\b|\bpress\w*|누르|눌러|押し|タップ|クリック",
    "i am": r"저는\s+\S+(?:이에요|예요|입니다|이라고|라고)|私は\S+(?:です|と申)",
    "name": r"\bnames?\b|\bcalled\b|이름|성함|名前|お名前",
}  # fmt: skip
_TENSES: dict[str, str] = {
    "will be": r"\bwill\b|'ll\b|\bwon't\b|\bgoing to\b|(?<=[가-힣])(?<!알)겠(?=[가-힣])|[가-힣]\s?(?:거예요|것입니다|거에요|겁니다)|예정",
    "is done": r"\b(?:shipped|delivered|arrived|paid|refunded|cancell?ed|ordered|returned|confirmed|sent|dispatched|placed|received|charged|sold|lost|was|were)\b"
    r"|(?<=[가-힣])[었했됐갔왔렸졌났섰뒀줬]|[가-힣]았|ました|でした|済み",
}  # fmt: skip
_IDIOMS = re.compile(
    r"すみません|申し訳(?:ござい|あり)ません|어쩔 수 없|아니면(?=\s)|더할 나위 없|no problem|no worries|not only"
)
"""Said so often without meaning what their parts say that they are counted as themselves."""
_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _CLAIMS.items())
_TENSE_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _TENSES.items())


def claim_marks(text: str) -> list[Mark]:
    """What ``text`` (levelled, in small letters) promises, limits and denies; of what overlaps the longer. Not in order."""
    idioms = [Mark(m.start(), m.end(), "idiom", m.group()) for m in _IDIOMS.finditer(text)]
    return apart([*idioms, *_found(text, _PATTERNS, "claim")])


def tense_marks(text: str) -> list[Mark]:
    """Where ``text`` says that something is done, or will be: *it was sent* is no other way to say *it will be sent*."""
    return apart(_found(text, _TENSE_PATTERNS, "tense"))


def _found(text: str, patterns: Sequence[tuple[str, re.Pattern[str]]], kind: str) -> Iterator[Mark]:
    for name, pattern in patterns:
        for match in pattern.finditer(text):
            if match.end() > match.start():
                yield Mark(match.start(), match.end(), kind, name)
