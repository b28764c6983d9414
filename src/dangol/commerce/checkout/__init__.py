"""The checkout: a snapshot of a cart on its way to becoming an order. Totals, addresses, the one transaction that places it."""
