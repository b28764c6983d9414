"""Payments: attempts to have an order paid, the ledger of what gateways told us, and the port a gateway implements."""
