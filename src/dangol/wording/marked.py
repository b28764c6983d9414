"""YAML with line numbers: plain data, and for every place in it the line it stands on.

Only ``true``, ``false``, ``null`` and numbers are more than text (YAML 1.2), so ``on``, ``yes`` and ``no`` stay the words they are.
A key given twice is a mistake, not the last one's victory; aliases are refused, so a small file cannot unfold into a huge one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from dangol.wording.errors import BadText

Path = tuple[str | int, ...]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WORDS: Mapping[str, Any] = {"true": True, "false": False, "null": None, "~": None, "": None}
_INT = re.compile(r"[-+]?\d{1,18}$")
_FLOAT = re.compile(r"[-+]?\d{1,15}\.\d{1,15}$")
_MAX_DEPTH = 40


@dataclass(frozen=True, slots=True)
class Marked:
    """``value`` as read from ``file``; ``line_of(path)`` is the 1-based line of a place in it (or of the nearest one above)."""

    value: Any
    lines: Mapping[Path, int]
    file: str

    def line_of(self, path: Path) -> int:
        """The line ``path`` begins on."""
        while path:
            if path in self.lines:
                return self.lines[path]
            path = path[:-1]
        return self.lines.get((), 1)


def parse(text: str, file: str) -> Marked:
    """The data of ``text`` with its lines. Raises ``BadText``."""
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise BadText(
            f"This is not YAML: {error.problem or error.context}.",
            file=file,
            line=mark.line + 1 if mark else 1,
            cure="Indent with blanks: there is a tab in this line."
            if mark and any("\t" in line for line in text.splitlines()[mark.line : mark.line + 1])
            else "Check the indentation, and put texts that begin with a special sign or hold ': ' into quotes.",
        ) from None
    except (yaml.YAMLError, UnicodeError) as error:
        raise BadText(f"This is not YAML text: {error}.", file=file, line=1, cure="Save the file as UTF-8.") from None
    lines: dict[Path, int] = {(): 1}
    if node is None:
        return Marked(None, lines, file)
    return Marked(_value(node, (), lines, file, set()), lines, file)


def _value(node: yaml.Node, path: Path, lines: dict[Path, int], file: str, open_nodes: set[int]) -> Any:
    line = node.start_mark.line + 1
    lines.setdefault(path, line)
    if id(node) in open_nodes:
        raise BadText("An alias (*) is used here.", file=file, line=line, cure="Write the text out.")
    if len(path) > _MAX_DEPTH:
        raise BadText("This is nested too deeply.", file=file, line=line, cure="Use steps with names and goto instead.")
    open_nodes.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, index), lines, file, open_nodes) for index, item in enumerate(node.value)]
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key_line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise BadText("A key has to be a word.", file=file, line=key_line, cure="Write `key: value`.")
        key = str(key_node.value)
        if key in result:
            raise BadText(f"{key!r} stands here twice.", file=file, line=key_line, cure="Remove one of the two.")
        lines[(*path, key)] = key_line
        result[key] = _value(value_node, (*path, key), lines, file, open_nodes)
    return result


def _scalar(node: yaml.ScalarNode) -> Any:
    text = str(node.value)
    if node.style:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INT.match(text) and not re.match(r"[-+]?0\d", text):
        return int(text)
    if _FLOAT.match(text):
        return float(text)
    return text
