"""Which letters are due, for the home page of the desk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.rules import posts_of
from gongkai.feedback.lifecycle import Stage
from gongkai.feedback.models import Letter
from gongkai.feedback.rules import HANDLING, REVIEWING, handles_some, letters_in_sight
from gongkai.ui.desk import Due, Pile, piles_of, standing_by


def dues(officer: Any, on: date) -> Iterable[Pile]:
    """Give the piles of an officer: letters that are not answered, by whether they wait for them."""
    if not handles_some(officer, on):
        return []
    posts = posts_of(officer, on)
    handled = {post.agency_id for post in posts if post.duty in HANDLING}
    reviewed = {post.agency_id for post in posts if post.duty in REVIEWING}
    mine = (
        Q(agency__in=handled, stage=Stage.RECEIVED)
        | Q(handler=officer, stage=Stage.HANDLING)
        | Q(agency__in=reviewed, stage=Stage.REVIEWING) & ~Q(drafted_by=officer)
    )
    standing = standing_by("due_on", on, mine=mine)
    rows = letters_in_sight(officer, on).exclude(stage=Stage.ANSWERED).select_related("agency")
    return piles_of(rows, standing, (F("due_on").asc(), F("pk").asc()), _due)


def _due(letter: Letter) -> Due:
    return Due(
        what=f"{letter.get_kind_display()} {letter} {letter.get_stage_display()}",
        url=reverse("feedback:detail", args=[letter.pk]),
        due_on=letter.due_on,
        agency_name=letter.agency.called,
        kind=_("公众来信"),
    )
