"""Reports that go up: handed in with a receipt, asked for, returned with remarks, accepted; how members stand."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, make_aware, now
from tests.casework import actor, refused
from tests.county import County, county
from tests.filings.signed import sign

from gongkai.agencies.models import Kind, Membership
from gongkai.agencies.services import add_agency, add_member
from gongkai.filings.models import Chase, Filing, Remark, Scope, Submission, Upload
from gongkai.filings.submitting import services
from gongkai.filings.submitting.selectors import State, board, board_rows, counts_of, due_on, scope_of
from gongkai.journal.actor import SYSTEM
from gongkai.journal.models import Entry
from gongkai.notifications.models import Notice

pytestmark = pytest.mark.django_db

CELL = "applications.new.natural"


@pytest.fixture(scope="module")
def made(kept) -> County:  # type: ignore[no-untyped-def]
    found = county("handler", "head", "supervisor", "beside")
    for member in (found.science, found.water, found.township):
        add_member(found.office, member, year=2025, by=SYSTEM)
    return found


@pytest.fixture
def version(made):  # type: ignore[no-untyped-def]
    return sign(made.science, 2025, made.officers["head"])


def states(made: County) -> dict[str, str]:
    return {each.member.name: each.state for each in board(made.office, 2025).select_related("member")}


def state(made: County) -> str:
    return states(made)[made.science.name]


def test_a_signed_report_goes_up_with_the_next_receipt(made, version):
    first = services.submit(version, made.office, by=actor(made))
    assert first.receipt == f"NB2025-{made.office.pk:04d}-0001"
    other = services.submit(sign(made.water, 2025, made.officers["beside"]), made.office, by=actor(made, "beside"))
    assert other.receipt == f"NB2025-{made.office.pk:04d}-0002"
    assert refused(services.submit, version, made.office, by=actor(made)) == "submitted-already"
    told = Notice.objects.get(officer=made.officers["supervisor"], key__contains=f":{first.pk}:")
    assert first.receipt in str(told.text)
    acts = Entry.objects.filter(act="submission.submitted", object_id=version.filing_id, object_type="filings.filing")
    assert acts.get().note["receipt"] == first.receipt


def test_only_what_was_signed_last_goes_up_and_only_to_whose_list_it_is_on(made, version):
    by = actor(made)
    assert refused(services.submit, version, made.government, by=by) == "not-on-the-list"
    newer = sign(made.science, 2025, made.officers["head"])
    assert refused(services.submit, version, made.office, by=by) == "not-signed"
    Filing.objects.filter(pk=newer.filing_id).update(stage="compiling")
    assert refused(services.submit, newer, made.office, by=by) == "not-signed"
    Membership.objects.filter(member=made.science, year=2025).update(until_on=date(2025, 6, 30))
    assert refused(services.submit, newer, made.office, by=by) == "not-on-the-list"


def test_it_is_returned_with_remarks_signed_anew_and_accepted(made, version):
    by, above = actor(made), actor(made, "supervisor")
    first = services.submit(version, made.office, by=by)
    assert state(made) == State.SUBMITTED
    give_back = services.return_
    assert refused(give_back, first, reason=" ", remarks={}, by=above) == "reason-missing"
    assert refused(give_back, first, reason="改", remarks={"applications.new.x": "？"}, by=above) == "no-such-place"
    returned = give_back(first, reason="新收件数与系统不符", remarks={CELL: "应为3", "problems": "太短"}, by=above)
    assert (returned.state, returned.reason) == ("returned", "新收件数与系统不符")
    assert dict(Remark.objects.values_list("place", "text")) == {CELL: "应为3", "problems": "太短"}
    assert state(made) == State.RETURNED
    assert refused(services.accept, first, by=above) == "answered-already"
    told = Notice.objects.filter(kind="report.returned").values_list("officer__username", flat=True)
    assert set(told) == {"handler", "head"}
    second = services.submit(sign(made.science, 2025, made.officers["head"]), made.office, by=by)
    services.accept(second, by=above)
    assert state(made) == State.ACCEPTED
    assert [each.state for each in Submission.objects.order_by("pk")] == ["returned", "accepted"]


def test_what_was_accepted_may_be_returned_and_an_older_one_is_not_answered(made, version):
    by, above = actor(made), actor(made, "supervisor")
    first = services.submit(version, made.office, by=by)
    second = services.submit(sign(made.science, 2025, made.officers["head"]), made.office, by=by)
    assert refused(services.accept, first, by=above) == "answered-already"
    services.accept(second, by=above)
    services.return_(second, reason="汇总时发现有误", remarks={}, by=above)
    assert state(made) == State.RETURNED


def test_what_came_from_outside_and_was_confirmed_is_awaited_no_more(made):
    outside = Upload.objects.create(
        agency=made.township, year=2025, name="年报.docx", report="{}", digest="0" * 64, at=now(),
        officer=made.officers["supervisor"],
    )  # fmt: skip
    assert states(made)[made.township.name] == State.ABSENT  # nobody has confirmed it
    Upload.objects.filter(pk=outside.pk).update(confirmed_at=now())
    assert states(made)[made.township.name] == State.OUTSIDE
    assert board_rows(made.office, 2025).get(member=made.township).upload == outside.pk
    Membership.objects.filter(member=made.water).update(until_on=date(2025, 3, 1))
    assert states(made)[made.water.name] == State.LEFT


def test_of_a_government_with_a_list_the_report_of_its_region_goes_up(made):
    assert scope_of(made.government, 2025) == Scope.REGION  # its office keeps the list
    assert scope_of(made.office, 2025) == scope_of(made.township, 2025) == Scope.UNIT
    city = add_agency(name="淄博市人民政府", kind=Kind.GOVERNMENT, region=made.region, by=SYSTEM)
    add_member(city, made.government, year=2025, by=SYSTEM)
    assert [each.scope for each in board(city, 2025)] == [Scope.REGION]
    version = sign(made.government, 2025, made.officers["head"])
    assert refused(services.submit, version, city, by=actor(made)) == "another-report-goes-up"
    assert (due_on(2025, Scope.UNIT), due_on(2025, Scope.REGION)) == (date(2026, 1, 31), date(2026, 3, 31))
    assert due_on(2025, Scope.UNIT, Kind.GOVERNMENT) == date(2026, 3, 31)


def test_who_is_asked_for_a_report_not_begun_is_led_to_the_form_that_begins_it(made):
    membership = Membership.objects.get(member=made.science, year=2025)
    services.chase(membership, text="请尽快", by=actor(made, "supervisor"))
    urls = set(Notice.objects.filter(kind="report.chased").values_list("url", flat=True))
    assert urls == {f"/desk/filings/new/?agency={made.science.pk}&year=2025&scope=unit"}


def test_a_member_is_asked_for_its_report_while_that_is_awaited(made, version):
    above = actor(made, "supervisor")
    membership = Membership.objects.get(member=made.science, year=2025)
    chased = services.chase(membership, text="请尽快", by=above)
    assert (chased.told, chased.officer) == (2, made.officers["supervisor"])
    assert set(Notice.objects.filter(kind="report.chased").values_list("officer__username", flat=True)) == {
        "handler", "head",
    }  # fmt: skip
    nobody = Membership.objects.get(member=made.township, year=2025)
    assert refused(services.chase, nobody, by=above) == "nobody-to-tell"
    services.submit(version, made.office, by=actor(made))
    assert refused(services.chase, membership, by=above) == "not-awaited"
    assert Chase.objects.count() == 1


def test_the_board_says_how_each_stands(made, version):
    assert states(made) == {
        made.science.name: State.SIGNED,
        made.water.name: State.ABSENT,
        made.township.name: State.ABSENT,
    }
    Filing.objects.create(agency=made.water, year=2025, stage="reviewing")
    sign(made.township, 2025, made.officers["head"], stage="published")
    assert states(made)[made.water.name] == State.REVIEWING
    assert counts_of(board(made.office, 2025)) == {State.SIGNED: 2, State.REVIEWING: 1, "public": 1}
    services.submit(version, made.office, by=actor(made))
    row = board_rows(made.office, 2025).get(member=made.science)
    assert (row.findings, row.is_public, row.chased_at) == (1, False, None)


def test_the_board_asks_the_same_of_one_and_of_many(made, version):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            list(board_rows(made.office, 2025))
            counts_of(board(made.office, 2025))
        return len(queries)

    few = asked()
    for number in range(4):
        agency = add_agency(
            name=f"示范{number}局", kind=Kind.DEPARTMENT, region=made.region, parent=made.government, by=SYSTEM
        )
        add_member(made.office, agency, year=2025, by=SYSTEM)
        services.submit(sign(agency, 2025, made.officers["head"]), made.office, by=actor(made))
    assert asked() == few
    assert counts_of(board(made.office, 2025))[State.SUBMITTED] == 4


def test_what_was_returned_after_the_day_does_not_come_late(made, version):
    def handed(version, at: datetime) -> Submission:  # type: ignore[no-untyped-def]
        row = services.submit(version, made.office, by=actor(made))
        Submission.objects.filter(pk=row.pk).update(at=make_aware(at))
        return row

    first = handed(version, datetime(2026, 1, 30, 9))
    services.return_(first, reason="改", remarks={}, by=actor(made, "supervisor"))
    handed(sign(made.science, 2025, made.officers["head"]), datetime(2026, 2, 8, 9))
    for returned, day in ((datetime(2026, 2, 5, 9), date(2026, 1, 30)), (datetime(2026, 1, 31, 9), date(2026, 2, 8))):
        Submission.objects.filter(pk=first.pk).update(answered_at=make_aware(returned))
        row = board_rows(made.office, 2025).get(member=made.science)
        assert localdate(row.first_at) == day
