"""What the shop knows: FAQ and policies, quoted word for word."""
