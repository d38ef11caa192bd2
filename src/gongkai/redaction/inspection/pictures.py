"""What is said of the pictures of a file to whoever cannot see them: the alternative text of each, if it has one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

import pikepdf
from pikepdf import Dictionary, Name

from gongkai.redaction.inspection.elements import attribute, elements_of, is_on, name_of
from gongkai.untrusted.archive import Archive

if TYPE_CHECKING:
    from lxml import etree

MOST = 500
_HIGHEST = 30
"""Elements of a structure that are gone up through to find on which page something stands."""


class Pictured(NamedTuple):
    """A picture: on which page if that is known, its alternative text, and whether the file can hold one at all."""

    page: int | None
    words: str
    can_have_words: bool = True


# ── DOCX ─────────────────────────────────────────────────────────────────────

_DRAWN = ("blip", "chart")


def of_word(data: bytes) -> tuple[Pictured, ...]:
    """List the pictures and charts of a DOCX, but for those marked as decoration. Raises UnreadableDocument."""
    found = (_drawn(each) if name_of(each) == "docPr" else _old(each) for each in elements_of(Archive(data), _MAIN))
    return tuple(islice((each for each in found if each is not None), MOST))


_MAIN = "word/document.xml"


def _drawn(properties: etree._Element) -> Pictured | None:
    around = properties.getparent()
    shown = around is not None and any(name_of(each) in _DRAWN for each in around.iter() if isinstance(each.tag, str))
    decorative = any(name_of(each) == "decorative" and is_on(each) for each in properties.iter())
    return Pictured(None, attribute(properties, "descr")) if shown and not decorative else None


def _old(data: etree._Element) -> Pictured | None:
    """Give a picture as Word wrote it before 2010; what newer ones have beside their own, for old programs, is none."""
    if name_of(data) != "imagedata":
        return None
    above = {name_of(each): each for each in reversed(list(data.iterancestors()))}
    if "Fallback" in above or "object" in above or "shape" not in above:
        return None
    return Pictured(None, attribute(above["shape"], "alt"))


# ── PDF ──────────────────────────────────────────────────────────────────────


def is_tagged(pdf: pikepdf.Pdf) -> bool:
    """Tell whether a PDF says what its contents are: only then a picture can have alternative text."""
    marked = pdf.Root.get("/MarkInfo")
    is_marked = isinstance(marked, Dictionary) and bool(marked.get("/Marked"))
    return is_marked and isinstance(pdf.Root.get("/StructTreeRoot"), Dictionary)


def of_tagged(pdf: pikepdf.Pdf) -> tuple[Pictured, ...]:
    """List the pictures (Figure) of a PDF that is tagged."""
    roles = pdf.Root.StructTreeRoot.get("/RoleMap")
    figures = {Name.Figure}
    if isinstance(roles, Dictionary):
        figures |= {Name(key) for key, means in roles.items() if means == Name.Figure}
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    return tuple(islice(_figures(pdf, figures, numbers), MOST))


def _figures(pdf: pikepdf.Pdf, figures: set[Any], numbers: dict[tuple[int, int], int]) -> Iterator[Pictured]:
    for each in pdf.objects:
        if isinstance(each, Dictionary) and each.get("/S") in figures and "/P" in each:
            words = (each.get(key) for key in ("/Alt", "/ActualText"))
            said = next((str(one) for one in words if isinstance(one, pikepdf.String) and str(one).strip()), "")
            yield Pictured(_page(each, numbers), said)


def _page(element: Any, numbers: dict[tuple[int, int], int]) -> int | None:
    kids = element.get("/K")
    below = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    for each in below:
        if isinstance(each, Dictionary) and isinstance(each.get("/Pg"), Dictionary):
            return numbers.get(each.Pg.objgen)
    for _step in range(_HIGHEST):
        if not isinstance(element, Dictionary):
            break
        if isinstance(element.get("/Pg"), Dictionary):
            return numbers.get(element.Pg.objgen)
        element = element.get("/P")
    return None
