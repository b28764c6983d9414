"""What can be wrong with stock, named as facts."""

from __future__ import annotations

from dataclasses import dataclass

from dangol.kit.errors import DangolError


@dataclass(frozen=True, slots=True)
class Shortage:
    """``wanted`` pieces of a variant were asked for and ``left`` can be had (0 or more)."""

    variant_id: str
    wanted: int
    left: int


class NotEnoughStock(DangolError):
    """Fewer are left than were asked for. Nothing was reserved. ``shortages`` names every variant that lacks."""

    code = "not_enough_stock"

    def __init__(self, shortages: tuple[Shortage, ...]) -> None:
        self.shortages = shortages
        first = shortages[0]
        super().__init__(
            f"Of {first.variant_id} {first.left} are left; {first.wanted} were asked for.",
            variant_id=first.variant_id,
            left=first.left,
            wanted=first.wanted,
        )


class NothingReserved(DangolError):
    """The owner holds no reservation to make a sale of: it was released, or never made."""

    code = "nothing_reserved"


class BadQuantity(DangolError):
    """A quantity of pieces has to be a whole number above zero."""

    code = "bad_quantity"
