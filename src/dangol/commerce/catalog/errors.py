"""What can be wrong with a catalogue or a file of one, named as facts."""

from __future__ import annotations

from dangol.kit.errors import DangolError


class ProductUnknown(DangolError):
    """There is no such product or variant."""

    code = "product_unknown"


class EncodingUnknown(DangolError):
    """The file's bytes are text in no encoding we can be sure of."""

    code = "encoding_unknown"


class FormatUnknown(DangolError):
    """The file is not in a format we can read."""

    code = "format_unknown"


class FileBroken(DangolError):
    """The file cannot be read to its end."""

    code = "file_broken"


class NotSoldInCurrency(DangolError):
    """The product has no price in the currency asked for."""

    code = "not_sold_in_currency"
