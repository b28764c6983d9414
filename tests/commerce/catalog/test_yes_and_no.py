"""Yes and no in a catalogue need no translation, in whatever languages the shop speaks; ids are made of names as the document says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dangol.cli.checking import look_over
from dangol.cli.template import write_shop
from dangol.commerce.catalog.importing.texts import key_of, value_key


@pytest.mark.parametrize("languages", [("en",), ("ko", "en"), ("ja",), ("en", "ko", "ja")])
def test_yes_and_no_are_no_text_of_another_language(tmp_path: Path, languages: tuple[str, ...]) -> None:
    folder = tmp_path / "shop"
    write_shop(folder, name="Naru", languages=languages, currency="KRW", country="KR", timezone="Asia/Seoul")
    names = {lang: {"en": "Mug", "ko": "머그", "ja": "マグ"}[lang] for lang in languages}
    safe = {lang: {"en": "Dishwasher", "ko": "식기세척기", "ja": "食洗機"}[lang] for lang in languages}
    product = {
        "id": "mug", "title": names, "sku": "M", "prices": {"KRW": "9000"}, "stock": 1,
        "attributes": {"washable": {"name": safe, "value": True}, "gift": {"name": safe, "value": [False, True]}},
    }  # fmt: skip
    (folder / "catalog/products.jsonl").write_text(json.dumps(product) + "\n", encoding="utf-8")
    found = look_over(folder)
    assert found.mistakes == []
    assert [words for words in found.warnings if "attributes" in words or "attribute" in words] == []


@pytest.mark.parametrize(
    ("name", "made"),
    [("Heel height", "heel_height"), ("굽 높이", "굽_높이"), ("Colour", "color"), ("색상", "color"), ("カラー", "color")],
)  # fmt: skip
def test_the_id_of_a_name(name: str, made: str) -> None:
    assert key_of(name) == made


@pytest.mark.parametrize(
    ("name", "made"), [("Navy Blue", "navy-blue"), ("네이비 블루", "네이비-블루"), ("ネイビー", "ネイビー")]
)
def test_the_id_of_a_value(name: str, made: str) -> None:
    assert value_key(name) == made
