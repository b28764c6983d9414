"""The cart: what a contact wants to buy, priced afresh whenever it is looked at."""
