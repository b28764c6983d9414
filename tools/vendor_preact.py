"""Make the desk's one vendored file anew: ``python tools/vendor_preact.py``; ``--check`` only compares.

Takes the packages below from npm into a folder of its own, bundles what the desk uses into one module, and writes it with its hash in
``vendor/README.md``. The versions are exact, so the result is the same byte for byte until they are changed here.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import subprocess
import sys
import tempfile
from pathlib import Path

VENDOR = Path(__file__).resolve().parents[1] / "src" / "dangol" / "web" / "static" / "desk" / "vendor"
PACKAGES = ("preact@10.29.8", "@preact/signals@2.11.4", "@preact/signals-core@1.14.5", "htm@3.1.1", "esbuild@0.25.12")
ENTRY = """\
export { h, render, Fragment } from "preact";
export { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
export { signal, computed, effect, batch } from "@preact/signals";
import { h } from "preact";
import htm from "htm";
export const html = htm.bind(h);
"""


def bundle(folder: Path) -> bytes:
    """The module, made in ``folder``."""
    (folder / "entry.js").write_text(ENTRY, encoding="utf-8")
    (folder / "package.json").write_text('{"private": true}', encoding="utf-8")
    quiet = ["--no-fund", "--no-audit", "--no-package-lock", "--ignore-scripts", "--loglevel=error"]
    subprocess.run(["npm", "install", "--save-exact", *quiet, *PACKAGES], cwd=folder, check=True)
    options = [
        "--bundle",
        "--minify",
        "--format=esm",
        "--target=es2022",
        "--legal-comments=none",
        "--outfile=preact.js",
    ]
    subprocess.run(["npx", "--no-install", "esbuild", "entry.js", *options], cwd=folder, check=True)
    return (folder / "preact.js").read_bytes()


def main() -> int:
    """1 if ``--check`` finds a difference."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing, say whether the file is as it should be")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = bundle(Path(folder))
    if arguments.check:
        same = (VENDOR / "preact.js").read_bytes() == made
        print("The vendored file is what this command makes." if same else "The vendored file differs.")
        return 0 if same else 1
    (VENDOR / "preact.js").write_bytes(made)
    readme = VENDOR / "README.md"
    text = re.sub(r"sha256 `[0-9a-f]{64}`", f"sha256 `{hashlib.sha256(made).hexdigest()}`", readme.read_text("utf-8"))
    readme.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
