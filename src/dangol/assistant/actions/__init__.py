"""What flows may call, by name: one function for each row of ``flows/_actions.yaml``."""

from __future__ import annotations

from collections.abc import Mapping

from dangol.assistant.actions.asking import ACTIONS as ASKING
from dangol.assistant.actions.browse import ACTIONS as BROWSE
from dangol.assistant.actions.buying import ACTIONS as BUYING
from dangol.assistant.actions.checkout import ACTIONS as CHECKOUT
from dangol.assistant.actions.choosing import ACTIONS as CHOOSING
from dangol.assistant.actions.comparing import ACTIONS as COMPARING
from dangol.assistant.actions.coupons import ACTIONS as COUPONS
from dangol.assistant.actions.delivering import ACTIONS as DELIVERING
from dangol.assistant.actions.knowledge import ACTIONS as KNOWLEDGE
from dangol.assistant.actions.offers import ACTIONS as OFFERS
from dangol.assistant.actions.orders import ACTIONS as ORDERS
from dangol.assistant.actions.people import ACTIONS as PEOPLE
from dangol.assistant.actions.ranges import ACTIONS as RANGES
from dangol.assistant.actions.restocking import ACTIONS as RESTOCKING
from dangol.assistant.actions.shelves import ACTIONS as SHELVES
from dangol.assistant.actions.total import ACTIONS as TOTAL
from dangol.assistant.work import Action

ACTIONS: Mapping[str, Action] = {
    **BROWSE,
    **COMPARING,
    **OFFERS,
    **ASKING,
    **SHELVES,
    **CHOOSING,
    **BUYING,
    **RANGES,
    **CHECKOUT,
    **COUPONS,
    **ORDERS,
    **KNOWLEDGE,
    **DELIVERING,
    **TOTAL,
    **PEOPLE,
    **RESTOCKING,
}
