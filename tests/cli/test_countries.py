"""What a new shop begins with is what is usual in its country."""

from __future__ import annotations

from pathlib import Path

import phonenumbers
import pytest
from typer.testing import CliRunner

from dangol.cli import app
from dangol.cli.countries import usual_in
from dangol.runtime.settings import load_shop


@pytest.mark.parametrize(
    ("country", "zone", "currency", "several"),
    [
        ("KR", "Asia/Seoul", "KRW", False),
        ("JP", "Asia/Tokyo", "JPY", False),
        ("US", "America/New_York", "USD", True),
        ("DE", "Europe/Berlin", "EUR", False),  # Büsingen goes by the same clock
        ("FR", "Europe/Paris", "EUR", False),
        ("ES", "Europe/Madrid", "EUR", True),
        ("GB", "Europe/London", "GBP", False),
        ("AU", "Australia/Sydney", "AUD", True),
        ("TW", "Asia/Taipei", "TWD", False),
    ],
)
def test_a_country_has_its_own(tmp_path: Path, country: str, zone: str, currency: str, several: bool) -> None:
    told = CliRunner().invoke(app, ["init", str(tmp_path / "shop"), "--country", country])
    assert told.exit_code == 0, told.output
    shop = load_shop(tmp_path / "shop" / "shop.toml")
    assert (shop.timezone, shop.currency) == (zone, currency)
    assert ("has others" in told.output) == several


def test_the_zone_may_be_named(tmp_path: Path) -> None:
    made = CliRunner().invoke(app, ["init", str(tmp_path / "a"), "--country", "US", "--timezone", "America/Chicago"])
    assert load_shop(tmp_path / "a" / "shop.toml").timezone == "America/Chicago"
    assert "has others" not in made.output
    wrong = CliRunner().invoke(app, ["init", str(tmp_path / "b"), "--country", "US", "--timezone", "America/Chicgo"])
    assert wrong.exit_code == 2
    assert "Did you mean America/Chicago?" in wrong.output


def test_every_country_has_a_zone_and_a_currency_we_know() -> None:
    without = [c for c in sorted(phonenumbers.SUPPORTED_REGIONS) if usual_in(c).zone == "UTC"]
    assert set(without) <= {"AC", "TA", "XK", "BV", "HM"}
