"""The demonstration reports on their way up: last year's of some bureaus, each at another point of it.

One is accepted and published, one has come in, one was returned with remarks on its cells, others are signed, under
review, or being compiled; the rest have not begun, and one of these was asked. Everything is done by the services; a
report that is there already is left as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction

from gongkai.agencies.models import Agency, Duty, Membership, Post
from gongkai.filings import services
from gongkai.filings.gating import gate
from gongkai.filings.models import Filing, Scope, Submission
from gongkai.filings.signing.services import approve, publish, send_for_review, sign
from gongkai.filings.submitting.services import accept, chase, return_, submit
from gongkai.journal.actor import Actor

_PROBLEMS = "信息发布还不够及时，个别栏目更新慢。下一步明确各科室的更新责任，每季度自查一次。（示例）"
_REMARKS = {
    "applications.new.natural": "与系统登记的件数不一致，请核对是否漏计。（示例）",
    "proactive.licences.decisions": "请填本年处理决定数量；确实没有的填0。（示例）",
    "problems": "只写了一个方面，请补充改进的具体措施。（示例）",
}


class _Planned(NamedTuple):
    """A bureau, by the stem of its accounts, and what is done with its report, in order."""

    stem: str
    steps: Sequence[str]


_TO_SIGNED = ("freeze", "send", "approve", "sign")
_BUREAUS = (
    _Planned("jiaoti", (*_TO_SIGNED, "publish", "submit", "accept")),
    _Planned("minzheng", (*_TO_SIGNED, "submit", "accept", "publish")),
    _Planned("suozhen", (*_TO_SIGNED, "submit")),
    _Planned("caizheng", (*_TO_SIGNED, "submit", "return")),
    _Planned("ziran", _TO_SIGNED),
    _Planned("zhujian", ("freeze", "send")),
    _Planned("shuili", ()),
)
_CHASED = "weijian"


@transaction.atomic
def load(*, on: date) -> int:
    """Bring what is not there to its point, and give how many reports have come in; the county must be loaded."""
    year = on.year - 1
    collector = Agency.objects.filter(members__year=year, posts__officer__username="fuban.head").first()
    if collector is None:
        return 0
    for planned in _BUREAUS:
        handler = _actor(f"{planned.stem}.handler", Duty.HANDLER)
        if not Filing.objects.filter(agency=handler.post.agency, year=year, scope=Scope.UNIT).exists():
            _bring(services.begin(handler.post.agency, year, by=handler), planned, collector, handler)
    asked = Membership.objects.get(collector=collector, year=year, member=_actor(f"{_CHASED}.head").post.agency)
    if not asked.member.chases.filter(year=year).exists():
        chase(asked, text="请抓紧编制。（示例）", by=_actor("fuban.supervisor"))
    received: int = collector.filings_received.filter(version_signed__filing__year=year).count()
    return received


def _bring(filing: Filing, planned: _Planned, collector: Agency, handler: Actor) -> None:
    """Take a report so far as is planned, by the people of its bureau and of the county office."""
    head, leader = (_actor(f"{planned.stem}.{role}", duty) for role, duty in _HEADING.items())
    above = _actor("fuban.head", Duty.OFFICE_HEAD)
    services.write(filing, "problems", _PROBLEMS, by=handler)
    for each in gate(filing).judged:
        if each.stands_in_the_way:
            services.waive(filing, each.mark, reason="已核对，本年没有的项目按0报送。（示例）", by=handler)
    do: Mapping[str, Callable[[], object]] = {
        "freeze": lambda: services.freeze(filing, by=head),
        "send": lambda: send_for_review(filing, by=handler),
        "approve": lambda: approve(filing, by=head),
        "sign": lambda: sign(filing, by=leader),
        "publish": lambda: publish(filing, by=handler),
        "submit": lambda: submit(filing.versions.latest("number"), collector, by=handler),
        "accept": lambda: accept(_submitted(filing), by=above),
        "return": lambda: return_(
            _submitted(filing), reason="有几处与登记的情况不符，请核对后重报。（示例）", remarks=_REMARKS, by=above
        ),
    }
    for step in planned.steps:
        do[step]()


_HEADING = {"head": Duty.OFFICE_HEAD, "leader": Duty.LEADER}


def _submitted(filing: Filing) -> Submission:
    found: Submission = Submission.objects.filter(version_signed__filing=filing).latest("pk")
    return found


def _actor(username: str, duty: Duty | None = None) -> Actor:
    posts = Post.objects.filter(officer__username=username).select_related("officer", "agency")
    post = posts.filter(duty=duty).first() if duty else posts.first()
    assert post is not None
    return Actor(officer=post.officer, post=post)
