"""The trained understanding: made from the example files when they change, kept on disk, read in milliseconds.

Training runs in a process of its own, so that the serving one never carries the training library's memory.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import structlog

from dangol.nlu.examples import shipped_examples
from dangol.nlu.model import Model
from dangol.nlu.train import fingerprint, train

log = structlog.get_logger(__name__)


def _places(data: Path, name: str) -> list[Path]:
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dangol"
    return [data / name, cache / name]


def load_model(data: Path) -> Model:
    """The model of the shipped examples: from the data folder or this user's cache, trained now if it is in neither."""
    name = f"understanding-{fingerprint(shipped_examples())[:16]}.npz"
    places = _places(data, name)
    for place in places:
        if place.is_file():
            return Model.from_bytes(place.read_bytes())
    log.info("understanding.training", reason="the examples are new")
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / name
        call = "import sys; from dangol.bootstrap.understanding import make; make(sys.argv[1])"
        subprocess.run([sys.executable, "-c", call, str(made)], check=True)
        content = made.read_bytes()
    for place in places:
        try:
            _keep(place, content)
        except OSError as trouble:
            log.warning("understanding.not_kept", place=str(place), reason=str(trouble))
    return Model.from_bytes(content)


def _keep(place: Path, content: bytes) -> None:
    """Write ``content`` whole or not at all: another process may be reading."""
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_suffix(f".{os.getpid()}.tmp")
    draft.write_bytes(content)
    draft.replace(place)


def make(path: str) -> None:
    """Train on the shipped examples and write the model to ``path`` (the training process's whole work)."""
    Path(path).write_bytes(train(shipped_examples()).to_bytes())
