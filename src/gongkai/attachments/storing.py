"""Files on the disk: written whole or not at all, brought to the disk before a row names them, open to us alone.

A file is named after the bytes it holds, which are sealed: the name says nothing of what was sealed, and a backup can
be checked with `sha256sum` by whoever has no keys. Rows rule: a file that no row names is removed after a day.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import io
import os
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import IO

from django.conf import settings

from gongkai.law.errors import GongkaiError
from gongkai.law.message import Message
from gongkai.vault.secret_file import settle
from gongkai.vault.streams import Opened, Sealer, broken, new_secret

LEFT_FOR = 24 * 3600
"""Seconds after which a file that no row names is removed: its act ended long before without being done."""


class StorageFailed(GongkaiError):
    """The disk does not take the file: it is full, or cannot be written."""


def folder() -> Path:
    """Give the folder of files."""
    found: Path = settings.ATTACHMENT_FILES
    return found


def path_of(place: str) -> Path:
    """Give where a file lies."""
    return folder() / place[:2] / place


def arriving() -> Path:
    """Give the folder of what is being written or has only arrived in part."""
    return folder() / "arriving"


class Draft:
    """A file that is being written: sealed as it comes, and gone unless it is `kept`.

    Knows the size and the digests of what was written. To be used in a `with`; with `secret`, for a piece of several.
    """

    def __init__(self, secret: str | None = None, *, most: int | None = None) -> None:
        self.secret = secret or new_secret()
        self._most = settings.UPLOAD_MOST if most is None else most
        self._sealed, self._is_finished = hashlib.sha256(), False
        self._sha256 = hashlib.sha256()
        self._sm3 = hashlib.new("sm3") if settings.JOURNAL_HASH == "sm3" else None
        with _told():
            arriving().mkdir(mode=0o700, parents=True, exist_ok=True)
            self.path = arriving() / f"{secrets.token_hex(16)}.part"
            self._file: IO[bytes] = os.fdopen(os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b")
            try:
                self._sealer = Sealer(self.secret, settings.VAULT_CIPHER, self._put)
            except BaseException:
                self.drop()
                raise

    def __enter__(self) -> Draft:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.drop()

    @property
    def size(self) -> int:
        """Give how many bytes were written."""
        return self._sealer.size

    @property
    def sha256(self) -> str:
        """Give the digest of what was written."""
        return self._sha256.hexdigest()

    @property
    def sm3(self) -> str:
        """Give the SM3 digest where the site keeps it, otherwise nothing."""
        return "" if self._sm3 is None else self._sm3.hexdigest()

    def write(self, content: bytes) -> None:
        """Take the next bytes; raise FileTooLarge beyond what may be written, StorageFailed when the disk is full."""
        if self.size + len(content) > self._most:
            raise too_large(self._most)
        with _told():
            self._sealer.write(content)
        self._sha256.update(content)
        if self._sm3 is not None:
            self._sm3.update(content)

    def finish(self) -> None:
        """End the file, once, and bring it to the disk; it is still a draft."""
        if self._is_finished:
            return
        with _told():
            self._sealer.finish()
            self._file.flush()
            os.fsync(self._file.fileno())
        self._is_finished = True

    def opened(self) -> IO[bytes]:
        """Give what was written, to be read from any place, once it is finished."""
        return io.BufferedReader(Opened(self.path.open("rb"), self.secret), 64 * 1024)

    def keep(self) -> str:
        """Give the file its place among the others, and give that; it is there after a power cut too."""
        place = self._sealed.hexdigest()
        target = path_of(place)
        with _told():
            target.parent.mkdir(mode=0o700, exist_ok=True)
            self._file.close()
            self.path.replace(target)
            settle(target.parent)
            settle(folder())
        return place

    def keep_as(self, target: Path) -> None:
        """Put the file into a folder among those arriving, as a piece of several."""
        with _told():
            target.parent.mkdir(mode=0o700, exist_ok=True)
            self._file.close()
            self.path.replace(target)
            settle(target.parent)
            settle(arriving())

    def drop(self) -> None:
        """Remove the file unless it was kept."""
        with suppress(OSError):  # a full disk again, with what was still held back
            self._file.close()
        self.path.unlink(missing_ok=True)

    def _put(self, sealed: bytes) -> None:
        self._sealed.update(sealed)
        self._file.write(sealed)


class FileTooLarge(GongkaiError):
    """A file, or a piece of one, larger than may be."""


def too_large(most: int) -> FileTooLarge:
    """Give the error of a file that is larger than may be."""
    return FileTooLarge(
        "file-too-large",
        Message("文件太大，最大{most}。", most=size_in_words(most)),
        hint=Message("请拆成几个，或者压缩其中的图片再交。"),
    )


def size_in_words(size: int) -> str:
    """Give a size as people say it.

    >>> size_in_words(104857600), size_in_words(1536), size_in_words(12)
    ('100 MB', '1.5 KB', '12 B')
    """
    value, unit = float(size), "B"
    for larger in ("KB", "MB", "GB"):
        if value < 1024:
            break
        value, unit = value / 1024, larger
    return f"{value:.0f} {unit}" if value >= 10 or value == int(value) else f"{value:.1f} {unit}"


def open_place(place: str, secret: str) -> IO[bytes]:
    """Give what was sealed into a file; raise StreamBroken when the file is not there, or is not what was kept."""
    return io.BufferedReader(open_raw(place, secret), 64 * 1024)


def open_raw(place: str, secret: str) -> Opened:
    """Give the same without a buffer, and with its size."""
    return open_path(path_of(place), secret)


def open_path(path: Path, secret: str) -> Opened:
    """Give what was sealed into a file somewhere."""
    try:
        held = path.open("rb")
    except FileNotFoundError:
        raise broken() from None
    try:
        return Opened(held, secret)
    except BaseException:
        held.close()
        raise


_HELD = "files.lock"
_HELD_WITHIN = 10.0
"""Seconds in which whoever removes a file just now has done so."""


class FilesHeld(GongkaiError):
    """Somebody else holds the files."""


@contextmanager
def held() -> Iterator[None]:
    """Keep every file where it is for a while: what no row names any more is left to the sweep of another night.

    A backup takes the rows first and the files after. The system lets go when the process ends, however it ends. Raises
    FilesHeld where another holds them.
    """
    with _lock_of_files() as lock:
        until = time.monotonic() + _HELD_WITHIN
        while not _locked(lock, fcntl.LOCK_EX):
            if time.monotonic() > until:
                raise FilesHeld("files-held", Message("另一次备份正在进行。"), hint=Message("请等它做完，再运行一次。"))
            time.sleep(0.05)
        yield


def remove(place: str) -> bool:
    """Remove a file that no row names any more, unless files are held; say whether it is gone."""
    with _lock_of_files() as lock:
        if not _locked(lock, fcntl.LOCK_SH):
            return False
        path_of(place).unlink(missing_ok=True)
        return True


def _locked(lock: int, how: int) -> bool:
    try:
        fcntl.flock(lock, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _lock_of_files() -> Iterator[int]:
    lock = os.open(settings.DATA / _HELD, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        yield lock
    finally:
        os.close(lock)


def remove_arriving(token: str) -> None:
    """Remove what has arrived of an upload."""
    shutil.rmtree(arriving() / token, ignore_errors=True)


def places() -> Iterator[str]:
    """Go through the files that are there."""
    for within in sorted(folder().glob("[0-9a-f][0-9a-f]")):
        yield from sorted(each.name for each in within.iterdir())


def sweep(named: Iterable[str], tokens: Iterable[str]) -> int:
    """Remove files that no row names and that are a day old; say how many."""
    named, tokens, removed = set(named), set(tokens), 0
    for place in places():
        if place not in named and is_left(path_of(place)) and remove(place):
            removed += 1
    for each in sorted(arriving().glob("*")):
        if each.name not in tokens and is_left(each):
            if each.is_dir():
                remove_arriving(each.name)
            else:
                each.unlink(missing_ok=True)
            removed += 1
    return removed


def is_left(path: Path) -> bool:
    """Say whether what no row names has lain there for so long that it is to be removed."""
    try:
        return time.time() - path.stat().st_mtime > LEFT_FOR
    except FileNotFoundError:
        return False


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise disk_full() from None
        why = error.strerror or str(error)
        raise StorageFailed("disk-unusable", Message("服务器存不下文件：{why}。", why=why), hint=_UNHARMED) from None


_UNHARMED = Message("已有的内容没有受影响。请告诉管理员，处理好了再交。")


def disk_full() -> StorageFailed:
    """Say that there is no room for a file."""
    return StorageFailed("disk-full", Message("服务器磁盘已满，文件没有存下。"), hint=_UNHARMED)


def has_room_for(size: int) -> bool:
    """Say whether so many bytes more leave the site what it must have free."""
    return shutil.disk_usage(settings.DATA).free - size >= settings.DISK_LEAST
