"""What is due of motions and proposals, for the home page of the desk: replies, opinions, publication."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.agencies.rules import posts_of
from gongkai.duties.models.motions import CoHandling, Motion, Role
from gongkai.duties.motions import rules
from gongkai.duties.motions.lifecycle import ANSWERED, OPEN, Stage
from gongkai.ui.desk import Due, Pile, piles_of, standing_by

_KIND = gettext_lazy("建议提案")


def replies_due(officer: Any, on: date) -> Iterable[Pile]:
    """Give the piles of an officer: motions that are not answered, by whether they wait for them."""
    handled = _held(officer, on, rules.HANDLING)
    reviewed = _held(officer, on, rules.REVIEWING)
    signed = _held(officer, on, rules.SIGNING)
    if not handled | reviewed | signed:
        return []
    mine = (
        Q(agency__in=handled, stage=Stage.RECEIVED)
        | Q(handler=officer, stage=Stage.HANDLING)
        | Q(agency__in=reviewed, stage=Stage.REVIEWING)
        | Q(agency__in=signed, stage=Stage.SIGNING)
    )
    rows = Motion.objects.filter(agency__in=handled | reviewed | signed, stage__in=OPEN).select_related("agency")
    return piles_of(rows, standing_by("due_on", on, mine=mine), (F("due_on").asc(), F("pk").asc()), _reply)


def opinions_due(officer: Any, on: date) -> Iterable[Pile]:
    """Give the piles of an officer: motions of others on which the opinion of their agency is asked."""
    handled = _held(officer, on, rules.HANDLING)
    if not handled:
        return []
    rows = CoHandling.objects.filter(agency__in=handled, opined_on__isnull=True, motion__stage__in=OPEN)
    order = (F("due_on").asc(), F("pk").asc())
    return piles_of(rows.select_related("agency", "motion"), standing_by("due_on", on), order, _opinion)


def publication_due(officer: Any, on: date) -> Iterable[Pile]:
    """Give the piles of an officer: replies that are neither public nor said to stay unpublished."""
    published = _held(officer, on, rules.PUBLISHING)
    if not published:
        return []
    rows = unpublished().filter(agency__in=published).select_related("agency")
    order = (F("publish_by").asc(), F("pk").asc())
    return piles_of(rows, standing_by("publish_by", on), order, _publication)


def unpublished() -> Any:
    """Give the motions whose reply is neither public nor said to stay unpublished."""
    rows = Motion.objects.filter(stage__in=ANSWERED, item__isnull=True, unpublished_reason="")
    return rows.exclude(role=Role.JOINT)


def _held(officer: Any, on: date, duties: frozenset[Any]) -> set[int]:
    return {post.agency_id for post in posts_of(officer, on) if post.duty in duties}


def _reply(motion: Motion) -> Due:
    return _due(motion, f"{motion.title} {motion.get_stage_display()}", motion.due_on)


def _opinion(asked: CoHandling) -> Due:
    what = _("%(motion)s 请会办") % {"motion": asked.motion}
    url = reverse("motions:detail", args=[asked.motion_id])
    return Due(what, url, asked.due_on, agency_name=asked.agency.called if asked.agency else "", kind=_KIND)


def _publication(motion: Motion) -> Due:
    return _due(motion, _("%(motion)s 答复待公开") % {"motion": motion}, motion.publish_by)


def _due(motion: Motion, what: str, due_on: date | None) -> Due:
    url = reverse("motions:detail", args=[motion.pk])
    return Due(what, url, due_on, agency_name=motion.agency.called, kind=_KIND)
