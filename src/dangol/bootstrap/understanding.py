"""The trained understanding: made from the shipped phrases when they change, kept on disk, read in milliseconds.

Training runs in a process of its own, so that the serving one never carries the training library's memory. What a shop adds is learnt on
top of it in a second, here (``nlu.additions``); only a shop with thousands of lines has everything learnt anew.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from importlib import resources
from pathlib import Path

import structlog

from dangol.bootstrap.files import read_text
from dangol.nlu import additions
from dangol.nlu.examples import LANGUAGES, parse_examples, shipped_examples, shipped_sources, shipped_words
from dangol.nlu.model import Model
from dangol.nlu.train import Example, fingerprint, train
from dangol.runtime.lock import in_turn

log = structlog.get_logger(__name__)


#: Modules that only read with what was learnt, or add to it: a change in them makes no other model of the shipped phrases.
READING = frozenset(
    f"{name}.py"
    for names in (
        "understand pieces asked values requests following answers moods pointing weighing segments slots",
        "cart checkout conditional coupons meanwhile several numbered ranges order_wishes wrapping emoji",
        "misread language language_wish addresses bought evaluate labelled additions sizes relative_numbers made_otherwise too_dear",
        "keeping unlisted all_at_once taking_out left_out purposes worded faulty setting_counts taken_first",
        "version_taken spoken_measures joints one_part more_of_it served in_turn of_the_matter body_measures between_versions",
    )
    for name in names.split()
)

_INTENT = re.compile(r"^([a-z][a-z0-9_]*):", re.MULTILINE)
Sources = Mapping[str, str]
"""A shop's own examples: the text of ``examples/<lang>.yaml`` by language."""


def _places(data: Path | None, name: str) -> list[Path]:
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dangol"
    return [folder / name for folder in (data, cache) if folder is not None]


def read_examples(folder: Path) -> list[Example]:
    """What the assistant learns from: the shipped phrases, and the shop's own in ``examples/<lang>.yaml``.

    Raises ``ExamplesUnreadable`` with the file and what to mend in it.
    """
    return [*shipped_examples(), *read_own_examples(folder)]


def read_own_examples(folder: Path) -> list[Example]:
    """The shop's own alone, which is what can be wrong. Raises ``ExamplesUnreadable`` with the file and what to mend in it."""
    return parse_own(own_sources(folder), folder / "examples")


def own_sources(folder: Path) -> dict[str, str]:
    """The shop's own examples as they stand in its files."""
    files = {lang: folder / "examples" / f"{lang}.yaml" for lang in LANGUAGES}
    return {lang: read_text(file) for lang, file in files.items() if file.is_file()}


def parse_own(sources: Sources, place: Path = Path("examples")) -> list[Example]:
    """The examples in ``sources``; mistakes name a file in ``place``. Raises ``ExamplesUnreadable``."""
    found: list[Example] = []
    for lang, source in sources.items():
        found += parse_examples(source, lang, str(place / f"{lang}.yaml"), shipped_words(lang))
    return found


def shipped_intents() -> frozenset[str]:
    """The names of all intents that ship with phrases, without taking the phrases apart."""
    sources = (text for lang in LANGUAGES for text in shipped_sources(lang).values())
    return frozenset(name for text in sources for name in _INTENT.findall(text))


def _origin() -> str:
    """A hash of all that the shipped model is made from: the code and phrases that it is learnt with, as they are on disk.

    Read, not understood: taking ten thousand phrases apart would cost every start a second, only to find that none has changed.
    """
    room = Path(str(resources.files("dangol.nlu")))
    whole = hashlib.sha256()
    for file in sorted(
        path for path in room.rglob("*") if path.suffix in (".py", ".yaml") and path.name not in READING
    ):
        whole.update(f"{file.relative_to(room)}\n".encode())
        whole.update(file.read_bytes())
    return whole.hexdigest()


def _origin_with(shipped: str, own: Sources) -> str:
    whole = hashlib.sha256(f"{shipped}\n{additions.VERSION}\n".encode())
    for lang, source in sorted(own.items()):
        whole.update(f"{lang}\n{source}\n".encode())
    return whole.hexdigest()


def load_model(data: Path, own: Sources) -> Model:
    """The model of the shipped phrases and a shop's ``own``: from the data folder or this user's cache, learnt now if it is in neither.

    Raises ``ExamplesUnreadable``.
    """
    shipped = _origin()
    examples = parse_own(own)
    if not examples:
        return Model.from_bytes(_shipped(data, shipped))
    places = _places(data, f"understanding-{_origin_with(shipped, own)[:16]}.npz")
    kept = _kept(places)
    if kept is not None:
        return Model.from_bytes(kept)
    with in_turn(places[-1].with_suffix(".lock")):
        kept = _kept(places)
        if kept is not None:
            return Model.from_bytes(kept)
        if max(Counter(example.lang for example in examples).values()) > additions.MOST:
            return Model.from_bytes(_keep_all(places, _learn(places[0].name, own)))
        model = additions.add_examples(Model.from_bytes(_shipped(data, shipped)), examples)
        _keep_all(places, model.to_bytes())
        return model


def shipped_model() -> Model:
    """The model of the shipped phrases alone, of no shop: from this user's cache, learnt now if it is not there."""
    return Model.from_bytes(_shipped(None, _origin()))


def _shipped(data: Path | None, origin: str) -> bytes:
    places = _places(data, f"understanding-{origin[:16]}.npz")
    kept = _kept(places)
    if kept is None:
        with in_turn(
            places[-1].with_suffix(".lock")
        ):  # several processes start at once: one learns, the others wait for it
            kept = _kept(places) or _keep_all(places, _learn(places[0].name, {}))
    return kept


def _kept(places: list[Path]) -> bytes | None:
    return next((place.read_bytes() for place in places if place.is_file()), None)


def _learn(name: str, own: Sources) -> bytes:
    log.info("understanding.training", reason="the examples are new")
    with tempfile.TemporaryDirectory() as scratch:
        made, added = Path(scratch) / name, Path(scratch) / "own.json"
        added.write_text(json.dumps(dict(own), ensure_ascii=False), encoding="utf-8")
        call = "import sys; from dangol.bootstrap.understanding import make; make(*sys.argv[1:])"
        subprocess.run([sys.executable, "-c", call, str(made), str(added)], check=True)
        return made.read_bytes()


def _keep_all(places: list[Path], content: bytes) -> bytes:
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


def make(path: str, own: str) -> None:
    """Train on the shipped examples and those in the file ``own``, and write the model to ``path`` (the training process's whole work).

    Languages have nothing to do with each other in learning: each takes a processor of its own where there are several.
    """
    sources: dict[str, str] = json.loads(Path(own).read_text(encoding="utf-8"))
    examples = [*shipped_examples(), *parse_own(sources)]
    by_lang = [[example for example in examples if example.lang == lang] for lang in LANGUAGES]
    with ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("spawn")) as pool:
        made = list(pool.map(partial(train, lean=True), filter(None, by_lang)))
    whole = Model({lang: part for model in made for lang, part in model.parts.items()}, fingerprint(examples))
    Path(path).write_bytes(whole.to_bytes())
