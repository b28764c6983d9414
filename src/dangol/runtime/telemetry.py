"""Structured logs without personal data, and the counters a monitor reads."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any, Literal

import structlog
from prometheus_client import Counter, Histogram

MESSAGES = Counter("dangol_messages_total", "Messages stored, by source and channel.", ["source", "channel"])
REFUSED = Counter("dangol_refused_total", "Messages and web hooks refused, by reason.", ["channel", "reason"])
TURNS = Counter("dangol_turns_total", "Turns taken, by how they ended.", ["outcome"])
TURN_SECONDS = Histogram(
    "dangol_turn_seconds",
    "Time from the start of a turn to its commit.",
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)
PART_SECONDS = Histogram(
    "dangol_turn_part_seconds",
    "Time of a turn's parts: understanding what was written, deciding what to do (dialogue), acting, and of that searching.",
    ["part"],
    buckets=(0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1),
)
MODEL_QUESTIONS = Counter(
    "dangol_language_model_questions_total",
    "Questions to a language model, by purpose and outcome.",
    ["purpose", "outcome"],
)
MODEL_SECONDS = Histogram(
    "dangol_language_model_seconds",
    "Time a turn waited for a language model.",
    buckets=(0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 20),
)
SOCKETS = Counter("dangol_sockets_total", "WebSocket connections, opened and closed.", ["event"])

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_PHONE = re.compile(r"(?<![\w-])\+?\d[\d\- ]{7,}\d(?![\w-])")
_SECRET = re.compile(r"password|secret|token|authorization|cookie|api_key", re.I)


def _masked(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key, value in event.items():
        if _SECRET.search(key):
            event[key] = "[hidden]"
        elif isinstance(value, str) and key not in ("timestamp", "exception"):
            event[key] = mask_personal(value)
    return event


def mask_personal(text: str) -> str:
    """``text`` with e-mail addresses and telephone numbers replaced."""
    return _PHONE.sub("[number]", _EMAIL.sub("[e-mail]", text))


def configure_logging(level: str = "info", style: Literal["console", "json"] = "console") -> None:
    """Set up logging once per process. Logs go to standard error; standard output is for results."""
    renderer: Any = (
        structlog.processors.JSONRenderer()
        if style == "json"
        # Plain tracebacks: the pretty ones print local variables, which hold what shoppers wrote.
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info if style == "json" else structlog.processors.StackInfoRenderer(),
            _masked,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        # Whatever standard error is by then: a program that runs this one within it may have put its own in that place, and taken it away.
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
