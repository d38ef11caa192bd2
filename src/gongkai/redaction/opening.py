"""From any file to a PDF of what is to be seen in it, and nothing else: what is marked, searched and redacted.

A PDF is written anew first, so that all that follows sees one and the same document, whatever a damaged or forged
table of contents says; its comments are left out, and what is seen of annotations and form fields is made part of
the pages, so that it is searched and marked like all else. Other formats are converted by LibreOffice. The format is
told by the content, not by the name.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

import pikepdf

from gongkai.law.errors import UnreadableDocument
from gongkai.law.message import Message
from gongkai.redaction import inspection
from gongkai.redaction.content import DAMAGE, is_content, without_actual_text
from gongkai.redaction.formats import LEGACY, format_of
from gongkai.redaction.inspection.hidden import Hidden, Hiding
from gongkai.redaction.inspection.hidden import hidden as new_hidden
from gongkai.redaction.inspection.pictures import Pictured
from gongkai.redaction.pages import MOST_PAGES, opened
from gongkai.untrusted.archive import broken, locked
from gongkai.untrusted.office import converted

LARGEST = 64 * 2**20
"""The largest file that is taken, in bytes."""


class Document(NamedTuple):
    """A document to be redacted: the PDF of what is seen, and what the file held besides.

    `said` is the same PDF with the text that is said to be meant by what is drawn, where a file says so.
    `pdf` is for work alone and is never given out. `pictures` tells what is said of each to whoever cannot see it: of a
    DOCX and of a PDF; of one that is not tagged it names the pages with pictures.
    """

    format: str
    pdf: bytes
    said: bytes | None
    sizes: tuple[tuple[float, float], ...]
    hidden: tuple[Hidden, ...]
    pictures: tuple[Pictured, ...] = ()


def prepare(data: bytes) -> Document:
    """Give a document to be searched and redacted from the bytes of a file. Raises UnreadableDocument."""
    format, pdf, hidden, pictures = _as_pdf(data)
    try:
        return _prepared(format, pdf, hidden, pictures)
    except DAMAGE as error:
        raise broken() from error


def _prepared(format: str, pdf: bytes, hidden: tuple[Hidden, ...], pictures: tuple[Pictured, ...]) -> Document:
    with _opened(pdf) as original:
        is_tagged = format != "PDF" or inspection.is_tagged(original)
        if format == "PDF":
            hidden += inspection.of_pdf(original, pdf)
            pictures = inspection.of_tagged(original) if is_tagged else ()
        has_annotations = _leave_out_what_is_not_seen(original)
        said = _written(original)
        texts = _leave_out_actual_text(original)
        text_is_said = bool(texts)
        if texts:
            hidden += (new_hidden(Hiding.REPLACEMENT_TEXT, "；".join(dict.fromkeys(texts))),)
        seen = _written(original) if text_is_said else said
    if has_annotations:
        said, seen = _flattened(said), _flattened(seen) if text_is_said else b""
        seen = seen or said
    with opened(seen) as pages:
        sizes = tuple(page.size for page in pages)
        hidden += tuple(each for page in pages for each in inspection.of_page(page))
    if not is_tagged:
        pictures = tuple(Pictured(each.page, "", False) for each in hidden if each.kind in _WITH_PICTURES)
    return Document(format, seen, said if text_is_said else None, sizes, hidden, pictures)


_WITH_PICTURES = (Hiding.NO_TEXT, Hiding.PICTURE)


def inspect(data: bytes) -> tuple[Hidden, ...]:
    """List what a file holds that is not to be seen on its pages, or is overlooked. Raises UnreadableDocument."""
    return prepare(data).hidden


def _as_pdf(data: bytes) -> tuple[str, bytes, tuple[Hidden, ...], tuple[Pictured, ...]]:
    """Give the format, the PDF, and of a document of another format what it hides and its pictures."""
    if len(data) > LARGEST:
        raise UnreadableDocument(
            "too-large",
            Message("文件超过{limit}MB，不予处理。", limit=LARGEST // 2**20),
            hint=Message("请拆分成几份，或者降低图片的清晰度后再试。"),
        )
    if not data.strip():
        raise UnreadableDocument("empty", Message("文件是空的。"), hint=Message("请重新下载或另存文件。"))
    format = format_of(data)
    if format == "PDF":
        return format, data, (), ()
    modern = LEGACY.get(format)
    package = converted(data, format, modern) if modern else data
    hidden = inspection.of_office(package, modern or format)
    pictures = inspection.of_word(package) if (modern or format) == "DOCX" else ()
    return format, converted(data, format, "PDF"), hidden, pictures


def _opened(data: bytes) -> pikepdf.Pdf:
    try:
        pdf = pikepdf.open(BytesIO(data), suppress_warnings=True)
        count = len(pdf.pages)
    except pikepdf.PasswordError as error:
        raise locked() from error
    if count == 0:
        raise broken()
    if count > MOST_PAGES:
        raise UnreadableDocument(
            "too-many-pages",
            Message("文件有{count}页，超过{limit}页，不予处理。", count=count, limit=MOST_PAGES),
            hint=Message("请拆分成几份，或者只保留需要处理的页。"),
        )
    return pdf


_NOT_SEEN = {
    "/Text", "/Popup", "/FileAttachment", "/Sound", "/Movie", "/Screen", "/RichMedia", "/3D", "/Link",
    "/PrinterMark", "/TrapNet", "/Redact", "/Caret",
}  # fmt: skip
"""Annotations that are no part of what is read on the page: notes, files, links."""
_HIDDEN_FLAGS = 0b10_0010
"""Hidden, NoView."""


def _leave_out_what_is_not_seen(pdf: pikepdf.Pdf) -> bool:
    """Leave out annotations that show nothing, and forms that scripts draw; tell whether any annotation is left."""
    left = False
    for page in pdf.pages:
        kept = [each for each in annotations_of(page) if _is_seen(each)]
        if kept:
            page.obj.Annots = pikepdf.Array(kept)
            left = True
        elif "/Annots" in page.obj:
            del page.obj["/Annots"]
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and "/XFA" in form:
        del form["/XFA"]
    return left


def _is_seen(annotation: pikepdf.Dictionary) -> bool:
    try:
        flags = int(annotation.get("/F", 0))
    except (TypeError, ValueError):
        flags = 0
    return str(annotation.get("/Subtype", "")) not in _NOT_SEEN and not flags & _HIDDEN_FLAGS


def annotations_of(page: Any) -> Iterator[pikepdf.Dictionary]:
    """Give the annotations of a page, whatever else stands in their list."""
    found = page.obj.get("/Annots")
    if isinstance(found, pikepdf.Array):
        yield from (each for each in found if isinstance(each, pikepdf.Dictionary))


def _leave_out_actual_text(pdf: pikepdf.Pdf) -> list[str]:
    """Let every text be what its font says; give what was said otherwise."""
    found: list[str] = []
    for page in pdf.pages:
        contents = page.obj.get("/Contents")
        if contents is not None:
            page.contents_coalesce()
            found += _cleared(page.obj.Contents, page.obj.get("/Resources"))
    for each in pdf.objects:
        if isinstance(each, pikepdf.Stream) and is_content(each):
            found += _cleared(each, each.get("/Resources"))
    return found


def _cleared(stream: Any, resources: Any) -> list[str]:
    found = without_actual_text(stream, resources)
    if found is None:
        return []
    content, said = found
    stream.write(content)
    return said


def _written(pdf: pikepdf.Pdf) -> bytes:
    out = BytesIO()
    with warnings.catch_warnings():  # of fields that no form lists: what is seen of them is all that is wanted
        warnings.simplefilter("ignore", pikepdf.exceptions.PageCopyWarning)
        pdf.save(out, deterministic_id=True, compress_streams=False, fix_metadata_version=False)
    return out.getvalue()


def _flattened(data: bytes) -> bytes:
    with opened(data) as pages:
        return pages.flattened()
