from collections import Counter
from datetime import date

import pytest
from django.utils.timezone import localdate

from gongkai.agencies import demo as people
from gongkai.applications import demo
from gongkai.applications.lifecycle import Stage
from gongkai.applications.models import Application, Reply
from gongkai.applications.notices.gathering import letter_of, offers
from gongkai.applications.selectors import by_code
from gongkai.disclosure import demo as items
from gongkai.disclosure.models import Item
from gongkai.journal.models import Entry
from gongkai.journal.verifying import differences
from gongkai.law.clock import State
from gongkai.law.outcomes import Group, outcome


@pytest.mark.django_db
def test_a_year_of_cases_is_loaded_once_with_some_at_every_stage():
    on = demo._working_day(localdate(), 0)
    people.load("a password of the demonstration", until=on.year)
    loaded = demo.load(on=on)
    assert items.load(on=on) == items.load(on=on) == Item.objects.count()
    assert set(Item.objects.values_list("stage", flat=True)) >= {"settled", "approved", "reviewing", "draft"}
    cases = Application.objects.all()
    assert loaded.cases == cases.count() > 30
    assert cases.values("agency").distinct().count() == 3
    assert set(cases.values_list("stage", flat=True)) == set(Stage)
    assert {str(each) for each in State} - set(cases.values_list("state", flat=True)) == {
        "not_received",  # that is a case not yet registered
        "awaiting_reasons",  # only where an agency leaves that time out of the count
    }
    assert {outcome(code).group for code in cases.exclude(outcome="").values_list("outcome", flat=True)} == set(Group)
    counts = (cases.overdue(on).count(), cases.due_by(on, on).count(), cases.filter(late=True).count())
    assert counts == (2, 1, 1)
    assert Counter(cases.values_list("state", flat=True))["consulting"] == 2
    assert by_code(loaded.number, loaded.code).state == "awaiting_supplement"
    decided = Reply.objects.exclude(number="").order_by("decided_on", "pk")
    for word in demo._WORDS.values():
        begun = f"{word}〔{on.year}〕"
        numbers = [int(each.number[len(begun) : -1]) for each in decided if each.number.startswith(begun)]
        assert numbers == sorted(numbers)
    assert {offer.kind.code for case in cases for offer in offers(case) if letter_of(case, offer)} >= {
        "D01", "D02", "D03", "D04", "D06", "D07", "D09", "D11", "D12", "D13", "D14", "D15", "D16", "D17", "D19", "D21",
    }  # fmt: skip
    assert list(differences()) == []
    entries = Entry.objects.count()
    assert (demo.load(on=on), Entry.objects.count()) == (loaded, entries)


def test_nothing_is_planned_for_a_day_to_come_and_no_case_twice():
    assert [each for each in demo._CASES if any(step.after > each.ago for step in each.steps)] == []
    assert max(Counter(each.asks for each in demo._CASES).values()) == 1


def test_on_a_day_off_the_last_day_worked_is_today():
    days = [demo._working_day(date(2026, 2, 22), ago) for ago in (0, 1)]  # in the holiday of the Spring Festival
    assert days == [date(2026, 2, 14), date(2026, 2, 13)]
    assert demo._working_day(date(2026, 3, 2), 0) == date(2026, 3, 2)
