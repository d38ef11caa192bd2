"""The words in a file (DOCX, XLSX, PDF), to be found by: as they come, without layout. Runs in a child within limits.

Not read are pictures, and what is not written as text: a scan is found by its name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from io import BytesIO

from gongkai.untrusted.archive import Archive, broken, locked, parse_xml

MOST = 1_000_000
"""Characters that are kept of a file: a book of several hundred pages."""
_MOST_CELLS = 2_000_000
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS = ("header", "footer", "footnotes", "endnotes")


def text_in(data: bytes, kind: str) -> str:
    """Give the words in the bytes of a file of a kind. Raises UnreadableDocument."""
    made, length = [], 0
    for piece in READ[kind](data):
        made.append(piece)
        length += len(piece) + 1
        if length > MOST:
            break
    return "\n".join(made)[:MOST]


def _docx(data: bytes) -> Iterator[str]:
    archive = Archive(data)
    document = archive.read("word/document.xml")
    if document is None:
        raise broken()
    yield from _paragraphs(document)
    for name in archive.names():
        if name.startswith(tuple(f"word/{part}" for part in _PARTS)) and name.endswith(".xml"):
            yield from _paragraphs(archive.read(name) or b"")


def _paragraphs(xml: bytes) -> Iterator[str]:
    """Give the paragraphs of a part: what is seen of them, not what was struck out or is hidden."""
    for paragraph in parse_xml(xml).iter(f"{_WORD}p"):
        signs = []
        for run in paragraph.iter(f"{_WORD}r"):
            if run.find(f"{_WORD}rPr/{_WORD}vanish") is None:
                signs += [each.text or "" for each in run.iter(f"{_WORD}t")]
        if signs:
            yield "".join(signs)


def _xlsx(data: bytes) -> Iterator[str]:
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    archive = Archive(data)
    for name in archive.names():
        if name.startswith("xl/") and name.endswith(".xml"):
            archive.read(name)  # within bounds, before another unpacks it without
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        for sheet in book.sheets_metadata:
            if sheet.visible != SheetVisibleEnum.Visible:
                continue
            found = book.get_sheet_by_name(sheet.name)
            if found.height * found.width > _MOST_CELLS:
                continue
            yield sheet.name
            for row in found.iter_rows():
                if cells := [str(cell) for cell in row if cell != ""]:
                    yield "\t".join(cells)
    except CalamineError:
        raise broken() from None


def _pdf(data: bytes) -> Iterator[str]:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        raise (locked() if "password" in str(error).lower() else broken()) from None
    with document:
        for page in document:
            # Lines that are set are no paragraphs: a word may go on in the next.
            yield page.get_textpage().get_text_range().replace("\r\n", "")


READ: Mapping[str, Callable[[bytes], Iterator[str]]] = {"docx": _docx, "xlsx": _xlsx, "pdf": _pdf}
"""What is read, by the kinds of attachments."""
