"""Whom a product is stated to be for, in figures, and which version a measure falls to."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.goods import product, words
from dangol.assistant.sized import bounds_stated, decide, versions_stated
from dangol.commerce.catalog.products import Attribute, Option, OptionValue, Product
from dangol.nlu.body_measures import measures_told


def sizes(*names: str) -> Option:
    return Option("size", words("Size", "사이즈", "サイズ"), tuple(OptionValue(n.lower(), words(n)) for n in names))


HARNESS = product(
    "harness",
    words("Ridge Harness", "릿지 하네스", "リッジハーネス"),
    words(
        "Padded, 320 g. Chest girth: XS 32-40 cm, S 40-52 cm, M 52-66 cm.",
        "패딩 320g. 가슴둘레: XS 32~40cm, S 40~52cm, M 52~66cm.",
        "パッド入り320g。胸囲：XS 32〜40cm、S 40〜52cm、M 52〜66cm。",
    ),
    options=[sizes("XS", "S", "M")],
)
COAT = product(
    "coat",
    words("Raincoat", "우비", "レインコート"),
    words(
        "Waterproof to 8,000 mm. Back length: S 28 cm, M 36 cm, L 46 cm.",
        "내수압 8,000mm. 등길이: S 28cm, M 36cm, L 46cm.",
        "耐水圧8,000mm。着丈：S 28cm、M 36cm、L 46cm。",
    ),
    options=[sizes("S", "M", "L")],
)
TOY = product(
    "toy",
    words("Rubber toy", "고무 장난감", "ラバートイ"),
    words(
        "S (7 cm) for dogs up to 8 kg, M (10 cm) for 8 to 20 kg, L (13 cm) for 20 kg and more.",
        "S(7cm) 8kg까지, M(10cm) 8~20kg, L(13cm) 20kg 이상.",
        "S（7cm）は8kgまで、M（10cm）は8〜20kg、L（13cm）は20kg以上。",
    ),
    options=[sizes("S", "M", "L")],
)
SOCKS = product(
    "socks",
    words("Socks", "양말", "靴下"),
    words(
        "M is for 225 to 250 mm, L for 255 to 285 mm.",
        "225~250mm는 M, 255~285mm는 L이에요.",
        "Mは22.5～25cm、Lは25.5～28.5cmに対応します。",
    ),
    options=[sizes("M", "L")],
)
GUARDS = product(
    "guards",
    words("Shin guards", "정강이 보호대", "シンガード"),
    words(
        "S to 140 cm tall, M to 165 cm, L above.",
        "S 키 140cm까지, M 165cm까지, L 그 이상.",
        "Sは身長140cmまで、Mは165cmまで、Lはそれ以上。",
    ),
    options=[sizes("S", "M", "L")],
)
SUIT = product(
    "suit",
    words("Kids' suit", "아동 수영복", "キッズ水着"),
    words(
        "The size is the child's height in cm: 100 or 110.",
        "사이즈는 키(cm) 기준이에요. 100은 3~4세, 110은 5세 정도예요.",
        "サイズは身長（cm）。100は3〜4歳、110は5歳くらい。",
    ),
    options=[sizes("100", "110")],
)
SHEET = product(
    "sheet",
    words("Sheet", "커버", "シーツ"),
    words(
        "Single 100×200 cm, double 140×200 cm.",
        "싱글 100×200cm, 더블 140×200cm.",
        "シングル100×200cm、ダブル140×200cm。",
    ),
    options=[
        Option(
            "size",
            words("Size", "사이즈", "サイズ"),
            (
                OptionValue("single", words("Single", "싱글", "シングル")),
                OptionValue("double", words("Double", "더블", "ダブル")),
            ),
        )
    ],
)
FRAME = product(
    "frame",
    words("Frame", "프레임", "フレーム"),
    options=[
        Option(
            "size",
            words("Rider height", "키", "身長"),
            (OptionValue("s", words("S (155-165 cm)")), OptionValue("m", words("M (165-175 cm)"))),
        )
    ],
)
CARRIER = product(
    "carrier",
    words("Carrier", "이동가방", "キャリー"),
    words(
        "For cats and dogs up to 7 kg, 44 × 28 × 26 cm. Weighs 1.2 kg.",
        "7kg까지 고양이·강아지용, 44×28×26cm. 무게 1.2kg.",
        "7kgまでの猫・犬用、44×28×26cm。重さ1.2kg。",
    ),
)


def verdict(thing: Product, lang: str, text: str) -> tuple[str, str] | None:
    stated = versions_stated(thing, lang)
    found = next((d for told in measures_told(text) if (d := decide(told, stated)) is not None), None)
    return (found.verdict, found.stated.value) if found else None


@pytest.mark.parametrize(
    ("thing", "lang", "text", "wanted"),
    [
        (HARNESS, "en", "his chest is 48 cm", ("fits", "s")),
        (HARNESS, "ko", "가슴둘레 48이요", ("fits", "s")),
        (HARNESS, "ja", "胸囲測ったら57でした", ("fits", "m")),
        (HARNESS, "en", "a 52 cm chest", ("border", "m")),
        (HARNESS, "ko", "가슴둘레 70", ("too_big", "m")),
        (HARNESS, "ja", "胸囲30", ("too_small", "xs")),
        (HARNESS, "en", "she is 6 kg", None),
        (HARNESS, "ko", "목둘레 48", None),
        (COAT, "en", "his back is 34 cm", ("between", "m")),
        (COAT, "ko", "등길이 34쯤", ("between", "m")),
        (COAT, "ja", "着丈36", ("fits", "m")),
        (TOY, "en", "she's 6 kg", ("fits", "s")),
        (TOY, "ko", "우리개 6키로", ("fits", "s")),
        (TOY, "ja", "うちの子は25キロ", ("fits", "l")),
        (TOY, "ko", "8kg", ("border", "m")),
        (SOCKS, "en", "my feet are 245 mm", ("fits", "m")),
        (SOCKS, "ko", "발 252", ("between", "l")),
        (SOCKS, "ja", "足は26cm", ("fits", "l")),
        (GUARDS, "en", "I'm 172 cm tall", ("fits", "l")),
        (GUARDS, "ko", "키 150", ("fits", "m")),
        (GUARDS, "ja", "身長130", ("fits", "s")),
        (SUIT, "en", "he is 107 cm tall", ("between", "110")),
        (SUIT, "ko", "5살이에요", ("fits", "110")),
        (SUIT, "ja", "身長110", ("fits", "110")),
        (SHEET, "en", "a 140x200 mattress", ("fits", "double")),
        (SHEET, "ko", "매트리스 140x200", ("fits", "double")),
        (SHEET, "ja", "マットレスは100×200cm", ("fits", "single")),
        (FRAME, "en", "I'm 172 cm tall", ("fits", "m")),
        (FRAME, "ko", "키 160", ("fits", "s")),
        (FRAME, "ja", "身長180です", ("too_big", "m")),
    ],
)
def test_the_version_for_a_measure(thing: Product, lang: str, text: str, wanted: tuple[str, str] | None) -> None:
    assert verdict(thing, lang, text) == wanted


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
def test_what_a_thing_weighs_itself_is_no_bound(lang: str) -> None:
    bounds = [(span.kind, span.low, span.high) for span, _ in bounds_stated(CARRIER, lang)]
    assert bounds == [("mass", None, Decimal(7000))]
    assert versions_stated(CARRIER, lang) == []


@pytest.mark.parametrize(
    ("en", "ko", "ja", "low", "high"),
    [
        ("Senior, from 8 years", "시니어, 8살 이상", "シニア（8歳から）", 96, None),
        ("Puppy, 2-12 months", "퍼피, 2~12개월", "子犬（2〜12か月）", 2, 12),
        (
            "Not for children under 12 years",
            "12세 미만은 사용하지 마세요",
            "12歳未満のお子さまには使えません",
            144,
            None,
        ),
        ("6 months to 3 years", "6개월~3세", "6か月〜3歳", 6, 36),
    ],
)
def test_ages_are_stated_in_three_languages(en: str, ko: str, ja: str, low: int, high: int | None) -> None:
    told = Attribute("age", words("For", "대상", "対象"), words(en, ko, ja))
    thing = product("thing", words("Thing"), attributes=[told])
    for lang in ("en", "ko", "ja"):
        ((span, line),) = bounds_stated(thing, lang)
        assert (span.kind, span.low, span.high) == ("age", low, high)
        assert told.value.text(lang) in line


def test_how_long_something_keeps_is_nobodys_age() -> None:
    for lang in ("en", "ko", "ja"):
        thing = product(
            "thing",
            words("Thing"),
            words(
                "Keeps for up to 3 months. Change it every 4 weeks or more.",
                "개봉 후 4주까지 보관하세요.",
                "開封後は3か月まで保存できます。",
            ),
        )
        assert bounds_stated(thing, lang) == []
