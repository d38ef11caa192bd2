"""Reading archives: how each kind stands in an agency, and which cases are to be filed, packed or erased."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Q
from django.utils.timezone import localtime

from gongkai.applications.lifecycle import Stage
from gongkai.applications.models import Application
from gongkai.archives.kinds import CASES, Kind
from gongkai.archives.models import ErasedCase, Export, Hold
from gongkai.archives.periods import Keeping, ended_before, file_by, keepings
from gongkai.journal.models import Entry

UNFILED = Q(stage=Stage.CLOSED)
"""Applications that ended and are not filed yet; the other kinds have no step of their own for it."""


class Standing(NamedTuple):
    """How a kind stands in an agency: how many ended, are not filed in time, are past their period, held, erased."""

    keeping: Keeping
    ended: int = 0
    unfiled: int = 0
    over: int = 0
    held: int = 0
    erased: int = 0


def overdue_until(on: date) -> date:
    """Give the last day on which a case may have ended that is not filed in time on a day."""
    year = on.year - 1
    return date(year if file_by(date(year, 1, 1)) < on else year - 1, 12, 31)


def ended_of(kind: Kind, agency: Any) -> Any:
    """Give the cases of an agency that ended and whose data are there, as a query set."""
    return kind.ready().filter(agency=agency)


def unfiled_of(agencies: Any) -> Any:
    """Give the applications that ended in a year before, or some day, and are not filed."""
    return Application.objects.filter(UNFILED, agency__in=agencies, closed_on__isnull=False)


def over_of(kind: Kind, agency: Any, on: date, kept: Keeping) -> Any:
    """Give the cases whose period is over on a day; of a kind kept for ever none. Whether it may be erased is asked
    case by case (`holding.against_erasing`).
    """
    rows = ended_of(kind, agency)
    if kept.years is None or kind.ours:
        return rows.none()
    return rows.filter(**{f"{kind.ended}__lte": ended_before(on, kept.years)})


def standings(agency: Any, on: date) -> list[Standing]:
    """Give how each kind stands in an agency."""
    kept = keepings(agency)
    return [_standing(kind, agency, on, kept[kind.code]) for kind in CASES] + [
        Standing(each, ended_of(each.kind, agency).count() if each.kind.is_packed else 0)
        for each in kept.values()
        if not each.kind.is_case
    ]


def _standing(kind: Kind, agency: Any, on: date, kept: Keeping) -> Standing:
    unfiled = unfiled_of([agency]).filter(closed_on__lte=overdue_until(on)) if kind.code == "applications" else None
    erased = ErasedCase.objects.filter(kind=kind.code, erasure__agency=agency, erased_at__isnull=False)
    return Standing(
        kept,
        ended_of(kind, agency).count(),
        unfiled.count() if unfiled is not None else 0,
        over_of(kind, agency, on, kept).count(),
        Hold.objects.filter(kind=kind.code, agency=agency, until_on__isnull=True).count(),
        erased.count(),
    )


def packed_keys(agency: Any, kind: Kind) -> set[int]:
    """Give the cases of a kind that were packed and taken, by the last exports."""
    taken = Export.objects.filter(agency=agency, state=Export.State.TAKEN).values_list("cases", flat=True)[:1000]
    return {key for cases in taken for code, key in cases if code == kind.code}


def years_of_journal(agency: Any) -> list[int]:
    """Give the years that the journal of an agency has entries of, the newest first; none before the first entry."""
    entries = Entry.objects.filter(chain__agency=agency)
    days = [localtime(at).year for each in ("number", "-number") for at in _first(entries.order_by(each))]
    return list(range(max(days), min(days) - 1, -1)) if days else []


def _first(entries: Any) -> Any:
    return entries.values_list("at", flat=True)[:1]


def counts_from() -> str:
    """Give from when periods count, as the site has it set."""
    return str(settings.ARCHIVE_COUNTS_FROM)
