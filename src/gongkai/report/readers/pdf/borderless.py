"""Tables without rules, or with too few, among the lines of a document: where they stand, and where each ends.

A line that ends in figures set apart anchors a row. Lines of several pages are taken as one flow
(`flow`); which columns a table has is found from all that stands in it (`columns`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gongkai.report.blocks import Grid
from gongkai.report.readers.pdf.columns import Table
from gongkai.report.readers.pdf.flow import MOST_ROWS, NEXT_LINE, SENTENCE_END, PageLine, PageRules, Row, flow
from gongkai.report.readers.pdf.lines import is_heading

_MOST_LABEL_LINES = 16
_LONGEST_LABEL = 40


def borderless(lines: Sequence[PageLine], rules: Mapping[int, PageRules]) -> Iterator[PageLine | Grid]:
    """Give lines that follow each other, with the tables among them as grids."""
    rows, level = flow(lines, rules)
    at = 0
    while at < len(rows):
        start, end = _zone(rows, at)
        for row in rows[at:start]:
            yield row.placed
        for first, last in _sections(rows, start, end):
            yield from Table(rows[first:last], level).blocks()
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
    while start > at and not _is_text(rows, start - 1) and _near(rows[start - 1], rows[start]):
        start -= 1
    return start, end


def _sections(rows: Sequence[Row], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give the parts of a table between its headers, each with figures: the columns of one need not be another's.

    Words that stand over the figures above them, and not beside these, are a header.
    """
    if start == end:
        return
    first = start
    figures: float | None = None
    header: int | None = None
    for index in range(start, end):
        row = rows[index]
        if row.is_anchor:
            if header is not None:
                yield first, header
                first, figures, header = header, None, None
            left = row.pieces[-row.figures].left
            figures = left if figures is None else min(figures, left)
        elif figures is not None and header is None and any(piece.middle > figures for piece in row.pieces):
            header = index
    yield first, end


def _is_text(rows: Sequence[Row], index: int) -> bool:
    """Tell whether a line is text: a sentence, or the heading of a part and no label beside figures."""
    row = rows[index]
    if len(row.pieces) > 1:
        return False
    text = row.placed.line.text
    if is_heading(text):
        below = rows[index + 1] if index + 1 < len(rows) else None
        return below is None or len(below.pieces) > below.figures or not (below.is_anchor and _near(row, below))
    return text.endswith(SENTENCE_END) or len(text) > _LONGEST_LABEL


def _near(upper: Row, lower: Row) -> bool:
    return lower.base - upper.base <= NEXT_LINE * upper.placed.line.em
