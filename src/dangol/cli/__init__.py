"""The command line: `dangol`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich.console import Console

from dangol import __version__
from dangol.cli import (
    bench,
    drill,
    flows,
    importing,
    keys,
    lab,
    learning,
    rehearsing,
    run,
    shop,
    testing,
    thresholds,
    training,
)
from dangol.kit.errors import DangolError

app = typer.Typer(
    name="dangol",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)
shop.register(app)
importing.register(app)
run.register(app)
lab.register(app)
drill.register(app)
bench.register(app)
testing.register(app)
rehearsing.register(app)
training.register(app)
learning.register(app)
thresholds.register(app)
flows.register(app)
keys.register(app)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", is_eager=True, callback=_version)
    ] = False,
) -> None:
    """Dangol: a shop's best employee on every channel.

    Begin with `dangol demo` to see it, or `dangol init my-shop` to make your own shop.
    """


def main() -> None:
    """Run the command line. Exit codes: 0 done, 1 something was found wrong, 2 the call was wrong, 130 interrupted."""
    try:
        app()
    except DangolError as trouble:
        Console(stderr=True).print("[bold red]✗[/] ", end="")
        Console(stderr=True).print(trouble.message, highlight=False, markup=False, soft_wrap=True)
        if trouble.cure:
            Console(stderr=True).print(f"  {trouble.cure}", highlight=False, markup=False)
        sys.exit(1)
    except OSError as trouble:
        # A file that is not there, may not be read, or a disk that is full: the system's own words, without a stack of ours.
        where = f"{trouble.filename}: " if trouble.filename else ""
        Console(stderr=True).print(f"✗ {where}{trouble.strerror or trouble}", highlight=False, markup=False)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
