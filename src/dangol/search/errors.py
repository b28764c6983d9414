"""What search refuses, named as facts."""

from __future__ import annotations

from dangol.kit.errors import DangolError


class LanguageUnknown(DangolError):
    """A document's language has no place in the index."""

    code = "search_language_unknown"


class KindUnknown(DangolError):
    """A document is of a kind the index has no place for."""

    code = "search_kind_unknown"
