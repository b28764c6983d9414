"""Conversation tests: files in `says / expects / then` form, held with the shop through its real door."""
