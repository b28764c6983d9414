"""A signed web hook in, a signed web hook out: any messenger or program that speaks HTTP."""
