"""The content of pages as a row of instructions: what it draws with, and what it says beside what it draws."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Name, Operator

from gongkai.untrusted.archive import broken

DAMAGE = (pikepdf.PdfError, RuntimeError, ValueError, TypeError, AttributeError, KeyError, IndexError)
"""What pikepdf, and whoever takes a value for what it should be, raises on a PDF that is not built as it should be."""

TEXT_KEYS = ("/ActualText", "/Alt", "/E")
"""What says that other text is meant by what is drawn."""
MARKED = {"BMC", "BDC", "EMC", "MP", "DP"}
"""Operators that say something beside what is drawn: the structure of the text, other text, layers."""


def is_content(stream: pikepdf.Stream) -> bool:
    """Tell whether a stream, which is no page, holds instructions to draw: a form, or a tile of a pattern."""
    return stream.get("/Subtype") == Name.Form or stream.get("/PatternType") == 1


def instructions(stream: Any) -> list[Any]:
    """Give the instructions of a page or a stream. Raises UnreadableDocument."""
    try:
        return list(pikepdf.parse_content_stream(stream))
    except DAMAGE as error:
        raise broken() from error


def without_actual_text(stream: Any, resources: Any) -> tuple[bytes, list[str]] | None:
    """Give a content that no longer says that other text is meant by what it draws, and what it said.

    None where it says nothing.
    """
    try:
        if b"BDC" not in stream.read_bytes():
            return None
    except pikepdf.PdfError as error:
        raise broken() from error
    kept = []
    said: list[str] = []
    for each in instructions(stream):
        texts = _texts(each.operands[-1], resources) if str(each.operator) == "BDC" else []
        kept.append(pikepdf.ContentStreamInstruction([each.operands[0]], Operator("BMC")) if texts else each)
        said += texts
    return (pikepdf.unparse_content_stream(kept), said) if said else None


def _texts(properties: Any, resources: Any) -> list[str]:
    named = _properties(properties, resources)
    if not isinstance(named, pikepdf.Dictionary):
        return []
    return [str(named[key]) for key in TEXT_KEYS if key in named]


def _properties(properties: Any, resources: Any) -> Any:
    if isinstance(properties, Name) and isinstance(resources, pikepdf.Dictionary):
        listed = resources.get("/Properties")
        return listed.get(str(properties)) if isinstance(listed, pikepdf.Dictionary) else None
    return properties


def layers_in(each: Any) -> Iterator[str]:
    """Give the name of the layer that an instruction begins, if it does."""
    if str(each.operator) == "BDC" and each.operands and each.operands[0] == Name.OC:
        yield str(each.operands[-1])
