from datetime import date

from django.utils.translation import override

from gongkai.applications.almanac import almanac
from gongkai.law.calendar import CHINA
from gongkai.law.clock import Event, Kind, fold

RECEIVED = Event(Kind.RECEIVED, date(2026, 3, 2))


def cells(*events, today=date(2026, 3, 2)):
    shown = almanac(fold(events, today=today), CHINA, today)
    return {cell.day.on: cell for month in shown.months for week in month.weeks for cell in week if cell is not None}


def counted(found):
    return [on for on, cell in found.items() if cell.counted]


def test_there_is_none_before_there_is_a_count():
    assert almanac(fold([]), CHINA, date(2026, 3, 2)) is None


def test_twenty_days_are_counted_and_the_last_is_the_last_day():
    found = cells(RECEIVED)
    assert (len(counted(found)), counted(found)[0], counted(found)[-1]) == (20, date(2026, 3, 3), date(2026, 3, 30))
    assert (found[date(2026, 3, 2)].mark, found[date(2026, 3, 30)].mark) == ("起", "20 止")
    assert found[date(2026, 3, 30)].words == "工作日，第20个工作日，期限届满"


def test_holidays_and_days_worked_for_them_are_named():
    found = cells(Event(Kind.RECEIVED, date(2026, 2, 13)), today=date(2026, 2, 13))
    assert (found[date(2026, 2, 16)].mark, found[date(2026, 2, 14)].mark) == ("休", "班 1")
    with override("en"):
        assert found[date(2026, 2, 16)].words == "day off"


def test_what_a_consultation_leaves_out_is_not_counted_while_it_is_open_too():
    begun = Event(Kind.CONSULTATION_BEGUN, date(2026, 3, 9), reference="1")
    ended = Event(Kind.CONSULTATION_ENDED, date(2026, 3, 11), reference="1")
    for events in ((RECEIVED, begun), (RECEIVED, begun, ended)):
        found = cells(*events, today=date(2026, 3, 11))
        assert [on.day for on, cell in found.items() if cell.left_out] == [9, 10, 11]
        assert (len(counted(found)), counted(found)[-1]) == (20, date(2026, 4, 2))


def test_where_the_count_stands_still_nothing_more_is_counted():
    found = cells(RECEIVED, Event(Kind.SUPPLEMENT_ASKED, date(2026, 3, 6)), today=date(2026, 3, 20))
    assert [on.day for on in counted(found)] == [3, 4, 5, 6]
    assert found[date(2026, 3, 6)].mark == "4 停"
    assert not any(cell.is_due for cell in found.values())


def test_days_of_a_year_that_is_not_announced_are_provisional():
    shown = almanac(fold([Event(Kind.RECEIVED, date(2026, 12, 14))]), CHINA, date(2026, 12, 14))
    assert shown.is_provisional
    assert shown.months[1].weeks[0][4].words == "放假，暂定"


def test_of_a_delay_for_years_the_start_is_shown():
    delayed = Event(Kind.DELAY_SET, date(2026, 3, 3), until=date(2028, 3, 3))
    given = Event(Kind.REASONS_GIVEN, date(2026, 3, 3))
    shown = almanac(fold([RECEIVED, given, delayed]), CHINA, date(2026, 3, 3))
    assert shown.is_cut
    assert len(shown.months) == 14
