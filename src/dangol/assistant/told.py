"""What a product's own text says to a question: a line of its attributes, a sentence of its description, word for word. Pure.

Nothing is concluded from it: *no alcohol* is quoted, not turned into a yes or a no. What the question shares with the product's name
says nothing; what is left has to stand in the sentence that is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dangol.assistant.absence import spoken_of
from dangol.assistant.headings import asks_fit, headed_for
from dangol.commerce.catalog.products import Attribute, Option, Product
from dangol.kit.stems import stem
from dangol.kit.text import fold
from dangol.search.letters import hiragana, plain
from dangol.search.tokens import Word, telling_words

_SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])|\n+")
_LEAST = 2  # letters of a word that tells something
_LONGEST = 300  # characters of a quotation
_HEAVY = re.compile(r"weigh|heav|light|무게|무거|무겁|가벼|가볍|중량|重|軽")
_GRAMS = re.compile(r"\d\s?(?:k?g\b|kilo|gram|oz\b|lbs?\b|pound|킬로|키로|그램|그람|キロ|グラム)")
_EVERYDAY = frozenset(
    stem(word)
    for word in (
        "contain",
        "include",
        "come",
        "make",
        "use",
        "work",
        "safe",
        "fine",
        "suit",
        "any",
        "inside",
        "help",
        "feel",
    )
)
# What a stated value has to begin with to say *none of it*: 무향 and 無添加 do, 무화과 and 無花果 (figs) do not; nor do 0.5 and -2.
_NONE = re.compile(
    r"(?:no|non|none|free|without|✗|×)\b|0(?![\d.,])|[✗×-]$|없|아니|무(?:$|[\s,/(]|향|첨가|함유|색|취|당|염|가당|자극|설탕|알코?올|카페인|글루텐|방부제)"
    r"|なし|ない(?:$|[\s、。])|無(?:$|[\s、（(]|香|添加|配合|色|臭|糖|塩|着色|刺激)|ノン|不使用|ゼロ|いいえ|フリー"
)

_TOO_EN = r"(?:small|big|large|short|long|narrow|tight|heavy|weak|strong|hot|cold|warm|young|old)"
_TOO_KO = r"(?:작|크|커|좁|넓|무거|무겁|약|강|세|짧|길|뜨거|차가)"
_TOO_JA = r"(?:少し|やや)?(?:小さ|大き|狭|広|重|弱|強|短|長|熱|冷た)"
_DENIES = re.compile(
    r"\bnot (?:for|in|during|while|when|suitable|meant|recommended)\b|\b(?:must|should) not\b|\bnot \S+[ -]safe|\bnever\b"
    r"|\bcannot\b|\bcan't\b|\bdo(?:es)? not\b|\bdon't\b|\bunsuitable\b"
    r"|\bavoid\b|\bbeware\b|\bcaution\b"
    r"|불가|(?:쓸|넣을|돌릴|사용할|세탁할) 수 없|안 (?:돼|됩|되)|마세요|피해|삼가|금지|주의|마십시오|적합하지 않|(?:권|추천|권장)하지 않"
    r"|不可|(?:使え|使用でき|入れられ|洗え|対応して[いお]り?)ません|お使い(?:いただけ|になれ)ません|ご?使用(?:いただけ|になれ)ません|使わないで|ご遠慮|避けて|控えて|不向き|注意|非対応|(?:おすすめ|お勧め|推奨)(?:いた)?しま?せん|向(?:き|いてい)ません"
)
_CLAUSE = re.compile(r"[,;、，]")
_HARMS = re.compile(
    r"(?<!non-)(?<!non )(?<!not )\b(?:toxic|poisonous|harmful)\b|(?<!무)독성이?\s?(?:있|강)"
    r"|해로[워운울]|해롭습|유독[하한]|毒性が(?:あ|強)|有毒|有害(?!では)"
)


def says_none(value: str) -> bool:
    """Whether a stated value begins by saying *none of it*: *none*, 무향, 無添加."""
    return bool(_NONE.match(fold(value)))


def attributes_about(product: Product, question: str, lang: str) -> list[Attribute]:
    """The attributes whose value says a telling word of ``question``, and those that are what is asked after by another word."""
    words = telling_of(product, question)
    return [a for a in product.attributes if headed_for(a, question) or _met(words, a.value.text(lang))]


def options_about(product: Product, question: str, lang: str) -> list[Option]:
    """The options that state what ``question`` asks it to fit: *does it fit 700x28C* is told by the widths there are."""
    if not asks_fit(question):
        return []
    asked = plain(question)
    return [
        option
        for option in product.options
        if any(_measures(plain(value.name.text(lang)), asked) for value in option.values)
    ]


def _measures(value: str, asked: str) -> bool:
    """Whether a value is a measure that stands in the question."""
    exact = rf"(?<![a-z0-9.]){re.escape(value)}(?![a-z0-9]|\.\d)"
    return len(value) > 1 and any(c.isdigit() for c in value) and re.search(exact, asked) is not None


def sentences_about(product: Product, question: str, lang: str) -> list[str]:
    """The sentences of the description that say most of what ``question`` asks, in the description's order; none if none says any."""
    words = telling_of(product, question)
    sentences = [part.strip(" \t•-") for part in _SENTENCE.split(product.description.text(lang))]
    met = [(len(_met(words, sentence)), sentence) for sentence in sentences if sentence]
    most = max((count for count, _ in met), default=0)
    if most == 0:
        return []
    return [sentence for count, sentence in met if count == most and len(sentence) <= _LONGEST][:2]


def denies(sentence: str) -> bool:
    """Whether a sentence says what a thing is not for: *not for the microwave*, 쓰지 마세요, 使用不可."""
    return _DENIES.search(fold(sentence)) is not None or harms(sentence)


def harms(sentence: str) -> bool:
    """Whether a sentence says that a thing does harm: *toxic to cats*, 고양이에게 독성이 있어요, 猫に有毒です."""
    return _HARMS.search(fold(sentence)) is not None


def warned_last(products: Sequence[Product], wish: str, lang: str) -> tuple[Product, ...]:
    """``products`` with those last whose description speaks of what is wished only to deny it: who looks for a cup for the microwave is
    not shown first the one that is *not for the microwave*, nor whoever looks for a goldfish's tank the one that is *too small* for it.
    Where another is said to be what the one is denied to be, the one is left out."""
    told = [word for word in telling_words(wish) if len(word.text) >= _LEAST]
    denied: dict[int, set[Word]] = {}
    said_to_be: set[Word] = set()
    for place, product in enumerate(products):
        about = sentences_about(product, wish, lang)
        words = telling_of(product, wish)
        met = {word for sentence in about for word in _met(words, sentence)}
        sentences = map(plain, _SENTENCE.split(product.description.text(lang)))
        if any(denies(said) for said in about):
            # Leather, *with a sole that does not mind puddles*, is leather all the same.
            clauses = [clause for sentence in about for clause in _CLAUSE.split(sentence) if denies(clause)]
            denied[place] = {word for clause in clauses for word in _met(words, clause)}
        elif any(_too_much_for(word, said) for said in sentences for word in told):
            denied[place] = set()
        else:
            said_to_be |= met
    ranked = sorted(range(len(products)), key=lambda place: place in denied)
    return tuple(products[place] for place in ranked if not denied.get(place, set()) & said_to_be)


def _too_much_for(word: Word, said: str) -> bool:
    """Whether a folded sentence says that a thing is too small (or the like) for what ``word`` names: *too small for goldfish*,
    금붕어에게는 작아요, 金魚には小さすぎます."""
    if word.lang == "en":
        found = re.search(rf"\btoo {_TOO_EN} for (?:an? |the |most |adult |large |small )?(\w+)", said)
        return found is not None and stem(found[1]) == stem(word.text)
    name = re.escape(plain(word.text))
    return bool(
        re.search(
            rf"{name}(?:에게는|에게|에겐|에는|한테는?)\s?(?:너무\s?)?{_TOO_KO}|{name}(?:には|にとって(?:は)?){_TOO_JA}",
            said,
        )
    )


def states_measure(product: Product, measure: str, lang: str) -> bool:
    """Whether ``measure`` (a figure and its unit) stands in anything the shop wrote about a product, with a space between or none."""
    figure, _, unit = plain(measure).partition(" ")
    texts = [product.title.text(lang), product.description.text(lang)]
    texts += [attribute.value.text(lang) for attribute in product.attributes]
    texts += [value.name.text(lang) for option in product.options for value in option.values]
    # Of *160 x 90 cm* each side is stated.
    stated = re.compile(rf"(?<![\d.,]){re.escape(figure)}(?:\s?[x×*]\s?[\d.,]+)*\s?{re.escape(unit)}(?![a-z])")
    return any(stated.search(plain(text)) for text in texts)


def fitting_in(product: Product, question: str, lang: str) -> list[str]:
    """The sentence of the description that says what it fits (*up to 30 cm*), where ``question`` asks whether it fits something."""
    parts = (part.strip(" \t•-") for part in _SENTENCE.split(product.description.text(lang)))
    return [part for part in parts if asks_fit(question) and asks_fit(part) and len(part) <= _LONGEST][:1]


def sentences_with_all(product: Product, words: Sequence[Word], lang: str) -> list[str]:
    """The sentences of the description, and the values, that say every one of ``words``."""
    parts = [part.strip(" \t•-") for part in _SENTENCE.split(product.description.text(lang))]
    parts += [attribute.value.text(lang) for attribute in product.attributes]
    return [part for part in parts if words and part and len(part) <= _LONGEST and len(_met(words, part)) == len(words)]


def weighed_in(product: Product, lang: str) -> list[str]:
    """The sentences of the description that say how heavy it is, in a figure: *weighs just 1.2 kg*."""
    sentences = (part.strip(" \t•-") for part in _SENTENCE.split(product.description.text(lang)))
    return [one for one in sentences if _HEAVY.search(fold(one)) and _GRAMS.search(fold(one))][:1]


def mentions(product: Product, what: str, lang: str) -> bool:
    """Whether anything the shop wrote about a product speaks of ``what``, be it only to warn of it."""
    there, absent = _spoken_of(product, what, lang)
    return there or absent


def says_it_has_no(product: Product, what: str, lang: str) -> bool:
    """Whether ``what`` is spoken of only to say that it is not there: *made without nuts*, 닭고기 무첨가. It is so in no version of it."""
    there, absent = _spoken_of(product, what, lang)
    return absent and not there


def _spoken_of(product: Product, what: str, lang: str) -> tuple[bool, bool]:
    texts = [*product.title.values.values(), *product.tags, product.description.text(lang)]
    texts += [attribute.value.text(lang) for attribute in product.attributes]
    texts += [value.name.text(lang) for option in product.options for value in option.values]
    return spoken_of(" \n".join(texts), what)


def lines_of(product: Product, lang: str) -> list[str]:
    """What is written of a product, one line a stated value (with its heading) and one a sentence of its description."""
    lines = [f"{a.name.text(lang) or a.id}: {a.value.text(lang)}" for a in product.attributes]
    lines += [part.strip(" \t•-") for part in _SENTENCE.split(product.description.text(lang))]
    return [line for line in lines if line and len(line) <= _LONGEST]


def telling_of(product: Product, question: str) -> list[Word]:
    """The words of ``question`` that do not only name the product."""
    names = [*product.title.values.values(), *(name for names in product.synonyms.values() for name in names)]
    named = [hiragana(plain(name)) for name in names]
    return [
        word
        for word in telling_words(question)
        if len(word.text) >= _LEAST
        and not word.text.isdigit()
        and stem(word.text) not in _EVERYDAY
        and not any(_stands(word, name) for name in named)
    ]


def said_in(words: Sequence[Word], text: str) -> int:
    """How many of ``words`` stand in ``text``."""
    return len(_met(words, text))


def _met(words: Iterable[Word], text: str) -> list[Word]:
    said = hiragana(plain(text))
    return [word for word in words if _stands(word, said)]


def _stands(word: Word, text: str) -> bool:
    if word.lang == "en":
        return stem(word.text) in {stem(part) for part in re.findall(r"[a-z0-9]+", text)}
    return hiragana(plain(word.text)) in text
