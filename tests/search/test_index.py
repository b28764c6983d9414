"""Documents are found by words, typos, other spellings and filters; the same on both databases."""

from __future__ import annotations

import pytest

from dangol.runtime.database import Database
from dangol.runtime.errors import DatabaseUnfit
from dangol.search import index, postings
from dangol.search.documents import Document, Facts, Filters, PriceRange
from dangol.search.errors import KindUnknown, LanguageUnknown
from dangol.search.index import put, remove, search, set_available


def facts(category: str, color: tuple[str, ...], won: int, **more: object) -> Facts:
    size = more.pop("size", ("M", "L"))
    return Facts(
        categories=(category,),
        values={"color": color, "size": size},  # type: ignore[dict-item]
        prices={"KRW": PriceRange(won, won + 5000)},
        **more,  # type: ignore[arg-type]
    )


GOODS: list[tuple[str, dict[str, tuple[str, str]], Facts]] = [
    (
        "linen-shirt",
        {
            "en": ("Linen shirt", "Haru button-down summer"),
            "ko": ("린넨 셔츠", "하루 남방 여름"),
            "ja": ("リネンシャツ", "ハル 夏"),
        },
        facts("clothing/shirts", ("white", "blue"), 49000, brand="Haru", newness=3),
    ),
    (
        "oxford-shirt",
        {
            "en": ("Oxford cotton shirt", "Mori"),
            "ko": ("옥스퍼드 면 셔츠", "모리"),
            "ja": ("オックスフォードシャツ", "モリ 綿"),
        },
        facts("clothing/shirts", ("white",), 39000, brand="Mori", newness=9),
    ),
    (
        "raincoat",
        {
            "en": ("Light raincoat", "waterproof"),
            "ko": ("가벼운 레인코트", "방수 우비"),
            "ja": ("軽いレインコート", "防水 雨"),
        },
        facts("clothing/coats", ("navy",), 89000, available=False, newness=5),
    ),
    (
        "mug",
        {"en": ("Stoneware mug 350ml", "cup"), "ko": ("도자기 머그컵", "컵 잔"), "ja": ("陶器のマグカップ", "食器")},
        facts("kitchen/cups", ("black",), 15000, size=()),
    ),
    (
        "red-shoes",
        {
            "en": ("Red running shoes", "sneakers trainers"),
            "ko": ("빨간 러닝화", "운동화 신발"),
            "ja": ("赤いランニングシューズ", "靴 スニーカー"),
        },
        facts("shoes", ("red",), 120000, size=("260", "270")),
    ),
    (
        "umbrella",
        {"en": ("Folding umbrella", "compact"), "ko": ("접이식 우산", "휴대용"), "ja": ("折りたたみ傘", "携帯")},
        facts("accessories", ("black", "navy"), 22000),
    ),
]


def documents() -> list[Document]:
    return [
        Document("product", ref, lang, title, keywords, "A body text that all share.", fact)
        for ref, texts, fact in GOODS
        for lang, (title, keywords) in texts.items()
    ]


@pytest.fixture
async def shop(database: Database) -> Database:
    async with database.transaction() as tx:
        assert await put(tx, documents()) == 18
    return database


@pytest.mark.parametrize(
    ("query", "lang", "first", "corrected"),
    [
        ("linen shirt", "en", "linen-shirt", None),
        ("shirts made of linen please", "en", "linen-shirt", None),
        ("raincoats", "en", "raincoat", None),
        ("rain coat", "en", "raincoat", None),
        ("umbrela", "en", "umbrella", "umbrella"),
        ("oxfrod shirt", "en", "oxford-shirt", "oxford shirt"),
        ("mug 350", "en", "mug", None),
        ("린넨셔츠", "ko", "linen-shirt", None),
        ("린 넨 셔 츠를 보여주세요", "ko", "linen-shirt", None),
        ("컵 있어요?", "ko", "mug", None),
        ("우산을 찾고 있어요", "ko", "umbrella", None),
        ("레인코드", "ko", "raincoat", "레인코트"),
        ("린넨셔스", "ko", "linen-shirt", "린넨 셔츠"),
        ("リネンのシャツを探しています", "ja", "linen-shirt", None),
        ("りねんしゃつ", "ja", "linen-shirt", None),
        ("傘", "ja", "umbrella", None),
        ("ランニングシュース", "ja", "red-shoes", "ランニングシューズ"),
        ("ﾏｸﾞｶｯﾌﾟ", "ja", "mug", None),
        ("ＬＩＮＥＮ　ｓｈｉｒｔ", "ko", "linen-shirt", None),
        ("linen", "ja", "linen-shirt", None),
    ],
)
async def test_the_best_hit(shop: Database, query: str, lang: str, first: str, corrected: str | None) -> None:
    async with shop.snapshot() as reader:
        hits = await search(reader, "product", query, lang)
    assert hits.ids[0] == first
    assert hits.total >= 1
    if corrected is not None:
        assert hits.corrected is not None
        assert corrected in hits.corrected
    elif hits.corrected is not None:
        assert hits.ids[0] == first


async def test_both_shirts_and_only_shirts_for_a_shirt(shop: Database) -> None:
    async with shop.snapshot() as reader:
        for query, lang in (("shirt", "en"), ("셔츠", "ko"), ("シャツ", "ja")):
            hits = await search(reader, "product", query, lang)
            assert set(hits.ids) == {"linen-shirt", "oxford-shirt"}, query
            assert hits.total == 2


async def test_nothing_fits(shop: Database) -> None:
    async with shop.snapshot() as reader:
        for query, lang in (("helicopter", "en"), ("헬리콥터", "ko"), ("望遠鏡", "ja"), ("'\" OR * NEAR(", "en")):
            hits = await search(reader, "product", query, lang)
            assert (hits.ids, hits.total) == ((), 0), query


async def test_filters_facets_and_sorting(shop: Database) -> None:
    async with shop.snapshot() as reader:
        clothing = await search(reader, "product", "", "ko", Filters(categories=("clothing",)), facets=True)
        white = await search(reader, "product", "shirt", "en", Filters(values={"color": ("blue", "red")}))
        large = await search(reader, "product", "", "en", Filters(values={"size": ("270",), "color": ("red",)}))
        there = await search(reader, "product", "", "ko", Filters(categories=("clothing",), available=True))
        below = await search(reader, "product", "", "ko", Filters(currency="KRW", most=30000), sort="price_asc")
        dear = await search(reader, "product", "", "ko", Filters(currency="KRW", least=80000), sort="price_desc")
        other = await search(reader, "product", "shirt", "en", Filters(without={"brand": ("Haru",)}))
        newest = await search(reader, "product", "shirt", "en", sort="newest")
        brand = await search(reader, "product", "", "en", Filters(brands=("Mori",)))
        page = await search(reader, "product", "", "en", limit=2, offset=4)
    assert set(clothing.ids) == {"linen-shirt", "oxford-shirt", "raincoat"}
    counted = {(f.name, f.value): f.count for f in clothing.facets}
    assert counted["category", "clothing/shirts"] == 2
    assert counted["category", "clothing"] == 3
    assert counted["color", "white"] == 2
    assert counted["brand", "Haru"] == 1
    assert white.ids == ("linen-shirt",)
    assert large.ids == ("red-shoes",)
    assert set(there.ids) == {"linen-shirt", "oxford-shirt"}
    assert below.ids == ("mug", "umbrella")
    assert dear.ids == ("red-shoes", "raincoat")
    assert other.ids == ("oxford-shirt",)
    assert newest.ids == ("oxford-shirt", "linen-shirt")
    assert brand.ids == ("oxford-shirt",)
    assert len(page.items) == 2
    assert page.total == 6


async def test_changes_are_found_at_once(shop: Database) -> None:
    async with shop.snapshot() as reader:
        assert (await search(reader, "product", "우산", "ko")).ids == ("umbrella",)
    async with shop.transaction() as tx:
        await put(tx, [Document("product", "umbrella", "ko", "접이식 양산", "자외선", "", Facts(available=True))])
    async with shop.snapshot() as reader:
        assert (await search(reader, "product", "우산", "ko")).ids == ()
        assert (await search(reader, "product", "양산", "ko")).ids == ("umbrella",)
        assert (await search(reader, "product", "umbrella", "en")).ids == ("umbrella",)
    async with shop.transaction() as tx:
        assert await remove(tx, "product", ["umbrella", "unheard-of"]) == 1
        assert await set_available(tx, "product", {"raincoat": True, "gone": True}) == 1
    async with shop.snapshot() as reader:
        assert (await search(reader, "product", "umbrella", "en")).ids == ()
        assert (await search(reader, "product", "레인코트", "ko", Filters(available=True))).ids == ("raincoat",)
        assert (await search(reader, "product", "umbrela", "en")).corrected is None


async def test_words_that_nearly_everything_has(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only such words: first what has all of them in its title, whichever of its languages they stand in."""
    fact = facts("shirts", ("white",), 30000)

    def english(n: int) -> Document:
        title, keywords = ("Cotton shirt" if 200 <= n < 350 else "Shirt"), ("cotton" if n >= 200 else "")
        return Document("product", f"{n:04}", "en", title, keywords, "", fact)

    many = [english(n) for n in range(2300)]
    async with database.transaction() as tx:
        await put(tx, [*many, *(Document("product", f"{n:04}", "ko", "셔츠", "", "", fact) for n in range(2300))])

    async def found(query: str) -> tuple[int, set[str]]:
        async with database.snapshot() as reader:
            hits = await search(reader, "product", query, "en", limit=100)
        return hits.total, set(hits.ids)

    best = {f"{n:04}" for n in range(200, 350)}
    for query in ("cotton shirt", "cotton 셔츠"):
        total, first = await found(query)
        assert total == 2100
        assert first < best
    # Lists too long to be kept whole share less than there is: then the database says what has all the words.
    monkeypatch.setattr(postings, "MOST", 2000)
    monkeypatch.setattr(index, "MOST", 2000)
    async with database.transaction() as tx:
        await put(tx, many[:1])
    total, first = await found("cotton shirt")
    assert total == 2000
    assert first < best


async def test_kinds_never_meet(shop: Database) -> None:
    async with shop.transaction() as tx:
        await put(tx, [Document("article", "returns", "ko", "린넨 셔츠 반품", "", "")])
    async with shop.snapshot() as reader:
        assert (await search(reader, "article", "린넨 셔츠", "ko")).ids == ("returns",)
        assert "returns" not in (await search(reader, "product", "반품", "ko")).ids


async def test_what_has_no_place_is_refused(shop: Database) -> None:
    async with shop.transaction() as tx:
        with pytest.raises(KindUnknown):
            await put(tx, [Document("spell", "x", "en", "x")])
        with pytest.raises(LanguageUnknown):
            await put(tx, [Document("product", "x", "tlh", "x")])


async def test_a_database_that_knows_no_korean_letters_is_refused() -> None:
    from dangol.search.postings import check_database

    class Answering:
        dialect = "postgresql"

        async def first(self, statement: object) -> tuple[str, str]:
            return ("C", "UTF8")

    with pytest.raises(DatabaseUnfit, match="LC_CTYPE"):
        await check_database(Answering())  # type: ignore[arg-type]
