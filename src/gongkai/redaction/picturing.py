"""A page made a picture, with its marks painted into it, and the text that is still to be seen laid over it unseen.

The picture holds what is seen of the page and nothing that lies behind it; under a mark its own pixels are black. The
text over it, which can be searched and read aloud, holds a character only if it is seen and no mark touches it.
Its fonts have no shapes, and list their characters by their codes, so that no order of first use remains.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from typing import NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageChops, ImageDraw

from gongkai.redaction.boxes import Box
from gongkai.redaction.pages import SCALE, Char, Page

_TOUCHED = 0.25
"""The share of a character under a mark from which it counts as marked: its neighbours reach into a mark a little."""
_MOST_LOSSLESS = 1_500_000
"""Bytes up to which a picture is kept without loss; text is far below, photographs above."""
_QUALITY = 88
_MOST_OF_A_FONT = 255
_DESCENT = 0.2
_STEPS = 20
"""The steps of its height in which the width of a character is told."""
_WIDEST = 5 * _STEPS

_MARK = (0, 0, 0)


def draw(pdf: pikepdf.Pdf, page: Page, marks: Sequence[Box]) -> tuple[Dictionary, list[str]]:
    """Give a page for a PDF that shows a page with these areas taken out, and the text that stood in each area."""
    picture = page.picture(page.scale(SCALE))
    chars = page.chars()
    unseen = set(page.unseen(picture, picture.width / page.size[0]))
    paint(picture, page.size, marks)
    kept = [
        char
        for char in chars
        if char.drawn and not char.is_blank and char not in unseen and not any(touches(mark, char) for mark in marks)
    ]
    removed = ["".join(char.text for char in chars if touches(mark, char)) for mark in marks]
    return _page(pdf, page.size, picture, kept), removed


def touches(mark: Box, char: Char) -> bool:
    """Tell whether a mark takes a character out."""
    for box in (char.ink, char.box):
        if box.area and (mark.holds(*box.centre) or mark.common(box) >= _TOUCHED * box.area):
            return True
    return False


def paint(picture: Image.Image, size: tuple[float, float], marks: Iterable[Box]) -> None:
    """Paint areas of a page over in its picture, out to the whole pixels that they touch."""
    across, down = picture.width / size[0], picture.height / size[1]
    brush = ImageDraw.Draw(picture)
    for left, top, right, bottom in marks:
        corner = (math.ceil(right * across) - 1, math.ceil(bottom * down) - 1)
        brush.rectangle(((math.floor(left * across), math.floor(top * down)), corner), fill=_MARK)


def _page(pdf: pikepdf.Pdf, size: tuple[float, float], picture: Image.Image, chars: Sequence[Char]) -> Dictionary:
    width, height = size
    fonts, places = _fonts(pdf, chars)
    content = b"q %s 0 0 %s 0 0 cm /P Do Q\n" % (_number(width), _number(height))
    if chars:
        content += b"BT 3 Tr\n" + b"".join(_laid(chars, places, height)) + b"ET\n"
    return Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, round(width, 3), round(height, 3)]),
        Resources=Dictionary(XObject=Dictionary(P=_image(pdf, picture)), Font=fonts),
        Contents=pdf.make_stream(content),
    )


def _number(value: float) -> bytes:
    return f"{value:.3f}".rstrip("0").rstrip(".").encode()


# ── The picture ──────────────────────────────────────────────────────────────


def _image(pdf: pikepdf.Pdf, picture: Image.Image) -> pikepdf.Stream:
    if _is_grey(picture):
        picture = picture.convert("L")
    data = zlib.compress(picture.tobytes(), 1)  # and again, smaller, when the whole is written
    filter = Name.FlateDecode
    if len(data) > _MOST_LOSSLESS:
        out = BytesIO()
        picture.save(out, "JPEG", quality=_QUALITY, subsampling=0)
        data, filter = out.getvalue(), Name.DCTDecode
    return pdf.make_stream(
        data,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=picture.width,
        Height=picture.height,
        ColorSpace=Name.DeviceGray if picture.mode == "L" else Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=filter,
    )


def _is_grey(picture: Image.Image) -> bool:
    red, green, blue = picture.split()
    return all(ImageChops.difference(one, other).getbbox() is None for one, other in ((red, green), (green, blue)))


# ── The text over it ─────────────────────────────────────────────────────────


class _Place(NamedTuple):
    """Where a character of a width is listed: its font, its code in it."""

    font: int
    code: int


def _shape(char: Char) -> tuple[str, int]:
    """Give a character and its width in steps of its height, by which fonts list it."""
    return char.text, min(_WIDEST, max(1, round(_STEPS * char.length / char.height)))


def _fonts(pdf: pikepdf.Pdf, chars: Iterable[Char]) -> tuple[Dictionary, dict[tuple[str, int], _Place]]:
    """Give fonts without shapes for some characters, and where each is listed."""
    shapes = sorted({_shape(char) for char in chars})
    fonts = Dictionary()
    places: dict[tuple[str, int], _Place] = {}
    for number, start in enumerate(range(0, len(shapes), _MOST_OF_A_FONT)):
        batch = shapes[start : start + _MOST_OF_A_FONT]
        fonts[f"/F{number}"] = _font(pdf, batch)
        places |= {shape: _Place(number, code) for code, shape in enumerate(batch, 1)}
    return fonts, places


def _font(pdf: pikepdf.Pdf, shapes: Sequence[tuple[str, int]]) -> pikepdf.Object:
    low, high = round(-1000 * _DESCENT), round(1000 * (1 - _DESCENT))
    widths = [width * 1000 // _STEPS for _, width in shapes]
    # A shape draws nothing and has a box: pdfium passes over characters that have none.
    empty = {f"/w{width}": pdf.make_stream(b"%d 0 0 %d %d %d d1" % (width, low, width, high)) for width in widths}
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=Array([0, low, max(widths), high]),
            FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
            CharProcs=Dictionary(empty),
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array([1, *(Name(f"/w{width}") for width in widths)])),
            FirstChar=1,
            LastChar=len(shapes),
            Widths=Array(widths),
            Resources=Dictionary(),
            ToUnicode=pdf.make_stream(_meanings([text for text, _ in shapes])),
        )
    )


def _meanings(texts: Sequence[str]) -> bytes:
    lines = [f"<{code:02X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in enumerate(texts, 1)]
    # No more than a hundred in one go: so the format has it.
    parts = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CMapName /Plain def /CMapType 2 def",
            "1 begincodespacerange <00> <FF> endcodespacerange",
            *("\n".join([f"{len(part)} beginbfchar", *part, "endbfchar"]) for part in parts),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    ).encode("ascii")


def _laid(chars: Iterable[Char], places: Mapping[tuple[str, int], _Place], height: float) -> Iterator[bytes]:
    """Give the instructions that lay the text, run by run: readers put together again what comes in one piece."""
    for run in _runs(chars, places):
        first = run[0]
        side = first.height
        parts = []
        for char, following in zip(run, [*run[1:], None]):
            parts.append(b"<%02X>" % places[_shape(char)].code)
            if following is not None:
                back = _shape(char)[1] / _STEPS - (following.start - char.start) / side
                parts.append(_number(1000 * back))
        matrix = b" ".join(map(_number, _matrix(first, height)))
        yield b"/F%d 1 Tf %s Tm [%s] TJ\n" % (places[_shape(first)].font, matrix, b" ".join(parts))


def _runs(chars: Iterable[Char], places: Mapping[tuple[str, int], _Place]) -> Iterator[list[Char]]:
    """Give the characters in runs that stand side by side in one font and one height."""
    run: list[Char] = []
    for char in chars:
        if char.turn is None:  # a watermark, mostly; it is seen, but would be in the way of the text
            continue
        if run and not (
            places[_shape(char)].font == places[_shape(run[-1])].font and _follows(run[-1], char, run[0].height)
        ):
            yield run
            run = []
        run.append(char)
    if run:
        yield run


def _follows(before: Char, char: Char, side: float) -> bool:
    return (
        char.turn == before.turn
        and abs(char.height - side) < 0.05 * side
        and abs(char.base - before.base) < 0.05 * side
        and -0.2 * side < char.start - before.start - before.length < side
    )


def _matrix(char: Char, height: float) -> tuple[float, ...]:
    """Give the matrix that lays a run from its first character on, on a page whose y grows upwards."""
    left, top, right, bottom = char.box
    side = char.height
    match char.turn:
        case 0:
            return side, 0, 0, side, left, height - bottom + _DESCENT * side
        case 1:
            return 0, -side, side, 0, left + _DESCENT * side, height - top
        case 2:
            return -side, 0, 0, -side, right, height - top - _DESCENT * side
        case _:
            return 0, side, -side, 0, right - _DESCENT * side, height - bottom
