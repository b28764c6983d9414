"""Bytes to lines of text: the encoding is found with certainty or the file is refused, and never more than a line is
held.

Valid UTF-8 and a byte order mark speak for themselves. Among the old encodings (CP949, CP932, EUC-JP, cp1252) each is
tried on the words of the file: real Korean in CP949 is nearly all common syllables, real Japanese has kana, western
text has single accented letters between plain ones. Whatever does not stand out clearly is refused: a catalogue in
mojibake is worse than a question."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

from dangol.commerce.catalog.errors import EncodingUnknown, FileBroken
from dangol.commerce.catalog.importing.report import Complain, Problem

_CHUNK = 1 << 18
_SAMPLE = 1 << 17
_FEW = 4  # so many characters of an East Asian encoding it takes to tell it
MOST_LINE = 4_000_000
"""Characters a single line may have."""

_SAVE = "Save it as UTF-8 (in Excel: *CSV UTF-8*) and import that."
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, ""),
    (codecs.BOM_UTF32_BE, ""),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Source:
    """One file of an import: its name as told to people, its encoding, its lines."""

    def __init__(self, path: Path, complain: Complain, advance: Callable[[int], None] | None = None) -> None:
        self.path = path
        self.name = path.name
        self._complain = complain
        self._advance = advance
        self.encoding = find_encoding(path)

    def lines(self) -> Iterator[str]:
        """The lines with their line break, one by one. A line too long to be one is told of and comes out empty.

        Raises ``EncodingUnknown`` at bytes that are not text, ``FileBroken`` when the file cannot be read.
        """
        for number, part in enumerate(self._split(), start=1):
            if len(part) > MOST_LINE:
                self._complain(
                    Problem(
                        self.name,
                        number,
                        "",
                        part[:60] + "…",
                        f"The line is longer than {MOST_LINE:,} characters.",
                        "Is a line break or a closing quotation mark missing?",
                    )
                )
                yield "\n"
            else:
                yield part

    def _split(self) -> Iterator[str]:
        pending: list[str] = []  # the line under way, in pieces; of an overlong one only the beginning is kept
        size = 0
        old_mac: bool | None = None
        done = 0
        for chunk in self.chunks():
            if old_mac is None:
                old_mac = "\r" in chunk and "\n" not in chunk
            if old_mac:
                chunk = chunk.replace("\r", "\n")
            *whole, rest = chunk.split("\n")
            for piece in whole:
                if pending:
                    pending.append(piece)
                    line = "".join(pending)
                    pending, size = [], 0
                else:
                    line = piece
                done += 1
                yield line + "\n"
            if rest and size <= MOST_LINE:
                pending.append(rest)
                size += len(rest)
        if pending:
            yield "".join(pending)

    def head(self) -> str:
        """The beginning of the text."""
        return next(self.chunks(), "")[:65_536]

    def chunks(self) -> Iterator[str]:
        """The text in pieces of no particular length. Raises as ``lines`` does."""
        decoder = codecs.getincrementaldecoder(self.encoding)("strict")
        lines = 1
        try:
            with self.path.open("rb") as file:
                while data := file.read(_CHUNK):
                    text = decoder.decode(data)
                    if self._advance is not None:
                        self._advance(len(data))
                    yield text
                    lines += text.count("\n")
                if rest := decoder.decode(b"", final=True):
                    yield rest
        except UnicodeDecodeError as trouble:
            at = lines + trouble.object[: trouble.start].count(b"\n")
            raise EncodingUnknown(
                f"{self.name}, line {at}: the bytes there are not {self.encoding} text.", cure=_SAVE, line=at
            ) from trouble
        except OSError as trouble:
            raise FileBroken(f"{self.name} cannot be read: {trouble.strerror}.", cure="Is it still there?") from trouble


def find_encoding(path: Path) -> str:
    """The name of the codec that reads ``path``. Raises ``EncodingUnknown``, or ``FileBroken`` when it cannot be
    opened."""
    try:
        with path.open("rb") as file:
            head = file.read(4096)
            if not head.strip(b"\0\r\n\t "):
                raise FileBroken(f"{path.name} is empty.", cure="Choose another file.")
            for mark, name in sorted(_MARKS, key=lambda item: -len(item[0])):
                if head.startswith(mark):
                    if not name:
                        raise EncodingUnknown(f"{path.name} is UTF-32, which nobody uses.", cure=_SAVE)
                    return name
            file.seek(0)
            if guessed := _wide(head):
                return guessed
            if declared := _DECLARED.match(head):
                return _codec(path, declared[1].decode("ascii"))
            broken, sample = _check_utf8(file)
    except OSError as trouble:
        raise FileBroken(
            f"{path.name} cannot be read: {trouble.strerror}.", cure="Is it there, and may we read it?"
        ) from trouble
    return "utf-8" if broken is None else _old(path, broken, sample)


_DECLARED = re.compile(rb"""\s*<\?xml[^>]*\sencoding=["']([A-Za-z0-9._-]{1,40})["']""")
_CALLED = {"euc-kr": "cp949", "ks_c_5601-1987": "cp949", "shift_jis": "cp932", "iso-8859-1": "cp1252"}


def _codec(path: Path, name: str) -> str:
    """The codec of an encoding an XML file names itself."""
    try:
        b"".decode(_CALLED.get(name.lower(), name))  # refuses codecs that are not for text
        return codecs.lookup(_CALLED.get(name.lower(), name)).name
    except LookupError:
        raise EncodingUnknown(f"{path.name} says it is {name}, which nobody here can read.", cure=_SAVE) from None


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: ASCII characters in it have a zero byte beside them, always on the same side."""
    head = head[: len(head) // 2 * 2]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) < max(2, len(head) // 60) or max(even, odd) < 2 * min(even, odd):
        return None
    name = "utf-16-le" if odd > even else "utf-16-be"
    text = codecs.getincrementaldecoder(name)("replace").decode(head)
    odd_ones = sum(c not in "\r\n\t" and unicodedata.category(c) in ("Cc", "Cn", "Co", "Cs") for c in text)
    return name if any(c in text for c in "\n,;\t") and not odd_ones else None


def _check_utf8(file: object) -> tuple[int | None, bytes]:
    """The first line that is not UTF-8 (none: all is), and a sample of the lines that have more than ASCII."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    read = file.read  # type: ignore[attr-defined]
    line = 1
    broken: int | None = None
    sample = bytearray()
    tail = b""
    while data := read(_CHUNK):
        if broken is None:
            try:
                decoder.decode(data)
            except UnicodeDecodeError as trouble:
                broken = line + trouble.object[: trouble.start].count(b"\n")
            line += data.count(b"\n")
        if len(sample) < _SAMPLE and not data.isascii():
            block = tail + data
            cut = block.rfind(b"\n") + 1 or len(block)
            for row in block[:cut].splitlines(keepends=True):
                if not row.isascii():
                    sample += row
                if len(sample) >= _SAMPLE:
                    break
            tail = block[cut:] if len(block) - cut < _CHUNK else b""
        elif broken is not None:
            return broken, bytes(sample)
        else:
            tail = b""
    if broken is None:
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            broken = line
    return broken, bytes(sample) + tail


def _old(path: Path, broken: int, sample: bytes) -> str:
    scores = sorted(((_score(sample, name), name) for name in ("cp949", "cp932", "euc_jp", "cp1252")), reverse=True)
    (best, name), (second, other) = scores[0], scores[1]
    if best >= 0.7 and best - second >= 0.2:
        return name
    found = f" It could be {name} or {other}." if best >= 0.5 else ""
    raise EncodingUnknown(
        f"{path.name}, line {broken}: this is not UTF-8 text, and its encoding cannot be told for sure.{found}",
        cure=_SAVE,
        line=broken,
    )


def _score(sample: bytes, name: str) -> float:
    """How much ``sample`` looks like real text when read as ``name``: 0 to 1."""
    try:
        text = codecs.getincrementaldecoder(name)("strict").decode(sample)
    except UnicodeDecodeError:
        return 0.0
    foreign = [c for c in text if c > "\x7f"]
    if not foreign or re.search(r"[\x00-\x08\x0e-\x1f\x80-\x9f]", text):
        return 0.0
    if name == "cp949":
        return sum(_common_korean(c) for c in foreign) / len(foreign) if len(foreign) >= _FEW else 0.0
    if name == "cp1252":
        return _western(text, len(foreign))
    if len(foreign) < _FEW:
        return 0.0
    kana = sum("\u3041" <= c <= "\u3096" or "\u30a1" <= c <= "\u30fc" for c in foreign) / len(foreign)
    good = sum(_common_japanese(c) for c in foreign) / len(foreign)
    # Kanji alone prove little: Korean bytes read as EUC-JP are nothing but kanji. The less text, the more kana it takes.
    return good * min(1.0, kana * (5 if len(foreign) > 60 else 2.5))


def _common_korean(char: str) -> bool:
    if "가" <= char <= "힣":
        return len(char.encode("euc_kr", "ignore")) == 2  # one of the 2,350 syllables of everyday Korean
    return char in "\u3001\u3002\u300c\u300d\u300e\u300f·…―“”‘’㎝㎏㎖㎡℃×±※→★☆○●"


def _common_japanese(char: str) -> bool:
    if (
        "\u3041" <= char <= "\u30fe"
        or "\uff01" <= char <= "\uff5e"
        or char in "\u3000\u3001\u3002\u3005\u300c\u300d\u300e\u300f\u3010\u3011"
    ):
        return True
    if "\u4e00" <= char <= "\u9fff":
        lead = char.encode("euc_jp", "ignore")[:1]
        return bool(lead) and b"\xb0" <= lead <= b"\xcf"  # kanji of level 1
    return char in "×…・●○◎★☆※→℃〜～△▲▼■□"


_ACCENTED = "À-ÖØ-öø-ÿŒœŠšŽžŸ"
_LONE = re.compile(rf"(?<![^\x00-\x7f])(?:[{_ACCENTED}]{{1,2}}|[€£¥§©®™°·«»“”‘’„–—…•½¼¾²³µ¡¿ªº])(?![^\x00-\x7f])")


def _western(text: str, foreign: int) -> float:
    """Accented letters stand alone or in twos among plain ones, signs alone."""
    spaces = text.count("\u00a0")
    return (sum(len(found) for found in _LONE.findall(text.replace("\u00a0", " "))) + spaces) / foreign
