"""Reading a report from a file, whatever its format: the way in for commands, pages and bulk work.

The format is told by the content, not by the name. Size is bounded; what cannot be read is said in
one line (`UnreadableDocument`), and no other error comes out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

from gongkai.law.errors import UnreadableDocument
from gongkai.law.message import Message
from gongkai.report import recognise as recognition
from gongkai.report import trust
from gongkai.report.blocks import Block, Document
from gongkai.report.finding import Code
from gongkai.report.model import Reading, Report
from gongkai.report.readers import docx, encoding, hidden, pdf, spreadsheet
from gongkai.report.readers import json as json_reader
from gongkai.report.readers.containers import COMPOUNDS, PACKAGES, read_compound, read_package, read_rtf
from gongkai.report.readers.html import read_html
from gongkai.report.readers.mhtml import page_in
from gongkai.report.readers.ocr import INSTALL, read_picture
from gongkai.report.readers.text import read_text
from gongkai.untrusted.libraries import library_missing

LARGEST = 32 * 2**20
"""The largest file that is read, in bytes; a report with its pictures taken out is under one megabyte."""

CODES: tuple[Code, ...] = (
    *encoding.CODES,
    *recognition.CODES,
    *json_reader.CODES,
    *hidden.CODES,
    *docx.CODES,
    *spreadsheet.CODES,
    *pdf.CODES,
    *trust.CODES,
)

FORMATS: tuple[str | Message, ...] = ("HTML", "MHT", "PDF", *PACKAGES, *COMPOUNDS, "RTF", Message("纯文本"), "JSON")
"""The formats that are read, by the names people have for them."""

_JSON = re.compile(r"\s*[{\[]\s*(?:[\"{\[\]}]|$)")
_HTML = re.compile(r"<(?:!doctype html|html|head|body|table|div|p|span|meta)\b", re.IGNORECASE)
_HEAD, _TAIL = 65536, 64
_INSIDE_TAG = re.compile(r"<[a-zA-Z/!][^<>]*\Z")

_READERS: tuple[tuple[bytes, Callable[[bytes], Document]], ...] = (
    (b"PK\x03\x04", read_package),
    (b"PK\x05\x06", read_package),
    (b"\xd0\xcf\x11\xe0", read_compound),
    (b"{\\rtf", read_rtf),
    (b"%PDF", pdf.read_pdf),
)
"""The formats that are not text, by how their files begin, and their readers."""
_OCR_READERS: tuple[tuple[bytes, Callable[[bytes], Document]], ...] = (
    (b"\x89PNG", read_picture),
    (b"\xff\xd8\xff", read_picture),
    (b"%PDF", partial(pdf.read_pdf, ocr=True)),
)
"""The formats that OCR reads, or reads more of, and their readers."""
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF")


def read_path(path: Path, *, ocr: bool = False) -> Reading:
    """Give the report in a file. Raises UnreadableDocument, and OSError when the file cannot be opened."""
    with path.open("rb") as file:
        return read_bytes(file.read(LARGEST + 1), path.name, ocr=ocr)


def read_bytes(data: bytes, name: str = "", *, ocr: bool = False) -> Reading:
    """Give the report in the bytes of a file. Raises UnreadableDocument; `name` only words the message.

    With `ocr`, what is a picture, or a page of a PDF without text, is read by OCR.
    """
    if len(data) > LARGEST:
        raise UnreadableDocument(
            "too-large",
            Message("文件超过{limit}MB，不予读取。", limit=LARGEST // 2**20),
            hint=Message("年报全文远小于此；请确认没有选错文件。"),
        )
    if not data.strip():
        raise UnreadableDocument("empty", Message("文件是空的。"), hint=Message("请重新下载或另存文件。"))
    read_document = binary_reader(data, ocr=ocr)
    if read_document is not None:
        return recognition.recognise(_with_library(read_document, data))
    _refuse_pictures(data)
    decoded = encoding.decode(page_in(data) or data)
    if decoded.text is None:
        raise UnreadableDocument(
            "not-text",
            Message("文件不是可以识别的文本。"),
            hint=Message("可以读取的有{formats}；其他格式请先另存为这些格式。", formats=FORMATS),
        )
    reading = _read(decoded.text, decoded.utf8)
    return Reading(reading.report, (*decoded.findings, *reading.findings))


def blocks_in(data: bytes) -> tuple[Block, ...]:
    """Give what stands in a file that was read, in order, before any report is looked for in it; nothing of JSON.

    Raises UnreadableDocument.
    """
    read_document = binary_reader(data)
    if read_document is not None:
        return _with_library(read_document, data).blocks
    decoded = encoding.decode(page_in(data) or data)
    if decoded.text is None or _JSON.match(decoded.text):
        return ()
    is_page = _HTML.search(decoded.text, 0, _HEAD) is not None
    return (read_html(decoded.text, decoded.utf8) if is_page else read_text(decoded.text)).blocks


def binary_reader(data: bytes, *, ocr: bool = False) -> Callable[[bytes], Document] | None:
    """Give the reader of a format that is not text, or None; such files are better read in a `Worker`."""
    readers = (*_OCR_READERS, *_READERS) if ocr else _READERS
    return next((read for magic, read in readers if data.startswith(magic)), None)


def _with_library(read_document: Callable[[bytes], Document], data: bytes) -> Document:
    """Read by a library that is loaded only now; that it is not there is not the fault of the file."""
    try:
        return read_document(data)
    except ImportError as error:
        missing = library_missing(error)
        if missing is None:
            raise
        raise missing from error


def _refuse_pictures(data: bytes) -> None:
    if data.startswith(_PICTURES) and b"\0" in data[:4096]:
        raise UnreadableDocument(
            "picture",
            Message("这是图片文件，没有可以读取的文字。"),
            hint=Message(
                "请改用可选取文字的版本；没有的，PNG和JPEG可以运行 {install} 之后加 --ocr 由文字识别读取，"
                "读出的数字须与原件对照。",
                install=INSTALL,
            ),
        )


def _read(text: str, utf8: bytes | None) -> Reading:
    if _JSON.match(text):
        return json_reader.read_json(text)
    if _HTML.search(text, 0, _HEAD) is None:
        return recognition.recognise(read_text(text))
    cut = _is_cut_off(text)
    try:
        reading = recognition.recognise(read_html(text, utf8))
    except UnreadableDocument as error:
        if cut and error.code == "no-tables":
            raise _cut_off() from error
        raise
    if cut and not _is_whole(reading.report):
        raise _cut_off()
    return reading


def _is_cut_off(text: str) -> bool:
    """Tell whether a page ends in the middle: inside a tag, a table, or before the end it should have."""
    if text[-_TAIL:].rstrip().lower().endswith("</html>"):
        return False
    return (
        _INSIDE_TAG.search(text, max(0, len(text) - 4096)) is not None
        or _count(text, "<table") > _count(text, "</table")
        or (_count(text, "<html") > 0 and _count(text, "</html") == 0 and _count(text, "</body") == 0)
    )


def _count(text: str, tag: str) -> int:
    return text.count(tag) + text.count(tag.upper())


def _is_whole(report: Report) -> bool:
    present = {part.spec.id for part in report.parts}
    return (
        all(part.id in present for part in report.edition.parts)
        and all(table.id in report.tables for table in report.edition.tables)
        and all(set(table.expected_rows) <= set(table.rows) for table in report.tables.values())
    )


def _cut_off() -> UnreadableDocument:
    return UnreadableDocument(
        "cut-off",
        Message("网页在中途断开，年报不完整。"),
        hint=Message("请重新下载或重新保存网页。"),
    )
