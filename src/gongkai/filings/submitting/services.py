"""What is done with reports that go up, each act in one transaction with its entry in the journal.

A member hands up the version that was signed last; whoever collects asks for it, returns it with remarks, or accepts
it. What was returned is corrected by the member as its own rules have it, signed anew, and handed up anew: nobody
above changes a figure of another's report.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.timezone import localdate, now

from gongkai.agencies.counting import next_of
from gongkai.agencies.models import Agency, Membership, Officer
from gongkai.filings.models import Chase, ReceiptSeries, Remark, Submission, Version
from gongkai.filings.submitting import acts
from gongkai.filings.submitting.places import places_of
from gongkai.filings.submitting.selectors import SIGNED, WITH_MEMBER, board, due_on, newest_of, scope_of
from gongkai.filings.submitting.telling import concerned, tell_answered, tell_chased, tell_submitted
from gongkai.journal.actor import Actor
from gongkai.journal.services import hold, note, record
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message


@transaction.atomic
def submit(version: Version, collector: Agency, *, by: Actor) -> Submission:
    """Hand a signed report up to whoever collects it (报送); the receipt has the next number of the collector's year.

    Raises NotAllowed where the collector's list does not have the agency, where another report of it goes up, for what
    is not the version signed last or is being amended, and for what lies there already.
    """
    filing = hold(version.filing)
    _require_listed(filing.agency, collector, filing.year)
    if filing.scope != scope_of(filing.agency, filing.year):
        raise _refused(
            "another-report-goes-up",
            Message("这一级报送的不是“{scope}”的年度报告。", scope=str(filing.get_scope_display())),
            Message("汇总其他单位的政府报送本行政区域的报告，其他机关报送本单位的报告。"),
        )
    newest = filing.versions.order_by("-number").first()
    if filing.stage not in SIGNED or newest is None or newest.pk != version.pk:
        raise _refused(
            "not-signed",
            Message("这份报告还没有签发，或者正在修改。"),
            Message("请先签发，再报送最新一版。"),
        )
    before = newest_of(filing, collector)
    if before is not None and before.version_signed_id == version.pk and before.state != Submission.State.RETURNED:
        raise _refused(
            "submitted-already",
            Message("这一版已经报送，回执号{receipt}。", receipt=before.receipt),
            Message("有改动的，请修改、签发以后再报送新的一版。"),
        )
    made = Submission(
        version_signed=version,
        collector=collector,
        receipt=_receipt(collector, filing.year),
        officer=by.officer,
        at=now(),
    )
    made.full_clean(exclude=["version_signed", "collector", "officer"], validate_unique=False)
    made.save(force_insert=True)
    record(made, acts.SUBMITTED, by=by)
    note(filing, acts.SUBMITTED, by=by, receipt=made.receipt, collector=collector.name)
    tell_submitted(made, localdate(), made.at)
    return made


@transaction.atomic
def return_(submission: Submission, *, reason: str, remarks: Mapping[str, str], by: Actor) -> Submission:
    """Return a report to its member (退回), with the reason and what is to be put right in which cells and parts.

    One that was accepted may be returned, too, and counts no more. Raises NotAllowed where a newer one lies there.
    """
    held = _take_up(submission, Submission.State.SUBMITTED, Submission.State.ACCEPTED)
    if not reason.strip():
        raise _refused("reason-missing", Message("没有写理由。"), Message("请写明哪里要改、怎样改。"))
    unknown = remarks.keys() - places_of(held.version_signed).keys()
    if unknown:
        raise _refused(
            "no-such-place",
            Message("报告里没有“{place}”。", place=min(unknown)),
            Message("请在表里的格或者各部分写意见。"),
        )
    held.reason = reason.strip()
    for place, text in remarks.items():
        remark = Remark(submission=held, place=place, text=text.strip())
        remark.full_clean(exclude=["submission"])
        remark.save(force_insert=True)
        record(remark, acts.RETURNED, by=by)
    return _answer(held, Submission.State.RETURNED, by)


@transaction.atomic
def accept(submission: Submission, *, by: Actor) -> Submission:
    """Accept a report (接收): it counts in the account of whoever collects. NotAllowed where a newer one lies there."""
    return _answer(_take_up(submission, Submission.State.SUBMITTED), Submission.State.ACCEPTED, by)


@transaction.atomic
def chase(membership: Membership, *, text: str = "", by: Actor) -> Chase:
    """Ask a member for its report (催报): who compiles and heads it there is told; it is kept who asked, and when.

    Raises NotAllowed where nothing is awaited from the member, and where nobody of it is on this site.
    """
    collector, member = hold(membership.collector), membership.member
    state = board(collector, membership.year).values_list("state", flat=True).get(pk=membership.pk)
    require_awaited(member, state)
    people = people_of(member, localdate())
    made = Chase(
        collector=collector, member=member, year=membership.year, text=text.strip(), told=len(people),
        officer=by.officer, at=now(),
    )  # fmt: skip
    made.full_clean(exclude=["collector", "member", "officer"])
    made.save(force_insert=True)
    record(made, acts.CHASED, by=by)
    due = due_on(membership.year, scope_of(member, membership.year), member.kind)
    tell_chased(made, due, localdate(), people)
    return made


def require_awaited(member: Agency, state: str) -> None:
    """Refuse to ask for what is not awaited."""
    if state not in WITH_MEMBER:
        raise _refused("not-awaited", Message("“{member}”的报告不用催。", member=member.name), Message("请刷新列表。"))


def people_of(member: Agency, on: date) -> list[Officer]:
    """Give who of a member is asked for its report. Raises NotAllowed where nobody of it is on this site."""
    people = list(concerned(member, on))
    if not people:
        raise _refused(
            "nobody-to-tell",
            Message("“{member}”没有人在本系统，通知不到。", member=member.name),
            Message("请打电话：{phone}。", phone=member.phone or "—"),
        )
    return people


def _receipt(collector: Agency, year: int) -> str:
    """Give the next receipt: 年报 in Latin letters, the year, the collector's number on this site, the count."""
    return f"NB{year}-{collector.pk:04d}-{next_of(ReceiptSeries, collector=collector, year=year):04d}"


def _require_listed(member: Agency, collector: Agency, year: int) -> None:
    listed = Membership.objects.filter(collector=collector, member=member, year=year, until_on__isnull=True)
    if not listed.exists():
        raise _refused(
            "not-on-the-list",
            Message(
                "“{collector}”{year}年度的填报名单里没有“{member}”。",
                collector=collector.name,
                year=year,
                member=member.name,
            ),
            Message("请联系汇总机关列入名单；年中退出的，由承接职权的机关报送。"),
        )


def _take_up(submission: Submission, *states: Submission.State) -> Submission:
    """Hold what was handed up for an answer: in one of some states, and the newest of its report."""
    hold(submission.version_signed.filing)  # what is handed up meanwhile waits
    held: Submission = hold(submission)
    newest = newest_of(held.version_signed.filing, held.collector)
    if held.state not in states or newest is None or newest.pk != held.pk:
        raise _refused(
            "answered-already",
            Message(
                "{receipt}现在是“{state}”，或者已有新的报送。", receipt=held.receipt, state=held.get_state_display()
            ),
            Message("请看最新的一次报送。"),
        )
    return held


def _answer(held: Submission, state: Submission.State, by: Actor) -> Submission:
    held.state, held.answered_by, held.answered_at = state, by.officer, now()
    held.full_clean(exclude=["version_signed", "collector", "officer", "answered_by"], validate_unique=False)
    held.save(update_fields=["state", "answered_by", "answered_at", "reason"])
    act = acts.RETURNED if state == Submission.State.RETURNED else acts.ACCEPTED
    record(held, act, by=by)
    said = {"reason": held.reason} if held.reason else {}
    note(held.version_signed.filing, act, by=by, receipt=held.receipt, **said)
    tell_answered(held, localdate(), held.answered_at)
    return held


def _refused(code: str, message: Message, hint: Message) -> NotAllowed:
    return NotAllowed(code, message, hint=hint, citation=cite("条例第49条"))
