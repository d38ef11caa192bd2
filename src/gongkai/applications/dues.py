"""What is due in applications, for the home page of the desk: whose last day is near, and whose act is awaited."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import REVIEWING
from gongkai.agencies.rules import posts_of
from gongkai.applications.lifecycle import Stage
from gongkai.applications.models import Application, CoHandling, Rectification
from gongkai.applications.rules import HANDLING, OPEN, handles_some, offices_of
from gongkai.ui.desk import Due, Pile, Shortcut, piles_of, standing_by

_MOST_ASKED = 200
"""Opinions asked of one officer's offices that the home page takes in."""


def dues(officer: Any, on: date) -> Iterable[Pile]:
    """Give the piles of an officer: the cases of agencies where they handle or review them.

    A handler's own are theirs to deal with, as are those given to nobody; what is under review waits for reviewers,
    what they passed for its handler again, and what their office was asked about for those in it.
    """
    posts = posts_of(officer, on)
    handled = {post.agency_id for post in posts if post.duty in HANDLING}
    reviewed = {post.agency_id for post in posts if post.duty in REVIEWING}
    asked = _asked_of(officer, on)
    if not handled | reviewed and not asked:
        return []
    in_review = Q(stage=Stage.REVIEWING)
    theirs = Q(agency__in=handled) & (Q(handler=officer) | Q(handler__isnull=True)) & ~in_review
    theirs |= Q(agency__in=reviewed) & in_review
    theirs |= Q(pk__in=asked)
    among = Q(agency__in=handled | reviewed) | Q(pk__in=asked)
    rows = Application.objects.under_way().filter(among).select_related("agency", "handler")
    standing = standing_by("due_on", on, mine=theirs, running=True)
    return piles_of(rows, standing, (F("due_on").asc(nulls_last=True), F("pk").asc()), _due)


def shortcuts(officer: Any, on: date) -> list[Shortcut]:
    """Give where whoever handles applications registers one that came on paper."""
    return [Shortcut(_("登记申请"), reverse("applications:register"))] if handles_some(officer, on) else []


def _asked_of(officer: Any, on: date) -> list[int]:
    """Give the cases on which the officer's offices are asked for their opinion (会办)."""
    offices = offices_of(officer, on)
    awaited = CoHandling.objects.filter(office__in=offices, answered_on__isnull=True).order_by("sent_on", "pk")
    return list(awaited.values_list("application", flat=True)[:_MOST_ASKED]) if offices else []


def _due(application: Application) -> Due:
    return Due(
        what=f"{application.number} {application.get_stage_display()}",
        url=reverse("applications:detail", args=[application.pk]),
        due_on=application.due_on if application.running else None,
        agency_name=application.agency.called,
        kind=_("依申请公开"),
        waits_for=_("审查人") if application.stage == Stage.REVIEWING else str(application.handler or ""),
        meanwhile="" if application.running else application.get_state_display(),
    )


def rectification_dues(officer: Any, on: date) -> Iterable[Pile]:
    """Give the piles of requests to rectify a record (条例第41条): they have no last day, and a day to be warned of."""
    handled = {post.agency_id for post in posts_of(officer, on) if post.duty in HANDLING}
    if not handled:
        return []
    rows = Rectification.objects.filter(OPEN, agency__in=handled).select_related("agency", "handler")
    theirs = Q(handler=officer) | Q(handler__isnull=True)
    standing = standing_by("warned_on", on, mine=theirs)
    return piles_of(rows, standing, (F("warned_on").asc(), F("pk").asc()), _due_rectification)


def _due_rectification(rectification: Rectification) -> Due:
    return Due(
        what=rectification.number,
        url=reverse("applications:rectification", args=[rectification.pk]),
        due_on=rectification.warned_on,
        agency_name=rectification.agency.called,
        kind=_("更正申请"),
        waits_for=str(rectification.handler or ""),
    )
