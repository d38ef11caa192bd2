"""Tables without rules, or with too few, among the lines of a document: where they stand, and where each ends.

A line that ends in figures set apart anchors a row. Lines of several pages are taken as one flow
(`flow`); which columns a table has is found from all that stands in it (`columns`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median_low

from gongkai.report.blocks import Grid
from gongkai.report.readers.pdf.columns import Table
from gongkai.report.readers.pdf.flow import (
    LONGEST_LABEL,
    MOST_ROWS,
    NEXT_LINE,
    SENTENCE_END,
    PageLine,
    PageRules,
    Row,
    flow,
)
from gongkai.report.readers.pdf.lines import Line, is_heading

_MOST_LABEL_LINES = 16
_SLACK = 1.1
_FARTHEST_ROW = 4.0


def borderless(lines: Sequence[PageLine], rules: Mapping[int, PageRules]) -> Iterator[PageLine | Grid]:
    """Give lines that follow each other, with the tables among them as grids."""
    rows, level = flow(lines, rules)
    at = 0
    while at < len(rows):
        start, end = _zone(rows, at)
        for row in rows[at:start]:
            yield row.placed
        for last in _ends(rows, start, end):
            table = Table(rows[start:last], level)
            yield from table.blocks()
            start += table.length
        for row in rows[start:end]:
            yield row.placed
        at = end


def _zone(rows: Sequence[Row], at: int) -> tuple[int, int]:
    """Give start and end of the next lines that may be a table: rows of cells, and lone labels among them."""
    start = at
    while start < len(rows) and len(rows[start].pieces) < 2:
        start += 1
    end = last = start
    found = False
    while end < min(len(rows), start + MOST_ROWS) and end - last <= _MOST_LABEL_LINES and not _is_text(rows, end):
        if len(rows[end].pieces) > 1:
            last = end
            found = found or rows[end].is_anchor
        end += 1
    if not found:
        return max(end, min(start + 1, len(rows))), max(end, min(start + 1, len(rows)))
    first, pitch = rows[start], _pitch(rows[start:end])
    while start > at and not _is_text(rows, start - 1):
        above = rows[start - 1]
        # Words that stand beside the first cell of the table can be no heading, and may stand farther off.
        may_be_far = above.pieces[0].left > first.pieces[0].right
        if not (
            _near(above, rows[start])
            or rows[start].base - above.base <= (_FARTHEST_ROW * above.placed.line.em if may_be_far else pitch)
        ):
            break
        start -= 1
    return start, end


def _pitch(rows: Sequence[Row]) -> float:
    """Give how far apart rows stand that follow each other, with some slack; 0 when none do.

    Rows of figures tell it, or where each has a header of its own, that and its row.
    """
    steps = [
        (not (upper.is_anchor and lower.is_anchor), lower.base - upper.base)
        for upper, lower in pairwise(rows)
        if len(upper.pieces) > 1 and lower.is_anchor and upper.placed.page == lower.placed.page
    ]
    if not steps:
        return 0.0
    surest = min(steps)[0]
    step = median_low([step for unsure, step in steps if unsure == surest])
    return min(_SLACK * step, _FARTHEST_ROW * rows[0].placed.line.em)


def _ends(rows: Sequence[Row], start: int, end: int) -> Iterator[int]:
    """Give where the parts of a table between its headers end, each with figures.

    The columns of one need not be another's. Words that stand over the figures above them, and not
    beside these, are a header; what a table leaves over above the next one's header belongs to that.
    """
    figures: float | None = None
    header: int | None = None
    for index in range(start, end):
        row = rows[index]
        if row.is_anchor:
            if header is not None:
                yield header
                figures, header = None, None
            left = row.pieces[-row.figures].left
            figures = left if figures is None else min(figures, left)
        elif figures is not None and header is None and any(piece.middle > figures for piece in row.pieces):
            header = index
    if start < end:
        yield end


def _is_text(rows: Sequence[Row], index: int) -> bool:
    """Tell whether a line is text: a sentence, or the heading of a part and no label beside figures."""
    row = rows[index]
    if len(row.pieces) > 1:
        return False
    text = row.placed.line.text
    if is_heading(text):
        below = rows[index + 1] if index + 1 < len(rows) else None
        beside = below is not None and len(below.pieces) == below.figures and below.is_anchor and _near(row, below)
        return not (beside or _is_within(rows, index))
    return _is_sentence(text)


def _is_within(rows: Sequence[Row], index: int) -> bool:
    """Tell whether a lone line stands among rows of figures in the same columns: the label of a group, broken up."""
    above = _figures_from(rows[max(0, index - _MOST_LABEL_LINES) : index][::-1])
    below = _figures_from(rows[index + 1 : index + 1 + _MOST_LABEL_LINES])
    if not above or not below:
        return False
    nearest, others = below[0], [figure for row in above for figure in row]
    under = sum(any(one.left < other.right and other.left < one.right for other in others) for one in nearest)
    return under * 2 >= len(nearest)


def _figures_from(rows: Sequence[Row]) -> list[Sequence[Line]]:
    """Give the figures of rows up to a sentence or a header: words that do not stand beside figures."""
    found: list[Sequence[Line]] = []
    pending: list[Row] = []
    for row in rows:
        if row.is_anchor:
            figures = row.pieces[-row.figures :]
            if any(each.pieces[-1].middle >= figures[0].left for each in pending):
                break
            found.append(figures)
            pending = []
        elif _is_sentence(row.placed.line.text):
            break
        else:
            pending.append(row)
    return found


def _is_sentence(text: str) -> bool:
    return text.endswith(SENTENCE_END) or len(text) > LONGEST_LABEL


def _near(upper: Row, lower: Row) -> bool:
    return lower.base - upper.base <= NEXT_LINE * upper.placed.line.em
