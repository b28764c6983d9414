# ruff: noqa: E501  (tables of words and patterns read best on one line)
"""Words that point: *the second one*, 마지막 거, さっきの; and words that take something out: *not black*, 말고, じゃなくて."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dangol.nlu.entities.found import Found
from dangol.nlu.entities.numbers import whole_number

_ENGLISH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ORDINAL_EN = re.compile(
    r"(?<!lowest )(?<!cheapest )(?<!highest )(?<!newest )\b(?:the )?(?:(?P<word>"
    + "|".join(_ENGLISH)
    + r")(?! (?:order|time|purchase|month|week|day|hand)\b)|(?P<n>\d{1,2})(?:st|nd|rd|th)\b|(?P<last>last|bottom)(?= (?:one|item|two|of)\b)|(?<!-)(?P<top>top) one)(?: one| item| option| product)?\b"
    r"|(?:\b(?:number|option|no\.?)\s|#)(?P<m>\d{1,2}|one|two|three|four|five)\b(?!\d)"
    r"|^(?:the )?(?P<last2>last)$"
)
_NATIVE = {
    "첫": 1,
    "첫번": 1,
    "두": 2,
    "둘": 2,
    "세": 3,
    "셋": 3,
    "네": 4,
    "넷": 4,
    "다섯": 5,
    "여섯": 6,
    "일곱": 7,
    "여덟": 8,
    "아홉": 9,
    "열": 10,
}
_ORDINAL_KO = re.compile(
    r"(?P<n>첫|두|둘|세|셋|네|넷|다섯|여섯|일곱|여덟|아홉|열|\d{1,2})\s?번?\s?째\s?(?:거|것|꺼|걸|게|상품|제품|놈)?|(?<![\d가-힣])(?P<m>\d{1,2}|[일이삼사오육칠팔구])\s?번(?!호|이나|만|씩|[째더])\s?(?:거|것|꺼|걸|게|상품|제품|으로)?"
    r"|(?P<last>(?:마지막|끝|맨\s?(?:아래|밑|뒤|끝))(?:에)?\s?(?:나온|있는|본)?\s?(?:거|것|꺼|걸|게|상품|제품))|(?P<first>(?:맨|제일)\s?(?:위|앞|처음)(?:에)?\s?(?:거|것|꺼|걸|게|상품|제품)|처음\s?(?:거|것|꺼))"
)
_ORDINAL_JA = re.compile(
    r"(?P<n>[一二三四五六七八九十]|\d{1,2})(?:つ目|番目|個目|つめ|番めの?|点目|枚目|足目|本目)(?:のもの|の商品|のやつ|の)?|(?P<kana>ひとつ|ふたつ|みっつ|よっつ)(?:目|め)(?:の)?|(?P<read>いち|に|さん|よん|ご)ばん(?:目|め)(?:の)?"
    r"|(?<![\d一-龥])(?P<m>\d{1,2}|[二三四五六七八九])番(?!目|号|地)(?:の)?|(?P<last>最後に(?:見た|出た|見せた)(?:の|やつ)|最後の?|(?:一番|いちばん)下の?|ラストの)|(?P<first>最初の|最初に(?:見た|出た|見せた)(?:の|やつ)|(?:一番|いちばん)上の|先頭の)"
)
_KANA = {"ひとつ": 1, "ふたつ": 2, "みっつ": 3, "よっつ": 4, "いち": 1, "に": 2, "さん": 3, "よん": 4, "ご": 5}
_REFERENCE = re.compile(
    r"(?P<earlier>\b(?:the one (?:from )?(?:before|earlier)|the previous one|the earlier one|the other one)\b|아까\s?(?:그\s?)?(?:거|것|꺼|그거|본\s?거|[가-힣]{1,4}\s?(?:거|것|꺼))|방금\s?(?:그\s?)?(?:거|것|본\s?거)|さっきの|先ほどの|前の(?=やつ|もの|$))"
    r"|(?P<both>\bboth(?: of (?:them|these|those))?\b|둘\s?다|두\s?개\s?다|両方|どっちも|どちらも)"
    r"|(?P<all>\ball (?:of )?(?:them|these|those)\b|전부\s?다|다\s?주세요|셋\s?다|全部)"
    r"|(?P<same>\bsame (?:one|thing|as (?:last time|before))\b|같은\s?(?:거|걸|것)|똑같은\s?(?:거|걸|것)|同じ(?:もの|の|やつ))"
    r"|(?P<this>\b(?:this|these)(?: ones?)?\b|\b(?:it)\b|(?<![가-힣])(?:이거|이것|이걸|요거|요것|이게|이건)|(?<![가-힣])이\s(?=[가-힣]{2})|これ|この(?=[^\s])|こちら)"
    r"|(?P<that>\b(?:that|those|them)(?: ones?)?\b|(?<![가-힣])(?:그거|그것|그걸|저거|저것|저걸|고거|그게|그건|저건|걔)|それ|あれ|その(?=[^\s])|あの(?=[^\s]))"
)
#: Words that take out what stands before them (Korean, Japanese) or after them (English).
_AFTER = re.compile(
    r"^\s?(?:색(?:상)?|사이즈|サイズ|色|꺼|거|것|의|の)?\s?(?:이|가|은|는|을|를|の)?\s?(?:말고|말구|빼고|빼구|제외|아닌|아니고|아니라|싫|필요\s?(?:없|업)(?!나|을까|는지)|안\s?필요(?!한가|하나)|이외|외에|では?なく|じゃなく|じゃない|ではない|以外|抜き|なしで|くは?な(?:い|く)(?!(?:です|でしょう|の)?か|\?)|は嫌|はいや|は除|は(?:いら|要ら)(?:な|ん|ず)|は(?:いり|要り)ませ|は(?:不要|結構)(?=です(?!か)|$|[。、])|は(?:もう)?いいです|(?:은|는)\s?(?:이제\s?|그냥\s?)?(?:됐(?:고|어|습|네|음|$)|패스(?!트)|안\s?(?:살|할)(?!인)|집에\s?(?:이미\s?)?있(?!는\s|나|을까|으면)|이미\s?있(?!는\s|나|을까|으면))|は(?:もう|家に|うちに)\s?(?:ある(?=$|[。、]|から|ので|し|けど|んで)|あります(?!か|でしょ|よね)|持って))"
)
_BEFORE = re.compile(
    r"(?:\bnothing(?: in)?|\bnot(?: in| the| a| an| that| this)?|\bno|\bwithout(?: a| any)?|\binst(?:ea|e|ae)d of(?: the| a)?|\bexcept(?: for)?(?: the)?|\bexcluding|\banything but|\brather than(?: the)?|\balready (?:have|got)(?: an?| the| some)?|\bnon)\s?-?$"
)

#: A word of whatever kind that is refused: *but not leather*, 가죽 말고, 革じゃなくて.
_REFUSED = re.compile(
    r"\b(?:(?:but )?not|without|no|except(?: for)?|excluding|anything but|other than)(?: in| the| any| an?| made of)?\s(?P<en>[a-z][a-z'-]{2,})"
    r"|(?P<ko>[가-힣]{2,}?)(?:은|는|이|가|을|를|으?로\s?(?:된|만든)\s?(?:거|건|것|게)?)?\s?(?:말고|말구|빼고|빼구|제외하고|아닌|아니고|아니라)"
    r"|(?P<ja>[ァ-ヶー]{2,}|[\u4e00-\u9fff]{1,4})(?:製|の(?:もの|やつ|の))?(?:では?なく|じゃなく|じゃない|ではない|以外|抜き|なしで|は除)"
    r"|(?P<adj>[\u4e00-\u9fff]{1,2})くは?な(?:い|く)(?!(?:です|でしょう|の)?か|\?)"
)


def refused_words(text: str) -> Iterator[tuple[str, int, int]]:
    """Words said not to be wanted, and where: *leather* of *sneakers but not leather*. Whether they mean anything the caller knows."""
    for match in _REFUSED.finditer(text):
        name = match.lastgroup or "en"
        yield match[name], match.start(name), match.end(name)


def references(text: str, lang: str) -> Iterator[Found]:
    """Places in a list (``ordinal``: 1 is the first, -1 the last) and pointing words (``reference``)."""
    for match in _ORDINAL_EN.finditer(text) if lang == "en" or text.isascii() else ():
        if match["word"]:
            value = _ENGLISH.index(match["word"]) + 1
        elif match["last"] or match["last2"]:
            value = -1
        else:
            value = 1 if match["top"] else whole_number(match["n"] or match["m"]) or 0
        yield Found("ordinal", value, match.start(), match.end())
    for pattern, names in ((_ORDINAL_KO, _NATIVE), (_ORDINAL_JA, _KANA)):
        for match in pattern.finditer(text):
            groups = match.groupdict()
            if groups["last"]:
                number = -1
            elif groups["first"]:
                number = 1
            else:
                word = groups.get("n") or groups.get("m") or groups.get("kana") or groups.get("read") or ""
                number = names.get(word) or whole_number(word) or 0
            if number:
                yield Found("ordinal", number, match.start(), match.end())
    for match in _REFERENCE.finditer(text):
        yield Found("reference", match.lastgroup, match.start(), match.end())


def is_negated(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is what is *not* wanted."""
    return bool(_AFTER.match(text[end : end + 16]) or _BEFORE.search(text[max(0, start - 20) : start]))
