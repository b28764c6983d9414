"""Where links lead: the address the owner wrote, or the one the server really listens on."""

from __future__ import annotations

from pathlib import Path

import pytest

from dangol.runtime.settings import load_settings


@pytest.mark.parametrize(
    ("written", "environment", "address"),
    [
        ('base_url = "https://chat.shop.example"', {"DANGOL_PORT": "8431"}, "https://chat.shop.example"),
        ("", {}, "http://127.0.0.1:8000"),
        ('base_url = ""', {"DANGOL_PORT": "8431"}, "http://127.0.0.1:8431"),
        ("", {"DANGOL_HOST": "0.0.0.0", "DANGOL_PORT": "8431"}, "http://127.0.0.1:8431"),
        ("", {"DANGOL_HOST": "192.168.0.7"}, "http://192.168.0.7:8000"),
        ("", {"DANGOL_HOST": "::1"}, "http://[::1]:8000"),
    ],
)
def test_links_lead_to_where_the_shop_is(
    tmp_path: Path, written: str, environment: dict[str, str], address: str
) -> None:
    (tmp_path / "shop.toml").write_text(f'name = "Haru"\n{written}\n', encoding="utf-8")
    assert load_settings(tmp_path, environment).shop.base_url == address
