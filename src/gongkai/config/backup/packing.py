"""A backup being written, as a folder or as one TAR file, under a name that nobody takes for a backup.

It takes its own name at the very end, in one step. What a run that was killed left is removed by the next one. In a
folder, files that the newest backup there has already are linked and not copied: they are named after their content.
"""

from __future__ import annotations

import errno
import fcntl
import gzip
import hashlib
import io
import os
import shutil
import tarfile
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from gongkai.config.backup.manifest import NAME, SUMS, BackupFailed, Manifest
from gongkai.law.message import Message
from gongkai.vault.secret_file import settle

WORK = ".gongkai-backup-"
"""How the name of what is not finished begins."""
TAR = ".tar"
_AT_ONCE = 1 << 20


class Packing(ABC):
    """What parts are put into; each is known by its name and its digest."""

    def __init__(self, target: Path, work: Path) -> None:
        self.target, self.work = target, work
        self.sums: dict[str, str] = {}
        self.size = 0

    def put(self, name: str, content: bytes) -> None:
        """Put in a part that is held in memory."""
        with io.BytesIO(content) as held:
            self._count(name, *self._write(name, held, len(content)))

    def take(self, name: str, path: Path) -> str:
        """Put in a part that is a file; give its digest."""
        with path.open("rb") as held:
            self._count(name, *self._write(name, held, os.fstat(held.fileno()).st_size))
        return self.sums[name]

    def have(self, name: str, digest: str) -> bool:
        """Say whether a part of that digest could be had without copying it, and is now in."""
        return False

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest, bring all to the disk, and give the backup its name."""
        self._write(NAME, io.BytesIO(written := manifest.written()), len(written))
        self._close()

    def drop(self) -> None:
        """Let go of what is open."""
        return

    def sum(self) -> str:
        """Write down the digests, and give the digest of that."""
        lines = "".join(f"{digest}  {name}\n" for name, digest in self.sums.items()).encode()
        digest, _size = self._write(SUMS, io.BytesIO(lines), len(lines))
        return digest

    def _count(self, name: str, digest: str, size: int) -> None:
        self.sums[name] = digest
        self.size += size

    @abstractmethod
    def _write(self, name: str, content: IO[bytes], size: int) -> tuple[str, int]:
        """Write a part, and give its digest and how large it is."""

    @abstractmethod
    def _close(self) -> None:
        """Bring it to the disk and give it its name."""


class Folder(Packing):
    """A backup that is a folder."""

    def __init__(self, target: Path, work: Path, before: Path | None) -> None:
        super().__init__(target, work)
        self._before = before
        self._root = work / "backup"
        self._root.mkdir()

    def have(self, name: str, digest: str) -> bool:
        """Link the part from the backup before, where it has it."""
        if self._before is None:
            return False
        try:
            place = self._place(name)
            os.link(self._before / name, place)
        except OSError:  # it has none, or its disk links nothing
            return False
        self._count(name, digest, place.stat().st_size)
        return True

    def _place(self, name: str) -> Path:
        place = self._root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        return place

    def _write(self, name: str, content: IO[bytes], size: int) -> tuple[str, int]:
        with self._place(name).open("xb") as out:
            return _copied(content, out)

    def _close(self) -> None:
        os.sync()
        self._root.rename(self.target)
        settle(self.target.parent)


class Tar(Packing):
    """A backup that is one file."""

    def __init__(self, target: Path, work: Path) -> None:
        super().__init__(target, work)
        self._file = (work / "backup").open("xb")
        self._tar = tarfile.TarFile(fileobj=self._file, mode="w", format=tarfile.PAX_FORMAT)

    def drop(self) -> None:
        """Let go of the file, on a full disk too."""
        with suppress(OSError):
            self._file.close()

    def _write(self, name: str, content: IO[bytes], size: int) -> tuple[str, int]:
        head = tarfile.TarInfo(name)
        head.size, head.mode = size, 0o600
        read = _Hashing(content)
        self._tar.addfile(head, read)
        return read.digest.hexdigest(), size

    def _close(self) -> None:
        self._tar.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        (self.work / "backup").rename(self.target)
        settle(self.target.parent)


class _Hashing:
    """Something that is read, and its digest so far."""

    def __init__(self, content: IO[bytes]) -> None:
        self._content = content
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Give the next bytes."""
        found = self._content.read(size)
        self.digest.update(found)
        return found


def _copied(content: IO[bytes], out: IO[bytes]) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while found := content.read(_AT_ONCE):
        out.write(found)
        digest.update(found)
        size += len(found)
    return digest.hexdigest(), size


@contextmanager
def packing(target: Path, before: Path | None) -> Iterator[Packing]:
    """Give what a backup is put into, of the kind that the name says; whatever happens, no half of it is left.

    Raises BackupFailed when the disk is full or cannot be written, and where another backup is being made.
    """
    with told(target), alone(target.parent), tempfile.TemporaryDirectory(prefix=WORK, dir=target.parent) as work:
        if target.exists():
            raise BackupFailed(
                "backup-there",
                Message("已有同名的备份：{target}。", target=target),
                hint=Message("请换一个名字：已有的备份不会被覆盖。"),
            )
        is_tar = target.suffix == TAR
        pack = Tar(target, Path(work)) if is_tar else Folder(target, Path(work), before)
        try:
            yield pack
        finally:
            pack.drop()


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Be the only one who makes backups in a folder, and remove what one that was killed left there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = os.open(folder / f"{WORK}lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupFailed(
                "backup-busy", Message("另一次备份正在进行。"), hint=Message("请等它做完，再运行一次。")
            ) from None
        for left in folder.glob(f"{WORK}*"):
            if left.is_dir():
                shutil.rmtree(left)
        yield
    finally:
        os.close(lock)


def removed(backup: Path) -> None:
    """Remove a backup that is a folder: out of sight first, so that no half of it is ever taken for one."""
    with tempfile.TemporaryDirectory(prefix=WORK, dir=backup.parent) as work:
        backup.rename(Path(work) / "backup")


def compressed(path: Path) -> Path:
    """Give a file compressed, in its place."""
    target = path.with_name(f"{path.name}.gz")
    with path.open("rb") as held, target.open("xb") as out, gzip.GzipFile("", "wb", 6, out, mtime=0) as packed:
        shutil.copyfileobj(held, packed, _AT_ONCE)
    path.unlink()
    return target


@contextmanager
def told(target: Path) -> Iterator[None]:
    """Say in one line what the disk did not take."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise disk_full(target) from None
        raise BackupFailed(
            "backup-unwritable",
            Message("备份写不进 {target}（{why}）。", target=target, why=error.strerror or str(error)),
            hint=Message("没有留下做了一半的备份。请换一个可以写的目录。"),
        ) from None


def disk_full(target: Path) -> BackupFailed:
    """Say that there was no room for a backup."""
    with suppress(OSError):
        free = shutil.disk_usage(target.parent).free // 1_000_000
        return BackupFailed(
            "backup-disk-full",
            Message("磁盘满了，备份没有做成：{folder} 只剩{free}兆。", folder=target.parent, free=free),
            hint=_MAKE_ROOM,
        )
    return BackupFailed("backup-disk-full", Message("磁盘满了，备份没有做成。"), hint=_MAKE_ROOM)


_MAKE_ROOM = Message("没有留下做了一半的备份，网站没有受影响。请腾出空间，或者换一个磁盘，再备份一次。")
