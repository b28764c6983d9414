# ruff: noqa: E501  (tables of words and patterns read best on one line)
"""A wish to have it wrapped as a present: it changes nothing in the cart, looks for nothing and wants no person, but an answer of the shop's."""

from __future__ import annotations

import re

from dangol.nlu.commands import Command, Start
from dangol.nlu.normalise import normalise
from dangol.nlu.pieces import Piece, Reader

_WRAPS = re.compile(
    r"\b(?:gift|present|xmas|christmas|birthday)[\s-]?wrap(?:ped|ping)?\b|\bwrap(?:ped)? (?:it|this|that|them|these|those|everything|the \w+)?\s?(?:up )?(?:as|for) (?:a |an )?(?:gift|present|birthday|christmas)\b|\b(?:can|could|will|would|do|please) (?:you |u )?(?:please )?wrap (?:it|this|that|them|these|everything)\b|\bwrap (?:it|this|that|them|these)(?: up)? please\b"
    r"|(?:선물|기프트)\s?(?:용\s?)?(?:으로\s?)?포장|포장\s?(?:좀\s?)?(?:해\s?(?:주|줄|줘)|부탁|(?:도\s?)?(?:가능|되나|될까|돼|됩))"
    r"|(?:ギフト|プレゼント|贈り物)(?:用)?(?:に|の)?(?:ラッピング|包装|包んで)|(?:ラッピング|包装)(?:は|を|も|で|って)?\s?(?:お願い|おねがい|して|希望|でき|出来|可能|頼|つけ|付け|あり|$|\?)"
)
_DECIDES = frozenset({"add_to_cart", "find_products", "browse", "track_order", "person"})
_TOLD = frozenset({"text", "question", "message", "note", "reason"})  # whatever is written is taken as it stands


def wrapped(reader: Reader, piece: Piece) -> tuple[Command, ...]:
    """The shop's answer about wrapping, for a message that asks for it; nothing where it is about wrapping that is sold, or about more."""
    if reader.context.asked_kind in _TOLD or not _WRAPS.search(normalise(piece.words).text):
        return ()
    if piece.names and piece.best in _DECIDES and piece.reading.confidence >= reader.thresholds.act:
        return ()
    return (Start(intent="faq", slots={"question": piece.words}, confidence=0.85, words=piece.words),)
