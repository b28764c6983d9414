"""Encodings are found or refused, never guessed wrong; texts come out harmless; prices are read exactly or not at all."""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commerce.conftest import SHOP
from dangol.commerce.catalog import repository
from dangol.commerce.catalog.errors import EncodingUnknown
from dangol.commerce.catalog.importing import texts
from dangol.commerce.catalog.importing.amounts import BadAmount, read_price
from dangol.commerce.catalog.importing.checking import Loose
from dangol.commerce.catalog.importing.decoding import Source, find_encoding
from dangol.commerce.catalog.importing.delimited import DelimitedTable
from dangol.commerce.catalog.importing.drafts import digest_of, product_draft
from dangol.commerce.catalog.importing.jsonl import Jsonl
from dangol.commerce.catalog.importing.report import Problem
from dangol.kit.money import Money, decimals_of
from dangol.runtime.database import Database

Take = Callable[..., Awaitable[Any]]
Write = Callable[..., Path]

KOREAN = "품번,이름,설명\nA1,린넨 셔츠,여름에 입기 좋은 시원한 셔츠입니다. 색상은 화이트와 블랙!\nA2,머그컵,전자레인지 사용 가능\n"
JAPANESE = "品番,名前,説明\nA1,リネンシャツ,夏に着たい涼しいシャツです。カラーは白と黒の２色。\nA2,マグカップ,電子レンジ対応です\n"
WESTERN = (
    "sku;name;text\nA1;Pull à capuche;Très léger, idéal pour l’été – 39,00 €\n"
    "A2;Kaffeetasse;Für große Mengen geeignet, spülmaschinenfest\n"
)
SHORT = {"cp949": "a,b\n1,품절 임박\n", "cp932": "a,b\n1,ニットのセーター\n", "cp1252": "a,b\n1,café\n"}


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        (KOREAN, "utf-8", "utf-8"),
        (KOREAN, "utf-8-sig", "utf-8-sig"),
        (KOREAN, "utf-16", "utf-16"),
        (KOREAN, "utf-16-le", "utf-16-le"),
        (JAPANESE, "utf-16-be", "utf-16-be"),
        (KOREAN, "cp949", "cp949"),
        (KOREAN, "euc_kr", "cp949"),
        (JAPANESE, "cp932", "cp932"),
        (JAPANESE, "shift_jis", "cp932"),
        (JAPANESE, "euc_jp", "euc_jp"),
        (WESTERN, "cp1252", "cp1252"),
        *((text, name, name) for name, text in SHORT.items()),
        ("a,b\n1,2\n", "ascii", "utf-8"),
    ],
)
def test_encodings_are_found(write: Write, text: str, encoding: str, found: str) -> None:
    path = write("x.csv", text, encoding)
    assert find_encoding(path) == found
    assert "".join(Source(path, lambda _: None).lines()).removeprefix("\ufeff") == text


@pytest.mark.parametrize(
    "content",
    [
        "Привет, мир, это товар".encode("cp1251"),
        "สินค้า ราคา".encode("tis-620"),
        "中文商品名称和价格说明".encode("gbk"),
        KOREAN.encode() + KOREAN.encode("cp949"),
        bytes(range(1, 256)) * 20,
        codecs.BOM_UTF32_LE + KOREAN.encode("utf-32-le"),
        b"name\n\xff\xff\xff\n",
        "名前 名前".encode("cp932"),
        "품절".encode("cp949"),
    ],
)
def test_what_cannot_be_told_is_refused_with_the_cure(write: Write, content: bytes) -> None:
    with pytest.raises(EncodingUnknown) as refused:
        find_encoding(write("x.csv", content))
    assert "UTF-8" in (refused.value.cure or "")


def test_a_file_that_turns_bad_in_its_middle_is_refused_at_its_line(write: Write) -> None:
    path = write("x.csv", (KOREAN * 20_000).encode("cp949") + b"\x81\xff\n")
    with pytest.raises(EncodingUnknown) as refused:
        for _ in Source(path, lambda _: None).lines():
            pass
    assert "line 60001" in refused.value.message


@given(st.lists(st.sampled_from(KOREAN.split()), min_size=3), st.sampled_from(["cp949"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_korean_is_never_taken_for_anything_else(tmp_path: Path, words: list[str], encoding: str) -> None:
    _found_or_refused(tmp_path, " ".join(words), encoding)


@given(st.lists(st.sampled_from(JAPANESE.split(",")), min_size=2), st.sampled_from(["cp932", "euc_jp"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_japanese_is_never_taken_for_anything_else(tmp_path: Path, words: list[str], encoding: str) -> None:
    _found_or_refused(tmp_path, " ".join(words), encoding)


@given(st.lists(st.sampled_from(WESTERN.split()), min_size=3))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_western_text_is_never_taken_for_anything_else(tmp_path: Path, words: list[str]) -> None:
    _found_or_refused(tmp_path, " ".join(words), "cp1252")


def _found_or_refused(folder: Path, text: str, encoding: str) -> None:
    path = folder / "x.csv"
    path.write_bytes(text.encode(encoding))
    try:
        found = find_encoding(path)
    except EncodingUnknown:
        return
    assert path.read_bytes().decode(found) == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
async def test_a_korean_shops_export_in_any_dress(
    database: Database, take: Take, encoding: str, delimiter: str
) -> None:
    if database.dialect != "sqlite":
        return
    out = io.StringIO()
    rows = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    rows.writerow(["Handle", "Title", "Body (HTML)", "Variant SKU", "Variant Price"])
    rows.writerow(["cup", "백자 잔; 큰, 것", "희고\n얇은 잔입니다", "CUP", "12,000원"])
    report = await take("export.csv", out.getvalue(), encoding)
    assert report.ok, report.problems
    async with database.snapshot() as reader:
        cup = await repository.product(reader, "cup")
    assert cup is not None
    assert (cup.title.text("ko"), cup.description.text("ko")) == ("백자 잔; 큰, 것", "희고\n얇은 잔입니다")
    assert cup.variants[0].price("KRW") == Money(12000, "KRW")


def test_old_mac_line_ends_and_a_named_delimiter(write: Write) -> None:
    table = DelimitedTable(Source(write("x.csv", "sep=;\ra;b\r1;2\r3;4\r"), lambda _: None), lambda _: None)
    assert list(table.rows()) == [(3, {"a": "1", "b": "2"}), (4, {"a": "3", "b": "4"})]


def test_rows_are_numbered_by_the_line_they_begin_on(write: Write) -> None:
    table = DelimitedTable(Source(write("x.csv", 'a,b\n\n"1\n1",2\n3,4\n'), lambda _: None), lambda _: None)
    assert [line for line, _ in table.rows()] == [3, 5]


cell = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\ufeff"), max_size=12)


@given(st.lists(st.lists(cell, min_size=3, max_size=3), max_size=8), st.sampled_from([",", ";", "\t", "|"]))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_table_comes_back_as_it_was_written(tmp_path: Path, rows: list[list[str]], delimiter: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(["a", "b", "c"])
    writer.writerows(rows)
    path = tmp_path / "x.csv"
    path.write_text(out.getvalue(), encoding="utf-8", newline="")
    problems: list[Problem] = []
    read = [list(cells.values()) for _, cells in DelimitedTable(Source(path, problems.append), problems.append).rows()]
    assert problems == []
    assert read == [[value.strip() for value in row] for row in rows if any(value.strip() for value in row)]


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_whatever_break_the_reader(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "products.jsonl"
    path.write_bytes(b'{"id": "x"}\n' + content)
    problems: list[Problem] = []
    try:
        for loose in Jsonl().read(Source(path, problems.append), SHOP, problems.append):
            product_draft(loose, SHOP, problems.append)
    except EncodingUnknown:
        return
    for problem in problems:
        str(problem).encode()


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "ko", "KRW", "color", "src", "value", "main", "x"]), inner, max_size=3)
    ),
    max_leaves=8,
)
FIELDS = [
    "id",
    "title",
    "description",
    "brand",
    "categories",
    "tags",
    "synonyms",
    "attributes",
    "images",
    "options",
    "variants",
    "status",
    "url",
    "sku",
    "prices",
    "stock",
]


@given(st.dictionaries(st.sampled_from(FIELDS), anything))
@settings(max_examples=300, deadline=None)
def test_nothing_json_can_say_breaks_the_check(data: dict[str, Any]) -> None:
    """Whatever a line holds, it becomes a draft that can be stored, or problems in words."""
    problems: list[Problem] = []
    result = product_draft(Loose("product", data, "products.jsonl", 1), SHOP, problems.append)
    if result is None:
        assert [p for p in problems if p.kind == "problem"]
        assert all(p.message and p.line == 1 for p in problems)
    else:
        digest_of(result[0])


def test_html_becomes_paragraphs() -> None:
    html = (
        "<h2>소재</h2><p>린넨&nbsp;100%\n입니다.</p><ul><li>물세탁</li><li>그늘 건조</li></ul>"
        "<style>p{color:red}</style><script>alert('x')</script><a href='javascript:x'>링크</a><img src=x onerror=alert(1)>"
        "<table><tr><th>S</th><td>44</td></tr></table>"
    )
    assert texts.plain(html) == "소재\n\n린넨 100% 입니다.\n\n• 물세탁\n• 그늘 건조\n\n링크\n\nS 44"
    assert texts.plain("사이즈 < 90 & 95 > 85\n\n\n\n다음") == "사이즈 < 90 & 95 > 85\n\n다음"
    assert texts.line("<b>白い</b>\n シャツ") == "白い シャツ"


@given(st.text())
def test_texts_are_plain_and_stay_as_they_are(text: str) -> None:
    for read in (texts.plain, texts.line):
        once = read(text)
        assert "\0" not in once
        assert once[:1] not in {"=", "+", "@", "\t", "\r"}
        assert not once.startswith("-")
        once.encode()
        if "&" not in text and "<" not in text:
            assert read(once) == once


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ('=HYPERLINK("http://evil","click")', '\'=HYPERLINK("http://evil","click")'),
        ("@SUM(1+1)*cmd|' /C calc'!A0", "'@SUM(1+1)*cmd|' /C calc'!A0"),
        ("+82-2-123-4567", "'+82-2-123-4567"),
        ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
        ("-20°C 보냉백", "\u221220°C 보냉백"),
        ("- 물세탁", "• 물세탁"),
        ("\t=1+1", "'=1+1"),
        ("＝1+1", "'＝1+1"),
        ("린넨=시원함", "린넨=시원함"),
    ],
)
def test_formulas_are_neutralised(cell: str, kept: str) -> None:
    assert texts.plain(cell) == kept


@pytest.mark.parametrize(
    ("written", "currency", "minor"),
    [
        ("49000", "KRW", 49000),
        ("49,000", "KRW", 49000),
        ("49,000원", "KRW", 49000),
        ("₩ 49,000", "KRW", 49000),
        ("４９０００", "KRW", 49000),
        ("49000.00", "KRW", 49000),
        ("1,234,567", "JPY", 1234567),
        ("¥5,400", "JPY", 5400),
        ("5,400円", "JPY", 5400),
        ("19.99", "USD", 1999),
        ("$19.99", "USD", 1999),
        ("19.99 USD", "USD", 1999),
        ("USD 1,234.50", "USD", 123450),
        ("1.234,50 €", "EUR", 123450),
        ("1 234,50", "EUR", 123450),
        ("1'234.50", "CHF", 123450),
        ("12,5", "EUR", 1250),
        ("0.500", "KWD", 500),
        ("1,234", "USD", 123400),
        (15, "USD", 1500),
    ],
)
def test_prices_people_write(written: Any, currency: str, minor: int) -> None:
    assert read_price(written, currency) == minor


@pytest.mark.parametrize(
    ("written", "currency"),
    [
        ("1.234", "USD"),
        ("49.000", "KRW"),
        ("12.5", "KRW"),
        ("19.999", "JPY"),
        ("-1", "KRW"),
        ("\u22121", "KRW"),
        ("(5)", "USD"),
        ("12,34,567", "USD"),
        ("1,2,3", "USD"),
        ("1.2.3", "USD"),
        ("1e5", "KRW"),
        ("0x10", "KRW"),
        ("NaN", "USD"),
        ("", "USD"),
        (".", "USD"),
        ("무료", "KRW"),
        ("100 USD", "KRW"),
        ("5.", "USD"),
        ("9" * 40, "KRW"),
        (True, "KRW"),
        (None, "KRW"),
        ([1], "KRW"),
    ],
)
def test_prices_nobody_can_be_sure_of(written: Any, currency: str) -> None:
    with pytest.raises(BadAmount) as refused:
        read_price(written, currency)
    assert len(refused.value.args) == 2


@given(st.integers(0, 10**12), st.sampled_from(["KRW", "JPY", "USD", "KWD"]), st.booleans())
def test_a_price_written_out_is_read_back(minor: int, currency: str, grouped: bool) -> None:
    value = Money(minor, currency).decimal
    decimals = decimals_of(currency)
    text = f"{value:,.{decimals}f}" if grouped else f"{value:.{decimals}f}"
    assert read_price(text, currency) == minor


@given(st.text(max_size=20), st.sampled_from(["KRW", "USD"]))
def test_no_text_is_read_as_a_price_below_zero(text: str, currency: str) -> None:
    with contextlib.suppress(BadAmount):
        assert 0 <= read_price(text, currency) <= 10**13
