"""What is asked of one product: answered from what the catalogue holds about it, never guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from dangol.assistant.actions.naming import (
    better_named,
    is_said,
    kin_named,
    named_as_avoided,
    named_in,
    names_of,
    one_meant,
    other_than,
)
from dangol.assistant.actions.showing import card_of, last_seen
from dangol.assistant.actions.sizing import told_by_measure
from dangol.assistant.actions.subject import (
    made_in,
    one_product,
    option_values,
    product_spoken_of,
    products_meant,
    recent,
    which,
)
from dangol.assistant.actions.wanted_before import looked_at
from dangol.assistant.avoided import avoided_in
from dangol.assistant.counted import counted_of
from dangol.assistant.figures import figures_beside, states_another
from dangol.assistant.headings import asks_weight, headed_for
from dangol.assistant.matters import cautions_of, stated_of, warns_of
from dangol.assistant.of_each_value import told_of_each
from dangol.assistant.told import (
    attributes_about,
    fitting_in,
    lines_of,
    options_about,
    said_in,
    sentences_about,
    telling_of,
    weighed_in,
)
from dangol.assistant.work import Action, Turn
from dangol.commerce.catalog import repository as catalog
from dangol.commerce.catalog.products import Option, Product
from dangol.dialogue import ActionResult
from dangol.messages.content import Text
from dangol.nlu.moods import asks_frankly, asks_which_of, asks_which_size, follows_up
from dangol.search.letters import plain
from dangol.search.tokens import telling_words
from dangol.wording.formats import join

_MOST_WRITTEN, _MOST_STATED = 3, 6
_MOST_EACH, _MOST_LINES = 8, 2  # things that are told of at once, and lines of each
_LEAST_OF = 0.5  # of the words of a question


_INSIDE = re.compile(
    r"\b(?:inside|included|inner|that comes? with|in it|its)\b|(?:안에|안쪽|속에|같이|함께|딸려)\s?(?:있는|들어\S{0,3}|오는|온|의)"
    r"|포함된|동봉된|내장"
    r"|(?:中|なか|内側|付属|付いて(?:い)?る|ついて(?:い)?る|セット|同梱)(?:の)?"
)


async def answer_product_question(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """Answer from what the catalogue holds about the product; never guess."""
    question = str(arguments.get("question") or turn.text)
    of_version = await _of_a_version(turn, arguments, question)
    if of_version is not None:
        return of_version
    found = await one_meant(turn, arguments, question, searched=False)
    if isinstance(found, ActionResult) and not found.values.get("choices"):
        near = await named_in(turn, question)
        found = near[0] if len(near) == 1 else found
    if isinstance(found, ActionResult):
        # *Allergic to nuts, any biscuits?* looks for some, whatever was shown before; *which plates go into the oven?* asks of no cup.
        seeks = arguments.get("category") and (avoided_in(question) or await _elsewhere(turn, arguments["category"]))
        if not found.values or seeks:
            return ActionResult("which", {"choices": []})
        each = await _told_of_each(turn, found.values, question)
        if len(each) != 1:
            return _each(turn, each) if each else ActionResult("which", found.values)
        ((found, _),) = each  # only of one of them anything is written that answers: *can it be engraved?*
    if asks_which_of(question) and len(family := await kin_named(turn, found, question)) > 1:
        return ActionResult("which_of", {"products": [f"product:{product.id}" for product in family]})
    if await named_as_avoided(turn, question, found):
        return ActionResult("which", {"choices": []})
    if arguments.get("category") and arguments.get("product") == turn.facts.get("last_product"):
        # Something is named, by its kind: it may well be another than the one on the table.
        near = await better_named(turn, question, found)
        if len(near) > 1:
            return ActionResult("which", {"choices": which(near, turn.lang)})
        found = near[0] if near else found
    found = await _part_of_the_one(turn, question, found)
    question, found = await _asked_again(turn, question, found)
    if (measured := await told_by_measure(turn, found, question)) is not None:
        return measured
    title, remember = found.title.text(turn.lang), {**last_seen(found), "asked_of_it": question}
    lines = await _answer_of(turn, found, question)
    # What somebody's health hangs on is said first, whatever else is written.
    lines = list(dict.fromkeys([*cautions_of(found, question, turn.lang), *lines]))
    if not lines and asks_frankly(question) and (stated := _all_stated(turn, found, question)):
        card = await card_of(turn, found)
        return ActionResult("frank", {"title": title}, (Text(text="\n".join(stated)), *card), remember=remember)
    if not lines:
        return ActionResult("unknown", {"title": title, "row": f"product:{found.id}"}, remember=remember)
    told = Text(text="\n".join(lines))
    only_versions = asks_which_size(question) and set(lines) <= set(_versions(found.options, turn.lang))
    # What warns of the very thing is not offered for sale in the same breath.
    card = () if warns_of(found, question, turn.lang) else await card_of(turn, found)
    return ActionResult("answered", {"title": title, "only_versions": only_versions}, (told, *card), remember=remember)


async def _part_of_the_one(turn: Turn, question: str, found: Product) -> Product:
    """The thing spoken of, where a question names something else only as a part that comes with it: *can the mat inside be washed* of the
    carrier that has one, and of no mat."""
    spoken = await product_spoken_of(turn)
    if spoken is None or spoken.id == found.id or not _INSIDE.search(plain(question)):
        return found
    named = [m for m in turn.rooms.finder.lexicon.find(question, turn.lang) if m.kind in ("product", "category")]
    written = plain(" ".join(lines_of(spoken, turn.lang)))
    return spoken if any(plain(question[m.start : m.end]) in written for m in named) else found


async def _of_a_version(turn: Turn, arguments: Mapping[str, Any], question: str) -> ActionResult | None:
    """What is written of the one version that is thought to be the right one (``versions``: name, value, words), of the product that is
    meant or of the only one shown that comes so: *isn't the unscented one better?* Nothing where no product does. Which version suits
    whom is said only where it is written."""
    said = [(str(pair[0]), pair[1]) for pair in arguments.get("versions") or () if isinstance(pair, (list, tuple))]
    fitting = made_in(await products_meant(turn, arguments.get("product")) or await recent(turn), said) if said else []
    chosen = option_values(fitting[0], said)[0] if len(fitting) == 1 else {}
    if not chosen:
        return None
    product, lang = fitting[0], turn.lang
    lines = list(cautions_of(product, question, lang))
    for option in product.options:
        if option.id in chosen:
            lines += told_of_each(product, option, [chosen[option.id]], lang)[chosen[option.id]]
    listed = tuple(f"{option.name.text(lang) or option.id}:" for option in product.options)
    more = await _answer_of(turn, product, question) if not lines and _surely_told(product, question, lang) else []
    lines += [
        line for line in more if not line.startswith(listed)
    ]  # in what it comes says of no version what it is for
    values = {"title": product.title.text(lang), "only_versions": False, "row": f"product:{product.id}"}
    remember = {**last_seen(product), **looked_at(product, chosen), "asked_of_it": question}
    if not lines:
        return ActionResult("unknown", values, remember=remember)
    variants = product.matching(chosen)
    card = await card_of(turn, product, variants[0] if len(variants) == 1 else None)
    text = Text(text="\n".join(dict.fromkeys(lines)))
    return ActionResult("answered", values, (text, *card), remember=remember)


async def _told_of_each(turn: Turn, asked: Mapping[str, Any], question: str) -> list[tuple[Product, list[str]]]:
    """What answers ``question``, of each of the things there are to choose from of which something surely does. Whoever asks *is it safe
    for cats?* of four plants wants to hear it of them, rather than be asked which."""
    values = [choice.get("value") for choice in asked.get("choices") or ()]
    if not 1 < len(values) <= _MOST_EACH:
        return []
    told = []
    for product in await products_meant(turn, values):
        lines = await _answer_of(turn, product, question) if _surely_told(product, question, turn.lang) else []
        if lines:
            told.append((product, lines))
    return told


def _surely_told(product: Product, question: str, lang: str) -> bool:
    """Whether what is asked stands in what is written of ``product``, and not only a word of it beside others."""
    words = telling_of(product, question)
    if counted_of(product, question, lang) or stated_of(product, question, lang) or asks_weight(question):
        return True
    if any(headed_for(attribute, question) for attribute in product.attributes):
        return True
    return any(_LEAST_OF * len(words) <= said_in(words, line) for line in lines_of(product, lang)) if words else False


def _each(turn: Turn, told: Sequence[tuple[Product, Sequence[str]]]) -> ActionResult:
    lines = [f"{product.title.text(turn.lang)} · {' '.join(said[:_MOST_LINES])}" for product, said in told]
    return ActionResult("told_each", {"count": len(lines)}, (Text(text="\n".join(lines)),))


async def _elsewhere(turn: Turn, category: Any) -> bool:
    """Whether nothing of what was shown lately stands on the shelf that is named."""
    shelf = str(category).partition(":")[2]
    return bool(shelf) and not any(product.stands_on(shelf) for product in await recent(turn))


async def _asked_again(turn: Turn, question: str, product: Product) -> tuple[str, Product]:
    """What was asked of the thing before, asked of the one that is only named now: *and the lamb one?*, 연어는요?"""
    before = turn.facts.get("asked_of_it")
    if not isinstance(before, str) or not follows_up(question):
        return question, product
    if any(headed_for(attribute, question) for attribute in product.attributes):
        return question, product  # *and is it waterproof?* asks what is stated of it, though another thing is called so
    others = await other_than(turn, question, [product])
    if len(others) == 1:
        product = others[0]
    names = names_of(product, {})
    only_named = all(is_said(word, names) for word in telling_words(question))
    return (before if only_named else question), product


async def _answer_of(turn: Turn, product: Product, question: str) -> list[str]:
    """What is written of a product that answers a question: the figure it asks for, else what is headed so, else what speaks of it."""
    counted = counted_of(product, question, turn.lang)
    if counted:
        return counted
    names = await catalog.attribute_names(await turn.reader())
    facts = turn.rooms.finder.facts_about(product, question, turn.lang, names)
    return [f"{name}: {value}" if name else value for name, value in facts] or _written_of(turn, product, question)


def _written_of(turn: Turn, product: Product, question: str) -> list[str]:
    """What is written of a product that answers a question which names none of its attributes."""
    lang = turn.lang
    if asks_weight(question) and (told := _weight_of(turn, product)):
        return told
    lines = [f"{a.name.text(lang) or a.id}: {a.value.text(lang)}" for a in attributes_about(product, question, lang)]
    lines += sentences_about(product, question, lang)
    return (
        lines
        or fitting_in(product, question, lang)
        or _versions(options_about(product, question, lang), lang)
        or stated_of(product, question, lang)
    )


def _versions(options: Sequence[Option], lang: str) -> list[str]:
    """The sizes, colours and so on that something comes in, a line for each of ``options``."""
    return [
        f"{option.name.text(lang) or option.id}: {join([value.name.text(lang) for value in option.values], lang)}"
        for option in options
    ]


def _all_stated(turn: Turn, product: Product, question: str) -> list[str]:
    """What is written of a product: its description, then what it states, without what could be taken for the figure asked for."""
    lines = [part for part in product.description.text(turn.lang).splitlines() if part.strip()][:_MOST_WRITTEN]
    weight = asks_weight(question)
    stated = [a for a in product.attributes if not (weight and states_another(a, "weight"))]
    return lines + [f"{a.name.text(turn.lang) or a.id}: {a.value.text(turn.lang)}" for a in stated[:_MOST_STATED]]


def _weight_of(turn: Turn, product: Product) -> list[str]:
    """How heavy a product is stated to be: by a figure of its own, else in its description."""
    (figure,) = figures_beside([product], "weight", turn.lang)
    if figure is not None:
        return [f"{figure.label}: {figure.text}" if figure.label else turn.say("product.weighs", weight=figure.text)]
    return weighed_in(product, turn.lang)


async def tell_written(turn: Turn, arguments: Mapping[str, Any]) -> ActionResult:
    """All that is written of a product, word for word, where nothing of it answers a question by itself: whoever asked can see."""
    found = await one_product(turn, arguments.get("product"))
    if isinstance(found, ActionResult):
        return ActionResult("not_found")
    lines = _all_stated(turn, found, str(arguments.get("question") or turn.text))
    title = {"title": found.title.text(turn.lang)}
    return ActionResult("told", title, (Text(text="\n".join(lines)),)) if lines else ActionResult("nothing", title)


ACTIONS: Mapping[str, Action] = {
    "answer_product_question": answer_product_question,
    "tell_written": tell_written,
}
