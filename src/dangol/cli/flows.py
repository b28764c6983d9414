"""`dangol flow list`, `dangol flow draw`: the shop's flows, to look at."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from dangol.cli.keys import Folder

out = Console()


class Form(StrEnum):
    """How a flow is drawn."""

    SVG = "svg"
    MERMAID = "mermaid"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    flow = typer.Typer(help="What the assistant can do, flow by flow.", no_args_is_help=True)
    app.add_typer(flow, name="flow")
    flow.command("list")(list_flows)
    flow.command("draw")(draw_flow)


def list_flows(shop: Folder = Path(".")) -> None:
    """List the flows: name, title, the wishes that begin it, and whether it is the shop's own."""
    from rich.table import Table

    from dangol.bootstrap.files import read_flows

    table = Table("flow", "what it does", "begins with", "whose")
    flows = {flow.name: flow for flow in read_flows(shop)}
    for flow in sorted(flows.values(), key=lambda flow: flow.name):
        own = Path(flow.file).parent == shop / "flows"
        table.add_row(flow.name, flow.title, ", ".join(flow.start_on), "the shop's" if own else "ours")
    out.print(table)


def draw_flow(
    name: Annotated[str, typer.Argument(help="The flow's name.")],
    shop: Folder = Path("."),
    form: Annotated[
        Form | None, typer.Option("--as", help="svg or mermaid; without it, by the file's ending, else svg.")
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--out", "-o", help="The file to write; without it: to the screen.")
    ] = None,
    lang: Annotated[
        str | None, typer.Option(help="The language of the sentences; the shop's own if not given.")
    ] = None,
) -> None:
    """Draw a flow: its steps, what is said in each, and the ways between them."""
    from dangol.bootstrap.files import read_books, read_flows
    from dangol.dialogue import draw, picture
    from dangol.kit.errors import DangolError
    from dangol.runtime.settings import load_settings
    from dangol.wording import Wording

    settings = load_settings(shop)
    flows = {flow.name: flow for flow in read_flows(shop)}
    if name not in flows:
        from difflib import get_close_matches

        close = get_close_matches(name, flows, 1)
        cure = f"Did you mean {close[0]}?" if close else "See them with: dangol flow list"
        raise DangolError(f"There is no flow {name!r}.", cure=cure)
    chosen = form or (Form.MERMAID if file is not None and file.suffix in (".mmd", ".mermaid", ".md") else Form.SVG)
    wording, spoken = Wording(read_books(shop)), lang or settings.shop.languages[0]

    def words(key: str) -> str | None:
        entry = wording.entry(key, spoken)
        return entry.sentences[0].plainly() if entry is not None else None

    makers: dict[Form, Callable[[], str]] = {
        Form.SVG: lambda: picture(flows[name], words),
        Form.MERMAID: lambda: draw(flows[name]),
    }
    drawn = makers[chosen]()
    if file is None:
        typer.echo(drawn, nl=False)
        return
    file.write_text(f"```mermaid\n{drawn}```\n" if file.suffix == ".md" else drawn, encoding="utf-8")
    out.print(f"[green]✓[/] {file}", highlight=False)
