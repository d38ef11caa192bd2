"""Which problems of the ledger are due, for the home page of the desk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.rules import posts_of
from gongkai.duties.models.rectification import Problem
from gongkai.duties.rectification import rules
from gongkai.duties.rectification.lifecycle import OPEN, Stage
from gongkai.ui.desk import Due, Pile, piles_of, standing_by


def problems_due(officer: Any, on: date) -> Iterable[Pile]:
    """Give the piles of an officer: problems they answer for, have to plan or to verify, and others of the agency."""
    posts = posts_of(officer, on)
    held = {post.agency_id for post in posts}
    if not held:
        return []
    worked = {post.agency_id for post in posts if post.duty in rules.WORKING}
    verified = {post.agency_id for post in posts if post.duty in rules.VERIFYING}
    mine = (
        Q(agency__in=worked, stage=Stage.RAISED)
        | Q(officer=officer, stage=Stage.UNDER_WAY)
        | Q(agency__in=verified, stage=Stage.VERIFYING) & ~Q(officer=officer)
    )
    seen = Q(agency__in=worked | verified) | Q(agency__in=held, officer=officer)
    rows = Problem.objects.filter(seen, stage__in=OPEN).select_related("agency")
    order = (F("due_on").asc(nulls_last=True), F("pk").asc())
    return piles_of(rows, standing_by("due_on", on, mine=mine), order, _due)


def _due(problem: Problem) -> Due:
    return Due(
        what=f"{problem} {problem.get_stage_display()}",
        url=reverse("rectification:detail", args=[problem.pk]),
        due_on=problem.due_on,
        agency_name=problem.agency.called,
        kind=_("整改"),
    )
