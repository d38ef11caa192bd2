"""The report in hand: of which year it is on a day, and where an officer finds theirs with one click."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from gongkai.agencies.models import Agency, Kind
from gongkai.filings import rules
from gongkai.filings.models import Filing, Scope
from gongkai.filings.opening import report_at
from gongkai.filings.rolling.listing import has_members
from gongkai.law.publication import Reporter, report_due
from gongkai.ui.desk import Shortcut

AT_MOST = 3
"""So many reports are led to; who compiles those of more agencies has the list."""


def year_in_hand(on: date) -> int:
    """Give the year whose report is in hand on a day: last year's until it is public, then this year's as it runs.

    The last to be published are those of governments, by 31 March (条例第49条第2款).
    """
    last = on.year - 1
    return last if on <= report_due(last, Reporter.GOVERNMENT).due else on.year


def reports_in_hand(officer: Any, on: date) -> list[Shortcut]:
    """Give where an officer finds the reports in hand that they compile, or begins them."""
    year, agencies = year_in_hand(on), list(rules.agencies_compiled(officer, on)[:AT_MOST])
    rows = Filing.objects.filter(agency__in=agencies, year=year).values_list("agency", "scope", "pk")
    there = {(agency, scope): pk for agency, scope, pk in rows}
    found = (_shortcut(each, year, there.get((each.pk, _scope_of(each)))) for each in agencies)
    return [each for each in found if each is not None]


def _scope_of(agency: Agency) -> Scope:
    """Give what the report of an agency covers; that of a government its region (条例第49条第2款)."""
    return Scope.REGION if agency.kind == Kind.GOVERNMENT else Scope.UNIT


def _shortcut(agency: Agency, year: int, filing: int | None) -> Shortcut | None:
    scope = _scope_of(agency)
    if filing is None and scope is Scope.REGION and not has_members(agency, year):
        return None
    called = _("编制%(agency)s%(year)d年度报告") if filing is None else _("%(agency)s%(year)d年度报告")
    return Shortcut(called % {"agency": agency.called, "year": year}, report_at(agency.pk, year, scope, filing))
