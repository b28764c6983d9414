"""What can be wrong with a file of sentences, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from dangol.kit.errors import DangolError


class BadText(DangolError):
    """A file cannot be read as what it should be; the message begins with ``file:line``."""

    code = "bad_text"

    def __init__(self, message: str, *, file: str, line: int, cure: str) -> None:
        super().__init__(f"{file}:{line}: {message}", cure=cure, file=file, line=line)
        self.file = file
        self.line = line


class MissingSentence(DangolError):
    """No language has a sentence under this key."""

    code = "missing_sentence"


class MissingValue(DangolError):
    """A sentence needs a value that was not given."""

    code = "missing_value"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake found by a check: where it is, what it is, how to mend it."""

    file: str
    line: int
    message: str
    cure: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message} {self.cure}"
