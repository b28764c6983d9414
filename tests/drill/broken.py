"""Builds broken on purpose: a copy of the source in which one of the guarantees is taken out. The drill has to notice each."""

from __future__ import annotations

import shutil
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src"

_LATER = """

class _Later:
    def __init__(self, database: Any) -> None:
        self.whole = database.transaction()

    async def __aenter__(self) -> Any:
        return await self.whole.__aenter__()

    async def __aexit__(self, *trouble: Any) -> bool | None:
        if trouble[0] is not None:
            return await self.whole.__aexit__(*trouble)
        STORING.append(asyncio.create_task(self.store()))
        return None

    async def store(self) -> None:
        await asyncio.sleep(0.1)
        await self.whole.__aexit__(None, None, None)
"""
_IMPORTS = """import asyncio
from typing import Any

STORING: list[asyncio.Task[None]] = []
"""

MUTATIONS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "acknowledged before it is stored": (
        ("web/door.py", "import time\n", _IMPORTS + "import time\n"),
        ("web/door.py", "\nGAP_SECONDS = 2.0\n", _LATER + "\nGAP_SECONDS = 2.0\n"),
        (
            "web/door.py",
            "with site.database.transaction() as tx:\n            if vouched",
            "with _Later(site.database) as tx:\n            if vouched",
        ),
        ("web/webhooks.py", "with site.database.transaction() as tx:", "with _Later(site.database) as tx:"),
        ("web/webhooks.py", "\nrouter = ", "\nfrom dangol.web.door import _Later\n\nrouter = "),
    ),
    "no unique key": (
        ("conversations/models.py", '    UniqueConstraint("inbox_id", "provider_id"),\n', ""),
        ("conversations/actions/receive.py", "    if before is not None:\n", "    if False:\n"),
    ),
    "no lock": (
        ("assistant/work.py", "self.locked is None or self.locked.version != self.conversation.version", "False"),
        (
            "conversations/repository.py",
            '_CHANGE.where(conversations.c.version == bindparam("known"))',
            '_CHANGE.where(bindparam("known") >= 0)',
        ),
        ("runtime/outbox.py", "        outbox.c.id.in_(_OLDEST),\n", "        outbox.c.state == 'open',\n"),
        ("runtime/outbox.py", '"busy": list(self._busy)', '"busy": []'),
    ),
}


def break_build(name: str, folder: Path) -> Path:
    """A copy of the source in ``folder`` without the guarantee ``name``; what to put into ``PYTHONPATH``."""
    target = folder / "src"
    shutil.copytree(SOURCE, target, ignore=shutil.ignore_patterns("__pycache__"))
    for file, old, new in MUTATIONS[name]:
        path = target / "dangol" / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{file} has changed: {old!r} occurs {text.count(old)} times"
        path.write_text(text.replace(old, new), encoding="utf-8")
    return target
