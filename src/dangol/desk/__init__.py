"""The humans: handover, queue, and the desk's use cases."""
