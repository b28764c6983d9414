"""Dangol: a self-hosted conversational-commerce platform."""

__version__ = "0.1.0"
