"""Who may do what with archives: named predicates, by the posts held on a day, in the agency itself.

Who handles cases packs them and proposes what is to be erased; the head of the office or a leader approves it, and
never of what they proposed themselves.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from gongkai.agencies import rules as agencies
from gongkai.agencies.models import Agency, Duty
from gongkai.archives.models import Erasure, Export

HANDLING = frozenset({Duty.HANDLER, Duty.OFFICE_HEAD})
DECIDING = frozenset({Duty.OFFICE_HEAD, Duty.LEADER})
SEEING = HANDLING | DECIDING


def sees_some(officer: Any, on: date) -> bool:
    """Say whether an officer has to do with the archives of any agency."""
    return any(post.duty in SEEING for post in agencies.posts_of(officer, on))


def agencies_in_sight(officer: Any, on: date) -> Any:
    """Give the agencies whose archives an officer sees, as a query set."""
    held = {post.agency_id for post in agencies.posts_of(officer, on) if post.duty in SEEING}
    return Agency.objects.filter(pk__in=held)


def may_handle(officer: Any, agency: Agency, on: date) -> bool:
    """Say whether an officer may pack cases, hold them, and propose what is to be erased."""
    return agencies.has_duty(officer, agency, on, HANDLING)


def may_decide(officer: Any, agency: Agency, on: date) -> bool:
    """Say whether an officer may register periods and lift holds."""
    return agencies.has_duty(officer, agency, on, DECIDING)


def may_approve(officer: Any, erasure: Erasure, on: date) -> bool:
    """Say whether an officer may approve or decline a list: another than who proposed it."""
    return may_decide(officer, erasure.agency, on) and erasure.proposed_by_id != officer.pk


def may_take(officer: Any, export: Export, on: date) -> bool:
    """Say whether an officer may take packages: who had them made, and still handles cases there."""
    return export.asked_by_id == officer.pk and may_handle(officer, export.agency, on)


def nobody(officer: Any, export: Export, on: date) -> bool:
    """Say that packages are had by their own page alone, where they can be taken once."""
    return False
