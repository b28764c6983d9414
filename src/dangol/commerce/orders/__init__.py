"""Orders: what was bought, where it is, and who may know."""
