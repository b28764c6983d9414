"""One folder per outside messaging system, all alike."""
