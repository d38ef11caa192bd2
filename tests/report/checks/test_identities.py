import tomllib
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tests.report.strategies import balanced_report, figure, reports, with_figure, with_table, without_row

from gongkai.law.citation import cite
from gongkai.report.checks import Context
from gongkai.report.checks.cells import cells_without_number
from gongkai.report.checks.identities import CODES, identities
from gongkai.report.checks.wording import column_name, row_name
from gongkai.report.edition import Row, editions
from gongkai.report.equations import equations_of
from gongkai.report.finding import Finding
from gongkai.report.model import Mark, Report, Table

CASES = Path(__file__).parent / "cases"


def found(report: Report) -> list[Finding]:
    return list(identities(report, Context()))


def equations_holding(report: Report, table: str, key: tuple[str, str]) -> list[tuple[str, str]]:
    used = tuple(each for each in report.tables[table].spec.alternatives if each.row in report.tables[table].rows)
    return [
        (each.identity, row_name(each.line) if isinstance(each.line, Row) else column_name(each.line))
        for each in equations_of(report.edition, table, used)
        if key in each.left + each.right
    ]


def test_published_figures_of_a_city_add_up():
    report = balanced_report("2021")
    for id, rows in tomllib.loads((CASES / "city_2025.toml").read_text(encoding="utf-8")).items():
        spec = report.edition.table_by_id[id]
        assert [row.label for row in spec.rows] == list(rows)
        cells = {
            (row.id, column.id): figure(number)
            for row in spec.rows
            for column, number in zip(spec.columns_of[row.id], rows[row.label])
        }
        report = with_table(report, Table(spec, spec.rows, cells))
    assert found(report) == []


@given(reports())
def test_balanced_report_breaks_no_identity(report):
    assert found(report) == []


@given(reports(), st.data())
def test_changed_figure_breaks_the_identities_that_hold_it_and_no_others(report, data):
    id = data.draw(st.sampled_from(["applications", "remedies"]))
    key, old = data.draw(st.sampled_from(sorted(report.tables[id].figures.items())))
    by = data.draw(st.integers(-20, 20).filter(bool))
    broken = found(with_figure(report, id, *key, old.value + by))
    held = equations_holding(report, id, key)
    assert held
    assert [(finding.code, finding.message.values["where"]) for finding in broken] == held
    assert {finding.message.values["by"] for finding in broken} == {abs(by)}


def test_broken_balance_says_where_by_how_much_and_what_to_do():
    report = balanced_report(
        "2021", outcomes={("granted", "natural"): 3}, carried_in={"natural": 1}, carried_forward={}
    )
    report = with_figure(report, "applications", "new", "natural", 3)
    report = with_figure(report, "applications", "new", "total", 3)
    first, second = found(report)
    assert first.text() == (
        "自然人：新收3件加上年结转1件为4件，办结3件加结转下年0件为3件，相差1件。"
        "请核对“（七）总计”与“结转下年度继续办理”。依据：年报格式2021版第三部分。"
    )
    assert (first.code, second.code) == ("applications-balance", "applications-balance")
    assert second.message.values["where"] == "总计"


def test_outcomes_that_do_not_sum_to_the_total():
    report = with_figure(balanced_report("2019"), "applications", "granted", "natural", 6)
    outcomes, total_column = found(report)
    assert outcomes.text().startswith("自然人：（一）至（六）各项相加为11件，（七）总计为10件，相差1件。")
    assert total_column.text().startswith("（一）予以公开：各类申请人相加为6件，总计为5件，相差1件。")
    assert outcomes.citation == total_column.citation == cite("年报格式2019版第三部分")


def test_one_cell_that_would_restore_all_is_named():
    report = with_figure(balanced_report(), "applications", "withheld_third_party", "commercial", 4)
    assert {str(finding.hint) for finding in found(report)} == {
        "请先核对“（三）不予公开—4.保护第三方合法权益”行“法人或其他组织—商业企业”列："
        "若由4改为1，它所在的各项等式即都成立。"
    }


def test_no_cell_is_named_when_several_would_do():
    report = with_figure(balanced_report(), "remedies", "reconsideration", "total", 3)
    (finding,) = found(report)
    assert finding.text() == (
        "行政复议：结果维持2件、结果纠正0件、其他结果0件、尚未审结0件，相加为2件，总计为3件，相差1件。"
        "请核对该组各项与“总计”。依据：年报格式2021版第四部分。"
    )


def test_two_wrong_cells_are_each_named():
    report = with_figure(balanced_report(), "applications", "granted", "natural", 9)
    report = with_figure(report, "applications", "unable_not_held", "legal", 3)
    named = {(finding.hint.values["row"], finding.hint.values["corrected"]) for finding in found(report)}
    assert named == {("（一）予以公开", 5), ("（四）无法提供—1.本机关不掌握相关政府信息", 1)}


def test_sum_with_a_missing_or_unreadable_cell_accuses_nobody():
    broken = with_figure(balanced_report(), "applications", "total", "natural", 99)
    assert len(found(broken)) == 3
    unreadable = with_figure(broken, "applications", "total", "natural", Mark.UNREADABLE)
    assert found(unreadable) == []
    assert {finding.code for finding in found(without_row(broken, "applications", "granted"))} == {
        "applications-balance",
        "applications-total-column",
    }


def test_blank_and_marks_count_as_nothing():
    report = balanced_report("2021", outcomes={}, carried_in={}, carried_forward={})
    for mark in (Mark.BLANK, Mark.SLASH, Mark.DASH):
        assert found(with_figure(report, "applications", "granted", "natural", mark)) == []
    blanked = with_figure(balanced_report(), "applications", "granted", "natural", Mark.BLANK)
    assert [finding.code for finding in found(blanked)] == ["applications-outcomes", "applications-total-column"]


def test_combined_row_stands_for_the_rows_it_sums_up():
    report = balanced_report("2021", combined=True, outcomes={("other_combined", "research"): 2})
    assert found(report) == []
    changed = with_figure(report, "applications", "other_combined", "research", 3)
    assert [finding.code for finding in found(changed)] == ["applications-outcomes", "applications-total-column"]


def test_every_identity_of_every_edition_has_its_code():
    stated = {each.id for edition in editions() for table in edition.tables for each in table.identities}
    assert stated == {code.code for code in CODES}


def test_totals_left_blank_are_what_their_parts_add_up_to():
    report = balanced_report("2021")
    for (row, column), cell in report.tables["applications"].figures.items():
        if cell.value and ((column == "total" and row != "new") or row == "total"):
            report = with_figure(report, "applications", row, column, Mark.BLANK)
    report = with_figure(report, "remedies", "reconsideration", "total", Mark.BLANK)
    assert found(report) == []
    told = [str(each.message) for each in cells_without_number(report, Context())]
    assert "表三“（一）予以公开”行的总计列空白，按各项之和计。" in told
    assert "表四“行政复议”行的总计列空白，按各项之和计。" in told
    wrong = with_figure(report, "applications", "granted", "natural", 6)
    assert [(each.code, each.message.values["where"]) for each in found(wrong)] == [
        ("applications-balance", "自然人"),
        ("applications-balance", "总计"),
    ]


def test_a_part_left_blank_is_nothing_beside_a_total():
    report = with_figure(balanced_report("2021"), "applications", "granted", "natural", Mark.BLANK)
    assert {each.code for each in found(report)} == {"applications-outcomes", "applications-total-column"}
