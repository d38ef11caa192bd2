"""The pages of the format: each edition, and the figures that no identity holds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from gongkai.report.edition import Edition, Row, TableSpec, editions
from gongkai.report.synth.faults import pinning
from tools.reference.markdown import Line, grid, page

_KINDS = {"count": "非负整数", "change": "整数，可为负", "money": "金额"}


def _variants(labels: tuple[str, ...]) -> str:
    return "；".join(labels)


def _row(row: Row) -> Line:
    label = " › ".join((*row.groups, row.label))
    return (f"`{row.id}`", label, _variants(row.variants), "、".join(row.outcomes))


def _table(spec: TableSpec) -> Iterator[str]:
    yield f"### {spec.label}"
    if spec.corner:
        yield f"左上角：{spec.corner}"
    for block in spec.blocks:
        if block.heading:
            yield f"**{block.heading}**"
        columns: list[Line] = [
            (
                f"`{column.id}`",
                " › ".join(filter(None, (column.group, column.label))),
                _variants(column.variants),
                _KINDS[column.kind] + (f"（{column.unit}）" if column.unit else ""),
            )
            for column in block.columns
        ]
        yield grid(("列", "官方标签", "其他写法", "内容"), columns)
        yield grid(("行", "官方标签", "其他写法", "计入的处理结果"), list(map(_row, block.rows)))
    for words, named in (
        ("可以填“/”的行", [row for row in spec.rows if row.may_be_marked]),
        ("少见的行", [row for row in spec.rows if row.rare]),
    ):
        if named:
            yield f"{words}：{'、'.join(f'`{row.id}`' for row in named)}。"
    for each in spec.alternatives:
        yield f"“{each.row.label}”（`{each.row.id}`）可代替：{'、'.join(f'`{id}`' for id in each.replaces)}。"
    if spec.identities:
        lines: list[Line] = [
            (
                f"`{identity.id}`",
                identity.words,
                "逐列" if identity.over == "rows" else "逐行",
                f"{' + '.join(identity.left)} = {' + '.join(identity.right)}",
            )
            for identity in spec.identities
        ]
        yield grid(("勾稽关系", "文字", "范围", "等式"), lines)


def _edition(edition: Edition) -> Iterator[str]:
    yield f"## {edition.id}版"
    yield f"依据：{edition.citation.formal()}。适用于{edition.from_year}年度起的年报。"
    lines: list[Line] = [(part.numeral, f"`{part.id}`", part.label, _variants(part.variants)) for part in edition.parts]
    yield grid(("部分", "标识", "标题", "其他写法"), lines)
    for part in edition.parts:
        if part.aspects:
            yield f"“{part.label}”应写到：{'、'.join(aspect.name for aspect in part.aspects)}。"
    for spec in edition.tables:
        yield from _table(spec)


def formats() -> str:
    """Show each edition of the format: parts, tables, labels, identities."""
    parts = [
        "年报格式的各个版本：部分、表格、行、列、官方标签、可识别的其他写法和勾稽关系。识别、核对、输出都以此为准。"
    ]
    for edition in editions():
        parts += _edition(edition)
    return page("年报格式", *parts)


def unpinned() -> str:
    """Say which figures an identity pins, so that one alone being wrong shows, and which none does."""
    parts = [
        "一个数字填错，它所在的勾稽关系就不成立，核对时必定发现。不在任何勾稽关系中的数字，填错一个，单凭这一份年报看不出来；"
        "与上年年报、与文字对照时可能发现，只作警告。两处错误恰好相抵的，也看不出来。",
    ]
    for edition in editions():
        parts.append(f"## {edition.id}年版")
        lines: list[Line] = []
        loose = []
        for table in edition.tables:
            cells = [(row, column) for row in table.rows for column in table.columns_of[row.id]]
            free = [(row, column) for row, column in cells if not pinning(edition, table.id, row.id, column.id)]
            named = "、".join(f"`{identity.id}`" for identity in table.identities) or "无"
            lines.append((table.label, len(cells), len(cells) - len(free), named))
            for label, same in groupby(free, key=lambda cell: cell[0].label):
                loose.append((table.label, label, "、".join(column.label for _, column in same)))
        parts.append(grid(("表", "数字", "有勾稽关系的", "勾稽关系"), lines))
        parts += ["没有勾稽关系的数字：", grid(("表", "行", "列"), loose)]
    return page("没有勾稽关系的数字", *parts)
