"""The only room that names concrete adapters: builds a running shop from its settings."""

from dangol.bootstrap.processes import conversing, open_database, prepare, running, working
from dangol.bootstrap.shop import App, open_app

__all__ = ["App", "conversing", "open_app", "open_database", "prepare", "running", "working"]
