"""Assessments: sets of indicators, what is measured, the course to publication, who sees what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate
from openpyxl import load_workbook
from tests.casework import actor, apply, refused
from tests.county import County, county, join
from tests.publishing import begin as begin_item
from tests.publishing import enter, move_in, publish
from tests.remedies.challenging import challenge, decide, replied

from gongkai.agencies.exchange.importing import bring_in
from gongkai.agencies.exchange.writing import write_xlsx
from gongkai.agencies.models import Agency, Kind
from gongkai.agencies.services import add_member
from gongkai.applications.models import Application
from gongkai.disclosure.models import Scan
from gongkai.duties.assessment import rules, selectors, services
from gongkai.duties.assessment.dues import dues
from gongkai.duties.assessment.joining import figures
from gongkai.duties.assessment.measures import MEASURE_BY_CODE, MEASURES, Entry, Measured, Span
from gongkai.duties.assessment.measuring import differences, entries_of
from gongkai.duties.assessment.reckoning import lines_of, recounted, sheet
from gongkai.duties.assessment.standard import standard
from gongkai.duties.assessment.tables import Accounts, Points, Surveys
from gongkai.duties.models import (
    Accountability,
    Appraisal,
    Assessment,
    Indicator,
    IndicatorSet,
    Score,
    ScoreObjection,
)
from gongkai.duties.models.rectification import Problem, Source
from gongkai.journal.actor import SYSTEM
from gongkai.journal.verifying import differences as unverified
from gongkai.notifications.models import Notice

pytestmark = pytest.mark.django_db
FIRST = date(2026, 1, 1)
ROLES = ("supervisor", "county_administrator", "head", "handler", "leader", "publisher", "administrator", "reviewer",
         "secrecy_reviewer", "beside", "no_post")  # fmt: skip


@pytest.fixture(scope="module")
def made(kept: None) -> County:
    """Give a county of which one bureau has work of every kind, and another and a township have none."""
    made = county(*ROLES)
    for member in (made.science, made.water, made.township):
        add_member(made.office, member, year=localdate().year, by=SYSTEM)
    return made


def last() -> date:
    return date(localdate().year, 12, 31)


def by_supervisor(made: County) -> Any:
    return actor(made, "supervisor")


def make_set(made: County, **values: Any) -> IndicatorSet:
    found = services.make_set(made.office, name="年度考核", from_on=FIRST, by=by_supervisor(made))
    return services.edit_set(found, values, by=by_supervisor(made)) if values else found


def begin(made: County, indicator_set: IndicatorSet | None = None, **values: Any) -> Assessment:
    given = {"name": "年度考核", "kind": "annual", "first": FIRST, "last": last(), "on": localdate(), **values}
    return services.begin(indicator_set or make_set(made), by=by_supervisor(made), **given)


def one(assessment: Assessment, agency: Agency, indicator: str) -> Score:
    return Score.objects.get(assessment=assessment, agency=agency, indicator__name=indicator)


def score_all(made: County, assessment: Assessment, level: str = "较好") -> None:
    for row in Score.objects.filter(assessment=assessment, indicator__kind="scored"):
        services.score(row, level=level, evidence="看了领导小组文件", by=by_supervisor(made))


def announced(made: County, *, days_ago: int = 0) -> Assessment:
    assessment = begin(made)
    score_all(made, assessment)
    return services.announce(assessment, on=localdate() - timedelta(days_ago), by=by_supervisor(made))


def busy(made: County) -> None:
    """Let the bureau of science have an application overdue, an item public, an entry covered and one empty."""
    apply(made)
    item = publish(made, begin_item(made, formed_on=localdate()))
    enter(made)
    services.appraise(
        made.office,
        {"about": made.science, "held_on": localdate(), "means": "online", "answers": 50, "satisfied": 43},
        on=localdate(),
        by=by_supervisor(made),
    )
    broken = {"key": "k1", "code": "link-broken"}
    scan, _ = Scan.objects.get_or_create(
        text=item.shown, defaults={"at": "2026-03-02T00:00Z", "digest": "", "basis": ""}
    )
    scan.findings, scan.of_files = [broken, {"key": "k2", "code": "date-far"}], [{"key": "k3", "code": "link-broken"}]
    scan.save()


def measure(code: str, *agencies: Agency, on: date | None = None) -> list[tuple[int, int]]:
    found = MEASURE_BY_CODE[code].of(agencies, Span(FIRST, last(), on or localdate()))
    return [(found[agency.pk].value, found[agency.pk].of) for agency in agencies]


# ── What is measured ────────────────────────────────────────────────────────


def test_each_measure_counts_what_there_is_and_nothing_where_there_is_nothing(made: County) -> None:
    busy(made)
    found = {each.code: measure(each.code, made.science, made.water) for each in MEASURES}
    januaries = sum(date(year, 1, 31) < localdate() for year in range(2026, localdate().year + 1))
    assert found == {
        "published_in_time": [(1, 1), (0, 0)],
        "catalogue_covered": [(0, 1), (0, 0)],
        "entries_stale": [(0, 1), (0, 0)],
        "links_broken": [(2, 1), (0, 0)],
        "replied_in_time": [(0, 1), (0, 0)],
        "cases_overdue": [(1, 1), (0, 0)],
        "outcomes_corrected": [(0, 0), (0, 0)],
        "report_in_time": [(0, januaries), (0, januaries)],
        "people_trained": [(0, 7), (0, 1)],
        "public_satisfied": [(43, 50), (0, 0)],
    }


def test_what_is_overdue_counts_once_its_day_is_past(made: County) -> None:
    application = apply(made)
    due = application.due_on
    assert due is not None
    assert measure("cases_overdue", made.science, on=due) == [(0, 1)]
    assert measure("cases_overdue", made.science, on=due + timedelta(1)) == [(1, 1)]
    assert measure("replied_in_time", made.science, on=due) == [(0, 0)]
    item = begin_item(made)
    assert measure("published_in_time", made.science, on=item.due_on) == [(0, 0)]
    assert measure("published_in_time", made.science, on=item.due_on + timedelta(1)) == [(0, 1)]


@pytest.mark.parametrize(("day", "in_time"), [(31, 1), (30, 1), (None, 0)])
def test_a_report_is_in_time_until_the_end_of_january(made: County, day: int | None, in_time: int) -> None:
    title = "桓台县科技局2025年政府信息公开工作年度报告"
    if day:
        move_in(made, date(2026, 1, day), category="AR", title=title)
    else:
        move_in(made, date(2026, 2, 1), category="AR", title=title)
    span = Span(FIRST, date(2026, 12, 31), date(2026, 3, 2))
    found = MEASURE_BY_CODE["report_in_time"].of([made.science, made.water], span)
    assert [(found[each.pk].value, found[each.pk].of) for each in (made.science, made.water)] == [(in_time, 1), (0, 1)]
    assert found[made.science.pk].entries[0].label == "2025年年度报告"
    before = MEASURE_BY_CODE["report_in_time"].of([made.science], Span(date(2026, 2, 1), date(2026, 12, 31), last()))
    assert before[made.science.pk] == Measured(0, 0, ())


def test_no_day_is_set_for_the_report_of_a_township(made: County) -> None:
    assert measure("report_in_time", made.township) == [(0, 0)]


def test_a_link_that_somebody_decided_of_is_no_fault(made: County) -> None:
    busy(made)
    item = made.science.items.get()
    item.decisions.create(
        text=item.shown, key="k1", code="link-broken", decided="mistaken", reason="能打开",
        officer=made.officers["publisher"], at="2026-03-02T00:00Z",
    )  # fmt: skip
    assert measure("links_broken", made.science) == [(1, 1)]


@pytest.mark.once
def test_a_measure_asks_as_much_for_three_agencies_as_for_twelve(made: County) -> None:
    busy(made)
    more = [Agency(name=f"第{n}局", kind=Kind.DEPARTMENT, region=made.region, parent=made.government) for n in range(9)]
    for agency in more:
        agency.save()
    few = [made.science, made.water, made.township]
    for each in MEASURES:
        counts = []
        for agencies in (few, [*few, *more]):
            with CaptureQueriesContext(connection) as asked:
                each.of(agencies, Span(FIRST, last(), localdate()))
            counts.append(len(asked))
        assert counts[0] == counts[1] <= 4, each.code


# ── Sets of indicators ──────────────────────────────────────────────────────


def test_the_reference_set_adds_up_and_can_be_made(made: County) -> None:
    assert sum(row["weight"] for row in standard().indicators) == 100
    found = make_set(made)
    rows = list(found.indicators.all())
    assert [row.name for row in rows] == [row["name"] for row in standard().indicators]
    assert {row.measure for row in rows if row.measure} <= set(MEASURE_BY_CODE)
    with pytest.raises(ValidationError):
        make_set(made)


def test_a_set_is_frozen_once_an_assessment_is_begun_and_a_new_version_is_not(made: County) -> None:
    found = make_set(made)
    row = found.indicators.get(name="社会评议")
    services.edit_indicator(row, {**_values(row), "weight": Decimal(5)}, by=by_supervisor(made))
    begin(made, found)
    for act, args in (
        (services.edit_indicator, (row, {**_values(row), "weight": Decimal(9)})),
        (services.add_indicator, (found, _values(row))),
        (services.remove_indicator, (row,)),
        (services.edit_set, (found, {"basis": "别的"})),
    ):
        assert refused(act, *args, by=by_supervisor(made)) == "assessment-set-frozen"
    start = date(localdate().year + 1, 1, 1)
    new = services.copy_set(found, from_on=start, by=by_supervisor(made))
    found.refresh_from_db()
    assert (new.number, new.frozen_on, found.until_on) == (2, None, start - timedelta(1))
    assert new.indicators.get(name="社会评议").weight == 5
    services.remove_indicator(new.indicators.get(name="社会评议"), by=by_supervisor(made))
    assert refused(begin, made, new, name="再考一次") == "assessment-set-not-in-force"


def _values(row: Indicator) -> dict[str, Any]:
    names = ("name", "about", "weight", "kind", "measure", "by", "full_at", "none_at", "each", "floor", "levels")
    return {name: getattr(row, name) for name in names}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"measure": ""}, "measure"),
        ({"by": "occurrence", "each": Decimal(1), "floor": Decimal(0)}, "by"),
        ({"none_at": Decimal(95)}, "none_at"),
        ({"full_at": None}, "full_at"),
        ({"weight": Decimal(-1)}, "weight"),
        ({"kind": "scored", "levels": [{"name": "好", "points": "5"}]}, "levels"),
        ({"kind": "scored", "levels": [{"name": "好", "points": "99"}, {"name": "差", "points": "0"}]}, "levels"),
        ({"measure": "cases_overdue", "by": "occurrence", "each": Decimal(1), "floor": Decimal(11)}, "floor"),
    ],
)
def test_an_indicator_that_does_not_go_together_is_refused_at_its_field(
    made: County, changed: dict[str, Any], field: str
) -> None:
    row = make_set(made).indicators.get(name="社会评议")
    with pytest.raises(ValidationError) as caught:
        services.edit_indicator(row, {**_values(row), **changed}, by=by_supervisor(made))
    assert field in caught.value.error_dict


# ── The course of an assessment ─────────────────────────────────────────────


def test_an_assessment_is_measured_at_once_and_every_point_recounts(made: County) -> None:
    busy(made)
    assessment = begin(made)
    rows = Score.objects.filter(assessment=assessment)
    assert {row.agency for row in rows} == {made.science, made.water, made.township}
    assert (one(assessment, made.science, "社会评议").points, one(assessment, made.science, "逾期未答复").points) == (
        Decimal("7.43"), 5,
    )  # fmt: skip
    overdue = one(assessment, made.science, "逾期未答复")
    application = Application.objects.get()
    assert entries_of(overdue) == [Entry("application", application.pk, application.number, 1, 0)]
    assert entries_of(overdue)[0].address == reverse("applications:detail", args=[application.pk])
    score_all(made, assessment)
    for row in Score.objects.filter(assessment=assessment, applies=True).select_related("indicator"):
        assert row.points is not None
        assert 0 <= row.points <= row.indicator.weight
        assert recounted(row) == row.points
    assert not one(assessment, made.water, "社会评议").applies
    assert list(unverified()) == []


def test_totals_spread_what_does_not_apply_and_rank_the_agencies(made: County) -> None:
    busy(made)
    assessment = begin(made)
    waiting = sheet(assessment, Score.objects.filter(assessment=assessment))
    assert (waiting.waiting, {row.rank for row in waiting.rows}) == (3, {None})
    score_all(made, assessment)
    found = sheet(assessment, Score.objects.filter(assessment=assessment))
    assert {row.total.full for row in found.rows} == {Decimal(100)}
    for row in found.rows:
        points = [score.final for score in row.scores if score is not None and score.applies]
        assert row.total.points == sum(points) + row.total.spread
    assert [row.rank for row in found.rows] == sorted(row.rank or 0 for row in found.rows)
    losses = [loss.points for loss in found.worst]
    assert losses == sorted(losses, reverse=True)
    assert losses[0] == 15


def test_a_set_may_leave_out_what_does_not_apply(made: County) -> None:
    assessment = begin(made, make_set(made, not_applicable="left_out"))
    score_all(made, assessment)
    found = sheet(assessment, Score.objects.filter(assessment=assessment))
    assert {row.total.spread for row in found.rows} == {0}
    assert all(row.total.full < 100 for row in found.rows)
    assert [row.total.share for row in found.rows] == sorted((row.total.share for row in found.rows), reverse=True)


def test_measuring_anew_shows_what_differs_before_it_is_kept(made: County) -> None:
    assessment = begin(made)
    assert differences(assessment, localdate()) == []
    application = apply(made)
    found = {each.score.indicator.name: each for each in differences(assessment, localdate())}
    assert set(found) == {"依申请答复及时率", "逾期未答复"}
    came = found["逾期未答复"].came
    assert [(each.key, each.label) for each in came] == [(application.pk, application.number)]
    assert found["逾期未答复"].score.points is None
    changed = services.recompute(assessment, on=localdate(), by=by_supervisor(made), seen=assessment.version)
    assert len(changed) == 2
    assert one(assessment, made.science, "逾期未答复").points == 5
    assert differences(assessment, localdate()) == []
    assert (
        refused(services.recompute, assessment, on=localdate(), by=by_supervisor(made), seen=0)
        == "assessment-changed-meanwhile"
    )
    assert list(unverified()) == []


def test_a_level_is_given_with_what_shows_it(made: County) -> None:
    assessment = begin(made)
    row = one(assessment, made.science, "组织领导和制度")
    for wrong in ({"level": "极好", "evidence": "文件"}, {"level": "好", "evidence": " "}):
        with pytest.raises(ValidationError):
            services.score(row, by=by_supervisor(made), **wrong)
    assert refused(services.announce, assessment, on=localdate(), by=by_supervisor(made)) == "assessment-not-scored"
    given = services.score(row, level="一般", evidence="没有研究记录", by=by_supervisor(made))
    assert (given.points, given.scorer) == (5, made.officers["supervisor"])
    assert [(str(line.words), line.points) for line in lines_of(given)] == [("评为“一般”", 5)]


def test_an_objection_is_answered_with_a_change_or_without_and_then_the_result_is_published(made: County) -> None:
    busy(made)
    assessment, on = announced(made, days_ago=20), localdate()
    assert Notice.objects.filter(kind="assessment.announced", officer=made.officers["head"]).count() == 1
    row = one(assessment, made.science, "逾期未答复")
    late = refused(services.object_to, row, statement="已经答复", on=on, by=actor(made, "head"))
    assert late == "assessment-objection-late"
    assert assessment.announced_on is not None
    day = assessment.announced_on
    first = services.object_to(row, statement="已经答复", on=day, by=actor(made, "head"))
    again = refused(services.object_to, row, statement="再提", on=day, by=actor(made, "head"))
    assert again == "assessment-objection-there"
    assert refused(services.publish, assessment, on=on, by=by_supervisor(made)) == "assessment-objection-open"
    with pytest.raises(ValidationError):
        services.answer(first, points=Decimal(11), reason="误", on=on, by=by_supervisor(made))
    services.answer(first, points=Decimal("7.5"), reason="答复在期限内寄出", on=on, by=by_supervisor(made))
    row = one(assessment, made.science, "逾期未答复")
    assert (row.points, row.final, recounted(row)) == (5, Decimal("7.5"), Decimal("7.5"))
    second = services.object_to(row, statement="还应当再高", on=day, by=actor(made, "leader"))
    services.answer(second, points=None, reason="没有新材料", on=on, by=by_supervisor(made))
    assert one(assessment, made.science, "逾期未答复").final == Decimal("7.5")
    assert refused(services.publish, assessment, on=day, by=by_supervisor(made)) == "assessment-objections-not-over"
    published = services.publish(assessment, on=on, by=by_supervisor(made))
    assert (published.stage, published.published_on) == ("published", on)
    assert refused(services.recompute, assessment, on=on, by=by_supervisor(made)) == "assessment-not-in-this-stage"
    assert [each.answer for each in ScoreObjection.objects.order_by("pk")] == ["changed", "stands"]
    lost = Problem.objects.filter(agency=made.science, source=Source.ASSESSMENT)
    assert "逾期未答复：满分10分，得7.5分" in {each.text for each in lost}
    scores = Score.objects.filter(assessment=assessment, agency=made.science, applies=True)
    assert len(lost) == sum(each.final < each.indicator.weight for each in scores)
    assert list(unverified()) == []


def test_a_result_is_linked_to_what_the_public_reads(made: County) -> None:
    assessment = announced(made, days_ago=20)
    assessment = services.publish(assessment, on=localdate(), by=by_supervisor(made))
    foreign = publish(made, begin_item(made, formed_on=localdate()))
    with pytest.raises(ValidationError):
        services.link(assessment, foreign, by=by_supervisor(made))


def test_nobody_is_assessed_without_a_list_and_no_span_begins_tomorrow(made: County) -> None:
    empty = refused(begin, made, first=date(2019, 5, 15), last=date(2019, 12, 31))
    assert empty == "assessment-set-not-in-force"
    with pytest.raises(ValidationError):
        begin(made, name="明天", first=localdate() + timedelta(1))


# ── Who sees what ───────────────────────────────────────────────────────────


def fresh(made: County, role: str) -> Any:
    return type(made.officers[role]).objects.get(pk=made.officers[role].pk)


def seen_by(made: County, role: str, assessment: Assessment) -> Sequence[str]:
    officer, on = fresh(made, role), localdate()
    rows = rules.assessments_in_sight(officer, on).filter(pk=assessment.pk)
    scores = rules.scores_in_sight(officer, assessment, on)
    return sorted({row.agency.name for row in scores.select_related("agency")}) if rows else ["不可见"]


def test_an_agency_sees_its_own_scores_when_told_and_those_of_others_once_published(made: County) -> None:
    everyone = sorted(each.name for each in (made.science, made.water, made.township))
    assessment = begin(made)
    assert seen_by(made, "supervisor", assessment) == everyone
    assert seen_by(made, "head", assessment) == seen_by(made, "no_post", assessment) == ["不可见"]
    score_all(made, assessment)
    assessment = services.announce(assessment, on=localdate() - timedelta(20), by=by_supervisor(made))
    assert seen_by(made, "head", assessment) == [made.science.name]
    assert seen_by(made, "beside", assessment) == [made.water.name]
    assessment = services.publish(assessment, on=localdate(), by=by_supervisor(made))
    assert seen_by(made, "handler", assessment) == everyone
    assert seen_by(made, "reviewer", assessment) == ["不可见"]
    other = one(assessment, made.water, "年度报告按时公布")
    assert not rules.may_see_evidence(fresh(made, "head"), other, localdate())
    assert rules.may_see_evidence(fresh(made, "beside"), other, localdate())


def test_who_is_named_scores_that_indicator_and_nobody_else_does(made: County) -> None:
    assessment, on = begin(made), localdate()
    indicator = assessment.indicator_set.indicators.get(kind="scored")
    row = one(assessment, made.water, "组织领导和制度")
    assert rules.may_score(fresh(made, "supervisor"), row, on)
    services.name_scorer(assessment, indicator, made.officers["reviewer"], by=by_supervisor(made))
    assert rules.may_score(fresh(made, "reviewer"), row, on)
    assert not rules.may_score(fresh(made, "supervisor"), row, on)
    own = one(assessment, made.science, "组织领导和制度")
    assert not rules.may_score(fresh(made, "reviewer"), own, on)
    assert rules.may_score(fresh(made, "supervisor"), own, on)
    assert seen_by(made, "reviewer", assessment) == sorted(
        each.name for each in (made.science, made.water, made.township)
    )
    services.name_scorer(assessment, indicator, None, by=by_supervisor(made))
    assert rules.may_score(fresh(made, "supervisor"), row, on)
    assert seen_by(made, "reviewer", assessment) == ["不可见"]
    measured = assessment.indicator_set.indicators.filter(kind="measured").first()
    assert measured is not None
    with pytest.raises(ValidationError):
        services.name_scorer(assessment, measured, made.officers["reviewer"], by=by_supervisor(made))


# ── Surveys and accountability ──────────────────────────────────────────────


def appraisal(made: County, **values: Any) -> Appraisal:
    given = {"about": made.water, "held_on": localdate(), "means": "online", "answers": 10, "satisfied": 9, **values}
    return services.appraise(made.office, given, on=localdate(), by=by_supervisor(made))


def test_a_survey_is_entered_once_and_nobody_is_more_than_satisfied(made: County) -> None:
    assert str(appraisal(made)).startswith(made.water.name)
    for wrong in ({}, {"means": "phone", "satisfied": 11}, {"held_on": localdate() + timedelta(1)}):
        with pytest.raises(ValidationError):
            appraisal(made, **wrong)


def held(made: County, **values: Any) -> Accountability:
    given = {
        "about": made.water, "kind": "criticised", "basis": "条例第47条", "reason": "年度报告没有按时公布",
        "document": "桓政办函〔2026〕9号", "on": localdate(), **values,
    }  # fmt: skip
    return services.hold_to_account(made.office, given, on=localdate(), by=by_supervisor(made))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"basis": "条例第53条"}, "basis"),
        ({"kind": "ordered"}, "basis"),
        ({"kind": "punished", "basis": "条例第53条"}, "whom"),
        ({"on": date(2999, 1, 1)}, "on"),
    ],
)
def test_what_is_done_has_the_article_that_allows_it(made: County, values: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as caught:
        held(made, **values)
    assert field in caught.value.error_dict


def test_what_came_of_it_is_entered_once(made: County) -> None:
    record, on = held(made), localdate()
    assert held(made, kind="punished", basis="条例第53条", whom="分管领导").whom == "分管领导"
    by = by_supervisor(made)
    done = services.conclude(record, outcome="已经补公布", outcome_on=on, on=on, by=by)
    assert done.outcome_on == on
    assert refused(services.conclude, record, outcome="再", outcome_on=on, on=on, by=by) == "accountability-concluded"
    assert rules.accountability_in_sight(fresh(made, "head"), on).count() == 0
    assert rules.accountability_in_sight(fresh(made, "supervisor"), on).count() == 2


def test_the_report_of_a_government_finds_what_came_of_a_year(made: County) -> None:
    busy(made)
    on, of = localdate(), ([made.office], localdate(), localdate())
    assessment = announced(made, days_ago=20)
    assert selectors.results(*of) == []
    services.publish(assessment, on=on, by=by_supervisor(made))
    [found] = selectors.results(*of)
    rows = sheet(assessment, Score.objects.filter(assessment=assessment)).rows
    assert (found.assessed, found.first, found.last) == (3, *((row.agency.called,) for row in (rows[0], rows[-1])))
    assert found.mean is not None
    assert abs(found.mean * 3 - sum(row.total.points for row in rows)) < Decimal("0.02")
    appraisal(made)
    assert selectors.appraised(*of)[:3] == (2, 60, 52)
    held(made)
    held(made, kind="ordered", basis="条例第53条")
    assert selectors.held_by_kind(*of) == {"criticised": 1, "ordered": 1}
    assert selectors.held_to_account(*of).count() == 2
    assert selectors.results([made.water], on, on) == []


# ── The desk ────────────────────────────────────────────────────────────────


def client_of(made: County, role: str) -> Client:
    client = Client()
    client.force_login(made.officers[role])
    return client


def test_the_one_view_lists_the_worst_first_and_every_point_opens(made: County) -> None:
    busy(made)
    assessment = announced(made)
    client = client_of(made, "supervisor")
    with CaptureQueriesContext(connection) as asked:
        page = client.get(reverse("assessment:detail", args=[assessment.pk])).content.decode()
    assert len(asked) < 50
    for row in Score.objects.filter(assessment=assessment):
        assert reverse("assessment:score", args=[row.pk]) in page
    assert page.index("失分最多的") < page.index('id="scores"')
    row = one(assessment, made.science, "逾期未答复")
    opened = client.get(reverse("assessment:score", args=[row.pk])).content.decode()
    application = Application.objects.get()
    assert reverse("applications:detail", args=[application.pk]) in opened
    assert "1处，每处扣5分" in opened


def test_another_agency_sees_points_and_not_what_they_rest_on(made: County) -> None:
    busy(made)
    assessment = announced(made, days_ago=20)
    row = one(assessment, made.science, "逾期未答复")
    client, url = client_of(made, "beside"), reverse("assessment:score", args=[row.pk])
    assert client.get(url).status_code == 404
    services.publish(assessment, on=localdate(), by=by_supervisor(made))
    opened = client.get(url).content.decode()
    assert "别的单位只能看到得分" in opened
    assert Application.objects.get().number not in opened


def test_who_scores_one_indicator_sees_no_more_of_others_than_that(made: County) -> None:
    assessment = begin(made)
    score_all(made, assessment)
    indicator = assessment.indicator_set.indicators.get(kind="scored")
    services.name_scorer(assessment, indicator, made.officers["beside"], by=by_supervisor(made))
    assessment.indicator_set.indicators.update(place=2)
    assessment.indicator_set.indicators.filter(pk=indicator.pk).update(place=1)
    assessment.refresh_from_db()
    assessment = services.announce(assessment, on=localdate() - timedelta(20), by=by_supervisor(made))
    services.publish(assessment, on=localdate(), by=by_supervisor(made))
    page = reverse("assessment:of-agency", args=[assessment.pk, made.science.pk])
    rows = client_of(made, "beside").get(page).context["explained"]
    assert [row.indicator_id for row, lines in rows if lines] == [indicator.pk]


def test_the_file_has_the_points_and_their_lines(made: County) -> None:
    busy(made)
    assessment = begin(made)
    answer = client_of(made, "supervisor").get(reverse("assessment:export", args=[assessment.pk]))
    book = load_workbook(BytesIO(answer.content))
    rows = {row[0]: row[1:] for row in book["得分"].iter_rows(values_only=True)}
    assert set(rows) == {"单位", made.science.name, made.water.name, made.township.name}
    science = dict(zip([str(each).split("\n")[0] for each in rows["单位"]], rows[made.science.name]))
    assert (science["社会评议"], science["组织领导和制度"], science["满分"]) == (7.43, None, 100)
    water = dict(zip([str(each).split("\n")[0] for each in rows["单位"]], rows[made.water.name]))
    assert water["社会评议"] == "—"
    lines = [row for row in book["逐项说明"].iter_rows(values_only=True) if row[1] == "逾期未答复"]
    assert [(row[3], row[4]) for row in lines] == [(10, ""), (-5, Application.objects.get().number)]


def test_acts_go_by_the_forms_of_the_desk(made: County) -> None:
    found, client = make_set(made), client_of(made, "supervisor")
    url = reverse("assessment:add-indicator", args=[found.pk])
    typed = {"name": "整改", "weight": "3", "kind": "scored", "levels": "好 3\n差：0分"}
    assert client.post(url, {**typed, "levels": "好"}).status_code == 422
    assert client.post(url, typed).status_code == 302
    assert found.indicators.get(name="整改").levels == [{"name": "好", "points": "3"}, {"name": "差", "points": "0"}]
    asked = {"indicator_set": found.pk, "name": "考核", "kind": "annual", "first": FIRST, "last": last()}
    assert client.post(reverse("assessment:begin"), asked).status_code == 302
    assessment = Assessment.objects.get()
    for row in Score.objects.filter(assessment=assessment, indicator__kind="scored"):
        give = reverse("assessment:give", args=[row.pk])
        assert client.post(give, {"level": "好", "evidence": "看了文件"}).status_code == 302
    assessment.refresh_from_db()
    act = reverse("assessment:act", args=[assessment.pk, "announce"])
    assert client.post(act, {"seen": 9}).status_code == 409
    assert client.post(act, {"seen": assessment.version}).status_code == 302
    score = one(assessment, made.science, "年度报告按时公布")
    head = client_of(made, "head")
    assert head.post(reverse("assessment:object", args=[score.pk]), {"statement": "已公布"}).status_code == 302
    answer = reverse("assessment:answer", args=[ScoreObjection.objects.get().pk])
    assert client.post(answer, {"answer": "changed", "reason": "有据"}).status_code == 422
    assert client.post(answer, {"answer": "changed", "points": "6", "reason": "有据"}).status_code == 302
    assert one(assessment, made.science, "年度报告按时公布").final == 6
    assert client.get(reverse("assessment:recompute", args=[assessment.pk])).status_code == 200
    page = client.get(reverse("assessment:of-agency", args=[assessment.pk, made.science.pk])).content.decode()
    assert "答复异议后调整" in page


def table(made: County, kind: Any, *rows: Sequence[str], write: bool) -> Any:
    content = write_xlsx("sheet", kind.headings(), rows)
    given: dict[str, Any] = {"by": by_supervisor(made), "on": localdate(), "write": write}
    return bring_in(content, kind(made.office), translate=str, **given)


def test_what_people_scored_comes_in_as_a_table_with_a_preview(made: County) -> None:
    assessment = begin(made)
    row = ("年度考核", made.water.name, "组织领导和制度", "好", "文件齐全")
    tried = table(made, Points, row, write=False)
    assert (tried.counts["added"], tried.counts["bad"]) == (1, 0)
    assert one(assessment, made.water, "组织领导和制度").points is None
    assert table(made, Points, row, write=True).written
    assert one(assessment, made.water, "组织领导和制度").points == 10
    changed = table(made, Points, (*row[:3], "差", row[4]), write=False)
    assert changed.rows[0].done.changes == (("档次", "好", "差"),)
    for place, wrong in enumerate(("别的考核", "别的局", "主动公开及时率", "极好", "")):
        bad = [*row]
        bad[place] = wrong
        assert table(made, Points, bad, write=False).counts["bad"] == 1
    score_all(made, assessment)
    services.announce(assessment, on=localdate(), by=by_supervisor(made))
    assert table(made, Points, (*row[:3], "差", row[4]), write=False).counts["bad"] == 1


def test_surveys_come_in_as_a_table_once(made: County) -> None:
    row = (made.water.name, f"{localdate()}", "电话访问", "20", "15", "")
    assert table(made, Surveys, row, write=True).counts["added"] == 1
    assert table(made, Surveys, row, write=True).counts["same"] == 1
    assert Appraisal.objects.get().satisfied == 15
    for wrong in ((made.branch.name, *row[1:]), (*row[:4], "21", "")):
        assert table(made, Surveys, wrong, write=False).counts["bad"] == 1


def test_who_was_held_to_account_comes_in_once_and_what_came_of_it_later(made: County) -> None:
    day = f"{localdate()}"
    row = (
        made.water.name,
        "通报批评",
        "条例第47条",
        "分管领导",
        "年度报告没有按时公布",
        "桓政办函〔2026〕9号",
        day,
        "",
        "",
    )
    ended = (*row[:7], "已经补公布", day)
    counts = [table(made, Accounts, each, write=True).counts for each in (row, row, ended, ended)]
    assert [next(name for name, number in each.items() if number) for each in counts] == [
        "added", "same", "changed", "same",
    ]  # fmt: skip
    assert Accountability.objects.get().outcome == "已经补公布"
    for wrong in ((made.branch.name, *row[1:]), (row[0], "处分", *row[2:]), (*row[:7], "已经补公布", "")):
        assert table(made, Accounts, wrong, write=False).counts["bad"] == 1
    assert list(unverified()) == []


def test_what_was_corrected_counts_of_what_ended(made: County) -> None:
    join(made, "legal_reviewer")
    day = date(2026, 5, 8)
    held = decide(made, challenge(made, replied(made)), "RECON_REVOKED", day)
    decide(made, challenge(made), "RECON_MAINTAINED", day)
    found = MEASURE_BY_CODE["outcomes_corrected"].of([made.science, made.water], Span(FIRST, last(), localdate()))
    assert found[made.science.pk] == Measured(1, 2, (Entry("challenge", held.pk, held.number, 1, 0),))
    assert found[made.water.pk].of == 0


def test_what_waits_stands_on_the_home_page(made: County) -> None:
    assessment, on = begin(made), localdate()
    assert sum(pile.count() for pile in dues(fresh(made, "supervisor"), on)) == 1
    assert not any(pile.count() for pile in dues(fresh(made, "head"), on))
    score_all(made, assessment)
    services.announce(assessment, on=on, by=by_supervisor(made))
    waiting = [due.what for pile in dues(fresh(made, "head"), on) for due in pile.take(9)]
    assert waiting == ["年度考核 异议期"]
    assert [figure.count for figure in figures(fresh(made, "supervisor"), on)] == [1, 0, 0, 0]


def test_the_tallies_lead_to_lists_that_know_their_conditions(made: County) -> None:
    client = Client()
    client.force_login(made.officers["supervisor"])
    for each in figures(made.officers["supervisor"], localdate()):
        assert "这个条件" not in client.get(each.url).content.decode(), each.url
