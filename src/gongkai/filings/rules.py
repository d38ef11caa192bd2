"""Who may do what with filings: named predicates, by the posts held on a day.

An officer sees the filings of their agency and of what lies below it. Whoever answers for the disclosure office there
compiles; so does who handles applications, under that office.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from gongkai.agencies import rules as agencies
from gongkai.agencies.models import Agency, Duty
from gongkai.filings.models import Filing

COMPILING = frozenset({Duty.HANDLER, Duty.PUBLISHER, Duty.OFFICE_HEAD})
HEADING = frozenset({Duty.OFFICE_HEAD, Duty.LEADER})


def agencies_in_sight(officer: Any, on: date) -> Any:
    """Give the agencies whose filings an officer sees, as a query set."""
    return agencies.agencies_in_sight(officer, on)


def filings_in_sight(officer: Any, on: date) -> Any:
    """Give the filings an officer sees, as a query set."""
    return Filing.objects.filter(agency__in=agencies_in_sight(officer, on)).select_related("agency")


def may_begin(officer: Any, agency: Agency, on: date) -> bool:
    """Say whether an officer may begin the report of an agency."""
    return agencies.has_duty(officer, agency, on, COMPILING)


def agencies_compiled(officer: Any, on: date) -> Any:
    """Give the agencies whose reports an officer compiles, as a query set."""
    held = [post.agency_id for post in agencies.posts_of(officer, on) if post.duty in COMPILING]
    return Agency.objects.filter(pk__in=held).order_by("lineage")


def may_compile(officer: Any, filing: Filing, on: date) -> bool:
    """Say whether an officer may compute, correct, write and explain."""
    return agencies.has_duty(officer, filing.agency, on, COMPILING)


def may_freeze(officer: Any, filing: Filing, on: date) -> bool:
    """Say whether an officer may freeze the figures, or let them be computed again: who heads the disclosure office."""
    return agencies.has_duty(officer, filing.agency, on, HEADING)
