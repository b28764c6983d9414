"""The shop's coupons as they are now: read again when their file changes, taken when they are right, refused when they are not."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from pathlib import Path

import structlog

from dangol.bootstrap import files
from dangol.bootstrap.changes import Signature, signature, watch
from dangol.commerce.promotions.coupons import NO_COUPONS, CouponBook
from dangol.commerce.promotions.table import parse_coupons
from dangol.kit.errors import DangolError
from dangol.runtime.errors import SettingInvalid
from dangol.runtime.settings import Settings

log = structlog.get_logger(__name__)


def coupon_file(folder: Path) -> Path:
    """Where a shop's coupons are written."""
    return folder / "coupons.toml"


def read_coupons(settings: Settings) -> CouponBook:
    """The shop's coupons; none without a file. Raises ``CouponsInvalid`` with every mistake, or ``SettingInvalid``."""
    path, shop = coupon_file(settings.folder), settings.shop
    if not path.is_file():
        return NO_COUPONS
    return parse_coupons(
        files.read_text(path),
        file=str(path),
        languages=shop.languages,
        currencies=shop.all_currencies,
        zone=shop.timezone,
    )


class LiveCoupons:
    """Follows the file. ``wanted`` are the names of the personal coupons that flows give by now: none of them may go. ``problem`` says why
    a change on disk was not taken, while that is so."""

    def __init__(self, settings: Settings, wanted: Callable[[], Collection[str]]) -> None:
        self._settings = settings
        self._wanted = wanted
        self._seen = self._look()
        self.book = read_coupons(settings)
        self.problem: str | None = None

    async def watch(self) -> None:
        """Look for a changed file, until cancelled."""
        await watch("coupons", self.refresh, lambda: None)

    async def refresh(self) -> bool:
        """Take what has changed on disk, if it is right; whether something was taken."""
        seen = await asyncio.to_thread(self._look)
        if seen == self._seen:
            return False
        changed = seen[0] != self._seen[0]
        self._seen = seen
        if not changed and self.problem is None:
            return False
        try:
            book = await asyncio.to_thread(read_coupons, self._settings)
            self._check(book)
        except (DangolError, OSError) as trouble:
            self.problem = str(trouble)
            log.error("coupons.refused", reason=self.problem, kept="the coupons of before")
            return False
        self.book, self.problem = book, None
        log.info("coupons.taken", coupons=len(book.coupons))
        return True

    def _check(self, book: CouponBook) -> None:
        gone = [name for name in sorted(self._wanted()) if book.template(name) is None]
        if gone:
            raise SettingInvalid(
                f"{coupon_file(self._settings.folder)}: a flow gives the personal coupon {gone[0]!r}, and there is none.",
                cure="Put it back, or take the step out of the flow first.",
            )

    def _look(self) -> tuple[Signature, frozenset[str]]:
        return signature((coupon_file(self._settings.folder),)), frozenset(self._wanted())
