# ruff: noqa: E501  (tables of words and patterns read best on one line)
"""Short answers: yes and no in every form, an answer to what was just asked, a choice among what is on the screen, a correction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from dangol.kit.text import has_tail
from dangol.nlu.commands import Affirm, Choose, Command, Correct, Deny, Entity, Fill, Rate, Repeat
from dangol.nlu.context import Context
from dangol.nlu.entities.numbers import PEOPLE, headcounts, quantities, whole_number
from dangol.nlu.entities.references import is_negated
from dangol.nlu.moods import goes_on, no_name, only_named, slipped
from dangol.nlu.normalise import normalise, packed, plain
from dangol.nlu.sizes import at_end, bare_size, by_size, extreme_in

_TRIM = " .!~?,…♡♥^;"
_EXACT: dict[str, str] = {}
for _name, _words in {
    "affirm": "y yes yeah yep yup ya ye yea yess yas ok okay k kk sure ofc absolutely definitely correct right exactly confirm agreed "
    "네 넵 넹 넴 녜 예 옙 응 웅 엉 어 ㅇㅇ ㅇ ㅇㅋ 오케이 오키 콜 좋아 좋아요 좋습니다 그래 그래요 맞아 맞아요 맞습니다 당연 당근 "
    "はい うん ええ おけ おっけー オッケー オーケー いいよ いいです いいですよ そう そうです お願いします おねがいします それで りょ 了解 了解です もちろん",
    "deny": "n no nope nah noo nooo never negative "
    "아니 아니요 아니오 아뇨 아뇽 노 노노 ㄴㄴ ㄴ 싫어 싫어요 됐어요 괜찮아요 안해요 아닙니다 아니에요 필요없어요 "
    "いいえ いや いやいや ううん ちがう 違う 違います ちがいます 結構です けっこうです いりません いらない だめ やだ ノー 要りません 大丈夫です",
    "cancel": "cancel nvm nevermind never_mind forget_it 취소 그만 관둬 됐어 안할래 안할래요 やめる やめます やめて キャンセル 中止 もういい もういいです",
    "back": "back 뒤로 이전 이전으로 뒤로가기 戻る 戻って もどる",
    "restart": "restart start_over 처음부터 다시시작 처음으로 最初から やり直し リセット",
    "repeat": "repeat pardon 다시 뭐라고 뭐라고요 もう一度 もう一回 え",
    "person": "human agent person operator representative 상담원 상담사 상담원연결 사람 직원 オペレーター 人間 担当者 有人",
    "stop": "stop stopall 수신거부 무료수신거부 配信停止 受信拒否",
    "greet": "menu help 메뉴 도움말 メニュー ヘルプ",
}.items():
    for _word in _words.split():
        _EXACT[_word.replace("_", "")] = _name
del _name, _words, _word

_CORRECTION = re.compile(
    r"^(?:(?:(?:oh,?\s)?no+|nope|nah|(?:(?:oh|ah|um+|hm+|ok(?:ay)?|well),?\s)?(?:wait|hold on|hang on)|oops|whoops|sorry|actually|i meant?|i mean|correction|rather|make that"
    r"|(?:oh,?\s)?(?:never ?mind|nvm|nm|scratch that|strike that|forget (?:it|that)|on second thoughts?|my (?:bad|mistake)|you know what|i(?:'ve)?\s?changed my mind)|not (?:that|this|those|these)(?: ones?)?|"
    r"아니다|아니야|아니요?|아뇨|ㄴㄴ+|노노|아 그게 아니라|그게 아니라|아참|참|잠깐(?:만요?)?|잠시만요?|(?:다시)+|죄송한데요?|미안한데요?|죄송해요|죄송합니다|미안해요|미안(?=[\s,])|실은|생각해\s?보니까?|마음이?\s?바뀌었(?:어요?|는데요?)|아(?=\s)|앗|"
    r"いやいや|いや|いえ|違う|違います|ちがう|ちがいます|間違えた|間違えました|まちがえた|やっぱり|やっぱ|(?:ちょっと)?待って(?:ください)?|ごめん(?:なさい)?|すみません|考え直して|気が変わって|じゃなくて|あっ?(?=[\s,]))(?=[\s,.!~:\d-]|$|[^\x00-\x7f])[\s,.!~:-]*)+"
)
# What can be told apart from anything else, and how many letters may stand beside it where it only corrects.
_TOLD_APART, _FEW_BESIDE = frozenset({"order_number", "email", "phone", "postcode"}), 8
# The same, said behind what is right.
_CORRECTED = re.compile(
    r"(?:[\s,]+(?:i (?:mean|meant)|rather|sorry|my bad))+[\s.!]*$|(?:[이을를]\s?)?(?:말이에요|말이요|말한\s?거(?:예요|였어요|였는데요?)|얘기(?:예요|였어요))[\s.!]*$"
    r"|(?:の(?:こと|方|ほう|つもり)|って意味)(?:です|でした|だよ|だった|だ)(?:ね|よ)?[\s.!]*$"
)
# What was said before, taken back before what takes its place: *I said black but …*, 블랙이라고 했는데 …, 黒って言ったけど ….
_SAID_BEFORE = re.compile(
    r"^(?:(?:oh|ah|um+|hm+|ok(?:ay)?|well|sorry|wait|actually|no|so)[\s,.!]+)*(?:i|we)(?:'d| had| have|'ve)? (?:said|asked for|picked|chose|wrote|put|typed|told you|went for)\b[^.?!]{1,30}?(?:[\s,]+but\b|\s(?=i (?:meant|mean)\b))(?!.*\b(?:got|came|arrived|sent|received|delivered|gave)\b)[\s,]*"
    r"|^[^.?!]{1,20}?(?:이?라고|이?라|으?로)\s?(?:말)?(?:했|말씀\s?드렸|썼|적었|골랐|눌렀|주문했|담았)(?:었)?(?:는데요?|지만|거든요?)(?!.*(?:왔|받았|보내|도착))[\s,.]*"
    r"|^[^。?!]{1,20}?(?:って|と|に)(?:言|い|書|お願いし|頼|選)(?:った|いた|んだ|ってた|ました|いました|た|ったんです|いたんです)(?:けど|けれど|ですけど|ですが|が|のに)(?!.*(?:届|来まし|送られ))[\s、,]*"
)
# Whose wish it is says nothing of it: *my wife wants brown*, 아내가 브라운이 좋대요, 妻が茶色がいいって.
_SOMEBODYS = re.compile(
    r"^(?P<en>(?:actually[\s,]+)?(?:my \w+|she|he|they)(?:'d| would)? (?:wants?|prefers?|likes?|needs?|rather have|asked for|says?|said)(?: it)?(?: in| the)?\s)"
    r"|^(?:(?:저희|우리|제)\s?)?(?:[가-힣]{1,5}(?:이|가|은|는)\s)?(?P<ko>.{1,20}?(?:이|가|을|를|으로|로)?)\s?(?:더\s?)?(?:좋|낫|예쁘|이쁘|원한|갖고\s?싶|하고\s?싶|입고\s?싶|신고\s?싶|사고\s?싶|하|해\s?달)(?:겠)?(?:대요?|다네요|다고\s?(?:해요|하네요|하는데요?|해서요?)|래요?|라네요)[\s.!~ㅋㅎㅠㅜ]*$"
    r"|^(?:うちの)?(?:[一-龥ぁ-んァ-ヶ]{1,6}(?:が|は|も)[、\s]?)?(?P<ja>.{1,16}?)(?:の(?:方|ほう))?が(?:いい|良い|欲しい|ほしい|好き)(?:んだって|って|そうです|らしい(?:です)?|みたい(?:です)?|とのこと(?:です)?|(?:と|って)言(?:って(?:い?ます|(?:い?る)?)|われました|ってました))(?:[のよねんでです]*)[\s。.!]*$"
)
_FILLER = re.compile(
    r"\b(?:then|so|just|only|the|a|an|one|ones|please|pls|plz|in|i|i'll|ill|take|it|is|my|size|color|colour|want|would|like|make|that|this|for|just|go|with|of|to|and|not|but|meant?|mean|option|number|order|id|prefer|let's|lets|say|do|instead|earlier|before|ok|okay|yes|no|sorry|hm+|um+|uh+|oh|ah|well)\b"
    r"|^(?:아|어|음|앗|흠|글쎄)+(?=[\s,.~!])|(?:이?면|으?로)?\s?(?:될\s?(?:것|거|듯)\s?(?:같아요?|해요?)?|되겠(?:어요|네요)?|돼요|됩니다|충분(?:해요|합니다)?)"
    r"|^(?:あ|え|えっと|えーと|うーん|ん)[っー]*(?=[\s,])|(?:十分|大丈夫)(?:です)?$|그러면|그럼|사이즈|색상|컬러|색|으로|로|요|이요|이에요|예요|입니다|주세요|줘|할게요|할래요|할래|할게|걸로|거로|거|것|꺼|것으로|짜리|해주세요|해줘|만|은|는|이|가|을|를|의|번|아까|방금|아니고|아니라|말고|말구|빼고|그냥|좀|번호|주문|바꿔|변경|원해요|그|저"
    r"|じゃあ|それじゃ|では|さっき|先ほど|サイズ|カラー|色|でお願いします|お願いします|おねがいします|ください|下さい|にします|にして|がいいです|がいい|のほう|の方|のやつ|で|の|を|に|は|が|です|だよ|だ|じゃなくて|じゃない|ではなく|だった|以外|もの|やつ|番号|注文|(?<![ぁ-ん])な(?![ぁ-ん])"
    r"|[\s,.!~?:#-]"
)
# An option refused as such, and the value that is the lack of it.
_WITHOUT = (
    r"\b(?:no|without(?: any| a)?|zero|free of(?: any)?)\s{0}s?\b|\b{0}[- ]?(?:free|less)\b|\b(?:un|non-?){0}(?:ed)?\b",
    r"{0}\s?(?:이|은|는|가|을|를)?\s?(?:없|안\s?(?:나|들|넣)|빼|말고)|무{0}",
    r"{0}(?:り)?(?:は|が|も|の)?(?:なし|無し|ない|無い|いら(?:な|ん)|要らな|[い要]りません|ありません|抜き|ゼロ)",
)
_NONE = re.compile(
    r"^(?:none|no|without|un\w{3,}|non-?\w+|plain|nothing)\b|\b\w+-free\b|^(?:없음|없이|선택\s?안\s?함|무[가-힣])|^(?:無[^\x00-\x7f地料線]|なし|無し|ノン)"
)
# Asked how many, people are counted, too; nobody orders them.
_PEOPLE = re.compile(rf"\s?(?:{PEOPLE})$")
_CLOSER = re.compile(
    r"자세[히하]게?|상세[히하]게?|詳しく|くわしく|詳細|(?:tell me )?more (?:about|on)|(?:more )?details?(?: (?:on|of|about))?|a closer look at"
)
_LOOKING = re.compile(
    r"\b(?:show|see|give|me|can)\b|더|보여|볼게|볼래|보고|싶어|알려|설명|もっと|見せて|見たい|教えて|説明して|知りたい"
)
_NAME_EN = re.compile(r"^(?:my name is|my name's|i'm|im|i am|it's|this is|call me)\s+", re.I)
_NAME_EAST = re.compile(
    r"^(?:제?\s?이름은|저는|私は|わたしは|名前は)\s*|(?:입니다|이에요|예요|이라고\s?(?:합니다|해요)|라고\s?(?:합니다|해요)|と申します|といいます|です)[.\s]*$"
)
_POLITE = re.compile(
    r"[가-힣](?P<before>[가-힣])(?P<i>이)?요$"
)  # 박지민이요, 김하나요: the syllable before decides which it is
_BESIDE_NAME = re.compile(
    r"(?i)\b(?:e-?mail|phone|tel|number|is|and|my|name)\b|(?:이메일|메일|핸드폰|휴대폰|전화(?:번호)?|연락처|번호|이름|성함)(?:은|는)?(?![가-힣])"
    r"|(?<![가-힣])(?:은|는|이고|이며|이에요|예요|입니다|이요|요)(?![가-힣])|(?<=[가-힣])(?:이고|이며)(?=[\s,])|メールアドレス|メール|電話番号|電話|携帯|名前は?|(?<=\s)(?:は|です|で)(?=\s|$)"
)
_KINDS = {
    "email": ("email",),
    "phone": ("phone",),
    "reach": ("email", "phone"),
    "quantity": ("quantity",),
    "number": ("quantity",),
    "order_number": ("order_number",),
    "order": ("order_number",),
    "date": ("date",),
    "postcode": ("postcode",),
    "size": ("size",),
    "color": ("color",),
    "colour": ("color",),
    "price": ("price_limit", "price"),
    "price_limit": ("price_limit", "price"),
    "money": ("price", "price_limit"),
    "coupon": ("coupon",),
    "language": ("language",),
    "product": ("product",),
    "category": ("category", "product"),
    "brand": ("brand",),
    "percent": ("percent",),
    "measure": ("measure",),
}
_BESIDE = {"order_number": ("email",), "email": ("phone",), "phone": ("email",)}
_PHONE_FIGURES = 9
_SAID_SIZE = {
    word: size
    for size, said in {
        "S": "small 에스 스몰 エス",
        "M": "medium med 엠 미디움 エム",
        "L": "large big 엘 라지 エル",
        "XL": "extra_large 엑스라지 엑스엘 エックスエル",
    }.items()
    for word in (w.replace("_", " ") for w in said.split())
}
_AFTER_SIZE = re.compile(
    r"(?:size|사이즈|サイズ)?(?:please|pls|으로|로|이요|요|입니다|주세요|で|です|ください|にします|でお願いします)*$"
)
_LEADING = re.compile(
    r"^(?:(?P<yes>yes please|yes|yeah|yep|yup|sure|ok|okay|네네|네|넵|예|응|어|좋아요|はい|うん|ええ)|(?P<no>nope|no thanks|no|nah|아니요|아니오|아뇨|아니|いいえ|いや|ううん))"
    r"(?:\s*[,.!]\s*|\s+)(?:(?:and|but|also|oh|근데|그런데|그리고|でも|あと|それと|ところで)\s*,?\s*)?(?P<rest>\S.{3,})$",
    re.S,
)
_NOTHING = re.compile(
    r"^(?:(?:sorry|um+|uh+|er+m?|hm+|oh|no|well|but|and|honestly|actually|at the moment|right now)[\s,.!]+)*"
    r"(?:(?:i|we)?\s?(?:really )?(?:don'?t|dont|do not|can'?t|cant|cannot|can not|couldn'?t|didn'?t|haven'?t)(?: even| really)? (?:have|know|remember|recall|find|got|keep|get|see)"
    r"(?: (?:one|it|any|anything|that|this|my|the|an?|number|order|confirmation|code|mail|e-?mail|with|on|me|here|to|hand|yet|anymore|now|right|at|moment|anywhere))*"
    r"|(?:i(?:'ve)?\s?)?(?:lost|deleted|forgot|forgotten|threw away) (?:it|that|the (?:mail|e-?mail|number))|dunno|dunnow|idk|no (?:idea|clue)|not sure|none|no)"
    r"(?:[\s,.!]+(?:sorry|tho|though|lol|thanks|please|right now|at the moment|yet))*[\s.!~…]*$"
    r"|^(?:(?:아|음|어|그게|저|죄송한데요?|지금은?|근데|그런데|번호[는를가도]?|주문\s?번호[는를가도]?|그건|그거)[\s,.]*)*(?:잘\s?|진짜\s?)?"
    r"(?:모르겠(?:어요?|는데요?|습니다|음|네요?)|모름|몰라요?|모르는데요?|없(?:어요?|는데요?|습니다|음|네요?)|(?:기억|생각)[이은]?\s?안\s?나(?:요|는데요?|네요?|ㅠ*)?|까먹었(?:어요?|는데요?|음)|잊어버렸(?:어요?|는데요?|음)"
    r"|못\s?찾겠(?:어요?|는데요?|습니다|음)|안\s?보(?:여요?|이는데요?)|지웠(?:어요?|는데요?|음))[\s.!~…ㅠㅜㅋㅎ]*$"
    r"|^(?:(?:えっと|うーん|あの|すみません|ごめん(?:なさい)?|ちょっと|今は?|(?:注文)?番号(?:は|が|って|とか)?|手元(?:に(?:は)?)?|それ(?:は|が)?)[\s,.、]*)*"
    r"(?:(?:わか|分か)(?:りません|らない|らん|んない|らなくて|りませんでした)|知(?:りません|らない|らん)|(?:あり|持ってい?|見つかり|見当たり|覚えてい?)ません|(?:無|な)い|(?:持って|覚えて)い?ない|見つからない|見当たらない|(?:忘れ|なくし|無くし|消し)(?:ました|た|ちゃった|ちゃって)|不明)"
    r"(?:です|の|ん|けど|が|よ|な|ね|わ|番号とか)*[\s.!~…]*$"
)
_UNTOLD = re.compile(
    r"\b(?:not|won'?t|wont|rather not|don'?t want to|dont want to|prefer not to|refuse to|don'?t wish to|no way i'?m)\s(?:be )?(?:giv|tell|shar|hand|say|leav|provid|disclos)\w*\b(?! up\b)|\bnone of (?:your|ur) business\b"
    r"|(?:알려|말해|말씀|가르쳐|적어|남기|드리)\S{0,3}\s?(?:싫|않을|않고|않겠|곤란)|(?:안|못)\s?(?:알려\s?(?:줄|드|주)|드릴|가르쳐)|비밀이"
    r"|(?:教え|伝え|言い|出し|知らせ|書き)(?:たくない|たくありません|たくない|られない|られません)|内緒"
)
_NO_MORE = re.compile(
    r"(?:(?:no+|nope|nah|nothing|none)[\s,.!]*(?:thanks|thank you)?[\s,.!]*)?(?:(?:i think |i guess )?(?:that'?s|thats|that is|that'?ll be|it'?s)\s)?(?:really )?(?:all|it|everything|about it|nothing(?: else| more)?)(?:[\s,]+(?:thanks|thank you|for now|from me))*"
    r"|(?:(?:아니요?|아니오|아뇨|네)[\s,.!]*)?(?:더(?:는)?\s?|따로\s?|딱히\s?|그\s?외(?:엔|에는)?\s?)*(?:없어요?|없습니다|없음|없네요?|없는데요?|(?:그게|이게|그거|그것이)\s?(?:다|전부)(?:예요|에요|입니다|야)?|그거면\s?(?:돼요|됩니다)|됐어요|괜찮아요|그뿐이에요)"
    r"|(?:(?:いいえ|いえ|いや|はい)[、,\s。.]*)?(?:(?:特に|とくに|もう|ほかに(?:は)?|他に(?:は)?|これ以上は?|あとは)[、,\s]*)*(?:ない(?:です|よ)?|ありません|無い(?:です)?|大丈夫(?:です)?|いいです|結構です|以上(?:です)?|(?:それ|これ)だけ(?:です)?|なし(?:です)?)"
)
_SAID_AGAIN = re.compile(r"(?:(?P<first>\w+)[\s.,!]+)?i (?:said|told you)(?: to)?[\s,:]+(?P<word>\w+)")
FREE_TEXT = frozenset({"text", "name", "person_name", "address", "note", "reason", "question", "message"})


def exact(text: str) -> str | None:
    """The control a whole message is, when it is one of the few words everybody uses: ``affirm``, ``deny``, ``stop`` ..."""
    if goes_on(text):
        return "repeat"  # with what is asked: it is asked once more
    said = plain(text).strip(_TRIM)
    again = _SAID_AGAIN.fullmatch(said)
    if again and again["first"] in (None, again["word"]):
        said = again["word"]  # *STOP. I said stop*
    close = packed(said).strip(_TRIM)
    return _EXACT.get(close) or _EXACT.get(close.replace("'", ""))


def residue(masked: str, spans: Sequence[tuple[int, int]] = ()) -> str:
    """What a message says beyond its entities and the words that only hold them together; empty for *the black one please*."""
    kept = list(masked)
    for start, end in spans:
        for i in range(start, min(end, len(kept))):
            kept[i] = " "
    return _FILLER.sub("", "".join(kept))


def looks_closer(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a message says nothing beyond its entities but that it wants to know them better: 2番目のやつ、詳しく."""
    kept = list(text)
    for start, end in spans:
        kept[start:end] = " " * (end - start)
    rest = "".join(kept)
    return bool(_CLOSER.search(rest)) and not residue(_LOOKING.sub("", _CLOSER.sub("", rest)))


def spans(words: str, entities: Sequence[Entity]) -> list[tuple[int, int]]:
    """Where the entities of a message stand in its normalised form."""
    message = normalise(words)
    found = []
    for entity in entities:
        start = next((i for i, s in enumerate(message.starts) if s >= entity.start), 0)
        end = next((i for i, s in enumerate(message.starts) if s >= entity.end), len(message.text))
        found.append((start, end))
    return found


def mended(context: Context, words: str, entities: Sequence[Entity]) -> tuple[Command, ...]:
    """A slip made a moment ago, put right: *sorry, typo, it's ann@example.com*, 번호 잘못 썼어요 010-1234-5678. Whoever gave the wrong order
    gives its number and the address together, and both are put right."""
    if not context.flow or "?" in words or not (slipped(words) or _only_corrects(words, entities)):
        return ()
    # What is mistyped, and can be told apart from anything else: the last of each kind, and with another order the address it was placed with.
    placed = context.flow != "checkout" and context.asked_kind != "order_number"
    told = [e for e in entities if e.kind in _TOLD_APART and (placed or e.kind != "order_number")]
    return corrections(tuple({e.kind: e for e in told if not e.negated}.values()), words)


def _only_corrects(words: str, entities: Sequence[Entity]) -> bool:
    """*Sorry, I meant B-3001*: an order's number, a word of correction, and nothing else to tell."""
    told = [e for e in entities if e.kind in _TOLD_APART]
    if not any(e.kind == "order_number" for e in told):
        return False
    said = normalise(words).text
    return correction(said) is not None and len(residue(said, spans(words, told))) <= _FEW_BESIDE


def correction(text: str) -> str | None:
    """What a word of correction leaves (*no, size 9* and *size 9 i mean* give *size 9*, *I said 8 but my son wants 9* gives *9*); none
    without such a word."""
    begun, ended = _SAID_BEFORE.match(text) or _CORRECTION.match(text), _CORRECTED.search(text)
    rest = text[begun.end() if begun else 0 : ended.start() if ended else len(text)].strip()
    whose = _SOMEBODYS.match(rest)
    if whose:
        rest = (rest[whose.end("en") :] if whose["en"] else whose["ko"] or whose["ja"]).strip()
    return rest if rest and (begun or ended or whose) else None


def corrections(entities: Sequence[Entity], words: str) -> tuple[Command, ...]:
    """One ``Correct`` for each value given, what was taken back (*not black*) left out."""
    return tuple(
        Correct(slot=slot, value=value, confidence=0.9, words=words)
        for slot, value in filled([e for e in entities if not e.negated and e.kind not in ("reference", "ordinal")])
    )


def filled(entities: Sequence[Entity]) -> list[tuple[str, Any]]:
    """The slots that entities fill by themselves: what a flow has no slot of its own for goes in among its ``attributes``."""
    found = [slot_value(e) for e in entities if e.kind != "attribute"]
    attributes = dict(slot_value(e) for e in entities if e.kind == "attribute")
    return [*found, ("attributes", attributes)] if attributes else found


def slot_value(entity: Entity) -> tuple[str, Any]:
    """The slot an entity fills and its value there: ``color=black`` of the catalogue fills ``color`` with ``black``."""
    value = entity.value
    if entity.kind in ("size", "color") and isinstance(value, str) and "=" in value:
        value = value.split("=", 1)[1]
    if entity.kind in ("product", "category", "brand") and entity.links:
        value = entity.links[0].row
    if entity.kind == "price":
        return "price_limit", {"max": value["amount"], "currency": value["currency"]}
    if entity.kind == "attribute" and isinstance(value, str) and "=" in value:
        name, _, value = value.partition("=")
        return name, value
    return entity.kind, value


# Who gives up the very thing a button is called chooses nothing: *never mind the 26*, 26은 됐어요, 26はやめます.
_GIVEN_UP_AFTER = re.compile(
    r"^(?:サイズ|사이즈|色|색)?(?:は|を|が|も|는|은|를|을|도)?(?:やっぱり?|もう|이제|그냥)?(?:やめ|いら(?:な|ん|ず)|要ら|いりませ|不要|結構|けっこう|いいです|キャンセル|取り消|外し|됐|필요없|안(?:할|살|사|해)|빼|취소|관둘|그만)"
)
_GIVEN_UP_BEFORE = re.compile(
    r"\b(?:never ?mind|forget(?: about)?|skip|drop|cancel|scrap|(?:do not|don'?t) (?:want|need)|leave out|lose)(?: (?:the|that|those|it in|in))*\s$"
)


def given_up(text: str, label: str) -> bool:
    """Whether ``text`` names ``label`` as what is not wanted any more."""
    said, name = plain(text), plain(label)
    close, short = packed(said), packed(name)
    if not short or short not in close:
        return False
    latin = re.search(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", said) if name.isascii() else None
    before = latin is not None and _GIVEN_UP_BEFORE.search(said[: latin.start()]) is not None
    return before or _GIVEN_UP_AFTER.match(close[close.index(short) + len(short) :]) is not None


def without_given_up(text: str, context: Context) -> Command | None:
    """Of the values to choose from, the one that is taken in place of another given up; where none is, the question once more."""
    if context.asked_kind != "choice" or not any(given_up(text, label) for label in context.choices):
        return None
    said = packed(plain(text))
    kept = [n for n, label in enumerate(context.choices) if packed(plain(label)) in said and not given_up(text, label)]
    if len(kept) == 1:
        return Choose(position=kept[0] + 1, confidence=0.9, words=text)
    return Repeat(confidence=0.8, words=text) if not kept else None


def choice_of(text: str, context: Context, entities: Sequence[Entity]) -> Choose | None:
    """The button or the shown item a message names: by its label, its number or its place."""
    return None if any(given_up(text, label) for label in context.choices) else _choice_of(text, context, entities)


def _choice_of(text: str, context: Context, entities: Sequence[Entity]) -> Choose | None:
    wanted = packed(plain(text)).strip(_TRIM)
    labels = [packed(plain(label)).strip(_TRIM) for label in context.choices]
    if wanted in labels:
        return Choose(position=labels.index(wanted) + 1, confidence=0.98, words=text)
    if len(wanted) >= 2:
        near = [n for n, label in enumerate(labels) if wanted in label]
        if len(near) == 1 and len(wanted) * 2 >= len(labels[near[0]]):
            return Choose(position=near[0] + 1, confidence=0.9, words=text)
        held = [
            n
            for n, label in enumerate(labels)
            if len(label) >= 2
            and label in wanted
            and len(label) * 3 >= len(wanted) * 2
            and not _refused(label, wanted, text)
        ]
        if len(held) == 1:
            return Choose(position=held[0] + 1, confidence=0.85, words=text)
    sized = _sized_choice(wanted, context)
    if sized is not None:
        return Choose(position=sized + 1, confidence=0.95, words=text)
    valued = _valued_choice(entities, context) if context.asked_kind == "choice" else None
    if valued is not None:
        return Choose(position=valued + 1, confidence=0.9, words=text)
    outermost = _outermost_choice(text, context)
    if outermost is not None:
        return Choose(position=outermost + 1, confidence=0.9, words=text)
    counted = _counted_choice(text, entities, context)
    if counted is not None:
        return Choose(position=counted + 1, confidence=0.9, words=text)
    place = only_named(text, context.choices) if context.asked_kind in ("choice", "product") else None
    if place is not None:
        return Choose(position=place + 1, confidence=0.8, words=text)
    most = max(len(context.choices), len(context.shown))
    number = whole_number(re.sub(r"(?:번|番|[.)])$", "", wanted))
    if number and most and context.asked_kind not in ("quantity", "number", "size", "postcode") and number <= most:
        return Choose(position=number, row=_row(context, number), confidence=0.9, words=text)
    ordinals = [e for e in entities if e.kind == "ordinal" and not e.negated]
    if len(ordinals) == 1 and most:
        return Choose(position=ordinals[0].value, row=_row(context, ordinals[0].value), confidence=0.93, words=text)
    return None


def on_a_button(text: str, context: Context) -> bool:
    """Whether a message is what stands on one of the buttons: *skip*, 건너뛰기."""
    return packed(plain(text)).strip(_TRIM) in [packed(plain(label)).strip(_TRIM) for label in context.choices]


def _refused(label: str, wanted: str, text: str) -> bool:
    """Whether a label is named as what is *not* wanted: *no cedar*, 삼나무 말고."""
    at = wanted.index(label)
    latin = re.search(rf"\b{re.escape(label)}\b", plain(text)) if label.isascii() else None
    said, start, end = (plain(text), *latin.span()) if latin else (wanted, at, at + len(label))
    return is_negated(said, start, end)


def without_option(text: str, context: Context) -> Choose | None:
    """The one button that says *none of it*, where the option asked for is refused as such: 香りなしで, *no scent*, 향 없는 걸로 of 無香,
    *Unscented*, 무향."""
    if context.asked_kind != "choice" or not context.option:
        return None
    said, option = plain(text), plain(context.option)
    if not any(re.search(pattern.format(re.escape(option)), said) for pattern in _WITHOUT):
        return None
    none = [n for n, label in enumerate(map(plain, context.choices)) if _NONE.search(label)]
    return Choose(position=none[0] + 1, confidence=0.9, words=text) if len(none) == 1 else None


def _valued_choice(entities: Sequence[Entity], context: Context) -> int | None:
    """The place of the one button that is a value named in the message, in whatever words: 5 m for *five metres*, 18V for 18ボルト."""
    labels = [packed(plain(label)).strip(_TRIM) for label in context.choices]
    named: set[int] = set()
    for entity in entities:
        if entity.negated or entity.kind not in ("size", "color", "attribute"):
            continue
        said = {
            str(slot_value(entity)[1]),
            *(link.title for link in entity.links),
            *(_tail(link.row) for link in entity.links),
        }
        named |= {labels.index(word) for word in (packed(plain(s)) for s in said) if word in labels}
    return named.pop() if len(named) == 1 else None


def _sized_choice(wanted: str, context: Context) -> int | None:
    """The place of the size that is said by its word alone: *large* of M (60 × 30 cm) and L (90 × 40 cm), 엘 of L."""
    size = _SAID_SIZE.get(_AFTER_SIZE.sub("", wanted), "").casefold()
    sizes = [bare_size(label) or plain(label).strip() for label in context.choices]
    return sizes.index(size) if size and sizes.count(size) == 1 else None


def _outermost_choice(text: str, context: Context) -> int | None:
    """The place of the largest, the smallest or the middle one of the versions to choose from: *the big one*, 제일 작은 거, 真ん中の."""
    found = extreme_in(plain(text)) if context.asked_kind == "choice" and context.option else None
    if found is None:
        return None
    row = at_end(by_size([(str(n), (label,)) for n, label in enumerate(context.choices)]), found[0])
    return int(row) if row is not None else None


def _counted_choice(text: str, entities: Sequence[Entity], context: Context) -> int | None:
    """The place of the one button that begins with the number said: *two of us*, 두 명이요, 二人です of *Two people*, 두 명, 2名. Which
    version of a product comes in two is not said by *two*."""
    if context.asked_kind != "choice" or context.option or "?" in text or any(e.kind != "quantity" for e in entities):
        return None
    people = (found.value for found in headcounts(plain(text)))
    said = next(people, None) or next((e.value for e in entities if not e.negated), None)
    begun = [_begins_with(plain(label), context.lang or "en") for label in context.choices]
    return begun.index(said) if said and begun.count(said) == 1 else None


def _begins_with(label: str, lang: str) -> int | None:
    """The number a button begins with, of people or of things."""
    return next((found.value for found in (*headcounts(label), *quantities(label, lang)) if not found.start), None)


def _tail(row: str) -> str:
    return row.rpartition("=")[2]


def with_quantity(chosen: Choose, entities: Sequence[Entity]) -> tuple[Command, ...]:
    """A choice, and in which colour or how many of it where that was said: 2번 두 개, 두 번째 거 검정으로."""
    if len(entities) < 2:
        return (chosen,)
    given = {e.kind: e for e in entities if e.kind in ("quantity", "color", "size") and not e.negated}
    return (
        chosen,
        *(
            Fill(slot=kind, value=slot_value(e)[1], confidence=chosen.confidence, words=e.text)
            for kind, e in given.items()
        ),
    )


def _row(context: Context, position: int) -> str | None:
    if context.choices and not context.shown:
        return None
    index = position - 1 if position > 0 else len(context.shown) + position
    return context.shown[index].row if 0 <= index < len(context.shown) else None


def answer_to(context: Context, text: str, entities: Sequence[Entity]) -> tuple[Command, ...]:
    """The message as an answer to what was just asked, by its type; empty when it cannot be one."""
    kind = context.asked_kind or ""
    trimmed = text.strip()
    if kind in ("yes_no", "confirm"):
        named = "affirm" if goes_on(trimmed) else exact(trimmed)
        if named in ("affirm", "deny"):
            return (
                Affirm(confidence=0.98, words=trimmed) if named == "affirm" else Deny(confidence=0.98, words=trimmed),
            )
        parts = leading(trimmed)
        # *はい、大丈夫です*: what comes first decides, what follows only says it again.
        if parts is not None and (exact(parts[1]) in ("affirm", "deny", "thanks") or len(packed(parts[1])) <= 4):
            sure = 0.93
            return (
                Affirm(confidence=sure, words=trimmed)
                if parts[0] == "affirm"
                else Deny(confidence=sure, words=trimmed),
            )
        return ()
    if kind == "rating":
        number = whole_number(
            re.sub(r"\s?(?:점|点|stars?|/5|out of 5|개|つ)?(?:이?요|입니다|です)?[.!]?$", "", plain(trimmed))
        )
        stars = trimmed.count("⭐") + trimmed.count("★")
        if (number and 1 <= number <= 5) or 1 <= stars <= 5:
            return (Rate(value=number or stars, confidence=0.97, words=trimmed),)
        return ()
    wanted = [e for e in entities if e.kind in _KINDS.get(kind, ()) and not e.negated]
    if wanted:
        best = wanted[-1] if len(wanted) > 1 and any(e.negated for e in entities) else wanted[0]
        _, value = slot_value(best)
        # The address an order is under often comes along with its number, a number with an address.
        proof = [e for e in entities if e.kind in _BESIDE.get(kind, ()) and not e.negated][:1]
        return (
            Fill(slot=context.asked, value=value, confidence=0.95, words=best.text),
            *(Fill(slot=e.kind, value=e.value, confidence=0.95, words=e.text) for e in proof),
        )
    bare = re.sub(r"(?:이?요|입니다|です|번|番|号|호|사이즈|サイズ|로|으로|で)+[.!]?$", "", trimmed).strip()
    if kind in ("quantity", "number"):
        number = whole_number(_PEOPLE.sub("", plain(bare)))
        return (Fill(slot=context.asked, value=number, confidence=0.95, words=trimmed),) if number is not None else ()
    if kind == "size" and _SAID_SIZE.get(plain(re.sub(r"(?i)\s*(?:please|pls)$", "", bare))):
        value = _SAID_SIZE[plain(re.sub(r"(?i)\s*(?:please|pls)$", "", bare))]
        return (Fill(slot=context.asked, value=value, confidence=0.93, words=trimmed),)
    if kind == "size" and re.fullmatch(r"(?i)\d{1,3}(?:[.,]5)?|x{0,4}[sl]|m|[2-6]xl|free", plain(bare)):
        return (Fill(slot=context.asked, value=plain(bare).upper(), confidence=0.95, words=trimmed),)
    if (
        kind in ("order_number", "order", "coupon")
        and re.fullmatch(r"#?[A-Za-z0-9][A-Za-z0-9_-]{2,30}", bare)
        and (any(c.isdigit() for c in bare) or (kind == "coupon" and exact(bare) is None))
    ):
        return (Fill(slot=context.asked, value=bare.lstrip("#").upper(), confidence=0.93, words=trimmed),)
    if kind == "postcode" and re.fullmatch(r"〒?[\dA-Za-z][\dA-Za-z -]{2,9}", bare):
        return (Fill(slot=context.asked, value=bare.lstrip("〒").upper(), confidence=0.93, words=trimmed),)
    return ()


def leading(text: str) -> tuple[str, str] | None:
    """A yes or no and what follows it: *yes, and what's the shipping?* gives (``affirm``, *what's the shipping?*)."""
    match = _LEADING.match(plain(text))
    return ("affirm" if match["yes"] else "deny", match["rest"]) if match else None


def has_none(text: str) -> bool:
    """Whether somebody says they have, or know, nothing to answer with."""
    return bool(_NOTHING.match(plain(text)))


def keeps_to_oneself(text: str) -> bool:
    """Whether somebody will not tell what they were asked for: *I'm not giving you my number*, 번호는 알려주기 싫어요, 教えたくないです."""
    return bool(_UNTOLD.search(plain(text)))


def nothing_more(text: str) -> bool:
    """Whether somebody who was asked for more has told all: *no thats all*, 아뇨 없어요, 特にないです."""
    return bool(_NO_MORE.fullmatch(plain(text).strip(_TRIM + "。、")))


def name_and_reach(context: Context, text: str, entities: Sequence[Entity]) -> tuple[Command, ...]:
    """A name with an e-mail address or a telephone number beside it, each in its place; empty where no name is left."""
    beside = [e for e in entities if e.kind in ("email", "phone") or _may_be_phone(e)]
    beside = [e for e in beside if e.start >= 0]
    rest = text
    for entity in sorted(beside, key=lambda e: -e.start):
        rest = f"{rest[: entity.start]} {rest[entity.end :]}"
    rest = _BESIDE_NAME.sub(" ", rest).strip(" ,.;:/·、。")
    told = tuple(
        Fill(slot="email" if e.kind == "email" else "phone", value=e.value, confidence=0.9, words=e.text)
        for e in beside
    )
    left = _CORRECTION.sub("", plain(rest)).strip(" ,.;:/·、。")
    if len(told) > 1 and left != rest and len(left) < 2:
        return told  # *kim@example.com, no sorry lee@example.com*: nobody is called that
    if not beside or len(rest) < 2 or any(c.isdigit() for c in rest) or no_name(rest):
        return ()
    return (free_text(context, rest), *told)


def _may_be_phone(entity: Entity) -> bool:
    """Whether figures that might be an order's are as many as a telephone number has, in a country that is not told yet."""
    return entity.kind == "order_number" and entity.text.isdigit() and len(entity.text) >= _PHONE_FIGURES


def free_text(context: Context, text: str) -> Command:
    """The message as it stands, as the value of the slot just asked for; a name without *my name is* around it."""
    value = " ".join(text.split())
    if context.asked_kind in ("name", "person_name"):
        value = _NAME_EAST.sub("", _NAME_EN.sub("", value)).strip(" .!") or value
        polite = _POLITE.search(value)
        if polite and (polite["i"] is not None) == has_tail(polite["before"]):
            value = value[: polite.end("before")]
    return Fill(slot=context.asked, value=value, confidence=0.9, words=text)
