"""One report in the many forms that publishers give it, for the tests of readers and recogniser.

Each shape takes a report and gives the text of a document: what the page of an office's content
system, a dump, a mail or a spreadsheet's paste of that report would be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape

from gongkai.report.blocks import Cell, Grid, TextBlock
from gongkai.report.model import Report
from gongkai.report.readers.html import read_html
from gongkai.report.writers import writer_for

Shape = Callable[[Report], str]
Rows = Sequence[Sequence[Cell]]

_FULL_WIDTH = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")


def official(report: Report) -> list[TextBlock | Grid]:
    """Give the report's official layout as blocks."""
    page = writer_for("x.html")(report).decode()
    blocks = [each for each in read_html(page).blocks if not (isinstance(each, TextBlock) and each.text[:1] == "表")]
    return list(blocks)


def _document(report: Report, table: Callable[[Grid], str], line: Callable[[str], str]) -> str:
    return "\n".join(table(each) if isinstance(each, Grid) else line(each.text) for each in official(report))


# ── HTML ─────────────────────────────────────────────────────────────────────


def _page(body: str) -> str:
    return f"<!DOCTYPE html><html><head><title>年报</title></head><body>{body}</body></html>"


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _td(cell: Cell, content: str) -> str:
    spans = (f" colspan={cell.colspan}" if cell.colspan > 1 else "") + (
        f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    )
    return f"<td{spans}>{content}</td>"


def _html_table(rows: Rows, content: Callable[[str], str] = escape) -> str:
    return "<table>" + "".join(f"<tr>{''.join(_td(c, content(c.text)) for c in row)}</tr>" for row in rows) + "</table>"


def html_plain(report: Report) -> str:
    return _page(_document(report, lambda grid: _html_table(grid.rows), _paragraph))


def html_of_word(report: Report) -> str:
    """Word's HTML: paragraphs and spans in cells, text broken over lines, entities, full-width figures."""

    def content(text: str) -> str:
        text = text.translate(_FULL_WIDTH) if text.strip().isdigit() else text
        half = len(text) // 2
        return (
            f'<p class="MsoNormal"><span lang="EN-US"><span style="font-family:仿宋">{escape(text[:half])}</span>'
            f"\n<span>{escape(text[half:])}</span></span>&nbsp;</p>"
        )

    return _page(
        _document(report, lambda grid: _html_table(grid.rows, content), lambda t: f"<p><b>{escape(t)}</b></p>")
    )


def html_layout_table(report: Report) -> str:
    """The whole article in a cell of a layout table, beside a menu and above a footer."""
    article = _document(report, lambda grid: f"<div>{_html_table(grid.rows)}</div>", _paragraph)
    return _page(
        "<table><tr><td>首页</td><td>政府信息公开年报</td></tr><tr><td>索引号</td><td>11370321/2024-00001</td></tr>"
        f"<tr><td colspan=2>{article}</td></tr></table><div>网站标识码 3700000001 备案号</div>"
    )


def html_nested_cells(report: Report) -> str:
    """Every figure wrapped in a table of its own."""

    def content(text: str) -> str:
        return f"<table><tr><td>{escape(text)}</td></tr></table>" if text.isdigit() else escape(text)

    return _page(_document(report, lambda grid: _html_table(grid.rows, content), _paragraph))


def html_filled_cells(report: Report) -> str:
    """No merged cells: what a merge covered stands as blank cells."""
    return _page(_document(report, lambda grid: _html_table(_filled(grid.rows)), _paragraph))


def html_split_tables(report: Report) -> str:
    """Every table broken in two after its headers, as by a page, the second half without a header."""

    def split(grid: Grid) -> str:
        if len(grid.rows) < 12:
            return _html_table(grid.rows)
        return _html_table(grid.rows[:9]) + "<p></p>" + _html_table(grid.rows[9:])

    return _page(_document(report, split, _paragraph))


def html_block_tables(report: Report) -> str:
    """Table II as one small table for each item of the article."""

    def small(grid: Grid) -> str:
        starts = [i for i, row in enumerate(grid.rows) if row[0].text.startswith("第二十条")]
        if not starts:
            return _html_table(grid.rows)
        ends = [*starts[1:], len(grid.rows)]
        return "".join(_html_table(grid.rows[start:end]) for start, end in zip(starts, ends, strict=True))

    return _page(_document(report, small, _paragraph))


def html_without_part_headings(report: Report) -> str:
    return _page("".join(_html_table(each.rows) for each in official(report) if isinstance(each, Grid)))


def html_thousands(report: Report) -> str:
    """Figures with separators and units: 13,612件."""

    def content(text: str) -> str:
        return f"{int(text):,}件" if text.isdigit() else escape(text)

    return _page(_document(report, lambda grid: _html_table(grid.rows, content), _paragraph))


def html_upper_case(report: Report) -> str:
    return (
        html_plain(report).replace("<td", "<TD").replace("</td", "</TD").replace("<tr", "<TR").replace("table", "TABLE")
    )


def html_tables_reversed(report: Report) -> str:
    """The three tables in the opposite order, each still under its heading."""
    blocks = official(report)
    grids = [each for each in blocks if isinstance(each, Grid)]
    texts = [each for each in blocks if isinstance(each, TextBlock)]
    return _page("".join(_paragraph(t.text) for t in texts) + "".join(_html_table(g.rows) for g in reversed(grids)))


# ── Text ─────────────────────────────────────────────────────────────────────


def _filled(rows: Rows) -> list[list[Cell]]:
    """Give rows in which every position has a cell: those a merge covers are blank."""
    width = max(cell.column + cell.colspan for row in rows for cell in row)
    filled = []
    for row in rows:
        at = {cell.column: cell for cell in row}
        filled.append([Cell(at[column].text if column in at else "", column) for column in range(width)])
    return filled


def _lines(rows: Iterable[Sequence[Cell]], join: str) -> str:
    return "\n".join(join.join(cell.text for cell in row) for row in rows)


def text_dump(report: Report) -> str:
    """One cell a line behind a tab, a blank line after each row."""

    def table(grid: Grid) -> str:
        return "\n\n".join("\n".join("\t" + cell.text for cell in row) for row in grid.rows) + "\n\n"

    return _document(report, table, str)


def text_dump_with_blanks(report: Report) -> str:
    """The same with cells covered by a merge as lines of a tab alone."""

    def table(grid: Grid) -> str:
        rows = _filled(grid.rows) if grid.rows[0][0].text.startswith("（本列") else grid.rows
        return "\n\n".join("\n".join("\t" + cell.text for cell in row) for row in rows) + "\n\n"

    return _document(report, table, str)


def text_bare_cells(report: Report) -> str:
    """One cell a line and nothing that sets cells or rows apart."""
    return _document(report, lambda grid: "\n".join(cell.text for row in grid.rows for cell in row), str)


def text_tabs(report: Report) -> str:
    return _document(report, lambda grid: _lines(_filled(grid.rows), "\t"), str)


def text_tabs_without_merges(report: Report) -> str:
    return _document(report, lambda grid: _lines(grid.rows, "\t"), str)


def text_pipes(report: Report) -> str:
    """A table as Markdown writes it."""

    def table(grid: Grid) -> str:
        rows = ["| " + " | ".join(cell.text for cell in row) + " |" for row in _filled(grid.rows)]
        return "\n".join([rows[0], "|" + "---|" * rows[0].count("|"), *rows[1:]])

    return _document(report, table, str)


def text_spaces(report: Report) -> str:
    """Columns kept apart by spaces."""
    return _document(report, lambda grid: _lines(grid.rows, "    "), str)


def text_single_spaces(report: Report) -> str:
    return _document(report, lambda grid: _lines(grid.rows, " "), str)


SHAPES: tuple[Shape, ...] = (
    html_plain,
    html_of_word,
    html_layout_table,
    html_nested_cells,
    html_filled_cells,
    html_split_tables,
    html_block_tables,
    html_without_part_headings,
    html_thousands,
    html_upper_case,
    html_tables_reversed,
    text_dump,
    text_dump_with_blanks,
    text_bare_cells,
    text_tabs,
    text_tabs_without_merges,
    text_pipes,
    text_spaces,
    text_single_spaces,
)
