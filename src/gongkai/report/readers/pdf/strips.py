"""Sheets wider than their paper, printed strip by strip: the pages that belong beside each other put together.

A spreadsheet that was not fitted to the page prints its first columns on some pages and the next on
others, down and then over or over and then down. It shows in rows of figures with nothing before
them. Pages are put together only where one arrangement alone fits; whether the labels fit then is
for the recogniser to tell.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence, Set
from enum import Enum
from functools import cached_property
from itertools import pairwise
from math import inf
from operator import attrgetter
from typing import NamedTuple

from gongkai.law.errors import UnreadableDocument
from gongkai.law.message import Message
from gongkai.report.cells import says_figure
from gongkai.report.readers.pdf.extraction import once
from gongkai.report.readers.pdf.flow import APART_AT_FIGURES
from gongkai.report.readers.pdf.grids import segments
from gongkai.report.readers.pdf.lines import Line, around, is_page_number, lines_of, segments_of
from gongkai.report.readers.pdf.page import Char, Page, Rule

_BASE = attrgetter("base")
_SAME = 1.0
"""What stands so near to one height on two pages, in points, stands in one row."""
_EDGE = 3.0
"""Rules that begin or end so near to the first or last begin or end with it."""
_FEWEST_ROWS = 2
"""A single row of figures without a label is in every report; so many are in none."""
_FEW_OF = 2
"""Of so many rows one may be blank on one of two pages and not on the other."""
_MOST_TRIES = 20_000
_MOST_PAGES = 60
"""A report in strips has ten or twenty pages; more pages, or more ways to lay them out, take too long to try."""
_MOST_RULES = 5_000
"""A page of so many pieces of rules is a drawing."""
_AT_RULES = 6.0
"""Words over the seam tell where pages meet if the rules tell nearly the same."""
_SAME_WORDS = 2
"""So many characters on both pages, at one height, are words over the seam."""
_PITCH = 2.0
"""A row of figures alone on its page is so many characters high."""
_NEXT_ROW = 6.0
"""A page number stands farther from a table than so many characters."""


class Laid(NamedTuple):
    """Pages with what belongs beside each other put together."""

    pages: Sequence[Page]
    is_cut: bool = False
    """Whether any shows the further columns of a sheet."""
    lacks_rules: bool = False
    """Whether one that does shows no rules."""


def side_by_side(pages: Sequence[Page]) -> Laid:
    """Give the pages, the further columns of a sheet put to the right of the first where that is certain."""
    if len(pages) < 2:
        return Laid(pages)
    suspects = {page.number: _Shown(page) for page in pages if _may_lack_labels(page)}
    if not any(each.lacks_labels for each in suspects.values()):
        return Laid(pages)
    shown = _without_margins([suspects.get(page.number) or _Shown(page) for page in pages])
    further = [each for each in shown if each.side is _Side.RIGHT]
    if not further:
        return Laid(pages)
    lacks_rules = not all(each.level for each in further)
    sheets = _arranged(shown) if len(pages) <= _MOST_PAGES else None
    if sheets is None:
        return Laid(pages, True, lacks_rules)
    return Laid([page for sheet in sheets for page in _joined(sheet, sheets)], True, lacks_rules)


def printed_apart() -> UnreadableDocument:
    """Give the refusal of a document whose tables cannot be put together."""
    return UnreadableDocument(
        "table-cut-into-pages",
        Message("表格比纸宽，打印时各列被截断，分到了不同的页上，不能确定哪些数字属于哪一行。"),
        hint=Message("请把工作表缩放到一页宽再导出PDF，或直接核对原来的表格文件（XLSX）。"),
    )


def _may_lack_labels(page: Page) -> bool:
    """Tell quickly whether as many lines of a page begin with a figure as begin with words and end in one."""
    first: dict[float, tuple[float, str]] = {}
    last: dict[float, tuple[float, str]] = {}
    for text, left, _, _, _, base, _ in page.chars:
        if base not in first:
            first[base] = last[base] = (left, text)
        elif left > last[base][0]:
            last[base] = (left, text)
        elif left < first[base][0]:
            first[base] = (left, text)
    begin = {base for base, (_, text) in first.items() if says_figure(text)}
    labelled = sum(base not in begin and says_figure(text) for base, (_, text) in last.items())
    return labelled <= len(begin) > 0


def _without_margins(pages: Sequence[_Shown]) -> list[_Shown]:
    """Give the pages without headers, footers and page numbers, which would stand twice on a line."""
    left_out = around([(each.lines, each.page.height) for each in pages])
    return [_without(each, left_out) for each in pages]


def _without(shown: _Shown, left_out: Set[Line]) -> _Shown:
    margin = [line for line in shown.lines if not (shown.level and _holds(shown, line)) and line in left_out]
    chars = {char for line in margin if shown.level or not _is_in_table(line, shown) for char in line.chars}
    page = shown.page
    return _Shown(page._replace(chars=[char for char in page.chars if char not in chars])) if chars else shown


def _holds(shown: _Shown, line: Line) -> bool:
    return shown.top <= line.middle_down <= shown.bottom


def _is_in_table(line: Line, shown: _Shown) -> bool:
    """Tell whether a line ends in a figure as a row does; a lone figure then stands closely over or under another."""
    if not is_page_number(line):
        return says_figure(segments_of(line, APART_AT_FIGURES)[-1].text)
    return says_figure(line.text) and any(
        abs(piece.base - line.base) <= _NEXT_ROW * line.em and says_figure(piece.text) and _overlaps(piece, line)
        for other, pieces in zip(shown.lines, shown.pieces)
        if other is not line
        for piece in pieces
    )


# ── What a page shows ────────────────────────────────────────────────────────


class _Side(Enum):
    """Which columns of a sheet a page shows: the first, which have the labels, or further ones; or it may be either."""

    LEFT = "left"
    RIGHT = "right"
    EITHER = "either"


class _Shown:
    """What a page shows of a sheet: its lines, its rules, and its rows of figures with and without labels."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.level, self.upright = segments(page.rules) if len(page.rules) <= _MOST_RULES else ([], [])
        chars = [char for char in page.chars if not char.turn]
        if self.level:
            self.left = min(rule.start for rule in self.level)
            self.right = max(rule.end for rule in self.level)
            self.top, self.bottom = self.level[0].at, max(rule.at for rule in self.level)
        else:
            self.left = min((char.left for char in chars), default=0.0)
            self.right = max((char.right for char in chars), default=0.0)
            self.top, self.bottom = -inf, inf
        self.lines = lines_of(chars)
        self.pieces = [segments_of(line, APART_AT_FIGURES) for line in self.lines]
        rows = [
            pieces
            for line, pieces in zip(self.lines, self.pieces)
            if _holds(self, line) and says_figure(pieces[-1].text)
        ]
        bare = self._are_bare(rows)
        self.bare = [row for row, is_bare in zip(rows, bare) if is_bare]
        """Its rows of figures with no label, as pieces."""
        self.labelled = [row for row, is_bare in zip(rows, bare) if not is_bare]
        """Its rows of figures with a label, as pieces."""
        self.rows = [row[-1].chars[-1].base for row in rows]
        """Where down the page its rows of figures stand."""

    def _are_bare(self, rows: Sequence[Sequence[Line]]) -> list[bool]:
        """Tell of each row of figures whether no words stand to the left in it, be they higher or lower than these."""
        standing = [(piece.middle_down, piece.right) for pieces in self.pieces for piece in pieces]
        standing += [((char.top + char.bottom) / 2, char.right) for char in self.page.chars if char.turn]
        standing.sort()
        bare = []
        for index, row in enumerate(rows):
            top, bottom = self._row(rows, index)
            beside = standing[bisect_left(standing, (top,)) : bisect_right(standing, (bottom, inf))]
            left = row[0].left + _SAME
            bare.append(all(right > left for _, right in beside) and all(says_figure(piece.text) for piece in row))
        return bare

    def _row(self, rows: Sequence[Sequence[Line]], index: int) -> tuple[float, float]:
        """Give where a row of figures begins and ends: at the rules, or halfway to the next such row."""
        first = rows[index][0]
        over = [rule.at for rule in self.level if rule.start <= first.left <= rule.end]
        at = bisect_left(over, first.middle_down)
        if 0 < at < len(over):
            return over[at - 1], over[at]
        gaps = [below[0].base - above[0].base for above, below in pairwise(rows[max(0, index - 1) : index + 2])]
        pitch = min(gaps, default=_PITCH * first.em)
        above = gaps[0] if index else pitch
        below = gaps[-1] if index + 1 < len(rows) else pitch
        return first.middle_down - above / 2, first.middle_down + below / 2

    @cached_property
    def side(self) -> _Side:
        """Tell which columns of a sheet the page shows."""
        if self.labelled:
            return _Side.LEFT
        return _Side.RIGHT if self.lacks_labels else _Side.EITHER

    @cached_property
    def lacks_labels(self) -> bool:
        """Tell whether there are rows of figures whose labels stand on another page."""
        return self._has_column() or (bool(self.bare) and self._opens_left())

    def _has_column(self) -> bool:
        """Tell whether its rows of figures begin in one column, as a page number under one row does not."""
        first = [row[0] for row in self.bare]
        under = [one for one in first if any(one is not other and _overlaps(one, other) for other in first)]
        return len(under) >= _FEWEST_ROWS

    def _opens_left(self) -> bool:
        """Tell whether a side is drawn on the left of some rows only: a merged cell began on another page."""
        closed = [
            any(rule.start - _EDGE <= at <= rule.end + _EDGE for rule in self.upright if rule.at <= self.left + _EDGE)
            for at in self.starts
        ]
        return any(closed) and not all(closed)

    @cached_property
    def starts(self) -> list[float]:
        """Where down the page its rules begin at the left side."""
        return [rule.at for rule in self.level if rule.start <= self.left + _EDGE]

    @cached_property
    def ends(self) -> list[float]:
        """Where down the page its rules end at the right side."""
        return [rule.at for rule in self.level if rule.end >= self.right - _EDGE]

    def is_one_table(self, upper: float, lower: float) -> bool:
        """Tell whether a rule runs from one height down to another."""
        return any(rule.start <= upper + _EDGE and rule.end >= lower - _EDGE for rule in self.upright)

    def tables(self) -> Iterator[list[tuple[float, float]]]:
        """Give for each table the places between which its rows stand."""
        table: list[tuple[float, float]] = []
        for upper, lower in pairwise(self.starts):
            if self.is_one_table(upper, lower):
                table.append((upper, lower))
            else:
                yield table
                table = []
        yield table

    @cached_property
    def bases(self) -> list[float]:
        """Where down the page its lines stand."""
        return sorted({char.base for char in self.page.chars})

    def at(self, base: float) -> Sequence[Sequence[Line]]:
        """Give the pieces of the lines that stand at a height."""
        start = bisect_left(self.lines, base - _SAME, key=_BASE)
        return self.pieces[start : bisect_right(self.lines, base + _SAME, key=_BASE)]


def _overlaps(one: Line, other: Line) -> bool:
    return one.left < other.right and other.left < one.right


# ── Which pages stand beside each other ──────────────────────────────────────


_Sheet = Sequence[tuple[_Shown, ...]]
"""From the top, for each row of pages those beside each other."""


class _TooMany(Exception):
    """There are more arrangements than can be tried."""


class _Found(NamedTuple):
    """The arrangements of the pages up to one that join the most and have the fewest strips: one, or two of many."""

    joins: int
    strips: int
    sheets: tuple[tuple[_Sheet, ...], ...]


def _arranged(pages: Sequence[_Shown]) -> tuple[_Sheet, ...] | None:
    """Give the pages as sheets, by the one arrangement that fits; None where none does, or more than one.

    Of a sheet, some pages show the first columns, from the top; then as many or fewer show the next
    columns, and so on. A sheet printed over and then down is as many sheets of one such page. Where
    some of the pages could as well stand alone, the arrangement is right in which the most are joined.
    """
    best: list[_Found | None] = [_Found(0, 0, ((),)), *[None] * len(pages)]
    fitting = _Fitting()
    try:
        for start in range(len(pages)):
            before = best[start]
            if before is None:
                continue
            for sheet in _sheets(pages, start, fitting):
                end = start + sum(map(len, sheet))
                strips = max(map(len, sheet)) - 1
                joins = end - start - len(sheet)
                found = _Found(
                    before.joins + joins, before.strips + strips, tuple((*each, sheet) for each in before.sheets)
                )
                best[end] = _better(best[end], found)
    except _TooMany:
        return None
    last = best[-1]
    return last.sheets[0] if last is not None and len(last.sheets) == 1 else None


def _better(one: _Found | None, other: _Found) -> _Found:
    if one is None or (other.joins, -other.strips) > (one.joins, -one.strips):
        return other
    if (other.joins, -other.strips) < (one.joins, -one.strips):
        return one
    return one._replace(sheets=(*one.sheets, *other.sheets)[:2])


class _Fitting:
    """Which pages fit beside which, told once for each two; so often and no more, so that time is bounded."""

    def __init__(self) -> None:
        self._left = _MOST_TRIES
        self._known: dict[tuple[int, int], bool] = {}

    def fits(self, left: _Shown, right: _Shown) -> bool:
        """Tell whether the rows of two pages go on from the one to the other; raises _TooMany."""
        self._left -= 1
        if self._left < 0:
            raise _TooMany
        pair = left.page.number, right.page.number
        if pair not in self._known:
            self._known[pair] = _fits(left, right)
        return self._known[pair]


def _sheets(pages: Sequence[_Shown], start: int, fitting: _Fitting) -> Iterator[_Sheet]:
    """Give each sheet that may begin with a page: it alone, or it and others with some beside them."""
    for first in range(1, len(pages) - start + 1):
        if pages[start + first - 1].side is _Side.RIGHT:
            return
        rows: list[tuple[_Shown, ...]] = [(page,) for page in pages[start : start + first]]
        if first == 1:
            yield tuple(rows)
        for sheet in _continued(pages, start + first, rows, 0, 1, fitting):
            if len(sheet[0]) > 1:  # a page with none beside it, before all others, is a sheet of its own
                yield sheet


def _continued(
    pages: Sequence[_Shown], at: int, rows: list[tuple[_Shown, ...]], row: int, strip: int, fitting: _Fitting
) -> Iterator[_Sheet]:
    """Give the ways in which the pages from one on go on with a sheet: from a row down, then in the next strip."""
    if at == len(pages) or pages[at].side is _Side.LEFT:
        return
    begun = any(len(each) > strip for each in rows)
    places = [(each, strip) for each in range(row, len(rows))]
    if begun:
        places += [(each, strip + 1) for each in range(len(rows))]
    for place, in_strip in places:
        beside = rows[place]
        if len(beside) != in_strip or not fitting.fits(beside[-1], pages[at]):
            continue
        filled = [*rows[:place], (*beside, pages[at]), *rows[place + 1 :]]
        if _is_level(filled, in_strip):
            yield tuple(filled)
            yield from _continued(pages, at + 1, filled, place + 1, in_strip, fitting)


def _is_level(rows: _Sheet, strip: int) -> bool:
    """Tell whether a strip begins in one place on all its pages, and the one before it ends in one."""
    ruled = [(left.right, right.left) for left, right in _pairs(rows, strip) if left.level and right.level]
    if not ruled:
        return True
    ends, starts = [end for end, _ in ruled], [start for _, start in ruled]
    farthest = max(row[strip - 1].right for row in rows if len(row) >= strip and row[strip - 1].level)
    return max(starts) - min(starts) <= _EDGE and farthest - min(ends) <= _EDGE


def _fits(left: _Shown, right: _Shown) -> bool:
    """Tell whether the rows of two pages go on from the one to the other."""
    if (round(left.page.width), round(left.page.height)) != (round(right.page.width), round(right.page.height)):
        return False
    if left.level and right.level:
        return _edges_meet(left, right)
    return not right.level and (_spills(left, right) if left.level or not right.bare else _rows_meet(left, right))


def _edges_meet(left: _Shown, right: _Shown) -> bool:
    """Tell whether the tables go on: the rules at the sides that meet stand at the same heights.

    A cell merged over several rows has fewer of them than the cells beside it. Above and below, the
    page to the left may show tables that end there.
    """
    starts = right.starts
    ends = [at for at in left.ends if starts[0] - _SAME <= at <= starts[-1] + _SAME]
    if len(ends) < 2 or len(starts) < 2 or abs(ends[0] - starts[0]) > _SAME or abs(ends[-1] - starts[-1]) > _SAME:
        return False
    first = left.ends.index(ends[0])
    last = first + len(ends) - 1
    if first and left.is_one_table(left.ends[first - 1], ends[0]):
        return False
    if last + 1 < len(left.ends) and left.is_one_table(ends[-1], left.ends[last + 1]):
        return False
    fewer = all(_is_in(at, ends) for at in starts) or all(_is_in(at, starts) for at in ends)
    return fewer and _figures_agree(left, right)


def _figures_agree(left: _Shown, right: _Shown) -> bool:
    """Tell whether rows of figures go on as such, and headers as headers, table by table.

    A table may show its labels alone on one page; a few rows may be blank there, and not on the other.
    """
    for table in right.tables():
        both = differing = 0
        ours = [_between(left.rows, *band) for band in table]
        for band, has_figures in zip(table, ours):
            if _between(right.rows, *band):
                both, differing = both + has_figures, differing + (not has_figures)
            elif has_figures and _between(right.bases, *band):
                differing += 1
        if any(ours) and differing * _FEW_OF > both:
            return False
    return True


def _between(ordered: Sequence[float], start: float, end: float) -> bool:
    return bisect_left(ordered, end) > bisect_left(ordered, start)


def _rows_meet(left: _Shown, right: _Shown) -> bool:
    """Tell whether the rows of figures stand at the same heights, and no others between the lines of the right."""
    top, bottom = right.lines[0].base - _SAME, right.lines[-1].base + _SAME
    rows = [at for at in left.rows if top <= at <= bottom]
    return len(rows) == len(right.rows) and all(_is_in(at, right.rows) for at in rows)


def _spills(left: _Shown, right: _Shown) -> bool:
    """Tell whether a page shows nothing but the ends of what stands on another."""
    return not right.bare and {theirs for _, theirs in _over_seam(left, right)} == {line.left for line in right.lines}


def _is_in(at: float, ordered: Sequence[float]) -> bool:
    index = bisect_left(ordered, at - _SAME)
    return index < len(ordered) and ordered[index] <= at + _SAME


# ── Putting them together ────────────────────────────────────────────────────


def _joined(sheet: _Sheet, sheets: Sequence[_Sheet]) -> Iterator[Page]:
    """Give the rows of pages of a sheet, each as one page; what two pages show at their seam stands once."""
    shifts = _shifts(sheet, sheets)
    for first, *rest in sheet:
        page = first.page
        if not rest:
            yield page
            continue
        chars, rules = list(page.chars), list(page.rules)
        for shown, shift in zip(rest, shifts):
            more = [char._replace(left=char.left + shift, right=char.right + shift) for char in shown.page.chars]
            chars = _once(chars, more)
            rules += [Rule(rule.left + shift, rule.top, rule.right + shift, rule.bottom) for rule in shown.page.rules]
        yield page._replace(
            width=page.width + shifts[len(rest) - 1],
            chars=chars,
            rules=rules,
            unmapped=sum(each.page.unmapped for each in (first, *rest)),
            has_pictures=any(each.page.has_pictures for each in (first, *rest)),
        )


def _once(chars: Sequence[Char], more: Sequence[Char]) -> list[Char]:
    """Give the characters of two pages, once where both have the same."""
    begin, end = min((char.left for char in more), default=inf), max((char.right for char in chars), default=-inf)
    apart = [char for char in chars if char.right <= begin] + [char for char in more if char.left >= end]
    seam = [char for char in chars if char.right > begin] + [char for char in more if char.left < end]
    return apart + once(seam)


def _shifts(sheet: _Sheet, sheets: Sequence[_Sheet]) -> list[float]:
    """Give how far to the right of the first each further strip of pages belongs.

    The rules of the one end where those of the other begin; words over the seam, which stand on both,
    tell it to the hair. Without either it is enough that the columns keep their order, and that it is
    the same for all rows of pages: printed over and then down, each is a sheet of its own.
    """
    shifts: list[float] = []
    for strip in range(1, max(map(len, sheet))):
        pairs = _pairs(sheet, strip)
        ruled = [pair for pair in pairs if pair[0].level and pair[1].level]
        if not ruled:
            pairs = [pair for each in sheets for pair in _pairs(each, strip)]
        begin = min(right.left for _, right in ruled or pairs)
        end = max(left.right for left, _ in ruled or pairs)
        shift = end - begin if ruled else end - begin + pairs[0][0].lines[0].em
        seams = (ours - theirs for left, right in pairs for ours, theirs in _over_seam(left, right))
        shift = next((seam for seam in seams if not ruled or abs(seam - shift) <= _AT_RULES), shift)
        shifts.append((shifts[-1] if shifts else 0.0) + shift)
    return shifts


def _pairs(sheet: _Sheet, strip: int) -> list[tuple[_Shown, _Shown]]:
    """Give the pages of a strip, each behind the page to its left."""
    return [(row[strip - 1], row[strip]) for row in sheet if len(row) > strip]


def _over_seam(left: _Shown, right: _Shown) -> Iterator[tuple[float, float]]:
    """Give where the same words stand on both pages, at one height: the last of the one, the first of the other."""
    for line, (piece, *_) in zip(right.lines, right.pieces):
        if says_figure(piece.text):
            continue
        for *_, last in left.at(line.base):
            at = _overlap([char.text for char in last.chars], [char.text for char in piece.chars])
            if at is not None:
                yield last.chars[at].left, piece.chars[0].left


def _overlap(text: Sequence[str], more: Sequence[str]) -> int | None:
    """Give from where on a text says what another begins with, to the end of either; None when it does not."""
    for at in range(len(text) - _SAME_WORDS + 1):
        seen = min(len(text) - at, len(more))
        if seen >= _SAME_WORDS and text[at : at + seen] == more[:seen]:
            return at
    return None
