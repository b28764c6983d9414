"""Names of people, by how they are introduced and addressed.

A name that stands in a sentence without any of that, of a person nothing is known of, is not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

# What goes on after a name that is written small: *my name is ann lee and I …*
_GOES_ON = (
    r"(?:and|but|so|from|i|i'd|i'm|please|can|could|my|your|the|is|was|are|with|at|on|in|for|we|what|where|when|how|to|it|it's|this|that|"
    r"not|do|does|did|here|thanks|thank|order|email|mail|phone|number|calling|writing|speaking)\b"
)
_CAPITAL = r"[A-Z](?:\.(?=\s[A-Z])|[\w'’-]*)"
_ENGLISH = (
    re.compile(
        r"\b(?i:my (?:full )?name is|my name['’]s|name:|recipient(?::| is)|signed[,:])\s+"
        rf"(?P<inner>(?!(?i:{_GOES_ON}))[A-Za-z][\w'’-]+(?:\s+(?!(?i:{_GOES_ON}))(?:[A-Za-z][\w'’-]+|[A-Z]\.(?=\s[A-Z]))){{0,3}})"
    ),
    re.compile(
        r"\b(?:[Tt]his is|[Ii] am|[Ii]['’]m|[Ii] am called|[Cc]all me|[Uu]nder the name(?: of)?|[Rr]ecipient|[Ss]igned(?: by)?)\s+"
        rf"(?P<inner>[A-Z][\w'’-]+(?:\s+{_CAPITAL}){{0,3}})"
    ),
    re.compile(rf"\b(?:Mr|Mrs|Ms|Dr|Prof)\.?\s+(?P<inner>{_CAPITAL}(?:\s+{_CAPITAL}){{0,2}})"),
)

_SURNAME = "[김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민]"
_IS_KO = r"(?:이?에요|예요|입니다|이요|요|이고|이구요|고요|인데|이?라고|이라|으로|님|씨)"
_RECIPIENT_KO = r"수령인|수취인|예금주|입금자명?|받는\s?(?:사람|분)"
_WHOSE_KO = rf"(?:이름|성함|성명|{_RECIPIENT_KO})"
_KOREAN = (
    re.compile(rf"{_WHOSE_KO}(?:(?:은|는|이)\s*:?|\s*:)\s*(?P<inner>[가-힣]{{2,5}}?)(?={_IS_KO}|[\s,.!?]|$)"),
    re.compile(rf"(?:{_RECIPIENT_KO})\s*(?P<inner>{_SURNAME}[가-힣]{{1,3}}?)(?={_IS_KO}|[\s,.!?]|$)"),
    re.compile(rf"(?:이름|성함|성명)\s*(?P<inner>{_SURNAME}[가-힣]{{1,3}}?)(?={_IS_KO}|\s?[,.!?\d]|$)"),
    re.compile(
        r"(?<![가-힣])(?P<inner>[가-힣]{2,4}?)(?:이?라고\s?(?:합니다|해요|하는데요?)|이?라는\s?사람|이란\s?사람|\s?이름으로)"
    ),
    re.compile(rf"(?:저는|전)\s+(?P<inner>{_SURNAME}[가-힣]{{1,2}}?)(?=이?라고|입니다|이?에요|예요)"),
    re.compile(
        rf"(?<![가-힣])(?P<inner>[가-힣]{{2,4}}(?=님|씨)|{_SURNAME}[가-힣]{{1,3}}(?=\s))\s?(?:님|씨)"
        r"(?=[\s,.!?]|이|의|께|은|을|도|한테|에게|으로|앞|$)"
    ),
)
_JAPANESE = (
    re.compile(
        r"(?:名前は|氏名は|宛名は|受取人は|名義は)\s*(?P<inner>[一-龯ぁ-んァ-ヶー々A-Za-z・\s]{1,12}?)(?=です|と申|といい|と言い|で|\s?[、。,.!！]|\s?$)"
    ),
    re.compile(
        r"(?<![一-龯ァ-ヶー])(?!私|僕|俺|自分)(?P<inner>(?:[一-龯々]{1,6}|[ァ-ヶー]{2,8})[ 　・]?(?:[一-龯々ぁ-ん]{0,6}|[ァ-ヶー]{0,8}))"
        r"と(?:申します|申す|いいます|言います)"
    ),
    re.compile(r"(?P<inner>[一-龯々]{1,4}|(?<![ァ-ヶー])[ァ-ヶー]{2,8})[ 　]?(?:さん|様(?![子式々相])|さま)"),
)

# Who is addressed or spoken of by what they are, and what is said of a name instead of it.
_NOBODY = re.compile(
    r".*(?:고객|손님|회원|선생|여러분|아버|어머|할머|할아버|부모|점주|기사|담당자?|매니저|직원|상담사|상담원|판매자|구매자|관리자|운영자|작가|대표|주인)"
    r"|.{1,3}장|이모|형|누|선배|친구|회사|본인|가족|남편|아내|엄마|아빠|동생|남자|여자|주부|한국인|주문자|임산부|신규|신입"
    r"|어떻게|무엇|뭔가|뭔데|누구|다른|정보|주소|전화|전화번호|이름|성함|연락처|변경|수정|확인|.*(?:돼|하고)"
    r"|품절|불량|무료|유료|재고|세일|할인|환불|교환|반품|취소|배송|완료|불가|가능"
    r"|お?(?:店|客|皆|奥|神|父|母|子|王|何|今|先|兄|姉|娘|嫁|旦那|息子|大工|職人)|.*(?:客|[員者]|担当|[社部課店係会院]長)"
    r"|.*(?:本|花|服|靴|酒|肉|魚|米|菓子|電器|電気|自転車|薬|古着|雑貨|運送|配送|何)屋"
    r"|スタッフ|オペレーター|ドライバー|ママ|パパ|ショップ|メーカー"
    r"|.*(?:何|どなた|誰|違[いうっ]|変[わえ更]).*|どう.*|.*(?:ます|ません|ますか|ください|[しきりえ]たい)|.+[れえかがして]ない"
)
# 同様, 仕様, 水玉模様 and 날씨, 손글씨, 아저씨 only end as if somebody was addressed.
_ENDS_ALIKE = {
    "様": re.compile(r".*[同仕模多異両各一]"),
    "씨": re.compile(r".*날|.?글|솜|말|마음|.*아저"),
}


def names(text: str) -> Iterator[Span]:
    """Where somebody is named."""
    for pattern in (*_ENGLISH, *_KOREAN, *_JAPANESE):
        for match in pattern.finditer(text):
            name = match["inner"].strip()
            alike = _ENDS_ALIKE.get(text[match.end("inner") : match.end("inner") + 1])
            if not (_NOBODY.fullmatch(name) or (alike and alike.fullmatch(name))):
                yield match.span("inner")
