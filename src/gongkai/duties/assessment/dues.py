"""What of assessments is due, for the home page: scores to give, objections to raise and to answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.rules import posts_of
from gongkai.duties.assessment import rules
from gongkai.duties.assessment.lifecycle import Stage
from gongkai.duties.models import Assessment, NamedScorer, Score
from gongkai.ui.desk import Due, Pile, piles_of, standing_by


def dues(officer: Any, on: date) -> Iterable[Pile]:
    """Give the piles of an officer: assessments that wait for them to score, answer, publish, or object."""
    posts = posts_of(officer, on)
    assessing = {post.agency_id for post in posts if post.duty in rules.ASSESSING}
    objecting = {post.agency_id for post in posts if post.duty in rules.OBJECTING}
    blank = Score.objects.filter(applies=True, points__isnull=True)
    asked = NamedScorer.objects.filter(officer=officer.pk, indicator__in=blank.values("indicator"))
    own = Score.objects.filter(agency__in=objecting).values("assessment")
    to_score = Q(stage=Stage.SCORING) & (Q(agency__in=assessing) | Q(pk__in=asked.values("assessment")))
    to_answer = Q(stage=Stage.OBJECTING, agency__in=assessing)
    to_look_at = Q(stage=Stage.OBJECTING, pk__in=own, objections_until__gte=on)
    rows = Assessment.objects.filter(to_score | to_answer | to_look_at).select_related("agency")
    standing = standing_by("objections_until", on)
    return piles_of(rows, standing, (F("objections_until").asc(nulls_last=True), F("pk").asc()), _due)


def _due(assessment: Assessment) -> Due:
    words = say("待评分、告知") if assessment.stage == Stage.SCORING else say("异议期")
    return Due(
        what=f"{assessment.name} {words}",
        url=reverse("assessment:detail", args=[assessment.pk]),
        due_on=assessment.objections_until,
        agency_name=assessment.agency.called,
        kind=_("考核"),
    )
