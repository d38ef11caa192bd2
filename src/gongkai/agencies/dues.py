"""What is due about agencies and posts: what the disclosure guide lacks, who is missing, which posts end soon.

It is for the administrators of the agency itself to do; where there are none, for those above. Others who answer for
it are shown that it waits.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.agencies import rules, selectors
from gongkai.agencies.models import Agency, Duty, Office, Post
from gongkai.ui.desk import Due, Pile, Standing, piles_of

SOON = 30
"""Days before its end from which a post is due."""


def agencies_lacking(officer: Any, on: date) -> Iterable[Pile]:
    """Give the agencies whose guide lacks something (条例第12条第2款), or that lack a head of it (条例第4条)."""
    headed = [post.agency_id for post in rules.posts_of(officer, on) if post.duty == Duty.OFFICE_HEAD]
    if not headed and not rules.administers_some(officer, on):
        return []
    answers_for = rules.agencies_administered(officer, on) | Agency.objects.filter(pk__in=headed)
    there = Office.objects.filter(agency=OuterRef("pk"), discloses=True, closed_on__isnull=True)
    head = Post.objects.held(on).filter(agency=OuterRef("pk"), duty=Duty.OFFICE_HEAD, officer__is_active=True)
    rows = (
        answers_for.in_being(on)
        .annotate(has_office=Exists(there), has_head=Exists(head))
        .filter(selectors.LACKS_CONTACT | Q(has_office=False) | Q(has_head=False))
    )
    mine = _is_for(officer, on, "pk")
    return piles_of(rows, mine, [F("lineage").asc()], _lacking)


def posts_ending(officer: Any, on: date) -> Iterable[Pile]:
    """Give the posts that end soon in the agencies an officer administers: another holder, or another term."""
    if not rules.administers_some(officer, on):
        return []
    administered = rules.agencies_administered(officer, on).values("pk")
    rows = Post.objects.held(on).filter(until_on__lte=on + timedelta(SOON), agency__in=administered)
    today = When(until_on=on, then=Value(Standing.TODAY.value))
    order = [F("until_on").asc(), F("pk").asc()]
    return piles_of(rows.select_related("agency"), _is_for(officer, on, "agency", today), order, _ending)


def _is_for(officer: Any, on: date, agency: str, *before: When) -> Case:
    """Say in SQL whether a thing waits for an officer or for others, by the key of its agency."""
    own = {post.agency_id for post in rules.posts_of(officer, on) if post.duty == Duty.ADMINISTRATOR}
    administrators = Post.objects.held(on).filter(duty=Duty.ADMINISTRATOR, officer__is_active=True)
    mine = Q(**{f"{agency}__in": own})
    if rules.administers_some(officer, on):
        mine |= Q(~Exists(administrators.filter(agency=OuterRef(agency))))
    return Case(*before, When(mine, then=Value(Standing.MINE.value)), default=Value(Standing.OTHERS.value))


def _lacking(agency: Any) -> Due:
    missing = selectors.missing_of(agency, agency.has_office)
    if not agency.has_head:
        missing.append(str(Duty.OFFICE_HEAD.label))
    what = _("还缺：%(missing)s") % {"missing": _("、").join(missing)}
    return _due(agency, what, reverse("agencies:detail", args=[agency.pk]), gettext_lazy("机关"), agency.standing)


def _ending(post: Any) -> Due:
    what = _("%(duty)s任职到期") % {"duty": post.get_duty_display()}
    url = reverse("agencies:officer", args=[post.officer_id])
    return _due(post.agency, what, url, gettext_lazy("任职"), post.standing, post.until_on)


def _due(agency: Agency, what: str, url: str, kind: Any, standing: str, due_on: date | None = None) -> Due:
    waits_for = _("本机关管理员") if standing == Standing.OTHERS.value else ""
    return Due(what, url, due_on, agency_name=agency.called, kind=kind, waits_for=waits_for)
