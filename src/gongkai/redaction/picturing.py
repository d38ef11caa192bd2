"""A page made a picture, with its marks painted into it, and the text that is still to be seen laid over it unseen.

The picture holds what is seen of the page and nothing that lies behind it; under a mark its own pixels are black. The
text over it, which can be searched and read aloud, holds a character only if it is seen and no mark touches it.
Its fonts have no shapes, and list their characters by their codes, so that no order of first use remains.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO

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


def _fonts(pdf: pikepdf.Pdf, chars: Iterable[Char]) -> tuple[Dictionary, dict[str, tuple[int, int]]]:
    """Give fonts without shapes for some characters, and for each character its font and its code in it."""
    texts = sorted({char.text for char in chars})
    fonts = Dictionary()
    places: dict[str, tuple[int, int]] = {}
    for number, start in enumerate(range(0, len(texts), _MOST_OF_A_FONT)):
        batch = texts[start : start + _MOST_OF_A_FONT]
        fonts[f"/F{number}"] = _font(pdf, batch)
        places |= {text: (number, code) for code, text in enumerate(batch, 1)}
    return fonts, places


def _font(pdf: pikepdf.Pdf, texts: Sequence[str]) -> pikepdf.Object:
    # The one shape is empty and has a box: pdfium passes over characters that have none.
    shape = pdf.make_stream(b"1000 0 0 %d 1000 %d d1" % (-1000 * _DESCENT, 1000 * (1 - _DESCENT)))
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=Array([0, round(-1000 * _DESCENT), 1000, round(1000 * (1 - _DESCENT))]),
            FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
            CharProcs=Dictionary(g=shape),
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array([1, *[Name.g] * len(texts)])),
            FirstChar=1,
            LastChar=len(texts),
            Widths=Array([1000] * len(texts)),
            Resources=Dictionary(),
            ToUnicode=pdf.make_stream(_meanings(texts)),
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


def _laid(chars: Iterable[Char], places: dict[str, tuple[int, int]], height: float) -> Iterator[bytes]:
    current = None
    for char in chars:
        if char.turn is None:  # a watermark, mostly; it is seen, but would be in the way of the text
            continue
        font, code = places[char.text]
        if font != current:
            yield b"/F%d 1 Tf\n" % font
            current = font
        matrix = b" ".join(map(_number, _matrix(char.box, char.turn, height)))
        yield matrix + b" Tm <%02X> Tj\n" % code


def _matrix(box: Box, turn: int, height: float) -> tuple[float, ...]:
    """Give the matrix that lays a character of one by one into its box, on a page whose y grows upwards."""
    left, top, right, bottom = box
    across, up = right - left, bottom - top
    match turn:
        case 0:
            return across, 0, 0, up, left, height - bottom + _DESCENT * up
        case 1:
            return 0, -up, across, 0, left + _DESCENT * across, height - top
        case 2:
            return -across, 0, 0, -up, right, height - top - _DESCENT * up
        case _:
            return 0, up, -across, 0, right - _DESCENT * across, height - bottom
