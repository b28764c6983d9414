"""Whether a message tells that something did somebody harm, and which article helps then."""

from __future__ import annotations

import pytest

from dangol.assistant.unwell import harm_in, heard_unwell, helps
from dangol.nlu.commands import Start, Understanding


@pytest.mark.parametrize(
    ("text", "harm"),
    [
        ("my face is burning after using the toner", "skin"),
        ("I got a rash from the cream", "skin"),
        ("my skin turned red and itchy after the serum", "skin"),
        ("the serum I got made my face go red and itchy", "skin"),
        ("this cap is making my scalp itch", "skin"),
        ("세럼 썼더니 얼굴이 빨개졌어요", "skin"),
        ("美容液をつけたら顔が赤くなってかゆいです", "skin"),
        ("I cut my finger with the knife", "skin"),
        ("the shampoo got in my eye", "eye"),
        ("my son swallowed a bead", "swallowed"),
        ("I can't breathe since I used it", "breath"),
        ("얼굴에 발랐는데 따갑고 빨개졌어요", "skin"),
        ("두드러기 났어요", "skin"),
        ("토너 썼더니 얼굴이 화끈거려요", "skin"),
        ("칼에 손을 베였어요", "skin"),
        ("눈에 들어갔어요", "eye"),
        ("아기가 구슬을 삼켰어요", "swallowed"),
        ("숨쉬기가 힘들어요", "breath"),
        ("肌が赤くなった", "skin"),
        ("化粧水を使ったら顔が赤くなりました", "skin"),
        ("かぶれました", "skin"),
        ("鍋で手をやけどしました", "skin"),
        ("目に入りました", "eye"),
        ("子供がビーズを飲み込んだ", "swallowed"),
        ("息が苦しいです", "breath"),
    ],
)
def test_harm_is_heard_whatever_else_it_sounds_like(text: str, harm: str) -> None:
    assert harm_in(text) == harm
    read = Understanding(text=text, lang="en", commands=(Start(intent="find_products", confidence=0.95),))
    (first,) = heard_unwell(text, read).commands
    assert isinstance(first, Start)
    assert (first.intent, first.slots["harm"]) == ("unwell", harm)


@pytest.mark.parametrize(
    "text",
    [
        "do you have anything for red skin",
        "is it bad if swallowed?",
        "my scalp is itchy",
        "it made my face look fresh",
        "my back hurts from sitting all day",
        "the box arrived damaged",
        "the hands are red",
        "붉은 피부에 좋은 크림 있나요",
        "피부가 붉어지면 환불되나요",
        "손이 트는데 핸드크림 추천해주세요",
        "아이가 맛있게 먹었어요",
        "빨간색이 왔어요",
        "赤みのある肌におすすめは？",
        "かぶれることはありますか",
        "肌が赤くなった場合は返品できますか",
        "ソファの脚が折れてました",
        "腰が痛いです",
    ],
)
def test_what_could_happen_and_what_is_looked_for_is_no_harm(text: str) -> None:
    assert harm_in(text) is None


@pytest.mark.parametrize(
    ("harm", "article", "helpful"),
    [
        ("skin", "Allergies? Stop using it if the skin turns red, and see a doctor.", True),
        ("skin", "Returns? Within 30 days.", False),
        ("eye", "Allergies? Stop using it if the skin turns red, and see a doctor.", False),
        ("skin", "알레르기가 있어요. 붉어지면 사용을 멈추고 피부과 전문의와 상담하세요.", True),
        ("swallowed", "알레르기가 있어요. 붉어지면 사용을 멈추세요.", False),
        ("skin", "肌に合わないときは使用を中止し、医師にご相談ください。", True),
        ("eye", "目に入ったときは、すぐに洗い流してください。", True),
        ("skin", "返品は30日以内です。", False),
    ],
)
def test_only_what_helps_is_quoted(harm: str, article: str, helpful: bool) -> None:
    assert helps(harm, article) is helpful


def test_a_flood_is_read_at_once() -> None:
    for flood in ("눈에 " * 20000, "塗って" * 20000, "my face is " * 20000, "got a red " * 20000):
        assert harm_in(flood) is None
