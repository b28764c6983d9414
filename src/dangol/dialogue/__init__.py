"""The engine: flow definitions, state, one pure step."""
