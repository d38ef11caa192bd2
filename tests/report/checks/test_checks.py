import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from tests.report.strategies import balanced_report, reports, with_figure, with_table

from gongkai.law.citation import RULES
from gongkai.report.checks import CHECKS, CODES, check
from gongkai.report.edition import edition
from gongkai.report.finding import Place
from gongkai.report.model import Figure, Mark, Report, Table

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"
TRUTHS = sorted(CORPUS.glob("*/truth.json"))

BROKEN = {
    "hongze-2023": [
        ("remedies-total", "行政复议", "请先核对“行政复议”行“总计”列：若由0改为11，它所在的各项等式即都成立。"),
        ("remedies-total", "复议后起诉", "请核对该组各项与“总计”。"),
    ],
}


def report_of(truth: dict[str, Any]) -> Report:
    """Build the report whose figures a truth.json gives, the rest as a report that is in order has it."""
    spec = edition(truth["edition"])
    report = balanced_report(truth["edition"], year=truth["year"], agency=truth["agency"])
    for id, key in (("proactive", "proactive"), ("applications", "requests"), ("remedies", "reviews")):
        table = spec.table_by_id[id]
        by_label = {row.key or row.label: row for row in table.row_by_id.values()}
        rows = tuple(by_label[label] for label in truth[key])
        figures = {}
        for row, values in zip(rows, truth[key].values()):
            numbers = list(values.values()) if isinstance(values, dict) else values
            for column, number in zip(table.columns_of[row.id], numbers):
                figures[row.id, column.id] = Figure() if number is None else Figure(number, None, str(number))
        report = with_table(report, Table(table, rows, figures))
    return report


@pytest.mark.skipif(not TRUTHS, reason="the corpus of verified reports is not beside this copy")
@pytest.mark.parametrize("path", TRUTHS, ids=lambda path: path.parent.name)
def test_published_reports_have_their_true_faults_and_no_other(path):
    truth = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    found = [(each.code, each.message.values.get("where"), str(each.hint)) for each in check(report_of(truth))]
    assert found == BROKEN.get(path.parent.name, [])
    assert len(found) == len(truth["identities_broken"])


@given(reports())
def test_balanced_report_has_no_findings(report):
    assert check(report) == ()


def test_findings_come_gravest_first_then_by_place():
    report = balanced_report()
    for id, row, column, content in (
        ("applications", "granted", "natural", -5),
        ("proactive", "licences", "decisions", -1),
        ("remedies", "direct_suit", "upheld", Mark.BLANK),
        ("proactive", "penalties", "decisions", Mark.SLASH),
        ("proactive", "rules", "made", Mark.BLANK),
    ):
        report = with_figure(report, id, row, column, content)
        table = report.tables[id]
        index = table.rows.index(table.spec.row_by_id[row])
        cell = table[row, column]._replace(place=Place(table=table.spec.label, row=index + 2))
        report = with_table(report, Table(table.spec, table.rows, {**table.figures, (row, column): cell}))
    assert [(each.severity.name, str(each.place)) for each in check(report)] == [
        ("ERROR", "表二第4行"),
        ("ERROR", "表三第4行"),
        ("ERROR", "表三第4行"),
        ("ERROR", "表三第4行"),
        ("WARNING", "表二第2行"),
        ("WARNING", "表四第3行"),
        ("NOTICE", "表二第5行"),
    ]


def test_codes_are_stable_names_and_none_is_used_twice():
    names = [code.code for code in CODES]
    assert len(names) == len(set(names))
    assert all(name == name.lower() and name.replace("-", "").isalpha() for name in names)


def test_every_code_says_what_when_and_what_to_do():
    for code in CODES:
        assert all(str(words) for words in (code.title, code.meaning, code.hint)), code.code
        assert code.citation is not None, code.code


def test_every_check_cites_its_provision():
    cited = {name for names in RULES.values() for name in names}
    assert {f"{each.__module__}.{each.__qualname__}" for each in CHECKS} <= cited
