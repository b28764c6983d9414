# ruff: noqa: E501  (patterns read best on one line)
"""What a shopper says they cannot bear: *allergic to nuts*, 견과류 알레르기, そばアレルギー. It is left out of whatever is looked for. Pure.

By the words that say so in each language, whatever the shop sells. What comes of it is only as good as what the shop wrote about its
goods, and is said so.
"""

from __future__ import annotations

import re

from dangol.search.tokens import stop_words

_MOST = 4
_JA = r"(?:[ァ-ヶー]{2,}|[一-鿿々]+|[ぁ-ん]{2,8})"
_PATTERNS = (
    re.compile(
        r"\b(?:allergic|allergy|allergies|intolerant|intolerance|sensitivity)\s+to\s+(?P<what>[a-z]+(?:\s*,\s*[a-z]+)*\s+(?:and|or)\s+[a-z]+|[a-z]+)",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?P<what>[a-z]+)[\s-](?:allergy|allergies|intoleran(?:t|ce))\b", re.IGNORECASE),
    re.compile(
        r"(?P<what>(?:[가-힣]{1,8}(?:\s*,\s*|(?:이?랑|와|과|하고)\s+)){0,3}[가-힣]{1,8}?)(?:에|에는)?\s?(?:알레르기|알러지|앨러지)"
    ),
    # A particle that hangs on the word before is none of what follows: 子はそばアレルギー.
    re.compile(
        rf"(?:(?<=[一-鿿々ァ-ヶー])[はがもにのを])?(?P<what>(?:{_JA}[とや、・])*?{_JA})(?:の|に|には)?アレルギー"
    ),
)
_APART = re.compile(
    r"\s*[,、・]\s*|\s+(?:and|or)\s+|(?<=[가-힣])(?:이랑|랑|와|과|하고)\s+|(?<=[一-鿿々ァ-ヶー])[とや](?=[一-鿿々ァ-ヶぁ-ん])"
)
_NO_THING = frozenset(
    "food skin severe bad seasonal 피부 심한 음식 식품 계절성 특정 食物 食品 季節性 ひどい 重い 何か".split()  # noqa: SIM905
)
_SENTENCE = re.compile(r".+(?:[하]고|해서|어서|아서|는데|은데|어요|아요|지만)")


def avoided_in(text: str) -> tuple[str, ...]:
    """The things ``text`` says somebody cannot bear, each as it was written."""
    found: dict[str, None] = {}
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            for what in _APART.split(match["what"]):
                what = what.strip()
                everyday = what.lower() in _NO_THING or any(
                    what.lower() in stop_words(lang) for lang in ("en", "ko", "ja")
                )
                if what and not everyday and not _SENTENCE.fullmatch(what):
                    found[what] = None
    return tuple(found)[:_MOST]


def without_avoided(text: str) -> str:
    """``text`` without what it says cannot be borne: the rest is what is looked for."""
    for pattern in _PATTERNS:
        text = pattern.sub(" ", text)
    return " ".join(text.split())
