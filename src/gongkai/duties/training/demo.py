"""The demonstration of training: a session and a seminar of the bureau of science in 2020, and this year's elsewhere.

What is taught, and who came, is made up. Everything is done by the services; a session that is there is left as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.timezone import make_aware

from gongkai.agencies.models import Agency, Duty, Officer
from gongkai.duties.leading.demo import by, posts_of
from gongkai.duties.models import TrainingPlan, TrainingSession
from gongkai.duties.models.training import Kind
from gongkai.duties.training import services
from gongkai.duties.training.rules import officers_to_invite
from gongkai.duties.training.services import Outsider

_TOWNSHIPS = ("suozhen", "maqiao", "tianzhuang")


@transaction.atomic
def load(*, on: date) -> int:
    """Make the sessions that are not there, as they stand on a day, and give how many there are.

    The county must have been loaded.
    """
    keji, office = posts_of("keji"), posts_of("fuban")
    bureau, county = keji[Duty.HANDLER].agency, office[Duty.HANDLER].agency
    head = by(keji, Duty.OFFICE_HEAD)
    own = list(officers_to_invite(bureau, on))
    _held(
        bureau, date(2020, 5, 15), own, head, kind=Kind.TRAINING, subject="政府信息公开条例学习培训（示例）",
        hours=Decimal(3), venue="局三楼会议室", result={"tested": len(own), "passed": len(own)},
    )  # fmt: skip
    _held(
        bureau, date(2020, 11, 20), own, head, kind=Kind.SEMINAR, subject="依申请公开办理座谈会（示例）",
        hours=Decimal(2), venue="局三楼会议室", result={"minutes": "（示例）统一了登记、答复文书和归档的做法。"},
    )  # fmt: skip
    _this_year(county, by(office, Duty.OFFICE_HEAD), on)
    number: int = TrainingSession.objects.count()
    return number


def _this_year(county: Agency, head: Any, on: date) -> None:
    """Let the county office have trained most of the county, hold more soon, and have a result to enter."""
    if not TrainingPlan.objects.filter(agency=county, year=on.year).exists():
        aims = "（示例）全县公开工作人员每年轮训一遍，重点是主动公开时限、依申请公开答复和年度报告。"
        services.plan(county, on.year, {"aims": aims, "sessions": 4, "hours": Decimal(6)}, by=head)
    people = list(officers_to_invite(county, on))
    bureaus = [each for each in people if each.username.partition(".")[0] not in _TOWNSHIPS]
    if on > date(on.year, 1, 20):
        _held(
            county, date(on.year, 1, 20), bureaus, head, kind=Kind.TRAINING, subject="年度报告编制培训（示例）",
            hours=Decimal(3), venue="县政府二楼会议室", host="县府办公开科（示例）",
            result={"tested": 30, "passed": 27, "effect": "（示例）各单位年报勾稽差错比上年少一半。"},
        )  # fmt: skip
    ended = _arrange(
        county, on - timedelta(2), people[:12], head, kind=Kind.AT_MEETING, subject="公开工作推进会（示例）",
        hours=Decimal("1.5"), venue="县政府五楼会议室",
    )  # fmt: skip
    if ended is not None:
        services.tick(ended, present=_keys(ended), on=on, by=head)
    _arrange(
        county, on + timedelta(5), people, head, kind=Kind.TRAINING, subject="依申请公开答复规范培训（示例）",
        hours=Decimal(3), venue="县政府二楼会议室", host="县司法局（示例）", begins_at=time(9),
    )  # fmt: skip


def _held(
    agency: Agency, on: date, people: Sequence[Officer], head: Any, *, result: dict[str, Any], **values: Any
) -> None:
    session = _arrange(agency, on, people, head, needs_material=False, **values)
    if session is not None:
        services.tick(session, present=_keys(session), on=on, by=head)
        services.complete(session, on=on, by=head, **result)


def _arrange(
    agency: Agency, on: date, people: Sequence[Officer], head: Any, *, subject: str, **values: Any
) -> TrainingSession | None:
    """Arrange a session and invite to it; None where there is one of that subject in the year."""
    if TrainingSession.objects.filter(agency=agency, subject=subject, on__year=on.year).exists():
        return None
    session = services.schedule(agency, on=on, subject=subject, by=head, **values)
    outsiders = [Outsider("示例嘉宾", "某律师事务所（示例）")] if len(people) > 12 else []
    at = make_aware(datetime.combine(on, time(9)))
    services.invite(session, people, outsiders, at=at, by=head, tell=False)
    return session


def _keys(session: TrainingSession) -> set[int]:
    """Give who came: all but one in eight."""
    keys = session.attendees.order_by("pk").values_list("pk", flat=True)
    return {key for place, key in enumerate(keys, 1) if place % 8}
