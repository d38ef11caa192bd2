"""What waits for others, and what is looked at again: on its day, with what came of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate, make_aware
from tests.casework import actor, refused
from tests.county import County, county
from tests.publishing import PASSING, WORDS, approve, begin, passes, publish

from gongkai.disclosure import services
from gongkai.disclosure.dues import dues
from gongkai.disclosure.models import Item, Reassessment, Referral, Text
from gongkai.disclosure.selectors import overdue, public_items
from gongkai.disclosure.telling import tell_of_last_days
from gongkai.journal.verifying import differences
from gongkai.law.periods import months_later
from gongkai.ui.desk import Standing

pytestmark = pytest.mark.django_db
WITHHELD = {"nature": "withheld", "ground": "DENY_1", "ground_reason": "含有尚未解密的内容"}


@pytest.fixture
def made() -> County:
    return county("administrator", "handler", "head", "reviewer", "secrecy_reviewer", "leader", "publisher")


def _kept(made: County) -> Item:
    return services.withhold(approve(made, begin(made, **WITHHELD)), by=actor(made, "publisher"))


def _due(made: County, role: str, on: date) -> dict[Standing, list[str]]:
    piles = [pile for pile in dues(made.officers[role], on) if pile.count()]
    return {pile.standing: [str(due.what) for due in pile.take(8)] for pile in piles}


def _refer(made: County, item: Item, **values: date) -> Item:
    by = actor(made, "reviewer")
    return services.refer(item, "business_reviewer", to="县保密局", remarks="拿不准", by=by, **values)


def test_what_is_not_public_is_kept_until_its_day(made: County) -> None:
    item = _kept(made)
    due = Reassessment.objects.get()
    assert (item.stage, due.due_on) == ("kept", months_later(localdate(), 12))
    assert _due(made, "publisher", localdate()) == {}
    assert _due(made, "publisher", due.due_on) == {Standing.TODAY: [f"{item} 评估审查"]}
    assert refused(services.reassess, item, may_be_public=False, reason=" ", by=actor(made)) == "reason-missing"
    services.reassess(item, may_be_public=False, reason="仍未解密", by=actor(made, "publisher"))
    assert Reassessment.objects.filter(done_on=localdate(), may_be_public=False, reason="仍未解密").count() == 1
    assert Reassessment.objects.filter(done_on__isnull=True).count() == 1


def test_what_may_be_public_after_all_is_reviewed_like_any_other(made: County) -> None:
    item = services.reassess(_kept(made), may_be_public=True, reason="已经解密", by=actor(made, "head"))
    assert item.text is not None
    assert (item.stage, item.text.nature, item.text.ground, item.text.formed_on) == (
        "draft",
        "proactive",
        "",
        localdate(),
    )
    assert not public_items().exists()
    item = services.submit(item, by=actor(made))
    assert services.steps_left(item) == [duty for _, duty in PASSING]


def test_what_is_public_is_not_kept_back_beside(made: County) -> None:
    assert refused(services.withhold, approve(made, begin(made)), by=actor(made, "publisher")) == "not-withheld"
    item = services.revise(publish(made, begin(made)), by=actor(made), **{**WORDS, **WITHHELD})
    assert refused(services.withhold, approve(made, item), by=actor(made, "publisher")) == "still-shown"


def test_how_often_is_for_the_agency_to_say(made: County) -> None:
    services.set_practice(made.science, {"reassess_months": 6}, by=actor(made, "administrator"))
    _kept(made)
    assert Reassessment.objects.get().due_on == months_later(localdate(), 6)


def test_a_referral_waits_for_its_reply(made: County) -> None:
    item = services.submit(begin(made), by=actor(made))
    day = localdate() + timedelta(days=10)
    assert refused(services.refer, item, "business_reviewer", to="县保密局", remarks="?", reply_due=date(2020, 1, 1),
                   by=actor(made, "reviewer")) == "referral-days"  # fmt: skip
    item = _refer(made, item, reply_due=day)
    waits = f"{item} 等候确定"
    assert [waits in _due(made, role, localdate())[Standing.MINE if role == "handler" else Standing.OTHERS]
            for role in ("handler", "leader")] == [True, True]  # fmt: skip
    assert waits in _due(made, "handler", day + timedelta(1))[Standing.OVERDUE]
    services.determine(item, may_be_public=True, reply="鲁保函〔2026〕1号：可以公开", by=actor(made))
    row = Referral.objects.get()
    assert (row.to, row.ended_on, row.may_be_public, row.reply[:3]) == ("县保密局", localdate(), True, "鲁保函")


def test_a_referral_ends_with_what_it_was_of(made: County) -> None:
    item = _refer(made, services.submit(begin(made), by=actor(made)))
    services.revise(item, by=actor(made), **WORDS)
    row = Referral.objects.get()
    assert (row.ended_on, row.may_be_public, row.reply) == (localdate(), None, "")


def test_what_was_determined_not_to_be_public_says_on_which_ground(made: County) -> None:
    item = _refer(made, services.submit(begin(made), by=actor(made)))
    found = {"may_be_public": False, "reply": "鲁保函〔2026〕2号：不得公开", "by": actor(made)}
    for why, field in (({}, "ground"), ({"ground": "DENY_8"}, "ground"), ({"ground": "DENY_1"}, "ground_reason")):
        with pytest.raises(ValidationError) as caught:
            services.determine(item, **found, **why)
        assert field in caught.value.message_dict
        assert Item.objects.get(pk=item.pk).stage == "referred"  # nothing is half done
    item = services.determine(item, **found, ground="DENY_1", ground_reason="含有尚未解密的内容")
    assert item.text is not None
    assert (item.stage, item.text.number) == ("kept", 2)
    assert {name: getattr(item.text, name) for name in WITHHELD} == WITHHELD
    assert item.text.body == Text.objects.get(item=item, number=1).body
    assert not list(differences())
    services.reassess(item, may_be_public=False, reason="仍未解密", by=actor(made, "publisher"))


def test_what_was_determined_to_be_fit_for_the_public_is_not_withheld(made: County) -> None:
    item = _refer(made, services.submit(begin(made, **WITHHELD), by=actor(made)))
    found = {"may_be_public": True, "reply": "鲁保函〔2026〕3号：可以公开", "by": actor(made)}
    with pytest.raises(ValidationError, match="可以公开"):
        services.determine(item, **found, ground="DENY_1")
    item = services.determine(item, **found)
    for role, duty in PASSING:
        item = passes(made, item, role, duty)
    publisher = actor(made, "publisher")
    assert refused(services.withhold, item, by=publisher) == "determined-public"
    item = services.send_back(item, services.turn_of(item), remarks="请改定公开属性", by=publisher)
    item = services.publish(approve(made, services.revise(item, by=actor(made), **WORDS)), by=publisher)
    assert item.shown is not None


def test_nothing_stays_kept_for_proactive_disclosure_without_a_ground(made: County) -> None:
    """As what was determined not to be public was kept before its ground was asked for."""
    item = _kept(made)
    Text.objects.filter(pk=item.text_id).update(nature="proactive", ground="", ground_reason="")
    item = Item.objects.get(pk=item.pk)
    assert _due(made, "publisher", localdate()) == {Standing.MINE: [f"{item} 没有写明不公开的依据"]}
    again = {"reason": "理由仍在", "by": actor(made, "publisher")}
    assert refused(services.reassess, item, may_be_public=False, **again) == "ground-missing"
    item = approve(made, services.revise(item, by=actor(made), **{**WORDS, **WITHHELD}))
    assert services.withhold(item, by=actor(made, "publisher")).stage == "kept"


def test_what_is_not_public_is_never_late(made: County) -> None:
    item, on = _kept(made), date(2026, 11, 27)
    assert item.due_on < on
    assert not overdue([made.science], on).exists()
    assert tell_of_last_days(make_aware(datetime(2026, 11, 27, 8))) == 0
    assert services.recompute_all() == (0, 0)
