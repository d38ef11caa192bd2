"""The original of a report from outside, to be looked at: pages of a PDF as pictures, of other files text and tables.

All of it is done in a child process with limits, since files come from anybody; nothing of a file is shown as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any, NamedTuple

from gongkai.report.blocks import Block, Grid
from gongkai.report.reading import blocks_in
from gongkai.untrusted.archive import broken
from gongkai.untrusted.worker import Limits, Worker, kept

LIMITS = Limits(seconds=30)
MOST_PAGES = 60
"""More pages than any report has; what comes after is left to the file itself."""
_MOST_CELLS = 8_000
"""Cells and paragraphs that are shown; a report has some five hundred."""
_LONGEST = 2_000
_WIDE = 1_200
"""Pixels across the picture of a page."""


class Original(NamedTuple):
    """What is shown of a file: how many pages it has as pictures, or its text and tables; whether there is more."""

    pages: int = 0
    blocks: tuple[Block, ...] = ()
    cut: bool = False


def original(data: bytes) -> Original:
    """Give what can be shown of a file. Raises UnreadableDocument."""
    found: Original = _shared().ask("original", data)
    return found


def picture(data: bytes, page: int) -> bytes:
    """Give a page of a PDF as PNG; pages count from 1. Raises UnreadableDocument."""
    png: bytes = _shared().ask("picture", data, page)
    return png


def _shared() -> Worker:
    return kept(f"{__name__}:answer", LIMITS)


# ── In the child ─────────────────────────────────────────────────────────────


def answer(what: str, *arguments: Any) -> Any:
    """Do one of these things, in the child."""
    return _DONE[what](*arguments)


def _original(data: bytes) -> Original:
    if b"%PDF" in data[:1024]:
        with _opened(data) as document:
            return Original(min(len(document), MOST_PAGES), cut=len(document) > MOST_PAGES)
    blocks = blocks_in(data)
    shown, left = [], _MOST_CELLS
    for block in blocks:
        left -= sum(map(len, block.rows)) if isinstance(block, Grid) else 1
        if left < 0:
            break
        shown.append(_bounded(block))
    return Original(blocks=tuple(shown), cut=len(shown) < len(blocks))


def _bounded(block: Block) -> Block:
    if isinstance(block, Grid):
        rows = (tuple(cell._replace(text=cell.text[:_LONGEST]) for cell in row) for row in block.rows)
        return block._replace(rows=tuple(rows))
    return block._replace(text=block.text[:_LONGEST])


def _picture(data: bytes, number: int) -> bytes:
    out = BytesIO()
    with _opened(data) as document:
        page = document[number - 1]
        width, height = page.get_size()
        scale = _WIDE / max(width, height / 2, 1)
        page.render(scale=scale, may_draw_forms=False).to_pil().save(out, "PNG")
    return out.getvalue()


def _opened(data: bytes) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise broken() from error


_DONE: Mapping[str, Callable[..., Any]] = {"original": _original, "picture": _picture}
