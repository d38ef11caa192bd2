"""Pieces of evidence on pages, with cover and index, bound as one PDF."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from gongkai.applications.notices.letter import Letter
from gongkai.applications.notices.pdf import write_pdf
from gongkai.attachments import rules as attachments
from gongkai.attachments.models import Attachment
from gongkai.attachments.storing import open_place, size_in_words
from gongkai.law.errors import UnreadableDocument
from gongkai.law.message import chinese_date
from gongkai.remedies.bundle import binding
from gongkai.remedies.bundle.binding import Bound
from gongkai.remedies.bundle.piece import Content, Piece, Sheet, Table, digest
from gongkai.typesetting.characters import characters
from gongkai.typesetting.pages import set_pages
from gongkai.vault.streams import StreamBroken


@dataclass(frozen=True)
class Cover:
    """What stands on the cover: the case, before whom, who hands it in, when."""

    facts: Sequence[tuple[str, str]]
    signature: str
    day: date


class Numbered(NamedTuple):
    """A piece with its number and the pages it stands on, counted from the cover."""

    number: int
    piece: Piece
    first: int
    last: int


class Bundle(NamedTuple):
    """The bundle: the PDF, how many pages it has, and where each piece stands."""

    pdf: bytes
    pages: int
    pieces: tuple[Numbered, ...]


def assembled(cover: Cover, pieces: Sequence[Piece]) -> Bundle:
    """Bind pieces of evidence under a cover and an index."""
    parts = [_parts(piece) for piece in pieces]
    sizes = [[size for part in of_piece for size in binding.sizes_of(part)] for of_piece in parts]
    front, numbered = _front(cover, pieces, [len(each) for each in sizes])
    title = _("证据材料")
    before = binding.sizes_of(front)
    pages = len(before) + sum(len(each) for each in sizes)
    marks = [_mark(size, "", number, pages) for number, size in enumerate(before, start=1)]
    for each, of_piece in zip(numbered, sizes, strict=True):
        said = _("证据%(number)d") % {"number": each.number}
        marks += [_mark(size, said, each.first + place, pages) for place, size in enumerate(of_piece)]
    contents = [Bound(_("目录"), 1), *(Bound(f"{each.number} {each.piece.name}", each.first - 1) for each in numbered)]
    flat = [front, *(part for of_piece in parts for part in of_piece)]
    pdf = binding.bind(flat, _set("marks.typ", {"pages": marks}), contents, title)
    return Bundle(pdf, pages, tuple(numbered))


def _mark(size: tuple[float, float], piece: str, number: int, pages: int) -> dict[str, Any]:
    said = _("第 %(number)d 页，共 %(pages)d 页") % {"number": number, "pages": pages}
    return {"width": size[0], "height": size[1], "piece": piece, "number": said}


def _front(cover: Cover, pieces: Sequence[Piece], lengths: Sequence[int]) -> tuple[bytes, list[Numbered]]:
    """Set cover and index; the index says where pieces begin, which its own length decides."""
    length = 2
    while True:
        numbered, first = [], length + 1
        for number, (piece, pages) in enumerate(zip(pieces, lengths, strict=True), start=1):
            numbered.append(Numbered(number, piece, first, first + pages - 1))
            first += pages
        front = _set_sheets([_cover(cover), _index(numbered)])
        needed = len(binding.sizes_of(front))
        if needed <= length:
            return front, numbered
        length = needed


def _cover(cover: Cover) -> dict[str, Any]:
    facts = [[label, value] for label, value in cover.facts if value]
    return {
        "kind": "cover",
        "title": _("证据材料"),
        "facts": facts,
        "signature": cover.signature,
        "day": chinese_date(cover.day),
    }


def _index(numbered: Sequence[Numbered]) -> dict[str, Any]:
    heads = (_("序号"), _("证据名称"), _("来源"), _("证明目的"), _("页码"))
    rows = [
        (str(each.number), each.piece.name, each.piece.source, each.piece.proves, _pages(each)) for each in numbered
    ]
    return _sheet(Sheet(_("证据目录"), tables=[Table(heads, rows, (2, 8, 5, 8, 3))]))


def _pages(each: Numbered) -> str:
    return str(each.first) if each.first == each.last else f"{each.first}—{each.last}"


def _parts(piece: Piece) -> list[bytes]:
    return [_pdf_of(content, piece) for content in piece.contents]


def _pdf_of(content: Content, piece: Piece) -> bytes:
    if isinstance(content, Sheet):
        return _set_sheets([_sheet(content)])
    if isinstance(content, Letter):
        return write_pdf(content)
    if isinstance(content, bytes):
        return binding.on_pages(content, "pdf")
    return _of_file(content, piece)


def _of_file(row: Attachment, piece: Piece) -> bytes:
    """Give the pages of a file, or a page that names it where it cannot be put on pages."""
    if not attachments.may_be_given_out(row):
        return _named(row, piece, _("这个文件没有查毒或者查出病毒，没有编入。"))
    try:
        with open_place(row.file.place, row.file.secret) as file:
            return binding.on_pages(file.read(), row.kind)
    except (UnreadableDocument, StreamBroken) as error:
        return _named(row, piece, str(error))


def _named(row: Attachment, piece: Piece, why: str) -> bytes:
    facts = [
        (_("证据名称"), piece.name),
        (_("文件名"), row.name),
        (_("格式"), row.get_kind_display()),
        (_("大小"), size_in_words(row.size)),
        (_("校验值（SHA-256）"), digest(row.sha256)),
        *([(_("校验值（SM3）"), digest(row.sm3))] if row.sm3 else []),
    ]
    return _set_sheets([_sheet(Sheet(_("另附的文件"), facts), note=_("原件另附。%(why)s") % {"why": why})])


def _sheet(sheet: Sheet, *, note: str = "") -> dict[str, Any]:
    tables = [
        {"heads": list(table.heads), "rows": [list(row) for row in table.rows], "widths": list(table.widths)}
        for table in sheet.tables
    ]
    facts = [[label, value] for label, value in sheet.facts]
    return {"kind": "sheet", "title": sheet.title, "facts": facts, "tables": tables, "note": note}


def _set_sheets(pages: Iterable[dict[str, Any]]) -> bytes:
    return _set("sheet.typ", {"title": _("证据材料"), "pages": list(pages)})


def _set(template: str, data: dict[str, Any]) -> bytes:
    return set_pages((files(__package__) / template).read_bytes(), _fit(data))


def _fit(value: Any) -> Any:
    """Give data without what no file may hold, its words said."""
    if isinstance(value, dict):
        return {name: _fit(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_fit(each) for each in value]
    return value if isinstance(value, int | float) else characters(str(value))
