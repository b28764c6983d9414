"""Messages read beside nlp.js, learnt from the same lines.

    python tests/bench/understanding_bench.py FILE... [--thorough|--no-thorough] [--small SEEDS]

Needs Node and nlp.js (``npm install --prefix tests/bench/nlpjs``); neither is installed anywhere else. A FILE is a set with parts, as
``dangol evaluate`` reads it; its ``test`` part is read once. ``--small`` takes small shops' sets from the phrases that ship instead
(``tests/nlu/small_shops.py``), which touches no test part. Each learns and reads with one thread, one after the other.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2] / "src"))

from threadpoolctl import threadpool_limits

from dangol.bootstrap.understanding import shipped_model
from dangol.nlu.evaluate import Evaluation, Judged, interval
from dangol.nlu.examples import LANGUAGES
from dangol.nlu.labelled import read_labelled
from dangol.nlu.model import Model
from dangol.nlu.train import Example, train
from nlu.small_shops import trials

SHIPPED = "small shops of shipped phrases"
PEER = Path(__file__).parent / "nlpjs"
Timed = tuple[Evaluation, float, list[float]]


def dangol(
    learnt: Sequence[Example], judged: Sequence[Example], thorough: bool | None, prior: Model | None = None
) -> Timed:
    """Ours: how the messages were read, how long learning took, and each reading in milliseconds."""
    began = time.perf_counter()
    model = train(learnt, thorough=thorough, prior=prior)
    seconds = time.perf_counter() - began
    found, times = [], []
    for example in judged:
        began = time.perf_counter()
        reading = model.read(example.text, example.lang)
        times.append((time.perf_counter() - began) * 1000)
        best = tuple(name for name, _ in reading.intents[:3])
        found.append(Judged(example.text, example.intent, best, reading.confidence))
    return Evaluation(tuple(found)), seconds, times


def nlpjs(learnt: Sequence[Example], judged: Sequence[Example]) -> Timed:
    """Theirs, in a process of its own."""
    given = {
        "lang": judged[0].lang,
        "train": [[example.text, example.intent] for example in learnt],
        "test": [example.text for example in judged],
    }
    done = subprocess.run(
        ["node", str(PEER / "read.cjs")], input=json.dumps(given), capture_output=True, text=True, check=True
    )
    facts = json.loads(done.stdout.splitlines()[-1])
    found = [
        Judged(example.text, example.intent, tuple(one["best"]), one["score"])
        for example, one in zip(judged, facts["read"], strict=True)
    ]
    return Evaluation(tuple(found)), facts["seconds"], [one["ms"] for one in facts["read"]]


def _rows(name: str, who: str, runs: Sequence[Timed]) -> Iterator[str]:
    inside = [one for found, _, _ in runs for one in found.inside]
    right = sum(one.right for one in inside)
    low, high = interval(right, len(inside))
    areas = [found.area for found, _, _ in runs if found.area is not None]
    times = sorted(ms for _, _, each in runs for ms in each)
    cells = (
        name,
        who,
        f"{right / len(inside):.1%} ({low:.1%} to {high:.1%})",
        f"{statistics.mean(areas):.3f}" if areas else "",
        f"{statistics.mean(seconds for _, seconds, _ in runs):.1f}",
        f"{times[len(times) // 2]:.2f}",
        f"{times[len(times) * 95 // 100]:.2f}",
    )
    yield f"| {' | '.join(cells)} |"


def _sets(given: argparse.Namespace) -> Iterator[tuple[str, list[tuple[list[Example], list[Example]]]]]:
    for path in given.files:
        source = path.read_text(encoding="utf-8")
        learnt, judged = (read_labelled(source, path.name, part=part) for part in ("train", "test"))
        yield path.stem, [(learnt, judged)]
    for lang in LANGUAGES if given.small else ():
        yield f"{SHIPPED}, {lang}", [(one.learnt, one.judged) for one in trials(lang, None, given.small)]


def main() -> None:
    """Read everything, and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument(
        "--thorough", action=argparse.BooleanOptionalAction, help="ours with networks, or never with any"
    )
    parser.add_argument("--small", type=int, default=0, metavar="SEEDS", help="small shops' sets, so many a language")
    given = parser.parse_args()
    shipped = shipped_model()
    if not (PEER / "node_modules").is_dir():
        parser.exit(2, "Needs nlp.js: npm install --prefix tests/bench/nlpjs\n")
    print("| set | who | right in scope (95%) | area | learning, s | a message, ms: p50 | p95 |")
    print("|---|---|---|---|---|---|---|")
    with threadpool_limits(1):
        for name, pairs in _sets(given):
            ours = [dangol(learnt, judged, given.thorough) for learnt, judged in pairs]
            theirs = [nlpjs(learnt, judged) for learnt, judged in pairs]
            told = [*_rows(name, "Dangol, alone", ours)]
            if not name.startswith(SHIPPED):  # whose lines it would know by heart
                helped = [dangol(learnt, judged, given.thorough, shipped) for learnt, judged in pairs]
                told += _rows("", "Dangol, with what ships", helped)
            for line in (*told, *_rows("", "nlp.js 4.27", theirs)):
                print(line, flush=True)


if __name__ == "__main__":
    main()
