"""Reading which rules of a place bind the reports of an agency."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from gongkai.agencies.models import Agency, Kind
from gongkai.filings.models import LocalRule


def binding(agency: Agency) -> Any:
    """Give the rules that stand for an agency's reports: its own, and those of agencies above that say so.

    The general office of a government sets rules for its region (条例第3条第3款).
    """
    above = [int(key) for key in agency.lineage.strip("/").split("/")]
    of_office = Q(agency__kind=Kind.GENERAL_OFFICE, agency__parent__in=above)
    rows = LocalRule.objects.standing().select_related("agency", "officer")
    return rows.filter(Q(agency=agency) | Q(below=True) & (Q(agency__in=above) | of_office))
