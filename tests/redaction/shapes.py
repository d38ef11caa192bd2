"""PDFs to be redacted: small pages, each with something hidden in one of the places where a PDF can hide it."""

from __future__ import annotations

import struct
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import pikepdf
import pylopdf_fonts_zh_cn
import pypdfium2
import typst
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

SECRET = "WANGWU340102"
SHOWN = "Open words stay"
WIDTH, HEIGHT = 240, 160
_FONTS = [str(Path(pylopdf_fonts_zh_cn.__file__).parent)]


# ── Making ───────────────────────────────────────────────────────────────────


def saved(pdf: pikepdf.Pdf) -> bytes:
    out = BytesIO()
    pdf.save(out, fix_metadata_version=False)
    return out.getvalue()


def plain(pages: int = 2, content: bytes = b"") -> pikepdf.Pdf:
    """Give a PDF whose pages say that open words stay, each in a font of its own, and draw what else is given."""
    pdf = pikepdf.new()
    for number in range(pages):
        pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
        page = pdf.pages[-1]
        page.obj.Resources = Dictionary(Font=Dictionary(F=_helvetica(pdf)), XObject=Dictionary())
        words = b"BT /F 12 Tf 20 120 Td (%s %d) Tj ET\n" % (SHOWN.encode(), number + 1)
        page.obj.Contents = pdf.make_stream(words + content)
    return pdf


def _helvetica(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))


@cache
def set_in_chinese(source: str, size: str = "width: 240pt, height: 160pt") -> bytes:
    """Give a PDF set by typst, with embedded fonts and its structure tagged."""
    lead = f'#set page({size}, margin: 20pt)\n#set text(lang: "zh", size: 11pt)\n'
    pdf: bytes = typst.compile((lead + source).encode(), font_paths=_FONTS, format="pdf")
    return pdf


def drawing(pdf: pikepdf.Pdf, content: bytes, **resources: Any) -> pikepdf.Stream:
    """Give a form that draws something, as annotations and pages use them."""
    form = pdf.make_stream(content)
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, WIDTH, HEIGHT])
    form.Resources = Dictionary(Font=Dictionary(F=_helvetica(pdf)), **resources)
    return form


def write(text: str, x: float = 20, y: float = 60, before: str = "") -> bytes:
    return f"BT {before} /F 12 Tf {x} {y} Td ({text}) Tj ET\n".encode()


def add(page: Any, content: bytes) -> None:
    page.contents_add(content)


# ── Looking ──────────────────────────────────────────────────────────────────


def text_of(data: bytes, page: int | None = None) -> str:
    """Give the text that pdfium extracts."""
    document = pypdfium2.PdfDocument(data)
    try:
        numbers = range(len(document)) if page is None else [page - 1]
        return "\n".join(document[number].get_textpage().get_text_range() for number in numbers)
    finally:
        document.close()


def holds(data: bytes, secret: str) -> bool:
    """Tell whether a file holds a word anywhere: as it is, decompressed, in any string, or as text of a page."""
    return any(_spelled(part, secret) for part in parts(data)) or secret in "".join(text_of(data).split())


def parts(data: bytes) -> list[bytes]:
    parts = [data]
    with pikepdf.open(BytesIO(data)) as pdf:
        for each in [*pdf.objects, pdf.trailer]:
            parts += _bytes_below(each)
            if isinstance(each, pikepdf.Stream):
                parts.append(each.read_raw_bytes())
                try:
                    parts.append(each.read_bytes())
                except pikepdf.PdfError:
                    continue
    return parts


def _bytes_below(value: Any) -> list[bytes]:
    if isinstance(value, String):
        return [bytes(value), str(value).encode()]
    if isinstance(value, Name):
        return [str(value).encode()]
    if isinstance(value, Dictionary | pikepdf.Stream):
        found = [str(key).encode() for key, _ in value.items()]
        children = [child for _, child in value.items()]
    elif isinstance(value, Array):
        found, children = [], list(value)
    else:
        return []
    for child in children:
        if isinstance(child, pikepdf.Object) and not child.is_indirect:
            found += _bytes_below(child)
    return found


def _spelled(part: bytes, secret: str) -> bool:
    wide = secret.encode("utf-16-be")
    plain = secret.encode("utf-8")
    spellings = {plain, wide, secret.encode("utf-16-le"), secret.encode("gb18030")}
    spellings |= {each.hex().encode() for each in (plain, wide)} | {
        each.hex().upper().encode() for each in (plain, wide)
    }
    return any(each in part for each in spellings)


def lists(data: bytes, char: str) -> bool:
    """Tell whether a font says of one of its shapes that it is this character."""
    code = f"<{ord(char):04X}>".encode()
    with pikepdf.open(BytesIO(data)) as pdf:
        meanings = [
            each.ToUnicode.read_bytes().upper()
            for each in pdf.objects
            if isinstance(each, Dictionary) and "/ToUnicode" in each
        ]
    return any(code in each for each in meanings)


def picture_of(data: bytes, page: int, scale: float = 3.0) -> Image.Image:
    document = pypdfium2.PdfDocument(data)
    try:
        picture: Image.Image = document[page - 1].render(scale=scale).to_pil()
        return picture.convert("RGB")
    finally:
        document.close()


def pixels(data: bytes, page: int, box: tuple[float, float, float, float], scale: float = 3.0) -> set[Any]:
    """Give the colours in an area of a page, as it is seen."""
    area = picture_of(data, page, scale).crop(tuple(round(edge * scale) for edge in box))  # type: ignore[arg-type]
    return {colour for _, colour in area.getcolors(area.width * area.height)}


# ── Hiding ───────────────────────────────────────────────────────────────────

Hide = Callable[[pikepdf.Pdf, Any], bytes | None]
"""Hides the secret in a PDF or on a page of it; gives the bytes where they cannot be written by saving."""

PLACES: dict[str, Hide] = {}


def place(function: Hide) -> Hide:
    PLACES[function.__name__] = function
    return function


@place
def properties(pdf: pikepdf.Pdf, page: Any) -> None:
    pdf.docinfo["/Author"] = SECRET


@place
def xmp(pdf: pikepdf.Pdf, page: Any) -> None:
    pdf.Root.Metadata = pdf.make_stream(
        f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode(), Type=Name.Metadata, Subtype=Name.XML
    )


@place
def metadata_of_the_page(pdf: pikepdf.Pdf, page: Any) -> None:
    page.obj.Metadata = pdf.make_stream(SECRET.encode(), Type=Name.Metadata, Subtype=Name.XML)


@place
def outline(pdf: pikepdf.Pdf, page: Any) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(SECRET, 0))


@place
def named_destination(pdf: pikepdf.Pdf, page: Any) -> None:
    pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String(SECRET), Array([page.obj, Name.Fit])])))


@place
def page_label(pdf: pikepdf.Pdf, page: Any) -> None:
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=String(SECRET))]))


@place
def attachment(pdf: pikepdf.Pdf, page: Any) -> None:
    pdf.attachments["list.txt"] = pikepdf.AttachedFileSpec(pdf, SECRET.encode(), filename="list.txt")


@place
def attachment_on_the_page(pdf: pikepdf.Pdf, page: Any) -> None:
    file = pdf.make_stream(SECRET.encode(), Type=Name.EmbeddedFile)
    spec = Dictionary(Type=Name.Filespec, F=String("a.txt"), EF=Dictionary(F=file))
    annotate(pdf, page, Subtype=Name.FileAttachment, FS=pdf.make_indirect(spec))


@place
def note(pdf: pikepdf.Pdf, page: Any) -> None:
    annotate(pdf, page, Subtype=Name.Text, Contents=String(SECRET))


@place
def hidden_annotation(pdf: pikepdf.Pdf, page: Any) -> None:
    shown = drawing(pdf, write(SECRET, 2, 4))
    annotate(pdf, page, Subtype=Name.FreeText, F=2, Contents=String(SECRET), AP=Dictionary(N=shown))


@place
def contents_of_a_highlight(pdf: pikepdf.Pdf, page: Any) -> None:
    shown = drawing(pdf, b"1 1 0 rg 0 0 10 10 re f")
    annotate(pdf, page, Subtype=Name.Highlight, Contents=String(SECRET), AP=Dictionary(N=shown))


@place
def link(pdf: pikepdf.Pdf, page: Any) -> None:
    action = Dictionary(S=Name.URI, URI=String(f"https://example.cn/?id={SECRET}"))
    annotate(pdf, page, Subtype=Name.Link, A=action)


@place
def script(pdf: pikepdf.Pdf, page: Any) -> None:
    action = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{SECRET}')"))
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), action])))
    pdf.Root.OpenAction = action
    page.obj.AA = Dictionary(O=action)


@place
def value_of_a_field_that_shows_another(pdf: pikepdf.Pdf, page: Any) -> None:
    shown = drawing(pdf, write("****", 2, 4))
    field = annotate(
        pdf, page, Subtype=Name.Widget, FT=Name.Tx, T=String("id"), V=String(SECRET), AP=Dictionary(N=shown)
    )
    fields = pdf.Root.AcroForm.Fields if "/AcroForm" in pdf.Root else ()
    pdf.Root.AcroForm = Dictionary(Fields=Array([*fields, field]))


@place
def xfa(pdf: pikepdf.Pdf, page: Any) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array(), XFA=pdf.make_stream(f"<xdp>{SECRET}</xdp>".encode()))


def hidden_in(pdf: pikepdf.Pdf, place: str) -> bytes:
    """Give a PDF with the secret hidden in a place, on every page where a place is on pages."""
    if place in ("object_that_nothing_refers_to", "earlier_version"):
        data = PLACES[place](pdf, pdf.pages[-1])
        assert data is not None
        return data
    for page in list(pdf.pages):
        PLACES[place](pdf, page)
    return saved(pdf)


def layer(pdf: pikepdf.Pdf, *, name: str = "layer") -> pikepdf.Object:
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(name)))
    groups = Array([*(pdf.Root.OCProperties.OCGs if "/OCProperties" in pdf.Root else ()), group])
    pdf.Root.OCProperties = Dictionary(OCGs=groups, D=Dictionary(OFF=groups, Order=groups))
    return group


@place
def layer_that_is_off(pdf: pikepdf.Pdf, page: Any) -> None:
    page.obj.Resources.Properties = Dictionary(MC0=layer(pdf))
    add(page, b"/OC /MC0 BDC\n" + write(SECRET) + b"EMC")


@place
def form_in_a_layer_that_is_off(pdf: pikepdf.Pdf, page: Any) -> None:
    form = drawing(pdf, write(SECRET))
    form.OC = layer(pdf)
    page.obj.Resources.XObject.X0 = form
    add(page, b"/X0 Do")


@place
def name_of_a_layer(pdf: pikepdf.Pdf, page: Any) -> None:
    page.obj.Resources.Properties = Dictionary(MC0=layer(pdf, name=SECRET))
    add(page, b"/OC /MC0 BDC 0 0 5 5 re f EMC")


@place
def actual_text(pdf: pikepdf.Pdf, page: Any) -> None:
    add(page, f"/Span <</ActualText ({SECRET})>> BDC\n".encode() + write("x") + b"EMC")


@place
def actual_text_among_the_resources(pdf: pikepdf.Pdf, page: Any) -> None:
    page.obj.Resources.Properties = Dictionary(MC0=Dictionary(ActualText=String(SECRET)))
    add(page, b"/Span /MC0 BDC\n" + write("x") + b"EMC")


@place
def actual_text_in_a_form(pdf: pikepdf.Pdf, page: Any) -> None:
    content = f"/Span <</ActualText ({SECRET})>> BDC\n".encode() + write("x") + b"EMC"
    page.obj.Resources.XObject.X0 = drawing(pdf, content)
    add(page, b"/X0 Do")


@place
def structure(pdf: pikepdf.Pdf, page: Any) -> None:
    figure = Dictionary(Type=Name.StructElem, S=Name.Figure, Alt=String(SECRET), Pg=page.obj, K=0)
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=pdf.make_indirect(figure)))
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    page.obj.StructParents = 0


@place
def thumbnail(pdf: pikepdf.Pdf, page: Any) -> None:
    page.obj.Thumb = pdf.make_stream(SECRET.encode(), Width=4, Height=3, BitsPerComponent=8, ColorSpace=Name.DeviceGray)


@place
def private_data(pdf: pikepdf.Pdf, page: Any) -> None:
    page.obj.PieceInfo = Dictionary(Editor=Dictionary(Private=String(SECRET)))


@place
def private_data_of_a_form(pdf: pikepdf.Pdf, page: Any) -> None:
    form = drawing(pdf, b"0 0 5 5 re f")
    form.PieceInfo = Dictionary(Editor=Dictionary(Private=String(SECRET)))
    page.obj.Resources.XObject.X0 = form
    add(page, b"/X0 Do")


@place
def key_that_nobody_knows(pdf: pikepdf.Pdf, page: Any) -> None:
    page.obj["/XX_Note"] = String(SECRET)
    pdf.Root["/XX_Note"] = String(SECRET)
    page.obj.Resources.Font.F["/XX_Note"] = String(SECRET)


@place
def resource_that_is_not_drawn(pdf: pikepdf.Pdf, page: Any) -> None:
    page.obj.Resources.XObject.X9 = drawing(pdf, write(SECRET))


@place
def resource_of_a_page_without_content(pdf: pikepdf.Pdf, page: Any) -> None:
    pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
    blank = pdf.pages[-1]
    blank.obj.Resources = Dictionary(XObject=Dictionary(X9=drawing(pdf, write(SECRET))))
    if "/Contents" in blank.obj:
        del blank.obj["/Contents"]


@place
def resource_of_all_pages(pdf: pikepdf.Pdf, page: Any) -> None:
    pdf.Root.Pages.Resources = Dictionary(XObject=Dictionary(X9=drawing(pdf, write(SECRET))))


@place
def operator_that_nobody_knows(pdf: pikepdf.Pdf, page: Any) -> None:
    add(page, f"BX ({SECRET}) XXnote EX".encode())


@place
def comment_in_the_content(pdf: pikepdf.Pdf, page: Any) -> None:
    add(page, f"% {SECRET}\n0 g".encode())


@place
def object_that_nothing_refers_to(pdf: pikepdf.Pdf, page: Any) -> bytes:
    data = saved(pdf)
    return data.replace(b"endobj", b"endobj\n900 0 obj\n(%s)\nendobj" % SECRET.encode(), 1)


@place
def earlier_version(pdf: pikepdf.Pdf, page: Any) -> bytes:
    """Append a version in which the page says something else; the earlier one remains in the file."""
    add(page, write(SECRET))
    data = saved(pdf)
    now = plain()
    content = now.pages[pdf.pages.index(page)].obj.Contents.read_bytes()
    with pikepdf.open(BytesIO(data)) as old:
        number = old.pages[pdf.pages.index(page)].obj.objgen[0]
        size = int(old.trailer.Size)
        root = old.Root.objgen[0]
        fonts = old.pages[pdf.pages.index(page)].obj.Resources.Font.F.objgen[0]
        parent = old.Root.Pages.objgen[0]
    start = data.rindex(b"startxref")
    before = int(data[start + 9 :].split()[0])
    page_at = len(data)
    body = (
        f"{number} 0 obj\n<</Type/Page/Parent {parent} 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Contents {size} 0 R"
        f"/Resources<</Font<</F {fonts} 0 R>>>>>>\nendobj\n"
    ).encode()
    stream_at = page_at + len(body)
    body += f"{size} 0 obj\n<</Length {len(content)}>>\nstream\n".encode() + content + b"\nendstream\nendobj\n"
    table = (
        f"xref\n{number} 1\n{page_at:010} 00000 n \n{size} 1\n{stream_at:010} 00000 n \n"
        f"trailer\n<</Size {size + 1}/Root {root} 0 R/Prev {before}>>\nstartxref\n{len(data) + len(body)}\n%%EOF\n"
    )
    return data + body + table.encode()


def photograph(pdf: pikepdf.Pdf, jpeg: bytes) -> pikepdf.Stream:
    return pdf.make_stream(
        jpeg,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=16,
        Height=16,
        BitsPerComponent=8,
        ColorSpace=Name.DeviceRGB,
        Filter=Name.DCTDecode,
    )


def jpeg(seed: int = 0, *, inside: bytes = b"", behind: bytes = b"", progressive: bool = False) -> bytes:
    """Give a small picture of noise, another for each seed, with a segment of its own inside and something after it."""
    picture = Image.frombytes("L", (16, 16), Random(seed).randbytes(256)).convert("RGB")
    out = BytesIO()
    picture.save(out, "JPEG", quality=95, progressive=progressive)
    data = out.getvalue()
    segment = b"\xff\xe1" + struct.pack(">H", len(inside) + 2) + inside if inside else b""
    return data[:2] + segment + data[2:] + behind


def _show_photograph(pdf: pikepdf.Pdf, page: Any, data: bytes) -> None:
    page.obj.Resources.XObject.Im0 = photograph(pdf, data)
    add(page, b"q 40 0 0 40 150 20 cm /Im0 Do Q")


@place
def exif_of_a_photograph(pdf: pikepdf.Pdf, page: Any) -> None:
    _show_photograph(pdf, page, jpeg(inside=b"Exif\0\0" + SECRET.encode()))


@place
def behind_the_end_of_a_photograph(pdf: pikepdf.Pdf, page: Any) -> None:
    _show_photograph(pdf, page, jpeg(behind=SECRET.encode()))


@place
def metadata_of_a_picture(pdf: pikepdf.Pdf, page: Any) -> None:
    _show_photograph(pdf, page, jpeg())
    page.obj.Resources.XObject.Im0.Metadata = pdf.make_stream(SECRET.encode())


@place
def white_on_white(pdf: pikepdf.Pdf, page: Any) -> None:
    add(page, write(SECRET, before="1 g"))


@place
def under_a_black_box(pdf: pikepdf.Pdf, page: Any) -> None:
    add(page, write(SECRET) + b"0 g 15 55 120 20 re f")


@place
def under_a_picture(pdf: pikepdf.Pdf, page: Any) -> None:
    add(page, write(SECRET))
    page.obj.Resources.XObject.Im0 = photograph(pdf, jpeg())
    add(page, b"q 140 0 0 30 10 50 cm /Im0 Do Q")


@place
def off_the_page(pdf: pikepdf.Pdf, page: Any) -> None:
    add(page, write(SECRET, 20, 400))


@place
def cropped(pdf: pikepdf.Pdf, page: Any) -> None:
    add(page, write(SECRET, 20, 10))
    page.obj.CropBox = Array([0, 40, WIDTH, HEIGHT])


@place
def clipped(pdf: pikepdf.Pdf, page: Any) -> None:
    add(page, b"q 0 0 5 5 re W n\n" + write(SECRET) + b"Q")


def annotate(pdf: pikepdf.Pdf, page: Any, **entries: Any) -> pikepdf.Object:
    annotation = pdf.make_indirect(Dictionary(Type=Name.Annot, Rect=Array([20, 20, 120, 40]), **entries))
    page.obj.Annots = Array([*page.obj.get("/Annots", []), annotation])
    return annotation
