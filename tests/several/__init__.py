"""Messages that ask for several things at once, in shops the assistant was not built with."""
