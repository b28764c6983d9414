"""What a shop without a language model carries of it: a table, and nothing else."""

from __future__ import annotations

import subprocess
import sys

LOOK = """
import sys
import dangol.bootstrap
from dangol.runtime.database import metadata
assert "language_model_spending" in metadata.tables
print(*(name for name in sys.modules if name.startswith(("dangol.llm", "dangol.wording.facts", "dangol.assistant.language_model."))))
"""
LIGHT = {
    "dangol.assistant.language_model.hearing",
    "dangol.assistant.language_model.models",
    "dangol.assistant.language_model.prices",
}


def test_a_shop_without_a_model_loads_nothing_of_it() -> None:
    done = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert set(done.stdout.split()) <= LIGHT
