"""Inboxes, conversations and messages; the port a channel implements."""
