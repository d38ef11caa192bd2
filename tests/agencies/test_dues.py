from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.county import county

from gongkai.agencies import dues
from gongkai.agencies.models import Agency, Duty, Kind, Office, Officer, Post
from gongkai.ui.desk import Standing

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)
WHOLE = {"address": "示范路1号", "hours": "工作日", "phone": "1", "fax": "2", "email": "a@huantai.example"}


@pytest.fixture
def made():
    """Give the county with nothing lacking."""
    made = county()
    Agency.objects.update(**WHOLE)
    for agency in Agency.objects.all():
        Office.objects.get_or_create(agency=agency, discloses=True, defaults={"name": "公开办"})
        for duty in (Duty.OFFICE_HEAD, Duty.ADMINISTRATOR):
            there = Post.objects.held(ON).filter(agency=agency, duty=duty)
            if not there.exists():
                officer = Officer.objects.create(username=f"{agency.pk}.{duty}", name="某")
                Post.objects.create(officer=officer, agency=agency, duty=duty, from_on=date(2019, 5, 15))
    return made


def found(source, made, role):
    """Give what is due for a role: how many of each standing, and what the things say."""
    officer = Officer.objects.get(username=role)
    return {
        pile.standing: [(due.what, due.agency_name, due.due_on, due.waits_for) for due in pile.take(100)]
        for pile in source(officer, ON)
        if pile.count()
    }


ROLES = ("site", "county_administrator", "administrator", "head", "leader", "beside", "no_post")


def test_of_agencies_that_lack_nothing_nothing_is_due(made):
    assert {role: found(dues.agencies_lacking, made, role) for role in ROLES} == {role: {} for role in ROLES}


def test_what_an_agency_lacks_is_for_its_administrator_and_others_see_that_it_waits(made):
    Agency.objects.filter(pk=made.science.pk).update(fax="", email="")
    Office.objects.filter(agency=made.science).update(closed_on=ON)
    Officer.objects.filter(username="head").update(is_active=False)
    what = "还缺：政府信息公开工作机构、传真号码、互联网联系方式、公开工作机构负责人"
    mine = {Standing.MINE: [(what, "桓台县科技局", None, "")]}
    others = {Standing.OTHERS: [(what, "桓台县科技局", None, "本机关管理员")]}
    assert {role: found(dues.agencies_lacking, made, role) for role in ROLES} == {
        "site": others, "county_administrator": others, "administrator": mine,
        "head": {}, "leader": {}, "beside": {}, "no_post": {},
    }  # fmt: skip
    Officer.objects.filter(username="head").update(is_active=True)
    assert list(found(dues.agencies_lacking, made, "head")) == [Standing.OTHERS]


def test_where_an_agency_has_no_administrator_it_is_for_those_above(made):
    Agency.objects.filter(pk=made.branch.pk).update(fax="")
    Officer.objects.filter(username="below").update(is_active=False)
    assert list(found(dues.agencies_lacking, made, "administrator")) == [Standing.MINE]


def test_an_agency_that_is_no_more_lacks_nothing(made):
    Agency.objects.filter(pk=made.science.pk).update(fax="", dissolved_on=ON)
    assert found(dues.agencies_lacking, made, "site") == {}


def test_posts_that_end_soon_are_due_on_their_last_day(made):
    last_days = {
        "handler": ON,
        "publisher": ON + timedelta(30),
        "leader": ON + timedelta(31),
        "reviewer": ON - timedelta(1),
    }
    for role, until_on in last_days.items():
        Post.objects.filter(officer=made.officers[role]).update(until_on=until_on)
    assert found(dues.posts_ending, made, "administrator") == {
        Standing.TODAY: [("经办人任职到期", "桓台县科技局", ON, "")],
        Standing.MINE: [("发布人任职到期", "桓台县科技局", ON + timedelta(30), "")],
    }
    assert list(found(dues.posts_ending, made, "county_administrator")) == [Standing.TODAY, Standing.OTHERS]
    assert found(dues.posts_ending, made, "beside") == found(dues.posts_ending, made, "head") == {}


@pytest.mark.parametrize("count", [1, 3, 300])
def test_however_many_are_due_two_questions_count_and_begin_them(made, count):
    below = {"kind": Kind.DISPATCHED, "region": made.region, "parent": made.science}
    Agency.objects.bulk_create(
        Agency(name=f"第{n}分局", lineage=f"{made.science.lineage}9{n}/", **below) for n in range(count)
    )
    Post.objects.bulk_create(
        Post(officer=made.officers["no_post"], agency=made.science, duty=Duty.HANDLER,
             from_on=date(2020, 1, 1) + timedelta(n), until_on=ON + timedelta(1 + n % 20))
        for n in range(count)
    )  # fmt: skip
    officer = Officer.objects.get(username="administrator")
    list(dues.posts_ending(officer, ON))  # who holds which posts is asked once for a request
    for source in (dues.agencies_lacking, dues.posts_ending):
        with CaptureQueriesContext(connection) as asked:
            mine = {pile.standing: (pile.count(), pile.take(8)) for pile in source(officer, ON)}[Standing.MINE]
        assert (mine[0], len(mine[1]), len(asked)) == (count, min(count, 8), 2)
    further = {pile.standing: pile.take(50) for pile in dues.posts_ending(officer, ON)}[Standing.MINE]
    assert len(further) == min(count, 50)
    assert further[:8] == mine[1]
    assert [due.due_on for due in further] == sorted(due.due_on for due in further)
