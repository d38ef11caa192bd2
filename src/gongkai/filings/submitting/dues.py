"""What of reports that go up is due, for the home page: one's own to hand up or publish, others' to accept or ask for.

Reports on a year are due from 1 January after it (`GONGKAI_REPORT_DUE_EARLY` days earlier, where the site says so): of
the agencies on a list of that year, and of those that have begun one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gongkai.agencies.models import Agency, Kind, Level, Membership
from gongkai.filings.models import Filing, Scope, Submission, Version
from gongkai.filings.opening import report_at
from gongkai.filings.rules import COMPILING, HEADING
from gongkai.filings.submitting.rules import ACCEPTING, COLLECTING, worked_for
from gongkai.filings.submitting.selectors import IS_AWAITED, board, due_on, newest_rows
from gongkai.ui.desk import Due, Pile, Standing, standing_of

KIND = gettext_lazy("年度报告")


def year_due(on: date) -> int:
    """Give the year whose reports are due on a day: the last one, or already this one where the site has it early."""
    return (on + timedelta(settings.REPORT_DUE_EARLY)).year - 1


def dues(officer: Any, on: date) -> Iterable[Pile]:
    """Give the piles of an officer: reports of their agencies, and of the members of those that they collect for."""
    own = worked_for(officer, on, COMPILING | HEADING)
    collecting = worked_for(officer, on, COLLECTING | ACCEPTING)
    accepting = worked_for(officer, on, ACCEPTING)
    found = [
        *(_own(own, on) if own else ()),
        *(_governments(own, on) if own else ()),
        *(_returned(own, on) if own else ()),
        *(_collected(collecting, accepting, on) if collecting else ()),
    ]
    return [Pile.of_list(each, [due for standing, due in found if standing is each]) for each in Standing]


def _own(agencies: set[int], on: date) -> Iterator[tuple[Standing, Due]]:
    """Give of each agency that reports whether it has still to hand up or publish its report."""
    year = year_due(on)
    lists = Membership.objects.filter(member=OuterRef("pk"), year=year, until_on__isnull=True)
    filings = Filing.objects.filter(agency=OuterRef("pk"), year=year, scope=Scope.UNIT)
    versions = Version.objects.filter(filing__agency=OuterRef("pk"), filing__year=year, filing__scope=Scope.UNIT)
    rows = (
        Agency.objects.filter(pk__in=agencies)
        .exclude(kind=Kind.GOVERNMENT)
        .annotate(
            listed=Exists(lists),
            filing=filings.values("pk")[:1],
            submitted=Exists(versions.filter(submissions__isnull=False)),
            public=Exists(versions.filter(published_at__isnull=False)),
        )
        .filter(Q(listed=True) | Q(filing__isnull=False))
        .exclude(public=True, submitted=True)
        .exclude(public=True, listed=False)
        .order_by("lineage")
    )
    day = due_on(year, Scope.UNIT)
    for agency in rows:
        # Of a township no law says by when it publishes (条例第49条); it hands up when it is asked.
        due = day if agency.kind != Kind.TOWNSHIP or (agency.listed and not agency.submitted) else None
        left = [
            *([_("报送")] if agency.listed and not agency.submitted else []),
            *([] if agency.public else [_("公布")]),
        ]
        what = _("%(year)d年度报告待%(left)s") % {"year": year, "left": "、".join(left)}
        url = report_at(agency.pk, year, Scope.UNIT, agency.filing)
        standing = Standing.MINE if due is None else standing_of(due, on, mine=True)
        yield standing, Due(what, url, due, agency_name=agency.called, kind=KIND)


def _governments(agencies: set[int], on: date) -> Iterator[tuple[Standing, Due]]:
    """Give the governments whose report is not public yet: their general office publishes it (条例第49条第2款)."""
    year = year_due(on)
    lists = Membership.objects.filter(year=year)
    kept = Q(pk__in=lists.values("collector")) | Q(
        pk__in=lists.filter(collector__kind=Kind.GENERAL_OFFICE).values("collector__parent")
    )
    of_region = {"filing__agency": OuterRef("pk"), "filing__year": year, "filing__scope": Scope.REGION}
    public = Version.objects.filter(**of_region, published_at__isnull=False)
    filings = Filing.objects.filter(agency=OuterRef("pk"), year=year, scope=Scope.REGION)
    rows = Agency.objects.in_being(on).filter(kept, pk__in=agencies, kind=Kind.GOVERNMENT)
    rows = rows.exclude(region__level=Level.TOWNSHIP).annotate(filing=filings.values("pk")[:1])
    due = due_on(year, Scope.REGION)
    for agency in rows.exclude(Exists(public)).order_by("lineage"):
        what = _("本级政府%(year)d年度报告待公布") % {"year": year}
        url = report_at(agency.pk, year, Scope.REGION, agency.filing)
        yield standing_of(due, on, mine=True), Due(what, url, due, agency_name=agency.called, kind=KIND)


def _returned(agencies: set[int], on: date) -> Iterator[tuple[Standing, Due]]:
    """Give what was returned and not handed up anew."""
    rows = newest_rows().filter(state=Submission.State.RETURNED, version_signed__filing__agency__in=agencies)
    for each in rows.select_related("version_signed__filing__agency", "collector"):
        filing = each.version_signed.filing
        what = _("%(collector)s退回%(year)d年度报告，待修改重报") % {
            "collector": each.collector.called,
            "year": filing.year,
        }
        due = Due(what, reverse("filings:detail", args=[filing.pk]), agency_name=filing.agency.called, kind=KIND)
        yield Standing.MINE, due


def _collected(collecting: set[int], accepting: set[int], on: date) -> Iterator[tuple[Standing, Due]]:
    """Give what lies there to be accepted, one by one, and how many members are late or have not reported yet."""
    rows = newest_rows().filter(state=Submission.State.SUBMITTED, collector__in=collecting)
    for each in rows.select_related("version_signed__filing__agency", "collector").order_by("pk"):
        filing = each.version_signed.filing
        what = _("接收%(member)s%(year)d年度报告") % {"member": filing.agency.called, "year": filing.year}
        url = reverse("filings:submission", args=[each.pk])
        standing = Standing.MINE if each.collector_id in accepting else Standing.OTHERS
        yield standing, Due(what, url, agency_name=each.collector.called, kind=KIND)
    year = year_due(on)
    due = due_on(year, Scope.UNIT)
    lists = Membership.objects.filter(year=year, collector__in=collecting).values("collector")
    for collector in Agency.objects.filter(pk__in=lists).order_by("lineage"):
        awaited = board(collector, year).filter(IS_AWAITED).count()
        if awaited:
            what = ngettext(
                "%(awaited)d个单位没有报送%(year)d年度报告",
                "%(awaited)d个单位没有报送%(year)d年度报告",
                awaited,
            ) % {"awaited": awaited, "year": year}
            url = f"{reverse('filings:board-of', args=[collector.pk, year])}?awaited=1"
            yield (
                standing_of(due, on, mine=False),
                Due(what, url, due, agency_name=collector.called, kind=KIND),
            )
