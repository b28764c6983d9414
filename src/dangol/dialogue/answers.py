"""Answers to questions: filling, correcting, choosing, yes and no, forms, going back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from dangol.dialogue.flow import Flow, Slot
from dangol.dialogue.questions import slot_options
from dangol.dialogue.run import CANCEL, GO_ON, Run
from dangol.dialogue.slots import LOOSE, Read, choose, read
from dangol.dialogue.state import END, Frame, Json, plain
from dangol.nlu.answers import leading
from dangol.nlu.misread import misread
from dangol.nlu.moods import only_named, takes_note

_ADDRESSES = frozenset({"email", "phone", "reach"})
_ADDRESS_ALONE = re.compile(
    r"(?:[^\s@]+@[^\s@]+\.[A-Za-z]{2,}|\+?[\d\s()\-.]{7,})(?:\s?(?:이에요|예요|입니다|이?요|です))?[.!。]?"
)
_NUMBER_ALONE = re.compile(
    r"#?[A-Za-z]{0,6}-?\d[\dA-Za-z-]{3,24}(?:\s?(?:이에요|예요|입니다|인데요|이?요|です|번|番))?[.!。]?"
)
# A number as telephone numbers are written, within other words.
_NUMBER_WITHIN = re.compile(
    r"(?<![A-Za-z0-9-])(?:\+\d|\(?0\d|\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{3})[\d\s().-]*\d(?![A-Za-z0-9-])"
)
_LEAST_DIGITS = 9


def read_answer(run: Run, frame: Frame, slot: Slot, value: Any) -> Read:
    """``value`` as an answer to ``slot``."""
    country, *others = run.countries(frame)
    return read(
        slot.kind,
        value,
        options=slot_options(run, frame, slot) if slot.kind != "yes_no" else (),
        country=country,
        others=others,
        lowest=slot.lowest,
        highest=slot.highest,
    )


def problem_key(slot: Slot, answer: Read) -> str:
    """The sentence for an answer that does not fit."""
    return "slot.choice.unavailable" if answer.problem == "unavailable" else f"slot.{slot.kind}.{answer.problem}"


def fill(run: Run, name: str | None, value: Any) -> bool:
    """Take an answer. False when there was no question it could belong to."""
    if name is not None:
        return _fill_named(run, name, value)
    question = run.open_question()
    if question is None:
        return _take_offered_label(run, value)
    frame, _, _, slots = question
    ranked = sorted(slots, key=lambda s: s.kind in LOOSE) if len(slots) > 1 else slots
    first: Read | None = None
    for slot in ranked:
        answer = read_answer(run, frame, slot, value)
        if answer.ok:
            _store(run, {slot.name: answer.value})
            return True
        if slot is slots[0]:
            first = answer
    if _take_offered_label(run, value):
        return True
    if slots[0].kind == "address" and isinstance(value, str):
        return False
    miss(run, slots[0], first or Read(False))
    return True


def _fill_named(run: Run, name: str, value: Any) -> bool:
    for depth in range(len(run.stack) - 1, -1, -1):
        frame = run.stack[depth]
        flow = run.flow(frame)
        slot = flow.slots.get(name) or next((s for s in flow.slots.values() if name in s.sources), None)
        if slot is None:
            continue
        if depth != len(run.stack) - 1:
            if run.open_question() is not None and frame.slots.get(slot.name) is None and len(run.stack) - depth > 2:
                continue
            del run.stack[depth + 1 :]
            run.uncover()
        return _fill_slot(run, slot, value)
    return refine(run, name, value)


def _fill_slot(run: Run, slot: Slot, value: Any) -> bool:
    frame = run.stack[-1]
    answer = read_answer(run, frame, slot, value)
    question = run.open_question()
    asked = question is not None and slot.name in {s.name for s in question[3]}
    if not answer.ok:
        if asked and slot.kind == "address" and isinstance(value, str):
            return False
        if asked:
            miss(run, slot, answer)
        else:
            run.say(problem_key(slot, answer), {"value": str(value)[:100]})
            run.uncover()
        return True
    if asked and (beside := _belongs_beside(run, slot, value)) is not None:
        news = any(run.stack[-1].slots.get(name) != told for name, told in beside.items())
        _store(run, beside, asked=False)
        if news:
            run.say("dialogue.noted")  # and what was asked is asked once more
        return True
    if slot.collects and not asked and slot.name not in frame.skipped and isinstance(answer.value, str):
        told = str(frame.slots.get(slot.name) or "")
        if answer.value not in told:
            _store(run, {slot.name: "\n".join(filter(None, (told, answer.value)))}, asked=False)
        run.say("dialogue.noted")
        return True
    if frame.slots.get(slot.name) is not None or slot.name in frame.skipped or (not asked and _passed(run, slot.name)):
        change(run, {slot.name: answer.value})
    else:
        within = _address_within(run, value) if asked and slot.kind == "text" and isinstance(value, str) else {}
        _store(run, {slot.name: answer.value, **within}, asked=asked)
        if question is not None and not asked and slot.kind in _ADDRESSES:
            run.say("dialogue.noted")
    return True


def _address_within(run: Run, text: str) -> dict[str, Any]:
    """The address or number told within a longer answer, for the slot still open that takes one: *the bowl is cracked, call me after
    five at 010-1234-5678*."""
    frame = run.stack[-1]
    for slot in run.flow(frame).slots.values():
        if slot.kind not in _ADDRESSES or frame.slots.get(slot.name) is not None or slot.name in frame.skipped:
            continue
        written = [text] if "@" in text else [match.group() for match in _NUMBER_WITHIN.finditer(text)]
        for part in written:
            answer = read_answer(run, frame, slot, part)
            if answer.ok and ("@" in part or sum(map(str.isdigit, part)) >= _LEAST_DIGITS):
                return {slot.name: answer.value}
    return {}


def _belongs_beside(run: Run, slot: Slot, value: Any) -> dict[str, Any] | None:
    """The slot an address or a number is meant for, where a text was asked for and nothing else was written. The number of an order may
    be said once more."""
    if slot.kind != "text" or not isinstance(value, str):
        return None
    frame, alone = run.stack[-1], value.strip()
    figures = sum(map(str.isdigit, alone))
    others = [other for other in run.flow(frame).slots.values() if other.name != slot.name]
    for other in others:
        fits = (
            other.kind in _ADDRESSES and _ADDRESS_ALONE.fullmatch(alone) and ("@" in alone or figures >= _LEAST_DIGITS)
        )
        if fits and frame.slots.get(other.name) is None and other.name not in frame.skipped:
            answer = read_answer(run, frame, other, alone)
            if answer.ok:
                return {other.name: answer.value}
    for other in others:
        if other.kind == "order_number" and _NUMBER_ALONE.fullmatch(alone):
            answer = read_answer(run, frame, other, alone)
            return {other.name: answer.value} if answer.ok else None
    return None


def _passed(run: Run, name: str) -> bool:
    """Whether a step already passed made use of the slot."""
    frame = run.stack[-1]
    nodes = run.flow(frame).nodes
    return any(name in nodes[at].reads for at in frame.trail if 0 <= at < len(nodes))


def _store(run: Run, values: Mapping[str, Any], *, asked: bool = True) -> None:
    """Put answers to open slots into the frame on top."""
    frame = run.stack[-1]
    names = tuple(values)
    slots = {**frame.slots, **{k: plain(v) for k, v in values.items()}}
    run.change(
        slots=slots,
        order=(*frame.order[-30:], names) if asked else frame.order,
        checked=tuple(n for n in frame.checked if n not in values),
        skipped=tuple(n for n in frame.skipped if n not in values),
        asked={k: v for k, v in frame.asked.items() if k not in values},
        put={k: v for k, v in frame.put.items() if not values.keys() & set(k.partition(":")[0].split("-"))},
        failed=frame.failed if any(_has_check(run, n) for n in names) else 0,
        interrupted=False,
    )
    run.unclear = 0
    if run.row.get("slot") in values:
        run.row = {}


def _has_check(run: Run, name: str) -> bool:
    slot = run.flow(run.stack[-1]).slots.get(name)
    return slot is not None and slot.check is not None


def miss(run: Run, slot: Slot, answer: Read) -> None:
    """The answer does not fit: say what is wanted; settle() asks again, or offers a way out."""
    frame = run.stack[-1]
    run.change(failed=frame.failed + 1, interrupted=False)
    if frame.failed == 0 or answer.problem != "invalid":
        run.say(problem_key(slot, answer))  # the second time choices follow that say enough


def change(run: Run, values: Mapping[str, Any]) -> None:
    """Change what was said before, exactly that, and walk again whatever depends on it."""
    frame = run.stack[-1]
    flow = run.flow(frame)
    before = {k: frame.slots.get(k) for k in values}
    slots = {**frame.slots, **{k: plain(v) for k, v in values.items()}}
    if before == {k: slots[k] for k in values}:
        run.uncover()
        return
    changed = frozenset(values)
    cleared = flow.depending_on(changed)
    for name in cleared:
        slots[name] = None
    touched = changed | cleared
    run.change(
        slots=slots,
        checked=tuple(n for n in frame.checked if n not in touched),
        skipped=tuple(n for n in frame.skipped if n not in touched),
        asked={k: v for k, v in frame.asked.items() if k not in touched},
        failed=0,
        interrupted=False,
    )
    rewind(run, touched, changed)
    run.unclear = 0
    if any(value is not None and value != _by_itself(run, flow, name) for name, value in before.items()):
        run.say("dialogue.changed")


def _by_itself(run: Run, flow: Flow, name: str) -> Json:
    """What a slot holds without anybody having said so."""
    default = flow.slots[name].default if name in flow.slots else None
    return plain(default.evaluate(run.lookup(run.stack[-1]))) if default is not None else None


def rewind(run: Run, touched: frozenset[str], changed: frozenset[str] = frozenset()) -> None:
    """Go back to the first step passed that reads one of ``touched`` (asking for what was just ``changed`` does not count)."""
    frame = run.stack[-1]
    flow = run.flow(frame)
    for place, at in enumerate(frame.trail):
        if not 0 <= at < len(flow.nodes):
            continue
        node = flow.nodes[at]
        hit = node.reads & touched
        if node.do == "set" and hit <= node.values.keys():
            continue  # it only kept or preset the value
        if node.do == "ask" and hit <= changed and not any(flow.slots[s].check for s in node.slots if s in hit):
            continue
        if hit:
            run.change(at=at, trail=frame.trail[:place], waiting=0, checking=None)
            return


def refine(run: Run, name: str | None, value: Any) -> bool:
    """Nothing under way knows this slot: the flow that ended last runs again with that changed, if it is one that can."""
    last = run.facts.get("last_flow")
    if not isinstance(last, Mapping):
        return False
    flow = run.book.flows.get(str(last.get("flow")))
    if flow is None:
        return False
    slots: dict[str, Json] = dict(last.get("slots") or {})
    target = _refined_slot(flow, name, value, slots, list(last.get("order") or ()))
    if target is None:
        return False
    country, *others = run.countries()
    answer = read(target.kind, value, country=country, others=others, lowest=target.lowest, highest=target.highest)
    if not answer.ok:
        return False
    for dependent in flow.depending_on(frozenset({target.name})):
        slots.pop(dependent, None)
    slots[target.name] = plain(answer.value)
    intent = flow.start_on[0] if flow.start_on else ""
    run.push(flow, slots, intent=intent, refining=True)
    return True


def _refined_slot(
    flow: Flow, name: str | None, value: Any, slots: Mapping[str, Json], order: Sequence[str]
) -> Slot | None:
    if name is not None:
        return flow.slots.get(name) or next((s for s in flow.slots.values() if name in s.sources), None)
    for filled in [*reversed(order), *reversed(list(slots))]:
        slot = flow.slots.get(filled)
        if slot is not None and slot.kind not in LOOSE and read(slot.kind, value).ok:
            return slot
    return None


def correct(run: Run, name: str | None, value: Any) -> bool:
    """*No, size 9*: change what was said. Without a name, the latest answer that could be meant."""
    if name is not None:
        return _fill_named(run, name, value)
    if run.stack and not run.stack[-1].waiting:
        frame = run.stack[-1]
        flow = run.flow(frame)
        answered = [n for group in reversed(frame.order) for n in reversed(group)]
        filled = [*answered, *(n for n in flow.slots if frame.slots.get(n) is not None and n not in answered)]
        candidates = [flow.slots[n] for n in filled if n in flow.slots]
        for slot in sorted(candidates, key=lambda s: s.kind in LOOSE):
            if slot.kind == "address" and isinstance(value, str) and not any(c.isdigit() for c in value):
                continue  # *could it come in the evening instead*: nobody's new address goes without a figure
            if read_answer(run, frame, slot, value).ok:
                return _fill_slot(run, slot, value)
        return fill(run, None, value)
    return refine(run, None, value)


def submit(run: Run, form: str, values: Mapping[str, str]) -> bool:
    """A filled-in form: every field by itself; what does not fit is asked for again, the rest is kept."""
    flow_name, _, part = form.partition(".")
    depth = next((i for i in range(len(run.stack) - 1, -1, -1) if run.stack[i].flow == flow_name), None)
    if depth is None:
        run.say("dialogue.form_gone")
        return True
    if depth != len(run.stack) - 1:
        del run.stack[depth + 1 :]
    frame = run.stack[-1]
    flow = run.flow(frame)
    if part in flow.slots and flow.slots[part].kind in ("address", "form"):
        return _fill_slot(run, flow.slots[part], dict(values))
    fresh: dict[str, Any] = {}
    corrected: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for name, text in values.items():
        slot = flow.slots.get(name)
        if slot is None or name not in part.split("-"):
            continue
        if not text.strip():
            continue
        answer = read_answer(run, frame, slot, text)
        if not answer.ok:
            errors[name] = problem_key(slot, answer)
        elif frame.slots.get(name) is None:
            fresh[name] = answer.value
        elif plain(answer.value) != frame.slots.get(name):
            corrected[name] = answer.value
    if fresh:
        _store(run, fresh)
    if corrected:
        change(run, corrected)
    if errors or not (fresh or corrected):
        frame = run.stack[-1]
        run.change(errors=errors, failed=frame.failed + 1, interrupted=False)
        run.say("dialogue.form_errors" if errors else "dialogue.form_empty")
    return True


def affirm(run: Run, *, yes: bool, words: str = "") -> bool:
    """Yes or no: to a yes/no question, to an offer, to a question that may be skipped. *Ok, the green one then* is a choice."""
    # Whoever was away is asked whether to carry on, before the question itself.
    if any(item["command"] == GO_ON for item in run.offered):
        return take(run, GO_ON if yes else CANCEL)
    question = run.open_question()
    if yes and takes_note(words):
        # *I see* agrees to nothing: what is asked is asked once more, and what was offered is not taken.
        if question is not None:
            run.change(interrupted=True)
        else:
            run.say("dialogue.fine")
        return True
    if question is not None:
        frame, _, _, slots = question
        slot = slots[0]
        if slot.kind == "yes_no":
            told = _told_beside(run, words) if yes else {}
            taken = fill(run, slot.name, yes)
            if taken and told:
                _store(run, told, asked=False)
            return taken
        if not yes and slot.kind == "product" and re.search(r"\d", words):
            return fill(run, slot.name, words)  # *no, the 17 one*: a number behind the no says which
        if not yes and not slot.required:
            run.change(skipped=(*frame.skipped, slot.name), failed=0, order=(*frame.order, (slot.name,)))
            return True
        options = slot_options(run, frame, slot)
        if yes and len(options) == 1:
            return fill(run, slot.name, options[0]["value"])
        if yes and (named := named_among(words, options)) is not None:
            return fill(run, slot.name, named["value"])
        run.change(failed=frame.failed + 1, interrupted=False)
        if not frame.failed:
            key = "dialogue.which_one" if yes and options else f"slot.{slot.kind}.invalid" if yes else "dialogue.needed"
            run.say(key)
        if not yes:
            run.row = {
                **run.row,
                "slot": slot.name,
                "person": True,
            }  # who has not got it needs a person beside it at once
        return True
    wanted = "yes" if yes else "no"
    for item in run.offered:
        if item.get("role") == wanted:
            return take(run, item["command"])
    commands = [item["command"] for item in run.offered if item["command"].get("command") == "start"]
    if yes and len(commands) == 1:
        return take(run, commands[0])
    if not yes and misread(words):
        run.offer_menu("dialogue.misread", person=True)
        return True
    run.say("dialogue.which_one" if yes and len(commands) > 1 else "dialogue.fine" if yes else "dialogue.alright")
    return True


def _told_beside(run: Run, words: str) -> dict[str, Any]:
    """What was told in one breath with a yes (*yes, it's 12 Hill Road now*), for the text the flow is going to ask for. Only what holds a
    figure surely tells something: *yes, pass it on* does not."""
    said = leading(words)
    if run.queue or said is None or not re.search(r"\d", said[1]):
        return {}
    frame = run.stack[-1]
    texts = (slot for slot in run.flow(frame).slots.values() if slot.kind == "text")
    still = [slot.name for slot in texts if frame.slots.get(slot.name) is None and slot.name not in frame.skipped]
    return {still[0]: " ".join(words.split())} if still else {}


def named_among(words: str, options: Sequence[Mapping[str, Json]]) -> Mapping[str, Json] | None:
    """The one option that ``words`` name by what sets it apart from the others: *the zinc ones* of three kinds of screws."""
    place = only_named(words, [str(option.get("label") or "") for option in options])
    return options[place] if place is not None else None


def choose_shown(run: Run, position: int | None, row: str | None) -> bool:
    """*The second one*: of the question's options, of what was offered, of what was shown."""
    question = run.open_question()
    if question is not None:
        frame, _, _, slots = question
        slot = slots[0]
        options = slot_options(run, frame, slot)
        if options:
            found = _at(options, position) if row is None else choose(row, options)
            if found is not None:
                return fill(run, slot.name, found["value"])
        if row is None and run.asking.get("slot") == slot.name:
            item = _at([*(run.asking.get("options") or ()), *run.offered], position)
            if item is not None and item.get("command"):
                return take(run, item["command"])
        if slot.kind == "product":
            target = row or _row_at(run, position)
            if target:
                return fill(run, slot.name, target)
        if row is None and options:
            run.say("dialogue.no_such_choice", {"count": len(options)})
            run.change(failed=frame.failed + 1, interrupted=False)
            return True
    if row is None and run.offered:
        item = _at(run.offered, position)
        if item is not None:
            return take(run, item["command"])
    target = row or _row_at(run, position)
    flow = run.book.for_intent("show_product")
    if target is None or flow is None:
        shown = run.facts.get("shown") or ()
        run.say("dialogue.no_such_choice" if shown else "dialogue.nothing_shown", {"count": len(shown)})
        run.uncover()
        return True
    return take(run, {"command": "start", "intent": "show_product", "slots": {"product": target}})


def take(run: Run, command: Mapping[str, Json]) -> bool:
    """Do what a tapped choice means, next."""
    run.queue.insert(0, command)
    run.offered = []
    return True


def _at(items: Sequence[Mapping[str, Json]], position: int | None) -> Mapping[str, Json] | None:
    if position is None or position == 0:
        return None
    index = position - 1 if position > 0 else len(items) + position
    return items[index] if 0 <= index < len(items) else None


def _row_at(run: Run, position: int | None) -> str | None:
    item = _at(run.facts.get("shown") or (), position)
    return str(item["row"]) if item and item.get("row") else None


def _take_offered_label(run: Run, value: Any) -> bool:
    labels = [{"value": i, "label": item.get("text")} for i, item in enumerate(run.offered) if item.get("text")]
    found = choose(value, labels) if isinstance(value, str) and not value.isdecimal() else None
    return take(run, run.offered[found["value"]]["command"]) if found is not None else False


def back(run: Run) -> None:
    """One step back: the latest answer is taken back and asked for again."""
    while run.stack:
        frame = run.stack[-1]
        if not frame.order:
            break
        group, rest = frame.order[-1], frame.order[:-1]
        flow = run.flow(frame)
        touched = frozenset(group) | flow.depending_on(frozenset(group))
        run.stack[-1] = replace(
            frame,
            order=rest,
            slots={**frame.slots, **dict.fromkeys(touched)},
            checked=tuple(n for n in frame.checked if n not in touched),
            skipped=tuple(n for n in frame.skipped if n not in touched),
            failed=0,
            waiting=0,
            checking=None,
            interrupted=False,
        )
        rewind(run, touched)
        run.say("dialogue.back")
        return
    if not run.stack:
        run.say("dialogue.nothing_to_go_back")
        return
    flow = run.flow(run.stack.pop())
    run.say(flow.cancelled)
    run.uncover()


__all__ = [
    "END",
    "affirm",
    "back",
    "change",
    "choose_shown",
    "correct",
    "fill",
    "miss",
    "named_among",
    "read_answer",
    "refine",
    "submit",
    "take",
]
