"""What can be wrong with delivery, named as facts."""

from __future__ import annotations

from dangol.kit.errors import DangolError
from dangol.kit.tables import TableProblem


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
