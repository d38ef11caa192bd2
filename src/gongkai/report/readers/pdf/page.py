"""What stands on a page of a PDF, turned so that the text reads upright: its characters and its drawn rules.

The frame of a page follows its text, not its /Rotate entry: x grows along the lines, y from line to line.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median_low
from typing import NamedTuple


class Char(NamedTuple):
    """A character in the frame of its page: its box, the line it stands on, its quarter turns clockwise."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    turn: int

    @property
    def middle(self) -> float:
        """Give where the character stands across."""
        return (self.left + self.right) / 2

    @property
    def size(self) -> float:
        """Give its size."""
        return self.bottom - self.top


class Rule(NamedTuple):
    """A drawn line in the frame of its page, as the box it fills; thin in one direction or, if a dot, in both."""

    left: float
    top: float
    right: float
    bottom: float


class Page(NamedTuple):
    """A page in its frame. `unmapped` counts characters whose font does not say which they are."""

    number: int
    width: float
    height: float
    chars: Sequence[Char]
    rules: Sequence[Rule]
    unmapped: int
    has_pictures: bool

    @property
    def text_height(self) -> float:
        """Give the height of most of its characters."""
        return median_low([char.size for char in self.chars]) if self.chars else 0.0
