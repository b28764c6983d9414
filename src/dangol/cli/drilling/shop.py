"""The drill's own shop: an FAQ in three languages, two things to put into a cart, no limits in the way, one messenger inbox."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

from dangol.cli.template import write_shop

INBOX = "drill"
SECRET_VARIABLE = "DRILL_HOOK_SECRET"  # noqa: S105 - its name, not its value
LANGUAGES = ("ko", "en", "ja")
GOODS = ("tin", "cup")

QUESTIONS: dict[str, tuple[str, ...]] = {
    "ko": ("배송비는 얼마예요?", "배송은 며칠 걸리나요?", "반품할 수 있나요?"),
    "en": ("What does delivery cost?", "How long does delivery take?", "Can I return something?"),
    "ja": ("送料はいくらですか？", "配送には何日かかりますか？", "返品できますか？"),
}
_ANSWERS: dict[str, tuple[str, ...]] = {
    "ko": ("배송비는 3,000원입니다.", "보통 이틀 안에 도착합니다.", "받으신 날부터 7일 안에 반품하실 수 있습니다."),
    "en": ("Delivery costs ₩3,000.", "It usually takes two days.", "Yes, within seven days of receiving it."),
    "ja": ("送料は3,000ウォンです。", "通常2日で届きます。", "お受け取りから7日以内でしたら返品できます。"),
}
_PRODUCTS = (
    {
        "id": "tin",
        "title": {"ko": "차 통", "en": "Tea tin", "ja": "茶筒"},
        "variants": [{"sku": "TIN", "prices": {"KRW": "12000"}, "stock": {"main": 100000}}],
    },
    {
        "id": "cup",
        "title": {"ko": "파란 컵", "en": "Blue cup", "ja": "青いカップ"},
        "variants": [{"sku": "CUP", "prices": {"KRW": "9000"}, "stock": {"main": 100000}}],
    },
)


def write_drill_shop(folder: Path, sink_url: str) -> None:
    """Write the shop into ``folder``. Its messenger's messages are posted to ``sink_url``."""
    write_shop(folder, name="Drill", languages=LANGUAGES, currency="KRW", country="KR", timezone="Asia/Seoul")
    settings = folder / "shop.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8")
        + f"\n[limits]\nmessages_per_minute = 1000000\nburst = 1000000\nnew_visitors_per_minute = 1000000\n"
        f'\n[[inboxes]]\nchannel = "webhook"\nname = "{INBOX}"\nurl = "{sink_url}"\nsecret_env = "{SECRET_VARIABLE}"\n',
        encoding="utf-8",
    )
    for lang in LANGUAGES:
        parts = [
            f"## {question} {{#q{number}}}\n\n{_ANSWERS[lang][number]}"
            for number, question in enumerate(QUESTIONS[lang])
        ]
        (folder / "faq" / f"{lang}.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    lines = [json.dumps({**product, "status": "active"}, ensure_ascii=False) for product in _PRODUCTS]
    (folder / "catalog" / "products.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "catalog" / "categories.jsonl").unlink(missing_ok=True)


async def stock_shop(folder: Path, url: str) -> None:
    """Take the goods into the database at ``url``."""
    import dangol.bootstrap  # noqa: F401 - with every room's tables, or the schema would be made of a few only
    from dangol.commerce.catalog.importing.report import ImportDefaults
    from dangol.commerce.catalog.importing.run import import_file
    from dangol.commerce.inventory.imports import StockKeeper
    from dangol.runtime.database import Database
    from dangol.runtime.schema import open_schema
    from dangol.runtime.settings import load_settings

    shop = await asyncio.to_thread(lambda: load_settings(folder).shop)
    defaults = ImportDefaults(shop.languages[0], shop.currency, shop.all_currencies, shop.languages)
    database = Database.open(url)
    try:
        await open_schema(database)
        report = await import_file(database, folder / "catalog", shop=defaults, stock=StockKeeper())
        assert report.applied, report.problems
    finally:
        await database.close()
