# ruff: noqa: E501  (patterns read best on one line)
"""A wish for another language beside what is asked: *sorry, English please. can you carry it up?*, 한국말로 할게요 3층까지 올려주시죠?,
日本語でお願いします。3階まで上げてもらえますか. Both are served: the rest is read as if it stood alone. Pure.
"""

from __future__ import annotations

import re

from dangol.nlu.moods import asks
from dangol.nlu.normalise import plain
from dangol.nlu.segments import only_chatter

_CODES = {
    **dict.fromkeys(("english", "영어", "英語"), "en"),
    **dict.fromkeys(("korean", "한국어", "한국말", "한글", "우리말", "韓国語"), "ko"),
    **dict.fromkeys(("japanese", "일본어", "일본말", "日本語"), "ja"),
}
_WISHES = (
    re.compile(
        r"(?:(?:sorry|hi|hello|hey|ok|okay|oh|um+|uh+|actually|but|and|so|no|wait)[\s,]*)*(?:(?:can|could|may|shall) (?:we|you|i) )?(?:please )?(?:let'?s )?"
        r"(?:(?:speak|talk|write|chat|switch|change|continue|reply|answer|respond|go on|use)(?: (?:to|with) me| back)? ?)?(?:(?:in|to) )?"
        r"(?P<lang>english|korean|japanese)(?: (?:please|pls|plz|for me|ok|okay|now|from now on|then|instead))*"
    ),
    re.compile(
        r"(?:(?:아+|어|저기요?|저|죄송(?:한데|하지만|해요|합니다)요?|미안(?:한데|해요)|그냥|이제|혹시|그럼)[\s,]*)*"
        r"(?P<lang>영어|한국어|한국말|한글|우리말|일본어|일본말)로\s?(?:좀\s?)?(?:(?:말씀?|얘기|이야기|대화|대답|답변|답|안내|하|해|할|부탁|바꿔|바꿀|쓸|써)[가-힣\s]{0,12})?"
    ),
    re.compile(
        r"(?:(?:あ|すみません|すいません|ごめん(?:なさい)?|えっと|できれば|やっぱり?)[、,\s]*)*(?P<lang>英語|日本語|韓国語)(?:で|に)"
        r"(?:も?(?:お願い(?:します|できますか)?|話[しすそ][ぁ-ん]{0,12}|いい(?:です)?か?|(?:変|切り替)え[ぁ-ん]{0,8}|(?:答|返事|対応|案内)[ぁ-んえ]{0,10}|(?:して)?ください))?"
    ),
)
# Where one clause ends and the next begins. Korean and hurried English leave the sign out.
_ENDS = re.compile(r"[.!?。！？…]+\s*|[,、;\n]+\s*|(?<=[요다죠까])\s+|(?<=\bplease)\s+|(?<=\bpls)\s+|(?<=ます)\s+")

# Why: *my wife is Japanese*, 한국말이 서툴러요, 英語は苦手です.
_TONGUE = re.compile(
    r"\b(?:english|korean|japanese|foreigner)\b|(?:한국|일본|영|미국|외국)(?:말|어|사람|인)|(?:日本|韓国|英|アメリカ|外国)(?:語|人)"
)


def language_beside(text: str) -> tuple[str, str] | None:
    """The language that ``text`` asks to be spoken in beside something else, and that; none where it asks for only one of them."""
    begin = 0
    for end in [*_ENDS.finditer(text), None]:
        clause = text[begin : end.start() if end else len(text)]
        lang = _wished(clause)
        if lang is not None:
            before, behind = text[:begin], text[end.end() if end else len(text) :]
            rest = f"{'' if _only_chatter(before) else before} {_without_reasons(behind)}".strip(" ,、")
            return (lang, rest) if _says_something(rest) else None
        begin = end.end() if end else begin
    return None


def _wished(clause: str) -> str | None:
    said = plain(clause).strip(" .,~")
    match = next((found for wish in _WISHES if (found := wish.fullmatch(said))), None)
    return _CODES[match["lang"]] if match else None


def _without_reasons(text: str) -> str:
    """What is said beside why the language is wished for."""
    begin, kept = 0, ""
    for end in [*_ENDS.finditer(text), None]:
        clause = text[begin : end.end() if end else len(text)]
        kept += "" if _TONGUE.search(plain(clause)) and not asks(clause) else clause
        begin = end.end() if end else begin
    return kept


def _only_chatter(text: str) -> bool:
    said = plain(text).strip(" .,!?~、。！？")
    return any(only_chatter(said, lang) for lang in ("en", "ko", "ja"))


def _says_something(rest: str) -> bool:
    """Whether what is left is more than *please* and *sorry*: a word or two of Latin letters, a few of others."""
    said = plain(rest).strip(" .,!?~。！？")
    if not said or _only_chatter(said):
        return False
    return len(said.split()) > 1 if said.isascii() else len(said) > 3
