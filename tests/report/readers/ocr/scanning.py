"""Scans for the tests of OCR: pages of our own PDF as pixels, laid askew, blurred and grainy as from a glass."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import cv2
import numpy
import pypdfium2
from PIL import Image

Picture = numpy.ndarray[Any, Any]


def scanned(document: bytes, page: int, *, skew: float = 0.0, grain: float = 8.0, dots: int = 200) -> Picture:
    """Give a page, counted from 0, as a scanner of so many dots an inch sees it."""
    opened = pypdfium2.PdfDocument(document)
    picture = opened[page].render(scale=dots / 72, grayscale=True).to_numpy()
    picture = picture.reshape(picture.shape[:2])
    opened.close()
    height, width = picture.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    picture = cv2.GaussianBlur(cv2.warpAffine(picture, turn, (width, height), borderValue=(255,)), (3, 3), 0)
    noise = numpy.random.default_rng(7).normal(0.0, grain, picture.shape)
    return numpy.clip(picture + noise, 0, 255).astype(numpy.uint8)


def as_pdf(*pictures: Picture) -> bytes:
    """Give a PDF of pictures, as scanners write it."""
    out = io.BytesIO()
    first, *rest = [Image.fromarray(each) for each in pictures]
    first.save(out, "PDF", save_all=True, append_images=rest, resolution=200, quality=80)
    return out.getvalue()


def as_png(picture: Picture) -> bytes:
    """Give a picture as PNG."""
    out = io.BytesIO()
    Image.fromarray(picture).save(out, "PNG")
    return out.getvalue()


def joined(*documents: bytes, pages: Sequence[Sequence[int]]) -> bytes:
    """Give one PDF of some pages of several."""
    whole = pypdfium2.PdfDocument.new()
    for data, wanted in zip(documents, pages):
        source = pypdfium2.PdfDocument(data)
        whole.import_pages(source, list(wanted))
        source.close()
    out = io.BytesIO()
    whole.save(out)
    whole.close()
    return out.getvalue()
