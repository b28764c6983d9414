"""What can be wrong with coupons, named as facts."""

from __future__ import annotations

from dangol.kit.errors import DangolError
from dangol.kit.tables import TableProblem


class CouponsInvalid(DangolError):
    """The file of coupons has mistakes; ``problems`` lists them all."""

    code = "coupons_invalid"

    def __init__(self, file: str, problems: tuple[TableProblem, ...]) -> None:
        super().__init__("\n".join(f"{file}: {problem}" for problem in problems), file=file)
        self.problems = problems


class CouponUsedUp(DangolError):
    """Somebody else has just used it for the last time."""

    code = "coupon_used_up"


class CouponUsedByYou(DangolError):
    """This person has used it as often as one may."""

    code = "coupon_used_by_you"


class TooManyCodes(DangolError):
    """Too many codes that are none were tried: try again ``after`` seconds."""

    code = "too_many_codes"
