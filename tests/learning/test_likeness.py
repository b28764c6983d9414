"""What shoppers said in other words lies together, and what is something else does not."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime

import pytest

from dangol.bootstrap.understanding import load_model
from dangol.learning.likeness import grouped
from dangol.learning.models import LessonState
from dangol.learning.repository import Lesson
from dangol.nlu.model import Model

SAID = {
    "en": [
        [
            "is it ok for the dishwasher",
            "can the {product} go in the dishwasher",
            "dishwasher safe or not",
            "do i put it in the dishwasher",
        ],
        ["do you do name engraving", "can you engrave a name on it", "engraving my initials possible?"],
        ["is there parking near the shop", "where can i park", "parking at your place?"],
        ["my discount for students", "any student discount", "students get something off?"],
    ],
    "ko": [
        ["식기세척기에 돌려도 되나요", "이거 식기세척기 가능해요?", "식기세척기 써도 괜찮은지"],
        ["이름 각인 되나요", "각인 서비스 있어요?", "이니셜 각인 해 주시나요"],
        ["주차장 있나요", "매장 앞에 주차 돼요?", "주차 가능한가요"],
        ["학생 할인 있어요?", "대학생 할인되나요", "학생이면 할인해 주나요"],
    ],
    "ja": [
        ["食洗機で洗えますか", "これ食洗機使える？", "食洗機は大丈夫ですか"],
        ["名入れできますか", "名入れサービスはありますか", "名前の名入れをお願いできます？"],
        ["駐車場はありますか", "お店に駐車場ある？", "近くに駐車場ありますか"],
        ["学割はありますか", "学割使えますか", "学生だと学割になる？"],
    ],
}


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Model:
    return load_model(tmp_path_factory.mktemp("data"), {})


def _lesson(text: str, lang: str, number: int, times: int = 1) -> Lesson:
    at = datetime(2026, 11, 22, 12, number % 60, tzinfo=UTC)
    return Lesson(
        f"lsn_{number}", lang, text, text, text, "unclear", {}, None, times, LessonState.OPEN, None, None, "cnv", number, at, at, None, None
    )  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
def test_paraphrases_lie_together(shipped: Model, lang: str) -> None:
    wanted = {text: n for n, texts in enumerate(SAID[lang]) for text in texts}
    lessons = [_lesson(text, lang, number) for number, text in enumerate(wanted)]
    random.Random(5).shuffle(lessons)
    groups = grouped(lessons, shipped)
    for group in groups:
        assert len({wanted[lesson.text] for lesson in group.lessons}) == 1, [lesson.text for lesson in group.lessons]
    assert len(groups) <= 2 * len(SAID[lang])
    together = sum(len(group.lessons) for group in groups if len(group.lessons) > 1)
    assert together >= 0.6 * len(lessons)


def test_languages_lie_apart_and_what_was_said_oftest_comes_first(shipped: Model) -> None:
    lessons = [_lesson("ok", lang, n, times=n + 1) for n, lang in enumerate(("en", "ko", "ja"))]
    assert [group.lang for group in grouped(lessons, shipped)] == ["ja", "ko", "en"]


def test_a_full_queue_takes_no_time(shipped: Model) -> None:
    words = [word for texts in SAID["ko"] for text in texts for word in text.split()]
    pick = random.Random(3)
    lessons = [_lesson(" ".join(pick.sample(words, 4)), "ko", n) for n in range(300)]
    began = time.process_time()
    assert sum(len(group.lessons) for group in grouped(lessons, shipped)) == 300
    assert time.process_time() - began < 2
