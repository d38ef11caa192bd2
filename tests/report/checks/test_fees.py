import pytest
from tests.report.strategies import FEE, NOTHING, balanced_report

from gongkai.report.checks import check
from gongkai.report.finding import Severity

UNPAID = {("other_not_paid", "natural"): 2}


def fees(last: str, outcomes=NOTHING, edition: str = "2021") -> list[tuple[str, Severity]]:
    report = balanced_report(
        edition, outcomes=outcomes, carried_in={}, carried_forward={}, texts={"other_matters": last}
    )
    return [(each.code, each.severity) for each in check(report)]


def test_silence_on_fees_is_noticed_and_warned_of_where_some_went_unpaid():
    assert fees("没有其他需要报告的事项。") == [("fee-not-stated", Severity.NOTICE)]
    assert fees("没有其他需要报告的事项。", UNPAID) == [("fee-unexplained", Severity.WARNING)]
    assert fees("没有其他需要报告的事项。", edition="2019") == []


@pytest.mark.parametrize("last", [FEE, "发出收费通知2次，收取信息处理费400元。", "信息处理费：0元。", "收费情况：无。"])
def test_any_word_on_fees_will_do(last):
    assert fees(last) == fees(last, UNPAID) == []


@pytest.mark.parametrize("last", ["本机关不收取任何费用。", "依申请公开一律免费，不收费用。", "没有发出过收费通知。"])
def test_fees_never_asked_for_cannot_have_gone_unpaid(last):
    assert fees(last) == []
    assert fees(last, UNPAID) == [("fee-denied", Severity.WARNING)]
