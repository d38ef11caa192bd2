"""The work list: whose cases, how they stand, the urgent first and the ended last; and how much lies with whom."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from tests.casework import actor, apply, reply, set_word
from tests.county import county

from gongkai.agencies.models import Office
from gongkai.applications import services
from gongkai.applications.lights import Light, condition, light_of
from gongkai.applications.models import Applicant, Application
from gongkai.applications.selectors import due_soon_until
from gongkai.applications.worklists import LIGHTS, load, total
from gongkai.law.channels import Channel
from gongkai.ui.working_days import calendar

LIST = reverse("applications:list")


@pytest.fixture
def made(db):
    made = county()
    set_word(made)
    return made


def at_desk(made, role="handler"):
    client = Client()
    client.force_login(made.officers[role])
    return client


def ago(days):
    """Give the working day so many before today: one received then has its last day twenty after it."""
    return calendar().add_working_days(localdate(), -days)


def give(made, case, role="handler", office=None):
    services.assign(case, office=office, handler=made.officers[role], by=actor(made, "head"))


def shown(client, **query):
    return [line.name for line in client.get(LIST, query).context["list"].lines]


@pytest.fixture
def cases(made):
    """Make a case of every light, given to the handler and the head, and one that has ended."""
    given = {
        name: apply(made, on=ago(days)) for name, days in (("calm", 1), ("soon", 16), ("today", 20), ("overdue", 25))
    }
    # On a day off no last day falls on today; the list is to be right on every day the tests run.
    Application.objects.filter(pk=given["today"].pk).update(due_on=localdate())
    given["waiting"] = apply(made, on=ago(1), channel=Channel.INTERNET)
    given["closed"] = reply(made, apply(made, on=date(2026, 3, 2)), on=date(2026, 3, 10))
    office = Office.objects.get(agency=made.science)
    for name in ("calm", "overdue"):
        give(made, given[name])
    give(made, given["soon"], "head", office)
    return {name: Application.objects.get(pk=case.pk) for name, case in given.items()}


def test_the_urgent_come_first_and_what_has_ended_last(made, cases):
    order = ["overdue", "today", "soon", "calm", "waiting", "closed"]
    assert shown(at_desk(made)) == [cases[name].number for name in order]
    assert shown(at_desk(made), sort="-due_on")[-1] == cases["closed"].number


def test_a_row_that_was_damaged_takes_nobody_the_list(made):
    whole, damaged = apply(made, on=ago(1)), apply(made, on=ago(2))
    people = [Applicant.objects.get(application=case) for case in (whole, damaged)]
    with connection.cursor() as cursor:
        for column, (source, target) in (("description", (whole, damaged)), ("name", people)):
            table = source._meta.db_table  # what is sealed opens in its own row alone
            moved = f"UPDATE {table} SET {column} = (SELECT {column} FROM {table} WHERE id = %s) WHERE id = %s"
            cursor.execute(moved, [source.pk, target.pk])
    page = at_desk(made).get(LIST)
    assert {line.name for line in page.context["list"].lines} == {whole.number, damaged.number}
    assert page.content.decode().count("（打不开）") == 2
    told = at_desk(made).get(reverse("applications:detail", args=[damaged.pk]))
    assert told.status_code == 409
    assert "从备份中恢复这一行" in told.content.decode()


def test_a_list_is_of_ones_own_of_ones_office_or_of_ones_agency(made, cases):
    mine = [cases["overdue"].number, cases["calm"].number]
    assert shown(at_desk(made), scope="mine", open="1") == mine
    post = made.officers["handler"].posts.get()
    post.__class__.objects.filter(pk=post.pk).update(office=Office.objects.get(agency=made.science))
    assert shown(at_desk(made), scope="office", open="1") == [cases["soon"].number]
    assert len(shown(at_desk(made), scope="agency", open="1")) == 5
    assert shown(at_desk(made, "county_administrator"), scope="agency") == []
    assert len(shown(at_desk(made, "county_administrator"))) == 6
    assert shown(at_desk(made, "beside"), scope="mine") == []


def test_the_tab_that_is_shown_is_marked(made, cases):
    page = at_desk(made).get(LIST, {"scope": "mine", "open": "1"}).content.decode()
    assert page.count('href="?scope=mine&amp;open=1" aria-current="page"') == 1


@pytest.mark.parametrize("early", [5, 12])
def test_each_light_is_a_condition_that_finds_what_has_it(made, cases, early):
    services.set_practice(made.science, {"due_soon_days": early}, by=actor(made, "administrator"))
    today = localdate()
    soon = due_soon_until(made.science, today)
    for light in Light:
        found = set(Application.objects.filter(condition(light, today)))
        assert found == {each for each in Application.objects.all() if light_of(each, today, soon) is light}
    assert shown(at_desk(made), light="overdue") == [cases["overdue"].number]


def test_how_much_lies_with_whom_adds_up(made, cases):
    today = localdate()
    rows = load([made.science.pk], "handler", today)
    assert [(row.name, row.count, row.lights) for row in rows] == [
        ("handler·某", 2, (1, 0, 0, 1, 0)), ("", 2, (0, 1, 0, 0, 1)), ("head·某", 1, (0, 0, 1, 0, 0)),
    ]  # fmt: skip
    whole = total(rows)
    assert (whole.count, sum(whole.lights), sum(whole.ages), whole.oldest) == (5, 5, 5, cases["overdue"].arrived_on)
    assert [row.count for row in load([made.science.pk], "office", today)] == [4, 1]
    page = at_desk(made).get(reverse("applications:workload")).content.decode()
    assert f'href="{LIST}?open=1&amp;handler={made.officers["handler"].pk}"' in page
    assert len(LIGHTS) == 5
    assert "没有未办结的申请" in at_desk(made, "beside").get(reverse("applications:workload")).content.decode()


@pytest.mark.once
def test_work_is_counted_by_as_many_questions_for_many_cases_as_for_one(made, django_assert_max_num_queries):
    client, asked = at_desk(made), []
    for more in (1, 2, 20):
        for _ in range(more):
            give(made, apply(made))
        with django_assert_max_num_queries(40) as caught:
            client.get(reverse("applications:workload"))
        asked.append(len(caught))
    assert asked[0] >= asked[1] == asked[2]
