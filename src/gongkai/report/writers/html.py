"""The report as one HTML page in the official layout, cell by cell: no scripts, nothing fetched.

Every figure names its headers (`headers`), since in these tables a header may stand three levels
up or to the left. Row and column ids stand beside the figures as data attributes; reading the page
back does not need them. Looks are in `report.css`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple

from gongkai.report.edition import Column, Row
from gongkai.report.figures import cell_text
from gongkai.report.model import Paragraph, Part, Report, Table
from gongkai.report.writers.layout import column_label, heading, merged, printable, runs, title


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
    main = _element("main", _lines([_element("h1", _text(name), id="title"), *_content(report)]))
    html = _lines([_element("head", _lines(head)), _element("body", _lines([main]))])
    return f"<!DOCTYPE html>\n{_element('html', html, lang='zh-CN')}\n".encode("utf-8", "replace")


@cache
def _stylesheet() -> str:
    return (files("gongkai.report") / "writers" / "report.css").read_text(encoding="utf-8")


def _content(report: Report) -> Iterator[str]:
    yield from _paragraphs(report.preamble)
    unwritten = dict(report.tables)
    for number, part in enumerate(report.parts, start=1):
        yield _section(part, unwritten.pop(part.spec.table, None), f"part-{number}")
    for table in unwritten.values():
        yield _table(table, "title")
    if report.closing:
        yield _element("footer", _lines(_paragraphs(report.closing)))


def _section(part: Part, table: Table | None, id: str) -> str:
    content = [_element("h2", _text(heading(part)), id=id), *_paragraphs(part.paragraphs)]
    if table is not None:
        content.append(_table(table, id))
    return _element("section", _lines(content), aria_labelledby=id)


def _paragraphs(paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    return (_element("p", _text(paragraph.text)) for paragraph in paragraphs)


def _table(table: Table, labelled_by: str) -> str:
    """Write a table in a box of its own, in which it scrolls on a narrow screen."""
    caption = _element("caption", _text(table.spec.label))
    content = _element(
        "table",
        _lines([caption, *_LAYOUTS[table.spec.layout](table)]),
        class_=table.spec.layout,
        data_table=table.spec.id,
    )
    return _element("div", _lines([content]), class_="box", role="region", aria_labelledby=labelled_by, tabindex=0)


def _blocks(table: Table) -> Iterator[str]:
    """Lay out table II: for each block a heading over the full width, its headers, its rows."""
    width = max(len(block.columns) for block in table.spec.blocks)
    for number, (block, rows) in enumerate(runs(table), start=1):
        id = f"{table.spec.id}-{number}"
        # The last column of a narrower block takes the width the others leave over.
        spans = [1] * (len(block.columns) - 1) + [1 + width - len(block.columns)]
        labels = [column_label(table, column, rows) for column in block.columns]
        headers = [f"{id}-{column.id}" for column in block.columns]
        lines = [
            [_header(block.heading, id, "colgroup", colspan=1 + width, class_="block")],
            [
                _header(table.spec.corner, f"{id}-corner", "col"),
                *(_header(label, header, "col", colspan=span) for label, header, span in zip(labels, headers, spans)),
            ],
        ]
        for place, row in enumerate(rows, start=1):
            label = f"{id}-row-{place}"
            cells = (
                _figure(table, row, column, (id, header, label), colspan=span)
                for column, header, span in zip(block.columns, headers, spans)
            )
            lines.append([_header(row.label, label, "row"), *cells])
        yield _group("tbody", lines)


def _rows(table: Table) -> Iterator[str]:
    """Lay out table III: headers in three lines, groups of rows merged to the left of their labels."""
    id = table.spec.id
    (block,) = table.spec.blocks
    stub = 1 + max(len(row.groups) for row in table.spec.rows)
    leaves = [_Leaf(column, column.id, tuple(filter(None, (block.heading, column.group)))) for column in block.columns]
    head, headers_of = _head(id, leaves)
    head[0].insert(0, _header(table.spec.corner, f"{id}-corner", "", colspan=stub, rowspan=len(head), class_="corner"))
    yield _columns([("group", stub - 1), ("label", 1), ("figure", len(leaves))])
    yield _group("thead", head)
    groups = merged([row.groups for row in table.rows])
    for _, together in groupby(enumerate(table.rows), key=lambda each: each[1].groups[:1]):
        lines = []
        for index, row in together:
            beside = [f"{id}-group-{run.start}-{level}" for level, run in enumerate(groups[index])]
            cells = [
                _header(label, header, "rowgroup", rowspan=len(run), class_="group")
                for label, header, run in zip(row.groups, beside, groups[index])
                if run.start == index
            ]
            beside.append(f"{id}-row-{index}")
            cells.append(_header(row.label, beside[-1], "row", colspan=stub - len(row.groups)))
            cells += [_figure(table, row, leaf.column, (*above, *beside)) for leaf, above in zip(leaves, headers_of)]
            lines.append(cells)
        yield _group("tbody", lines)


def _side_by_side(table: Table) -> Iterator[str]:
    """Lay out table IV: the rows of the format stand beside each other, each over its own columns."""
    columns_of = table.spec.columns_of
    cells = [(row, column) for row in table.rows for column in columns_of[row.id]]
    leaves = [_Leaf(column, f"{row.id}-{column.id}", (*row.groups, row.label)) for row, column in cells]
    head, headers_of = _head(table.spec.id, leaves)
    yield _columns([("figure", len(leaves))])
    yield _group("thead", head)
    yield _group("tbody", [[_figure(table, *cell, above) for cell, above in zip(cells, headers_of)]])


class _Leaf(NamedTuple):
    """A column under the headers above it, outermost first."""

    column: Column
    id: str
    above: tuple[str, ...]


def _head(table: str, leaves: Sequence[_Leaf]) -> tuple[list[list[str]], list[tuple[str, ...]]]:
    """Give the lines of merged headers over columns, and for each column the ids of its headers."""
    groups = merged([leaf.above for leaf in leaves])
    depth = 1 + max((len(leaf.above) for leaf in leaves), default=0)
    lines: list[list[str]] = [[] for _ in range(depth)]
    headers_of = []
    for index, leaf in enumerate(leaves):
        above = [f"{table}-over-{run.start}-{level}" for level, run in enumerate(groups[index])]
        for level, run in enumerate(groups[index]):
            if run.start == index:
                lines[level].append(_header(leaf.above[level], above[level], "colgroup", colspan=len(run)))
        own = f"{table}-{leaf.id}"
        level = len(leaf.above)
        lines[level].append(_header(leaf.column.label, own, "col", rowspan=depth - level))
        headers_of.append((*above, own))
    return lines, headers_of


_LAYOUTS: Mapping[str, Callable[[Table], Iterator[str]]] = MappingProxyType(
    {"blocks": _blocks, "rows": _rows, "side-by-side": _side_by_side}
)


def _header(label: str, id: str, scope: str, *, colspan: int = 1, rowspan: int = 1, class_: str = "") -> str:
    return _element("th", _text(label), id=id, scope=scope, **_spans(colspan, rowspan), class_=class_)


def _figure(table: Table, row: Row, column: Column, headers: Sequence[str], *, colspan: int = 1) -> str:
    return _element(
        "td",
        _text(cell_text(table.get(row.id, column.id))),
        headers=" ".join(headers),
        **_spans(colspan, 1),
        data_row=row.id,
        data_column=column.id,
    )


def _spans(colspan: int, rowspan: int) -> dict[str, int]:
    return {name: span for name, span in (("colspan", colspan), ("rowspan", rowspan)) if span > 1}


def _columns(kinds: Iterable[tuple[str, int]]) -> str:
    return _element("colgroup", "".join(f'<col class="{kind}" span="{count}">' for kind, count in kinds))


def _group(name: str, lines: Iterable[Iterable[str]]) -> str:
    return _element(name, _lines(_element("tr", "".join(cells)) for cells in lines))


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
