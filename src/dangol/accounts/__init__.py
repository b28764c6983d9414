"""Members of the shop, their roles, API keys, and the audit trail."""
