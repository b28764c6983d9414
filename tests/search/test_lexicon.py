"""The catalogue's words are found in free text: typos, missing spaces, particles, other scripts; everyday words are not."""

from __future__ import annotations

import pytest

from dangol.runtime.database import Database
from dangol.search.lexicon import CatalogLexicon
from dangol.search.names import Name, value_kind, value_name, value_parts
from dangol.search.naming import lexicon, put_names, remove_names
from dangol.search.sounds import sounds_of


def rows() -> list[Name]:
    names: list[Name] = []

    def add(row: str, kind: str, value: str, texts: dict[str, list[str]]) -> None:
        for lang, spelled in texts.items():
            for place, text in enumerate(spelled):
                names.append(Name(row, kind, value, lang, text, spelled[0], place > 0))  # type: ignore[arg-type]

    add("category:shirts", "category", "shirts", {"en": ["Shirts & blouses"], "ko": ["셔츠"], "ja": ["シャツ"]})
    add("category:cups", "category", "cups", {"en": ["Cups"], "ko": ["컵"], "ja": ["カップ"]})
    add("category:umbrellas", "category", "umbrellas", {"en": ["Umbrellas"], "ko": ["우산"], "ja": ["傘"]})
    add(
        "product:p1",
        "product",
        "p1",
        {"en": ["Haru Linen Shirt"], "ko": ["하루 린넨 셔츠"], "ja": ["ハル リネンシャツ"]},
    )
    add("product:p2", "product", "p2", {"en": ["Storm Umbrella"], "ko": ["태풍 우산"], "ja": ["ストーム傘"]})
    add(
        "product:p3",
        "product",
        "p3",
        {"en": ["Aeropress Go", "travel brewer"], "ko": ["에어로프레스 고"], "ja": ["エアロプレスGO"]},
    )
    add("brand:Nike", "brand", "Nike", {"en": ["Nike"]})
    add("brand:Uniqlo", "brand", "Uniqlo", {"en": ["Uniqlo"]})
    names += [
        value_name("color", "color", "black", lang, text)
        for lang, text in (("en", "Black"), ("ko", "블랙"), ("ja", "ブラック"))
    ]
    names += [value_name("color", "color", "navy", "en", "Navy")]
    names += [value_name("size", "size", size, "en", size) for size in ("S", "M", "270", "9")]
    names += [
        value_name("material", "attribute", "linen", lang, text)
        for lang, text in (("en", "Linen"), ("ko", "린넨"), ("ja", "リネン"))
    ]
    return names


LEXICON = CatalogLexicon(rows())


def found(text: str, lang: str) -> list[tuple[str, str, str]]:
    return [(text[m.start : m.end], m.kind, m.value) for m in LEXICON.find(text, lang)]


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Do you have shirts in black?", "en", [("shirts", "category", "shirts"), ("black", "color", "color=black")]),
        ("a linen blouse", "en", [("linen", "attribute", "material=linen"), ("blouse", "category", "shirts")]),
        ("the haru linen shirt please", "en", [("haru linen shirt", "product", "p1")]),
        ("is the STORM umbrella in stock", "en", [("STORM umbrella", "product", "p2")]),
        ("an aeropres", "en", [("aeropres", "product", "p3")]),
        ("some umbrelas", "en", [("umbrelas", "category", "umbrellas")]),
        ("size 270 or in size 9, medium", "en", [
            ("270", "size", "size=270"), ("9", "size", "size=9"), ("medium", "size", "size=M"),
        ]),
        ("린넨셔츠 있어요?", "ko", [("린넨", "attribute", "material=linen"), ("셔츠", "category", "shirts")]),
        ("하루린넨셔츠는요?", "ko", [("하루린넨셔츠", "product", "p1")]),
        ("셔츠를 보여주세요", "ko", [("셔츠", "category", "shirts")]),
        ("셔츠추천해줘", "ko", [("셔츠", "category", "shirts")]),
        ("컵을 주세요", "ko", [("컵", "category", "cups")]),
        ("여름셔츠 찾아요", "ko", [("셔츠", "category", "shirts")]),
        ("검정색 우산", "ko", [("검정색", "color", "color=black"), ("우산", "category", "umbrellas")]),
        ("나이키 있어요?", "ko", [("나이키", "brand", "Nike")]),
        ("에어로프래스", "ko", [("에어로프래스", "product", "p3")]),
        ("黒いリネンのシャツ", "ja", [
            ("黒い", "color", "color=black"), ("リネン", "attribute", "material=linen"), ("シャツ", "category", "shirts"),
        ]),
        ("リネンシャツありますか", "ja", [("リネンシャツ", "product", "p1")]),
        ("しゃつをください", "ja", [("しゃつ", "category", "shirts")]),
        ("傘を買いたい", "ja", [("傘", "category", "umbrellas")]),
        ("折りたたみ傘", "ja", [("傘", "category", "umbrellas")]),
        ("ユニクロのシャツ", "ja", [("ユニクロ", "brand", "Uniqlo"), ("シャツ", "category", "shirts")]),
        ("ＢＬＡＣＫのｼｬﾂ", "ja", [("ＢＬＡＣＫ", "color", "color=black"), ("ｼｬﾂ", "category", "shirts")]),
    ],
)  # fmt: skip
def test_what_a_message_mentions(text: str, lang: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(text, lang) == expected


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("can I have it? what is the best for me, please show me some", "en"),
        ("what's the weather like today", "en"),
        ("I ordered 9 of them for 270 dollars", "en"),
        ("go on", "en"),
        ("배송비 얼마예요", "ko"),
        ("주문 취소하고 싶어요", "ko"),
        ("추천해 주세요 오늘 안에 받을 수 있나요", "ko"),
        ("내가 뭘 샀지", "ko"),
        ("컵라면", "ko"),
        ("返品したいのですがどうすればいいですか", "ja"),
        ("おすすめを教えてください", "ja"),
        ("", "ja"),
        ("!!! 😀", "ko"),
    ],
)
def test_everyday_words_name_nothing(text: str, lang: str) -> None:
    assert found(text, lang) == []


def test_links_keep_every_meaning() -> None:
    names = [Name(f"product:q{i}", "product", f"q{i}", "ko", "무선 이어폰") for i in range(3)]
    (match,) = CatalogLexicon(names).find("무선이어폰이요", "ko")
    assert {link.row for link in match.links} == {"product:q0", "product:q1", "product:q2"}
    assert all(0 < link.score <= 1 for link in match.links)


def test_words_it_knows_and_the_nearest() -> None:
    assert LEXICON.knows("shirt")
    assert LEXICON.knows("셔츠")
    assert LEXICON.knows("リネンシャツ")
    assert not LEXICON.knows("helicopter")
    assert LEXICON.nearest("umbrelal") == "umbrella"
    assert LEXICON.nearest("에어로프래스") == "에어로프레스"
    assert LEXICON.nearest("the") is None
    assert LEXICON.nearest("zebra") is None


def test_which_values_are_colours_and_sizes() -> None:
    assert value_kind("opt1", "Farbe", "색상") == "color"
    assert value_kind("shoe-size") == "size"
    assert value_kind("material", "소재") == "attribute"


async def test_the_lexicon_follows_the_catalogue(database: Database) -> None:
    async with database.transaction() as tx:
        assert await put_names(tx, rows()) == len(rows())
        assert await put_names(tx, rows()) == 0
    async with database.snapshot() as reader:
        known = await lexicon(reader)
        assert [m.value for m in known.find("우산 있어요?", "ko")] == ["umbrellas"]
        assert await lexicon(reader) is known
    async with database.transaction() as tx:
        await put_names(tx, [Name("category:umbrellas", "category", "umbrellas", "ko", "양산", "양산")])
        assert await remove_names(tx, ["brand:Nike", "brand:none"]) == 1
    async with database.snapshot() as reader:
        known = await lexicon(reader)
        assert [m.value for m in known.find("양산 있어요?", "ko")] == ["umbrellas"]
        assert [m.value for m in known.find("umbrellas", "en")] == ["p2"]
        assert known.find("나이키", "ko") == ()
        assert not known.knows("nike")


@pytest.mark.parametrize("tail", range(28))
def test_every_korean_syllable_has_a_sound(tail: int) -> None:
    """좋, 놓, 넣: the last of the 28 finals is ㅎ."""
    word = "나" + chr(0xAC00 + tail) + "도라"
    assert sounds_of(word), word


def test_names_are_shortened_joined_and_mistyped() -> None:
    names = [
        Name("category:tea", "category", "tea", lang, text, text)
        for lang, text in (("en", "Tea"), ("ko", "차"), ("ja", "お茶"))
    ]
    for row, en, ko, ja in (
        ("barley", "Roasted barley tea bags", "볶은 보리차 티백", "焙煎麦茶ティーバッグ"),
        ("green", "Roasted green tea bags", "볶은 녹차 티백", "焙煎緑茶ティーバッグ"),
        ("brass", "Brass hex bolts", "황동 육각 볼트", "真鍮六角ボルト"),
    ):
        names += [
            Name(f"product:{row}", "product", row, lang, text, text)
            for lang, text in (("en", en), ("ko", ko), ("ja", ja))
        ]
    names += [
        value_name("pack", "attribute", "100", lang, text)
        for lang, text in (("en", "Pack of 100"), ("ko", "100개입"), ("ja", "100個入り"))
    ]
    names.append(value_name("color", "color", "navy", "en", "Navy"))
    known = CatalogLexicon(names)

    def first(text: str, lang: str) -> str:
        return next(iter(match.value for match in known.find(text, lang)), "")

    assert first("add barley tea please", "en") == "barley"  # two words that one title alone has
    assert first("真鍮の六角ボルトはありますか", "ja") == "brass"
    assert first("황동의 육각 볼트 있나요", "ko") == "brass"
    assert first("in navvy please", "en") == "color=navy"
    assert first("100개들이로 주세요", "ko") == "pack=100"
    assert first("100本入りをください", "ja") == "pack=100"
    assert first("two 100 packs", "en") == "pack=100"


def test_katakana_are_cut_short() -> None:
    names = [
        Name("category:d", "category", "d", "ja", text, text) for text in ("ワンピース", "カーディガン", "カードケース")
    ]
    short = CatalogLexicon(names)

    def heard(text: str) -> list[str]:
        return [link.title for match in short.find(text, "ja") for link in match.links]

    assert heard("黒いワンピある?") == ["ワンピース"]
    assert heard("カーデも見たい") == ["カーディガン"]
    assert heard("カードで払えますか") == []


@pytest.mark.parametrize(
    ("value", "lang", "text"),
    [
        ("4 L", "ja", "4リットルのがいい"),
        ("4 L", "ko", "4리터짜리요"),
        ("4 L", "en", "the 4 litre one"),
        ("0.5 L", "en", "500ml please"),
        ("18V", "ja", "18ボルトで"),
        ("40 mm", "ko", "40미리로"),
        ("5 m", "en", "5 metres"),
        ("1 kg", "ja", "1000グラム"),
    ],
)
def test_measures_are_said_in_any_unit(value: str, lang: str, text: str) -> None:
    lexicon = CatalogLexicon([value_name("volume", "attribute", value, "en", value)])
    assert [m.value for m in lexicon.find(text, lang)] == [f"volume={value}"]


@pytest.mark.parametrize(
    ("lang", "text", "said"),
    [
        ("en", "the 0.5 gel pen", ["0.5 mm"]),
        ("en", "3 gel pens 0.5 please", ["0.5 mm"]),
        ("ko", "젤펜 0.5 하나요", ["0.5 mm"]),
        ("ja", "ゲルペンの0.5を2本", ["0.5 mm"]),
        ("ja", "ゲルペン 1.5ください", ["1.5 mm"]),
        ("en", "gel pens 15 please", []),
        ("en", "gel pens 5 please", []),
        ("en", "a gel pen for 0.5 dollars", []),
        ("en", "it came 0.5 hours late", []),
        ("ko", "젤펜 15자루요", []),
        ("ja", "ゲルペン15本", []),
    ],
)
def test_a_number_nobody_counts_by_needs_no_unit(lang: str, text: str, said: list[str]) -> None:
    names = [value_name("tip", "attribute", value, "en", value) for value in ("0.5 mm", "1.5 mm")]
    titles = {"en": "Sumi gel pen", "ko": "수미 젤펜", "ja": "スミ ゲルペン"}
    names += [Name("product:pen", "product", "pen", code, title, title) for code, title in titles.items()]
    found = CatalogLexicon(names).find(text, lang)
    assert [link.title for m in found if m.kind == "attribute" for link in m.links] == said


def test_shoes_are_measured_in_centimetres() -> None:
    lexicon = CatalogLexicon([value_name("size", "size", size, "en", size) for size in ("240", "245")])
    assert [m.value for m in lexicon.find("24.5cmある?", "ja")] == ["size=245"]
    assert [m.value for m in lexicon.find("24センチで", "ja")] == ["size=240"]


def test_a_polite_o_belongs_to_the_name_behind_it() -> None:
    known = CatalogLexicon([Name("category:tea", "category", "tea", "ja", "お茶", "お茶")])
    assert [m.value for m in known.find("夜でも飲めるお茶ってありますか", "ja")] == ["tea"]


def hooks() -> CatalogLexicon:
    titles = {
        "zinc": ("Zinc-plated wall hooks", "아연 도금 벽 고리", "亜鉛めっき壁掛けフック"),
        "brass": ("Brass wall hooks", "황동 벽 고리", "真鍮壁掛けフック"),
        "gloves": ("Cotton work gloves", "면 작업 장갑", "綿作業手袋"),
        "leather": ("Leather work gloves", "가죽 작업 장갑", "革作業手袋"),
        "boots": ("Short rain boots", "숏 레인부츠", "ショートレインブーツ"),
    }
    names = [
        Name(f"product:{row}", "product", row, lang, text, text)
        for row, texts in titles.items()
        for lang, text in zip(("en", "ko", "ja"), texts, strict=True)
    ]
    shelves = {
        "fittings": (("en", "hook"), ("ko", "고리"), ("ja", "フック")),
        "safety": (("en", "gloves"), ("ko", "장갑"), ("ja", "手袋")),
        "shoes/boots": (("en", "rain boots"), ("ja", "レインブーツ")),
    }
    names += [
        Name(f"category:{row}", "category", row, lang, text, text, synonym=True)
        for row, texts in shelves.items()
        for lang, text in texts
    ]
    names += [Name("category:shoes", "category", "shoes", "en", "rain boots", "rain boots", synonym=True)]
    return CatalogLexicon(names)


@pytest.mark.parametrize(
    ("text", "lang", "thing"),
    [
        ("do you have the hooks in zinc", "en", "zinc"),
        ("고리 황동으로 두 개", "ko", "brass"),
        ("亜鉛のフックありますか", "ja", "zinc"),
        ("the leather gloves please", "en", "leather"),
        ("綿手袋は洗えますか", "ja", "gloves"),
        ("レインブーツの黒", "ja", "boots"),
        ("rain boots in 240", "en", "boots"),
    ],
)
def test_a_word_beside_a_shelf_tells_which_of_its_things(text: str, lang: str, thing: str) -> None:
    rows = {k.row for m in hooks().find(text, lang) for k in m.links if k.row.startswith("product:")}
    assert rows == {f"product:{thing}"}


def test_what_is_refused_tells_nothing() -> None:
    (found,) = (m for m in hooks().find("gloves but not leather", "en") if m.kind == "category")
    assert {k.row for k in found.links} > {"product:gloves", "product:leather"}


def test_of_two_shelves_called_alike_the_inner_one_is_meant() -> None:
    (found,) = hooks().find("rain boots", "en")
    assert found.value == "shoes/boots"


def test_a_number_before_another_word_may_be_a_size() -> None:
    known = CatalogLexicon([*rows(), value_name("size", "size", "32", "en", "32")])
    assert ("size", "size=32") in [(m.kind, m.value) for m in known.find("haru linen shirt 32 black", "en")]
    assert "size" not in [m.kind for m in known.find("haru linen shirt 32 pieces", "en")]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Extra fine (EF)", ["Extra fine", "EF"]),
        ("極細 EF", ["極細", "ef"]),
        ("17호 포슬린", ["17호", "포슬린"]),
        ("21 ivory", ["21"]),
        ("50 sheets", []),
        ("20 mm", []),
        ("Forest green", []),
        ("Medium (M)", ["Medium"]),
    ],
)
def test_a_value_is_called_by_its_parts(name: str, parts: list[str]) -> None:
    assert value_parts(name) == parts


def test_one_of_several_named_in_a_row_is_a_thing_however_weakly_named() -> None:
    titles = {"pen": "Ballpoint pen", "pot": "Teapot"}
    found = CatalogLexicon(
        [Name(f"product:{row}", "product", f"product:{row}", "en", title, title) for row, title in titles.items()]
        + [Name("category:pens", "category", "category:pens", "en", "Pens")]
    )
    assert [m.kind for m in found.find("2 ballpoints and a teapot", "en")] == ["product", "product"]


def test_a_word_of_the_title_before_a_thing_names_no_other() -> None:
    found = CatalogLexicon(
        [
            Name("product:shirt", "product", "shirt", "en", "Oxford button-down shirt", "Oxford button-down shirt"),
            Name("product:derby", "product", "derby", "en", "Derby shoes", "Derby shoes"),
            Name("product:derby", "product", "derby", "en", "oxfords", "Derby shoes", synonym=True),
        ]
    ).find("the oxford shirt in white", "en")
    assert [(m.kind, m.value) for m in found] == [("product", "shirt")]


def _titles(*titles: str) -> CatalogLexicon:
    return CatalogLexicon(Name(f"product:{n}", "product", str(n), "ja", title, title) for n, title in enumerate(titles))


def test_a_word_of_katakana_that_one_title_ends_in_names_it() -> None:
    known = _titles("メリノビーニー", "リネンシャツ", "オックスフォードシャツ")
    assert [m.links[0].row for m in known.find("ビーニーを2つください", "ja")] == ["product:0"]
    assert known.find("シャツをください", "ja") == ()  # two end so


def test_another_number_is_no_slip_of_the_pen() -> None:
    known = CatalogLexicon([Name("product:1", "product", "1", "ko", "노리 식탁 160cm", "노리 식탁 160cm")])
    assert known.nearest("110cm") is None
    assert known.find("110cm", "ko") == ()


@pytest.mark.parametrize(
    ("text", "lang"), [("hb212 있어요?", "ko"), ("HB212のインク", "ja"), ("got HB212 in ink", "en")]
)
def test_a_makers_code_names_its_thing(text: str, lang: str) -> None:
    titles = {"hb": "HB212 Harbour boot ink", "mb": "MB340 Moor boot ink", "20": "Backpack 20L ink"}
    known = CatalogLexicon(Name(f"product:{row}", "product", row, lang, title, title) for row, title in titles.items())
    assert [match.value for match in known.find(text, lang) if match.kind == "product"] == ["hb"]
    assert not known.find("20L", lang)


def test_a_number_is_first_what_is_called_so() -> None:
    waist = Name("value:waist=26", "size", "waist=26", "en", '26"', '26"')
    shoe = Name("value:size=260", "size", "size=260", "ko", "260", "260")
    found = CatalogLexicon([waist, shoe]).find("사이즈 26", "ko")
    assert [link.row for link in found[0].links] == ["value:waist=26", "value:size=260"]


def test_a_name_does_not_stand_across_two_words() -> None:
    """*One, please* was the pears of Naju: the last syllable of one word and the first of the next."""
    lexicon = _titles("나주 배", "유기농 바나나")
    for text in ("하나 주세요", "하나 주문할게요", "두부 하나 주시면 돼요"):
        assert lexicon.find(text, "ko") == (), text
    assert [m.links[0].title for m in lexicon.find("바나나 하나 주세요", "ko")] == ["유기농 바나나"]
    assert [m.links[0].title for m in lexicon.find("나주배 하나요", "ko")] == ["나주 배"]
    assert [m.links[0].title for m in lexicon.find("나 주배 하나요", "ko")] == ["나주 배"]  # a blank in the wrong place


def titled(*titles: str, lang: str) -> CatalogLexicon:
    """Products called so and no other way."""
    return CatalogLexicon([Name(f"product:{n}", "product", str(n), lang, t, t, False) for n, t in enumerate(titles)])


@pytest.mark.parametrize(
    ("lang", "titles", "word"),
    [
        ("en", ("Lamb Adult Kibble", "Salmon Puppy Kibble", "Cotton Collar"), "kibble"),
        ("ko", ("양고기 어덜트 사료", "연어 퍼피 사료", "코튼 목줄"), "사료"),
    ],
)
def test_a_word_that_ends_several_titles_names_all_of_them_alike(lang: str, titles: tuple[str, ...], word: str) -> None:
    (match,) = titled(*titles, lang=lang).find(word, lang)
    assert {link.row for link in match.links} == {"product:0", "product:1"}
    assert len({link.score for link in match.links}) == 1


@pytest.mark.parametrize(
    ("lang", "titles", "word"),
    [
        ("en", ("Kids Bedding Set", "Towel Gift Set"), "one set"),
        ("ko", ("키즈 침구 세트", "타월 선물 세트"), "두 세트"),
        ("ja", ("キッズ寝具 セット", "タオル ギフト セット"), "2セット"),
        ("en", ("Kids Bedding Set", "Cotton Towel"), "one set"),
    ],
)
def test_what_things_come_in_is_no_kind_of_thing(lang: str, titles: tuple[str, ...], word: str) -> None:
    assert not titled(*titles, lang=lang).find(word, lang)


def test_the_end_of_one_compound_names_it_before_another_name_of_something_else() -> None:
    known = titled("ロープリード", "セーフティ首輪", lang="ja")
    (match,) = known.find("散歩のリード", "ja")
    assert [link.row for link in match.links] == ["product:0"]
