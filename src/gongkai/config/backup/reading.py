"""A backup that is there, read: what it says of itself, its parts, and whether they are what was written."""

from __future__ import annotations

import gzip
import hashlib
import re
import shutil
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from gongkai.config.backup.manifest import NAME, SUMS, Manifest, no_backup, read
from gongkai.law.errors import UnreadableDocument
from gongkai.law.message import Message

_NAMED = re.compile(r"gongkai-(\d{8}-\d{6})(?:-([2-9]|[1-9]\d{1,3}))?")
_PART = re.compile(r"database/[\w.-]+|files/[0-9a-f]{2}/[0-9a-f]{64}|calendar/(?!\.)[^/]+")
"""What parts are called: nothing of a backup is written anywhere else."""
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_AT_ONCE = 1 << 20


class Backup:
    """A backup, as a folder or as one file."""

    def __init__(self, where: Path, tar: tarfile.TarFile | None) -> None:
        self.where = where
        self._tar = tar
        self.manifest: Manifest = read(self._read(NAME), str(where))
        written = self._read(SUMS)
        if hashlib.sha256(written).hexdigest() != self.manifest.sums:
            raise no_backup(str(where))
        lines = [_LINE.fullmatch(line) for line in written.decode("utf-8", "replace").splitlines()]
        self.sums: Mapping[str, str] = {line[2]: line[1] for line in lines if line and _PART.fullmatch(line[2])}
        if len(self.sums) != len(lines):
            raise no_backup(str(where))

    @property
    def digest(self) -> str:
        """Give the digest of the manifest, by which the journal knows the backup."""
        return hashlib.sha256(self._read(NAME)).hexdigest()

    def parts(self, folder: str) -> list[str]:
        """Name the parts in one of its folders."""
        return [name for name in self.sums if name.startswith(f"{folder}/")]

    @contextmanager
    def opened(self, name: str) -> Iterator[IO[bytes]]:
        """Open a part. Raises FileNotFoundError."""
        if self._tar is None:
            with (self.where / name).open("rb") as held:
                yield held
            return
        try:
            found = self._tar.extractfile(name)
        except KeyError:
            raise FileNotFoundError(name) from None
        if found is None:
            raise FileNotFoundError(name)
        with found:
            yield found

    def unpack(self, name: str, target: Path) -> None:
        """Write a part somewhere, decompressed where the target is named so."""
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self.opened(name) as held, target.open("xb") as out:
            source: Any = gzip.GzipFile(fileobj=held) if name.endswith(".gz") and target.suffix != ".gz" else held
            shutil.copyfileobj(source, out, _AT_ONCE)

    def differences(self) -> Iterator[Message]:
        """Read all of it, and name each part that is not what was written."""
        for name, digest in self.sums.items():
            try:
                with self.opened(name) as held:
                    if hashlib.file_digest(held, "sha256").hexdigest() == digest:  # type: ignore[arg-type]
                        continue
            except (OSError, tarfile.TarError):
                pass
            yield Message("备份里的 {name} 不见了，或者已被改动。", name=name)

    def _read(self, name: str) -> bytes:
        try:
            with self.opened(name) as held:
                return held.read()
        except (OSError, tarfile.TarError):
            raise no_backup(str(self.where)) from None


@contextmanager
def opened(where: Path) -> Iterator[Backup]:
    """Open a backup. Raises UnreadableDocument for what is none, only half of one, or where several lie."""
    if newest := backups_in(where)[:1]:
        raise UnreadableDocument(
            "several-backups",
            Message("{where}是放备份的目录，不是其中的一份。", where=where),
            hint=Message("请写明是哪一份；最近的一份是 {newest}。", newest=newest[0]),
        )
    if where.is_dir():
        yield Backup(where, None)
        return
    try:
        tar = tarfile.open(where, "r:")  # noqa: SIM115 — closed below
    except (OSError, tarfile.TarError):
        raise no_backup(str(where)) from None
    with tar:
        yield Backup(where, tar)


def backups_in(folder: Path) -> list[Path]:
    """Give the whole backups in a folder that are folders, the newest first."""
    if not folder.is_dir():
        return []
    named = ((_NAMED.fullmatch(each.name), each) for each in folder.iterdir())
    found = [(name[1], int(name[2] or 1), each) for name, each in named if name and (each / NAME).is_file()]
    return [each for _second, _number, each in sorted(found, reverse=True)]
