"""Content of any length sealed piece by piece, and opened from any place in it, in little memory.

A stream begins with what it is, its algorithm and a salt; from the salt and a secret its own key follows. Then come
chunks, each with its tag. The nonce of a chunk is its number, and says whether it is the last: chunks that are
changed, moved, left out or cut off do not open. Secrets are kept in a `SealedTextField`, so that rotating the keys of
the site touches the rows alone and not the files.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from typing import IO, Any

from cryptography.exceptions import InvalidTag

from gongkai.law.errors import GongkaiError
from gongkai.law.message import Message
from gongkai.vault.ciphers import ALGORITHMS, NONCE, TAG, derived

CHUNK = 64 * 1024
"""Bytes of content in each chunk but the last."""

_MARK = b"gks1"
_SALT = 16
_CODES = {"aes-gcm": b"A", "sm4-gcm": b"S"}
_HASHES = {"aes-gcm": "sha256", "sm4-gcm": "sm3"}
HEAD = len(_MARK) + 1 + _SALT
"""Bytes before the first chunk."""


class StreamBroken(GongkaiError):
    """What a file holds is not what was sealed into it, or was not sealed with this secret."""


def new_secret() -> str:
    """Give a secret drawn by chance, as a row keeps it."""
    return os.urandom(32).hex()


def sealed_size(size: int) -> int:
    """Give how many bytes content of a size takes when it is sealed; nothing has one chunk too."""
    return HEAD + size + TAG * max(1, -(-size // CHUNK))


def plain_size(sealed: int) -> int:
    """Give how many bytes were sealed into a stream of a size; raise StreamBroken where there is no such stream."""
    body = sealed - HEAD
    chunks = -(-body // (CHUNK + TAG))
    size = body - TAG * chunks
    if chunks < 1 or size < 0 or sealed_size(size) != sealed:
        raise broken()
    return size


class Sealer:
    """Seals what it is given into a sink, the bytes in order; what `finish` has not ended does not open."""

    def __init__(self, secret: str, algorithm: str, put: Callable[[bytes], Any]) -> None:
        salt = os.urandom(_SALT)
        self._algorithm, self._put = ALGORITHMS[algorithm], put
        self._head = _MARK + _CODES[algorithm] + salt
        self._key = _key(secret, algorithm, salt)
        self._held, self._number, self.size = bytearray(), 0, 0
        put(self._head)

    def write(self, content: bytes) -> None:
        """Take the next bytes."""
        self.size += len(content)
        self._held += content
        while len(self._held) > CHUNK:  # what may be the last chunk is kept until it is known to be
            self._chunk(bytes(self._held[:CHUNK]), last=False)
            del self._held[:CHUNK]

    def finish(self) -> None:
        """Seal the last chunk."""
        self._chunk(bytes(self._held), last=True)
        self._held.clear()

    def _chunk(self, plain: bytes, *, last: bool) -> None:
        self._put(self._algorithm.encrypt(self._key, _nonce(self._number, last=last), plain, self._head))
        self._number += 1


class Opened(io.RawIOBase):
    """A sealed file as a file of what was sealed: read from any place, a chunk in memory at a time."""

    def __init__(self, sealed: IO[bytes], secret: str) -> None:
        self._file = sealed
        self.size = plain_size(sealed.seek(0, io.SEEK_END))
        sealed.seek(0)
        head = sealed.read(HEAD)
        algorithm = next((name for name, code in _CODES.items() if head[: len(_MARK) + 1] == _MARK + code), None)
        if algorithm is None:
            raise broken()
        self._head, self._algorithm = head, ALGORITHMS[algorithm]
        self._key = _key(secret, algorithm, head[-_SALT:])
        self._last = max(0, -(-self.size // CHUNK) - 1)
        self._at, self._number, self._chunk = 0, -1, b""
        self._open(self._last)  # a file that was cut at the end of a chunk has another size than was sealed

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def seekable(self) -> bool:
        """Say that any place can be gone to."""
        return True

    def tell(self) -> int:
        """Give the place in the content."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place in the content."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence]
        if base + offset < 0:
            raise ValueError("no place before the beginning")
        self._at = base + offset
        return self._at

    def readinto(self, buffer: Any) -> int:
        """Read the next bytes; raise StreamBroken when they are not what was sealed."""
        view = memoryview(buffer).cast("B")
        if self._at >= self.size or not len(view):
            return 0
        number, within = divmod(self._at, CHUNK)
        if number != self._number:
            self._open(number)
        found = self._chunk[within : within + len(view)]
        view[: len(found)] = found
        self._at += len(found)
        return len(found)

    def close(self) -> None:
        """Close the file below too."""
        if not self.closed:
            self._file.close()
        super().close()

    def _open(self, number: int) -> None:
        self._file.seek(HEAD + number * (CHUNK + TAG))
        sealed = self._file.read(CHUNK + TAG)
        try:
            nonce = _nonce(number, last=number == self._last)
            self._chunk = self._algorithm.decrypt(self._key, nonce, sealed, self._head)
        except (InvalidTag, ValueError):
            raise broken() from None
        self._number = number


def pieces(opened: Opened, start: int, stop: int) -> Iterator[bytes]:
    """Go through the content between two places, a chunk at a time, and close the file."""
    with opened:
        opened.seek(start)
        while start < stop and (found := opened.read(min(CHUNK - start % CHUNK, stop - start))):
            start += len(found)
            yield found


def broken() -> StreamBroken:
    """Give the error of a stream that does not open."""
    return StreamBroken(
        "file-broken",
        Message("文件的密文已损坏，或者不是用它的密钥加密的。"),
        hint=Message("请从备份中恢复这个文件。"),
    )


def _key(secret: str, algorithm: str, salt: bytes) -> bytes:
    made = derived(bytes.fromhex(secret), f"gongkai stream {salt.hex()}", _HASHES[algorithm])
    return made[: ALGORITHMS[algorithm].key_length]


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(NONCE - 1, "big") + bytes([last])
