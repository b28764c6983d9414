# ruff: noqa: E501  (tables of words and patterns read best on one line)
"""How a message is meant, whatever it is about: whether it asks, says that something was a slip, or decides for something else. By the
endings and the few words that say so in each language; no catalogue, no model."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from dangol.nlu.entities.references import is_negated
from dangol.nlu.normalise import packed, plain

_ASKS = re.compile(
    r"\?[\s~!.)^]*$"
    r"|^(?:so |and |but |sorry,? |excuse me,? |hi,? |hey,? )?(?:how|hows|what|what's|whats|when|whens|where|where's|wheres|which|who|why|do|does|did|is|are|can|could|will|would|should|may)\b"
    r"|(?:나요|까요|[는은인한런뭔]가요|습니까|[습입합됩갑]니까|는지요?|은지요?|을지요?|할지요?|될지요?|건가요?|얼마(?:예요|에요|죠|임|야|지|인데요?)?|얼만(?:가요?|지요?|데요?)|어때요?|되려나요?|되나|되냐|하냐|있냐|있니|없니|되니|돼여|되여)[\s.~!^ㅠㅜㅋㅎ]*$"
    r"|(?:か|かな|かね|かしら|でしょう|いくら|何円|なの|んだっけ|だっけ)[\s.。~!]*$"
)
_ONE_OF_IT = re.compile(r"(?<=\s)하나요[\s.!~]*$")
_COUNTED_LAST = re.compile(
    r"(?<![가-힣\d])(?:하나|둘|셋|(?:[한두세네]|다섯|여섯|\d{1,3})\s?(?:개|병|봉지|봉|장|벌|팩|캔|통|권|대|자루|켤레|세트|묶음))(?:이?요)?[\s.!~]*$"
    r"|[\d一二三四五六七八九]\s?(?:個|つ|本|枚|袋|箱|缶|足|台|セット)(?:で|です|お願い(?:します)?)?[\s.!。]*$|\bx\s?\d{1,3}(?: please| pls)?[\s.!]*$"
)
_ASKING_WORD = re.compile(
    r"왜|언제|어디|얼마|몇\s?(?:시|일|개|번)|어떻게|무슨|무엇|뭐|何|なに|なぜ|どう|どこ|いつ|いくら|どれ|どの|どんな|どっち|どちら|어느|어떤|\b(?:how|what|which|why|when|where)\b"
)
_SLIPPED = re.compile(
    r"잘못\s?(?:썼|적었|입력|눌렀|쳤|말했|말씀|드렸|알려)|틀렸|틀리게|틀린|오타|まちが|間違|誤字|打ちミス|入力ミス|書き損じ"
    r"|\b(?:typo|mistyped|misspel\w+|wrong (?:number|e-?mail|address|name|code|one)|my mistake|got (?:it|that|my \w+) wrong|made a mistake)\b"
)
_LEAVES_OUT = re.compile(
    r"\b(?:don'?t|do not|not|no|without)\b|(?<![가-힣])안\s|않|말(?:고|아|기|래)|없이|しない|ない|やめ|なし"
)
_HESITATES = re.compile(
    r"(?:(?>u+[hm]+|e+r+m*|h+m+|well|so|let me (?:see|think))[\s,.]*)+|(?:(?>음+|어+|흠+|으음|글쎄요?|글쎄다|그러게요?)[\s,.]*)+"
    r"|(?:(?>う[ーう]*ん|え[ーえ]*っ?と[ー]?|ん[ーん]+|あのう?ー?|そうですねぇ?え?|うーむ|さあ)[\s,.、]*)+"
)
_TAKES_NOTE = re.compile(
    r"(?:(?>oh+|a+h+a*|ok(?:ay)?|alright|hm+)[\s,.!]+)?(?:i see|gotcha|got it|good to know|makes sense|interesting|a+ha+|o+h+|a+h+)(?: (?:now|then|thanks))?"
    r"|(?:(?>아+하*|오+호*|음+|네|넵|에+)[\s,.!]+)?(?:그렇군요?|그렇구나|그렇구만|그랬군요?|그랬구나|그렇네요?|아+하+|오+호+|아+)"
    r"|(?:(?>あ+|へ+え+|ほう+|ふ[ーう]*ん|はい|うん)[ーっ]?[\s、,。!]*)?(?:なるほど(?:ね|です(?:ね|か)?)?|そうなんです(?:ね|か)|そうなんだ|そうだったんです(?:ね|か)|そっか+|そうか+|へ+え+|ふ[ーう]+ん|ほう+)"
)
_HOLDS_BACK = re.compile(
    r"\b(?:wait|hold on|hang on|one (?:sec|second|moment|minute)|not yet|not (?:so )?sure|maybe|perhaps|let me (?:think|check|see|ask)|have to (?:think|ask|check)|think about it|(?:don'?t|dont|do not|never) (?:say|take|count))\b"
    r"|잠깐|잠시|기다려|아직|고민|생각해\s?(?:볼|보|봐)|생각\s?좀|글쎄|아마|(?:말|하)지\s?(?:마|말)|모르겠"
    r"|待って|ちょっと待|まだ|考え(?:ます|る|させ|直|てか|たい)|迷(?:って|い|う)|検討|かもしれ|言わないで|たぶん|多分"
)
_PLACES = re.compile(
    r"(?:(?:yes|yeah|ok(?:ay)?|sure|please|just|so)[\s,.!]+)*(?:(?:go ahead(?: (?:and|with it|please))?|confirm(?:ed)?|place|order|submit|do|buy|finali[sz]e)(?: (?:and )?(?:place|confirm|order|submit|buy))?"
    r"(?: (?:it|that|this|the order|my order|order))?|(?:i|i'?ll|i want to|let'?s) (?:confirm|order|place|buy)(?: (?:it|that|this|the order|my order))?)(?:[\s,]+(?:please|pls|now|then|thanks))*"
    r"|(?:(?:네|넵|예|응|좋아요|이대로|그대로|그럼|그렇게|[이그]걸로|[이그]거|[이그]걸|바로)[\s,.!]*)*(?:주문|확정|진행|결제|구매|접수)(?:을|를)?\s?(?:확정)?\s?(?:할게요?|할께요?|해\s?주세요|해\s?줘요?|하겠습니다|합니다|해요|부탁(?:드려요|드립니다|해요)|ㄱㄱ+|할래요?)?"
    r"|(?:(?:はい|うん|ええ|では|じゃあ|[そこ]れ[でを]|このまま|この内容で)[\s、,]*)*(?:ご?注文|確定|購入)(?:を)?(?:確定)?(?:し(?:ます|て(?:ください)?)|する|お願いします|で(?:お願いします)?|で(?:いい)?です)?"
)
# A particle that sets something else in the place of what stands, and the word that decides for it.
_DECIDES = re.compile(
    r"(?:으로|로)\s?(?:할게|할께|할래|하겠|해\s?줘|해\s?주|해요|하죠|하자|바꿀|바꿔|변경|받을게|받고|부탁)"
    r"|(?:に(?:します|する|して|しとき|変え|変更|かえ)|で(?:お願い|おねがい|いいです|受け取)|(?:の?ほう|の方)が(?:いい|良い)|がいいです)"
    r"|\b(?:make it|change (?:it|that) to|switch (?:it )?to|go with|i'?d rather|i'?d prefer|let'?s do|instead)\b"
)
_AS_IT_STANDS = re.compile(
    r"^(?:이대로|그대로|이걸로|그걸로|이것으로|그것으로|このまま|そのまま|これで|それで|as (?:it )?is|this|that|it)"
)
_NO_FIRST = re.compile(
    r"^(?:nope|no|nah|wait|hmm+|actually|아니(?:요|오|다|야)?|아뇨|앗|아|음|잠깐만?요?|いいえ|いや|いえ|ううん|あ|えっと|やっぱり?|待って)(?=[\s,.!、。~]|$)[\s,.!~]*"
)
_FOLLOWS = re.compile(
    r"^(?:(?:and|so|ok|okay)\s)?(?:and|what about|how about|what if it'?s|then)\s(?!also).{2,40}\?*$|^(?:and )?(?:to|for|in|by|with) .{2,24}\?+$"
    r"|^.{2,24}[가-힣a-z0-9](?:은요|는요|은|는|이면요?|면요|라면요?|로는요?)[\s?~.!]*\?[\s~]*$|^.{2,24}[가-힣a-z0-9](?:은요|는요)[\s?~.!]*$"
    r"|^.{2,24}(?:は|なら|だと|だったら|の(?:ほう|方)は|の場合は)[\s?~]+$"
)
_ASKS_AFTER = re.compile(r"\?[\s~!.]*$|(?:은|는)요[\s~.!]*$|^(?:and |so |ok |okay )?(?:what|how) about\b")
_ASKED_SHORTLY = re.compile(r"^(?:그럼 |그러면 )?[^\s?]{1,8}(?:은|는)요[\s?~.!]*$|^(?:じゃあ|では)?[^\s?]{1,8}は\?+$")
_TAKES = re.compile(
    r"주세요|주실래요|줘|주라|주시|할게|할께|할래|살게|살래|담아|넣어|주문|ください|下さい|お願い|おねがい|にします|にする|もらい|買い|ちょうだい|頼み"
    r"|\b(?:i'?ll (?:take|have)|i want|please|pls|give me|get me|add)\b"
)
_MAY_HAVE = re.compile(
    r"^(?:(?:hi|hey|hello|ok(?:ay)?|so|and|please|then)[\s,]+)*(?:(?:can|could|may) (?:i|we) (?:please |just )?(?:get|have|buy|order|take|grab)|(?:can|could|would|will) (?:you|u) (?:please |just )?(?:add|put|give|throw))\b"
    r"|(?:담아|넣어|추가해)\s?(?:주실\s?수|주시겠|주실래|줄\s?수)|(?<![가-힣])주(?:실\s?수\s?있|시겠|실래)|(?:入れて|追加して)(?:もらえ|いただけ)(?:ます|る)|(?:を|つ|個|本|枚)(?:もらえ|いただけ)(?:ます|る)"
)
_COMPARES = re.compile(
    r"\b(?:compar\w*|differ\w*|vs|versus|better|best|which|between|against|side by side|show|tell|recommend|pros)\b"
    r"|비교|차이|달라|다른|다르|어느|어떤|뭐가|무엇|나은|나을|낫|나아|보여|알려|추천|골라|比べ|比較|違|どっち|どちら|どれ|見せ|教えて|おすすめ|選んで"
)
# Of two things each is asked after: 팔튜브가 나을까요 조끼가 나을까요, 青がいいですか、赤がいいですか.
_EITHER = re.compile(
    r"(?:나을|좋을|괜찮을|편할|어울릴|예쁠|이쁠|맞을)까\S{0,3}\s.{1,40}?(?:나을|좋을|괜찮을|편할|어울릴|예쁠|이쁠|맞을)까"
    r"|[がの](?:いい|良い|よい)(?:です|でしょう)?か(?:な)?[、,。?\s].{1,30}?[がの](?:いい|良い|よい)(?:です|でしょう)?か"
)
_IF_THERE = re.compile(
    r"^(?:hi|hello|hey)?[\s,!.]*(?:(?:do|have) (?:you|u)|(?:is|are) there|got|any(?:thing)?)\b|\b(?:do you have|is there|are there|anything)\b"
    r"|있(?:어요?|나요?|나여|을까요?|습니까|는지|죠|지요|을까)[\s?.!~ㅠㅜㅋㅎ]*$|(?:ござい|あり)ます(?:でしょう)?か(?:ね|しら)?[\s。.?!]*$|ないでしょうか[\s。.?!]*$|ある(?:\?|かな|かしら)[\s。.?!]*$"
)
_ADVICE = re.compile(
    r"\bwhat (?:would|should|do|could) (?:you|i|u) (?:recommend|suggest|get|buy|go for|use|choose|pick)\b|\bany (?:recommendations?|suggestions?|ideas?)\b"
    r"|(?:뭐가|뭘로|뭐로|어떤\s?[게걸])\s?\S{0,8}\s?(?:좋|괜찮|나을|낫)|추천|뭐\s?(?:먹이|입히|쓰|사)\S{0,2}\s?(?:면|야)\s?(?:좋|하|돼|되)|(?:뭐|뭘)\s?(?:를\s?)?(?:사|해\s?주|선물하)\S{0,2}(?:죠|지요?|까요?)(?![가-힣])|(?:何|なに|どれ|どんなの|どういうの)が(?:いい|良い|よい|おすすめ)|おすすめ|お勧め"
)
# A word for wanting or taking, however loose: without one, a description looks for something.
WANTS = re.compile(
    r"\b(?:want|need|take|have|get|grab|buy|buying|bought|purchase|order|add|put|give|gimme|like|love|wanna|cart|basket|bag|please|pls|plz|one|another|us|me|i'?ll|go (?:for|with)|throw in|chuck|send|ship|pop|stick|check ?out|dibs)\b"
    r"|살|사고|사야|사요|사자|샀|산다|구매|구입|주문|담|넣|줘|주|줄|달라|추가|결제|할게|할께|할래|하겠|부탁|필요|원해|원합|갖고|가져|고르|골라|하나|요$|으?로$|ㄱㄱ|고고|플리즈"
    r"|買|購入|注文|欲し|ほし|くださ|下さ|ちょうだい|頂戴|もら|いただ|頂|お願い|おねがい|追加|入れ|いれ|カート|かご|にし|にする|で$|頼|必要|要る|いる|よろしく|くれ|取り置"
)
# The thing on the table is taken, and nothing else is said: *ok, that one*, *I'll take it then*, ㅇㅋ 그걸로, じゃあそれで.
_SETTLES = re.compile(
    r"(?:(?:ok(?:ay)?|k|yes|yeah|yep|yup|alright|all right|right|cool|great|perfect|good|fine|sure|then|so)[\s,.!]+)*"
    r"(?:(?:i'?ll|i will|let me|i wanna|i want to|we'?ll)\s(?:take|have|get|buy|go with|go for)\s(?:it|that|this)(?: one)?|(?:add|get me|give me|gimme|take)\s(?:it|that|this)(?: one)?)(?: then| please| pls| thanks)*"
    r"|(?:(?:ok(?:ay)?|k|yes|yeah|yep|yup|alright|all right|right|cool|great|perfect|good|fine|sure|then|so)[\s,.!]+)+(?:that|this)(?: one)?(?: then| please| pls| thanks)*"
    r"|(?:that|this) one(?: then| please| pls)+"
    r"|(?:(?:ㅇㅋ+|ㅇㅇ+|오케이|오키|네|넵|응|웅|좋아요?|좋네요?|그래요?|그럼|그러면|아)[\s,.!~]*)*(?:그걸로|이걸로|그거로|이거로|그걸루|이걸루|그거|이거)\s?"
    r"(?:할게요?|할께요?|할래요?|하겠습니다|해\s?주세요|해\s?줘요?|갈게요?|살게요?|살래요?|주세요|줘요?|담아\s?(?:주세요|줘요?)|주문할게요?|부탁(?:해요|드려요|드립니다)|ㄱㄱ+|요)"
    r"|(?:(?:ㅇㅋ+|ㅇㅇ+|오케이|오키|네|넵|응|웅|좋아요?|좋네요?|그래요?|그럼|그러면|아)[\s,.!~]*)*(?:그걸로|이걸로|그거로|이거로|그걸루|이걸루)"
    r"|(?:(?:おk|ok|okay|オッケー|おっけー|はい|うん|じゃあ|じゃ|では|それじゃ|いいね|いいですね|よし)[\s、,!]*)*(?:それ|これ)"
    r"(?:で(?:お願い(?:します|できますか)?|おねがい(?:します)?|いいです|いきます)?|に(?:する|します|しようかな|決めます|決めた)|を?(?:ください|下さい|お願い(?:します)?|おねがい(?:します)?|買います|買う|もらいます)|を?カートに(?:入れて(?:ください)?)?)"
)
# What comes beside what is there, and not in its place.
_ADDS = re.compile(
    r"^(?:(?:oh|ok|okay|yeah|yes)[\s,]+)?(?:and|also|plus)\b|\b(?:as well|too|also)(?: (?:please|then|thanks))*[\s.!]*$"
    r"|[\w가-힣]도(?:\s?(?:요|하나|한\s?[가-힣]+|주세요|부탁\S*|담아\S*|추가\S*))?[\s.!~]*$"
    r"|[^\s]も(?:(?:お願い|おねがい|ください|下さい|ほしい|欲しい|入れて|追加|[1-9一二三]\S{1,3})\S*)?[\s.!~。]*$"
)
# Which of the things before somebody is asked for, rather than of which kind one should be (*which size*).
_WHICH_OF = re.compile(
    r"\bwhich (?:one|of (?:them|these|those|the|your)|is|are|was|isn'?t|has|have|does|doesn'?t|do|would|will|can|should|comes?|lasts?|feels?|tastes?|smells?|weighs?|holds?"
    r"|gets?|runs?|stays?|keeps?|fits?|needs?|works?|goes|looks?|sounds?|costs?|burns?|contains?|\w+er\b)|\bwhich (?!colou?rs?\b|sizes?\b|shades?\b|ones\b)(?:\w+ ){1,2}(?:is|are|has|weighs?|lasts?|holds?)\b|\bwhich(?:ever)?\s?\?*$|\bwhich'?s\b|\bof the two\b|\b(?:what|who)'?s? (?:is )?the (?:\w+(?:er|est)|more \w+|less \w+) (?:one )?of\b"
    r"|(?<![이그저요])(?:거|것|게|건|쪽)\s?(?:은|는|이)?\s?(?:뭐|무엇|뭔)(?:예요|에요|죠|지|야|임|인가|냐|니)|(?<!사이즈\s)(?<!사이즈는\s)(?<!사이즈가\s)(?<!색은\s)(?<!색상은\s)어느\s?(?:거|것|게|건|걸|쪽|제품|상품|애|놈)|둘\s?중|(?:뭐|뭔|무엇|어느\s?게|어떤\s?게)[이가]?\s\S{1,8}[이가]\s(?:더|덜|제일|가장)|(?:이|그)\s?중에?서?\s|(?:뭐|무엇|뭔|누)가\s?(?:더|덜|제일|가장|안)|(?<!사이즈\s)(?<!사이즈는\s)(?<!사이즈가\s)(?<!색은\s)(?<!색상은\s)(?:어떤\s?(?:게|거|것|건|걸|쪽)|어느게)|(?:어느|어떤)\s?(?!색|사이즈|컬러)[가-힣]+[가이]\s|뭐가\s?(?!달|다르|다른|다를|틀|문제|있|없|필요|들어)\S+(?:요|까|나|죠)"
    r"|(?<!サイズは)(?<!サイズが)(?<!サイズ)(?<!大きさは)(?<!カラーは)(?<!色は)(?:どっち|どちら|どれ(?!くらい|ぐらい|だけ|ほど))|どの(?:子|商品|やつ|もの|品)|どの(?!色|サイズ|カラー|くらい|ぐらい)\S{1,12}?が|(?:二つ|ふたつ|2つ)の(?:うち|中)"
)
_FRANKLY = re.compile(
    r"\bhonest(?:ly)?\b.{0,40}\?|\bto be honest\b.{0,40}\?|\bworth (?:it|buying|the (?:money|price|hype))\b|\b(?:is|are) (?:it|they|this|these|that) (?:really |actually |even )?any good\b|\bany good\?"
    r"|\bdo(?:es)? (?:it|they|this|these|that) (?:really |actually |even )?work(?: well)?\s?\?*$|\bany reviews\b|\bwhat do (?:people|customers|others|buyers) (?:think|say)\b"
    r"|솔직히.{0,20}(?:어때|어떤|좋|효과|괜찮|나요|까요|음\?|임\?|\?)|효과\s?(?:가|는|는요)?\s?(?:진짜\s?|정말\s?)?(?:있|좋|어때|어떤)|돈\s?값|값어치|(?:살|쓸)\s?만\s?(?:해|한|하)|(?:진짜|정말)로?\s?(?:좋은가|좋나|좋아요\?|괜찮(?:나|은가|아요\?))|후기(?:가|는|도)?\s?(?:있|어때|어떤|좋)|평(?:이|은|판이|판은|가가|가는)\s?(?:어때|어떤|좋)"
    r"|正直.{0,16}(?:どう|いい|良い|ですか|\?)|本当に(?:効|良|いい|よい|使え)|効果(?:は|が|って)?(?:本当に)?(?:ある|あり)|(?:買う|値段の|お金の)価値|値段に見合|評判|口コミ|(?:レビュー)(?:は|が|って)|コスパ"
)
_WHO_KO = r"(?:우리\s?|저희\s?|제\s?)?(?:큰|작은|막내)?(?:아들|딸|아이|애기|아기|애|손자|손녀|조카|남편|아내|와이프|신랑|엄마|아빠|어머니|아버지|할머니|할아버지|부모님|친구|동생|언니|누나|형|오빠|여자친구|남자친구|여친|남친|선생님|동료)"
_FOR_WHOM = re.compile(
    r"(?:(?:it'?s|it is|they'?re|this is|these are|that'?s)\s)?(?:a (?:gift|present) )?for (?:my |our |a )(?:\w+ ){0,2}\w+|(?:my|our) (?:\w+ ){0,2}\w+ (?:will|is going to|is gonna) (?:wear|use|have) (?:it|them|this)"
    rf"|{_WHO_KO}(?:이|가|한테|에게|께서?|께)?\s?(?:줄|신을|입을|쓸|할|맬|들|낄|드릴|선물할|사\s?줄)\s?(?:거|것|건데|거라서)?(?:예요|에요|이에요|요|입니다|임)?|{_WHO_KO}\s?(?:거|것|용|선물)(?:이에요|예요|에요|요|입니다|임)?"
    r"|(?:うちの)?(?:息子|娘|子供|子ども|こども|孫|甥|姪|夫|妻|主人|旦那|奥さん|嫁|母|父|祖母|祖父|両親|友達|友人|弟|妹|兄|姉|彼女|彼氏|同僚|赤ちゃん)(?:用|への?(?:プレゼント|贈り物|もの)?|が(?:履く|着る|使う|つける)(?:もの|ん|の)?|にあげる(?:もの|ん|の)?|のもの)(?:です|なんです|だ|になります)?"
)
_TELL_ME = re.compile(
    r"\b(?:notify|alert|ping|email|e-mail|text|tell|let) me\b|\bnotif(?:y|ication)|\balert\b|알림|알려\s?(?:줘|주)|통지|통보|연락\s?(?:줘|주)|通知|(?:お)?知らせ(?:て|を|お願|希望|ください|$)|アラート|(?:たら|時に?|ときに?|とき|次第|際に?)[^。]{0,6}(?:教えて|おしえて|連絡)"
)
_TELL_NO_MORE = re.compile(
    r"\b(?:stop|no more|don'?t|do not|never|off|unsubscribe|opt|quit|cancel|remove|less|fewer|too many|without)\b|끄|꺼|끊|그만|해지|취소|해제|거부|차단|싫|마세|말아|말라|안\s|않|없|중지|정지|너무|삭제|빼"
    r"|止め|とめ|停止|解除|オフ|いら[なん]|要らな|ません(?!か)|不要|結構|やめ|ないで|来な|断|切っ|切り|多すぎ|多い|うるさ|消し|拒否|ミュート"
)
_ONES = re.compile(
    r"\bones?\b|\bthem\b|\bthese\b|\bthose\b|(?<![가-힣])(?:거|것|게|건|걸|꺼)(?=[\s은는이가도?요]|$)|[이]\s?중에|(?:い|の|な|ある)の(?:は|が|も|って|\?|$|ある|あり|どれ)|やつ"
)
# What sending something costs: *do you ship to Germany, how much*.
_SENDING_SUM = re.compile(
    r"\b(?:ship|deliver|send|post)\w*\b.*\bhow much\b|\bhow much\b.*\b(?:ship|deliver|send|post)\w*\b"
    r"|(?:배송|보내|발송|택배).*얼마|얼마.*(?:배송|보내|발송|택배)|(?:送|届|発送|配送).*いくら|いくら.*(?:送|届|発送|配送)"
)
# Nothing but what is named: *only navy*, 남색만, ネイビーだけ.
_ONLY = re.compile(r"\b(?:only|just)\b|[가-힣](?<!지)만(?=[\s요.,!~?]|$)|(?:だけ|のみ)")
# Advice on which size to take, rather than which there are.
_WHICH_SIZE = re.compile(
    r"\b(?:should|would|recommend|suggest|best|right|fits?|take|get|go for|choose|pick|i'?m|i am|s?he'?s|wear|usually|normally)\b|추천|골라|고르|맞(?!춤)|좋|입어|입으|입는|입나|신어|신으|신는|신나|키[가는]?\s?\d|평소|보통|해야|사야"
    r"|おすすめ|お勧め|オススメ|いいです|いいでしょ|いいかな|良い|合[いうっわ]|選[びべぶん]|着[てれる]|履[いくけ]|ぴったり|べき|普段|ふだん|身長|足の|\d\s?(?:cm|センチ)"
)
# Whether the shop does something: *do you do engraving*, 수선 되나요, 名入れできますか. What the assistant itself is asked to do, and what is had
# or sold, is no such thing.
_DEED = re.compile(
    r"\b(?:do|can|could|would|will) (?:you|u|ya|they|the shop)(?: guys| also| still| ever| maybe| possibly)* "
    r"(?!(?:have|has|got|get|sell|carry|stock|make|know|think|recommend|suggest|show|find|help|tell|add|put|remove|check|send|ship|deliver|see|speak|give|want|like"
    r"|mean|hold|keep|look|explain|repeat|list|bring|pick|choose|compare|search|feel|understand|talk|read|hear|remember|dream|love|ever|not)\b)\w{2,}"
    r"|(?:되나요|돼요\?|되요\?|되나\?|됩니까|될까요|가능(?:한가요|해요|할까요|합니까|한지|하나요)|해\s?(?:주시나요|주나요|주실\s?수|줄\s?수)|받을\s?수\s?있|(?<![가-힣])하시나요)"
    r"|できますか|出来ますか|可能ですか|(?:やって|して)(?:い)?ますか|(?:して|って|いて|んで)(?:もらえ|いただけ|くれ|くださ)(?:ます|る|い)(?:か|\?)|サービス(?:は|って)?(?:あり|ある)"
)
# Whether something is to be had: that is asked of the stock and the shelf, not of the thing.
_THERE = re.compile(
    r"\b(?:do|does|have|has|got|any|stock|carry|sell|there|available|left|exist)\b|(?<!들어가)(?<!들어가 )(?<!들어)(?<!들어 )(?<!되어)(?<!되어 )(?<!돼)(?<!돼 )(?<!달려)(?<!달려 )있(?:어|나|을|습|는|음|죠|니)|없(?:어|나|을|습|는|음|죠|니)|남(?:았|은|아)|재고|팔(?:아|나|죠)|들어(?:왔|오)"
    r"|あり(?:ます|ません)|ある(?:か|の|\?|かな|$)|ない(?:の|です|\?|かな|$)|残って|在庫|売って|置いて|取り扱"
)
# A question with its reason behind it: 油はいりますか 初心者なので.
_ASKED_BEFORE = re.compile(r"(?:ますか|ですか|ませんか|나요|까요|습니까)(?=[\s,.])|\by/n\b|\byes or no\b")
_BOUGHT = re.compile(
    r"\b(?:i|we)(?:'ve| have)? (?:just )?(?:bought|ordered|purchased)\b|(?<![가-힣])샀(?:어|습|는데|다|거)|(?:구매|구입|주문)했(?:어|습|는데|다|거)"
    r"|(?:買い|購入し|注文し)ました|(?:買っ|購入し|注文し)た(?:んで|の|が|けど|ばかり)"
)
_OPENS_QUESTION = re.compile(
    r"\b(?:an?|one|another|more|two|few|couple of) (?:quick |more |other |last |final )?questions?\b|\bask (?:you )?(?:one|something|another)\b"
    r"|(?:물어|여쭤|여쭈어)\s?(?:볼|봐도|보고)|여쭐|질문\s?(?:이|하나|있|할|드|좀)|質問(?:が|し|です|させ|いい)|(?:お聞き|お伺い|お尋ね)し|聞きたいこと"
    r"|\bshow me (?:one|another|a few|some) more\b|더\s?보여|(?:もう|あと)\S{0,4}見せ"
)
# What undoes something is said with a word for it: without one, *gift wrap please* takes nothing out of the cart.
_TAKES_OUT = re.compile(
    r"\b(?:remov\w*|take|taking|took|out|off|away|delet\w*|drop\w*|without|no|not|don'?t|doesn'?t|won'?t|cancel\w*|lose|ditch\w*|scrap\w*|scratch|bin|toss|chuck|rid|skip\w*"
    r"|minus|less|fewer|leave|forget|nix|kill|put back|pull|clear\w*|empty|changed? my mind|instead|undo|never ?mind|nvm|except|exclud\w*|already|unwanted|reconsider\w*|pass|nah|too (?:much|many))\b"
    r"|빼|뺄|뺐|제거|제외|삭제|지우|지워|지울|없애|없앨|취소|말고|말구|안\s|않|싫|필요\s?없|됐|관두|그만|버려|버리|치워|치우|내려|꺼내|덜어|줄여|비우|비워|마음|못|무르"
    r"|やめ|外し|外す|はずし|抜い|抜き|抜く|消し|消す|けし|削除|取り|取っ|とって|除|いらな|要らな|いらん|不要|なし|無し|なく|ない|なかった|キャンセル|捨て|戻し|戻す|出し|出す|減ら|空|クリア|リセット|いい(?:です|や)|結構"
)
_ALL_OF_IT = re.compile(
    r"\b(?:clear\w*|empt\w+|all|everything|whole|entire|lot|reset|start(?:ing)? (?:over|again|afresh)|scratch|wipe\w*|nothing|bin|dump\w*|scrap\w*|trash\w*|purge|flush|nuke|cart|basket|bag)\b"
    r"|다|싹|전부|전체|모두|모조리|몽땅|비우|비워|비울|초기화|지우|지워|리셋|처음부터|없던|장바구니|카트"
    r"|全部|ぜんぶ|すべて|全て|全消|全削|一括|まとめて|空|から(?:に|っぽ)|カラ|クリア|リセット|一掃|中身|最初から|白紙|カート|かご|カゴ|バスケット"
)
_UNDONE = {"remove_from_cart": _TAKES_OUT, "clear_cart": _ALL_OF_IT}
# Words of a sentence: no name has them.
_SENTENCE = re.compile(
    r"\b(?:i|i'?ll|i'?m|it|it'?s|its|is|are|was|not|don'?t|can'?t|won'?t|how|what|why|when|where|my|the|to|you|your|forget|later|let'?s|lets|apply|want|need"
    r"|please|pls|keeps?|off|about|before|after|this|that|there|actually|instead|wait|ok|okay|first|carry|going|again)\b"
    r"|(?:을|를|에서|에게|부터|까지)(?=\s)|\s\S*(?:아?어?요|해요|세요|게요|께요|래요|까요|나요|네요|는데|할게|할래|할란다|줘|싫어|됐어|가요|어|아|네|지|자|다|까|냐|걸|음|함|임)[\s.!?~ㅠㅜㅋㅎ]*$"
    r"|(?:ます|ました|ません|たい|ください|下さい|して|ない|かせて|ている|てる|んだ|けど|から|のこと|いらん|らん|った|て)(?:です|か|の|わ|よ|ね)*[\s.!?~]*$"
)
_CALLED = re.compile(
    r"^(?:my name is|my name's|the name is|the name's|i'?m|i am|it'?s|this is|call me|제?\s?이름은|저는|私は|わたしは|名前は)\s*|(?:입니다|이에요|예요|이라고\s?(?:합니다|해요)|라고\s?(?:합니다|해요)|と申します|といいます|です)[.\s]*$"
)
_KEY = re.compile(
    r"[가-힣]{2,}|[\u3400-\u9fff々]{2,}|[\u3400-\u9fff][ぁ-ん][\u3400-\u9fff]|[\u30a1-\u30fe]{2,}|[a-z]{4,}"
)
_SIGN = re.compile(r"[\u3400-\u9fff]")
_FEW = 6  # characters: in more than that a single sign is a part of some other word
_RUN_JA = re.compile(r"[\u3400-\u9fff々]{2,}|[ァ-ヴー]{2,}")
_BRACKETS = re.compile(r"[\[(（【][^\])）】]*[\])）】]")
# What a label is called before or beside its code: *Extra fine (EF)*, 極細 EF.
_CODED = re.compile(
    r"(?P<name>[^\s\x00-\x7f]{2,})\s?(?P<code>[a-z\d]{1,3})|(?P<code2>[a-z]{0,2}\d+(?:호|号|번|番)?)\s(?P<name2>.{2,})"
)
_NUMBERED = re.compile(r"(?<![\d.])\d{2,4}(?![\d.])")  # one digit counts more often than it names
#: A number before one of these counts something and names no value.
COUNTERS = (
    r"\s*(?:개|장|벌|켤레|병|봉지|봉|세트|박스|권|자루|통|캔|원|만|천|퍼센트|%|個|枚|つ|着|足|本|袋|箱|缶|セット|円|ウォン|点|台|脚|冊|匹|杯|皿|組|瓶|びん|コ|ケ|こ(?![だのれちう]|まか)|束|丁|玉|株|膳|송이|포기|상자|조각|팩|롤"
    r"|pieces?|pcs?|pairs?|packs?|boxes|x\b|won|yen|dollars?)"
)
# Words that agree, and are called so too: a *fine* nib, a *clear* cover. Here they agree: *that's fine*, *fine by me*.
_AGREES = re.compile(
    r"(?:\b(?:that|it|this|all|sound|look|work|do)(?:'?s)?|\b(?:is|are|am|i'?m|be|seems?|feels?|totally|absolutely|perfectly|just))\s"
    r"(?P<after>fine|good|great|nice|cool|clear|perfect|super|right|natural|classic)\b"
    r"|\b(?:fine|good|great|nice|cool|clear|perfect|super)\b(?=\s(?:by|with|for) (?:me|us)\b|[\s,]+(?:thanks|thank you|thx|ty|cheers|whatever)\b)"
)
_GO_ON = frozenset(
    [
        "continue",
        "please continue",
        "let's continue",
        "go on",
        "let's go on",
        "carry on",
        "keep going",
        "proceed",
        "go ahead",
        "계속",
        "계속할게요",
        "계속할께요",
        "계속해요",
        "계속 해주세요",
        "계속해 주세요",
        "계속해주세요",
        "계속 진행할게요",
        "계속 진행해 주세요",
        "이어서 할게요",
        "이어서 해주세요",
        "하던 거 계속할게요",
        "続ける",
        "続けます",
        "続けて",
        "続けてください",
        "続けたいです",
        "続きをお願いします",
        "進めて",
        "進めます",
        "進めてください",
        "このまま続けます",
    ]
)
_BEFORE_GOING_ON = re.compile(
    r"^(?:(?:ok(?:ay)?|alright|all right|fine|yes|yeah|no|actually|then|so|please|let'?s|네|예|아니(?:요|다|야)?|아뇨|그럼|그러면|그냥|다시|일단|はい|いや|じゃあ|では|やっぱり?|そのまま)(?=[\s,.!、。]|$|[^\x00-\x7f])[\s,.!、。]*)+"
)
_GOES_ON = re.compile(
    r"(?:continue|go on|carry on|keep going|proceed|go ahead|resume)(?: (?:with )?(?:it|this|that|(?:the|my) (?:order|check ?out)|check ?out|ordering))?(?: (?:then|please|now))*"
    r"|(?:주문(?:을|은)?\s?|결제(?:를)?\s?|하던\s?거\s?)?(?:계속|이어서|마저)\s?(?:진행\s?)?(?:할|하|해|갈|가)?\s?(?:게요?|께요?|래요?|죠|자|요|줘요?|주세요|겠습니다|겠어요)?"
    r"|(?:注文|手続き|購入)?(?:の|を|は)?(?:続け(?:る|ます|て|たい|よう)?|続き|続行(?:する|します)?)(?:を|から)?(?:ください|下さい|です|お願い|おねがい)?(?:します|いたします)?"
)
# What a number in a label counts, in letters enough to be no count of what is wanted: 3인용 is, 3개 is not.
_COUNTED = re.compile(r"(?<![\d.,])\d{1,3}[\s-]?(?:[a-z]{4,}|[가-힣]{2,4}|[\u3400-\u9fff]{2,4})")
_LONG_NAME = 5
_LONG_NAMES, _EASTERN_NAMES, _LONGEST_NAME = 6, 4, 20  # words, words and characters: more is no name
_AGREEING = frozenset("fine good great nice cool clear perfect super right".split())  # noqa: SIM905
_BESIDE_YES = re.compile(
    r"\b(?:ok(?:ay)?|yes|yeah|yep|sure|then|thanks?|thank you|ty|all|pls|please|alright|oh|well|so)\b|[\s,.!~?]+"
)


def asks(text: str) -> bool:
    """Whether a message ends or begins as questions do, with or without its mark."""
    return bool(_ASKS.search(plain(text)))


def counts_one(text: str) -> bool:
    """Whether a Korean message ends in *one of it* where it sounds like a question: 커프스 단추 하나요."""
    return bool(_ONE_OF_IT.search(plain(text)))


def counts_last(text: str) -> bool:
    """Whether a message ends in how many, and asks nothing: 부탄가스도 두 개요, ランプを2つで, *the lamp x2*."""
    return _COUNTED_LAST.search(plain(text)) is not None and "?" not in text


def takes(text: str) -> bool:
    """Whether a message asks to be given what it names: *then in L, please*, L로 주세요, Lでお願いします."""
    return bool(_TAKES.search(plain(text))) and not asks(text)


def asks_to_be_given(text: str) -> bool:
    """Whether a message asks for what it names as politely as questions are asked: *can i get two mugs*, 머그 두 개 주실 수 있나요, もらえますか."""
    return bool(_MAY_HAVE.search(plain(text)))


def compares(text: str) -> bool:
    """Whether a message has a word for weighing things against each other, or for being shown or told: *compare*, 비교, どちら."""
    return bool(_COMPARES.search(plain(text)))


def asks_either(text: str) -> bool:
    """Whether a message asks of two things which it should be, each by a question of its own: 장화가 나을까요 운동화가 나을까요."""
    return bool(_EITHER.search(plain(text)))


def settles(text: str) -> bool:
    """Whether a message takes the thing on the table and says nothing else: *ok, that one*, ㅇㅋ 그걸로, じゃあそれで."""
    return bool(_SETTLES.fullmatch(plain(text).strip(" .!~。！^ㅎㅋ")))


def adds(text: str) -> bool:
    """Whether a message wants what it names beside what is there: *and a 25*, 25도요, 5巻も."""
    said = plain(text)
    return bool(_ADDS.search(said)) and not asks(said) and "?" not in said


def goes_on(text: str) -> bool:
    """Whether a message only says to go on with what is under way: *continue*, 계속할게요, 続けます."""
    said = plain(text).strip(" .!~。、")
    return said in _GO_ON or bool(_GOES_ON.fullmatch(_BEFORE_GOING_ON.sub("", said)))


def opens_question(text: str) -> bool:
    """Whether a message only says that a question comes, or asks to see more: *one more question*, 하나 더 여쭤볼게요, もう一つ見せて."""
    return bool(_OPENS_QUESTION.search(plain(text)))


def bought(text: str) -> bool:
    """Whether a message tells of something bought before, and asks to be given nothing: 真鍮の棚受けを買いました."""
    return bool(_BOUGHT.search(plain(text))) and not takes(text)


def undoes(text: str, intent: str) -> bool:
    """Whether a message has a word for what ``intent`` undoes; of what undoes nothing, always."""
    pattern = _UNDONE.get(intent)
    return pattern is None or pattern.search(text) is not None


def no_name(text: str) -> bool:
    """Whether a message asks something, or has words only questions and sentences have: whatever it is, it is nobody's name. A word
    or two without a mark may be one all the same: 김하나요."""
    said = plain(text)
    if goes_on(text):
        return True
    if len(packed(said)) <= _LONG_NAME:
        return said.endswith("?")
    if asks(said) or _ASKING_WORD.search(said):
        return True
    named = _CALLED.sub("", said)
    words = len(named.split())
    long = words >= _LONG_NAMES if named.isascii() else words >= _EASTERN_NAMES or len(packed(named)) > _LONGEST_NAME
    return long or bool(_SENTENCE.search(named))


def about_it(text: str) -> bool:
    """Whether a message asks something of a thing rather than for it: *is the tray oiled?*, not *do you have a tray?*"""
    said = plain(text)
    asked = asks(said) or "?" in said or _ASKED_BEFORE.search(said) or asks_which(said)
    return bool(asked) and not _THERE.search(said)


def asks_which(text: str) -> bool:
    """Whether a message has a word only questions have: *how*, 몇, どこ."""
    return bool(_ASKING_WORD.search(plain(text)))


def asks_which_of(text: str) -> bool:
    """Whether a message asks which of the things before somebody something is true of: *which one is lighter*, 어느 게 더 커요, どっち."""
    return bool(_WHICH_OF.search(plain(text)))


def asks_if_there_is(text: str) -> bool:
    """Whether a message ends in asking if there is such a thing: *is there anything he could sit on*, 깔 만한 거 있을까요, ございますか."""
    return bool(_IF_THERE.search(plain(text)))


def asks_advice(text: str) -> bool:
    """Whether a message asks what would be good: *what would you get for a puppy*, 뭐가 좋을까요, 何がいいですか."""
    return bool(_ADVICE.search(plain(text)))


def points_among(text: str) -> bool:
    """Whether a message speaks of things by a word that only stands for them: *any red ones?*, 빨간 거 있어요, 赤いのはありますか."""
    return bool(_ONES.search(plain(text)))


def only_those(text: str) -> bool:
    """Whether a message keeps to what it names: *only the navy ones*, 20만원 밑으로만, ネイビーだけ見せて."""
    return bool(_ONLY.search(plain(text)))


def asks_which_size(text: str) -> bool:
    """Whether a message wants advice on a size, rather than to hear which there are: *which should I take?*, 뭐 입어야 돼요, どれが合いますか."""
    return bool(_WHICH_SIZE.search(plain(text)))


def asks_sum_of_sending(text: str) -> bool:
    """Whether a message asks what sending something costs: *can you post it to Wales, how much?*, 제주 배송 얼마예요, いくらで送れますか."""
    return bool(_SENDING_SUM.search(plain(text)))


def wants_word(text: str) -> bool:
    """Whether a message wants to be told of something, and does not want to be told less: *notify me*, 알림, 通知して."""
    said = plain(text)
    return bool(_TELL_ME.search(said)) and not _TELL_NO_MORE.search(said)


def asks_frankly(text: str) -> bool:
    """Whether a message asks for an honest word about a thing: *is it any good?*, 솔직히 효과 있음?, 正直どうですか."""
    return bool(_FRANKLY.search(plain(text)))


def says_for_whom(text: str) -> bool:
    """Whether a message says nothing but whom a thing is for: *it's for my son*, 아들 신을 거예요, 息子用です."""
    return bool(_FOR_WHOM.fullmatch(plain(text).strip(" .!~…。！")))


def asks_deed(text: str) -> bool:
    """Whether a message asks if the shop does something, rather than has something: *do you do engraving*, 수선 되나요, 名入れできますか."""
    return bool(_DEED.search(plain(text)))


def hesitates(text: str) -> bool:
    """Whether a message is nothing but the sound of thinking: *hmm*, 글쎄요, えーと."""
    return bool(_HESITATES.fullmatch(plain(text).strip(" .,!?~…、。")))


def takes_note(text: str) -> bool:
    """Whether a message says that something was heard, and neither yes nor no to it: *I see*, 그렇군요, なるほど."""
    return bool(_TAKES_NOTE.fullmatch(plain(text).strip(" .,!~…、。ー")))


def holds_back(text: str) -> bool:
    """Whether a message puts a yes off, or takes it back in the same breath: *yes but wait*, 네 근데 잠깐만요, いいですね、でも考えます."""
    return bool(_HOLDS_BACK.search(plain(text)))


def places_order(text: str) -> bool:
    """Whether a message, where an order is to be confirmed, does so by the deed: *place it*, 이대로 주문해 주세요, 確定します."""
    return bool(_PLACES.fullmatch(plain(text).strip(" .,!~。、！")))


def slipped(text: str) -> bool:
    """Whether a message says that something written before was a slip: *typo*, 잘못 썼어요, まちがえました."""
    return bool(_SLIPPED.search(plain(text)))


def decided(text: str) -> str | None:
    """What a message that asks nothing decides for, in place of what stands: *no, make it the express one*, 아니 픽업으로 할게요."""
    rest = _NO_FIRST.sub("", plain(text))
    if not _DECIDES.search(rest) or _AS_IT_STANDS.match(rest) or asks(rest):
        return None
    return rest


def only_named(text: str, labels: Sequence[str]) -> int | None:
    """The place of the one label that ``text`` names: by all of it (*fine* of *Extra fine (EF)* and *Fine (F)*), by its number (17호 of
    *17 porcelain* and *21 ivory*), or by a word the other labels have not: 매장에서 찾아갈게요 names *Seongsu store pick-up* in Korean.
    None when it names none or several, asks, or takes back what it names."""
    said = plain(text)
    if asks(said):
        return None
    folded = [plain(label) for label in labels]
    whole = _named_whole(said, folded)
    if whole is not None:
        return whole
    numbered = _named_by_number(said, folded)
    numbered = _named_by_count(said, folded) if numbered is None else numbered
    if numbered is not None:
        return numbered
    words = [set(_KEY.findall(label)) | {run for run in _RUN_JA.findall(said) if run in label} for label in folded]
    named = []
    for place, own in enumerate(words):
        others = set().union(*(other for n, other in enumerate(words) if n != place)) if len(words) > 1 else set()
        keys = [word for word in own if not any(word in other or other in word for other in others)]
        if any(_stands(word, said) for word in keys):
            named.append(place)
    if not named and len(packed(said)) <= _FEW:
        # 猫のやつ, of several things of which one has a 猫 in its name.
        signs = {sign for sign in _SIGN.findall(said) if sum(sign in label for label in folded) == 1}
        named = [
            place for place, label in enumerate(folded) if any(sign in label and _stands(sign, said) for sign in signs)
        ]
    if len(named) != 1 or (_LEAVES_OUT.search(folded[named[0]]) and not _LEAVES_OUT.search(said)):
        return None  # *order it as it is* is no *don't order*
    return named[0]


def agrees(text: str, start: int, end: int, offered: Collection[str] = ()) -> bool:
    """Whether ``text[start:end]`` is a word that only agrees where it stands, whatever else may be called so: *that's fine*; *fine* alone,
    unless it is a word of what is ``offered``."""
    word = text[start:end].strip()
    if any(match.start() <= start and end <= match.end() for match in _AGREES.finditer(text)):
        return True
    return word in _AGREEING and word not in offered and not _BESIDE_YES.sub("", f"{text[:start]} {text[end:]}").strip()


def _named_whole(said: str, labels: Sequence[str]) -> int | None:
    """The place of the one label that is said whole, but for what stands in its brackets and its code; the longer one where one is part
    of another."""
    found: list[tuple[int, int, int]] = []
    agreed = [match.span("after") if match["after"] else match.span() for match in _AGREES.finditer(said)]
    for place, label in enumerate(labels):
        for name in _called(label):
            if sum(name in _called(other) for other in labels) > 1:
                continue
            pattern = rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])" if name.isascii() else re.escape(name)
            for at in re.finditer(pattern, said):
                agrees = any(begin < at.end() and at.start() < end for begin, end in agreed)
                if not agrees and not is_negated(said, at.start(), at.end()):
                    found.append((at.start(), at.end(), place))
    places = {
        place
        for start, end, place in found
        if not any(a <= start and end <= b and b - a > end - start for a, b, other in found if other != place)
    }
    return places.pop() if len(places) == 1 else None


def _called(label: str) -> set[str]:
    """A label, without what is in its brackets, without its code, and its code; nothing too short to be meant."""
    bare = " ".join(_BRACKETS.sub(" ", label).split())
    names = {label, bare, *(inside[1:-1].strip() for inside in _BRACKETS.findall(label))}
    coded = _CODED.fullmatch(bare)
    if coded:
        names |= {coded["name"] or coded["name2"], coded["code"] or coded["code2"]}
    return {name for name in names if len(name) > 1 and not name.isdigit()}


def _named_by_number(said: str, labels: Sequence[str]) -> int | None:
    """The place of the one label that a number in it tells from the others, where that number counts nothing."""
    numbers = [set(_NUMBERED.findall(label)) for label in labels]
    named = []
    for place, own in enumerate(numbers):
        others = set().union(*(other for n, other in enumerate(numbers) if n != place))
        stands = (re.search(rf"(?<![\d.-]){number}(?![\d.])(?!{COUNTERS})", said) for number in own - others)
        if any(at is not None and not is_negated(said, at.start(), at.end()) for at in stands):
            named.append(place)
    return named[0] if len(named) == 1 else None


def _named_by_count(said: str, labels: Sequence[str]) -> int | None:
    """The place of the one label that a number in it tells from the others by what it counts: *3-seater*, 3인용, 3匹用."""
    counted = [{_close(found) for found in _COUNTED.findall(label)} for label in labels]
    named = []
    for place, own in enumerate(counted):
        others = set().union(*(other for n, other in enumerate(counted) if n != place))
        at = next(
            (found for one in own - others if (found := re.search(rf"(?<!\d){re.escape(one)}", _close(said)))), None
        )
        if at is not None and not is_negated(_close(said), at.start(), at.end()):
            named.append(place)
    return named[0] if len(named) == 1 else None


def _close(text: str) -> str:
    return packed(text).replace("-", "")


def _stands(word: str, said: str) -> bool:
    at = re.search(rf"\b{word}\b" if word.isascii() else re.escape(word), said)
    return at is not None and not is_negated(said, at.start(), at.end())


def asks_after(text: str) -> bool:
    """Whether a message asks after something else, and does not only go on to it: *and the fine one?*, 세자는요, not *then the fine one*."""
    said = plain(text)
    after = (follows_up(text) and _ASKS_AFTER.search(said)) or _ASKED_SHORTLY.match(said)
    return bool(after) and not _TAKES.search(said)


def follows_up(text: str) -> bool:
    """Whether a message puts what was just asked to something else: *and the parka?*, 바람막이는요?, コートは？"""
    return bool(_FOLLOWS.search(plain(text)))


def spoken_in(text: str, start: int, end: int) -> bool:
    """Whether the language named there is the one to speak in: *in English*, 영어로, 英語で."""
    return bool(
        re.search(r"\b(?:in|into|to|speak)\s$", text[:start].lower()) or re.match(r"로|で|に(?:して|変|切)", text[end:])
    )
