"""Training: arranged, told of, signed in to by a code, its result, and what is counted of it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, make_aware
from icalendar import Calendar
from tests.casework import actor, refused
from tests.county import County, county

from gongkai.agencies.exchange.importing import bring_in
from gongkai.attachments.services import attach
from gongkai.attachments.storing import Draft
from gongkai.duties.models import Attendee, TrainingSession
from gongkai.duties.models.training import State
from gongkai.duties.training import rules, selectors, services
from gongkai.duties.training.codes import code_of
from gongkai.duties.training.dues import dues
from gongkai.duties.training.forms import read_outsiders
from gongkai.duties.training.invitation import invitation_of
from gongkai.duties.training.joining import figures
from gongkai.duties.training.selectors import Counted
from gongkai.duties.training.services import Outsider
from gongkai.duties.training.tables import Sessions
from gongkai.duties.training.telling import tell_of_sessions
from gongkai.journal.models import Entry
from gongkai.journal.verifying import differences
from gongkai.notifications.models import Notice
from gongkai.ui.desk import Standing

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)
AT = make_aware(datetime.combine(ON, time(9)))
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture(scope="module")
def made(kept: None) -> County:
    return county("supervisor", "head", "handler", "publisher", "beside", "below")


def schedule(made: County, on: date = ON, **values: Any) -> TrainingSession:
    given = {"kind": "training", "subject": "条例解读", "on": on, "hours": Decimal(2), "venue": "三楼会议室", **values}
    return services.schedule(made.office, by=actor(made, "supervisor"), **given)


def invite(made: County, session: TrainingSession, *roles: str, outsiders: tuple[Outsider, ...] = ()) -> None:
    people = [made.officers[role] for role in roles]
    services.invite(session, people, outsiders, at=AT, by=actor(made, "supervisor"))


def attend(made: County, session: TrainingSession, role: str, on: date | None = None) -> Attendee:
    return services.attend(made.officers[role], code_of(session), on=on or session.on, by=actor(made, role))


def held(made: County, on: date = ON, *roles: str, **values: Any) -> TrainingSession:
    session = schedule(made, on, **values)
    invite(made, session, *roles)
    for role in roles:
        attend(made, session, role)
    return services.complete(session, on=on, effect="好", by=actor(made, "supervisor"))


def test_who_is_invited_is_told_once_and_sees_the_session(made: County) -> None:
    session = schedule(made)
    handler, on = made.officers["handler"], ON
    assert not rules.may_see(handler, session, on)
    invite(made, session, "handler", outsiders=(Outsider("甲某", "某街道"),))
    invite(made, session, "handler", "beside", outsiders=(Outsider("甲某", "某街道"),))
    assert rules.may_see(handler, session, on)
    told = Notice.objects.filter(kind="training.invited")
    assert {each.officer.username for each in told} == {"handler", "beside"}
    rows = session.attendees.all()
    assert {(row.name, row.agency and row.agency.name, row.unit) for row in rows} == {
        ("handler·某", "桓台县科技局", ""), ("beside·某", "桓台县水利局", ""), ("甲某", None, "某街道"),
    }  # fmt: skip
    session.refresh_from_db()
    assert session.state == State.INVITED
    assert list(differences()) == []


def test_the_code_signs_in_who_is_invited_on_that_day_alone(made: County) -> None:
    session, other = schedule(made), schedule(made, subject="另一场")
    invite(made, session, "handler")
    assert code_of(session) != code_of(other)
    assert refused(attend, made, session, "handler", ON + timedelta(1)) == "attendance-code-wrong"
    assert refused(attend, made, session, "head") == "attendance-code-wrong"  # is not on the list
    assert refused(attend, made, other, "handler") == "attendance-code-wrong"
    row = attend(made, session, "handler")
    assert (row.attended, row.by_code) == (True, True)
    assert attend(made, session, "handler") == row
    moved = services.change(session, {"on": ON + timedelta(1)}, at=AT, by=actor(made, "supervisor"))
    assert code_of(moved) != code_of(session)


def test_codes_are_typed_a_few_times_and_no_more(made: County) -> None:
    session = schedule(made, localdate())
    invite(made, session, "handler")
    client, address = Client(), reverse("training:attend")
    client.force_login(made.officers["handler"])
    wrong = f"{(int(code_of(session)) + 1) % 10**6:06d}"
    assert [client.post(address, {"code": wrong}).status_code for _try in range(6)] == [409] * 5 + [429]
    assert client.post(address, {"code": code_of(session)}).status_code == 429
    client.force_login(made.officers["head"])
    invite(made, session, "head")
    assert client.post(address, {"code": code_of(session)}).status_code == 302
    assert Attendee.objects.filter(attended=True).count() == 1


def test_the_list_is_ticked_and_put_right(made: County) -> None:
    session = schedule(made)
    invite(made, session, "handler", "head", outsiders=(Outsider("甲某"),))
    by = actor(made, "supervisor")
    keys = {row.name: row.pk for row in session.attendees.all()}
    assert refused(services.tick, session, present=set(), on=ON - timedelta(1), by=by) == "session-not-yet"
    attend(made, session, "head")
    services.tick(session, present={keys["甲某"], keys["head·某"]}, on=ON, by=by)
    came = session.attendees.filter(attended=True)
    assert {row.name: row.by_code for row in came} == {"甲某": False, "head·某": True}
    services.tick(session, present={keys["handler·某"]}, on=ON, by=by)
    assert {row.name: row.by_code for row in came.all()} == {"handler·某": False}


def test_a_session_ends_with_its_result(made: County) -> None:
    session, by = schedule(made), actor(made, "supervisor")
    assert refused(services.complete, session, on=ON, effect="好", by=by) == "nobody-attended"
    invite(made, session, "handler", "head")
    attend(made, session, "handler")
    for wrong in ({}, {"tested": 2, "passed": 1}, {"tested": 1, "passed": 2}, {"tested": 1}):
        with pytest.raises(ValidationError):
            services.complete(session, on=ON, by=by, **wrong)
    done = services.complete(session, on=ON, tested=1, passed=1, by=by)
    assert (done.state, done.pass_rate) == (State.HELD, Decimal("100.0"))
    assert refused(services.change, done, {"venue": "别处"}, at=AT, by=by) == "session-closed"
    assert refused(services.cancel, done, reason="冲突", at=AT, by=by) == "session-closed"
    assert services.complete(done, on=ON, minutes="更正", by=by).pass_rate is None


def test_what_changes_is_told_to_who_was_invited(made: County) -> None:
    session, by = schedule(made), actor(made, "supervisor")
    invite(made, session, "handler")
    services.change(session, {"about": "只改内容"}, at=AT, by=by)
    assert not Notice.objects.filter(kind="training.changed").exists()
    services.change(session, {"venue": "五楼"}, at=AT, by=by)
    services.cancel(session, reason="会场冲突", at=AT, by=by)
    assert Notice.objects.filter(kind="training.changed", officer=made.officers["handler"]).count() == 2


def test_the_invitation_fits_a_calendar(made: County) -> None:
    session = schedule(made, begins_at=time(9, 30), hours=Decimal("1.5"))
    (event,) = Calendar.from_ical(invitation_of(session, AT, "https://gov.example/desk/training/1/")).walk("VEVENT")
    assert event.decoded("dtstart") == AT + timedelta(minutes=30)
    assert event.decoded("dtend") == AT + timedelta(hours=2)
    assert (str(event["summary"]), str(event["location"])) == ("条例解读", "三楼会议室")
    (whole,) = Calendar.from_ical(invitation_of(schedule(made), AT, "https://gov.example/")).walk("VEVENT")
    assert whole.decoded("dtstart") == ON


def test_hours_count_for_the_agency_of_who_came(made: County) -> None:
    held(made, ON, "handler", "beside")
    held(made, date(2026, 4, 1), "handler", kind="seminar", subject="座谈", hours=Decimal("1.5"))
    held(made, date(2025, 12, 31), "head", subject="去年")
    schedule(made, date(2026, 5, 6))
    office, science, water = made.office, made.science, made.water
    everyone = [each.pk for each in (office, science, water, made.branch)]
    assert selectors.counts_by_kind(everyone, *YEAR) == {
        "training": Counted(1, Decimal(2), 2, Decimal(4)),
        "seminar": Counted(1, Decimal("1.5"), 1, Decimal("1.5")),
    }
    assert selectors.counts_by_agency(everyone, *YEAR) == {office.pk: Counted(2, Decimal("3.5"), 3, Decimal("5.5"))}
    assert selectors.trained_by_agency(everyone, *YEAR) == {
        science.pk: (1, Decimal("3.5")), water.pk: (1, Decimal(2)),
    }  # fmt: skip
    people = {str(each): hours for each, hours in selectors.hours_by_person(science, *YEAR)}
    assert people == {"head·某": 0, "publisher·某": 0, "handler·某": Decimal("3.5")}
    assert [str(each) for each in selectors.not_trained([science.pk], *YEAR)] == ["head·某", "publisher·某"]
    assert selectors.not_trained_by_agency(everyone, *YEAR) == {science.pk: 2, office.pk: 1, made.branch.pk: 1}
    assert selectors.held_in(everyone, *YEAR).count() == 2


def test_what_lacks_material_or_result_is_due_and_told(made: County) -> None:
    past, soon, far = (
        schedule(made, date(2026, 2, 27)),
        schedule(made, date(2026, 3, 6)),
        schedule(made, date(2026, 4, 1)),
    )
    schedule(made, date(2026, 3, 5), needs_material=False)
    lacking = selectors.lacking(TrainingSession.objects.all(), ON, date(2026, 3, 9))
    assert set(lacking) == {past, soon}
    bureau = services.schedule(
        made.science, kind="meeting", subject="例会", on=date(2026, 2, 27), hours=Decimal(1), by=actor(made, "head")
    )
    piles = {pile.standing: pile.count() for pile in dues(made.officers["head"], ON) if pile.count()}
    assert piles == {Standing.OVERDUE: 1}
    assert list(dues(made.officers["publisher"], ON)) == []
    assert tell_of_sessions(AT) == 2  # the head and the handler of the bureau; the office has nobody who arranges
    assert tell_of_sessions(AT) == 0
    assert set(Notice.objects.values_list("kind", "url")) == {
        ("training.no_result", reverse("training:detail", args=[bureau.pk]))
    }
    with Draft() as draft:
        draft.write(b"1,2\n")
        attach(soon, draft, "讲义.csv", by=actor(made, "supervisor"))
    assert set(lacking.all()) == {past, bureau}
    assert far not in lacking


def test_who_is_invited_is_reminded_the_working_day_before(made: County) -> None:
    session = schedule(made, date(2026, 3, 3), needs_material=False)
    invite(made, session, "handler", "beside")
    friday = AT - timedelta(days=3)
    assert tell_of_sessions(friday) == 0
    assert tell_of_sessions(AT) == 2


def test_the_plan_of_a_year_is_kept(made: County) -> None:
    by = actor(made, "head")
    first = services.plan(made.science, 2026, {"aims": "全员轮训", "sessions": 2, "hours": Decimal(4)}, by=by)
    again = services.plan(made.science, 2026, {"aims": "全员轮训", "sessions": 3, "hours": Decimal(4)}, by=by)
    assert (again.pk, again.sessions) == (first.pk, 3)


def test_sessions_of_before_come_in_as_a_table(made: County) -> None:
    lines = (
        "形式,主题,日期,学时,地点,到场人员,测试人数,合格人数,效果",
        "培训,公开条例培训,2026-01-15,2,三楼会议室,handler·某、head·某、甲某,3,2,",
        "研讨、座谈,年报座谈,2026/2/3,1.5,,handler·某,,,统一了口径",
    )
    table, by = "\n".join(lines).encode(), actor(made, "head")
    outcome = bring_in(table, Sessions(made.science), by=by, on=ON, write=True)
    assert (outcome.counts["added"], outcome.bad) == (2, ())
    assert selectors.trained_by_agency([made.science.pk], *YEAR) == {made.science.pk: (2, Decimal("5.5"))}
    assert TrainingSession.objects.get(subject="公开条例培训").pass_rate == Decimal("66.7")
    assert bring_in(table, Sessions(made.science), by=by, on=ON, write=True).counts["same"] == 2
    wrong = f"{lines[0]}\n培训,将来的,2026-05-06,两个,,甲某,,,好\n培训,将来的,2026-05-06,2,,甲某,,,好".encode()
    tried = bring_in(wrong, Sessions(made.science), by=by, on=ON, write=True)
    assert [row.problems[0].heading for row in tried.bad] == ["学时", ""]
    assert not Notice.objects.exists()


@pytest.mark.once
def test_the_list_asks_as_many_questions_for_any_number(made: County) -> None:
    client, asked = Client(), []
    client.force_login(made.officers["supervisor"])
    client.get(reverse("training:list"))  # the first page of a session writes when it was begun
    for number in (1, 2, 27):
        for _each in range(number):
            invite(made, schedule(made), "handler", "head")
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("training:list"))
        asked.append(len(queries))
    assert asked == [asked[0]] * 3


def test_people_from_elsewhere_are_read_a_line_for_each() -> None:
    assert read_outsiders("甲某 某街道\n\n乙某，某某公司\n丙某") == [
        Outsider("甲某", "某街道"), Outsider("乙某", "某某公司"), Outsider("丙某"),
    ]  # fmt: skip


def test_a_session_from_plan_to_figures_at_the_desk(made: County) -> None:
    today, client = localdate(), Client()
    client.force_login(made.officers["head"])
    sent = {
        "agency": made.science.pk, "kind": "training", "subject": "业务培训", "on": today.isoformat(), "hours": "2",
        "begins_at": "09:00", "venue": "三楼",
    }  # fmt: skip
    there = client.post(reverse("training:add"), sent)["Location"]
    session = TrainingSession.objects.get()
    assert there == reverse("training:detail", args=[session.pk])
    invited = client.post(f"{there}invite/", {"agencies": [made.science.pk], "outsiders": "甲某 某公司"})
    assert invited.status_code == 302
    assert session.attendees.count() == 4
    assert code_of(session) in client.get(f"{there}code/").content.decode()
    keys = [str(row.pk) for row in session.attendees.all()][:2]
    assert client.post(f"{there}attendance/", {"present": keys}).status_code == 302
    assert client.post(f"{there}result/", {}).status_code == 422
    assert client.post(f"{there}result/", {"tested": "2", "passed": "1"}).status_code == 302
    assert "50%" in client.get(there).content.decode()
    page = client.get(reverse("training:figures"), {"agency": made.science.pk}).content.decode()
    assert "没有参加" in page
    assert code_of(session) not in client.get(f"{there}code/").content.decode()
    counts = [each.count for each in figures(made.officers["head"], today)]
    assert counts[:3] == [1, 0, 0]
    listed = client.get(reverse("training:list"), {"state": "held"}).content.decode()
    assert "业务培训" in listed
    assert "业务培训" not in client.get(reverse("training:list"), {"lacking": "1"}).content.decode()
    files = [client.post(reverse(name), {"do": "export"}) for name in ("training:list", "leading:list")]
    taken = Entry.objects.filter(act="list.exported").order_by("pk")
    assert [(each.note["listing"], each.note["count"]) for each in taken] == [("training", 1), ("leading", 2)]
    for each in files:
        each.close()
