"""The demonstration of motions and proposals: this year's, of several bureaus, each at another stage.

Who puts them forward, and what they ask, is made up. Everything is done by the services; a motion that is there is left
as it is. The bureau of science has none in 2020, as its report says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction

from gongkai.agencies.models import Agency, Duty, Post
from gongkai.disclosure.selectors import public_items
from gongkai.duties.models.motions import Grade, Motion, MotionKind, Role, Satisfaction
from gongkai.duties.motions import services
from gongkai.journal.actor import Actor
from gongkai.ui.working_days import calendar

REPLY = "对县政协第36号提案的答复（示例）"
"""The title of the item that is the published reply to one of them."""

_SESSIONS = {MotionKind.DEPUTY: "县人大五次会议（示例）", MotionKind.MEMBER: "县政协五次会议（示例）"}
_TEXT = "（示例）您提出的建议收悉。经研究，答复如下：有关内容已列入年度工作安排，办理情况将及时向您反馈。"


@dataclass
class _Case:
    """A motion as it is dealt with: the people of its bureau, by duty, and the day on which it stands."""

    posts: Mapping[str, Post]
    motion: Motion
    on: date

    def by(self, duty: str = Duty.HANDLER) -> Actor:
        """Give who acts in a duty."""
        return Actor(officer=self.posts[duty].officer, post=self.posts[duty])

    def assign(self) -> _Case:
        """Have it dealt with."""
        self.motion = services.assign(self.motion, self.posts[Duty.HANDLER].officer, by=self.by(Duty.OFFICE_HEAD))
        return self

    def draft(self) -> _Case:
        """Have the reply drafted."""
        grade = Grade.A if self.motion.answers else ""
        self.motion = services.draft(self.motion, text=_TEXT, grade=grade, by=self.by())
        return self

    def review(self) -> _Case:
        """Have the reply passed."""
        self.motion = services.review(self.motion, by=self.by(Duty.OFFICE_HEAD))
        return self

    def reply(self, ago: int) -> _Case:
        """Have the reply signed so many working days ago."""
        on = _before(self.on, ago)
        self.draft().review()
        number = f"示例函〔{on.year}〕{self.motion.pk}号"
        self.motion = services.sign(self.motion, letter_number=number, on=on, by=self.by(Duty.LEADER))
        return self

    def rate(self, satisfaction: Satisfaction, ago: int) -> _Case:
        """Note what was said of the reply so many working days ago."""
        on = _before(self.on, ago)
        self.motion = services.rate(self.motion, satisfaction=satisfaction, on=on, by=self.by())
        return self


class _Planned(NamedTuple):
    """A motion: the stem of its bureau's accounts, its kind, number and title, when it came in, what was done."""

    stem: str
    kind: MotionKind
    number: int
    title: str
    ago: int
    do: Callable[[_Case], Any]
    values: Mapping[str, Any] = {}


def _co_handled(case: _Case) -> None:
    asked = Agency.objects.filter(name__in=["桓台县自然资源局", "桓台县财政局"])
    case.assign()
    case.motion = services.ask_co_handlers(case.motion, asked, outside=["市住建局（示例）"], by=case.by())
    first = case.motion.co_handlings.get(agency__name="桓台县财政局")
    posts = _posts("caizheng")
    actor = Actor(officer=posts[Duty.HANDLER].officer, post=posts[Duty.HANDLER])
    services.give_opinion(first, opinion="（示例）所需经费已列入预算。", by=actor)


def _published(case: _Case) -> None:
    case.assign().reply(12).rate(Satisfaction.SATISFIED, 8)
    item = public_items(case.motion.agency).filter(shown__title=REPLY).first()
    if item is not None:
        services.publish(case.motion, index=item.index, by=case.by(Duty.PUBLISHER))


def _unpublished(case: _Case) -> None:
    case.assign().reply(15).rate(Satisfaction.MOSTLY, 10)
    services.leave_unpublished(case.motion, remarks="涉及正在研究的规划方案（示例）", by=case.by(Duty.PUBLISHER))


_D, _M = MotionKind.DEPUTY, MotionKind.MEMBER
_MOTIONS = (
    _Planned("keji", _M, 36, "关于公开科技创新政策兑付情况的提案（示例）", 40, _published, {"nameable": True}),
    _Planned("zhujian", _D, 8, "关于公开老旧小区改造进度的建议（示例）", 30, _co_handled, {"hard": True}),
    _Planned("zhujian", _D, 21, "关于公布停车泊位收费标准的建议（示例）", 3, lambda case: None),
    _Planned("zhujian", _M, 12, "关于公开物业维修资金使用情况的提案（示例）", 55, lambda case: case.assign().draft()),
    _Planned(
        "zhujian", _M, 44, "关于城区道路施工提前公告的提案（示例）", 58, lambda case: case.assign().draft().review()
    ),
    _Planned("ziran", _D, 17, "关于公开征地补偿信息的建议（示例）", 70, lambda case: case.assign()),
    _Planned("ziran", _M, 5, "关于规划公示延伸到社区的提案（示例）", 50, lambda case: case.assign().reply(6)),
    _Planned(
        "jiaoti", _D, 30, "关于公开义务教育招生范围的建议（示例）", 60,
        lambda case: case.assign().reply(20).rate(Satisfaction.NOT, 10),
    ),
    _Planned("weijian", _M, 27, "关于公开家庭医生签约服务信息的提案（示例）", 65, _unpublished),
    _Planned(
        "shuili", _D, 9, "关于公开农村饮水水质的建议（示例）", 35, lambda case: case.assign().reply(9),
        {"role": Role.JOINT, "leader": "市水利局（示例）"},
    ),
    _Planned(
        "minzheng", _M, 18, "关于调整公交线路的提案（示例）", 25,
        lambda case: services.hand_back(case.motion, remarks="不属于本单位职责（示例）", by=case.by()),
    ),
)  # fmt: skip


@transaction.atomic
def load(*, on: date) -> int:
    """Make the motions that are not there, as they stand on a day, and give how many there are.

    The county must have been loaded, and the items of the bureau of science.
    """
    for planned in _MOTIONS:
        posts = _posts(planned.stem)
        agency, key = posts[Duty.HANDLER].agency, {"kind": planned.kind, "number": f"第{planned.number}号"}
        if Motion.objects.filter(agency=agency, **key).exists():
            continue
        values = {
            **key,
            "session": _SESSIONS[planned.kind],
            "title": planned.title,
            "proposers": f"示例{'甲乙丙丁戊己庚辛'[planned.number % 8]}",
            "received_on": _before(on, planned.ago),
            **planned.values,
        }
        actor = Actor(officer=posts[Duty.HANDLER].officer, post=posts[Duty.HANDLER])
        planned.do(_Case(posts, services.register(agency, values, by=actor), on))
    number: int = Motion.objects.count()
    return number


def _before(on: date, days: int) -> date:
    return calendar().add_working_days(on, -days)


def _posts(stem: str) -> dict[str, Post]:
    """Give the posts of a bureau by their duty."""
    held = Post.objects.filter(officer__username__startswith=f"{stem}.").select_related("officer", "agency__parent")
    return {post.duty: post for post in held}
