"""Reading the ledger of leadership: who was responsible on a day, what changed, what the public is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from gongkai.agencies.models import Agency, Office
from gongkai.duties.models import Charge, DutyStatement, LeadingGroup
from gongkai.duties.models.leading import RESPONSIBLE, Dated, Role

HAS_GROUP = Q(leading_group__isnull=False)
"""Of agencies `with_leadership`: that there is a leading group."""
HAS_FIRST = Q(first_responsible__isnull=False)
"""Of agencies `with_leadership`: that somebody is responsible first."""

_ORDER = {role: place for place, role in enumerate(Role)}


@dataclass(frozen=True)
class Leadership:
    """Who is responsible for disclosure in an agency on a day, and for what."""

    day: date
    group: LeadingGroup | None
    members: tuple[Charge, ...]
    responsible: tuple[Charge, ...]
    statements: tuple[DutyStatement, ...]

    @property
    def rows(self) -> list[Any]:
        """Give all its rows."""
        group = [] if self.group is None else [self.group]
        return [*group, *self.members, *self.responsible, *self.statements]

    @property
    def by_role(self) -> list[tuple[Any, list[Charge]]]:
        """Give the members of the group by their roles."""
        return [(Role(role).label, list(some)) for role, some in groupby(self.members, key=lambda each: each.role)]

    def of(self, role: str) -> Charge | None:
        """Give who is in a role, the first where there are several."""
        return next((each for each in (*self.responsible, *self.members) if each.role == role), None)


def group_on(agency: Agency, day: date, *, public: bool = False) -> Leadership:
    """Give who was responsible in an agency on a day; or of that what the public is shown alone."""
    shown = {"agency": agency, **({"is_public": True} if public else {})}
    charges = Charge.objects.filter(**shown).in_force(day).select_related("office")
    ordered = sorted(charges, key=lambda each: (_ORDER[each.role], each.pk))
    group = LeadingGroup.objects.filter(**shown).in_force(day).first()
    return Leadership(
        day,
        group,
        tuple(each for each in ordered if group is not None and each.group_id == group.pk),
        tuple(each for each in ordered if each.role in RESPONSIBLE),
        tuple(DutyStatement.objects.filter(**shown).in_force(day)),
    )


@dataclass(frozen=True)
class Change:
    """What changed on a day: what, by which document, whose row it is."""

    on: date
    what: str
    row: Dated
    begins: bool


def changes(agency: Agency, *, since: date | None = None, until: date | None = None) -> list[Change]:
    """Give what changed in the leadership of an agency, the newest first; what was struck is left out.

    The day on which something ends is its last, whereas what comes after begins on the next.
    """
    found = []
    for model in (LeadingGroup, Charge, DutyStatement):
        for row in model.objects.filter(agency=agency).standing():
            found.append(Change(row.from_on, _begun(row), row, begins=True))
            if row.until_on is not None:
                found.append(Change(row.until_on, _("%(row)s：到此日止") % {"row": row}, row, begins=False))
    within = [each for each in found if (since is None or each.on >= since) and (until is None or each.on <= until)]
    kinds = (DutyStatement, Charge, LeadingGroup)
    return sorted(within, key=lambda each: (each.on, each.begins, kinds.index(type(each.row))), reverse=True)


def _begun(row: Any) -> str:
    if isinstance(row, Charge):
        words = " ".join(filter(None, (row.name, row.position)))
        return _("%(role)s：%(who)s") % {"role": row.get_role_display(), "who": words}
    if isinstance(row, LeadingGroup):
        return _("成立、调整：%(name)s") % {"name": row.name}
    return _("明确：%(name)s") % {"name": row}


def changed_in(agencies: Any, first: date, last: date) -> int:
    """Count what began, of the leadership of agencies, in a span of days."""
    begun = Q(agency__in=agencies, from_on__gte=first, from_on__lte=last)
    return sum(model.objects.standing().filter(begun).count() for model in (LeadingGroup, Charge, DutyStatement))


def with_leadership(agencies: Any, day: date) -> Any:
    """Give agencies, as a query set, each with its leading group of a day and with who leads, in names."""

    def who(role: str) -> Subquery:
        rows = Charge.objects.filter(agency=OuterRef("pk"), role=role).in_force(day)
        return Subquery(rows.order_by("pk").values("name")[:1])

    groups = LeadingGroup.objects.filter(agency=OuterRef("pk")).in_force(day)
    offices = Office.objects.filter(agency=OuterRef("pk"), discloses=True, closed_on__isnull=True)
    return agencies.annotate(
        leading_group=Subquery(groups.values("name")[:1]),
        group_number=Subquery(groups.values("document_number")[:1]),
        group_since=Subquery(groups.values("from_on")[:1]),
        group_leader=who(Role.LEADER),
        first_responsible=who(Role.FIRST),
        disclosure_office=Subquery(offices.values("name")[:1]),
    )


def terms_of(agency: Agency) -> Iterable[LeadingGroup]:
    """Give all terms of the leading group of an agency, the newest first, with those that were struck."""
    rows: Iterable[LeadingGroup] = LeadingGroup.objects.filter(agency=agency)
    return rows
