"""PDF with a text layer: its characters in place, its rules as tables, the rest as paragraphs.

What a page shows counts, not the order in which it was written into the file. Nothing is rendered,
and a PDF of pictures is refused as scanned, unless OCR is asked for (`readers.ocr`).
"""

from __future__ import annotations

from gongkai.law.message import Message
from gongkai.report.blocks import Document
from gongkai.report.finding import Code, Severity

__all__ = ["CODES", "read_pdf"]

CHARACTERS_UNREADABLE = Code(
    "pdf-characters-unreadable",
    Severity.WARNING,
    Message("有字符没有读取"),
    Message("PDF没有嵌入所用的字体，或者字体没有说明一些字符是什么字，这些字符没有读取；表格里的数字可能因此缺失。"),
    Message("请对照原文核对该页，或由原文档重新导出PDF并嵌入字体。"),
)
PAGE_UNREADABLE = Code(
    "pdf-page-unreadable",
    Severity.WARNING,
    Message("有一页不能读取"),
    Message("PDF的一页已经损坏，或者是没有文字的图片；该页的内容没有读取。"),
    Message("请核对该页，或换用完整的、可选取文字的PDF。"),
)
FILE_CUT_OFF = Code(
    "pdf-cut-off",
    Severity.WARNING,
    Message("PDF在中途断开"),
    Message("PDF文件没有结尾，可能没有下载完整；能读出的内容已经读取，后面的内容可能缺失。"),
    Message("请重新下载后再核对。"),
)
CODES = (CHARACTERS_UNREADABLE, PAGE_UNREADABLE, FILE_CUT_OFF)


def read_pdf(data: bytes, *, ocr: bool = False) -> Document:
    """Give the blocks and grids of a PDF in reading order; with `ocr`, pages without text too.

    Raises UnreadableDocument.
    """
    from gongkai.report.readers.pdf.document import read  # loads pdfium, which other formats do not need

    return read(data, with_ocr=ocr)
