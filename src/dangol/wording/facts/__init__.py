"""The facts of a sentence, and whether another wording of it keeps every one of them."""

from dangol.wording.facts.lock import broken_facts

__all__ = ["broken_facts"]
