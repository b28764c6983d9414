"""A word is known by its sound in another script, and what only sounds a little like it is not."""

from __future__ import annotations

import pytest

from dangol.search.lexicon import CatalogLexicon
from dangol.search.names import Name
from dangol.search.sounds import ByFrame, Heard, alike, frames_of, is_borrowed, same_word, unlikeness
from dangol.search.vocabulary import Vocabulary

BORROWED = """
filter 필터 フィルター | camera 카메라 カメラ | film 필름 フィルム | lens 렌즈 レンズ
tripod 트라이포드 トライポッド | stand 스탠드 スタンド | lamp 램프 ランプ | lantern 랜턴 ランタン
tent 텐트 テント | tumbler 텀블러 タンブラー | spoon 스푼 スプーン | kettle 케틀 ケトル
dripper 드리퍼 ドリッパー | chocolate 초콜릿 チョコレート | sandwich 샌드위치 サンドイッチ | skirt 스커트 スカート
dress 드레스 ドレス | belt 벨트 ベルト | scarf 스카프 スカーフ | lipstick 립스틱 リップスティック
mascara 마스카라 マスカラ | serum 세럼 セラム | cream 크림 クリーム | candle 캔들 キャンドル
blanket 블랭킷 ブランケット | pedal 페달 ペダル | helmet 헬멧 ヘルメット | pump 펌프 ポンプ
sensor 센서 センサー | drill 드릴 ドリル | bolt 볼트 ボルト | pencil 펜슬 ペンシル
sticker 스티커 ステッカー | album 앨범 アルバム | puzzle 퍼즐 パズル | robot 로봇 ロボット
vitamin 비타민 ビタミン | protein 프로틴 プロテイン | collagen 콜라겐 コラーゲン | glove 글러브 グローブ
keyboard 키보드 キーボード
"""
WORDS = [tuple(line.split()) for part in BORROWED.strip().splitlines() for line in part.split(" | ")]
NATIVE = "지갑 신발 우산 가방 수건 냄비 의자 책상 이불 양말 목걸이 시계 안경 젓가락 자전거 신을 꽃은 나눠 많이 빨리 넣을 쌓을 남아".split()  # noqa: SIM905


@pytest.mark.parametrize(("english", "korean", "japanese"), WORDS, ids=lambda word: word)
def test_one_word_in_three_scripts(english: str, korean: str, japanese: str) -> None:
    for one, other in ((english, korean), (english, japanese), (korean, japanese)):
        assert frames_of(one) & frames_of(other), (one, other)
        assert unlikeness(one, other) <= 0.2, (one, other)


def test_hardly_any_word_is_taken_for_another() -> None:
    """Each word among all others, its own counterparts left out: what a shop has not must not be found as something else."""
    known = ByFrame[tuple[str, str]]()
    for trio in WORDS:
        for lang, word in zip(("en", "ko", "ja"), trio, strict=True):
            known.add(word, (lang, word))
    mistaken = []
    for trio in WORDS:
        for lang, word in zip(("en", "ko", "ja"), trio, strict=True):
            others = [k for k in known.near(word) if k[0] != lang and k[1] not in trio]
            if is_borrowed(word) and same_word(alike(word, others), lambda _: {1}):
                mistaken.append(word)
    assert len(mistaken) <= 2, mistaken


@pytest.mark.parametrize("word", [*NATIVE, "filter", "colour", "시트", "ミス", "네트"])
def test_what_is_no_borrowed_word_or_too_short_is_not_told_by_its_sound(word: str) -> None:
    vocabulary = Vocabulary()
    for english, korean, japanese in [
        *WORDS,
        ("mini", "미니", "ミニ"),
        ("single", "싱글", "シングル"),
        ("cotton", "코튼", "コットン"),
    ]:
        for lang, known in (("en", english), ("ko", korean), ("ja", japanese)):
            vocabulary.set(lang, known, 1)
    assert same_word(vocabulary.heard("ko", word), lambda _: {1}) is None


def test_two_languages_of_one_thing_agree_on_it() -> None:
    heard = [Heard(0.08, "en", "cushion"), Heard(0.06, "ja", "クッション"), Heard(0.1, "ja", "カーテン")]
    bearers = {"cushion": {"a"}, "クッション": {"a"}, "カーテン": {"b"}}
    assert same_word(heard, lambda one: bearers[one.word]) == heard[0]
    assert same_word(heard[1:], lambda one: bearers[one.word]) is None
    assert same_word([Heard(0.0, "en", "film")], lambda _: ()) is None


def _lexicon() -> CatalogLexicon:
    things = {
        "hang": ("Hang-on Filter", "걸이식 여과기", "外掛けフィルター"),
        "flakes": ("Tropical flakes", "열대어 사료", "熱帯魚のエサ"),
    }
    names = [
        Name("category:filters", "category", "filters", lang, text, text)
        for lang, text in (("en", "Filters"), ("ko", "여과기"), ("ja", "フィルター"))
    ]
    names += [
        Name(f"product:{row}", "product", row, lang, text, text)
        for row, titles in things.items()
        for lang, text in zip(("en", "ko", "ja"), titles, strict=True)
    ]
    return CatalogLexicon(names)


@pytest.mark.parametrize(
    ("text", "lang", "word", "row"),
    [
        ("필터가 있어요?", "ko", "필터", "category:filters"),
        ("걸이식 필터 하나 주세요", "ko", "걸이식 필터", "product:hang"),
        ("ろ過器はありますか", "ja", "ろ過器", "category:filters"),
        ("먹이 주세요", "ko", "먹이", "product:flakes"),
        ("먹이랑 필터 주세요", "ko", "먹이", "product:flakes"),
        ("餌はありますか", "ja", "餌", "product:flakes"),
        ("えさはありますか", "ja", "えさ", "product:flakes"),
        ("do you have 필터?", "en", "필터", "category:filters"),
    ],
)  # fmt: skip
def test_a_word_of_another_language_of_the_catalogue_names_the_thing(text: str, lang: str, word: str, row: str) -> None:
    found = [(text[m.start : m.end], m.links[0].row) for m in _lexicon().find(text, lang)]
    assert (word, row) in found, found
