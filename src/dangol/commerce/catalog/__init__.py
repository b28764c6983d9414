"""What the shop sells: products, variants, prices, categories, in every language and currency it has."""
