from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.report.strategies import balanced_report, figure, reports, with_table, without_row

from gongkai.report.checks import check
from gongkai.report.checks.structure import moved
from gongkai.report.finding import Severity
from gongkai.report.model import Paragraph, Part, Report


def found(report: Report) -> list[tuple[str, Severity]]:
    return [(finding.code, finding.severity) for finding in check(report)]


def with_parts(report: Report, *parts: Part) -> Report:
    return replace(report, parts=parts)


def test_missing_table_is_an_error():
    report = balanced_report()
    report = replace(report, tables={id: table for id, table in report.tables.items() if id != "remedies"})
    (finding,) = check(report)
    assert finding.text() == "缺少表四。请按格式补上这张表，没有的填0。依据：年报格式2021版第四部分。"
    assert finding.severity is Severity.ERROR


@given(reports(), st.data())
def test_missing_row_is_an_error_unless_it_can_only_be_nought(report, data):
    table = report.tables["applications"]
    row = data.draw(st.sampled_from(table.rows))
    nought = all(table[row.id, column.id].value == 0 for column in table.spec.columns_of[row.id])
    expected = ("row-omitted", Severity.WARNING) if nought else ("row-missing", Severity.ERROR)
    # Of the combined form's row nothing remains to tell that it was used: its three rows are then missing.
    times = 3 if row.id == "other_combined" and report.edition.id == "2021" else 1
    assert found(without_row(report, "applications", row.id)) == [expected] * times


def test_missing_row_without_an_identity_is_an_error():
    assert found(without_row(balanced_report(), "proactive", "rules")) == [("row-missing", Severity.ERROR)]
    assert found(without_row(balanced_report(), "remedies", "direct_suit")) == [("row-missing", Severity.ERROR)]


def test_missing_row_is_named():
    (finding,) = check(without_row(balanced_report(), "applications", "granted"))
    assert str(finding.message) == "表三缺“（一）予以公开”行。"


def test_doubled_row_is_a_warning():
    report = balanced_report()
    table = report.tables["applications"]
    doubled = with_table(report, replace(table, rows=(*table.rows[:3], table.rows[2], *table.rows[3:])))
    (finding,) = check(doubled)
    assert (finding.code, finding.severity) == ("row-doubled", Severity.WARNING)
    assert str(finding.message) == "表三“（一）予以公开”行出现了2次。"


def test_row_out_of_order_is_a_warning_and_told_its_place():
    report = balanced_report()
    table = report.tables["applications"]
    rows = list(table.rows)
    rows.insert(1, rows.pop(10))
    (finding,) = check(with_table(report, replace(table, rows=tuple(rows))))
    assert (finding.code, finding.severity) == ("row-misordered", Severity.WARNING)
    assert str(finding.message) == "表三“（三）不予公开—7.属于行政执法案卷”行不在应在的位置。"
    assert str(finding.hint) == "请移到“（三）不予公开—6.属于四类过程性信息”行之后，并核对该行数字。"


def test_combined_row_beside_its_parts_is_a_warning_and_not_counted_twice():
    report = balanced_report(outcomes={("other_rest", "natural"): 2})
    table = report.tables["applications"]
    (alternative,) = table.spec.alternatives
    combined = {("other_combined", column.id): figure(2) for column in table.spec.columns_of["other_combined"]}
    combined |= {(row, column): figure(0) for row, column in combined if column not in ("natural", "total")}
    at = next(index for index, row in enumerate(table.rows) if row.id in alternative.replaces)
    rows = (*table.rows[:at], alternative.row, *table.rows[at:])
    report = with_table(report, replace(table, rows=rows, figures={**table.figures, **combined}))
    assert found(report) == [("row-beside-its-parts", Severity.WARNING)]


@given(st.permutations(range(8)))
def test_moving_the_moved_puts_the_rest_in_order(order):
    astray = moved(order)
    rest = [member for member in order if member not in astray]
    assert rest == sorted(rest)
    assert (astray == []) == (order == sorted(order))


def test_missing_part_is_a_warning():
    report = balanced_report()
    (finding,) = check(with_parts(report, *report.parts[:4], report.parts[5]))
    assert (finding.code, finding.severity) == ("part-missing", Severity.WARNING)
    assert str(finding.message) == "缺第五部分“存在的主要问题及改进情况”。"


def test_tables_alone_are_one_warning():
    assert found(with_parts(balanced_report())) == [("parts-absent", Severity.WARNING)]


def test_empty_part_is_a_warning_but_one_with_its_table_or_words_in_its_heading_is_not():
    report = balanced_report(texts={"other_matters": ""})
    assert report.part("applications").text == ""
    (finding,) = check(report)
    assert (finding.code, str(finding.message)) == ("part-empty", "第六部分“其他需要报告的事项”没有内容。")
    heading = replace(report.parts[5], heading="其他需要报告的事项：无")
    assert found(with_parts(report, *report.parts[:5], heading)) == []


def test_blank_paragraphs_do_not_fill_a_part():
    report = balanced_report()
    blank = replace(report.parts[4], paragraphs=(Paragraph("  "), Paragraph("")))
    assert found(with_parts(report, *report.parts[:4], blank, report.parts[5])) == [("part-empty", Severity.WARNING)]


def test_parts_out_of_order_doubled_and_misnumbered_are_warnings():
    report = balanced_report()
    one, two, three, four, five, six = report.parts
    assert found(with_parts(report, one, two, four, three, five, six)) == [("part-misordered", Severity.WARNING)]
    assert found(with_parts(report, *report.parts, six)) == [("part-doubled", Severity.WARNING)]
    (finding,) = check(with_parts(report, one, two, three, four, replace(five, numeral="四"), six))
    assert (finding.code, finding.severity) == ("part-misnumbered", Severity.WARNING)
    assert str(finding.message) == "“存在的主要问题及改进情况”部分的序号写作“四”，应为“五”。"


def test_punctuation_digits_or_want_of_a_number_are_no_findings():
    report = balanced_report()
    written = ["一、", "（二）", "3.", "四．", "", "六"]
    assert (
        check(with_parts(report, *map(lambda part, numeral: replace(part, numeral=numeral), report.parts, written)))
        == ()
    )
