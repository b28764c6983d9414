"""What can be wrong with delivery, named as facts."""

from __future__ import annotations

from dataclasses import dataclass

from dangol.kit.errors import DangolError


@dataclass(frozen=True, slots=True)
class TableProblem:
    """One mistake in a delivery table: where, what, and how to mend it."""

    line: int
    where: str
    message: str
    cure: str

    def __str__(self) -> str:
        return f"line {self.line}, {self.where}: {self.message} {self.cure}"


class DeliveryTableInvalid(DangolError):
    """The delivery table has mistakes; ``problems`` lists them all."""

    code = "delivery_table_invalid"

    def __init__(self, file: str, problems: tuple[TableProblem, ...]) -> None:
        listed = "\n".join(f"{file}: {problem}" for problem in problems)
        super().__init__(listed, file=file)
        self.problems = problems


class NoDelivery(DangolError):
    """Nothing in the shop's table reaches this address with this parcel in this currency."""

    code = "no_delivery"


class DeliveryUnknown(DangolError):
    """The chosen method does not exist, or does not serve this checkout."""

    code = "delivery_unknown"
