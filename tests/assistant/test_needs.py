"""A need that is told as a trouble, and what stays a complaint or a wish."""

from __future__ import annotations

import pytest

from dangol.assistant.needs import tells_trouble


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("my hands are cracked, what would you suggest?", "en"),
        ("손이 자주 트는데 뭐가 좋을까요", "ko"),
        ("冬になると手がひび割れます", "ja"),
        ("my cat sheds everywhere", "en"),
        ("the leaves of my plant turn yellow", "en"),
        ("my back hurts from sitting all day", "en"),
        ("I get headaches in bright light", "en"),
        ("why do my tomatoes split?", "en"),
        ("고양이가 털을 엄청 날려요", "ko"),
        ("화분 잎이 노랗게 변해요", "ko"),
        ("자꾸 미끄러져요", "ko"),
        ("하루종일 앉아있어서 허리가 아파요ㅠㅠ", "ko"),
        ("손이 너무 건조한데 어떻게 하죠?", "ko"),
        ("葉が黄色くなってきました", "ja"),
        ("犬が床で滑ってしまいます", "ja"),
        ("一日中座っていて腰が痛いです", "ja"),
        ("花が咲かないのはなぜですか", "ja"),
    ],
)
def test_a_trouble_of_ones_own_is_told(text: str, lang: str) -> None:
    assert tells_trouble(text, lang)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("I bought a brush here and it broke", "en"),
        ("I lost the manual for my blender", "en"),
        ("설명서 잃어버렸어요", "ko"),
        ("説明書をなくしました", "ja"),
        ("my order arrived damaged", "en"),
        ("this keeps slipping", "en"),
        ("I want a refund for the mat", "en"),
        ("I'm looking for a brush", "en"),
        ("do you have brushes?", "en"),
        ("how much is the mat?", "en"),
        ("여기서 산 매트가 미끄러워요", "ko"),
        ("받은 상품이 깨졌어요", "ko"),
        ("교환하고 싶어요", "ko"),
        ("브러시 추천해 주세요", "ko"),
        ("털 안 날리는 거", "ko"),
        ("購入したマットが滑ります", "ja"),
        ("届いた商品が壊れていました", "ja"),
        ("ブラシを探しています", "ja"),
        ("冷蔵庫の横に入るもの", "ja"),
        ("いくらですか", "ja"),
    ],
)
def test_what_was_bought_and_what_is_asked_for_are_no_such_troubles(text: str, lang: str) -> None:
    assert not tells_trouble(text, lang)
