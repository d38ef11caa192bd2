"""What each role meets at the addresses of leadership (组织领导), and at the common page of the duties."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.county import County
from tests.roles.statuses import HANDLED, SEEN, refused

from gongkai.duties.leading.services import Named, set_up
from gongkai.duties.models import LeadingGroup
from gongkai.journal.actor import SYSTEM


def _group(made: County) -> LeadingGroup:
    members = [Named("leader", "甲某", "局长")]
    return set_up(made.science, name="领导小组", from_on=date(2020, 3, 2), members=members, by=SYSTEM)


def _charge(made: County) -> dict[str, object]:
    return {"kind": "charge", "pk": _group(made).members.get().pk}


ARGUMENTS: dict[str, Callable[[County], dict[str, object]]] = {
    "leading:agency": lambda made: {"pk": made.science.pk},
    "leading:group": lambda made: {"pk": _group(made).pk},
    "leading:set-up": lambda made: {"pk": made.science.pk},
    "leading:charge": lambda made: {"pk": made.science.pk},
    "leading:state": lambda made: {"pk": made.science.pk},
    "leading:show": lambda made: {"pk": _group(made).agency_id},
    "leading:import": lambda made: {"pk": made.science.pk},
    "leading:import-template": lambda made: {"pk": made.science.pk},
    "leading:import-confirm": lambda made: {"pk": made.science.pk},
    "leading:end": _charge,
    "leading:strike": _charge,
}

SIGHT = {"visitor": 302, "no_post": 403, "*": 200}
KEPT = HANDLED | {"administrator": 200, "county_administrator": 200, "supervisor": 200}

TABLE: dict[str, dict[str, int]] = {
    "duties:home": {"visitor": 302, "site": 200, "no_post": 403, "*": 200},
    "leading:list": SIGHT,
    "leading:agency": SEEN,
    "leading:group": SEEN,
    "leading:set-up": KEPT,
    "leading:charge": KEPT,
    "leading:state": KEPT,
    "leading:show": HANDLED | {"handler": 403, "publisher": 200},
    "leading:import": KEPT,
    "leading:import-template": KEPT,
    "POST leading:import-confirm": refused(KEPT, 409),
    "leading:end": KEPT,
    "leading:strike": KEPT,
}
