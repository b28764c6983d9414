"""The rich message model: what a message may hold, what a channel can carry, and how one becomes the other."""
