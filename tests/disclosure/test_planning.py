"""What is published and taken down at an hour: as by hand, once, or not at all."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.casework import actor, refused
from tests.county import County, county
from tests.publishing import WORDS, approve, begin, publish

from gongkai.disclosure import services, tasks
from gongkai.disclosure.models import Item, Plan, Showing
from gongkai.disclosure.selectors import public_items
from gongkai.journal.services import hold
from gongkai.notifications.models import Notice

pytestmark = pytest.mark.django_db
HOUR = timezone.now() + timedelta(hours=3)
AFTER = HOUR + timedelta(minutes=1)


@pytest.fixture
def made() -> County:
    return county()


def _planned(made: County, **values: Any) -> Item:
    return services.plan_publication(approve(made, begin(made)), at=HOUR, by=actor(made, "publisher"), **values)


def _states() -> list[str]:
    return list(Plan.objects.order_by("pk").values_list("state", flat=True))


def test_a_text_goes_out_at_its_hour_and_once(made: County) -> None:
    item = _planned(made)
    assert services.carry_out_due(HOUR - timedelta(seconds=1)) == 0
    assert not public_items().exists()
    assert [services.carry_out_due(AFTER), services.carry_out_due(AFTER)] == [1, 0]
    assert list(public_items()) == [item]
    assert (_states(), Showing.objects.count()) == (["done"], 1)


def test_what_is_shown_is_gone_at_its_hour_whichever_text_is_shown(made: County) -> None:
    item = publish(made, begin(made))
    item = services.plan_withdrawal(item, at=HOUR, note="公示期满", by=actor(made, "publisher"))
    item = publish(made, services.revise(item, by=actor(made), **WORDS))
    assert services.carry_out_due(AFTER) == 1
    item.refresh_from_db()
    assert (item.shown, item.withdrawal_note, _states()) == (None, "公示期满", ["done"])


def test_a_plan_ends_with_what_it_was_for(made: County) -> None:
    for undo in (
        lambda item: services.revise(item, by=actor(made), **WORDS),
        lambda item: services.send_back(item, "publisher", remarks="再核", by=actor(made, "head")),
        lambda item: services.abandon(item, reason="不公开了", by=actor(made)),
        lambda item: services.publish(item, by=actor(made, "publisher")),
    ):
        undo(_planned(made))
    assert _states() == ["dropped"] * 4
    assert Notice.objects.filter(officer=made.officers["publisher"], kind="disclosure.plan_dropped").count() == 3
    assert services.carry_out_due(AFTER) == 0


def test_what_can_no_longer_be_done_is_not_and_who_planned_it_is_told(made: County) -> None:
    _planned(made)
    post = hold(made.officers["publisher"].posts.get())
    post.until_on = date(2020, 1, 1)
    post.save(update_fields=["until_on"])
    assert services.carry_out_due(AFTER) == 0
    assert not public_items().exists()
    assert _states() == ["failed"]
    assert "publisher·某" in Plan.objects.get().why
    assert Notice.objects.get(kind="disclosure.plan_failed").officer == made.officers["publisher"]


def test_one_that_breaks_waits_and_keeps_no_other(made: County, monkeypatch: pytest.MonkeyPatch) -> None:
    broken, sound = _planned(made), _planned(made)
    record = services.publishing.record

    def breaks(row: Any, *args: Any, **values: Any) -> Any:
        if getattr(row, "item_id", None) == broken.pk:
            raise OSError("the disk is full")
        return record(row, *args, **values)

    with monkeypatch.context() as patched:
        patched.setattr(services.publishing, "record", breaks)
        assert services.carry_out_due(AFTER) == 1
    assert (list(public_items()), _states()) == ([sound], ["waiting", "done"])
    assert services.carry_out_due(AFTER) == 1


def test_a_plan_is_for_later_and_there_is_one(made: County) -> None:
    item = approve(made, begin(made))
    by = actor(made, "publisher")
    assert refused(services.plan_publication, item, at=timezone.now(), by=by) == "plan-in-the-past"
    item = services.plan_publication(item, at=HOUR, by=by)
    assert refused(services.plan_publication, item, at=HOUR, by=by) == "planned-already"
    assert refused(services.plan_withdrawal, item, at=HOUR, note="期满", by=by) == "not-shown"
    item = services.drop_plan(item, Plan.objects.get(), by=by)
    assert refused(services.drop_plan, item, Plan.objects.get(), by=by) == "not-planned"
    assert services.plan_publication(item, at=HOUR, by=by).stage == "approved"


def test_a_correction_says_what_was_wrong(made: County) -> None:
    item = approve(made, begin(made))
    by = actor(made, "publisher")
    assert refused(services.publish, item, note="更正", correction=True, by=by) == "nothing-to-correct"
    item = approve(made, services.revise(services.publish(item, by=by), by=actor(made), **WORDS))
    assert refused(services.publish, item, correction=True, by=by) == "correction-unexplained"
    services.publish(item, note="更正联系电话", correction=True, by=by)
    page = Client().get(reverse("portal:item", args=[item.pk])).content.decode()
    page = page[page.index("<article") :]
    assert page.index("更正联系电话") < page.index(WORDS["summary"])


def test_the_worker_looks_for_what_is_due(made: County) -> None:
    _planned(made)
    assert not tasks.look()
    Plan.objects.update(at=timezone.now())
    assert [tasks.look(), tasks.look()] == [True, False]
    assert tasks.carry_out_plans.func() == 1
    assert not tasks.look()
