"""The documents synthetic reports stand in: pages of content systems, dumps, tables pasted as text, office files.

A layout takes a report and gives the bytes of a file. Quirks change what the report shows before
it is laid out: blank cells, strokes, labels misspelt, slips in the numbering of headings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from html import escape
from random import Random
from typing import NamedTuple

from gongkai.report.figures import cell_text
from gongkai.report.model import Figure, Mark, Part, Report, Table
from gongkai.report.synth.files import write_borderless, write_broken, write_sheets
from gongkai.report.writers.docx import write_docx
from gongkai.report.writers.layout import Laid, heading, lay_out, sections
from gongkai.report.writers.pdf import write_pdf
from gongkai.report.writers.xlsx import write_xlsx


class Cell(NamedTuple):
    """A cell as printed."""

    text: str
    at: int
    colspan: int = 1
    rowspan: int = 1
    is_figure: bool = False


Rows = list[list[Cell]]
Piece = str | Rows
"""A line of text, or a table."""


class Layout(NamedTuple):
    """A kind of document: its name, the ending of its files, how its bytes are made."""

    name: str
    ending: str
    write: Callable[[Report, Random], bytes]
    shows_blanks: bool = True
    """Whether a blank cell can be told from none at all."""


def layout_for(random: Random, layouts: Sequence[Layout]) -> Layout:
    """Draw a layout of those allowed; an agency keeps to one."""
    return random.choice(layouts)


def layouts_in(*endings: str) -> tuple[Layout, ...]:
    """Give the layouts whose files have one of these endings."""
    return tuple(layout for layout in LAYOUTS if layout.ending in endings)


def pieces(report: Report) -> Iterator[Piece]:
    """Go through a report as it is printed: title, lines, tables."""
    yield report.title
    yield from (paragraph.text for paragraph in report.preamble)
    for part, table in sections(report):
        if part is not None:
            yield heading(part)
            yield from (paragraph.text for paragraph in part.paragraphs)
        if table is not None:
            yield [[_cell(table, each) for each in line] for line in lay_out(table).lines]
    yield from (paragraph.text for paragraph in report.closing)


def tables(report: Report) -> list[Rows]:
    """Give the tables of a report as they are printed."""
    return [each for each in pieces(report) if not isinstance(each, str)]


def _cell(table: Table, laid: Laid) -> Cell:
    text, is_figure = laid.text, laid.role == "figure"
    if is_figure:
        assert laid.row is not None
        assert laid.column is not None
        text = cell_text(table.get(laid.row.id, laid.column.id))
    return Cell(text, laid.at, laid.colspan, laid.rowspan, is_figure)


def _document(report: Report, table: Callable[[Rows], str], line: Callable[[str], str]) -> str:
    return "\n".join(line(each) if isinstance(each, str) else table(each) for each in pieces(report))


# ── HTML ─────────────────────────────────────────────────────────────────────

_FULL_WIDTH = str.maketrans("0123456789.-", "０１２３４５６７８９．－")
Content = Callable[[Cell], str]


def _page(title: str, body: str, charset: str = "utf-8") -> str:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">'
    return f"<!DOCTYPE html><html><head>{meta}<title>{escape(title)}</title></head><body>{body}</body></html>"


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _plain(cell: Cell) -> str:
    return escape(cell.text)


def _html_table(rows: Rows, content: Content = _plain) -> str:
    return f'<table border="1">{"".join(_line(row, content) for row in rows)}</table>'


def _line(row: Sequence[Cell], content: Content) -> str:
    return f"<tr>{''.join(_td(cell, content(cell)) for cell in row)}</tr>"


def _td(cell: Cell, content: str) -> str:
    spans = (f' colspan="{cell.colspan}"' if cell.colspan > 1 else "") + (
        f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    )
    return f"<td{spans}>{content}</td>"


def _html(content: Content = _plain, table: Callable[[Rows], str] | None = None) -> Callable[[Report, Random], bytes]:
    def write(report: Report, random: Random) -> bytes:
        draw = table or (lambda rows: _html_table(rows, content))
        return _page(report.title, _document(report, draw, _paragraph)).encode()

    return write


def _full_width(cell: Cell) -> str:
    return escape(cell.text.translate(_FULL_WIDTH) if cell.is_figure else cell.text)


def _separators(cell: Cell) -> str:
    return f"{int(cell.text):,}" if cell.is_figure and cell.text.isdigit() else escape(cell.text)


def _nested(cell: Cell) -> str:
    return f"<table><tr><td>{escape(cell.text)}</td></tr></table>" if cell.is_figure else escape(cell.text)


def _word(cell: Cell) -> str:
    """Give what Word puts in a cell: paragraphs and spans within spans, the text broken among them."""
    half = len(cell.text) // 2
    return (
        '<p class="MsoNormal" align="center" style="text-align:center;line-height:18pt">'
        f'<span lang="EN-US"><span style="font-family:仿宋;font-size:10.5pt">{escape(cell.text[:half])}</span>'
        f"<span>{escape(cell.text[half:])}</span></span></p>"
    )


def _split(rows: Rows) -> str:
    """Break a long table in two, as by the end of a page, the second half without a header."""
    if len(rows) < 12:
        return _html_table(rows)
    return f"{_html_table(rows[:9])}<p></p>{_html_table(rows[9:])}"


def _filled_in(rows: Rows) -> str:
    return _html_table(_filled(rows))


def _by_item(rows: Rows) -> str:
    """Give table II as one small table for each item of 条例第20条."""
    starts = [index for index, row in enumerate(rows) if row[0].text.startswith("第二十条第")]
    if not starts:
        return _html_table(rows)
    return "".join(_html_table(rows[start:end]) for start, end in zip(starts, [*starts[1:], len(rows)]))


def _upper_case(rows: Rows) -> str:
    return re.sub(r"</?(?:table|tr|td)\b", lambda tag: tag[0].upper(), _html_table(rows))


_MENU = "".join(
    f'<li class="nav-item"><a href="/col/col{number}/index.html" target="_blank">{name}</a></li>'
    for number, name in enumerate(
        ["首页", "政务公开", "信息公开指南", "信息公开制度", "主动公开内容", "信息公开年报", "依申请公开"]
    )
)


def _content_system(charset: str, codec: str) -> Callable[[Report, Random], bytes]:
    """Give the page of a content system: menu, layout table, spans; some figures in full width."""

    def write(report: Report, random: Random) -> bytes:
        def content(cell: Cell) -> str:
            wide = cell.is_figure and random.random() < 0.3
            return _word(cell._replace(text=cell.text.translate(_FULL_WIDTH)) if wide else cell)

        article = _document(
            report,
            lambda rows: f'<div class="tablewrap">{_html_table(rows, content)}</div>',
            lambda text: (
                f'<p class="MsoNormal" style="text-indent:32pt"><span style="font-size:16pt">{escape(text)}</span></p>'
            ),
        )
        body = (
            "<script>var x='<table><tr><td>0</td></tr></table>';</script>"
            f"<ul>{_MENU}</ul><table width='100%'><tr><td>索引号</td><td>11370321/{report.year}-00012</td>"
            f"<td>发布日期</td><td>{(report.year or 0) + 1}-01-20</td></tr>"
            f"<tr><td colspan='4'><div id='zoom'>{article}</div></td></tr></table>"
            "<div class='foot'>主办单位：人民政府办公室　网站标识码 3700000001</div>"
        )
        return _page(report.title, body, charset).encode(codec)

    return write


# ── Text ─────────────────────────────────────────────────────────────────────


def _filled(rows: Rows) -> Rows:
    """Give rows in which every position has a cell: those a merge covers are blank."""
    width = max(cell.at + cell.colspan for row in rows for cell in row)
    filled = []
    for row in rows:
        at = {cell.at: cell for cell in row}
        filled.append([Cell(at[i].text if i in at else "", i) for i in range(width)])
    return filled


def _text(table: Callable[[Rows], str]) -> Callable[[Report, Random], bytes]:
    def write(report: Report, random: Random) -> bytes:
        return _document(report, table, str).encode()

    return write


def _lines(rows: Iterable[Sequence[Cell]], join: str) -> str:
    return "\n".join(join.join(cell.text for cell in row) for row in rows)


def _dump(rows: Rows) -> str:
    """Give one cell a line behind a tab, a blank line after each row."""
    return "\n\n".join("\n".join(f"\t{cell.text}" for cell in row) for row in rows) + "\n\n"


def _pipes(rows: Rows) -> str:
    lines = [f"| {' | '.join(cell.text for cell in row)} |" for row in _filled(rows)]
    return "\n".join([lines[0], "|" + "---|" * lines[0].count(" | ") + "---|", *lines[1:]])


LAYOUTS: tuple[Layout, ...] = (
    Layout("plain", ".html", _html()),
    Layout("word", ".html", _html(_word)),
    Layout("cms", ".html", _content_system("utf-8", "utf-8")),
    Layout("cms-gb18030", ".html", _content_system("gb2312", "gb18030")),
    Layout("full-width", ".html", _html(_full_width)),
    Layout("separators", ".html", _html(_separators)),
    Layout("nested", ".html", _html(_nested)),
    Layout("filled", ".html", _html(table=_filled_in)),
    Layout("split", ".html", _html(table=_split)),
    Layout("by-item", ".html", _html(table=_by_item)),
    Layout("upper-case", ".html", _html(table=_upper_case)),
    Layout("dump", ".txt", _text(_dump)),
    Layout("tabs", ".txt", _text(lambda rows: _lines(_filled(rows), "\t"))),
    Layout("pipes", ".txt", _text(_pipes)),
    Layout("bare", ".txt", _text(lambda rows: "\n".join(cell.text for row in rows for cell in row)), False),
    Layout("spaces", ".txt", _text(lambda rows: _lines(rows, "    ")), False),
    Layout("docx", ".docx", lambda report, random: write_docx(report)),
    Layout("xlsx", ".xlsx", lambda report, random: write_xlsx(report)),
    Layout("sheets", ".xlsx", write_sheets),
    Layout("pdf", ".pdf", lambda report, random: write_pdf(report)),
    Layout("pdf-broken", ".pdf", write_broken),
    Layout("pdf-borderless", ".pdf", write_borderless),
)


# ── Quirks ───────────────────────────────────────────────────────────────────

_MISSPELT = (
    ("法律行政法规禁止公开", "法律行政止公开"),
    ("另行制作", "另行制做"),
    ("仍不明确", "任不明确"),
    ("重复申请", "重覆申请"),
    ("第三方合法权益", "第三人合法权益"),
)


def with_quirks(report: Report, layout: Layout, random: Random) -> tuple[Report, tuple[str, ...]]:
    """Give the report as this agency's hands would leave it, and what they did; the figures that stand are the same."""
    done = []
    if layout.shows_blanks and random.random() < 0.12:
        report = _with_zeros_left_out(report, random)
        done.append("blank-cells")
    if random.random() < 0.08:
        report = _with_strokes(report, random.choice((Mark.SLASH, Mark.DASH)))
        done.append("strokes")
    if random.random() < 0.1:
        report = _with_label(report, *random.choice(_MISSPELT))
        done.append("label-misspelt")
    if random.random() < 0.1:
        report = _with_heading_slip(report, random)
        done.append("heading-slip")
    if random.random() < 0.1:
        report = _with_stop(report, random)
        done.append("heading-stop")
    return report, tuple(done)


def _with_table(report: Report, table: Table) -> Report:
    return replace(report, tables={**report.tables, table.spec.id: table})


def _with_zeros_left_out(report: Report, random: Random) -> Report:
    """Leave out some noughts of table III, where a blank is most often found."""
    table = report.tables["applications"]
    blank = {key for key, figure in table.figures.items() if figure.value == 0 and random.random() < 0.3}
    figures = {key: Figure() if key in blank else figure for key, figure in table.figures.items()}
    return _with_table(report, replace(table, figures=figures))


def _with_strokes(report: Report, mark: Mark) -> Report:
    """Write a stroke for the noughts of 规章: who cannot make rules has none to count."""
    table = report.tables["proactive"]
    marked = {row.id for row in table.rows if row.may_be_marked}
    figures = {
        key: Figure(None, mark, mark.value) if key[0] in marked and figure.value == 0 else figure
        for key, figure in table.figures.items()
    }
    return _with_table(report, replace(table, figures=figures))


def _with_label(report: Report, right: str, wrong: str) -> Report:
    table = report.tables["applications"]
    rows = tuple(replace(row, label=row.label.replace(right, wrong)) for row in table.rows)
    return _with_table(report, replace(table, rows=rows))


def _with_heading_slip(report: Report, random: Random) -> Report:
    """Number one part as the one before it, as copied headings are, or leave its number out."""
    index = random.randrange(1, len(report.parts))
    numeral = random.choice((report.parts[index - 1].numeral, ""))
    parts: list[Part] = list(report.parts)
    parts[index] = replace(parts[index], numeral=numeral)
    return replace(report, parts=tuple(parts))


def _with_stop(report: Report, random: Random) -> Report:
    """Write the number of one part with a stop, 四．, in place of 四、."""
    numbered = [index for index, part in enumerate(report.parts) if part.numeral]
    index = random.choice(numbered)
    parts: list[Part] = list(report.parts)
    part = parts[index]
    parts[index] = replace(part, numeral="", heading=f"{part.numeral}{random.choice('．.')}{part.heading}")
    return replace(report, parts=tuple(parts))
