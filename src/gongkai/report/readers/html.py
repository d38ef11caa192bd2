"""HTML as content systems emit it: layout tables, nested tables, paragraphs and spans in cells.

A table that holds other tables, or whose row is one cell of running text, is layout: it is taken
apart into what stands in it. Scripts, styles and the page's head are left out. Depth and spans
are bounded, since pages are not to be trusted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.report.blocks import Block, Cell, Document, Grid, TextBlock, too_long
from gongkai.report.readers.spacing import RUNNING_TEXT, cell_text, tidy

_SKIPPED = frozenset(
    {"script", "style", "head", "title", "noscript", "template", "iframe", "object", "svg"}
    | {"select", "button", "textarea", "input"}
)
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd"}
    | {"label", "mark", "o:p", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var"}
)
_MOST_TAGS = 50_000
"""A published page has some two thousand. The time to parse may grow with their square, by the rules of HTML itself."""
_FEW_TAGS = 3000
_SHORT_TAG = 1000
_LONGEST_TAG = 100_000
"""In characters, values in quotes left out: 100,000 may be fifty thousand attributes, which take seconds."""
_TAG = re.compile(r"""<[a-zA-Z](?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+""")
_VALUE = re.compile(r"""=\s*+(?:"[^"]*+"|'[^']*+')""")
_FORMATTING = re.compile(r"<(/?)(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>])", re.IGNORECASE)
"""Tags that a parser opens anew in every paragraph until they are closed."""
_NOTE = re.compile(r"[\[【(（〔]?\s*注?\s*[\d*＊※①-⑳]{1,2}\s*[\]】)）〕]?")
"""What a raised text says that is the mark of a footnote."""
_PARSED = LexborHTMLParser("<table><tr><td><th><sup></sup><s></s><del>")
_TABLE, _TD, _TH, _SUP, _S, _DEL = (node.tag_id for node in _PARSED.css("table, td, th, sup, s, del"))
"""The numbers of these tags, which are had for half the price of their names."""
_MARKS = frozenset((_SUP, _S, _DEL))
"""What may be the mark of a footnote, or struck out."""
_SPECIAL = "[colspan], [rowspan], table table, sup, s, del"
"""What is not usual: cells that span, nested tables, marks."""
_DEEPEST_MARK = 16
_DEEPEST = 150
_WIDEST = 200
_TALLEST = 1000


def read_html(text: str, utf8: bytes | None = None) -> Document:
    """Give the blocks and grids of a page, in reading order, and the title of its head.

    `utf8` is the same text in the encoding of the parser, where it is at hand.
    Raises UnreadableDocument when the page has many times the tags of any report.
    """
    tags = text.count("<") if utf8 is None else utf8.count(b"<")
    if tags > _MOST_TAGS or (len(text) > _LONGEST_TAG and _attributes(text) > _LONGEST_TAG**2):
        raise too_long()
    if tags > _FEW_TAGS:
        utf8 = _FORMATTING.sub(r"<\1span", text).encode()
    tree = LexborHTMLParser(utf8 or text)
    special = tree.css(_SPECIAL)  # in one go through the page
    _leave_out_marks([node for node in special if node.tag_id in _MARKS])
    walker = _Walker([node for node in special if node.tag_id not in _MARKS])
    if tree.body is not None:
        walker.walk(tree.body, 0)
        walker.flush()
    return Document(tuple(walker.blocks), _title(tree))


def _title(tree: LexborHTMLParser) -> str:
    """Give the title of a page's head; where that names no report, what content systems put in a meta element."""
    title = tree.css_first("title")
    written = tidy(title.text()) if title is not None else ""
    if "公开" in written:
        return written
    named = (meta.attributes.get("content") for meta in tree.css('meta[name="ArticleTitle" i]'))
    return next((tidy(each) for each in named if each and each.strip()), written)


def _leave_out_marks(marks: list[LexborNode]) -> None:
    """Take out of cells what is struck out, and marks of footnotes, which would be read as digits of their figures.

    Where nothing else stands in a cell, it stays.
    """
    of_text: set[int] = set()
    for node in reversed(marks):  # what stands in another before that other, which takes it along
        cell = _cell_around(node)
        if cell is None or cell.mem_id in of_text:
            continue
        text = cell.text_lexbor().strip()
        if len(text) > RUNNING_TEXT:
            of_text.add(cell.mem_id)  # and is not gone through again for each of its marks
            continue
        said = node.text_lexbor().strip()
        if text != said and (node.tag_id != _SUP or _NOTE.fullmatch(said)):
            node.decompose()


def _cell_around(node: LexborNode) -> LexborNode | None:
    above = node.parent
    for _ in range(_DEEPEST_MARK):
        if above is None or above.tag_id in (_TD, _TH):
            return above
        above = above.parent
    return None


def _attributes(text: str) -> int:
    """Give how much work the attributes of a page may be: every one is compared with all others of its tag."""
    tags = (match[0] for match in _TAG.finditer(text))
    return sum(len(_VALUE.sub("", tag)) ** 2 for tag in tags if len(tag) > _SHORT_TAG)


class _Walker:
    """Goes through a page once, gathering inline text into paragraphs and rows into grids."""

    def __init__(self, special: list[LexborNode]) -> None:
        self.blocks: list[Block] = []
        self._inline: list[str] = []
        self._spanning = {node.mem_id for node in special}
        self._nests = any(node.tag_id == _TABLE for node in special)

    def flush(self) -> None:
        """End the paragraph that inline text was gathered for."""
        if self._inline:
            text = tidy("".join(self._inline))
            self._inline.clear()
            if text:
                self.blocks.append(tuple.__new__(TextBlock, (text, None, None)))

    def walk(self, node: LexborNode, depth: int) -> None:
        """Go through what stands in a node."""
        child = node.first_child
        while child is not None:  # an iterator would take longer to make than most nodes have children for
            tag = child.tag
            if tag == "-text":
                self._inline.append(child.text_content or "")
            elif tag in _INLINE and depth <= _DEEPEST:
                self.walk(child, depth + 1)
            elif tag in _SKIPPED:
                pass
            elif depth > _DEEPEST and tag not in ("br", "table"):
                self._inline.append(child.text_lexbor())
            else:
                self.flush()
                if tag == "table":
                    self.table(child, depth + 1)
                else:
                    self.walk(child, depth + 1)
                    self.flush()
            child = child.next

    def table(self, table: LexborNode, depth: int) -> None:
        """Take a table as a grid, or apart where it is layout."""
        nested = self._nests and _holds_tables(table)
        rows: list[tuple[Cell, ...]] = []
        below: list[int] = []
        for tr in _rows_of(table):
            if tr.tag == "caption":
                self.walk(tr, depth + 1)
                self.flush()
                continue
            cells = _cells_of(tr)
            if depth < _DEEPEST and (
                (nested and _holds_tables(tr)) or (len(cells) == 1 and _is_running_text(cells[0]))
            ):
                self._grid(rows)
                rows, below = [], []
                for cell in cells:
                    self.walk(cell, depth + 1)
                    self.flush()
            else:
                rows.append(_row(cells, below, self._spanning))
        self._grid(rows)

    def _grid(self, rows: list[tuple[Cell, ...]]) -> None:
        if any(cell.text for row in rows for cell in row):
            self.blocks.append(Grid(tuple(rows)))


def _rows_of(table: LexborNode) -> Iterator[LexborNode]:
    """Give the rows and the caption of a table, not those of tables within it."""
    for child in table.iter():
        tag = child.tag
        if tag in ("tr", "caption"):
            yield child
        elif tag in ("tbody", "thead", "tfoot"):
            for row in child.iter():
                if row.tag == "tr":
                    yield row


def _cells_of(tr: LexborNode) -> list[LexborNode]:
    cells = []
    child = tr.first_child
    while child is not None:
        if child.tag_id in (_TD, _TH):
            cells.append(child)
        child = child.next
    return cells


def _holds_tables(node: LexborNode) -> bool:
    """Tell whether a table or row holds another table of more than one cell; one of a single cell is decoration."""
    inner = [each for each in node.css("table") if each.mem_id != node.mem_id]
    return any(len(each.css("td, th")) > 1 for each in inner)


def _is_running_text(cell: LexborNode) -> bool:
    return len(cell.text_lexbor()) > RUNNING_TEXT


def _row(cells: list[LexborNode], below: list[int], spanning: set[int]) -> tuple[Cell, ...]:
    """Place the cells of a row in columns, past the cells that reach down from rows above.

    `below` says for each column how many more rows are taken; it is brought up to date. `spanning`
    holds the cells that name a span, since asking every cell would take most of the time. What
    begins beyond the widest table reaches down no further.
    """
    placed: list[Cell] = []
    new = tuple.__new__  # takes half the time of Cell(), which is a function of Python's
    column = 0
    reached = any(below)
    for node in cells:
        while reached and column < len(below) and below[column]:
            below[column] -= 1
            column += 1
        text = node.text_lexbor()
        if not text.isalnum():
            text = cell_text(text)
        if node.mem_id not in spanning:
            placed.append(new(Cell, (text, column, 1, 1)))
            column += 1
            continue
        attributes = node.attributes
        colspan = _span(attributes["colspan"], _WIDEST) if "colspan" in attributes else 1
        rowspan = _span(attributes["rowspan"], _TALLEST) if "rowspan" in attributes else 1
        placed.append(new(Cell, (text, column, colspan, rowspan)))
        if rowspan > 1 and column < _WIDEST:
            below.extend([0] * (column + colspan - len(below)))
            below[column : column + colspan] = [rowspan - 1] * colspan
        column += colspan
    for position in range(column, len(below)):
        below[position] -= below[position] > 0
    return tuple(placed)


def _span(written: str | None, most: int) -> int:
    digits = (written or "").strip()
    return max(1, min(int(digits), most)) if digits.isdecimal() and len(digits) < 9 else 1
