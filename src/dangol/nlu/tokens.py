# ruff: noqa: SIM905  (tables of words and patterns read best on one line)
"""Cutting a plain text into words, stems and runs of one script, per language, without a dictionary."""

from __future__ import annotations

import re
from functools import lru_cache

from dangol.kit.stems import stem

#: Characters standing for a thing of the catalogue or a typed value, so that an intent is learnt apart from any catalogue.
PLACEHOLDERS = {
    "product": "\ue001",  # also categories and brands: what the sentence is about
    "value": "\ue002",  # a colour, a size, any other property
    "number": "\ue003",
    "order": "\ue004",
    "price": "\ue005",
    "coupon": "\ue006",
    "email": "\ue007",
    "phone": "\ue008",
    "date": "\ue009",
    "place": "\ue00a",
}
_MASKS = "".join(PLACEHOLDERS.values())
_LETTERS = rf"[^\W\d_{_MASKS}]"
_WORD = re.compile(rf"[{_MASKS}]|{_LETTERS}+(?:'{_LETTERS}+)?|\d+(?:[.,]\d+)*|[^\w\s.,'\"]")
_RUN = re.compile(
    rf"[{_MASKS}]|[\u3041-\u309f]+|[\u30a0-\u30ffｰ]+|[\u3400-\u9fff\uf900-\ufaff々]+|[가-힣]+|[a-z]+|\d+|[^\w\s.,]"
)
_CONTRACTIONS = {
    "im": "i'm",
    "ive": "i've",
    "wheres": "where's",
    "whrs": "where's",
    "whens": "when's",
    "hw": "how",
    "ordr": "order",
    "whats": "what's",
    "dont": "don't",
    "didnt": "didn't",
    "doesnt": "doesn't",
    "isnt": "isn't",
    "cant": "can't",
    "u": "you",
    "ur": "your",
    "r": "are",
    "pls": "please",
    "plz": "please",
    "thx": "thanks",
    "ty": "thanks",
    "wanna": "want",
    "gimme": "give",
    "lemme": "let",
    "gonna": "going",
    "smth": "something",
    "sth": "something",
    "abt": "about",
    "rn": "now",
    "atm": "now",
    "bc": "because",
    "ppl": "people",
    "msg": "message",
    "hv": "have",
    "wat": "what",
    "wht": "what",
    "colour": "color",
    "parcel": "package",
    "basket": "cart",
    "bag": "cart",
    "trolley": "cart",
    "voucher": "coupon",
    "postage": "shipping",
}
# Particles and endings a Korean word group may carry; the longest is taken off first.
_KOREAN_TAILS = tuple(
    sorted(
        "은 는 이 가 을 를 에 의 도 로 으로 와 과 랑 이랑 만 까지 부터 에서 에게 한테 요 이요 인가요 인지 예요 이에요 에요 이예요 "
        "입니다 합니다 해요 해주세요 해줘 해줘요 주세요 줘 줘요 할게요 할래요 하고 하고싶어요 되나요 돼요 될까요 하나요 있나요 "
        "있어요 있어 없나요 없어요 했어요 했는데 했는데요 인데 인데요 는데 는데요 네요 나요 까요 습니다 습니까 세요 으세요 지요 죠 "
        "하지 하면 으면 면 할 한 하는 하려고 하려면 해서 아서 어서 거든요 거 것 건 게 걸".split(),
        key=len,
        reverse=True,
    )
)


def words(text: str) -> list[str]:
    """The words, numbers and single signs of a plain text."""
    return _WORD.findall(text)


def runs(text: str) -> list[str]:
    """Stretches of one script: 注文をキャンセル gives 注文, を, キャンセル."""
    return _RUN.findall(text)


def english_stem(word: str) -> str:
    """The Porter stem of a word, everyday short forms written out first."""
    word = _CONTRACTIONS.get(word, word)
    return stem(_CONTRACTIONS.get(word.replace("'", ""), word))


@lru_cache(maxsize=20_000)
def korean_stem(group: str) -> str:
    """A word group without its last particle or ending, never shorter than two syllables."""
    for tail in _KOREAN_TAILS:
        if len(group) - len(tail) >= 2 and group.endswith(tail):
            return group[: -len(tail)]
    return group


def stems(text: str, lang: str, found: list[str] | None = None) -> list[str]:
    """What the words of a plain text are about: English and Korean stems, Japanese runs that carry meaning."""
    if lang == "ja":
        return [run for run in runs(text) if len(run) > 1 or not "\u3041" <= run <= "\u309f"]
    tokens = words(text) if found is None else found
    if lang == "ko":
        return [korean_stem(token) for token in tokens]
    if lang == "en":
        return [english_stem(token) for token in tokens]
    return [token[:6] for token in tokens]
