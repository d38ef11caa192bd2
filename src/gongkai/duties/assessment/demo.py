"""The demonstration assessment: twelve bureaus of the county over a year, measured from what the demonstration has.

It stands in the time to object, with one objection answered; one township was held to account. What people scored,
answered and wrote is made up. Everything is done by the services; what is there already is left as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction

from gongkai.agencies.models import Agency, Duty, Post
from gongkai.duties.assessment import services
from gongkai.duties.models import Accountability, Assessment, IndicatorSet, Score
from gongkai.journal.actor import Actor
from gongkai.ui.working_days import calendar

_NAME = "年度考核（示例）"
_SURVEYED: Mapping[str, tuple[int, int, str]] = {
    "keji": (120, 113, "好"), "jiaoti": (310, 281, "较好"), "minzheng": (205, 190, "好"), "caizheng": (96, 88, "好"),
    "ziran": (178, 139, "较好"), "zhujian": (240, 171, "一般"), "shuili": (88, 79, "较好"), "weijian": (260, 243, "好"),
    "shichang": (150, 128, "较好"), "suozhen": (132, 104, "较好"), "maqiao": (109, 77, "差"),
    "tianzhuang": (84, 74, "较好"),
}  # fmt: skip
"""By the stem of the accounts of an agency: how many answered, how many were satisfied, how its rules were rated."""

_EVIDENCE = "（示例）查看了领导小组文件、公开审查制度和本年研究记录。"


@transaction.atomic
def load(*, on: date) -> int:
    """Make the assessment that is not there, as it stands on a day, and give how many there are.

    The county, its applications and what it published must have been loaded.
    """
    posts = _posts("fuban")
    by, office = _by(posts, Duty.SUPERVISOR), posts[Duty.SUPERVISOR].agency
    last = calendar().add_working_days(on, -3)
    first = (
        date(last.year - 1, last.month, last.day) if (last.month, last.day) != (2, 29) else date(last.year - 1, 3, 1)
    )
    if not IndicatorSet.objects.filter(agency=office, name=_NAME).exists():
        indicators = services.make_set(office, name=_NAME, from_on=first, by=by)
        _survey(office, last - timedelta(10), by)
        name = f"{last.year}年政府信息公开工作考核（示例）"
        assessment = services.begin(indicators, name=name, kind="annual", first=first, last=last, on=last, by=by)
        _score(assessment, by)
        assessment = services.announce(assessment, on=last, by=by)
        _object(assessment, last, by)
        _hold_to_account(assessment, last, by)
    number: int = Assessment.objects.count()
    return number


def _survey(office: Agency, on: date, by: Actor) -> None:
    for stem, (answers, satisfied, _level) in _SURVEYED.items():
        values = {
            "about": _posts(stem)[Duty.LEADER].agency, "held_on": on, "means": "online", "answers": answers,
            "satisfied": satisfied, "document": "县政务公开满意度调查（示例）",
        }  # fmt: skip
        services.appraise(office, values, on=on, by=by)


def _score(assessment: Assessment, by: Actor) -> None:
    levels = {_posts(stem)[Duty.LEADER].agency_id: level for stem, (_a, _s, level) in _SURVEYED.items()}
    for row in Score.objects.filter(assessment=assessment, indicator__kind="scored"):
        services.score(row, level=levels[row.agency_id], evidence=_EVIDENCE, by=by)


def _object(assessment: Assessment, on: date, by: Actor) -> None:
    """Let the bureau of housing object to how its rules were rated, and be answered."""
    posts = _posts("zhujian")
    row = Score.objects.get(assessment=assessment, agency=posts[Duty.LEADER].agency, indicator__kind="scored")
    statement = "（示例）9月已经印发公开审查制度，评分时没有计入。"
    objection = services.object_to(row, statement=statement, on=on, by=_by(posts, Duty.OFFICE_HEAD))
    reason = "（示例）制度已经核实，调整为7分；还缺本年研究公开工作的记录。"
    services.answer(objection, points=Decimal(7), reason=reason, on=on, by=by)


def _hold_to_account(assessment: Assessment, on: date, by: Actor) -> None:
    about = _posts("maqiao")[Duty.LEADER].agency
    values = {
        "about": about, "kind": Accountability.Kind.CRITICISED, "basis": "条例第47条", "on": on,
        "reason": "（示例）年度报告没有按时公布，标准目录有条目没有内容，考核得分最低。",
        "document": f"桓政办示例函〔{on.year}〕9号", "assessment": assessment,
    }  # fmt: skip
    record = services.hold_to_account(assessment.agency, values, on=on, by=by)
    outcome = "（示例）已经补公布年度报告，补齐目录内容，分管领导作了说明。"
    services.conclude(record, outcome=outcome, outcome_on=on, on=on, by=by)


def _posts(stem: str) -> dict[str, Post]:
    """Give the posts of an agency by their duty."""
    held = Post.objects.filter(officer__username__startswith=f"{stem}.").select_related("officer", "agency")
    return {post.duty: post for post in held}


def _by(posts: dict[str, Post], duty: str) -> Actor:
    return Actor(officer=posts[duty].officer, post=posts[duty])
