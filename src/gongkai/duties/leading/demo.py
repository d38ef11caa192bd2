"""The demonstration of leadership: the leading group of the bureau of science since 2020, and those of others.

Who leads is made up. Everything is done by the services; an agency that has a leading group is left as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from django.db import transaction

from gongkai.agencies.models import Agency, Duty, Post
from gongkai.duties.leading import services
from gongkai.duties.leading.selectors import group_on
from gongkai.duties.leading.services import Named
from gongkai.duties.models import LeadingGroup
from gongkai.duties.models.leading import Role, Subject
from gongkai.journal.actor import Actor

_GROUP = "政府信息公开工作领导小组（示例）"
_DUTIES = "（示例）研究部署本机关政府信息公开工作，审定公开制度和年度报告，协调解决重大问题，督促各科室落实。"


class _Planned(NamedTuple):
    """The leading group of an agency: the stem of its accounts, the word of its documents, since when, who heads it."""

    stem: str
    word: str
    since: date
    head: str


_AGENCIES = (
    _Planned("keji", "桓科", date(2020, 3, 16), "局长"),
    _Planned("fuban", "桓政办", date(2021, 4, 6), "主任"),
    _Planned("caizheng", "桓财", date(2022, 2, 14), "局长"),
    _Planned("shichang", "桓市监", date(2021, 9, 1), "局长"),
    _Planned("zhujian", "桓住建", date(2023, 5, 8), "局长"),
    _Planned("maqiao", "马政", date(2022, 7, 4), "镇长"),
)
_ADJUSTED = "caizheng"
"""The agency whose leading group was adjusted this year, with another head."""


@transaction.atomic
def load(*, on: date) -> int:
    """Set up the leading groups that are not there, and give how many agencies have one on a day.

    The county must have been loaded.
    """
    for planned in _AGENCIES:
        posts = posts_of(planned.stem)
        agency = posts[Duty.HANDLER].agency
        if not LeadingGroup.objects.filter(agency=agency).exists():
            _set_up(agency, posts, planned, planned.since, "甲")
            if planned.stem == _ADJUSTED:
                _set_up(agency, posts, planned, date(on.year, 1, 5), "乙")
            _charge(agency, posts, planned)
            _show(agency, posts, on)
    number: int = LeadingGroup.objects.in_force(on).values("agency").distinct().count()
    return number


def posts_of(stem: str) -> Mapping[str, Post]:
    """Give the posts of an agency of the county by their duty."""
    held = Post.objects.filter(officer__username__startswith=f"{stem}.").select_related("officer", "agency__parent")
    return {post.duty: post for post in held}


def by(posts: Mapping[str, Post], duty: str = Duty.HANDLER) -> Actor:
    """Give who acts: the one of an agency with a duty."""
    return Actor(officer=posts[duty].officer, post=posts[duty])


def _set_up(agency: Agency, posts: Mapping[str, Post], planned: _Planned, on: date, mark: str) -> None:
    members = [
        Named(Role.LEADER, f"{mark}{planned.head}", f"{planned.head}（示例）"),
        Named(Role.DEPUTY, posts[Duty.LEADER].officer.name, f"副{planned.head}（示例）"),
        Named(Role.MEMBER, posts[Duty.BUSINESS_REVIEWER].officer.name, "业务科负责人（示例）"),
        Named(Role.OFFICE_DIRECTOR, posts[Duty.OFFICE_HEAD].officer.name, "办公室负责人（示例）"),
        Named(Role.LIAISON, posts[Duty.HANDLER].officer.name, "经办人（示例）"),
    ]
    number = f"{planned.word}发〔{on.year}〕{on.month}号"
    services.set_up(
        agency, name=agency.name + _GROUP, from_on=on, document_number=number, office="办公室", members=members,
        by=by(posts),
    )  # fmt: skip


def _charge(agency: Agency, posts: Mapping[str, Post], planned: _Planned) -> None:
    charged = {
        Role.FIRST: (posts[Duty.LEADER], f"副{planned.head}（示例）"),
        Role.DISCLOSURE_HEAD: (posts[Duty.OFFICE_HEAD], "办公室负责人（示例）"),
    }
    for role, (post, position) in charged.items():
        name = post.officer.name
        services.charge(agency, role, name=name, position=position, from_on=planned.since, by=by(posts))
    services.state(agency, Subject.GROUP, body=_DUTIES, from_on=planned.since, by=by(posts))


def _show(agency: Agency, posts: Mapping[str, Post], on: date) -> None:
    """Show the group with its heads, who is responsible first, and the duties; the others stay inside."""
    rows = group_on(agency, on).rows
    inside = {Role.MEMBER, Role.OFFICE_DIRECTOR, Role.LIAISON, Role.DISCLOSURE_HEAD}
    shown = [row for row in rows if getattr(row, "role", "") not in inside]
    services.show(agency, shown, among=rows, by=by(posts, Duty.PUBLISHER))
