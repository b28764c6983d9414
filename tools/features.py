"""Write the feature tables of the three READMEs from ``docs/features.toml``: ``python tools/features.py [--check]``.

The table stands between two marker comments; what is around it is written by hand. ``--check`` writes nothing and fails when a
README differs from what would be written.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SOURCE = "docs/features.toml"
READMES = {"en": "README.md", "ko": "README.ko.md", "ja": "README.ja.md"}
BEGIN = "<!-- features: written by `make docs` from docs/features.toml -->"
END = "<!-- end of features -->"
STATES = {
    "works": {"en": "**works**", "ko": "**됩니다**", "ja": "**できます**"},
    "partly": {"en": "partly", "ko": "일부", "ja": "一部"},
    "not yet": {"en": "not yet", "ko": "아직", "ja": "まだ"},
}
HEADS = {
    "en": ("", "capability", "state"),
    "ko": ("", "기능", "상태"),
    "ja": ("", "機能", "状態"),
}
STILL = {"en": "missing: ", "ko": "남은 것: ", "ja": "残り: "}


class FeatureWrong(Exception):
    """A row of the table cannot be printed; the message says which and why."""


def read_features(source: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Groups and features of the table. Raises ``FeatureWrong`` for a row that is unfinished or contradicts itself."""
    table = tomllib.loads(source)
    groups, features = table["group"], table["feature"]
    letters = {group["letter"] for group in groups}
    seen: set[str] = set()
    for feature in features:
        code = feature["code"]
        if code in seen or code[0] not in letters:
            raise FeatureWrong(f"{SOURCE}: {code} stands there twice, or has no group.")
        seen.add(code)
        if feature["state"] not in STATES:
            raise FeatureWrong(f"{SOURCE}: {code}: state is one of {', '.join(STATES)}.")
        for lang in READMES:
            if not feature["title"].get(lang):
                raise FeatureWrong(f"{SOURCE}: {code}: title.{lang} is empty.")
            told = bool(feature["missing"].get(lang))
            if told != (feature["state"] == "partly"):
                raise FeatureWrong(
                    f"{SOURCE}: {code}: missing.{lang} is {'given' if told else 'empty'}, but the state is "
                    f"{feature['state']!r}. Say what is missing exactly where the state is 'partly'."
                )
    return groups, features


def table_in(lang: str, groups: list[dict[str, Any]], features: list[dict[str, Any]]) -> str:
    """The Markdown table in one language."""
    lines = ["| " + " | ".join(HEADS[lang]) + " |", "|---|---|---|"]
    for group in groups:
        lines.append(f"| **{group['letter']}** | **{group['name'][lang]}** | |")
        for feature in features:
            if feature["code"][0] != group["letter"]:
                continue
            state = STATES[feature["state"]][lang]
            if feature["state"] == "partly":
                state += f"; {STILL[lang]}{feature['missing'][lang]}"
            lines.append(
                f"| {feature['code']} | {feature['title'][lang].replace('|', '/')} | {state.replace('|', '/')} |"
            )
    return "\n".join(lines)


def with_table(readme: str, table: str) -> str:
    """``readme`` with ``table`` between its markers. Raises ``FeatureWrong`` without markers."""
    pattern = re.compile(re.escape(BEGIN) + r".*?" + re.escape(END), re.DOTALL)
    if len(pattern.findall(readme)) != 1:
        raise FeatureWrong(f"a README must hold the two marker comments once:\n{BEGIN}\n{END}")
    return pattern.sub(lambda _: f"{BEGIN}\n{table}\n{END}", readme)


def main() -> None:
    """Write the tables, or check them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when something would change")
    args = parser.parse_args()
    stale = []
    try:
        groups, features = read_features((ROOT / SOURCE).read_text(encoding="utf-8"))
        for lang, name in READMES.items():
            path = ROOT / name
            before = path.read_text(encoding="utf-8")
            after = with_table(before, table_in(lang, groups, features))
            if before != after:
                stale.append(name)
                if not args.check:
                    path.write_text(after, encoding="utf-8")
    except FeatureWrong as trouble:
        sys.exit(str(trouble))
    if stale and args.check:
        sys.exit(f"Out of date: {', '.join(stale)}. Write them anew with: make docs")
    print(f"feature tables: {'written' if stale else 'up to date'}")


if __name__ == "__main__":
    main()
