"""The demo shop, really running: its folder, its server process, and a page of somebody else's with the widget on it."""

from __future__ import annotations

import http.server
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
_START_SECONDS = 400  # the first start on a machine learns, and others may learn beside it


class ForeignPage:
    """A web server of another origin. Its pages carry the widget as a shop owner would embed it."""

    def __init__(self) -> None:
        self.shop_origin = ""
        page = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                extra = self.path.partition("?")[2].replace("=", '="').replace("&", '" ')
                body = (
                    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Elsewhere</title><link rel="icon" href="data:,">'
                    '<meta name="viewport" content="width=device-width,initial-scale=1"></head><body><main>'
                    f'<h1>Another page</h1></main><script src="{page.shop_origin}/w.js" async '
                    f"{extra}{chr(34) if extra else ''}></script></body></html>"
                ).encode()
                self.send_response(200 if self.path.startswith("/?") or self.path == "/" else 404)
                self.send_header("content-type", "text/html; charset=utf-8")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing."""

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class RunningShop:
    """``dangol serve`` with the demo shop on a free port."""

    def __init__(self, folder: Path, origins: tuple[str, ...]) -> None:
        self.folder = folder
        self.port = _free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None
        self._environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
        self._command("demo", "--dir", str(folder), "--prepare-only")
        settings = folder / "shop.toml"
        listed = ", ".join(f'"{origin}"' for origin in origins)
        before = f'base_url = "{self.origin}"\norigins = [{listed}]\n'
        settings.write_text(before + settings.read_text(encoding="utf-8"), encoding="utf-8")

    def _command(self, *arguments: str) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "dangol", *arguments],
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=_START_SECONDS,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def start(self) -> RunningShop:
        log = (self.folder / "data" / "server.log").open("ab")
        arguments = ["serve", "--shop", str(self.folder), "--port", str(self.port)]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "dangol", *arguments], env=self._environment, stdout=log, stderr=log
        )
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            assert self._process.poll() is None, self.log()[-3000:]
            try:
                with urllib.request.urlopen(f"{self.origin}/readyz", timeout=5):
                    return self
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"The server does not answer: {self.log()[-3000:]}")

    def stop(self) -> None:
        if self._process is None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(10)
        self._process = None

    def log(self) -> str:
        return (self.folder / "data" / "server.log").read_text(encoding="utf-8", errors="replace")

    def password(self) -> str:
        return (self.folder / "data" / "desk-password").read_text(encoding="ascii").strip()

    def rows(self, query: str, *values: Any) -> list[Any]:
        """What the database holds, read beside the server."""
        reader = sqlite3.connect(f"file:{self.folder / 'data' / 'shop.db'}?mode=ro", uri=True, timeout=10)
        try:
            return reader.execute(query, values).fetchall()
        finally:
            reader.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
