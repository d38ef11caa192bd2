"""Areas of a page, in points from its upper left corner, as the page is shown: turned and cropped."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Self


class Box(NamedTuple):
    """An area of a page."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def area(self) -> float:
        """Give the area in square points; an empty box has none."""
        return max(0.0, self.right - self.left) * max(0.0, self.bottom - self.top)

    @property
    def centre(self) -> tuple[float, float]:
        """Give the point in the middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point lies within."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def common(self, other: Box) -> float:
        """Give the area shared with another box."""
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        ).area

    def wider(self, by: float) -> Self:
        """Give the box with so many points more on every side."""
        return type(self)(self.left - by, self.top - by, self.right + by, self.bottom + by)


def around(boxes: Iterable[Box]) -> Box:
    """Give the smallest box that holds all of some.

    >>> around([Box(0, 0, 10, 10), Box(8, 2, 20, 6)])
    Box(left=0, top=0, right=20, bottom=10)
    """
    lefts, tops, rights, bottoms = zip(*boxes)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))
