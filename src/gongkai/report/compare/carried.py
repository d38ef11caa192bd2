"""What goes on from one year to the next: applications carried over, documents in force.

Last year's 结转下年度继续办理 is to be this year's 上年结转, column by column; what was in force and what was
made, less what was repealed, is to be in force now (现行有效). Where a cell is blank nothing can be said.
Whether a difference is a fault is for the checks.
"""

from __future__ import annotations

from typing import NamedTuple

from gongkai.report.checks.context import Context
from gongkai.report.checks.continuity import last_year
from gongkai.report.edition import Column, Row
from gongkai.report.figures import number_of
from gongkai.report.model import Figure, Number, Report


class Carried(NamedTuple):
    """Applications of one kind of applicant: carried forward last year, carried in this year."""

    column: Column
    before: Figure | None
    now: Figure | None

    @property
    def by(self) -> Number | None:
        """Give by how much more were carried in than forward; None where either is no number."""
        before, now = number_of(self.before), number_of(self.now)
        return None if before is None or now is None else now - before


class InForce(NamedTuple):
    """Documents of one kind: in force last year, made and repealed this year, in force now."""

    row: Row
    before: Figure | None
    made: Figure | None
    repealed: Figure | None
    now: Figure | None

    @property
    def expected(self) -> Number | None:
        """Give how many should be in force now; None where a figure for it is no number."""
        before, made, repealed = map(number_of, (self.before, self.made, self.repealed))
        return None if before is None or made is None or repealed is None else before + made - repealed

    @property
    def by(self) -> Number | None:
        """Give by how much more are in force than should be; None where a figure for it is no number."""
        expected, now = self.expected, number_of(self.now)
        return None if expected is None or now is None else now - expected


def is_next_year(old: Report, new: Report) -> bool:
    """Tell whether one report is on the year after the other's, or may be for all that is known."""
    return last_year(new, Context(old)) is not None


def carried_over(old: Report, new: Report) -> tuple[Carried, ...]:
    """Give what was carried over from one year to the next, column by column; nothing for other years."""
    before, now = old.table("applications"), new.table("applications")
    if before is None or now is None or not is_next_year(old, new):
        return ()
    return tuple(
        Carried(column, before.get("carried_forward", column.id), now.get("carried_in", column.id))
        for column in now.spec.columns_of["carried_in"]
    )


def in_force(old: Report, new: Report) -> tuple[InForce, ...]:
    """Give the documents in force from one year to the next; nothing for other years, or where a format has none."""
    before, now = old.table("proactive"), new.table("proactive")
    if before is None or now is None or not is_next_year(old, new):
        return ()
    return tuple(
        InForce(
            row,
            before.get(row.id, "effective"),
            *(now.get(row.id, column) for column in ("made", "repealed", "effective")),
        )
        for row in now.spec.rows
        if all(_has_in_force(table.spec.columns_of.get(row.id, ())) for table in (before, now))
    )


def _has_in_force(columns: tuple[Column, ...]) -> bool:
    return {"made", "repealed", "effective"} <= {column.id for column in columns}
