"""What stands on the pages of a PDF, by pdfium: characters and their places, pictures, what is not to be seen.

Whether a character is to be seen is told by looking: the page is drawn with its text and without, and where a
character makes no difference it is behind something, of the colour of the paper, in a layer that is turned off,
cut off, or off the page. No list of ways to hide text need be complete for that.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import byref, c_double, c_float
from io import BytesIO
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops

from gongkai.law.errors import UnreadableDocument
from gongkai.law.message import Message
from gongkai.redaction.boxes import Box, around
from gongkai.untrusted.archive import broken

MOST_PAGES = 500
MOST_CHARACTERS = 20_000
"""More characters than stand on a page in any legible size."""
_MOST_OBJECTS = 50_000
_DEEPEST_FORM = 8
_MOST_PIXELS = 16_000_000
_THIN = 2.5
"""Points up to which what is drawn over a picture is a line, and what is cut off its edge is nothing."""

SCALE = 3.0
"""Pixels to a point in the pictures that take the place of pages: 216 to the inch."""
LOOKING_SCALE = 2.0
"""Pixels to a point where only is told whether something is to be seen."""

_PDFIUM = threading.Lock()
"""pdfium may be used by one thread at a time."""


class Char(NamedTuple):
    """A character: the box it takes and that of its ink, quarter turns clockwise (None: slanted), whether it is drawn.

    Spaces and ends of lines that pdfium adds have no ink. Text that only makes a scan searchable is not drawn.
    """

    text: str
    box: Box
    ink: Box
    turn: int | None
    drawn: bool

    @property
    def is_blank(self) -> bool:
        """Tell whether there is nothing to see of it by its nature."""
        return not self.text.strip()

    @property
    def start(self) -> float:
        """Give where it begins along its line, growing in the direction in which it is read."""
        left, top, right, bottom = self.box
        return (left, top, -right, -bottom)[self.turn or 0]

    @property
    def base(self) -> float:
        """Give where it ends down its page, seen from its text."""
        left, top, right, bottom = self.box
        return (bottom, -left, -top, right)[self.turn or 0]

    @property
    def length(self) -> float:
        """Give how much of its line it takes."""
        left, top, right, bottom = self.box
        return bottom - top if self.turn in (1, 3) else right - left

    @property
    def height(self) -> float:
        """Give how high it is, seen from its text."""
        left, top, right, bottom = self.box
        return right - left if self.turn in (1, 3) else bottom - top


class Picture(NamedTuple):
    """A picture on a page: its place, and whether something of it is not to be seen."""

    box: Box
    hides: bool


class Frame(NamedTuple):
    """How a page is shown: its edges in its own coordinates, and quarter turns clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @property
    def size(self) -> tuple[float, float]:
        """Give width and height as shown."""
        across, up = self.right - self.left, self.top - self.bottom
        return (up, across) if self.turn % 2 else (across, up)

    def shown(self, x: float, y: float) -> tuple[float, float]:
        """Give where a point of the page is shown, from the upper left corner."""
        match self.turn:
            case 0:
                return x - self.left, self.top - y
            case 1:
                return y - self.bottom, x - self.left
            case 2:
                return self.right - x, y - self.bottom
            case _:
                return self.top - y, self.right - x

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Give a box of the page as it is shown."""
        (x0, y0), (x1, y1) = self.shown(left, bottom), self.shown(right, top)
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


class Page:
    """A page that is loaded."""

    def __init__(self, page: Any, number: int) -> None:
        self._page = page
        self.number = number
        left, bottom, right, top = page.get_bbox()
        self.frame = Frame(left, bottom, right, top, page.get_rotation() // 90)
        self._chars: list[Char] | None = None

    @property
    def size(self) -> tuple[float, float]:
        """Give width and height in points, as shown."""
        return self.frame.size

    def chars(self) -> list[Char]:
        """Give the characters in the order of the text. Raises UnreadableDocument when there are too many."""
        if self._chars is None:
            self._chars = list(_characters(self._page, self.frame))
        return self._chars

    def scale(self, wanted: float) -> float:
        """Give pixels to a point: as wanted, or fewer on a page so large that its picture would take too much."""
        width, height = self.size
        return min(wanted, math.sqrt(_MOST_PIXELS / max(1.0, width * height)))

    def picture(self, scale: float) -> Image.Image:
        """Give the page as it is seen."""
        picture: Image.Image = self._page.render(scale=scale, draw_annots=False, rev_byteorder=True).to_pil()
        return picture.convert("RGB")  # a copy, and not the memory of pdfium

    def unseen(self, picture: Image.Image, scale: float) -> list[Char]:
        """Give the drawn characters that make no difference to the picture of the page; the page is spent then."""
        drawn = [char for char in self.chars() if char.drawn and not char.is_blank]
        if not drawn:
            return []
        _hide_text(self._page)
        difference = ImageChops.difference(picture, self.picture(scale))
        return [char for char in drawn if not _differs(difference, char.ink, scale)]

    def pictures(self) -> list[Picture]:
        """Give the pictures on the page, and of each whether something of it is not to be seen.

        So it is where anything but text and lines is drawn over it, where it reaches beyond the page or is clipped. A
        picture within a form is counted among them, since where it stands is not told.
        """
        found = []
        whole = Box(0, 0, *self.size).wider(_THIN)
        over: list[Box] = []
        for each in reversed(list(_objects(self._page, _MOST_OBJECTS, deepest=0))):
            kind = pdfium.FPDFPageObj_GetType(each)
            box = self._bounds(each)
            if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                hides = whole.common(box) < box.area or self._is_clipped(each, box)
                found.append(Picture(box, hides or any(box.common(other) > _THIN**2 for other in over)))
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and any(
                pdfium.FPDFPageObj_GetType(inner) == pdfium.FPDF_PAGEOBJ_IMAGE
                for inner in _objects(each, _MOST_OBJECTS, depth=1)
            ):
                found.append(Picture(box, True))
            if kind != pdfium.FPDF_PAGEOBJ_TEXT and min(box.right - box.left, box.bottom - box.top) > _THIN:
                over.append(box)
        return found

    def _bounds(self, each: Any) -> Box:
        rect = [c_float() for _ in range(4)]
        if not pdfium.FPDFPageObj_GetBounds(each, *map(byref, rect)):
            return Box(0, 0, 0, 0)
        return self.frame.box(*(edge.value for edge in rect))

    def _is_clipped(self, each: Any, box: Box) -> bool:
        """Tell whether less of an object is shown than it takes."""
        clip = pdfium.FPDFPageObj_GetClipPath(each)
        for path in range(max(0, pdfium.FPDFClipPath_CountPaths(clip)) if clip else 0):
            points = []
            x, y = c_float(), c_float()
            for segment in range(pdfium.FPDFClipPath_CountPathSegments(clip, path)):
                if pdfium.FPDFPathSegment_GetPoint(
                    pdfium.FPDFClipPath_GetPathSegment(clip, path, segment), byref(x), byref(y)
                ):
                    points.append(self.frame.box(x.value, y.value, x.value, y.value))
            if points and around(points).wider(_THIN).common(box) < box.area:
                return True
        return False

    def close(self) -> None:
        """Let the page go."""
        self._page.close()


class Pages:
    """The pages of a PDF that is open, loaded one after another."""

    def __init__(self, document: Any) -> None:
        self._document = document

    def __len__(self) -> int:
        return len(self._document)

    def __iter__(self) -> Iterator[Page]:
        for number in range(1, len(self) + 1):
            with self.page(number) as page:
                yield page

    @contextmanager
    def page(self, number: int) -> Iterator[Page]:
        """Load one page, by its number from 1."""
        try:
            page = Page(self._document[number - 1], number)
        except pypdfium2.PdfiumError as error:
            raise broken() from error
        try:
            yield page
        finally:
            page.close()

    def flattened(self) -> bytes:
        """Give the PDF with what is seen of annotations and fields made part of the pages."""
        self._document.init_forms()
        for index in range(len(self)):
            page = self._document[index]
            if pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_FAIL:
                raise broken()
            page.close()
        out = BytesIO()
        self._document.save(out)
        return out.getvalue()


@contextmanager
def opened(data: bytes) -> Iterator[Pages]:
    """Open a PDF. Raises UnreadableDocument."""
    with _PDFIUM:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise broken() from error
        try:
            yield Pages(document)
        finally:
            document.close()


# ── Characters ───────────────────────────────────────────────────────────────


def _characters(page: Any, frame: Frame) -> Iterator[Char]:
    text_page = page.get_textpage()
    count = pdfium.FPDFText_CountChars(text_page)
    if count > MOST_CHARACTERS:
        raise UnreadableDocument(
            "too-many-characters",
            Message("一页上有{count}个字符，超过{limit}个，不予处理。", count=count, limit=MOST_CHARACTERS),
            hint=Message("请确认没有选错文件；需要的，请打印成图片式的PDF再处理。"),
        )
    loose, x, y = pdfium.FS_RECTF(), c_double(), c_double()
    tight = [c_double() for _ in range(4)]
    nowhere = Box(0, 0, 0, 0)
    lead = 0
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        if 0xD800 <= code < 0xDC00:
            lead = code
            continue
        if 0xDC00 <= code < 0xE000 and lead:
            code = 0x10000 + ((lead - 0xD800) << 10) + (code - 0xDC00)
        lead = 0
        text = "-" if code in (2, 0xFFFE) else chr(code) if code and not 0xD800 <= code < 0xE000 else "\ufffd"
        if pdfium.FPDFText_IsGenerated(text_page, index) == 1:
            yield Char(text, nowhere, nowhere, 0, False)
            continue
        left, right, bottom, top = tight
        pdfium.FPDFText_GetCharBox(text_page, index, byref(left), byref(right), byref(bottom), byref(top))
        ink = (left.value, bottom.value, right.value, top.value)
        box = ink
        if pdfium.FPDFText_GetLooseCharBox(text_page, index, loose):
            box = (loose.left, loose.bottom, loose.right, loose.top)
        if not _is_plausible(box, ink):
            box = ink
        pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(pdfium.FPDFText_GetTextObject(text_page, index))
        turn = _turn(pdfium.FPDFText_GetCharAngle(text_page, index), frame.turn)
        drawn = mode not in (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
        yield Char(text, frame.box(*box), frame.box(*ink), turn, drawn)
    text_page.close()


_TIMES_THE_INK = 12.0


def _is_plausible(box: tuple[float, ...], ink: tuple[float, ...]) -> bool:
    """Tell whether a box can be that of a character: pdfium gives vertical fonts boxes of many times their size."""
    across, up = box[2] - box[0], box[3] - box[1]
    most = _TIMES_THE_INK * max(ink[2] - ink[0], ink[3] - ink[1], 0.5)
    return 0 < across <= most and 0 < up <= most


def _turn(angle: float, turned: int) -> int | None:
    """Give the quarter turns clockwise in which a character is shown, None when it is slanted."""
    quarters = angle / (math.pi / 2)
    nearest = round(quarters)
    return (nearest + turned) % 4 if abs(quarters - nearest) < 0.1 else None


# ── What is seen ─────────────────────────────────────────────────────────────


def _objects(holder: Any, most: int, *, depth: int = 0, deepest: int = _DEEPEST_FORM) -> Iterator[Any]:
    """Give the objects of a page, or of a form at a depth, and those within others, as they are drawn.

    Raises UnreadableDocument when there are too many.
    """
    counts = (pdfium.FPDFPage_CountObjects, pdfium.FPDFFormObj_CountObjects)
    gets = (pdfium.FPDFPage_GetObject, pdfium.FPDFFormObj_GetObject)
    pending = [(holder, depth)]
    seen = 0
    while pending:
        holder, depth = pending.pop()
        count, get = counts[depth > 0], gets[depth > 0]
        for index in range(count(holder)):
            each = get(holder, index)
            seen += 1
            if seen > most:
                raise UnreadableDocument(
                    "too-many-objects",
                    Message("一页上有超过{limit}个图形，不予处理。", limit=most),
                    hint=Message("请打印成图片式的PDF再处理。"),
                )
            yield each
            if depth < deepest and pdfium.FPDFPageObj_GetType(each) == pdfium.FPDF_PAGEOBJ_FORM:
                pending.append((each, depth + 1))


def _hide_text(page: Any) -> None:
    for each in list(_objects(page, _MOST_OBJECTS)):
        if pdfium.FPDFPageObj_GetType(each) == pdfium.FPDF_PAGEOBJ_TEXT:
            pdfium.FPDFTextObj_SetTextRenderMode(each, pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)


def _differs(difference: Image.Image, ink: Box, scale: float) -> bool:
    left, top, right, bottom = (round(edge * scale) for edge in ink)
    left, top = max(0, left), max(0, top)
    right, bottom = min(difference.width, max(right, left + 1)), min(difference.height, max(bottom, top + 1))
    if left >= right or top >= bottom:
        return False
    return difference.crop((left, top, right, bottom)).getbbox() is not None
