"""Effects of the dialogue into content: keys become sentences, options become buttons, fields become forms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Protocol

from dangol.dialogue.effects import Ask, Effect, Field, Offer, Option, Say, Show
from dangol.kit.money import Money
from dangol.messages.content import (
    Block,
    Button,
    Buttons,
    CartView,
    Form,
    FormField,
    FormOption,
    Price,
    ProductCard,
    Text,
)

_INPUT_KINDS = {
    "email": "email",
    "phone": "tel",
    "quantity": "number",
    "yes_no": "choice",
    "choice": "choice",
    "date": "date",
}
# What these say holds until the next of them.
_STATES = frozenset({"cart.added", "cart.changed", "cart.removed", "dialogue.changed"})
_FIELD_KINDS = frozenset({"text", "email", "tel", "number", "select", "choice", "checkbox", "textarea", "date"})


class Sayer(Protocol):
    """Says a sentence in this turn's language and persona."""

    def __call__(self, key: str, values: Mapping[str, Any], seed: int = 0) -> str:
        """The sentence under ``key``."""
        ...


def as_money(value: Any) -> Money | None:
    """``Money``, or the mapping the dialogue keeps it as."""
    if isinstance(value, Money):
        return value
    if isinstance(value, Mapping) and set(value) == {"amount", "currency"}:
        return Money(int(value["amount"]), str(value["currency"]))
    return None


def spoken(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as sentences take them: amounts as ``Money`` again."""
    return {name: as_money(value) or value for name, value in values.items()}


def content_of(effects: Iterable[Effect], say: Sayer, lang: str, *, guided: str | None = None) -> list[Block]:
    """The blocks of one reply, in order. Sentences that follow each other are one paragraph each of the same text block.

    ``guided``: the flow under way, where nobody can type: a question without choices then brings a field of its own.
    """
    blocks: list[Block] = []
    told = _at_last(effects)
    # What was offered is what is offered last: a yes means that one, and so do the buttons.
    asking = [place for place, effect in enumerate(told) if isinstance(effect, (Ask, Offer))]
    for place, effect in enumerate(told):
        if isinstance(effect, Offer) and effect.key is None and place < asking[-1]:
            continue
        if isinstance(effect, Say):
            _add_text(blocks, say(effect.key, spoken(effect.values), effect.seed))
        elif isinstance(effect, Show):
            blocks.extend(effect.blocks)
        elif isinstance(effect, Ask):
            _add_ask(blocks, answerable(effect, guided) if guided else effect, say, lang)
        elif isinstance(effect, Offer):
            if effect.key:
                _add_text(blocks, say(effect.key, spoken(effect.values), effect.seed))
            _add_buttons(blocks, effect.choices, say, lang)
    carts = [place for place, block in enumerate(blocks) if isinstance(block, CartView) and block.editable]
    return [block for place, block in enumerate(blocks) if place not in carts[:-1]]


def _at_last(effects: Iterable[Effect]) -> list[Effect]:
    """The effects without what a later one makes untrue: how many there are of a thing in the cart is said as it stands in the end, and
    that something was changed is said once. So is what two wishes of one message are answered by alike."""
    kept: list[Effect] = []
    said: set[tuple[Any, ...]] = set()
    for effect in reversed(list(effects)):
        if isinstance(effect, Say) and effect.key in _STATES:
            about = (effect.values.get("title"), str(effect.values.get("options_text") or ""))
            state = ("cart", *about) if effect.key.startswith("cart.") else (effect.key,)
            if state in said:
                continue
            said.add(state)
        kept.append(effect)
    return _once(kept[::-1])


def _once(effects: Iterable[Effect]) -> list[Effect]:
    """The effects without a sentence, and what is shown with it, that was said before just so."""
    passages: list[list[Effect]] = []
    for effect in effects:
        if isinstance(effect, Show) and passages and isinstance(passages[-1][0], Say):
            passages[-1].append(effect)
        else:
            passages.append([effect])
    fresh = [p for n, p in enumerate(passages) if not (isinstance(p[0], Say) and p in passages[:n])]
    return [effect for passage in fresh for effect in passage]


def _steady(blocks: Iterable[Block]) -> list[Mapping[str, Any]]:
    """What the buttons of cards and carts in this reply mean: it need not be offered a second time below them."""
    found: list[Mapping[str, Any]] = []
    for block in blocks:
        if isinstance(block, (CartView, ProductCard)):
            found += [button.command for button in block.buttons if button.command]
    return found


def _add_text(blocks: list[Block], text: str) -> None:
    if not text:
        return
    if blocks and isinstance(blocks[-1], Text):
        blocks[-1] = Text(text=f"{blocks[-1].text}\n{text}")
    else:
        blocks.append(Text(text=text))


def answerable(ask: Ask, flow: str) -> Ask:
    """``ask`` as it can be answered without a text field: by its choices, by a field of its own, or, for a product, by looking around.
    Codes to choose from are some of those there are: there is a field beside them."""
    chosen = any(option.command.get("command") == "fill" for option in ask.options)
    if ask.fields or (chosen and ask.kind != "coupon"):
        return ask
    if ask.kind == "product":
        look = Option(command={"command": "start", "intent": "browse"}, key="intent.browse")
        return replace(ask, options=(*ask.options, look))
    if ask.kind in ("choice", "yes_no"):
        return ask
    field = Field(ask.slot, ask.kind, key="field.answer", required=ask.required)
    return replace(ask, fields=(field,), form=f"{flow}.{ask.slot}"[:64])


def _add_ask(blocks: list[Block], ask: Ask, say: Sayer, lang: str) -> None:
    _add_text(blocks, say(ask.key, spoken(ask.values), ask.seed))
    if ask.fields:
        blocks.append(
            Form(
                form_id=ask.form or ask.slot,
                fields=tuple(_field(field, say, lang) for field in ask.fields),
                submit=say(ask.submit, {}),
            )
        )
    options = list(ask.options)
    if ask.person:
        options.append(Option(command={"command": "person"}, key="option.person"))
    _add_buttons(blocks, options, say, lang)


def _add_buttons(blocks: list[Block], options: Iterable[Option], say: Sayer, lang: str) -> None:
    there = _steady(blocks)
    buttons = tuple(_button(option, say, lang) for option in options if _bare(option.command) not in there)
    if not buttons:
        return
    if blocks and isinstance(blocks[-1], Buttons):
        blocks[-1] = Buttons(prompt=blocks[-1].prompt, options=(*blocks[-1].options, *buttons))
    else:
        blocks.append(Buttons(options=buttons))


def _bare(command: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in command.items() if value not in (None, {}, "")}


def _button(option: Option, say: Sayer, lang: str) -> Button:
    label = option.text if option.text is not None else say(option.key or "", spoken(option.values))
    details = [option.detail] if option.detail else []
    if not option.available and not details:
        details = [say("shop.sold_out_short", {})]
    price = as_money(option.price) if option.price else None
    if price is not None:
        details.append(price.format(lang))
    if details:
        label = f"{label} · {' · '.join(details)}"
    style: Any = option.style if option.style in ("plain", "primary", "danger") else "plain"
    return Button(label=label, command=dict(option.command), style=style)


def _field(field: Field, say: Sayer, lang: str) -> FormField:
    kind = field.kind if field.kind in _FIELD_KINDS else _INPUT_KINDS.get(field.kind, "text")
    options = []
    for option in field.options:
        price = as_money(option.get("price"))
        options.append(
            FormOption(
                value=str(option["value"]),
                label=str(option["label"]),
                detail=option.get("detail"),
                price=Price(money=price, text=price.format(lang)) if price else None,
            )
        )
    extra = {
        name: value for name, value in field.extra.items() if name in ("placeholder", "help", "max_length") and value
    }
    return FormField(
        name=field.name,
        label=field.text if field.text is not None else say(field.key or "", {}),
        kind=kind,
        required=field.required,
        value=field.value,
        error=say(field.error, {}) if field.error else field.problem,
        autocomplete=field.autocomplete,
        inputmode=field.inputmode,
        options=tuple(options),
        **extra,
    )
