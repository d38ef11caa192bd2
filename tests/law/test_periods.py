import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.calendar import CHINA
from gongkai.law.clock import Event, Kind, fold
from gongkai.law.deadlines import EXTENSION_DAYS
from gongkai.law.errors import CalendarNotPublished, NotAllowed, NotInForce
from gongkai.law.periods import PERIODS, Unit, is_in_time, period_due

FOLDER = Path(__file__).parent / "cases"
CASES = tomllib.loads((FOLDER / "periods.toml").read_text(encoding="utf-8"))["case"]
IN_TIME = tomllib.loads((FOLDER / "in_time.toml").read_text(encoding="utf-8"))["case"]
DAYS_KNOWN = st.dates(date(2024, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_periods_end_on_the_day_the_article_gives(case, to_2026):
    if "refused" in case:
        with pytest.raises(NotInForce) as refusal:
            period_due(case["period"], case["base"], calendar=to_2026)
        assert refusal.value.code == case["refused"]
        return
    deadline = period_due(case["period"], case["base"], calendar=to_2026, received=case.get("received"))
    assert (deadline.due, deadline.provisional) == (case["due"], case.get("provisional", False))


@pytest.mark.parametrize("case", IN_TIME, ids=[case["name"] for case in IN_TIME])
def test_what_is_posted_before_the_end_is_in_time(case):
    assert is_in_time(case["due"], arrived=case.get("arrived"), posted=case.get("posted")) is case["in_time"]


def test_every_period_has_a_case():
    assert {case["period"] for case in CASES} == set(PERIODS)


def test_an_unknown_period_is_named_in_the_error():
    with pytest.raises(ValueError, match="T_TEA"):
        period_due("T_TEA", date(2026, 3, 2))


def test_an_extension_needs_the_day_of_receipt():
    with pytest.raises(ValueError, match="T_EXTEND continues another period"):
        period_due("T_EXTEND", date(2026, 2, 2))


@given(st.dates(date(2019, 4, 20), date(2019, 6, 10)))
def test_the_longest_extension_is_the_one_the_clock_allows(received):
    events = [Event(Kind.RECEIVED, received)]
    due = fold(events).due
    longest = EXTENSION_DAYS.on(received).value
    extended = [*events, Event(Kind.EXTENDED, due, days=longest)]
    assert period_due("T_EXTEND", due, received=received).due == fold(extended).due
    with pytest.raises(NotAllowed):
        fold([*events, Event(Kind.EXTENDED, due, days=longest + 1)])


def test_only_the_periods_of_three_five_seven_and_ten_days_in_reconsideration_are_working_days():
    recon = [each for each in PERIODS.values() if each.code.startswith("T_RECON")]
    assert {each.length.lines[0].value for each in recon if each.unit is Unit.WORKING_DAY} == {3, 5, 7, 10}
    assert {each.length.lines[0].value for each in recon if each.unit is Unit.DAY} == {30, 60}


def test_the_steps_say_why_a_last_day_moved():
    assert [str(step) for step in period_due("T_RECON_APPLY", date(2026, 8, 4)).steps] == [
        "申请行政复议的期限为60日，自知道或者应当知道该行为之日（2026年8月4日）起算，当日不计，至2026年10月3日。"
        "（复议法第20条第1款）",
        "2026年10月3日是法定休假日，顺延至其后第一日2026年10月8日。（民诉法第85条第3款）",
    ]


def test_the_steps_say_why_a_worked_saturday_did_not_move():
    assert [str(step) for step in period_due("T_RECON_APPLY", date(2026, 3, 10)).steps] == [
        "申请行政复议的期限为60日，自知道或者应当知道该行为之日（2026年3月10日）起算，当日不计，至2026年5月9日。"
        "（复议法第20条第1款）",
        "2026年5月9日逢周末，但为调休上班日，不顺延。（民诉法第85条第3款）",
    ]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("T_EXTEND", "延长答复的期限最长20个工作日，"),
        ("T_RECON_UNTOLD", "未告知复议权利、机关和期限的，申请行政复议的期限最长1年，"),
        ("T_RECON_EXTEND", "延长复议期限的期限最长30日，"),
        ("T_SUIT_UNTOLD", "未告知起诉期限的，提起行政诉讼的期限最长1年，"),
    ],
)
def test_a_period_that_is_only_an_upper_bound_says_so(code, said):
    assert str(period_due(code, date(2026, 3, 2), received=date(2026, 2, 2)).steps[0]).startswith(said)


def test_working_days_that_end_on_a_worked_saturday_speak_of_no_rolling():
    deadline = period_due("T_PENALTY_WITHDRAW", date(2026, 5, 6))
    assert (deadline.due, len(deadline.steps)) == (date(2026, 5, 9), 1)


def test_a_date_in_an_unpublished_year_says_that_it_is_provisional(to_2026):
    steps = period_due("T_SUIT_DIRECT", date(2026, 8, 31), calendar=to_2026).steps
    assert "暂定" in str(steps[-1])


def test_a_strict_calendar_refuses_an_unpublished_year(to_2026):
    with pytest.raises(CalendarNotPublished):
        period_due("T_SUIT_DIRECT", date(2026, 8, 31), calendar=to_2026.strict())


@given(st.sampled_from([code for code, each in PERIODS.items() if each.rolls]), DAYS_KNOWN)
def test_periods_that_roll_end_on_a_day_worked_and_never_too_early(code, base):
    due = period_due(code, base, received=base).due
    assert CHINA.is_working_day(due)
    assert due > base


@given(st.sampled_from(sorted(PERIODS)), DAYS_KNOWN, DAYS_KNOWN)
def test_a_later_start_never_ends_earlier(code, one, other):
    first, second = sorted((one, other))
    assert period_due(code, first, received=first).due <= period_due(code, second, received=second).due


def test_a_period_made_longer_by_less_than_it_could_be_ends_with_what_was_given():
    extended = period_due("T_RECON_EXTEND", date(2026, 4, 28), length=10)
    assert str(extended.steps[0]) == (
        "延长复议期限的期限为10日，自原复议期限届满之日（2026年4月28日）起算，当日不计，至2026年5月8日。（复议法第62条第1款）"
    )
    assert extended.due == date(2026, 5, 8)


def test_days_that_a_period_stood_still_are_added_before_it_moves_past_a_day_off():
    still = period_due("T_RECON_DECIDE", date(2026, 2, 27), left_out=5)
    assert [step.on for step in still.steps] == [date(2026, 4, 28), date(2026, 5, 3), date(2026, 5, 6)]
    assert still.due == date(2026, 5, 6)


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("T_RECON_EXTEND", {"length": 31}),
        ("T_RECON_EXTEND", {"length": 0}),
        ("T_RECON_DECIDE", {"length": 30}),
        ("T_RECON_ANSWER", {"left_out": 3}),
    ],
)
def test_a_period_cannot_be_made_what_the_law_does_not_let_it_be(code, given):
    with pytest.raises(ValueError, match=code):
        period_due(code, date(2026, 3, 2), **given)
