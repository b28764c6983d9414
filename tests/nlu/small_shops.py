"""Small shops' sets, cut many times from larger ones, and how well what is learnt from them is read and left alone.

    PYTHONPATH=src:tests python -m nlu.small_shops [--sets FOLDER] [--seeds 10] [--only clinc150,ko] [--prior shipped|foreign]

Each trial takes 25 intents at random with 12 to 25 lines each; it is judged by other lines of theirs, and by as many messages of the
intents that were left out, none of which was learnt from. ``FOLDER`` holds the public sets as ``dangol evaluate`` reads them
(``clinc150.json``, ``banking77.json``): only their training and validation parts are used. The phrases that ship give the same in Korean,
Japanese and English, one reading of each line; ``strangers-ko`` and so on are the single messages of the evaluation sets' halves that may
be read, fewer a set. Nothing here is a test part, so that choices may be made by it.

With ``--prior shipped`` what ships helps (not of its own phrases, which it knows by heart). A small shop's intents are in part those
of every shop. ``--prior foreign`` is the other end: what ships does not know any of the intents that are learnt, only others.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, stdev

from dangol.bootstrap.understanding import shipped_model
from dangol.nlu.evaluate import evaluate
from dangol.nlu.examples import LANGUAGES, shipped_examples
from dangol.nlu.model import Model
from dangol.nlu.reject import OUT_OF_SCOPE
from dangol.nlu.tokens import PLACEHOLDERS
from dangol.nlu.train import Example, train
from nlu.score import SETS, cases, readable

INTENTS = 25
LINES = (12, 25)
FEW = (4, 12)  # strangers' messages are not as many
JUDGED = 20
FIGURES = ("right", "area", "kept", "answered", "refused", "ece", "ece_half")
_MASKS = frozenset(PLACEHOLDERS.values())


@dataclass(frozen=True)
class Trial:
    """What is learnt, and what it is judged by."""

    learnt: list[Example]
    judged: list[Example]


def cut(
    pool: dict[str, list[str]],
    lang: str,
    seed: int,
    apart: dict[str, list[str]],
    strange: Sequence[str],
    some: tuple[int, int] = LINES,
) -> Trial:
    """One trial from lines by intent. ``apart`` are lines to judge by (without it they are cut from the pool); ``strange`` are messages
    that belong to no intent of the whole set; ``some`` is how many lines an intent is learnt from, at least and at most."""
    dice = random.Random(seed)
    spare = 8 if some == LINES else 2
    able = sorted(
        name for name, lines in pool.items() if name != OUT_OF_SCOPE and (apart or len(lines) >= some[0] + spare)
    )
    chosen = dice.sample(able, min(INTENTS, len(able) * 2 // 3))
    learnt, inside, outside = [], [], list(strange)
    for name in sorted(pool):
        lines = dice.sample(pool[name], len(pool[name]))
        if name in chosen:
            many = min(dice.randint(*some), len(lines) if apart else len(lines) - spare)
            learnt += [Example(text, name, lang) for text in lines[:many]]
            inside += [Example(text, name, lang) for text in (apart[name] if apart else lines[many:])[:JUDGED]]
        elif name != OUT_OF_SCOPE:
            outside += (apart[name] if apart else lines)[:JUDGED]
        else:
            outside += lines[: 5 * JUDGED]
    picked = dice.sample(outside, min(len(inside), len(outside)))
    return Trial(learnt, inside + [Example(text, OUT_OF_SCOPE, lang) for text in picked])


def _by_intent(texts: Sequence[str], labels: Sequence[str]) -> dict[str, list[str]]:
    pool: dict[str, list[str]] = {}
    for text, label in zip(texts, labels, strict=True):
        pool.setdefault(str(label), []).append(text)
    return pool


def shipped(lang: str) -> dict[str, list[str]]:
    """One reading of each shipped line without a placeholder, by intent."""
    seen: set[str] = set()
    pool: dict[str, list[str]] = {}
    for example in shipped_examples():
        if example.lang == lang and example.group not in seen and not _MASKS & set(example.text):
            seen.add(example.group)
            pool.setdefault(example.intent, []).append(example.text)
    return pool


def strangers(lang: str) -> dict[str, list[str]]:
    """The messages of strangers that may be read and stand by themselves, by intent."""
    pool: dict[str, list[str]] = {}
    for kind in SETS:
        for case in cases(kind, lang):
            if readable(case, kind) and not case.dialogue:
                pool.setdefault(case.wanted, []).append(case.text)
    return {name: lines for name, lines in pool.items() if name.isidentifier()}  # one intent, not several or either


def foreign(lang: str, intents: set[str]) -> Model:
    """What would ship if none of ``intents`` had ever been thought of."""
    return train([e for e in shipped_examples() if e.lang == lang and e.intent not in intents], lean=True)


def trials(name: str, sets: Path | None, seeds: int) -> Iterator[Trial]:
    """The trials of one set: of a language's shipped phrases, of strangers' messages in it, or of a public one."""
    lang = name.removeprefix("strangers-")
    if lang in LANGUAGES:
        pool = shipped(name) if name == lang else strangers(lang)
        for seed in range(seeds):
            yield cut(pool, lang, seed, {}, (), FEW if name != lang else LINES)
        return
    if sets is None:
        raise SystemExit("Give --sets, the folder of the public sets.")
    data = json.loads((sets / f"{name}.json").read_text(encoding="utf-8"))
    pool = _by_intent(*data["train"])
    apart = _by_intent(*data["val"]) if "val" in data else {}
    for seed in range(seeds):
        yield cut(pool, data["lang"], seed, apart, data.get("oos_val", ()))


def figures(model: Model, trial: Trial, keep: float = 0.95) -> dict[str, float]:
    """What one trial came to.

    ``kept`` is the share of right readings that passes where refusing is chosen by default, ``answered`` the share of messages in scope
    that is answered rightly there, ``refused`` of the strange ones refused; ``ece`` in scope, ``ece_half`` with the strange ones.
    """
    found = evaluate(model, trial.judged)
    calibration = model.parts[trial.judged[0].lang].calibration
    at = found.at(calibration.threshold(keep))
    return {
        "right": found.accuracy,
        "area": found.area or 0.0,
        "kept": at.right / found.accuracy,
        "answered": at.right,
        "refused": at.recall or 0.0,
        "ece": found.calibration_error,
        "ece_half": found.calibration_error_of_all,
    }


def main() -> None:
    """Run the trials and print a line for each set."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sets", type=Path)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--only", default="clinc150,banking77,en,ko,ja")
    parser.add_argument("--prior", choices=["shipped", "foreign"])
    given = parser.parse_args()
    whole = shipped_model() if given.prior == "shipped" else None
    print("set".ljust(12), *(name.rjust(12) for name in FIGURES), "seconds".rjust(9), "ms".rjust(6))
    for name in given.only.split(","):
        rows, learning, reading = [], 0.0, 0.0
        count = 0
        for trial in trials(name, given.sets, given.seeds):
            names, lang = {example.intent for example in trial.learnt}, trial.learnt[0].lang
            prior = foreign(lang, names) if given.prior == "foreign" else whole
            began = time.perf_counter()
            model = train(trial.learnt, prior=prior)
            learnt = time.perf_counter()
            rows.append(figures(model, trial))
            learning += learnt - began
            reading += time.perf_counter() - learnt
            count += len(trial.judged)
        cells = [
            f"{mean(r[f] for r in rows):.3f} ±{stdev([r[f] for r in rows]) / len(rows) ** 0.5:.3f}" for f in FIGURES
        ]
        print(
            name.ljust(12),
            *(cell.rjust(12) for cell in cells),
            f"{learning / len(rows):9.2f}",
            f"{reading / count * 1000:6.2f}",
        )


if __name__ == "__main__":
    main()
