"""Messages that ask for several things at once, in eighteen shops: how many are served whole may not fall."""

from __future__ import annotations

import asyncio

import pytest

from several.score import LANGUAGES, SHOPS, cases, play

#: Served of those that may be read, when they were written down, less two: a message or two turn on a figure in the model.
SERVED = {
    **{"knit": 26, "brew": 27, "garage": 23, "trinket": 20, "mat": 39, "bulb": 37, "spice": 43, "lamp": 42},
    **{"ink": 24, "sole": 21, "romp": 25, "bolt": 19, "camp": 40, "bake": 40, "tune": 40, "vine": 40},
}


@pytest.mark.parametrize("shop", SERVED)
def test_several_things_in_one_message_are_served(shop: str) -> None:
    played = asyncio.run(play(shop, "read"))
    missed = {str(one.case.told["text"]): one.missing for one in played if one.missing}
    assert len(played) - len(missed) >= SERVED[shop], missed


def test_every_language_has_as_many_cases() -> None:
    for shop in SHOPS:
        told = [case.lang for half in ("read", "counted") for case in cases(shop, half)]
        assert len({told.count(lang) for lang in LANGUAGES}) == 1
