"""Redaction for others to call: each function works in a child process with limits, since files come from anybody."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from typing import Any

from gongkai.redaction import finding, opening, redacting
from gongkai.redaction.finding import Line
from gongkai.redaction.inspection.hidden import Hidden
from gongkai.redaction.marks import PATTERNS, Found, Kind, Mark
from gongkai.redaction.opening import Document
from gongkai.redaction.pages import LOOKING_SCALE, opened
from gongkai.redaction.redacting import Redacted
from gongkai.untrusted.worker import Limits, Worker, kept

LIMITS = Limits(seconds=900, memory=4 * 2**30)
"""A page takes some tenths of a second, a document may have five hundred; LibreOffice comes before that."""
LOOKING = Limits(seconds=60)
"""One page is drawn, or read. A child of its own does it, so that nobody who looks waits for a whole document."""


def prepare(data: bytes) -> Document:
    """Give a document to be searched and redacted from the bytes of a file. Raises UnreadableDocument."""
    document: Document = _shared().ask("prepare", data)
    return document


def inspect(data: bytes) -> tuple[Hidden, ...]:
    """List what a file holds that is not to be seen on its pages. Raises UnreadableDocument."""
    return prepare(data).hidden


def find(document: Document, *, kinds: Iterable[Kind] = PATTERNS, words: Iterable[str] = ()) -> tuple[Found, ...]:
    """Give what is found on the pages of a document: personal data by its form, and words."""
    found: tuple[Found, ...] = _shared().ask("find", document, kinds=tuple(kinds), words=tuple(words))
    return found


def texts(document: Document, *, most: int) -> tuple[str, ...]:
    """Give what the pages of a document say, up to so many characters in all: later pages are left out."""
    found: tuple[str, ...] = _shared().ask("texts", document, most=most)
    return found


def redact(document: Document, marks: Iterable[Mark]) -> Redacted:
    """Give a document without what is marked. Raises NotAllowed for a mark without a ground or a place."""
    redacted: Redacted = _shared().ask("redact", document, tuple(marks))
    return redacted


def picture(document: Document, page: int, *, scale: float = LOOKING_SCALE) -> bytes:
    """Give the picture of a page as PNG, to mark areas on: so many pixels to a point."""
    png: bytes = _looking().ask("picture", document, page, scale)
    return png


def lines(document: Document, page: int) -> tuple[Line, ...]:
    """Give the lines of a page, to mark by what they say where it cannot be done by sight."""
    found: tuple[Line, ...] = _looking().ask("lines", document, page)
    return found


def _shared() -> Worker:
    return kept(f"{__name__}:answer", LIMITS)


def _looking() -> Worker:
    return kept(f"{__name__}:answer", LOOKING)


# ── In the child ─────────────────────────────────────────────────────────────


def answer(what: str, *arguments: Any, **named: Any) -> Any:
    """Do one of these things, in the child."""
    return _DONE[what](*arguments, **named)


def _picture(document: Document, number: int, scale: float) -> bytes:
    out = BytesIO()
    with opened(document.pdf) as pages, pages.page(number) as page:
        page.picture(page.scale(scale)).save(out, "PNG")
    return out.getvalue()


_DONE: Mapping[str, Callable[..., Any]] = {
    "prepare": opening.prepare,
    "find": finding.find,
    "lines": finding.lines,
    "texts": finding.texts,
    "redact": redacting.redact,
    "picture": _picture,
}
