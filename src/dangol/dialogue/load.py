"""Reading a flow file: YAML text to a ``Flow``, or one error that says where and how to mend it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from dangol.dialogue.errors import BadFlow
from dangol.dialogue.expressions import BadExpression, Expression, literal
from dangol.dialogue.expressions import parse as parse_expression
from dangol.dialogue.flow import ActionSpec, Choice, Flow, FormFieldSpec, Migration, Node, Slot
from dangol.dialogue.state import END
from dangol.wording.errors import BadText
from dangol.wording.marked import Marked, Path
from dangol.wording.marked import parse as parse_yaml

_STEPS = (
    "ask",
    "say",
    "show",
    "call",
    "hook",
    "coupon",
    "if",
    "set",
    "tag",
    "offer",
    "hand_over",
    "start",
    "goto",
    "end",
)
_WITH: Mapping[str, frozenset[str]] = {
    "ask": frozenset({"with", "fallback"}),
    "say": frozenset({"with"}),
    "show": frozenset({"with"}),
    "call": frozenset({"with", "on"}),
    "hook": frozenset({"with", "into", "on"}),
    "coupon": frozenset({"on"}),
    "if": frozenset({"then", "else"}),
    "set": frozenset(),
    "tag": frozenset(),
    "offer": frozenset({"key", "with", "fallback"}),
    "hand_over": frozenset({"with"}),
    "start": frozenset({"with"}),
    "goto": frozenset(),
    "end": frozenset(),
}
_SECONDS = {"s": 1, "m": 60, "h": 3600}
HOOK_OUTCOMES = ("ok", "refused", "failed")
"""How a web hook may end: it answered; it said no (its ``refused`` may be left out: then ``failed`` counts); no answer came of it."""

COUPON_OUTCOMES = ("given", "not_given")
"""How giving a coupon may end: they have a code now; there is none to give. The engine says the latter where a flow does not."""


@lru_cache(maxsize=1)
def schema() -> Mapping[str, Any]:
    """The JSON Schema of flow files."""
    text = files("dangol.dialogue").joinpath("flow.schema.json").read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = json.loads(text)
    return loaded


@lru_cache(maxsize=1)
def _validator() -> Draft202012Validator:
    return Draft202012Validator(schema())


def load_flow(text: str, filename: str) -> Flow:
    """The flow in ``text``; ``filename`` is how errors name the file. Raises ``BadFlow``."""
    try:
        marked = parse_yaml(text, filename)
    except BadText as error:
        raise BadFlow(
            str(error.args[0]).split(": ", 1)[-1], file=error.file, line=error.line, cure=error.cure or ""
        ) from None
    _validate(marked)
    data = marked.value
    version = hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:12]
    return _Compiler(marked).flow(data, version)


def read_actions(text: str, filename: str) -> dict[str, ActionSpec]:
    """The actions a file such as ``_actions.yaml`` declares. Raises ``BadFlow``."""
    marked = parse_yaml(text, filename)
    found: dict[str, ActionSpec] = {}
    for name, entry in (marked.value or {}).items():
        line = marked.line_of((name,))
        if not isinstance(entry, dict) or not isinstance(entry.get("gives"), dict):
            raise BadFlow(
                f"The action {name} has no `gives`.",
                file=filename,
                line=line,
                cure="Name its outcomes and their values.",
            )
        takes = str(entry.get("takes") or "").split()
        gives = {o: frozenset(str(v or "").split()) - {"*"} for o, v in entry["gives"].items()}
        names = frozenset(t.rstrip("?") for t in takes)
        optional = frozenset(t[:-1] for t in takes if t.endswith("?"))
        found[name] = ActionSpec(name, names, optional, gives, str(entry.get("does") or ""), line)
    return found


def _validate(marked: Marked) -> None:
    error = min(
        _validator().iter_errors(marked.value), key=lambda e: (-len(e.absolute_path), str(e.message)), default=None
    )
    if error is None:
        return
    while error.context:
        # Of the ways something may be written, report the one that got furthest into it.
        error = max(error.context, key=lambda e: (len(e.absolute_path), e.validator == "additionalProperties"))
    raise _bad(marked, error)


def _bad(marked: Marked, error: ValidationError) -> BadFlow:
    path: Path = tuple(error.absolute_path)
    line = marked.line_of(path)
    where = ".".join(str(p) for p in path) or "the file"
    if error.validator == "additionalProperties":
        known = sorted(error.schema.get("properties", {}))
        extra = next((k for k in error.instance if k not in known), "?")
        close = get_close_matches(str(extra), known, 1, 0.75)
        return BadFlow(
            f"{extra!r} is not known in {where}.",
            file=marked.file,
            line=marked.line_of((*path, extra)),
            cure=(f"Did you mean {close[0]!r}? " if close else "") + f"Known there: {', '.join(known)}.",
        )
    if error.validator == "required":
        return BadFlow(f"In {where}: {error.message}.", file=marked.file, line=line, cure="Add it.")
    if error.validator == "enum":
        return BadFlow(
            f"{error.instance!r} cannot stand in {where}.",
            file=marked.file,
            line=line,
            cure=f"Use one of: {', '.join(str(v) for v in error.schema['enum'])}.",
        )
    if error.validator == "pattern":
        return BadFlow(
            f"{error.instance!r} cannot stand in {where}.",
            file=marked.file,
            line=line,
            cure="Put an expression with a comma into quotes."
            if str(error.instance).endswith(")")
            else "Names are small letters, digits and _; sentence keys may have dots; times look like 30m.",
        )
    if error.validator == "type":
        kind = error.schema.get("type")
        cure = "See the example in docs/flows.md."
        if kind == "object" and isinstance(error.instance, str) and ":" in error.instance:
            name, _, value = error.instance.partition(":")
            cure = f"Behind the colon belongs a blank: `{name}: {value.strip()}`."
        elif kind == "object" and isinstance(error.instance, str):
            cure = "Write `name: value`, for example `say: fitting.booked`."
        kind = _KINDS_OF_DATA.get(str(kind), kind)
        return BadFlow(f"{where} has to be {kind}.", file=marked.file, line=line, cure=cure)
    return BadFlow(f"{where}: {error.message}.", file=marked.file, line=line, cure="See docs/flows.md.")


_KINDS_OF_DATA: Mapping[str, str] = {
    "object": "`name: value`",
    "array": "a list (an array): [one, another]",
    "integer": "a whole number",
    "boolean": "true or false",
    "string": "a text",
}


class _Compiler:
    def __init__(self, marked: Marked) -> None:
        self.marked = marked
        self.nodes: list[Node] = []
        self.names: dict[str, int] = {}
        self.jumps: list[tuple[int, str, int]] = []  # node, name it goes to, line
        self.slots: dict[str, Slot] = {}
        self.flow_name = ""

    def bad(self, message: str, path: Path, cure: str) -> BadFlow:
        return BadFlow(message, file=self.marked.file, line=self.marked.line_of(path), cure=cure)

    def expression(self, value: Any, path: Path) -> Expression:
        if not isinstance(value, str):
            return literal(value)
        try:
            return parse_expression(value)
        except BadExpression as error:
            raise self.bad(
                f"The expression {value!r} cannot be read: {error}",
                path,
                "Write a name, a number, or a text in quotes: \"'text'\".",
            ) from None

    def values(self, raw: Mapping[str, Any] | None, path: Path) -> dict[str, Expression]:
        return {name: self.expression(value, (*path, name)) for name, value in (raw or {}).items()}

    def flow(self, data: Mapping[str, Any], version: str) -> Flow:
        self.flow_name = data["flow"]
        for name, raw in (data.get("slots") or {}).items():
            self.slots[name] = self.slot(name, raw, ("slots", name))
        for slot in self.slots.values():
            for other in slot.depends_on:
                if other not in self.slots:
                    raise self.bad(
                        f"The slot {slot.name} depends on {other!r}, which is no slot.",
                        ("slots", slot.name, "depends_on"),
                        f"Name one of: {', '.join(self.slots)}.",
                    )
        if not data["steps"]:
            raise self.bad("The flow has no steps.", ("steps",), "Add at least one step, for example `- say: …`.")
        self.block(data["steps"], ("steps",), END)
        for index, name, line in self.jumps:
            if name not in self.names:
                raise BadFlow(
                    f"There is no step with the id {name!r}.",
                    file=self.marked.file,
                    line=line,
                    cure=f"Give a step `id: {name}`"
                    + (f", or use one of: {', '.join(self.names)}." if self.names else "."),
                )
            self.nodes[index] = _with(self.nodes[index], next=self.names[name])
        seconds = None
        if "time_out" in data:
            seconds = int(data["time_out"].rstrip("smh ")) * _SECONDS[data["time_out"][-1]]
        intents = data.get("start_on") or []
        return Flow(
            name=data["flow"],
            version=version,
            file=self.marked.file,
            nodes=tuple(self.nodes),
            slots=self.slots,
            start_on=tuple(intents),
            title=data.get("title") or data["flow"],
            menu=data.get("menu"),
            interrupts=data.get("interrupts", True),
            resumes=data.get("resumes", True),
            before=tuple(data.get("before") or ()),
            urgent=data.get("urgent", False),
            refine=data.get("refine", False),
            resume=data.get("resume", "dialogue.resume"),
            cancelled=data.get("cancelled", "dialogue.cancelled"),
            time_out=seconds,
            fallback="fallback" in data,
            number=data.get("version"),
            migrations=self.migrations(data),
            line=self.marked.line_of(("flow",)),
            intent_lines={intent: self.marked.line_of(("start_on", i)) for i, intent in enumerate(intents)},
        )

    def migrations(self, data: Mapping[str, Any]) -> tuple[Migration, ...]:
        raw: Any = data.get("migrate") or []
        several, found = isinstance(raw, list), []
        for index, one in enumerate(raw if several else [raw]):
            path: Path = ("migrate", index) if several else ("migrate",)
            if data.get("version") is None or one["from"] >= data["version"]:
                raise self.bad(
                    "A migration leads from an earlier version to this one.",
                    path,
                    f"Write `version: {one['from'] + 1}` (or higher) at the top of this file.",
                )
            for old, new in (one.get("steps") or {}).items():
                if new not in self.names:
                    raise self.bad(
                        f"The migration leads to {new!r}, and no step has that id.",
                        (*path, "steps", old),
                        f"Give a step `id: {new}`.",
                    )
            found.append(Migration(one["from"], one.get("steps") or {}, self.marked.line_of(path)))
        return tuple(found)

    def slot(self, name: str, raw: Mapping[str, Any], path: Path) -> Slot:
        options, options_from = raw.get("options"), None
        if isinstance(options, str):
            options, options_from = [], self.expression(options, (*path, "options"))
        raw_fields, fields_from = raw.get("fields"), None
        if isinstance(raw_fields, str):
            raw_fields, fields_from = [], self.expression(raw_fields, (*path, "fields"))
        if raw["kind"] == "choice" and not options and options_from is None:
            raise self.bad(f"The slot {name} is a choice without options.", path, "Add `options:`.")
        if raw["kind"] in ("form", "address") and not raw_fields and fields_from is None:
            raise self.bad(f"The slot {name} is a form without fields.", path, "Add `fields:`.")
        return Slot(
            name=name,
            kind=raw["kind"],
            ask=raw.get("ask", f"{self.flow_name}.ask_{name}"),
            ask_again=raw.get("ask_again"),
            options=tuple(
                Choice(
                    o["label"],
                    value=o["value"],
                    style=o.get("style", "plain"),
                    line=self.marked.line_of((*path, "options", i)),
                )
                for i, o in enumerate(options or [])
            ),
            options_from=options_from,
            required=raw.get("required", True),
            sources=tuple(raw.get("from") or ()),
            default=self.expression(raw["default"], (*path, "default")) if "default" in raw else None,
            check=raw.get("check"),
            errors=raw.get("errors") or {},
            depends_on=tuple(raw.get("depends_on") or ()),
            fields=tuple(
                FormFieldSpec(
                    f["name"],
                    f.get("kind", "text"),
                    f["label"],
                    f.get("required", True),
                    self.marked.line_of((*path, "fields", i)),
                )
                for i, f in enumerate(raw_fields or [])
            ),
            fields_from=fields_from,
            lowest=raw.get("min"),
            highest=raw.get("max"),
            collects=raw.get("collects", False),
            line=self.marked.line_of(path),
        )

    def block(self, steps: list[Mapping[str, Any]], path: Path, after: int) -> int:
        """Compile ``steps``; the last one goes on to ``after``. Gives the first one's number (``after`` for none)."""
        places: list[int] = []
        for index, raw in enumerate(steps):
            places.append(len(self.nodes))
            self.nodes.append(Node("jump"))
            self.step(raw, (*path, index), places[-1])
        for number, follow in zip(places, [*places[1:], after], strict=True):
            self.follow(number, follow)
        return places[0] if places else after

    def follow(self, number: int, follow: int) -> None:
        """Step ``number`` and the branches inside it go on to ``follow``."""
        placeholder = _AFTER - number
        for index in range(number, len(self.nodes)):
            node = self.nodes[index]
            if placeholder in (node.next, node.other) or placeholder in node.branches.values():
                self.nodes[index] = _with(
                    node,
                    next=follow if node.next == placeholder else node.next,
                    branches={k: follow if v == placeholder else v for k, v in node.branches.items()},
                    other=follow if node.other == placeholder else node.other,
                )

    def target(self, raw: Any, path: Path, after: int) -> int:
        """Where a branch leads: a name (also `end`), or steps of its own."""
        if raw == "end":
            return END
        if isinstance(raw, str):
            number = len(self.nodes)
            line = self.marked.line_of(path)
            self.nodes.append(Node("jump", line=line, path=".".join(map(str, path))))
            self.jumps.append((number, raw, line))
            return number
        return self.block(raw, path, after)

    def step(self, raw: Mapping[str, Any], path: Path, number: int) -> None:
        kinds = [k for k in _STEPS if k in raw]
        if len(kinds) != 1:
            found = f"does {' and '.join(kinds)}" if kinds else "does nothing"
            raise self.bad(
                f"A step does exactly one thing; this one {found}.", path, f"Use one of: {', '.join(_STEPS)}."
            )
        do = kinds[0]
        extra = sorted(set(raw) - {do, "id"} - _WITH[do])
        if extra:
            allowed = ", ".join(sorted({"id"} | _WITH[do]))
            raise self.bad(
                f"{extra[0]!r} has no meaning in a step with {do}.",
                (*path, extra[0]),
                f"Beside {do} may stand: {allowed}.",
            )
        name = raw.get("id")
        if name is not None:
            if name in self.names:
                raise self.bad(f"The id {name!r} is used twice.", (*path, "id"), "Rename one of the two steps.")
            self.names[name] = number
        after = _AFTER - number
        line = self.marked.line_of(path)
        node = Node(do, next=after, name=name, line=line, path=".".join(map(str, path)))
        values = self.values(raw.get("with"), (*path, "with"))
        self.nodes[number] = getattr(self, f"_{do}")(node, raw, path, after, values)

    def _ask(self, node: Node, raw: Mapping[str, Any], path: Path, _after: int, values: dict[str, Expression]) -> Node:
        slots = tuple([raw["ask"]] if isinstance(raw["ask"], str) else raw["ask"])
        for slot in slots:
            if slot not in self.slots:
                raise self.bad(
                    f"{slot!r} is no slot of this flow.", (*path, "ask"), f"Add it under `slots:`{_known(self.slots)}"
                )
        reads = frozenset(slots)
        for slot in slots:
            for source in (self.slots[slot].options_from, self.slots[slot].fields_from):
                reads |= source.names if source else frozenset()
        return _with(node, slots=slots, values=values, reads=reads, fallback="fallback" in raw)

    def _say(self, node: Node, raw: Mapping[str, Any], _path: Path, _after: int, values: dict[str, Expression]) -> Node:
        return _with(node, key=raw["say"], values=values, reads=_reads(values))

    def _show(
        self, node: Node, raw: Mapping[str, Any], _path: Path, _after: int, values: dict[str, Expression]
    ) -> Node:
        return _with(node, key=raw["show"], values=values, reads=_reads(values))

    def _call(self, node: Node, raw: Mapping[str, Any], path: Path, after: int, values: dict[str, Expression]) -> Node:
        branches: dict[str, int] = {}
        other: int | None = after if "on" not in raw else None
        for outcome, target in (raw.get("on") or {}).items():
            number = self.target(target, (*path, "on", outcome), after)
            if outcome == "other":
                other = number
            else:
                branches[outcome] = number
        return _with(node, key=raw["call"], values=values, branches=branches, other=other, reads=_reads(values))

    def _hook(self, node: Node, raw: Mapping[str, Any], path: Path, after: int, values: dict[str, Expression]) -> Node:
        on = raw.get("on") or {}
        for outcome in ("ok", "failed"):
            if outcome not in on:
                raise self.bad(
                    f"The hook {raw['hook']} does not say what happens when it ends {outcome!r}.",
                    path,
                    f"Add `{outcome}:` under `on:`: steps, an id, or `end`.",
                )
        branches: dict[str, int] = {}
        for outcome, target in on.items():
            if outcome not in HOOK_OUTCOMES:
                raise self.bad(
                    f"A hook never ends {outcome!r}.", (*path, "on", outcome), f"It ends {', '.join(HOOK_OUTCOMES)}."
                )
            branches[outcome] = self.target(target, (*path, "on", outcome), after)
        branches.setdefault("refused", branches["failed"])
        return _with(
            node,
            key=raw["hook"],
            values=values,
            into=dict(raw.get("into") or {}),
            branches=branches,
            reads=_reads(values),
        )

    def _coupon(
        self, node: Node, raw: Mapping[str, Any], path: Path, after: int, _values: dict[str, Expression]
    ) -> Node:
        branches: dict[str, int] = {}
        for outcome, target in (raw.get("on") or {}).items():
            if outcome not in COUPON_OUTCOMES:
                cure = f"It ends {' or '.join(COUPON_OUTCOMES)}."
                raise self.bad(f"Giving a coupon never ends {outcome!r}.", (*path, "on", outcome), cure)
            branches[outcome] = self.target(target, (*path, "on", outcome), after)
        rest = after if len(branches) < len(COUPON_OUTCOMES) else None
        return _with(node, key=raw["coupon"], branches=branches, other=rest)

    def _if(self, node: Node, raw: Mapping[str, Any], path: Path, after: int, _values: dict[str, Expression]) -> Node:
        condition = self.expression(raw["if"], (*path, "if"))
        if "then" not in raw:
            raise self.bad("An `if` needs `then`.", path, "Add `then:` with steps or a step's id.")
        branches = {"then": self.target(raw["then"], (*path, "then"), after)}
        branches["else"] = self.target(raw["else"], (*path, "else"), after) if "else" in raw else after
        return _with(node, condition=condition, branches=branches, reads=condition.names)

    def _set(self, node: Node, raw: Mapping[str, Any], path: Path, _after: int, _values: dict[str, Expression]) -> Node:
        values = self.values(raw["set"], (*path, "set"))
        return _with(node, values=values, reads=_reads(values))

    def _tag(
        self, node: Node, raw: Mapping[str, Any], _path: Path, _after: int, _values: dict[str, Expression]
    ) -> Node:
        return _with(node, key=raw["tag"])

    def _hand_over(
        self, node: Node, raw: Mapping[str, Any], _path: Path, _after: int, values: dict[str, Expression]
    ) -> Node:
        return _with(node, key=raw["hand_over"], values=values, reads=_reads(values))

    def _start(
        self, node: Node, raw: Mapping[str, Any], _path: Path, _after: int, values: dict[str, Expression]
    ) -> Node:
        return _with(node, key=raw["start"], values=values, reads=_reads(values))

    def _goto(self, node: Node, raw: Mapping[str, Any], path: Path, after: int, _values: dict[str, Expression]) -> Node:
        if raw["goto"] == "end":
            return _with(node, do="end", next=END)
        self.jumps.append((_AFTER - after, raw["goto"], self.marked.line_of((*path, "goto"))))
        return _with(node, do="jump")

    def _end(
        self, node: Node, _raw: Mapping[str, Any], _path: Path, _after: int, _values: dict[str, Expression]
    ) -> Node:
        return _with(node, next=END)

    def _offer(
        self, node: Node, raw: Mapping[str, Any], path: Path, _after: int, values: dict[str, Expression]
    ) -> Node:
        offer = raw["offer"]
        if isinstance(offer, dict):
            each = self.expression(offer["each"], (*path, "offer", "each"))
            more = self.values(offer.get("with"), (*path, "offer", "with"))
            start = Choice("", start=offer["start"], slots=more, line=node.line)
            return _with(
                node,
                key=raw.get("key"),
                values=values,
                choices_from=each,
                choice_start=offer["start"],
                choice_slot=offer["as"],
                choice_person=bool(offer.get("person")),
                fallback="fallback" in raw,
                choices=(start,),
                reads=each.names | _reads(more),
            )
        choices = []
        for index, one in enumerate(offer):
            at = (*path, "offer", index)
            if "start" not in one and not one.get("no") and not one.get("yes"):
                raise self.bad("This choice leads nowhere.", at, "Add `start: <intent>`.")
            choices.append(
                Choice(
                    one["label"],
                    start=one.get("start"),
                    slots=self.values(one.get("with"), (*at, "with")),
                    role="yes" if one.get("yes") else "no" if one.get("no") else None,
                    when=self.expression(one["if"], (*at, "if")) if "if" in one else None,
                    line=self.marked.line_of(at),
                )
            )
        reads = frozenset[str]().union(*(_reads(c.slots) for c in choices), *(c.when.names for c in choices if c.when))
        return _with(
            node,
            key=raw.get("key"),
            values=values,
            choices=tuple(choices),
            fallback="fallback" in raw,
            reads=reads | _reads(values),
        )


_AFTER = -1000  # `_AFTER - number` stands for "whatever follows step `number`" until that is known


def _with(node: Node, **changes: Any) -> Node:
    return replace(node, **changes)


def _reads(values: Mapping[str, Expression]) -> frozenset[str]:
    return frozenset[str]().union(*(e.names for e in values.values()))


def _known(slots: Mapping[str, Slot]) -> str:
    return f" (there are: {', '.join(slots)})." if slots else "."
