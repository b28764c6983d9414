"""The engine: ``step(state, events) -> Step(state, effects)``. Pure: the same state and events give the same step, for ever."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from dangol.dialogue import answers
from dangol.dialogue import effects as fx
from dangol.dialogue.book import FlowBook
from dangol.dialogue.effects import Effect
from dangol.dialogue.events import ActionResult, Event, TimedOut, Unclear
from dangol.dialogue.flow import Flow
from dangol.dialogue.offering import PERSON
from dangol.dialogue.questions import put_again, slot_options
from dangol.dialogue.run import CANCEL, GO_ON, Run
from dangol.dialogue.said import option_from_json, option_json
from dangol.dialogue.slots import LOOSE
from dangol.dialogue.state import MAX_QUEUE, Frame, Json, State
from dangol.nlu import commands as nlu
from dangol.nlu.addresses import whole_address
from dangol.nlu.moods import asks, goes_on, no_name
from dangol.nlu.normalise import plain

_MAX_HANDLED = 24
_ABOUT_WHAT_IS_UNDER_WAY = frozenset(
    {"fill", "correct", "choose", "submit", "affirm", "deny", "cancel", "back", "restart", "unclear"}
)
_ANSWERS = ("choose", "fill", "correct")
_REST = "dialogue.the_rest_after"
_ACKNOWLEDGED: Mapping[str, Json] = {"command": "acknowledged"}
_ALONE = {"coupon": "use_coupon"}
_EXACT = frozenset({"email", "phone", "reach", "order_number"})
_EARLIER = "earlier"
_OF_ONESELF = frozenset({"name", "email", "phone", "address"})  # what nobody tells the same flow twice


@dataclass(frozen=True, slots=True)
class Step:
    """What a step gives: the state to keep, the effects to carry out in order (a ``Call`` only as the last), and for explanation
    the nodes that were ``walked``, as flow and number. ``problems``: what the shop's owner has to mend in a flow.
    ``answer``: what a web hook answered, as far as the flow takes it."""

    state: State
    effects: tuple[Effect, ...]
    walked: tuple[tuple[str, int], ...] = ()
    problems: tuple[str, ...] = ()
    answer: Mapping[str, Any] | None = None

    @property
    def call(self) -> fx.Call | None:
        """The action to run before stepping again, if there is one."""
        last = self.effects[-1] if self.effects else None
        return last if isinstance(last, fx.Call) else None

    @property
    def hook(self) -> fx.Hook | None:
        """The web hook to post once the state is stored, if there is one: its answer comes whenever it comes."""
        last = self.effects[-1] if self.effects else None
        return last if isinstance(last, fx.Hook) else None


# What belongs to one of several things, and not to the others.
_OF_EACH = frozenset(
    ("quantity", "color", "size", "attribute", "attributes", "measure", "category", "candidates", "variant", "brand")
)


class Engine:
    """Steps conversations through the flows of a book. Holds nothing but the book."""

    def __init__(self, book: FlowBook) -> None:
        self.book = book

    def step(self, state: State, events: Iterable[Event]) -> Step:
        """``state`` after ``events``. Never raises for anything a shopper or an action may send."""
        run = Run(self.book, state)
        fresh = False
        for event in events:
            if isinstance(event, ActionResult):
                run.result(event)
            elif isinstance(event, TimedOut):
                _time_out(run)
            else:
                if not fresh:
                    fresh = True
                    _new_turn(run)
                said = _each(run, _queued(event))
                run.queue.extend([{**item, "part": True} for item in said] if len(said) > 1 else said)
        del run.queue[MAX_QUEUE:]
        held = _drive(run)
        if held and fresh and not run.effects:
            run.say("dialogue.one_moment")
        run.settle()
        return Step(run.state(), tuple(run.effects), tuple(run.walked), tuple(run.problems), run.answer)


def _new_turn(run: Run) -> None:
    run.turn += 1
    run.passed.clear()
    if run.away:
        run.away = False
        if run.open_question() is not None:
            run.change(interrupted=True)


def _drive(run: Run) -> bool:
    """Walk, serve the next command, walk …, until an action is called for or nothing is left to serve. Whether something was said that has
    to wait for a web hook: it is served once that has answered."""
    held: list[Mapping[str, Json]] = []
    _serve(run, held)
    run.queue[:0] = held
    return bool(held)


def _serve(run: Run, held: list[Mapping[str, Json]]) -> None:
    for _ in range(_MAX_HANDLED):
        if not run.called:
            run.advance()
        if run.called:
            return
        if not run.queue and run.later and run.open_question() is None:
            run.queue.append(run.later.pop(0))
        if not run.queue:
            return
        item = dict(run.queue.pop(0))
        earlier = item.pop("earlier", None)
        asks_first = run.open_question() is not None and (run.top is None or run.top.flow != earlier)
        if item.pop("after", False) and (asks_first or run.later):
            run.later.append(item)
            if asks_first and not any(isinstance(effect, fx.Say) and effect.key == _REST for effect in run.effects):
                run.say(_REST)
            continue
        run.said = str(item.get("words") or "") if item.pop("part", False) else ""
        before = bool(item.pop("held", False))
        if run.at_hook() and _waits(run, item):
            # What is on its way cannot be called back: the answer first, then this. An *ok* only says that they wait: nothing that is
            # asked later is answered by it.
            held.append({**item, "held": True} if item.get("command") != "affirm" else _ACKNOWLEDGED)
            continue
        if item.get("command") == "acknowledged" or (before and _with_a_person(run)):
            continue
        if item.get("command") == "unclear":
            _unclear(run, str(item.get("text") or ""), item.get("choices") or ())
            continue
        try:
            command = nlu.COMMAND.validate_python(item)
        except ValidationError:
            continue
        handle(run, command)
    run.queue.clear()


def _waits(run: Run, item: Mapping[str, Json]) -> bool:
    """Whether it is about what a web hook is being asked for, however little of it was understood: an answer, a change, another order of
    the same. What is a matter of its own is served meanwhile."""
    if item.get("command") != "start":
        return item.get("command") in _ABOUT_WHAT_IS_UNDER_WAY
    flow = run.book.for_intent(str(item.get("intent") or ""))
    return flow is not None and run.top is not None and flow.name == run.top.flow


def _with_a_person(run: Run) -> bool:
    """Whether a person was called in this step: what was said before that is read by them."""
    return any(isinstance(effect, fx.HandOver) for effect in run.effects)


def _queued(event: nlu.Command | nlu.Understanding | Unclear) -> list[Mapping[str, Json]]:
    if isinstance(event, nlu.Understanding):
        if event.commands:
            return _at_last([_dump(command) for command in event.commands])
        return [{"command": "unclear", "text": event.text[:500], "choices": [_dump(c) for c in event.choices[:3]]}]
    if isinstance(event, Unclear):
        return [{"command": "unclear", "text": event.text[:500], "choices": [_dump(c) for c in event.choices[:3]]}]
    return [_dump(event)]


def _at_last(items: Sequence[Mapping[str, Json]]) -> list[Mapping[str, Json]]:
    """The commands of one message without those that a later one takes back: of two answers to one question (*kim@example.com, no,
    lee@example.com*) the last one stands, and nobody is told of the other."""
    told = {item.get("slot"): place for place, item in enumerate(items) if item.get("command") in ("fill", "correct")}
    return [
        item
        for place, item in enumerate(items)
        if item.get("command") not in ("fill", "correct") or not item.get("slot") or told[item.get("slot")] == place
    ]


def _each(run: Run, items: Sequence[Mapping[str, Json]]) -> list[Mapping[str, Json]]:
    """A wish for several things, meant for a flow about one, as one wish each: *two mugs and a tray*. What the first one leaves to be asked
    is settled before the next; the question of another flow that was open ``earlier`` is not waited for. A wish for another thing behind
    the answer to what is asked of the first (*white, and a tote too*) waits for it as well."""
    open_one = run.top.flow if run.top is not None and run.open_question() is not None else None
    found: list[Mapping[str, Json]] = []
    answered = False
    for item in items:
        answered = answered or item.get("command") in _ANSWERS
        slots: Mapping[str, Json] = item.get("slots") or {}
        flow = run.book.for_intent(str(item.get("intent") or "")) if item.get("command") == "start" else None
        things = _things(slots)
        taken = {name for slot in flow.slots.values() for name in (slot.name, *slot.sources)} if flow else set()
        if len(things) < 2 or "product" not in taken or taken & {"products", "items"}:
            behind = answered and flow is not None and flow.name == open_one and bool(slots.get("product"))
            found.append({**item, "after": True} if behind else item)
            continue
        apart = {"products", "items", "product"} | (_OF_EACH if slots.get("items") else set())
        rest = {name: value for name, value in slots.items() if name not in apart}
        for place, thing in enumerate(things):
            words = str(thing.pop("words", "") or item.get("words") or "")
            behind = place > 0 or (answered and flow is not None and flow.name == open_one)
            found.append({**item, "words": words, "slots": {**rest, **thing}, "after": behind})
            if place > 0 and flow is not None and open_one not in (None, flow.name):
                found[-1] = {**found[-1], "earlier": open_one}
    return found[:MAX_QUEUE]


def _things(slots: Mapping[str, Json]) -> list[dict[str, Json]]:
    """The things named in ``slots``, each with what was said of it alone: how many, in which version. A shelf is a thing to be asked
    about; the same product twice is two wishes only where two versions of it were told apart."""
    found: list[dict[str, Json]] = []
    given = slots.get("items") or slots.get("products")
    for item in given[:MAX_QUEUE] if isinstance(given, (list, tuple)) else ():
        thing = item if isinstance(item, Mapping) else {"row": item}
        row = str(thing.get("row") or "")
        told = {name: value for name, value in thing.items() if name not in ("row", "name", "pointed") and value}
        if row.startswith(("product:", "variant:")):
            told["product"] = row
        elif row.startswith("category:") and thing.get("name"):
            told["product"] = {"text": thing["name"], "category": row}
        elif thing.get("pointed"):
            pass
        elif row or not thing.get("named"):
            continue
        else:  # by a word that several bear, none of which was linked to it
            told["product"] = {"text": told.pop("named")}
        if told not in found:
            found.append(told)
    return found


def _dump(command: nlu.Command) -> dict[str, Any]:
    dumped: dict[str, Any] = command.model_dump(mode="json", exclude={"confidence"})
    return dumped


# -- commands


def handle(run: Run, command: nlu.Command) -> None:
    """Serve one command."""
    if not isinstance(command, nlu.Repeat):
        if not run.effects:
            run.last = []
        run.quiet = False
    offered = run.offered
    understood = True
    if isinstance(command, nlu.Start):
        understood = start(run, command.intent, command.slots, command.words)
    elif isinstance(command, nlu.Fill):
        understood = answers.fill(run, command.slot, command.value) or _said_alone(run, command)
    elif isinstance(command, nlu.Correct):
        understood = answers.correct(run, command.slot, command.value)
    elif isinstance(command, nlu.Choose):
        understood = answers.choose_shown(run, command.position, command.row)
    elif isinstance(command, nlu.Submit):
        understood = answers.submit(run, command.form, command.values)
    elif isinstance(command, (nlu.Affirm, nlu.Deny)):
        understood = answers.affirm(run, yes=isinstance(command, nlu.Affirm), words=command.words)
    else:
        _steer(run, command)
    if not understood:
        _unclear(run, command.words, ())
        return
    run.unclear = 0
    if run.offered is offered:
        run.offered = []


def _said_alone(run: Run, command: nlu.Fill) -> bool:
    """A value nobody asked for, that is written alone for one reason only."""
    intent = _ALONE.get(command.slot or "")
    return intent is not None and start(run, intent, {command.slot or "": command.value}, command.words)


def _steer(run: Run, command: nlu.Command) -> None:
    if isinstance(command, nlu.Cancel):
        _cancel(run)
    elif isinstance(command, nlu.Back):
        answers.back(run)
    elif isinstance(command, nlu.Repeat) and goes_on(command.words) and run.open_question() is not None:
        run.change(interrupted=True)  # on with the question itself, not with all that was said around it
        put_again(run)
    elif isinstance(command, nlu.Repeat):
        _repeat(run)
    elif isinstance(command, nlu.Restart):
        _restart(run)
    elif isinstance(command, nlu.Stop):
        run.queue.clear()
        run.later.clear()
        run.stack.clear()
        start(run, "stop", {}, command.words)
    elif isinstance(command, nlu.Person):
        if not start(run, "person", {}, command.words):
            run.stack.clear()
            run.emit(fx.HandOver("asked", run.sentence_values(None)))
            run.fall_silent()
    elif isinstance(command, nlu.Language):
        start(run, "language", {"spoken": command.lang}, command.words)
    elif isinstance(command, nlu.Rate):
        start(run, "rate", {"value": command.value}, command.words)


def start(run: Run, intent: str, slots: Mapping[str, Json], words: str = "") -> bool:
    """Begin the flow of ``intent``, or go on with it if it is under way. False when there is none."""
    flow = run.book.for_intent(intent)
    if flow is None:
        return False
    if _this_first(run, intent, slots, words):
        return True
    depth = next((i for i in range(len(run.stack) - 1, -1, -1) if run.stack[i].flow == flow.name), None)
    if depth is not None and _same(run, depth, flow, intent, slots):
        _resume(run, depth, slots, words)
        return True
    if depth is not None:
        slots = {**_kept(run, depth, flow, slots), **slots}
        del run.stack[depth:]
    top = run.top
    if top is not None:
        current = run.flow(top)
        if not current.interrupts and not flow.urgent and run.open_question() is not None:
            run.say("dialogue.first_this")
            return True
        if not current.resumes and any(top.asked.values()) and run.open_question() is not None:
            run.stack.pop()
        else:
            run.uncover()
    run.push(flow, {**_told_before(run, flow), **slots}, intent=intent, words=words)
    return True


def _this_first(run: Run, intent: str, slots: Mapping[str, Json], words: str) -> bool:
    """Whether the wish waits for what is being asked: who orders while it is open how many go into the cart is not sold an old number. Of
    what is not in it yet that is one; otherwise it is asked once more, and who insists leaves it as it is."""
    question = run.open_question()
    if question is None or intent not in question[1].before:
        return False
    _, flow, _, (slot, *_) = question
    insists = any(item.get("intent") == intent for item in run.later)
    run.later[:] = [item for item in run.later if item.get("intent") != intent]
    told = slots.get(slot.name) or (1 if slot.kind == "quantity" else None)
    if insists and told is None:
        run.say(flow.cancelled)
        run.stack.pop()
        return False
    run.later.append({"command": "start", "intent": intent, "slots": dict(slots), "words": words})
    if told is not None:
        answers.fill(run, slot.name, told)
    else:
        run.say("dialogue.first_this")
        run.change(interrupted=False)
    return True


def _told_before(run: Run, flow: Flow) -> Mapping[str, Json]:
    """What was told of oneself in this flow when it was left before its end: who thinks better of it is not asked again."""
    left = run.facts.get("left")
    if not isinstance(left, Mapping) or left.get("flow") != flow.name:
        return {}
    run.facts.pop("left")
    slots = left.get("slots")
    return slots if isinstance(slots, Mapping) else {}


def _kept(run: Run, depth: int, flow: Flow, given: Mapping[str, Json]) -> dict[str, Json]:
    """What the flow at ``depth`` was told, for the same flow begun anew with another wish: which order it is about and who asks, in its
    slot ``earlier`` the wish before, and of one that brings a person all that was told. Nobody says it twice."""
    frame = run.stack[depth]
    told = [str(frame.slots[name]) for name in (_EARLIER, "words") if frame.slots.get(name)]
    earlier = {_EARLIER: "\n".join(told)} if told and _EARLIER in flow.slots else {}
    return earlier | {
        slot.name: frame.slots[slot.name]
        for slot in flow.slots.values()
        if frame.slots.get(slot.name) is not None
        and slot.name != _EARLIER
        and (slot.kind in _EXACT or (flow.urgent and slot.kind == "text"))
        and not any(given.get(source) is not None for source in slot.sources)
    }


def _same(run: Run, depth: int, flow: Flow, intent: str, slots: Mapping[str, Json]) -> bool:
    """Whether a `start` means the frame at ``depth`` rather than a new one: it is in the middle, of the same version and intent."""
    frame = run.stack[depth]
    replaced = slots.get("instead")
    if replaced not in (None, "last", frame.slots.get("instead")):
        return False  # what is to take the place of another thing is a wish of its own
    if depth == len(run.stack) - 1 and run.answers(slots):
        return True
    under_way = frame.slots.get("intent") in (intent, "") and 0 <= frame.at < len(run.flow(frame).nodes)
    return under_way and (flow.resumes or bool(frame.order and not slots))


def _resume(run: Run, depth: int, slots: Mapping[str, Json], words: str = "") -> None:
    on_top = depth == len(run.stack) - 1
    del run.stack[depth + 1 :]
    frame = run.stack[depth]
    question = run.open_question()
    if on_top and question is not None and words.strip() and not run.answers(slots):
        slot = question[3][0]
        # It asks to be told in words, and is: *the handle came off* is about what is damaged. Or the answer is among the words.
        if slot.kind == "text" or (slot.kind in _EXACT and answers.read_answer(run, frame, slot, words).ok):
            answers.fill(run, slot.name, words)
            return
        options = slot_options(run, frame, slot)
        named = answers.named_among(words, options) if slot.kind == "product" and len(options) > 1 else None
        if named is not None:
            slots = {**slots, slot.name: named["value"]}  # *the zinc ones, two packs* says which, and more
    known = frame.slots
    changed = run.fill_from(slots)
    if changed:
        values = {name: run.stack[-1].slots[name] for name in changed}
        run.change(slots=known, checked=frame.checked)
        answers.change(run, values)
    elif on_top and question is not None and _of_another(run, frame, slots, words):
        del run.stack[depth:]
        run.push(run.flow(frame), slots, intent=frame.slots.get("intent") or "", words=words)
    elif any(frame.asked.values()):
        run.change(interrupted=True)
        if on_top and question is not None and words.strip():
            # The same wish once more instead of the answer (*I don't know the number*): a person stands beside the question at once.
            run.row = {**run.row, "slot": question[3][0].name, "person": True}


def _of_another(run: Run, frame: Frame, slots: Mapping[str, Json], words: str) -> bool:
    """Whether the same wish, in the middle of *which one?*, is one for another kind of thing: the food, and not the thermometer that is
    asked about."""
    flow = run.flow(frame)
    unused = slots.get("category") and not any("category" in slot.sources for slot in flow.slots.values())
    before = str(frame.slots.get("words") or "")
    return bool(unused) and bool(words.strip()) and words.strip() not in before and before not in words


def _cancel(run: Run) -> None:
    # What is wished in the same breath (*forget it, show me staplers*) is what comes now, and says enough.
    wished = [item for item in run.queue if item.get("command") == "start" and not item.get("after")]
    run.queue[:] = wished
    run.later.clear()
    if not run.stack:
        if not wished:
            run.say("dialogue.nothing_to_cancel")
            run.offer_menu()
        return
    frame = run.stack[-1]
    flow = run.flow(frame)
    told = {n: frame.slots.get(n) for n, slot in flow.slots.items() if slot.kind in _OF_ONESELF and frame.slots.get(n)}
    if told:
        run.facts["left"] = {"flow": flow.name, "slots": told}
    run.stack.pop()
    if not wished:
        run.say(flow.cancelled)
        run.uncover()


def _restart(run: Run) -> None:
    run.queue.clear()
    run.later.clear()
    run.stack.clear()
    kept = ("shop", "assistant", "contact_name", "country", "currency", "lang", "zone")
    run.facts = {k: v for k, v in run.facts.items() if k in kept}
    run.say("dialogue.restarted")
    run.offer_menu()


def _repeat(run: Run) -> None:
    if not run.last:
        run.say("dialogue.nothing_to_repeat")
        return
    said = run.last
    run.last = []
    if run.open_question() is not None and any(item.get("ask") for item in said):
        put_again(run)
    run.emit(fx.Say("dialogue.repeat", {}, run.turn))
    for item in said:
        if "say" in item:
            run.emit(fx.Say(item["say"], item["values"], run.turn))
        elif "show" in item:
            # What was said and asked comes anew; of the texts only those that were part of what was shown.
            run.emit(fx.Show("last", {"texts": item.get("texts") or []}))
        elif "offer" in item:
            options = [option_from_json(c) for c in item["choices"]]
            run.emit(fx.Offer(tuple(options), item["offer"], item["values"], run.turn))
            run.offered = [{"command": dict(o.command), "text": o.text, "key": o.key, "role": None} for o in options]
    run.last = [item for item in said if "ask" not in item]


def _time_out(run: Run) -> None:
    frame = run.top
    if frame is None:
        return
    if frame.waiting:
        run.result(ActionResult("failed", call=frame.waiting))
        return
    if run.open_question() is not None and not run.away:
        run.offer(
            [fx.Option(GO_ON, key="option.carry_on"), fx.Option(CANCEL, key="option.leave")], "dialogue.timed_out"
        )
        run.away = True
    run.quiet = True


# -- not understood


def _unclear(run: Run, text: str, choices: Sequence[Mapping[str, Json]]) -> None:
    if not run.effects:
        run.last = []
    question = run.open_question()
    if question is not None:
        frame, _, _, slots = question
        loose = [s for s in slots if s.kind in LOOSE and s.kind != "product"]
        if slots[0].kind == "name" and no_name(text):
            loose = []  # *wait, change the address* is nobody's name
        fits = bool(loose) and answers.read_answer(run, frame, loose[0], text).ok
        if text.strip() and fits and (len(slots) == 1 or frame.failed):
            answers.fill(run, loose[0].name, text)
            return
        named = slots[0].kind == "name" and not loose
        if slots[0].kind == "product":
            named = (
                named or whole_address(plain(text)) or _asks_else(run, frame.flow, text, choices)
            )  # 150-0001 is no 150 g
        answer = answers.read_answer(run, frame, slots[0], text) if text.strip() and not named else None
        if answer is not None and answer.ok:
            answers.fill(run, slots[0].name, text)
            return
    # Two readings may come to the same button.
    meanings = {(o.key, o.text): o for o in (_meaning(run, c) for c in choices[:3]) if o is not None}
    options = list(meanings.values())
    flow = run.book.for_intent("unclear")
    if flow is not None and len(text.strip()) > 1:
        # The shop's own answers go before a guess; the guesses wait in the flow for its `show: menu`.
        run.push(flow, {}, intent="unclear", words=text)
        run.change(slots={**run.stack[-1].slots, "meanings": [option_json(o) for o in options]})
        return
    run.lost(options)


def _asks_else(run: Run, flow: str, text: str, choices: Sequence[Mapping[str, Json]]) -> bool:
    """Whether ``text`` is a question that another flow than ``flow`` may answer: *may I bleach it?* names none of the things offered to
    be noted, though a word of it is written of one."""
    meant = [run.book.for_intent(str(c.get("intent"))) for c in choices if c.get("command") == "start"]
    return asks(text) and any(other is not None and other.name != flow for other in meant)


def _meaning(run: Run, command: Mapping[str, Json]) -> fx.Option | None:
    """One possible meaning as something to tap, in the words of the intent's button."""
    kind = command.get("command")
    if kind == "start":
        intent = str(command.get("intent"))
        if run.book.for_intent(intent) is None:
            return None
        if intent == "person":
            return fx.Option(PERSON, key="option.person")
        return fx.Option(
            command,
            key=f"intent.{intent}",
            values={k: v for k, v in (command.get("slots") or {}).items() if isinstance(v, str)},
        )
    if kind == "person":
        return fx.Option(PERSON, key="option.person")
    if kind == "cancel":
        return fx.Option(CANCEL, key="option.cancel")
    if kind in ("back", "repeat", "restart", "stop"):
        return fx.Option(command, key=f"option.{kind}")
    if kind == "affirm" or kind == "deny":
        return fx.Option(command, key="option.yes" if kind == "affirm" else "option.no")
    if kind in ("fill", "correct"):
        return fx.Option(command, text=str(command.get("words") or command.get("value") or "")[:80] or None)
    if kind == "choose" and command.get("words"):
        return fx.Option(command, text=str(command["words"])[:80])
    return None
