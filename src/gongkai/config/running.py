"""Whether the site runs on this machine: its processes hold a lock together, and who needs it stopped holds it alone.

The system lets a lock go when its process ends, however that ended, so that nothing has to be cleared away by hand.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gongkai.law.errors import GongkaiError
from gongkai.law.message import Message


class SiteRuns(GongkaiError):
    """What is to be done needs the site stopped, or the site is to start while it is being done."""


@contextmanager
def running(data: Path) -> Iterator[None]:
    """Hold that the site of a data folder runs; refuse while somebody needs it stopped."""
    with _held(data, fcntl.LOCK_SH) as held:
        if not held:
            raise SiteRuns(
                "site-held",
                Message("数据目录 {folder} 正在搬迁，网站现在不能启动。", folder=str(data)),
                hint=Message("请等它完成。"),
            )
        yield


@contextmanager
def stopped(data: Path) -> Iterator[None]:
    """Keep the site of a data folder from starting; refuse while it runs."""
    with _held(data, fcntl.LOCK_EX) as held:
        if not held:
            raise SiteRuns(
                "site-running",
                Message("网站正在运行，它写下的会留在原处。"),
                hint=Message("请先停下网页和后台任务，各台服务器上的都要停。"),
            )
        yield


@contextmanager
def _held(data: Path, kind: int) -> Iterator[bool]:
    file = os.open(data / "site.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(file, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(file)
