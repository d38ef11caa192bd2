"""Text sealed into ciphertext and opened again, and fingerprints of text, with the keys of the site.

A sealed text names its key, its algorithm and its nonce: `gk1$KEY$aes-gcm$NONCE$CIPHERTEXT`. It is bound to its place
(table, column, primary key): moved to another, it does not open. A column or table that is renamed is a new place:
the migration opens in the old one and seals in the new.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidTag
from django.conf import settings

from gongkai.law.errors import GongkaiError
from gongkai.law.message import Message
from gongkai.vault import keyring
from gongkai.vault.ciphers import ALGORITHMS, HASHES, NONCE, derived, keyed_hash
from gongkai.vault.keyring import Key, Keyring

MARK = "gk1"
KEY_FROM = len(MARK) + 2
"""Where the name of the key begins, as SQL counts."""

_FINGERPRINT_BYTES = 16


class SealBroken(GongkaiError):
    """What is sealed cannot be opened: its key is lacking, or it is not what was sealed in this place."""


class Place(NamedTuple):
    """Where a sealed text stands. `row` is None for what is compared across rows, and never for what is sealed."""

    table: str
    column: str
    row: Any

    def __str__(self) -> str:
        return f"{self.table}.{self.column}" if self.row is None else f"{self.table}.{self.column}/{self.row}"

    @property
    def bound(self) -> str:
        """Give the place as it is bound to a text."""
        return json.dumps([self.table, self.column, None if self.row is None else str(self.row)])


def ring() -> Keyring:
    """Give the keys of the site as they are in the file now.

    The file is looked at each time, and read when it is another than before: a server that is running seals with the
    new key from the moment it is there.
    """
    file: Path = settings.VAULT_KEYS
    try:
        found = file.stat()
    except OSError:
        return keyring.read(file, settings.VAULT_CIPHER)
    return _ring(file, settings.VAULT_CIPHER, (found.st_mtime_ns, found.st_ino, found.st_size, found.st_mode))


@lru_cache(maxsize=4)
def _ring(file: Path, algorithm: str, _state: tuple[int, ...]) -> Keyring:
    return keyring.read(file, algorithm)


def seal(plain: str, place: Place) -> str:
    """Seal a text in its place with the current key."""
    if place.row is None:
        raise ValueError("what is sealed is bound to a row")
    key = ring().current
    nonce = os.urandom(NONCE)
    sealed = ALGORITHMS[key.algorithm].encrypt(key.secret, nonce, plain.encode(), _bound(key, place))
    return "$".join((MARK, key.id, key.algorithm, _ascii(nonce), _ascii(sealed)))


def unseal(sealed: str, place: Place) -> str:
    """Open a sealed text in its place; raise SealBroken when it cannot be."""
    mark, _, rest = sealed.partition("$")
    id, _, rest = rest.partition("$")
    algorithm, _, rest = rest.partition("$")
    nonce, _, content = rest.partition("$")
    if mark != MARK or not content:
        raise _broken(place)
    key = ring().key(id)
    if key is None:
        raise SealBroken(
            "key-lacking",
            Message("{place} 由密钥 {id} 加密，密钥文件中没有它。", place=place, id=id[: keyring.ID_LENGTH]),
            hint=Message("请从备份中恢复密钥文件。"),
        )
    if key.algorithm != algorithm:
        raise _broken(place)
    try:
        return ALGORITHMS[algorithm].decrypt(key.secret, _bytes(nonce), _bytes(content), _bound(key, place)).decode()
    except (InvalidTag, ValueError):
        raise _broken(place) from None


def key_of(sealed: str) -> str:
    """Give the name of the key that a text was sealed with."""
    return sealed[KEY_FROM - 1 : KEY_FROM - 1 + keyring.ID_LENGTH]


def fingerprint(plain: str, place: Place, algorithm: str | None = None, *, salt: str = "") -> str:
    """Give the fingerprint of a text, `sha256:…`: alike for like texts in one place, and for no one else computable.

    With a row in the place, fingerprints of several rows say nothing of whether their texts are alike. With a salt
    nobody can compute it any more once that is destroyed, whatever keys they have.
    """
    algorithm = algorithm or settings.VAULT_HASH
    key = _fingerprint_key(ring().root, algorithm)
    salted = json.dumps(salt) if salt else ""
    made = keyed_hash(key, f"{place.bound}{salted}{plain}", algorithm)[:_FINGERPRINT_BYTES]
    return f"{algorithm}:{made.hex()}"


def matches(found: str, plain: str, place: Place, *, salt: str = "") -> bool:
    """Say whether a fingerprint, by whichever algorithm it was made, is that of a text in a place."""
    algorithm = found.partition(":")[0]
    return algorithm in HASHES and fingerprint(plain, place, algorithm, salt=salt) == found


@lru_cache(maxsize=8)
def _fingerprint_key(root: bytes, algorithm: str) -> bytes:
    return derived(root, "gongkai fingerprints", algorithm)


def _bound(key: Key, place: Place) -> bytes:
    return f"{MARK}${key.id}${key.algorithm}${place.bound}".encode()


def _ascii(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _bytes(written: str) -> bytes:
    try:
        return base64.b64decode(written + "=" * (-len(written) % 4), altchars=b"-_", validate=True)
    except binascii.Error:
        raise ValueError("no base64") from None


def _broken(place: Place) -> SealBroken:
    return SealBroken(
        "seal-broken",
        Message("{place} 的密文不是在这里加密的，或者已被改动。", place=place),
        hint=Message("请从备份中恢复这一行，并查明是谁改的。"),
    )
