"""Builds broken on purpose: a copy of the source in which one of the guarantees is taken out. The drill has to notice each."""

from __future__ import annotations

import shutil
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src"

_STORES = """            return await receive(tx, site.web_inbox, "web", inbound, lang=lang, allow_gap=allow_gap)
"""
_TELLS = """            told.set_result(
                await receive(tx, site.web_inbox, "web", inbound, lang=lang, allow_gap=allow_gap)
            )
            await asyncio.sleep(0.05)
"""
_STORE = """    async def store(*, allow_gap: bool) -> Received:
"""
_STORE_LATER = """    async def store(*, allow_gap: bool) -> Received:
        told: asyncio.Future[Received] = asyncio.get_running_loop().create_future()

        async def commit() -> None:
            try:
                await really(told, allow_gap=allow_gap)
            except Exception as trouble:
                if not told.done():
                    told.set_exception(trouble)

        STORING.append(asyncio.create_task(commit()))
        return await told

    async def really(told: asyncio.Future[Received], *, allow_gap: bool) -> None:
"""

MUTATIONS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "acknowledged before it is stored": (
        ("web/door.py", _STORE, _STORE_LATER),
        ("web/door.py", _STORES, _TELLS),
        (
            "web/door.py",
            "\nGAP_SECONDS = 2.0\n",
            "\nimport asyncio\n\nGAP_SECONDS = 2.0\nSTORING: list[asyncio.Task[None]] = []\n",
        ),
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
