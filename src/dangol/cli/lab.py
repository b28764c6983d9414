"""`dangol chat`, `dangol understand`: talk to the shop, and see what it understood."""

from __future__ import annotations

import asyncio
import json
import secrets
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from dangol.cli.keys import Folder
from dangol.cli.run import Now

out = Console()


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(chat)
    app.command()(understand)


def chat(
    shop: Folder = Path("."),
    who: Annotated[
        str, typer.Option("--as", help="Talk as this visitor; the same name goes on where it left off.")
    ] = "",
    lang: Annotated[str | None, typer.Option(help="The language to begin in: en, ko or ja.")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Show what was understood and which flow acts.")] = False,
    now: Now = None,
) -> None:
    """Talk to the shop in the terminal. A number taps that button; an empty line or Ctrl-D ends.

    Lines may also come from a file or a pipe; then only the answers are printed.
    """
    from dangol.bootstrap import prepare
    from dangol.runtime.settings import load_settings
    from dangol.runtime.telemetry import configure_logging

    settings = load_settings(shop)
    configure_logging("error")
    prepare(settings, now)
    asyncio.run(_chat(settings, who or f"terminal-{secrets.token_hex(4)}", lang, explain, now))


async def _chat(settings: Any, who: str, lang: str | None, explain: bool, now: str | None) -> None:
    from dangol.bootstrap import conversing

    interactive = sys.stdin.isatty()
    async with conversing(settings, now) as talk:
        taps: list[Any] = []
        while True:
            line = await asyncio.to_thread(_read, interactive)
            if line is None or (interactive and not line):
                return
            if not line:
                continue
            if line.isdigit() and 1 <= int(line) <= len(taps):
                said = talk.tap(taps[int(line) - 1])
            else:
                said = talk.type(line)
            for reply in await talk.say(who, said, lang):
                if explain and reply.explanation:
                    out.print_json(json.dumps(reply.explanation, ensure_ascii=False))
                if reply.text:
                    out.print(
                        reply.text, style="cyan" if interactive else None, markup=False, highlight=False, soft_wrap=True
                    )
                    out.print()
                taps = reply.taps


def _read(interactive: bool) -> str | None:
    if interactive:
        out.print("[bold]>[/] ", end="")
    line = sys.stdin.readline()
    return line.strip() if line else None


def understand(
    shop: Folder = Path("."),
    now: Now = None,
) -> None:
    """Read JSON lines, write JSON lines: what each message is understood to mean.

    A line is `{"text": "...", "lang": "ko"?, "dialogue": ["...", ...]?}`; `dialogue` are the shopper's messages
    before it. The answer repeats the line and adds language, commands with confidence, slots with the words they came from, linked
    catalogue rows, and the flow that acts.
    """
    from dangol.bootstrap import prepare
    from dangol.runtime.settings import load_settings
    from dangol.runtime.telemetry import configure_logging

    settings = load_settings(shop)
    configure_logging("error")
    prepare(settings, now)
    if not asyncio.run(_understand(settings, now)):
        raise typer.Exit(1)


async def _understand(settings: Any, now: str | None) -> bool:
    from dangol.bootstrap import conversing

    fine = True
    async with conversing(settings, now) as talk:
        for number, raw in enumerate(sys.stdin.buffer, start=1):
            if not raw.strip():
                continue
            try:
                line = json.loads(raw)
                text = line["text"]
                if not isinstance(text, str):
                    raise TypeError
            except (ValueError, KeyError, TypeError):
                print(json.dumps({"line": number, "error": 'Each line is JSON such as {"text": "…"}.'}), flush=True)
                fine = False
                continue
            result = await talk.explain(text, line.get("lang"), [str(said) for said in line.get("dialogue", [])])
            print(json.dumps({**line, **result}, ensure_ascii=False), flush=True)
    return fine
