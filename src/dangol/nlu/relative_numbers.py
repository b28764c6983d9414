# ruff: noqa: E501  (tables of words and patterns read best on one line)
"""How many more, fewer or times as many a message says, of what is there already. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from dangol.nlu import answers
from dangol.nlu.commands import Entity
from dangol.nlu.normalise import normalise

_TIMES = re.compile(
    r"\b(?:(?P<t2>double|twice(?= (?:that|as many|the))|two times)|(?P<t3>triple|treble|three times|thrice)|(?P<t4>quadruple|four times))\b(?![\s-](?:check|sided|wall|layer|bed|breasted|room|charge|glaze|knit|face|pack))"
    r"|\b(?P<n>\d)\s?(?:times|x) (?:that|as many|the amount)"
    r"|(?P<half>\bhalf (?:of )?(?:that|it|them|those|these|as many|the amount|the (?:number|quantity))\b|\bhalve\b|\b(?:in|by) half\b|^(?:just |only |make it )?half(?: please)?$)"
    r"|(?P<k2>(?<![가-힣])(?:두|2)\s?배|곱절|(?<![가-힣])배로(?=\s?(?:늘|해|할)))|(?P<k3>(?<![가-힣])(?:세|3)\s?배)|(?P<k4>(?<![가-힣])(?:네|4)\s?배)|(?P<khalf>(?<![가-힣])(?:절반|반)(?=으로|만(?![가-힣])|$|[\s,.!~](?!지|팔)))"
    r"|(?P<j3>[3三]倍)|(?P<j4>[4四]倍)|(?P<j2>[2二]?倍(?!率))|(?P<jhalf>半分|半数)"
)
_FACTORS = {"t2": 2, "t3": 3, "t4": 4, "k2": 2, "k3": 3, "k4": 4, "j2": 2, "j3": 3, "j4": 4}
# All but so many: how many are left is said.
_ALL_BUT = re.compile(
    r"\b(?:all|everything) (?:but|except)(?: for)? (?:just )?$|\b(?:keep|leave)(?: me)?(?: just| only)? $"
    r"|^(?:만|만을|는)?\s?(?:남기|남겨|빼고\s?(?:다|전부|모두|나머지))|^(?:だけ|を)?(?:残し|のこし)"
)
# More or fewer, right behind the number or before it.
_MORE_AFTER = re.compile(
    r"^\s?(?:(?:more|extra|additional)\b(?!\s(?:questions?|things?|times?|minutes?|min|secs?|seconds?|photos?|pictures?|details?|info|chance|days?|people|person|try|favou?r|options?))"
    r"|(?:만|씩)?\s?(?:더(?!라)|추가|늘려|늘리|늘릴)(?!\s?(?:질문|물어|여쭤|궁금|알려|보여|볼|찾))"
    r"|(?:を)?(?:追加|増や|ふや|足し|プラス)|も(?:っと)?(?:ください|追加))"
)
_MORE_BEFORE = re.compile(r"(?:\banother|\bplus|もう|あと|さらに|追加で|더)\s?$")
_LESS_AFTER = re.compile(
    r"^\s?(?:(?:less|fewer)\b|(?:\w+\s){0,4}(?:off|away|out)\b|(?:만|은|는|를|을|씩)?\s?(?:덜(?!렁)|줄여|줄이|줄일|적게|빼|뺄|뺀|제외|취소|삭제|내려)(?!\s?지|고\s?(?:다|전부|모두|나머지))|(?:だけ|を|は)?\s?(?:減ら|へら|少な|引い|外し|抜い|マイナス|キャンセル|取り消|戻し))"
)
_LESS_BEFORE = re.compile(
    r"\b(?:remove|minus|take (?:off|out|away)|drop|lose|delete|knock off)\s(?:just |only |the )?$"
)
_ANOTHER = re.compile(
    r"\b(?:another(?: one)?|one more|one extra)\b(?!\s(?:question|thing|time|minute|colou?r|size|day|try|look))"
)
_ONE_LESS = re.compile(
    r"\bone (?:less|fewer)\b|\b(?:remove|drop|lose|delete|take (?:out|away|off)) (?:just |only )?one\b(?!\s(?:with|that|in|which))|\b(?:take|knock) one (?:of (?:them|those) )?(?:off|out|away)\b"
)
_ALL_OF = re.compile(r"^\s?(?:(?:개|장)?\s?(?:다|전부|모두)|とも|すべて|全部|both|all)")


def relative(words: str, entities: Sequence[Entity]) -> dict[str, Any] | None:
    """How many more, fewer or times as many ``words`` say: ``{"add": 2}``, ``{"add": -1}``, ``{"times": 2}``, ``{"divide": 2}``, ``{"to": 1}``; nothing where they say no
    such thing."""
    text = normalise(words).text
    times = _TIMES.search(text)
    if times:
        name = times.lastgroup or ""
        factor = _FACTORS.get(name) or (int(times["n"]) if name == "n" else 0)
        return {"times": factor} if factor else {"divide": 2}
    counts = [e for e in entities if e.kind == "quantity" and not e.negated]
    if not counts and len(gone := [e for e in entities if e.kind == "quantity"]) == 1 and len(entities) == 1:
        # 하나는 빼고: what is refused there is a number, and that many go.
        ((_, end),) = answers.spans(words, gone)
        return {"add": -int(gone[0].value)} if _LESS_AFTER.match(text[end:]) else None
    if not counts:
        if _ONE_LESS.search(text):
            return {"add": -1}
        return {"add": 1} if _ANOTHER.search(text) else None
    if len(counts) > 1:
        return None
    ((begin, end),) = answers.spans(words, counts)
    before, after, number = text[:begin], text[end:], int(counts[0].value)
    if _ALL_BUT.search(before) or _ALL_BUT.match(after):
        return {"to": number}
    if _ALL_OF.match(after):
        return None
    if _LESS_AFTER.match(after) or _LESS_BEFORE.search(before):
        return {"add": -number}
    return {"add": number} if _MORE_AFTER.match(after) or _MORE_BEFORE.search(before) else None
