"""A whole table tried or done: of every row what it does, or why it cannot; all of it written, or nothing.

To try is to do it and take it back: what the preview says is therefore what the import does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils.translation import gettext as say

from gongkai.agencies.exchange.columns import Column, Done, Table
from gongkai.agencies.exchange.reading import Line, read_table
from gongkai.journal.actor import Actor
from gongkai.journal.turns import one_at_a_time
from gongkai.law.errors import GongkaiError
from gongkai.law.message import Translate

OUTCOMES = ("added", "changed", "same", "bad")
"""What becomes of a row, in a word."""


@dataclass(frozen=True)
class Problem:
    """What is wrong with a cell, or with a row where there is no column: heading, what it holds, what is wrong."""

    heading: str
    written: str
    what: str


@dataclass(frozen=True)
class Row:
    """A row of the file: its number there, what it does, or what is wrong with it."""

    number: int
    done: Done | None
    problems: tuple[Problem, ...] = ()

    @property
    def outcome(self) -> str:
        """Say in a word what becomes of it: bad, added, changed or same."""
        if self.done is None:
            return "bad"
        if self.done.added:
            return "added"
        return "changed" if self.done.changes else "same"


@dataclass(frozen=True)
class Outcome:
    """What a table does, row by row, whether it was written, and what it is kept together as (`Table.finish`)."""

    rows: tuple[Row, ...]
    written: bool
    made: Any = None

    @property
    def counts(self) -> dict[str, int]:
        """Count the rows of each outcome."""
        return {outcome: self.count(outcome) for outcome in OUTCOMES}

    def count(self, outcome: str) -> int:
        """Count the rows of an outcome."""
        return sum(row.outcome == outcome for row in self.rows)

    @property
    def bad(self) -> tuple[Row, ...]:
        """Give every row that cannot be taken in."""
        return tuple(row for row in self.rows if row.done is None)


def bring_in(
    content: bytes,
    table: Table,
    *,
    by: Actor,
    on: date,
    write: bool,
    translate: Translate | None = None,
) -> Outcome:
    """Try a table, or write it: every row of it or, when any is bad, none.

    Raises UnreadableDocument for a file that is not such a table at all.
    """
    # before a transaction keeps others waiting
    lines = read_table(table.flat(content), table.headings(), table.required(), most=table.most_rows)
    with transaction.atomic():
        return _done(lines, table, by, on, write, translate)


def _done(lines: list[Line], table: Table, by: Actor, on: date, write: bool, translate: Translate | None) -> Outcome:
    one_at_a_time()
    rows = tuple(_row(line, table, by, on, translate) for line in lines)
    done = {row.number: row.done for row in rows if row.done is not None}
    if not write or len(done) < len(rows):
        transaction.set_rollback(True)
        return Outcome(rows, written=False)
    return Outcome(rows, True, table.finish(done, by=by, on=on))


def _row(line: Line, table: Table, by: Actor, on: date, translate: Translate | None) -> Row:
    values, problems = _values(line, table)
    if problems:
        return Row(line.number, None, tuple(problems))
    try:
        with transaction.atomic():
            return Row(line.number, table.do(values, by=by, on=on))
    except ValidationError as error:
        return Row(line.number, None, tuple(_told(error, line, table)))
    except GongkaiError as error:
        return Row(line.number, None, (Problem("", "", error.text(translate)),))


def _values(line: Line, table: Table) -> tuple[Mapping[str, Any], list[Problem]]:
    values: dict[str, Any] = {}
    problems = []
    for column in table.columns:
        written = line.cells.get(column.heading)
        if column.required and not written:
            problems.append(Problem(column.heading, "", say("不能为空。")))
        elif written is not None:
            try:
                values[column.name] = column.read(written)
            except ValidationError as error:
                problems.append(_problem(column, line, " ".join(error.messages)))
    return values, problems


def _told(error: ValidationError, line: Line, table: Table) -> list[Problem]:
    columns = {column.name: column for column in table.columns}
    by_field = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    return [_problem(columns.get(name), line, " ".join(messages)) for name, messages in by_field.items()]


def _problem(column: Column | None, line: Line, what: str) -> Problem:
    if column is None:
        return Problem("", "", what)
    return Problem(column.heading, "" if column.personal else line.cells.get(column.heading, ""), what)
