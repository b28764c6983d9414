"""A word when something sold out is back: asked for once, kept for a colleague with the version it is about and how to reach who asked.

What is known is not asked for: the thing and its version that were just spoken of, and an address that was told before.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dangol.assistant.actions.naming import one_meant
from dangol.assistant.actions.people import reachable
from dangol.assistant.actions.shelves import on_shelf
from dangol.assistant.actions.showing import card_of, chosen_names, last_seen
from dangol.assistant.actions.wanted_before import values_meant, wanted_before
from dangol.assistant.work import Action, Turn
from dangol.commerce.catalog import repository as catalog
from dangol.commerce.catalog.products import Product
from dangol.commerce.checkout.addresses import format_phone
from dangol.commerce.inventory import repository as inventory
from dangol.contacts.repository import change_contact
from dangol.conversations.events import QuestionLeft
from dangol.dialogue import ActionResult
from dangol.kit.phones import likeliest_first
from dangol.nlu.moods import wants_word
from dangol.runtime.outbox import emit


async def note_restock(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """Keep who wants to hear of what when it is back; ``need_reach`` where no address is known and none was refused yet."""
    said = [(kind, arguments.get(kind)) for kind in ("color", "size", "attribute")]
    found = await one_meant(turn, arguments, turn.text, said)
    if isinstance(found, ActionResult):
        gone = await _sold_out_there(turn, str(found.values.get("shelf") or ""))
        if len(gone) != 1:
            return found
        found = gone[0]
    found = await _asked_after(turn, found)
    chosen, _ = values_meant(turn, found, said)
    chosen |= await wanted_before(turn, found, chosen)
    fitting = found.matching(chosen) or found.variants
    levels = await inventory.available(await turn.reader(), [variant.id for variant in fitting])
    named = {"title": found.title.text(turn.lang), "options_text": " / ".join(chosen_names(found, chosen, turn.lang))}
    if all(level.has() for level in levels.values()):
        return ActionResult("in_stock", named, await card_of(turn, found), remember=last_seen(found))
    told = str(arguments.get("reach") or "")
    if not told and not arguments.get("asked") and not wants_word(str(arguments.get("words") or turn.text)):
        return ActionResult("when", named)
    reach = reachable(told, likeliest_first(turn.shop.all_countries, turn.lang)) if told else _known(turn)
    if reach is None:
        if told:
            return ActionResult("unreachable", {"reach": told})
        if not arguments.get("asked"):
            return ActionResult("need_reach", named)
    tx = await turn.transaction()
    if reach is not None and getattr(turn.contact, reach[0]) is None:
        await change_contact(tx, turn.contact.id, **{reach[0]: reach[1]})
    options = f" ({named['options_text']})" if named["options_text"] else ""
    question = f"{named['title']}{options}\n{arguments.get('words') or turn.text}"[:4000]
    left = QuestionLeft(turn.conversation.id, "back_in_stock", question, reach[1] if reach else None, {})
    await emit(tx, left, key=f"desk:{turn.conversation.id}")
    if reach is None:
        return ActionResult("noted_here", named)
    shown = format_phone(reach[1], turn.shop.country) if reach[0] == "phone" else reach[1]
    return ActionResult("noted", {**named, "reach": shown})


async def _asked_after(turn: Turn, product: Product) -> Product:
    """``product``, or the one that was just found sold out, where nothing is named: what was shown beside it instead is not waited for."""
    looked = turn.facts.get("looked_at")
    row = str(looked.get("product") or "") if isinstance(looked, Mapping) else ""
    named = any(match.kind == "product" for match in turn.rooms.finder.lexicon.find(turn.text, turn.lang))
    if named or not row or row == f"product:{product.id}":
        return product
    reader = await turn.reader()
    listed = await catalog.list_products(reader, [row.partition(":")[2]])
    levels = await inventory.available(reader, [variant.id for one in listed for variant in one.variants])
    return listed[0] if listed and not any(level.has() for level in levels.values()) else product


async def _sold_out_there(turn: Turn, shelf: str) -> list[Product]:
    """What is sold out of all that stands on a shelf: of it alone can be asked when it comes back."""
    if not shelf:
        return []
    there = await on_shelf(turn, shelf)
    levels = await inventory.available(await turn.reader(), [variant.id for one in there for variant in one.variants])
    return [one for one in there if not any(levels[variant.id].has() for variant in one.variants)]


def _known(turn: Turn) -> tuple[str, str] | None:
    """How the shopper can be reached, where they told it before."""
    for kind in ("email", "phone"):
        if address := getattr(turn.contact, kind):
            return kind, str(address)
    return None


ACTIONS: Mapping[str, Action] = {"note_restock": note_restock}
