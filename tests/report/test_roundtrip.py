"""What is written comes back the same: every writer that has a reader, both editions."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.report.strategies import balanced_report, figure, reports, with_figure, with_table, without_row

from gongkai.report.edition import edition
from gongkai.report.finding import Place
from gongkai.report.model import Figure, Mark, Report, Table
from gongkai.report.reading import read_bytes
from gongkai.report.writers import WRITERS
from gongkai.report.writers.html import write_html
from gongkai.report.writers.json import write_json
from gongkai.report.writers.xlsx import write_form

PLACES = st.none() | st.builds(
    Place,
    page=st.none() | st.integers(1, 20),
    table=st.sampled_from(["", "表三"]),
    row=st.none() | st.integers(1, 30),
    column=st.none() | st.integers(1, 15),
    line=st.none() | st.integers(1, 900),
)


@st.composite
def placed_reports(draw: st.DrawFn) -> Report:
    """Give reports in which everything has, or lacks, a place, and cells hold whatever cells can."""
    report = draw(reports())
    contents = st.sampled_from(
        [
            figure(Mark.BLANK),
            figure(Mark.SLASH),
            figure(Mark.DASH),
            Figure(None, Mark.UNREADABLE, "见附件"),
            Figure(13612, None, "１３，６１２件"),
            Figure(Decimal("2.50"), None, "2.50", unit="亿元"),
        ]
    )
    table = report.tables["applications"]
    keys = draw(st.lists(st.sampled_from(sorted(table.figures)), max_size=5, unique=True))
    figures = {**table.figures, **{key: draw(contents)._replace(place=draw(PLACES)) for key in keys}}
    parts = tuple(
        replace(part, place=draw(PLACES), paragraphs=tuple(p._replace(place=draw(PLACES)) for p in part.paragraphs))
        for part in report.parts
    )
    return with_table(replace(report, parts=parts), replace(table, figures=figures))


@given(placed_reports())
@settings(max_examples=40)
def test_json_gives_back_the_same_report_places_and_marks_included(report: Report) -> None:
    reading = read_bytes(write_json(report), "report.json")
    assert reading.report == report
    assert reading.findings == ()


@given(reports())
@settings(max_examples=40)
def test_html_gives_back_the_same_contents(report: Report) -> None:
    assert read_bytes(write_html(report), "report.html").report.unplaced() == report


def _in_other_rows(report: Report) -> Report:
    """Give the report with two rows of table III the other way round."""
    table = report.tables["applications"]
    first, second, *rest = table.rows
    return with_table(report, replace(table, rows=(second, first, *rest)))


def _read_back(report: Report, ending: str) -> Report:
    return read_bytes(WRITERS[ending](report), f"report{ending}").report.unplaced()


def _as_numbers(report: Report) -> Report:
    """Give the report as a workbook keeps it: 2.50 is 2.5 there, and a figure is no longer as it was written."""
    tables = {
        id: replace(table, figures={key: each._replace(written="") for key, each in table.figures.items()})
        for id, table in report.tables.items()
    }
    return replace(report, tables=tables)


@pytest.mark.parametrize("ending", [".docx", ".pdf"])
@given(report=reports())
@settings(max_examples=20)
def test_documents_give_back_the_same_contents(ending: str, report: Report) -> None:
    assert _read_back(report, ending) == report


@given(reports())
@settings(max_examples=20)
def test_workbooks_give_back_the_same_contents(report: Report) -> None:
    assert _as_numbers(_read_back(report, ".xlsx")) == _as_numbers(report)


@pytest.mark.parametrize("id", ["2019", "2021"])
def test_a_blank_form_says_whose_it_is_and_holds_no_figure(id: str) -> None:
    spec = edition(id)
    assert spec is not None
    report = read_bytes(write_form(spec, "青山县档案局", spec.from_year), "form.xlsx").report
    assert (report.edition, report.agency, report.year) == (spec, "青山县档案局", spec.from_year)
    assert {each.value for table in report.tables.values() for each in table.figures.values()} <= {None}


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize(
    "change",
    [
        lambda report: with_figure(report, "applications", "granted", "natural", Mark.BLANK),
        lambda report: with_figure(report, "remedies", "direct_suit", "upheld", Mark.DASH),
        lambda report: with_figure(report, "proactive", "rules", "made", Mark.SLASH),
        lambda report: without_row(report, "applications", "withheld_stability"),
        lambda report: without_row(report, "applications", "granted"),
        lambda report: without_row(report, "proactive", "penalties"),
        lambda report: replace(report, parts=report.parts[:4], closing=()),
        _in_other_rows,
    ],
)
@pytest.mark.parametrize("ending", [".html", ".docx", ".pdf", ".xlsx"])
def test_an_odd_report_comes_back_as_odd_as_it_was(edition: str, change, ending: str) -> None:  # type: ignore[no-untyped-def]
    report = change(balanced_report(edition))
    assert _as_numbers(_read_back(report, ending)) == _as_numbers(report)


@pytest.mark.parametrize(
    ("edition", "row", "column", "unit"),
    [
        ("2021", "administrative_charges", "fees", "万元"),
        ("2021", "administrative_charges", "fees", "元"),
        ("2021", "administrative_charges", "fees", ""),
        ("2019", "procurement", "amount", ""),
        ("2019", "procurement", "amount", "万元"),
        ("2019", "procurement", "amount", "元"),
    ],
)
@pytest.mark.parametrize("ending", [".html", ".docx", ".pdf", ".xlsx"])
def test_money_comes_back_in_its_unit_with_its_decimals(
    edition: str, row: str, column: str, unit: str, ending: str
) -> None:
    report = balanced_report(edition)
    table = report.tables["proactive"]
    cell = figure(Decimal("7730.20"), unit)
    report = with_table(report, Table(table.spec, table.rows, {**table.figures, (row, column): cell}))
    if ending == ".xlsx":
        assert _as_numbers(_read_back(report, ending)) == _as_numbers(report)
    else:
        assert _read_back(report, ending) == report
