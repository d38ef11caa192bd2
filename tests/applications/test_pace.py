"""How applications went over years: what is counted, under which agency and year, and that its filters find as many."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.county import County, county
from tests.overseen import case

from gongkai.agencies.models import Agency
from gongkai.applications import pace
from gongkai.applications.lights import Light
from gongkai.applications.selectors import Span
from gongkai.law.clock import Kind, State

pytestmark = pytest.mark.django_db
YEARS = Span(date(2025, 1, 1), date(2026, 12, 31))


@pytest.fixture(scope="module")
def made(kept: None) -> County:
    made = county("head", "beside")
    science, water = made.science, made.water
    case(science, date(2024, 12, 20), date(2025, 1, 6), days=11)
    case(science, date(2025, 12, 22), date(2026, 1, 8), days=9, events=(Kind.CONSULTATION_BEGUN, Kind.EXTENDED))
    first = case(science, date(2026, 3, 2), date(2026, 4, 8), days=25, late=True, events=(Kind.CONSULTATION_BEGUN,) * 2)
    case(science, date(2026, 3, 2), date(2026, 3, 4), days=2, state=State.WITHDRAWN, outcome="OTHER_3")
    case(science, date(2026, 5, 6), due=date(2026, 6, 3))
    case(made.branch, date(2026, 3, 2), date(2026, 3, 9), days=5, paid=date(2026, 3, 5))
    case(water, date(2026, 3, 2), date(2026, 3, 9), days=5)
    anew = case(science, date(2026, 4, 9), date(2026, 4, 20), days=8)
    anew.redo_of = first
    anew.save(update_fields=["redo_of"])
    return made


def test_courses_are_counted_under_the_agency_and_the_year_of_their_end(made: County) -> None:
    below = Agency.objects.below(made.science)
    assert pace.courses(below, YEARS) == {
        (made.science.pk, 2025): pace.Course(done=1, replied=1),
        (made.science.pk, 2026): pace.Course(done=3, replied=2, late=1, extended=1, consulted=2),
        (made.branch.pk, 2026): pace.Course(done=1, replied=1),
    }
    assert pace.new(below, YEARS) == {(made.science.pk, 2025): 1, (made.science.pk, 2026): 3, (made.branch.pk, 2026): 1}


def test_the_time_that_replies_took_leaves_out_what_ended_without_one(made: County) -> None:
    agencies = [made.science.pk]
    assert pace.days_counted(agencies, YEARS) == {
        (made.science.pk, 2025): Counter({11: 1}),
        (made.science.pk, 2026): Counter({9: 1, 25: 1}),
    }
    assert pace.days_passed(agencies, YEARS) == {2025: Counter({17: 1}), 2026: Counter({17: 1, 37: 1})}


def test_days_and_lights_are_counted(made: County) -> None:
    came, ended = pace.by_day([made.science.pk], Span(date(2026, 3, 1), date(2026, 5, 31)))
    assert (came, ended) == (
        {date(2026, 3, 2): 2, date(2026, 5, 6): 1},
        {date(2026, 3, 4): 1, date(2026, 4, 8): 1},
    )
    assert pace.standing([made.science.pk], date(2026, 6, 4))[made.science.pk][Light.OVERDUE] == 1


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("extended=1", 1),
        ("consulted=1", 2),
        ("took=21-40", 1),
        ("took=6-10", 2),
        ("took=0-5", 1),
        ("paid-from=2026-03-05&paid-to=2026-03-05", 1),
        ("under={science}", 8 - 1),
        ("under={branch}", 1),
        ("under={water}", 7),
    ],
)
def test_the_list_finds_what_is_counted(made: County, query: str, number: int) -> None:
    client = Client()
    client.force_login(made.officers["head"])
    asked = query.format(science=made.science.pk, branch=made.branch.pk, water=made.water.pk)
    answer = client.get(f"{reverse('applications:list')}?{asked}")
    assert answer.context["list"].page.count == number
    # An agency out of sight is as if there were none, and says so.
    assert ("未采用" in answer.content.decode()) == ("water" in query)
