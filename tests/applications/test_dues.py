from datetime import date, timedelta

import pytest
from tests.casework import GRANTED, actor, apply, set_word
from tests.county import county

from gongkai.applications import services
from gongkai.applications.dues import dues
from gongkai.ui.desk import Standing

TODAY = date(2026, 3, 30)
"""The last day of what was received on 2 March."""


@pytest.fixture
def made(db):
    made = county()
    set_word(made)
    return made


def piles(made, role, on=TODAY):
    return {pile.standing: [due.what.split()[0] for due in pile.take(10)] for pile in dues(made.officers[role], on)}


def test_each_case_stands_in_one_pile_by_its_last_day(made):
    today, later = apply(made), apply(made, on=date(2026, 3, 20))
    assert piles(made, "handler") == {
        Standing.OVERDUE: [],
        Standing.TODAY: [today.number],
        Standing.MINE: [later.number],
        Standing.OTHERS: [],
    }
    assert piles(made, "handler", TODAY + timedelta(1))[Standing.OVERDUE] == [today.number]


def test_what_is_under_review_waits_for_reviewers_and_what_a_colleague_has_for_them(made):
    first, second = apply(made, on=date(2026, 3, 20)), apply(made, on=date(2026, 3, 20))
    services.draft(first, parts=[GRANTED], by=actor(made))
    services.submit(first, by=actor(made))
    services.assign(second, office=None, handler=made.officers["head"], by=actor(made))
    assert piles(made, "handler")[Standing.MINE] == []
    assert sorted(piles(made, "handler")[Standing.OTHERS]) == [first.number, second.number]
    assert piles(made, "reviewer")[Standing.MINE] == [first.number]
    assert sorted(piles(made, "head")[Standing.MINE]) == [first.number, second.number]


def test_nothing_is_due_for_those_elsewhere(made):
    apply(made)
    for role in ("beside", "below", "no_post", "supervisor"):
        assert not any(piles(made, role).values()), role


def test_a_case_that_waits_is_not_overdue(made):
    case = apply(made)
    services.ask_supplement(case, on=date(2026, 3, 4), by=actor(made))
    assert piles(made, "handler", date(2026, 6, 1))[Standing.OVERDUE] == []


def due_of(made, role, standing, on=TODAY):
    return [due for pile in dues(made.officers[role], on) if pile.standing is standing for due in pile.take(10)]


def test_what_was_passed_waits_for_its_handler_again(made):
    case = apply(made, on=date(2026, 3, 20))
    services.draft(case, parts=[GRANTED], by=actor(made))
    services.submit(case, by=actor(made))
    (waiting,) = due_of(made, "handler", Standing.OTHERS)
    assert str(waiting.waits_for) == "审查人"
    for duty in ("business_reviewer", "secrecy_reviewer", "legal_reviewer"):
        services.pass_on(case, duty, by=actor(made, "reviewer"))
    services.pass_on(case, "office_head", by=actor(made, "head"))
    assert piles(made, "handler")[Standing.MINE] == [case.number]
    assert piles(made, "reviewer")[Standing.MINE] == []


def test_a_case_whose_period_does_not_run_says_why(made):
    case = apply(made)
    services.ask_supplement(case, on=date(2026, 3, 4), by=actor(made))
    (waiting,) = due_of(made, "handler", Standing.MINE)
    assert (waiting.due_on, str(waiting.meanwhile)) == (None, "补正中")
