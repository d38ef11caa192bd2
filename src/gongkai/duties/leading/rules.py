"""Who may do what in the ledger of leadership: named predicates, by the posts held on a day.

It is kept by the disclosure office of the agency, or from above by who directs the work there (条例第3条、第4条).
What of it the public is shown, those say who publish for the agency.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from gongkai.agencies import rules as agencies
from gongkai.agencies.models import Agency, Duty
from gongkai.duties.models import LeadingGroup

KEEPING = frozenset({Duty.HANDLER, Duty.OFFICE_HEAD, Duty.ADMINISTRATOR})
FROM_ABOVE = frozenset({Duty.ADMINISTRATOR, Duty.SUPERVISOR})
SHOWING = frozenset({Duty.PUBLISHER, Duty.OFFICE_HEAD})

has_sight = agencies.has_sight
agencies_in_sight = agencies.agencies_in_sight


def may_keep(officer: Any, agency: Agency, on: date) -> bool:
    """Say whether an officer keeps the ledger of an agency."""
    above = agencies.tops_of(officer, on, FROM_ABOVE)
    return agencies.has_duty(officer, agency, on, KEEPING) or any(agency.lies_in(top) for top in above)


def may_show(officer: Any, agency: Agency, on: date) -> bool:
    """Say whether an officer says what the public is shown of an agency."""
    return agencies.has_duty(officer, agency, on, SHOWING)


def may_see_group(officer: Any, group: LeadingGroup, on: date) -> bool:
    """Say whether an officer sees a leading group, and its documents."""
    return agencies.may_see_agency(officer, group.agency, on)


def may_attach(officer: Any, group: LeadingGroup, on: date) -> bool:
    """Say whether an officer adds and removes the documents of a leading group."""
    return may_keep(officer, group.agency, on)
