"""What is asked of a whole shelf: *are your mattresses fire resistant*. What is written of each of its things, or honestly nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dangol.assistant.actions.naming import is_said, names_of
from dangol.assistant.actions.showing import side_by_side
from dangol.assistant.actions.wishes import wish_of
from dangol.assistant.avoided import avoided_in
from dangol.assistant.headings import headed_for
from dangol.assistant.matters import asks_contents, cautions_of, stated_of
from dangol.assistant.outright import beside_names, seeks_goods
from dangol.assistant.told import sentences_with_all
from dangol.assistant.work import Action, Turn
from dangol.commerce.catalog import repository as catalog
from dangol.commerce.catalog.products import AttributeName, Product
from dangol.dialogue import ActionResult
from dangol.messages.content import Text
from dangol.search.tokens import telling_words

_MOST_JUDGED = 24
_MOST_SHOWN = 5


async def on_shelf(turn: Turn, category: Any) -> list[Product]:
    """What stands on the shelf that was named; nothing where none was."""
    wish = wish_of(turn, {"category": category})
    if not wish.categories:
        return []
    found = await turn.rooms.finder.find(await turn.reader(), wish, turn.lang, limit=_MOST_JUDGED)
    return list(found.products)


async def answer_shelf_question(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """What is written of the things on a shelf that answers a question about all of them: ``told``, or ``untold`` with the shelf to look
    at. ``not_asked`` where the message looks for some of them, or says nothing of them but their name; ``which``
    where nothing has its words."""
    question = str(arguments.get("question") or turn.text)
    if seeks_goods(question) or avoided_in(question):
        return ActionResult("not_asked")
    asked = beside_names(turn.rooms.finder.lexicon, question, turn.lang)
    shelf = await on_shelf(turn, arguments.get("category"))
    if not arguments.get("category") and (asks_contents(question) or not await _anything(turn, question)):
        return ActionResult("which")  # *what is in it?*: nothing is looked for, and no thing is named
    if not shelf or not telling_words(asked):
        return ActionResult("not_asked")
    names = await catalog.attribute_names(await turn.reader())
    lines = [(product, line) for product in shelf if (line := _line(turn, product, asked, names))]
    if not lines:
        return ActionResult("untold", {}, await side_by_side(turn, shelf[:_MOST_SHOWN]))
    told = Text(text="\n".join(f"{product.title.text(turn.lang)} · {line}" for product, line in lines[:_MOST_SHOWN]))
    return ActionResult("told", {}, (told, *await side_by_side(turn, [product for product, _ in lines[:_MOST_SHOWN]])))


async def _anything(turn: Turn, question: str) -> bool:
    """Whether anything at all is found by the words of ``question``."""
    found = await turn.rooms.finder.find(await turn.reader(), wish_of(turn, {"query": question}), turn.lang, limit=1)
    return bool(found.products)


def _line(turn: Turn, product: Product, asked: str, names: Mapping[str, AttributeName]) -> str:
    """What is written of ``product`` under a heading that is asked for, else where all that is asked is said at once."""
    lang = turn.lang
    facts: Sequence[tuple[str, str]] = turn.rooms.finder.facts_about(product, asked, lang, names)
    facts = facts or [
        (a.name.text(lang) or a.id, a.value.text(lang)) for a in product.attributes if headed_for(a, asked)
    ]
    if facts:
        return "; ".join(f"{name}: {value}" for name, value in facts)
    own = names_of(product, {})
    words = [word for word in telling_words(asked) if not is_said(word, own)]
    said = (
        sentences_with_all(product, words, lang) or cautions_of(product, asked, lang) or stated_of(product, asked, lang)
    )
    return next(iter(said), "")


ACTIONS: Mapping[str, Action] = {"answer_shelf_question": answer_shelf_question}
