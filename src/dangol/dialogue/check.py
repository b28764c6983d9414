"""Proving a book of flows before a shopper is in it: every step reachable, every exit defined, every slot askable, every sentence there in
every language with the values it needs, every action and intent known."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from dangol.dialogue.asking import check_asking, edges
from dangol.dialogue.book import FlowBook
from dangol.dialogue.errors import Problem
from dangol.dialogue.expressions import Expression
from dangol.dialogue.flow import ActionSpec, Flow
from dangol.dialogue.slots import KINDS
from dangol.dialogue.state import END
from dangol.dialogue.values import check_values
from dangol.wording.speaker import Wording

FACTS = frozenset(
    [
        "shop",
        "assistant",
        "contact_name",
        "country",
        "currency",
        "lang",
        "zone",
        "shown",
        "last_product",
        "last_line",
        "last_search",
        "last_order",
        "last_checkout",
        "last_flow",
        "last_intent",
    ]
)
COUPON_VALUES = frozenset({"code", "expires"})
"""What a `coupon` step gives a flow and its sentences."""
_ALWAYS = FACTS | frozenset({"result", "facts", "refining", "intent", "words", "outcome"})
_DIALOGUE = [
    "resume",
    "cancelled",
    "failed",
    "unclear",
    "unclear_again",
    "unclear_person",
    "did_you_mean",
    "stuck",
    "stuck_person",
    "changed",
    "back",
    "nothing_to_go_back",
    "nothing_to_cancel",
    "nothing_to_repeat",
    "repeat",
    "restarted",
    "timed_out",
    "first_this",
    "the_rest_after",
    "form_gone",
    "form_errors",
    "form_empty",
    "which_one",
    "fine",
    "alright",
    "needed",
    "no_such_choice",
    "nothing_shown",
    "one_moment",
    "no_coupon",
]
_OPTIONS = ["yes", "no", "skip", "person", "leave", "cancel", "try_again", "back", "repeat", "restart", "stop"]

ENGINE_KEYS = (
    *(f"dialogue.{word}" for word in _DIALOGUE),
    *(f"option.{word}" for word in _OPTIONS),
    *(f"slot.{kind}.invalid" for kind in KINDS),
    *(f"slot.{kind}.out_of_range" for kind in ("quantity", "number", "rating")),
    "slot.choice.unavailable",
    "form.submit",
)
"""The sentences the engine itself says."""


def check(
    book: FlowBook,
    actions: Mapping[str, ActionSpec],
    wording: Wording | None = None,
    languages: Sequence[str] | None = None,
    hooks: Collection[str] = (),
    coupons: Collection[str] | None = (),
    unread: Mapping[str, Collection[str]] | None = None,
    wishes: Collection[str] = (),
) -> list[Problem]:
    """All mistakes in the current flows of ``book``. ``actions`` are those there are, ``hooks`` the shop's web hooks and ``coupons`` the
    names of its personal coupons (none: not known); with ``wording``, sentences are looked at too, in ``languages`` (all it has, when not
    given). ``unread`` are sentences by language, ``wishes`` those of flows, that stand in files which could not be read: not missing."""
    problems: list[Problem] = []
    spoken = tuple(languages or (wording.languages if wording is not None else ()))
    for flow in book.flows.values():
        problems.extend(check_flow(flow, book, actions, wording, spoken, hooks, coupons, unread, wishes))
    if wording is not None:
        for lang in spoken:
            for key in ENGINE_KEYS:
                if wording.entry(key, lang) is None:
                    problems.append(
                        Problem(f"wording/{lang}", 1, f"The sentence {key!r} is missing in {lang}.", f"Add `{key}:`.")
                    )
    return sorted(problems)


def check_flow(
    flow: Flow,
    book: FlowBook,
    actions: Mapping[str, ActionSpec],
    wording: Wording | None,
    languages: Sequence[str],
    hooks: Collection[str],
    coupons: Collection[str] | None = (),
    unread: Mapping[str, Collection[str]] | None = None,
    wishes: Collection[str] = (),
) -> Iterator[Problem]:
    """The mistakes in ``flow``, which may be any version of a flow of ``book``."""
    yield from _reachable(flow)
    yield from check_asking(flow, book, actions, wording, languages)
    yield from _circles(flow)
    yield from _posts_again(flow)
    yield from _after_handing_over(flow)
    yield from _calls(flow, actions)
    yield from _hooks(flow, hooks)
    if coupons is not None:
        yield from _coupons(flow, coupons)
    yield from _names(flow, actions)
    yield from check_values(flow, book, actions)
    yield from _starts(flow, book, wishes)
    if wording is not None:
        yield from _sentences(flow, actions, wording, languages, unread or {})


def _reachable(flow: Flow) -> Iterator[Problem]:
    seen: set[int] = set()
    todo = [0]
    while todo:
        at = todo.pop()
        if at in seen or at == END:
            continue
        seen.add(at)
        todo.extend(edges(flow.nodes[at]))
    for at, node in enumerate(flow.nodes):
        if at not in seen:
            yield Problem(
                flow.file,
                node.line,
                f"The step {node.path or at} can never be reached.",
                "Lead to it with `goto` or from a branch, or remove it (a step after `end` or `goto` needs an `id` somebody goes to).",
            )


def _circles(flow: Flow) -> Iterator[Problem]:
    """Loops in which nothing waits for the shopper or an action."""
    state: dict[int, int] = {}
    for begin in range(len(flow.nodes)):
        if state.get(begin):
            continue
        path: list[tuple[int, Iterator[int]]] = [(begin, _passing(flow, begin))]
        state[begin] = 1
        while path:
            at, onward = path[-1]
            following = next(onward, None)
            if following is None:
                state[at] = 2
                path.pop()
            elif state.get(following) == 1:
                node = flow.nodes[following]
                yield Problem(
                    flow.file,
                    node.line,
                    "This goes in a circle without ever asking or calling anything.",
                    "Put an `ask` or a `call` into the circle.",
                )
                return
            elif following not in state:
                state[following] = 1
                path.append((following, _passing(flow, following)))


def _posts_again(flow: Flow) -> Iterator[Problem]:
    """Web hooks and coupons that come round again without the shopper having been asked: a question whose answer is still there is passed
    by, so only one whose slot is emptied in the circle counts."""
    for at, node in enumerate(flow.nodes):
        if node.do not in ("hook", "coupon"):
            continue
        if _comes_round(flow, at):
            what = "posts to the web hook" if node.do == "hook" else "gives the coupon"
            yield Problem(
                flow.file,
                node.line,
                f"This {what} {node.key!r} again and again: a question that has its answer is not asked anew.",
                "Empty the slot on the way back (`set: {slot: null}` before the `goto`), or `end` instead.",
            )


def _comes_round(flow: Flow, at: int) -> bool:
    """Whether step ``at`` can be reached from itself with no question on the way whose slot was emptied on that very way."""
    todo = [(edge, frozenset[str]()) for edge in edges(flow.nodes[at]) if edge != END]
    seen: set[tuple[int, frozenset[str]]] = set()
    while todo:
        place, emptied = todo.pop()
        if place == at:
            return True
        if (place, emptied) in seen:
            continue
        seen.add((place, emptied))
        node = flow.nodes[place]
        if node.do == "ask" and emptied & set(node.slots):
            continue
        if node.do == "set":
            emptied |= {name for name, value in node.values.items() if value.tree == ("literal", None)}
        todo.extend((edge, emptied) for edge in edges(node) if edge != END)
    return False


def _after_handing_over(flow: Flow) -> Iterator[Problem]:
    """Steps that would act or ask while a person has the conversation already."""
    for node in flow.nodes:
        if node.do != "hand_over":
            continue
        todo, seen = [node.next], set[int]()
        while todo:
            at = todo.pop()
            if at == END or at in seen:
                continue
            seen.add(at)
            if flow.nodes[at].do in ("ask", "hook", "coupon"):
                yield Problem(
                    flow.file,
                    node.line,
                    f"After handing over, the flow goes on to {flow.nodes[at].do} in line {flow.nodes[at].line}: a person has it then.",
                    "Write `- end: true` behind `hand_over`.",
                )
                break
            todo.extend(edges(flow.nodes[at]))


def _passing(flow: Flow, at: int) -> Iterator[int]:
    node = flow.nodes[at]
    if node.do in ("ask", "call", "hook", "coupon"):
        return iter(())
    return (edge for edge in edges(node) if edge != END)


def _calls(flow: Flow, actions: Mapping[str, ActionSpec]) -> Iterator[Problem]:
    for node in flow.nodes:
        if node.do != "call":
            continue
        action = actions.get(node.key or "")
        if action is None:
            yield _unknown(flow.file, node.line, "action", node.key or "", actions)
            continue
        for name in sorted(set(node.values) - action.takes):
            yield _unknown(flow.file, node.line, f"argument of {action.name}", name, action.takes)
        for name in sorted(action.takes - action.optional - set(node.values)):
            yield Problem(
                flow.file, node.line, f"The action {action.name} needs {name!r}.", f"Add it: `with: {{{name}: …}}`."
            )
        for outcome in sorted(set(node.branches) - set(action.gives) - {"failed"}):
            yield _unknown(flow.file, node.line, f"outcome of {action.name}", outcome, action.gives)
        if node.other is None:
            for outcome in sorted(set(action.gives) - set(node.branches)):
                yield Problem(
                    flow.file,
                    node.line,
                    f"{action.name} may end {outcome!r}, and nothing says what happens then.",
                    f"Add `{outcome}:` (or `other:`) under `on:`.",
                )
    for slot in flow.slots.values():
        if slot.check and slot.check not in actions:
            yield _unknown(flow.file, slot.line, "action", slot.check, actions)
        elif slot.check and "ok" not in actions[slot.check].gives:
            yield Problem(
                flow.file,
                slot.line,
                f"{slot.check} cannot check a slot: it never ends `ok`.",
                "Use an action with the outcome `ok`.",
            )


def _hooks(flow: Flow, hooks: Collection[str]) -> Iterator[Problem]:
    for node in flow.nodes:
        if node.do == "hook" and node.key not in hooks:
            close = get_close_matches(node.key or "", list(hooks), 1)
            cure = f"Did you mean {close[0]!r}?" if close else f'Add to shop.toml: [[hooks]] with name = "{node.key}".'
            yield Problem(flow.file, node.line, f"The shop has no web hook {node.key!r}.", cure)


def _coupons(flow: Flow, coupons: Collection[str]) -> Iterator[Problem]:
    known = {name.casefold(): name for name in coupons}
    for node in flow.nodes:
        if node.do != "coupon" or (node.key or "").casefold() in known:
            continue
        close = get_close_matches((node.key or "").casefold(), list(known), 1)
        add = f'Add to coupons.toml: [[coupon]] with code = "{node.key}" and personal = true.'
        cure = f"Did you mean {known[close[0]]!r}?" if close else add
        yield Problem(flow.file, node.line, f"The shop has no personal coupon {node.key!r}.", cure)


def _unknown(file: str, line: int, what: str, name: str, known: Iterable[str]) -> Problem:
    names = sorted(known)
    close = get_close_matches(name, names, 1)
    cure = f"Did you mean {close[0]!r}?" if close else f"There are: {', '.join(names[:12]) or 'none'}."
    return Problem(file, line, f"There is no {what} {name!r}.", cure)


def _values_of(flow: Flow, actions: Mapping[str, ActionSpec]) -> frozenset[str]:
    """Every name a step of ``flow`` may find: slots, set values, what its actions give, facts."""
    names = set(flow.slots) | _ALWAYS
    for node in flow.nodes:
        if node.do == "set":
            names |= node.values.keys()
        action = actions.get(node.key or "") if node.do == "call" else None
        if action is not None:
            names |= frozenset[str]().union(*action.gives.values())
        names |= node.into.keys()
        if node.do == "coupon":
            names |= COUPON_VALUES
    for slot in flow.slots.values():
        action = actions.get(slot.check or "")
        if action is not None:
            names |= frozenset[str]().union(*action.gives.values())
    return frozenset(names)


def _names(flow: Flow, actions: Mapping[str, ActionSpec]) -> Iterator[Problem]:
    known = _values_of(flow, actions)
    options = {str(choice.value): slot.name for slot in flow.slots.values() for choice in slot.options}

    def unknown(expressions: Iterable[Expression | None], line: int) -> Iterator[Problem]:
        for expression in expressions:
            for name in sorted(expression.names - known) if expression is not None else ():
                yield _no_value(flow, line, name, known - {"outcome"}, options)

    for node in flow.nodes:
        choices = [e for c in node.choices for e in (*c.slots.values(), c.when)]
        yield from unknown([*node.values.values(), node.condition, node.choices_from, *choices], node.line)
    for slot in flow.slots.values():
        yield from unknown([slot.options_from, slot.fields_from, slot.default], slot.line)


def _no_value(flow: Flow, line: int, name: str, known: Iterable[str], options: Mapping[str, str]) -> Problem:
    """A name nothing gives: a slip of the pen, or a text that lacks its quotes."""
    meant = name if name in options else next(iter(get_close_matches(name, list(options), 1, 0.8)), None)
    close = get_close_matches(name, sorted(known), 1)
    if meant is not None:
        cure = f"It is an option of {options[meant]}: put it into quotes of its own, \"'{meant}'\"."
    elif close:
        cure = f"Did you mean {close[0]!r}?"
    else:
        own = [*flow.slots, *sorted(set(known) - set(flow.slots))]
        there = ", ".join(own[:12])
        cure = f"There are: {there}{', …' if len(own) > 12 else ''}. A text needs quotes of its own: \"'{name}'\"."
    return Problem(flow.file, line, f"There is no value {name!r}.", cure)


def _starts(flow: Flow, book: FlowBook, wishes: Collection[str]) -> Iterator[Problem]:
    if not flow.start_on:
        yield Problem(flow.file, flow.line, f"Nothing can start the flow {flow.name}.", "Add `start_on: [an_intent]`.")
    for node in flow.nodes:
        wanted = [node.key] if node.do == "start" else [c.start for c in node.choices if c.start]
        for intent in wanted:
            if intent and intent not in book.intents and intent not in wishes:
                yield _unknown(flow.file, node.line, "intent", intent, book.intents)


def _sentences(
    flow: Flow,
    actions: Mapping[str, ActionSpec],
    wording: Wording,
    languages: Sequence[str],
    unread: Mapping[str, Collection[str]],
) -> Iterator[Problem]:
    known = _values_of(flow, actions)
    for key, line, more in sentences_of(flow):
        for lang in languages:
            entry = wording.entry(key, lang)
            if entry is None and key in unread.get(lang, ()):
                continue
            if entry is None:
                yield Problem(
                    flow.file,
                    line,
                    f"The sentence {key!r} is missing in {lang}.",
                    f"Add `{key}:` to a sentence file of {lang}.",
                )
                continue
            needed = frozenset[str]().union(*(t.required for t in entry.sentences))
            for name in sorted(needed - known - more):
                yield Problem(
                    flow.file,
                    line,
                    f"The sentence {key!r} ({lang}, {entry.file}:{entry.line}) needs {{{name}}}, which no step of this flow gives.",
                    f"Give it with `with: {{{name}: …}}`, or write the sentence without it.",
                )


def sentences_of(flow: Flow) -> Iterator[tuple[str, int, frozenset[str]]]:
    """Every sentence the flow says, where, and what values it gets beside the flow's own."""
    for node in flow.nodes:
        more = frozenset(node.values)
        if node.do == "say" or (node.do == "offer" and node.key):
            yield node.key or "", node.line, more
        if node.do == "ask":
            for name in node.slots:
                slot = flow.slots[name]
                yield slot.ask, slot.line, more
                if slot.ask_again:
                    yield slot.ask_again, slot.line, more
            if len(node.slots) > 1:
                yield f"{flow.name}.form_{node.slots[0]}", node.line, more
                for name in node.slots:
                    yield f"field.{name}", node.line, more
        for choice in node.choices:
            if choice.key:
                yield choice.key, choice.line, more
    for slot in flow.slots.values():
        for key in (*(c.key for c in slot.options), *(f.key for f in slot.fields), *slot.errors.values()):
            yield key, slot.line, frozenset()
    for intent, line in flow.intent_lines.items():
        yield f"intent.{intent}", line, frozenset()
    yield flow.resume, flow.line, frozenset()
    yield flow.cancelled, flow.line, frozenset()
