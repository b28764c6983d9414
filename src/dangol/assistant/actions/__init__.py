"""What flows may call, by name: one function for each row of ``flows/_actions.yaml``."""

from __future__ import annotations

from collections.abc import Mapping

from dangol.assistant.actions import browse, buying, checkout, knowledge, orders, people
from dangol.assistant.work import Action

ACTIONS: Mapping[str, Action] = {
    **browse.ACTIONS,
    **buying.ACTIONS,
    **checkout.ACTIONS,
    **orders.ACTIONS,
    **knowledge.ACTIONS,
    **people.ACTIONS,
}
