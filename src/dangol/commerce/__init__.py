"""The shop: catalogue, stock, cart, checkout, orders, payments."""
