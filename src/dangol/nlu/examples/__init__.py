"""The phrases that ship, per language, and the form such files have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from importlib import resources
from itertools import count

import yaml

from dangol.nlu.entities import extract
from dangol.nlu.errors import ExamplesUnreadable
from dangol.nlu.normalise import normalise
from dangol.nlu.tokens import PLACEHOLDERS
from dangol.nlu.train import Example

LANGUAGES = ("en", "ko", "ja")
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{([a-z]+)\}")
_MOST = 6
# A particle right behind a bracket or a slot takes the form its word asks for: [택배|물건]이 gives 택배가, 물건이.
_PARTICLE = re.compile(r"(?<=[\]}])(은|는|이|가|을|를|와|과|으로|로|이랑|랑)(?=[\s\[.?!]|$)")
_FORMS = {
    "은": "은는",
    "는": "은는",
    "이": "이가",
    "가": "이가",
    "을": "을를",
    "를": "을를",
    "와": "과와",
    "과": "과와",
}
_LONG = {"으로": ("으로", "로"), "로": ("으로", "로"), "이랑": ("이랑", "랑"), "랑": ("이랑", "랑")}
_MARKED = re.compile(r"(.)\x00(\w+)\x00")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TODAY = date(2026, 1, 5)


def expand(line: str, most: int = _MOST) -> list[str]:
    """The readings of a line with ``[a|b|]`` alternatives: at most ``most``, or as many as its longest bracket has, so that each
    alternative occurs: a long bracket is a list of words that say the same in that place."""
    parts = _CHOICE.split(_PARTICLE.sub("\x00\\1\x00", line))
    options = [part.split("|") if i % 2 else [part] for i, part in enumerate(parts)]
    total = 1
    for found in options:
        total *= len(found)
    most = max(most, *map(len, options))
    wanted = min(most, total)
    out: dict[str, None] = {}
    for number in count():
        if len(out) >= wanted or number >= 4 * most:
            break
        stride = number // max(1, max(len(o) for o in options))
        chosen = (o[(number + stride * (i // 2)) % len(o)] for i, o in enumerate(options))
        out[" ".join("".join(chosen).split())] = None
    return list(out)


def _particle(match: re.Match[str]) -> str:
    before, particle = match[1], match[2]
    final = (ord(before) - 0xAC00) % 28 if "가" <= before <= "힣" else 0
    if particle in _LONG:
        closed = final not in (0, 8) if particle in ("으로", "로") else final != 0
        return before + _LONG[particle][0 if closed else 1]
    return before + _FORMS[particle][0 if final else 1]


def parse_examples(
    source: str, lang: str, name: str = "examples", words: Mapping[str, Sequence[str]] | None = None
) -> list[Example]:
    """Examples from YAML: a mapping of intents to lines of text (``|`` block) or lists of strings.

    A line may hold ``[a|b|]`` alternatives and the slots ``{product} {value} {number} {nth} {order} {price} {coupon} {email}
    {phone} {date} {place}``. A line with ``{product}`` is learnt twice: apart from any catalogue, and with an everyday
    word from ``words``. Raises ``ExamplesUnreadable`` with file and intent.
    """
    try:
        data = yaml.load(source, Loader=_LOADER)  # noqa: S506  (a safe loader, the C one where there is one)
    except yaml.YAMLError as problem:
        raise ExamplesUnreadable(f"{name} is not YAML: {problem}.", cure="Mend the line it names.") from problem
    if data is None:
        return []
    if not isinstance(data, dict):
        raise ExamplesUnreadable(
            f"{name} should map intents to messages.", cure="Write `intent: |` and one message a line below it."
        )
    filler = _Filler(words or {})
    out: list[Example] = []
    for intent, lines in data.items():
        if isinstance(lines, str):
            lines = lines.splitlines()
        if not isinstance(lines, list) or not all(isinstance(line, str | int | float) for line in lines):
            raise ExamplesUnreadable(
                f"{name}: the messages of {intent!r} are not text.",
                cure="Write one message a line, or a list of strings.",
            )
        if not re.fullmatch(r"[a-z][a-z0-9_]{0,63}", str(intent)):
            raise ExamplesUnreadable(
                f"{name}: {intent!r} is not an intent's name.", cure="Use small letters, digits and underscores."
            )
        for line in lines:
            out += _examples(str(line).strip(), str(intent), lang, filler)
    return out


def _examples(line: str, intent: str, lang: str, filler: _Filler) -> Iterator[Example]:
    for text in expand(line):
        for filled in filler.fill(text):
            filled = _MARKED.sub(_particle, filled)
            masked = extract(normalise(filled), lang, (), _TODAY, "USD", "US")[1]
            if masked.strip():
                yield Example(masked, intent, lang, group=line)


class _Filler:
    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self._words = words
        self._turn = {name: count() for name in words}

    def _next(self, name: str) -> str:
        found = self._words.get(name)
        return found[next(self._turn[name]) % len(found)] if found else PLACEHOLDERS.get(name, name)

    def fill(self, text: str) -> list[str]:
        """The text with placeholders, and where it speaks of a product once more with an everyday word."""

        def bare(match: re.Match[str]) -> str:
            name = match[1]
            return PLACEHOLDERS[name] if name in PLACEHOLDERS and name != "place" else self._next(name)

        def spelled(match: re.Match[str]) -> str:
            return self._next("product") if match[1] == "product" else bare(match)

        out = [_SLOT.sub(bare, text)]
        if "{product}" in text and self._words.get("product"):
            out.append(_SLOT.sub(spelled, text))
        return out


def shipped_words(lang: str) -> dict[str, list[str]]:
    """Everyday words for the slots of a language's lines."""
    source = resources.files(__package__).joinpath(lang, "slots.yaml").read_text(encoding="utf-8")
    data = yaml.load(source, Loader=_LOADER)  # noqa: S506
    return {str(name): [w.strip() for w in str(lines).splitlines() if w.strip()] for name, lines in data.items()}


def shipped_sources(lang: str) -> dict[str, str]:
    """The example files of a language: name to text."""
    folder = resources.files(__package__).joinpath(lang)
    names = sorted(
        entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml") and entry.name != "slots.yaml"
    )
    return {f"{lang}/{name}": folder.joinpath(name).read_text(encoding="utf-8") for name in names}


@lru_cache(maxsize=8)
def shipped_examples(languages: tuple[str, ...] = LANGUAGES) -> tuple[Example, ...]:
    """All phrases that ship for the given languages (those there are)."""
    out: list[Example] = []
    for lang in languages:
        if lang in LANGUAGES:
            words = shipped_words(lang)
            for name, source in shipped_sources(lang).items():
                out += parse_examples(source, lang, name, words)
    return tuple(out)
