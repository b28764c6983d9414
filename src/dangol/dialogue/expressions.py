"""The small language of conditions and arguments in flows: names, literals, comparison, and/or/not, a few functions. No eval.

``product`` and ``result.count`` are values of the flow; ``'text'``, ``3``, ``true``, ``null`` are literals. There are
``== != < <= > >=``, ``in`` and ``not in``, ``and or not``, ``+`` and ``-`` on numbers, ``+`` on texts, and the
functions ``count(x)``, ``empty(x)``, ``first(x)``, ``last(x)``, ``one(x, y, …)`` (the first that is not empty). A
value that is not there is ``null``; comparing what cannot be compared is false. Nothing here can loop, call out or
fail.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Lookup = Callable[[str], Any]
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<text>'[^']*'|\"[^\"]*\")|(?P<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)"
    r"|(?P<sign>==|!=|<=|>=|[<>()+,\-]))"
)
_LITERALS: Mapping[str, Any] = {"true": True, "false": False, "null": None}
_COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">="})
_FUNCTIONS = frozenset({"count", "empty", "first", "last", "one"})
_MAX_LENGTH = 400


class BadExpression(ValueError):
    """An expression that cannot be read; the text says why."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed expression: ``evaluate`` it against a look-up; ``names`` are the first parts of the names it reads."""

    text: str
    tree: tuple[Any, ...]
    names: frozenset[str]

    def evaluate(self, lookup: Lookup) -> Any:
        """The value. Never raises."""
        return _evaluate(self.tree, lookup)


def literal(value: Any) -> Expression:
    """An expression that is just ``value``."""
    return Expression(repr(value), ("literal", value), frozenset())


def parse(text: str) -> Expression:
    """``text`` as an expression. Raises ``BadExpression``."""
    if len(text) > _MAX_LENGTH:
        raise BadExpression(f"An expression has at most {_MAX_LENGTH} characters.")
    reader = _Reader(_tokens(text))
    tree = reader.alternatives()
    if not reader.done:
        raise BadExpression(f"{reader.peek()!r} is not expected there.")
    return Expression(text, tree, frozenset(reader.names))


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens: list[tuple[str, str]] = []
    at = 0
    end = len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None and text[at:].lstrip().startswith("="):
            raise BadExpression("Compare with == (two signs).")
        if match is None:
            raise BadExpression(f"{text[at:].strip()[:12]!r} cannot be read.")
        kind = match.lastgroup or ""
        tokens.append((kind, match.group(kind)))
        at = match.end()
    if not tokens:
        raise BadExpression("It is empty.")
    return tokens


class _Reader:
    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0
        self.names: set[str] = set()

    @property
    def done(self) -> bool:
        return self.at >= len(self.tokens)

    def peek(self) -> str:
        return self.tokens[self.at][1] if not self.done else ""

    def take(self, *words: str) -> str | None:
        if not self.done and self.tokens[self.at][0] in ("sign", "name") and self.tokens[self.at][1] in words:
            self.at += 1
            return self.tokens[self.at - 1][1]
        return None

    def alternatives(self) -> tuple[Any, ...]:
        self.depth += 1
        if self.depth > 20:
            raise BadExpression("It is nested too deeply.")
        tree = self.conjunction()
        while self.take("or"):
            tree = ("or", tree, self.conjunction())
        self.depth -= 1
        return tree

    def conjunction(self) -> tuple[Any, ...]:
        tree = self.negation()
        while self.take("and"):
            tree = ("and", tree, self.negation())
        return tree

    def negation(self) -> tuple[Any, ...]:
        negations = 0
        while self.take("not"):
            negations += 1
        tree = self.comparison()
        return ("not", tree) if negations % 2 else tree

    def comparison(self) -> tuple[Any, ...]:
        tree = self.sum()
        sign = self.take(*_COMPARISONS, "in")
        if sign:
            return (sign, tree, self.sum())
        if self.take("not"):
            if not self.take("in"):
                raise BadExpression("After a value, `not` needs `in`.")
            return ("not", ("in", tree, self.sum()))
        return tree

    def sum(self) -> tuple[Any, ...]:
        tree = self.atom()
        while sign := self.take("+", "-"):
            tree = (sign, tree, self.atom())
        return tree

    def atom(self) -> tuple[Any, ...]:
        if self.done:
            raise BadExpression("Something is missing at the end.")
        if self.take("("):
            tree = self.alternatives()
            if not self.take(")"):
                raise BadExpression("A ( is not closed.")
            return tree
        if self.take("-"):
            return ("-", ("literal", 0), self.atom())
        kind, word = self.tokens[self.at]
        self.at += 1
        if kind == "number":
            return ("literal", float(word) if "." in word else int(word))
        if kind == "text":
            return ("literal", word[1:-1])
        if kind != "name":
            raise BadExpression(f"{word!r} is not expected there.")
        if word in _LITERALS:
            return ("literal", _LITERALS[word])
        if word in _FUNCTIONS and self.take("("):
            return (word, *self.arguments())
        if word in ("and", "or", "in", "not"):
            raise BadExpression(f"{word!r} is not expected there.")
        self.names.add(word.split(".")[0])
        return ("name", *word.split("."))

    def arguments(self) -> list[tuple[Any, ...]]:
        found = [self.alternatives()]
        while self.take(","):
            found.append(self.alternatives())
        if not self.take(")"):
            raise BadExpression("A ( is not closed.")
        return found


def truth(value: Any) -> bool:
    """Whether ``value`` counts as yes: not null, false, 0, or empty."""
    return bool(value)


def _evaluate(tree: tuple[Any, ...], lookup: Lookup) -> Any:
    kind = tree[0]
    if kind == "literal":
        return tree[1]
    if kind == "name":
        return _named(tree, lookup)
    if kind == "and":
        left = _evaluate(tree[1], lookup)
        return _evaluate(tree[2], lookup) if truth(left) else left
    if kind == "or":
        left = _evaluate(tree[1], lookup)
        return left if truth(left) else _evaluate(tree[2], lookup)
    values = [_evaluate(part, lookup) for part in tree[1:]]
    if kind == "not":
        return not truth(values[0])
    if kind in _FUNCTIONS:
        return _call(kind, values)
    return _binary(kind, values[0], values[1])


def _named(tree: tuple[Any, ...], lookup: Lookup) -> Any:
    value = lookup(tree[1])
    for part in tree[2:]:
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _call(name: str, values: list[Any]) -> Any:
    value = values[0]
    if name == "one":
        return next((v for v in values if v not in (None, "", [], (), {})), None)
    if name == "empty":
        return value in (None, "", [], (), {})
    if name == "count":
        return len(value) if isinstance(value, (str, list, tuple, Mapping)) else 0 if value is None else 1
    if isinstance(value, (list, tuple)):
        return (value[0] if name == "first" else value[-1]) if value else None
    return value


def _binary(sign: str, left: Any, right: Any) -> Any:
    if sign == "in":
        return (
            isinstance(right, (list, tuple, str, Mapping))
            and (not isinstance(right, str) or isinstance(left, str))
            and _holds(right, left)
        )
    if sign == "==":
        return left == right
    if sign == "!=":
        return left != right
    if _is_amount(left) and _is_amount(right):
        if left["currency"] != right["currency"]:
            return False
        left, right = left["amount"], right["amount"]
    if sign in ("+", "-"):
        if sign == "+" and isinstance(left, str) and isinstance(right, str):
            return (left + right)[:_MAX_LENGTH]
        if not _is_number(left) or not _is_number(right):
            return None
        return left + right if sign == "+" else left - right
    if not (_is_number(left) and _is_number(right)) and not (isinstance(left, str) and isinstance(right, str)):
        return False
    return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[sign]


def _holds(container: Any, item: Any) -> bool:
    if isinstance(container, Mapping):
        return isinstance(item, str) and item in container
    return bool(item in container)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_amount(value: Any) -> bool:
    return isinstance(value, Mapping) and value.keys() == {"amount", "currency"}
