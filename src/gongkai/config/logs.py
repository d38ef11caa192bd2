"""How the logs are written: plain or as JSON, each line with the request it belongs to, and without personal data.

What was typed, whom it concerns and the query of an address are never logged. Of an exception the kind and the
places are, not its words: those of a database quote the values of the row. Imports nothing of the site.
"""

from __future__ import annotations

import json
import logging
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The request that is being answered."""

Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

_FIELDS = ("method", "path", "status", "ms")
"""What a line about a request says beside its words."""


class Plain(logging.Formatter):
    """A line for people: when, how grave, whose, what, and the request."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record."""
        when = datetime.fromtimestamp(record.created).astimezone().isoformat(" ", "milliseconds")
        asked = request_id.get()
        line = f"{when} {record.levelname:7} {record.name}: {one_line(record.getMessage())}"
        if asked:
            line += f" [{asked}]"
        if record.exc_info:
            line += "\n" + "\n".join(f"    {each}" for each in where(record.exc_info))
        return line


class Json(logging.Formatter):
    """A line for machines: an object."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record."""
        entry: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        entry |= {name: record.__dict__[name] for name in _FIELDS if name in record.__dict__}
        if asked := request_id.get():
            entry["request_id"] = asked
        if record.exc_info:
            entry["exception"] = where(record.exc_info)
        return one_line(json.dumps(entry, ensure_ascii=False, default=str))


def one_line(words: str) -> str:
    """Keep what was said to one line of signs that are seen: what anybody had logged could forge a line otherwise.

    There are more signs than the line break that break a line, move the cursor of a terminal or turn words around.
    """
    return words if words.isprintable() else "".join(_seen(sign) for sign in words)


def _seen(sign: str) -> str:
    return sign if sign.isprintable() else json.dumps(sign)[1:-1]


def where(raised: Raised | Any) -> list[str]:
    """Give the kind of an exception and where it arose, the causes first; never its words.

    >>> try:
    ...     int("张三")
    ... except ValueError as error:
    ...     kind, place = where((type(error), error, None))
    >>> kind, place.partition(":")[2], "张三" in place
    ('ValueError', '2 <module>', False)
    """
    _, error, _ = raised
    lines: list[str] = []
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        frames = traceback.extract_tb(error.__traceback__)
        places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        lines[:0] = [f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins."), *places]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return lines


def config(form: str, level: str) -> dict[str, Any]:
    """Give the configuration of logging, for `logging.config.dictConfig`."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": {"plain": Plain, "json": Json}[form]}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "gongkai": {"level": level.upper()},
            # What was asked for and came to nothing is in our own line for each request.
            "django.request": {"level": "ERROR"},
            "django.server": {"level": "WARNING"},
            "_granian": {"level": "WARNING"},
        },
    }
