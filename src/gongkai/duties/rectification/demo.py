"""The demonstration of the ledger of rectification: the problems of a real report, and one of bureaus at every stage.

The problems of the bureau of science are those of its report; what was done about them, and all else, is made up.
Everything is done by the services; a problem that is there is left as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db import transaction

from gongkai.agencies.models import Duty, Post
from gongkai.attachments.services import NewFile
from gongkai.attachments.storing import Draft
from gongkai.duties.models.rectification import Outcome, Problem, Source
from gongkai.duties.rectification import services
from gongkai.duties.rectification.splitting import What, split
from gongkai.journal.actor import Actor

_BUREAU = "keji"
_EVIDENCE = "（示例）核查记录：各栏目均已更新。\n"

Posts = dict[str, Post]


class _Planned(NamedTuple):
    """A problem of this year: the stem of its bureau's accounts, where it was found, what it is, what was done."""

    stem: str
    source: Source
    reference: str
    text: str
    do: Callable[[Problem, Posts, date], Any]


def _plan(problem: Problem, posts: Posts, due_on: date) -> Problem:
    measure = problem.measure or "（示例）明确责任科室，建立每月核查制度。"
    officer = posts[Duty.HANDLER].officer
    return services.plan(problem, measure=measure, officer=officer, due_on=due_on, by=_by(posts, Duty.OFFICE_HEAD))


def _under_way(problem: Problem, posts: Posts, on: date) -> None:
    problem = _plan(problem, posts, on + timedelta(20))
    with Draft() as draft:
        draft.write(_EVIDENCE.encode())
        services.report_progress(
            problem, text="（示例）核查了全部栏目，更新两个。", on=on - timedelta(2),
            attached=[NewFile("核查记录（示例）.txt", draft)], by=_by(posts),
        )  # fmt: skip


def _conclude(problem: Problem, posts: Posts, on: date, outcome: Outcome = Outcome.DONE, reason: str = "") -> Problem:
    problem = _plan(problem, posts, on + timedelta(30))
    return services.conclude(problem, outcome=outcome, reason=reason, by=_by(posts), on=on)


def _verified(problem: Problem, posts: Posts, on: date, *how: Any) -> Problem:
    return services.verify(_conclude(problem, posts, on, *how), by=_by(posts, Duty.LEADER), on=on)


def _unfinished(problem: Problem, posts: Posts, on: date) -> None:
    _verified(problem, posts, on, Outcome.UNFINISHED, "系统改造经费列入下一年度（示例）")


def _reopened(problem: Problem, posts: Posts, on: date) -> None:
    problem = _verified(problem, posts, on)
    services.reopen(problem, remarks="抽查发现又有超期（示例）", by=_by(posts, Duty.OFFICE_HEAD))


def _dropped(problem: Problem, posts: Posts, on: date) -> None:
    services.drop(problem, remarks="与另一项重复（示例）", by=_by(posts))


_S = Source
_PROBLEMS = (
    _Planned("minzheng", _S.ASSESSMENT, "上半年考核（示例）", "社会救助栏目更新不及时（示例）", lambda *_: None),
    _Planned("weijian", _S.SUPERVISION, "县府办督查通报（示例）", "公共卫生栏目两个月没有更新（示例）", _under_way),
    _Planned(
        "shuili", _S.SUPERVISION, "县府办督查通报（示例）", "办事指南缺少办理时限（示例）",
        lambda problem, posts, on: _plan(problem, posts, on - timedelta(3)),
    ),
    _Planned("shichang", _S.ASSESSMENT, "上半年考核（示例）", "行政处罚公示超过期限（示例）", _conclude),
    _Planned("caizheng", _S.OTHER, "自查（示例）", "预决算公开平台检索功能不完善（示例）", _unfinished),
    _Planned("ziran", _S.REMEDY, "行政复议意见书（示例）", "依申请公开答复引用条款不准确（示例）", _reopened),
    _Planned("zhujian", _S.REMEDY, "司法建议书（示例）", "答复未说明检索过程（示例）", _verified),
    _Planned("maqiao", _S.OTHER, "自查（示例）", "村务公开栏目更新不及时（示例）", _dropped),
)  # fmt: skip


@transaction.atomic
def load(part_five: str, *, year: int, published_on: date, on: date) -> int:
    """Make the problems that are not there, as they stand on a day, and give how many there are.

    The county must have been loaded. `part_five` is that text of the report of the bureau of science on a year.
    """
    _from_report(part_five, year, published_on)
    for planned in _PROBLEMS:
        posts = _posts(planned.stem)
        agency = posts[Duty.HANDLER].agency
        if Problem.objects.filter(agency=agency, source=planned.source, text=planned.text).exists():
            continue
        problem = services.propose(
            agency, planned.source, "", planned.text,
            reference=planned.reference, on=on - timedelta(40), by=_by(posts),
        )  # fmt: skip
        planned.do(problem, posts, on)
    number: int = Problem.objects.count()
    return number


def _from_report(part_five: str, year: int, published_on: date) -> None:
    """Put the problems of the report in the ledger, with all that it says will be done; end them the year after."""
    posts, parts = _posts(_BUREAU), split(part_five)
    agency, by = posts[Duty.HANDLER].agency, _by(posts)
    measure = "\n".join(part.text for part in parts if part.what is What.MEASURE)
    outcomes = (Outcome.DONE, Outcome.LASTING)
    ended = date(year + 1, 11, 30)
    for number, part in enumerate(part for part in parts if part.what is What.PROBLEM):
        key = services.report_key(year, part.text)
        if Problem.objects.filter(agency=agency, source=Source.REPORT, key=key).exists():
            continue
        problem = services.propose(
            agency, Source.REPORT, key, part.text, by=by, measure=measure,
            reference=f"{year}年政府信息公开工作年度报告第五部分", on=published_on,
        )  # fmt: skip
        problem = _plan(problem, posts, date(year + 1, 12, 31))
        services.report_progress(
            problem, text="（示例）完成年度培训，修订信息发布流程。", on=date(year + 1, 6, 30), by=by
        )
        reason = "（示例）已落实，并坚持检查。"
        problem = services.conclude(problem, outcome=outcomes[number % 2], reason=reason, by=by, on=ended)
        services.verify(problem, by=_by(posts, Duty.LEADER), on=ended)


def _posts(stem: str) -> Posts:
    """Give the posts of a bureau by their duty."""
    held = Post.objects.filter(officer__username__startswith=f"{stem}.").select_related("officer", "agency__parent")
    return {post.duty: post for post in held}


def _by(posts: Posts, duty: str = Duty.HANDLER) -> Actor:
    return Actor(officer=posts[duty].officer, post=posts[duty])
