"""One turn, from message to effects; and the actions that flows call."""
