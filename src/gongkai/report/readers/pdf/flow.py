"""Pages as one flow of rows: each line as the pieces that gaps and rules set apart, and the figures it ends in.

What a page repeats of a table's header is left out. Not here: where a table stands among the rows
(`borderless`), and which columns it has (`columns`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from gongkai.report.cells import says_figure
from gongkai.report.readers.pdf.grids import Segment
from gongkai.report.readers.pdf.lines import Line, is_numbered, line_of, segments_of

APART = 0.9
"""A gap of so many characters sets cells apart."""
APART_AT_FIGURES = 0.3
"""The same before each of the figures with which a line ends, and between columns."""
_FAR_FROM_LABEL = 1.5
"""A lone figure must stand so far behind its label: otherwise it belongs to a sentence."""
NEXT_LINE = 2.0
"""Words go on over so many characters, and no more, down to the next line."""
_NEXT_PAGE = 1.5
_NEARBY = 12
MOST_ROWS = 400
"""A table is not longer, nor is its header further back than this."""
LONGEST_LABEL = 40
_STOPS = "，。；："
SENTENCE_END = ("。", "；", "：", ":", ";")


class PageLine(NamedTuple):
    """A line and the page it stands on."""

    page: int
    line: Line


class PageRules(NamedTuple):
    """The rules of a page."""

    level: Sequence[Segment]
    upright: Sequence[Segment]


class Row(NamedTuple):
    """A line as the pieces that gaps and rules set apart; `figures` end it, `base` is its place in the flow."""

    placed: PageLine
    base: float
    pieces: tuple[Line, ...]
    figures: int
    is_blank_but_for_these: bool = False
    """Whether its one figure stands under the figures of a row nearby, so that the other cells are blank."""

    @property
    def is_anchor(self) -> bool:
        """Tell whether figures stand in the line as cells of a row."""
        if self.is_blank_but_for_these:
            return True
        if len(self.pieces) < 2 or not self.figures:
            return False
        if self.figures > 1:
            return True
        label, figure = self.pieces[-2:]
        return figure.left - label.right >= _FAR_FROM_LABEL * label.em and not label.text.endswith(SENTENCE_END)


def is_parted(line: Line) -> bool:
    """Tell whether a line of a ruled cell holds figures apart, so that the rules do not tell the columns."""
    return len(segments_of(line, APART_AT_FIGURES)) > 1 and _pieces(line, ())[1] > 1


def flow(lines: Sequence[PageLine], rules: Mapping[int, PageRules]) -> tuple[list[Row], list[Segment]]:
    """Give the rows of lines, and the level rules between them, as if the pages were one."""
    rows: list[Row] = []
    level: list[Segment] = []
    for page, here in groupby(_without_repeated(lines), key=lambda each: each.page):
        on_page = [each.line for each in here]
        first, last = on_page[0].base, on_page[-1].base
        shift = rows[-1].base + _NEXT_PAGE * on_page[0].em - first if rows else 0.0
        level += [rule._replace(at=rule.at + shift) for rule in rules[page].level if first < rule.at < last]
        for line in on_page:
            crossing = [rule.at for rule in rules[page].upright if rule.start <= line.middle_down <= rule.end]
            rows.append(Row(PageLine(page, line), line.base + shift, *_pieces(line, crossing)))
    return _with_blank(rows), level


def _with_blank(rows: Sequence[Row]) -> list[Row]:
    """Give the rows, those among them that are blank but for one figure known by the rows above and below."""
    return [
        row._replace(is_blank_but_for_these=True)
        if row.figures == 1 and not row.is_anchor and _stands_under(rows, index)
        else row
        for index, row in enumerate(rows)
    ]


def _stands_under(rows: Sequence[Row], index: int) -> bool:
    """Tell whether the figure that ends a row stands over or under one of a row of several figures nearby."""
    *labels, figure = rows[index].pieces
    if labels and (figure.left - labels[-1].right < APART * figure.em or len(labels[-1].text) > LONGEST_LABEL):
        return False
    return any(
        one.left < figure.right and figure.left < one.right
        for row in rows[max(0, index - _NEARBY) : index + 1 + _NEARBY]
        if row.figures > 1 and row.is_anchor
        for one in row.pieces[-row.figures :]
    )


def _without_repeated(lines: Sequence[PageLine]) -> list[PageLine]:
    """Leave out the lines with which a page begins as the table did: its header, repeated, in columns."""
    texts = [each.line.text for each in lines]
    kept = list(lines[:1])
    end = 1
    for index in range(1, len(lines)):
        if lines[index].page != lines[index - 1].page:
            end = index + max(
                (_alike(texts, start, index) for start in range(max(0, index - MOST_ROWS), index)), default=0
            )
            if not any(len(segments_of(each.line, APART)) > 1 for each in lines[index:end]):
                end = index
        if index >= end:
            kept.append(lines[index])
    return kept


def _alike(texts: Sequence[str], one: int, other: int) -> int:
    """Give how many texts from one place on are those from another place on."""
    count = 0
    while other + count < len(texts) and one + count < other and texts[one + count] == texts[other + count]:
        count += 1
    return count


def _pieces(line: Line, crossing: Sequence[float]) -> tuple[tuple[Line, ...], int]:
    """Give a line cut where rules cross it and gaps are wide, and how many figures it ends in."""
    fine = [piece for part in _cut(line, crossing) for piece in segments_of(part, APART_AT_FIGURES)]
    words = len(fine)
    while words and says_figure(fine[words - 1].text):
        words -= 1
    joined: list[Line] = []
    for piece in fine[:words]:
        before = joined[-1] if joined else None
        if before and not _is_apart(before, piece) and not _parted(before, piece, crossing):
            joined[-1] = line_of((*before.chars, *piece.chars))
        else:
            joined.append(piece)
    return (*joined, *fine[words:]), len(fine) - words


def _is_apart(before: Line, piece: Line) -> bool:
    """Tell whether words are two cells: by the gap, or since each has a number of its own, as a group and an item."""
    if piece.left - before.right >= APART * piece.em:
        return True
    return is_numbered(piece.text) and is_numbered(before.text) and not any(mark in before.text for mark in _STOPS)


def _cut(line: Line, crossing: Sequence[float]) -> list[Line]:
    if not crossing:
        return [line]
    parts: dict[int, list[int]] = {}
    for index, char in enumerate(line.chars):
        parts.setdefault(sum(at < char.middle for at in crossing), []).append(index)
    return [line_of([line.chars[index] for index in part]) for part in parts.values()] if len(parts) > 1 else [line]


def _parted(left: Line, right: Line, crossing: Sequence[float]) -> bool:
    return any(left.middle < at < right.middle and left.right - 1 <= at <= right.left + 1 for at in crossing)
