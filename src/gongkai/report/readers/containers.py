"""ZIP packages and OLE compound files: which format is inside, told by what they hold, and its reader."""

from __future__ import annotations

from gongkai.law.errors import UnreadableDocument
from gongkai.law.message import Message
from gongkai.report.blocks import Document
from gongkai.report.readers.docx import main_part, read_docx
from gongkai.report.readers.spreadsheet import read_spreadsheet
from gongkai.untrusted.archive import Archive, broken, locked
from gongkai.untrusted.compound import is_cut_off, is_locked_word, main_stream

PACKAGES = ("DOCX", "XLSX", "XLSB", "ODS", "ODT")
COMPOUNDS = ("DOC", "WPS", "XLS")
"""The formats that are read of each kind of file."""


def read_package(data: bytes) -> Document:
    """Give the blocks of a ZIP package: DOCX, XLSX, XLSB, ODS or ODT. Raises UnreadableDocument."""
    archive = Archive(data)
    main = main_part(archive).lower()
    if main in archive:
        if main.startswith("word/"):
            return read_docx(data)
        if main.startswith("xl/"):
            return read_spreadsheet(data)
    if "content.xml" in archive:
        if b":encryption-data" in (archive.read("META-INF/manifest.xml") or b""):
            raise locked()
        kind = archive.read("mimetype") or b""
        if b"opendocument.spreadsheet" in kind:
            return read_spreadsheet(data)
        if b"opendocument.text" in kind:
            return _by_office(data, "ODT")
    raise _not_supported("ZIP")


def read_compound(data: bytes) -> Document:
    """Give the blocks of an OLE compound file: DOC, WPS or XLS. Raises UnreadableDocument."""
    stream = main_stream(data)
    if stream is None and is_cut_off(data):
        raise broken()
    if stream is None:
        raise _not_supported("OLE")
    if stream.name == "EncryptedPackage" or (stream.name == "WordDocument" and is_locked_word(data, stream)):
        raise locked()
    return _by_office(data, "DOC") if stream.name == "WordDocument" else read_spreadsheet(data)


def read_rtf(data: bytes) -> Document:
    """Give the blocks of an RTF. Raises UnreadableDocument."""
    return _by_office(data, "RTF")


def _by_office(data: bytes, format: str) -> Document:
    from gongkai.untrusted.office import converted  # starts processes, which most uses never need

    return read_docx(converted(data, format, "DOCX"))


def _not_supported(format: str) -> UnreadableDocument:
    return UnreadableDocument(
        "format-not-supported",
        Message("这个{format}文件里没有可以读取的文档。", format=format),
        hint=Message("可以读取的有{formats}；压缩包请先解压。", formats=(*PACKAGES, *COMPOUNDS)),
    )
