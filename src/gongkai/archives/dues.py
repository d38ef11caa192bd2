"""What of archives waits for whom, for the home page of the desk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.agencies.rules import posts_of
from gongkai.archives.models import Erasure, Export
from gongkai.archives.periods import file_by
from gongkai.archives.rules import DECIDING, HANDLING, sees_some
from gongkai.archives.selectors import overdue_until, unfiled_of
from gongkai.ui.desk import Due, Pile, Standing

_KIND = gettext_lazy("归档与销毁")


def dues(officer: Any, on: date) -> Iterable[Pile]:
    """Give the piles of an officer: cases of years before that are not filed, lists to approve, packages to take."""
    if not sees_some(officer, on):
        return
    posts = posts_of(officer, on)
    handled = {post.agency_id for post in posts if post.duty in HANDLING}
    deciding = {post.agency_id for post in posts if post.duty in DECIDING}
    if handled:
        unfiled = unfiled_of(handled).select_related("agency").order_by("closed_on", "pk")
        overdue = Q(closed_on__lte=overdue_until(on))
        yield Pile.of_rows(Standing.OVERDUE, unfiled.filter(overdue), _to_file)
        before = unfiled.filter(closed_on__lt=date(on.year, 1, 1))
        yield Pile.of_rows(Standing.MINE, before.exclude(overdue), _to_file)
    lists = Erasure.objects.filter(agency__in=deciding, stage=Erasure.Stage.PROPOSED).select_related("agency")
    yield Pile.of_rows(Standing.MINE, lists.exclude(proposed_by=officer).order_by("pk"), _to_approve)
    exports = Export.objects.filter(asked_by=officer, agency__in=handled, state=Export.State.READY)
    yield Pile.of_rows(Standing.MINE, exports.select_related("agency").order_by("pk"), _to_take)


def _to_file(application: Any) -> Due:
    return Due(
        what=_("%(number)s已办结，待归档") % {"number": application},
        url=reverse("applications:detail", args=[application.pk]),
        due_on=file_by(application.closed_on),
        agency_name=application.agency.called,
        kind=_KIND,
    )


def _to_approve(erasure: Erasure) -> Due:
    return Due(
        what=_("销毁清册%(number)s待批准") % {"number": erasure},
        url=reverse("archives:erasure", args=[erasure.pk]),
        agency_name=erasure.agency.called,
        kind=_KIND,
    )


def _to_take(export: Export) -> Due:
    return Due(
        what=_("%(export)s已做好，请下载") % {"export": export},
        url=reverse("archives:home"),
        agency_name=export.agency.called,
        kind=_KIND,
    )
