"""The file of keys: made whole or not at all at the first start, readable by its owner alone, never half rewritten.

A key is named after what it is, so that a file that was damaged, or mended by hand, is known as such before anything
is encrypted with it. Not here: what the keys are used for (`sealing`), and how a new one takes over (`rotation`).
"""

from __future__ import annotations

import base64
import binascii
import fcntl
import hashlib
import json
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gongkai.law.errors import GongkaiError
from gongkai.law.message import Message
from gongkai.vault import secret_file
from gongkai.vault.ciphers import ALGORITHMS

ID_LENGTH = 12
_VERSION = 1
_ROOT_LENGTH = 32


class KeysUnusable(GongkaiError):
    """The file of keys cannot be used, or not for this."""


@dataclass(frozen=True)
class Key:
    """A key: after what it is named, for which algorithm, since when."""

    id: str
    algorithm: str
    created_at: datetime
    secret: bytes

    def __repr__(self) -> str:
        return f"<Key {self.id} {self.algorithm}>"


@dataclass(frozen=True)
class Keyring:
    """All keys: the current one last, before it those that still open what was sealed earlier.

    Fingerprints come from `root`, which no rotation changes: they are to be compared for as long as the journal lasts.
    While `rotating`, values are being sealed anew with the current key. `signing` is what the site signs with for
    others (`signing`), once it has signed at all; nothing is sealed with it, and rotation leaves it.
    """

    keys: tuple[Key, ...]
    root: bytes
    rotating: bool = False
    signing: bytes | None = None

    def __repr__(self) -> str:
        return f"<Keyring {', '.join(key.id for key in self.keys)}>"

    @property
    def current(self) -> Key:
        """Give the key that seals."""
        return self.keys[-1]

    def key(self, id: str) -> Key | None:
        """Give a key by its name."""
        return next((key for key in self.keys if key.id == id), None)

    def with_new_key(self, algorithm: str, at: datetime) -> Keyring:
        """Give the ring with a new current key, to which the values have yet to be brought."""
        return replace(self, keys=(*self.keys, new_key(algorithm, at)), rotating=True)

    def with_signing_key(self) -> Keyring:
        """Give the ring with something to sign with; what is there stays."""
        return self if self.signing is not None else replace(self, signing=secrets.token_bytes(_ROOT_LENGTH))


def new_key(algorithm: str, at: datetime) -> Key:
    """Give a key drawn by chance."""
    secret = ALGORITHMS[algorithm].new_key()
    return Key(_name(secret), algorithm, at, secret)


def read(file: Path, algorithm: str) -> Keyring:
    """Read the file of keys; where there is none yet, make it, with a key for an algorithm.

    Raises KeysUnusable when the file cannot be read or made, is open to others, or is damaged.
    """
    with _file_told(file):
        if not file.exists():
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            first = Keyring((new_key(algorithm, _now()),), secrets.token_bytes(_ROOT_LENGTH))
            secret_file.make(file, _written(first))
        if secret_file.is_open_to_others(file):
            raise KeysUnusable(
                "keys-open",
                Message("密钥文件 {file} 别人也能读。", file=file),
                hint=Message("请运行 chmod 600 {file}；可能已被人看过的，再运行 gongkai keys rotate。", file=file),
            )
        written = file.read_bytes()
    try:
        return _read(json.loads(written))
    except (ValueError, KeyError, TypeError):
        raise KeysUnusable(
            "keys-damaged",
            Message("密钥文件 {file} 已损坏。", file=file),
            hint=Message("请从备份中恢复。切勿删掉它：没有它，已加密的个人信息无法还原。"),
        ) from None


def change(file: Path, algorithm: str, how: Callable[[Keyring], Keyring]) -> Keyring:
    """Change the ring in the file, whole or not at all, and give it as it is then."""
    changed = how(read(file, algorithm))
    with _file_told(file):
        secret_file.rewrite(file, _written(changed))
    return changed


@contextmanager
def alone(file: Path) -> Iterator[None]:
    """Be the only one, of all processes, who changes the keys; raise KeysUnusable when another does."""
    with _file_told(file):
        lock = os.open(file.with_name(f"{file.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise KeysUnusable(
                "keys-busy", Message("另一个进程正在更换密钥。"), hint=Message("请等它做完，再运行一次。")
            ) from None
        yield
    finally:
        os.close(lock)


def _name(secret: bytes) -> str:
    return hashlib.sha256(b"gongkai key name " + secret).hexdigest()[:ID_LENGTH]


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _written(ring: Keyring) -> str:
    held = {
        "version": _VERSION,
        "current": ring.current.id,
        "rotating": ring.rotating,
        "fingerprints": _named(ring.root),
        **({"signing": _named(ring.signing)} if ring.signing is not None else {}),
        "keys": [
            {
                "id": key.id,
                "algorithm": key.algorithm,
                "created_at": key.created_at.isoformat(),
                "secret": base64.b64encode(key.secret).decode(),
            }
            for key in ring.keys
        ],
    }
    return json.dumps(held, indent=2) + "\n"


def _named(secret: bytes) -> dict[str, str]:
    return {"id": _name(secret), "secret": base64.b64encode(secret).decode()}


def _read(held: Any) -> Keyring:
    """Give the ring that was written; raise ValueError, KeyError or TypeError for what was not written by us."""
    keys = tuple(
        Key(each["id"], each["algorithm"], datetime.fromisoformat(each["created_at"]), _secret(each))
        for each in held["keys"]
    )
    signing = _secret(held["signing"]) if "signing" in held else None
    ring = Keyring(keys, _secret(held["fingerprints"]), rotating=held["rotating"] is True, signing=signing)
    lengths = all(len(key.secret) == ALGORITHMS[key.algorithm].key_length for key in keys)
    dated = all(key.created_at.tzinfo is not None for key in keys)
    names = {key.id for key in keys}
    if held["version"] != _VERSION or not keys or not lengths or not dated or len(names) < len(keys):
        raise ValueError("no ring of ours")
    if (
        held["current"] != ring.current.id
        or len(ring.root) != _ROOT_LENGTH
        or len(signing or ring.root) != _ROOT_LENGTH
    ):
        raise ValueError("no ring of ours")
    return ring


def _secret(held: Any) -> bytes:
    try:
        secret = base64.b64decode(held["secret"], validate=True)
    except binascii.Error:
        raise ValueError("no base64") from None
    if _name(secret) != held["id"]:
        raise ValueError("the secret is not the one of that name")
    return secret


@contextmanager
def _file_told(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise KeysUnusable(
            "keys-file-unusable",
            Message("密钥文件 {file} 不能用（{why}）。", file=file, why=error.strerror or str(error)),
            hint=Message("请让运行本站的用户能读写它和它所在的目录。"),
        ) from None
