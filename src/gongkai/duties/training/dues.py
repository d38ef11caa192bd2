"""Which sessions ask for something, for the home page of the desk: material before them, the result after them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.rules import posts_of
from gongkai.duties.leading.rules import KEEPING
from gongkai.duties.models import TrainingSession
from gongkai.duties.training import selectors
from gongkai.ui.desk import Due, Pile, piles_of, standing_by
from gongkai.ui.working_days import calendar

SOON = 5
"""Working days before a session by which its material is asked for. No provision says how many; a week is usual."""


def soon_after(on: date) -> date:
    """Give the last day of which it is said that it is soon."""
    return calendar().add_working_days(on, SOON)


def dues(officer: Any, on: date) -> Iterable[Pile]:
    """Give the piles of an officer: sessions of the agencies for which they arrange training."""
    arranged = {post.agency_id for post in posts_of(officer, on) if post.duty in KEEPING}
    if not arranged:
        return []
    rows = selectors.lacking(TrainingSession.objects.filter(agency__in=arranged), on, soon_after(on))
    standing = standing_by("on", on)
    return piles_of(rows.select_related("agency"), standing, (F("on").asc(), F("pk").asc()), _due)


def asks_for(session: TrainingSession, today: date) -> str:
    """Say what a session asks for that is lacking something."""
    if session.on < today:
        return say("没有登记结果")
    return say("今天举行") if session.on == today else say("没有材料")


def _due(session: TrainingSession) -> Due:
    return Due(
        what=f"{session.subject} {asks_for(session, localdate())}",
        url=reverse("training:detail", args=[session.pk]),
        due_on=session.on,
        agency_name=session.agency.called,
        kind=_("培训"),
    )
