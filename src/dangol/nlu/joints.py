# ruff: noqa: E501  (patterns read best on one line)
"""Where one part of a message may end and the next begin: at a sentence's end, a comma, a word that joins or adds, the word a question begins
with, between the numbers of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from dangol.nlu import answers
from dangol.nlu.pieces import VALUED, Piece
from dangol.nlu.purposes import goes_with
from dangol.nlu.wrapping import wrappings

_THINGS = ("product", "category", "brand")
# What only joins: and is left out of both parts.
_JOINT = re.compile(
    r"\s*(?:[.!?。！？…]+(?=\s|$|[^\x00-\x7f])|(?<!\d),|,(?!\d)|[;、])\s*(?:(?:and|plus|also|then|oh|but|n|그리고|그리구|글고|글구|또|아|근데|참|그럼|あと|それと(?!も)|それから|で|でも)(?![a-z가-힣])\s?)*+"
    r"|\s(?:and|plus|n|also|then|but|as well as)\s(?:(?:also|then|maybe)\s)?|\s[&+]\s"
    r"|(?<=[가-힣a-z0-9])(?:이?랑)\s|(?<=[가-힣a-z0-9])\s?하고요?\s|\s(?:그리고|그리구|글고|글구|또|근데)\s|(?<=[가-힣])[와과]\s|(?<=[담넣시꾸주빼늘줄두])고\s|(?<=줄이)고\s|(?<=늘리)고\s|(?<=[가-힣])(?:구요|고요)\s"
    r"|(?<=[のるす]か)と(?=[一-龥々ァ-ヶー])|(?<=[一-龥々ァ-ヶーa-z0-9個本枚つ])と(?:[、,]\s?)?(?:あと)?(?=[一-龥々ァ-ヶーa-z0-9])|\s*(?:それと(?!も)|それから|(?<![のたるいだ])あと|てか|ていうか|そういえば)\s*(?=\S)"
)
# What ends a sentence without a mark, or begins a question: it stays where it is.
_BREAK = re.compile(
    r"\s(?=i (?:meant|mean)\b)|(?:(?<=요)|(?<=줘)|(?<=추가)|(?<=담아)|(?<=넣어)|(?<=고))\s(?=(?:총|다\s?해서|전부|합쳐서?|모두)\s?(?:얼마|합))|(?<=[개병봉장벌요팩])\s(?=[가-힣a-z0-9]{1,8}[은는]\s?(?:필요\s?없|됐|괜찮|말고|빼))|\s(?=(?:how|when|what|where|which|whats|what's|wheres|whens|hows)\b)"
    r"|(?<!\sor)\s(?=(?:can|could|do|does|is|are|will|would)\s(?:you|u|i|it|they|there|this|that|the)\b)"
    r"|(?<=[가-힣][요죠])(?<!필요)\s(?=[가-힣a-z])|(?<=[줘])\s(?=[가-힣])|(?<=[겠있없하되됐])고\s|(?<=[은는인건])데\s|(?<=담아)\s(?=[가-힣])(?![주줄달드])|(?<=넣어)\s(?=[가-힣])(?![주줄달드])|(?<=[개병봉장벌요팩])\s(?=(?:얼마|언제|어떻게|며칠)[가-힣])|(?<!이제)(?<!그럼)(?<!그만)\s(?=(?:이렇게|이대로|바로|그렇게|다)?\s?(?:결제|주문)\s?(?:할게|할께|해\s?주|하고|진행|부탁))"
    r"|(?<=[ぁ-んァ-ヶ一-龥])\s+(?=[ぁ-んァ-ヶ一-龥])|(?<=ください)(?=[ぁ-んァ-ヶ一-龥])|(?<=[てで])(?:そのまま|このまま)?(?=(?:お?会計|購入|注文|レジ))|(?<=にして)(?=[^\s、,もほくいよ良欲下貰頂おあ])"
    r"|(?<=らして)(?=[^\s、,])|(?<=えて)(?=[^\s、,もほくいお欲下も貰頂])|(?<=外して)(?=[^\s、,もほくい欲下貰頂お])"
)
# Where somebody begins to say what is wanted, and after what that only goes on.
_WISH = re.compile(
    r"\s(?=(?:i'?ll (?:take|have)|i (?:want|need)|i'?d like|give me|get me|gimme)\s(?!to know|help|one\b))"
)
_GOES_ON = re.compile(
    r"(?:\b(?:if|that|what|when|ones?|you|u|do|will|would|should|might|could|can|and|because|since|so|all|think|size|how (?:many|much)|please)|thing)$"
)
_ASKING = re.compile(r"\b(?:how|what|which|when|where|whats|if|whether|hows|whens|wheres)\b[^.!?,;]*$")
_NAMED = re.compile(r"(?!(?:to|and|or|no|just)\b)\b[a-z]{2,}|[가-힣]{2,}|[ァ-ヶー一-龥々]{2,}")
_IN_PLACE = re.compile(
    r"\b(?:instead of|rather than|not|no)\s*$|(?:말고|대신|아니고|아니라)|(?:じゃな|ではな)く"
)  # 5 instead of 2
_COUNTED = frozenset((*_THINGS, *VALUED, "quantity"))
_MOST, _LEAST = 6, 2


def cut(piece: Piece, said: str) -> list[tuple[int, int, str]]:
    """The parts of a message in ``said`` (its folded words, as long as those): where each begins and ends, and what stands between it and the
    next. One where it cannot be cut, or has more parts than people say in one breath."""
    spans = answers.spans(piece.words, piece.entities)
    named = [span for span, e in zip(spans, piece.entities, strict=True) if e.kind in _THINGS]
    cuts = [m.span() for m in _JOINT.finditer(said) if not goes_with(said, m.start())]
    cuts += [m.span() for m in _BREAK.finditer(said) if not _within_question(said, m.start())]
    cuts += [m.span() for m in _WISH.finditer(said) if not _GOES_ON.search(said, 0, m.start())]
    cuts = _apart(sorted({*cuts, *_by_counts(said, piece, spans, sorted(cuts))}))
    whole = [*named, *wrappings(said)]
    cuts = [(a, b) for a, b in cuts if a and b < len(said) and not any(s < b and a < e for s, e in whole)]
    if len(cuts) >= _MOST:
        return [(0, len(said), "")]
    begins, ends = [0, *(b for _, b in cuts)], [*(a for a, _ in cuts), len(said)]
    return list(zip(begins, ends, [*(said[a:b] for a, b in cuts), ""], strict=True))


def _apart(cuts: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Cuts that overlap, or have nothing between them, as one."""
    found: list[tuple[int, int]] = []
    for begin, end in cuts:
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return found


def _within_question(said: str, at: int) -> bool:
    """Whether a question has begun before: *how long | does it take*."""
    return _ASKING.search(said, 0, at) is not None and not said[at:].lstrip().startswith(
        ("how", "what", "when", "where")
    )


def _by_counts(
    said: str, piece: Piece, spans: Sequence[tuple[int, int]], cuts: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Where a list without a word between its parts goes on: before each number where a number stands first, else behind it."""
    told = sorted((span, e.kind) for span, e in zip(spans, piece.entities, strict=True) if e.kind in _COUNTED)
    begins, ends = [0, *(b for _, b in cuts)], [*(a for a, _ in cuts), len(said)]
    for begin, end in zip(begins, ends, strict=True):
        inside = [(span, kind) for span, kind in told if begin <= span[0] and span[1] <= end]
        counts = [span for span, kind in inside if kind == "quantity"]
        if len(counts) < _LEAST or len(inside) <= len(counts):
            continue
        first = inside[0][1] == "quantity" and not _NAMED.search(said, begin, counts[0][0])
        for (_, behind), (before, _) in pairwise(counts):
            if not _NAMED.search(said[behind:before]) or _IN_PLACE.search(said, behind, before):
                continue  # *volumes 1 to 3*
            start = len(said[:before].rstrip()) if first else behind
            until = before if first else len(said) - len(said[behind:].lstrip())
            if start < until:
                yield start, until
