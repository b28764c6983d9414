"""Every sentence the product says, per language and persona."""
