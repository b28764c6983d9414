"""One step under way: walks the nodes of the flow on top until it has to wait, and collects effects."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dangol.dialogue import effects as fx
from dangol.dialogue.book import FlowBook
from dangol.dialogue.circling import come_round
from dangol.dialogue.events import ActionResult
from dangol.dialogue.expressions import Expression, truth
from dangol.dialogue.flow import Flow, Node, Slot
from dangol.dialogue.hooks import taken, used
from dangol.dialogue.migrate import restored
from dangol.dialogue.offering import PERSON, enter_offer
from dangol.dialogue.questions import ask, is_open, unsettled, worn_out
from dangol.dialogue.remember import facts_of
from dangol.dialogue.said import option_from_json, option_json, speakable
from dangol.dialogue.slots import read
from dangol.dialogue.state import END, MAX_FRAMES, MAX_TRAIL, Frame, Json, State, plain
from dangol.messages.content import Block, Text

_MAX_NODES = 300  # in one step; a flow that does more without waiting is going in circles
_MAX_RESULT = 80
_MENU = 4
_GUESSED = 2  # times in a row that likely meanings are offered
_STUCK = 3  # answers in a row that did not fit, after which a person takes over
GO_ON: Mapping[str, Json] = {"command": "repeat", "words": "continue"}
CANCEL: Mapping[str, Json] = {"command": "cancel"}
GIVE_COUPON = "give_coupon"  # the action behind a `coupon` step


class Run:
    """The mutable inside of ``Engine.step``; lives for one step only."""

    def __init__(self, book: FlowBook, state: State) -> None:
        self.book = book
        self.stack: list[Frame] = []
        self.queue: list[Mapping[str, Json]] = list(state.queue)
        self.later: list[Mapping[str, Json]] = list(state.later)
        self.offered: list[Mapping[str, Json]] = list(state.offered)
        self.last: list[Mapping[str, Json]] = list(state.last)
        self.facts: dict[str, Json] = dict(state.facts)
        self.asking: Mapping[str, Json] = state.asking
        self.row: Mapping[str, Json] = state.row
        self.unclear = state.unclear
        self.turn = state.turn
        self.calls = state.calls
        self.away = state.away
        self.said = state.said
        self.passed: dict[str, int] = dict(state.passed)
        # What the web hook that has come back answered, as far as it is taken.
        self.answer: Mapping[str, Json] | None = None
        self.problems: list[str] = []  # what the owner has to mend
        self.effects: list[fx.Effect] = []
        self.blocks: tuple[Block, ...] = ()
        self.called = False
        self.quiet = False  # settle() must not ask again
        self.bridge = True  # a question taken up again gets a bridging sentence
        self.walked: list[tuple[str, int]] = []  # flow and node, in the order entered
        self.stack.extend(filter(None, (restored(frame, book) for frame in state.stack)))

    def state(self) -> State:
        """What to keep."""
        return State(
            stack=tuple(self.stack),
            queue=tuple(self.queue),
            later=tuple(self.later),
            offered=tuple(self.offered),
            last=tuple(self.last[-12:]),
            facts=self.facts,
            asking=self.asking,
            row=self.row,
            unclear=self.unclear,
            turn=self.turn,
            calls=self.calls,
            away=self.away,
            said=self.said,
            passed=self.passed,
        )

    # -- the frame on top

    @property
    def top(self) -> Frame | None:
        """The frame on top."""
        return self.stack[-1] if self.stack else None

    def flow(self, frame: Frame) -> Flow:
        """The frame's flow, in its version."""
        found = self.book.version(frame.flow, frame.version)
        assert found is not None
        return found

    def change(self, **changes: Any) -> None:
        """Replace fields of the frame on top."""
        self.stack[-1] = replace(self.stack[-1], **changes)

    def open_question(self) -> tuple[Frame, Flow, Node, list[Slot]] | None:
        """The question the frame on top stands at, with the slots still open; none when it stands at none."""
        frame = self.top
        if frame is None or frame.waiting or not frame.at >= 0:
            return None
        flow = self.flow(frame)
        if frame.at >= len(flow.nodes):
            return None
        node = flow.nodes[frame.at]
        if node.do != "ask":
            return None
        slots = [flow.slots[name] for name in node.slots if is_open(frame, flow.slots[name])]
        return (frame, flow, node, slots) if slots else None

    def at_hook(self) -> bool:
        """Whether the frame on top waits for the answer of a web hook."""
        frame = self.top
        return frame is not None and frame.waiting > 0 and self.flow(frame).nodes[frame.at].do == "hook"

    def answers(self, given: Mapping[str, Json]) -> bool:
        """Whether ``given`` holds what the frame on top stands asking for."""
        question = self.open_question()
        if question is None:
            return False
        return any(given.get(source) is not None for slot in question[3] for source in (slot.name, *slot.sources))

    def lookup(self, frame: Frame) -> Callable[[str], Json]:
        """How names in expressions are found: slots and set values, what actions gave, facts."""

        def find(name: str) -> Json:
            value = frame.slots.get(name)
            if value is None:
                value = frame.result.get(name)
            if value is None:
                if name == "result":
                    return frame.result
                if name == "facts":
                    return self.facts
                if name == "refining":
                    return frame.refining
                value = self.facts.get(name)
            return value

        return find

    def evaluate(self, expressions: Mapping[str, Expression], frame: Frame) -> dict[str, Json]:
        """The values of ``expressions``."""
        find = self.lookup(frame)
        return {name: plain(expression.evaluate(find)) for name, expression in expressions.items()}

    def sentence_values(self, frame: Frame | None, extra: Mapping[str, Json] | None = None) -> dict[str, Json]:
        """Everything a sentence of this frame may use."""
        sources = (self.facts, frame.result, frame.slots) if frame is not None else (self.facts,)
        return {**speakable(sources), **(extra or {})}

    def countries(self, frame: Frame | None = None) -> list[str]:
        """Where numbers and postcodes may belong, the likeliest first: where it goes, the shop's own country, the others it sells to."""
        going = frame.slots.get("country") if frame is not None else None
        sells_to = self.facts.get("sells_to")
        named = [going, self.facts.get("country"), *(sells_to if isinstance(sells_to, (list, tuple)) else ())]
        return list(dict.fromkeys(str(country) for country in named if country)) or [""]

    # -- effects

    def emit(self, effect: fx.Effect) -> None:
        """Add an effect and remember it for `repeat`."""
        self.effects.append(effect)

    def say(self, key: str, values: Mapping[str, Json] | None = None) -> None:
        """Say a sentence, with everything the frame on top knows."""
        frame_values = self.sentence_values(self.top, values)
        self.emit(fx.Say(key, frame_values, self.turn))
        self.last.append({"say": key, "values": frame_values})

    def offer(
        self,
        choices: Sequence[fx.Option],
        key: str | None = None,
        values: Mapping[str, Json] | None = None,
        *,
        roles: Sequence[str | None] = (),
    ) -> None:
        """Offer one-tap choices and keep them for *yes*, *the second one* and typed labels."""
        if not choices:
            return
        said = self.sentence_values(self.top, values) if key else {}
        self.emit(fx.Offer(tuple(choices), key, said, self.turn))
        self.offered = [
            {
                "command": dict(option.command),
                "text": option.text,
                "key": option.key,
                "values": dict(option.values),
                "role": roles[i] if i < len(roles) else None,
            }
            for i, option in enumerate(choices)
        ]
        self.last.append({"offer": key, "values": said, "choices": [option_json(o) for o in choices]})

    def show_blocks(self) -> None:
        """Show what the last action brought, if it has not been shown."""
        if self.blocks:
            self.emit(fx.Show("result", blocks=self.blocks))
            self.last.append({"show": "last", "texts": [b.text for b in self.blocks if isinstance(b, Text)]})
            self.blocks = ()

    # -- walking

    def advance(self) -> None:
        """Walk on until the top frame waits for an answer or an action, or nothing is left."""
        for _ in range(_MAX_NODES):
            frame = self.top
            if frame is None or frame.waiting:
                break
            flow = self.flow(frame)
            if not 0 <= frame.at < len(flow.nodes):
                self.finish()
                continue
            if not self.enter(frame, flow, flow.nodes[frame.at]):
                break
        else:
            self.fail()
        if self.top is None or self.top.waiting == 0:
            self.show_blocks()

    def enter(self, frame: Frame, flow: Flow, node: Node) -> bool:
        """Carry out one node. False when the frame has to wait there."""
        self.walked.append((flow.name, frame.at))
        if node.do == "ask":
            return self.enter_ask(frame, flow, node)
        trail = frame.trail if frame.trail and frame.trail[-1] == frame.at else (*frame.trail[-MAX_TRAIL:], frame.at)
        following = node.next
        if node.do == "say":
            self.say(node.key or "", self.evaluate(node.values, frame))
        elif node.do == "show":
            self.show(node, frame)
        elif node.do in ("call", "hook", "coupon"):
            self.show_blocks()
            problem = come_round(self.passed, frame.at, flow, node)
            if problem is not None:
                self.problems.append(problem)
                self.fail(again=False)
                return True
            self.change(trail=trail)
            gives = node.do == "coupon"
            given = {"coupon": node.key} if gives else self.evaluate(node.values, frame)
            self.call(GIVE_COUPON if gives else node.key or "", given, hook=node.do == "hook")
            return False
        elif node.do == "if":
            holds = node.condition is not None and truth(node.condition.evaluate(self.lookup(frame)))
            following = node.branches["then" if holds else "else"]
        elif node.do == "set":
            self.assign(frame, self.evaluate(node.values, frame))
        elif node.do == "tag":
            self.emit(fx.Tag(node.key or ""))
        elif node.do == "offer":
            self.show_blocks()
            enter_offer(self, frame, node)
        elif node.do == "hand_over":
            self.show_blocks()
            values = self.sentence_values(frame, self.evaluate(node.values, frame))
            self.emit(fx.HandOver(node.key or "asked", values))
            self.fall_silent()
        elif node.do == "end":
            following = END
        self.change(at=following, trail=trail)
        if node.do == "start":
            self.enter_start(frame, node)
        return True

    def fall_silent(self) -> None:
        """A person has the conversation now: whatever lies below stays, and is not asked for."""
        self.quiet = True
        self.asking = {}

    def enter_start(self, frame: Frame, node: Node) -> None:
        """A `start` step: another flow comes in between, then this one goes on."""
        flow = self.book.for_intent(node.key or "")
        if flow is None:
            return
        self.show_blocks()
        given = {name: value for name, value in self.evaluate(node.values, frame).items() if value is not None}
        self.push(flow, given, intent=node.key or "", words=str(frame.slots.get("words") or ""))

    def assign(self, frame: Frame, values: Mapping[str, Json]) -> None:
        """Set slots and values; a slot set anew has to be checked and asked for anew."""
        slots = dict(frame.slots)
        for name, value in values.items():
            slots[name] = value
        names = set(values)
        self.change(
            slots=slots,
            checked=tuple(n for n in frame.checked if n not in names),
            skipped=tuple(n for n in frame.skipped if n not in names),
        )

    def show(self, node: Node, frame: Frame) -> None:
        """A `show` step: the last action's blocks, or something the caller makes."""
        if node.key == "result":
            self.show_blocks()
            return
        if node.key == "menu":
            self.lost([option_from_json(item) for item in frame.slots.get("meanings") or ()])
            return
        self.emit(fx.Show(node.key or "", self.sentence_values(frame, self.evaluate(node.values, frame))))
        self.last.append({"show": "last"})

    def call(
        self, action: str, arguments: Mapping[str, Json], checking: str | None = None, *, hook: bool = False
    ) -> None:
        """Suspend for an action, or for a web hook."""
        self.calls += 1
        self.change(waiting=self.calls, checking=checking)
        self.called = True
        self.emit(fx.Hook(self.calls, action, arguments) if hook else fx.Call(self.calls, action, arguments))

    def enter_ask(self, frame: Frame, flow: Flow, node: Node) -> bool:
        """Go on when every slot of the question has its answer; check those that want checking."""
        for name in node.slots:
            slot = flow.slots[name]
            if slot.check and frame.slots.get(name) is not None and name not in frame.checked:
                self.show_blocks()
                self.call(slot.check, {**self.evaluate(node.values, frame), "value": frame.slots[name]}, checking=name)
                return False
        if any(is_open(frame, flow.slots[name]) for name in node.slots):
            return False
        self.change(at=node.next, trail=(*frame.trail[-MAX_TRAIL:], frame.at), failed=0, errors={}, interrupted=False)
        return True

    # -- beginning and ending flows

    def push(
        self, flow: Flow, slots: Mapping[str, Json], *, intent: str = "", words: str = "", refining: bool = False
    ) -> None:
        """Begin ``flow`` on top of what is under way."""
        frame = Frame(flow.name, flow.version, slots={"intent": intent, "words": words[:500]}, refining=refining)
        self.stack.append(frame)
        self.fill_from(slots)
        self.fill_defaults(flow)
        if len(self.stack) > MAX_FRAMES:
            del self.stack[1]

    def fill_from(self, given: Mapping[str, Json]) -> list[str]:
        """Fill the slots of the top frame from what a command brought, by name or by entity kind. Gives the slots that changed."""
        frame = self.stack[-1]
        flow = self.flow(frame)
        found = dict(frame.slots)
        changed = []
        country, *others = self.countries()
        for slot in flow.slots.values():
            for source in (slot.name, *slot.sources):
                value = given.get(source)
                if value is None:
                    continue
                answer = read(
                    slot.kind,
                    value,
                    country=country,
                    others=others,
                    lowest=slot.lowest,
                    highest=slot.highest,
                )
                if answer.ok:
                    new = plain(answer.value)
                    if found.get(slot.name) != new:
                        found[slot.name] = new
                        changed.append(slot.name)
                    break
        if changed:
            self.change(slots=found, checked=tuple(n for n in frame.checked if n not in changed))
        return changed

    def fill_defaults(self, flow: Flow) -> None:
        """Give slots that came without a value their default."""
        frame = self.stack[-1]
        find = self.lookup(frame)
        slots = dict(frame.slots)
        for slot in flow.slots.values():
            if slot.default is not None and slots.get(slot.name) is None:
                value = plain(slot.default.evaluate(find))
                if value is not None:
                    slots[slot.name] = value
        self.change(slots=slots)

    def finish(self) -> None:
        """The flow on top has ended: keep what a later correction may change, take the one below up again."""
        frame = self.stack.pop()
        flow = self.flow(frame)
        if frame.slots.get("intent"):
            self.facts["last_intent"] = frame.slots["intent"]
        if flow.refine:
            kept = {name: frame.slots[name] for name in flow.slots if frame.slots.get(name) is not None}
            self.facts["last_flow"] = {
                "flow": flow.name,
                "slots": kept,
                "order": [n for group in frame.order for n in group],
            }
        self.uncover()

    def uncover(self) -> None:
        """The frame now on top was interrupted if its question was already asked."""
        frame = self.top
        if frame is not None and self.bridge and (any(frame.asked.values()) or frame.waiting):
            self.change(interrupted=True)

    def fail(self, *, again: bool = True) -> None:
        """Something broke in the flow on top: say so, offer to try ``again`` and a person, leave the flow."""
        frame = self.stack.pop() if self.stack else None
        self.blocks = ()
        self.say("dialogue.failed")
        options = []
        intent = str(frame.slots.get("intent") or "") if frame else ""
        if again and frame is not None and self.book.for_intent(intent) is not None:
            flow = self.book.version(frame.flow, frame.version)
            slots = {n: frame.slots[n] for n in (flow.slots if flow else ()) if frame.slots.get(n) is not None}
            options.append(fx.Option({"command": "start", "intent": intent, "slots": slots}, key="option.try_again"))
        options.append(fx.Option(PERSON, key="option.person"))
        self.offer(options)
        self.uncover()

    # -- results

    def result(self, result: ActionResult) -> None:
        """An action has come back."""
        index = next((i for i in range(len(self.stack) - 1, -1, -1) if _awaits(self.stack[i], result.call)), None)
        if index is None:
            return
        if index != len(self.stack) - 1:
            # It came while something else is on top: that flow goes on when its turn comes, with what it was told.
            frame = self.stack.pop(index)
            self.stack.append(frame)
        frame = self.stack[-1]
        flow = self.flow(frame)
        node = flow.nodes[frame.at]
        if node.do == "hook":
            result = self.answered(frame, flow, node, result)
            frame = self.stack[-1]
        self.facts.update(facts_of(result))
        self.blocks = result.blocks
        values = {str(k): plain(v) for k, v in result.values.items()}
        merged = {**frame.result, **values, "outcome": result.outcome}
        if len(merged) > _MAX_RESULT:
            merged = dict(list(merged.items())[-_MAX_RESULT:])
        checking = frame.checking
        self.change(waiting=0, checking=None, result=merged)
        if checking is not None:
            self.checked(checking, result.outcome, values)
            return
        follow = node.branches.get(result.outcome, node.other if result.outcome != "failed" else None)
        if follow is None:
            self.fail()
        else:
            if node.do == "coupon" and result.outcome == "not_given" and result.outcome not in node.branches:
                self.say("dialogue.no_coupon")
            self.change(at=follow)
            if node.do == "coupon":
                self.show_blocks()

    def answered(self, frame: Frame, flow: Flow, node: Node, result: ActionResult) -> ActionResult:
        """A web hook has come back: its fields fill what the step names. An answer that lacks one of them has failed."""
        outcome = result.outcome
        self.answer = used(node, result.values)
        if outcome in ("ok", "refused") and node.into:
            country = self.countries(frame)[0]
            found = taken(flow, node, result.values, country)
            if found is not None:
                self.assign(frame, found)
            elif outcome == "ok":
                outcome = "failed"
        return ActionResult(outcome, call=result.call)

    def checked(self, name: str, outcome: str, values: Mapping[str, Json]) -> None:
        """The check of a slot has come back: good, or what was wrong."""
        frame = self.stack[-1]
        if outcome == "ok":
            slots = {**frame.slots, name: values.get("value", frame.slots.get(name))}
            self.change(slots=slots, checked=(*frame.checked, name))
            return
        if outcome == "failed":
            self.fail()
            return
        slot = self.flow(frame).slots[name]
        self.change(slots={**frame.slots, name: None}, failed=frame.failed + 1)
        self.say(slot.errors.get(outcome, f"slot.{slot.kind}.invalid"))

    # -- the end of a step

    def settle(self) -> None:
        """Ask what the top frame wants to know, if it wants to know something."""
        frame = self.top
        question = self.open_question()
        if question is None:
            if (
                not self.called
            ):  # what an action is asked in the middle of may be asked again: it is to be told from a new question
                self.asking = {}
                self.row = {}
            if frame is not None and frame.waiting and not self.called:
                self.emit(fx.Wait())
            return
        if self.called or self.quiet:
            return
        frame, flow, node, slots = question
        if frame.failed + unsettled(self, frame, slots[0]) >= _STUCK:
            self.give_up(frame)
            return
        if frame.interrupted:
            if not worn_out(self, frame, flow, node, slots):
                self.say(flow.resume)
            self.change(interrupted=False)
            frame = self.stack[-1]
        self.asking = ask(self, frame, flow, node, slots)
        if flow.time_out:
            self.emit(fx.Wait(flow.time_out))

    def lost(self, meanings: Sequence[fx.Option] = ()) -> None:
        """A message was not understood: offer its likely ``meanings``, else say so and offer what is likeliest; the more often in a row,
        the nearer a person."""
        if meanings and self.unclear < _GUESSED:
            self.unclear += 1
            person = [fx.Option(PERSON, key="option.person")] if self.unclear == _GUESSED else []
            self.offer([*meanings, *person], "dialogue.did_you_mean")
            self.quiet = True
            return
        below = next((i for i in range(len(self.stack) - 1, -1, -1) if any(self.stack[i].asked.values())), None)
        if below is not None:
            # In the middle of a question: that answer did not fit.
            frame = self.stack[below]
            node = self.flow(frame).nodes[frame.at]
            if node.do == "ask":
                slot = next((s for s in node.slots if is_open(frame, self.flow(frame).slots[s])), node.slots[0])
                self.stack[below] = replace(frame, failed=frame.failed + 1, interrupted=False)
                self.bridge = False
                if not frame.failed:
                    self.say(f"slot.{self.flow(frame).slots[slot].kind}.invalid")
                return
        self.unclear += 1
        key = ("dialogue.unclear", "dialogue.unclear_again", "dialogue.unclear_person")[min(self.unclear, 3) - 1]
        self.offer_menu(key, person=self.unclear >= 2, person_first=self.unclear >= 3)

    def offer_menu(self, key: str | None = None, *, person: bool = False, person_first: bool = False) -> None:
        """The flows that have a place in the menu, as one-tap choices."""
        options = [
            fx.Option({"command": "start", "intent": flow.start_on[0], "slots": {}}, key=f"intent.{flow.start_on[0]}")
            for flow in self.book.menu[: _MENU - (1 if person else 0)]
        ]
        if person:
            style = "primary" if person_first else "plain"
            options.insert(0 if person_first else len(options), fx.Option(PERSON, key="option.person", style=style))
        if options:
            self.offer(options, key)
        elif key:
            self.say(key)

    def give_up(self, frame: Frame) -> None:
        """The shopper and this question do not get on: a person takes over."""
        self.stack.pop()
        flow = self.book.for_intent("person")
        self.asking = {}
        self.say("dialogue.stuck_person")
        if flow is None:
            self.emit(fx.HandOver("stuck", self.sentence_values(frame)))
            self.fall_silent()
            return
        if not any(f.flow == flow.name for f in self.stack) and frame.flow != flow.name:
            self.push(flow, {"reason": "stuck"}, intent="person")
            self.advance()
            self.settle()


def _awaits(frame: Frame, call: int) -> bool:
    return frame.waiting != 0 and call in (0, frame.waiting)
