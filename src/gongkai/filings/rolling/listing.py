"""Whose reports are added up in a government's: its own, its office's, and those on the list of a year (填报名单).

Of its level (本级) are its own figures, those of its general office and of the departments on the list; of its region
(本行政区域) the level, and the governments and townships below. Where a report of the level has been signed, the region
takes that one in place of its parts: the two then agree, with what was corrected in it.

[推导] A government whose ledgers hold nothing of its own has its office report for it, as everywhere (`table_two`).
Whoever left the list in the course of the year reports no more, and is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from gongkai.agencies.models import Agency, Kind, Membership
from gongkai.applications.table_three import Figure, Span, cases
from gongkai.disclosure.models import Entered, Item
from gongkai.disclosure.table_two import KINDS
from gongkai.filings.models import Filing, Scope, Version
from gongkai.filings.submitting.selectors import collecting_among
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.remedies.table_four import challenges
from gongkai.report.edition import edition_for
from gongkai.report.rollup import Level

BELOW = frozenset({Kind.GOVERNMENT, Kind.TOWNSHIP})
"""What has a region of its own: of the region above it, and of no level."""


class Listed(NamedTuple):
    """A member: which of its reports may be added, the best first, and whether it hands them to itself.

    `name` is that of the agency, with its region where another member has the same.
    """

    agency: Agency
    name: str
    scopes: tuple[Scope, ...] = (Scope.UNIT,)
    own: bool = False
    own_office: bool = False

    @property
    def level(self) -> Level:
        """Give what its report covers, as roll-up calls it."""
        return Level[self.scopes[0].name]


class List(NamedTuple):
    """The members of a government for a year, and those that left the list in its course."""

    members: Sequence[Listed]
    left: Sequence[Agency]


def collectors_of(government: Agency, year: int) -> list[Agency]:
    """Give who keeps the list of a government: itself, and its general office."""
    offices = Agency.objects.filter(parent=government, kind=Kind.GENERAL_OFFICE)
    return [government, *offices.in_being(date(year, 12, 31)).order_by("pk")]


def has_members(government: Agency, year: int) -> bool:
    """Say whether there is a list for a year."""
    return Membership.objects.filter(collector__in=collectors_of(government, year), year=year).exists()


def require_government(agency: Agency) -> None:
    """Refuse the level or the region of what is no government. Raises NotAllowed."""
    if agency.kind != Kind.GOVERNMENT:
        raise NotAllowed(
            "not-a-government",
            Message("“{agency}”不是一级政府，没有本级或者本行政区域的年度报告。", agency=agency.name),
            hint=Message("请选择本级政府。"),
            citation=cite("条例第49条"),
        )


def require_members(government: Agency, year: int) -> None:
    """Refuse to add up where there is no list for the year, or no edition of the format. Raises NotAllowed."""
    if edition_for(year) is None or not has_members(government, year):
        raise NotAllowed(
            "no-members",
            Message("“{agency}”没有{year}年度的填报名单，无从汇总。", agency=government.name, year=year),
            hint=Message("请先在机关目录里建立这一年的填报名单。"),
            citation=cite("条例第49条"),
        )


def listed(government: Agency, year: int, scope: Scope) -> List:
    """Give whose reports make that of a government for a year, itself and its office first."""
    collectors = collectors_of(government, year)
    others = Membership.objects.filter(collector__in=collectors, year=year).exclude(member__in=collectors)
    rows = list(others.select_related("member__region").order_by("member__lineage"))
    if scope is Scope.LEVEL:
        rows = [row for row in rows if row.member.kind not in BELOW]
    left = {row.member_id: row.member for row in rows if row.until_on is not None}
    agencies = {row.member_id: row.member for row in rows if row.until_on is None}
    found = [Listed(each, each.name, own=True, own_office=each != government) for each in collectors]
    if not _has_figures(government, year):
        found = found[1:]
    if scope is Scope.REGION and Version.objects.filter(_of_level(government, year)).exists():
        found = [Listed(government, government.name, (Scope.LEVEL,), own=True)]
        agencies = {key: each for key, each in agencies.items() if each.kind in BELOW}
    # The own figures of a government that keeps a list are not those of its region.
    collecting = collecting_among([key for key, each in agencies.items() if each.kind == Kind.GOVERNMENT], year)
    for key, each in agencies.items():
        scopes: tuple[Scope, ...] = (Scope.UNIT,)
        if each.kind == Kind.GOVERNMENT:
            scopes = (Scope.REGION,) if key in collecting else (Scope.REGION, Scope.UNIT)
        elif each.kind == Kind.TOWNSHIP:
            scopes = (Scope.UNIT, Scope.REGION)
        found.append(Listed(each, each.name, scopes))
    return List(told_apart(found), [each for key, each in left.items() if key not in agencies])


def _of_level(government: Agency, year: int) -> Q:
    return Q(filing__agency=government, filing__year=year, filing__scope=Scope.LEVEL)


def _has_figures(government: Agency, year: int) -> bool:
    """Say whether a government has figures of its own: a report, or something in its ledgers that one would count."""
    span = Span.of_year(year)
    documents = Q(shown__kind__in=KINDS.values(), shown__produced_on__lte=span.last)
    return any(
        rows.exists()
        for rows in (
            Filing.objects.filter(agency=government, year=year, scope=Scope.UNIT),
            Entered.objects.standing().filter(agency=government, year=year),
            cases([government], span, Figure.DONE),
            cases([government], span, Figure.CARRIED_FORWARD),
            challenges([government], span),
            Item.objects.public().filter(documents, agency=government),
        )
    )


def told_apart(members: Iterable[Listed]) -> list[Listed]:
    """Give members of the same name the name of their region beside it."""
    rows = list(members)
    times = Counter(each.name for each in rows)
    return [
        each._replace(name=f"{each.name}（{each.agency.region.name}）") if times[each.name] > 1 else each
        for each in rows
    ]
