"""A page taken over as it is: only what draws it, named one by one; what is not known to be harmless stays behind.

What a page draws with is taken from lists of keys that may come along, so that a new hiding place does not have to be
known here. A page that needs anything else is refused with `CannotCopy`, and becomes a picture.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Mapping
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from gongkai.law.errors import UnreadableDocument
from gongkai.redaction.content import DAMAGE, MARKED, instructions, layers_in

Number = tuple[int, int]
"""An object of a PDF, by its number and generation."""


class CannotCopy(Exception):
    """A page holds what cannot be taken over as it is."""


def _keys(text: str) -> tuple[str, ...]:
    return tuple(f"/{key}" for key in text.split())


_PAGE = _keys("Type MediaBox CropBox Rotate UserUnit Group")
_FORM = _keys("Type Subtype FormType BBox Matrix Group Length Filter DecodeParms")
_TILE = _keys("Type PatternType PaintType TilingType BBox XStep YStep Matrix Length Filter DecodeParms")
_IMAGE = _keys(
    "Type Subtype Width Height ColorSpace BitsPerComponent Decode DecodeParms Filter ImageMask Mask SMask SMaskInData "
    "Matte Interpolate Intent Length"
)
_FONT = _keys(
    "Type Subtype BaseFont FirstChar LastChar Widths FontDescriptor Encoding ToUnicode DescendantFonts CIDSystemInfo "
    "DW W DW2 W2 CIDToGIDMap CharProcs FontBBox FontMatrix Resources"
)
_DESCRIPTOR = _keys(
    "Type FontName FontFamily FontStretch FontWeight Flags FontBBox ItalicAngle Ascent Descent Leading CapHeight "
    "XHeight StemV StemH AvgWidth MaxWidth MissingWidth FontFile FontFile2 FontFile3 CharSet CIDSet"
)
_STATE = _keys("Type LW LC LJ ML D RI OP op OPM FL SM SA BM SMask CA ca AIS TK Font")
_NOWHERE = ("/Metadata", "/PieceInfo", "/LastModified", "/AF", "/OC", "/OPI", "/StructParent", "/StructParents")
"""What is left behind wherever else it hangs."""

_DRAWING = (
    "b B b* B* BI BT BX c cm CS cs d d0 d1 Do EI ET EX f F f* G g gs h i ID j J K k l m M n q Q re RG rg ri s S "
    "SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \""
)
_OPERATORS = frozenset([*_DRAWING.split(), "INLINE IMAGE"])
_NAMED: Mapping[str, str] = {
    "Tf": "/Font", "Do": "/XObject", "gs": "/ExtGState", "cs": "/ColorSpace", "CS": "/ColorSpace",
    "sh": "/Shading", "scn": "/Pattern", "SCN": "/Pattern",
}  # fmt: skip
"""The operators that name a resource, and where it is listed."""
_DEEPEST = 12


def prepare_page(pdf: pikepdf.Pdf, page: Any) -> frozenset[Number]:
    """Leave of a page only what may be taken over, and give what its fonts are made of. Raises CannotCopy."""
    try:
        return _prepared(pdf, page)
    except DAMAGE as error:
        raise CannotCopy from error


def _prepared(pdf: pikepdf.Pdf, page: Any) -> frozenset[Number]:
    cleaner = _Cleaner(pdf)
    contents = page.obj.get("/Contents")
    kept = {key: found for key in _PAGE if (found := inherited(page.obj, key)) is not None}
    content, resources = b"", Dictionary()
    if contents is not None:
        content, resources = cleaner.content(page.obj, inherited(page.obj, "/Resources"), 0)
    page.obj.Contents = pdf.make_stream(content)
    page.obj.Resources = resources
    for key in list(page.obj.keys()):
        if key not in (*kept, "/Contents", "/Resources", "/Parent"):
            del page.obj[key]
    for key, value in kept.items():
        page.obj[key] = value
    _leave_behind(page.obj)
    return frozenset(cleaner.fonts)


def inherited(page: Any, key: str) -> Any:
    """Give what a page has under a key, or what it has from above."""
    for _ in range(50):
        if key in page:
            return page[key]
        page = page.get("/Parent")
        if not isinstance(page, Dictionary) or key == "/Type":
            return None
    return None


def numbers_below(value: Any) -> frozenset[Number]:
    """Give all objects that a page or a font leads to, but not back up to the other pages."""
    found: set[Number] = set()
    pending = [value]
    while pending:
        each = pending.pop()
        if not isinstance(each, pikepdf.Object):
            continue
        if each.is_indirect:
            if each.objgen in found:
                continue
            found.add(each.objgen)
        if isinstance(each, pikepdf.Stream | Dictionary):
            pending += [child for key, child in each.items() if key != "/Parent"]
        elif isinstance(each, pikepdf.Array):
            pending += list(each)
    return frozenset(found)


class _Cleaner:
    """Goes through what one page draws with."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self.fonts: set[Number] = set()

    def content(self, stream: Any, resources: Any, depth: int) -> tuple[bytes, Dictionary]:
        """Give the instructions that draw, and the resources that they name."""
        if depth > _DEEPEST:
            raise CannotCopy
        kept = []
        used: dict[str, dict[str, None]] = {}
        try:
            found = instructions(stream)
        except UnreadableDocument as error:
            raise CannotCopy from error
        for each in found:
            operator = str(each.operator)
            if operator in MARKED:
                if any(layers_in(each)):
                    raise CannotCopy
                continue
            if operator not in _OPERATORS:
                continue
            kept.append(each)
            if operator in _NAMED and each.operands and isinstance(each.operands[_which(operator)], Name):
                used.setdefault(_NAMED[operator], {})[str(each.operands[_which(operator)])] = None
            if operator == "INLINE IMAGE":
                used.setdefault("/ColorSpace", {}).update(dict.fromkeys(_listed(resources, "/ColorSpace")))
        return pikepdf.unparse_content_stream(kept), self._resources(resources, used, depth)

    def _resources(self, resources: Any, used: Mapping[str, Iterable[str]], depth: int) -> Dictionary:
        kept = Dictionary()
        for category, names in used.items():
            listed = _listed(resources, category)
            found = {name: listed[name] for name in names if name in listed}
            for each in found.values():
                _CLEAN[category](self, each, depth + 1)
            if found:
                kept[category] = Dictionary(found)
        return kept

    def drawn(self, each: Any, depth: int) -> None:
        """Clean what `Do` draws."""
        if not isinstance(each, pikepdf.Stream) or "/OC" in each:
            raise CannotCopy
        if each.get("/Subtype") == Name.Image:
            self._image(each, depth)
        elif each.get("/Subtype") == Name.Form:
            self._stream(each, _FORM, depth)
        else:
            raise CannotCopy

    def _stream(self, each: Any, keys: tuple[str, ...], depth: int) -> None:
        if "/Resources" not in each and b"/" in each.read_bytes():  # what it names would be that of whoever draws it
            raise CannotCopy
        content, resources = self.content(each, each.get("/Resources"), depth)
        _only(each, keys)
        each.write(content)
        each.Resources = resources

    def _image(self, each: Any, depth: int) -> None:
        if depth > _DEEPEST:
            raise CannotCopy
        filters = each.get("/Filter")
        names = [str(name) for name in filters] if isinstance(filters, pikepdf.Array) else [str(filters or "")]
        if "/JPXDecode" in names or ("/DCTDecode" in names and len(names) > 1):
            raise CannotCopy
        _only(each, _IMAGE)
        if names == ["/DCTDecode"]:
            plain = without_markers(each.read_raw_bytes())
            each.write(plain, filter=filters, decode_parms=each.get("/DecodeParms"))
        for mask in (each.get("/Mask"), each.get("/SMask")):
            if isinstance(mask, pikepdf.Stream):
                self._image(mask, depth + 1)

    def font(self, each: Any, depth: int) -> None:
        """Clean a font, and take note of what it is made of."""
        if not isinstance(each, Dictionary):
            raise CannotCopy
        self.fonts |= numbers_below(each)
        _only(each, _FONT)
        below = each.get("/DescendantFonts")
        for font in (each, *(below if isinstance(below, pikepdf.Array) else ())):
            _only(font, _FONT)
            if isinstance(font.get("/FontDescriptor"), Dictionary):
                _only(font.FontDescriptor, _DESCRIPTOR)
        shapes = each.get("/CharProcs")
        for _, shape in shapes.items() if isinstance(shapes, Dictionary) else ():
            if not isinstance(shape, pikepdf.Stream) or any(mark.encode() in shape.read_bytes() for mark in MARKED):
                raise CannotCopy

    def state(self, each: Any, depth: int) -> None:
        """Clean a state of drawing."""
        if not isinstance(each, Dictionary):
            raise CannotCopy
        _only(each, _STATE)
        mask = each.get("/SMask")
        if isinstance(mask, Dictionary):
            self.drawn(mask.get("/G"), depth + 1)
        if "/Font" in each:
            self.font(each.Font[0], depth + 1)

    def pattern(self, each: Any, depth: int) -> None:
        """Clean a pattern."""
        if isinstance(each, pikepdf.Stream):
            self._stream(each, _TILE, depth)

    def colours(self, each: Any, depth: int) -> None:
        """Clean colours and shadings, which draw nothing that could be read."""


_CLEAN: Mapping[str, Any] = {
    "/Font": _Cleaner.font,
    "/XObject": _Cleaner.drawn,
    "/ExtGState": _Cleaner.state,
    "/Pattern": _Cleaner.pattern,
    "/ColorSpace": _Cleaner.colours,
    "/Shading": _Cleaner.colours,
}


def _which(operator: str) -> int:
    return 0 if operator == "Tf" else -1


def _listed(resources: Any, category: str) -> Any:
    listed = resources.get(category) if isinstance(resources, Dictionary) else None
    return listed if isinstance(listed, Dictionary) else Dictionary()


def _only(value: Any, keys: Iterable[str]) -> None:
    for key in list(value.keys()):
        if key not in keys:
            del value[key]


def _leave_behind(page: Any) -> None:
    """Take off whatever hangs anywhere on a page and draws nothing."""
    seen: set[Number] = set()
    pending = [page]
    while pending:
        each = pending.pop()
        if not isinstance(each, pikepdf.Object) or (each.is_indirect and each.objgen in seen):
            continue
        if each.is_indirect:
            seen.add(each.objgen)
        if isinstance(each, pikepdf.Stream | Dictionary):
            for key in _NOWHERE:
                if key in each:
                    del each[key]
            pending += [child for key, child in each.items() if key != "/Parent"]
        elif isinstance(each, pikepdf.Array):
            pending += list(each)


_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_ALONE = (0xD8, 0x01, *range(0xD0, 0xD8))
_SCAN, _END, _COMMENT, _ADOBE = 0xDA, 0xD9, 0xFE, 0xEE


def without_markers(jpeg: bytes) -> bytes:
    """Give a JPEG without what it says beside the picture (EXIF, its thumbnail, XMP, comments, what follows its end).

    Raises CannotCopy where it is not built as a JPEG is.
    """
    if not jpeg.startswith(b"\xff\xd8"):
        raise CannotCopy
    kept = [b"\xff\xd8"]
    at = 2
    while True:
        found = _MARKER.match(jpeg, at)
        if found is None:
            raise CannotCopy
        kind = jpeg[at + 1]
        if kind == _END:
            return b"".join([*kept, b"\xff\xd9"])
        if kind in _ALONE or at + 4 > len(jpeg):
            raise CannotCopy
        end = at + 2 + struct.unpack_from(">H", jpeg, at + 2)[0]
        if kind == _SCAN:
            follows = _MARKER.search(jpeg, end)
            if follows is None:
                raise CannotCopy
            end = follows.start()
        if kind == _ADOBE or not (0xE0 <= kind <= 0xEF or kind == _COMMENT):
            kept.append(jpeg[at:end])
        at = end
