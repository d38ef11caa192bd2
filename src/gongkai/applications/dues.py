"""What is due in applications, for the home page of the desk: whose last day is near, and whose act is awaited."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Case, F, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Duty
from gongkai.agencies.rules import posts_of
from gongkai.applications.lifecycle import Stage
from gongkai.applications.models import Application
from gongkai.applications.rules import HANDLING
from gongkai.ui.desk import Due, Pile, Standing, piles_of

_REVIEWERS = frozenset(
    {Duty.BUSINESS_REVIEWER, Duty.SECRECY_REVIEWER, Duty.LEGAL_REVIEWER, Duty.OFFICE_HEAD, Duty.LEADER}
)


def dues(officer: Any, on: date) -> Iterable[Pile]:
    """Give the piles of an officer: the cases of agencies where they handle or review them.

    A handler's own are theirs to deal with, as are those given to nobody; what is under review waits for reviewers.
    """
    posts = posts_of(officer, on)
    handled = {post.agency_id for post in posts if post.duty in HANDLING}
    reviewed = {post.agency_id for post in posts if post.duty in _REVIEWERS}
    if not handled | reviewed:
        return []
    in_review = Q(stage__in=[Stage.REVIEWING, Stage.APPROVED])
    theirs = Q(agency__in=handled) & (Q(handler=officer) | Q(handler__isnull=True)) & ~in_review
    theirs |= Q(agency__in=reviewed) & in_review
    rows = Application.objects.under_way().filter(agency__in=handled | reviewed).select_related("agency", "handler")
    standing = Case(
        When(running=True, due_on__lt=on, then=Value(Standing.OVERDUE.value)),
        When(running=True, due_on=on, then=Value(Standing.TODAY.value)),
        When(theirs, then=Value(Standing.MINE.value)),
        default=Value(Standing.OTHERS.value),
    )
    return piles_of(rows, standing, (F("due_on").asc(nulls_last=True), F("pk").asc()), _due)


def _due(application: Application) -> Due:
    return Due(
        what=f"{application.number} {application.get_stage_display()}",
        url=reverse("applications:detail", args=[application.pk]),
        due_on=application.due_on if application.running else None,
        agency_name=application.agency.called,
        kind=_("依申请公开"),
        waits_for=str(application.handler or ""),
    )
