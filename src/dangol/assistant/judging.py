# ruff: noqa: E501  (tables of words and patterns read best on one line)
"""Which of a few products it is: *which one is lighter*, 안 떫은 건 어느 거예요, 渋くないのはどっち. Pure.

By a figure where what is asked is one (``assistant.figures``), else by what is written of each: an attribute of that name, a value or a
sentence with that word, and whether it says that there is much of it or none. Nothing is concluded that is not stated: where the
catalogue does not tell, the verdict says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from dangol.assistant.figures import SCALES, Figure, figures_beside, outermost
from dangol.assistant.headings import headed_for
from dangol.assistant.told import says_none
from dangol.commerce.catalog.products import AttributeName, Product
from dangol.kit.stems import stem
from dangol.kit.text import has_tail
from dangol.nlu.moods import asks_which_of
from dangol.search.letters import hiragana, plain
from dangol.search.names import bare_title
from dangol.search.tokens import telling_words

Outcome = Literal["told", "same", "partly", "quoted", "untold"]

# What things are told apart by, the scale it is a matter of, and whether the low or the high end of that is meant.
_QUALITIES: tuple[tuple[str, bool, re.Pattern[str]], ...] = tuple(
    (scale, lowest, re.compile(words))
    for scale, lowest, words in (
        (
            "duration",
            False,
            r"last(?:s|ing)? (?:the )?long|long(?:er|est)?[ -]lasting|(?:burns?|runs?) (?:the )?long|battery life|오래\s?(?:가|타|쓰|써|켜|지속|버티|유지|쓸)|長持ち|長く(?:使|燃|もつ|持|点|続)|(?:電池|バッテリー)の?(?:持ち|もち)",
        ),
        (
            "price",
            True,
            r"\bcheap|\b(?:less|least) expensive|\baffordable|싼(?![가-힣])|싸(?=[요고죠다지냐니]|\s|$)|저렴|安(?=[いくめ])|手頃",
        ),
        (
            "price",
            False,
            r"(?<!less )(?<!least )\bexpensive|\bdear(?:er|est)\b|\bpric(?:y|ey|ier|iest)\b|비싸|비싼|(?:値段|価格)[がはの]?高|高い(?=の|方|ほう)|高くない",
        ),
        ("weight", True, r"\blight(?:er|est|weight)?\b|weighs? (?:the )?(?:less|least)|가볍|가벼|軽(?=[いくめか])"),
        ("weight", False, r"\bheav(?:y|ier|iest)\b|weighs? (?:the )?(?:more|most)|무겁|무거|重(?=[いくたか])"),
        ("width", False, r"\bwid(?:e|er|est)\b|폭[이은]?\s?(?:더\s?)?넓|幅[がは]?広"),
        ("width", True, r"\bnarrow|좁(?=[은아고])|狭|幅[がは]?狭"),
        (
            "size",
            False,
            r"\bbig(?:ger|gest)?\b|\blarg(?:e|er|est)\b|\broom(?:y|ier|iest)\b|\bspacious|holds? (?:the )?mo(?:re|st)|more (?:space|room)|fits? more|(?<![가-힣])큰(?![가-힣])|(?<![가-힣])커(?=요|\s|$)|(?<![가-힣])크(?=[고다죠지])|넓(?=[은어고])|넉넉|많이\s?(?:들어|담)|大き(?=[いなくめ])|でか(?=[いく])|広(?=[いく])|たくさん入",
        ),
        (
            "size",
            True,
            r"\bsmall(?:er|est)?\b|\bcompact|\btin(?:y|ier|iest)\b|holds? (?:the )?le(?:ss|ast)|작(?=[은아고다을지])|아담|小さ|コンパクト",
        ),
        ("length", False, r"\blong(?:er|est)?\b|(?<![가-힣])긴(?![가-힣])|길(?=[어고다지])|長(?=[いくめ])"),
        ("length", True, r"\bshort(?:er|est)?\b|짧|短(?=[いくめ])"),
        ("thickness", False, r"\bthick|두꺼|두껍|도톰|厚(?=[いくめ手])"),
        ("thickness", True, r"\bthin(?:ner|nest)?\b|얇|薄(?=[いくめ手])"),
        (
            "warmth",
            True,
            r"\bwarm(?:er|est)?\b|\bco[sz](?:y|ier|iest)\b|for colder|따뜻|따듯|따스|포근|暖か|温か|あったか|あたたか",
        ),
        ("warmth", False, r"\bcool(?:er|est)?\b|시원|涼し|ひんやり"),
        ("light", False, r"\bbright|밝(?=[은아고을])|明る"),
        ("light", True, r"\bdim(?:mer|mest)?\b|\bdark(?:er|est)?\b|어두|어둡|暗(?=[いくめ])"),
        ("noise", True, r"\bquiet|\bsilent|조용|静か"),
        ("noise", False, r"\bloud|\bnois(?:y|ier|iest)\b|시끄러|시끄럽|うるさ"),
    )
)
# Whether one is held against another: a *light roast* beside a *dark roast* is no question after their weight.
_COMPARES = re.compile(
    r"(?:er|est)$|\b(?:more|less|most|least|than)\b|더|덜|제일|가장|보다|より|もっと|一番|いちばん|最も"
)
# What turns a quality round, right beside it: *less heavy*, 안 무거운, 重くない.
_TURNED_BEFORE = re.compile(
    r"(?:\b(?:not|less|least|isn'?t|aren'?t|never)[\s-](?:(?:so|too|as|that|very|quite|all)\s)*|(?:안|덜)\s?)$"
)
_TURNED_BEHIND = re.compile(r"^[가-힣]{0,2}지\s?(?:않|못)|^[くいか]?(?:は)?(?:ない|なく|なさ)")
# What says that there is little or nothing of what is written: a few words before it in English, soon behind it in Korean and Japanese.
_NONE_BEFORE = re.compile(
    r"(?:\b(?:no|not|non|never|without|hardly|barely|scarcely|less|least|little|low|lower|lowest|few|free of|\w+n'?t|cannot)\b(?:[\s-]+\w+){0,3}[\s-]*|\b(?:un|non)-?|(?:안|덜|무|비)\s?|(?:無|非|低|ノン|あまり|それほど))$"
)
_NONE_BEHIND = re.compile(
    r"^\w{0,4}[\s-]free\b|^[가-힣\s]{0,10}?(?:없|않|(?<![가-힣])안\s|(?<![가-힣])적[은어고]|덜|못|빠진|무첨가|약[한하해]|낮)"
    r"|^.{0,9}?(?:ない|なく|なし|ません|少な|控えめ|抑え|弱|低|ゼロ|フリー|不使用|無し|抜き|無添加)"
)
_NOT_SO = re.compile(r"^not?\b|(?:안\s?됨|없음|불가|불가능|不可|できません|ありません|않습니다|않아요|없어요|なし)$")
# How new a thing is, and what the attributes are called that say since when there is it.
_NEWER = re.compile(
    r"\b(?:newe(?:r|st)|latest|most recent)\b|최신|신상|신제품|신형|더\s?(?:새|최근|나중)|(?:제일|가장)\s?(?:새|최근)|新し|最新|新型|新作"
)
_DATED = re.compile(r"releas|launch|\byear\b|출시|연식|발매|발행|발간|発売|年式|発行|出版年")
# More or fewer of whatever is asked after, where each states how many.
_MORE_OF = re.compile(
    r"\b(?:more|most|higher|highest|greater|greatest|stronger|strongest)\b|더\s?(?:많|높|세|강|쎄)|(?:제일|가장)\s?(?:많|높|세|강|쎄)|많(?:은|아|나|을)|높(?:은|아|나|을)|多い|多く|高い|強い|一番(?:多|高|強)"
)
_LESS_OF = re.compile(
    r"\b(?:fewer|fewest|less|least|lower|lowest|weaker|weakest)\b|덜|더\s?(?:적|낮|약)|(?:제일|가장)\s?(?:적|낮|약)|적(?:은|어|나)|낮(?:은|아|나)|少な|低い|弱い"
)
_FIGURE = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_CLAUSE = re.compile(r"[,.;:!?、。，·/()（）]|\b(?:and|but|yet|though|while)\b|(?<=[가-힣]지만)|(?<=[가-힣]고)\s")
#: Words that ask for a choice or an opinion, and say nothing of the things themselves.
_ASKED_EN = (
    "which one two both best better good nice more most less least pick choose take recommend suggest prefer buy get want like would should "
    "difference compare these those them either think say know tell worth option choice really right go have has "
    "contain include come make made use work suit inside help feel look seem can free without any doesn isn"
)
_FRAME_EN = frozenset(stem(word) for word in _ASKED_EN.split())
_FRAME_KO = re.compile(
    r"^(?:둘|두|셋|중|중에|중에서|뭐|뭐가|뭘|뭔|무엇|어느|어떤|어떤게|거|것|게|건|걸|쪽|더|덜|안|제일|가장|상품|제품|이|그|저|이거|그거|저거|하나|추천|나|나아|낫|좋|좋아|괜찮|골라|고르|살|사|사면|차이|다르|다른|다를|달라|달|틀려|비교|있|없|하|되|요|예|좀|그럼|근데|혹시|개|가지)$"
)
_ENDING_KO = re.compile(
    r"(?:한가요|하나요|할까요|해요|하고|하지|한|할|해|되나요|되는|돼요|된|있나요|있어요|있는|없나요|없어요|없는|들어간|들어있는|은가요|은지|는지|어요|아요|나요|까요|은|는|을|를|이|가|의|에|로|으로|도|만|지|고|게|기|요|맛)$"
)
_ADJECTIVE_JA = re.compile(
    r"([一-鿿々]{1,3}(?:(?![のがはもをにで])[ぁ-ん]){0,3}?)(?=[くいさみめ味るてのがはも]|ない|ません|ます)|([ァ-ヶー]{2,}|[一-鿿々]{2,})"
    r"|([ぁ-ん]{3,6}?)(?=(?:する|した|して|[くいな])?(?:の|方|ほう))"
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What can be said: ``told`` names the ``best`` (its place), ``same`` that they are alike, ``partly`` that some do not state it,
    ``quoted`` that what is written does not decide it, ``untold`` that nothing is written. ``said`` has what each states (label, text)."""

    outcome: Outcome
    said: tuple[tuple[str, str] | None, ...]
    best: int | None = None


@dataclass(frozen=True, slots=True)
class _Statement:
    label: str
    text: str
    much: bool
    headed: bool = False  # it stands under a heading that is asked for, and says how much in its own words


def judge(
    products: Sequence[Product], question: str, lang: str, currency: str, names: Mapping[str, AttributeName]
) -> Verdict | None:
    """Which of ``products`` the question means; nothing where it asks for no quality of theirs (*compare these*, *which would you take*)."""
    asked = plain(question)
    which = asks_which_of(question)
    for scale, lowest, words in _QUALITIES:
        match = words.search(asked)
        if match and (which or _COMPARES.search(match.group()) or _COMPARES.search(asked)):
            before, behind = asked[: match.start()], asked[match.end() :]
            flipped = bool(_TURNED_BEFORE.search(before) or _TURNED_BEHIND.match(behind))
            verdict = _measured(products, scale, lang, currency, lowest=lowest != flipped)
            if verdict is not None:
                return verdict
            return _worded(products, SCALES[scale].headed, words, lang, much=not flipped) if scale in SCALES else None
    if _NEWER.search(asked) and (under := _stated_under(products, _DATED, lang)) and any(under):
        return _by_number(under, lowest=False) or Verdict("quoted", tuple(under))
    if not which:
        return None
    stems = _stems(products, question, lang)
    if not stems:
        return None
    found = _written(products, asked, stems, lang, names) or _headed(products, question, lang)
    return _told_by_number(found, asked) if found is not None else _untold(products)


def _stated_under(products: Sequence[Product], headed: re.Pattern[str], lang: str) -> list[tuple[str, str] | None]:
    """What each product states under such a heading (label, text)."""
    found = (
        next((a for a in p.attributes if headed.search(plain(" ".join([a.id, *a.name.values.values()])))), None)
        for p in products
    )
    return [(a.name.text(lang) or a.id, a.value.text(lang)) if a else None for a in found]


def _by_number(said: Sequence[tuple[str, str] | None], *, lowest: bool) -> Verdict | None:
    """The verdict by the one number that each states, all in the same words beside it: *1200 W* and *1875 W*. Nothing where they are
    stated in different ones; ``partly`` where some state none."""
    texts = [plain(one[1]) for one in said if one is not None]
    numbers = [_FIGURE.findall(text) for text in texts]
    if not texts or len({_FIGURE.sub("#", text).replace(" ", "") for text in texts}) > 1:
        return None
    if any(len(found) != 1 for found in numbers):
        return None
    if len(texts) < len(said):
        return Verdict("partly", tuple(said))
    values = [Decimal(found[0].replace(",", "")) for found in numbers]
    best = min(values) if lowest else max(values)
    if len(set(values)) == 1:
        return Verdict("same", tuple(said))
    return Verdict("told", tuple(said), values.index(best)) if values.count(best) == 1 else None


def _told_by_number(verdict: Verdict, asked: str) -> Verdict:
    """``verdict``, or a better one where more or fewer of something is asked for and each states how much."""
    more, less = bool(_MORE_OF.search(asked)), bool(_LESS_OF.search(asked))
    if more == less:
        return verdict
    return _by_number(verdict.said, lowest=less) or verdict


def _untold(products: Sequence[Product]) -> Verdict:
    return Verdict("untold", (None,) * len(products))


def _measured(products: Sequence[Product], scale: str, lang: str, currency: str, *, lowest: bool) -> Verdict | None:
    """The verdict by a figure; nothing where no two of them state one."""
    figures = _prices(products, currency, lang) if scale == "price" else figures_beside(products, scale, lang)
    known = [figure for figure in figures if figure is not None]
    if not known or (len(known) < 2 and scale != "weight" and len(known) < len(products) - 1):
        return None
    said = tuple((figure.label, figure.text) if figure else None for figure in figures)
    best = outermost(figures, lowest=lowest)
    if best is not None:
        return Verdict("told", said, best)
    if len(known) < len(figures):
        return Verdict("partly", said)
    same = all((one.low, one.high) == (known[0].low, known[0].high) for one in known)
    return Verdict("same" if same else "quoted", said)


def _prices(products: Sequence[Product], currency: str, lang: str) -> list[Figure | None]:
    out: list[Figure | None] = []
    for product in products:
        span = product.price_range(currency)
        if span is None:
            out.append(None)
            continue
        low, high = span
        text = low.format(lang) if low == high else f"{low.format(lang)} – {high.format(lang)}"
        out.append(Figure("price", Decimal(low.amount), Decimal(high.amount), "", text))
    return out


def _worded(
    products: Sequence[Product], headed: re.Pattern[str], words: re.Pattern[str], lang: str, *, much: bool
) -> Verdict:
    """The verdict where what could be a figure is told in words: *Thickness: thin; slightly sheer*."""
    stated: list[_Statement | None] = []
    for product in products:
        under = [a for a in product.attributes if headed.search(plain(" ".join([a.id, *a.name.values.values()])))]
        own = [
            _Statement(a.name.text(lang) or a.id, a.value.text(lang), _says(a.value.text(lang), words)) for a in under
        ]
        found = own[0] if own else _statement(product, _matching(words), lang, {})
        stated.append(found)
    said = tuple((one.label, one.text) if one else None for one in stated)
    fitting = [place for place, one in enumerate(stated) if one is not None and one.much]
    if much and len(fitting) == 1:
        return Verdict("told", said, fitting[0])
    if not any(said):
        return _untold(products)
    return Verdict("quoted" if all(said) else "partly", said)


def _says(text: str, words: re.Pattern[str]) -> bool:
    clauses = _CLAUSE.split(plain(text))
    return any((at := words.search(clause)) and not _taken_back(clause, *at.span()) for clause in clauses)


def _matching(words: re.Pattern[str]) -> Finds:
    def finds(text: str) -> tuple[int, int] | None:
        at = words.search(text)
        return at.span() if at else None

    return finds


Finds = Callable[[str], "tuple[int, int] | None"]


def _written(
    products: Sequence[Product], asked: str, stems: Sequence[Finds], lang: str, names: Mapping[str, AttributeName]
) -> Verdict | None:
    """The verdict by what is written of each; nothing where none of it speaks of what was asked."""
    for finds in stems:
        stated = [_statement(product, finds, lang, names) for product in products]
        if not any(stated):
            continue
        at = finds(hiragana(asked))
        wanted = not (at and _taken_back(hiragana(asked), *at))
        said = tuple((one.label, one.text) if one else None for one in stated)
        fitting = [place for place, one in enumerate(stated) if one is not None and one.much == wanted]
        if len(fitting) == 1:
            return Verdict("told", said, fitting[0])
        alike = all(one is not None and one.much == wanted for one in stated)
        # *Hardness: soft* and *Hardness: firm* both say something of it, and not the same.
        alike = alike and len({plain(one.text) for one in stated if one is not None and one.headed}) <= 1
        return Verdict("same" if alike else "quoted", said)
    return None


def _headed(products: Sequence[Product], question: str, lang: str) -> Verdict | None:
    """The verdict by what stands under a heading that is asked for by another word: *which has ANC*; nothing where none states it."""
    under = [next((a for a in product.attributes if headed_for(a, question)), None) for product in products]
    if not any(under):
        return None
    texts = [a.value.text(lang) if a else None for a in under]
    said = tuple((a.name.text(lang) or a.id, a.value.text(lang)) if a else None for a in under)
    fitting = [n for n, text in enumerate(texts) if text and not (says_none(text) or _NOT_SO.search(plain(text)))]
    return Verdict("told", said, fitting[0]) if len(fitting) == 1 else Verdict("quoted", said)


def _statement(product: Product, finds: Finds, lang: str, names: Mapping[str, AttributeName]) -> _Statement | None:
    """What is written of a product with a word in it: under a heading, as a value, in its description. And whether it says much of it."""
    for attribute in product.attributes:
        known = names.get(attribute.id)
        more = [word for words in known.synonyms.values() for word in words] if known else []
        heading = hiragana(plain(" ".join([attribute.id, *attribute.name.values.values(), *more])))
        if finds(heading):
            label, text = attribute.name.text(lang) or attribute.id, attribute.value.text(lang)
            much = _much(text, finds)
            much = not (says_none(text) or _NOT_SO.search(plain(text))) if much is None else much
            return _Statement(label, text, much, headed=True)
    texts = [(a.name.text(lang) or a.id, a.value.text(lang)) for a in product.attributes]
    texts += [
        ("", part) for part in re.split(r"(?<=[.!?])\s+|(?<=[。！？])|\n+", product.description.text(lang)) if part
    ]
    for label, text in texts:
        much = _much(text, finds)
        if much is not None:
            return _Statement(label, text, much)
    return None


def _much(text: str, finds: Finds) -> bool | None:
    """Whether ``text`` says that there is much of what is looked for, or little; nothing where it does not speak of it."""
    for clause in _CLAUSE.split(hiragana(plain(text))):
        at = finds(clause)
        if at:
            return not _taken_back(clause, *at)
    return None


def _taken_back(text: str, start: int, end: int) -> bool:
    """Whether there is said to be nothing, or little, of the word at ``text[start:end]``."""
    return bool(_NONE_BEFORE.search(text[:start]) or _NONE_BEHIND.match(text[end:]))


def _stems(products: Sequence[Product], question: str, lang: str) -> list[Finds]:
    """How to find the words of ``question`` that say what is wanted of the things, in whatever form they are written."""
    titles = hiragana(plain(" ".join(bare_title(t) for p in products for t in p.title.values.values())))
    if lang == "ja":
        found = [next(filter(None, match.groups())) for match in _ADJECTIVE_JA.finditer(plain(question))]
        words = [w for w in dict.fromkeys(found) if hiragana(w) not in titles and not _FRAME_JA.search(w)]
        return [_japanese(word) for word in words]
    if lang == "ko":
        tokens = re.findall(r"[가-힣]+", plain(question))
        return [_korean(forms) for token in tokens if (forms := _forms(token)) and not any(f in titles for f in forms)]
    known = {stem(word) for word in re.findall(r"[a-z]+", titles)}
    english = [
        stem(_UN.sub("", word.text)) for word in telling_words(question) if word.text.isascii() and len(word.text) > 2
    ]
    return [_english(word) for word in dict.fromkeys(english) if word not in known and word not in _FRAME_EN]


_UN = re.compile(r"(?:un|non)(?=[a-z]{4})")  # unscented, nonstick
_FRAME_JA = re.compile(
    r"^(?:方|二|一|番|何|商品|おすすめ|オススメ|どっち|どちら|違|差|比|どれ|良|いい|これ|それ|どの|中)"
)


def _japanese(word: str) -> Finds:
    pattern = rf"{word}(?=[いくさみめかけ味])|{word}$" if len(word) == 1 else re.escape(hiragana(word))

    def finds(text: str) -> tuple[int, int] | None:
        at = re.search(pattern, text)
        return at.span() if at else None

    return finds


def _forms(token: str) -> list[str]:
    """What a Korean word looks like when it is bent another way: 부드러운 is 부드럽고, 떫은 is 떫어요."""
    said = token
    for _ in range(4):
        shorter = _ENDING_KO.sub("", said)
        if not shorter or shorter == said:
            break
        said = shorter
    if _FRAME_KO.match(said) or _FRAME_KO.match(token):
        return []
    if len(said) > 1 and said[-1] in "운워":  # ㅂ turned into a vowel
        base = said[:-1]
        closed = chr(ord(base[-1]) + 17) if not has_tail(base[-1]) else base[-1]
        return [f"{base}운", f"{base}워", f"{base}우", base[:-1] + closed]
    if len(said) > 1 and not has_tail(said[-1]):
        return [said, said[:-1] + chr(ord(said[-1]) + 16)]  # 비치는, 비침
    if len(said) == 1:
        return [said] if has_tail(said) else []
    return [said]


def _korean(forms: Sequence[str]) -> Finds:
    pattern = re.compile("|".join(map(re.escape, forms)))

    def finds(text: str) -> tuple[int, int] | None:
        at = pattern.search(text)
        return at.span() if at else None

    return finds


def _english(root: str) -> Finds:
    def finds(text: str) -> tuple[int, int] | None:
        for match in re.finditer(r"[a-z]+", text):
            if stem(match.group()) == root:
                return match.span()
            taken = _UN.match(match.group())
            if taken and stem(match.group()[taken.end() :]) == root:
                return match.start() + taken.end(), match.end()
        return None

    return finds
