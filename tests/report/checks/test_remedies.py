from tests.report.strategies import balanced_report, with_figure

from gongkai.report.checks import Context
from gongkai.report.checks.remedies import suits_without_reviews
from gongkai.report.model import Report


def suits(reviews: int = 0, after: int = 1, year: int = 2023) -> Report:
    counts = {("reconsideration", "upheld"): reviews, ("suit_after_reconsideration", "pending"): after}
    return balanced_report(year=year, remedies=counts)


def without_reviews(report: Report, previous: Report | None = None) -> list[str]:
    return [str(each.message) for each in suits_without_reviews(report, Context(previous))]


def test_suits_after_reconsideration_need_one():
    assert without_reviews(suits()) == ["表四“复议后起诉”为1件，“行政复议”为0件。"]
    assert without_reviews(suits(reviews=1)) == []
    assert without_reviews(suits(after=0)) == []
    assert without_reviews(with_figure(suits(), "remedies", "reconsideration", "pending", 2)) == []


def test_suits_may_follow_on_last_years_reconsiderations():
    assert without_reviews(suits(), suits(reviews=2, year=2022)) == []
    assert without_reviews(suits(), suits(year=2022)) == [
        "表四“复议后起诉”为1件，“行政复议”为0件，上一年度也没有行政复议。"
    ]
    assert without_reviews(suits(), suits(reviews=2, year=2020)) == ["表四“复议后起诉”为1件，“行政复议”为0件。"]
