"""An annual report as content systems emit it: site chrome, spans within spans, inline styles, a wrapped table.

The figures add up. Made from the edition, so that the page has every row and label of the format.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from gongkai.report.edition import Block, Row, TableSpec, edition

YEAR = 2024
AGENCY = "清源县水利局"
SIZE = 70_000
"""How many bytes the page has, about; the navigation of the site fills what the report leaves."""

_COUNTS = {"new": (12, 3, 0, 0, 1, 0), "carried_in": (1, 0, 0, 0, 0, 0)}
_OUTCOMES = {
    "granted": (6, 1, 0, 0, 1, 0),
    "granted_in_part": (2, 0, 0, 0, 0, 0),
    "withheld_third_party": (1, 1, 0, 0, 0, 0),
    "unable_not_held": (2, 1, 0, 0, 0, 0),
    "not_processed_petition": (1, 0, 0, 0, 0, 0),
}
_FORWARD = (1, 0, 0, 0, 0, 0)
_NARRATIVE = {
    "overview": (
        "（一）主动公开。围绕河湖治理、农村饮水、水旱灾害防御等事项公开信息，先审后发，网站栏目每周检查一次。",
        "（二）依申请公开。全年收到申请16件，上年结转1件，办结16件，结转下年1件，答复文书由办公室核对后送达。",
        "（三）政府信息管理。公开目录按条例和上级要求作了调整，失效文件及时标注，政策解读与文件同步发布。",
        "（四）政府信息公开平台建设。网站专栏按统一要求设置，检索、查阅、下载功能正常。",
        "（五）监督保障。办公室组织业务培训，结合案例讲解答复文书的写法，并对各股室的公开工作进行了考核。",
    ),
    "problems": (
        "从全年情况看，政策解读的形式还比较单一，个别栏目更新不够及时。",
        "下一步将增加图解和问答，把栏目更新纳入每月检查，继续安排业务培训。",
    ),
    "other_matters": ("本年度没有收取信息处理费，没有其他需要报告的事项。",),
}


def page() -> bytes:
    """Give the page in UTF-8."""
    report = "".join(_report())
    chrome = _navigation(SIZE - len(report.encode()))
    return (
        '<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">'
        f"<title>{AGENCY}{YEAR}年政府信息公开工作年度报告</title>"
        f'<meta name="ContentSource" content="{AGENCY}"></head><body><div class="nav"><ul>{chrome}</ul></div>'
        f'<div id="zoom" class="TRS_Editor"><div class="view TRS_UEDITOR trs_paper_default">{report}</div></div>'
        "<div class=\"foot\"><p>版权所有：清源县人民政府</p></div><script>var visited = '1';</script></body></html>"
    ).encode()


def _navigation(room: int) -> str:
    item = '<li class="nav-item"><a href="/col/col{0}/index.html" target="_blank" title="栏目{0}">栏目{0}</a></li>'
    items = [
        item.format(number) for number in range(10_000, 10_000 + max(0, room) // len(item.format(10_000).encode()))
    ]
    return "".join(items)


def _report() -> Iterator[str]:
    format_2021 = edition("2021")
    assert format_2021 is not None
    yield f'<h1 style="text-align: center;">{AGENCY}{YEAR}年政府信息公开工作年度报告</h1>'
    yield _paragraph(f"本报告依据《中华人民共和国政府信息公开条例》编制，统计期限为{YEAR}年1月1日至12月31日。")
    layouts = {"blocks": _blocks, "rows": _rows, "side-by-side": _side_by_side}
    for part in format_2021.parts:
        yield _paragraph(f"{part.numeral}、{part.label}", bold=True)
        if part.table:
            spec = format_2021.table_by_id[part.table]
            rows = "".join(layouts[spec.layout](spec))
            yield f'<div class="wrap"><table border="1" cellspacing="0"><tbody>{rows}</tbody></table></div>'
        else:
            yield from map(_paragraph, _NARRATIVE[part.id])


def _paragraph(text: str, *, bold: bool = False) -> str:
    weight = "font-weight: bold; " if bold else ""
    return (
        '<p class="MsoNormal" style="text-indent: 32pt; line-height: 28pt;">'
        f'<span style="{weight}font-family: 仿宋_GB2312; font-size: 16pt;"><span lang="EN-US">{text}</span></span></p>'
    )


def _cell(text: object, *, colspan: int = 1, rowspan: int = 1) -> str:
    spans = (f' colspan="{colspan}"' if colspan > 1 else "") + (f' rowspan="{rowspan}"' if rowspan > 1 else "")
    return (
        f'<td{spans} valign="center" style="padding: 0pt 5.4pt; border: 1pt solid windowtext;">'
        '<p class="MsoNormal" align="center"><span style="font-family: 宋体;">'
        f'<span style="font-size: 12pt;">{text}</span></span></p></td>'
    )


def _line(cells: Sequence[str]) -> str:
    return f"<tr>{''.join(cells)}</tr>"


def _blocks(spec: TableSpec) -> Iterator[str]:
    for block in spec.blocks:
        yield _line([_cell(block.heading, colspan=4)])
        width = 3 // len(block.columns)
        yield _line([_cell("信息内容"), *(_cell(column.label, colspan=width) for column in block.columns)])
        for row in block.rows:
            figures = (
                _cell(f"&nbsp;{0}" if column.kind == "count" else "0.00", colspan=width) for column in block.columns
            )
            yield _line([_cell(row.label), *figures])


def _rows(spec: TableSpec) -> Iterator[str]:
    (block,) = spec.blocks
    depth = 1 + max(len(row.groups) for row in block.rows)
    yield _line([_cell(spec.corner, colspan=depth, rowspan=3), _cell(block.heading, colspan=len(block.columns))])
    yield _line([_cell(text, colspan=wide, rowspan=1 if grouped else 2) for text, wide, grouped in _header(block)])
    yield _line([_cell(column.label) for column in block.columns if column.group])
    figures = _figures(block.rows)
    above: tuple[str, ...] = ()
    for index, row in enumerate(block.rows):
        cells = []
        for level, group in enumerate(row.groups):
            if above[: level + 1] != row.groups[: level + 1]:
                tall = next(
                    (n for n, later in enumerate(block.rows[index:]) if later.groups[level : level + 1] != (group,)),
                    len(block.rows) - index,
                )
                cells.append(_cell(group, rowspan=tall))
        cells.append(_cell(row.label, colspan=depth - len(row.groups)))
        yield _line([*cells, *map(_cell, figures[row.id])])
        above = row.groups


def _header(block: Block) -> Iterator[tuple[str, int, bool]]:
    for group, columns in groupby(block.columns, key=lambda column: column.group):
        together = list(columns)
        if group:
            yield group, len(together), True
        else:
            yield from ((column.label, 1, False) for column in together)


def _figures(rows: Sequence[Row]) -> dict[str, tuple[int, ...]]:
    nothing = (0,) * 6
    done = tuple(map(sum, zip(*_OUTCOMES.values())))
    known = {**_COUNTS, **_OUTCOMES, "total": done, "carried_forward": _FORWARD}
    counts = {row.id: known.get(row.id, nothing) for row in rows}
    return {id: (*line, sum(line)) for id, line in counts.items()}


def _side_by_side(spec: TableSpec) -> Iterator[str]:
    (block,) = spec.blocks
    five = len(block.columns)
    first, *suits = block.rows
    yield _line([_cell(first.label, colspan=five), _cell(suits[0].groups[0], colspan=five * len(suits))])
    yield _line(
        [_cell(column.label, rowspan=2) for column in block.columns] + [_cell(row.label, colspan=five) for row in suits]
    )
    yield _line([_cell(column.label) for _ in suits for column in block.columns])
    yield _line([_cell(0) for _ in block.rows for _ in block.columns])
