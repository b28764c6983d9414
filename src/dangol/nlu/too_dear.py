# ruff: noqa: E501  (patterns read best on one line)
"""What only says that a thing costs too much and is let be: *too expensive, forget it*, 비싸네요. 안 살래요, 高い。やめます."""

from __future__ import annotations

import re

from dangol.nlu.normalise import plain

_TOO_DEAR = re.compile(
    r"(?:(?:hm+|oh|ah|wow|ok|okay|no|well|ugh|sorry|yikes)[\s,.!]++)*+(?:(?:that|it|this)(?:'?s| is)? )?(?:a bit |way |much |far |just |still |really )*+(?:too (?:expensive|pricey|dear|much)|expensive|pricey|out of my budget|over my budget)(?: for me)?"
    r"[\s,.!-]++(?:(?:so|then|i'?ll|i|let'?s|just|ok|okay|no|i think i'?ll)[\s,]++)*+(?:forget (?:it|that|about it)|never ?mind|nvm|pass|skip (?:it|that)|leave (?:it|that)|no,? thanks?|no thank you|not (?:buying|interested|today)|don'?t want it|won'?t (?:buy|take) it|give up|thanks anyway)"
    r"(?:[\s,]++(?:then|thanks|anyway|thank you|sorry))*+"
    r"|(?:(?:아|음|헐|와|에이|네|근데|흠)[\s,.!~]*+)*+(?:너무|좀|조금|많이|생각보다|꽤)?\s?비싸(?:네요?|요|다|군요|서|니까?|ㅠ+|ㅜ+)[\s,.!~ㅠㅜ]*+(?:그냥\s?|그럼\s?|전\s?|저는\s?)?+"
    r"(?:안\s?(?:살래요?|살게요?|사요|할래요?|할게요?)|됐어요?|됐습니다|됐네요|관둘게요?|관둘래요?|그만둘게요?|포기할게요?|포기|패스(?:할게요?)?|다음에\s?(?:살게요?|올게요?|할게요?)|말게요|말래요)"
    r"|(?:(?:うーん|えー|あー|うわ|え|あ|じゃあ)[\s、,。.!]*+)*+(?:ちょっと|少し|さすがに|結構|かなり)?高(?:い|すぎる?|すぎます|いです|いですね|いな|いなあ|いので|いから|くて)(?:です|ね|ので|から|な)*+[\s、,。.!…]*+(?:じゃあ|今回は|今日は|もう)?+"
    r"(?:やめ(?:ます|ておきます|とき?ます|とく|る|た)|いりません|いらない(?:です)?|結構です|いいです|見送ります|見送る|あきらめます|諦めます|買いません|やめておく|パスします|パス)"
)


def too_dear(text: str) -> bool:
    """Whether a message only says that something costs too much and is not bought."""
    return bool(_TOO_DEAR.fullmatch(plain(text).strip(" .!?~…、。！？ㅠㅜ")))
