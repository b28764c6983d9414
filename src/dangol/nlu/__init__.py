"""Text to typed commands, offline, per language. Pure: no I/O, no clock, no database."""
