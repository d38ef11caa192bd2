"""What officers are told of reports that go up: asked for, handed in, returned, accepted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency, Kind, Officer, Post
from gongkai.filings.models import Chase, Filing, Submission
from gongkai.filings.opening import report_at
from gongkai.filings.rules import COMPILING, HEADING
from gongkai.filings.submitting.rules import ACCEPTING, COLLECTING
from gongkai.filings.submitting.selectors import scope_of
from gongkai.law.message import Message
from gongkai.notifications.kinds import Kind as NoticeKind
from gongkai.notifications.kinds import Level
from gongkai.notifications.services import notify

CHASED = NoticeKind("report.chased", _("催报年度报告"), Level.WARNING)
SUBMITTED = NoticeKind("report.submitted", _("收到报送的年度报告"))
RETURNED = NoticeKind("report.returned", _("年度报告被退回"), Level.WARNING)
ACCEPTED = NoticeKind("report.accepted", _("年度报告已接收"))


def workers_for(agency: Agency, duties: Iterable[str], on: date) -> Any:
    """Give who works for an agency in some duties; for a government in its general office, too."""
    office = Q(agency__kind=Kind.GENERAL_OFFICE, agency__parent=agency.pk if agency.kind == Kind.GOVERNMENT else None)
    posts = Post.objects.held(on).filter(Q(agency=agency) | office, duty__in=list(duties))
    return Officer.objects.filter(is_active=True, pk__in=posts.values("officer"))


def concerned(member: Agency, on: date) -> Any:
    """Give who sees to the report of a member: who compiles it and who heads it."""
    return workers_for(member, COMPILING | HEADING, on)


def tell_chased(chase: Chase, due: date, on: date, people: Any) -> int:
    """Tell the people of a member that its report is awaited; say how many."""
    said = {"collector": chase.collector.called, "year": chase.year, "due": due, "text": chase.text}
    if on <= due:
        text = Message("{collector}催报{year}年度政府信息公开工作年度报告，请在{due}前报送。{text}", **said)
    else:
        text = Message(
            "{collector}催报{year}年度政府信息公开工作年度报告，应在{due}前报送，现已逾期，请尽快报送。{text}", **said
        )
    scope = scope_of(chase.member, chase.year)
    filing = Filing.objects.filter(agency=chase.member, year=chase.year, scope=scope).first()
    url = report_at(chase.member.pk, chase.year, scope, filing.pk if filing else None)
    return notify(CHASED, people, text, key=f"{CHASED.code}:{chase.pk}", url=url, at=chase.at, agency=chase.member)


def tell_submitted(submission: Submission, on: date, at: datetime) -> None:
    """Tell the collector that a report came in."""
    text = Message("收到{member}报送的{year}年度报告，回执号{receipt}。", **_of(submission))
    collector = submission.collector
    url = reverse("filings:submission", args=[submission.pk])
    _tell(SUBMITTED, submission, workers_for(collector, COLLECTING | ACCEPTING, on), text, url, at, collector)


def tell_answered(submission: Submission, on: date, at: datetime) -> None:
    """Tell the member that its report was returned, with why, or accepted."""
    if submission.state == Submission.State.RETURNED:
        text = Message(
            "{collector}退回{member}{year}年度报告（{receipt}）：{reason}", reason=submission.reason, **_of(submission)
        )
        kind = RETURNED
    else:
        text = Message("{collector}已接收{member}{year}年度报告（{receipt}）。", **_of(submission))
        kind = ACCEPTED
    filing = submission.version_signed.filing
    url = reverse("filings:detail", args=[filing.pk])
    _tell(kind, submission, concerned(filing.agency, on), text, url, at, filing.agency)


def _of(submission: Submission) -> dict[str, Any]:
    filing = submission.version_signed.filing
    return {
        "member": filing.agency.called,
        "year": filing.year,
        "collector": submission.collector.called,
        "receipt": submission.receipt,
    }


def _tell(
    kind: NoticeKind, submission: Submission, people: Any, text: Message, url: str, at: datetime, agency: Agency
) -> None:
    notify(kind, people, text, key=f"{kind.code}:{submission.pk}:{at.isoformat()}", url=url, at=at, agency=agency)
