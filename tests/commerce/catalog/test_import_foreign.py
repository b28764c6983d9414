# ruff: noqa: E501 - rows of tables are as long as they are
"""Other systems' exports: each format's way of saying product, variant, price and stock, its traps, and its mistakes by line and column."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from commerce.conftest import SHIRT, SHOP
from dangol.commerce.catalog import repository
from dangol.commerce.catalog.errors import FileBroken
from dangol.commerce.catalog.importing import detect
from dangol.commerce.catalog.models import Sells, Status
from dangol.commerce.catalog.products import Product
from dangol.commerce.inventory.repository import available
from dangol.kit.money import Money
from dangol.runtime.clock import Clock
from dangol.runtime.database import Database

Take = Callable[..., Awaitable[Any]]
Write = Callable[..., Path]

SHOPIFY = """Handle,Title,Body (HTML),Vendor,Product Category,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,Variant Compare At Price,Variant Barcode,Image Src,Image Position,Image Alt Text,Variant Image,Fabric (product.metafields.custom.fabric),Status
linen,린넨 셔츠,"<p>시원한 <b>셔츠</b></p><ul><li>물세탁</li></ul><script>alert(1)</script>",하루,Apparel & Accessories > Clothing > Shirts,셔츠,"여름, 신상",TRUE,색상,화이트,사이즈,S,LW-S,240.0,shopify,5,deny,49000.00,59000.00,'8801234567890,https://cdn.example/w.jpg,1,흰 셔츠,https://cdn.example/w.jpg,린넨,active
mug,머그,,,,,,true,Title,Default Title,,,,0.0,,,deny,"12,000",,,,,,,,active
linen,,,,,,,,,화이트,,M,LW-M,240.0,shopify,-2,deny,49000.00,,,https://cdn.example/w2.jpg,2,,,,
linen,,,,,,,,,블랙,,S,,240.0,shopify,3,continue,52000,,,,,,https://cdn.example/b.jpg,,
linen,,,,,,,,,,,,,,,,,,,,https://cdn.example/side.jpg,3,옆모습,,,
hidden,나중에,,,,,,false,,,,,SOON,,shopify,1,deny,1000,,,,,,,,draft
"""

WOO = """ID,Type,SKU,"GTIN, UPC, EAN, or ISBN",Name,Published,"Is featured?","Visibility in catalog","Short description",Description,"Date sale price starts","Date sale price ends","In stock?",Stock,"Backorders allowed?","Weight (kg)","Sale price","Regular price",Categories,Tags,Images,Parent,"Attribute 1 name","Attribute 1 value(s)","Attribute 1 visible","Attribute 2 name","Attribute 2 value(s)"
45,variation,HOOD-BLU,,"후드 - 파랑",1,0,visible,,,,,1,4,0,,35000,42000,,,https://s.example/blue.jpg,id:44,색상,파랑,,사이즈,L
44,variable,HOOD,,후드,1,0,visible,"<p>따뜻해요</p>","첫 줄\\n둘째 줄",,,1,,0,0.5,,,"의류, 의류 > 후드","겨울, 기모\\, 두툼",https://s.example/hood.jpg,,색상,"빨강, 파랑",1,소재,면
46,variation,,,"후드 - 빨강",1,0,visible,,,2026-11-01,2026-11-30,0,0,0,,39000,42000,,,,HOOD,색상,빨강,,사이즈,L
50,simple,BEANIE,8801111111116,비니,1,0,visible,,,2020-01-01,2020-02-01,1,,0,0.1,9000,15000,"의류 > 모자",,"https://s.example/a.jpg, https://s.example/b.jpg",,소재,"울, 아크릴",1,,
51,"simple, virtual",,,상품권,1,0,visible,,,,,1,,0,,,10000,,,,,,,,,
52,grouped,SET,,세트,1,0,visible,,,,,1,,0,,,,,,,,,,,,
53,simple,LATER,,곧 나옴,0,0,visible,,,,,1,2,0,,,5000,,,,,,,,,
"""

TSV = (
    "id\ttitle\tdescription\tlink\timage link\tadditional image link\tavailability\tprice\tsale price\tsale price effective date\t"
    "brand\tgtin\tproduct type\tgoogle product category\titem group id\tcolor\tsize\tmaterial\tshipping weight\n"
    "KN-1\tニット - 赤 - S\tあたたかい<br>ニット\thttps://shop.example/kn\thttps://cdn.example/r.jpg\thttps://cdn.example/2.jpg,https://cdn.example/3.jpg\t"
    "in_stock\t5400 JPY\t4,320 JPY\t2026-11-01T00:00+0900/2026-11-30T23:59+0900\tハル\t4901234567894\tウェア > ニット\t1604\tKN\t赤\tS\tウール\t0.4 kg\n"
    "KN-2\tニット - 青 - M\t\thttps://shop.example/kn\thttps://cdn.example/b.jpg\t\tout of stock\t5400 JPY\t4320 JPY\t"
    "2020-01-01T00:00+0900/2020-01-31T23:59+0900\tハル\t\tウェア > ニット\t1604\tKN\t青\tM\tウール\t0.4 kg\n"
    "CUP\t湯のみ\t\thttps://shop.example/cup\thttps://cdn.example/c.jpg\t\tpreorder\t1,200 JPY\t\t\t\t\t\t\t\t\t\t磁器\t\n"
)

RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel><title>가게</title><link>https://shop.example</link>
<item>
<g:id>A1</g:id><title><![CDATA[백자 <b>잔</b>]]></title><description>희고 &amp; 얇은 잔</description>
<link>https://shop.example/a1</link><g:image_link>https://cdn.example/a.jpg</g:image_link>
<g:additional_image_link>https://cdn.example/a2.jpg</g:additional_image_link><g:additional_image_link>https://cdn.example/a3.jpg</g:additional_image_link>
<g:price>12000 KRW</g:price><g:availability>in stock</g:availability><g:product_type>그릇 &gt; 잔</g:product_type>
<g:product_detail><g:section_name>기본</g:section_name><g:attribute_name>지름</g:attribute_name><g:attribute_value>7 cm</g:attribute_value></g:product_detail>
<g:color>흰색</g:color>
</item>
<item><g:id>A2</g:id><title>접시</title><g:price>9000 KRW</g:price><g:availability>out_of_stock</g:availability></item>
</channel></rss>
"""

ATOM = """<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0"><title>shop</title>
<entry><g:id>B1</g:id><title>Teapot</title><summary>x</summary><link href="https://shop.example/b1"/><g:price>39.00 USD</g:price>
<g:availability>in_stock</g:availability></entry></feed>
"""


@pytest.fixture
def clock() -> Clock:
    """The sales of the samples are under way."""
    return Clock(datetime(2026, 11, 22, 12, tzinfo=UTC))


async def read(database: Database, product_id: str) -> Product:
    async with database.snapshot() as reader:
        found = await repository.product(reader, product_id)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("a.csv", SHOPIFY, "shopify_csv"),
        ("a.txt", "sep=;\nURL handle;Title;SKU;Price\na;b;c;1\n", "shopify_csv"),
        ("a.csv", WOO, "woocommerce_csv"),
        ("a.txt", TSV, "google_tsv"),
        ("a.xml", RSS.format(encoding="UTF-8"), "google_xml"),
        ("a.xml", ATOM, "google_xml"),
        ("a.csv", "sku,lang,field,text\nA,ja,title,あ\n", "translations_csv"),
        ("a.txt", '\n\n{"id": "a"}\n', "jsonl"),
    ],
)
def test_formats_are_told_by_their_content(write: Write, name: str, content: str, found: str) -> None:
    assert detect(write(name, content)) == found


async def test_shopify(database: Database, take: Take) -> None:
    report = await take("products.csv", SHOPIFY)
    assert report.ok, report.problems
    assert (report.format, report.created, report.variants) == ("shopify_csv", 3, 5)
    shirt = await read(database, "linen")
    assert (shirt.title.text("ko"), shirt.brand, shirt.tags) == ("린넨 셔츠", "하루", ("여름", "신상"))
    assert shirt.description.text("ko") == "시원한 셔츠\n\n• 물세탁"
    assert shirt.categories == ("apparel-&-accessories/clothing/shirts", "셔츠")
    assert [(a.id, a.name.text("ko"), a.value.text("ko")) for a in shirt.attributes] == [("material", "Fabric", "린넨")]
    assert [(o.id, o.name.text("ko"), [v.id for v in o.values]) for o in shirt.options] == [
        ("color", "색상", ["화이트", "블랙"]),
        ("size", "사이즈", ["s", "m"]),
    ]
    assert [v.sku for v in shirt.variants] == ["LW-S", "LW-M", "linen-블랙-s"]
    small = shirt.variants[0]
    assert (small.price("KRW"), small.list_price("KRW")) == (Money(49000, "KRW"), Money(59000, "KRW"))
    assert (small.barcode, small.weight_g) == ("8801234567890", 240)
    assert shirt.variants[2].sells is Sells.ALWAYS
    assert [p.src[-8:] for p in shirt.images] == ["le/w.jpg", "e/w2.jpg", "le/b.jpg", "side.jpg"]
    assert shirt.picture(shirt.variants[2]) == shirt.images[2]
    mug = await read(database, "mug")
    assert (mug.options, mug.variants[0].sku, mug.price_range("KRW")) == ((), "mug", (Money(12000, "KRW"),) * 2)
    assert (await read(database, "hidden")).status is Status.DRAFT
    async with database.snapshot() as reader:
        levels = await available(reader, ["LW-S", "LW-M", "mug"])
    assert (levels["LW-S"].available, levels["LW-M"].available, levels["mug"].counted) == (5, 0, False)
    assert (await take("products.csv", SHOPIFY)).unchanged == 3


async def test_shopify_in_its_newer_columns(database: Database, take: Take) -> None:
    text = (
        "Title,URL handle,Description,Vendor,Status,SKU,Option1 name,Option1 value,Price,Compare-at price,"
        "Inventory tracker,Inventory quantity,Continue selling when out of stock,Weight value (grams),Product image URL\n"
        "器,utsuwa,<p>白い器</p>,ハル,Active,U-1,サイズ,小,5400,,shopify,3,DENY,300,https://cdn.example/u.png\n"
        ",utsuwa,,,,U-2,,大,6400,,shopify,0,DENY,500,\n"
    )
    shop = type(SHOP)("ja", "JPY", ("JPY",), ("ja",))
    report = await take("products.csv", text, shop=shop)
    assert report.ok, report.problems
    product = await read(database, "utsuwa")
    assert (product.title.text("ja"), [v.sku for v in product.variants]) == ("器", ["U-1", "U-2"])
    assert (product.options[0].id, product.options[0].name.text("ja")) == ("size", "サイズ")
    assert product.price_range("JPY") == (Money(5400, "JPY"), Money(6400, "JPY"))


@pytest.mark.parametrize(
    ("row", "line", "column", "words"),
    [
        ("x,엑스,,,,,,true,,,,,X1,,shopify,1,deny,-5,,,,,,,,active", 2, "Variant Price", "below zero"),
        ("x,엑스,,,,,,true,,,,,X1,,shopify,1,deny,,,,,,,,,active", 2, "Variant Price", "price is missing"),
        ("x,엑스,,,,,,true,,,,,X1,,shopify,1,deny,12.345,,,,,,,,active", 2, "Variant Price", "two ways"),
        ("x,,,,,,,true,,,,,X1,,shopify,1,deny,1,,,,,,,,active", 2, "Title", "has no title"),
        ("x,엑스,,,,,,true,,,,,X1,,shopify,many,deny,1,,,,,,,,active", 2, "Variant Inventory Qty", "number of pieces"),
        ("x,엑스,,,,,,true,,,,,X1,heavy,shopify,1,deny,1,,,,,,,,active", 2, "Variant Grams", "weight in grams"),
        ("x,엑스,,,,,,true,,,,,X1,,shopify,1,deny,1,,,,,,,,gone", 2, "Status", "is not a state"),
        (",엑스,,,,,,true,,,,,X1,,shopify,1,deny,1,,,,,,,,active", 2, "Handle", "no handle"),
        ("x,엑스,,,,,,true,,,,,X1,,shopify,1,deny,1,,,,,,,,active,a,b", 2, "", "28 cells"),
        ('x,"엑스\n스,,,,,,true,,,,,X1,,shopify,1,deny,1,,,,,,,,active', 2, "", "never closed"),
        ("x,엑\0스,,,,,,true,,,,,X1,,shopify,1,deny,1,,,,,,,,active", 2, "Title", "NUL"),
        (f"x,{'엑' * 100_001},,,,,,true,,,,,X1,,shopify,1,deny,1,,,,,,,,active", 2, "Title", "more than 100,000"),
        (
            "x,엑스,,,,,,true,크기,S,,,X1,,,,deny,1,,,,,,,,active\nx,,,,,,,,,,,,X2,,,,deny,1,,,,,,,,",
            3,
            "Option1 Value",
            "which size",
        ),
        (
            "x,엑스,,,,,,true,,,,,X1,,,,deny,1,,,,,,,,active\ny,와이,,,,,,,,,,,X1,,,,deny,1,,,,,,,,",
            3,
            "Variant SKU",
            "too (line 2)",
        ),
    ],
)
async def test_shopify_mistakes(take: Take, row: str, line: int, column: str, words: str) -> None:
    head = SHOPIFY.splitlines()[0]
    report = await take("products.csv", f"{head}\n{row}\n")
    assert not report.applied
    assert [(p.line, p.column) for p in report.problems] == [(line, column)], report.problems
    assert words in report.problems[0].message
    assert report.problems[0].cure


async def test_woocommerce(database: Database, take: Take) -> None:
    report = await take("woo.csv", WOO)
    assert report.ok, report.problems
    assert (report.format, report.created, report.variants) == ("woocommerce_csv", 4, 5)
    hood = await read(database, "HOOD")
    assert (hood.title.text("ko"), hood.description.text("ko")) == ("후드", "따뜻해요\n\n첫 줄\n둘째 줄")
    assert (hood.categories, hood.tags) == (("의류", "의류/후드"), ("겨울", "기모, 두툼"))
    assert [(o.id, [v.id for v in o.values]) for o in hood.options] == [("color", ["빨강", "파랑"]), ("size", ["l"])]
    assert [(a.id, a.value.text("ko")) for a in hood.attributes] == [("material", "면")]
    blue, red = hood.variants
    assert (blue.sku, blue.price("KRW"), blue.list_price("KRW")) == (
        "HOOD-BLU",
        Money(35000, "KRW"),
        Money(42000, "KRW"),
    )
    assert (red.sku, red.price("KRW"), red.weight_g) == ("HOOD-빨강-l", Money(39000, "KRW"), 500)
    beanie = await read(database, "BEANIE")
    assert beanie.price_range("KRW") == (Money(15000, "KRW"),) * 2  # its sale is long over
    assert (beanie.variants[0].barcode, beanie.attributes[0].value.text("ko")) == ("8801111111116", "울, 아크릴")
    assert (await read(database, "id-51")).variants[0].sells is Sells.ALWAYS
    assert (await read(database, "LATER")).status is Status.DRAFT
    assert {n.line for n in report.notices if n.kind == "notice"} >= {4, 5, 7}
    async with database.snapshot() as reader:
        levels = await available(reader, ["HOOD-BLU", "HOOD-빨강-l"])
    assert (levels["HOOD-BLU"].available, levels["HOOD-빨강-l"].available) == (4, 0)


@pytest.mark.parametrize(
    ("rows", "line", "column", "words"),
    [
        ("1,variation,V1,가,1,HOODIE,5000", 2, "Parent", "no product 'HOODIE'"),
        ("1,variation,V1,가,1,,5000", 2, "Parent", "names no parent"),
        ("1,simple,A,가,1,,-3", 2, "Regular price", "below zero"),
        ("1,simple,A,,1,,3", 2, "Name", "title is missing"),
        (",simple,,가,1,,3", 2, "SKU", "neither a SKU nor an ID"),
        ("1,simple,A,가,1,,3\n2,simple,A,나,1,,3", 3, "SKU", "was described on line 2"),
    ],
)
async def test_woocommerce_mistakes(take: Take, rows: str, line: int, column: str, words: str) -> None:
    report = await take("woo.csv", f"ID,Type,SKU,Name,Published,Parent,Regular price\n{rows}\n")
    assert not report.applied
    assert [(p.line, p.column) for p in report.problems] == [(line, column)], report.problems
    assert words in report.problems[0].message


async def test_google_table(database: Database, take: Take) -> None:
    shop = type(SHOP)("ja", "JPY", ("JPY",), ("ja",))
    report = await take("feed.tsv", TSV, shop=shop)
    assert report.ok, report.problems
    assert (report.format, report.created, report.variants) == ("google_tsv", 2, 3)
    knit = await read(database, "KN")
    assert (knit.title.text("ja"), knit.description.text("ja")) == ("ニット", "あたたかい\nニット")
    assert [(o.id, [v.name.text("ja") for v in o.values]) for o in knit.options] == [
        ("color", ["赤", "青"]),
        ("size", ["S", "M"]),
    ]
    assert [(a.id, a.value.text("ja")) for a in knit.attributes] == [("material", "ウール")]
    assert (knit.categories, knit.url) == (("ウェア/ニット",), "https://shop.example/kn")
    red, blue = knit.variants
    assert (red.price("JPY"), red.list_price("JPY")) == (Money(4320, "JPY"), Money(5400, "JPY"))
    assert (blue.price("JPY"), blue.list_price("JPY")) == (Money(5400, "JPY"), None)
    assert (red.weight_g, red.barcode, len(knit.images)) == (400, "4901234567894", 4)
    async with database.snapshot() as reader:
        levels = await available(reader, ["KN-1", "KN-2", "CUP"])
    assert (levels["KN-1"].counted, levels["KN-2"].available, levels["CUP"].has(5)) == (False, 0, True)


@pytest.mark.parametrize(("encoding", "declared"), [("utf-8", "UTF-8"), ("cp949", "EUC-KR"), ("utf-16", "UTF-16")])
async def test_google_rss(database: Database, take: Take, encoding: str, declared: str) -> None:
    report = await take("feed.xml", RSS.format(encoding=declared), encoding)
    assert report.ok, report.problems
    cup = await read(database, "A1")
    assert (cup.title.text("ko"), cup.description.text("ko")) == ("백자 잔", "희고 & 얇은 잔")
    assert (cup.price_range("KRW"), cup.categories) == ((Money(12000, "KRW"),) * 2, ("그릇/잔",))
    assert {a.id: a.value.text("ko") for a in cup.attributes} == {"color": "흰색", "지름": "7 cm"}
    assert len(cup.images) == 3


async def test_google_atom_and_its_currency(database: Database, take: Take) -> None:
    assert (await take("feed.xml", ATOM)).ok
    teapot = await read(database, "B1")
    assert (teapot.price_range("USD"), teapot.url) == ((Money(3900, "USD"),) * 2, "https://shop.example/b1")
    report = await take("feed.xml", ATOM.replace("USD", "EUR").replace("B1", "B2"))
    assert [(p.line, p.column) for p in report.problems] == [(3, "price")]
    report = await take("feed.xml", ATOM.replace("in_stock", "perhaps").replace("B1", "B2"))
    assert [(p.column, p.value) for p in report.problems] == [("availability", "perhaps")]


@pytest.mark.parametrize(
    "text",
    [
        RSS.format(encoding="UTF-8")[:-30],
        RSS.format(encoding="UTF-8").replace("</title>", "</tilte>"),
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><rss><channel><item><id>&b;</id></item></channel></rss>',
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel><item><id>&a;</id></item></channel></rss>',
    ],
)
async def test_broken_and_mischievous_feeds(take: Take, text: str) -> None:
    with pytest.raises(FileBroken) as refused:
        await take("feed.xml", text)
    assert "line" in refused.value.message


async def test_translations(database: Database, take: Take) -> None:
    shirt = {**SHIRT, "title": "린넨 셔츠", "description": "시원해요"}
    assert (await take("products.jsonl", [shirt])).ok
    text = (
        "sku,product_id,category,language,field,text\n"
        "LS-WHI-S,,,ja,title,麻のシャツ\n"
        ',linen-shirt,,ja,description,"<p>涼しい</p>\n<p>軽い</p>"\n'
        ",linen-shirt,,ja,synonyms,ワイシャツ、ボタンダウン\n"
        ",linen-shirt,,zh-Hant,option:color=white,白色\n"
        ",linen-shirt,,ja,option:color,色\n"
        ",linen-shirt,,ja,attribute:weight,240グラム\n"
        ",linen-shirt,,ja,attribute_name:weight,重さ\n"
        ",linen-shirt,,en,alt:2,The back\n"
        ",linen-shirt,,en,title,\n"
        ",,clothing/shirts,ja,name,シャツ\n"
    )
    report = await take("ja.csv", text)
    assert report.ok, report.problems
    assert report.translations == 9
    product = await read(database, "linen-shirt")
    assert (product.title.text("ja"), product.title.text("ko")) == ("麻のシャツ", "린넨 셔츠")
    assert product.description.text("ja") == "涼しい\n\n軽い"
    assert product.synonyms["ja"] == ("ワイシャツ", "ボタンダウン")
    assert product.options[0].name.text("ja") == "色"
    assert product.options[0].values[0].name.text("zh-Hant") == "白色"
    assert [(a.name.text("ja"), a.value.text("ja")) for a in product.attributes][1] == ("重さ", "240グラム")
    assert product.images[1].alt.text("en") == "The back"
    assert product.version == 2
    assert (await take("ja.csv", text)).translations == 0
    # The shop's own file again, changed: what was translated stays.
    assert (await take("products.jsonl", [{**shirt, "tags": ["여름"]}])).updated == 1
    product = await read(database, "linen-shirt")
    assert (product.title.text("ja"), product.attributes[1].value.text("ja")) == ("麻のシャツ", "240グラム")
    assert product.images[1].alt.text("en") == "The back"


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("NOPE,ja,title,あ", "sku", "no variant with the SKU 'NOPE'"),
        ("LS-WHI-S,japanese,title,あ", "lang", "not a language code"),
        ("LS-WHI-S,ja,price,あ", "field", "no field of a product"),
        ("LS-WHI-S,ja,option:length,あ", "field", "no option 'length'"),
        ("LS-WHI-S,ja,alt:9,あ", "field", "no picture 9"),
        (",ja,title,あ", "sku", "which product"),
    ],
)
async def test_translation_mistakes_change_nothing(
    database: Database, take: Take, row: str, column: str, words: str
) -> None:
    assert (await take("products.jsonl", [SHIRT])).ok
    report = await take("ja.csv", f"sku,lang,field,text\nLS-WHI-S,ja,title,新しい\n{row}\n")
    assert (report.applied, report.translations) == (False, 0)
    assert [(p.line, p.column) for p in report.problems] == [(3, column)]
    assert words in report.problems[0].message
    assert (await read(database, "linen-shirt")).title.text("ja") == "リネンシャツ"
    assert (
        await take("ja.csv", f"sku,lang,field,text\nLS-WHI-S,ja,title,新しい\n{row}\n", keep_good=True)
    ).translations == 1


async def test_a_foreign_file_leaves_alone_what_it_cannot_say(database: Database, take: Take) -> None:
    """Shopify's file knows one language and one currency: translations and other prices survive it."""
    await take("products.jsonl", [{**SHIRT, "id": "linen"}])
    text = "Handle,Title,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Price\n" + "".join(
        f"linen,새 이름,color,{color},size,{size},LS-{color[:3].upper()}-{size},45000\n"
        for color in ("white", "black")
        for size in ("S", "M")
    )
    assert (await take("products.csv", text)).updated == 1
    product = await read(database, "linen")
    assert (product.title.text("ko"), product.title.text("ja")) == ("새 이름", "リネンシャツ")
    first = product.variants[0]
    assert (first.price("KRW"), first.price("USD")) == (Money(45000, "KRW"), Money(3900, "USD"))
    async with database.snapshot() as reader:
        assert (await available(reader, [first.id]))[first.id].available == 7  # the file gave no stock
