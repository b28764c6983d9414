"""Texts from files as they may be stored: plain, harmless to shoppers' screens and to the spreadsheets they are
exported to one day."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import nh3

from dangol.kit.text import clean, fold

_ORDINARY = re.compile(
    r"[\n\t\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff가-힣\u3001-\u3029\u3041-\u3096\u30a1-\u30ff一-鿿\uff01-\uff5e]*"
)
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|<!--|&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,20});")
_LAYOUT = re.compile(r"<(?:p|br|div|li|tr|h[1-6])\b", re.I)
_BLANKS = re.compile(r"[^\S\n]+")
_MANY_BREAKS = re.compile(r"\n{3,}")
_BLOCKS = frozenset(
    {"p", "div", "section", "article", "ul", "ol", "table", "blockquote", *(f"h{n}" for n in range(1, 7))}
)
_LINES = frozenset({"br", "li", "tr", "hr", "dt", "dd"})
_KEPT = set(_BLOCKS | _LINES | {"td", "th"})

_NAMES = {
    "color": (
        "color",
        "colour",
        "색상",
        "색",
        "컬러",
        "칼라",
        "색깔",
        "カラー",
        "色",
        "カラーバリエーション",
        "colors",
    ),
    "size": ("size", "사이즈", "크기", "치수", "サイズ", "寸法", "大きさ", "sizes"),
    "material": ("material", "소재", "재질", "원단", "素材", "材質", "fabric"),
    "style": ("style", "스타일", "スタイル"),
    "pattern": ("pattern", "무늬", "패턴", "柄", "パターン"),
    "capacity": ("capacity", "용량", "容量"),
    "weight": ("weight", "무게", "중량", "重量", "重さ"),
    "flavor": ("flavor", "flavour", "맛", "味", "フレーバー"),
    "scent": ("scent", "향", "香り"),
    "gender": ("gender", "성별", "性別"),
    "age_group": ("age group", "age_group", "연령대", "年齢層"),
}
_KNOWN = {name: key for key, names in _NAMES.items() for name in names}


def tidy(text: str, limit: int) -> str:
    """``text`` cleaned as all text is; quick for the ordinary."""
    if len(text) <= limit and _ORDINARY.fullmatch(text):
        return text.strip()
    return clean(text, limit)


def plain(text: str, limit: int = 20_000) -> str:
    """``text`` without markup: paragraphs as empty lines, list items as bullets, scripts and styles with all they
    hold gone."""
    if _MARKUP.search(text):
        # Where paragraphs are marked, line breaks are mere layout; without such marks they are all there is.
        parser = _Paragraphs(breaks_count=not _LAYOUT.search(text))
        parser.feed(nh3.clean(text, tags=_KEPT, attributes={}, strip_comments=True))
        parser.close()
        text = "".join(parser.parts)
    lines = (_BLANKS.sub(" ", line).strip() for line in tidy(text, limit).split("\n"))
    return harmless(_MANY_BREAKS.sub("\n\n", "\n".join(lines)).strip())


def line(text: str, limit: int = 300) -> str:
    """``text`` without markup, on one line."""
    if "<" in text or "&" in text:
        text = plain(text, limit)
    return harmless(" ".join(tidy(text, limit).split()))


def harmless(text: str) -> str:
    """``text`` such that no spreadsheet takes it for a formula. What a person reads stays the same.

    A minus before a number becomes the minus sign, a dash before a space a bullet; anything else that begins as a
    formula does gets the apostrophe spreadsheets themselves mark text with."""
    if not text or text[0] not in "=+-@＝＋－＠":
        return text
    if text[0] == "-" and re.match(r"-\d[\d.,]*(?![\d.,]*[-+*/^=(|!])[^-+*/^=(|!]*\Z", text):
        return "\u2212" + text[1:]
    if re.match(r"[-+] [^=|!]*\Z", text) and text[0] == "-":
        return "•" + text[1:]
    return "'" + text


def key_of(name: str) -> str:
    """The id of an option or attribute called ``name``: the common ones have one id in every language."""
    folded = fold(name)
    return _KNOWN.get(folded) or folded.replace(" ", "_")[:100]


def value_key(value: str) -> str:
    """The id of a value called ``value``."""
    return fold(value).replace(" ", "-")[:200]


class _Paragraphs(HTMLParser):
    """HTML that nh3 has cleaned, as text."""

    def __init__(self, *, breaks_count: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._breaks_count = breaks_count
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """A block begins a paragraph, a line a line."""
        if tag in _BLOCKS:
            self.parts.append("\n\n")
        elif tag == "li":
            self.parts.append("\n• ")
        elif tag in _LINES:
            self.parts.append("\n")
        elif tag in ("td", "th"):
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """A block ends its paragraph."""
        if tag in _BLOCKS:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        """Line breaks in HTML are blanks."""
        self.parts.append(data if self._breaks_count else data.replace("\n", " "))


def split_terms(text: str) -> list[str]:
    """Words in one cell, divided by | or, without any, by commas of any script."""
    items = re.split(r"\|" if "|" in text else r"[,、，;]", text)
    return list(dict.fromkeys(cleaned for item in items if (cleaned := line(item, 100))))
