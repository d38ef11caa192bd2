"""What a backup says of itself: of which site, version and moment, what it holds, and what it must be found to hold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, NamedTuple

from gongkai.law.errors import GongkaiError, UnreadableDocument
from gongkai.law.message import Message

FORMAT = 1
NAME = "manifest.json"
SUMS = "SHA256SUMS"
"""The digest of every part, one a line, as `sha256sum` reads them."""


class BackupFailed(GongkaiError):
    """A backup was not made; nothing of it is left."""


class BackupUnusable(GongkaiError):
    """A backup is whole, and cannot be put back or tried here; nothing was changed."""


class Head(NamedTuple):
    """How a chain of the journal ended: its key, how long it was, its last hash."""

    chain: str
    length: int
    hash: str


@dataclass(frozen=True)
class Manifest:
    """The manifest. `keys` are the names of those that open it, `missing` the files that were lost before."""

    made_at: datetime
    version: str
    site: str
    vendor: str
    database: str
    database_size: int
    migrations: tuple[str, ...]
    counts: Mapping[str, int]
    chains: tuple[Head, ...]
    keys: tuple[str, ...]
    files: int
    size: int
    missing: tuple[str, ...]
    sums: str

    @property
    def entries(self) -> int:
        """Give how many entries the journal had."""
        return sum(head.length for head in self.chains)

    def written(self) -> bytes:
        """Give it as it is written."""
        held = {"format": FORMAT, **asdict(self), "made_at": self.made_at.isoformat()}
        held["chains"] = [head._asdict() for head in self.chains]
        return json.dumps(held, ensure_ascii=False, indent=1).encode() + b"\n"


def read(written: bytes, where: str) -> Manifest:
    """Give the manifest that was written. Raises UnreadableDocument for what was not written by us."""
    try:
        held: dict[str, Any] = json.loads(written)
        if held.pop("format") != FORMAT:
            raise ValueError("another format")
        return Manifest(
            **{
                **held,
                "made_at": datetime.fromisoformat(held["made_at"]),
                "migrations": tuple(map(str, held["migrations"])),
                "counts": {str(table): int(count) for table, count in held["counts"].items()},
                "chains": tuple(Head(each["chain"], int(each["length"]), each["hash"]) for each in held["chains"]),
                "keys": tuple(map(str, held["keys"])),
                "missing": tuple(map(str, held["missing"])),
            }
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise no_backup(where) from None


def no_backup(where: str) -> UnreadableDocument:
    """Give the error of what is no backup, or only half of one."""
    return UnreadableDocument(
        "no-backup",
        Message("{where}不是备份，或者没有做完。", where=where),
        hint=Message("请另选一份：做完的备份里有 {name}。", name=NAME),
    )
