"""Which reports wait for an officer to be passed, signed or published, for the home page of the desk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Kind
from gongkai.agencies.rules import posts_of
from gongkai.filings.lifecycle import Stage
from gongkai.filings.models import Filing
from gongkai.filings.models.signing import STEPS
from gongkai.filings.rules import PUBLISHING
from gongkai.filings.signing.steps import due_of
from gongkai.ui.desk import Due, Pile, Standing

_WAITING = {Stage.REVIEWING: _("待审核、签发"), Stage.SIGNED: _("待公布")}


def dues(officer: Any, on: date) -> Iterable[Pile]:
    """Give the pile of an officer: reports whose next step is theirs."""
    mine: list[Q] = []
    for post in posts_of(officer, on):
        agencies = [post.agency_id, *([post.agency.parent_id] if post.agency.kind == Kind.GENERAL_OFFICE else [])]
        if post.duty in STEPS:
            mine.append(Q(agency__in=agencies, stage=Stage.REVIEWING, steps_left__0=post.duty))
        if post.duty in PUBLISHING:
            mine.append(Q(agency__in=agencies, stage=Stage.SIGNED))
    if not mine:
        return []
    rows = Filing.objects.filter(reduce(or_, mine)).select_related("agency").order_by("year", "pk")
    return [Pile.of_rows(Standing.MINE, rows, _due)]


def _due(filing: Filing) -> Due:
    due = due_of(filing)
    return Due(
        what=f"{filing} {_WAITING[Stage(filing.stage)]}",
        url=reverse("filings:detail", args=[filing.pk]),
        due_on=due.due if due else None,
        agency_name=filing.agency.called,
        kind=_("年度报告"),
    )
