"""Who reviews in which order, and that no way leads past a review."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from tests.casework import actor, refused
from tests.county import County, county
from tests.publishing import PASSING, WORDS, approve, begin, passes, publish

from gongkai.disclosure import services
from gongkai.disclosure.checklist import questions_for
from gongkai.disclosure.content import digest_of
from gongkai.disclosure.models import Text
from gongkai.disclosure.models.practice import STEPS, practice_of
from gongkai.disclosure.services.acting import values_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> County:
    return county()


def _set(made: County, **values: Any) -> None:
    services.set_practice(made.science, values, by=actor(made, "administrator"))


def test_the_steps_of_every_agency_until_it_says_otherwise(made: County) -> None:
    steps = ["科室负责人审核", "保密审查", "分管领导审批"]
    assert [str(STEPS[each]) for each in practice_of(made.science).reviews] == steps  # type: ignore[index]


def test_an_agency_has_its_own_order(made: County) -> None:
    page = Client()
    page.force_login(made.officers["administrator"])
    address = reverse("disclosure:practice", args=[made.science.pk])
    assert page.get(address).content.decode().count('<select name="reviews"') == 5
    order = ["secrecy_reviewer", "", "legal_reviewer", "leader"]
    sent = {"reviews": order, "index_prefix": "HTKJ", "reassess_months": "12"}
    assert page.post(address, sent).status_code == 302
    assert practice_of(made.science).reviews == ["secrecy_reviewer", "legal_reviewer", "leader"]
    assert services.steps_left(services.submit(begin(made), by=actor(made)))[0] == "secrecy_reviewer"
    for wrong in (["leader"], ["secrecy_reviewer", "leader", "leader"]):
        with pytest.raises(ValidationError):
            _set(made, reviews=wrong)


def test_what_is_sent_back_is_reviewed_anew_by_all(made: County) -> None:
    item = approve(made, begin(made))
    assert refused(services.send_back, item, "leader", remarks="请改", by=actor(made, "leader")) == "not-your-turn"
    item = services.send_back(item, services.turn_of(item), remarks="请核对附件", by=actor(made, "publisher"))
    item = services.submit(item, by=actor(made))
    assert services.steps_left(item) == [duty for _, duty in PASSING]


def test_what_is_other_than_it_was_reviewed_is_neither_passed_nor_published(made: County) -> None:
    under_review, passed = services.submit(begin(made), by=actor(made)), approve(made, begin(made))
    texts = Text.objects.filter(pk__in=[under_review.text_id, passed.text_id])
    texts.update(body="<p>谁也没有审过的一版</p>")
    answers = {each.code: True for each in questions_for("business_reviewer", practice_of(made.science).reviews)}
    review = partial(services.pass_on, under_review, "business_reviewer", answers=answers, by=actor(made, "reviewer"))
    assert refused(review) == "changed-since-review"
    assert refused(services.publish, passed, by=actor(made, "publisher")) == "changed-since-review"
    for text in texts:  # with a digest that goes with it
        texts.filter(pk=text.pk).update(digest=digest_of(values_of(text), ()))
    assert refused(services.publish, passed, by=actor(made, "publisher")) == "review-lacking"


def test_nobody_out_of_turn_sends_back_or_refers(made: County) -> None:
    item = services.submit(begin(made), by=actor(made))
    assert refused(services.send_back, item, "leader", remarks="改", by=actor(made, "leader")) == "not-your-turn"
    assert refused(services.refer, item, "leader", to="县保密局", remarks="?", by=actor(made)) == "not-your-turn"


def test_what_is_under_review_goes_on_when_the_steps_change(made: County) -> None:
    under_review = passes(made, services.submit(begin(made), by=actor(made)), "reviewer", "business_reviewer")
    under_review = passes(made, under_review, "secrecy_reviewer", "secrecy_reviewer")
    passed = approve(made, begin(made))
    _set(made, reviews=["business_reviewer", "secrecy_reviewer", "legal_reviewer", "leader"])
    passed.refresh_from_db()
    assert (passed.stage, services.turn_of(passed)) == ("reviewing", "legal_reviewer")
    _set(made, reviews=["business_reviewer", "secrecy_reviewer"])
    for item in (under_review, passed):
        item.refresh_from_db()
        assert services.turn_of(item) == "publisher"
        services.publish(item, by=actor(made, "publisher"))


def test_nothing_goes_unasked_when_a_step_falls_away(made: County) -> None:
    _set(made, reviews=["business_reviewer", "secrecy_reviewer", "legal_reviewer"])
    item = passes(made, services.submit(begin(made), by=actor(made)), "reviewer", "business_reviewer")
    item = passes(made, item, "secrecy_reviewer", "secrecy_reviewer")
    _set(made, reviews=["business_reviewer", "secrecy_reviewer"])  # of what the third asks nothing was affirmed
    item.refresh_from_db()
    assert services.turn_of(item) == "business_reviewer"
    assert services.turn_of(passes(made, item, "reviewer", "business_reviewer")) == "publisher"


def test_who_wrote_an_earlier_draft_does_not_pass_what_was_made_of_it(made: County) -> None:
    item = begin(made)
    item = services.revise(item, by=actor(made, "head"), **{**WORDS, "title": "改了一个字"})
    item = services.submit(item, by=actor(made))
    answers = {"answers": {}, "by": actor(made)}
    assert refused(services.pass_on, item, "business_reviewer", **answers) == "own-work"


def test_an_agency_may_ask_for_other_people_at_each_step(made: County) -> None:
    _set(made, reviewers_apart=True, publisher_apart=True)
    item = passes(made, services.submit(begin(made), by=actor(made)), "reviewer", "business_reviewer")
    answers = {"answers": {}, "by": actor(made, "reviewer")}
    assert refused(services.pass_on, item, "secrecy_reviewer", **answers) == "reviewed-already"
    item = passes(made, passes(made, item, "secrecy_reviewer", "secrecy_reviewer"), "leader", "leader")
    assert refused(services.publish, item, by=actor(made, "leader")) == "own-review"
    assert services.publish(item, by=actor(made, "publisher")).shown is not None


def test_a_draft_that_was_given_up_keeps_its_number(made: County) -> None:
    item = services.revise(publish(made, begin(made)), by=actor(made), **WORDS)
    item = services.abandon(item, reason="不改了", by=actor(made))
    item = services.revise(item, by=actor(made), **WORDS)
    assert item.text is not None
    assert item.text.number == 3
