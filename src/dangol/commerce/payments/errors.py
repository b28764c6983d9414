"""What can be wrong with a payment, named as facts."""

from __future__ import annotations

from dangol.kit.errors import DangolError, GiveUp, RetryLater


class GatewayAway(RetryLater):
    """The gateway did not answer, or not usefully. The same call may succeed later."""

    code = "gateway_away"


class GatewayRefused(GiveUp):
    """The gateway will not do this, now or later: not configured, not allowed, not in test mode."""

    code = "gateway_refused"


class GatewayUnknown(GiveUp):
    """The shop has no gateway of this name."""

    code = "gateway_unknown"


class WebhookForged(DangolError):
    """A web hook without a fitting signature, too old, or not in the gateway's form. Never acted upon."""

    code = "webhook_forged"


class PaymentUnknown(DangolError):
    """There is no such payment."""

    code = "payment_unknown"


class NothingToPay(DangolError):
    """The order does not wait for a payment."""

    code = "nothing_to_pay"
