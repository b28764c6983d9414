"""Promotions: coupons, the codes that give them, what they take off, and how often they were used."""
