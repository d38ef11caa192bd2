"""Marks on a record and what was found in it, as rows keep them: lists, in points from a page's upper left corner.

No database here. What a mark takes out of the file is `gongkai.redaction`'s, whose libraries for files are loaded by
whoever opens one, and not here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from gongkai.law.message import Message
from gongkai.law.outcomes import OUTCOME_BY_CODE, OUTCOMES, Group
from gongkai.redaction.boxes import Box
from gongkai.redaction.marks import Found, Kind, Mark

if TYPE_CHECKING:
    from gongkai.redaction.inspection.hidden import Hidden

GROUNDS: Mapping[str, Message] = {each.code: each.label for each in OUTCOMES if each.group is Group.WITHHELD}
"""The grounds of the law on which something is taken out, by their codes."""

MOST = 20_000
"""What is found, or marked, in one record; a register of two hundred pages holds some ten thousand numbers."""

_PARTS = 100
AREA = "area"
LINE = "line"
_OTHERS = {AREA: Message("画的框"), LINE: Message("整行")}
"""What is marked and was not found by a search."""


class Spot(NamedTuple):
    """Something found, or marked: its number among those of the record, its page, what it is, a box for each line."""

    number: int
    page: int
    kind: str
    text: str
    boxes: tuple[Box, ...]
    ground: str = ""
    found: int | None = None
    """Of a mark, the number of what was found there."""

    @property
    def words(self) -> Message:
        """Give what it is, in words."""
        return _OTHERS.get(self.kind) or Kind[self.kind.upper()].value

    @property
    def because(self) -> Message:
        """Give the ground of a mark, in words."""
        found = OUTCOME_BY_CODE.get(self.ground)
        return found.label if found else Message("其他理由：{ground}", ground=self.ground)

    def marks(self) -> tuple[Mark, ...]:
        """Give the marks that take it out."""
        return tuple(Mark(self.page, box, self.ground) for box in self.boxes)


def spots(rows: Iterable[Sequence[Any]]) -> list[Spot]:
    """Read what a row keeps."""
    return [
        Spot(number, page, kind, text, tuple(Box(*(edge / _PARTS for edge in box)) for box in boxes), *others)
        for number, page, kind, text, boxes, *others in rows
    ]


def rows(spots: Iterable[Spot]) -> list[list[Any]]:
    """Write what a row keeps: edges in hundredths of a point, since the journal keeps whole numbers alone."""
    return [[*each[:4], [[round(edge * _PARTS) for edge in box] for box in each.boxes], *each[5:]] for each in spots]


def added(there: Sequence[Spot], found: Iterable[Found]) -> list[Spot]:
    """Give what was found before and is found now, each once, those on one page together."""
    known = {(each.page, each.kind, _rounded(each.boxes)) for each in there}
    number = max((each.number for each in there), default=0)
    all_of_them = list(there)
    for each in found:
        if len(all_of_them) >= MOST:
            break
        if (each.page, each.kind.code, _rounded(each.boxes)) not in known:
            number += 1
            all_of_them.append(Spot(number, each.page, each.kind.code, each.text, each.boxes))
    return sorted(all_of_them, key=lambda each: (each.page, each.number))


def _rounded(boxes: Iterable[Box]) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(round(edge) for edge in box) for box in boxes)


def open_ones(found: Iterable[Spot], marks: Iterable[Spot]) -> list[Spot]:
    """Give what was found and is not marked: neither itself, nor by marks that cover it."""
    taken: set[int | None] = set()
    by_page: dict[int, list[Box]] = {}
    for mark in marks:
        taken.add(mark.found)
        by_page.setdefault(mark.page, []).extend(mark.boxes)
    return [
        each
        for each in found
        if each.number not in taken and not all(_is_covered(box, by_page.get(each.page, ())) for box in each.boxes)
    ]


def _is_covered(box: Box, marks: Iterable[Box]) -> bool:
    return any(mark.common(box) >= box.area - 0.5 for mark in marks)


def grounds(marks: Sequence[Spot]) -> list[list[Any]]:
    """Give the list of grounds for the letter: of each in how many places, on which pages."""
    counts = Counter(each.ground for each in marks)
    return [
        [ground, count, sorted({each.page for each in marks if each.ground == ground})]
        for ground, count in counts.items()
    ]


def hidden_rows(hidden: Iterable[Hidden]) -> list[list[Any]]:
    """Write what a file hides as a row keeps it."""
    return [[each.kind.code, each.page, each.detail] for each in hidden]


def hidden_of(rows: Iterable[Sequence[Any]]) -> tuple[Hidden, ...]:
    """Read what a row keeps of what a file hides."""
    from gongkai.redaction.inspection.hidden import Hidden, Hiding

    return tuple(Hidden(Hiding[code.upper()], page, detail) for code, page, detail in rows)
