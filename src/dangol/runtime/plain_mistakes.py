"""What does not fit a table, in a shop owner's words: which setting, what is wrong with it, what to write instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

_CHOICES = ("str", "dict[str,str]")  # what a text that may differ by language is checked as, one after the other

_TEXT = 'Write a text in quotes, or one per language: { en = "…", ko = "…" }.'
_WANTS: Mapping[str, str] = {
    "string_type": "Write a text in quotes.",
    "dict_type": _TEXT,
    "int_type": "Write a whole number, without quotes.",
    "int_parsing": "Write a whole number, without quotes.",
    "int_from_float": "Write a whole number.",
    "float_type": "Write a number, for example 0.5.",
    "float_parsing": "Write a number, for example 0.5.",
    "decimal_type": 'Write a number in quotes, for example "0.10".',
    "decimal_parsing": 'Write a number in quotes, for example "0.10".',
    "bool_type": "Write true or false, without quotes.",
    "bool_parsing": "Write true or false, without quotes.",
    "literal_error": "Write {expected}.",
    "greater_than_equal": "Write {ge} or more.",
    "greater_than": "Write more than {gt}.",
    "less_than_equal": "Write {le} or less.",
    "less_than": "Write less than {lt}.",
    "too_short": "Write at least one.",
    "string_too_long": "Write at most {max_length} characters.",
    "tuple_type": 'Write a list, for example ["…", "…"].',
    "model_type": "Write a table: a line of its own in square brackets, and its settings below it.",
}


@dataclass(frozen=True, slots=True)
class Mistake:
    """``path`` leads to the setting. ``unknown``: there is no such setting; else ``words`` say what is wrong and what to write."""

    path: tuple[str, ...]
    words: str
    unknown: bool = False

    @property
    def name(self) -> str:
        """The setting's name, as in docs/settings.md."""
        return ".".join(self.path) or "value"


def mistakes_in(trouble: ValidationError) -> Iterator[Mistake]:
    """Each mistake once."""
    told: set[tuple[str, ...]] = set()
    for problem in trouble.errors():
        parts = [str(part) for part in problem["loc"] if not str(part).startswith("function-")]
        of_a_choice = any(part in _CHOICES for part in parts)
        path = tuple(part for part in parts if part not in _CHOICES)
        if path in told:
            continue
        told.add(path)
        if problem["type"] == "extra_forbidden":
            yield Mistake(path, "", unknown=True)
            continue
        said: str = problem["msg"].removeprefix("Value error, ")
        wanted = _TEXT if of_a_choice else _WANTS.get(problem["type"])
        if wanted is not None:
            context: Mapping[str, Any] = problem.get("ctx") or {}
            for name, value in context.items():
                wanted = wanted.replace(f"{{{name}}}", str(value))
            said = f"{_shown(problem['input'])} does not fit. {wanted}"
        yield Mistake(path, said)


def _shown(value: object) -> str:
    words = str(value).lower() if isinstance(value, bool) else repr(value)
    return words if len(words) <= 60 else f"{words[:59]}…"
