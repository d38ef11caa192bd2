"""A page saved as a single file (单个文件网页, MHT): the page itself, out of what was saved with it."""

from __future__ import annotations

import re

from gongkai.report.blocks import too_long

_HEAD = 8192
_BLANK_LINE = re.compile(rb"\r?\n[ \t]*\r?\n")
_BOUNDARY = re.compile(rb"boundary\s*=", re.IGNORECASE)
_MOST_LINES = 500_000
"""The largest file that is read has so many, of the usual length."""
_MOST_NESTED = 20
"""Parts within parts; a saved page has one."""


def page_in(data: bytes) -> bytes | None:
    """Give the page in a file of MIME parts, or None when it is no such file or holds no page.

    Raises UnreadableDocument when it has far more lines than any, or parts within parts many times over.
    """
    begins = data[:_HEAD].lower()
    if not _is_head(begins) or not _is_head(_BLANK_LINE.split(begins.lstrip(), maxsplit=1)[0]):
        return None
    if data.count(b"\n") > _MOST_LINES or len(_BOUNDARY.findall(data)) > _MOST_NESTED:
        raise too_long()
    from email.parser import BytesParser

    parts = BytesParser().parsebytes(data.lstrip()).walk()
    pages = (part.get_payload(decode=True) for part in parts if part.get_content_type() == "text/html")
    return next((page for page in pages if isinstance(page, bytes) and page.strip()), None)


def _is_head(begins: bytes) -> bool:
    return b"mime-version:" in begins and b"multipart/" in begins
