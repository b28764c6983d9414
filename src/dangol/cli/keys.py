"""`dangol member …`, `dangol key …`, `dangol identity-secret`: who may come in."""

from __future__ import annotations

import asyncio
import secrets
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

Folder = Annotated[Path, typer.Option("--shop", "-s", help="The shop's folder.", file_okay=False)]
out = Console()


def register(app: typer.Typer) -> None:
    """Add the commands."""
    member = typer.Typer(help="The people who work for the shop.", no_args_is_help=True)
    key = typer.Typer(help="Keys with which programs read what the shop's owner may see.", no_args_is_help=True)
    app.add_typer(member, name="member")
    app.add_typer(key, name="key")
    member.command("add")(member_add)
    member.command("list")(member_list)
    key.command("add")(key_add)
    key.command("revoke")(key_revoke)
    app.command("identity-secret")(identity_secret)


def member_add(
    email: Annotated[str, typer.Argument(help="Their e-mail address: they sign in with it.")],
    name: Annotated[str, typer.Option(help="Their name, as shoppers see it.")] = "",
    owner: Annotated[bool, typer.Option("--owner", help="They may also change the shop.")] = False,
    password: Annotated[
        str | None, typer.Option(help="Their password; asked for if not given.", envvar="DANGOL_MEMBER_PASSWORD")
    ] = None,
    shop: Folder = Path("."),
) -> None:
    """Add somebody who may sign in at /desk."""
    from dangol.accounts.actions import add_member
    from dangol.accounts.models import Role
    from dangol.bootstrap import open_database

    chosen = password or typer.prompt("Password (at least 10 characters)", hide_input=True, confirmation_prompt=True)

    async def add() -> None:
        async with open_database(shop) as database, database.transaction() as tx:
            role = Role.OWNER if owner else Role.AGENT
            await add_member(tx, email, name or email.split("@")[0], chosen, role)

    asyncio.run(add())
    out.print(f"[green]✓[/] {email} can sign in at /desk now.")


def member_list(shop: Folder = Path(".")) -> None:
    """List who may sign in."""
    from dangol.accounts.actions import list_members
    from dangol.bootstrap import open_database

    async def read() -> None:
        async with open_database(shop) as database, database.snapshot() as reader:
            table = Table("e-mail", "name", "role")
            for member in await list_members(reader):
                table.add_row(member.email, member.name, member.role.value)
            out.print(table)

    asyncio.run(read())


def key_add(name: Annotated[str, typer.Argument(help="What it is for.")], shop: Folder = Path(".")) -> None:
    """Make an API key. It is shown this once."""
    from dangol.accounts.actions import add_api_key
    from dangol.bootstrap import open_database

    async def add() -> str:
        async with open_database(shop) as database, database.transaction() as tx:
            return await add_api_key(tx, name)

    typer.echo(asyncio.run(add()))


def key_revoke(key_id: Annotated[str, typer.Argument(help="Its id, key_…")], shop: Folder = Path(".")) -> None:
    """Never let a key in again."""
    from dangol.accounts.actions import revoke_key
    from dangol.bootstrap import open_database

    async def revoke() -> bool:
        async with open_database(shop) as database, database.transaction() as tx:
            return await revoke_key(tx, key_id)

    if not asyncio.run(revoke()):
        out.print(f"[red]✗[/] There is no key {key_id}.")
        raise typer.Exit(1)
    out.print(f"[green]✓[/] {key_id} no longer opens anything.")


def identity_secret(shop: Folder = Path(".")) -> None:
    """Print the secret with which the shop's own pages sign who is signed in there (docs/protocol.md)."""
    from dangol.runtime.secrets import Secrets
    from dangol.runtime.settings import load_settings

    typer.echo(Secrets.load(load_settings(shop).data).key("identity"))


def new_password() -> str:
    """A password nobody has to think up: five groups of four letters."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(5))
