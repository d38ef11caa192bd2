"""What kind a file is: by its content, with which its name must agree.

A kind is known by how a file begins, how it ends and, where it is a container, by what it says it contains. Nothing is
decoded here: no picture, no page, no compressed part but a short list of parts, of bounded size. A file that is two
kinds at once, holds macros or is locked is refused: nobody can say what somebody else will open it as.
"""

from __future__ import annotations

import codecs
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import IO, Any

import olefile
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from gongkai.attachments.naming import split
from gongkai.law.errors import GongkaiError
from gongkai.law.message import Message


class FileRefused(GongkaiError):
    """A file that is not taken in: what it is, or what is in it."""


@dataclass(frozen=True)
class Kind:
    """A kind of file: its code, what it is called, the extensions it goes by, the type it is given out as."""

    code: str
    words: Any
    extensions: tuple[str, ...]
    type: str


_OFFICE = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."

KINDS: Mapping[str, Kind] = {
    each.code: each
    for each in (
        Kind("pdf", _("PDF"), ("pdf",), "application/pdf"),
        Kind("ofd", _("OFD版式文件"), ("ofd",), "application/ofd"),
        Kind("docx", _("Word文档"), ("docx",), f"{_OFFICE}wordprocessingml.document"),
        Kind("xlsx", _("Excel工作簿"), ("xlsx",), f"{_OFFICE}spreadsheetml.sheet"),
        Kind("pptx", _("PowerPoint演示文稿"), ("pptx",), f"{_OFFICE}presentationml.presentation"),
        Kind("doc", _("旧版Word或WPS文档"), ("doc", "wps"), "application/msword"),
        Kind("xls", _("旧版Excel或WPS表格"), ("xls", "et"), "application/vnd.ms-excel"),
        Kind("ppt", _("旧版PowerPoint或WPS演示"), ("ppt", "dps"), "application/vnd.ms-powerpoint"),
        Kind("odt", _("ODF文档"), ("odt",), f"{_ODF}text"),
        Kind("ods", _("ODF表格"), ("ods",), f"{_ODF}spreadsheet"),
        Kind("png", _("PNG图片"), ("png",), "image/png"),
        Kind("jpg", _("JPEG图片"), ("jpg", "jpeg"), "image/jpeg"),
        Kind("tiff", _("TIFF图片"), ("tif", "tiff"), "image/tiff"),
        Kind("txt", _("纯文本"), ("txt",), "text/plain"),
        Kind("csv", _("CSV表格"), ("csv",), "text/csv"),
        Kind("zip", _("ZIP压缩包"), ("zip",), "application/zip"),
    )
}
"""Every kind that can be known; which are taken in is a setting."""

_SAVED = "application/octet-stream"
READ_HERE: Mapping[str, Kind] = {
    each.code: each
    for each in (
        Kind("html", _("网页"), ("html", "htm"), _SAVED),
        Kind("mht", _("单个文件的网页"), ("mht", "mhtml"), _SAVED),
        Kind("json", _("JSON数据"), ("json",), _SAVED),
    )
}
"""Kinds that are taken in only where a context reads them and asks for them (`also`): a browser would run a page.

They are given out as bytes to be saved.
"""
EVERY: Mapping[str, Kind] = {**KINDS, **READ_HERE}

_BY_EXTENSION = {extension: kind for kind in EVERY.values() for extension in kind.extensions}

_MOST_PARTS = 10_000
_LIST_MOST = 4 * 1024 * 1024
_PART_MOST = 1024 * 1024
_END = 22
_COMMENT_MOST = 65_535
_AT_ONCE = 64 * 1024

_MAIN = {
    "wordprocessingml.document.main+xml": "docx",
    "spreadsheetml.sheet.main+xml": "xlsx",
    "presentationml.presentation.main+xml": "pptx",
}
_BEFORE_PDF = b"\xef\xbb\xbf \t\r\n"
_PAGE = re.compile(rb"<(!doctype|html|script|svg)")
_MACROS = re.compile(r"macroEnabled|vbaProject", re.IGNORECASE)
_OLE_STREAMS = (
    (("worddocument",), "doc"),
    (("workbook",), "xls"),
    (("book",), "xls"),
    (("powerpoint document",), "ppt"),
)
_TEXTS = {"txt", "csv", *READ_HERE}
_OLE_MACROS = {"macros", "_vba_project_cur", "_vba_project", "vba"}


def taken_extensions() -> list[str]:
    """Give the extensions of the kinds that the site takes in."""
    return [each for kind in KINDS.values() if kind.code in settings.UPLOAD_KINDS for each in kind.extensions]


def named_kind(name: str, *, taken: Collection[str]) -> Kind:
    """Give the kind that a name says; raise FileRefused for one that is not among those `taken`."""
    extension = split(name)[1].lstrip(".").lower()
    named = _BY_EXTENSION.get(extension)
    if named is not None and named.code in taken:
        return named
    extensions = [each for kind in EVERY.values() if kind.code in taken for each in kind.extensions]
    raise _refused(
        "file-kind",
        Message("不收“{extension}”文件。", extension=extension) if extension else Message("文件名没有扩展名。"),
        Message("可以交：{extensions}。", extensions=" ".join(extensions)),
    )


def kind_of(content: IO[bytes], name: str, *, taken: Collection[str], macros: bool) -> Kind:
    """Give the kind of a file whose name and content agree; `content` can be read from any place.

    Raises FileRefused for any other file, for a kind that is not among those `taken`, for one with macros unless they
    are let in, for one that is locked or is something else as well.
    """
    named = named_kind(name, taken=taken)
    if not content.seek(0, io.SEEK_END):
        raise _refused("file-empty", Message("文件是空的。"), Message("请看看是不是选错了文件。"))
    found = _found(content, macros=macros)
    if found == "text" and named.code in _TEXTS:
        return named
    if found != named.code:
        other = KINDS.get(found)
        raise _refused(
            "file-not-as-named",
            Message("文件名说是{named}，内容却不是。", named=named.words)
            if other is None
            else Message("文件名说是{named}，内容却是{found}。", named=named.words, found=other.words),
            Message("请用原来的程序打开，另存为所要的格式再交；只改扩展名没有用。"),
        )
    return named


def _found(content: IO[bytes], *, macros: bool) -> str:
    """Give the code of what the content is; `text` for text, empty for what is not known."""
    content.seek(0)
    start = content.read(1024)
    for begins, look in _LOOKS:
        if start.startswith(begins):
            return look(content, macros)
    if start.lstrip(_BEFORE_PDF).startswith(b"%PDF-"):  # as some programs write it, and all open it
        return _pdf(content, macros)
    return "text" if _is_text(content) else ""


def _pdf(content: IO[bytes], macros: bool) -> str:
    _require_one_kind(content, html=True)
    return "pdf" if b"%%EOF" in _tail(content, 2048) else ""


def _png(content: IO[bytes], macros: bool) -> str:
    _require_one_kind(content, html=True)
    return "png" if _tail(content, 12)[4:8] == b"IEND" else ""


def _jpg(content: IO[bytes], macros: bool) -> str:
    _require_one_kind(content, html=True)
    return "jpg" if b"\xff\xd9" in _tail(content, _AT_ONCE) else ""


def _tiff(content: IO[bytes], macros: bool) -> str:
    _require_one_kind(content, html=True)
    return "tiff"


def _zip(content: IO[bytes], macros: bool) -> str:
    end = _end_of_zip(content)
    if end is None:
        return ""
    parts, length, begins, at = end
    if parts > _MOST_PARTS or length > _LIST_MOST:
        raise _refused(
            "file-too-many-parts", Message("压缩包里的文件太多。"), Message("请分成几个，或者不压缩直接交。")
        )
    if begins + length != at:  # something stands before the first part, or a list of parts before another
        raise _two_kinds()
    content.seek(0)
    if b"%PDF-" in content.read(1024):
        raise _two_kinds()
    try:
        with zipfile.ZipFile(content) as held:
            return _container(held, macros)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError):
        return ""


def _container(held: zipfile.ZipFile, macros: bool) -> str:
    names = {each.filename for each in held.infolist()}
    if any(each.flag_bits & 1 for each in held.infolist()):
        raise _locked()
    if "[Content_Types].xml" in names:
        types = _part(held, "[Content_Types].xml").decode("utf-8", "replace")
        if not macros and (_MACROS.search(types) or any(_MACROS.search(name) for name in names)):
            raise _with_macros()
        types = types.replace("ms-word.document.macroEnabled.main+xml", "wordprocessingml.document.main+xml")
        types = types.replace("ms-excel.sheet.macroEnabled.main+xml", "spreadsheetml.sheet.main+xml")
        return next((code for main, code in _MAIN.items() if main in types), "")
    if "OFD.xml" in names:
        return "ofd"
    if "mimetype" in names:
        told = _part(held, "mimetype").decode("ascii", "replace").strip()
        code = next((each.code for each in KINDS.values() if each.type == told), "")
        if code and not macros and any(name.startswith(("Basic/", "Scripts/")) for name in names):
            raise _with_macros()
        return code
    return "zip"


def _part(held: zipfile.ZipFile, name: str) -> bytes:
    """Give a short part; one that is longer than any of its kind is not read to its end."""
    with held.open(name) as part:
        return part.read(_PART_MOST)


def _ole(content: IO[bytes], macros: bool) -> str:
    _require_one_kind(content, html=False)
    content.seek(0)
    try:
        with olefile.OleFileIO(content, raise_defects=olefile.DEFECT_FATAL) as held:
            listed = [[part.lower() for part in path] for path in held.listdir(streams=True, storages=True)]
    except (OSError, ValueError, IndexError, TypeError, struct.error):
        return ""
    tops = {path[0] for path in listed}
    if "encryptedpackage" in tops:
        raise _locked()
    if not macros and any(part in _OLE_MACROS for path in listed for part in path):
        raise _with_macros()
    return next((code for streams, code in _OLE_STREAMS if tops >= set(streams)), "")


Look = Callable[[IO[bytes], bool], str]

_LOOKS: tuple[tuple[bytes, Look], ...] = (
    (b"%PDF-", _pdf),
    (b"\x89PNG\r\n\x1a\n", _png),
    (b"\xff\xd8\xff", _jpg),
    (b"II*\0", _tiff),
    (b"MM\0*", _tiff),
    (b"PK\3\4", _zip),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _ole),
)


def _require_one_kind(content: IO[bytes], *, html: bool) -> None:
    """Refuse what opens as a container or a page as well."""
    if _end_of_zip(content) is not None:
        raise _two_kinds()
    content.seek(0)
    start = content.read(1024).lower()
    if b"%pdf-" in start.lstrip(_BEFORE_PDF)[5:] or (html and _PAGE.search(start)):
        raise _two_kinds()


def _end_of_zip(content: IO[bytes]) -> tuple[int, int, int, int] | None:
    """Give, of a file that ends as a ZIP archive, how many parts it lists, how long that list is, where it begins and
    where it should end; None for any other file.
    """
    tail = _tail(content, _END + _COMMENT_MOST)
    size = content.seek(0, io.SEEK_END)
    at = tail.rfind(b"PK\5\6")
    while at >= 0:
        if len(tail) - at >= _END:
            parts, length, begins, comment = struct.unpack("<10xHIIH", tail[at : at + _END])
            if at + _END + comment == len(tail):
                return parts, length, begins, size - len(tail) + at
        at = tail.rfind(b"PK\5\6", 0, at)
    return None


def _tail(content: IO[bytes], most: int) -> bytes:
    size = content.seek(0, io.SEEK_END)
    content.seek(max(0, size - most))
    return content.read(most)


def _is_text(content: IO[bytes]) -> bool:
    """Say whether all of it is text, in UTF-8, UTF-16 with its mark, or GB 18030."""
    content.seek(0)
    mark = content.read(2)
    encodings = ("utf-16",) if mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else ("utf-8-sig", "gb18030")
    return any(_decodes(content, encoding) for encoding in encodings)


def _decodes(content: IO[bytes], encoding: str) -> bool:
    content.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while found := content.read(_AT_ONCE):
            if _CONTROL.search(decoder.decode(found)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


_CONTROL = re.compile(r"[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def _refused(code: str, message: Message, hint: Message) -> FileRefused:
    return FileRefused(code, message, hint=hint)


def _two_kinds() -> FileRefused:
    return _refused(
        "file-two-kinds",
        Message("这个文件同时是两种格式，不收。"),
        Message("请用原来的程序打开，另存一份再交。"),
    )


def _with_macros() -> FileRefused:
    return _refused("file-macros", Message("文件带有宏，不收。"), Message("请另存为不带宏的格式再交。"))


def _locked() -> FileRefused:
    return _refused("file-locked", Message("文件加了密，无法检查，不收。"), Message("请去掉打开密码再交。"))
