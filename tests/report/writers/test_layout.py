"""The official layout as data: full rectangles, and merges where the format has them."""

from dataclasses import replace

import pytest
from tests.report.strategies import balanced_report, with_table, without_row

from gongkai.report.model import Report, Table
from gongkai.report.writers.layout import Layout, lay_out, sections, title_lines


def doubled(report: Report) -> Report:
    table = report.tables["applications"]
    return with_table(report, replace(table, rows=(*table.rows, *table.rows[:4])))


REPORTS = {
    "2019": balanced_report("2019"),
    "2021": balanced_report("2021"),
    "2021, one row （六）": balanced_report("2021", combined=True),
    "rows missing": without_row(without_row(balanced_report(), "applications", "total"), "proactive", "rules"),
    "one suit missing": without_row(balanced_report(), "remedies", "direct_suit"),
    "rows doubled": doubled(balanced_report()),
    "rows reversed": with_table(
        balanced_report(),
        replace(balanced_report().tables["applications"], rows=balanced_report().tables["applications"].rows[::-1]),
    ),
}


def covered(layout: Layout) -> list[tuple[int, int]]:
    return [
        (row, column)
        for first, line in enumerate(layout.lines)
        for cell in line
        for row in range(first, first + cell.rowspan)
        for column in range(cell.at, cell.at + cell.colspan)
    ]


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("id", ["proactive", "applications", "remedies"])
def test_cells_cover_each_place_of_a_rectangle_once(name: str, id: str) -> None:
    layout = lay_out(REPORTS[name].tables[id])
    rectangle = [(row, column) for row in range(len(layout.lines)) for column in range(len(layout.kinds))]
    assert sorted(covered(layout)) == rectangle
    assert len(layout.shares) == len(layout.kinds)
    assert sum(layout.shares) == pytest.approx(1)


@pytest.mark.parametrize("name", REPORTS)
def test_every_cell_of_the_table_is_laid_out_in_its_order(name: str) -> None:
    for table in REPORTS[name].tables.values():
        laid = [
            (cell.row.id, cell.column.id)
            for line in lay_out(table).lines
            for cell in line
            if cell.row is not None and cell.column is not None
        ]
        assert laid == [(row.id, column.id) for row, column, _ in table.cells()]


@pytest.mark.parametrize("id", ["proactive", "applications", "remedies"])
def test_a_table_without_rows_is_laid_out_without_figures(id: str) -> None:
    table = balanced_report().tables[id]
    layout = lay_out(Table(table.spec, (), {}))
    assert layout.bodies in ((), (((),),))


def test_a_table_whose_part_is_missing_comes_behind_the_parts() -> None:
    report = balanced_report()
    report = replace(report, parts=tuple(part for part in report.parts if part.spec.id != "proactive"))
    assert [(part and part.spec.id, table and table.spec.id) for part, table in sections(report)] == [
        ("overview", None),
        ("applications", "applications"),
        ("remedies", "remedies"),
        ("problems", None),
        ("other_matters", None),
        (None, "proactive"),
    ]


@pytest.mark.parametrize(
    ("agency", "title", "lines"),
    [
        ("青山县档案局", "", ("青山县档案局", "2023年政府信息公开工作年度报告")),
        ("某市", "", ("某市2023年政府信息公开工作年度报告",)),
        ("青山县档案局", "青山县档案局", ("青山县档案局",)),
        ("", "关于印发某县人民政府2023年政府信息公开工作年度报告的公告", None),
    ],
)
def test_a_title_longer_than_a_line_breaks_behind_the_agency(
    agency: str, title: str, lines: tuple[str, ...] | None
) -> None:
    report = replace(balanced_report(), agency=agency, title=title)
    assert title_lines(report) == (lines or (title,))
