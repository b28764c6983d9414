"""What the lexicon looks for: the names of the catalogue's rows, in every language. Rows are handed in; these are pure values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from importlib import resources
from typing import Any, Literal

import yaml

from dangol.kit.stems import stem
from dangol.search.letters import plain
from dangol.search.tokens import stop_words

NameKind = Literal["product", "category", "brand", "attribute", "size", "color", "field"]

_COLOR = frozenset(
    "color colour colors colours shade shades colourway 색 색상 컬러 색깔 컬러명 カラー カラバリ 色 いろ 色味 farbe couleur".split()  # noqa: SIM905
)
_SIZE = frozenset(
    "size sizes shoe-size 사이즈 크기 치수 신발사이즈 サイズ 大きさ 靴サイズ größe taille".split()  # noqa: SIM905
)
_LETTERED = {
    "xs": ("extra small", "엑스스몰"),
    "s": ("small", "스몰", "Sサイズ", "S사이즈", "エスサイズ"),
    "m": ("medium", "미디엄", "미디움", "미듐", "Mサイズ", "M사이즈", "エムサイズ"),
    "l": ("large", "라지", "Lサイズ", "L사이즈", "エルサイズ"),
    "xl": ("extra large", "엑스라지", "XLサイズ", "XL사이즈"),
    "free": ("one size", "free size", "프리사이즈", "フリーサイズ"),
}
_DIMENSIONS = re.compile(r"(?P<bare>\d[\d.,]*(?:\s?[x×✕*]\s?\d[\d.,]*)+)\s?[a-zA-Z]{1,4}$")
# A measure as each language writes its unit, and the same in the next smaller or larger one.
_UNITS = {
    "l": ("l", "litre", "litres", "liter", "liters", "리터", "리터짜리", "リットル"),
    "ml": ("ml", "밀리리터", "밀리", "미리", "ミリリットル", "ミリ"),
    "kg": ("kg", "kilo", "kilos", "킬로", "키로", "킬로그램", "キロ", "キログラム"),
    "g": ("g", "gram", "grams", "그램", "그람", "グラム"),
    "m": ("m", "metre", "metres", "meter", "meters", "미터", "メートル"),
    "cm": ("cm", "센티", "센치", "센티미터", "センチ", "センチメートル"),
    "mm": ("mm", "millimetre", "millimetres", "millimeter", "mil", "밀리", "미리", "밀리미터", "ミリ", "ミリメートル"),
    "v": ("v", "volt", "volts", "볼트", "ボルト"),
    "w": ("w", "watt", "watts", "와트", "ワット"),
    "inch": ("inch", "inches", "인치", "インチ"),
}
_THOUSANDTHS = {"l": "ml", "kg": "g", "m": "mm"}
_MEASURED = re.compile(rf"(?P<n>\d+(?:[.,]\d+)?)\s?(?P<unit>{'|'.join(_UNITS)})")
_SHOE = re.compile(r"2[0-9][05]|3[01][05]")
_PARTS = re.compile(r"\s*(?:[&/・·,+|]|\band\b|\s및\s|\s와\s|\s과\s)\s*")
_LETTERS = {
    "en": re.compile(r"[a-z ]+"),
    "ko": re.compile(r"[가-힣]+"),
    "ja": re.compile(r"[\u3040-\u30ff\u3400-\u9fff]+"),
}
# How many there are in a pack, as each language writes it: one way on the shelf, another in a message.
_COUNTED_KO, _COUNTED_JA = "개 매 장 정 포 병 캔 봉 팩 켤레 권".split(), "個 本 枚 袋 包 缶 足 錠 粒 冊".split()  # noqa: SIM905
_PACKED = re.compile(
    rf"(?P<ko>\d+)\s?(?:{'|'.join(_COUNTED_KO)})\s?(?:입|들이|짜리)|(?P<ja>\d+)\s?(?:{'|'.join(_COUNTED_JA)})\s?入り?"
    r"|(?:pack|box|set|bag) of (?P<en>\d+)|(?P<en2>\d+)[ -]?(?:pack|pcs|pieces|pk|ct|count)"
)


# What is put around a name in a title, and what an English name says after the thing itself.
_BRACKETED = re.compile(r"[\[(（【〈《「『<][^\])）】〉》」』>]*[\])）】〉》」』>]")
_QUALIFIED = re.compile(r"\s(?=(?:for|with|from|without)\s)", re.IGNORECASE)

# A code beside a value's name: 極細 EF, 17호 포슬린, *21 ivory*, *N21 ivory*. What is counted is no code: *50 sheets*.
_CODED = re.compile(
    r"(?P<name>[^\s\x00-\x7f]{2,})\s(?P<code>[a-z]{2,3}|[a-z])|(?P<number>\d{2,3}(?:호|号|番|번))\s(?P<name2>\S{2,})"
    r"|(?P<number2>\d{2,3}|[a-z]{1,2}\d{1,3})\s(?!packs?\b|pcs\b|pieces?\b|sheets?\b|bags?\b|tablets?\b|capsules?\b|counts?\b|pairs?\b|pages?\b|watts?\b|litres?\b|liters?\b|grams?\b|inch)[a-z]{3,}"
)

_APART = re.compile(r"\s*[,、・/·]\s*")
_WHICH = re.compile(
    r"\b(?:other|another|else|which|what|any|more|all|every|choices?|options?|come|comes|available|many|different|range|list)\b"
    r"|다른|어떤|무슨|뭐|뭔|몇|종류|가지|옵션|또|있|나오|나와|골라|고를|알려"
    r"|他|ほか|別|べつ|どんな|どの|どれ|何|なに|種類|展開|あり|選べ|違|バリ|教え|ラインナップ"
)
_TOPIC = re.compile(r"(?<=..)(?:은요?|는요?|は|って)$|(?<=色)は$")
_TWO, _LONG_ENOUGH = 2, 3
_EVERYDAY = {"color": _COLOR, "size": _SIZE}


def asks_for_option(question: str, kind: str, names: frozenset[str]) -> bool:
    """Whether a question wants to know which values there are of an option: *does it come in other colours*. ``kind`` is the option's
    (``value_kind``), ``names`` are its names in every language."""
    asked = plain(question)
    close = asked.replace(" ", "")
    called = {plain(name).replace(" ", "") for name in names | _EVERYDAY.get(kind, frozenset()) if name}
    alone = _TOPIC.sub("", close.strip("?？!.。~")) in called  # *colours?*, 컬러는요?
    return alone or (_WHICH.search(asked) is not None and any(name in close for name in called))


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a catalogue row. ``row`` is as in ``nlu.commands.Link``; ``value`` what a match says: the row's id, ``color=black``."""

    row: str
    kind: NameKind
    value: str
    lang: str
    text: str
    title: str = ""
    synonym: bool = False


def value_kind(identifier: str, *names: str) -> NameKind:
    """Whether an option or attribute is a colour, a size or something else, by its id and its names."""
    words = {plain(word).replace(" ", "") for word in (identifier, *names)}
    if words & _COLOR:
        return "color"
    return "size" if words & _SIZE else "attribute"


def value_name(identifier: str, kind: NameKind, value: str, lang: str, text: str, *, synonym: bool = False) -> Name:
    """The name of an option or attribute value: ``value_name("color", "color", "black", "ko", "검정")``."""
    return Name(f"value:{identifier}={value}", kind, f"{identifier}={value}", lang, text, text, synonym)


_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Safe, and the C one where there is one: every start waits for it."""


def _table(name: str) -> list[list[Any]]:
    """The groups of words of a table that ships."""
    text = (resources.files("dangol.search") / name).read_text(encoding="utf-8")
    groups: list[list[Any]] = yaml.load(text, Loader=_LOADER)  # noqa: S506
    return groups


@lru_cache(1)
def _colours() -> dict[str, tuple[str, ...]]:
    data = _table("colours.yaml")
    groups: dict[str, tuple[str, ...]] = {}
    for group in data:
        for word in group:
            groups[plain(str(word))] = tuple(str(w) for w in group)
    return groups


@lru_cache(1)
def _kinds() -> dict[str, tuple[str, ...]]:
    data = _table("kinds.yaml")
    return {stem(plain(str(word))): tuple(str(w) for w in group) for group in data for word in group}


def kin_of(word: str) -> tuple[str, ...]:
    """What a kind of thing, or what things are made of, is called besides in any language: 먹이 is 사료."""
    return tuple(plain(other) for other in _kinds().get(stem(plain(word)), ()) if plain(other) != plain(word))


def colour_in(word: str, lang: str) -> str | None:
    """A colour as readers of ``lang`` call it; none for what is no colour everybody knows."""
    group = _colours().get(plain(word), ())
    return next((name for name in group if _LETTERS.get(lang, _LETTERS["en"]).fullmatch(name)), None)


def colour_words(word: str) -> frozenset[str]:
    """Everything that a colour everybody knows is called, in any language; empty for what is none."""
    return frozenset(_colours().get(plain(word), ()))


def _pack_names(packed: re.Match[str]) -> list[str]:
    if packed["ko"]:
        return [f"{packed['ko']}{of}{word}" for of in _COUNTED_KO for word in ("입", "들이", "짜리")]
    if packed["ja"]:
        return [f"{packed['ja']}{of}{word}" for of in _COUNTED_JA for word in ("入り", "入")]
    number = packed["en"] or packed["en2"]
    return [
        f"pack of {number}",
        f"packs of {number}",
        f"box of {number}",
        f"{number} pack",
        f"{number} pieces",
        f"{number} pcs",
    ]


def _measure_names(measured: re.Match[str]) -> Iterator[str]:
    """A measure in every language's unit: *4 L* is 4リットル, 4리터, *4 litres* and 4000 ml; a shoe of 240 mm is 24 cm."""
    number, unit = Decimal(measured["n"].replace(",", ".")), measured["unit"]
    same = {unit: number}
    if unit in _THOUSANDTHS:
        same[_THOUSANDTHS[unit]] = number * 1000
    for large, small in _THOUSANDTHS.items():
        if unit == small and number >= 500:
            same[large] = number / 1000
    if unit == "mm" and number >= 10:
        same["cm"] = number / 10
    elif unit == "cm":
        same["mm"] = number * 10
    for known, amount in same.items():
        yield from (f"{amount.normalize():f}{word}" for word in _UNITS[known])


def spellings(name: Name) -> Iterator[Name]:
    """``name`` and the other ways to say it that need no catalogue to know: colours, lettered sizes and kinds of things in every
    language, the halves of *Shirts & blouses*."""
    yield name
    if name.kind == "product" and not name.synonym and (bare := bare_title(name.text)) != name.text:
        yield replace(name, text=bare, synonym=True)
    if name.kind == "product" and name.lang == "en" and not name.synonym:
        words = bare_title(name.text).split()
        if len(words) > _TWO and plain(words[-1]) in stop_words("en"):
            yield replace(name, text=" ".join(words[-_TWO:]), synonym=True)  # the *can* of a watering can
    if name.kind == "product" and name.lang == "ja" and not name.synonym:
        # 真夜中の館 推理ゲーム is called 真夜中の館, a name in one piece though written in several scripts.
        chunks = bare_title(name.text).split()
        linked = [chunk for chunk in chunks if "の" in chunk[1:-1] and len(chunk) > _LONG_ENOUGH]
        yield from (replace(name, text=chunk, synonym=True) for chunk in linked if len(chunks) > 1)
    if name.kind in ("color", "size", "attribute"):
        for part in value_parts(name.text):
            yield replace(name, text=part, synonym=True)
            if measured := _MEASURED.fullmatch(plain(part)):
                yield from (replace(name, text=text, synonym=True) for text in _measure_names(measured))
    if name.kind == "color":
        for word in _colours().get(plain(name.text), ()) or _colours().get(plain(name.value.partition("=")[2]), ()):
            yield replace(name, text=word, synonym=True)
        last = name.text.strip()[-1:]
        if "가" <= last <= "힣" and last != "색":
            yield from (replace(name, text=name.text.strip() + word, synonym=True) for word in ("색", "컬러"))
        elif last and last > "\u3040" and last not in "色い":
            yield from (replace(name, text=name.text.strip() + word, synonym=True) for word in ("色", "カラー"))
    elif name.kind == "size":
        for word in _LETTERED.get(plain(bare_title(name.text)), ()):  # *L (90 × 40 cm)*, too
            yield replace(name, text=word, synonym=True)
    elif name.kind == "attribute" and (packed := _PACKED.fullmatch(plain(name.text))):
        yield from (replace(name, text=text, synonym=True) for text in _pack_names(packed))
    elif name.kind == "category":
        parts = name_parts(name.text)
        if len(parts) > 1:
            yield from (replace(name, text=part, synonym=True) for part in parts)
        words = [word for part in parts for word in _kinds().get(stem(plain(part)), ())]
        yield from (replace(name, text=word, synonym=True) for word in words)
    if name.kind in ("size", "attribute") and (stated := _MEASURED.fullmatch(plain(name.text).strip())):
        yield from (replace(name, text=text, synonym=True) for text in _measure_names(stated))
        if set(stated["n"]) & {".", ","}:
            # What nobody counts by is said without its unit: *the 0.5 gel pen*, 青0.7.
            yield replace(name, text=stated["n"].replace(",", "."), synonym=True)
    if name.kind == "size" and _SHOE.fullmatch(name.text.strip()):
        centimetres = f"{(Decimal(name.text.strip()) / 10).normalize():f}"
        yield from (
            replace(name, text=centimetres + unit, synonym=True) for unit in ("", "cm", "センチ", "센티", "센치")
        )
    if name.kind in ("size", "attribute") and (measured := _DIMENSIONS.match(name.text.strip())):
        # 40 x 80 cm is called 40x80 by everybody who looks at it.
        yield replace(name, text=measured["bare"], synonym=True)


def value_parts(text: str) -> list[str]:
    """What a value is called for short: *Extra fine (EF)* is *extra fine* and *EF*, 17호 포슬린 is 17호 and 포슬린. A letter or a number
    alone says too little."""
    bare = bare_title(text)
    inside = [found[1:-1].strip() for found in _BRACKETED.findall(text)]
    parts = [bare, *inside, *(part for found in inside for part in _APART.split(found))] if bare != text else []
    coded = _CODED.fullmatch(plain(bare))
    parts += [part for part in coded.groupdict().values() if part] if coded else []
    return [part for part in dict.fromkeys(parts) if len(part) > 1]


def bare_title(text: str) -> str:
    """A title without what stands in brackets: *[1+1] Cica cream (for sensitive skin)* is a cica cream. All of it if nothing is left."""
    return " ".join(_BRACKETED.sub(" ", text).split()) or text


def head_last(text: str) -> str:
    """A title with the thing itself at its end, where people who shorten names look for it: what is in brackets comes first, and so does
    what follows *for* or *with* (*gel cream for oily skin* is no skin)."""
    bare = bare_title(text)
    beside = [found[1:-1] for found in _BRACKETED.findall(text)] if bare != text else []
    thing, *qualified = _QUALIFIED.split(bare)
    return " ".join([*beside, *qualified, thing]) if thing.strip() else text


def name_parts(text: str) -> list[str]:
    """The parts of a shelf's name: *Socks, belts & umbrellas* has three."""
    return [part.strip() for part in _PARTS.split(text) if len(part.strip()) > 1 or part.strip() > "\u3400"]


def joined(text: str) -> str:
    """A name in one word, as it is heard."""
    return text.replace(" ", "")


def nameable(form: str, name: Name) -> bool:
    """Whether what a name is looked up by names anything when it is met in a message."""
    if not form:
        return False
    if form.isdigit():
        # The number of a shade tells it as a size does; one digit counts more often than it names.
        return len(form) <= 3 and (name.kind == "size" or (name.kind in ("color", "attribute") and len(form) > 1))
    if len(form) == 1:
        return not form.isascii() or (name.kind == "size" and form.isalpha())
    folded = plain(name.text)
    return not any(folded in stop_words(lang) or form in stop_words(lang) for lang in ("en", "ko", "ja"))
