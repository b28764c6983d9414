"""The trained understanding: made from the example files when they change, kept on disk, read in milliseconds.

Training runs in a process of its own, so that the serving one never carries the training library's memory.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from importlib import resources
from pathlib import Path

import structlog

from dangol.bootstrap.files import read_text
from dangol.nlu.examples import LANGUAGES, parse_examples, shipped_examples, shipped_words
from dangol.nlu.model import Model
from dangol.nlu.train import Example, fingerprint, train
from dangol.runtime.lock import in_turn

log = structlog.get_logger(__name__)


#: Modules that only read with what was learnt: a change in them makes no other model.
READING = frozenset(
    f"{name}.py"
    for names in (
        "understand pieces asked values requests answers moods pointing weighing segments slots",
        "emoji language evaluate labelled",
    )
    for name in names.split()
)


def _places(data: Path, name: str) -> list[Path]:
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dangol"
    return [data / name, cache / name]


def read_examples(folder: Path) -> list[Example]:
    """What the assistant learns from: the shipped phrases, and the shop's own in ``examples/<lang>.yaml``.

    Raises ``ExamplesUnreadable`` with the file and what to mend in it.
    """
    return [*shipped_examples(), *read_own_examples(folder)]


def read_own_examples(folder: Path) -> list[Example]:
    """The shop's own alone, which is what can be wrong. Raises ``ExamplesUnreadable`` with the file and what to mend in it."""
    found: list[Example] = []
    for lang, file in _own_files(folder):
        found += parse_examples(read_text(file), lang, str(file), shipped_words(lang))
    return found


def _own_files(folder: Path) -> list[tuple[str, Path]]:
    files = [(lang, folder / "examples" / f"{lang}.yaml") for lang in LANGUAGES]
    return [(lang, file) for lang, file in files if file.is_file()]


def _origin(folder: Path) -> str:
    """A hash of all that a model is made from: the code and phrases that it is learnt with as they are on disk, and the shop's own.

    Read, not understood: taking ten thousand phrases apart would cost every start a second, only to find that none has changed.
    """
    room = Path(str(resources.files("dangol.nlu")))
    whole = hashlib.sha256()
    for file in sorted(
        path for path in room.rglob("*") if path.suffix in (".py", ".yaml") and path.name not in READING
    ):
        whole.update(f"{file.relative_to(room)}\n".encode())
        whole.update(file.read_bytes())
    for lang, file in _own_files(folder):
        whole.update(f"{lang}\n".encode())
        whole.update(file.read_bytes())
    return whole.hexdigest()


def load_model(data: Path, folder: Path) -> Model:
    """The model of the shipped and the shop's own examples: from the data folder or this user's cache, trained now if it is in neither."""
    name = f"understanding-{_origin(folder)[:16]}.npz"
    places = _places(data, name)
    kept = _kept(places)
    if kept is None:
        with in_turn(
            places[-1].with_suffix(".lock")
        ):  # several processes start at once: one learns, the others wait for it
            kept = _kept(places) or _learn(folder, places)
    return Model.from_bytes(kept)


def _kept(places: list[Path]) -> bytes | None:
    return next((place.read_bytes() for place in places if place.is_file()), None)


def _learn(folder: Path, places: list[Path]) -> bytes:
    log.info("understanding.training", reason="the examples are new")
    with tempfile.TemporaryDirectory() as scratch:
        made = Path(scratch) / places[0].name
        call = "import sys; from dangol.bootstrap.understanding import make; make(*sys.argv[1:])"
        subprocess.run([sys.executable, "-c", call, str(made), str(folder)], check=True)
        content = made.read_bytes()
    for place in places:
        try:
            _keep(place, content)
        except OSError as trouble:
            log.warning("understanding.not_kept", place=str(place), reason=str(trouble))
    return content


def _keep(place: Path, content: bytes) -> None:
    """Write ``content`` whole or not at all: another process may be reading."""
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_suffix(f".{os.getpid()}.tmp")
    draft.write_bytes(content)
    draft.replace(place)


def make(path: str, folder: str) -> None:
    """Train on the examples of the shop in ``folder`` and write the model to ``path`` (the training process's whole work).

    Languages have nothing to do with each other in learning: each takes a processor of its own where there are several.
    """
    examples = read_examples(Path(folder))
    by_lang = [[example for example in examples if example.lang == lang] for lang in LANGUAGES]
    with ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("spawn")) as pool:
        made = list(pool.map(partial(train, lean=True), filter(None, by_lang)))
    whole = Model({lang: part for model in made for lang, part in model.parts.items()}, fingerprint(examples))
    Path(path).write_bytes(whole.to_bytes())
