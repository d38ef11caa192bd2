"""PDF files made by hand, for the tests of the reader: text and rules at given places, and nothing else.

The fonts are ones that every PDF reader knows by name, so that no font file is needed; figures and
letters are 0.6 of their size wide, Chinese characters as wide as high. Points are counted from the
top left corner of the page, as one reads.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from itertools import groupby
from math import cos, radians, sin

LATIN = "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>"
HAN = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font"
    " /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1)"
    " /Supplement 4 >> /DW 1000 /FontDescriptor << /Type /FontDescriptor"
    " /FontName /STSong-Light /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120"
    " /CapHeight 700 /StemV 80 >> >>] >>"
)


Scramble = Callable[[int, bytes], bytes]


class Page:
    """A page to draw on."""

    def __init__(self, width: float = 595, height: float = 842, *, rotate: int = 0) -> None:
        self.width, self.height, self.rotate = width, height, rotate
        self.content: list[str] = []
        self.forms: list[str] = []
        self.pictures: list[str] = []

    def text(self, x: float, y: float, text: str, *, size: float = 10, angle: float = 0) -> None:
        """Write a text whose first character stands at x on the line y; `angle` turns it counter-clockwise."""
        along, up = cos(radians(angle)), sin(radians(angle))
        way = 0.0
        for is_latin, run in groupby(text, key=str.isascii):
            piece = "".join(run)
            font, codes = ("/F2", piece.encode("cp1252")) if is_latin else ("/F1", piece.encode("utf-16-be"))
            self.content.append(
                f"BT {font} {size} Tf {along:.4f} {up:.4f} {-up:.4f} {along:.4f} {x + along * way:.3f}"
                f" {self.height - y + up * way:.3f} Tm <{codes.hex()}> Tj ET"
            )
            way += width_of(piece, size)

    def line(self, x: float, y: float, to_x: float, to_y: float, *, dash: str = "") -> None:
        """Stroke a line."""
        self.content.append(
            f"q 0.5 w {dash} {x} {self.height - y} m {to_x} {self.height - to_y} l S Q",
        )

    def bar(self, x: float, y: float, width: float, height: float) -> None:
        """Fill a rectangle with its top left corner at a place."""
        self.content.append(f"{x} {self.height - y - height} {width} {height} re f")

    def frame(self, x: float, y: float, width: float, height: float) -> None:
        """Stroke a rectangle."""
        self.content.append(f"0.5 w {x} {self.height - y - height} {width} {height} re S")

    def lattice(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        """Stroke the rules of a table."""
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        for x in xs:
            self.line(x, ys[0], x, ys[-1])

    def cells(self, xs: Sequence[float], ys: Sequence[float], rows: Sequence[Sequence[str]], size: float = 10) -> None:
        """Write texts into the cells of a lattice, a little inside each."""
        for y, row in zip(ys, rows):
            for x, text in zip(xs, row):
                if text:
                    self.text(x + 3, y + size + 2, text, size=size)

    def in_form(self) -> None:
        """Put all drawn so far into a form that the page shows, moved by (20, 0)."""
        self.forms.append("\n".join(self.content))
        self.content = [f"q 1 0 0 1 20 0 cm /Fm{len(self.forms)} Do Q"]

    def picture(self, x: float, y: float, width: float, height: float) -> None:
        """Show a grey picture."""
        self.pictures.append("picture")
        self.content.append(f"q {width} 0 0 {height} {x} {self.height - y - height} cm /Im1 Do Q")


def width_of(text: str, size: float = 10) -> float:
    """Give how wide a text is."""
    return sum(0.6 if char.isascii() else 1.0 for char in text) * size


def pdf(*pages: Page, han: str = HAN, encrypt: str = "", trailer: str = "", scramble: Scramble | None = None) -> bytes:
    """Give the file of some pages; `scramble` encrypts the bytes of a stream, given the number of its object."""
    objects: list[bytes] = [b"", b"", han.encode(), LATIN.encode()]
    kids = []
    for page in pages:
        resources = "/Font << /F1 3 0 R /F2 4 0 R >>"
        forms = []
        for form in page.forms:
            head = f"/Type /XObject /Subtype /Form /BBox [0 0 {page.width} {page.height}] /Resources << {resources} >>"
            objects.append(_stream(form.encode(), head))
            forms.append(len(objects))
        named = " ".join(f"/Fm{index} {number} 0 R" for index, number in enumerate(forms, start=1))
        if page.pictures:
            head = "/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8"
            objects.append(_stream(bytes([200] * 4), head))
            named += f" /Im1 {len(objects)} 0 R"
        objects.append(_stream("\n".join(page.content).encode(), ""))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width} {page.height}] /Rotate {page.rotate}"
            f" /Resources << {resources} /XObject << {named} >> >> /Contents {len(objects)} 0 R >>".encode()
        )
        kids.append(len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] /Count {len(kids)} >>".encode()
    if scramble is not None:
        objects = [_scrambled(body, number, scramble) for number, body in enumerate(objects, start=1)]
    return _file(objects, encrypt, trailer)


def _stream(data: bytes, head: str) -> bytes:
    packed = zlib.compress(data)
    return f"<< {head} /Filter /FlateDecode /Length {len(packed)} >>\nstream\n".encode() + packed + b"\nendstream"


def _scrambled(body: bytes, number: int, scramble: Scramble) -> bytes:
    head, found, rest = body.partition(b"stream\n")
    return head + found + scramble(number, rest[: -len(b"\nendstream")]) + b"\nendstream" if found else body


def _file(objects: Sequence[bytes], encrypt: str, trailer: str) -> bytes:
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    bodies = [*objects, encrypt.encode()] if encrypt else objects
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    reference = f"/Encrypt {len(places)} 0 R" if encrypt else ""
    out += f"trailer\n<< /Size {len(places) + 1} /Root 1 0 R {reference} {trailer} >>\n".encode()
    return bytes(out) + f"startxref\n{start}\n%%EOF\n".encode()
