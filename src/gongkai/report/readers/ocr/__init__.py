"""Scans and pictures, by OCR: an optional extra, used only when it is asked for, and never online.

A page that has no text is turned into what a page of a PDF with text gives, characters in place and
rules, so that tables are found by the same means. What is read so may be misread: its place says so,
and the checks take it into account (`trust`).
"""

from __future__ import annotations

from importlib.util import find_spec

from gongkai.law.errors import UnreadableDocument
from gongkai.law.message import Message
from gongkai.report.blocks import Document

__all__ = ["INSTALL", "MOST_PAGES", "is_installed", "read_picture", "require"]

INSTALL = "pip install 'gongkai[ocr]'"
MOST_PAGES = 60
"""Pages read by OCR, at some seconds each; a long report has twenty."""


def is_installed() -> bool:
    """Tell whether the extra is installed."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def require() -> None:
    """Say what to install where OCR is asked for and is not installed. Raises UnreadableDocument."""
    if not is_installed():
        raise UnreadableDocument(
            "ocr-not-installed",
            Message("文件是扫描件或图片，文字识别还没有安装。"),
            hint=Message("请运行 {command}。", command=INSTALL),
        )


def read_picture(data: bytes) -> Document:
    """Give the blocks and grids of a picture of a report, by OCR. Raises UnreadableDocument."""
    from gongkai.report.readers.ocr.picture import read  # loads what other formats do not need

    return read(data)
