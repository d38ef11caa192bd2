"""Which format a file is of, told by what it holds."""

from __future__ import annotations

from gongkai.law.errors import UnreadableDocument
from gongkai.law.message import Message
from gongkai.untrusted.archive import Archive, broken, locked
from gongkai.untrusted.compound import MAGIC, is_cut_off, is_locked_word, main_stream

LEGACY = {"DOC": "DOCX", "RTF": "DOCX", "XLS": "XLSX"}
"""Formats whose hidden things are looked for in the newer one that LibreOffice makes of them."""

FORMATS = ("PDF", "DOCX", "XLSX", "PPTX", "ODT", "ODS", "ODP", "DOC", "WPS", "XLS", "RTF")
"""The formats that are taken, by the names people have for them."""

_HEAD = 1024
_OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.text": "ODT",
    b"application/vnd.oasis.opendocument.spreadsheet": "ODS",
    b"application/vnd.oasis.opendocument.presentation": "ODP",
}
_FOLDERS = {"word/": "DOCX", "xl/": "XLSX", "ppt/": "PPTX"}
_MAIN_PARTS = ("word/document.xml", "xl/workbook.xml", "ppt/presentation.xml")


def format_of(data: bytes) -> str:
    """Give the format of a file. Raises UnreadableDocument."""
    if b"%PDF" in data[:_HEAD]:
        return "PDF"
    if data.startswith(b"PK"):
        return _package(Archive(data))
    if data.startswith(MAGIC):
        return _compound(data)
    if data.startswith(b"{\\rtf"):
        return "RTF"
    raise _not_supported()


def _package(archive: Archive) -> str:
    for part in _MAIN_PARTS:
        if part in archive:
            return _FOLDERS[part.partition("/")[0] + "/"]
    kind = (archive.read("mimetype") or b"").strip()
    if kind in _OPEN_DOCUMENTS:
        if b":encryption-data" in (archive.read("META-INF/manifest.xml") or b""):
            raise locked()
        return _OPEN_DOCUMENTS[kind]
    raise _not_supported()


def _compound(data: bytes) -> str:
    stream = main_stream(data)
    if stream is None:
        raise broken() if is_cut_off(data) else _not_supported()
    if stream.name == "EncryptedPackage" or (stream.name == "WordDocument" and is_locked_word(data, stream)):
        raise locked()
    return "DOC" if stream.name == "WordDocument" else "XLS"


def _not_supported() -> UnreadableDocument:
    return UnreadableDocument(
        "format-not-supported",
        Message("这种文件不能做区分处理。"),
        hint=Message("可以处理的有{formats}；其他格式请先转换成PDF。", formats=FORMATS),
    )
