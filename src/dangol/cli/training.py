"""`dangol train`, `dangol evaluate`: learn from labelled messages, and measure how well."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from dangol.nlu.evaluate import Evaluation, Judged
    from dangol.nlu.model import Model
    from dangol.nlu.train import Example

out = Console()
err = Console(stderr=True)
_TOLD = 20  # rows that cannot be read, each by its line

Examples = Annotated[
    Path,
    typer.Option(
        help="Labelled messages to learn from: JSON, JSON lines, CSV, TSV or YAML.", exists=True, dir_okay=False
    ),
]
Lang = Annotated[
    str | None, typer.Option(help="The language they are in: en, ko or ja. Without it, the one most of them are in.")
]
Thorough = Annotated[
    bool | None,
    typer.Option(
        "--thorough/--quick",
        help="With networks beside the linear classifier: more is read rightly, for minutes. By default where it takes seconds.",
    ),
]
Strange = Annotated[
    float,
    typer.Option(
        "--out-share", min=0.0, max=0.9, help="The share of messages expected to belong to no intent: how far to trust."
    ),
]
Unlabelled = Annotated[
    Path | None,
    typer.Option(
        help="Messages of the same shop without labels, one a line: from a thousand on they are learnt from too. Takes minutes.",
        exists=True,
        dir_okay=False,
    ),
]

Alone = Annotated[
    bool,
    typer.Option(
        "--alone",
        help="From these messages alone, without what ships. Otherwise it helps: what shoppers ask for elsewhere is known already.",
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("train")(train_examples)
    app.command("evaluate")(evaluate_examples)


def train_examples(
    examples: Examples,
    to: Annotated[Path | None, typer.Option(help="Write the model into this file (.npz).")] = None,
    lang: Lang = None,
    thorough: Thorough = None,
    unlabelled: Unlabelled = None,
    out_share: Strange = 0.25,
    alone: Alone = False,
    part: Annotated[str, typer.Option(help="Which part of a file that has parts (train, val, test).")] = "train",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Learn to tell intents apart from any set of labelled messages.

    Says how many of them are read rightly when they are left out of the learning. Messages that belong to
    no intent may be among them, with an empty label or `out_of_scope`: they teach what to leave alone.
    """
    found = _read(examples, lang, part)
    how = _How(thorough, out_share, alone)
    model, seconds = _train(found, _log(unlabelled, lang or found[0].lang), how)
    facts: dict[str, Any] = {
        "examples": len(found),
        "intents": len(model.intents),
        "languages": sorted(model.parts),
        "seconds": round(seconds, 2),
        "left_out_right": {
            name: round(p.calibration.right, 4) for name, p in model.parts.items() if p.calibration.right is not None
        },
    }
    if to is not None:
        data = model.to_bytes()
        to.write_bytes(data)
        facts |= {"model": str(to), "bytes": len(data)}
    if as_json:
        print(json.dumps(facts, ensure_ascii=False))
        return
    out.print(f"Learnt {facts['intents']} intents from {facts['examples']} messages in {facts['seconds']} s.")
    for name, share in facts["left_out_right"].items():
        out.print(f"Left out of the learning, {share:.1%} of the {name} messages are read rightly.")
    if to is not None:
        out.print(f"Written to {to} ({facts['bytes'] / 1e6:.1f} MB).")


def evaluate_examples(
    against: Annotated[Path, typer.Option(help="Labelled messages to be judged by.", exists=True, dir_okay=False)],
    examples: Annotated[
        Path | None, typer.Option(help="Labelled messages to learn from first.", exists=True, dir_okay=False)
    ] = None,
    model_file: Annotated[
        Path | None,
        typer.Option("--model", help="Instead: a model that `dangol train --to` wrote.", exists=True, dir_okay=False),
    ] = None,
    reject: Annotated[
        bool, typer.Option("--reject", help="Also show what refusing unsure readings costs and brings.")
    ] = False,
    keep: Annotated[
        float,
        typer.Option(
            min=0.5,
            max=1.0,
            help="Where to refuse: the share of right readings to keep, judged on the learnt messages alone.",
        ),
    ] = 0.95,
    choose_on: Annotated[
        Path | None,
        typer.Option(
            help="Or choose where to refuse on these labelled messages, so that --in-scope of them stay right.",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    in_scope: Annotated[
        float, typer.Option(min=0.1, max=1.0, help="With --choose-on: the share that stays right.")
    ] = 0.92,
    lang: Lang = None,
    thorough: Thorough = None,
    unlabelled: Unlabelled = None,
    out_share: Strange = 0.25,
    alone: Alone = False,
    readings: Annotated[
        Path | None,
        typer.Option(help="Write how each message was read into this file, one JSON object a line.", dir_okay=False),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Measure understanding on labelled messages it has not learnt from.

    Accuracy with its 95% interval, each intent, the commonest mistakes, how far its confidence can be trusted, and with `--reject` what is
    answered and what is refused. In a file with parts, `train` is learnt from, `val` chosen on and `test` judged by.
    """
    from dangol.nlu.evaluate import evaluate
    from dangol.nlu.model import Model

    if (examples is None) == (model_file is None):
        raise typer.BadParameter("Give either --examples or --model.")
    judged_by = _read(against, lang, "test")
    seconds = 0.0
    if examples is not None:
        spoken = lang or judged_by[0].lang
        learnt = _read(examples, spoken, "train")
        model, seconds = _train(learnt, _log(unlabelled, spoken), _How(thorough, out_share, alone))
    else:
        model = Model.from_bytes((model_file or against).read_bytes())
    began = time.process_time()
    found = evaluate(model, judged_by)
    each = (time.process_time() - began) / len(judged_by)
    threshold = _threshold(model, judged_by[0].lang, keep)
    if choose_on is not None:
        threshold = evaluate(model, _read(choose_on, lang, "val")).threshold_for(in_scope)
    facts = found.to_json() | {"train_seconds": round(seconds, 2), "milliseconds_a_message": round(each * 1000, 3)}
    if reject:
        point = found.at(threshold)
        facts["at"] = {
            "threshold": threshold,
            "right": point.right,
            "wrong": point.wrong,
            "out_of_scope_refused": point.recall,
        }
    if readings is not None:
        readings.write_text("".join(_line(one, threshold if reject else 0.0) for one in found.judged), encoding="utf-8")
    if as_json:
        print(json.dumps(facts, ensure_ascii=False, indent=1))
    else:
        _show(found, facts, reject)


def _read(path: Path, lang: str | None, part: str) -> list[Example]:
    from dangol.nlu.errors import ExamplesUnreadable
    from dangol.nlu.labelled import read_labelled

    broken: list[ExamplesUnreadable] = []
    found = read_labelled(_text(path), str(path), lang=lang, part=part, broken=broken)
    for trouble in broken[:_TOLD]:
        err.print(f"✗ {trouble.message}", style="yellow", highlight=False, markup=False, soft_wrap=True)
    if broken:
        more = f", {len(broken) - _TOLD} of them not shown" if len(broken) > _TOLD else ""
        rows = "1 row is" if len(broken) == 1 else f"{len(broken)} rows are"
        err.print(
            f"  {rows} left out{more}; the {len(found)} others count. {broken[0].cure or ''}",
            highlight=False,
            markup=False,
        )
    return found


def _log(path: Path | None, lang: str) -> list[tuple[str, str]]:
    from dangol.nlu.labelled import read_unlabelled

    return read_unlabelled(_text(path), str(path), lang=lang) if path else []


def _text(path: Path) -> str:
    from dangol.nlu.errors import ExamplesUnreadable

    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        raise ExamplesUnreadable(f"{path} is not UTF-8 text.", cure="Save it as UTF-8.") from trouble


@dataclass(frozen=True)
class _How:
    thorough: bool | None
    out_share: float
    alone: bool


def _train(examples: list[Example], unlabelled: list[tuple[str, str]], how: _How) -> tuple[Model, float]:
    """What was learnt, and the seconds it took, without what ships."""
    from dangol.nlu.train import train

    prior = None if how.alone else _shipped({example.lang for example in examples})
    what = f"Learning from {len(examples)} messages" + (f" and {len(unlabelled)} without labels" if unlabelled else "")
    with err.status(f"{what} …") as status:
        began = time.perf_counter()
        model = train(
            examples,
            out_share=how.out_share,
            thorough=how.thorough,
            unlabelled=unlabelled,
            prior=prior,
            tell=lambda share: status.update(f"{what} … {share:.0%}"),
        )
        return model, time.perf_counter() - began


def _shipped(languages: set[str]) -> Model | None:
    """What ships, if it speaks one of ``languages``: from this user's cache, learnt now if it is not there."""
    from dangol.bootstrap.understanding import shipped_model
    from dangol.nlu.examples import LANGUAGES
    from dangol.runtime.telemetry import configure_logging

    configure_logging("error")  # what is printed is for programs to read
    if not languages & set(LANGUAGES):
        return None
    with err.status(
        "Taking up what ships. The first time on this machine, and after an update, that is learnt now: a minute …"
    ):
        return shipped_model()


def _threshold(model: Model, lang: str, keep: float) -> float:
    part = model.parts.get(lang)
    return part.calibration.threshold(keep) if part else 0.0


def _line(one: Judged, threshold: float) -> str:
    """One message as it was read."""
    facts = {
        "text": one.text,
        "is": one.wanted,
        "read": list(one.best),
        "confidence": round(one.confidence, 4),
        "refused": one.confidence < threshold,
    }
    return json.dumps(facts, ensure_ascii=False) + "\n"


def _of_all(found: Evaluation) -> str:
    return "" if found.area is None else f", {found.calibration_error_of_all:.3f} with those out of scope"


def _show(found: Evaluation, facts: dict[str, Any], reject: bool) -> None:
    low, high = facts["interval"]
    out.print(
        f"[bold]{found.accuracy:.1%}[/] right ({low:.1%} to {high:.1%}) of {facts['in_scope']} messages with an intent; "
        f"{found.within_three:.1%} within the best three; calibration error {found.calibration_error:.3f}"
        f"{_of_all(found)}; "
        f"{facts['milliseconds_a_message']:.2f} ms a message."
    )
    if found.never_learnt:
        names = ", ".join(f"{name} ({count})" for name, count in list(found.never_learnt.items())[:8])
        out.print(f"[yellow]Never learnt, so counted as out of scope:[/] {names}.")
    if reject:
        at = facts["at"]
        refused = (
            ""
            if at["out_of_scope_refused"] is None
            else f"; of {facts['out_of_scope']} out of scope, {at['out_of_scope_refused']:.1%} refused"
        )
        out.print(
            f"Refusing below {at['threshold']:.3f}: {at['right']:.1%} answered rightly, {at['wrong']:.1%} wrongly{refused}."
            + ("" if found.area is None else f" Area under the curve: {found.area:.3f}.")
        )
        table = Table("refuse below", "right", "wrong", "out of scope refused", title="What refusing costs and brings")
        for point in facts["curve"][::4]:
            share = point["out_of_scope_refused"]
            table.add_row(
                f"{point['threshold']:.3f}",
                f"{point['right']:.1%}",
                f"{point['wrong']:.1%}",
                "" if share is None else f"{share:.1%}",
            )
        out.print(table)
    table = Table("intent", "messages", "precision", "recall", "F1", title="Each intent, the weakest first")
    for name, score in sorted(facts["intents"].items(), key=lambda pair: pair[1]["f1"]):
        table.add_row(
            name, str(score["messages"]), f"{score['precision']:.1%}", f"{score['recall']:.1%}", f"{score['f1']:.1%}"
        )
    out.print(table)
    if facts["confusion"]:
        table = Table("is", "taken for", "times", title="The commonest mistakes")
        for row in facts["confusion"][:15]:
            table.add_row(row["is"], row["taken_for"], str(row["count"]))
        out.print(table)
