"""What tokens cost. Prices are minor units of one currency for a million tokens, so that a count times a price is a whole number of
millionths: nothing is rounded away, however cheap a question is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from dangol.kit.money import decimals_of
from dangol.runtime.settings import LanguageModelSettings

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Prices:
    """Of one model, with what may be spent. All amounts are in ``currency``; budgets and costs in millionths of its minor unit."""

    currency: str
    read: Decimal  # minor units for a million tokens
    written: Decimal
    per_day: int
    per_conversation: int

    @classmethod
    def of(cls, settings: LanguageModelSettings) -> Prices:
        """As the owner set them."""
        places = decimals_of(settings.price_currency)

        def millionths(amount: Decimal) -> int:
            return int(amount.scaleb(places) * MILLION)

        return cls(
            settings.price_currency,
            settings.input_price.scaleb(places),
            settings.output_price.scaleb(places),
            millionths(settings.budget_per_day),
            millionths(settings.budget_per_conversation),
        )

    def cost(self, tokens_in: int, tokens_out: int) -> int:
        """What that many tokens cost, rounded up to a millionth."""
        return int((tokens_in * self.read + tokens_out * self.written).to_integral_value(ROUND_CEILING))


def written_out(cost: int, currency: str) -> str:
    """Millionths of a minor unit as an amount in major units: ``0.000321``."""
    amount = Decimal(cost).scaleb(-6 - decimals_of(currency))
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
