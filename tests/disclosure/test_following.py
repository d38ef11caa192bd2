"""What remains to be done after publication, last days computed again, and how much was in time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, make_aware, now
from tests.applications.test_recomputing import YEAR_2027
from tests.casework import actor, refused
from tests.county import County, county
from tests.publishing import WORDS, begin, publish

from gongkai.disclosure import services
from gongkai.disclosure.dues import dues
from gongkai.disclosure.models import FollowUp, Item, Kind, Showing
from gongkai.disclosure.selectors import overdue, published, timeliness
from gongkai.disclosure.services.acting import due_of
from gongkai.disclosure.telling import tell_of_feedback, tell_of_last_days
from gongkai.journal.verifying import differences
from gongkai.law.publication import feedback_due, publication_due, withdrawal_due
from gongkai.notifications.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> County:
    return county()


def _consultation(made: County, until: date, **values: Any) -> dict[str, Any]:
    asked = {"kind": Kind.CONSULTATION, "comments_from": until - timedelta(30), "comments_until": until}
    return {**WORDS, **asked, "comments_to": "kj@example.gov.cn", **values}


def _piles(made: County, role: str, on: date) -> list[str]:
    return [each.what for pile in dues(made.officers[role], on) for each in pile.take(9)]


def test_what_became_of_the_comments_is_asked_for_until_it_is_published(made: County) -> None:
    ended = localdate() - timedelta(1)
    item = publish(made, begin(made, **_consultation(made, ended)))
    row = FollowUp.objects.get(item=item)
    assert (row.kind, row.due_on, row.done_on) == ("feedback", feedback_due(ended).due, None)
    assert _piles(made, "handler", localdate()) == [f"{item} 公布意见采纳情况"]
    assert _piles(made, "beside", localdate()) == []
    told = tell_of_feedback(now())
    assert (told > 0, tell_of_feedback(now())) == (True, 0)
    longer = localdate() + timedelta(20)
    item = publish(made, services.revise(item, by=actor(made), **_consultation(made, longer)))
    row.refresh_from_db()
    assert (row.since, row.due_on) == (longer, feedback_due(longer).due)
    assert _piles(made, "handler", localdate()) == []
    values = _consultation(made, ended, comments_outcome="收到3条，采纳2条。")
    publish(made, services.revise(item, by=actor(made), **values))
    row.refresh_from_db()
    assert row.done_on == localdate()
    assert list(differences()) == []


def test_a_penalty_that_was_revoked_must_come_down_and_who_publishes_is_told(made: County) -> None:
    item = publish(made, begin(made, category="A06"))
    changed = localdate() - timedelta(1)
    item = services.report_penalty_changed(item, changed_on=changed, reason="复议撤销", by=actor(made))
    row = FollowUp.objects.get()
    assert (row.due_on, row.done_on) == (withdrawal_due(changed).due, None)
    assert {notice.officer.username for notice in Notice.objects.all()} == {"publisher", "head"}
    assert _piles(made, "publisher", localdate()) == [f"{item} 撤下行政处罚决定"]
    given = {"changed_on": changed, "reason": "再次", "by": actor(made)}
    assert refused(services.report_penalty_changed, item, **given) == "already-reported"
    services.withdraw(item, note="处罚决定已撤销", by=actor(made, "publisher"))
    row.refresh_from_db()
    assert row.done_on == localdate()


def test_only_a_penalty_that_is_shown_is_reported_and_no_day_to_come(made: County) -> None:
    given: dict[str, Any] = {"changed_on": localdate(), "reason": "撤销", "by": actor(made)}
    report = services.report_penalty_changed
    assert refused(report, publish(made, begin(made)), **given) == "no-penalty-shown"
    assert refused(report, begin(made, category="A06"), **given) == "no-penalty-shown"
    item = publish(made, begin(made, category="A06"))
    assert refused(report, item, **{**given, "changed_on": localdate() + timedelta(1)}) == "day-to-come"


def test_last_days_are_computed_again_by_a_new_notice_and_who_writes_is_told(
    made: County, settings: Any, tmp_path: Path
) -> None:
    settings.CALENDAR = tmp_path
    item, done = begin(made, formed_on=date(2026, 12, 14)), publish(made, begin(made))
    before = item.due_on
    assert item.provisional
    assert services.recompute_all() == (1, 0)
    (tmp_path / "2027.toml").write_text(YEAR_2027, encoding="utf-8")
    assert services.recompute_all() == (1, 1)
    item.refresh_from_db()
    assert (item.due_on > before, item.provisional, done.late) == (True, False, True)
    assert {notice.officer.username for notice in Notice.objects.all()} == {"handler", "publisher", "head"}
    assert services.recompute_all() == (1, 0)
    assert list(differences()) == []


def test_who_writes_is_told_of_what_is_due_soon_or_overdue_once(made: County) -> None:
    at = make_aware(datetime(2026, 3, 26, 8))
    begin(made)
    publish(made, begin(made))
    begin(made, formed_on=date(2026, 3, 20), produced_on=date(2026, 3, 20))
    assert (tell_of_last_days(at), tell_of_last_days(at)) == (3, 0)
    assert {notice.kind for notice in Notice.objects.all()} == {"item.due_soon"}
    assert tell_of_last_days(make_aware(datetime(2026, 4, 1, 8))) == 3
    assert Notice.objects.filter(kind="item.overdue").count() == 3


def test_a_night_asks_the_database_as_often_for_many_overdue_as_for_one(made: County) -> None:
    at, counts = make_aware(datetime(2026, 4, 1, 8)), []
    for _night in range(2):
        begin(made)
        assert tell_of_last_days(at) == 3
        with CaptureQueriesContext(connection) as queries:
            assert tell_of_last_days(at) == 0
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_what_was_in_time_is_counted_once_for_each_content(made: County) -> None:
    today = localdate()
    late = publish(made, begin(made))
    timely = publish(made, begin(made, category="A01", formed_on=today, produced_on=today))
    for item, values in ((late, {}), (timely, {"category": "A01", "formed_on": today, "produced_on": today})):
        publish(made, services.revise(item, by=actor(made), **{**WORDS, **values, "title": "改正错字"}))
    assert Showing.objects.count() == 4
    begin(made)
    found = {by: timeliness([made.science], today, today, by=by) for by in ("category", "agency", "month")}
    assert [tuple(row) for row in found["category"]] == [("A01", 1, 1), ("A03", 1, 0)]
    assert [tuple(row) for row in found["agency"]] == [(made.science.name, 2, 1)]
    assert [(row.key.month, row.share) for row in found["month"]] == [(today.month, 50.0)]
    assert timeliness([made.science], today - timedelta(9), today - timedelta(1), by="category") == []
    assert overdue([made.science], today).count() == 1


@pytest.mark.parametrize("by", ["category", "agency", "office", "month"])
def test_new_is_what_was_published_for_the_first_time(made: County, by: str) -> None:
    today = localdate()
    item = publish(made, begin(made))
    publish(made, services.revise(item, by=actor(made), **{**WORDS, "formed_on": today, "produced_on": today}))
    services.withdraw(publish(made, begin(made)), note="有误", by=actor(made, "publisher"))
    [(key, new)] = published([made.science], today, today, by=by).items()
    assert new.number == 2
    month = today.replace(day=1)
    assert (key, new.of) in {("A03", "A03"), (made.science.name, made.science.pk), (None, None), (month, month)}
    assert published([made.water], today, today, by=by) == {}
    assert published([made.science], today - timedelta(9), today - timedelta(1), by=by) == {}


def test_the_page_shows_it_for_what_an_officer_sees(made: County, client: Any) -> None:
    publish(made, begin(made))
    client.force_login(made.officers["handler"])
    page = client.get(reverse("disclosure:counts")).content.decode()
    assert "按期率0.0%" in page
    assert "新公开1条" in page
    client.force_login(made.officers["beside"])
    assert "没有公开信息" in client.get(reverse("disclosure:counts")).content.decode()
    wrong = client.get(reverse("disclosure:counts"), {"first": "2026-05-02", "last": "2026-05-01"})
    assert wrong.status_code == 422


def test_wording_put_right_later_makes_nothing_late(made: County) -> None:
    today = localdate()
    values = {**WORDS, "formed_on": today, "produced_on": today}
    item = publish(made, begin(made, **values))
    Item.objects.filter(pk=item.pk).update(due_on=today - timedelta(1))
    item.refresh_from_db()
    assert not publish(made, services.revise(item, by=actor(made), **{**values, "title": "改正错字"})).late


def test_an_annual_report_is_due_on_its_date(made: County) -> None:
    report = {"category": "AR", "title": "桓台县科技局2025年政府信息公开工作年度报告"}
    days = {"formed_on": date(2026, 1, 20), "produced_on": date(2026, 1, 20), "made_on": None}
    item = begin(made, **report, **days)
    assert (item.due_on, item.provisional) == (date(2026, 1, 31), False)
    assert begin(made, **report, **{**days, "formed_on": date(2026, 3, 2)}).due_on == date(2026, 1, 31)
    made.science.__class__.objects.filter(pk=made.science.pk).update(kind="general_office")
    own = Item.objects.get(pk=item.pk)
    assert due_of(own.text).due == date(2026, 1, 31)
    government = services.revise(own, by=actor(made), **{**WORDS, **report, **days, "issuers": made.government.name})
    assert government.due_on == date(2026, 3, 31)
    made.science.__class__.objects.filter(pk=made.science.pk).update(kind="township")
    assert due_of(Item.objects.get(pk=own.pk).text).due == publication_due(date(2026, 1, 20)).due


def test_what_is_put_right_in_an_annual_report_is_due_like_any_change(made: County) -> None:
    report = {"category": "AR", "title": "桓台县科技局2025年政府信息公开工作年度报告"}
    item = publish(made, begin(made, **report))
    item = services.revise(item, by=actor(made), **{**WORDS, **report, "formed_on": date(2026, 3, 16)})
    assert item.due_on == publication_due(date(2026, 3, 16)).due
