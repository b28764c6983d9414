"""A second voice beside the linear classifier: small convolutional networks, learnt from the examples and from nothing else.

A word (in Korean and Japanese a character) is the sum of what it is made of, so that a form never seen is near one that was. Filters look
at two to four neighbours at a time; the strongest answer of each filter and the mean of all words decide. Several networks with other
beginnings are asked, and their shares averaged. Serving needs numpy only; learning is in ``train_network``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from dangol.nlu.features import Text
from dangol.nlu.normalise import jamo
from dangol.nlu.tokens import english_stem

WIDTHS = (2, 3, 4)
"""How many neighbours the filters look at."""
_LEAST = -8.0  # a share so small is as good as none: what one voice alone is sure of must not decide
_KEPT = 1500  # vectors of tokens: half a megabyte for each network
_WIDE = ("filters", "filter_bias", "out", "out_bias")

Floats = NDArray[np.float32]


def pieces(text: Text) -> list[tuple[str, ...]]:
    """What each word or character of a text is made of."""
    if text.lang in ("ko", "ja"):
        whole = f" {text.text} "
        return [_character(whole[i : i + 2]) for i in range(len(whole) - 1)]
    return [_word(word, text.lang) for word in text.words]


def _character(pair: str) -> tuple[str, ...]:
    letters = jamo(pair[0])
    if letters == pair[0]:
        return pair[0], pair
    return pair[0], pair, f"0{letters[0]}", f"1{letters[1]}", f"2{letters[2:]}"


def _word(word: str, lang: str) -> tuple[str, ...]:
    padded = f"<{word}>"
    stem = english_stem(word) if lang == "en" else word[:6]
    return f"w{word}", f"s{stem}", *(padded[i : i + 3] for i in range(len(padded) - 2))


@dataclass(frozen=True, slots=True)
class Network:
    """The weights of all networks together; the first axis of each but ``keys`` and ``vectors`` (there the second) tells the network.

    ``keys`` are the sorted hashes of the pieces that were seen, ``vectors`` (times ``scale``) what each means; ``filters`` stand side by
    side, width by width, neighbour by neighbour.
    """

    keys: NDArray[np.uint32]
    vectors: NDArray[np.int8]
    scale: Floats
    filters: Floats
    filter_bias: Floats
    out: Floats
    out_bias: Floats
    _reckoned: dict[tuple[str, ...], Floats] = field(default_factory=dict, init=False, repr=False, compare=False)

    def log_shares(self, text: Text) -> Floats:
        """The logarithm of the share each label gets, none below a least one."""
        made = pieces(text)
        hidden = self._hidden(self._tokens(made), len(made))
        raw = np.matmul(hidden[:, None, :], self.out)[:, 0] + self.out_bias
        raw = np.exp(raw - raw.max(axis=1, keepdims=True))
        shares = (raw / raw.sum(axis=1, keepdims=True)).mean(axis=0)
        found: Floats = np.log(np.maximum(shares, np.exp(_LEAST))).astype(np.float32)
        return found

    def _tokens(self, made: Sequence[tuple[str, ...]]) -> Floats:
        """The vectors of the tokens for each network, one empty token before and behind."""
        voices, size = self.vectors.shape[1:]
        tokens = np.zeros((voices, len(made) + 2, size), dtype=np.float32)
        for place, token in enumerate(made, start=1):
            tokens[:, place] = self._vector(token)
        return tokens

    def _vector(self, token: tuple[str, ...]) -> Floats:
        """The vector of a token for each network. Most words come again and again: what was reckoned is kept."""
        found = self._reckoned.get(token)
        if found is not None:
            return found
        hashes = np.array([crc32(piece.encode()) for piece in token], dtype=np.uint32)
        at = np.searchsorted(self.keys, hashes)
        at[at == len(self.keys)] = 0
        at = at[self.keys[at] == hashes]
        sums = self.vectors[at].sum(axis=0, dtype=np.float32) * self.scale[:, None]
        vector: Floats = sums / np.float32(max(1, len(at)) ** 0.5)
        if len(self._reckoned) < _KEPT:
            self._reckoned[token] = vector
        return vector

    def _hidden(self, tokens: Floats, words: int) -> Floats:
        length = max(tokens.shape[1], max(WIDTHS))
        if tokens.shape[1] < length:
            tokens = np.pad(tokens, ((0, 0), (0, length - tokens.shape[1]), (0, 0)))
        answers = np.matmul(tokens, self.filters)
        many = self.filter_bias.shape[1] // len(WIDTHS)
        strongest, begin = [], 0
        for width in WIDTHS:
            places = length - width + 1
            sums = answers[:, :places, begin : begin + many].copy()
            for step in range(1, width):
                sums += answers[:, step : step + places, begin + step * many : begin + (step + 1) * many]
            strongest.append(sums.max(axis=1))
            begin += width * many
        pooled = np.maximum(np.concatenate(strongest, axis=1) + self.filter_bias, 0)
        hidden: Floats = np.concatenate([pooled, tokens.sum(axis=1) / np.float32(max(1, words) ** 0.5)], axis=1)
        return hidden

    def arrays(self) -> dict[str, NDArray[Any]]:
        """The weights as they are kept: half as wide as they are reckoned with."""
        wide = {name: getattr(self, name).astype(np.float16) for name in _WIDE}
        return {"keys": self.keys, "vectors": self.vectors, "scale": self.scale, **wide}

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]]) -> Network:
        """What ``arrays`` gave."""
        wide = {name: arrays[name].astype(np.float32) for name in _WIDE}
        return cls(keys=arrays["keys"], vectors=arrays["vectors"], scale=arrays["scale"], **wide)
