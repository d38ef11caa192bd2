"""A picture of a report as a document: PNG or JPEG, one page."""

from __future__ import annotations

import io
import warnings

import numpy
from PIL import Image, ImageOps

from gongkai.law.errors import UnreadableDocument
from gongkai.law.message import Message
from gongkai.report.blocks import Document
from gongkai.report.readers.ocr import require
from gongkai.report.readers.ocr.page import Picture, read_page
from gongkai.report.readers.pdf.document import blocks_of

_MOST_PIXELS = 60_000_000
"""A page at 600 dots an inch has 35 million."""


def read(data: bytes) -> Document:
    """Give the blocks and grids of a picture. Raises UnreadableDocument."""
    require()
    page = read_page(1, _decoded(data))
    return Document(tuple(blocks_of([page])), ocr_pages=frozenset((1,)))


def _decoded(data: bytes) -> Picture:
    """Give the pixels; the size is judged by what the file says of itself, before it is unpacked."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is lower
            image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
        if image.width * image.height > _MOST_PIXELS:
            raise _too_large()
        image.load()
    except Image.DecompressionBombError:
        raise _too_large() from None
    except (OSError, SyntaxError, ValueError) as error:
        raise UnreadableDocument(
            "broken-picture", Message("图片已经损坏，不能打开。"), hint=Message("请重新下载或重新扫描。")
        ) from error
    return numpy.asarray(_on_white(ImageOps.exif_transpose(image)).convert("L"))


def _too_large() -> UnreadableDocument:
    return UnreadableDocument(
        "picture-too-large",
        Message("图片超过{limit}百万像素，不予读取。", limit=_MOST_PIXELS // 10**6),
        hint=Message("请缩小到每页长边2500像素左右再试。"),
    )


def _on_white(image: Image.Image) -> Image.Image:
    """Give a picture without transparency: what shows through is paper."""
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image
    image = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
