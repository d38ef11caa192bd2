"""What each role meets at the addresses of assessment (考核)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.timezone import localdate
from tests.county import County
from tests.roles.statuses import refused

from gongkai.agencies.models import Membership
from gongkai.duties.models import Accountability, Assessment, Indicator, IndicatorSet, Score, ScoreObjection


def _assessment(made: County, stage: str = "objecting") -> Assessment:
    """Give an assessment of the science bureau by the county office, with what there must be of it alone."""
    on = localdate()
    Membership.objects.get_or_create(collector=made.office, member=made.science, year=on.year)
    indicators = IndicatorSet.objects.create(agency=made.office, name="年度考核", from_on=on, frozen_on=on)
    scored: Any = {"kind": "scored", "levels": [{"name": "好", "points": "5"}]}
    Indicator.objects.create(indicator_set=indicators, place=1, name="组织领导", weight=5, **scored)
    dates = {"first": on, "last": on, "computed_on": on, "announced_on": on, "objections_until": on}
    made_of: Any = {"agency": made.office, "indicator_set": indicators, "name": "年度考核", "kind": "annual"}
    return Assessment.objects.create(stage=stage, **made_of, **dates)  # type: ignore[no-any-return]


def _score(made: County, stage: str = "objecting") -> Score:
    assessment = _assessment(made, stage)
    found: Score = Score.objects.create(
        assessment=assessment,
        agency=made.science,
        indicator=assessment.indicator_set.indicators.get(),
        points=None if stage == "scoring" else 5,
    )
    return found


def _assessed(made: County) -> dict[str, object]:
    return {"pk": _score(made).assessment_id}


def _set(made: County) -> dict[str, object]:
    return {"pk": _score(made).assessment.indicator_set_id}


def _indicator(made: County) -> dict[str, object]:
    return {"pk": _score(made).indicator_id}


def _objection(made: County) -> dict[str, object]:
    by = made.officers["head"]
    row = ScoreObjection.objects.create(score=_score(made), statement="应为满分", raised_by=by, raised_on=localdate())
    return {"pk": row.pk}


def _record(made: County) -> dict[str, object]:
    _score(made)
    said = {"kind": "talk", "basis": "条例第47条", "reason": "逾期", "document": "记录", "on": localdate()}
    return {"pk": Accountability.objects.create(agency=made.office, about=made.science, **said).pk}


def _nothing(made: County) -> dict[str, object]:
    """Let the county office keep a list, so that it assesses."""
    _score(made)
    return {}


ARGUMENTS: dict[str, Callable[[County], dict[str, object]]] = {
    "assessment:list": _nothing,
    "assessment:sets": _nothing,
    "assessment:appraisals": _nothing,
    "assessment:accountability": _nothing,
    "assessment:begin": _nothing,
    "assessment:make-set": _nothing,
    "assessment:appraise": _nothing,
    "assessment:hold-to-account": _nothing,
    "assessment:import": _nothing,
    "assessment:import-template": _nothing,
    "assessment:import-confirm": _nothing,
    "assessment:import-surveys": _nothing,
    "assessment:import-surveys-template": _nothing,
    "assessment:import-surveys-confirm": _nothing,
    "assessment:import-accounts": _nothing,
    "assessment:import-accounts-template": _nothing,
    "assessment:import-accounts-confirm": _nothing,
    "assessment:detail": _assessed,
    "assessment:export": _assessed,
    "assessment:of-agency": lambda made: {**_assessed(made), "agency": made.science.pk},
    "assessment:recompute": _assessed,
    "assessment:act": lambda made: {**_assessed(made), "name": "abandon"},
    "assessment:score": lambda made: {"pk": _score(made).pk},
    "assessment:give": lambda made: {"pk": _score(made, "scoring").pk},
    "assessment:object": lambda made: {"pk": _score(made).pk},
    "assessment:answer": _objection,
    "assessment:set": _set,
    "assessment:edit-set": _set,
    "assessment:copy-set": _set,
    "assessment:add-indicator": _set,
    "assessment:edit-indicator": _indicator,
    "assessment:remove-indicator": _indicator,
    "assessment:account": _record,
    "assessment:conclude": _record,
}


_CONCERNED = {
    "visitor": 302, "supervisor": 200, "county_administrator": 200, "head": 200, "handler": 200, "leader": 200,
    "publisher": 200, "administrator": 200, "beside": 200, "below": 200, "*": 403,
}  # fmt: skip
_SEEN = {
    "visitor": 302, "supervisor": 200, "head": 200, "handler": 200, "leader": 200, "publisher": 200,
    "administrator": 200, "*": 404,
}  # fmt: skip
_RUN = {"visitor": 302, "supervisor": 200, "*": 403}
_RUN_ONE = {role: 403 if met == 200 and role != "supervisor" else met for role, met in _SEEN.items()}
_OBJECTED = {role: 403 if met == 200 and role not in ("head", "leader") else met for role, met in _SEEN.items()}
_OF_THE_OFFICE = {"visitor": 302, "supervisor": 200, "*": 404}
_RECORDED = {"visitor": 302, "supervisor": 200, "head": 200, "leader": 200, "*": 404}

TABLE: dict[str, dict[str, int]] = {
    "assessment:list": _CONCERNED,
    "assessment:sets": _CONCERNED,
    "assessment:appraisals": _CONCERNED,
    "assessment:accountability": _CONCERNED,
    "assessment:begin": _RUN,
    "POST assessment:begin": refused(_RUN, 422),
    "assessment:make-set": _RUN,
    "POST assessment:make-set": refused(_RUN, 422),
    "assessment:appraise": _RUN,
    "POST assessment:appraise": refused(_RUN, 422),
    "assessment:hold-to-account": _RUN,
    "POST assessment:hold-to-account": refused(_RUN, 422),
    "assessment:import": _RUN,
    "assessment:import-template": _RUN,
    "POST assessment:import-confirm": refused(_RUN, 409),
    "assessment:import-surveys": _RUN,
    "assessment:import-surveys-template": _RUN,
    "POST assessment:import-surveys-confirm": refused(_RUN, 409),
    "assessment:import-accounts": _RUN,
    "assessment:import-accounts-template": _RUN,
    "POST assessment:import-accounts-confirm": refused(_RUN, 409),
    "assessment:detail": _SEEN,
    "assessment:export": _SEEN,
    "assessment:of-agency": _SEEN,
    "assessment:score": _SEEN,
    "assessment:recompute": _RUN_ONE,
    "POST assessment:recompute": refused(_RUN_ONE, 422),
    "assessment:act": _RUN_ONE,
    "POST assessment:act": refused(_RUN_ONE, 422),
    "assessment:give": _OF_THE_OFFICE,
    "POST assessment:give": refused(_OF_THE_OFFICE, 422),
    "assessment:object": _OBJECTED,
    "POST assessment:object": refused(_OBJECTED, 422),
    "assessment:answer": _RUN_ONE,
    "POST assessment:answer": refused(_RUN_ONE, 422),
    "assessment:set": _SEEN,
    "assessment:edit-set": _RUN_ONE,
    "assessment:copy-set": _RUN_ONE,
    "POST assessment:copy-set": refused(_RUN_ONE, 422),
    "assessment:add-indicator": _RUN_ONE,
    "POST assessment:add-indicator": refused(_RUN_ONE, 422),
    "assessment:edit-indicator": _RUN_ONE,
    "POST assessment:edit-indicator": refused(_RUN_ONE, 422),
    "assessment:remove-indicator": _RUN_ONE,
    "POST assessment:remove-indicator": refused(_RUN_ONE, 409),
    "assessment:account": _RECORDED,
    "assessment:conclude": {role: 403 if role in ("head", "leader") else met for role, met in _RECORDED.items()},
}
