# ruff: noqa: E501  (tables of words and patterns read best on one line)
"""Which thing of the cart or the screen a word names that the catalogue alone could not tell: with roasted barley tea in the cart, 麦茶
is that one. Whoever has a few things before them names each by what the others have not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from dangol.kit.stems import stem
from dangol.nlu.answers import residue
from dangol.nlu.commands import Link
from dangol.nlu.context import Context, Lexicon, Match
from dangol.nlu.entities.references import is_negated
from dangol.nlu.moods import asks
from dangol.nlu.normalise import Normalised, normalise, plain
from dangol.nlu.tokens import korean_stem

_RUN = re.compile(r"[가-힣]{2,}|[\u3400-\u9fff々]{2,}|[\u30a1-\u30fe]{3,}|[a-z]{4,}")
_RUN_OR_SHORT = re.compile(rf"{_RUN.pattern}|[a-z]{{3}}")
_PARTICLE = re.compile(r"(?:이나|으로|로|이|가|은|는|을|를|도|만|의)?요?$")
# The shopper's own cart, in whatever it is called: *what's in my basket*, かごの中身, 장바구니 내용 name none of the baskets that are sold.
_OWN_CART = re.compile(
    r"\bmy (?:shopping )?(?:basket|cart|trolley)\b|\bshopping (?:basket|cart|bag|trolley)\b|\b(?:view|empty|clear) (?:the )?(?:basket|cart|bag|trolley)\b"
    r"|\b(?:in|into|in to|to|from|out of|inside)\s(?:my |the )?(?:shopping )?(?:basket|cart|bag|trolley)\b"
    r"|장바구니(?=\s?(?:$|[?!.,~]|에|를|을|는|은|도|안|속|좀|내용|보|확인|비|담|목록|상태|총|합계|결제|주문|전체|뭐|있))|(?<![가-힣])바구니(?=\s?(?:에\s?(?:담|넣|추가|있|든|뭐)|안에|속에|내용|비워|비우))"
    r"|買い物(?:かご|カゴ|籠)|(?:かご|カゴ|籠|バスケット|カート)(?=の中|に(?:は|も)?(?:入れ|いれ|追加|何|なに|入って|はいって|残)|から(?:出|外|消|削除|抜)|を(?:空|からに|クリア|確認)|の(?:内容|合計|確認)|へ(?:入れ|追加|$))"
)
# What stands before a word of a Japanese compound and says which kind of it is meant; and what stands right behind a word that only says
# more of it, the head of the compound, or what 〜の… is said of.
_KIND = re.compile(r"[\u30a1-\u30fe]{3,}$")
_HEAD = re.compile(r"の?(?P<head>[\u3400-\u9fff々ァ-ヶ][\u3400-\u9fff々ァ-ヶー])(?![つ個本枚])")
# A number of two digits and more, with a unit or without, and what says that it is the name of something.
_FIGURE = re.compile(r"(?<![a-z0-9.,:/$₩¥€£#-])(?P<n>\d{2,5})(?:w|v|ml|l|g|gb|mah|cm|mm)?(?![a-z0-9%]|[.,-]\d)")
_STANDS_BEFORE = re.compile(r"(?:\bthe|\b(?:ok|okay|then|between|and)|그럼|じゃあ)[\s,]+$")
_STANDS_BEHIND = re.compile(
    r"\s?(?:ones?\b|짜리|(?:이?랑|하고|와|과|은|는|이|가|을|를|으?로)(?=\s|$|요|[?.!])|\s?(?:차이|비교|중에)|の(?:ほう|方|やつ|違い|差)|と(?=[\d\s])|(?:は|が|を|で|に)(?![ぁ-ん]{2})|\s(?:and|or|vs)\s(?:the\s)?[\da-z])"
)
_SURE = 0.9
_CLEAR = 0.85
_SHORT, _RUNS, _WORDS = 40, 6, 4  # characters and words of a message, words of a title
_LITTLE = 4  # characters that ask for nothing
_THINGS = ("product", "category", "brand")


def before_them(text: str, context: Context, found: Sequence[Match]) -> list[Match]:
    """``found`` with a match for each word of ``text`` that stands in the title of exactly one thing in the cart or shown, unless the
    catalogue knows the word for something clear."""
    message = normalise(text)
    carts = [message.span(*match.span()) for match in _OWN_CART.finditer(message.text)]
    kept = [m for m in found if m.kind not in _THINGS or not any(m.start < b and a < m.end for a, b in carts)]
    titles = {item.row: plain(item.title) for item in (*context.cart, *context.shown) if item.title}
    if not titles:
        return kept
    for run in _RUN.finditer(message.text):
        word = korean_stem(run.group()) if run.group()[0] >= "가" else run.group()
        begin, end = message.span(run.start(), run.start() + len(word))
        if any(start < end and begin < stop for start, stop in carts):
            continue
        if _of_another(message.text, run, titles.values()):
            continue
        rivals = [match for match in kept if match.start < end and begin < match.end]
        if any(not _unclear(match) for match in rivals):
            continue
        named = [row for row, title in titles.items() if _holds(title, word)]
        if len(named) == 1 and not any(_tells_more(message, match, titles[named[0]]) for match in rivals):
            kept = [match for match in kept if match not in rivals]
            link = Link(row=named[0], score=_SURE, title=titles[named[0]])
            kept.append(Match(begin, end, "product", named[0].partition(":")[2], (link,)))
    kept += _by_figure(message, titles, kept)
    return sorted(kept, key=lambda match: match.start)


def _tells_more(message: Normalised, match: Match, title: str) -> bool:
    """Whether a name that a word stands in has another word that ``title`` has not: the *bubble gun* is no bubble liquid."""
    said = [run for run in _RUN_OR_SHORT.finditer(message.text) if _within(message, run, match)]
    return match.kind == "product" and any(not _holds(title, run.group()) for run in said)


def _within(message: Normalised, run: re.Match[str], match: Match) -> bool:
    begin, end = message.span(*run.span())
    return match.start <= begin and end <= match.end


def _of_another(text: str, run: re.Match[str], titles: Iterable[str]) -> bool:
    """Whether a Japanese word only says of what the next thing is, which none of ``titles`` is (靴下の毛糸 is yarn, ジュエリー洗浄液 no jewellery), or
    what kind of it is meant is none of theirs (エジソン電球 beside スマート電球)."""
    if run.group().isascii() or run.group()[0] >= "가":
        return False
    head = _HEAD.match(text, run.end())
    kind = _KIND.search(text, 0, run.start())
    if head is not None and not any(head["head"] in title for title in titles):
        return True
    return kind is not None and not any(kind.group() in title for title in titles)


def _by_figure(message: Normalised, titles: Mapping[str, str], found: Sequence[Match]) -> Iterator[Match]:
    """A match for each number that one of the things before a shopper alone has in its title, where it stands for a thing and counts
    nothing: *the 65 and the 100*, 65랑 100 차이, 100のほう."""
    for number in _FIGURE.finditer(message.text):
        stands = _STANDS_BEFORE.search(message.text[: number.start()]) or _STANDS_BEHIND.match(
            message.text, number.end()
        )
        named = [row for row, title in titles.items() if re.search(rf"(?<![\d.]){number['n']}(?!\d|\.\d)", title)]
        begin, end = message.span(*number.span())
        free = all(end <= match.start or match.end <= begin for match in found)
        if stands and len(named) == 1 and len(titles) > 1 and free:
            link = Link(row=named[0], score=_SURE, title=titles[named[0]])
            yield Match(begin, end, "product", named[0].partition(":")[2], (link,))


# A question whether a thing goes with another, and what says that the other one is the shopper's own.
_FITS = re.compile(
    r"\b(?:work|works|fit|fits|compatible|go|goes|pair|pairs|connect|connects|charge|charges|match|matches|use(?:d)?|put|hold|holds)\b|호환|맞[나을는아]|쓸\s?수|되[나는]|될까|연결|충전|꽂|들어가|사용|使え|対応|つなが|繋が|つなげ|接続|合い|合う|充電|入り|入る|互換|はまり"
)
_THEIR_OWN = re.compile(
    r"(?:\b(?:my|our|my (?:son|daughter|wife|husband|dad|mum|mom)'?s)\s(?:(?:old|own|existing|current|other|new)\s)?(?:[a-z-]+\s){0,2}|\b(?:i|we) (?:already )?(?:have|own) (?:a|an|the|some)\s(?:[a-z-]+\s){0,2})$"
    r"|(?:(?<![가-힣])(?:제|내|우리|저희|쓰던|쓰는|집에\s?있는|가지고\s?있는|갖고\s?있는|있던|기존)\s?(?:오래된\s?)?(?:[가-힣a-z]{1,6}\s)?)$"
    r"|(?:(?:うちの|私の|僕の|自分の|手持ちの|持ってい?る|使ってい?る|家にある|古い|今の|すでにある)(?:[ァ-ヶー一-鿿]{1,6}の)?)$"
)


_OWN_SAID = re.compile(_THEIR_OWN.pattern.replace(")$", ")"))
_DESCRIBED = re.compile(
    r"^[a-z' ]{0,20},?\s?(?:it'?s )?(?:the|an?) (?:one|kind|type|sort|old one) (?:with|that|which)\b"
)


def not_their_own(text: str, context: Context, found: Sequence[Match]) -> list[Match]:
    """``found`` without the thing a shopper has already, in a question whether something goes with it: *will it work with my old mouse*,
    제 무선 마우스랑 같이 쓸 수 있나요, 古いマウスでも使えますか. It is asked of the thing on the table, and that is no mouse."""
    if not (context.last_row or context.shown or context.choices) and not _several_things(found):
        return list(found)
    message = normalise(text)
    if not goes_with_their_own(text):
        return list(found)
    kept: list[Match] = []
    for match in sorted(found, key=lambda m: m.start):
        place = next((n for n, at in enumerate(message.starts) if at >= match.start), 0)
        if match.kind not in _THINGS or _THEIR_OWN.search(message.text[:place]) is None:
            kept.append(match)
        elif _DESCRIBED.match(message.text[place + match.end - match.start :]):
            return kept  # *my old mouse, the one with the flat plug*: all of that is still the mouse
    return kept


def goes_with_their_own(text: str) -> bool:
    """Whether a message asks if something goes with a thing that the shopper has already."""
    said = normalise(text).text
    return bool(_FITS.search(said) and _OWN_SAID.search(said)) and asks(text)


def _several_things(found: Sequence[Match]) -> bool:
    return sum(match.kind in _THINGS for match in found) > 1


def its_kin(text: str, context: Context, found: Sequence[Match], lexicon: Lexicon, lang: str) -> tuple[Match, ...]:
    """A match for the word that tells another thing from the one spoken of, where both are called the same but for it: after the *compact
    claw hammer*, *the heavy one* is the heavy claw hammer; 황동으로요 after 스테인리스 육각 볼트 is 황동 육각 볼트."""
    title = next((plain(s.title) for s in (*context.shown, *context.cart) if s.row == context.last_row and s.title), "")
    message = normalise(text)
    if not title or len(message.text) > _SHORT or any(match.kind in _THINGS for match in found):
        return ()
    taken = [(match.start, match.end) for match in found]
    out: dict[str, Match] = {}
    for run in list(_RUN.finditer(message.text))[:_RUNS]:
        word = _of_the_catalogue(run.group(), lexicon)
        begin, end = message.span(run.start(), run.start() + len(word))
        if not word or word in title or any(begin < b and a < end for a, b in taken):
            continue
        at = (run.start(), run.start() + len(word))
        if is_negated(message.text, *at) or len(residue(message.text, [at])) > _LITTLE:
            continue
        for link in _called_otherwise(title, word, lexicon, lang):
            if link.row != context.last_row:
                out[link.row] = Match(begin, end, "product", link.row.partition(":")[2], (link,))
    return tuple(out.values()) if len(out) == 1 else ()


def _of_the_catalogue(run: str, lexicon: Lexicon) -> str:
    """The word at the beginning of ``run`` that the catalogue has; a Japanese one is part of longer ones, and told by what it gives."""
    if run[0] >= "가":
        return next((w for w in (_PARTICLE.sub("", run), run) if len(w) > 1 and lexicon.knows(w)), "")
    return run if not run.isascii() or lexicon.knows(run) else ""


def _called_otherwise(title: str, word: str, lexicon: Lexicon, lang: str) -> Iterator[Link]:
    """The products that are called as ``title`` is with one of its words replaced by ``word``, or two that stand together: *stainless steel*."""
    runs = [run.span() for run in list(_RUN.finditer(title))[:_WORDS]]
    for begin, end in (*runs, *((one[0], next_one[1]) for one, next_one in pairwise(runs))):
        name = f"{title[:begin]}{word}{title[end:]}"
        for match in lexicon.find(name, lang):
            whole = match.end - match.start >= _CLEAR * len(name)
            if match.kind != "product" or not whole or not match.links or word not in plain(match.links[0].title):
                continue
            if sum(link.score >= _CLEAR * match.links[0].score for link in match.links) == 1:
                yield match.links[0]


def _unclear(match: Match) -> bool:
    """Whether the catalogue itself was of several minds, or had to bend the word."""
    if match.kind != "product" or not match.links:
        return False
    best = match.links[0].score
    return best < _CLEAR or sum(link.score >= _CLEAR * best for link in match.links) > 1


def _holds(title: str, word: str) -> bool:
    if not word.isascii():
        return word in title
    return stem(word) in {stem(part) for part in re.findall(r"[a-z]+", title)}
