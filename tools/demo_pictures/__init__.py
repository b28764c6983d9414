"""Flat pictures of things a shop sells: a few shapes, one light from the upper left, the colour of the product."""
