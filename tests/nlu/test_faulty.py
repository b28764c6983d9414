"""What was bought and does not do what it should is a matter to be settled, and nothing to be bought again."""

from __future__ import annotations

import pytest

from dangol.nlu.commands import Start
from dangol.nlu.understand import Understander
from nlu.catalog import Catalog
from nlu.conftest import context


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "the drill i bought last week, the battery is dead"),
        ("en", "ordered a drill from you, it won't turn on"),
        ("en", "my drill stopped working"),
        ("ko", "지난주에 산 무선드릴 한쪽이 안 켜져요"),
        ("ko", "무선드릴 산 사람인데 소리가 안나요"),
        ("ko", "주문한 무선드릴이 충전이 안 돼요"),
        ("ja", "この前買ったドリル、動かないんですが"),
        ("ja", "先週買ったドリルが充電できません"),
        ("ja", "ドリルの電源が入りません"),
        ("ja", "先週買ったドリルがもうつかない"),
    ],
)
def test_what_does_not_work_is_told(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    (command,) = reader.understand(text, context(lang), catalog).commands
    assert isinstance(command, Start)
    assert command.intent == "damaged_item"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "does the drill work without a battery?"),
        ("en", "my drill is dead, i need a new one"),
        ("en", "the coupon doesn't work"),
        ("en", "i bought a drill that won't turn on, i want to return it"),
        ("ko", "무선드릴 충전이 안 돼도 쓸 수 있나요?"),
        ("ko", "산 드릴이 고장났는데 환불해 주세요"),
        ("ko", "쿠폰이 작동이 안 돼요"),
        ("ja", "ドリルは音が出ないですか？"),
        ("ja", "買ったドリルが壊れたので新しいのが欲しい"),
        ("ja", "買ったドリルが動かないので返品したい"),
    ],
)
def test_what_else_is_wished_comes_first(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    commands = reader.understand(text, context(lang), catalog).commands
    assert not any(isinstance(c, Start) and c.intent == "damaged_item" and c.confidence == 0.85 for c in commands)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "the drill i bought from you is cracked"),
        ("en", "the drill i got last week leaks"),
        ("ko", "어제 받은 무선드릴 손잡이가 깨졌어요"),
        ("ko", "지난주에 산 무선드릴에서 물이 새요"),
        ("ja", "先週買ったドリル、持ち手が割れていました"),
        ("ja", "この前買ったドリルから水漏れします"),
    ],
)
def test_what_is_broken_or_leaks_is_told(reader: Understander, catalog: Catalog, lang: str, text: str) -> None:
    (command,) = reader.understand(text, context(lang), catalog).commands
    assert isinstance(command, Start)
    assert command.intent == "damaged_item"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "the shirt i bought last week is a bit tight"),
        ("ko", "지난주에 산 셔츠가 좀 작아요"),
        ("ja", "先日買ったシャツがちょっときつくて…"),
    ],
)
def test_what_was_bought_and_does_not_fit_is_exchanged(
    reader: Understander, catalog: Catalog, lang: str, text: str
) -> None:
    (command,) = reader.understand(text, context(lang), catalog).commands
    assert isinstance(command, Start)
    assert command.intent == "exchange_item"
