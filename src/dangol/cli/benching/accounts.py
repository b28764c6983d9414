"""What processes use: CPU seconds and memory, by process tree."""

from __future__ import annotations

import os
import platform
import sqlite3
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dangol import __version__
from dangol.runtime.errors import SettingInvalid


def _psutil() -> Any:
    try:
        import psutil
    except ImportError:
        raise SettingInvalid("Measuring needs psutil.", cure="pip install psutil") from None
    return psutil


@dataclass(frozen=True, slots=True)
class Used:
    """CPU seconds since the processes began, the memory that is theirs alone, and with what they share, in bytes."""

    cpu: float
    memory: int
    resident: int


def used(pids: Iterable[int]) -> Used:
    """What these processes and their children have used so far."""
    psutil = _psutil()
    cpu, memory, resident = 0.0, 0, 0
    for pid in pids:
        parent = psutil.Process(pid)
        for process in (parent, *parent.children(recursive=True)):
            try:
                times, found = process.cpu_times(), process.memory_full_info()
            except psutil.NoSuchProcess:
                continue  # it ended while we looked
            cpu += times.user + times.system
            memory += found.uss
            resident += found.rss
    return Used(cpu, memory, resident)


def database_cpu(database: str) -> float:
    """The CPU seconds a PostgreSQL server on this machine that serves ``database`` has used, with all its processes, ended ones too."""
    psutil = _psutil()
    for process in psutil.process_iter(["cmdline"]):
        words = " ".join(process.info["cmdline"] or ())
        if words.startswith("postgres: ") and f" {database} " in words and (server := process.parent()) is not None:
            ended = server.cpu_times()
            return used([server.pid]).cpu + float(ended.children_user + ended.children_system)
    return 0.0


def machine() -> str:
    """This machine and the versions that matter, in one line."""
    psutil = _psutil()
    model = platform.processor() or platform.machine()
    if os.path.exists("/proc/cpuinfo"):
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            model = next((line.partition(":")[2].strip() for line in file if line.startswith("model name")), model)
    memory = psutil.virtual_memory().total / 2**30
    return (
        f"{os.cpu_count()} × {model}, {memory:.0f} GiB, {platform.system()} {platform.release()}; Dangol {__version__}, "
        f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}"
    )


def load() -> str:
    """How busy the machine is: its load average over the last minute."""
    return f"{os.getloadavg()[0]:.1f}"
