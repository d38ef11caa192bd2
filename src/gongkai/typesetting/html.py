"""The HTML of a document as blocks that pages are set from: headings, paragraphs, items of lists, tables.

What is read was cleaned before: this keeps words, stress, and where cells stand, and knows no style. A picture is named
by its alternative text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

WIDEST = 64
"""Columns of a table, and rows or columns that one cell spans."""

_MOST = 100_000
"""Places that the cells of a table may take before no more of them span others."""
_WHITE = re.compile(r"[ \t\r\f]+")
_STRESS = {"strong": "strong", "b": "strong", "sub": "sub", "sup": "sup"}
_STARTS = {"p", "h2", "h3", "h4", "li", "blockquote", "figcaption", "caption", "figure", "hr"}


@dataclass
class Run:
    """Words set alike: plainly, or as `strong`, `sub`, `sup`."""

    text: str
    set_as: str = ""


@dataclass
class Block:
    """A paragraph: `kind` is heading, item, caption or text; `level` how deep it stands."""

    kind: str
    level: int = 0
    runs: list[Run] = field(default_factory=list)


@dataclass
class Cell:
    """A cell and where it stands in its table: column, row, how many of either it spans."""

    x: int
    y: int
    width: int
    height: int
    runs: list[Run] = field(default_factory=list)


@dataclass
class Table:
    """A table: how many columns and rows it has, and its cells, none of which stand over one another."""

    columns: int
    rows: int
    cells: list[Cell]


def blocks_of(html: str) -> list[Block | Table]:
    """Give the blocks of HTML in their order, those without words left out.

    >>> [block.runs[0].text for block in blocks_of("<h2>总则</h2><p>第一条</p>")]
    ['总则', '第一条']
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.ended()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[Block | Table] = []
        self._block = Block("text")
        self._stress: list[str] = []
        self._lists: list[int | None] = []
        self._tables: list[_Grid] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in _STRESS:
            self._stress.append(_STRESS[tag])
        elif tag == "br":
            self._add("\n")
        elif tag == "img":
            self._add(f"〔图：{given.get('alt') or ''}〕")
        elif tag in ("ol", "ul"):
            self._end()
            self._lists.append(_number(given.get("start"), 1, 9999) if tag == "ol" else None)
        elif tag == "table":
            self._end()
            self._tables.append(_Grid())
        elif tag in ("tr", "td", "th") and self._tables:
            self._tables[-1].begin(tag, given)
        elif tag in _STARTS:
            self._begin(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _STRESS and self._stress:
            self._stress.pop()
        elif tag in ("ol", "ul") and self._lists:
            self._end()
            self._lists.pop()
        elif tag == "table" and self._tables:
            self._close_table()
        elif tag in _STARTS:
            self._end()

    def handle_data(self, data: str) -> None:
        self._add(data.replace("\n", " "))

    def ended(self) -> list[Block | Table]:
        """Give what was read; tables that were never closed end with the text."""
        while self._tables:
            self._close_table()
        self._end()
        return self._blocks

    def _begin(self, tag: str) -> None:
        if self._in_cell():
            self._add("\n")
            return
        self._end()
        if tag in ("h2", "h3", "h4"):
            self._block = Block("heading", int(tag[1]))
        elif tag in ("caption", "figcaption"):
            self._block = Block("caption")
        elif tag == "li" and self._lists:
            self._block = Block("item", len(self._lists), [Run(self._mark())])

    def _mark(self) -> str:
        number = self._lists[-1]
        if number is None:
            return "• "
        self._lists[-1] = number + 1
        return f"{number}．"

    def _end(self) -> None:
        if self._in_cell():
            return
        runs = _tidy(self._block.runs)
        if runs:
            self._blocks.append(Block(self._block.kind, self._block.level, runs))
        self._block = Block("text")

    def _close_table(self) -> None:
        table = self._tables.pop().table()
        if not table.cells:
            return
        if self._tables:  # a table in a cell: its words stay, in order
            for cell in table.cells:
                self._tables[-1].add([*cell.runs, Run(" ")])
        else:
            self._blocks.append(table)

    def _add(self, text: str) -> None:
        run = Run(text, self._stress[-1] if self._stress else "")
        if self._in_cell():
            self._tables[-1].add([run])
        else:
            self._block.runs.append(run)

    def _in_cell(self) -> bool:
        return bool(self._tables) and self._tables[-1].is_open


class _Grid:
    """Where the cells of a table stand, as they come: a cell takes the first place in its row that is free."""

    def __init__(self) -> None:
        self._cells: list[Cell] = []
        self._taken: set[tuple[int, int]] = set()
        self._y = -1
        self.is_open = False

    def begin(self, tag: str, given: dict[str, str | None]) -> None:
        if tag == "tr" or self._y < 0:
            self._y += 1
        if tag == "tr":
            self.is_open = False
            return
        x = next(x for x in range(WIDEST + 1) if (x, self._y) not in self._taken)
        if x == WIDEST:  # too wide: what is left of the row goes into its last cell
            self.is_open = bool(self._cells)
            return
        free = next((end for end in range(x, WIDEST) if (end, self._y) in self._taken), WIDEST)
        most = WIDEST if len(self._taken) < _MOST else 1
        width = min(_number(given.get("colspan"), 1, most), free - x)
        height = _number(given.get("rowspan"), 1, most)
        self._taken |= {(x + across, self._y + down) for across in range(width) for down in range(height)}
        self._cells.append(Cell(x, self._y, width, height))
        self.is_open = True

    def add(self, runs: list[Run]) -> None:
        if self._cells:
            self._cells[-1].runs += runs

    def table(self) -> Table:
        """Give the table; a cell spans no rows that there are not."""
        rows = self._y + 1
        cells = [
            Cell(cell.x, cell.y, cell.width, min(cell.height, rows - cell.y), _tidy(cell.runs)) for cell in self._cells
        ]
        return Table(max((cell.x + cell.width for cell in cells), default=0), rows, cells)


def _tidy(runs: list[Run]) -> list[Run]:
    """Give runs as they are set: white between words once, none at the ends, lines where they were broken."""
    tidy = [Run(_WHITE.sub(" ", run.text), run.set_as) for run in runs]
    while tidy and not tidy[0].text.strip():
        tidy.pop(0)
    while tidy and not tidy[-1].text.strip():
        tidy.pop()
    if tidy:
        tidy[0].text, tidy[-1].text = tidy[0].text.lstrip(" \n"), tidy[-1].text.rstrip(" \n")
    return tidy


def _number(written: str | None, least: int, most: int) -> int:
    """Give a number that an attribute says, within bounds."""
    return max(least, min(most, int(written))) if written and written.isdecimal() and len(written) < 6 else least
