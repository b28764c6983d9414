"""A catalogue may hold texts in a language nobody knows; the shop opens all the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from dangol.cli.template import write_shop


def test_a_text_in_an_unknown_language_does_not_keep_the_shop_closed(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    write_shop(folder, name="볼트나라", languages=("ko",), currency="KRW", country="KR", timezone="Asia/Seoul")
    line = '{"id": "bolt", "title": {"ko": "육각 볼트", "xx": "bolt"}, "sku": "B8", "prices": {"KRW": "300"}}\n'
    (folder / "catalog/products.jsonl").write_text(line, encoding="utf-8")

    def dangol(*arguments: str, said: str = "") -> subprocess.CompletedProcess[str]:
        call = [sys.executable, "-m", "dangol", *arguments, "--shop", str(folder)]
        return subprocess.run(call, input=said, capture_output=True, text=True, check=False, timeout=120)

    assert dangol("import").returncode == 0
    talk = dangol("chat", said="육각 볼트 있어요?\n")
    assert talk.returncode == 0, talk.stderr
    assert "육각 볼트" in talk.stdout
