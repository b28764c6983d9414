"""One text index for catalogue, knowledge and conversations."""
