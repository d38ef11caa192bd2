"""What is due in proactive disclosure, for the home page of the desk: what must be out soon, what waits for whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.rules import posts_of
from gongkai.disclosure.models import FollowUp, Item, Nature, Reassessment, Referral
from gongkai.disclosure.models.practice import REVIEWS
from gongkai.disclosure.rules import PUBLISHING, WRITING, writes_some
from gongkai.disclosure.stages import CLOSED, Stage
from gongkai.ui.desk import Due, Pile, Shortcut, piles_of, standing_by


def dues(officer: Any, on: date) -> Iterable[Pile]:
    """Give the piles of an officer: what their agencies have under way, by whether it waits for them."""
    posts = posts_of(officer, on)

    def where(duties: Iterable[str]) -> set[int]:
        return {post.agency_id for post in posts if post.duty in frozenset(duties)}

    written, reviewed, published = where(WRITING), where(REVIEWS), where(PUBLISHING)
    if not written | reviewed | published:
        return []
    mine = (
        Q(agency__in=written, stage=Stage.DRAFT)
        | Q(agency__in=reviewed, stage=Stage.REVIEWING)
        | Q(agency__in=published, stage=Stage.APPROVED)
    )
    rows = Item.objects.filter(agency__in=written | reviewed | published).exclude(stage__in=CLOSED)
    standing = standing_by("due_on", on, mine=mine)
    order = (F("due_on").asc(), F("pk").asc())
    return [
        *piles_of(rows.select_related("agency", "text"), standing, order, _due),
        *_follow_ups(written, published, on),
        *_referrals(written | reviewed | published, written, on),
        *_reassessments(published, on),
    ]


def shortcuts(officer: Any, on: date) -> list[Shortcut]:
    """Give where whoever writes what is published begins."""
    return [Shortcut(_("拟写公开信息"), reverse("disclosure:new"))] if writes_some(officer, on) else []


SOON = timedelta(days=30)
"""How long before its day a reassessment is shown."""


def _referrals(seen: set[int], written: set[int], on: date) -> list[Pile]:
    """Give what waits for the reply of who was asked, until when one is expected."""
    rows = Referral.objects.filter(item__agency__in=seen, ended_on__isnull=True)
    standing = standing_by("reply_due", on, mine=Q(item__agency__in=written))
    order = (F("reply_due").asc(nulls_last=True), F("pk").asc())
    return piles_of(rows.select_related("item__agency", "item__text"), standing, order, _due_referral)


def _due_referral(row: Referral) -> Due:
    return Due(
        what=_("%(item)s 等候确定") % {"item": row.item},
        url=reverse("disclosure:detail", args=[row.item_id]),
        due_on=row.reply_due,
        agency_name=row.item.agency.called,
        kind=_("主动公开"),
        waits_for=row.to,
    )


def _reassessments(published: set[int], on: date) -> list[Pile]:
    """Give what is to be looked at again soon, and at once what is kept and nobody has said on which ground."""
    wanted = Q(due_on__lte=on + SOON) | Q(item__text__nature=Nature.PROACTIVE)
    rows = Reassessment.objects.filter(wanted, item__agency__in=published, item__stage=Stage.KEPT, done_on__isnull=True)
    standing = standing_by("due_on", on)
    order = (F("due_on").asc(), F("pk").asc())
    return piles_of(rows.select_related("item__agency", "item__text"), standing, order, _due_reassessment)


def _due_reassessment(row: Reassessment) -> Due:
    grounded = row.item.text is None or row.item.text.nature != Nature.PROACTIVE
    what = _("%(item)s 评估审查") if grounded else _("%(item)s 没有写明不公开的依据")
    return Due(
        what=what % {"item": row.item},
        url=reverse("disclosure:detail", args=[row.item_id]),
        due_on=row.due_on,
        agency_name=row.item.agency.called,
        kind=_("主动公开"),
        waits_for="",
    )


def _follow_ups(written: set[int], published: set[int], on: date) -> list[Pile]:
    """Give what remains to be done with what is shown: who publishes takes down, who writes answers for comments."""
    down = Q(item__agency__in=published, kind=FollowUp.Kind.TAKE_DOWN)
    feedback = Q(item__agency__in=written, kind=FollowUp.Kind.FEEDBACK, since__lt=on)
    rows = FollowUp.objects.filter(down | feedback, done_on__isnull=True)
    standing = standing_by("due_on", on)
    order = (F("due_on").asc(), F("pk").asc())
    return piles_of(rows.select_related("item__agency", "item__text"), standing, order, _due_follow_up)


def _due_follow_up(row: FollowUp) -> Due:
    return Due(
        what=str(row),
        url=reverse("disclosure:detail", args=[row.item_id]),
        due_on=row.due_on,
        agency_name=row.item.agency.called,
        kind=_("主动公开"),
        waits_for="",
    )


def _due(item: Item) -> Due:
    return Due(
        what=f"{item} {item.get_stage_display()}",
        url=reverse("disclosure:detail", args=[item.pk]),
        due_on=item.due_on,
        agency_name=item.agency.called,
        kind=_("主动公开"),
        waits_for="",
    )
