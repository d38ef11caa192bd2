"""How the logs are written: plain or as JSON, each line with the request it belongs to, and without personal data.

What was typed, whom it concerns and the query of an address are never logged. Of an exception the kind and the
places are, not its words: those of a database quote the values of the row. Imports nothing of the site.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import traceback
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The request that is being answered."""

Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

_SORTS = {"gongkai.requests": "access", "gongkai.security": "security"}
"""Loggers whose lines have a file of their own in the folder."""

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


class DailyFiles(logging.Handler):
    """Lines in a folder, a file for each day and sort: what was asked for, what concerns security, the rest.

    Every process of the site appends to the same file, a line at a time, and none renames one that others write to.
    Where the disk does not take a line, that is said once on stderr and the site goes on.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder, self._open = folder, dict[str, tuple[str, int]]()
        self._said = False

    def emit(self, record: logging.LogRecord) -> None:
        """Append a line to the file of its day."""
        try:
            os.write(self._file(record), f"{self.format(record)}\n".encode(errors="backslashreplace"))
        except OSError as error:
            if not self._said:
                self._said = True
                sys.stderr.write(f"the log is not kept in {self._folder}: {error.strerror}\n")

    def close(self) -> None:
        """Close the files."""
        for _day, file in self._open.values():
            os.close(file)
        self._open.clear()
        super().close()

    def _file(self, record: logging.LogRecord) -> int:
        sort = _SORTS.get(record.name, "site")
        day = datetime.fromtimestamp(record.created).date().isoformat()
        before = self._open.get(sort)
        if before is not None and before[0] == day:
            return before[1]
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._folder / f"{sort}-{day}.log"
        made = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        if before is not None:
            os.close(before[1])
        self._open[sort] = (day, made)
        return made


def remove_old(folder: Path, days: int, today: date) -> int:
    """Remove the files of days that need not be kept any more; say how many. Others in the folder stay."""
    removed = 0
    for path in folder.glob("*-????-??-??.log"):
        sort, _, day = path.stem.partition("-")
        try:
            is_old = sort in {*_SORTS.values(), "site"} and (today - date.fromisoformat(day)).days > days
        except ValueError:
            continue
        if is_old:
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def config(form: str, level: str, folder: Path | None = None) -> dict[str, Any]:
    """Give the configuration of logging, for `logging.config.dictConfig`; with a folder, lines are kept there, too."""
    written = {"class": "logging.StreamHandler", "formatter": "line", "level": level.upper()}
    handlers: dict[str, Any] = {"stderr": written}
    kept: dict[str, Any] = {}
    if folder is not None:  # what must be kept is, whatever else the site wants to read of it
        kept = {} if level == "debug" else {name: {"level": "INFO"} for name in _SORTS}
        handlers["folder"] = {"()": DailyFiles, "folder": folder, "formatter": "line"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": {"plain": Plain, "json": Json}[form]}},
        "handlers": handlers,
        "root": {"handlers": list(handlers), "level": "WARNING"},
        "loggers": {
            "gongkai": {"level": level.upper()},
            **kept,
            # What was asked for and came to nothing is in our own line for each request.
            "django.request": {"level": "ERROR"},
            "django.server": {"level": "WARNING"},
            "_granian": {"level": "WARNING"},
        },
    }


def folder_of(settings: Mapping[str, Any]) -> Path | None:
    """Give the folder that logs are kept in, by the settings of the site; None where others keep them."""
    if settings["LOG_TO"] == "stderr":
        return None
    return Path(settings["LOG_FOLDER"] or settings["DATA"] / "logs")


def config_of(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Give the configuration of logging by the settings of the site."""
    return config(settings["LOG_FORMAT"], settings["LOG_LEVEL"], folder_of(settings))
