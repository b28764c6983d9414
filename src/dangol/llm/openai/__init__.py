"""OpenAI, and any server that speaks its chat completions."""
