"""The scales that weigh the widget: they count what is imported at once, and notice what is too heavy or fetched from elsewhere."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from check_wheel import Findings, check_widget, imported_at_once


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ('import { a, b } from "./a.js";', ["./a.js"]),
        ("import * as all from '../all.js'", ["../all.js"]),
        ('import "./effect.js";', ["./effect.js"]),
        ('export { x } from "./x.js";', ["./x.js"]),
        ('import {\n  a,\n  b as c,\n} from "./many.js";\nimport d from "./d.js";', ["./many.js", "./d.js"]),
        ('const later = () => import("./later.js");', []),
        ('// import { a } from nowhere\nconst s = "./not.js";', []),
    ],
)
def test_what_is_imported_at_once_is_told_from_what_comes_later(source: str, wanted: list[str]) -> None:
    assert imported_at_once(source) == wanted


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder, and the address it is served at."""
    (tmp_path / "widget" / "1.2.3").mkdir(parents=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(tmp_path)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield tmp_path, f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def _put(site: Path, **files: str) -> None:
    (site / "w.js").write_text('import("widget/1.2.3/core.js")', encoding="utf-8")
    for name, source in files.items():
        (site / "widget" / "1.2.3" / f"{name}.js").write_text(source, encoding="utf-8")


def _noise(length: int) -> str:
    return "//" + "".join(random.Random(7).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=length))


def _wrong(base: str) -> int:
    findings = Findings()
    check_widget(base, "1.2.3", findings)
    return findings.wrong


def test_a_light_widget_passes_and_is_weighed_with_its_imports(
    site: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, base = site
    _put(folder, core='import "./part.js"; import("./late.js");', part="export const a = 1;")
    assert _wrong(base) == 0
    assert "in 2 files" in capsys.readouterr().out


@pytest.mark.parametrize(
    "files",
    [
        {"core": _noise(40_000)},
        {"core": 'import "./part.js";', "part": _noise(40_000)},
        {"core": 'import "./gone.js";'},
        {"core": 'const font = "url(https://fonts.example/x.woff2)"'},
        {},
    ],
    ids=["heavy", "heavy import", "missing import", "another host", "no core"],
)
def test_a_widget_that_breaks_its_budget_fails(site: tuple[Path, str], files: dict[str, str]) -> None:
    folder, base = site
    _put(folder, **files)
    assert _wrong(base) == 1


def test_a_heavy_loader_fails(site: tuple[Path, str]) -> None:
    folder, base = site
    _put(folder, core="export {};")
    (folder / "w.js").write_text("// 1.2.3\n" + _noise(3000), encoding="utf-8")
    assert _wrong(base) == 1
