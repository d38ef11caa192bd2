"""Motions and problems as tables: what a row does, what is told of one that cannot come in."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.casework import actor
from tests.county import County, county

from gongkai.agencies.exchange.columns import Table
from gongkai.agencies.exchange.importing import Outcome, bring_in
from gongkai.agencies.exchange.writing import write_csv
from gongkai.duties.models.motions import Motion
from gongkai.duties.models.rectification import Problem
from gongkai.duties.motions.tables import Motions
from gongkai.duties.rectification.services import conclude
from gongkai.duties.rectification.tables import Problems

pytestmark = pytest.mark.django_db
ON = date(2026, 7, 1)
MOTION = {
    "种类": "人大代表建议", "届次": "五次会议", "编号": "12", "题目": "公开成果", "提出人": "王建国",
    "收到日期": "2026-03-02",
}  # fmt: skip
PROBLEM = {"来源": "督查、监督反映", "问题": "更新不及时", "列入日期": "2026-03-02"}
PLAN = {"整改措施": "每月检查", "责任人": "handler·某", "完成时限": "2026-06-30"}


@pytest.fixture(scope="module")
def made(kept: None) -> County:
    return county("handler", "head", "leader", "supervisor", "no_post")


def brought(made: County, table: type[Table], *rows: dict[str, str], write: bool = True) -> Outcome:
    headings = list(dict.fromkeys(name for row in rows for name in row))
    content = write_csv(headings, [[row.get(name, "") for name in headings] for row in rows])
    make: Any = table
    return bring_in(content, make(made.science), by=actor(made), on=ON, write=write)


def wrong(outcome: Outcome) -> list[str]:
    assert not outcome.written
    return [problem.heading for row in outcome.bad for problem in row.problems]


def test_motions_come_in_and_those_not_answered_are_put_right(made: County) -> None:
    assert brought(made, Motions, MOTION, {**MOTION, "种类": "政协委员提案"}).counts["added"] == 2
    motion = Motion.objects.get(kind="deputy")
    assert (motion.stage, motion.due_on, motion.role, motion.proposers) == (
        "received", date(2026, 6, 2), "lead", "王建国",
    )  # fmt: skip
    assert brought(made, Motions, MOTION).counts["same"] == 1
    outcome = brought(made, Motions, {**MOTION, "题目": "公开科技成果", "办理期限": "2026-05-31", "提出人": "李小红"})
    assert outcome.rows[0].done is not None
    assert set(outcome.rows[0].done.changes) == {
        ("题目", "公开成果", "公开科技成果"), ("办理期限", "2026-06-02", "2026-05-31"), ("提出人", "", "有改动"),
    }  # fmt: skip
    motion.refresh_from_db()
    assert (motion.title, motion.due_on, motion.proposers) == ("公开科技成果", date(2026, 5, 31), "李小红")


def test_old_replies_come_in_with_their_motion(made: County) -> None:
    old = {**MOTION, "答复日期": "2026-05-01", "答复函文号": "桓科函〔2026〕1号", "解决程度": "A类：已经解决或者采纳"}
    rated = {**old, "编号": "13", "满意度": "满意", "反馈日期": "2026-05-06"}
    helped = {**MOTION, "编号": "14", "承办方式": "会办", "主办单位": "市科技局", "答复日期": "2026-07-01"}
    assert brought(made, Motions, old, rated, helped).counts["added"] == 3
    rows = Motion.objects.order_by("number").values_list("stage", "replied_on", "late", "grade", "satisfaction")
    assert list(rows) == [
        ("replied", date(2026, 5, 1), False, "A", ""),
        ("closed", date(2026, 5, 1), False, "A", "satisfied"),
        ("closed", date(2026, 7, 1), True, "", ""),
    ]
    assert brought(made, Motions, old).counts["same"] == 1
    assert wrong(brought(made, Motions, {**old, "题目": "别的题目"})) == [""]


@pytest.mark.parametrize(
    ("values", "headings"),
    [
        ({"种类": "议案"}, ["种类"]),
        ({"收到日期": "三月"}, ["收到日期"]),
        ({"承办方式": "会办"}, ["主办单位"]),
        ({"解决程度": "A"}, ["答复日期"]),
        ({"答复日期": "2026-05-01"}, ["解决程度"]),
        ({"答复日期": "2026-05-01", "解决程度": "A", "满意度": "满意"}, ["反馈日期"]),
    ],
)
def test_what_is_wrong_with_a_motion_is_told_by_its_column(
    made: County, values: dict[str, str], headings: list[str]
) -> None:
    assert wrong(brought(made, Motions, {**MOTION, **values})) == headings
    assert not Motion.objects.exists()


def test_a_motion_twice_in_a_file_is_no_motion(made: County) -> None:
    assert wrong(brought(made, Motions, MOTION, MOTION)) == ["编号"]


def test_problems_come_in_with_their_plan_or_without(made: County) -> None:
    other = {**PROBLEM, "问题": "解读不多", "整改措施": "增加图解"}
    assert brought(made, Problems, {**PROBLEM, **PLAN}, other).counts["added"] == 2
    first, second = Problem.objects.order_by("pk")
    assert (first.stage, first.officer, first.due_on) == (
        "under_way", made.officers["handler"], date(2026, 6, 30),
    )  # fmt: skip
    assert (second.stage, second.measure) == ("raised", "增加图解")
    assert brought(made, Problems, {**PROBLEM, **PLAN}).counts["same"] == 1
    outcome = brought(made, Problems, {**PROBLEM, **PLAN, "责任人": "head"})
    assert outcome.rows[0].done is not None
    assert outcome.rows[0].done.changes == (("责任人", "handler·某", "head·某"),)
    conclude(first, outcome="done", by=actor(made))
    assert wrong(brought(made, Problems, {**PROBLEM, **PLAN})) == [""]


@pytest.mark.parametrize(
    ("values", "headings"),
    [
        ({"来源": "听说"}, ["来源"]),
        ({"责任人": "handler"}, ["整改措施", "完成时限"]),
        ({**PLAN, "责任人": "supervisor"}, ["责任人"]),
        ({**PLAN, "责任科室": "没有这个科室"}, ["责任科室"]),
        ({**PLAN, "完成时限": "2026-01-01"}, ["完成时限"]),
    ],
)
def test_what_is_wrong_with_a_problem_is_told_by_its_column(
    made: County, values: dict[str, str], headings: list[str]
) -> None:
    assert wrong(brought(made, Problems, {**PROBLEM, **values})) == headings
    assert not Problem.objects.exists()


@pytest.mark.parametrize(("route", "row"), [("motions", MOTION), ("rectification", PROBLEM)])
def test_the_pages_preview_before_they_write(made: County, route: str, row: dict[str, str]) -> None:
    client = Client()
    client.force_login(made.officers["handler"])
    file = SimpleUploadedFile("表.csv", write_csv(list(row), [list(row.values())]))
    page = client.post(reverse(f"{route}:import"), {"agency": made.science.pk, "file": file})
    assert page.context["counts"]["added"] == 1
    assert Motion.objects.count() + Problem.objects.count() == 0
    sent = {"agency": made.science.pk, "kept": page.context["kept"]}
    assert client.post(reverse(f"{route}:import-confirm"), sent)["Location"] == reverse(f"{route}:list")
    assert Motion.objects.count() + Problem.objects.count() == 1
