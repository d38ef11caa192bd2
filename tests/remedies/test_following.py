"""What follows from decisions and from time: cases redone, lessons, days computed again, readings of what is open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now
from tests.casework import GRANTED, actor, approve, refused
from tests.county import County, county
from tests.remedies.challenging import DENIED, WANG, challenge, decide, note, replied

from gongkai.applications import services as applications
from gongkai.journal.actor import SYSTEM
from gongkai.journal.verifying import differences
from gongkai.law.challenges import Ending, Event, Kind, Side
from gongkai.law.delivery import Manner
from gongkai.notifications.models import Notice
from gongkai.remedies import selectors, services
from gongkai.remedies.models import Challenge, Fault, Lesson
from gongkai.remedies.models.reading import begun
from gongkai.remedies.open_rules import OPEN_RULES
from gongkai.remedies.table_four import Span
from gongkai.remedies.telling import tell_of_last_days
from gongkai.remedies.timing import standing_of
from gongkai.remedies.verifying import challenges_that_differ

pytestmark = pytest.mark.django_db
REVOKED = date(2026, 5, 8)


@pytest.fixture(scope="module")
def made(kept: None) -> County:
    return county(
        "site", "supervisor", "handler", "head", "leader", "administrator", "reviewer", "secrecy_reviewer",
        "legal_reviewer",
    )  # fmt: skip


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """Forget what was decided for days that have begun: no site takes that back, a test does."""
    begun.cache_clear()
    yield
    begun.cache_clear()


def test_an_order_to_reply_anew_opens_its_case_and_hears_of_its_end(made: County) -> None:
    application = replied(made, DENIED)
    held = challenge(made, application, case_number="桓政复〔2026〕1号")
    assert refused(services.open_redo, held, by=actor(made)) == "no-redo-ordered"
    held = decide(made, held, "RECON_REVOKED", REVOKED, redo=True, until=date(2026, 6, 30))
    assert (held.duty, held.due_on) == ("redo", date(2026, 6, 30))
    held = services.open_redo(held, by=actor(made))
    again = held.redone_as
    assert again is not None
    assert (again.redo_of, again.due_on, again.order.number) == (application, date(2026, 6, 30), held.case_number)
    assert refused(services.open_redo, held, by=actor(made)) == "no-redo-ordered"
    client = Client()
    client.force_login(made.officers["handler"])
    for shown in (application, again):
        assert held.number in client.get(reverse("applications:detail", args=[shown.pk])).content.decode()
    assert again.number in client.get(reverse("remedies:detail", args=[held.pk])).content.decode()
    redone = reverse("remedies:act", args=[held.pk, "redone"])
    assert client.get(redone).status_code == 302
    approve(made, again, GRANTED)
    applications.decide(again, on=date(2026, 6, 29), by=actor(made, "head"))
    applications.deliver(again, manner=Manner.POST, sent_on=date(2026, 6, 29), by=actor(made))
    held = Challenge.objects.get(pk=held.pk)
    assert (held.duty, held.due_on, held.column) == ("", None, "overturned")
    assert list(differences()) == []


def test_a_judgment_orders_to_reply_from_the_day_it_is_in_effect(made: County) -> None:
    held = challenge(made, replied(made, DENIED), procedure="suit", forum="法院")
    held = decide(made, held, "SUIT_REVOKED", date(2026, 6, 1), redo=True)
    held = note(made, held, Kind.IN_EFFECT, date(2026, 6, 24))
    assert (held.duty, held.due_on) == ("redo", date(2026, 7, 22))
    again = services.open_redo(held, by=actor(made)).redone_as
    assert again is not None
    assert (again.due_on, again.order.served_on) == (date(2026, 7, 22), date(2026, 6, 1))


def test_the_time_to_appeal_is_told_once_to_who_handles_it_and_the_head(made: County) -> None:
    held = challenge(made, replied(made, DENIED), procedure="suit", forum="法院")
    held = decide(made, held, "SUIT_REVOKED", localdate() - timedelta(5))
    until = standing_of(held).appeal_until
    assert until is not None
    assert tell_of_last_days(now()) == 2
    told = {notice.officer: str(notice.text) for notice in Notice.objects.filter(kind="challenge.due")}
    assert set(told) == {made.officers["handler"], made.officers["head"]}
    assert all("的上诉期限是" in each and until.isoformat() in each for each in told.values())
    assert tell_of_last_days(now()) == 0
    ruled = challenge(made, procedure="suit", forum="法院", opening=Event(Kind.FILED, localdate() - timedelta(9)))
    decide(made, ruled, "SUIT_NOT_FILED", localdate() - timedelta(2))  # the plaintiff's to appeal, and nobody's here
    won = challenge(made, procedure="suit", forum="法院")
    decide(made, won, "SUIT_CLAIM_DISMISSED", localdate() - timedelta(2))
    assert tell_of_last_days(now()) == 0


def test_what_was_corrected_is_learned_from(made: County) -> None:
    application = replied(made, DENIED)
    held = challenge(made, application)
    given = {"fault": Fault.SEARCH, "what": "只查了办公系统", "change": "并查档案室", "by": actor(made)}
    assert refused(services.learn, held, **given) == "nothing-corrected"
    held = decide(made, held, "RECON_REVOKED", REVOKED)
    named = {**given, "what": f"没有给{WANG.name}查档案"}
    assert refused(services.learn, held, **named) == "party-is-named"
    lesson = services.learn(held, **given)
    again = services.learn(held, **{**given, "reading": True, "by": actor(made, "leader")})
    assert (again.pk, again.officer, Lesson.objects.count()) == (lesson.pk, made.officers["leader"], 1)
    decide(made, challenge(made), "RECON_MAINTAINED", REVOKED)
    decide(made, challenge(made, procedure="complaint"), "COMPLAINT_FOUNDED", REVOKED)
    span = Span.of_year(2026)
    among = [made.science]
    rates = {rate.name: (rate.ended, rate.corrected, rate.percent) for rate in selectors.rates(among, span, "ground")}
    assert rates == {"属于四类过程性信息": (1, 1, 100), "未主动公开": (1, 0, 0)}
    assert [(rate.ended, rate.corrected) for rate in selectors.rates(among, span, "office")] == [(2, 1)]
    assert selectors.faults(among, span) == [(Fault.SEARCH, 1)]
    assert list(selectors.reading_list(among, Span.of_year(localdate().year))) == [again]
    assert not selectors.corrected([made.water], span).exists()
    client = Client()
    client.force_login(made.officers["supervisor"])
    page = client.get(reverse("remedies:lessons")).content.decode()
    assert "只查了办公系统" in page
    assert "50%" in page or "100%" in page


def test_a_judgment_that_nobody_appealed_is_in_effect_at_night(made: County) -> None:
    today = localdate()
    held = challenge(made, procedure="suit", forum="法院", on=today - timedelta(60))
    held = decide(made, held, "SUIT_REVOKED", today - timedelta(3))
    assert (held.state, held.closed_on) == ("awaiting_effect", None)
    assert list(challenges_that_differ()) == []
    ago = today - timedelta(40)
    waiting = challenge(made, procedure="suit", forum="法院", on=today - timedelta(60))
    waiting = decide(made, waiting, "SUIT_REVOKED", ago)
    assert waiting.state == "closed"
    Challenge.objects.filter(pk=waiting.pk).update(state="awaiting_effect", closed_on=None, result="", column="")
    assert list(challenges_that_differ()) == []
    assert services.recompute_all() == (2, 1)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.column) == ("closed", "overturned")
    late = services.appeal(waiting, on=today, side=Side.OTHERS, by=actor(made))
    assert (late.state, late.closed_on, late.column) == ("on_appeal", None, "")
    late = note(made, late, Kind.DECIDED, today, ending=Ending.CHANGED, result="SUIT_CLAIM_DISMISSED")
    assert (late.state, late.column) == ("closed", "upheld")


def test_what_differs_from_its_events_is_found(made: County) -> None:
    held = challenge(made)
    Challenge.objects.filter(pk=held.pk).update(due_on=date(2026, 4, 20))
    assert len(list(challenges_that_differ())) == 1
    assert services.recompute_all() == (1, 1)
    assert list(challenges_that_differ()) == []


def test_how_results_are_counted_is_read_as_on_the_day_of_the_end(made: County) -> None:
    today = localdate()
    rule = "column-RECON_MEDIATED"
    given = {"value": "upheld", "basis": "示例发〔2026〕1号", "by": actor(made, "site")}
    assert refused(services.decide_reading, rule, from_on=today, **given) == "reading-not-ahead"
    row = services.decide_reading(rule, from_on=today + timedelta(1), **given)
    services.take_back(row, by=actor(made, "site"))
    assert decide(made, challenge(made), "RECON_MEDIATED", REVOKED).column == "other"
    row = services.decide_reading(rule, from_on=today + timedelta(1), **given)
    type(row).objects.filter(pk=row.pk).update(from_on=REVOKED)
    begun.cache_clear()
    assert decide(made, challenge(made), "RECON_MEDIATED", REVOKED).column == "upheld"
    assert decide(made, challenge(made), "RECON_MEDIATED", REVOKED - timedelta(1)).column == "other"
    assert refused(services.take_back, row, by=SYSTEM) == "reading-not-ahead"


def test_what_the_law_leaves_open_is_decided_on_its_page(made: County) -> None:
    client = Client()
    client.force_login(made.officers["site"])
    page = client.get(reverse("remedies:readings")).content.decode()
    assert all(str(rule.label) in page for rule in OPEN_RULES)
    address = reverse("remedies:decide-reading", args=["assume_simple_procedure"])
    given = {"value": "no", "from_on": localdate() + timedelta(1), "basis": "示例发〔2026〕1号"}
    assert client.post(address, given).status_code == 302
    assert client.get(reverse("remedies:decide-reading", args=["nothing"])).status_code == 404
    assert "示例发〔2026〕1号" in client.get(reverse("remedies:readings")).content.decode()


def test_a_reading_of_the_procedure_holds_from_its_day(made: County) -> None:
    opening = Event(Kind.COPY_RECEIVED, date(2026, 4, 1))
    assert challenge(made, opening=opening).due_on == date(2026, 4, 9)
    row = services.decide_reading(
        "assume_simple_procedure", value=False, from_on=localdate() + timedelta(1), basis="示例", by=SYSTEM
    )
    type(row).objects.filter(pk=row.pk).update(from_on=date(2026, 4, 1))
    begun.cache_clear()
    assert challenge(made, opening=opening).due_on == date(2026, 4, 16)


def test_the_days_to_reply_anew_are_read_as_on_the_day_it_became_known(made: County) -> None:
    row = services.decide_reading("redo_days", value=15, from_on=localdate() + timedelta(1), basis="示例", by=SYSTEM)
    type(row).objects.filter(pk=row.pk).update(from_on=date(2026, 4, 1))
    begun.cache_clear()
    held = decide(made, challenge(made, replied(made, DENIED)), "RECON_REVOKED", REVOKED, redo=True)
    assert held.due_on == date(2026, 5, 28)
    again = services.open_redo(held, by=actor(made)).redone_as
    assert again is not None
    assert again.due_on == date(2026, 5, 28)
    client = Client()
    client.force_login(made.officers["site"])
    assert "15个工作日" in client.get(reverse("remedies:readings")).content.decode()
