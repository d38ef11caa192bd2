"""OLE compound files (DOC, XLS, WPS, encrypted DOCX): which of them a file is, and whether it is locked.

Only the directory of streams is looked at; their content is read by others.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEADER = 512
_ENTRY = 128
_STORAGE = 1
_STREAM = 2
_ENCRYPTED_WORD = 0x0100


class Stream(NamedTuple):
    """A stream of a compound file: its name and the offset of its first sector in the file."""

    name: str
    offset: int


def main_stream(data: bytes) -> Stream | None:
    """Give the stream that tells what a compound file is: encrypted, Word or Excel; None for others.

    Each may hold the other's stream as an embedded object; Word keeps such objects in a pool.
    """
    locked, word = _find(data, "EncryptedPackage"), _find(data, "WordDocument")
    excel = _find(data, "Workbook") or _find(data, "Book")
    if locked is not None or word is None or excel is None:
        return locked or word or excel
    return word if _find(data, "ObjectPool", _STORAGE) else excel


def is_cut_off(data: bytes) -> bool:
    """Tell whether the directory, which is often written last, is missing: the file ends before it."""
    if len(data) < _HEADER:
        return True
    first = int(struct.unpack_from("<I", data, 48)[0])
    return (first + 1) * _sector(data) + _ENTRY > len(data)


def is_locked_word(data: bytes, stream: Stream) -> bool:
    """Tell whether a Word document needs a password, by the flags at its start."""
    head = data[stream.offset : stream.offset + 12]
    return len(head) == 12 and bool(struct.unpack_from("<H", head, 10)[0] & _ENCRYPTED_WORD)


def _find(data: bytes, name: str, kind: int = _STREAM) -> Stream | None:
    """Find the directory entry of a stream by its shape, so that a damaged sector chain does not matter."""
    sought = name.encode("utf-16-le") + b"\0\0"
    size = _sector(data)
    at = data.find(sought)
    while at >= 0:
        entry = data[at : at + _ENTRY]
        if at % _ENTRY == 0 and len(entry) == _ENTRY and entry[66] == kind and _length(entry) == len(sought):
            return Stream(name, (struct.unpack_from("<I", entry, 116)[0] + 1) * size)
        at = data.find(sought, at + 2)
    return None


def _sector(data: bytes) -> int:
    return 1 << min(struct.unpack_from("<H", data, 30)[0], 16) if len(data) >= 32 else 512


def _length(entry: bytes) -> int:
    return int(struct.unpack_from("<H", entry, 64)[0])
