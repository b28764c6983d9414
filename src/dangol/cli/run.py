"""`dangol serve`, `dangol work`, `dangol demo`: the processes of a running shop."""

from __future__ import annotations

import asyncio
import errno
import os
import shutil
import socket
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.panel import Panel

from dangol.cli.keys import Folder
from dangol.runtime.errors import SettingInvalid
from dangol.runtime.memory import collect_seldom

out = Console()
Now = Annotated[
    str | None, typer.Option("--now", help="Test mode: set the shop's clock, for example 2026-11-22T12:00Z.")
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(serve)
    app.command()(work)
    app.command()(demo)


def serve(
    shop: Folder = Path("."),
    host: Annotated[str | None, typer.Option(help="The address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="The port to listen on.")] = None,
    work: Annotated[
        bool, typer.Option("--work/--no-work", help="Also do the work of `dangol work` in this process.")
    ] = True,
    now: Now = None,
) -> None:
    """Serve the widget, the desk and the API."""
    run_server(shop, host, port, work=work, now=now, tell=True)


def run_server(
    shop: Path, host: str | None, port: int | None, *, work: bool, now: str | None, tell: bool = False
) -> None:
    """Serve the shop in ``shop`` until told to stop. Its settings are checked before anything listens. ``tell``: say where to look, where
    the log is for people."""
    collect_seldom()
    import uvicorn

    from dangol.asgi import build
    from dangol.bootstrap import prepare
    from dangol.runtime.settings import load_settings
    from dangol.runtime.telemetry import configure_logging

    # What the command line says stands above the environment, also for the addresses in links.
    chosen = {"DANGOL_HOST": host, "DANGOL_PORT": None if port is None else str(port)}
    settings = load_settings(shop, {**os.environ, **{name: value for name, value in chosen.items() if value}})
    configure_logging(settings.machine.log_level, settings.machine.log_format)
    prepare(settings, now, *(("serve", "work") if work else ("serve",)))
    host, port = settings.machine.host, settings.machine.port
    listening = _listen(host, port)
    config = uvicorn.Config(
        build(settings, work=work, now=now),
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        # Compression would cost 34 KB a socket and save little on frames this small.
        ws_per_message_deflate=False,
        ws_max_size=64 * 1024 + 1024,
        # Clients ping every 45 seconds by the protocol, and a socket silent for two minutes is closed: asking them as well would only
        # wake up thousands of idle sockets twice a minute.
        ws_ping_interval=None,
        timeout_graceful_shutdown=10,
        proxy_headers=True,
        forwarded_allow_ips=os.environ.get("DANGOL_PROXIES", "127.0.0.1"),
    )
    if tell and settings.machine.log_format == "console":
        base = f"http://{host}:{port}"
        out.print(
            f"The shop's pages: {base}/   The desk: {base}/desk   Stop with Ctrl-C.", highlight=False, soft_wrap=True
        )
        line = f'<script src="{settings.shop.base_url or base}/w.js" async></script>'
        out.print(f"For a page of your own: {line}", markup=False, highlight=False, soft_wrap=True)
    server = uvicorn.Server(config)
    server.run(sockets=[listening])
    if not server.started:
        raise typer.Exit(1)


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens there, so that what is wrong with the address is said in words, before anything else starts."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        listening = socket.socket(found[0][0], socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(found[0][4])
    except OSError as trouble:
        reasons = {
            errno.EADDRINUSE: ("Another program listens on it already.", "Stop it, or choose another with --port."),
            errno.EACCES: ("This user may not.", "Choose a port from 1024 up, and put a web server in front."),
            errno.EADDRNOTAVAIL: ("This machine has no such address.", "Choose 127.0.0.1, or 0.0.0.0 for all."),
        }
        reason, cure = reasons.get(
            trouble.errno or 0, (f"{trouble.strerror}.", "Choose another with --host and --port.")
        )
        raise SettingInvalid(f"Cannot listen on {host}:{port}. {reason}", cure=cure) from trouble
    return listening


def work(shop: Folder = Path("."), now: Now = None) -> None:
    """Take turns, send what is due, run schedules. One process on SQLite, any number on PostgreSQL."""
    collect_seldom()
    from uvicorn.loops.auto import auto_loop_factory

    from dangol.bootstrap import prepare, working
    from dangol.runtime.settings import load_settings
    from dangol.runtime.telemetry import configure_logging

    settings = load_settings(shop)
    configure_logging(settings.machine.log_level, settings.machine.log_format)
    prepare(settings, now, "work")
    # The loop the serving process has: it asks less of the processor for each word with the database.
    with asyncio.Runner(loop_factory=auto_loop_factory()) as runner:
        runner.run(working(settings, now))


def demo(
    folder: Annotated[Path, typer.Option("--dir", help="Where the demo shop is put.")] = Path("demo-shop"),
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8000,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Begin anew: what was done in the demo shop is thrown away.")
    ] = False,
    prepare_only: Annotated[bool, typer.Option("--prepare-only", help="Make the shop and stop.")] = False,
    now: Now = None,
) -> None:
    """Make the demo shop, start it, and print where to look."""
    from dangol.cli.demo import make_demo_shop

    if fresh and folder.exists():
        if not (folder / "shop.toml").is_file():
            out.print(f"[red]✗[/] {folder} is not a shop folder; nothing was deleted.")
            raise typer.Exit(1)
        shutil.rmtree(folder)
    sign_in = asyncio.run(make_demo_shop(folder, out))
    if prepare_only:
        return
    base = f"http://{host}:{port}"
    out.print(
        Panel.fit(
            f"[bold]Shop page with the widget[/]  {base}/\n"
            f"[bold]Desk[/]                       {base}/desk   {sign_in}\n"
            f"[bold]API[/]                        {base}/docs\n\n"
            "Write to the shop in English, 한국어 or 日本語. Stop with Ctrl-C.",
            title="Dangol",
            border_style="blue",
        )
    )
    run_server(folder, host, port, work=True, now=now)
