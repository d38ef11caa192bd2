"""Files on pages, and pages bound together: done in a process of its own, since files come from anybody.

Whatever comes is drawn on pages of A4 as it is seen, with a margin for the mark of the bundle: what a PDF does, asks or
carries besides its pages stays behind. Pictures are written anew; other documents are converted by LibreOffice.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Any, NamedTuple

from gongkai.law.errors import UnreadableDocument
from gongkai.law.message import Message
from gongkai.untrusted.office import converted
from gongkai.untrusted.worker import Limits, Worker, kept

LIMITS = Limits(seconds=120, memory=4 * 2**30)
OFFICE = ("docx", "xlsx", "pptx", "doc", "xls", "ppt", "odt", "ods")
PICTURES = ("png", "jpg", "tiff")
MOST_PAGES = 500
MOST_PIXELS = 50_000_000
"""Of a picture: a page scanned at 600 dots to the inch has 35 million."""
A4 = (595.28, 841.89)
_MARGIN = 28.0
_HEAD = 48.0
"""What is kept free of a page that comes from elsewhere, in points; above for the mark."""


class Bound(NamedTuple):
    """One piece in the table of contents of the file: its name, and the page it begins on, counted from 0."""

    name: str
    page: int


def on_pages(data: bytes, kind: str) -> bytes:
    """Give a file of a kind (`attachments.kinds`) as a PDF of A4 pages. Raises UnreadableDocument."""
    pdf: bytes = _shared().ask("on_pages", data, kind)
    return pdf


def bind(parts: Sequence[bytes], marks: bytes, contents: Sequence[Bound], title: str) -> bytes:
    """Give PDFs as one, each page under its mark, with a table of contents."""
    pdf: bytes = _shared().ask("bind", list(parts), marks, list(contents), title)
    return pdf


def sizes_of(pdf: bytes) -> list[tuple[float, float]]:
    """Give width and height of each page of a PDF that was put on pages here, or set by typst."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(pdf)
    try:
        return [document.get_page_size(number) for number in range(len(document))]
    finally:
        document.close()


def _shared() -> Worker:
    return kept(f"{__name__}:answer", LIMITS)


# ── In the child ─────────────────────────────────────────────────────────────


def answer(what: str, *arguments: Any) -> Any:
    """Do one of these things, in the child."""
    return _DONE[what](*arguments)


def _on_pages(data: bytes, kind: str) -> bytes:
    if kind in PICTURES:
        return _placed(_pictures(data))
    if kind == "pdf":
        return _placed(data)
    if kind in OFFICE:
        return _placed(converted(data, kind.upper(), "PDF"))
    raise UnreadableDocument(
        "not-on-pages",
        Message("这种文件不能编入页码。"),
        hint=Message("请另存为PDF后加为附件；不另存的，编入文件名和校验值，原件另附。"),
    )


def _pictures(data: bytes) -> bytes:
    """Give a picture, or several in one file, as a PDF."""
    from PIL import Image, ImageOps, ImageSequence

    frames = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is lower
            opened = Image.open(BytesIO(data))
    except Image.DecompressionBombError:
        raise _too_large() from None
    with opened as picture:
        for frame in ImageSequence.Iterator(picture):
            if frame.width * frame.height > MOST_PIXELS:  # by what it says of itself, before it is unpacked
                raise _too_large()
            turned = ImageOps.exif_transpose(frame)
            flat = Image.new("RGB", turned.size, "white")
            flat.paste(turned.convert("RGBA"), mask=turned.convert("RGBA").getchannel("A"))
            frames.append(flat)
            _require_few(len(frames))
    out = BytesIO()
    frames[0].save(out, "PDF", save_all=True, append_images=frames[1:], resolution=150, quality=88)
    return out.getvalue()


def _too_large() -> UnreadableDocument:
    return UnreadableDocument(
        "picture-too-large",
        Message("图片超过{limit}百万像素，不予读取。", limit=MOST_PIXELS // 10**6),
        hint=Message("请缩小到每页长边2500像素左右再试。"),
    )


def _placed(data: bytes) -> bytes:
    """Put each page of a PDF on a page of A4, made smaller where it does not fit."""
    import pikepdf

    with pikepdf.open(BytesIO(_flattened(data))) as source, pikepdf.new() as out:
        _require_few(len(source.pages))
        for page in source.pages:
            across, up = _shown(page)
            width, height = (A4[1], A4[0]) if across > up else A4
            target: Any = out.add_blank_page(page_size=(width, height))
            place = pikepdf.Rectangle(_MARGIN, _MARGIN, width - _MARGIN, height - _HEAD)
            target.add_overlay(page, place, expand=False)
        return _saved(out)


def _shown(page: Any) -> tuple[float, float]:
    left, bottom, right, top = (float(each) for each in page.cropbox)
    across, up = abs(right - left), abs(top - bottom)
    return (up, across) if int(page.obj.get("/Rotate", 0)) % 180 else (across, up)


def _flattened(data: bytes) -> bytes:
    """Give a PDF with what is seen of its seals, remarks and fields made part of its pages."""
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocument(
            "not-opened",
            Message("PDF不能打开：文件已损坏，或者需要密码。"),
            hint=Message("请另存为一份不需要密码的PDF，重新加为附件。"),
        ) from error
    document.init_forms()
    for number in range(len(document)):
        page = document[number]
        raw.FPDFPage_Flatten(page, raw.FLAT_PRINT)
        page.close()
    out = BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def _require_few(pages: int) -> None:
    if pages > MOST_PAGES:
        raise UnreadableDocument(
            "too-many-pages",
            Message("文件超过{limit}页，不编入页码。", limit=MOST_PAGES),
            hint=Message("请只保留需要的页，另存为PDF后加为附件。"),
        )


def _bind(parts: Sequence[bytes], marks: bytes, contents: Sequence[Bound], title: str) -> bytes:
    import pikepdf

    with pikepdf.new() as out, pikepdf.open(BytesIO(marks)) as over:
        for part in parts:
            with pikepdf.open(BytesIO(part)) as pages:
                out.pages.extend(pages.pages)
        page: Any
        for page, mark in zip(out.pages, over.pages, strict=True):
            page.add_overlay(mark)
        with out.open_outline() as outline:
            outline.root.extend(pikepdf.OutlineItem(each.name, each.page) for each in contents)
        out.docinfo["/Title"] = title
        out.Root.PageMode = pikepdf.Name.UseOutlines
        return _saved(out)


def _saved(pdf: Any) -> bytes:
    out = BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


_DONE: Mapping[str, Callable[..., Any]] = {"on_pages": _on_pages, "bind": _bind}
