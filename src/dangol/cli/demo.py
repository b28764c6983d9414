"""Making the demo shop: its folder, its catalogue, its customers and orders, and somebody to sign in."""

from __future__ import annotations

import shutil
from importlib.resources import as_file, files
from pathlib import Path

from rich.console import Console

from dangol.accounts.actions import add_member, list_members
from dangol.accounts.models import Role
from dangol.bootstrap import open_database
from dangol.cli.keys import new_password

EMAIL = "agent@demo.example.com"


async def make_demo_shop(folder: Path, out: Console) -> str:
    """Make the demo shop in ``folder`` unless it is there; how to sign in at its desk."""
    from dangol.cli.importing import import_folder

    if not (folder / "shop.toml").is_file():
        with as_file(files("dangol") / "demo" / "shop") as source:
            shutil.copytree(source, folder, dirs_exist_ok=True)
        out.print(f"[green]✓[/] The demo shop is in {folder}/")
    marker = folder / "data" / "imported"
    if not marker.exists():
        await import_folder(folder, out)
        marker.write_text("The catalogue of this folder was imported by `dangol demo`.\n", encoding="utf-8")
    password_file = folder / "data" / "desk-password"
    async with open_database(folder) as database, database.transaction() as tx:
        if not any(member.email == EMAIL for member in await list_members(tx)):
            password = new_password()
            await add_member(tx, EMAIL, "Minji", password, Role.OWNER, ("ko", "en", "ja"))
            password_file.touch(mode=0o600)
            password_file.write_text(password, encoding="ascii")
    return f"{EMAIL} / {password_file.read_text(encoding='ascii')}"
