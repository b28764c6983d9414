"""Language models, where an owner hires one: adapters of the port in ``dangol.assistant.ports``."""
