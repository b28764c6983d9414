"""What can stand in the way of learning."""

from __future__ import annotations

from dangol.kit.errors import DangolError


class NoSuchLesson(DangolError):
    """There is no message with that id in the queue."""

    code = "no_such_lesson"


class NoSuchIntent(DangolError):
    """Nothing the assistant can do has that name."""

    code = "no_such_intent"


class ExamplesNotWritten(DangolError):
    """A shop's example file cannot be changed."""

    code = "examples_not_written"


class NothingToLearn(DangolError):
    """The examples are those that are learnt already."""

    code = "nothing_to_learn"


class NoVersionBefore(DangolError):
    """There is no earlier understanding to go back to."""

    code = "no_version_before"


class TrainingUnderWay(DangolError):
    """Another training is under way: there is one at a time."""

    code = "training_under_way"


class VersionChanged(DangolError):
    """Another version has become live meanwhile."""

    code = "version_changed"


class AnswerTellsWho(DangolError):
    """What stands for something personal is still in an answer."""

    code = "answer_tells_who"
