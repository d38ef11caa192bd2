"""Crews for the tests of bulk work: one whose processes a document kills, one that counts what it is given."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from gongkai.report.bulk import Processes

POISON = b"poison"


class Poisoned(Processes):
    """Processes that a poisonous document ends, as the system does when memory runs out."""

    def submit(self, work: Callable[..., Any], *given: Any) -> Future[Any]:
        return super().submit(_work_unless_poisoned, work, *given)


def _work_unless_poisoned(
    work: Callable[..., Any], place: str | Path = "", names: str | tuple[str, ...] = (), *rest: Any
) -> Any:
    if not names:
        return work()
    files = [Path(place)] if isinstance(names, str) else [Path(place, name) for name in names]
    if any(file.read_bytes().startswith(POISON) for file in files):
        os.kill(os.getpid(), signal.SIGKILL)
    return work(place, names, *rest)


class Stillborn(Processes):
    """Processes that end as soon as they are given anything."""

    def submit(self, work: Callable[..., Any], *given: Any) -> Future[Any]:
        return super().submit(os._exit, 1)


class Counting(Processes):
    """Processes, and the names of the documents they were given."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.given: list[str] = []

    def submit(self, work: Callable[..., Any], *given: Any) -> Future[Any]:
        self.given += given[1] if given else ()
        return super().submit(work, *given)
