"""Who works on chunks: processes of this machine. Others, such as a cluster, have the same few methods."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any, Protocol


class Crew(Protocol):
    """Processes that work on what they are given."""

    lost: tuple[type[BaseException], ...]
    """What a piece of work ends with when the process that was at it has gone."""

    @property
    def hands(self) -> int:
        """How many work at the same time."""

    def submit(self, work: Callable[..., Any], *given: Any) -> Future[Any]:
        """Hand over a piece of work."""

    def renew(self) -> None:
        """Be ready for work again after processes have gone."""


class Processes:
    """Processes of this machine; ones that have gone are replaced."""

    lost: tuple[type[BaseException], ...] = (BrokenExecutor,)

    def __init__(self, count: int) -> None:
        self._count = count
        self._pool = self._start()

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, *error: object) -> None:
        self._pool.shutdown(wait=error[0] is None, cancel_futures=True)

    @property
    def hands(self) -> int:
        """How many work at the same time."""
        return self._count

    def submit(self, work: Callable[..., Any], *given: Any) -> Future[Any]:
        """Hand over a piece of work."""
        return self._pool.submit(work, *given)

    def renew(self) -> None:
        """Replace all processes."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = self._start()

    def _start(self) -> ProcessPoolExecutor:
        # Spawned, not forked: the parent has threads, for the progress bar and for pyarrow.
        return ProcessPoolExecutor(self._count, mp_context=get_context("spawn"), initializer=_end_with_parent)


def _end_with_parent() -> None:
    """Let this process end when its parent does, even by a kill, which leaves no time for goodbyes."""
    parent = parent_process()
    assert parent is not None

    def watch() -> None:
        parent.join()
        os._exit(1)

    Thread(target=watch, daemon=True).start()
