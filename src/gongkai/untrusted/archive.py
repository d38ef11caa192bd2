"""ZIP packages (DOCX, XLSX, ODS, ODT) opened within bounds; what they declare about themselves is not believed.

Only the parts a reader asks for are inflated, into memory and never onto disk, and no further than
a bound. XML is parsed without entities, document types or the network.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from lzma import LZMAError
from typing import TYPE_CHECKING

from gongkai.law.errors import UnreadableDocument
from gongkai.law.message import Message

if TYPE_CHECKING:
    from lxml import etree

MOST_MEMBERS = 4000
LARGEST_PART = 16 * 2**20
"""The most bytes of one part, inflated; the text of a report takes less than three megabytes of XML."""
LARGEST_WHOLE = 64 * 2**20
"""The most bytes of all parts read of one package."""

_MEMBER = b"PK\x01\x02"
_DOCUMENT_TYPES = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
# Whatever zipfile and its decompressors raise on packages that are damaged, encrypted or of unknown methods.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, LZMAError, struct.error,
    EOFError, NotImplementedError, OSError, OverflowError, RuntimeError, ValueError,
)  # fmt: skip


class Archive:
    """The parts of a package by name, whatever the case and the slashes it writes them with."""

    def __init__(self, data: bytes) -> None:
        # Counted in the bytes, since zipfile would list all members before they could be counted.
        if data.count(_MEMBER) > MOST_MEMBERS:
            raise bomb()
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except _DAMAGE as error:
            raise broken() from error
        self._members = {_folded(info.filename): info for info in self._zip.infolist()}
        self._left = LARGEST_WHOLE

    def __contains__(self, name: str) -> bool:
        return _folded(name) in self._members

    def names(self) -> tuple[str, ...]:
        """Name all parts, in lower case and with forward slashes."""
        return tuple(self._members)

    def each(self, under: str, ending: str) -> Iterator[bytes]:
        """Give the bytes of all parts in a folder whose names end so, also where a name comes twice."""
        for info in self._zip.infolist():
            name = _folded(info.filename)
            if name.startswith(under) and name.endswith(ending):
                yield self._inflated(info)

    def read(self, name: str) -> bytes | None:
        """Give the bytes of a part, or None when the package has none of that name."""
        info = self._members.get(_folded(name))
        return None if info is None else self._inflated(info)

    def _inflated(self, info: zipfile.ZipInfo) -> bytes:
        most = min(LARGEST_PART, self._left)
        try:
            with self._zip.open(info) as part:
                data = part.read(most + 1)
        except _DAMAGE as error:
            raise broken() from error
        if len(data) > most:
            raise bomb()
        self._left -= len(data)
        return data

    def xml(self, name: str) -> etree._Element | None:
        """Give a part parsed as XML, or None when there is none of that name."""
        data = self.read(name)
        return None if data is None else parse_xml(data)


def parse_xml(data: bytes) -> etree._Element:
    """Parse XML that is not to be trusted. Raises UnreadableDocument."""
    from lxml import etree

    if any(mark in data for mark in _DOCUMENT_TYPES):
        raise bomb()
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise broken() from error


def broken() -> UnreadableDocument:
    """Say that a file is damaged."""
    return UnreadableDocument(
        "damaged",
        Message("文件已损坏或不完整，无法打开。"),
        hint=Message("请重新下载；若能用办公软件打开，请另存为一份新文件再试。"),
    )


def bomb() -> UnreadableDocument:
    """Say that a file would unpack to far more than documents hold."""
    return UnreadableDocument(
        "unpacks-too-large",
        Message("文件解压后的内容远超过一份文档，不予读取。"),
        hint=Message("请确认文件来源可靠；若确是需要的文档，请用办公软件另存为一份新文件再试。"),
    )


def locked() -> UnreadableDocument:
    """Say that a file needs a password."""
    return UnreadableDocument(
        "password",
        Message("文件设有打开密码，不能读取。"),
        hint=Message("请用办公软件打开，去掉密码后另存再试。"),
    )


def _folded(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
