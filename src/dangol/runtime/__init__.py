"""What this program runs on: settings, database, outbox, clock, live hub, telemetry.

The only room that knows SQLite from PostgreSQL.
"""
