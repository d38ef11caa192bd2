"""The reports of a government's members added up, as they stand now or as a filing has them.

The adding, and what is found on the way, is that of `gongkai.report.rollup`. Suits in which a government only stood as
the body that had reviewed the act are in no member's table IV: `remedies.table_four` leaves them out where it counts.
Nothing is taken out here a second time (年报填报解释).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from gongkai.agencies.models import Agency
from gongkai.agencies.models import Kind as AgencyKind
from gongkai.filings.computing import Computed, Source
from gongkai.filings.models import Filing, Scope
from gongkai.filings.outside.reading import report_in
from gongkai.filings.rolling.giving import Figures, Given, Kind, given_again, given_by, text_of
from gongkai.filings.rolling.listing import Listed, collectors_of, listed, told_apart
from gongkai.law.message import Message
from gongkai.report.edition import Cell, Edition, TableSpec, edition_for
from gongkai.report.finding import Finding
from gongkai.report.model import Figure, Number, Report, Table, as_number
from gongkai.report.rollup import Contribution, Level, Member, Plan, Rollup, rollup
from gongkai.report.rollup.codes import (
    MEMBER_COMBINED,
    MEMBER_MISSING,
    MEMBER_NOT_FINAL,
    MEMBER_OTHER_EDITION,
    MEMBER_VERTICAL,
    OWN_OFFICE_ABSENT,
)


class Kept(NamedTuple):
    """A member as a filing keeps it: what its report covers, and what it gave; `kind` is empty where it gave none."""

    agency: int
    scope: str
    own_office: bool
    kind: str
    pk: int | None
    final: bool


class Part(NamedTuple):
    """What a member adds to a figure: the number, None where it has none, or where nothing of it is added."""

    listed: Listed
    given: Given | None
    number: Number | None


@dataclass(frozen=True)
class Rolled:
    """A government's figures for a year as the sum of its members', with what each gave and who is missing."""

    government: Agency
    year: int
    scope: Scope
    edition: Edition
    members: Sequence[Listed]
    left: Sequence[Agency]
    given: Mapping[int, Given]
    made: Rollup

    @property
    def missing(self) -> list[Agency]:
        """Give the members of which there is no report."""
        return [each.agency for each in self.members if each.agency.pk not in self.given]

    @property
    def not_final(self) -> list[Agency]:
        """Give the members whose report counts and is not final."""
        return [each.agency for each in self.members if (of := self.given.get(each.agency.pk)) and not of.final]

    @property
    def findings(self) -> list[Finding]:
        """Give what was found on the way, with what is to be done about it at the desk."""
        return [each._replace(hint=_HINTS.get(each.code, each.hint)) for each in self.made.findings]

    @property
    def report(self) -> Report:
        """Give the sums as a report of the three tables."""
        return self.made.report

    @cached_property
    def numbers(self) -> Mapping[Cell, Number | None]:
        """Give every figure; where no member has a number there is none, since what nobody reports is no zero."""
        return {
            (id, *key): figure.value
            for id, table in self.made.report.tables.items()
            for key, figure in table.figures.items()
        }

    def computed(self) -> dict[Cell, Computed]:
        """Give the figures as those of a filing."""
        return {cell: Computed(number, Source.ROLLED_UP, self.missing) for cell, number in self.numbers.items()}

    def parts_of(self, cell: Cell) -> list[Part]:
        """Give what each member adds to a figure, those of which nothing is added too."""
        added: dict[str, Contribution] = {each.member.name: each for each in self.made.parts_of(*cell)}
        return [
            Part(each, self.given.get(each.agency.pk), of.number if (of := added.get(each.name)) else None)
            for each in self.members
        ]

    def unfilled(self, cell: Cell) -> list[Agency]:
        """Give the members that gave a report without a number in a figure."""
        return [each.listed.agency for each in self.parts_of(cell) if each.given is not None and each.number is None]

    def kept(self) -> list[list[Any]]:
        """Give whose reports these are, as a filing keeps it (`Kept`)."""
        return _kept(self.members, self.given)


def rolled_up(government: Agency, year: int, scope: Scope) -> Rolled:
    """Add up the reports of a government's members for a year, as they stand now."""
    found = listed(government, year, scope)
    given = given_by(found.members, collectors_of(government, year), year)
    return _added(government, year, scope, found.members, found.left, given)


def kept_now(government: Agency, year: int, scope: Scope) -> list[list[Any]]:
    """Give whose reports would be added up now (`Rolled.kept`): the same ones have the same sum, since none changes."""
    members = listed(government, year, scope).members
    return _kept(members, given_by(members, collectors_of(government, year), year))


def _kept(members: Sequence[Listed], given: Mapping[int, Given]) -> list[list[Any]]:
    rows = []
    for each in members:
        of = given.get(each.agency.pk)
        gave = (of.kind.value, of.pk, of.final) if of else ("", None, False)
        rows.append([*Kept(each.agency.pk, each.scopes[0].value, each.own_office, *gave)])
    return rows


def rolled_up_then(filing: Filing) -> Rolled:
    """Add up what a filing was computed from last: its findings are those of what it reports."""
    kept = [Kept(*each) for each in filing.members]
    agencies = Agency.objects.select_related("region").in_bulk([each.agency for each in kept])
    members = told_apart(
        Listed(of := agencies[each.agency], of.name, (Scope(each.scope),), own_office=each.own_office) for each in kept
    )
    given = given_again((each.agency, Kind(each.kind), each.pk, each.final) for each in kept if each.pk is not None)
    return _added(filing.agency, filing.year, Scope(filing.scope), members, (), given)


def _added(
    government: Agency,
    year: int,
    scope: Scope,
    members: Sequence[Listed],
    left: Sequence[Agency],
    given: Mapping[int, Given],
) -> Rolled:
    edition = edition_for(year)
    assert edition is not None  # nothing is rolled up for a year that has none
    plan = Plan(
        government.name,
        year,
        Level[scope.name],
        edition,
        tuple(_member(each, given.get(each.agency.pk)) for each in members),
        map_editions=True,
    )
    reading = _Reading(edition, year)
    reports = {
        each.name: reading.report(each.name, of) for each in members if (of := given.get(each.agency.pk)) is not None
    }
    return Rolled(government, year, scope, edition, members, left, given, rollup(plan, reports))


def _member(each: Listed, given: Given | None) -> Member:
    return Member(
        each.name,
        each.level,
        Path(),
        own_office=each.own_office,
        final=given is None or given.final,
        vertical=each.agency.kind == AgencyKind.VERTICAL,  # whoever keeps the list has put it there (统计报送通知)
    )


class _Reading:
    """Reports made of their figures, which is all that adding them takes.

    A report is read itself where its figures do not tell all: a cell without a number may be marked or left blank, an
    amount from outside may stand in another unit, and what came from outside may be of another edition.
    """

    def __init__(self, edition: Edition, year: int) -> None:
        self.edition, self.year = edition, year
        self.tables = [_Columns(spec) for spec in edition.tables]
        self.names = {name for each in self.tables for name in each.names}
        self.amounts = [
            f"{spec.id}.{row.id}.{column.id}"
            for spec in edition.tables
            for row in spec.rows
            for column in spec.columns_of[row.id]
            if column.kind == "money"
        ]
        self.figures = _Figures()

    def report(self, name: str, given: Given) -> Report:
        """Give the report of a member under the name it has on the list."""
        if not self._tells_all(given):
            return _read(given.kind, given.pk, given.digest, name)
        tables = {each.spec.id: each.table(given.figures, self.figures) for each in self.tables}
        return Report(edition=self.edition, agency=name, year=self.year, tables=tables)

    def _tells_all(self, given: Given) -> bool:
        figures = given.figures
        if figures.keys() != self.names or None in figures.values():
            return False
        return given.kind is Kind.VERSION or not any(figures[each] != "0" for each in self.amounts)


class _Columns:
    """A table of an edition and what its cells are called among the figures of a report."""

    def __init__(self, spec: TableSpec) -> None:
        self.spec = spec
        self.keys = [(row.id, column.id) for row in spec.rows for column in spec.columns_of[row.id]]
        self.names = [f"{spec.id}.{row}.{column}" for row, column in self.keys]
        self.units = {
            (row.id, column.id): column.unit
            for row in spec.rows
            for column in spec.columns_of[row.id]
            if column.kind == "money"
        }
        self.values = itemgetter(*self.names)

    def table(self, figures: Figures, made: _Figures) -> Table:
        """Give the table with the figures of a report."""
        found = dict(zip(self.keys, map(made.__getitem__, self.values(figures)), strict=True))
        for key, unit in self.units.items():
            found[key] = found[key]._replace(unit=unit)
        return Table(self.spec, self.spec.rows, found)


class _Figures(dict[str, Figure]):
    """Figures by what is written in their cell: most cells of a year's reports hold the same few numbers."""

    def __missing__(self, written: str) -> Figure:
        figure = self[written] = Figure(as_number(Decimal(written)), None, written)
        return figure


@lru_cache(maxsize=256)
def _read(kind: Kind, pk: int, digest: str, name: str) -> Report:
    """Read a report that was given; it never changes, and is asked for again with every look at the roll-up."""
    read = report_in(text_of(kind, pk))
    return Report(edition=read.edition, agency=name, year=read.year, title=read.title, tables=read.unplaced().tables)


_HINTS = {
    MEMBER_MISSING.code: Message(
        "请催报；没有使用本系统的单位，请上传它的年报；始终不报的，请核实数字，填空白填报表上传。然后重新计算。"
    ),
    MEMBER_NOT_FINAL.code: Message(
        "请接收或者退回它的年报；它自行确认的外来年报，请核对后由汇总单位重新上传、确认。然后重新计算。"
    ),
    MEMBER_OTHER_EDITION.code: Message("请退回按该年度的格式重报。"),
    MEMBER_COMBINED.code: Message("请退回分列。"),
    MEMBER_VERTICAL.code: Message(
        "请核对填报名单：它随本系统上报的，从名单中删去；确要纳入的，把它的性质改为垂直管理单位。"
    ),
    OWN_OFFICE_ABSENT.code: Message("请在机关目录里设立本级政府办公厅（室）。"),
}
"""What is done about it at the desk, where the command on files speaks of its plan."""
