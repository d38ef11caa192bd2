"""The ledger of rectification: how problems come in, are worked on, verified by another, and told in part five."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, make_aware
from tests.casework import actor, refused
from tests.county import County, county
from tests.duties.test_splitting import HUANTAI

from gongkai.attachments.selectors import attachments_of
from gongkai.duties.models.rectification import Conclusion, Problem, Progress
from gongkai.duties.rectification import services
from gongkai.duties.rectification.dues import problems_due
from gongkai.duties.rectification.joining import figures
from gongkai.duties.rectification.selectors import for_part_five
from gongkai.duties.rectification.telling import tell_of_last_days
from gongkai.journal.verifying import differences
from gongkai.notifications.models import Notice
from gongkai.ui.desk import Standing

pytestmark = pytest.mark.django_db
RAISED = date(2025, 3, 2)
DUE = date(2025, 12, 31)
TEXT = "信息公开规范性有待加强"


@pytest.fixture(scope="module")
def made(kept: None) -> County:
    return county("supervisor", "handler", "head", "leader", "publisher", "administrator", "beside", "no_post")


def propose(made: County, text: str = TEXT, **values: Any) -> Problem:
    given = {"on": RAISED, "by": actor(made), **values}
    return services.propose(made.science, "report", given.pop("key", ""), text, **given)


def planned(made: County, role: str = "publisher", **values: Any) -> Problem:
    problem, officer = propose(made, **values), made.officers[role]
    return services.plan(problem, measure="开展培训", officer=officer, due_on=DUE, by=actor(made))


def concluded(made: County, outcome: str = "done", *, reason: str = "", **values: Any) -> Problem:
    return services.conclude(planned(made, **values), outcome=outcome, reason=reason, by=actor(made))


def closed(made: County, verified: date, outcome: str = "done", **values: Any) -> Problem:
    reason = "经费没有到位" if outcome == "unfinished" else ""
    return services.verify(concluded(made, outcome, reason=reason, **values), by=actor(made, "head"), on=verified)


def invalid(act: Callable[..., Any], *args: Any, **values: Any) -> set[str]:
    """Give the fields an act finds wrong."""
    with pytest.raises(ValidationError) as caught:
        act(*args, **values)
    return set(caught.value.message_dict)


def test_a_source_puts_a_problem_in_once(made: County) -> None:
    first = propose(made, key="challenge:12", url="/desk/remedies/12/", reference="复议意见书")
    assert propose(made, "别的话", key="challenge:12") == first
    assert propose(made, key="challenge:13") != first
    assert services.propose(made.water, "report", "challenge:12", TEXT, by=actor(made)) != first
    assert services.propose(made.science, "remedy", "challenge:12", TEXT, by=actor(made)) != first
    assert propose(made) != propose(made)
    assert invalid(propose, made, " ") == {"text"}
    assert invalid(propose, made, on=date(2999, 1, 1)) == {"raised_on"}
    with pytest.raises(ValueError, match="no path"):
        propose(made, url="https://elsewhere.example/")
    assert Problem.objects.count() == 6


def test_a_plan_has_a_measure_an_owner_and_a_day(made: County) -> None:
    problem, publisher = propose(made), made.officers["publisher"]
    office = made.science.offices.get()
    plan: dict[str, Any] = {"measure": "开展培训", "officer": publisher, "due_on": DUE, "by": actor(made)}
    for wrong, values in (
        ("measure", {"measure": " "}),
        ("officer", {"officer": made.officers["beside"]}),
        ("due_on", {"due_on": date(2025, 3, 1)}),
    ):
        assert invalid(services.plan, problem, **{**plan, **values}) == {wrong}
    problem = services.plan(problem, office=office, **plan)
    assert (problem.stage, problem.measure, problem.officer, problem.office) == (
        "under_way", "开展培训", publisher, office,
    )  # fmt: skip
    assert services.plan(problem, **{**plan, "due_on": date(2026, 1, 31)}).due_on == date(2026, 1, 31)
    assert refused(services.drop, problem, remarks="重复", by=actor(made)) == "problem-not-in-this-stage"
    assert refused(services.plan, problem, **plan, seen=0) == "problem-changed-meanwhile"
    given = {"text": "公开不规范", "reference": "年报", "raised_on": RAISED, "by": actor(made)}
    assert services.amend(problem, source="other", **given).text == "公开不规范"
    known = propose(made, key="1")
    assert invalid(services.amend, known, source="other", **given) == {"source"}
    assert services.drop(known, remarks="不是问题", by=actor(made)).stage == "dropped"


def test_the_outcome_is_verified_by_another(made: County) -> None:
    problem = planned(made, "head")
    assert invalid(services.conclude, problem, outcome="unfinished", by=actor(made)) == {"reason"}
    problem = services.conclude(problem, outcome="done", by=actor(made))
    for own in ("head", "handler"):
        assert refused(services.verify, problem, by=actor(made, own)) == "problem-own-work"
        assert refused(services.send_back, problem, remarks="再改", by=actor(made, own)) == "problem-own-work"
    problem = services.send_back(problem, remarks="没有佐证", by=actor(made, "leader"))
    assert (problem.stage, problem.outcome) == ("under_way", "")
    problem = services.conclude(problem, outcome="lasting", by=actor(made))
    problem = services.verify(problem, by=actor(made, "supervisor"))
    assert (problem.stage, problem.outcome, problem.closed_on) == ("closed", "lasting", localdate())
    problem = services.reopen(problem, remarks="又出现了", by=actor(made, "supervisor"))
    assert (problem.stage, problem.outcome, problem.closed_on) == ("under_way", "", None)
    problem = services.conclude(problem, outcome="done", by=actor(made))
    assert services.verify(problem, by=actor(made, "leader")).outcome == "done"
    rows = Conclusion.objects.filter(problem=problem)
    assert [(bool(each.returned_on), bool(each.verified_on), bool(each.reopened_on)) for each in rows] == [
        (True, False, False), (False, True, True), (False, True, False),
    ]  # fmt: skip
    assert list(differences()) == []


def test_part_five_tells_what_stood_at_the_end_of_the_year(made: County) -> None:
    done = closed(made, date(2025, 11, 1), text="完成")
    before = closed(made, date(2025, 12, 31), text="上年完成", on=date(2024, 5, 1))
    lasting = closed(made, date(2025, 6, 1), "lasting", text="长期")
    unfinished = closed(made, date(2025, 12, 1), "unfinished", text="未完成")
    late = closed(made, date(2026, 1, 5), text="次年完成")
    open_still = propose(made, "没有措施")
    services.drop(propose(made, "不是问题"), remarks="重复", by=actor(made))
    propose(made, "次年列入", on=date(2026, 1, 1))
    services.propose(made.water, "other", "", "别的单位", by=actor(made), on=RAISED)
    told = for_part_five(made.science, 2025)
    assert list(told.finished) == [before, done]
    assert list(told.lasting) == [lasting]
    assert list(told.unfinished) == [unfinished, late, open_still]
    after = for_part_five(made.science, 2026)
    assert [list(rows) for rows in after[:2]] == [[late], []]
    assert [each.text for each in after.unfinished] == ["未完成", "没有措施", "次年列入"]
    services.reopen(done, remarks="又出现了", by=actor(made, "head"))  # today, after the year
    assert list(for_part_five(made.science, 2025).finished) == [before, done]
    assert done in for_part_five(made.science, localdate().year).unfinished


def test_progress_has_its_evidence(made: County) -> None:
    problem = planned(made)
    client = Client()
    client.force_login(made.officers["publisher"])  # who answers for it
    address = reverse("rectification:report", args=[problem.pk])
    files = [SimpleUploadedFile("签到表.txt", "张三\n".encode()), SimpleUploadedFile("课件.txt", b"1\n")]
    sent = {"seen": problem.version, "text": "培训一次", "on": "2025-05-01", "attached": files}
    assert client.post(address, sent).status_code == 302
    row = Progress.objects.get()
    assert [each.name for each in attachments_of(row)] == ["签到表.txt", "课件.txt"]
    page = client.get(reverse("rectification:detail", args=[problem.pk])).content.decode()
    assert "签到表.txt、课件.txt" in page
    assert client.get(reverse("rectification:evidence", args=[row.pk])).status_code == 200
    wrong = {
        "seen": problem.version,
        "text": "培训",
        "on": "2025-05-01",
        "attached": SimpleUploadedFile("x.exe", b"MZ"),
    }
    assert client.post(address, wrong).status_code == 422
    client.force_login(made.officers["beside"])
    assert client.get(reverse("rectification:evidence", args=[row.pk])).status_code == 404
    problem.refresh_from_db()
    assert invalid(services.report_progress, problem, text="", on=RAISED, by=actor(made)) == {"text"}
    remove = reverse("attachments:remove", args=[attachments_of(row).first().pk])
    client.force_login(made.officers["publisher"])
    assert client.get(remove).status_code == 200
    services.conclude(problem, outcome="done", by=actor(made))
    assert client.post(remove, {"reason": "换一份"}).status_code == 403  # it is what is verified
    assert refused(services.report_progress, problem, text="再", on=RAISED, by=actor(made)).endswith(
        "not-in-this-stage"
    )


def test_the_problems_of_a_report_come_in_as_they_were_confirmed(made: County) -> None:
    client = Client()
    client.force_login(made.officers["handler"])
    first, second = reverse("rectification:part-five"), reverse("rectification:confirm-parts")
    given = {"agency": made.science.pk, "year": 2020}
    assert client.post(first, {**given, "text": "五、存在的主要问题及改进情况"}).status_code == 422
    form = client.post(first, {**given, "text": HUANTAI}).context["form"]
    assert form.rows == 6
    assert not Problem.objects.exists()
    sent = {name: value for name, value in form.initial.items() if value is not None}
    sent |= {
        "agency": made.science.pk,
        "raised_on": "2021-01-26",
        "as-3": "other",
        "of-4": "1",
        "of-5": "2",
        "of-6": "",
    }
    assert client.post(second, {**sent, "of-4": "3"}).status_code == 422
    nothing = {f"as-{number}": "other" for number in range(1, 7)}
    assert client.post(second, {**sent, **nothing}).status_code == 422
    for _twice in range(2):
        assert client.post(second, sent).status_code == 302
    rows = list(Problem.objects.order_by("pk"))
    assert [(row.text, row.reference, row.raised_on, row.stage) for row in rows] == [
        (text, "2020年政府信息公开工作年度报告第五部分", date(2021, 1, 26), "raised")
        for text in ("信息公开规范性有待加强", "政务信息时效性有待提高")
    ]
    assert [row.measure[:4] for row in rows] == ["以“四个", "完善信息"]
    assert all("开拓信息发布平台" in row.measure for row in rows)
    assert client.get(second).status_code == 302
    water = {**sent, "agency": made.water.pk}
    assert client.post(second, water).status_code == 422


def test_as_many_measures_as_problems_are_taken_for_theirs(made: County) -> None:
    client = Client()
    client.force_login(made.officers["handler"])
    given = {"agency": made.science.pk, "year": 2020, "text": "更新不及时。解读不多。\n下一步：一是培训；二是改版。"}
    form = client.post(reverse("rectification:part-five"), given).context["form"]
    assert [form.initial[f"of-{number}"] for number in range(1, 5)] == ["", "", "1", "2"]


def test_the_supervisor_above_puts_problems_in_the_ledger_of_a_bureau(made: County) -> None:
    client = Client()
    client.force_login(made.officers["supervisor"])
    typed = {"agency": made.water.pk, "source": "supervision", "text": TEXT, "raised_on": "2025-03-02"}
    sent = client.post(reverse("rectification:raise"), typed)
    problem = Problem.objects.get()
    assert (sent["Location"], problem.agency) == (reverse("rectification:detail", args=[problem.pk]), made.water)
    client.force_login(made.officers["handler"])
    assert client.post(reverse("rectification:raise"), typed).status_code == 422


def test_each_waits_for_who_does_the_next_step(made: County) -> None:
    problem = propose(made)

    def waits_for() -> set[str]:
        return {
            role
            for role in ("handler", "head", "leader", "publisher", "beside")
            for pile in problems_due(made.officers[role], RAISED)
            if pile.standing is Standing.MINE and pile.count()
        }

    assert waits_for() == {"handler", "head"}
    problem = services.plan(problem, measure="开展培训", officer=made.officers["publisher"], due_on=DUE, by=actor(made))
    assert waits_for() == {"publisher"}
    problem = services.conclude(problem, outcome="done", by=actor(made))
    assert waits_for() == {"head", "leader"}
    services.verify(problem, by=actor(made, "head"))
    assert waits_for() == set()


def test_last_days_are_told_once(made: County) -> None:
    planned(made)
    propose(made)
    at = make_aware(datetime(2025, 12, 22, 3))
    assert tell_of_last_days(at) == Notice.objects.filter(kind="problem.due_soon").count() == 3
    assert tell_of_last_days(at) == 0
    tell_of_last_days(make_aware(datetime(2026, 1, 4, 3)))
    assert Notice.objects.filter(kind="problem.overdue").count() == 3


def test_pages_show_the_ledger_and_every_figure_opens_its_rows(made: County) -> None:
    closed(made, localdate())
    concluded(made)
    propose(made)
    client = Client()
    client.force_login(made.officers["handler"])
    shown = {each.words: each for each in figures(made.officers["handler"], localdate())}
    assert [each.count for each in shown.values()] == [2, 1, 1, 1]
    for each in shown.values():
        assert len(client.get(each.url).context["list"].page.rows) == each.count
    page = client.get(reverse("rectification:told"), {"agency": made.science.pk, "year": localdate().year})
    assert [len(rows) for rows in page.context["told"]] == [1, 0, 2]
    assert client.get(reverse("rectification:told"), {"agency": made.water.pk, "year": 2025}).status_code == 422
    client.force_login(made.officers["supervisor"])
    assert client.get(reverse("rectification:told"), {"agency": made.water.pk, "year": 2025}).status_code == 200
