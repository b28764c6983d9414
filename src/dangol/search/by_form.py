"""Names by the form they are looked up in, met from any place of a message."""

from __future__ import annotations

from collections.abc import Iterator


class ByForm:
    """Names by the form they are looked up in, and which lengths are worth trying from a beginning."""

    def __init__(self) -> None:
        self.ids: dict[str, tuple[int, ...]] = {}
        self.lengths: dict[str, set[int]] = {}

    def add(self, form: str, number: int) -> None:
        """``number`` is called so."""
        known = self.ids.get(form, ())
        if number not in known:
            self.ids[form] = (*known, number)
        self.lengths.setdefault(form[:2], set()).add(len(form))

    def discard(self, form: str, number: int) -> None:
        """``number`` is not called so any more."""
        left = tuple(i for i in self.ids.get(form, ()) if i != number)
        if left:
            self.ids[form] = left
        else:
            self.ids.pop(form, None)

    def at(self, layout: str, place: int) -> Iterator[tuple[int, str]]:
        """(end, form) of every form that begins at ``place``, longest first."""
        lengths = {*self.lengths.get(layout[place : place + 2], ()), *self.lengths.get(layout[place], ())}
        for length in sorted(lengths, reverse=True):
            form = layout[place : place + length]
            if len(form) == length and form in self.ids:
                yield place + length, form
