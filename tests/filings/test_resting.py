"""A waiver holds for the cells a warning is about, as they stood: not for its words, and not for other cells."""

from __future__ import annotations

from decimal import Decimal

from tests.report.strategies import balanced_report, with_figure

from gongkai.filings.resting import mark_of, mark_of_words
from gongkai.law.message import Message
from gongkai.report.checks import check
from gongkai.report.finding import Code, Finding, Severity
from gongkai.report.model import Mark, Report

DOCUMENTS = "normative_documents"
BEFORE = balanced_report(
    year=2022, carried_forward={"natural": 3}, remedies={}, proactive={(DOCUMENTS, "effective"): 10}
)
REPORT = with_figure(
    balanced_report(
        year=2023,
        outcomes={("granted", "natural"): 2, ("other_not_paid", "natural"): 1},
        carried_in={"natural": 1},
        carried_forward={"natural": 1},
        remedies={("suit_after_reconsideration", "upheld"): 1},
        proactive={(DOCUMENTS, "made"): 1, (DOCUMENTS, "effective"): 9},
        texts={"overview": "本年收到政府信息公开申请7件，已全部办结。", "other_matters": "无。"},
    ),
    "proactive",
    "licences",
    "decisions",
    Mark.BLANK,
)


def marks(report: Report) -> dict[str, str]:
    """Give of each kind of warning the mark of the first."""
    found: dict[str, str] = {}
    for each in check(report, previous=BEFORE):
        if each.severity is Severity.WARNING:
            found.setdefault(each.code, mark_of(each))
    return found


def moved(table: str, row: str, column: str, number: int) -> set[str]:
    """Give the kinds of warning that another number in a cell makes others, or does away with."""
    before, after = marks(REPORT), marks(with_figure(REPORT, table, row, column, number))
    return {code for code in before if after.get(code) != before[code]}


def test_a_warning_is_another_when_one_of_its_cells_is_and_only_then():
    assert {"carried-in", "in-force", "cell-blank", "fee-unexplained", "suits-without-reviews"} <= set(marks(REPORT))
    assert {"text-applications", "text-all-handled"} <= set(marks(REPORT))
    assert moved("proactive", "penalties", "decisions", 4) == set()
    assert moved("proactive", "licences", "decisions", 4) == {"cell-blank"}
    assert moved("proactive", DOCUMENTS, "made", 2) == {"in-force"}
    assert moved("applications", "carried_in", "natural", 2) == {"carried-in"}
    assert moved("applications", "carried_forward", "total", 2) == {"text-all-handled"}
    assert moved("applications", "other_not_paid", "total", 2) == {"fee-unexplained"}
    assert moved("remedies", "suit_after_reconsideration", "total", 2) == {"suits-without-reviews"}


def test_the_same_said_in_other_words_is_the_same():
    code = Code("some", Severity.WARNING, Message("某"), Message("某"), Message("某"))
    told, reworded = (
        Message(words, number=3, of=Message("{a}", a="甲")) for words in ("有{number}处{of}", "{of}：{number}")
    )
    cells = (("applications.new.total", "3"),)
    assert mark_of(code(told)) == mark_of(code(reworded))
    assert mark_of(code(told, basis=cells)) == mark_of(code(Message("别的话"), basis=cells))
    others: list[Finding] = [
        code(Message(told.template, number=4, of=told.values["of"])),
        code(Message(told.template, number=3, of=Message("{a}", a="乙"))),
        code(told, basis=cells),
        code(told, basis=(("applications.new.total", "4"),)),
        code(told, basis=(("last:applications.new.total", "3"),)),
        code(told)._replace(code="other"),
    ]
    assert len({mark_of(each) for each in [code(told), *others]}) == 1 + len(others)
    assert mark_of_words(code(told)) != mark_of_words(code(reworded))


def test_last_years_figure_is_one_of_its_cells():
    other = balanced_report(
        year=2022, carried_forward={"natural": Decimal(4)}, proactive={(DOCUMENTS, "effective"): 10}
    )
    [mine], [theirs] = (
        [
            mark_of(each)
            for each in check(REPORT, previous=last)
            if "自然人" in each.message.text() and each.code == "carried-in"
        ]
        for last in (BEFORE, other)
    )
    assert mine != theirs
