"""What can be wrong with what the shop wrote down, named as facts."""

from __future__ import annotations

from dangol.kit.errors import DangolError


class ArticlesUnreadable(DangolError):
    """One or more mistakes in a FAQ or policies file. The message has one line per mistake: ``file:line: what. Cure.``"""

    code = "articles_unreadable"


class ArticlesUnwritable(DangolError):
    """A FAQ file cannot be changed."""

    code = "articles_unwritable"


class AnswerUnfit(DangolError):
    """A question and its answer cannot be written down as they are."""

    code = "answer_unfit"


class QuestionTaken(DangolError):
    """The shop has answered that question already."""

    code = "question_taken"


class ThesaurusUnreadable(DangolError):
    """A thesaurus file is not a mapping of concepts to lists of words."""

    code = "thesaurus_unreadable"
