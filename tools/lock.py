"""Write the hashed locks in ``requirements/`` anew: ``python tools/lock.py``.

One resolution for all platforms, no registry named, nothing younger than a week. ``core`` and ``postgres`` are cut from the same
resolution as ``dev``, so a version is the same in every lock that holds it.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "requirements"
COOL_DOWN = timedelta(days=7)
SAME = [
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-annotate",
    "--no-header",
    "--no-emit-index-url",
    "--no-emit-find-links",
]
HEADER = "# Written by `make lock` from {sources}; no release younger than {day}. Do not edit.\n"


def compile_lock(name: str, sources: list[str], day: str, *, upgrade: bool, beside: str | None = None) -> None:
    """Write ``requirements/<name>.txt`` from ``sources``, with the versions of ``requirements/<beside>.txt`` where it has them."""
    target = FOLDER / f"{name}.txt"
    command = [os.environ.get("UV", "uv"), "pip", "compile", "--quiet", *sources, *SAME, f"--exclude-newer={day}"]
    if upgrade:
        command.append("--upgrade")
    if beside:
        command += ["-c", f"requirements/{beside}.txt"]
    subprocess.run([*command, "-o", str(target.relative_to(ROOT))], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    said = " ".join(source for source in sources if not source.startswith("--")) + "".join(
        f" [{source.removeprefix('--extra=')}]" for source in sources if source.startswith("--extra=")
    )
    body = re.sub(r"\A(#.*\n)*", "", target.read_text(encoding="utf-8"))
    if "://" in body or re.search(r"^--(?!hash)", body, re.MULTILINE):
        sys.exit(f"{target}: names an address or an option; nothing but names, versions and hashes may stand there.")
    target.write_text(HEADER.format(sources=said, day=day) + body, encoding="utf-8")
    print(f"{target.relative_to(ROOT)}: {body.count('==')} packages")


def main() -> None:
    """Write all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--upgrade", action="store_true", help="take newer versions of what is locked already")
    parser.add_argument("--day", help="take nothing released after this day (YYYY-MM-DD) instead of a week ago")
    args = parser.parse_args()
    day = args.day or (datetime.now(UTC) - COOL_DOWN).date().isoformat()
    compile_lock("dev", ["pyproject.toml", "--extra=dev"], day, upgrade=args.upgrade)
    compile_lock("core", ["pyproject.toml"], day, upgrade=args.upgrade, beside="dev")
    compile_lock("postgres", ["pyproject.toml", "--extra=postgres"], day, upgrade=args.upgrade, beside="dev")
    compile_lock("build", ["requirements/build.in"], day, upgrade=args.upgrade, beside="dev")


if __name__ == "__main__":
    main()
