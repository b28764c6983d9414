"""How a message is meant, told by its endings alone."""

from __future__ import annotations

import pytest

from dangol.nlu import answers, moods


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("is the lid glass", True),
        ("so how do I oil it", True),
        ("뚜껑이 유리인가요", True),
        ("기름칠은 어떻게 하나요", True),
        ("蓋はガラスですか", True),
        ("油はいりますか", True),
        ("the lid is glass", False),
        ("뚜껑이 유리예요", False),
        ("蓋はガラスです", False),
    ],
)
def test_asks(text: str, wanted: bool) -> None:
    assert moods.asks(text) is wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("I'll take it in oak", True),
        ("참나무로 주세요", True),
        ("オークでお願いします", True),
        ("can I have it in oak?", False),
        ("참나무로 주실 수 있나요?", False),
        ("oak", False),
    ],
)
def test_takes(text: str, wanted: bool) -> None:
    assert moods.takes(text) is wanted


@pytest.mark.parametrize(
    "text",
    [
        "leave it, I'll come back on Sunday",
        "does the van come on Sundays",
        "my bank keeps blocking it",
        "나중에 다시 올게요",
        "일요일에도 배달되나요",
        "은행에서 자꾸 막아요",
        "また今度にします",
        "日曜も届きますか",
        "銀行に止められて",
    ],
)
def test_a_sentence_is_no_name(text: str) -> None:
    assert moods.no_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee",
        "my name is Ann Lee",
        "O'Hara",
        "김하나요",
        "이름은 박지민이에요",
        "단골상사 김하나",
        "山田と申します",
        "山田 花子です",
    ],
)
def test_a_name_is_one(text: str) -> None:
    assert not moods.no_name(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("is the tray oiled?", True),
        ("쟁반에 기름칠 되어 나오나요?", True),
        ("お盆は油仕上げですか", True),
        ("do you have the tray in walnut?", False),
        ("쟁반 호두나무로 있어요?", False),
        ("お盆のクルミはありますか", False),
        ("the tray please", False),
    ],
)
def test_asked_of_a_thing_and_not_for_it(text: str, wanted: bool) -> None:
    assert moods.about_it(text) is wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("what about Norway?", True),
        ("and the oak one?", True),
        ("노르웨이는요?", True),
        ("참나무면요?", True),
        ("ノルウェーは？", True),
        ("オークなら？", True),
        ("the oak one", False),
        ("노르웨이로 보내 주세요", False),
        ("ノルウェーに送ってください", False),
    ],
)
def test_follows_up(text: str, wanted: bool) -> None:
    assert moods.follows_up(text) is wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("no, make it the slow boat", "make it the slow boat"),
        ("아니 배로 할게요", "배로 할게요"),
        ("いや、船便にします", "船便にします"),
        ("as it is, make it so", None),
        ("can you make it the slow boat?", None),
    ],
)
def test_decided(text: str, wanted: str | None) -> None:
    assert moods.decided(text) == wanted


@pytest.mark.parametrize(
    ("text", "labels", "place"),
    [
        ("the slow boat then", ("Air mail", "Slow boat"), 1),
        ("배편으로 해 주세요", ("항공편", "선박 배편"), 1),
        ("船便でお願いします", ("航空便", "船便"), 1),
        ("anything but seafreight", ("Airfreight", "Seafreight"), None),
        ("is the boat slow?", ("Air mail", "Slow boat"), None),
        ("ok fine nib then", ("Extra fine (EF)", "Fine (F)", "Medium (M)"), 1),
        ("extra fine", ("Extra fine (EF)", "Fine (F)", "Medium (M)"), 0),
        ("that's fine", ("Extra fine (EF)", "Fine (F)", "Medium (M)"), None),
        ("fine by me", ("Extra fine (EF)", "Fine (F)", "Medium (M)"), None),
        ("그냥 세자요", ("극세자 EF", "세자 F"), 1),
        ("極細でお願いします", ("極細 EF", "細字 F"), 0),
        ("아 그냥 17호", ("17호 포슬린", "21호 아이보리"), 0),
        ("oh just 21", ("17 porcelain", "21 ivory"), 1),
        ("あ、17号でいいや", ("17号 ポースレン", "21号 アイボリー"), 0),
        ("21개 주세요", ("17호 포슬린", "21호 아이보리"), None),
        ("no cedar", ("Unscented", "Cedar"), None),
        ("マットで", ("マットクッション", "グロウクッション（レフィル付）"), 0),
        ("クッションで", ("マットクッション", "グロウクッション（レフィル付）"), None),
    ],
)
def test_only_named(text: str, labels: tuple[str, ...], place: int | None) -> None:
    assert moods.only_named(text, labels) == place


@pytest.mark.parametrize(
    ("text", "word", "offered", "wanted"),
    [
        ("that's fine", "fine", (), True),
        ("fine, thanks", "fine", (), True),
        ("fine", "fine", (), True),
        ("fine", "fine", ("fine",), False),
        ("that's fine", "fine", ("fine",), True),
        ("the fine one", "fine", (), False),
        ("fountain pen, fine", "fine", (), False),
    ],
)
def test_agrees(text: str, word: str, offered: tuple[str, ...], wanted: bool) -> None:
    start = text.index(word)
    assert moods.agrees(text, start, start + len(word), offered) is wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("and the medium?", True),
        ("then the medium", False),
        ("세자는요?", True),
        ("그럼 세자로 주세요", False),
        ("じゃあ細字は？", True),
        ("じゃあ細字で", False),
    ],
)
def test_asks_after(text: str, wanted: bool) -> None:
    assert moods.asks_after(text) is wanted


@pytest.mark.parametrize("text", ["typo, sorry", "오타예요", "打ちミスです"])
def test_slipped(text: str) -> None:
    assert moods.slipped(text)


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("in English please, my Korean is poor", "English", True),
        ("in English please, my Korean is poor", "Korean", False),
        ("영어로 해 주세요, 한국어가 서툴러요", "영어", True),
        ("영어로 해 주세요, 한국어가 서툴러요", "한국어", False),
        ("英語でお願いします", "英語", True),
    ],
)
def test_the_language_to_speak_in(text: str, word: str, wanted: bool) -> None:
    start = text.index(word)
    assert moods.spoken_in(text, start, start + len(word)) is wanted


@pytest.mark.parametrize(
    "text", ["continue", "Let's continue!", "go on", "계속할게요", "계속 해주세요", "続けます", "進めてください。"]
)
def test_going_on_is_no_name_and_repeats_the_question(text: str) -> None:
    assert moods.goes_on(text)
    assert moods.no_name(text)
    assert answers.exact(text) == "repeat"


@pytest.mark.parametrize("text", ["continue with the blue one", "계속 아파요", "続きは？", "go"])
def test_more_than_going_on_is_something_else(text: str) -> None:
    assert not moods.goes_on(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ok that one", True),
        ("ok ill take it", True),
        ("cool, I'll get that then", True),
        ("ㅇㅋ 그걸로", True),
        ("그럼 그걸로 주세요", True),
        ("네 이걸로 할게요", True),
        ("おk それで", True),
        ("じゃあそれください", True),
        ("これにします", True),
        ("that one", False),
        ("is that one in stock", False),
        ("ok that one in black", False),
        ("그거", False),
        ("그거 있어요?", False),
        ("それはいくらですか", False),
        ("それじゃなくて", False),
    ],
)
def test_settles(text: str, wanted: bool) -> None:
    assert moods.settles(text) is wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("notify me", True),
        ("알림", True),
        ("알림 신청해 주세요", True),
        ("通知して", True),
        ("stop notifying me", False),
        ("알림 꺼 주세요", False),
        ("通知はいりません", False),
        ("unsubscribe", False),
        ("수신거부", False),
        ("配信停止", False),
    ],
)
def test_wants_word(text: str, wanted: bool) -> None:
    assert moods.wants_word(text) is wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("honestly, does it work?", True),
        ("is it worth it?", True),
        ("솔직히 효과 있음?", True),
        ("돈값 하나요?", True),
        ("正直どうですか", True),
        ("本当に効きますか", True),
        ("how does it work with the app?", False),
        ("효과음이 있나요", False),
        ("いくらですか", False),
    ],
)
def test_asks_frankly(text: str, wanted: bool) -> None:
    assert moods.asks_frankly(text) is wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("it's for my son", True),
        ("for my little sister", True),
        ("아들 신을 거예요", True),
        ("엄마 선물이에요", True),
        ("息子用です", True),
        ("母へのプレゼントです", True),
        ("blue, for my son", False),
        ("아들 거는 블루요", False),
        ("息子には青で", False),
    ],
)
def test_says_for_whom(text: str, wanted: bool) -> None:
    assert moods.says_for_whom(text) is wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("I see", True),
        ("oh, I see.", True),
        ("ok, got it", True),
        ("그렇군요", True),
        ("아하 그렇구나~", True),
        ("なるほど", True),
        ("へえ、そうなんですね", True),
        ("ok", False),
        ("yes", False),
        ("I see, yes please", False),
        ("네", False),
        ("그렇군요 주문할게요", False),
        ("はい", False),
        ("なるほど、お願いします", False),
        ("そうです", False),
    ],
)
def test_what_takes_note_is_no_yes(text: str, wanted: bool) -> None:
    assert moods.takes_note(text) == wanted
