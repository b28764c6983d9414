"""Outbox relay, schedules, job entry points; thin."""
