"""One folder per payment gateway, all alike."""
