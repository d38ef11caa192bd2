"""The demonstration challenges: to two bureaus of the county, one in each state.

In one suit the county is sued jointly, and one challenge was corrected, redone and learned from.

Who brought them, and what they say, is made up. Days are counted back from today in working days, as those of the
demonstration cases they are about. Everything is done by the services; a challenge that is there is left as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from django.db import transaction

from gongkai.agencies.demo import GOVERNMENT
from gongkai.agencies.models import Agency, Duty, Post
from gongkai.applications import demo as cases
from gongkai.applications import services as applications
from gongkai.applications.models import Application
from gongkai.applications.models.practice import REVIEWS
from gongkai.applications.services import NewPart
from gongkai.journal.actor import Actor
from gongkai.law.challenges import Event, Kind, Procedure, Side
from gongkai.law.delivery import Manner
from gongkai.remedies import services
from gongkai.remedies.models import Advice, Before, Challenge, Fault, Matter, Role
from gongkai.remedies.services import NewParty
from gongkai.ui.working_days import calendar

_KEYS = UUID("370321fd-0000-4000-8000-000000000000")
"""Under which the challenges have their `sent_key`: by it one is known to be there."""

_RECONSIDERATION, _SUIT, _COMPLAINT = Procedure


@dataclass
class _Case:
    """A challenge as it is dealt with: the people of its bureau, by duty, and its row once it is registered."""

    planned: _Planned
    posts: Mapping[str, Post]
    agency: Agency
    challenge: Challenge = field(init=False)

    def by(self, duty: str = Duty.HANDLER) -> Actor:
        """Give who acts in a duty; for the county, who heads its office."""
        post = self.posts.get(duty) or self.posts[Duty.OFFICE_HEAD]
        return Actor(officer=post.officer, post=post)


class _Step(NamedTuple):
    """What is done so many working days ago."""

    ago: int
    do: Callable[[_Case, date], None]


class _Planned(NamedTuple):
    """A challenge: what it is called here, of which bureau, which way, what it is about, how it became known, the rest.

    `about` is what the application asks for, or, where no demonstration case does, what was not disclosed.
    """

    name: str
    stem: str
    procedure: Procedure
    about: str
    ago: int
    steps: Sequence[_Step] = ()
    opening: Kind = Kind.COPY_RECEIVED
    after: str = ""
    joint: bool = False


def _told(ago: int, kind: Kind, said: str = "", ahead: int = 0, **values: Any) -> _Step:
    """Note an event; `ahead` is how many days after it the day lies that the document names."""

    def do(case: _Case, on: date) -> None:
        until = on + timedelta(ahead) if ahead else None
        event = Event(kind, on, until=until, **values)
        case.challenge = services.note_event(case.challenge, event, said=said, by=case.by())

    return _Step(ago, do)


def _answered(ago: int, answer: str) -> _Step:
    def do(case: _Case, on: date) -> None:
        services.draft_answer(case.challenge, answer=answer, by=case.by(Duty.LEGAL_REVIEWER))
        case.challenge = services.hand_in(case.challenge, on=on, by=case.by())

    return _Step(ago, do)


def _decided(ago: int, result: str, **values: Any) -> _Step:
    return _told(ago, Kind.DECIDED, result=result, **values)


def _appealed(ago: int) -> _Step:
    def do(case: _Case, on: date) -> None:
        court = "淄博市中级人民法院（示例）"
        case.challenge = services.appeal(case.challenge, on=on, side=Side.OTHERS, second_forum=court, by=case.by())

    return _Step(ago, do)


def _redone(ago: int) -> tuple[_Step, _Step]:
    """Open the case to reply anew, and reply to it a while later."""

    def opened(case: _Case, on: date) -> None:
        case.challenge = services.open_redo(case.challenge, by=case.by())

    def replied(case: _Case, on: date) -> None:
        again = case.challenge.redone_as
        assert again is not None  # it was opened
        parts = [NewPart("示例矿区历年的开采量", "GRANT", told="随附各年度报表复印件")]
        applications.draft(again, parts=parts, by=case.by())
        applications.submit(again, by=case.by())
        for duty in (*REVIEWS, Duty.OFFICE_HEAD):
            applications.pass_on(again, duty, by=case.by(duty))
        applications.decide(again, on=on, by=case.by(Duty.OFFICE_HEAD))
        applications.deliver(again, manner=Manner.POST, sent_on=on, by=case.by())
        case.challenge.refresh_from_db()

    return _Step(ago, opened), _Step(ago - 12, replied)


def _advised(ago: int, kind: Advice.Kind, number: str, content: str) -> _Step:
    def do(case: _Case, on: date) -> None:
        services.receive_advice(case.challenge, kind=kind, number=number, content=content, on=on, by=case.by())
        case.challenge.refresh_from_db()

    return _Step(ago, do)


def _reported(ago: int, reply: str) -> _Step:
    def do(case: _Case, on: date) -> None:
        advice = Advice.objects.get(challenge=case.challenge, replied_on=None)
        services.answer_advice(advice, reply=reply, on=on, by=case.by())
        case.challenge.refresh_from_db()

    return _Step(ago, do)


def _learned(ago: int, fault: Fault, what: str, change: str) -> _Step:
    def do(case: _Case, on: date) -> None:
        by = case.by(Duty.OFFICE_HEAD)
        services.learn(case.challenge, fault=fault, what=what, change=change, reading=True, by=by)

    return _Step(ago, do)


_LAWFUL = "（示例）本机关收到申请后在法定期限内答复，事实清楚，依据正确，程序合法，请予维持。"
_SUED = (
    _answered(60, _LAWFUL), _told(55, Kind.HEARING_NOTICED, ahead=10), _told(48, Kind.HEARD),
    _decided(40, "SUIT_CLAIM_DISMISSED"), _appealed(34),
)  # fmt: skip

_CHALLENGES: tuple[_Planned, ...] = (
    _Planned("due", "zhujian", _RECONSIDERATION, "示例小区的施工合同和施工方案", 2),
    _Planned(
        "heard", "ziran", _RECONSIDERATION, "示例地块的征收补偿方案", 9,
        (_told(8, Kind.PROCEDURE_SET, simple=False), _answered(5, _LAWFUL), _told(3, Kind.HEARING_NOTICED, ahead=9)),
    ),
    _Planned(
        "suspended", "ziran", _RECONSIDERATION, "示例路的用地批复", 70,
        (_answered(66, _LAWFUL), _told(40, Kind.SUSPENDED, "（示例）申请人住院，暂不能参加复议。")),
    ),
    _Planned(
        "upheld", "ziran", _RECONSIDERATION, "示例不动产的登记资料", 115,
        (_answered(111, _LAWFUL), _decided(85, "RECON_MAINTAINED")),
    ),
    _Planned("sued", "ziran", _SUIT, "示例不动产的登记资料", 68, _SUED, after="upheld"),
    _Planned("jointly", "xianfu", _SUIT, "示例不动产的登记资料", 68, _SUED, joint=True),
    _Planned(
        "redone", "ziran", _RECONSIDERATION, "示例矿区历年的开采量汇总", 200,
        (
            _answered(196, "（示例）没有现成信息，需要另行汇总。"),
            _decided(170, "RECON_REVOKED", redo=True, said="（示例）各年度报表是现成的，可以直接提供。"),
            *_redone(169),
            _advised(168, Advice.Kind.OPINION, "桓政复意（示例）1号", "（示例）请规范“没有现成信息”的认定。"),
            _reported(150, "（示例）已组织学习，改为先核对报表目录再答复。"),
            _learned(
                149, Fault.FACTS, "（示例）年度报表是现成的，却按需要另行加工答复。",
                "先核对报表目录，能直接提供的不按加工处理。",
            ),
        ),
    ),
    _Planned(
        "unlawful", "zhujian", _RECONSIDERATION, "再次申请示例小区的验收记录", 135,
        (
            _told(133, Kind.PROCEDURE_SET, simple=False), _answered(126, _LAWFUL), _told(100, Kind.EXTENDED, days=30),
            _decided(40, "RECON_UNLAWFUL"),
            _advised(40, Advice.Kind.OPINION, "桓政复意（示例）2号", "（示例）请核对两次申请的内容，再认定重复。"),
        ),
    ),
    _Planned(
        "withdrawn", "zhujian", _SUIT, "示例公园改造的预算", 190,
        (_answered(181, _LAWFUL), _decided(150, "SUIT_WITHDRAWN")),
    ),
    _Planned(
        "mediated", "ziran", _RECONSIDERATION, "示例村的材料", 130,
        (
            _answered(126, _LAWFUL), _told(118, Kind.MEDIATED, "（示例）申请人补充说明后，由窗口协助查阅。"),
            _decided(112, "RECON_MEDIATED"),
        ),
    ),
    _Planned(
        "judged", "zhujian", _SUIT, "示例小区维修资金的使用", 62,
        (_answered(52, _LAWFUL), _decided(3, "SUIT_CLAIM_DISMISSED")),
    ),
    _Planned("filed", "ziran", _SUIT, "示例工业园土地出让的成交结果", 1, opening=Kind.FILED),
    _Planned(
        "refused", "ziran", _RECONSIDERATION, "（示例）没有公开示例路的交通影响评价", 100,
        (_decided(96, "RECON_NOT_ACCEPTED"),), opening=Kind.FILED,
    ),
    _Planned("complaint", "zhujian", _COMPLAINT, "（示例）没有公开物业企业的信用评价结果", 6),
)  # fmt: skip


@transaction.atomic
def load(*, on: date) -> int:
    """Make the challenges that are not there, as they stand on a day, and give how many there are.

    The county and its demonstration cases must have been loaded.
    """
    there = set(Challenge.objects.filter(sent_key__isnull=False).values_list("sent_key", flat=True))
    acts: list[tuple[int, Callable[[date], None]]] = []
    for planned in _CHALLENGES:
        if _key(planned.name) in there:
            continue
        posts = _posts("fuban" if planned.joint else planned.stem)
        handler = posts[Duty.HANDLER]
        agency = Agency.objects.get(name=GOVERNMENT) if planned.joint else handler.agency
        case = _Case(planned, posts, agency)
        acts.append((planned.ago, partial(_register, case)))
        acts += [(step.ago, partial(step.do, case)) for step in planned.steps]
    for ago, do in sorted(acts, key=lambda act: act[0], reverse=True):  # of one day, as they stand in the table
        do(cases.working_day(on, ago))
    number: int = Challenge.objects.count()
    return number


def _register(case: _Case, on: date) -> None:
    planned = case.planned
    case.challenge = services.register(
        case.agency,
        procedure=planned.procedure.value,
        opening=Event(planned.opening, on),
        parties=[NewParty(f"{'赵钱孙李周吴郑王'[len(planned.about) % 8]}申诉（示例）", phone="0533-5550000")],
        claims="（示例）请求撤销原答复，责令重新答复。",
        sent_key=_key(planned.name),
        by=case.by(),
        **_about(planned, on),
    )
    if handler := case.posts.get(Duty.HANDLER):
        case.challenge = services.assign(case.challenge, handler.officer, by=case.by(Duty.OFFICE_HEAD))


def _about(planned: _Planned, on: date) -> dict[str, Any]:
    """Give what a challenge is about, and before whom: of a case, or of what was not disclosed."""
    given: dict[str, Any] = {}
    if planned.joint:
        given = {"role": Role.JOINT, "before": Before.UPHELD, "forum": "桓台县人民法院"}
    elif planned.after:
        given = {"after": Challenge.objects.get(sent_key=_key(planned.after))}
    application = Application.objects.filter(sent_key=cases.key_of(planned.about)).first()
    if application is None:
        acted_on = calendar().add_working_days(on, -10)
        return {**given, "matter": Matter.UNPUBLISHED, "omission": planned.about, "acted_on": acted_on}
    matter = Matter.REPLY if application.closed_on else Matter.SILENCE
    return {**given, "matter": matter, "application": application}


def _key(name: str) -> UUID:
    return uuid5(_KEYS, name)


def _posts(stem: str) -> dict[str, Post]:
    """Give the posts of a bureau by their duty."""
    held = Post.objects.filter(officer__username__startswith=f"{stem}.").select_related("officer", "agency")
    return {post.duty: post for post in held}
