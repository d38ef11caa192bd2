"""The report as one HTML page in the official layout, cell by cell: no scripts, nothing fetched.

Every figure names its headers (`headers`), since in these tables a header may stand three levels
up or to the left. Row and column ids stand beside the figures as data attributes; reading the page
back does not need them. Looks are in `report.css`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from importlib.resources import files
from itertools import count, groupby
from types import MappingProxyType

from gongkai.report.figures import cell_text
from gongkai.report.model import Paragraph, Part, Report, Table
from gongkai.report.writers.layout import Laid, Line, heading, lay_out, sections, title
from gongkai.typesetting.characters import printable


def write_html(report: Report) -> bytes:
    """Write a report as a page in UTF-8."""
    name = title(report)
    head = [
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        _element("title", _text(name)),
        f'<meta name="ArticleTitle" content="{_text(name)}">',
        f'<meta name="ContentSource" content="{_text(report.agency)}">',
        _element("style", _lines([_stylesheet().rstrip()])),
    ]
    main = _element("main", _lines([_heading(report), *_content(report, _Marks())]))
    html = _lines([_element("head", _lines(head)), _element("body", _lines([main]))])
    return f"<!DOCTYPE html>\n{_element('html', html, lang='zh-CN')}\n".encode("utf-8", "replace")


def write_fragment(report: Report) -> str:
    """Write what stands on that page, its title first, to stand in another page.

    Figures name their headers by short ids, and no rows and columns: these are most of a page, and nobody reads them.
    """
    return _lines([_heading(report), *_content(report, _ShortMarks())])


class _Marks:
    """What cells are marked with: their ids, and of figures the row and column."""

    def named(self, id: str) -> str:
        """Give the id that a header has in the page, by the one it has in the layout."""
        return id

    def data(self, row: str, column: str) -> dict[str, str]:
        """Give what a figure says of its place."""
        return {"data_row": row, "data_column": column}


class _ShortMarks(_Marks):
    """Ids as short as can be, and of figures nothing."""

    def __init__(self) -> None:
        self._numbers = count()
        self._names: dict[str, str] = {}

    def named(self, id: str) -> str:
        if id and id not in self._names:
            self._names[id] = f"c{next(self._numbers):x}"
        return self._names.get(id, "")

    def data(self, row: str, column: str) -> dict[str, str]:
        return {}


@cache
def _stylesheet() -> str:
    return (files("gongkai.report") / "writers" / "report.css").read_text(encoding="utf-8")


def _heading(report: Report) -> str:
    """Write the title so that it breaks where its sense does: behind the agency, before anywhere else."""
    name = title(report)
    agency = report.agency if name.startswith(report.agency) else ""
    lines = [_element("span", _text(line)) for line in (agency, name.removeprefix(agency)) if line]
    return _element("h1", "".join(lines), id="title")


def _content(report: Report, marks: _Marks) -> Iterator[str]:
    yield from _paragraphs(report.preamble)
    for number, (part, table) in enumerate(sections(report), start=1):
        if part is not None:
            yield _section(part, table, f"part-{number}", marks)
        elif table is not None:
            yield _table(table, "title", marks)
    if report.closing:
        yield _element("footer", _lines(_paragraphs(report.closing)))


def _section(part: Part, table: Table | None, id: str, marks: _Marks) -> str:
    content = [_element("h2", _text(heading(part)), id=id), *_paragraphs(part.paragraphs)]
    if table is not None:
        content.append(_table(table, id, marks))
    return _element("section", _lines(content), aria_labelledby=id)


def _paragraphs(paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    return (_element("p", _text(paragraph.text)) for paragraph in paragraphs)


def _table(table: Table, labelled_by: str, marks: _Marks) -> str:
    """Write a table in a box of its own, in which it scrolls on a narrow screen."""
    layout = lay_out(table)
    content = [_element("caption", _text(table.spec.label))]
    # The columns of table II are of one width, which the stylesheet gives.
    if table.spec.layout != "blocks":
        content.append(_columns(layout.kinds))
        content.append(_group("thead", table, layout.head, marks))
    content += [_group("tbody", table, body, marks) for body in layout.bodies]
    written = _element("table", _lines(content), class_=table.spec.layout, data_table=table.spec.id)
    return _element("div", _lines([written]), class_="box", role="region", aria_labelledby=labelled_by, tabindex=0)


_SCOPES = MappingProxyType(
    {"block": "colgroup", "over": "colgroup", "column": "col", "corner": "", "group": "rowgroup", "label": "row"}
)
_CLASSES = frozenset({"block", "corner", "group"})


def _cell(table: Table, cell: Laid, marks: _Marks) -> str:
    spans = {name: span for name, span in (("colspan", cell.colspan), ("rowspan", cell.rowspan)) if span > 1}
    if cell.row is None or cell.column is None:
        class_ = cell.role if cell.role in _CLASSES else ""
        return _element(
            "th", _text(cell.text), id=marks.named(cell.id), scope=_SCOPES[cell.role], **spans, class_=class_
        )
    return _element(
        "td",
        _text(cell_text(table.get(cell.row.id, cell.column.id))),
        headers=" ".join(map(marks.named, cell.headers)),
        **spans,
        **marks.data(cell.row.id, cell.column.id),
    )


def _columns(kinds: Iterable[str]) -> str:
    spans = ((kind, len(list(together))) for kind, together in groupby(kinds))
    return _element("colgroup", "".join(f'<col class="{kind}" span="{count}">' for kind, count in spans))


def _group(name: str, table: Table, lines: Iterable[Line], marks: _Marks) -> str:
    return _element(name, _lines(_element("tr", "".join(_cell(table, each, marks) for each in line)) for line in lines))


def _element(name: str, content: str, /, **attributes: str | int) -> str:
    """Write an element; `class_` is its class, `data_row` its data-row, an empty attribute is left out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_text(str(value))}"'
        for key, value in attributes.items()
        if value != ""
    )
    return f"<{name}{written}>{content}</{name}>"


def _lines(elements: Iterable[str]) -> str:
    return "\n" + "\n".join(elements) + "\n"


def _text(text: str) -> str:
    return escape(printable(text))
