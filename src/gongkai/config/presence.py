"""Who uses the data folder: the processes of the site together, or one that puts a backup back or moves it, never both.

Held by a lock that the system lets go when a process ends, however it ends. A backup that was put back by half says so
by a file: no process of the site starts before that is brought to its end.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from gongkai.law.errors import GongkaiError
from gongkai.law.message import Message

_LOCK = "site.lock"
_HALF = "restoring"


class InUse(GongkaiError):
    """The data folder is used by the site, or by what puts a backup back or moves it."""


def enter() -> int:
    """Use the folder as a process of the site, until it ends; give the lock. Raises InUse."""
    lock = _opened()
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        raise InUse(
            "site-held", Message("数据正在恢复或者搬迁，网站现在不能启动。"), hint=Message("请等它做完，再启动。")
        ) from None
    try:
        require_whole()
    except InUse:
        os.close(lock)
        raise
    return lock


@contextmanager
def alone() -> Iterator[None]:
    """Have the folder alone, with no process of the site running. Raises InUse."""
    lock = _opened()
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InUse(
                "site-running",
                Message("网站正在运行，这时不能恢复、搬迁。"),
                hint=Message("请先停掉网站（gongkai serve 和 gongkai worker），各台服务器上的都要停。"),
            ) from None
        yield
    finally:
        os.close(lock)


def half_file() -> Path:
    """Give the file that is there while a backup is put back by half."""
    found: Path = settings.DATA / _HALF
    return found


def require_whole() -> None:
    """Refuse a folder in which a backup was put back by half."""
    if half_file().exists():
        raise InUse(
            "restore-unfinished",
            Message("上次从备份恢复没有做完，网站不能启动。"),
            hint=Message("请再运行一次 gongkai restore，加上 --replace；原来的数据都还在。"),
        )


def _opened() -> int:
    settings.DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
    return os.open(settings.DATA / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
