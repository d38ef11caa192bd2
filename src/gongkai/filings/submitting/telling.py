"""What officers are told of reports that go up: asked for, handed in, returned, accepted."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency, Kind, Officer, Post
from gongkai.filings.models import Chase, Submission
from gongkai.filings.rules import COMPILING, HEADING
from gongkai.filings.submitting.rules import ACCEPTING, COLLECTING
from gongkai.law.message import Message
from gongkai.notifications.kinds import Kind as NoticeKind
from gongkai.notifications.kinds import Level
from gongkai.notifications.recipients import holders
from gongkai.notifications.services import notify

CHASED = NoticeKind("report.chased", _("催报年度报告"), Level.WARNING)
SUBMITTED = NoticeKind("report.submitted", _("收到报送的年度报告"))
RETURNED = NoticeKind("report.returned", _("年度报告被退回"), Level.WARNING)
ACCEPTED = NoticeKind("report.accepted", _("年度报告已接收"))


def concerned(member: Agency, on: date) -> Any:
    """Give who sees to the report of a member: who compiles it and who heads it; of a government in its office."""
    office = Q(agency__kind=Kind.GENERAL_OFFICE, agency__parent=member.pk if member.kind == Kind.GOVERNMENT else None)
    posts = Post.objects.held(on).filter(Q(agency=member) | office, duty__in=COMPILING | HEADING)
    return Officer.objects.filter(is_active=True, pk__in=posts.values("officer"))


def tell_chased(chase: Chase, due: date, people: Any) -> int:
    """Tell the people of a member that its report is awaited; say how many."""
    text = Message(
        "{collector}催报{year}年度政府信息公开工作年度报告，请在{due}前报送。{text}",
        collector=chase.collector.called,
        year=chase.year,
        due=due,
        text=chase.text,
    )
    url = reverse("filings:list")
    return notify(CHASED, people, text, key=f"{CHASED.code}:{chase.pk}", url=url, at=chase.at, agency=chase.member)


def tell_submitted(submission: Submission, on: date, at: datetime) -> None:
    """Tell the collector that a report came in."""
    text = Message("收到{member}报送的{year}年度报告，回执号{receipt}。", **_of(submission))
    _tell(
        SUBMITTED, submission, holders(submission.collector, COLLECTING | ACCEPTING, on), text, at, submission.collector
    )


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
    member = submission.version_signed.filing.agency
    _tell(kind, submission, concerned(member, on), text, at, member)


def _of(submission: Submission) -> dict[str, Any]:
    filing = submission.version_signed.filing
    return {
        "member": filing.agency.called,
        "year": filing.year,
        "collector": submission.collector.called,
        "receipt": submission.receipt,
    }


def _tell(kind: NoticeKind, submission: Submission, people: Any, text: Message, at: datetime, agency: Agency) -> None:
    key = f"{kind.code}:{submission.pk}:{at.isoformat()}"
    notify(kind, people, text, key=key, url=reverse("filings:list"), at=at, agency=agency)
