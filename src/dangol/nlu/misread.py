# ruff: noqa: E501  (patterns read best on one line)
"""What only says that the answer before it missed: *that's not what I asked*, 그걸 물어본 게 아니에요, そういう意味じゃないです, 👎."""

from __future__ import annotations

import re

from dangol.nlu.normalise import plain

_MEANT = (
    r"(?:i|we)(?:'m| am| was|'d| had|'ve| have)?+ ?+(?:meant|mean|asked|asking|ask|wanted|want|said|saying|looking|after|needed|need)"
    r"(?: for| about| to know)?+"
)
_MISSED = re.compile(
    r"(?:(?:no+|nope|wait|hey|hm+|um+|uh|sorry|but|well|ok|okay|hello)[\s,.!]++)*+(?:"
    rf"(?:that|this|it)(?:'?s| is| was)? (?:really |just |still )?not (?:really |quite )?(?:what|the (?:thing|question|one)(?: that)?) {_MEANT}"
    rf"|(?:that|this|it) (?:isn'?t|wasn'?t) (?:really |quite )?(?:what|the (?:thing|question|one)(?: that)?) {_MEANT}"
    r"|(?:that|this|it) (?:doesn'?t|does not|didn'?t|did not) (?:really )?(?:answer (?:my|the) question|help(?: me)?)(?: at all)?"
    r"|(?:that|this|it)(?:'?s| is| was)? (?:not (?:it|right|helpful|useful|an answer|the answer)|no (?:help|use)|wrong|incorrect|the wrong answer)"
    r"|(?:that|this|it) (?:isn'?t|wasn'?t) (?:it|right|helpful|useful|an answer)"
    r"|(?:i )?(?:didn'?t|did not|never|wasn'?t|was not) (?:ask|mean|want|say|asking|talking) ?(?:for |about )?(?:that|this|it)"
    r"|you(?:'ve| have)? ?(?:really )?(?:got (?:it|me|that) wrong|misunderstood|misunderstand|misread|(?:didn'?t|don'?t) (?:understand|get)|aren'?t listening)(?: me| that| it| my question)?"
    r"|not (?:very |really |at all )?(?:helpful|useful)(?: at all)?"
    rf"|not what {_MEANT}"
    r"|wrong answer|none of (?:these|those|them|the above|that)|neither(?: of (?:these|those|them))?"
    r")"
    r"|(?:(?:아니요?|아뇨|아니|저기요?|음|근데|잠깐만요|제가)[\s,.!]*+)*+(?:"
    r"(?:그|이|제|그런|그걸|그거|그건|그게|이건|이걸|이게|이거)\s?(?:말|뜻|얘기|이야기|질문|의미|물어본|물어보는|여쭤본|말한|찾는|찾던|원한|원하는|원하던)?(?:이|은|을|를)?\s?(?:게|거|건|것이?)?\s?(?:아니(?:에요|예요|라요|라니까요?|고요|야|었어요|었는데요?|거든요|잖아요)|아닌데요?|아닙니다|아녜요|말고요)"
    r"|(?:물어본|찾는|찾던|원한|원하는|말한)\s?(?:게|거|건)\s?(?:아니(?:에요|예요|라요|었어요|었는데요?)|아닌데요?|아닙니다)"
    r"|(?:그|이)(?:런|걸|거|건|것은)?\s?(?:거\s?)?(?:안|못)\s?(?:물어\s?(?:봤어요|봤는데요?|봤습니다)|여쭤\s?봤어요|물었어요)"
    r"|(?:잘못|못)\s?(?:알아\s?들으[셨신]|이해\s?하[셨신]|이해하신|알아들은)(?:어요|네요|습니다|는데요?|\s?것\s?같아요)"
    r"|(?:질문을?\s?)?이해를?\s?(?:못\s?하(?:셨|시)|잘못\s?하셨)(?:어요|네요|는데요?)"
    r"|(?:별로\s?|전혀\s?)?도움이?\s?(?:안\s?(?:돼요?|됐어요|되네요|됩니다|되는데요?)|되지\s?않(?:아요|습니다|았어요))"
    r"|동문서답(?:이네요|이에요|하시네요)?|엉뚱한\s?(?:답|대답|소리)(?:이?네요|이에요|예요|만\s?하시네요)?|틀렸어요"
    r"|(?:이\s?중에는?|여기에?는?|보기에?는?)\s?(?:없어요|없네요|없습니다|없는데요?)|(?:셋|둘)?\s?다\s?아니(?:에요|예요|네요)|해당\s?(?:없음|없어요|사항\s?없(?:음|어요))"
    r")"
    r"|(?:(?:いや|いえ|いいえ|違う|違います|ちがう|あの|えっと|ええと)[\s、,。.!]*+)*+(?:"
    r"(?:そういう|そんな|そう|それ|これ)(?:意味|こと|話|つもり)?(?:では|じゃ)(?:ない|なく|ありません)(?:です|て|んです|んですけど|んですが|よ)*+"
    r"|(?:私が)?(?:聞(?:いて?|き)(?:いる|る|た|たい)?|言っ(?:て|た)(?:いる|る)?|知りたい|探して(?:いる|る)|ほしい|欲しい)(?:のは|ことは|ものは?|物は?)(?:それ|これ|そう|そういうこと|そういう意味)?(?:では|じゃ)?(?:違い?います|違う|ちがう|ない|ありません)(?:です|んです|よ)*+"
    r"|(?:そんなこと|それ|そういうこと)(?:は|を|なんて)?(?:聞いて|言って|頼んで|求めて)(?:い)?(?:ない|ません)(?:です|んですけど|よ)*+"
    r"|(?:勘違い|誤解)(?:して(?:い)?(?:ます|る|ませんか)|です|されて(?:い)?ます)(?:よ|ね)?"
    r"|(?:全然|ぜんぜん|全く)?(?:答え|回答)(?:に)?(?:なって(?:い)?(?:ない|ません)|が?違(?:う|います))(?:です|よ)*+"
    r"|(?:全然|ぜんぜん|全く|あまり)?役に(?:立たない|立ちません|立たなかった|立ちませんでした)(?:です|よ)*+|的外れ(?:です)?"
    r"|(?:この中に(?:は)?|ここに(?:は)?|どれも|どれでも)(?:ない|ありません|違います|違う)(?:です|よ)*+"
    r")"
    r"|(?:👎[\U0001f3fb-\U0001f3ff]?\s*+)++"
)
_ENDS = " .!~…。！ㅠㅜㅋㅎ\ufe0f"


def misread(text: str) -> bool:
    """Whether ``text`` says that what was said before was not read as it was meant, and nothing more."""
    said = plain(text).strip(_ENDS)
    return len(said) <= 80 and _MISSED.fullmatch(said) is not None
