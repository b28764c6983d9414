"""Install the built wheel where there is nothing else, and see whether it is the same product: ``python tests/house/check_wheel.py``.

Builds nothing itself: ``make wheel`` comes first. In an environment made for the purpose, with no Node and no source tree in
sight, it asks the ``dangol`` command for its version, starts the demo shop, fetches the widget's files and weighs them, and
measures start-up time and memory. Says what it found, line by line; exit code 1 if a line is wrong.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import venv
import zipfile
from pathlib import Path
from urllib.parse import urljoin

ROOT = Path(__file__).resolve().parents[2]
LOADER_BUDGET = 1024
"""Bytes of the loader after gzip."""
CORE_BUDGET = 15 * 1024
"""Bytes after gzip of the widget's core with all it imports at once; the aim is 12 KiB."""
CORE_AIM = 12 * 1024
START_BUDGET = 3.0
"""Seconds from a warm start to the first answer, on a machine at its usual pace."""
START_SHARE = 4.0
"""The same as a multiple of what the libraries alone take to load, measured beside it: a machine in a slow hour is no slower Dangol."""
LIBRARIES = "import fastapi, uvicorn, numpy, sqlalchemy.ext.asyncio, dbos, typer, rich.progress"
MEMORY_BUDGET = 200
"""MiB of an idle serving process."""
THIRD_PARTY = re.compile(r"""(?:src|href)\s*=\s*["']https?://|import\(?\s*["']https?://|url\(\s*["']?https?://""")


class Findings:
    """What was looked at, and whether any of it was wrong."""

    def __init__(self) -> None:
        self.wrong = 0

    def add(self, fine: bool, sentence: str) -> None:
        """Print one line."""
        self.wrong += not fine
        print(f"  {'ok   ' if fine else 'WRONG'} {sentence}", flush=True)


def the_wheel(folder: Path) -> Path:
    """The one wheel in ``folder``."""
    wheels = sorted(folder.glob("dangol-*.whl"))
    if len(wheels) != 1:
        sys.exit(f"{folder} holds {len(wheels)} wheels; it should hold one. Build it with: make wheel")
    return wheels[0]


def check_contents(wheel: Path, findings: Findings) -> None:
    """Compare the wheel's files with the tracked ones, and with its own licence and readme."""
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if name.startswith("dangol/")}
        licences = [name for name in archive.namelist() if name.endswith("licenses/LICENSE")]
    listed = subprocess.run(
        ["git", "ls-files", "-z", "src/dangol"], cwd=ROOT, check=False, capture_output=True, text=True
    )
    tracked = {name.removeprefix("src/") for name in listed.stdout.split("\0") if name}
    findings.add(bool(licences), "the wheel carries its licence")
    if listed.returncode != 0 or not tracked:
        print("  (not a git checkout: the wheel's files were not compared with the tracked ones)")
        return
    missing = sorted(tracked - packed)
    findings.add(not missing, f"{len(packed)} files packed, {len(missing)} tracked ones missing {missing[:5] or ''}")


def make_environment(folder: Path, wheel: Path) -> Path:
    """A fresh environment holding the core lock and the wheel; gives its ``bin``."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    lock = str(ROOT / "requirements" / "core.txt")
    subprocess.run([*pip, "--require-hashes", "--only-binary", ":all:", "-r", lock], check=True)
    subprocess.run([*pip, "--no-deps", "--no-index", str(wheel)], check=True)
    return folder / "bin"


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def fetch(address: str) -> tuple[int, bytes]:
    """Status and body of a GET."""
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read()


def start(
    command: list[str], base: str, environment: dict[str, str], cwd: Path
) -> tuple[subprocess.Popen[bytes], float]:
    """Start a server; gives the process and the seconds until it was ready to answer."""
    began = time.monotonic()
    log = (cwd / "server.log").open("wb")
    process = subprocess.Popen(command, env=environment, cwd=cwd, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    while time.monotonic() - began < 120:
        if process.poll() is not None:
            break
        try:
            if fetch(f"{base}/readyz")[0] == 200:
                return process, time.monotonic() - began
        except OSError:
            pass
        time.sleep(0.02)
    if process.poll() is None:
        process.kill()
    process.wait()
    sys.exit(f"The server did not become ready:\n{(cwd / 'server.log').read_text(errors='replace')[-4000:]}")


def seconds_of(command: list[str], environment: dict[str, str], cwd: Path) -> float:
    """How long a command takes."""
    began = time.monotonic()
    subprocess.run(command, env=environment, cwd=cwd, check=True)
    return time.monotonic() - began


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ask a server to end, and wait for it."""
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def memory(pid: int) -> float | None:
    """Resident MiB of a process, where the system tells."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except FileNotFoundError:
        return None
    found = re.search(r"^VmRSS:\s+(\d+) kB", status, re.MULTILINE)
    return int(found[1]) / 1024 if found else None


def imported_at_once(source: str) -> list[str]:
    """The modules a script imports statically, as written."""
    return re.findall(
        r"""(?:^|[;}\s])(?:import|export)\s*(?:[\w*{][^;"'()]*?from\s*)?["'](\.{1,2}/[^"']+)["']""", source
    )


def check_widget(base: str, version: str, findings: Findings) -> None:
    """Fetch the loader and the core with everything it imports at once; weigh them."""
    status, loader = fetch(f"{base}/w.js")
    size = len(gzip.compress(loader, 9))
    findings.add(status == 200 and size <= LOADER_BUDGET, f"loader {size} bytes gzip (at most {LOADER_BUDGET})")
    findings.add(version in loader.decode(), "the loader names the files of this version")
    waiting, seen = [f"{base}/widget/{version}/core.js"], dict[str, int]()
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        status, body = fetch(address)
        if status != 200:
            findings.add(False, f"{address} answers {status}")
            return
        seen[address] = len(gzip.compress(body, 9))
        source = body.decode()
        if THIRD_PARTY.search(source):
            findings.add(False, f"{address} fetches from another host")
        waiting += [urljoin(address, name) for name in imported_at_once(source)]
    total = sum(seen.values())
    findings.add(
        total <= CORE_BUDGET, f"core {total} bytes gzip in {len(seen)} files (at most {CORE_BUDGET}, aim {CORE_AIM})"
    )


def check_server(bin_folder: Path, work: Path, findings: Findings) -> None:
    """Run the installed command: version, demo shop, pages, start-up time, memory."""
    # Nothing but the environment's own commands can be found: no Node, no git, no source tree.
    environment = {"PATH": str(bin_folder), "HOME": str(work), "LANG": "C.UTF-8"}
    dangol = str(bin_folder / "dangol")
    told = subprocess.run([dangol, "--version"], env=environment, cwd=work, check=True, capture_output=True, text=True)
    found = re.search(r"\d+\.\d+\.\d+\S*", told.stdout)
    findings.add(found is not None, f"dangol --version says {told.stdout.strip()!r}")
    version = found[0] if found else ""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    subprocess.run([dangol, "demo", "--dir", "shop", "--prepare-only"], env=environment, cwd=work, check=True)
    command = [dangol, "serve", "--shop", "shop", "--port", str(port)]
    times, libraries = list[float](), list[float]()
    for last in (False, False, True):
        libraries.append(seconds_of([str(bin_folder / "python"), "-c", LIBRARIES], environment, work))
        server, seconds = start(command, base, environment, work)
        times.append(seconds)
        if not last:
            stop(server)
    try:
        best, beside = min(times), min(libraries)
        most = max(START_BUDGET, START_SHARE * beside)
        findings.add(
            best <= most,
            f"warm start to first answer {best:.1f} s (at most {most:.1f} s; its libraries alone {beside:.1f} s)",
        )
        for path in ("/", "/desk", "/docs", "/healthz", "/widget/v1/config"):
            status, body = fetch(base + path)
            findings.add(status == 200 and bool(body), f"{path} answers {status} with {len(body)} bytes")
        version_served = json.loads(fetch(f"{base}/healthz")[1])["version"]
        findings.add(version_served == version, f"the server is version {version_served}")
        check_widget(base, version, findings)
        time.sleep(2)
        resident = memory(server.pid)
        if resident is not None:
            findings.add(resident < MEMORY_BUDGET, f"idle serving process {resident:.0f} MiB (under {MEMORY_BUDGET})")
    finally:
        stop(server)


def main() -> None:
    """Check the wheel in ``dist/``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dist", type=Path, default=ROOT / "dist", help="the folder that holds the wheel")
    args = parser.parse_args()
    wheel = the_wheel(args.dist)
    findings = Findings()
    work = Path(tempfile.mkdtemp(prefix="dangol-wheel-"))
    try:
        print(f"{wheel.name}, {os.path.getsize(wheel) / 1024:.0f} KiB")
        check_contents(wheel, findings)
        bin_folder = make_environment(work / "environment", wheel)
        check_server(bin_folder, work, findings)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    sys.exit(1 if findings.wrong else 0)


if __name__ == "__main__":
    main()
