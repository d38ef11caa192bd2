"""DOCX: the main story of a document as blocks; headers, footers, notes, comments and macros are left out.

Tracked changes are read as if accepted, hidden text as if absent; both are reported. Text boxes
follow the paragraph they hang on. A table that holds tables, or whose row is one cell of running
text, is layout and is taken apart, as in HTML. Pages are not known: a DOCX is laid out when shown.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from gongkai.law.message import Message
from gongkai.report.blocks import Block, Cell, Document, Grid, TextBlock
from gongkai.report.finding import Code, Finding, Severity
from gongkai.report.readers.hidden import HIDDEN_CONTENT
from gongkai.report.readers.numbering import Numbering, W, is_on
from gongkai.report.readers.spacing import RUNNING_TEXT, cell_text, tidy
from gongkai.untrusted.archive import Archive, broken, parse_xml

if TYPE_CHECKING:
    from lxml import etree

TRACKED_CHANGES = Code(
    "tracked-changes",
    Severity.WARNING,
    Message("文档带有未处理的修订"),
    Message("文档里有尚未接受或拒绝的修订；已按接受全部修订后的文字和表格读取，与有些人看到的可能不同。"),
    Message("请在定稿前接受或拒绝全部修订。"),
)
CODES = (TRACKED_CHANGES,)

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MAIN_PART = "word/document.xml"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_PARAGRAPH, _TABLE, _ROW, _CELL, _RUN = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc", f"{W}r"
_PARAGRAPH_PROPERTIES, _RUN_PROPERTIES = f"{W}pPr", f"{W}rPr"
_TEXT, _BOX, _SYMBOL, _FIELD, _RUBY = f"{W}t", f"{W}txbxContent", f"{W}sym", f"{W}fldChar", f"{W}ruby"
_WRAPPERS = frozenset(
    f"{W}{name}"
    for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple", "dir", "bdo")
) | {f"{_MATH}oMath", f"{_MATH}oMathPara"}
_REMOVED = frozenset({f"{W}del", f"{W}moveFrom"})
_ADDED = frozenset({f"{W}ins", f"{W}moveTo"})
_DRAWINGS = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})
_CHARACTERS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_MATH_RUN, _MATH_TEXT = f"{_MATH}r", f"{_MATH}t"
_PICTURE_FONTS = ("wingdings", "webdings")
_WIDEST = 200
_SLIVERS = frozenset(map(str, range(1, 100)))
"""Columns of these widths, in twentieths of a point, hold no character; width 0 is one that is not told."""


def read_docx(data: bytes) -> Document:
    """Give the blocks of a DOCX in reading order. Raises UnreadableDocument."""
    archive = Archive(data)
    name = main_part(archive)
    story = _part(archive, name)
    body = None if story is None else story.find(f"{W}body")
    if body is None:
        raise broken()
    folder = posixpath.dirname(name)
    styles = _part(archive, f"{folder}/styles.xml")
    numbering = Numbering(_part(archive, f"{folder}/numbering.xml"), styles)
    walker = _Walker(numbering, _styles_with(styles, _is_hiding), _styles_with(styles, _is_inviting))
    walker.walk(body)
    walker.flush()
    return Document(tuple(walker.blocks), findings=tuple(walker.findings()))


def main_part(archive: Archive) -> str:
    """Give the name of a package's main part: not every program calls it word/document.xml."""
    relationships = archive.xml("_rels/.rels")
    for each in () if relationships is None else relationships.iter(_RELATIONSHIP):
        if str(each.get("Type", "")).endswith("/officeDocument"):
            return str(each.get("Target", "")).lstrip("/")
    return _MAIN_PART


def _part(archive: Archive, name: str) -> etree._Element | None:
    """Give a part as XML, with the namespace of the strict variant of the standard as the usual one."""
    data = archive.read(name)
    return None if data is None else parse_xml(data.replace(_STRICT, _USUAL))


def _styles_with(styles: etree._Element | None, wanted: Callable[[etree._Element], bool]) -> frozenset[str]:
    if styles is None:
        return frozenset()
    return frozenset(str(style.get(f"{W}styleId", "")) for style in styles.iterfind(f"{W}style") if wanted(style))


def _is_hiding(style: etree._Element) -> bool:
    return is_on(style.find(f"{_RUN_PROPERTIES}/{W}vanish"))


def _is_inviting(style: etree._Element) -> bool:
    name = style.find(f"{W}name")
    return name is not None and str(name.get(f"{W}val", "")).lower() == "placeholder text"


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""Raised digits stay told from others: the mark of a footnote is no digit of the figure before it."""


class _Cell:
    """A cell while its table is read: it grows as merges go on below it and beside it."""

    __slots__ = ("colspan", "column", "contents", "rowspan")

    def __init__(self, column: int, colspan: int, contents: list[Block]) -> None:
        self.column = column
        self.colspan = colspan
        self.rowspan = 1
        self.contents = contents

    @property
    def text(self) -> str:
        """Give the text of a cell: of its paragraphs and of tables that only decorate it."""
        if len(self.contents) == 1 and isinstance(self.contents[0], TextBlock):
            return cell_text(self.contents[0].text)
        return cell_text("".join(map(_text_of, self.contents)))


def _text_of(block: Block) -> str:
    if isinstance(block, TextBlock):
        return block.text
    return "".join(cell.text for row in block.rows for cell in row)


def _is_table(block: Block) -> bool:
    return isinstance(block, Grid) and sum(map(len, block.rows)) > 1


class _Walker:
    """Goes through a story once, gathering runs into paragraphs and rows into grids."""

    def __init__(self, numbering: Numbering, hidden_styles: frozenset[str], invitations: frozenset[str]) -> None:
        self.blocks: list[Block] = []
        self._line: list[str] = []
        self._label = ""
        self._boxes: list[etree._Element] = []
        self._numbering = numbering
        self._hidden_styles = hidden_styles
        self._invitations = invitations
        self._fields: list[bool] = []
        self._instructions = 0
        self._revisions = 0
        self._hidden = 0

    def findings(self) -> Iterator[Finding]:
        """Give what was odd about the document."""
        if self._revisions:
            yield TRACKED_CHANGES(
                Message("文档带有{count}处未处理的修订，已按接受修订后的内容读取。", count=self._revisions)
            )
        if self._hidden:
            yield HIDDEN_CONTENT(Message("文档有{count}处隐藏的文字或表格行，没有读取。", count=self._hidden))

    def flush(self) -> None:
        """End the paragraph that text was gathered for; line breaks part it into several."""
        label, self._label = self._label, ""
        lines = "".join(self._line).split("\n")
        self._line.clear()
        for line in lines:
            text = label + tidy(line)
            label = ""
            if text:
                self.blocks.append(TextBlock(text.strip()))
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.walk(box)
            self.flush()

    def walk(self, node: etree._Element) -> None:
        """Go through the paragraphs and tables that stand in a node."""
        for child in node:
            tag = child.tag
            if tag == _PARAGRAPH:
                self._paragraph(child)
            elif tag == _TABLE:
                self.flush()
                self._table(child)
            elif tag == _ALTERNATIVES:
                self._walk_chosen(child)
            elif tag in _REMOVED:
                self._revisions += 1
            elif tag in _WRAPPERS:
                self.walk(child)

    def _walk_chosen(self, alternatives: etree._Element) -> None:
        chosen = _chosen(alternatives)
        if chosen is not None:
            self.walk(chosen)

    # ── Paragraphs ───────────────────────────────────────────────────────────

    def _paragraph(self, paragraph: etree._Element) -> None:
        properties = paragraph.find(_PARAGRAPH_PROPERTIES)
        goes_on = False
        if properties is not None:
            if self._hides(properties.find(f"{W}pStyle")):
                self._hidden += 1
                return
            goes_on = self._mark_is_removed(properties.find(_RUN_PROPERTIES))
            if self._numbering and not goes_on:
                self._label = self._numbering.label(properties)
        self._inline(paragraph)
        if self._instructions:
            # An instruction that was begun and not ended here must not swallow the rest of the document.
            self._fields = [shows for shows in self._fields if shows]
            self._instructions = 0
        if not goes_on:
            self.flush()

    def _mark_is_removed(self, mark: etree._Element | None) -> bool:
        """Tell whether a tracked change removes the end of a paragraph, so that it goes on with the next."""
        if mark is None:
            return False
        removed = any(mark.find(tag) is not None for tag in _REMOVED)
        self._revisions += removed or any(mark.find(tag) is not None for tag in _ADDED)
        return removed

    def _inline(self, node: etree._Element) -> None:
        for child in node:
            tag = child.tag
            if tag == _RUN:
                self._run(child)
            elif tag in _WRAPPERS:
                self._revisions += tag in _ADDED
                self._inline(child)
            elif tag in _REMOVED:
                self._revisions += 1
            elif tag == _ALTERNATIVES:
                chosen = _chosen(child)
                if chosen is not None:
                    self._inline(chosen)
            elif tag == _MATH_RUN or tag.startswith(_MATH):
                self._line.extend(text.text or "" for text in child.iter(_MATH_TEXT))

    def _run(self, run: etree._Element) -> None:
        raised = False
        for child in run:
            tag = child.tag
            if tag == _TEXT:
                if not self._instructions:
                    text = child.text or ""
                    self._line.append(text.translate(_RAISED) if raised else text)
            elif tag == _RUN_PROPERTIES:
                if self._says_nothing(child):
                    return
                place = child.find(f"{W}vertAlign")
                raised = place is not None and place.get(f"{W}val") == "superscript"
            elif tag in _CHARACTERS:
                self._line.append(_CHARACTERS[tag])
            elif tag == _FIELD:
                self._field(str(child.get(f"{W}fldCharType", "")))
            elif tag == _SYMBOL:
                self._line.append(_symbol(child))
            elif tag in _DRAWINGS:
                self._boxes.extend(_boxes(child))
            elif tag == _ALTERNATIVES:
                chosen = _chosen(child)
                if chosen is not None:
                    self._run(chosen)
            elif tag == _RUBY:
                base = child.find(f"{W}rubyBase")
                if base is not None:
                    self._inline(base)

    def _says_nothing(self, properties: etree._Element) -> bool:
        """Tell whether a run is hidden, or only invites to type into a form's field."""
        style = properties.find(f"{W}rStyle")
        if style is not None and style.get(f"{W}val") in self._invitations:
            return True
        own = properties.find(f"{W}vanish")
        hidden = self._hides(style) if own is None else is_on(own)
        self._hidden += hidden
        return hidden

    def _hides(self, style: etree._Element | None) -> bool:
        return style is not None and style.get(f"{W}val") in self._hidden_styles

    def _field(self, kind: str) -> None:
        """Follow a field: what stands between begin and separate is its instruction, then comes its result."""
        if kind == "begin":
            self._fields.append(False)
            self._instructions += 1
        elif self._fields and kind == "separate":
            self._instructions -= not self._fields[-1]
            self._fields[-1] = True
        elif self._fields and kind == "end":
            self._instructions -= not self._fields.pop()

    # ── Tables ───────────────────────────────────────────────────────────────

    def _table(self, table: etree._Element) -> None:
        rows: list[list[_Cell]] = []
        above: dict[int, _Cell] = {}
        places = _places(table.find(f"{W}tblGrid"))
        for tr in _parts(table, _ROW):
            properties = tr.find(f"{W}trPr")
            if self._is_gone(properties):
                continue
            cells, above = self._row(tr, properties, above)
            if _is_layout(cells):
                self._grid(rows, places)
                rows, above = [], {}
                for cell in cells:
                    self.blocks.extend(cell.contents)
            else:
                rows.append(cells)
        self._grid(rows, places)

    def _is_gone(self, properties: etree._Element | None) -> bool:
        """Tell whether a row is deleted by a tracked change, or hidden."""
        if properties is None:
            return False
        if any(properties.find(tag) is not None for tag in _ADDED):
            self._revisions += 1
        if any(properties.find(tag) is not None for tag in _REMOVED):
            self._revisions += 1
            return True
        if is_on(properties.find(f"{W}hidden")):
            self._hidden += 1
            return True
        return False

    def _row(
        self, tr: etree._Element, properties: etree._Element | None, above: dict[int, _Cell]
    ) -> tuple[list[_Cell], dict[int, _Cell]]:
        """Give the cells that begin in a row, and the cells that may go on in the row below, by column."""
        column = 0 if properties is None else _span(properties.find(f"{W}gridBefore"), 0)
        cells: list[_Cell] = []
        going_on: dict[int, _Cell] = {}
        for tc in _parts(tr, _CELL):
            merge = across = None
            colspan = 1
            of_cell = tc.find(f"{W}tcPr")
            if of_cell is not None:
                if of_cell.find(f"{W}cellDel") is not None:
                    self._revisions += 1
                    continue
                colspan = _span(of_cell.find(f"{W}gridSpan"), 1)
                merge, across = of_cell.find(f"{W}vMerge"), of_cell.find(f"{W}hMerge")
            if across is not None and across.get(f"{W}val") != "restart" and cells:
                cells[-1].colspan += colspan
            elif merge is not None and merge.get(f"{W}val") != "restart" and column in above:
                going_on[column] = above[column]
                going_on[column].rowspan += 1
            else:
                cell = _Cell(column, colspan, self._contents(tc))
                cells.append(cell)
                if merge is not None:
                    going_on[column] = cell
            column += colspan
        return cells, going_on

    def _contents(self, tc: etree._Element) -> list[Block]:
        outside, self.blocks = self.blocks, []
        self.walk(tc)
        self.flush()
        contents, self.blocks = self.blocks, outside
        return contents

    def _grid(self, rows: list[list[_Cell]], places: list[int]) -> None:
        _straighten([cell for row in rows for cell in row], places)
        grid = Grid(
            tuple(tuple(Cell(cell.text, cell.column, cell.colspan, cell.rowspan) for cell in row) for row in rows)
        )
        if any(cell.text for row in grid.rows for cell in row):
            self.blocks.append(grid)


def _places(grid: etree._Element | None) -> list[int]:
    """Give for each side of the columns a table has how many columns to the left are wide enough to see."""
    places = [0]
    for column in () if grid is None else grid.iterfind(f"{W}gridCol"):
        places.append(places[-1] + (str(column.get(f"{W}w", "")) not in _SLIVERS))
    return places


def _straighten(cells: list[_Cell], places: list[int]) -> None:
    """Count columns as they are seen: where sides of cells do not quite meet, a sliver between them is none."""
    ends = [(cell.column, cell.column + cell.colspan) for cell in cells]
    if places[-1] == len(places) - 1 or any(end >= len(places) or places[start] == places[end] for start, end in ends):
        return
    for cell, (start, end) in zip(cells, ends):
        cell.column, cell.colspan = places[start], places[end] - places[start]


def _is_layout(cells: list[_Cell]) -> bool:
    """Tell whether a row is layout: it holds a table of more than one cell, or is one cell of running text."""
    if any(map(_is_table, (block for cell in cells for block in cell.contents))):
        return True
    return len(cells) == 1 and len(cells[0].text) > RUNNING_TEXT


def _parts(node: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Give the rows of a table or the cells of a row, out of what wraps them."""
    for child in node:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _parts(child, tag)


def _chosen(alternatives: etree._Element) -> etree._Element | None:
    """Give one of the forms in which the same thing is written for newer and older programs."""
    choice = alternatives.find(_CHOICE)
    return alternatives.find(_FALLBACK) if choice is None else choice


def _boxes(drawing: etree._Element) -> Iterator[etree._Element]:
    """Give the contents of the text boxes in a drawing."""
    for child in drawing:
        if child.tag == _BOX:
            yield child
        elif child.tag == _ALTERNATIVES:
            chosen = _chosen(child)
            if chosen is not None:
                yield from _boxes(chosen)
        else:
            yield from _boxes(child)


def _symbol(element: etree._Element) -> str:
    """Give the character of a symbol font, which stands in a private area; pictures say nothing."""
    font, code = str(element.get(f"{W}font", "")).lower(), str(element.get(f"{W}char", ""))
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if font.startswith(_PICTURE_FONTS):
        return ""
    if 0xF000 <= number <= 0xF0FF:
        number -= 0xF000
    return chr(number) if 0x20 <= number < 0xD800 or 0xF900 <= number <= 0xFFFD else ""


def _span(element: etree._Element | None, default: int) -> int:
    written = "" if element is None else str(element.get(f"{W}val", ""))
    if not (written.isascii() and written.isdigit() and len(written) < 9):
        return default
    return max(default, min(int(written), _WIDEST))
