"""What the tables hold of what a text tells: every number that a subject may mean, the likeliest first.

Not here: whether a text says one of them, which `narrative` tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gongkai.law.message import Message
from gongkai.report.checks.wording import column_name, row_name
from gongkai.report.figures import number_of
from gongkai.report.model import Number, Report, Table
from gongkai.report.narrative import Subject

ORGANISATIONS = ("commercial", "research", "welfare", "legal", "other")
APPLICANTS: dict[Subject, tuple[str, ...]] = {
    Subject.NATURAL: ("natural",),
    Subject.ORGANISATIONS: ORGANISATIONS,
    Subject.COMMERCIAL: ("commercial",),
    Subject.RESEARCH: ("research",),
    Subject.WELFARE: ("welfare",),
    Subject.LEGAL: ("legal",),
}
COUNTS: dict[Subject, tuple[tuple[str, ...], ...]] = {
    Subject.RECEIVED: (("new",), ("new", "carried_in")),
    Subject.WORKED_ON: (("new",), ("new", "carried_in"), ("total",)),
    Subject.CARRIED_IN: (("carried_in",),),
    Subject.CARRIED_FORWARD: (("carried_forward",),),
    Subject.CARRIED: (("carried_in",), ("carried_forward",)),
    Subject.HANDLED: (("total",),),
}
_GROUPS: dict[Subject, tuple[str, ...]] = {
    Subject.WITHHELD: ("withheld_",),
    Subject.UNABLE: ("unable_",),
    Subject.NOT_PROCESSED: ("not_processed_",),
    Subject.OTHER_OUTCOME: ("other_",),
}
_BROADLY_WITHHELD = ("withheld_", "unable_", "not_processed_")
"""不予公开 as some reports use it: of everything that was not given."""
REMEDIES: dict[Subject, tuple[tuple[str, ...], ...]] = {
    Subject.RECONSIDERATIONS: (("reconsideration",),),
    Subject.SUITS: (("direct_suit", "suit_after_reconsideration"), ("direct_suit",), ("suit_after_reconsideration",)),
    Subject.DIRECT_SUITS: (("direct_suit",),),
    Subject.SUITS_AFTER: (("suit_after_reconsideration",),),
    Subject.REMEDIES: (
        ("reconsideration", "direct_suit", "suit_after_reconsideration"),
        ("reconsideration",),
        ("direct_suit", "suit_after_reconsideration"),
    ),
}
RESULTS: dict[Subject, tuple[Subject, str]] = {
    Subject.RECONSIDERATIONS_UPHELD: (Subject.RECONSIDERATIONS, "upheld"),
    Subject.RECONSIDERATIONS_OVERTURNED: (Subject.RECONSIDERATIONS, "overturned"),
    Subject.RECONSIDERATIONS_PENDING: (Subject.RECONSIDERATIONS, "pending"),
    Subject.SUITS_UPHELD: (Subject.SUITS, "upheld"),
    Subject.SUITS_OVERTURNED: (Subject.SUITS, "overturned"),
    Subject.SUITS_PENDING: (Subject.SUITS, "pending"),
}
DOCUMENTS: dict[Subject, tuple[str, str]] = {
    Subject.RULES_MADE: ("rules", "made"),
    Subject.RULES_REPEALED: ("rules", "repealed"),
    Subject.RULES_EFFECTIVE: ("rules", "effective"),
    Subject.DOCUMENTS_MADE: ("normative_documents", "made"),
    Subject.DOCUMENTS_REPEALED: ("normative_documents", "repealed"),
    Subject.DOCUMENTS_EFFECTIVE: ("normative_documents", "effective"),
}


class Held(NamedTuple):
    """What the tables hold of a subject: every number that a reading may mean, the likeliest first.

    `less` is by how much a text may rightly say less, having left out applications carried in.
    """

    table: str
    where: str | Message
    numbers: tuple[Number, ...]
    less: Number = 0


def held_by(report: Report, subject: Subject) -> Held | None:
    """Give what the tables hold of a subject, or None where they hold nothing of it."""
    if subject in DOCUMENTS:
        return _documents_held(report, subject)
    if subject in REMEDIES or subject in RESULTS:
        return _remedies_held(report, subject)
    return applications_held(report, subject)


def _documents_held(report: Report, subject: Subject) -> Held | None:
    table = report.table("proactive")
    row, column = DOCUMENTS[subject]
    number = None if table is None else number_of(table.get(row, column))
    if table is None or number is None:
        return None
    spec = next(each for each in table.spec.columns_of[row] if each.id == column)
    return Held("proactive", f"{row_name(table.spec.row_by_id[row])}—{column_name(spec)}", (number,))


def _remedies_held(report: Report, subject: Subject) -> Held | None:
    table = report.table("remedies")
    if table is None:
        return None
    of, column = RESULTS.get(subject, (subject, "total"))
    numbers = [number for rows in REMEDIES[of] for number in _remedies_of(table, rows, column)]
    rows = [row_name(table.spec.row_by_id[row]) for row in REMEDIES[of][0]]
    label = next(each.label for each in table.spec.columns_of["reconsideration"] if each.id == column)
    where = Message("{rows}—{column}", rows=rows, column=label)
    return Held("remedies", where, tuple(numbers)) if numbers else None


def _remedies_of(table: Table, rows: Sequence[str], column: str) -> list[Number]:
    """Give the sum over rows in a column; of totals also as their parts add up."""
    sums = [sum_of(table, rows, [column])]
    if column == "total":
        sums.append(sum_of(table, rows, ["upheld", "overturned", "other", "pending"]))
    return [each for each in sums if each is not None]


def applications_held(report: Report, subject: Subject) -> Held | None:
    """Give what table III holds of a subject."""
    table = report.table("applications")
    if table is None:
        return None
    if subject in APPLICANTS:
        return _applicants_held(table, APPLICANTS[subject])
    carried_in = sum_of(table, ["carried_in"], ["total"]) or 0
    rows = COUNTS.get(subject)
    if rows is None:
        return _outcome_held(table, subject, carried_in)
    # What was withdrawn or lapsed is often not spoken of as decided.
    lapsed = sum_of(table, _rows_of(table, ("other_",)), ["total"]) or 0
    return _as_held(
        row_name(table.spec.row_by_id[rows[0][0]]),
        [number for each in rows for number in _totals(table, each)],
        less=carried_in + lapsed if subject is Subject.HANDLED else 0,
    )


def _applicants_held(table: Table, columns: Sequence[str]) -> Held | None:
    first = next(each for each in table.spec.columns_of["new"] if each.id == columns[0])
    readings = (sum_of(table, rows, columns) for rows in (["new"], ["new", "carried_in"], ["total"]))
    where = f"{row_name(table.spec.row_by_id['new'])}—{first.group if len(columns) > 1 else column_name(first)}"
    return _as_held(where, [number for number in readings if number is not None])


def _outcome_held(table: Table, subject: Subject, carried_in: Number) -> Held | None:
    prefixes = _GROUPS.get(subject)
    rows = [subject.value] if prefixes is None else _rows_of(table, prefixes)
    if not rows or any(row not in table.spec.row_by_id for row in rows):
        return None
    numbers = _totals(table, rows)
    if subject is Subject.WITHHELD:
        numbers += _totals(table, _rows_of(table, _BROADLY_WITHHELD[:2]))
        numbers += _totals(table, _rows_of(table, _BROADLY_WITHHELD))
    first = table.spec.row_by_id[rows[0]]
    return _as_held(first.groups[-1] if prefixes and len(first.groups) > 1 else row_name(first), numbers, carried_in)


def _as_held(where: str, numbers: Sequence[Number], less: Number = 0) -> Held | None:
    return Held("applications", where, tuple(numbers), less) if numbers else None


def _rows_of(table: Table, prefixes: tuple[str, ...]) -> list[str]:
    return [row.id for row in table.rows if row.id.startswith(prefixes)]


def _totals(table: Table, rows: Sequence[str]) -> list[Number]:
    """Give the total of rows as the table has it, and as the applicants' columns add up to where that differs."""
    sums = (sum_of(table, rows, ["total"]), sum_of(table, rows, ["natural", *ORGANISATIONS]))
    return list(dict.fromkeys(each for each in sums if each is not None))


def sum_of(table: Table, rows: Sequence[str], columns: Sequence[str]) -> Number | None:
    """Give the sum of cells, or None when one of them holds no number."""
    total: Number = 0
    for row in rows:
        for column in columns:
            number = number_of(table.get(row, column))
            if number is None:
                return None
            total += number
    return total
