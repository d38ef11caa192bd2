"""Two reports side by side, cell by cell: what changed from the old one to the new, and at what rate.

Reports in different editions are compared in the cells that the newer edition's file names as meaning
the same; every other cell is named as not comparable. Not here: whether a change is right (`checks`
compares what is carried over), what changed within the narrative (`sentences`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from gongkai.law.message import Message, Translate
from gongkai.report.edition import Alternative, Cell, Column, Row, counterparts
from gongkai.report.figures import cell_text, digits, number_of
from gongkai.report.model import Figure, Mark, Number, Report, Table
from gongkai.report.money import YUAN, converted


class Kind(Enum):
    """What it is that differs."""

    AGENCY = "agency"
    YEAR = "year"
    EDITION = "edition"
    PART = "part"
    NARRATIVE = "narrative"
    ROW = "row"
    FIGURE = "figure"
    SAME = "same"
    NOT_COMPARABLE = "not-comparable"


NO_RATE = "—"
"""What stands where there is no rate: from nought, or where one side holds no number."""


def percent(rate: Fraction | None) -> str:
    """Write a rate in per cent to one decimal, rounded half away from nought.

    >>> percent(Fraction(-2, 5)), percent(Fraction(1, 2000)), percent(None)
    ('-40.0%', '+0.1%', '—')
    """
    if rate is None:
        return NO_RATE
    tenths = int(abs(rate) * 1000 + Fraction(1, 2))
    return f"{'-' if rate < 0 else '+' if rate else ''}{tenths // 10}.{tenths % 10}%"


def signed(number: Number) -> str:
    """Write a difference with its sign.

    >>> signed(3), signed(-2), signed(0)
    ('+3', '-2', '0')
    """
    return ("+" if number > 0 else "") + digits(number)


class Change(NamedTuple):
    """One difference: where it is, what stood there, what stands there now.

    `old` and `new` are texts for agency, year, edition and part, figures for a figure; None where
    one side has nothing. `delta` is new less old, in `unit` for money, None where either is no number.
    `group` is the group within the table that the row stands in, such as （四）无法提供.
    """

    kind: Kind
    table: str = ""
    row: str = ""
    column: str = ""
    old: str | Figure | None = None
    new: str | Figure | None = None
    delta: Number | None = None
    unit: str = ""
    group: str = ""

    @property
    def where(self) -> str:
        """Give the table, row and column, or the part, as people say them."""
        return "·".join(filter(None, (self.table, self.row, self.column)))

    @property
    def rate(self) -> Fraction | None:
        """Give the change over what stood there, exactly; None from nought or less, and where there is no delta."""
        if self.delta is None or not isinstance(self.new, Figure):
            return None
        base = Fraction(number_of(self.new) or 0) - Fraction(self.delta)
        return Fraction(self.delta) / base if base > 0 else None

    def text(self, translate: Translate | None = None) -> str:
        """Give the change as a sentence in a language."""
        return self._message().text(translate)

    def __str__(self) -> str:
        return self.text()

    def _message(self) -> Message:
        old, new = shown(self.old), shown(self.new)
        match self.kind:
            case Kind.AGENCY:
                return Message("机关：{old}→{new}。", old=old, new=new)
            case Kind.YEAR:
                return Message("年度：{old}→{new}。", old=old, new=new)
            case Kind.EDITION:
                return Message("年报格式：{old}版→{new}版。", old=old, new=new)
            case Kind.NARRATIVE:
                return Message("{where}：正文有改动。", where=self.where)
            case Kind.NOT_COMPARABLE:
                return Message("{where}：两版格式口径不同，不作比较。", where=self.where)
            case Kind.PART | Kind.ROW:
                only = Message("新报告没有") if self.new is None else Message("旧报告没有")
                return Message("{where}：{only}。", where=self.where, only=only)
        if self.delta is None:
            return Message("{where}：{old}→{new}。", where=self.where, old=old, new=new)
        return Message(
            "{where}：{old}→{new}（{delta}，{rate}）。",
            where=self.where,
            old=old,
            new=new,
            delta=signed(self.delta) + self.unit,
            rate=percent(self.rate),
        )


def shown(side: str | Figure | None) -> str | Message:
    """Give what one side of a change shows: its words or figure with its unit, or that there is nothing."""
    if isinstance(side, str):
        return side
    if side is None:
        return Message("无此格")
    return Message("空白") if side.mark is Mark.BLANK else cell_text(side) + side.unit


def diff(old: Report, new: Report) -> tuple[Change, ...]:
    """Give what changed between two reports: about them, part by part, cell by cell."""
    return (*about(old, new), *(change for change in cells(old, new) if change.kind is not Kind.SAME))


def about(old: Report, new: Report) -> Iterator[Change]:
    """Go through what changed about two reports: whose they are, for which year, in which edition, which parts."""
    yield from _about(old, new)
    yield from _parts(old, new)


def cells(old: Report, new: Report) -> Iterator[Change]:
    """Go through the cells of two reports, those alike too, and what only one of them has."""
    same = counterparts(old.edition, new.edition)
    for spec in new.edition.tables:
        before, after = old.table(spec.id), new.table(spec.id)
        if before is not None and after is not None:
            yield from _rows(before, after, same)
        elif before is not None or after is not None:
            was, now = (None if table is None else spec.label for table in (before, after))
            yield Change(Kind.PART, spec.label, old=was, new=now)


def _about(old: Report, new: Report) -> Iterator[Change]:
    sides = (
        (Kind.AGENCY, old.agency, new.agency),
        (Kind.YEAR, _year(old), _year(new)),
        (Kind.EDITION, old.edition.id, new.edition.id),
    )
    return (Change(kind, old=before, new=after) for kind, before, after in sides if before != after)


def _year(report: Report) -> str:
    return "" if report.year is None else str(report.year)


def _parts(old: Report, new: Report) -> Iterator[Change]:
    labels = {part.spec.id: part.spec.label for part in (*old.parts, *new.parts)}
    for id, label in labels.items():
        before, after = old.part(id), new.part(id)
        if before is None or after is None:
            was, now = (None if part is None else part.heading for part in (before, after))
            yield Change(Kind.PART, row=label, old=was, new=now)
        elif bare(before.text) != bare(after.text):
            yield Change(Kind.NARRATIVE, row=label, old=before.text, new=after.text)


def bare(text: str) -> str:
    """Give a text without its white space, which the same words have more or less of from one file to the next."""
    return "".join(text.split())


def _rows(old: Table, new: Table, same: frozenset[Cell] | None) -> Iterator[Change]:
    """Compare the rows of two tables; a row that sums up others is compared with their sum."""
    old, new = _combined(old, new), _combined(new, old)
    rows = {row.id: row for row in (*old.rows, *new.rows)}
    for id, row in rows.items():
        if id not in old.spec.row_by_id or id not in new.spec.row_by_id:
            yield Change(Kind.NOT_COMPARABLE, new.spec.label, row.label, group=_group(row))
        elif not (_has(old, id) and _has(new, id)):
            before, after = (row.label if _has(table, id) else None for table in (old, new))
            yield Change(Kind.ROW, new.spec.label, row.label, old=before, new=after, group=_group(row))
        else:
            yield from _cells(old, new, row, same)


def _group(row: Row) -> str:
    """Give the group a row stands in below the one that holds nearly all of a table (三、本年度办理结果)."""
    return row.groups[-1] if len(row.groups) > 1 else ""


def _combined(table: Table, other: Table) -> Table:
    """Give a table with the rows summed up that the other table has as one row (（六）其他处理)."""
    for each in (*table.spec.alternatives, *other.spec.alternatives):
        present = [row for row in table.rows if row.id in each.replaces]
        whole = each.row.id
        if present and _has(other, whole) and not _has(table, whole):
            table = _summed(table, each, present)
    return table


def _has(table: Table, row: str) -> bool:
    return any(each.id == row for each in table.rows)


def _summed(table: Table, each: Alternative, present: Sequence[Row]) -> Table:
    rows = tuple(each.row if row is present[0] else row for row in table.rows if row not in present[1:])
    sums = {
        (each.row.id, column.id): _sum([table.get(id, column.id) for id in each.replaces])
        for column in table.spec.columns_of[each.replaces[0]]
    }
    return Table(table.spec, rows, {**table.figures, **sums})


def _sum(figures: Sequence[Figure | None]) -> Figure:
    """Give the sum of figures, or a blank when one of them is not known: a blank is not nought."""
    numbers = [number_of(figure) for figure in figures]
    known = [number for number in numbers if number is not None]
    return Figure(sum(known), None) if len(known) == len(numbers) else Figure()


def _cells(old: Table, new: Table, row: Row, same: frozenset[Cell] | None) -> Iterator[Change]:
    before, after = ({column.id: column for column in table.spec.columns_of[row.id]} for table in (old, new))
    for id, column in {**before, **after}.items():
        change = Change(Kind.FIGURE, new.spec.label, row.label, column.label, group=_group(row))
        if id not in before or id not in after or (same is not None and (new.spec.id, row.id, id) not in same):
            yield change._replace(kind=Kind.NOT_COMPARABLE)
            continue
        was, now = _in_unit(old.get(row.id, id), before[id]), _in_unit(new.get(row.id, id), after[id])
        unit = now.unit if now is not None else ""
        kind = Kind.SAME if _alike(was, now) else Kind.FIGURE
        yield change._replace(kind=kind, old=was, new=now, delta=_delta(was, now), unit=unit)


def _in_unit(figure: Figure | None, column: Column) -> Figure | None:
    """Give a figure with the unit it is in: its own, or the one the format names for the column."""
    return figure and figure._replace(unit=figure.unit or column.unit)


def _alike(old: Figure | None, new: Figure | None) -> bool:
    """Tell whether two cells say the same; 25400元 and 2.54万元 do, “/” and 0 do not."""
    if old is None or new is None:
        return old is new
    if old.value is not None and new.value is not None:
        return (old.unit == new.unit and old.value == new.value) or _delta(old, new) == 0
    if old.mark is Mark.UNREADABLE and new.mark is Mark.UNREADABLE:
        return old.written == new.written
    return old.mark is new.mark and old.value == new.value


def _delta(old: Figure | None, new: Figure | None) -> Number | None:
    """Give new less old in the unit of the new; None without two numbers in units that can be compared."""
    was, now = number_of(old), number_of(new)
    if old is None or new is None or was is None or now is None:
        return None
    if old.unit != new.unit:
        if old.unit not in YUAN or new.unit not in YUAN:
            return None
        was = converted(was, old.unit, new.unit).normalize()
    return now - was
