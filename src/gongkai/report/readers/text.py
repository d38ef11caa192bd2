"""Plain text: dumps of one cell a line, tab-separated rows, pipe and box tables, aligned columns.

Lines that form a table become grids; the rest stays text. What a table says is not known here: a
row is what the text sets apart as one, and where it sets nothing apart, words followed by figures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from gongkai.report.blocks import Block, Cell, Document, Grid, TextBlock, too_long
from gongkai.report.cells import says_figure

_PIPES = re.compile(r"[|│┃║]")
_RULE = re.compile(r"[\s|│┃║+:=─━═┄┌┬┐├┼┤└┴┘╞╪╡╒╤╕╘╧╛╔╦╗╠╬╣╚╩╝┏┳┓┣╋┫┗┻┛┠┨┯┷╭╮╰╯-]{3,}")
_BAR = "|│┃"
_PART_HEADING = re.compile(r"第?[一二三四五六七八九十](?:部分)?\s*[、.．,，:：]\s*\S.*(?:情况|事项)[:：]?")
_GAP = re.compile(r"(?:\s{2,}|\u3000+)")
_WORD = re.compile(r"[\w（）()]{2,14}")
_LONGEST = 4 * 2**20
_MOST_LINES = 50_000
"""A report of one cell a line has some five hundred; the longest dump of a page with all its links, a few thousand."""
_MOST_RULES = 3
"""So many rules under one another may part two rows; more are no table."""
_LONGEST_LABEL = 60
_LONGEST_ROW = 240
_SHORTEST_SENTENCE = 20
"""A line of one figure behind fewer characters than this is a row of a table, not a sentence."""
_FEWEST_HEADINGS = 4
"""So many words in a row with no figure among them head columns; the label of a row has two merged cells before it."""
_FEWEST_BARRED = 4
_FEWEST_CELLS = 12
"""So many short lines, words and figures mixed, are a table of one cell a line and not a list."""


class _Line(NamedTuple):
    number: int
    text: str


def read_text(text: str) -> Document:
    """Give the lines of a text as blocks and grids. Raises UnreadableDocument when it is many times too long."""
    if len(text) > _LONGEST:
        raise too_long()
    lines = [_Line(number, line) for number, line in enumerate(text.splitlines(), start=1)]
    if len(lines) > _MOST_LINES:
        raise too_long()
    return Document(tuple(_blocks(lines)))


def _blocks(lines: Sequence[_Line]) -> Iterator[Block]:
    none_before = [0] * len(_TABLES)
    at = 0
    while at < len(lines):
        for form, take in enumerate(_TABLES):
            if at < none_before[form]:
                continue
            grid, none_before[form] = take(lines, at)
            if grid is not None:
                yield grid
                at = none_before[form]
                break
        else:
            yield from _texts(lines[at : at + 1])
            at += 1


def _texts(lines: Iterable[_Line]) -> Iterator[TextBlock]:
    for line in lines:
        text = " ".join(line.text.split())
        if text:
            yield TextBlock(text, line=line.number)


Taken = tuple[Grid | None, int]
"""A table and the line behind it; or None, and a line before which surely no table of that form begins."""


def _grid(rows: Sequence[Sequence[str]], line: int, *, aligned: bool) -> Grid:
    cells = tuple(tuple(Cell(text, column) for column, text in enumerate(row)) for row in rows)
    return Grid(cells, aligned=aligned, line=line)


# ── One cell a line, behind a tab ────────────────────────────────────────────


def _take_dump(lines: Sequence[_Line], start: int) -> Taken:
    """Take cells that stand each on a line of their own behind a tab, rows apart by blank lines.

    A line without a tab goes on with the cell above it, as when a label was wrapped.
    """
    if not _is_dumped_cell(lines[start].text):
        return None, start
    rows: list[list[str]] = [[]]
    at = start
    blank = 0
    while at < len(lines):
        text = lines[at].text
        if _is_dumped_cell(text):
            if blank and rows[-1]:
                rows.append([])
            rows[-1].append(text.strip())
            blank = 0
        elif not text.strip():
            blank += 1
            if blank > 1:
                break
        elif blank or not rows[-1] or not _continues(lines, at):
            break
        else:
            rows[-1][-1] += text.strip()
        at += 1
    rows = [row for row in rows if row]
    if sum(map(len, rows)) < 2:
        return None, start
    if len(rows) == 1:
        rows = _words_then_figures(rows[0])
    return _grid(rows, lines[start].number, aligned=False), at


def _is_dumped_cell(text: str) -> bool:
    return text.startswith("\t") and "\t" not in text.strip("\t").strip()


def _continues(lines: Sequence[_Line], at: int) -> bool:
    """Tell whether a line without a tab is the rest of a wrapped cell: more of the row follows it."""
    after = lines[at + 1].text if at + 1 < len(lines) else ""
    return len(lines[at].text.strip()) <= _LONGEST_LABEL and (_is_dumped_cell(after) or not after.strip())


def _words_then_figures(cells: Sequence[str]) -> list[list[str]]:
    """Break a run of cells into rows: the last words before figures begin a row, other words are one by themselves."""
    rows: list[list[str]] = []
    words: list[str] = []
    for text in cells:
        if text and not says_figure(text):
            words.append(text)
        elif words:
            label = words.pop()
            rows.extend([words] if words else [])
            rows.append([label, text])
            words = []
        elif rows:
            rows[-1].append(text)
        else:
            rows.append([text])
    return [*rows, words] if words else rows


# ── One cell a line, with bars ────────────────────────────────────────────────


def _take_barred_cells(lines: Sequence[_Line], start: int) -> Taken:
    """Take cells that stand each on a line of their own with a bar behind it, or on the line below it.

    A bar alone is a blank cell; several are the columns that a merged cell covers, and end the row. Where the
    table begins with a bar, one stands before every row.
    """
    rows = _BarredRows()
    begun = False
    wrapped: list[str] = []
    taken = at = start
    while at < len(lines):
        text = lines[at].text.strip()
        barred = _barred(text)
        if barred is None:
            if text and not _may_be_wrapped(text, wrapped, lines, at, begun=begun):
                break
            wrapped.extend([text] if text else [])
        elif _PIPES.search(barred.text):
            break
        else:
            written = "".join([*wrapped, barred.text])
            rows.led_by_bars = rows.led_by_bars if begun else not written and barred.bars == 1
            rows.take(written, barred.bars)
            begun, wrapped, taken = True, [], at + 1
        at += 1
    found = rows.finished()
    if sum(map(len, found)) < _FEWEST_BARRED or not any(says_figure(cell) for row in found for cell in row):
        return None, at
    return _grid(found, lines[start].number, aligned=False), taken


class _Barred(NamedTuple):
    text: str
    bars: int


def _barred(text: str) -> _Barred | None:
    """Give what a line says and how many bars stand at its end; None when there is none."""
    text = text.strip()
    if not text.endswith(tuple(_BAR)):
        return None
    said = text.rstrip(f"{_BAR} \t\u3000")
    return _Barred(said, sum(map(text.count, _BAR)) - sum(map(said.count, _BAR)))


def _may_be_wrapped(text: str, wrapped: Sequence[str], lines: Sequence[_Line], at: int, *, begun: bool) -> bool:
    """Tell whether a line without a bar is a cell, or part of one, that has its bar on a line below."""
    length = sum(map(len, wrapped)) + len(text)
    if length > _LONGEST_LABEL or _ends_sentence(text) or _PART_HEADING.fullmatch(text):
        return False
    after = next((line.text for line in lines[at + 1 : at + 3] if line.text.strip()), "")
    return begun or _PIPES.fullmatch(after.strip()) is not None


class _BarredRows:
    """The rows of a table whose cells are told apart by bars, as they come."""

    def __init__(self) -> None:
        self.led_by_bars = False
        self._rows: list[list[str]] = []
        self._row: list[str] = []
        self._bare = 0
        """How many bars without a cell have come since the last cell."""

    def take(self, text: str, bars: int) -> None:
        """Take a cell and the bars behind it."""
        if text:
            self._settle(text)
            self._row.append(text)
        elif bars == 1:
            self._bare += 1
        if bars > 1:
            if self._row and not text:  # what bars come last stand behind blank cells
                self._row.extend([""] * (self._bare + self.led_by_bars))
            self._end_row()

    def _settle(self, text: str) -> None:
        """Tell what the bars before a cell were: blank cells or, the last of them, the beginning of a row."""
        blanks, self._bare = self._bare, 0
        if blanks and self.led_by_bars:
            if not self._row:
                blanks -= 1
            elif self._is_header():
                blanks -= 1
                self._end_row()
            elif not says_figure(text):
                self._row.extend([""] * (blanks - 1))
                blanks = 0
                self._end_row()
        self._row.extend([""] * blanks)

    def _is_header(self) -> bool:
        return len(self._row) >= _FEWEST_HEADINGS and not any(says_figure(cell) for cell in self._row)

    def _end_row(self) -> None:
        if self.led_by_bars:
            self._rows.extend([self._row] if self._row else [])
        else:
            self._rows.extend(_words_then_figures(self._row))
        self._row, self._bare = [], 0

    def finished(self) -> list[list[str]]:
        """Give the rows, the last one closed."""
        self._row.extend([""] * self._bare)
        self._end_row()
        return self._rows


# ── A row a line ─────────────────────────────────────────────────────────────


def _take_rows(split: Callable[[str], list[str] | None], *, aligned: bool, fewest: int) -> Callable[..., Taken]:
    """Give the taker of a table whose every line is a row that `split` can cut into cells."""

    def take(lines: Sequence[_Line], start: int) -> Taken:
        rows: list[list[str]] = []
        at = start
        rules = 0
        while at < len(lines) and rules <= _MOST_RULES:
            text = lines[at].text
            cells = [] if rows and _RULE.fullmatch(text) else split(text)
            if cells is None:
                break
            if cells:
                rows.append(cells)
            rules = 0 if cells else rules + 1
            at += 1
        if len(rows) < fewest:
            return None, start
        return _grid(rows, lines[start].number, aligned=aligned), at

    return take


def _split_tabs(text: str) -> list[str] | None:
    if "\t" not in text.strip(" ").strip("\t") and not _is_label_of_blanks(text):
        return None
    return [cell.strip() for cell in text.split("\t")]


def _is_label_of_blanks(text: str) -> bool:
    """Tell whether a line is the label of a row all of whose cells are blank."""
    label = text.strip()
    return 0 < len(label) <= _LONGEST_LABEL and text.endswith("\t") and _PART_HEADING.fullmatch(label) is None


def _split_pipes(text: str) -> list[str] | None:
    if _RULE.fullmatch(text):
        return []
    if len(_PIPES.findall(text)) < 2:
        return None
    cells = [cell.strip() for cell in _PIPES.split(text.strip())]
    first = 1 if not cells[0] else 0
    last = len(cells) - 1 if not cells[-1] else len(cells)
    return cells[first:last]


def _split_spaces(text: str) -> list[str] | None:
    """Cut a line of cells apart by spaces: wide gaps, or single spaces before figures or between short words."""
    words = text.split()
    if len(text) > _LONGEST_ROW or len(words) < 2 or _ends_sentence(words[-1]):
        return None
    figures = 0
    while figures < len(words) and says_figure(words[-1 - figures]):
        figures += 1
    cells = _GAP.split(text.strip())
    label = words[: len(words) - figures]
    if figures >= 2 or (figures == 1 and len("".join(label)) <= _SHORTEST_SENTENCE):
        return [cell for cell in cells if cell] if len(cells) > figures else [*label, *words[len(label) :]]
    if len(cells) >= 2 and all(len(cell) <= _LONGEST_LABEL for cell in cells):
        return cells
    return words if len(words) >= 3 and all(_WORD.fullmatch(word) for word in words) else None


def _ends_sentence(text: str) -> bool:
    return text.endswith(("。", "；", "，", "：", ":", ";", ","))


# ── One cell a line, with nothing to set cells apart ─────────────────────────


def _take_bare_cells(lines: Sequence[_Line], start: int) -> Taken:
    """Take a long run of short lines, labels and figures mixed, as cells; blank lines between do not count.

    The run ends before the label that no figure follows any more: that is a heading. Where a run is
    no table no part of it is one, and it is not looked at again.
    """
    cells: list[str] = []
    ends: list[int] = []
    at = start
    while at < len(lines):
        text = lines[at].text.strip()
        if len(text) > _LONGEST_LABEL or _ends_sentence(text) or not _is_bare(lines[at].text):
            break
        if text:
            cells.append(text)
            ends.append(at + 1)
        at += 1
    while cells and not says_figure(cells[-1]):
        cells.pop()
        ends.pop()
    figures = sum(map(says_figure, cells))
    if len(cells) < _FEWEST_CELLS or not figures or (says_figure(cells[0]) and figures == len(cells)):
        return None, at
    return _grid(_words_then_figures(cells), lines[start].number, aligned=False), ends[-1]


def _is_bare(text: str) -> bool:
    """Tell whether a line is one cell: no other form of table would cut it."""
    return (
        not _is_dumped_cell(text)
        and _barred(text) is None
        and all(split(text) is None for split in (_split_pipes, _split_tabs, _split_spaces))
    )


_TABLES: tuple[Callable[[Sequence[_Line], int], Taken], ...] = (
    _take_dump,
    _take_barred_cells,
    _take_rows(_split_pipes, aligned=True, fewest=2),
    _take_rows(_split_tabs, aligned=True, fewest=1),
    _take_rows(_split_spaces, aligned=False, fewest=1),
    _take_bare_cells,
)
