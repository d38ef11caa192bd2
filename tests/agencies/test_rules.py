from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from tests.county import MADE, SINCE, county

from gongkai.agencies import rules
from gongkai.agencies.models import Agency, Duty, Kind, Post
from gongkai.journal.actor import SYSTEM
from gongkai.journal.services import record
from gongkai.ui.locking import VERSION

TODAY = date(2026, 3, 2)
NAMES = ("government", "office", "science", "branch", "water", "township")


@pytest.fixture
def made(db):
    return county()


def sight(made, role, on=TODAY):
    seen = set(rules.agencies_in_sight(made.officers[role], on))
    return {name for name in NAMES if getattr(made, name) in seen}


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("handler", {"science", "branch"}),
        ("below", {"branch"}),
        ("beside", {"water"}),
        ("supervisor", set(NAMES)),
        ("county_administrator", set(NAMES)),
        ("site", set(NAMES)),
        ("no_post", set()),
    ],
)
def test_an_officer_sees_their_agency_and_what_lies_below(made, role, seen):
    assert sight(made, role) == seen
    officer = made.officers[role]
    assert {name for name in NAMES if rules.may_see_agency(officer, getattr(made, name), TODAY)} == seen


@pytest.mark.parametrize("role", ["handler", "leader", "reviewer", "no_post"])
def test_only_administrators_edit(made, role):
    assert not any(rules.may_edit_agency(made.officers[role], getattr(made, name), TODAY) for name in NAMES)


def test_an_administrator_edits_below_and_not_above_or_beside(made):
    officer = made.officers["administrator"]
    assert [name for name in NAMES if rules.may_edit_agency(officer, getattr(made, name), TODAY)] == [
        "science",
        "branch",
    ]


@pytest.mark.parametrize(
    ("role", "name", "there"),
    [
        ("administrator", "science", False),  # its people would see what its government sees
        ("administrator", "branch", True),
        ("below", "branch", False),
        ("county_administrator", "science", True),
        ("county_administrator", "office", True),
        ("county_administrator", "government", False),
        ("site", "government", True),
    ],
)
def test_whether_an_agency_is_a_general_office_is_said_from_above(made, role, name, there):
    kinds = rules.kinds_to_give(made.officers[role], getattr(made, name), TODAY)
    assert (Kind.GENERAL_OFFICE in kinds, getattr(made, name).kind in kinds) == (there, True)


def test_an_administrator_does_not_come_to_see_the_county_by_a_form(made, client):
    client.force_login(made.officers["administrator"])
    address = reverse("agencies:edit", args=[made.science.pk])
    seen = client.get(address).context["form"].initial[VERSION]
    typed = {"name": "科技局", "region": made.region.pk, VERSION: seen}
    assert client.post(address, {**typed, "kind": "general_office"}).status_code == 422
    assert client.post(address, {**typed, "kind": "authorised"}).status_code == 302
    assert sight(made, "administrator") == {"science", "branch"}


def test_a_post_counts_from_its_first_day_to_its_last(made):
    post = Post.objects.get(officer=made.officers["handler"])
    Post.objects.filter(pk=post.pk).update(until_on=TODAY)
    assert sight(made, "handler", SINCE - timedelta(1)) == set()
    assert sight(made, "handler", SINCE) == {"science", "branch"}
    assert sight(made, "handler", TODAY) == {"science", "branch"}
    assert sight(made, "handler", TODAY + timedelta(1)) == set()


def test_a_post_in_an_agency_that_is_no_more_gives_nothing(made):
    Agency.objects.filter(pk=made.science.pk).update(dissolved_on=TODAY)
    assert sight(made, "handler") == set()
    assert sight(made, "handler", TODAY - timedelta(1)) == {"science", "branch"}


@pytest.mark.parametrize("agencies", [("science", "science"), ("water", "government", "science", "science")])
def test_posts_come_in_their_order_whether_they_are_in_one_agency_or_in_several(made, agencies):
    officer = made.officers["no_post"]
    duties = (Duty.PUBLISHER, Duty.HANDLER, Duty.SUPERVISOR, Duty.LEADER)
    for agency, duty in zip(agencies, duties, strict=False):
        post = Post(officer=officer, agency=getattr(made, agency), duty=duty, from_on=SINCE)
        post.save()
        record(post, MADE, by=SYSTEM)
    held = rules.posts_of(officer, TODAY)
    assert held == list(Post.objects.filter(officer=officer))
    assert len(held) == len(agencies)


def test_who_is_shut_out_and_who_is_not_signed_in_sees_nothing(made):
    made.officers["site"].is_active = False
    for nobody in (made.officers["site"], AnonymousUser()):
        assert not rules.agencies_in_sight(nobody, TODAY).exists()
        assert not rules.may_run_site(nobody)


def test_supervisors_see_and_do_not_edit(made):
    officer = made.officers["supervisor"]
    assert not rules.may_edit_agency(officer, made.science, TODAY)
    assert rules.may_read_journal(officer, made.science, TODAY)
    assert rules.may_keep_members(officer, made.office, TODAY)


def test_of_several_posts_what_somebody_answers_for_most_comes_first():
    posts = [Post(duty=each) for each in (Duty.ADMINISTRATOR, Duty.PUBLISHER, Duty.OFFICE_HEAD)]
    assert [post.duty for post in rules.foremost(posts)] == [Duty.OFFICE_HEAD, Duty.PUBLISHER, Duty.ADMINISTRATOR]
