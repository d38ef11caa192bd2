"""What a report's text is drafted from: the ledgers of duties, each told of where it has something to tell."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.utils.timezone import make_aware
from django.utils.translation import override
from tests.casework import actor
from tests.county import County, county

from gongkai.agencies.models import Membership
from gongkai.duties.leading.services import charge
from gongkai.duties.motions.services import register
from gongkai.duties.rectification import services as rectification
from gongkai.duties.rectification.splitting import What, split
from gongkai.duties.training import services as training
from gongkai.filings import services
from gongkai.filings.computing import compute
from gongkai.filings.drafting import drafted
from gongkai.filings.gating import gate
from gongkai.filings.models import Filing, Origin, Scope
from gongkai.filings.narrative import filled, require_fields, values_of
from gongkai.filings.reporting import edition_of, kept, numbers, report_of, text_of
from gongkai.filings.wording.facts import FACTS, facts_of, problems_of
from gongkai.filings.wording.sentences import SENTENCES
from gongkai.report.finding import Severity

pytestmark = pytest.mark.django_db
ON = date(2025, 5, 6)


@pytest.fixture(scope="module")
def made(kept) -> County:  # type: ignore[no-untyped-def]
    return county("supervisor", "head", "handler")


def told(made: County, year: int, **values: object) -> dict[str, str]:
    """Give the draft of a filing as it would be published."""
    filing = Filing(pk=0, agency=made.science, year=year, **values)
    filing.facts = facts_of(filing)
    filing.figures = kept(compute([made.science.pk], [made.science], edition_of(filing), year, on=date(2026, 1, 5)))
    found = values_of(filing, numbers(filing))
    return {part: filled(text, found) for part, text in drafted(filing).items()}


def test_of_empty_ledgers_nothing_is_drafted(made):
    found = told(made, 2025)
    assert "监督保障" not in found["overview"]  # so that the checks ask for it
    assert found["problems"] == ""
    assert "建议提案" not in found["other_matters"]


def test_every_fact_is_found_and_every_sentence_has_fields_there_are(made):
    assert tuple(facts_of(Filing(agency=made.science, year=2025))) == FACTS
    for each in SENTENCES.values():
        require_fields(each.text)
        assert each.code.count(".") == 1


def test_the_ledgers_of_duties_are_told_of_in_their_places(made):
    by = actor(made)
    charge(made.science, "first", name="甲某", from_on=ON, by=by)
    session = training.schedule(
        made.science, kind="training", subject="条例解读", on=ON, hours=Decimal(2), venue="会议室", by=by
    )
    training.invite(session, [made.officers["handler"]], (), at=make_aware(datetime(2025, 5, 5)), by=by)
    training.tick(session, present=session.attendees.values_list("pk", flat=True), on=ON, by=by)
    training.complete(session, on=ON, effect="好", by=by)
    given = {"kind": "member", "session": "第五次会议", "number": "7", "title": "关于公开的提案", "proposers": "李小红"}
    register(made.science, {**given, "received_on": ON}, by=by)
    with override("en"):  # who drafts may read English; the report is Chinese
        found = told(made, 2025)
    assert found["overview"].splitlines()[-1] == (
        "（三）监督保障情况。调整政府信息公开工作组织领导和责任分工1项。举办政府信息公开培训1场，1人次参加。"
    )
    assert found["other_matters"].splitlines()[-1] == (
        "建议提案办理情况：承办政协委员提案1件，已答复0件，公开答复0件。"
    )
    assert "监督保障" not in told(made, 2024)["overview"]


def test_a_government_says_of_whom_it_tells_and_that_nobody_was_held_to_account(made):
    region = told(made, 2025, scope=Scope.REGION)
    assert region["overview"].startswith("（一）主动公开情况。2025年，全县主动公开政府信息0条。")
    government = {"统计范围": "全县", "考核次数": "1", "责任追究": "0"}
    assert SENTENCES["supervision.accountability"].told(government)
    assert not SENTENCES["supervision.accountability"].told({**government, "统计范围": "本机关"})


def test_a_number_in_the_draft_follows_a_correction(made):
    filing = services.begin(made.science, 2025, by=actor(made))
    for cell in ("new", "granted"):
        services.correct(filing, ("applications", cell, "natural"), Decimal(3), reason="漏登", by=actor(made))
    filing.refresh_from_db()
    told = text_of(report_of(filing), "overview")
    assert "本年新收政府信息公开申请3件，上年结转0件，办结3件，" in told
    assert "办结的申请中，予以公开3件，" in told  # nothing was done when it was computed, and nothing was told of it


def test_braces_in_a_problem_are_no_field(made):
    problem(made, "目录{附件}没有更新。")
    filing = services.begin(made.science, 2025, by=actor(made))
    assert "存在的主要问题：一是目录｛附件｝没有更新。" in text_of(report_of(filing), "problems")
    services.write(filing, "problems", "存在的问题：{存在的问题}。", by=actor(made))
    judged = gate(filing)
    assert text_of(judged.report, "problems") == "存在的问题：一是目录{附件}没有更新。"
    assert "field-without-number" not in [each.finding.code for each in judged.judged]


def test_part_five_is_the_ledger_of_rectification(made):
    done, lasting = (problem(made, f"{what}不够规范。") for what in ("目录", "答复"))
    for each, outcome in ((done, "done"), (lasting, "lasting")):
        concluded = rectification.conclude(each, outcome=outcome, by=actor(made))
        rectification.verify(concluded, by=actor(made, "head"), on=date(2025, 11, 3))
    problem(made, "公开\n不够及时；")
    rectification.propose(made.science, "report", "", "解读形式单一", by=actor(made), on=ON)
    text = told(made, 2025)["problems"]
    assert text.splitlines() == [
        "存在的主要问题：一是公开不够及时；二是解读形式单一。",
        "整改情况：一是目录不够规范，已完成整改；二是答复不够规范，已整改并长期坚持。",
        "下一步改进措施：一是开展培训。",
    ]
    found = [part.text for part in split(text) if part.what is What.PROBLEM]
    assert found == ["公开不够及时", "解读形式单一"]  # as next year's ledger will find it
    judged = gate(services.begin(made.science, 2025, by=actor(made))).judged
    assert [each.finding.code for each in judged if each.finding.severity is Severity.ERROR] == []


def problem(made: County, text: str) -> rectification.Problem:
    row = rectification.propose(made.science, "report", "", text, by=actor(made), on=ON)
    plan = {"measure": "开展培训。", "officer": made.officers["handler"], "due_on": date(2025, 12, 31)}
    return rectification.plan(row, **plan, by=actor(made))


def test_of_a_whole_that_is_not_all_kept_here_no_facts_are_told(made):
    Membership.objects.create(year=2025, collector=made.government, member=made.water)
    whole = Filing(pk=0, agency=made.government, year=2025, scope=Scope.REGION)
    assert facts_of(whole).keys() == {
        "年度", "统计范围", "条例条款", "编制依据", "编制机关", "联系方式", "机关网址",
        "存在的问题", "整改的问题", "改进的措施",
    }  # fmt: skip
    for member in (made.office, made.water):
        assert "公开信息" not in facts_of(whole)
        services.begin(member, 2025, by=actor(made))
    assert tuple(facts_of(whole)) == FACTS


def test_of_a_year_that_was_kept_elsewhere_no_facts_are_told(made):
    found = facts_of(Filing(pk=0, agency=made.science, year=2025, origin=Origin.READ))
    assert "公开信息" not in found
    assert found["年度"] == "2025"


@pytest.mark.parametrize(
    ("region", "level", "whole"),
    [
        ("桓台县", "县本级", "全县"),
        ("临淄区", "区本级", "全区"),
        ("延边朝鲜族自治州", "州本级", "全州"),
        ("内蒙古自治区", "自治区本级", "全区"),
        ("阿里地区", "地区本级", "全地区"),
        ("锡林郭勒盟", "盟本级", "全盟"),
        ("兵团", "本级", "本行政区域"),
    ],
)
def test_of_whom_it_tells_is_called_as_the_region_is(made, region, level, whole):
    made.government.region.name = region
    for scope, called in ((Scope.LEVEL, level), (Scope.REGION, whole), (Scope.UNIT, "本机关")):
        assert facts_of(Filing(agency=made.government, year=2025, scope=scope))["统计范围"] == called


def test_what_lapsed_was_not_replied_to_in_time(made):
    in_time = SENTENCES["applications.in_time"]
    assert in_time.told({"办结申请": "2", "答复申请": "1", "逾期答复": "0"})
    assert not in_time.told({"办结申请": "2", "答复申请": "1", "逾期答复": "1"})
    assert not in_time.told({"办结申请": "2", "答复申请": "0", "逾期答复": "0"})


def test_part_five_of_a_government_tells_of_its_office_s_ledger(made):
    rectification.propose(made.office, "report", "", "解读形式单一", by=actor(made, "supervisor"), on=ON)
    for scope, number in ((Scope.UNIT, 0), (Scope.LEVEL, 1), (Scope.REGION, 1)):
        told = problems_of(Filing(agency=made.government, year=2025, scope=scope))
        assert sum(rows.count() for rows in told) == number


def test_a_township_is_not_told_to_report_by_article_49(made):
    for agency, articles in ((made.science, "第四十九条、第五十条"), (made.township, "第五十条")):
        assert facts_of(Filing(agency=agency, year=2025))["条例条款"] == articles


def test_a_refund_is_told_beside_what_was_collected():
    refunds = SENTENCES["matters.refunds"]
    assert refunds.told({"信息处理费": "0", "退付信息处理费": "100"})
    assert not refunds.told({"信息处理费": "100", "退付信息处理费": "0"})
