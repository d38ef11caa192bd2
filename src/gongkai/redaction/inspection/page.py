"""What a page holds that is not to be seen, and what search cannot find on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PIL import Image

from gongkai.redaction.boxes import Box
from gongkai.redaction.inspection.hidden import Hidden, Hiding, hidden
from gongkai.redaction.pages import LOOKING_SCALE, Char, Page

_LARGE = 0.02
"""The share of a page from which a picture on it may hold text; a seal or a small logo takes less."""


def of_page(page: Page) -> Iterator[Hidden]:
    """List what is hidden on a page; the page is spent then."""
    chars = page.chars()
    scale = page.scale(LOOKING_SCALE)
    picture = page.picture(scale)
    large = _LARGE * page.size[0] * page.size[1]
    pictures = page.pictures()
    covered: list[Char] = []
    unseen: list[Char] = []
    for char in page.unseen(picture, scale):
        (covered if is_covered(picture, char.ink, scale) else unseen).append(char)
    searchable = [char for char in chars if not char.drawn and not char.is_blank and char.ink.area]
    if covered:
        yield hidden(Hiding.COVERED_TEXT, _words(covered), page.number)
    if unseen:
        yield hidden(Hiding.UNSEEN_TEXT, _words(unseen), page.number)
    if any(each.hides for each in pictures):
        yield hidden(Hiding.COVERED_PICTURE, page=page.number)
    if searchable:
        yield hidden(Hiding.SEARCH_LAYER, _words(searchable), page.number)
    if not any(not char.is_blank for char in chars):
        if picture.getcolors(1) is None:
            yield hidden(Hiding.NO_TEXT, page=page.number)
    elif any(each.box.area >= large for each in pictures) and not searchable:
        yield hidden(Hiding.PICTURE, page=page.number)


def _words(chars: Iterable[Char]) -> str:
    return "".join(char.text for char in chars)


_PAPER = 250


def is_covered(picture: Image.Image, ink: Box, scale: float) -> bool:
    """Tell whether one colour that is not that of paper lies where a character should be seen."""
    left, top, right, bottom = (round(edge * scale) for edge in ink)
    box = (max(0, left), max(0, top), min(picture.width, right), min(picture.height, bottom))
    if box[0] >= box[2] or box[1] >= box[3]:
        return False
    colours = picture.crop(box).getcolors(1)
    return colours is not None and min(colours[0][1]) < _PAPER  # type: ignore[arg-type]
