"""A case that does not stand where the clock puts it is named."""

from datetime import date

import pytest
from tests.casework import GRANTED, apply, reply, set_word
from tests.county import county

from gongkai.applications.models import Application
from gongkai.applications.verifying import cases_that_differ
from gongkai.journal.verifying import differences


@pytest.fixture
def made(db):
    made = county()
    set_word(made)
    return made


def test_cases_stand_where_the_clock_puts_them(made):
    apply(made)
    reply(made, apply(made), GRANTED, on=date(2026, 3, 9))
    assert list(differences()) == []


def test_a_last_day_that_is_not_the_clocks_is_named(made):
    case = apply(made)
    Application.objects.filter(pk=case.pk).update(due_on=date(2026, 3, 31))
    [found] = cases_that_differ()
    assert found.text().endswith("的“答复期限”现为“2026-03-31”，留痕得出的是“2026-03-30”。")


def test_an_end_that_no_event_brought_is_named(made):
    case = apply(made)
    Application.objects.filter(pk=case.pk).update(closed_on=date(2026, 3, 9), stage="closed")
    [found] = cases_that_differ()
    assert "办结日期" in found.text()
