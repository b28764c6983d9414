"""What can go wrong in understanding, as facts."""

from __future__ import annotations

from dangol.kit.errors import DangolError


class NotEnoughExamples(DangolError):
    """Too few labelled messages to learn from."""

    code = "not_enough_examples"


class ModelUnreadable(DangolError):
    """Bytes that should be a trained model are not one of this version."""

    code = "model_unreadable"


class ExamplesUnreadable(DangolError):
    """An example file does not have the expected form."""

    code = "examples_unreadable"
