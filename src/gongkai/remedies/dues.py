"""What is due in challenges, for the home page of the desk: answers, hearings, feedback, lessons."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Case, F, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.law.remedies import Column
from gongkai.remedies.models import Advice, Challenge
from gongkai.remedies.rules import DRAFTING, LEARNING, served_by
from gongkai.ui.desk import Due, Pile, Standing, piles_of, standing_by

_ORDER = (F("due_on").asc(nulls_last=True), F("pk").asc())


def challenge_dues(officer: Any, on: date) -> Iterable[Pile]:
    """Give the piles of an officer: challenges in which their agency has something to do."""
    served = served_by(officer, on, DRAFTING)
    if not served:
        return []
    rows = Challenge.objects.filter(agency__in=served).exclude(duty="").select_related("agency", "handler")
    mine = Q(handler=officer) | Q(handler__isnull=True)
    return piles_of(rows, standing_by("due_on", on, mine=mine), _ORDER, _due)


def _due(challenge: Challenge) -> Due:
    return Due(
        what=f"{challenge.get_procedure_display()} {challenge.number} {challenge.get_duty_display()}",
        url=reverse("remedies:detail", args=[challenge.pk]),
        due_on=challenge.due_on,
        agency_name=challenge.agency.called,
        kind=_("复议诉讼"),
        waits_for=str(challenge.handler or ""),
    )


def advice_dues(officer: Any, on: date) -> Iterable[Pile]:
    """Give the piles of what forums wrote and nobody has answered."""
    served = served_by(officer, on, DRAFTING)
    if not served:
        return []
    rows = Advice.objects.filter(challenge__agency__in=served, replied_on__isnull=True)
    mine = Q(challenge__handler=officer) | Q(challenge__handler__isnull=True)
    standing = standing_by("due_on", on, mine=mine)
    return piles_of(rows.select_related("challenge__agency", "challenge__handler"), standing, _ORDER, _due_advice)


def _due_advice(advice: Advice) -> Due:
    challenge = advice.challenge
    return Due(
        what=f"{challenge.number} {advice.get_kind_display()}",
        url=reverse("remedies:detail", args=[challenge.pk]),
        due_on=advice.due_on,
        agency_name=challenge.agency.called,
        kind=_("反馈落实情况"),
        waits_for=str(challenge.handler or ""),
    )


def lesson_dues(officer: Any, on: date) -> Iterable[Pile]:
    """Give the piles of corrected challenges of which nobody has said what was learned: they have no last day."""
    served = served_by(officer, on, LEARNING)
    if not served:
        return []
    rows = Challenge.objects.filter(agency__in=served, column=Column.OVERTURNED.value, lesson__isnull=True)
    mine = Q(handler=officer) | Q(handler__isnull=True)
    standing = Case(When(mine, then=Value(Standing.MINE.value)), default=Value(Standing.OTHERS.value))
    order = (F("closed_on").asc(), F("pk").asc())
    return piles_of(rows.select_related("agency", "handler"), standing, order, _due_lesson)


def _due_lesson(challenge: Challenge) -> Due:
    return Due(
        what=challenge.number,
        url=reverse("remedies:act", args=[challenge.pk, "learn"]),
        agency_name=challenge.agency.called,
        kind=_("总结教训"),
        waits_for=str(challenge.handler or ""),
    )
