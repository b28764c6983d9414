"""Delivery methods from the shop's table, and what each costs for a given parcel."""
