"""Notices read from their words: those that come with gongkai give the very days that their files name."""

import tomllib
from pathlib import Path

import pytest

from gongkai.law import calendar
from gongkai.law.calendar.loading import read
from gongkai.law.calendar.notices import Scope
from gongkai.law.calendar.words import Written, as_toml, holidays_in
from gongkai.law.errors import UnreadableDocument

FILES = sorted(Path(calendar.__file__).parent.glob("20*.toml"))
NOTICES = [entry.notice for path in FILES for entry in read(path) if entry.notice.scope is Scope.YEAR]


@pytest.mark.parametrize("notice", NOTICES, ids=lambda notice: str(notice.year))
def test_words_give_the_days_of_the_file(notice):
    # Where words say 与周末连休 a file may name the weekend, too: that it is off is so without it.
    workdays = {day for holiday in notice.holidays for day in holiday.off if day.weekday() < 5}
    found = holidays_in(notice.words, notice.year)
    assert {day for holiday in found for day in holiday.off if day.weekday() < 5} == workdays
    assert [(each.name, each.work) for each in found] == [(each.name, each.work) for each in notice.holidays]


def test_what_is_read_is_a_file_that_is_taken(tmp_path):
    notice = NOTICES[-1]
    path = tmp_path / f"{notice.year}.toml"
    written = Written(notice.year, '关于"安排"的通知\\', notice.number, notice.issued)
    path.write_text(as_toml(written, notice.words), encoding="utf-8")
    (entry,) = read(path)
    assert entry.notice.title == written.title
    assert entry.notice.holidays == notice.holidays
    assert entry.notice.words.split() == notice.words.split()
    assert tomllib.loads(path.read_text(encoding="utf-8"))["year"] == notice.year
    assert calendar.load(tmp_path).count_working_days(notice.year) == calendar.load().count_working_days(notice.year)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("明年照常放假。", "没有认出一行"),
        ("一、元旦：照旧。", "元旦"),
        ("一、元旦：2月30日放假，共1天。", "不存在"),
        ("三、清明节：4月4日至6日放假，共4天。", "共4天"),
        ("三、清明节：4月6日至4日放假，共3天。", "颠倒"),
        ("三、清明节：4月4日至9月6日放假。", "太长"),
    ],
)
def test_words_that_say_no_days_are_refused(words, said):
    with pytest.raises(UnreadableDocument) as refused:
        holidays_in(words, 2026)
    assert said in str(refused.value)
