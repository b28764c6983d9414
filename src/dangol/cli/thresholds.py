"""`dangol thresholds`: what the two thresholds would have done with the shop's recent messages, and changing them."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from dangol.cli.keys import Folder

if TYPE_CHECKING:
    from dangol.assistant.thresholds import Judged, Outcome, Share

out = Console()


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("thresholds")(thresholds)


def thresholds(
    act: Annotated[float | None, typer.Option(help="Act on what was understood from here on.", min=0, max=1)] = None,
    ask: Annotated[float | None, typer.Option(help="Ask *did you mean* from here on.", min=0, max=1)] = None,
    save: Annotated[bool, typer.Option("--save", help="Write them into shop.toml.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    shop: Folder = Path("."),
) -> None:
    """Show what the two thresholds would have done with the shop's own recent messages; with --save, set them.

    A running shop takes what was saved with its next message. The command that goes back is printed.
    """
    from dangol.assistant.thresholds import curve, outcome
    from dangol.runtime.errors import SettingInvalid
    from dangol.runtime.settings import load_settings
    from dangol.runtime.shop_file import set_numbers

    now = load_settings(shop).shop.understanding
    wanted = (now.act if act is None else act, now.ask if ask is None else ask)
    if wanted[1] > wanted[0]:
        raise SettingInvalid(
            f"{shop / 'shop.toml'}: understanding.ask ({wanted[1]:g}) must not be above understanding.act ({wanted[0]:g}).",
            cure=f"Give both, for example --act {wanted[0]:g} --ask {min(now.ask, wanted[0]):g}.",
        )
    found = asyncio.run(_recent(shop))
    rows = [outcome(found, now.act, now.ask)]
    if wanted != (now.act, now.ask):
        rows.append(outcome(found, *wanted))
    if as_json:
        told = {"messages": len(found), "settings": [asdict(row) for row in rows]}
        told["curve"] = [asdict(row) for row in curve(found, wanted[1])]
        typer.echo(json.dumps(told))
    else:
        out.print(_table(rows + curve(found, wanted[1])[2:20:2], len(rows)))
    if save:
        set_numbers(shop / "shop.toml", "understanding", {"act": wanted[0], "ask": wanted[1]})
        if not as_json:
            back = f"dangol thresholds --shop {shop} --act {now.act:g} --ask {now.ask:g} --save"
            out.print(f"[green]✓[/] act = {wanted[0]:g}, ask = {wanted[1]:g}. To go back: ", end="")
            out.print(back, markup=False, highlight=False, soft_wrap=True)


async def _recent(shop: Path) -> list[Judged]:
    from dangol.assistant.thresholds import recent
    from dangol.bootstrap import open_database

    async with open_database(shop) as database, database.snapshot() as reader:
        return await recent(reader)


def _table(rows: list[Outcome], ours: int) -> Table:
    table = Table(
        title=f"{rows[0].total} messages", caption="In brackets: a person had to answer, the shopper corrected."
    )
    for heading in ("act", "ask", "answered", "asked back", "said no"):
        table.add_column(heading, justify="right")
    for number, row in enumerate(rows):
        shares = (_share(share, row.total) for share in (row.answered, row.asked, row.declined))
        table.add_row(
            f"{row.act:g}",
            f"{row.ask:g}",
            *shares,
            style="bold" if number < ours else "",
            end_section=number == ours - 1,
        )
    return table


def _share(share: Share, total: int) -> str:
    return f"{share.count / total if total else 0:.0%} ({share.person}, {share.corrected})"
