"""Which format a file is in, told from its content, not its name."""

from __future__ import annotations

from pathlib import Path

from dangol.commerce.catalog.errors import FormatUnknown
from dangol.commerce.catalog.importing import google_feed, shopify_csv, translations_csv, woocommerce_csv
from dangol.commerce.catalog.importing.decoding import Source
from dangol.commerce.catalog.importing.delimited import header_of
from dangol.commerce.catalog.importing.formats import GroupedFormat, WholeFormat
from dangol.commerce.catalog.importing.jsonl import Jsonl

FORMATS: dict[str, WholeFormat | GroupedFormat] = {
    made.name: made
    for made in (
        Jsonl(),
        shopify_csv.ShopifyCsv(),
        woocommerce_csv.WooCommerceCsv(),
        google_feed.GoogleTsv(),
        google_feed.GoogleXml(),
        translations_csv.TranslationsCsv(),
    )
}
_BINARY = {
    b"PK\x03\x04": ("an Excel workbook or another archive", "Save the sheet as *CSV UTF-8* and import that."),
    b"\xd0\xcf\x11\xe0": ("an old Excel workbook", "Save the sheet as *CSV UTF-8* and import that."),
    b"%PDF": ("a PDF", "Ask for the data as CSV."),
    b"\x89PNG": ("a picture", "Choose another file."),
    b"\xff\xd8\xff": ("a picture", "Choose another file."),
    b"\x1f\x8b": ("compressed", "Unpack it first."),
    b"SQLite format 3": ("a database", "Choose another file."),
}
_KNOWN = (
    "We read JSONL, Shopify and WooCommerce product CSV, Google product feeds (TSV, XML) and tables of translations:"
    " see docs/import.md."
)


def detect(path: Path) -> str:
    """The name of the format ``path`` is in, a key of ``FORMATS``.

    Raises ``FormatUnknown``, ``EncodingUnknown``, or ``FileBroken`` when it is empty or cannot be opened.
    """
    source = open_source(path)
    head = source.head().replace("\r\n", "\n").replace("\r", "\n")
    lines = (line for line in head.split("\n") if line.strip() and not line.lower().startswith("sep="))
    first = next(lines, "").strip()
    if not first:
        raise FormatUnknown(f"{path.name} holds nothing but empty lines.", cure=_KNOWN)
    if first.startswith("{"):
        return "jsonl"
    if first.startswith("["):
        raise FormatUnknown(
            f"{path.name} is one JSON list.", cure="Write one object a line, without the list around them (JSONL)."
        )
    if first.startswith("<"):
        return _xml(source)
    if path.suffix.lower() in (".jsonl", ".ndjson"):
        return "jsonl"
    columns = header_of(first)[1]
    for module, name in (
        (translations_csv, "translations_csv"),
        (shopify_csv, "shopify_csv"),
        (woocommerce_csv, "woocommerce_csv"),
        (google_feed, "google_tsv"),
    ):
        if module.fits(columns):
            return name
    shown = ", ".join(columns[:8])[:200]
    raise FormatUnknown(f"{path.name} is in no format we know; its first line reads: {shown}", cure=_KNOWN)


def open_source(path: Path) -> Source:
    """``path`` ready to be read. Raises ``FormatUnknown`` for files that are no text at all."""
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError:
        head = b""
    for mark, (what, cure) in _BINARY.items():
        if head.startswith(mark):
            raise FormatUnknown(f"{path.name} is {what}.", cure=cure)
    return Source(path, lambda _: None)


def _xml(source: Source) -> str:
    head = source.head()
    if "<rss" in head or "<feed" in head or "base.google.com" in head:
        return "google_xml"
    raise FormatUnknown(f"{source.name} is XML, but no product feed.", cure=_KNOWN)
