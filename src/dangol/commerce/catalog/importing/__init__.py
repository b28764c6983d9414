"""Taking other people's catalogues in: JSONL, Shopify, WooCommerce, Google's product feed, translations."""

from dangol.commerce.catalog.importing.detection import detect
from dangol.commerce.catalog.importing.report import ImportDefaults, ImportReport, Problem
from dangol.commerce.catalog.importing.run import import_file

__all__ = ["ImportDefaults", "ImportReport", "Problem", "detect", "import_file"]
