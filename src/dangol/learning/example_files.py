"""A line put into a shop's ``examples/<lang>.yaml``, or taken out, and everything else left as its owner wrote it.

Works on the text, not on the data: comments, order, quotes and blank lines stay. Where each value stands comes from the YAML reader itself,
and what was written is read again before it is believed.
"""

from __future__ import annotations

import re
from functools import lru_cache

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from dangol.learning.errors import ExamplesNotWritten

_INDENT = "  "
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SPACES = re.compile(r"\s+")


def put_line(source: str, intent: str, line: str, name: str) -> str:
    """``source`` with ``line`` as one more example of ``intent``; unchanged if it has it. Raises ``ExamplesNotWritten`` with the ``name``
    of the file if it is not of a form that can be added to."""
    line = one_line(line)
    before = lines_of(source, name)
    if line in before.get(intent, ()):
        return source
    value = _value(source, intent, name)
    if value is None:
        block = _block([line])
        after = f"{source}{'' if not source or source.endswith(chr(10)) else chr(10)}{intent}: {block}"
    else:
        after = _added(source, value, line)
    return _proved(after, {**before, intent: [*before.get(intent, ()), line]}, name)


def take_line(source: str, intent: str, line: str, name: str) -> str:
    """``source`` without that example of ``intent``; unchanged if it has none. Raises ``ExamplesNotWritten``."""
    line = one_line(line)
    before = lines_of(source, name)
    value = _value(source, intent, name)
    if value is None or line not in before.get(intent, ()):
        return source
    rest = [other for other in before[intent] if other != line]
    return _proved(_taken(source, value, line, rest), {**before, intent: rest}, name)


@lru_cache(maxsize=64)
def read_lines(source: str, name: str) -> tuple[tuple[str, str], ...]:
    """Every line with its intent, quickly, for who only wants to count and compare. Raises ``ExamplesNotWritten``."""
    try:
        data = yaml.load(source, Loader=_LOADER)  # noqa: S506 - a safe loader, the C one where there is one
    except yaml.YAMLError as trouble:
        raise ExamplesNotWritten(f"{name} is not YAML: {trouble}.", cure="Mend the line it names.") from trouble
    if data is not None and not isinstance(data, dict):
        raise ExamplesNotWritten(
            f"{name} should map intents to messages.", cure="Write `intent: |` and lines below it."
        )
    found: dict[tuple[str, str], None] = {}
    for intent, value in (data or {}).items():
        lines = value if isinstance(value, list) else str(value or "").splitlines()
        found |= {(str(intent), str(line).strip()): None for line in lines if str(line).strip()}
    return tuple(found)


def one_line(text: str) -> str:
    """``text`` as it can stand in a file of examples: one line, none of the signs that mean something there."""
    return _SPACES.sub(" ", text).strip()


def _root(source: str, name: str) -> MappingNode | None:
    try:
        root = yaml.compose(source, Loader=yaml.SafeLoader)
    except yaml.YAMLError as trouble:
        raise ExamplesNotWritten(f"{name} is not YAML: {trouble}.", cure="Mend the line it names.") from trouble
    if root is None:
        return None
    if not isinstance(root, MappingNode):
        raise ExamplesNotWritten(
            f"{name} should map intents to messages.", cure="Write `intent: |` and lines below it."
        )
    return root


def _value(source: str, intent: str, name: str) -> Node | None:
    root = _root(source, name)
    found: list[Node] = [value for key, value in root.value if key.value == intent] if root is not None else []
    return found[-1] if found else None


def lines_of(source: str, name: str) -> dict[str, list[str]]:
    """Every intent's lines, as they are read; ``name`` is the file's. Raises ``ExamplesNotWritten`` for what is no such file."""
    root, found = _root(source, name), dict[str, list[str]]()
    for key, value in root.value if root is not None else ():
        if isinstance(value, ScalarNode):
            lines = value.value.splitlines()
        elif isinstance(value, SequenceNode) and all(isinstance(item, ScalarNode) for item in value.value):
            lines = [item.value for item in value.value]
        else:
            raise ExamplesNotWritten(f"{name}: the messages of {key.value!r} are not text.", cure="Write one a line.")
        found[str(key.value)] = [line.strip() for line in lines if line.strip()]
    return found


def _block(lines: list[str], indent: str = _INDENT) -> str:
    # A first line that begins with a space or a tab would be taken for the indentation; ours never do.
    return "|\n" + "".join(f"{indent}{line}\n" for line in lines)


def _added(source: str, value: Node, line: str) -> str:
    if isinstance(value, ScalarNode) and value.style == "|":
        return _after_last(source, value, line, "")
    if isinstance(value, SequenceNode) and not value.flow_style:
        return _after_last(source, value, f"- {_quoted(line)}", "-")
    if isinstance(value, SequenceNode):
        at = value.end_mark.index - 1
        comma = ", " if value.value and not source[:at].rstrip().endswith(",") else ""
        return f"{source[:at].rstrip() if comma else source[:at]}{comma}{_quoted(line)}{source[at:]}"
    assert isinstance(value, ScalarNode)
    return _as_block(source, value, [*filter(None, map(str.strip, value.value.splitlines())), line])


def _as_block(source: str, value: Node, lines: list[str]) -> str:
    """A value written in another way as a block of lines; a comment behind it stays above."""
    head, tail = source[: value.start_mark.index].rstrip(" "), source[value.end_mark.index :]
    rest, _, below = tail.partition("\n")
    if head and source[value.end_mark.index - 1] == "\n":  # a folded block ends with its last line
        rest, below = "", tail
    comment = f"{_INDENT}{rest.strip()}\n" if rest.strip().startswith("#") else ""
    start = head.rfind("\n") + 1
    return f"{head[:start]}{comment.lstrip()}{head[start:]} {_block(lines)}{below}"


def _span(source: str, value: Node, mark: str) -> tuple[int, int, str]:
    """Where the lines of a block begin and where its last one ends, and how far they are indented."""
    if mark:
        begin = source.rfind("\n", 0, value.start_mark.index) + 1
    else:
        begin = source.find("\n", value.start_mark.index) + 1 or len(source)
    indent, end, at = None, begin, begin
    while at < len(source):
        stop = source.find("\n", at)
        stop = len(source) if stop < 0 else stop
        row = source[at:stop]
        depth = len(row) - len(row.lstrip(" "))
        if row.strip():
            if indent is None:
                indent = row[:depth]
            if depth < len(indent) or (mark and depth == len(indent) and not row[depth:].startswith((mark, "#"))):
                break
            if not (mark and row.lstrip().startswith("#")):
                end = min(stop + 1, len(source))
        at = stop + 1
    return begin, end, _INDENT if indent is None else indent


def _after_last(source: str, value: Node, row: str, mark: str) -> str:
    _, end, indent = _span(source, value, mark)
    newline = "" if not end or source[end - 1] == "\n" else "\n"
    return f"{source[:end]}{newline}{indent}{row}\n{source[end:]}"


def _taken(source: str, value: Node, line: str, rest: list[str]) -> str:
    if isinstance(value, SequenceNode):
        keep = [item for item in value.value if item.value.strip() != line]
        if value.flow_style or not keep:
            flow = ", ".join(_quoted(item.value) for item in keep)
            return f"{source[: value.start_mark.index]}[{flow}]{source[value.end_mark.index :]}"
    if isinstance(value, ScalarNode) and value.style != "|":
        return _as_block(source, value, rest)
    mark = "-" if isinstance(value, SequenceNode) else ""
    begin, end, _ = _span(source, value, mark)
    rows = source[begin:end].splitlines(keepends=True)
    kept = [row for row in rows if _meaning(row, mark) != line]
    return source[:begin] + "".join(kept) + source[end:]


def _meaning(row: str, mark: str) -> str:
    if not mark:
        return row.strip()
    try:
        found = yaml.safe_load(row)
    except yaml.YAMLError:
        return row.strip()
    return str(found[0]).strip() if isinstance(found, list) and found else ""


def _quoted(line: str) -> str:
    return '"' + line.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _proved(after: str, wanted: dict[str, list[str]], name: str) -> str:
    """What was written, if it is read as it was meant."""
    found = {intent: lines for intent, lines in lines_of(after, name).items() if lines}
    if found != {intent: lines for intent, lines in wanted.items() if lines}:
        raise ExamplesNotWritten(
            f"{name} is written in a way that cannot be added to by itself.",
            cure="Write `intent: |` and one message a line below it, or put the line in by hand.",
        )
    return after
