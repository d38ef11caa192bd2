"""Writing the file without what was marked: a new one, into which only what is known to be harmless is taken over.

A page with a mark becomes a picture (`picturing`): text, pictures, drawings and whatever else lies under the mark are
then nowhere in it, however they were drawn. So does a page with text that is not to be seen, with layers, or with
anything `copying` does not know. A page without marks is copied, unless a font of it is also that of a page on which
something was taken out: fonts are cut down to the characters of a document, in the order in which they first come,
and would tell which these were. Nothing else of the old file comes along: no properties, scripts, attachments,
outlines, structure, names, forms, and no earlier version.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any, NamedTuple

import pikepdf

from gongkai.law.citation import cite, cites
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.redaction.boxes import Box
from gongkai.redaction.copying import CannotCopy, inherited, numbers_below, prepare_page
from gongkai.redaction.inspection.hidden import Hidden, Hiding
from gongkai.redaction.marks import Ground, Mark, grounds_of, require_grounds
from gongkai.redaction.opening import Document
from gongkai.redaction.pages import Pages, opened
from gongkai.redaction.picturing import draw, touches

_STILL_SEEN = (Hiding.NO_TEXT, Hiding.PICTURE, Hiding.HEADER_FOOTER)
"""What was listed because search does not reach it, or it is easily overlooked; it is on the pages and stays there."""
_UNSEEN = (Hiding.COVERED_TEXT, Hiding.COVERED_PICTURE, Hiding.UNSEEN_TEXT)


class Removed(NamedTuple):
    """What a mark took out: the text that stood under it, empty where a picture was; for the sealed record alone."""

    page: int
    box: Box
    ground: str
    text: str


class Redacted(NamedTuple):
    """A redacted document: the new PDF, what was taken out, the grounds for the letter.

    `left_behind` is what the file held beside its pages; `pictured` are the pages that became pictures.
    """

    pdf: bytes
    removed: tuple[Removed, ...]
    grounds: tuple[Ground, ...]
    left_behind: tuple[Hidden, ...]
    pictured: tuple[int, ...]


@cites("条例第37条")
def redact(document: Document, marks: Iterable[Mark]) -> Redacted:
    """Give a document without what is marked (区分处理). Raises NotAllowed for a mark without a ground or a place."""
    marks = tuple(dict.fromkeys(marks))
    require_grounds(marks)
    _require_places(document, marks)
    under = {page: [mark for mark in marks if mark.page == page] for page in {mark.page for mark in marks}}
    removed: list[Removed] = []
    with (
        pikepdf.open(BytesIO(document.pdf), suppress_warnings=True) as source,
        pikepdf.new() as target,
        opened(document.pdf) as pages,
    ):
        pictured = _to_be_pictured(document, source, set(under))
        for number, page in enumerate(source.pages, 1):
            if number in pictured:
                removed += _pictured(target, pages, page, under.get(number, []), number)
            else:
                target.pages.append(page)
        data = _written(target)
    _require_gone(data, under)
    return Redacted(
        data,
        tuple(removed),
        grounds_of(marks),
        tuple(each for each in document.hidden if each.kind not in _STILL_SEEN),
        tuple(sorted(pictured)),
    )


def _require_places(document: Document, marks: Iterable[Mark]) -> None:
    for mark in marks:
        if not 1 <= mark.page <= len(document.sizes):
            raise NotAllowed(
                "mark-off-document",
                Message("标记在第{page}页，而文件只有{count}页。", page=mark.page, count=len(document.sizes)),
                hint=Message("请核对页码，页码从1起。"),
                citation=cite("条例第37条"),
            )
        if not all(map(math.isfinite, mark.box)) or not mark.box.area:
            raise NotAllowed(
                "mark-empty",
                Message("第{page}页有一处标记没有范围。", page=mark.page),
                hint=Message("请写明左、上、右、下，单位为点，从页面左上角量起，右大于左，下大于上。"),
                citation=cite("条例第37条"),
            )


def _to_be_pictured(document: Document, source: pikepdf.Pdf, marked: set[int]) -> set[int]:
    """Give the pages that become pictures; the others are left with nothing but what may be copied."""
    lossy = marked | {each.page for each in document.hidden if each.kind in _UNSEEN and each.page is not None}
    fonts: dict[int, frozenset[tuple[int, int]]] = {}
    taken_from: frozenset[tuple[int, int]] = frozenset()
    for number, page in enumerate(source.pages, 1):
        everything = numbers_below(inherited(page.obj, "/Resources"))
        try:
            fonts[number] = prepare_page(source, page)
        except CannotCopy:
            fonts[number] = everything
            lossy.add(number)
        if number in lossy:
            taken_from |= fonts[number]
    return lossy | {number for number, made_of in fonts.items() if made_of & taken_from}


def _pictured(target: pikepdf.Pdf, pages: Pages, original: Any, marks: Sequence[Mark], number: int) -> list[Removed]:
    with pages.page(number) as page:
        drawn, texts = draw(target, page, [mark.box for mark in marks])
    if "/UserUnit" in original.obj:
        drawn.UserUnit = original.obj.UserUnit
    target.pages.append(pikepdf.Page(target.make_indirect(drawn)))
    return [Removed(mark.page, mark.box, mark.ground, text) for mark, text in zip(marks, texts)]


def _written(target: pikepdf.Pdf) -> bytes:
    out = BytesIO()
    target.remove_unreferenced_resources()
    target.save(
        out,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        recompress_flate=True,
        deterministic_id=True,
        fix_metadata_version=False,
    )
    return out.getvalue()


def _require_gone(data: bytes, under: Mapping[int, Sequence[Mark]]) -> None:
    """Read the new file once more: text under a mark would be a defect, and must not leave the house."""
    with opened(data) as pages:
        for number, marks in under.items():
            with pages.page(number) as page:
                if any(touches(mark.box, char) for char in page.chars() for mark in marks):
                    raise RuntimeError(f"text is left under a mark on page {number}")
