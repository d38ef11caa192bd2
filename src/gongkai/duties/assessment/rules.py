"""Who may do what with assessments: named predicates, by the posts held on a day.

The office in charge (政府信息公开工作主管部门, 条例第3条) assesses those on its list of members. An agency sees its own
scores once they are announced to it, and those of others once the result is published.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from gongkai.agencies.models import Agency, Duty, Membership
from gongkai.agencies.rules import has_duty, posts_of
from gongkai.duties.assessment.lifecycle import Stage
from gongkai.duties.models import Accountability, Appraisal, Assessment, IndicatorSet, NamedScorer, Score

ASSESSING = frozenset({Duty.SUPERVISOR, Duty.OFFICE_HEAD})
"""Who assesses, in the agency that keeps the list of members."""
OVERSEEING = ASSESSING | {Duty.LEADER}
"""Who sees all of it there."""
OBJECTING = frozenset({Duty.OFFICE_HEAD, Duty.LEADER})
"""Who objects for an agency that is assessed."""
CONCERNED = frozenset({Duty.LEADER, Duty.OFFICE_HEAD, Duty.HANDLER, Duty.PUBLISHER, Duty.ADMINISTRATOR})
"""Who sees there how their agency is assessed."""

_TOLD = (Stage.OBJECTING, Stage.PUBLISHED)


def agencies_assessing(officer: Any, on: date, duties: Iterable[str] = ASSESSING) -> Any:
    """Give the agencies for which an officer assesses others: those that keep a list of members."""
    wanted = frozenset(duties)
    keys = {post.agency_id for post in posts_of(officer, on) if post.duty in wanted}
    return Agency.objects.filter(pk__in=keys & _collectors(keys))


def _collectors(keys: Iterable[int]) -> set[int]:
    return set(Membership.objects.filter(collector__in=keys).values_list("collector", flat=True))


def _overseen(officer: Any, on: date) -> set[int]:
    keys = {post.agency_id for post in posts_of(officer, on) if post.duty in OVERSEEING}
    return _collectors(keys) if keys else set()


def own_agencies(officer: Any, on: date) -> set[int]:
    """Give the agencies of which an officer sees how they are assessed, by their keys."""
    return {post.agency_id for post in posts_of(officer, on) if post.duty in CONCERNED}


def assesses_some(officer: Any, on: date) -> bool:
    """Say whether an officer assesses others."""
    return bool(agencies_assessing(officer, on).exists())


def is_concerned(officer: Any, on: date) -> bool:
    """Say whether an officer has to do with assessments at all: assesses, scores, or is of an agency assessed."""
    return bool(own_agencies(officer, on)) or bool(_overseen(officer, on)) or _scores(officer).exists()


def _scores(officer: Any) -> Any:
    return NamedScorer.objects.filter(officer=officer.pk)


def assessments_in_sight(officer: Any, on: date) -> Any:
    """Give the assessments an officer sees, as a query set."""
    told = Score.objects.filter(agency__in=own_agencies(officer, on), assessment__stage__in=_TOLD)
    rows = Assessment.objects.filter(
        Q(agency__in=_overseen(officer, on)) | Q(pk__in=told.values("assessment")) | Q(pk__in=_named(officer))
    )
    return rows.select_related("agency", "indicator_set")


def _named(officer: Any) -> Any:
    return _scores(officer).exclude(assessment__stage=Stage.ABANDONED).values("assessment")


def scores_in_sight(officer: Any, assessment: Assessment, on: date) -> Any:
    """Give the scores of an assessment that an officer sees, as a query set."""
    rows = Score.objects.filter(assessment=assessment)
    if assessment.stage == Stage.PUBLISHED and rows.filter(agency__in=own_agencies(officer, on)).exists():
        return rows
    return scores_opened(officer, assessment, on)


def scores_opened(officer: Any, assessment: Assessment, on: date) -> Any:
    """Give the scores of which an officer sees what they rest on, as a query set: of others an agency sees points."""
    rows = Score.objects.filter(assessment=assessment)
    if oversees(officer, assessment, on):
        return rows
    seen = Q(indicator__in=_scores(officer).filter(assessment=assessment).values("indicator"))
    if assessment.stage in _TOLD:
        seen |= Q(agency__in=own_agencies(officer, on))
    return rows.filter(seen)


def oversees(officer: Any, assessment: Assessment, on: date) -> bool:
    """Say whether an officer sees all of an assessment: who leads or works in the office in charge."""
    return has_duty(officer, assessment.agency, on, OVERSEEING)


def may_assess(officer: Any, assessment: Assessment, on: date) -> bool:
    """Say whether an officer runs an assessment."""
    return has_duty(officer, assessment.agency, on, ASSESSING)


def may_score(officer: Any, score: Score, on: date) -> bool:
    """Say whether an officer scores: whoever is named for the indicator; without one, who runs the assessment.

    Nobody who was named scores their own agency: that is left to who runs the assessment.
    """
    if score.indicator.kind != score.indicator.Kind.SCORED or score.assessment.stage != Stage.SCORING:
        return False
    named = (
        NamedScorer.objects.select_related("officer")
        .filter(assessment=score.assessment_id, indicator=score.indicator_id)
        .first()
    )
    if named is not None and not _is_of(named.officer, score.agency, on):
        return bool(named.officer_id == officer.pk)
    return may_assess(officer, score.assessment, on)


def _is_of(officer: Any, agency: Agency, on: date) -> bool:
    return any(post.agency_id == agency.pk for post in posts_of(officer, on))


def may_object(officer: Any, score: Score, on: date) -> bool:
    """Say whether an officer may object to a score: who heads or leads the disclosure work of that agency."""
    return score.assessment.stage == Stage.OBJECTING and has_duty(officer, score.agency, on, OBJECTING)


def may_see_evidence(officer: Any, score: Score, on: date) -> bool:
    """Say whether an officer sees what a score rests on."""
    return bool(scores_opened(officer, score.assessment, on).filter(pk=score.pk).exists())


def sets_in_sight(officer: Any, on: date) -> Any:
    """Give the sets of indicators an officer sees: their own, and those that their agency is or was assessed by."""
    by = assessments_in_sight(officer, on).values("indicator_set")
    rows = IndicatorSet.objects.filter(Q(agency__in=_overseen(officer, on)) | Q(pk__in=by))
    return rows.select_related("agency")


def may_keep_set(officer: Any, indicator_set: IndicatorSet, on: date) -> bool:
    """Say whether an officer may make and change sets of an agency."""
    return has_duty(officer, indicator_set.agency, on, ASSESSING)


def appraisals_in_sight(officer: Any, on: date) -> Any:
    """Give the results of surveys an officer sees: those they had made, and those about their agency."""
    seen = Q(agency__in=_overseen(officer, on)) | Q(about__in=own_agencies(officer, on))
    return Appraisal.objects.filter(seen).select_related("agency", "about")


def accountability_in_sight(officer: Any, on: date) -> Any:
    """Give the records of accountability an officer sees: the office's own, and of their agency who heads or leads."""
    about = {post.agency_id for post in posts_of(officer, on) if post.duty in OBJECTING}
    rows = Accountability.objects.filter(Q(agency__in=_overseen(officer, on)) | Q(about__in=about))
    return rows.select_related("agency", "about", "assessment")


def may_hold_to_account(officer: Any, record: Accountability, on: date) -> bool:
    """Say whether an officer keeps a record of accountability."""
    return has_duty(officer, record.agency, on, ASSESSING)
