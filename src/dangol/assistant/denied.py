"""A quality that is not wanted, where the shop states which of its goods do not have it: *not spicy*, 안 매운, 辛くない.

The words of such a wish are those of its opposite, and looked for as they stand they find what is not wanted. What states that it is not so
is what is meant; what states that it is so is left out. Where nothing is stated of it, the wish is read as any other.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from dangol.assistant.avoided import says_only_who_eats
from dangol.assistant.wish import Found, Wish
from dangol.commerce.catalog.products import Product
from dangol.search.tokens import stop_words, telling_words

_DEGREE_EN = r"(?:too |very |so |that |really |at all |overly |as )?"
_SAID_EN = re.compile(
    rf"\b(?:(?:not|isn'?t|aren'?t|is not|are not|wasn'?t|never|nothing) {_DEGREE_EN}|non[ -])(?P<what>[a-z]{{3,}})\b"
)
_SAID_KO = re.compile(
    r"(?<![가-힣])안\s?(?P<adnominal>[가-힣]{1,3}[운은한]|[가-힣]{0,2}[큰짠단쓴신센찬])(?=\s|[거걸것게건]|[가-힣]{2,}|$)|(?<![가-힣])(?P<stem>[가-힣]{1,3})지\s?않(?:은|고|아|으)"
    r"|(?P<eaten>[가-힣]{1,2}[운은]|[가-힣]{0,1}[짠단쓴신찬])\s?(?:거|걸|것|건|음식)[은는을도]?\s?(?:잘\s?)?(?:못\s?(?:먹|드)|안\s?(?:먹|좋아)|싫)\S{0,4}"
)
_SAID_JA = re.compile(
    r"(?P<what>[一-龥々]{1,2}[ぁ-ん]{0,2}?)く(?:ない|なく|なさそう)|(?P<eaten>[一-龥々]{1,2})い(?:の|もの|物|やつ)[はがも]?(?:だめ|ダメ|苦手|無理|食べられ?な|食べれな|嫌い)\S{0,4}"
)
_NOT_EN = r"\b(?:not|non|isn'?t|no|never|without)[\s-]+(?:\w+[\s-]+){0,1}?"
_MOST_STEMS = 3


@dataclass(frozen=True, slots=True)
class Denied:
    """A quality that is not wanted: the ``span`` of the words that say so, what ``says`` that something has it, and what ``denies`` it."""

    span: tuple[int, int]
    says: re.Pattern[str]
    denies: re.Pattern[str]

    def of(self, product: Product, lang: str) -> bool | None:
        """Whether ``product`` is stated to be so; none where nothing is."""
        texts = [product.title.text(lang), *(a.value.text(lang) for a in product.attributes)]
        denied = [text for text in texts if self.denies.search(text.lower())]
        if denied:
            return False
        return True if any(self.says.search(text.lower()) for text in texts) else None


def denied_in(words: str, lang: str) -> tuple[Denied, ...]:
    """The qualities that ``words`` say are not wanted."""
    said = {"en": _english, "ko": _korean, "ja": _japanese}.get(lang, _english)
    return tuple(said(words.lower()))[:_MOST_STEMS]


def _english(words: str) -> Iterator[Denied]:
    for match in _SAID_EN.finditer(words):
        what = match["what"]
        if what not in stop_words("en"):
            word = rf"\b{re.escape(what)}\b"
            yield Denied(match.span(), re.compile(word), re.compile(_NOT_EN + word))


def _korean(words: str) -> Iterator[Denied]:
    for match in _SAID_KO.finditer(words):
        forms = "|".join(_forms(match["stem"] or _stem(match["adnominal"] or match["eaten"])))
        denies = rf"(?<![가-힣])안\s?(?:{forms})|(?:{forms})지\s?않|(?:{forms})\S{{0,2}}\s?(?:없|아님)"
        yield Denied(match.span(), re.compile(f"(?:{forms})"), re.compile(denies))


def _japanese(words: str) -> Iterator[Denied]:
    for match in _SAID_JA.finditer(words):
        stem = re.escape(match["what"] or match["eaten"])
        denies = rf"{stem}く(?:ない|なく|ありません)|{stem}(?:さ|み)?(?:なし|無し|ゼロ|控えめ)"
        yield Denied(match.span(), re.compile(stem), re.compile(denies))


def _stem(adnominal: str) -> str:
    """The stem of an adjective before a noun: 매운 is of 맵다, 짠 of 짜다, 좁은 of 좁다."""
    head, last = adnominal[:-1], adnominal[-1]
    if last == "운" and head:
        return head[:-1] + chr(ord(head[-1]) + 17)  # with the ㅂ that it has lost
    if last == "은" and head:
        return head
    return head + chr(ord(last) - 4)  # without the ㄴ at its end


def _forms(stem: str) -> tuple[str, ...]:
    """How an adjective of ``stem`` is written: 맵, 매우, 매운, 매움, 매워; 짜, 짠, 짬."""
    head, last = stem[:-1], stem[-1]
    final = (ord(last) - ord("가")) % 28
    if final == 17:
        open_one = head + chr(ord(last) - 17)
        return stem, *(open_one + end for end in "우운울움워")
    if final == 0:
        return stem, head + chr(ord(last) + 4), head + chr(ord(last) + 16)
    return stem, f"{stem}은", f"{stem}음"


Fitting = Callable[[Wish], Awaitable[Found]]
"""All that fits a wish, as many as are looked through."""


async def without_quality(fitting: Fitting, wish: Wish, lang: str, limit: int, offset: int) -> Found | None:
    """What fits ``wish`` otherwise and is stated not to be as it denies; none where it denies nothing, or nothing there is stated of it."""
    denied = () if wish.products else denied_in(wish.words, lang)
    if not denied:
        return None
    bare = replace(
        wish,
        words=_without(wish.words, denied),
        values=_kept(wish.values, denied),
        without=_kept(wish.without, denied),
        without_words=tuple(word for word in wish.without_words if not _is_said(word, denied)),
    )
    if says_only_who_eats(bare.words) or not telling_words(bare.words):
        bare = replace(bare, words="")
    for wider in (bare, replace(bare, words="")) if not (bare.categories or bare.products) else (bare,):
        pool = await fitting(wider)
        found = [p for p in pool.products if all(quality.of(p, lang) is False for quality in denied)]
        if found:
            return replace(
                pool, products=tuple(found[offset : offset + limit]), total=len(found), wish=wish, dropped=()
            )
    return None


def _without(words: str, denied: tuple[Denied, ...]) -> str:
    for quality in sorted(denied, key=lambda q: -q.span[0]):
        words = f"{words[: quality.span[0]]} {words[quality.span[1] :]}"
    return " ".join(words.split())


def _is_said(word: str, denied: tuple[Denied, ...]) -> bool:
    return any(quality.says.search(word.lower()) for quality in denied)


def _kept(values: Mapping[str, tuple[str, ...]], denied: tuple[Denied, ...]) -> dict[str, tuple[str, ...]]:
    kept = {name: tuple(value for value in said if not _is_said(value, denied)) for name, said in values.items()}
    return {name: said for name, said in kept.items() if said}
