"""The workbook as a person at a spreadsheet has it: sheets, formulas, checks, locks, and the blank form."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet
from tests.report.strategies import balanced_report, with_figure, with_table, without_row

from gongkai.report.edition import edition
from gongkai.report.model import Figure, Mark, Paragraph, Report
from gongkai.report.writers.xlsx import write_form, write_xlsx


def book(data: bytes, *, values: bool = False) -> Workbook:
    return load_workbook(BytesIO(data), data_only=values)


def sheet(report: Report, name: str, *, values: bool = False) -> Worksheet:
    return book(write_xlsx(report), values=values)[name]


def rows(found: Worksheet) -> dict[str, list[object]]:
    """Give what stands right of each label of table III, in the columns of figures."""
    labelled = {}
    for row in found.iter_rows(min_row=5, max_col=10):
        label = next((cell.value for cell in reversed(row[:3]) if cell.value is not None), None)
        if label is not None:
            labelled[str(label)] = [cell.value for cell in row[3:]]
    return labelled


def cells(found: Worksheet) -> Iterator[Cell]:
    return (cell for row in found.iter_rows() for cell in row if isinstance(cell, Cell))


def test_there_is_a_cover_a_sheet_for_each_table_and_the_text() -> None:
    assert book(write_xlsx(balanced_report())).sheetnames == ["封面", "表二", "表三", "表四", "文字部分"]


def test_cover_says_agency_year_and_edition_and_makes_the_title_of_them() -> None:
    cover = sheet(balanced_report(), "封面")
    assert [cell.value for cell in cover["B"][2:5]] == ["青山县档案局", 2023, "年报格式2021版"]
    assert str(cover["A1"].value).startswith('=B3&IF(B4="","",B4&"年")&')
    assert sheet(balanced_report(), "封面", values=True)["A1"].value == "青山县档案局2023年政府信息公开工作年度报告"


def test_a_title_of_its_own_is_kept_as_it_is() -> None:
    report = replace(balanced_report(), title="关于2023年政府信息公开工作的年度报告")
    assert sheet(report, "封面")["A1"].value == "关于2023年政府信息公开工作的年度报告"


def test_text_stands_a_paragraph_a_row() -> None:
    report = balanced_report(texts={"overview": "甲。\n乙。"})
    found = sheet(report, "文字部分", values=True)
    assert [cell.value for cell in found["A"]] == [
        "青山县档案局2023年政府信息公开工作年度报告",
        "本年度报告所列数据的统计期限为2023年1月1日至12月31日。",
        "一、总体情况",
        "甲。",
        "乙。",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        *report.parts[4].text.splitlines(),
        "六、其他需要报告的事项",
        *report.parts[5].text.splitlines(),
        "青山县档案局",
        "2024年1月20日",
    ]


def test_a_paragraph_longer_than_a_cell_goes_on_in_the_next() -> None:
    report = replace(balanced_report(), preamble=(Paragraph("长" * 70_000),))
    found = [str(cell.value) for cell in sheet(report, "文字部分")["A"][1:4]]
    assert [len(text) for text in found] == [32_000, 32_000, 6_000]


@pytest.mark.parametrize(("id", "combined", "last"), [("2019", False, 25), ("2021", False, 27), ("2021", True, 25)])
def test_totals_are_live_formulas_with_their_results_beside(id: str, combined: bool, last: int) -> None:
    report = balanced_report(id, combined=combined)
    found = rows(sheet(report, "表三"))
    assert found["（七）总计"][0] == f'=IF(COUNT(D7:D{last})=0,"",SUM(D7:D{last}))'
    assert found["（七）总计"][6] == f'=IF(COUNT(J7:J{last})=0,"",SUM(J7:J{last}))'
    assert found["一、本年新收政府信息公开申请数量"] == [10, 3, 0, 0, 1, 1, '=IF(COUNT(D5:I5)=0,"",SUM(D5:I5))']
    stored = rows(sheet(report, "表三", values=True))
    assert stored["（七）总计"] == [10, 1, 0, 0, 1, 1, 13]
    assert stored["一、本年新收政府信息公开申请数量"] == [10, 3, 0, 0, 1, 1, 15]


def test_totals_of_table_four_are_formulas_too() -> None:
    four = sheet(balanced_report(), "表四")
    assert [four.cell(5, column).value for column in (5, 10, 15)] == [
        '=IF(COUNT(A5:D5)=0,"",SUM(A5:D5))',
        '=IF(COUNT(F5:I5)=0,"",SUM(F5:I5))',
        '=IF(COUNT(K5:N5)=0,"",SUM(K5:N5))',
    ]
    assert [sheet(balanced_report(), "表四", values=True).cell(5, column).value for column in (5, 10, 15)] == [2, 1, 0]


def test_a_total_that_is_not_the_sum_stays_as_reported_and_the_checks_say_by_how_much_it_is_off() -> None:
    report = with_figure(balanced_report(), "applications", "total", "natural", 12)
    found = sheet(report, "表三", values=True)
    assert rows(sheet(report, "表三"))["（七）总计"][0] == 12
    assert rows(found)["第一项加第二项之和，等于第三项加第四项之和"] == ["相差2", *["平衡"] * 6]
    assert rows(found)["（七）总计等于（一）至（六）各项之和"] == ["相差2", *["平衡"] * 6]
    assert [found.cell(row, 12).value for row in range(4, 31)].count("相差2") == 1
    assert found["L4"].value == "勾稽核对"


def test_checks_are_formulas_over_both_sides() -> None:
    found = sheet(balanced_report(), "表三")
    assert rows(found)["第一项加第二项之和，等于第三项加第四项之和"][0] == (
        '=IF(COUNT(D5:D6,D28:D29)=0,"",'
        'IF(ROUND(SUM(D5:D6)-SUM(D28:D29),6)=0,"平衡","相差"&ABS(ROUND(SUM(D5:D6)-SUM(D28:D29),6))))'
    )
    (coloured,) = found.conditional_formatting
    colours = {rule.text: rule.dxf.font.color.rgb for rule in coloured.rules}
    assert colours == {"平衡": "FF1B6E36", "相差": "FFB3261E"}


def test_checks_of_table_four_stand_below_its_groups() -> None:
    report = with_figure(balanced_report(), "remedies", "direct_suit", "total", 5)
    four = sheet(report, "表四", values=True)
    assert [four.cell(7, column).value for column in (1, 6, 11)] == ["平衡", "相差4", "平衡"]


def test_a_check_over_missing_rows_is_left_out() -> None:
    found = rows(sheet(without_row(balanced_report(), "applications", "carried_in"), "表三"))
    assert "第一项加第二项之和，等于第三项加第四项之和" not in found
    assert "（七）总计等于（一）至（六）各项之和" in found


def test_only_inputs_can_be_changed_and_there_is_no_password() -> None:
    for found in book(write_xlsx(balanced_report())).worksheets:
        assert found.protection.sheet
        assert found.protection.password is None
    three = sheet(balanced_report(), "表三")
    free = {cell.coordinate for cell in cells(three) if not cell.protection.locked}
    assert free == {f"{column}{row}" for column in "DEFGHI" for row in range(5, 30) if row not in (28,)}


def test_inputs_take_only_the_numbers_of_their_column() -> None:
    report = balanced_report("2019")
    two = {
        str(range): (rule.type, rule.operator, rule.formula1)
        for rule in sheet(report, "表二").data_validations.dataValidation
        for range in rule.sqref.ranges
    }
    assert two["B4"] == ("whole", "greaterThanOrEqual", "0")
    assert two["C8"] == ("whole", "greaterThanOrEqual", "-1000000000")
    assert two["C19"] == ("decimal", "greaterThanOrEqual", "0")
    three = sheet(report, "表三").data_validations.dataValidation
    assert sum(len(rule.sqref.ranges) for rule in three) == 6 * (len(report.tables["applications"].rows) - 1)


def test_sheets_print_on_a4_with_headers_that_stay_in_sight() -> None:
    found = book(write_xlsx(balanced_report()))
    for each in found.worksheets:
        assert (each.page_setup.paperSize, each.sheet_properties.pageSetUpPr.fitToPage) == (9, True)
        assert each.page_setup.fitToWidth in (None, 1)  # 1 is what a file need not say
        assert each.page_setup.fitToHeight == 0
    three = found["表三"]
    assert (three.freeze_panes, three.print_title_rows) == ("D5", "$2:$4")
    assert three.print_area == "'表三'!$A$1:$J$29"


def test_cells_are_merged_as_in_the_format() -> None:
    merged = {str(each) for each in sheet(balanced_report(), "表三").merged_cells.ranges}
    assert {"A2:C4", "D2:J2", "D3:D4", "E3:I3", "J3:J4", "A5:C5", "A7:A28", "B9:B16", "A29:C29"} <= merged


def test_marks_money_and_words_stay_what_they_are() -> None:
    report = with_figure(balanced_report(), "proactive", "rules", "made", Mark.SLASH)
    report = with_figure(report, "proactive", "rules", "repealed", Mark.BLANK)
    report = with_figure(report, "proactive", "administrative_charges", "fees", Decimal("7730.20"))
    table = report.tables["proactive"]
    odd = Figure(None, Mark.UNREADABLE, '=HYPERLINK("x")')
    report = with_table(report, replace(table, figures={**table.figures, ("licences", "decisions"): odd}))
    two = sheet(report, "表二")
    assert [cell.value for cell in two[4]] == ["规章", "/", None, 0]
    assert two["B15"].value == 7730.2
    assert (two["B8"].value, two["B8"].data_type) == ('=HYPERLINK("x")', "s")


def test_a_number_longer_than_a_workbook_keeps_is_written_as_text() -> None:
    report = with_figure(balanced_report(), "proactive", "penalties", "decisions", 12345678901234567)
    assert sheet(report, "表二")["B11"].value == "12345678901234567"


@pytest.mark.parametrize("id", ["2019", "2021"])
def test_form_is_blank_and_adds_up_by_itself(id: str) -> None:
    spec = edition(id)
    assert spec is not None
    form = write_form(spec, "青山县档案局", 2023)
    stored, live = book(form, values=True), book(form)
    assert stored["封面"]["A1"].value == "青山县档案局2023年政府信息公开工作年度报告"
    assert set(map(str, rows(stored["表三"])["（七）总计"])) == {"None"}
    assert str(rows(live["表三"])["（七）总计"][0]).startswith("=IF(COUNT(")
    assert not [cell for cell in cells(stored["表三"]) if cell.value in ("平衡", 0) or "相差" in str(cell.value)]
    text = live["文字部分"]
    assert [cell.protection.locked for cell in text["A"][1:4]] == [True, False, True]


def test_form_without_agency_and_year_still_says_what_it_is() -> None:
    spec = edition("2021")
    assert spec is not None
    assert book(write_form(spec), values=True)["封面"]["A1"].value == "政府信息公开工作年度报告"


def test_a_report_with_holes_is_written_all_the_same() -> None:
    report = without_row(balanced_report(), "remedies", "direct_suit")
    table = report.tables["applications"]
    report = with_table(report, replace(table, rows=(*table.rows, *table.rows[:2])))
    tables = {id: each for id, each in report.tables.items() if id != "proactive"}
    found = book(write_xlsx(replace(report, parts=(), tables=tables, preamble=(), closing=(), title="", year=None)))
    assert found.sheetnames == ["封面", "表三", "表四", "文字部分"]
    assert found["表三"].cell(30, 4).value == 10
    assert found["封面"]["B4"].value is None


@pytest.mark.parametrize("id", ["proactive", "applications", "remedies"])
def test_a_table_without_rows_is_an_empty_sheet(id: str) -> None:
    table = balanced_report().tables[id]
    report = with_table(balanced_report(), replace(table, rows=(), figures={}))
    assert book(write_xlsx(report))[table.spec.label]["A1"].value.startswith(table.spec.label)


def test_equal_reports_give_equal_bytes() -> None:
    assert write_xlsx(balanced_report()) == write_xlsx(balanced_report())
