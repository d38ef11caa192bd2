import subprocess
import sys
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunar_python import Lunar
from tests.law.calendars import known_to_2026

from gongkai.law.calendar import CHINA, Calendar, Kind, Scope
from gongkai.law.calendar.festivals import festivals
from gongkai.law.errors import CalendarNotPublished


def cases(name: str) -> list[dict[str, Any]]:
    return tomllib.loads((Path(__file__).parent / "cases" / name).read_text(encoding="utf-8"))["case"]


WORKING_DAYS = cases("working_days.toml")

YEARS = [
    # year, working days, days off Monday to Friday, Saturdays and Sundays worked
    (2019, 250, 17, 6),
    (2020, 249, 19, 6),
    (2021, 250, 18, 7),
    (2022, 249, 18, 7),
    (2023, 249, 18, 7),
    (2024, 251, 19, 8),
    (2025, 248, 18, 5),
    (2026, 248, 19, 6),
]
# A new year is compared with chinesecalendar from the day that package has it.
LAST_COMPARED = date(max(chinese_calendar.constants.holidays).year, 12, 31)
PUBLISHED = (date(YEARS[0][0], 1, 1), date(YEARS[-1][0], 12, 31))


# The notice for 2027 will change what is provisional in CHINA, but not here.
TO_2026 = known_to_2026()

published_days = st.dates(*PUBLISHED)
some_days = st.integers(min_value=0, max_value=300)


def every_day(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


@pytest.mark.parametrize("case", WORKING_DAYS, ids=lambda case: case["name"])
def test_working_days_by_the_cases(case):
    counts = {key: int(key.removeprefix("after_")) for key in case if key.startswith("after_")}
    assert {key: TO_2026.add_working_days(case["received"], n) for key, n in counts.items()} == {
        key: case[key] for key in counts
    }
    assert not any(TO_2026.is_provisional(case[key]) for key in counts)


@pytest.mark.parametrize(
    "case", [case for case in WORKING_DAYS if "provisional" in case], ids=lambda case: case["name"]
)
def test_reaching_a_year_not_announced_is_provisional_or_refused(case):
    n = int(case["provisional"].removeprefix("after_"))
    assert TO_2026.is_provisional(TO_2026.add_working_days(case["received"], n))
    with pytest.raises(CalendarNotPublished, match=r"没有2027年的放假安排.*2027\.toml"):
        TO_2026.strict().add_working_days(case["received"], n)


@pytest.mark.parametrize("case", cases("roll_over.toml"), ids=lambda case: case["name"])
def test_a_period_in_calendar_days_rolls_over_days_off(case):
    assert CHINA.roll_over(case["last"]) == case["rolled"]


def test_every_day_is_what_chinesecalendar_says():
    days = every_day(PUBLISHED[0], min(PUBLISHED[1], LAST_COMPARED))
    assert len(days) >= 2922
    assert [day for day in days if CHINA.is_working_day(day) != chinese_calendar.is_workday(day)] == []


def test_every_holiday_is_called_what_chinesecalendar_calls_it():
    chinese = {each.value: each.chinese for each in chinese_calendar.Holiday}
    named = [day for year, *_ in YEARS for day in CHINA.named_days(year) if day.on <= LAST_COMPARED]
    theirs = {day.on: chinese[chinese_calendar.get_holiday_detail(day.on)[1]] for day in named}
    assert len(named) > 250
    assert {day.on: day.name for day in named if theirs[day.on] not in day.name} == {}


@pytest.mark.parametrize(("year", "working", "weekdays_off", "weekends_worked"), YEARS)
def test_a_year_by_its_notices(year, working, weekdays_off, weekends_worked):
    named = CHINA.named_days(year)
    assert CHINA.count_working_days(year) == working
    assert sum(day.kind is Kind.HOLIDAY and day.on.weekday() < 5 for day in named) == weekdays_off
    assert sum(day.kind is Kind.MAKE_UP for day in named) == weekends_worked
    assert [notice.scope for notice in CHINA.notices(year)][:1] == [Scope.YEAR]
    for notice in CHINA.notices(year):
        assert notice.number.startswith("国办发明电〔")
        assert f"{year}年" in notice.title
        assert notice.link.startswith(("http://www.gov.cn/zhengce/content/", "https://www.gov.cn/zhengce/content/"))


@pytest.mark.parametrize("year", [year for year, *_ in YEARS])
def test_the_dates_are_those_of_the_words_quoted(year):
    for notice in CHINA.notices(year):
        for holiday in notice.holidays:
            words = next(line for line in notice.words.splitlines() if holiday.name in line or "2019年5月1日" in line)
            assert f"{holiday.off[-1].day}日" in words
            for day in holiday.work:
                weekday = "日" if day.weekday() == 6 else "六"
                assert any(f"{day.month}月{day.day}日（{form}{weekday}）" in words for form in ("星期", "周"))


def test_a_month_can_be_counted_and_listed():
    october = CHINA.days(2026, 10)
    assert CHINA.count_working_days(2026, 10) == sum(day.is_working for day in october) == 18
    assert [str(day) for day in october[6:11]] == [
        "2026年10月7日（周三）：国庆节放假",
        "2026年10月8日（周四）：工作日",
        "2026年10月9日（周五）：工作日",
        "2026年10月10日（周六）：国庆节调休上班",
        "2026年10月11日（周日）：周末",
    ]


def test_a_day_is_explained_in_another_language_too():
    english = {
        "{day}（{weekday}）：{name}放假": "{day} ({weekday}): off for {name}",
        "周四": "Thu",
        "国庆节": "National Day",
    }
    assert CHINA.explain(date(2026, 10, 1)).text(english.__getitem__) == "2026-10-01 (Thu): off for National Day"


def test_a_later_notice_prevails_for_the_days_it_names():
    may_day = CHINA.explain(date(2019, 5, 2))
    lengthened = CHINA.explain(date(2020, 2, 1))
    assert (may_day.kind, may_day.notice.number) == (Kind.HOLIDAY, "国办发明电〔2019〕3号")
    assert (lengthened.kind, lengthened.notice.number) == (Kind.HOLIDAY, "国办发明电〔2020〕1号")
    assert CHINA.explain(date(2020, 1, 30)).notice.number == "国办发明电〔2019〕16号"
    assert CHINA.add_working_days(date(2020, 1, 23), 1) == date(2020, 2, 3)


def test_a_notice_reaches_back_to_the_december_before():
    assert CHINA.explain(date(2022, 12, 31)).notice.number == "国办发明电〔2022〕16号"


def test_an_eve_that_employers_were_only_encouraged_to_give_is_worked():
    assert CHINA.is_working_day(date(2024, 2, 9))


def test_years_not_announced_have_the_holidays_fixed_by_law():
    assert [(day.on.isoformat(), day.name) for day in TO_2026.named_days(2027)] == [
        ("2027-01-01", "元旦"),
        ("2027-02-05", "春节"),
        ("2027-02-06", "春节"),
        ("2027-02-07", "春节"),
        ("2027-02-08", "春节"),
        ("2027-04-05", "清明节"),
        ("2027-05-01", "劳动节"),
        ("2027-05-02", "劳动节"),
        ("2027-06-09", "端午节"),
        ("2027-09-15", "中秋节"),
        ("2027-10-01", "国庆节"),
        ("2027-10-02", "国庆节"),
        ("2027-10-03", "国庆节"),
    ]
    new_year = TO_2026.explain(date(2027, 1, 1))
    assert (new_year.provisional, new_year.notice, str(new_year.citation)) == (True, None, "放假办法第2条")
    assert not TO_2026.is_working_day(date(2027, 2, 8))
    assert TO_2026.is_working_day(date(2027, 2, 9))


def test_only_years_not_announced_are_provisional():
    assert [TO_2026.is_provisional(date(2026, 12, 31)), TO_2026.is_provisional(date(2027, 1, 1))] == [False, True]
    assert [TO_2026.explain(date(2026, 12, 31)).provisional, TO_2026.explain(date(2027, 1, 4)).provisional] == [
        False,
        True,
    ]


@pytest.mark.parametrize("year", range(2008, 2041))
def test_festivals_by_the_lunar_calendar(year):
    def on(month: int, day: int) -> date:
        return date.fromisoformat(Lunar.fromYmd(year, month, day).getSolar().toYmd())

    qingming = date.fromisoformat(Lunar.fromYmd(year, 1, 1).getJieQiTable()["清明"].toYmd())
    # 除夕 went out in 2014 and came back in 2025, when 劳动节 grew to two days.
    from_new_year, may_days = ([-1, 0, 1], 1) if year < 2014 else ([0, 1, 2], 1) if year < 2025 else ([-1, 0, 1, 2], 2)
    spring = [on(1, 1) + timedelta(days=n) for n in from_new_year]
    days = {day: why.name for day, why in festivals().items() if day.year == year}
    assert {day for day, name in days.items() if name == "春节"} == set(spring)
    assert {day for day, name in days.items() if name == "清明节"} == {qingming}
    assert {day for day, name in days.items() if name == "端午节"} == {on(5, 5)}
    assert {day for day, name in days.items() if "中秋节" in name} == {on(8, 15)}
    assert {day for day, name in days.items() if "国庆节" in name} == {date(year, 10, n) for n in (1, 2, 3)}
    assert {day for day, name in days.items() if name == "元旦"} == {date(year, 1, 1)}
    assert {day for day, name in days.items() if name == "劳动节"} == set(
        every_day(date(year, 5, 1), date(year, 5, may_days))
    )


def test_what_the_law_fixes_was_off_in_every_year_that_chinesecalendar_knows():
    fixed = [day for day in festivals() if day <= LAST_COMPARED]
    assert len(fixed) > 200
    assert [day for day in fixed if not chinese_calendar.is_holiday(day)] == []


def test_two_festivals_on_one_day_are_both_named():
    assert TO_2026.explain(date(2031, 10, 1)).name == "国庆节、中秋节"


@pytest.mark.parametrize(
    ("ask", "year", "missing"),
    [
        (lambda: TO_2026.is_working_day(date(2018, 12, 31)), 2018, 2018),
        (lambda: TO_2026.explain(date(2018, 12, 31)), 2018, 2018),
        (lambda: TO_2026.add_working_days(date(2015, 6, 1), 5), 2015, 2018),
        (lambda: TO_2026.add_working_days(date(2019, 1, 3), -2), 2018, 2018),
        (lambda: TO_2026.working_days_between(date(2018, 12, 31), date(2019, 1, 8)), 2018, 2018),
        (lambda: TO_2026.add_working_days(date(2040, 12, 31), 1), 2041, 2027),
        (lambda: TO_2026.roll_over(date(2041, 1, 1)), 2041, 2027),
        (lambda: TO_2026.days(2041), 2041, 2027),
        (lambda: TO_2026.strict().is_working_day(date(2027, 3, 1)), 2027, 2027),
        (lambda: TO_2026.strict().add_working_days(date(2026, 12, 31), 1), 2027, 2027),
        (lambda: TO_2026.strict().add_working_days(date(2027, 3, 1), -1), 2027, 2027),
    ],
)
def test_days_that_are_not_held_are_refused_and_never_guessed(ask, year, missing):
    with pytest.raises(CalendarNotPublished) as caught:
        ask()
    assert caught.value.code == "calendar-not-published"
    assert caught.value.message.text().startswith(f"没有{year}年的放假安排：日历自2019年1月1日起")
    assert f"（{missing}.toml）" in caught.value.hint.text()


def test_a_strict_calendar_says_the_same_of_years_announced():
    strict = CHINA.strict()
    days = every_day(*PUBLISHED)
    assert (strict.first, strict.last) == PUBLISHED
    assert [strict.explain(day) for day in days] == [CHINA.explain(day) for day in days]


def test_rolling_over_into_a_year_not_held_is_refused():
    to_2022 = Calendar(date(2019, 1, 1), date(2022, 12, 31), date(2022, 12, 31), {})
    assert to_2022.explain(date(2022, 12, 31)).kind is Kind.WEEKEND
    with pytest.raises(CalendarNotPublished, match="没有2023年的放假安排"):
        to_2022.roll_over(date(2022, 12, 31))


@given(published_days, some_days)
def test_a_deadline_in_working_days_falls_on_one(start, n):
    if n:
        assert CHINA.is_working_day(CHINA.add_working_days(start, n))
    else:
        assert CHINA.add_working_days(start, n) == start


@given(published_days, st.integers(1, 60))
def test_the_working_days_counted_are_those_walked_over(start, n):
    day, left = start, n
    while left:
        day += timedelta(days=1)
        left -= CHINA.is_working_day(day)
    assert CHINA.add_working_days(start, n) == day


@given(published_days, some_days, some_days)
def test_adding_m_then_n_is_adding_m_plus_n(start, m, n):
    assert CHINA.add_working_days(CHINA.add_working_days(start, m), n) == CHINA.add_working_days(start, m + n)


@given(published_days, some_days)
def test_counting_inverts_adding(start, n):
    assert CHINA.working_days_between(start, CHINA.add_working_days(start, n)) == n


@given(st.dates(date(2021, 1, 1), PUBLISHED[1]).filter(CHINA.is_working_day), some_days)
def test_counting_back_inverts_counting_forward(start, n):
    before = CHINA.add_working_days(start, -n)
    assert CHINA.add_working_days(before, n) == start
    assert CHINA.working_days_between(start, before) == -n


@given(published_days, published_days)
def test_counting_one_way_is_minus_the_other(one, other):
    assert CHINA.working_days_between(one, other) == -CHINA.working_days_between(other, one)


@given(published_days)
def test_rolling_over_moves_days_off_only(day):
    rolled = CHINA.roll_over(day)
    assert CHINA.is_working_day(rolled)
    assert (rolled == day) == CHINA.is_working_day(day)
    assert not any(CHINA.is_working_day(each) for each in every_day(day, rolled)[:-1])


def test_importing_reads_no_file():
    code = "import gongkai.law.calendar as c; assert 'CHINA' not in vars(c); c.CHINA; assert 'CHINA' in vars(c)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_module_has_no_other_names_made_up():
    import gongkai.law.calendar

    with pytest.raises(AttributeError, match="JAPAN"):
        gongkai.law.calendar.JAPAN  # noqa: B018
