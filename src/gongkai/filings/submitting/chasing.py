"""Members that are asked for their reports by themselves, at night (自动催报)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.timezone import localdate

from gongkai.agencies.models import Agency, Kind, Membership
from gongkai.filings.models import Chase, Scope
from gongkai.filings.submitting import services
from gongkai.filings.submitting.selectors import IS_AWAITED, board, due_on
from gongkai.filings.submitting.telling import concerned
from gongkai.journal.actor import SYSTEM


def tell_of_last_day(at: datetime) -> int:
    """Ask members for their reports by themselves (自动催报): before the last day once, after it again and again.

    How long before, and how often, the site says (`GONGKAI_REPORT_CHASE_BEFORE`, `GONGKAI_REPORT_CHASE_AFTER`). Nobody
    is asked any more once the government's own report is due. Gives how many were told.
    """
    on = localdate(at)
    year = on.year - 1
    due = due_on(year, Scope.UNIT)
    early, every = timedelta(settings.REPORT_CHASE_BEFORE), timedelta(settings.REPORT_CHASE_AFTER)
    if not (early if on <= due else every) or not due - early <= on <= due_on(year, Scope.REGION):
        return 0
    since = due - early if on <= due else max(due + timedelta(1), on - every + timedelta(1))
    told = 0
    for key in Membership.objects.filter(year=year).order_by().values_list("collector", flat=True).distinct():
        collector = Agency.objects.get(pk=key)
        chased = Chase.objects.filter(collector=collector, year=year, officer__isnull=True, at__date__gte=since)
        rows = board(collector, year).filter(IS_AWAITED, scope=Scope.UNIT)
        rows = rows.exclude(member__in=chased.values("member")).exclude(member__kind=Kind.GOVERNMENT)
        for row in rows.select_related("member", "collector"):
            if concerned(row.member, on):
                told += services.chase(row, by=SYSTEM).told
    return told
