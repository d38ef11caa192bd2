"""What of reports that go up stands on home pages, and members that are asked at night."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.utils.timezone import make_aware, now
from tests.casework import actor
from tests.county import County, county
from tests.filings.handing import hand_in
from tests.filings.handing import sign as hand
from tests.filings.signed import sign

from gongkai.agencies.models import Duty, Officer, Post
from gongkai.agencies.services import add_member
from gongkai.filings.models import Chase, Filing, Scope, Version
from gongkai.filings.submitting.chasing import tell_of_last_day
from gongkai.filings.submitting.dues import dues
from gongkai.filings.submitting.selectors import due_on
from gongkai.filings.submitting.services import accept, return_, submit
from gongkai.filings.submitting.telling import tell_chased
from gongkai.journal.actor import SYSTEM
from gongkai.notifications.models import Notice
from gongkai.ui.desk import Standing

pytestmark = pytest.mark.django_db

BEFORE, LATE = date(2026, 1, 20), date(2026, 2, 2)
GOVERNMENTS = "本级政府2025年度报告待公布"


@pytest.fixture(scope="module")
def made(kept) -> County:  # type: ignore[no-untyped-def]
    found = county("handler", "head", "supervisor", "beside")
    Post(officer=found.officers["supervisor"], agency=found.office, duty=Duty.OFFICE_HEAD, from_on="2020-01-01").save()
    for member in (found.science, found.township):
        add_member(found.office, member, year=2025, by=SYSTEM)
    return found


def due(made: County, role: str, on: date) -> dict[Standing, list[str]]:
    piles = {pile.standing: pile for pile in dues(made.officers[role], on)}
    return {standing: [each.what for each in pile.take(9)] for standing, pile in piles.items() if pile.count()}


def test_a_member_has_to_hand_up_and_publish_until_it_has_done_both(made):
    assert due(made, "handler", date(2025, 12, 31)) == {}
    assert due(made, "handler", BEFORE) == {Standing.MINE: ["2025年度报告待报送、公布"]}
    assert due(made, "handler", date(2026, 1, 31)) == {Standing.TODAY: ["2025年度报告待报送、公布"]}
    version = sign(made.science, 2025, made.officers["head"])
    row = submit(version, made.office, by=actor(made))
    assert due(made, "handler", LATE) == {Standing.OVERDUE: ["2025年度报告待公布"]}
    Version.objects.filter(pk=version.pk).update(published_at=now())
    assert due(made, "handler", LATE) == {}
    return_(row, reason="不符", remarks={}, by=actor(made, "supervisor"))
    returned = f"{made.office.called}退回2025年度报告，待修改重报"
    assert due(made, "handler", LATE) == {Standing.MINE: [returned]}
    submit(sign(made.science, 2025, made.officers["head"]), made.office, by=actor(made))
    assert due(made, "handler", LATE) == {}
    assert due(made, "beside", LATE) == {}


def test_a_site_may_have_it_due_earlier(made, settings):
    settings.REPORT_DUE_EARLY = 30
    assert due(made, "handler", date(2025, 12, 1)) == {}
    assert due(made, "handler", date(2025, 12, 2)) == {Standing.MINE: ["2025年度报告待报送、公布"]}


def test_who_collects_has_to_accept_and_sees_how_many_are_late(made):
    assert due(made, "supervisor", BEFORE) == {
        Standing.MINE: [GOVERNMENTS],
        Standing.OTHERS: ["2个单位没有报送2025年度报告"],
    }
    row = submit(sign(made.science, 2025, made.officers["head"]), made.office, by=actor(made))
    assert due(made, "supervisor", LATE) == {
        Standing.MINE: [GOVERNMENTS, f"接收{made.science.called}2025年度报告"],
        Standing.OVERDUE: ["1个单位没有报送2025年度报告"],
    }
    accept(row, by=actor(made, "supervisor"))
    assert due(made, "supervisor", LATE) == {
        Standing.MINE: [GOVERNMENTS],
        Standing.OVERDUE: ["1个单位没有报送2025年度报告"],
    }


def test_a_government_s_report_is_due_from_its_office_on_31_march(made):
    assert due(made, "supervisor", date(2026, 3, 31))[Standing.TODAY] == [GOVERNMENTS]
    assert GOVERNMENTS in due(made, "supervisor", date(2026, 4, 1))[Standing.OVERDUE]
    filing = Filing.objects.create(agency=made.government, year=2025, scope=Scope.REGION)
    version = hand(filing, made.officers["head"])
    assert GOVERNMENTS in due(made, "supervisor", date(2026, 4, 1))[Standing.OVERDUE]
    Version.objects.filter(pk=version.pk).update(published_at=now())
    assert GOVERNMENTS not in due(made, "supervisor", date(2026, 4, 1))[Standing.OVERDUE]


def test_a_township_publishes_by_no_day_of_the_law(made):
    made.officers["elsewhere"] = Officer.objects.create(username="elsewhere", name="某某")
    Post(officer=made.officers["elsewhere"], agency=made.township, duty=Duty.HANDLER, from_on="2020-01-01").save()
    assert due(made, "elsewhere", LATE) == {Standing.OVERDUE: ["2025年度报告待报送、公布"]}
    version = hand(Filing.objects.create(agency=made.township, year=2025), made.officers["head"])
    hand_in(version, made.office, made.officers["head"])
    assert due(made, "elsewhere", LATE) == {Standing.MINE: ["2025年度报告待公布"]}


def test_who_is_asked_after_the_day_is_not_told_to_keep_it(made):
    chase = Chase(
        collector=made.office, member=made.science, year=2025, officer=made.officers["supervisor"], told=1, at=now()
    )
    for on, said in ((BEFORE, "请在2026年1月31日前报送"), (LATE, "应在2026年1月31日前报送，现已逾期")):
        chase.pk = on.toordinal()
        tell_chased(chase, due_on(2025, Scope.UNIT), on, [made.officers["handler"]])
        assert said in str(Notice.objects.get(key=f"report.chased:{chase.pk}"))


def test_members_are_asked_at_night_before_the_day_and_after_it(made, monkeypatch):
    def asked(on: date) -> int:
        at = make_aware(datetime(on.year, on.month, on.day, 3))
        monkeypatch.setattr("gongkai.filings.submitting.services.now", lambda: at)
        monkeypatch.setattr("gongkai.filings.submitting.services.localdate", lambda *_: on)
        return tell_of_last_day(at)

    days = [(1, 20), (1, 21), (1, 22), (1, 31), (2, 1), (2, 2), (2, 7), (2, 8), (3, 31), (4, 1), (12, 31)]
    told = {day: asked(date(2026, *day)) for day in days}
    assert [day for day, number in told.items() if number] == [(1, 21), (2, 1), (2, 8), (3, 31)]
    assert set(Chase.objects.values_list("member", "officer", "told")) == {(made.science.pk, None, 2)}
