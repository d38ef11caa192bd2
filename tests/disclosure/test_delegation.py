"""A reviewer who is away has somebody else review, from day to day: recorded, and shown as done for another (代)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from tests.casework import actor as of_county
from tests.casework import refused
from tests.county import County, county
from tests.publishing import begin

from gongkai.agencies import services as agencies
from gongkai.agencies.models import Post
from gongkai.disclosure import rules, services
from gongkai.disclosure.models import Item, Review
from gongkai.journal.actor import Actor
from gongkai.notifications.models import Notice

pytestmark = pytest.mark.django_db
TODAY = localdate()


@pytest.fixture
def made() -> County:
    return county("administrator", "handler", "head", "reviewer", "leader", "publisher", "beside")


def _delegate(made: County, to: str, **days: date) -> Post:
    given: dict[str, Any] = {"from_on": TODAY, "until_on": TODAY + timedelta(7), **days}
    post = made.officers["reviewer"].posts.get()
    return agencies.delegate(post, made.officers[to], by=of_county(made, "reviewer"), **given)


def _passed(made: County, role: str, item: Item) -> int:
    client = Client()
    client.force_login(made.officers[role])
    answers = dict.fromkeys(("accurate", "third_parties", "personal", "agreed", "lawful", "internal"), "on")
    address = reverse("disclosure:act", args=[item.pk, "pass"])
    return client.post(address, {"seen": item.version, **answers}).status_code


def test_who_stands_for_a_reviewer_reviews_and_it_says_so(made: County) -> None:
    item = services.submit(begin(made), by=of_county(made))
    assert _passed(made, "publisher", item) == 403
    _delegate(made, "publisher")
    assert _passed(made, "publisher", item) == 302
    review = Review.objects.get()
    assert (review.by_whom, review.stands_for) == ("publisher·某（代reviewer·某）", made.officers["reviewer"])
    assert Notice.objects.filter(officer=made.officers["publisher"], kind="post.begun").count() == 1


def test_who_wrote_the_text_does_not_review_it_for_anybody(made: County) -> None:
    item = services.submit(begin(made), by=of_county(made))
    post = _delegate(made, "handler")
    by = Actor(officer=made.officers["handler"], post=post)
    assert refused(services.pass_on, item, "business_reviewer", answers={}, by=by) == "own-work"
    assert _passed(made, "handler", item) == 409


def test_it_ends_with_its_last_day_and_with_the_post(made: County) -> None:
    item = services.submit(begin(made), by=of_county(made))
    _delegate(made, "publisher")
    later = _delegate(made, "leader", from_on=TODAY + timedelta(3))

    def may(role: str, on: date) -> bool:
        return rules.may_review(type(made.officers[role]).objects.get(username=role), item, on)

    days = (TODAY - timedelta(1), TODAY, TODAY + timedelta(7), TODAY + timedelta(8))
    assert [may("publisher", on) for on in days] == [False, True, True, False]
    agencies.end_post(made.officers["reviewer"].posts.get(), on=TODAY, by=of_county(made, "administrator"))
    assert [may("publisher", on) for on in days] == [False, True, False, False]
    later.refresh_from_db()
    assert not later.is_held(TODAY + timedelta(3))


def test_not_to_just_anybody_nor_for_ever(made: County) -> None:
    assert [
        refused(_delegate, made, "beside"),
        refused(_delegate, made, "reviewer"),
        refused(_delegate, made, "publisher", until_on=TODAY - timedelta(1)),
    ] == ["delegate-elsewhere", "delegate-elsewhere", "delegation-days"]
    given: dict[str, Any] = {"from_on": TODAY, "until_on": TODAY, "by": of_county(made, "publisher")}
    publisher = made.officers["publisher"].posts.get()
    assert refused(agencies.delegate, publisher, made.officers["head"], **given) == "not-delegable"
    standing = _delegate(made, "publisher")
    assert refused(agencies.delegate, standing, made.officers["head"], **given) == "not-delegable"
    assert refused(_delegate, made, "publisher") == "has-the-duty"


def test_it_is_done_and_ended_on_a_page(made: County) -> None:
    client = Client()
    client.force_login(made.officers["reviewer"])
    address = reverse("agencies:delegate", args=[made.officers["reviewer"].posts.get().pk])
    days = {"from_on": TODAY.isoformat(), "until_on": (TODAY + timedelta(2)).isoformat()}
    assert client.post(address, {"officer": made.officers["head"].pk, **days}).status_code == 302
    page = client.get(reverse("agencies:officer", args=[made.officers["reviewer"].pk])).content.decode()
    standing = Post.objects.get(stands_for=made.officers["reviewer"])
    end = reverse("agencies:end-post", args=[standing.pk])
    assert end in page
    version = client.get(end).context["form"].initial["row_version"]
    assert client.post(end, {"until_on": TODAY.isoformat(), "row_version": version}).status_code == 302
    standing.refresh_from_db()
    assert standing.until_on == TODAY
