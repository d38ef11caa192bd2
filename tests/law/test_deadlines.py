from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongkai.law import deadlines
from gongkai.law.calendar import CHINA, Calendar
from gongkai.law.deadlines import Period, fee_payment_due, reply_due
from gongkai.law.errors import NotAllowed, NotInForce

CASES = tomllib.loads((Path(__file__).parent / "cases" / "application_deadlines.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_every_case_of_the_table(case: dict[str, Any]) -> None:
    deadline = getattr(deadlines, case["rule"])(case["from"], calendar=CHINA)
    assert (deadline.due, deadline.provisional) == (case["due"], False)
    assert case["cites"] in [str(step.citation) for step in deadline.steps]
    if "silence" in case:
        assert str(deadline.steps[-1]) == case["silence"]


def test_reply_due_explains_extension_and_consultation() -> None:
    deadline = reply_due(
        date(2026, 4, 1), calendar=CHINA, extended_by=10, consulted=[Period(date(2026, 4, 8), date(2026, 4, 20))]
    )
    assert deadline.due == date(2026, 5, 29)
    assert [str(step) for step in deadline.steps] == [
        "期间开始的当日不计算在内，自次日起算。（民诉法第85条）",
        "2026年4月1日收到申请，答复期限为20个工作日，至2026年4月30日。（条例第33条第2款）",
        "答复期限延长10个工作日，至2026年5月18日。（条例第33条第2款）",
        "2026年4月8日至2026年4月20日征求意见所需时间不计入答复期限，顺延9个工作日，至2026年5月29日。（条例第33条第3款）",
    ]


def test_reply_due_counts_fifteen_days_under_the_old_text() -> None:
    assert reply_due(date(2019, 5, 14), calendar=CHINA).due == date(2019, 6, 4)
    assert reply_due(date(2019, 5, 15), calendar=CHINA).due == date(2019, 6, 13)


def test_days_of_a_consultation_already_left_out_are_not_said_to_be_left_out_again() -> None:
    consulted = [Period(date(2026, 4, 15), date(2026, 4, 20)), Period(date(2026, 4, 17), date(2026, 4, 28))]
    deadline = reply_due(date(2026, 4, 13), calendar=CHINA, consulted=consulted)
    assert deadline.due == date(2026, 5, 27)
    assert str(deadline.steps[-1]) == (
        "2026年4月17日至2026年4月28日征求意见，其中应予扣除而尚未扣除的为6个工作日，"
        "答复期限顺延至2026年5月27日。（条例第33条第3款）"
    )


def test_consultation_outside_the_count_is_not_left_out() -> None:
    received = date(2026, 4, 1)
    before = Period(date(2026, 3, 20), date(2026, 4, 1))
    after = Period(date(2026, 5, 6), date(2026, 5, 20))
    assert reply_due(received, calendar=CHINA, consulted=[before, after]).due == date(2026, 4, 30)


@pytest.mark.parametrize("days", [-1, 21])
def test_reply_due_refuses_an_extension_beyond_the_statute(days: int) -> None:
    with pytest.raises(NotAllowed) as refused:
        reply_due(date(2026, 4, 1), calendar=CHINA, extended_by=days)
    assert refused.value.code == "extension-days"


def test_reply_due_refuses_a_consultation_that_ends_before_it_begins() -> None:
    with pytest.raises(NotAllowed) as refused:
        reply_due(date(2026, 4, 1), calendar=CHINA, consulted=[Period(date(2026, 4, 20), date(2026, 4, 8))])
    assert refused.value.code == "consultation-ended-before-begun"


def test_a_date_in_a_year_not_announced_is_provisional_and_says_so(to_2026: Calendar) -> None:
    deadline = reply_due(date(2026, 12, 4), calendar=to_2026)
    assert deadline.provisional
    assert str(deadline.steps[-1]) == "2027年的放假安排尚未公布，2027年1月4日为暂定日期，公布后应重新计算。（放假办法）"


def test_the_period_to_pay_can_be_set_and_did_not_exist_before_2021() -> None:
    assert fee_payment_due(date(2026, 3, 10), calendar=CHINA, days=5).due == date(2026, 3, 17)
    with pytest.raises(NotInForce):
        fee_payment_due(date(2020, 12, 31), calendar=CHINA)
