"""Every sentence the product says, per language and persona; plurals, particles, honorifics. Pure: text in, text out."""

from dangol.wording.book import Book, Entry, read_book
from dangol.wording.check import check
from dangol.wording.errors import BadText, MissingSentence, MissingValue, Problem
from dangol.wording.speaker import Wording
from dangol.wording.vocabulary import Vocabulary

__all__ = [
    "BadText",
    "Book",
    "Entry",
    "MissingSentence",
    "MissingValue",
    "Problem",
    "Vocabulary",
    "Wording",
    "check",
    "read_book",
]
